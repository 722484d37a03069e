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
            self._sums[name] = before + value * batch.n_groups
        self._n_groups += batch.n_groups
        if trainer.global_step > self._step:
            self._step = trainer.global_step
            if self._step % self._every == 0:
                record(trainer, {"train_objective": float(outputs["train_objective"])})

    def on_train_epoch_end(self, trainer: Trainer, pl_module: LightningModule) -> None:
        """Log the means of the epoch."""
        if not self._n_groups:
            return
        n_groups = torch.tensor(float(self._n_groups), device=pl_module.device)
        total = trainer.strategy.reduce(n_groups, reduce_op="sum")
        means = {
            name: trainer.strategy.reduce(value.clone(), reduce_op="sum") / total
            for name, value in self._sums.items()
        }
        for name, mean in means.items():
            pl_module.log(name, mean.float(), logger=False, sync_dist=True)
        record(trainer, {name: float(mean) for name, mean in means.items()})

    def state_dict(self) -> dict[str, Any]:
        """The part of the means that has been taken."""
        return {"sums": self._sums, "n_groups": self._n_groups}

    def load_state_dict(self, state_dict: dict[str, Any]) -> None:
        """Go on with means that were begun."""
        self._sums, self._n_groups = state_dict["sums"], state_dict["n_groups"]


def record(trainer: Trainer, metrics: dict[str, float]) -> None:
    """Write metrics to the loggers at the step that is done."""
    for logger in trainer.loggers:
        logger.log_metrics(metrics | {"epoch": trainer.current_epoch}, trainer.global_step - 1)
        logger.save()
