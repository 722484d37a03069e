"""The training workflow hands its callbacks to `lightning.pytorch.Trainer`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import lightning.pytorch as pl
import pytest
from lightning.pytorch.callbacks import EarlyStopping, ModelCheckpoint

from ptycho.raw_data import Scan
from ptycho_generated.settings import TrainSettings
from ptycho_torch.config_factory import TrainingScans
from ptycho_torch.workflows import components


class TestLightningCheckpointCallbacks:
    """What the Trainer is constructed with, seen in its place."""

    @pytest.fixture
    def callbacks_of(
        self,
        monkeypatch: pytest.MonkeyPatch,
        scans: dict[str, Scan],
        make_settings: Callable[..., TrainSettings],
    ) -> Callable[..., list[Any]]:
        """Callbacks that reach the Trainer for some knobs; the real Trainer is then built."""
        real = pl.Trainer
        seen: list[dict[str, Any]] = []

        def observed(**arguments: Any) -> pl.Trainer:
            seen.append(arguments)
            return real(**arguments)

        monkeypatch.setattr("lightning.pytorch.Trainer", observed)

        def collect(*, validate: bool = True, **knobs: Any) -> list[Any]:
            validation = scans["validation"] if validate else None
            found = TrainingScans(scans["train"], validation)
            fitting = components.prepare_training(make_settings(**knobs), found)
            assert len(seen) == 1
            arguments = seen.pop()
            assert isinstance(fitting.trainer, real)
            assert set(arguments["callbacks"]) <= set(fitting.trainer.callbacks)
            return list(arguments["callbacks"])

        return collect

    def test_model_checkpoint_callback_configured(
        self, callbacks_of: Callable[..., list[Any]], tmp_path: Path
    ) -> None:
        knobs = {
            "checkpoint_save_top_k": 3,
            "checkpoint_mode": "max",
            "checkpoint_save_last": False,
            "checkpoint_every_n_epochs": 2,
        }
        callbacks = callbacks_of(**knobs)
        (keeper,) = [each for each in callbacks if isinstance(each, ModelCheckpoint)]
        assert keeper.monitor == "val_loss"
        assert keeper.save_top_k == 3
        assert keeper.mode == "max"
        assert keeper.save_last is False
        assert keeper.every_n_epochs == 2
        assert keeper.dirpath == str((tmp_path / "run/checkpoints").resolve())
        (keeper,) = [
            each
            for each in callbacks_of(validate=False, checkpoint_monitor_metric="val_loss")
            if isinstance(each, ModelCheckpoint)
        ]
        assert keeper.monitor == "train_loss"
        assert not any(
            isinstance(each, ModelCheckpoint) for each in callbacks_of(enable_checkpointing=False)
        )

    def test_early_stopping_callback_configured(
        self, callbacks_of: Callable[..., list[Any]]
    ) -> None:
        for checkpoints in (True, False):
            callbacks = callbacks_of(
                early_stop_patience=4,
                early_stop_min_delta=0.25,
                checkpoint_mode="max",
                enable_checkpointing=checkpoints,
            )
            (stopper,) = [each for each in callbacks if isinstance(each, EarlyStopping)]
            assert stopper.monitor == "val_loss"
            assert stopper.patience == 4
            assert abs(stopper.min_delta) == 0.25
            assert stopper.mode == "min"  # whatever the checkpoints are ranked by
        callbacks = callbacks_of(validate=False)
        (stopper,) = [each for each in callbacks if isinstance(each, EarlyStopping)]
        assert stopper.monitor == "train_loss"
