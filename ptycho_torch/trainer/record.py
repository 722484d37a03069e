"""The curves of a training: means over an epoch, and what is minimised every few steps.

Lightning would forget the part of a mean that was taken before a checkpoint in the midst of an
epoch, and record a step after its checkpoint; here a run that goes on records what it would have.
"""

from typing import Any

import torch
from lightning.pytorch import Callback, LightningModule, Trainer
from torch import Tensor

MEANS = ("train_loss", "lr")
"""Metrics that are means over the groups of an epoch."""
_TAKEN = "means_taken"


class CurveRecorder(Callback):
    """Logs `MEANS` once an epoch and ``train_objective`` every ``every_n_steps`` steps."""

    def __init__(self, *, every_n_steps: int) -> None:
        self._every = every_n_steps
        self._sums: dict[str, Tensor] = {}
        self._n_groups = 0
        self._step = 0

    def on_train_start(self, trainer: Trainer, pl_module: LightningModule) -> None:
        """Go on at the step that was last recorded."""
        self._step = trainer.global_step

    def on_train_epoch_start(self, trainer: Trainer, pl_module: LightningModule) -> None:
        """Begin new means."""
        self._sums, self._n_groups = {}, 0

    def on_train_batch_end(
        self, trainer: Trainer, pl_module: LightningModule, outputs: Any, batch: Any, batch_idx: int
    ) -> None:
        """Add a batch to the means, unless it was skipped; record the step that it ends."""
        if not outputs or MEANS[0] not in outputs:
            self._step = trainer.global_step
            return
        precise = torch.float32 if pl_module.device.type == "mps" else torch.float64
        for name in MEANS:
            value = torch.as_tensor(outputs[name], dtype=precise, device=pl_module.device)
            before = self._sums.get(name, torch.zeros_like(value))
            self._sums[name] = before.to(value.device) + value * batch.n_groups
        self._n_groups += batch.n_groups
        if trainer.global_step > self._step:
            self._step = trainer.global_step
            if self._step % self._every == 0:
                objective = trainer.strategy.reduce(outputs["train_objective"], reduce_op="mean")
                record(trainer, {"train_objective": float(objective)})

    def on_train_epoch_end(self, trainer: Trainer, pl_module: LightningModule) -> None:
        """Log the means of the epoch."""
        if not self._n_groups:
            return
        n_groups = torch.tensor(float(self._n_groups), device=pl_module.device)
        total = _total(trainer, n_groups)
        means = {name: _total(trainer, value) / total for name, value in self._sums.items()}
        for name, mean in means.items():
            pl_module.log(name, mean.float(), logger=False, sync_dist=True)
        record(trainer, {name: float(mean) for name, mean in means.items()})

    def on_save_checkpoint(
        self, trainer: Trainer, pl_module: LightningModule, checkpoint: dict[str, Any]
    ) -> None:
        """Keep the part of the means that has been taken, by all processes together."""
        n_groups = torch.tensor(float(self._n_groups), device=pl_module.device)
        checkpoint[_TAKEN] = {
            "sums": {name: _total(trainer, value) for name, value in self._sums.items()},
            "n_groups": int(_total(trainer, n_groups)),
        }

    def on_load_checkpoint(
        self, trainer: Trainer, pl_module: LightningModule, checkpoint: dict[str, Any]
    ) -> None:
        """Go on with means that were begun; the first process has what all of them have taken."""
        taken = checkpoint[_TAKEN]
        self._sums, self._n_groups = taken["sums"], taken["n_groups"]
        if not trainer.is_global_zero:
            self._sums = {name: torch.zeros_like(value) for name, value in self._sums.items()}
            self._n_groups = 0


def _total(trainer: Trainer, value: Tensor) -> Tensor:
    """Sum over all processes."""
    total = trainer.strategy.reduce(value.clone(), reduce_op="sum")
    assert isinstance(total, Tensor)
    return total


def record(trainer: Trainer, metrics: dict[str, float]) -> None:
    """Write metrics to the loggers at the step that is done."""
    for logger in trainer.loggers:
        logger.log_metrics(metrics | {"epoch": trainer.current_epoch}, trainer.global_step - 1)
        logger.save()
