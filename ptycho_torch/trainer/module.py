"""A reconstruction network as Lightning trains it, by automatic optimisation."""

from typing import Any

import torch
from lightning.pytorch import LightningModule
from lightning.pytorch.callbacks import Timer
from torch import Tensor

from ptycho_generated.kwargs import (
    adam_w_kwargs,
    objective_kwargs,
    parameter_groups_kwargs,
    schedule_kwargs,
)
from ptycho_generated.settings import TrainSettings
from ptycho_torch.data.groups import GroupBatch
from ptycho_torch.model.network import ReconstructionNetwork
from ptycho_torch.model.objective import Objective, held_out_objective
from ptycho_torch.schedulers import learning_rate_factor
from ptycho_torch.trainer.plain import plain_settings


class ReconstructionModule(LightningModule):
    """Trains a network on groups of patterns; the loss is taken on patterns it was not shown.

    Logs ``train_loss`` and ``lr`` per epoch, ``val_loss`` per validation, and what is minimised,
    ``train_objective``, every few steps.
    """

    def __init__(self, network: ReconstructionNetwork, settings: TrainSettings) -> None:
        super().__init__()
        self.network = network
        self._settings = settings
        self._total_steps = float("inf")
        self.save_hyperparameters(plain_settings(settings))

    def training_step(self, batch: GroupBatch, batch_idx: int) -> Tensor:
        """Objective of a batch of groups, a scalar."""
        objective = self._objective(batch)
        self._log_mean("train_loss", objective.value, batch)
        self._log_mean("lr", self.trainer.optimizers[0].param_groups[-1]["lr"], batch)
        self.log("train_objective", objective.objective, on_step=True, on_epoch=False)
        return objective.objective

    def validation_step(self, batch: GroupBatch, batch_idx: int) -> None:
        """Log the loss on the groups of the validation scan."""
        self._log_mean("val_loss", self._objective(batch).value, batch)

    def _objective(self, batch: GroupBatch) -> Objective:
        reconstruction = self.network(batch.inputs, batch.canvas_shapes)
        judges = batch.inputs if self.network.learns_from_inputs else batch.held_out
        return held_out_objective(reconstruction, judges, **objective_kwargs(self._settings))

    def _log_mean(self, name: str, value: Tensor | float, batch: GroupBatch) -> None:
        """Log the mean over the groups of an epoch."""
        self.log(
            name, value, on_step=False, on_epoch=True, batch_size=batch.n_groups, sync_dist=True
        )

    def configure_optimizers(self) -> Any:
        """AdamW on the network's parameter groups, its learning rate set at every step."""
        groups = self.network.parameter_groups(**parameter_groups_kwargs(self._settings))
        self.trainer.fit_loop.setup_data()  # without it, an epoch has no length yet
        self._total_steps = self.trainer.estimated_stepping_batches
        optimizer = torch.optim.AdamW(groups, **adam_w_kwargs(self._settings))
        scheduler = torch.optim.lr_scheduler.LambdaLR(optimizer, self._learning_rate_factor)
        return {
            "optimizer": optimizer,
            "lr_scheduler": {"scheduler": scheduler, "interval": "step"},
        }

    def progress(self) -> float:
        """Share of the training that is done, 0 to 1, by steps or by time, whichever is further."""
        return self._progress_at(self.trainer.global_step)

    def _progress_at(self, step: int) -> float:
        shares = [step / self._total_steps]
        for timer in self.trainer.callbacks:  # type: ignore[attr-defined]
            if isinstance(timer, Timer) and (left := timer.time_remaining()) is not None:
                spent = timer.time_elapsed()
                shares.append(spent / (spent + left) if spent + left > 0 else 1.0)
        return min(max(shares), 1.0)

    def _learning_rate_factor(self, step: int) -> float:
        accumulated = self.trainer.accumulate_grad_batches
        steps_per_epoch = max(1, -(-int(self.trainer.num_training_batches) // accumulated))
        return learning_rate_factor(
            **schedule_kwargs(self._settings),
            step=step,
            epoch=step // steps_per_epoch,
            progress=self._progress_at(step),
        )
