"""What programs use of the command line: a parser's result becomes an execution config."""

from __future__ import annotations

import warnings
from argparse import Namespace
from pathlib import Path
from typing import Any

import pytest

from ptycho_generated.config import PyTorchExecutionConfig
from ptycho_generated.faults import InputError
from ptycho_torch.cli.shared import (
    build_execution_config_from_args,
    resolve_accelerator,
    validate_paths,
)


@pytest.fixture(autouse=True)
def every_warning() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield


@pytest.mark.parametrize("mode", ["training", "inference"])
def test_attributes_are_knobs_by_any_of_their_names(mode: str) -> None:
    args = Namespace(accelerator="cpu", num_workers=2, learning_rate=None, output_dir="run")
    assert build_execution_config_from_args(args, mode) == PyTorchExecutionConfig(
        accelerator="cpu", num_workers=2
    )
    args = Namespace(checkpoint_monitor="train_loss", accumulate_grad_batches=4, scheduler="Cosine")
    wanted = PyTorchExecutionConfig()
    if mode == "training":
        wanted = PyTorchExecutionConfig(
            checkpoint_monitor_metric="train_loss", accum_steps=4, scheduler="Cosine"
        )
    assert build_execution_config_from_args(args, mode=mode) == wanted


def test_what_is_not_said_is_at_its_default() -> None:
    assert build_execution_config_from_args(Namespace()) == PyTorchExecutionConfig()


def test_what_is_no_knob_is_warned_of() -> None:
    with pytest.warns(UserWarning, match="no effect here: log_patch_stats, ptycho_dir"):
        build_execution_config_from_args(Namespace(ptycho_dir="x", log_patch_stats=False))


def test_deprecated_names_warn_and_give_way() -> None:
    with pytest.warns(DeprecationWarning, match="device"):
        config = build_execution_config_from_args(Namespace(device="cpu"))
    assert config.accelerator == "cpu"
    for args in (Namespace(accelerator="auto", device="cpu"), Namespace(device="cpu")):
        args.accelerator = "auto"
        with pytest.warns(DeprecationWarning, match="device"):
            config = build_execution_config_from_args(args)
        assert config.accelerator == "auto"
    with pytest.warns(DeprecationWarning, match="disable_mlflow|disable-mlflow"):
        config = build_execution_config_from_args(Namespace(disable_mlflow=True))
    assert config.logger_backend == "none"


def test_another_mode_is_refused() -> None:
    with pytest.raises(ValueError, match="Invalid mode: 'x'"):
        build_execution_config_from_args(Namespace(), mode="x")


@pytest.mark.parametrize(
    ("knob", "value", "message"),
    [
        ("accum_steps", 0, "accum_steps must be positive, got 0"),
        ("learning_rate", 0.0, "learning_rate must be positive, got 0.0"),
        ("learning_rate", float("nan"), "learning_rate must be positive, got nan"),
        ("inference_batch_size", -1, "inference_batch_size must be positive, got -1"),
        ("num_workers", -1, "num_workers must be non-negative, got -1"),
        ("early_stop_patience", -1, "early_stop_patience must be non-negative, got -1"),
        ("devices", 0, "devices must be a positive integer or 'auto', got 0"),
        (
            "checkpoint_mode",
            "x",
            r"Invalid checkpoint_mode: 'x'. Expected one of \['max', 'min'\]",
        ),
        ("accelerator", "tpu", r"Invalid accelerator: 'tpu'. Expected one of \['auto', 'cpu', "),
        ("precision", "8", "Invalid precision: '8'"),
        ("checkpoint_save_top_k", -2, "checkpoint_save_top_k must be non-negative, got -2"),
    ],
)
def test_a_wrong_value_is_refused_in_the_words_of_the_original(
    knob: str, value: Any, message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        PyTorchExecutionConfig(**{knob: value})
    mode = "inference" if knob == "inference_batch_size" else "training"
    with pytest.raises(InputError, match=knob):
        build_execution_config_from_args(Namespace(**{knob: value}), mode)


def test_an_accelerator_beats_a_device() -> None:
    assert resolve_accelerator() == "auto"
    assert resolve_accelerator("cpu") == "cpu"
    for accelerator in ("auto", "gpu"):
        with pytest.warns(DeprecationWarning, match="give accelerator='cpu'"):
            assert resolve_accelerator(accelerator, "cpu") == accelerator
    with pytest.raises(ValueError, match="Invalid accelerator: 'tpu'"):
        resolve_accelerator("tpu")


def test_files_must_exist_and_the_folder_is_made(tmp_path: Path) -> None:
    scan, out = tmp_path / "scan.npz", tmp_path / "a/b"
    for train, test, message in (
        (scan, None, "Training data file not found: "),
        (None, scan, "Test data file not found: "),
    ):
        with pytest.raises(FileNotFoundError, match=message):
            validate_paths(train, test, out)
    assert not out.exists()
    scan.touch()
    validate_paths(scan, scan, out)
    validate_paths(None, None, out)
    assert out.is_dir()
