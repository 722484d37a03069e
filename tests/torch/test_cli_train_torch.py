"""Flags of `ptycho_train` arrive in the settings that the training is given."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ptycho_generated.settings import TrainSettings
from ptycho_torch.cli.shared import run_command
from ptycho_torch.workflows import components

WORK = "ptycho_torch.workflows.components:run_training"
NEEDED = ["--train-data-file", "scan.npz", "--output-dir", "run"]


@pytest.fixture
def settings_of(monkeypatch: pytest.MonkeyPatch) -> Callable[..., TrainSettings]:
    """Settings that a command line gives to the training, which is not run."""
    seen: list[TrainSettings] = []
    monkeypatch.setattr(components, "run_training", lambda settings, _: seen.append(settings))

    def parse(*words: str) -> TrainSettings:
        assert run_command("train", [*NEEDED, *words], WORK) == 0
        return seen.pop()

    return parse


FLAGS: dict[str, tuple[list[str], str, Any]] = {
    "checkpoints off": (["--disable-checkpointing"], "enable_checkpointing", False),
    "checkpoints on": (["--enable-checkpointing"], "enable_checkpointing", True),
    "all checkpoints": (["--checkpoint-save-top-k", "-1"], "checkpoint_save_top_k", -1),
    "monitor": (["--checkpoint-monitor", "train_loss"], "checkpoint_monitor_metric", "train_loss"),
    "mode": (["--checkpoint-mode", "max"], "checkpoint_mode", "max"),
    "patience": (["--early-stop-patience", "5"], "early_stop_patience", 5),
    "scheduler": (["--scheduler", "MultiStage"], "scheduler", "MultiStage"),
    "accumulation": (["--accumulate-grad-batches", "4"], "accum_steps", 4),
    "logger": (["--logger", "mlflow"], "logger_backend", "mlflow"),
    "precision": (["--precision=bf16-mixed"], "precision", "bf16-mixed"),
    "resume": (["--resume", "auto"], "resume", "auto"),
    "deterministic": (["--no-deterministic"], "deterministic", False),
}


@pytest.mark.parametrize("name", FLAGS)
def test_a_flag_arrives(name: str, settings_of: Callable[..., TrainSettings]) -> None:
    words, knob, value = FLAGS[name]
    assert getattr(settings_of(*words).execution, knob) == value
    flag, equals, rest = words[0].partition("=")
    underscored = [f"--{flag[2:].replace('-', '_')}{equals}{rest}", *words[1:]]
    assert getattr(settings_of(*underscored).execution, knob) == value


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--checkpoint-monitor", "nonsense"], "give one of val_loss, train_loss"),
        (["--checkpoint-save-top-k", "-2"], "-2 is not allowed"),
        (["--prefetch-factor", "2"], "prefetching needs --num-workers 1 or more"),
        (["--dataloader-timeout", "5"], "a timeout needs --num-workers 1 or more"),
        (
            ["--checkpoint-every-n-train-steps=5", "--checkpoint-every-n-epochs=2"],
            "checkpoints are counted in steps or in epochs",
        ),
        (
            ["--gradient-clip-algorithm=agc", "--gradient-clip-val=none"],
            "a clip algorithm means nothing without a clip value",
        ),
        (["--mlflow-run-name", "x"], "it belongs to --logger mlflow"),
        (["--plateau-factor", "0.5"], "it belongs to --scheduler ReduceLROnPlateau"),
    ],
)
def test_what_goes_wrong_is_said_before_anything_is_loaded(
    words: list[str], message: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert run_command("train", [*NEEDED, *words], WORK) == 2
    assert message in capsys.readouterr().err
