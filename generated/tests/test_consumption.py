# Generated from spec/knobs.yaml by `make generate`; edit the registry or the template.
# digest: input 08ae818c5e3534af text 96de4c37b6732014

"""Every knob with a target arrives at its parameter, through the code that users run."""

from pathlib import Path
from typing import Any

import pytest
import torch

from ptycho_generated import merge
from ptycho_generated.knobs import KNOBS
from recording import ARGUMENTS, OBJECTS, recorded, resolved

CASES: list[tuple[str, str, str, str, list[Any], list[dict[str, Any]]]] = [
    ("max_epochs", "train", "Trainer", "max_epochs", [100, 101], [{}, {}]),
    ("max_time", "train", "Trainer", "max_time", ["00:00:30:00", None], [{}, {"max_epochs": 100}]),
    ("accum_steps", "train", "Trainer", "accumulate_grad_batches", [1, 2], [{}, {}]),
    ("gradient_clip_val", "train", "Trainer", "gradient_clip_val", [1.0, 2.0], [{}, {}]),
    (
        "gradient_clip_algorithm",
        "train",
        "Trainer",
        "gradient_clip_algorithm",
        ["norm", "value"],
        [{}, {"gradient_clip_val": 1.0}],
    ),
    ("limit_train_batches", "train", "Trainer", "limit_train_batches", [1, 2], [{}, {}]),
    ("check_val_every_n_epoch", "train", "Trainer", "check_val_every_n_epoch", [1, 2], [{}, {}]),
    ("enable_checkpointing", "train", "Trainer", "enable_checkpointing", [False, True], [{}, {}]),
    ("log_every_n_steps", "train", "Trainer", "log_every_n_steps", [10, 11], [{}, {}]),
    ("enable_progress_bar", "train", "Trainer", "enable_progress_bar", [False, True], [{}, {}]),
    ("deterministic", "train", "Trainer", "deterministic", [False, True], [{}, {}]),
    ("accelerator", "train", "Trainer", "accelerator", ["auto", "cpu"], [{}, {}]),
    ("devices", "train", "Trainer", "devices", [1, 2], [{}, {}]),
    ("num_nodes", "train", "Trainer", "num_nodes", [1, 2], [{}, {}]),
    ("strategy", "train", "Trainer", "strategy", ["auto", "ddp"], [{}, {}]),
    ("precision", "train", "Trainer", "precision", ["32-true", "16-mixed"], [{}, {}]),
    ("checkpoint_save_top_k", "train", "ModelCheckpoint", "save_top_k", [1, 2], [{}, {}]),
    ("checkpoint_mode", "train", "ModelCheckpoint", "mode", ["min", "max"], [{}, {}]),
    ("checkpoint_save_last", "train", "ModelCheckpoint", "save_last", [False, True], [{}, {}]),
    ("checkpoint_every_n_epochs", "train", "ModelCheckpoint", "every_n_epochs", [1, 2], [{}, {}]),
    ("early_stop_patience", "train", "EarlyStopping", "patience", [100, 101], [{}, {}]),
    ("early_stop_min_delta", "train", "EarlyStopping", "min_delta", [0.0, 1.0], [{}, {}]),
    ("preview_every_n_epochs", "train", "PreviewWriter", "every_n_epochs", [25, 26], [{}, {}]),
    (
        "flush_logs_every_n_steps",
        "train",
        "CSVLogger",
        "flush_logs_every_n_steps",
        [100, 101],
        [{}, {}],
    ),
    ("batch_size", "train", "DataLoader", "batch_size", [1, 2], [{}, {}]),
    (
        "num_workers",
        "train",
        "DataLoader",
        "num_workers",
        [0, 1],
        [{"persistent_workers": False, "prefetch_factor": None}, {}],
    ),
    ("pin_memory", "train", "DataLoader", "pin_memory", [False, True], [{}, {}]),
    (
        "persistent_workers",
        "train",
        "DataLoader",
        "persistent_workers",
        [False, True],
        [{}, {"num_workers": 1}],
    ),
    (
        "prefetch_factor",
        "train",
        "DataLoader",
        "prefetch_factor",
        [1, 2],
        [{"num_workers": 1}, {"num_workers": 1}],
    ),
    ("learning_rate", "train", "ParameterGroups", "learning_rate", [0.002, 1.002], [{}, {}]),
    ("weight_decay", "train", "ParameterGroups", "weight_decay", [0.0001, 1.0001], [{}, {}]),
    ("seed", "train", "Seed", "seed", [0, 1], [{}, {}]),
    ("betas", "train", "AdamW", "betas", [(0.9, 0.9), (0.65, 0.65)], [{}, {}]),
    ("ema_decay", "train", "EMAWeightAveraging", "decay", [0.95, 0.7], [{}, {}]),
    ("scheduler", "train", "Schedule", "scheduler", ["Default", "Exponential"], [{}, {}]),
    ("scheduler_gamma", "train", "Schedule", "gamma", [0.95, 0.7], [{}, {}]),
    ("lr_warmup_steps", "train", "Schedule", "warmup_steps", [15, 16], [{}, {}]),
    ("architecture", "train", "Network", "architecture", ["unrolled"], [{}]),
    ("n_unrolled", "train", "Network", "n_unrolled", [6, 7], [{}, {}]),
    ("n_filters", "train", "Network", "n_filters", [24, 25], [{}, {}]),
    ("n_hidden_channels", "train", "Network", "n_hidden_channels", [4, 5], [{}, {}]),
    ("loss_function", "train", "Objective", "loss", ["amplitude", "poisson"], [{}, {}]),
    ("deep_supervision_weight", "train", "Objective", "deep_weight", [0.2, 1.2], [{}, {}]),
    ("gridsize", "train", "GroupDataset", "gridsize", [10, 11], [{}, {}]),
    ("n_groups", "train", "GroupDataset", "n_groups", [1, 2], [{}, {}]),
    ("input_fraction_min", "train", "GroupDataset", "input_fraction_min", [0.5, 0.75], [{}, {}]),
    ("input_fraction_max", "train", "GroupDataset", "input_fraction_max", [0.9, 0.65], [{}, {}]),
    ("seed", "train", "GroupDataset", "seed", [0, 1], [{}, {}]),
    ("n_validation_groups", "train", "ValidationGroupDataset", "n_groups", [4, 5], [{}, {}]),
    ("seed", "simulate", "Simulation", "seed", [0, 1], [{}, {}]),
    ("object_kind", "simulate", "Simulation", "object_kind", ["mixed", "cells"], [{}, {}]),
    ("object_seed", "simulate", "Simulation", "object_seed", [0, 1], [{}, {}]),
    ("probe_kind", "simulate", "Simulation", "probe_kind", ["defocus", "gaussian"], [{}, {}]),
    ("probe_diameter_px", "simulate", "Simulation", "probe_diameter_px", [29.0, 30.0], [{}, {}]),
    ("patch_size", "simulate", "Simulation", "patch_size", [64, 65], [{}, {}]),
    ("n_positions", "simulate", "Simulation", "n_positions", [1024, 1025], [{}, {}]),
    ("step_px", "simulate", "Simulation", "step_px", [6.0, 7.0], [{}, {}]),
    (
        "photons_per_pattern",
        "simulate",
        "Simulation",
        "photons_per_pattern",
        [1000000.0, 1000001.0],
        [{}, {}],
    ),
    ("scan_pattern", "simulate", "Simulation", "scan_pattern", ["raster", "spiral"], [{}, {}]),
    ("position_jitter", "simulate", "Simulation", "position_jitter", [0.3, 0.55], [{}, {}]),
    ("noise", "simulate", "Simulation", "noise", [False, True], [{}, {}]),
]
"""(knob, command, target, parameter, values, what else is set with each)."""


