"""How much is trained, validated and tested, when it ends, and what a wrong limit is told."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from lightning.pytorch.callbacks import ModelCheckpoint

from ptycho.config.rules import check_relations
from ptycho_generated.faults import InputError
from ptycho_generated.settings import TrainSettings
from ptycho_torch.trainer.fitting import Fitting

MakeFitting = Callable[..., Fitting]
QUIET: dict[str, Any] = {"logger_backend": "none", "enable_checkpointing": False}


def test_a_limit_on_steps_ends_a_run(make_fitting: MakeFitting) -> None:
    fitting = make_fitting(max_epochs=-1, max_steps=6, **QUIET)
    fitting.fit()
    assert fitting.trainer.global_step == 6


def test_a_run_limited_in_steps_goes_on(make_fitting: MakeFitting, tmp_path: Path) -> None:
    knobs: dict[str, Any] = {"max_epochs": -1, "scheduler": "Default", "logger_backend": "none"}
    whole = make_fitting(output_dir=tmp_path / "whole", max_steps=8, **knobs)
    whole.fit()
    make_fitting(max_steps=4, **knobs).fit()
    last = tmp_path / "run/checkpoints/last.ckpt"
    rest = make_fitting(max_steps=8, resume=last, **knobs)
    rest.fit()
    assert rest.trainer.global_step == 8
    for some, other in zip(rest.module.parameters(), whole.module.parameters(), strict=True):
        assert torch.equal(some, other)


def test_a_trial_run_leaves_neither_checkpoints_nor_metrics(
    make_fitting: MakeFitting, tmp_path: Path
) -> None:
    fitting = make_fitting(fast_dev_run=2, max_epochs=9, logger_backend="csv")
    fitting.fit()
    assert fitting.trainer.global_step == 2
    assert not (tmp_path / "run").exists()


def test_no_validation_batches_means_no_validation(make_fitting: MakeFitting) -> None:
    fitting = make_fitting(limit_val_batches=0, logger_backend="none")
    fitting.fit()
    assert "val_loss" not in fitting.metrics()
    keeper = fitting.trainer.checkpoint_callback
    assert isinstance(keeper, ModelCheckpoint)
    assert keeper.monitor == "train_loss"


def test_validation_may_come_within_an_epoch(make_fitting: MakeFitting, tmp_path: Path) -> None:
    make_fitting(val_check_interval=2, max_epochs=1, enable_checkpointing=False).fit()
    file = tmp_path / "run/lightning_logs/version_0/metrics.csv"
    with file.open(newline="", encoding="utf-8") as opened:
        assert [row["step"] for row in csv.DictReader(opened) if row["val_loss"]] == ["1", "3"]


@pytest.mark.parametrize(
    ("interval", "steps"),
    [(1, ["0", "1", "2", "3"]), (1.0, ["3"]), (0.5, ["1", "3"]), (0.1, list("0123"))],
)
def test_a_share_of_an_epoch_may_come_between_validations(
    interval: float, steps: list[str], make_fitting: MakeFitting, tmp_path: Path
) -> None:
    make_fitting(val_check_interval=interval, max_epochs=1, enable_checkpointing=False).fit()
    file = tmp_path / "run/lightning_logs/version_0/metrics.csv"
    with file.open(newline="", encoding="utf-8") as opened:
        assert [row["step"] for row in csv.DictReader(opened) if row["val_loss"]] == steps


@pytest.mark.parametrize(
    ("limit", "of_training", "of_validation"), [(1, 1, 1), (0.5, 2, 2), (1.0, 4, 4), (None, 4, 4)]
)
def test_limits_are_counts_or_shares(
    limit: float | None, of_training: int, of_validation: int, make_fitting: MakeFitting
) -> None:
    both = {"limit_train_batches": limit, "limit_val_batches": limit, "max_epochs": 1}
    knobs: list[dict[str, Any]] = [both]
    if limit is not None:
        knobs.append({"overfit_batches": limit, "max_epochs": 1})
    for each in knobs:
        fitting = make_fitting(**each, **QUIET)
        fitting.fit()
        assert fitting.trainer.global_step == of_training
        assert fitting.trainer.num_val_batches == [of_validation]


def test_best_weights_are_tested_on_all_of_the_validation_scan(make_fitting: MakeFitting) -> None:
    found = []
    for limit in (None, 1.0, 1, 0.5, 0):
        fitting = make_fitting(limit_test_batches=limit, max_epochs=1, **QUIET)
        fitting.fit()
        found.append(fitting.test().get("test_loss"))
    whole, all_of_it, one, half, nothing = found
    assert whole == all_of_it
    assert len({whole, one, half}) == 3
    assert nothing is None
    assert make_fitting(validate=False, **QUIET).test() == {}


def test_batches_can_be_learned_by_heart(make_fitting: MakeFitting) -> None:
    fitting = make_fitting(overfit_batches=1, max_epochs=2, **QUIET)
    before = fitting.groups.train_groups[0].inputs.amplitudes
    fitting.fit()
    assert fitting.trainer.global_step == 2
    assert torch.equal(fitting.groups.train_groups[0].inputs.amplitudes, before)


def test_training_stops_where_the_loss_is_good_enough(make_fitting: MakeFitting) -> None:
    knobs: dict[str, Any] = {"max_epochs": 5, "early_stop_stopping_threshold": 1e9}
    fitting = make_fitting(**knobs, **QUIET)
    fitting.fit()
    assert fitting.trainer.current_epoch == 1
    later = make_fitting(min_epochs=3, **knobs, **QUIET)
    later.fit()
    assert later.trainer.current_epoch == 3
    never = make_fitting(max_epochs=2, early_stop_patience=None, **QUIET)
    never.fit()
    assert never.trainer.current_epoch == 2


def test_training_stops_where_the_loss_is_hopeless(make_fitting: MakeFitting) -> None:
    fitting = make_fitting(max_epochs=5, early_stop_divergence_threshold=1e-9, **QUIET)
    fitting.fit()
    assert fitting.trainer.current_epoch == 1


@pytest.mark.parametrize(
    ("knobs", "message"),
    [
        ({"batch_size": 99, "drop_last": True}, "--drop-last: leaves no batch"),
        ({"val_check_interval": 9}, "--val-check-interval: 9 is more than the 4 batches"),
        ({"limit_train_batches": 0.2}, "--limit-train-batches: 0.2 of the 4 batches of an epoch"),
        ({"limit_val_batches": 0.2}, "--limit-val-batches: 0.2 of the 4 batches .* less than one"),
        ({"overfit_batches": 0.2}, "--overfit-batches: 0.2 .* give 1/4 or more, or a whole"),
        ({"limit_train_batches": 0.5, "val_check_interval": 3}, "3 is more than the 2 batches"),
        ({"checkpoint_filename": "a-{loss}"}, "fills in 'loss', which is not known"),
        ({"checkpoint_filename": "a-{epoch:x.}"}, "cannot be filled in"),
        ({"checkpoint_filename": "best", "checkpoint_save_top_k": 2}, "several .* share it"),
        ({"preview_patch_indices": (99,)}, "there is no pattern 99: the scan has 36"),
    ],
)
def test_what_cannot_be_done_is_said_before_training(
    knobs: dict[str, Any], message: str, make_fitting: MakeFitting
) -> None:
    with pytest.raises(InputError, match=message):
        make_fitting(**knobs)


@pytest.mark.parametrize(
    ("knobs", "message"),
    [
        ({"max_epochs": -1}, "never ends; add --max-time or --max-steps"),
        ({"min_epochs": 3}, "3 is above --max-epochs 2"),
        (
            {"max_epochs": -1, "max_time": "00:00:01:00", "scheduler": "OneCycle"},
            "OneCycle needs to know how many steps there are",
        ),
    ],
)
def test_limits_that_contradict_each_other_are_refused(
    knobs: dict[str, Any], message: str, make_settings: Callable[..., TrainSettings]
) -> None:
    with pytest.raises(InputError, match=message):
        check_relations(make_settings(**knobs))


def test_checkpoints_have_the_name_and_place_that_were_asked_for(
    make_fitting: MakeFitting, tmp_path: Path
) -> None:
    make_fitting(
        max_epochs=1,
        logger_backend="none",
        checkpoint_dir=tmp_path / "kept",
        checkpoint_filename="best-{epoch:02d}-{train_loss:.0f}",
        checkpoint_save_weights_only=True,
    ).fit()
    kept = {path.name for path in (tmp_path / "kept").iterdir()}
    names = sorted(kept - {"previous.ckpt"})
    assert names[0].startswith("best-00-")
    assert names[1] == "last.ckpt"
    best, last = (torch.load(tmp_path / "kept" / name, weights_only=True) for name in names)
    assert "optimizer_states" not in best
    assert "optimizer_states" in last
