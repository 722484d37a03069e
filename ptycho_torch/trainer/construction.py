"""Objects of Lightning and torch made for nothing but to see whether they take their arguments."""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import torch
from lightning.fabric.utilities.exceptions import MisconfigurationException
from lightning.pytorch import Trainer
from lightning.pytorch.callbacks import (
    EarlyStopping,
    EMAWeightAveraging,
    LearningRateMonitor,
    ModelCheckpoint,
)
from lightning.pytorch.loggers import CSVLogger, TensorBoardLogger
from lightning.pytorch.strategies import DDPStrategy
from torch.optim import SGD, Adam, AdamW, Optimizer
from torch.optim.lr_scheduler import LinearLR, OneCycleLR, ReduceLROnPlateau
from torch.utils.data import DataLoader, TensorDataset

from ptycho_generated import kwargs
from ptycho_generated.faults import Fault, KnobFault
from ptycho_generated.knobs import KNOBS
from ptycho_generated.passed import passed_on
from ptycho_generated.settings import TrainSettings

_Words = tuple[str, ...]
_REFUSALS = (
    *(TypeError, ValueError, RuntimeError, AssertionError, LookupError, AttributeError),
    MisconfigurationException,
)
"""What constructors raise for arguments that they do not take."""


def refused_by(knob: str, settings: TrainSettings) -> Iterable[Fault]:
    """Faults of the words of a pass-through knob that the constructor of its object refuses.

    Each word is tried beside the values of the knobs; where every one is taken, all together.
    """
    words: _Words = getattr(settings.execution, knob)
    reasons: Mapping[_Words, str | None] = {(w,): _reason(knob, (w,), settings) for w in words}
    if not any(reasons.values()):
        reasons = {words: _reason(knob, words, settings)}
    for tried, reason in reasons.items():
        if reason is not None:
            place = f"{KNOBS[knob].flag} {','.join(tried)}"
            yield KnobFault(knob, place, f"is refused ({reason})", "correct it, or leave it out")


def _reason(knob: str, words: _Words, settings: TrainSettings) -> str | None:
    alone: dict[str, Any] = {knob: words}
    tried = replace(settings, execution=replace(settings.execution, **alone))
    try:
        if knob in _MAKERS:
            _MAKERS[knob](tried)
    except ModuleNotFoundError:
        return None  # a logger that is not installed is told of where it is built
    except _REFUSALS as error:
        text = str(error).strip() or type(error).__name__
        return text.splitlines()[0].rstrip(".")
    return None


def _weights() -> list[torch.nn.Parameter]:
    return [torch.nn.Parameter(torch.zeros(2, 2))]


def _optimizer(settings: TrainSettings) -> Optimizer:
    return SGD(_weights(), lr=settings.execution.learning_rate)


def _trainer(settings: TrainSettings) -> object:
    off = ("logger", "enable_checkpointing", "enable_progress_bar", "enable_model_summary")
    arguments: dict[str, Any] = dict.fromkeys(off, False)
    with _silence("lightning.pytorch.utilities.rank_zero"):  # the Trainer of the run says it all
        return Trainer(accelerator="cpu", **arguments, **passed_on(settings.execution.trainer_arg))


@contextmanager
def _silence(name: str) -> Iterator[None]:
    log = logging.getLogger(name)
    before, log.disabled = log.disabled, True
    try:
        yield
    finally:
        log.disabled = before


def _model_checkpoint(settings: TrainSettings) -> object:
    rest = {"dirpath": None, "train_time_interval": None}
    return ModelCheckpoint(**kwargs.model_checkpoint_kwargs(settings) | rest)


def _ddp_strategy(settings: TrainSettings) -> object:
    return DDPStrategy(**passed_on(settings.execution.ddp_arg))


def _one_cycle(settings: TrainSettings) -> object:
    arguments = kwargs.onecycle_kwargs(settings) | {"max_lr": settings.execution.learning_rate}
    return OneCycleLR(_optimizer(settings), total_steps=10, cycle_momentum=False, **arguments)


_MAKERS: dict[str, Callable[[TrainSettings], Any]] = {
    "trainer_arg": _trainer,
    "model_checkpoint_arg": _model_checkpoint,
    "early_stopping_arg": lambda s: EarlyStopping(**kwargs.early_stopping_kwargs(s)),
    "learning_rate_monitor_arg": lambda s: LearningRateMonitor(
        **kwargs.learning_rate_monitor_kwargs(s)
    ),
    "csv_logger_arg": lambda s: CSVLogger("unused", **kwargs.csv_logger_kwargs(s)),
    "tensorboard_logger_arg": lambda s: TensorBoardLogger(
        "unused", **kwargs.tensorboard_logger_kwargs(s)
    ),
    "ddp_arg": _ddp_strategy,
    "dataloader_arg": lambda s: DataLoader(TensorDataset(), **kwargs.dataloader_kwargs(s)),
    "adamw_arg": lambda s: AdamW(_weights(), **kwargs.adamw_kwargs(s)),
    "adam_arg": lambda s: Adam(_weights(), **kwargs.adam_kwargs(s)),
    "sgd_arg": lambda s: SGD(_weights(), **kwargs.sgd_kwargs(s)),
    "ema_arg": lambda s: EMAWeightAveraging(**kwargs.ema_kwargs(s)),
    "onecycle_arg": _one_cycle,
    "linear_arg": lambda s: LinearLR(_optimizer(s), **kwargs.linear_kwargs(s)),
    "plateau_arg": lambda s: ReduceLROnPlateau(_optimizer(s), **kwargs.plateau_kwargs(s)),
}
"""Pass-through knob -> how its object is made; nothing is written by that.

The logger of MLflow is not among them: it opens its store, and tells then what is wrong.
"""
