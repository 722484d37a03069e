"""A run that was cut off goes on as if it had not been: weights, curve and all that is random."""

from __future__ import annotations

import csv
import os
import random
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from lightning.pytorch import Callback, LightningModule, Trainer
from torch import Tensor

from ptycho.checkpoint_file import sound_checkpoint
from ptycho_torch.trainer.checkpoints import BestAndLast
from ptycho_torch.trainer.fitting import Fitting
from ptycho_torch.trainer.loggers import CurveLogger


def newest(folder: Path) -> Path | None:
    """The state that a run of this folder goes on from."""
    found, notes = sound_checkpoint(folder / "checkpoints")
    assert not notes
    return found


MakeFitting = Callable[..., Fitting]


class Cut(BaseException):
    """The power fails: nothing is tidied up."""


class CutAt(Callback):
    """Cuts a run off before a batch, counted from its beginning."""

    def __init__(self, batch: int) -> None:
        self._left = batch

    def on_train_batch_start(self, *_: Any) -> None:
        if self._left == 0:
            raise Cut
        self._left -= 1


class SignalAt(Callback):
    """Sends this process a signal while a batch is trained on."""

    def __init__(self, number: int, batch: int) -> None:
        self._number, self._left = number, batch

    def on_before_zero_grad(self, *_: Any) -> None:
        if self._left == 0:
            os.kill(os.getpid(), self._number)
        self._left -= 1


def weights(fitting: Fitting) -> dict[str, Tensor]:
    return {name: weight.detach().clone() for name, weight in fitting.module.named_parameters()}


def equal(some: dict[str, Tensor], others: dict[str, Tensor]) -> bool:
    return some.keys() == others.keys() and all(torch.equal(some[n], others[n]) for n in some)


def curve(folder: Path) -> bytes:
    (file,) = (folder / "lightning_logs").glob("version_*/metrics.csv")
    return file.read_bytes()


def cut_off(make_fitting: MakeFitting, folder: Path, batch: int, **knobs: Any) -> Path | None:
    """Run until the cut; returns the checkpoint that it leaves, if any."""
    fitting = make_fitting(output_dir=folder, checkpoint_save_on_exception=False, **knobs)
    fitting.trainer.callbacks.insert(0, CutAt(batch))  # type: ignore[attr-defined]
    with pytest.raises(Cut):
        fitting.fit()
    return newest(folder)


KNOBS: dict[str, dict[str, Any]] = {
    "every step": {"checkpoint_every_n_train_steps": 1},
    "every third step": {"checkpoint_every_n_train_steps": 3},
    "at any time": {"checkpoint_train_time_interval": "00:00:00:00"},
    "accumulated": {"checkpoint_every_n_train_steps": 1, "accum_steps": 2},
    "plateau": {
        "scheduler": "ReduceLROnPlateau",
        "plateau_patience": 0,
        "plateau_threshold": 0.9,
        "checkpoint_every_n_train_steps": 1,
    },
    "workers": {"checkpoint_every_n_train_steps": 1, "num_workers": 1},
    "within validations": {"checkpoint_every_n_train_steps": 1, "val_check_interval": 2},
    "one cycle": {"scheduler": "OneCycle", "optimizer": "sgd", "checkpoint_every_n_train_steps": 1},
}


@pytest.mark.parametrize(("name", "batch"), [("every step", 2), *((name, 6) for name in KNOBS)])
def test_a_run_that_was_cut_off_ends_with_the_same_bits(
    name: str, batch: int, make_fitting: MakeFitting, tmp_path: Path
) -> None:
    knobs = {"max_epochs": 3, "log_every_n_steps": 1, "batch_size": 1} | KNOBS[name]
    whole = make_fitting(output_dir=tmp_path / "whole", **knobs)
    whole.fit()
    last = cut_off(make_fitting, tmp_path / "cut", batch, **knobs)
    assert last is not None
    resumed = make_fitting(output_dir=tmp_path / "cut", resume=last, **knobs)
    assert 0 < torch.load(last, weights_only=True)["global_step"] <= batch
    assert resumed.resumed_step == torch.load(last, weights_only=True)["global_step"]
    resumed.fit()
    assert equal(weights(resumed), weights(whole))
    assert curve(tmp_path / "cut") == curve(tmp_path / "whole")
    best = [
        Path(each.trainer.checkpoint_callback.best_model_path).name  # type: ignore[union-attr]
        for each in (resumed, whole)
    ]
    assert best[0] == best[1]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_the_step_and_keeps_it(
    number: int, make_fitting: MakeFitting, tmp_path: Path
) -> None:
    knobs: dict[str, Any] = {"max_epochs": 2, "log_every_n_steps": 1}
    whole = make_fitting(output_dir=tmp_path / "whole", **knobs)
    whole.fit()
    before = signal.getsignal(number)
    fitting = make_fitting(output_dir=tmp_path / "cut", **knobs)
    fitting.trainer.callbacks.insert(0, SignalAt(number, 1))  # type: ignore[attr-defined]
    with pytest.raises(KeyboardInterrupt):
        fitting.fit()
    if number != signal.SIGINT:  # Lightning leaves Ctrl-C switched off after one
        assert signal.getsignal(number) == before
    last = newest(tmp_path / "cut")
    assert last is not None
    assert torch.load(last, weights_only=True)["global_step"] == 2
    resumed = make_fitting(output_dir=tmp_path / "cut", resume=last, **knobs)
    resumed.fit()
    assert equal(weights(resumed), weights(whole))
    assert curve(tmp_path / "cut") == curve(tmp_path / "whole")