@pytest.fixture(autouse=True, scope="module")
def one_thread() -> Any:
    """Tensors this small wait longer for a second thread than it saves on a busy machine."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.mark.parametrize(
    ("knob", "command", "target", "parameter", "values", "given"),
    CASES,
    ids=[f"{case[0]}-{case[2]}.{case[3]}" for case in CASES],
)
def test_the_value_arrives(
    knob: str,
    command: str,
    target: str,
    parameter: str,
    values: list[Any],
    given: list[dict[str, Any]],
    tmp_path: Path,
) -> None:
    for number, (value, others) in enumerate(zip(values, given, strict=True)):
        folder = tmp_path / str(number)
        calls = recorded(command, target, folder, {**others, knob: value})
        settings = getattr(merge, f"{command}_settings")(
            resolved(command, folder, {**others, knob: value})
        )
        assert ARGUMENTS[target](settings)[parameter] == value
        arrived = [call.get(parameter, "nothing") for call in calls]
        assert any(type(each) is type(value) and each == value for each in arrived), (
            f"{knob} = {value!r} does not arrive at {OBJECTS[target]}({parameter}=...): {arrived}"
        )


def test_every_case_follows_two_values() -> None:
    """One choice alone cannot be told from a constant; such a knob waits for its second."""
    single = {case[0] for case in CASES if len(case[4]) < 2}
    assert single == {case[0] for case in CASES if len(KNOBS[case[0]].choices) == 1}
