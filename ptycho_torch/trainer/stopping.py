"""Ctrl-C and SIGTERM: finish the step, keep the state, then end."""

import logging
import signal
import threading
from types import FrameType
from typing import Any

from lightning.pytorch import Callback, LightningModule, Trainer

from ptycho_torch.trainer.checkpoints import BestAndLast

_log = logging.getLogger(__name__)
_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class StopWhenAsked(Callback):
    """Ends a training between two steps when the user or the system asks for it.

    A second Ctrl-C ends it at once.
    """

    def __init__(self) -> None:
        self._asked = False
        self.number: int | None = None
        """The signal by which someone asked."""
        self._agreed = False
        self._alone = True
        self._before: dict[int, Any] = {}

    def asked(self) -> bool:
        """Whether someone asked the training to end, and all processes know it."""
        return self._agreed

    def on_train_start(self, trainer: Trainer, pl_module: LightningModule) -> None:
        """Listen from now on; signals reach the main thread only."""
        self._alone = trainer.world_size == 1
        if threading.current_thread() is threading.main_thread():
            self._before = {number: signal.signal(number, self._note) for number in _SIGNALS}

    def on_train_batch_start(
        self, trainer: Trainer, pl_module: LightningModule, batch: Any, batch_idx: int
    ) -> None:
        """End the training if that was asked for and nothing is lost by it.

        Raises KeyboardInterrupt then, in all processes at once.
        """
        if trainer.world_size > 1:
            # A signal that comes while the others are asked waits for the next step.
            asked = trainer.strategy.reduce_boolean_decision(self._asked, all=False)
            self._agreed = bool(asked)
        keeper = trainer.checkpoint_callback
        if self._agreed and not (isinstance(keeper, BestAndLast) and keeper.is_behind(trainer)):
            raise KeyboardInterrupt

    def teardown(self, trainer: Trainer, pl_module: LightningModule, stage: str) -> None:
        """Put back who listened before."""
        for number, handler in self._before.items():
            signal.signal(number, handler)
        self._before = {}

    def _note(self, number: int, frame: FrameType | None) -> None:
        if self._asked and number == signal.SIGINT:
            raise KeyboardInterrupt
        self.number = number
        self._asked, self._agreed = True, self._alone
        _log.warning("%s: ending after this step", signal.Signals(number).name)
