"""A loss that scatters decides by its running mean, and the newest of equals is kept."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from lightning.pytorch import Trainer
from lightning.pytorch.callbacks import EarlyStopping

from ptycho_torch.trainer.checkpoints import BestAndLast
from ptycho_torch.trainer.running_mean import EarlyStoppingByMean, RunningMean

ALONE = SimpleNamespace(strategy=SimpleNamespace(reduce_boolean_decision=lambda decision: decision))


@given(st.lists(st.floats(0.1, 9.0), min_size=1, max_size=60), st.integers(0, 59))
def test_the_mean_weighs_new_values_most_and_goes_on_from_a_state(
    values: list[float], cut: int
) -> None:
    mean, later = RunningMean(), RunningMean()
    assert mean.value is None
    for value in values[:cut]:
        mean.add(value)
    later.load_state_dict(mean.state_dict())
    for value in values[cut:]:
        mean.add(value)
        later.add(value)
    weights = 0.97 ** np.arange(len(values))[::-1]
    assert mean.value == pytest.approx(np.average(values, weights=weights))
    assert later.value == mean.value


def stops_after(stopper: EarlyStopping, values: list[float]) -> int:
    """Number of values after which ``stopper`` wants to end the training."""
    for number, value in enumerate(values, start=1):
        if stopper._evaluate_stopping_criteria(torch.tensor(value))[0]:
            return number
    return len(values)


def test_a_lucky_draw_does_not_end_a_training() -> None:
    falling = [1.0 - 0.003 * epoch for epoch in range(100)]
    falling[40] = 0.6
    arguments: dict[str, Any] = {"monitor": "train_loss", "patience": 20}
    assert stops_after(EarlyStopping(**arguments), falling) == 61
    assert stops_after(EarlyStoppingByMean(**arguments), falling) == 100


def test_a_loss_that_stays_or_is_no_number_ends_it_still() -> None:
    arguments: dict[str, Any] = {"monitor": "train_loss", "patience": 20, "check_finite": True}
    assert stops_after(EarlyStoppingByMean(**arguments), [1.0] * 100) == 21
    assert stops_after(EarlyStoppingByMean(**arguments), [1.0] * 5 + [torch.nan] * 9) == 6


def test_a_stopper_goes_on_from_its_state() -> None:
    losses = list(np.random.default_rng(0).uniform(0.5, 1.5, 90))
    arguments: dict[str, Any] = {"monitor": "train_loss", "patience": 30}
    whole, first, second = (EarlyStoppingByMean(**arguments) for _ in range(3))
    stops_after(whole, losses)
    stops_after(first, losses[:25])
    second.load_state_dict(first.state_dict())
    stops_after(second, losses[25:])
    assert second.state_dict() == whole.state_dict()


@pytest.mark.parametrize(
    ("running_mean", "current", "is_kept"),
    [(True, 0.9, True), (True, 1.01, True), (True, 1.05, False), (False, 1.01, False)],
)
def test_the_newest_of_states_that_are_alike_is_kept(
    running_mean: bool, current: float, is_kept: bool, tmp_path: Path
) -> None:
    keeper = BestAndLast(
        dirpath=tmp_path, monitor="train_loss", save_top_k=1, running_mean=running_mean
    )
    keeper.best_k_models, keeper.kth_best_model_path = {"best": torch.tensor(1.0)}, "best"
    keeper._lowest = 1.0
    trainer = cast("Trainer", ALONE)
    assert keeper.check_monitor_top_k(trainer, torch.tensor(current)) is is_kept
