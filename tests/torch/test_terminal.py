"""What a training shows while it runs: one live line, a line per epoch, or nothing."""

from __future__ import annotations

import logging
from collections.abc import Callable

import pytest

from ptycho_torch.trainer.fitting import Fitting

MakeFitting = Callable[..., Fitting]


def test_quiet_shows_no_progress(make_fitting: MakeFitting) -> None:
    assert make_fitting(enable_progress_bar=True).trainer.progress_bar_callback is not None
    trainer = make_fitting(quiet=True, enable_progress_bar=True).trainer
    assert trainer.progress_bar_callback is None


def test_a_terminal_shows_one_live_line(
    make_fitting: MakeFitting, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    make_fitting(enable_progress_bar=True).fit()
    line = capsys.readouterr().err.split("\r")[-1]
    assert line.startswith("training 100%")
    for part in ("epoch 2/2", "step 8", "train_loss", "val_loss", "patterns/s"):
        assert part in line


def test_without_a_terminal_each_epoch_is_a_line(
    make_fitting: MakeFitting, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "ptycho_torch.trainer.callbacks"):
        make_fitting(enable_progress_bar=True).fit()
    lines = [r.getMessage() for r in caplog.records if r.name == "ptycho_torch.trainer.callbacks"]
    assert [line.split(",")[0].strip() for line in lines] == ["50 %  epoch 1/2", "100 %  epoch 2/2"]


def test_lightning_shows_nothing_of_its_own(
    make_fitting: MakeFitting, capsys: pytest.CaptureFixture[str]
) -> None:
    make_fitting().fit()
    assert capsys.readouterr().out == ""
