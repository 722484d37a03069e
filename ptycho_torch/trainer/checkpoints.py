"""Which states of a training are kept, and how they get to the disk."""

import logging
import math
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import torch
from lightning.fabric.plugins import TorchCheckpointIO
from lightning.pytorch import LightningModule, Trainer
from lightning.pytorch.callbacks import ModelCheckpoint
from torch import Tensor

from ptycho.atomic import whole_file
from ptycho.checkpoint_file import LAST, PREVIOUS, seal
from ptycho_torch.trainer.loggers import flush
from ptycho_torch.trainer.nonfinite import are_finite
from ptycho_torch.trainer.running_mean import RunningMean

_log = logging.getLogger(__name__)

_ALIKE = 0.02
"""Share by which a running mean may be above the lowest one and still be as good."""


class WholeFileCheckpointIO(TorchCheckpointIO):
    """Writes checkpoints that appear whole or not at all, also when the machine stops.

    ``last.ckpt`` leaves the one before it behind as ``previous.ckpt``, for the case that the disk
    damages it.
    """

    def save_checkpoint(
        self, checkpoint: dict[str, Any], path: str | Path, storage_options: Any | None = None
    ) -> None:
        """Write beside the place, with checksums, wait for the disk, then take the name."""
        place = Path(path)
        place.parent.mkdir(parents=True, exist_ok=True)
        with whole_file(place) as partial:
            super().save_checkpoint(checkpoint, partial, storage_options)
            seal(partial)
            if place.name == LAST:
                _keep_previous(place)


def _keep_previous(last: Path) -> None:
    """Give the newest state the name of the one before as well; it is about to lose its own."""
    previous = last.with_name(PREVIOUS)
    try:
        previous.unlink(missing_ok=True)
        if last.is_file():
            previous.hardlink_to(last)
    except OSError as error:  # not every disk has links
        _log.debug("%s cannot be kept: %s", previous, error)


