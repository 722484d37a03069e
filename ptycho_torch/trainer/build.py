"""From settings to a Lightning Trainer with its callbacks and loggers."""

import logging
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import lightning.pytorch as pl
import torch
from lightning.fabric.utilities.exceptions import MisconfigurationException
from lightning.fabric.utilities.rank_zero import rank_zero_only
from lightning.pytorch import Callback
from lightning.pytorch.callbacks import (
    EarlyStopping,
    EMAWeightAveraging,
    LearningRateMonitor,
    ModelSummary,
)
from lightning.pytorch.strategies import DDPStrategy

from ptycho_generated.faults import Fault, InputError
from ptycho_generated.kwargs import (
    ddp_kwargs,
    early_stopping_kwargs,
    ema_kwargs,
    learning_rate_monitor_kwargs,
    matmul_precision_kwargs,
    model_checkpoint_kwargs,
    preview_writer_kwargs,
    seed_kwargs,
    trainer_kwargs,
)
from ptycho_generated.settings import TrainSettings
from ptycho_torch.trainer.callbacks import FreshGroups, PreviewWriter, ProgressLine
from ptycho_torch.trainer.checkpoints import BestAndLast, WholeFileCheckpointIO
from ptycho_torch.trainer.datamodule import GroupDataModule
from ptycho_torch.trainer.loggers import build_loggers
from ptycho_torch.trainer.machine import check_processes, warn_of_no_effect
from ptycho_torch.trainer.monitor import available_metric, checkpoint_name
from ptycho_torch.trainer.precision import chosen_precision
from ptycho_torch.trainer.random_state import RandomState
from ptycho_torch.trainer.record import CurveRecorder
from ptycho_torch.trainer.running_mean import EarlyStoppingByMean
from ptycho_torch.trainer.stopping import StopWhenAsked

_log = logging.getLogger(__name__)


def is_first_process() -> bool:
    """Whether this process writes results; a strategy of several processes starts others too."""
    return not getattr(rank_zero_only, "rank", 0)


def seed_run(settings: TrainSettings) -> None:
    """Seed every random number generator; must precede the building of the network."""
    pl.seed_everything(**seed_kwargs(settings), verbose=False)
    torch.set_float32_matmul_precision(**matmul_precision_kwargs(settings))


def build_trainer(
    settings: TrainSettings,
    folder: Path,
    groups: GroupDataModule,
    write_preview: Callable[[int], Mapping[str, Path]],
    *,
    resumed_step: int | None = None,
) -> pl.Trainer:
    """Trainer that writes checkpoints and metrics below ``folder``.

    ``resumed_step`` is the step at which a run of this folder goes on. Raises InputError where the
    machine cannot do what the settings ask for.
    """
    groups.check_batches()
    callbacks = build_callbacks(settings, folder, has_validation=groups.has_validation)
    callbacks.append(FreshGroups(groups.train_groups.set_epoch))
    callbacks.append(PreviewWriter(write_preview, **preview_writer_kwargs(settings)))
    arguments = trainer_arguments(settings)
    check_processes(settings)
    warn_of_no_effect(settings)
    if arguments["enable_model_summary"]:
        callbacks.append(ModelSummary())  # Lightning's own choice would draw it on the terminal
    if arguments["enable_progress_bar"]:
        callbacks.append(ProgressLine())
    try:
        return pl.Trainer(
            **arguments,
            callbacks=callbacks,
            logger=build_loggers(settings, folder, resumed_step=resumed_step),
            plugins=[WholeFileCheckpointIO()],
        )
    except MisconfigurationException as error:
        raise InputError([_unavailable(settings, error)]) from None


def trainer_arguments(settings: TrainSettings) -> dict[str, Any]:
    """Arguments of the Trainer, where they are not just the values of knobs."""
    execution, arguments = settings.execution, trainer_kwargs(settings)
    if execution.quiet:
        arguments["enable_progress_bar"] = False
    if execution.gradient_clip_algorithm == "agc":  # the module does it, the Trainer knows it not
        arguments |= {"gradient_clip_val": None, "gradient_clip_algorithm": None}
    arguments["precision"] = chosen_precision(execution.precision, execution.accelerator)
    if execution.strategy != "auto":
        more = ddp_kwargs(settings)
        more["timeout"] = duration(more["timeout"])
        arguments["strategy"] = DDPStrategy(**more)
    return arguments


def duration(text: str) -> timedelta:
    """Time that DD:HH:MM:SS stands for."""
    days, hours, minutes, seconds = map(int, text.split(":"))
    return timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)


def build_callbacks(
    settings: TrainSettings, folder: Path, *, has_validation: bool
) -> list[Callback]:
    """Curves, stopping, weight averaging and checkpoints, each as its knobs say."""
    execution = settings.execution
    if not has_validation and "val_loss" in (
        execution.early_stop_monitor,
        execution.checkpoint_monitor_metric,
    ):
        _log.info("no validation: train_loss is monitored in place of val_loss")
    stop = StopWhenAsked()
    callbacks: list[Callback] = [
        CurveRecorder(every_n_steps=execution.log_every_n_steps),
        RandomState(),
        stop,
    ]
    if execution.early_stop_patience is not None:
        callbacks.append(_early_stopping(settings, has_validation=has_validation))
    if execution.ema_decay is not None:
        callbacks.append(EMAWeightAveraging(**ema_kwargs(settings)))
    if execution.lr_logging_interval is not None and not execution.fast_dev_run:
        callbacks.append(LearningRateMonitor(**learning_rate_monitor_kwargs(settings)))
    if execution.enable_checkpointing and not execution.fast_dev_run:
        callbacks.append(_keeper(settings, folder, stop, has_validation=has_validation))
    return callbacks


def _early_stopping(settings: TrainSettings, *, has_validation: bool) -> EarlyStopping:
    arguments = early_stopping_kwargs(settings)
    metric = available_metric(arguments["monitor"], has_validation=has_validation)
    # The training loss is there when its epoch ends, the validation loss when it was taken.
    at_epoch_end = True if metric == "train_loss" else None
    kind = EarlyStopping if metric == arguments["monitor"] else EarlyStoppingByMean
    return kind(**arguments | {"monitor": metric}, check_on_train_epoch_end=at_epoch_end)


def _keeper(
    settings: TrainSettings, folder: Path, stop: StopWhenAsked, *, has_validation: bool
) -> BestAndLast:
    arguments = model_checkpoint_kwargs(settings)
    monitor = available_metric(arguments["monitor"], has_validation=has_validation)
    interval = arguments["train_time_interval"]
    return BestAndLast(
        **arguments
        | {
            "dirpath": arguments["dirpath"] or folder / "checkpoints",
            "filename": checkpoint_name(settings, monitor, has_validation=has_validation),
            "monitor": monitor,
            "train_time_interval": None if interval is None else duration(interval),
        },
        auto_insert_metric_name=False,
        asked_to_stop=stop.asked,
        running_mean=monitor != arguments["monitor"],
    )


def _unavailable(settings: TrainSettings, error: Exception) -> Fault:
    execution = settings.execution
    asked = f"--accelerator {execution.accelerator} --devices {execution.devices}"
    reason = str(error).splitlines()[0].rstrip(".")
    return Fault(asked, f"cannot be had on this machine ({reason})", "use --accelerator auto")
