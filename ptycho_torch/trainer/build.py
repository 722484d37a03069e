"""From settings to a Lightning Trainer with its callbacks and loggers."""

import logging
from collections.abc import Callable
from pathlib import Path

import lightning.pytorch as pl
from lightning.fabric.utilities.exceptions import MisconfigurationException
from lightning.pytorch import Callback
from lightning.pytorch.callbacks import EarlyStopping, EMAWeightAveraging
from lightning.pytorch.loggers import CSVLogger, Logger, TensorBoardLogger
from lightning.pytorch.utilities import rank_zero_only

from ptycho_generated.faults import Fault, InputError
from ptycho_generated.kwargs import (
    csv_logger_kwargs,
    early_stopping_kwargs,
    ema_weight_averaging_kwargs,
    model_checkpoint_kwargs,
    preview_writer_kwargs,
    seed_kwargs,
    trainer_kwargs,
)
from ptycho_generated.settings import TrainSettings
from ptycho_torch.trainer.callbacks import (
    BestAndLast,
    FreshGroups,
    PreviewWriter,
    ProgressLine,
)
from ptycho_torch.trainer.datamodule import GroupDataModule

_log = logging.getLogger(__name__)


def is_first_process() -> bool:
    """Whether this process writes results; a strategy of several processes starts others too."""
    return not getattr(rank_zero_only, "rank", 0)


def seed_run(settings: TrainSettings) -> None:
    """Seed every random number generator; must precede the building of the network."""
    pl.seed_everything(**seed_kwargs(settings), workers=True, verbose=False)


def build_trainer(
    settings: TrainSettings,
    folder: Path,
    groups: GroupDataModule,
    write_preview: Callable[[int], None],
) -> pl.Trainer:
    """Trainer that writes checkpoints and metrics below ``folder``.

    Raises InputError where the machine cannot do what the settings ask for.
    """
    has_validation = groups.validation_groups is not None
    callbacks = build_callbacks(settings, folder, has_validation=has_validation)
    callbacks.append(FreshGroups(groups.train_groups.set_epoch))
    callbacks.append(PreviewWriter(write_preview, **preview_writer_kwargs(settings)))
    arguments = trainer_kwargs(settings)
    if settings.execution.quiet:
        arguments["enable_progress_bar"] = False
    if arguments["enable_progress_bar"]:
        callbacks.append(ProgressLine())
    try:
        return pl.Trainer(
            **arguments,
            callbacks=callbacks,
            logger=build_loggers(settings, folder),
            default_root_dir=folder,
            enable_model_summary=False,
        )
    except MisconfigurationException as error:
        raise InputError([_unavailable(settings, error)]) from None


def build_callbacks(
    settings: TrainSettings, folder: Path, *, has_validation: bool
) -> list[Callback]:
    """Checkpoints, early stopping and weight averaging, each as its knobs say."""
    metric = "val_loss" if has_validation else "train_loss"
    callbacks: list[Callback] = [EarlyStopping(monitor=metric, **early_stopping_kwargs(settings))]
    if settings.execution.ema_decay is not None:
        callbacks.append(EMAWeightAveraging(**ema_weight_averaging_kwargs(settings)))
    if settings.execution.enable_checkpointing:
        monitor = monitored_metric(settings, has_validation=has_validation)
        callbacks.append(
            BestAndLast(
                dirpath=folder / "checkpoints",
                filename=f"epoch-{{epoch:03d}}-{monitor}-{{{monitor}:.5g}}",
                auto_insert_metric_name=False,
                monitor=monitor,
                **model_checkpoint_kwargs(settings),
            )
        )
    return callbacks


def monitored_metric(settings: TrainSettings, *, has_validation: bool) -> str:
    """Metric by which the best checkpoint is chosen; the training loss without validation."""
    metric = settings.execution.checkpoint_monitor_metric
    if metric == "val_loss" and not has_validation:
        _log.info("no validation scan: train_loss is monitored in place of val_loss")
        return "train_loss"
    return metric


def build_loggers(settings: TrainSettings, folder: Path) -> list[Logger]:
    """Loggers that write below ``folder``; none for the backend ``none``."""
    backend = settings.execution.logger_backend
    if backend == "none":
        return []
    table = CSVLogger(folder, **csv_logger_kwargs(settings))
    loggers: list[Logger] = [table]
    if backend == "tensorboard":
        try:
            loggers.append(TensorBoardLogger(folder, version=table.version))
        except ModuleNotFoundError:
            cure = "pip install 'ptychopinn[tensorboard]'"
            raise InputError([Fault("--logger", "tensorboard is not installed", cure)]) from None
    return loggers


def _unavailable(settings: TrainSettings, error: Exception) -> Fault:
    execution = settings.execution
    asked = f"--accelerator {execution.accelerator} --devices {execution.devices}"
    reason = str(error).splitlines()[0].rstrip(".")
    return Fault(asked, f"cannot be had on this machine ({reason})", "use --accelerator auto")
