"""Execution configs and overrides, given by a program, reach the settings of a training."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ptycho import params
from ptycho.config.config import PyTorchExecutionConfig
from ptycho_generated.faults import InputError
from ptycho_torch.config_factory import configure

NEEDED: dict[str, Any] = {"train_data_file": Path("scan.npz"), "output_dir": Path("run")}


class TestExecutionConfigOverrides:
    """What an execution config says counts, unless an override says otherwise."""

    @pytest.mark.parametrize(
        ("knob", "value"),
        [
            ("enable_checkpointing", False),
            ("checkpoint_save_top_k", -1),
            ("checkpoint_monitor_metric", "train_loss"),
            ("checkpoint_mode", "max"),
            ("early_stop_patience", 7),
            ("scheduler", "Exponential"),
            ("accum_steps", 4),
            ("logger_backend", "none"),
            ("precision", "16-mixed"),
        ],
    )
    def test_a_field_arrives(self, knob: str, value: Any) -> None:
        execution = PyTorchExecutionConfig(**{knob: value})
        settings, resolved = configure(
            "train", environment={}, execution_config=execution, overrides=NEEDED
        )
        assert getattr(settings.execution, knob) == value
        assert resolved.winner(knob).layer == "execution_config"

    def test_an_override_beats_it(self) -> None:
        execution = PyTorchExecutionConfig(learning_rate=1e-2, scheduler="Default")
        overrides = NEEDED | {"learning_rate": 5e-4}
        settings, resolved = configure(
            "train", environment={}, execution_config=execution, overrides=overrides
        )
        assert settings.execution.learning_rate == 5e-4
        assert settings.execution.scheduler == "Default"
        assert resolved.losers("learning_rate")[0].value == 1e-2

    def test_it_never_reaches_the_legacy_dictionary(self) -> None:
        before = dict(params.cfg)
        execution = PyTorchExecutionConfig(learning_rate=1e-2)
        configure("train", environment={}, execution_config=execution, overrides=NEEDED)
        assert params.cfg == before

    def test_an_unknown_override_is_refused(self) -> None:
        with pytest.raises(InputError, match="learning_ratee"):
            configure("train", environment={}, overrides=NEEDED | {"learning_ratee": 5.0})
