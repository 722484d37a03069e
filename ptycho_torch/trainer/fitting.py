"""A training, ready to run: module, data and trainer."""

import logging
import signal
from dataclasses import dataclass
from math import isfinite
from pathlib import Path

import torch
from lightning.pytorch import Trainer
from lightning.pytorch.callbacks import ModelCheckpoint

from ptycho.archives import DAMAGE, reason_of
from ptycho.interruption import Terminated
from ptycho_generated.faults import Fault, InputError
from ptycho_generated.kwargs import fit_kwargs
from ptycho_generated.settings import TrainSettings
from ptycho_torch.trainer.checkpoints import BestAndLast
from ptycho_torch.trainer.datamodule import GroupDataModule
from ptycho_torch.trainer.judging import Judge, LossReport
from ptycho_torch.trainer.loggers import CurveLogger, open_mlflow
from ptycho_torch.trainer.module import ReconstructionModule
from ptycho_torch.trainer.monitor import available_metric
from ptycho_torch.trainer.stopping import StopWhenAsked

_log = logging.getLogger(__name__)


class Misfit(InputError):
    """A checkpoint that a run cannot go on from, found before its first step."""


@dataclass(frozen=True, slots=True)
class Fitting:
    """Module, data and trainer of one training."""

    settings: TrainSettings
    module: ReconstructionModule
    groups: GroupDataModule
    trainer: Trainer
    resumed_step: int | None = None
    """Step at which a run of the same folder goes on."""

    def fit(self) -> None:
        """Train; from a checkpoint where the settings name one.

        The run folder must exist. Raises KeyboardInterrupt when the user interrupts, Terminated
        when the system does; the last checkpoint is then usable. Raises InputError where MLflow
        cannot be reached, and Misfit, one too, where a checkpoint holds what this run cannot go on
        from.
        """
        self._open_loggers()
        try:
            self.trainer.fit(self.module, self.groups, **fit_kwargs(self.settings))
        except (*DAMAGE, AssertionError) as error:
            resume = self.settings.execution.resume
            ours = resume is None or self.module.has_started
            if ours or isinstance(error, (InputError, OSError)):
                raise
            problem = f"does not fit this run ({reason_of(error)})"
            cure = "give checkpoints/last.ckpt of a run folder"
            raise Misfit([Fault(f"--resume {resume}", problem, cure)]) from error
        except SystemExit:
            if not self.trainer.interrupted:
                raise
            keeper = self.trainer.checkpoint_callback
            if isinstance(keeper, BestAndLast) and keeper.last.exists():
                _log.warning("interrupted; to go on: --resume %s", keeper.last)
            if _is_terminated(self.trainer):
                raise Terminated from None
            raise KeyboardInterrupt from None

    def report_to(self, judge: Judge) -> None:
        """Tell ``judge`` the loss of each epoch, on the validation scan where there is one.

        The training ends after the epoch for which it says so.
        """
        metric = available_metric("val_loss", has_validation=self.groups.has_validation)
        self.trainer.callbacks.append(LossReport(judge, metric))  # type: ignore[attr-defined]

    @property
    def was_given_up(self) -> bool:
        """Whether the judge has ended the training."""
        callbacks = self.trainer.callbacks  # type: ignore[attr-defined]
        return any(isinstance(each, LossReport) and each.gave_up for each in callbacks)

    def _open_loggers(self) -> None:
        if self.trainer.is_global_zero:
            for logger in self.trainer.loggers:
                if isinstance(logger, CurveLogger) and self.resumed_step is not None:
                    logger.experiment.go_on(self.resumed_step)
            mlflow = open_mlflow(self.settings, self.settings.training.output_dir)
            self.trainer.loggers = [*self.trainer.loggers, *([mlflow] if mlflow else [])]

    def test(self) -> dict[str, float]:
        """Loss of the present weights on all of the validation scan; empty where there is none."""
        if not self.groups.has_test:
            return {}
        self.trainer.test(self.module, self.groups, verbose=False)
        return {"test_loss": float(self.trainer.callback_metrics["test_loss"])}

    def take_best_weights(self) -> None:
        """Put the weights of the best checkpoint into the module; the last ones without one.

        Raises InputError where they are not finite, since then the training diverged.
        """
        keeper = self.trainer.checkpoint_callback
        best = Path(keeper.best_model_path) if isinstance(keeper, ModelCheckpoint) else Path()
        if best.is_file():
            # Only tensors and plain data are unpickled.
            content = torch.load(best, map_location=self.module.device, weights_only=True)
            self.module.load_state_dict(content["state_dict"])
            _log.info("best weights: %s", best)
        if not all(bool(weight.isfinite().all()) for weight in self.module.parameters()):
            flag = f"--learning-rate {self.settings.execution.learning_rate:g}"
            cure = "lower it, or bound the gradient by --gradient-clip-val"
            raise InputError(
                [Fault(flag, "the training diverged: no finite weights are left", cure)]
            )

    def metrics(self) -> dict[str, float | None]:
        """Newest value of each logged metric; None where it is not finite."""
        newest = {name: float(value) for name, value in self.trainer.callback_metrics.items()}
        return {name: value if isfinite(value) else None for name, value in newest.items()}


def _is_terminated(trainer: Trainer) -> bool:
    """Whether it was the system that asked the training to end."""
    callbacks = trainer.callbacks  # type: ignore[attr-defined]
    return any(isinstance(c, StopWhenAsked) and c.number == signal.SIGTERM for c in callbacks)
