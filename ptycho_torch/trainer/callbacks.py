"""What happens beside training: fresh groups per epoch, a progress line, pictures."""

import logging
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from lightning.pytorch import Callback, LightningModule, Trainer
from lightning.pytorch.callbacks import ProgressBar
from tqdm import tqdm

from ptycho_torch.trainer.loggers import show_pictures
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


class PreviewWriter(Callback):
    """Calls ``write(epoch)`` after every n-th epoch; never where n is None.

    It returns name -> file of the pictures it wrote; loggers that take pictures get them too.
    """

    def __init__(
        self, write: Callable[[int], Mapping[str, Path]], *, every_n_epochs: int | None
    ) -> None:
        self._write = write
        self._every = every_n_epochs

    def on_train_epoch_end(self, trainer: Trainer, pl_module: LightningModule) -> None:
        """Write a preview if this epoch's turn has come."""
        epoch = trainer.current_epoch + 1
        if self._every and epoch % self._every == 0 and trainer.is_global_zero:
            show_pictures(trainer.loggers, self._write(epoch), trainer.global_step)


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