class BestAndLast(ModelCheckpoint):
    """Keeps the best states by a metric, and the newest one as ``last.ckpt``.

    The best are chosen at the ends of epochs, where their metric is known. ``last.ckpt`` is renewed
    there too and, if wanted, after every so many optimiser steps or so much time: then between two
    steps, so that a run goes on from it as if it had not ended. ModelCheckpoint alone renews
    ``last.ckpt`` only together with a best state, and ranks the state of an epoch without
    validation by the metric of an earlier one.

    With ``running_mean`` the metric is averaged over some thirty epochs first: a training loss is
    taken on groups drawn anew, and its lowest value would be the luck of the draw. Of states that
    are alike by that mean the newest is kept, as the learning rate falls to the end.
    """

    def __init__(
        self,
        *,
        every_n_train_steps: int | None = None,
        train_time_interval: timedelta | None = None,
        asked_to_stop: Callable[[], bool] = bool,
        running_mean: bool = False,
        **arguments: Any,
    ) -> None:
        super().__init__(**arguments, save_on_train_epoch_end=True, enable_version_counter=False)
        self.every_n_train_steps = every_n_train_steps
        self.train_time_interval = train_time_interval
        self._asked_to_stop = asked_to_stop
        self._running_mean = running_mean
        self._mean, self._lowest = RunningMean(), math.inf
        self._wanted = False
        self._steps_seen = 0
        self._renewed = 0.0
        self._batches_kept = 0

    @property
    def state_key(self) -> str:
        """One state whatever the triggers, so that a run may go on with others."""
        return "BestAndLast"

    @property
    def last(self) -> Path:
        """Where the newest state is."""
        assert self.dirpath is not None
        return Path(self.dirpath) / f"{self.CHECKPOINT_NAME_LAST}{self.FILE_EXTENSION}"

    def state_dict(self) -> dict[str, Any]:
        """What was best so far, and by which measure."""
        how = {"mode": self.mode, "running_mean": self._running_mean}
        mean = {"mean": self._mean.state_dict(), "lowest": self._lowest}
        return super().state_dict() | how | mean

    def load_state_dict(self, state_dict: dict[str, Any]) -> None:
        """Remember what was best so far, unless it was measured in another way."""
        before = [state_dict[name] for name in ("monitor", "mode", "running_mean")]
        if before == [self.monitor, self.mode, self._running_mean]:
            super().load_state_dict(state_dict)
            self._mean.load_state_dict(state_dict["mean"])
            self._lowest = state_dict["lowest"]

    def on_train_start(self, trainer: Trainer, pl_module: LightningModule) -> None:
        """Start the clock of the time trigger."""
        self._renewed = time.monotonic()
        self._steps_seen = trainer.global_step
        self._batches_kept = _batches_done(trainer, "total")

    def is_behind(self, trainer: Trainer) -> bool:
        """Whether ``last.ckpt`` should soon be renewed for a run that is asked to end."""
        wanted = bool(self.save_last) and self.save_on_exception
        return wanted and _batches_done(trainer, "total") > self._batches_kept

    def on_train_batch_end(
        self, trainer: Trainer, pl_module: LightningModule, outputs: Any, batch: Any, batch_idx: int
    ) -> None:
        """Renew ``last.ckpt`` if its turn has come, or the run is about to be interrupted."""
        if trainer.global_step > self._steps_seen:
            self._steps_seen = trainer.global_step
            self._wanted |= self._turn_has_come(trainer)
        asked = self.save_on_exception and self._asked_to_stop()
        if self.save_last and (self._wanted or asked) and _between_steps(trainer, batch_idx):
            self.keep_last(trainer)

    def _turn_has_come(self, trainer: Trainer) -> bool:
        every, interval = self.every_n_train_steps, self.train_time_interval
        if every is not None and trainer.global_step % every == 0:
            return True
        waited = time.monotonic() - self._renewed
        # Processes that saved at different steps would wait for each other for ever.
        return interval is not None and bool(
            trainer.strategy.broadcast(waited >= interval.total_seconds())
        )

    def on_train_epoch_end(self, trainer: Trainer, pl_module: LightningModule) -> None:
        """Keep the state of this epoch if its turn has come, or if it is the last."""
        epoch = trainer.current_epoch + 1
        kept = set(self.best_k_models)
        if self._running_mean and self.monitor in trainer.callback_metrics:
            self._mean.add(float(trainer.callback_metrics[self.monitor]))
            self._lowest = min(self._lowest, self._mean.value or math.inf)
        validated = epoch % (trainer.check_val_every_n_epoch or 1) == 0
        if validated or self.monitor != "val_loss":
            super().on_train_epoch_end(trainer, pl_module)
        due = epoch % (self.every_n_epochs or 1) == 0 or self._wanted or self._asked_to_stop()
        over = trainer.should_stop or epoch == trainer.max_epochs or _steps_are_over(trainer)
        if not self.save_last or not (due or over):
            return
        # A best state that was just kept has renewed the last one too, unless it is weights only.
        if self.save_weights_only or set(self.best_k_models) == kept:
            self.keep_last(trainer)

    def on_train_end(self, trainer: Trainer, pl_module: LightningModule) -> None:
        """Do nothing: the mean of the weights has now taken the place of the weights."""

    def on_exception(
        self, trainer: Trainer, pl_module: LightningModule, exception: BaseException
    ) -> None:
        """Keep the state of a run that fails, if it failed between two steps with good weights.

        A user who interrupts in the midst of a step may leave half a step behind; then an older
        state is the better one.
        """
        wanted = self.save_on_exception and self.save_last and are_finite(pl_module.parameters())
        if not wanted or trainer.world_size > 1:
            return  # other processes may not have failed, and would be waited for
        done = _batches_done(trainer, "current")
        hasty = isinstance(exception, KeyboardInterrupt) and self.last.exists()
        if not hasty and done > 0 and _between_steps(trainer, done - 1):
            self.keep_last(trainer)

    def _monitor_candidates(self, trainer: Trainer) -> dict[str, Tensor]:
        found = super()._monitor_candidates(trainer)
        if self._mean.value is not None and self.monitor in found:
            found[self.monitor] = torch.tensor(self._mean.value)
        return found

    def check_monitor_top_k(self, trainer: Trainer, current: Tensor | None = None) -> bool:
        """Whether a state is kept: better than one by ``current``, a scalar, or newer and alike."""
        if super().check_monitor_top_k(trainer, current):
            return True
        if current is None or not self._running_mean or self.mode != "min":
            return False
        alike = float(current) <= (1.0 + _ALIKE) * self._lowest
        return bool(trainer.strategy.reduce_boolean_decision(alike))

    def keep_last(self, trainer: Trainer) -> None:
        """Write ``last.ckpt``."""
        self._save_last_checkpoint(trainer, {})

    def _save_checkpoint(self, trainer: Trainer, filepath: str) -> None:
        flush(trainer.loggers)  # what a run goes on from must not be ahead of its curve
        if Path(filepath) == self.last:
            trainer.save_checkpoint(filepath, weights_only=False)
            self._wanted, self._renewed = False, time.monotonic()
            self._batches_kept = _batches_done(trainer, "total")
        else:
            super()._save_checkpoint(trainer, filepath)


def _between_steps(trainer: Trainer, batch_idx: int) -> bool:
    """Whether gradients are applied after this batch, and nothing but another batch comes next."""
    done = batch_idx + 1
    if done % trainer.accumulate_grad_batches or done >= trainer.num_training_batches:
        return False
    before_validation = trainer.val_check_batch
    return not isinstance(before_validation, int) or done % before_validation != 0


def _batches_done(trainer: Trainer, of: str) -> int:
    """Batches done in this epoch (``current``) or since the beginning (``total``)."""
    progress = trainer.fit_loop.epoch_loop.batch_progress.state_dict()
    return int(progress[of]["processed"])


def _steps_are_over(trainer: Trainer) -> bool:
    return 0 <= trainer.max_steps <= trainer.global_step