def test_a_failure_within_an_epoch_leaves_its_state(
    make_fitting: MakeFitting, tmp_path: Path
) -> None:
    fitting = make_fitting()
    fitting.trainer.callbacks.insert(0, CutAt(6))  # type: ignore[attr-defined]
    with pytest.raises(Cut):
        fitting.fit()
    last = tmp_path / "run/checkpoints/last.ckpt"
    assert torch.load(last, weights_only=True)["global_step"] == 6


def test_the_random_numbers_go_on(make_fitting: MakeFitting, tmp_path: Path) -> None:
    drawn: dict[str, list[tuple[float, float, float]]] = {}

    class Draw(Callback):
        def __init__(self, name: str) -> None:
            self.numbers = drawn.setdefault(name, [])

        def on_train_batch_start(self, *_: Any) -> None:
            numbers = random.random(), float(np.random.rand()), float(torch.rand(()))  # noqa: NPY002
            self.numbers.append(numbers)

    def drawing(name: str, **knobs: Any) -> Fitting:
        fitting = make_fitting(logger_backend="none", **knobs)
        fitting.trainer.callbacks.insert(0, Draw(name))  # type: ignore[attr-defined]
        return fitting

    drawing("whole", output_dir=tmp_path / "whole", checkpoint_save_top_k=-1).fit()
    first = next((tmp_path / "whole/checkpoints").glob("epoch-000*"))
    drawing("rest", output_dir=tmp_path / "rest", resume=first).fit()
    assert drawn["rest"] == drawn["whole"][len(drawn["rest"]) :]


def test_a_checkpoint_appears_whole_or_not_at_all(
    make_fitting: MakeFitting, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    make_fitting(max_epochs=1).fit()
    last = tmp_path / "run/checkpoints/last.ckpt"
    before = last.read_bytes()

    def cut(*_: object) -> None:
        raise Cut

    monkeypatch.setattr("os.fsync", cut)
    with pytest.raises(Cut):
        make_fitting(max_epochs=2, resume=last).fit()
    assert last.read_bytes() == before
    assert not list(last.parent.glob(".*"))


def test_lines_of_the_curve_that_were_cut_in_two_are_dropped(tmp_path: Path) -> None:
    logger = CurveLogger(tmp_path, flush_logs_every_n_steps=1)
    for step in range(4):
        logger.log_metrics({"epoch": 0, "train_objective": float(step)}, step)
        logger.save()
    file = Path(logger.log_dir) / "metrics.csv"
    file.write_text(file.read_text("utf-8") + "0,0.1,4", encoding="utf-8")
    again = CurveLogger(tmp_path, version=0, flush_logs_every_n_steps=1)
    again.experiment.go_on(3)
    with file.open(newline="", encoding="utf-8") as opened:
        assert [row["step"] for row in csv.DictReader(opened)] == ["0", "1", "2"]


def test_a_best_state_that_was_measured_in_another_way_is_forgotten(
    make_fitting: MakeFitting, tmp_path: Path
) -> None:
    make_fitting(max_epochs=1).fit()
    last = tmp_path / "run/checkpoints/last.ckpt"
    fitting = make_fitting(max_epochs=1, resume=last, checkpoint_monitor_metric="train_loss")
    fitting.fit()
    keeper = fitting.trainer.checkpoint_callback
    assert isinstance(keeper, BestAndLast)
    assert keeper.best_model_path == ""


def test_without_validation_the_best_is_no_lucky_draw(
    make_fitting: MakeFitting, tmp_path: Path
) -> None:
    """States are ranked by the running mean of the training loss, also by a run that goes on."""
    knobs: dict[str, Any] = {"validate": False, "checkpoint_save_top_k": -1, "scheduler": "Default"}
    make_fitting(max_epochs=3, **knobs).fit()
    last = tmp_path / "run/checkpoints/last.ckpt"
    fitting = make_fitting(max_epochs=5, resume=last, **knobs)
    fitting.fit()
    with (tmp_path / "run/lightning_logs/version_0/metrics.csv").open(newline="") as opened:
        losses = [float(row["train_loss"]) for row in csv.DictReader(opened) if row["train_loss"]]
    keeper = fitting.trainer.checkpoint_callback
    assert isinstance(keeper, BestAndLast)
    found = [float(keeper.best_k_models[name]) for name in sorted(keeper.best_k_models)]
    shares = [0.97 ** np.arange(n)[::-1] for n in range(1, 6)]
    means = [float(np.average(losses[: len(s)], weights=s)) for s in shares]
    assert found == pytest.approx(means, rel=1e-5)
    assert float(keeper.best_model_score or 0) == pytest.approx(min(means), rel=1e-5)


def test_a_longer_schedule_goes_on(make_fitting: MakeFitting, tmp_path: Path) -> None:
    rates: list[float] = []

    class Watch(Callback):
        def on_before_zero_grad(
            self, trainer: Trainer, pl_module: LightningModule, *_: object
        ) -> None:
            rates.append(trainer.optimizers[0].param_groups[-1]["lr"])

    make_fitting(max_epochs=1, scheduler="OneCycle").fit()
    last = tmp_path / "run/checkpoints/last.ckpt"
    fitting = make_fitting(max_epochs=3, scheduler="OneCycle", resume=last)
    fitting.trainer.callbacks.insert(0, Watch())  # type: ignore[attr-defined]
    fitting.fit()
    assert fitting.trainer.current_epoch == 3
    assert rates[-1] < rates[0]
