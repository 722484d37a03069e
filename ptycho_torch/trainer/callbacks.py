"""What happens beside training: fresh groups per epoch, checkpoints, a progress line, pictures."""

import logging
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from lightning.pytorch import Callback, LightningModule, Trainer
from lightning.pytorch.callbacks import ModelCheckpoint, ProgressBar
from tqdm import tqdm

from ptycho_torch.trainer.module import ReconstructionModule

_log = logging.getLogger(__name__)
_RESOLUTION = 1000


class FreshGroups(Callback):
    """Tells the training groups which epoch it is."""

    def __init__(self, set_epoch: Callable[[int], None]) -> None:
        self._set_epoch = set_epoch

    def on_train_epoch_start(self, trainer: Trainer, pl_module: LightningModule) -> None:
        """Draw the groups of this epoch."""
        self._set_epoch(trainer.current_epoch)


class BestAndLast(ModelCheckpoint):
    """Keeps the best states by a metric, and the newest one as ``last.ckpt``.

    Everything is saved at the end of an epoch, from where a run goes on as if it had not ended.
    ModelCheckpoint alone renews ``last.ckpt`` only together with a best state, and ranks the state
    of an epoch without validation by the metric of an earlier one.
    """

    def __init__(self, **arguments: Any) -> None:
        super().__init__(**arguments, save_on_train_epoch_end=True, enable_version_counter=False)

    @property
    def last(self) -> Path:
        """Where the newest state is."""
        assert self.dirpath is not None
        return Path(self.dirpath) / f"{self.CHECKPOINT_NAME_LAST}{self.FILE_EXTENSION}"

    def on_train_epoch_end(self, trainer: Trainer, pl_module: LightningModule) -> None:
        """Keep the state of this epoch if its turn has come, or if it is the last."""
        epoch = trainer.current_epoch + 1
        kept = set(self.best_k_models)
        validated = epoch % (trainer.check_val_every_n_epoch or 1) == 0
        if validated or self.monitor != "val_loss":
            super().on_train_epoch_end(trainer, pl_module)
        every = self.every_n_epochs or 1
        due = epoch % every == 0 or trainer.should_stop or epoch == trainer.max_epochs
        if self.save_last and due and set(self.best_k_models) == kept:
            trainer.save_checkpoint(self.last)

    def on_train_end(self, trainer: Trainer, pl_module: LightningModule) -> None:
        """Do nothing: the mean of the weights has now taken the place of the weights."""

    def on_exception(
        self, trainer: Trainer, pl_module: LightningModule, exception: BaseException
    ) -> None:
        """Keep the state of a run that the user interrupts before the end of an epoch was kept."""
        interrupted = isinstance(exception, KeyboardInterrupt) and trainer.global_step > 0
        if interrupted and self.save_last and not self.last.exists():
            trainer.save_checkpoint(self.last)


class PreviewWriter(Callback):
    """Calls ``write(epoch)`` after every n-th epoch; never where n is None."""

    def __init__(self, write: Callable[[int], None], *, every_n_epochs: int | None) -> None:
        self._write = write
        self._every = every_n_epochs

    def on_train_epoch_end(self, trainer: Trainer, pl_module: LightningModule) -> None:
        """Write a preview if this epoch's turn has come."""
        epoch = trainer.current_epoch + 1
        if self._every and epoch % self._every == 0 and trainer.is_global_zero:
            self._write(epoch)


class ProgressLine(ProgressBar):
    """One live line on a terminal, one plain line per epoch where there is none."""

    def __init__(self) -> None:
        super().__init__()
        self._bar: Any = None
        self._enabled = True
        self._patterns = 0
        self._start = 0.0

    def disable(self) -> None:
        """Show nothing (Lightning calls this in all processes but the first)."""
        self._enabled = False

    def on_train_start(self, trainer: Trainer, pl_module: LightningModule) -> None:
        """Open the line."""
        self._start = time.monotonic()
        if self._enabled and sys.stderr.isatty():
            layout = "{desc} {percentage:3.0f}% |{bar}| {elapsed}, {remaining} left{postfix}"
            self._bar = tqdm(total=_RESOLUTION, bar_format=layout, desc="training", leave=True)

    def on_train_batch_end(
        self, trainer: Trainer, pl_module: LightningModule, outputs: Any, batch: Any, batch_idx: int
    ) -> None:
        """Move the line."""
        self._patterns += batch.inputs.n_patterns + batch.held_out.n_patterns
        if self._bar is not None:
            share = round(_RESOLUTION * _progress(pl_module))
            self._bar.set_postfix_str(self._figures(trainer), refresh=False)
            self._bar.update(share - self._bar.n)

    def on_train_epoch_end(self, trainer: Trainer, pl_module: LightningModule) -> None:
        """Say where training stands."""
        if not self._enabled or self._bar is not None:
            return
        share = _progress(pl_module)
        spent = time.monotonic() - self._start
        left = spent * (1 - share) / share if share else 0.0
        _log.info("%3.0f %%  %s, %.0f s left", 100 * share, self._figures(trainer), left)

    def on_train_end(self, trainer: Trainer, pl_module: LightningModule) -> None:
        """Close the line."""
        if self._bar is not None:
            self._bar.close()

    def _figures(self, trainer: Trainer) -> str:
        limit = f"/{trainer.max_epochs}" if trainer.max_epochs and trainer.max_epochs > 0 else ""
        parts = [f"epoch {trainer.current_epoch + 1}{limit}", f"step {trainer.global_step}"]
        newest = trainer.callback_metrics
        losses = [name for name in ("train_loss", "val_loss") if name in newest]
        parts += [f"{name} {float(newest[name]):.4g}" for name in losses]
        rate = self._patterns / max(time.monotonic() - self._start, 1e-9)
        return ", ".join([*parts, f"{rate:.0f} patterns/s"])


def _progress(module: LightningModule) -> float:
    assert isinstance(module, ReconstructionModule)
    return module.progress()
