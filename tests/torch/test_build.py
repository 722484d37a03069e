"""Every knob of the training arrives in the real Lightning object, and has its effect there."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

import pytest
import torch
from lightning.pytorch import Callback, Trainer
from lightning.pytorch.callbacks import (
    EarlyStopping,
    EMAWeightAveraging,
    ModelCheckpoint,
    ModelSummary,
    ProgressBar,
    Timer,
)
from lightning.pytorch.strategies import DDPStrategy

from ptycho_generated import kwargs
from ptycho_generated.faults import InputError
from ptycho_generated.settings import TrainSettings
from ptycho_torch.trainer import build
from ptycho_torch.trainer.callbacks import PreviewWriter
from ptycho_torch.trainer.fitting import Fitting

MakeFitting = Callable[..., Fitting]
MakeSettings = Callable[..., TrainSettings]
Kind = TypeVar("Kind", bound=Callback)


def all_of(trainer: Trainer, kind: type[Kind]) -> list[Kind]:
    return [each for each in trainer.callbacks if isinstance(each, kind)]


def one(trainer: Trainer, kind: type[Kind]) -> Kind:
    (found,) = all_of(trainer, kind)
    return found


def time_limit(trainer: Trainer) -> float | None:
    timers = all_of(trainer, Timer)
    return timers[0]._duration if timers else None


# Argument of the Trainer -> (knob, another value than the default, what is then read, how).
TRAINER: dict[str, tuple[str, Any, Any, Callable[[Trainer], Any]]] = {
    "max_epochs": ("max_epochs", 7, 7, lambda t: t.max_epochs),
    "max_time": ("max_time", "00:00:02:05", timedelta(minutes=2, seconds=5).seconds, time_limit),
    "accumulate_grad_batches": ("accum_steps", 3, 3, lambda t: t.accumulate_grad_batches),
    "gradient_clip_val": ("gradient_clip_val", 0.25, 0.25, lambda t: t.gradient_clip_val),
    "gradient_clip_algorithm": (
        "gradient_clip_algorithm",
        "value",
        "value",
        lambda t: t.gradient_clip_algorithm,
    ),
    "limit_train_batches": ("limit_train_batches", 2, 2, lambda t: t.limit_train_batches),
    "check_val_every_n_epoch": (
        "check_val_every_n_epoch",
        3,
        3,
        lambda t: t.check_val_every_n_epoch,
    ),
    "enable_checkpointing": (
        "enable_checkpointing",
        False,
        [],
        lambda t: all_of(t, ModelCheckpoint),
    ),
    "log_every_n_steps": ("log_every_n_steps", 5, 5, lambda t: t.log_every_n_steps),
    "enable_progress_bar": (
        "enable_progress_bar",
        True,
        ["ProgressLine"],
        lambda t: [type(bar).__name__ for bar in all_of(t, ProgressBar)],
    ),
    "deterministic": (
        "deterministic",
        False,
        False,
        lambda _: torch.are_deterministic_algorithms_enabled(),
    ),
    "devices": ("devices", 2, 2, lambda t: t.num_devices),
    "min_epochs": ("min_epochs", 2, 2, lambda t: t.fit_loop.min_epochs),
    "max_steps": ("max_steps", 5, 5, lambda t: t.max_steps),
    "limit_val_batches": ("limit_val_batches", 3, 3, lambda t: t.limit_val_batches),
    "limit_test_batches": ("limit_test_batches", 3, 3, lambda t: t.limit_test_batches),
    "overfit_batches": ("overfit_batches", 2, 2, lambda t: t.overfit_batches),
    "fast_dev_run": ("fast_dev_run", 2, 2, lambda t: t.fast_dev_run),
    "val_check_interval": ("val_check_interval", 2, 2, lambda t: t.val_check_interval),
    "num_sanity_val_steps": ("num_sanity_val_steps", 2, 2, lambda t: t.num_sanity_val_steps),
    "detect_anomaly": ("detect_anomaly", True, True, lambda t: t._detect_anomaly),
    "default_root_dir": (
        "output_dir",
        Path("elsewhere"),
        "elsewhere",
        lambda t: Path(t.default_root_dir).name,
    ),
    "enable_model_summary": (
        "enable_model_summary",
        False,
        [],
        lambda t: all_of(t, ModelSummary),
    ),
    "profiler": ("profiler", "simple", "SimpleProfiler", lambda t: type(t.profiler).__name__),
    "benchmark": ("benchmark", True, True, lambda _: torch.backends.cudnn.benchmark),
    "use_distributed_sampler": (
        "use_distributed_sampler",
        False,
        False,
        lambda t: t._accelerator_connector.use_distributed_sampler,
    ),
    "num_nodes": ("num_nodes", 2, 2, lambda t: t.num_nodes),
    "strategy": ("strategy", "ddp", True, lambda t: isinstance(t.strategy, DDPStrategy)),
    "precision": ("precision", "bf16-mixed", "bf16-mixed", lambda t: t.precision),
}


def test_the_table_holds_every_argument_that_the_registry_passes(
    make_settings: MakeSettings,
) -> None:
    """Only a machine with a second kind of processor could tell two accelerators apart.

    Batch normalisation needs a network that has some: see the tests of effects.
    """
    others = {"accelerator", "sync_batchnorm"}
    assert set(kwargs.trainer_kwargs(make_settings())) == {*TRAINER, *others}


@pytest.mark.parametrize("argument", TRAINER)
def test_an_argument_of_the_trainer_arrives(argument: str, make_fitting: MakeFitting) -> None:
    knob, value, expected, read = TRAINER[argument]
    assert read(make_fitting().trainer) != expected
    company = {"deterministic": False} if knob == "benchmark" else {}
    assert read(make_fitting(**{knob: value}, **company).trainer) == expected


CHECKPOINTS = {
    "save_top_k": ("checkpoint_save_top_k", 4),
    "mode": ("checkpoint_mode", "max"),
    "save_last": ("checkpoint_save_last", False),
    "every_n_epochs": ("checkpoint_every_n_epochs", 2),
    "monitor": ("checkpoint_monitor_metric", "train_loss"),
    "dirpath": ("checkpoint_dir", Path("kept").resolve()),
    "filename": ("checkpoint_filename", "best-{epoch}"),
    "every_n_train_steps": ("checkpoint_every_n_train_steps", 3),
    "train_time_interval": ("checkpoint_train_time_interval", "00:00:01:30"),
    "save_on_exception": ("checkpoint_save_on_exception", False),
    "save_weights_only": ("checkpoint_save_weights_only", True),
}
READ = {"dirpath": str, "train_time_interval": build.duration}
STOPPING = {
    "monitor": ("early_stop_monitor", "train_loss"),
    "mode": ("early_stop_mode", "max"),
    "patience": ("early_stop_patience", 5),
    "min_delta": ("early_stop_min_delta", 0.5),
    "strict": ("early_stop_strict", False),
    "check_finite": ("early_stop_check_finite", False),
    "stopping_threshold": ("early_stop_stopping_threshold", 0.5),
    "divergence_threshold": ("early_stop_divergence_threshold", 9.5),
}


def test_the_tables_hold_every_argument_of_the_callbacks(make_settings: MakeSettings) -> None:
    settings = make_settings()
    assert set(kwargs.model_checkpoint_kwargs(settings)) == set(CHECKPOINTS)
    assert set(kwargs.early_stopping_kwargs(settings)) == set(STOPPING)


@pytest.mark.parametrize("argument", CHECKPOINTS)
def test_an_argument_of_the_checkpoints_arrives(argument: str, make_fitting: MakeFitting) -> None:
    knob, value = CHECKPOINTS[argument]
    assert getattr(one(make_fitting().trainer, ModelCheckpoint), argument) != value
    changed = one(make_fitting(**{knob: value}).trainer, ModelCheckpoint)
    assert getattr(changed, argument) == READ.get(argument, lambda same: same)(value)


@pytest.mark.parametrize("argument", STOPPING)
def test_an_argument_of_early_stopping_arrives(argument: str, make_fitting: MakeFitting) -> None:
    knob, value = STOPPING[argument]
    changed = one(make_fitting(**{knob: value}).trainer, EarlyStopping)
    found = getattr(changed, argument)
    # Lightning turns the sign of min_delta.
    assert (abs(found) if argument == "min_delta" else found) == value
    assert getattr(one(make_fitting().trainer, EarlyStopping), argument) != value


def test_the_decay_of_the_averaged_weights_arrives(make_fitting: MakeFitting) -> None:
    assert not all_of(make_fitting(ema_decay=None).trainer, EMAWeightAveraging)
    averaging = one(make_fitting(ema_decay=0.75).trainer, EMAWeightAveraging)
    mean = averaging._kwargs["avg_fn"](torch.tensor(1.0), torch.tensor(0.0), 1)
    assert float(mean) == 0.75


def test_the_loader_gets_its_arguments(make_fitting: MakeFitting) -> None:
    knobs = {
        "batch_size": 2,
        "num_workers": 1,
        "pin_memory": True,
        "persistent_workers": True,
        "prefetch_factor": 3,
        "dataloader_timeout": 60.0,
        "multiprocessing_context": "spawn",
        "drop_last": True,
    }
    fitting = make_fitting(**knobs)
    arguments = {name.removeprefix("dataloader_"): value for name, value in knobs.items()}
    assert kwargs.dataloader_kwargs(fitting.settings) == arguments
    fitting.groups.trainer = fitting.trainer
    assert arguments.pop("multiprocessing_context") == "spawn"
    for loader in (fitting.groups.train_dataloader(), *fitting.groups.val_dataloader()):
        assert loader.multiprocessing_context.get_start_method() == "spawn"
        assert {name: getattr(loader, name) for name in arguments} == arguments
        arguments["drop_last"] = False  # every group of the validation scan counts


# ------------------------------------------------------------------------------------- validation


def test_the_validation_loss_is_monitored(make_fitting: MakeFitting) -> None:
    trainer = make_fitting().trainer
    assert one(trainer, ModelCheckpoint).monitor == "val_loss"
    assert one(trainer, EarlyStopping).monitor == "val_loss"


def test_without_validation_the_training_loss_is_monitored_and_that_is_said(
    make_fitting: MakeFitting, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "ptycho_torch"):
        trainer = make_fitting(validate=False).trainer
    assert one(trainer, ModelCheckpoint).monitor == "train_loss"
    assert one(trainer, EarlyStopping).monitor == "train_loss"
    assert "train_loss is monitored in place of val_loss" in caplog.text


def test_the_training_loss_may_be_monitored_beside_validation(
    make_fitting: MakeFitting, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "ptycho_torch"):
        fitting = make_fitting(checkpoint_monitor_metric="train_loss")
    assert "in place of" not in caplog.text
    assert one(fitting.trainer, EarlyStopping).monitor == "val_loss"
    fitting.fit()
    keeper = one(fitting.trainer, ModelCheckpoint)
    assert Path(keeper.best_model_path).name.startswith("epoch-")
    assert "train_loss" in keeper.best_model_path


# ------------------------------------------------------------- previews, time and the machine


@pytest.mark.parametrize(("every", "epochs"), [(1, [1, 2, 3]), (2, [2]), (None, [])])
def test_previews_come_after_every_nth_epoch(
    every: int | None, epochs: list[int], make_fitting: MakeFitting
) -> None:
    seen: list[int] = []
    fitting = make_fitting(max_epochs=3, preview_every_n_epochs=every, logger_backend="none")
    one(fitting.trainer, PreviewWriter)._write = lambda epoch: seen.append(epoch) or {}
    fitting.fit()
    assert seen == epochs


def test_a_time_limit_ends_a_run_without_any_other_limit(
    make_fitting: MakeFitting, tmp_path: Path
) -> None:
    fitting = make_fitting(max_epochs=-1, max_time="00:00:00:01", logger_backend="none")
    fitting.fit()
    assert fitting.module.progress() == 1.0
    (optimizer,) = fitting.trainer.optimizers
    assert optimizer.param_groups[-1]["lr"] < 2e-4  # the cosine has come to its end as well
    last = torch.load(tmp_path / "run/checkpoints/last.ckpt", weights_only=True)
    assert last["epoch"] == fitting.trainer.current_epoch - 1


def test_an_accelerator_that_is_not_there_is_refused(
    make_fitting: MakeFitting, tmp_path: Path
) -> None:
    absent = "mps" if torch.cuda.is_available() else "cuda"
    with pytest.raises(InputError) as caught:
        make_fitting(accelerator=absent)
    (fault,) = caught.value.faults
    assert f"--accelerator {absent}" in str(fault)
    assert "use --accelerator auto" in str(fault)
    assert "\n" not in str(fault)
    assert not (tmp_path / "run").exists()
