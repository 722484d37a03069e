"""A training, ready to run: module, data and trainer."""

import logging
from dataclasses import dataclass

import torch
from lightning.pytorch import Trainer
from lightning.pytorch.callbacks import ModelCheckpoint

from ptycho_generated.settings import TrainSettings
from ptycho_torch.trainer.datamodule import GroupDataModule
from ptycho_torch.trainer.module import ReconstructionModule

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Fitting:
    """Module, data and trainer of one training."""

    settings: TrainSettings
    module: ReconstructionModule
    groups: GroupDataModule
    trainer: Trainer

    def fit(self) -> None:
        """Train; from a checkpoint where the settings name one.

        Raises KeyboardInterrupt when the user interrupts; the last checkpoint is then usable.
        """
        try:
            self.trainer.fit(self.module, self.groups, ckpt_path=self.settings.execution.resume)
        except SystemExit:
            if self.trainer.interrupted:
                raise KeyboardInterrupt from None
            raise

    def take_best_weights(self) -> None:
        """Put the weights of the best checkpoint into the module; the last ones without one."""
        checkpoint = self.trainer.checkpoint_callback
        best = checkpoint.best_model_path if isinstance(checkpoint, ModelCheckpoint) else ""
        if not best:
            return
        # Only tensors and plain data are unpickled.
        state = torch.load(best, map_location=self.module.device, weights_only=True)["state_dict"]
        self.module.load_state_dict(state)
        _log.info("best weights: %s", best)

    def metrics(self) -> dict[str, float]:
        """Newest value of each logged metric."""
        return {name: float(value) for name, value in self.trainer.callback_metrics.items()}
