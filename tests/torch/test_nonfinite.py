"""A loss that is no number: the run stops and says where, or goes on without the batch."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from lightning.pytorch import Callback

from ptycho_generated.faults import InputError
from ptycho_torch.trainer.fitting import Fitting
from ptycho_torch.trainer.nonfinite import DUMP_NAME

MakeFitting = Callable[..., Fitting]


class Spoil(Callback):
    """Makes the patterns of one batch NaN."""

    def __init__(self, batch: int) -> None:
        self._batch = batch

    def on_train_batch_start(self, trainer: Any, module: Any, batch: Any, batch_idx: int) -> None:
        if trainer.current_epoch == 0 and batch_idx == self._batch:
            batch.inputs.amplitudes.fill_(torch.nan)


def spoilt(make_fitting: MakeFitting, policy: str, **knobs: Any) -> Fitting:
    fitting = make_fitting(nonfinite_loss=policy, batch_size=1, max_epochs=1, **knobs)
    fitting.trainer.callbacks.append(Spoil(2))  # type: ignore[attr-defined]
    return fitting


def test_the_run_stops_with_the_batch_kept(make_fitting: MakeFitting, tmp_path: Path) -> None:
    (tmp_path / "run").mkdir()
    fitting = spoilt(make_fitting, "stop")
    with pytest.raises(InputError) as caught:
        fitting.fit()
    (fault,) = caught.value.faults
    assert "the loss is nan in epoch 0, batch 2 (groups 2 to 2)" in fault.problem
    assert "--nonfinite-loss skip" in fault.cure
    with np.load(tmp_path / "run" / DUMP_NAME) as dump:
        assert np.isnan(dump["loss"])
        assert (dump["epoch"], dump["batch"]) == (0, 2)
        assert np.isnan(dump["inputs.amplitudes"]).all()
        assert np.isfinite(dump["held_out.amplitudes"]).all()
    last = torch.load(tmp_path / "run/checkpoints/last.ckpt", weights_only=True)
    assert last["global_step"] == 2
    assert all(weight.isfinite().all() for weight in last["state_dict"].values())


@pytest.mark.parametrize("accumulated", [1, 2])
def test_the_batch_is_skipped(
    accumulated: int,
    make_fitting: MakeFitting,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.WARNING):
        fitting = spoilt(make_fitting, "skip", accum_steps=accumulated)
        fitting.fit()
    assert (
        "the loss is nan in epoch 0, batch 2 (groups 2 to 2): the batch is skipped" in caplog.text
    )
    assert all(bool(w.isfinite().all()) for w in fitting.module.parameters())
    assert np.isfinite(fitting.metrics()["train_loss"])  # type: ignore[arg-type]
    assert not (tmp_path / "run" / DUMP_NAME).exists()


def test_weights_that_are_no_numbers_stop_the_run_in_any_case(
    make_fitting: MakeFitting, tmp_path: Path
) -> None:
    (tmp_path / "run").mkdir()
    fitting = make_fitting(nonfinite_loss="skip", max_epochs=1)
    with torch.no_grad():
        next(fitting.module.parameters()).fill_(torch.nan)
    with pytest.raises(InputError, match="so are the weights"):
        fitting.fit()
    assert not (tmp_path / "run/checkpoints/last.ckpt").exists()
