# Generated from spec/knobs.yaml by `make generate`; edit the registry or the template.
# digest: input 679740d73377d6ca text c7f5ac047b293987

"""From layers to settings: who said what, who wins, and everything that is wrong with it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import config as configs
from .faults import Fault, InputError, KnobFault
from .knobs import KNOBS
from .settings import CheckSettings, InferSettings, SimulateSettings, TrainSettings

PRECEDENCE: tuple[str, ...] = (
    "default",
    "checkpoint",
    "run_file",
    "environment",
    "command_line",
    "execution_config",
    "override",
)
"""Layers, weakest first."""

FIELDS: dict[str, tuple[str, ...]] = {
    "ModelConfig": (
        "gridsize",
        "architecture",
        "n_unrolled",
        "n_filters",
        "n_filters_scale",
        "n_hidden_channels",
        "loss_function",
        "deep_supervision_weight",
    ),
    "CheckConfig": (
        "scan_file",
        "picture",
        "as_json",
        "measurement",
        "pattern_fftshift",
        "pattern_transpose",
        "pattern_flip",
        "pattern_crop_px",
        "pattern_binning",
        "position_order",
        "position_flip",
        "position_unit",
        "object_pixel_size_m",
        "wavelength_m",
        "detector_distance_m",
        "detector_pixel_size_m",
        "probe_source",
        "quiet",
    ),
    "PyTorchExecutionConfig": (
        "overwrite",
        "max_time",
        "learning_rate",
        "weight_decay",
        "betas",
        "scheduler",
        "scheduler_gamma",
        "lr_warmup_steps",
        "accum_steps",
        "gradient_clip_val",
        "gradient_clip_algorithm",
        "ema_decay",
        "limit_train_batches",
        "check_val_every_n_epoch",
        "enable_checkpointing",
        "checkpoint_save_top_k",
        "checkpoint_monitor_metric",
        "checkpoint_mode",
        "checkpoint_save_last",
        "checkpoint_every_n_epochs",
        "early_stop_patience",
        "early_stop_min_delta",
        "resume",
        "logger_backend",
        "log_every_n_steps",
        "flush_logs_every_n_steps",
        "enable_progress_bar",
        "preview_every_n_epochs",
        "quiet",
        "seed",
        "deterministic",
        "accelerator",
        "devices",
        "num_nodes",
        "strategy",
        "precision",
        "num_workers",
        "pin_memory",
        "persistent_workers",
        "prefetch_factor",
        "inference_batch_size",
    ),
    "SimulationConfig": (
        "output_dir",
        "overwrite",
        "quiet",
        "seed",
        "object_kind",
        "object_seed",
        "probe_kind",
        "probe_diameter_px",
        "patch_size",
        "n_positions",
        "step_px",
        "photons_per_pattern",
        "scan_pattern",
        "position_jitter",
        "noise",
    ),
    "TrainingConfig": (
        "train_data_file",
        "test_data_file",
        "output_dir",
        "measurement",
        "probe_refinement_iterations",
        "n_groups",
        "n_validation_groups",
        "input_fraction_min",
        "input_fraction_max",
        "pattern_fftshift",
        "pattern_transpose",
        "pattern_flip",
        "pattern_crop_px",
        "pattern_binning",
        "position_order",
        "position_flip",
        "position_unit",
        "object_pixel_size_m",
        "wavelength_m",
        "detector_distance_m",
        "detector_pixel_size_m",
        "probe_source",
        "max_epochs",
        "batch_size",
    ),
    "InferenceConfig": (
        "test_data_file",
        "model_path",
        "output_dir",
        "measurement",
        "probe_refinement_iterations",
        "pattern_fftshift",
        "pattern_transpose",
        "pattern_flip",
        "pattern_crop_px",
        "pattern_binning",
        "position_order",
        "position_flip",
        "position_unit",
        "object_pixel_size_m",
        "wavelength_m",
        "detector_distance_m",
        "detector_pixel_size_m",
        "probe_source",
        "engine",
        "engine_iterations",
        "refine",
        "refine_engine",
        "compare_engines",
        "refine_probe",
        "refine_positions",
        "rpie_alpha",
    ),
}
"""Knobs of each dataclass."""

_STAND_INS: dict[str, Any] = {
    "train_data_file": Path("-"),
    "output_dir": Path("-"),
    "scan_file": Path("-"),
}
"""Valid values in place of required ones that are missing, so that the others are still checked."""


@dataclass(frozen=True, slots=True)
class Said:
    """A value, the layer it comes from, and the place in that layer."""

    value: Any
    layer: str
    place: str


@dataclass(frozen=True, slots=True)
class Resolved:
    """For each knob of a command what was said of it, the winner last.

    Only required knobs that nobody gave are absent.
    """

    command: str
    said: dict[str, tuple[Said, ...]]

    @property
    def values(self) -> dict[str, Any]:
        """The winning value of each knob."""
        return {name: candidates[-1].value for name, candidates in self.said.items()}

    def winner(self, name: str) -> Said:
        """The value that counts, with its layer and place."""
        return self.said[name][-1]

    def given(self, name: str) -> bool:
        """Whether somebody gave the knob a value; null and the default are none."""
        winner = self.winner(name) if name in self.said else None
        return winner is not None and winner.layer != "default" and winner.value is not None

    def losers(self, name: str) -> tuple[Said, ...]:
        """The values that were beaten, strongest first."""
        return self.said[name][-2::-1]


def resolve(command: str, said: Iterable[tuple[str, Said]]) -> Resolved:
    """Order what was said of each knob of a command by layer; within a layer the later wins.

    ``said`` holds (knob, what was said of it) pairs in the order in which they were read.
    """
    found: dict[str, list[Said]] = {}
    for name, knob in KNOBS.items():
        if command in knob.commands:
            default = Said(knob.default, "default", "registry")
            found[name] = [default] if knob.has_default else []
    for name, candidate in said:
        found[name].append(candidate)
    rank = {layer: index for index, layer in enumerate(PRECEDENCE)}
    for candidates in found.values():
        candidates.sort(key=lambda candidate: rank[candidate.layer])
    return Resolved(command, {name: tuple(each) for name, each in found.items() if each})


def train_settings(resolved: Resolved) -> TrainSettings:
    """Settings of `ptycho_train`. Raises InputError with every fault."""
    faults = missing(resolved)
    values = resolved.values
    model = _construct(configs.ModelConfig, values, faults)
    training = _construct(configs.TrainingConfig, values, faults, model=model)
    execution = _construct(configs.PyTorchExecutionConfig, values, faults)
    if faults:
        raise InputError(placed(faults, resolved))
    try:
        return TrainSettings(
            training=training,
            execution=execution,
        )
    except InputError as error:
        raise InputError(placed(error.faults, resolved)) from None


def infer_settings(resolved: Resolved) -> InferSettings:
    """Settings of `ptycho_inference`. Raises InputError with every fault."""
    faults = missing(resolved)
    values = resolved.values
    model = _construct(configs.ModelConfig, values, faults)
    inference = _construct(configs.InferenceConfig, values, faults, model=model)
    execution = _construct(configs.PyTorchExecutionConfig, values, faults)
    if faults:
        raise InputError(placed(faults, resolved))
    try:
        return InferSettings(
            inference=inference,
            execution=execution,
        )
    except InputError as error:
        raise InputError(placed(error.faults, resolved)) from None


def check_settings(resolved: Resolved) -> CheckSettings:
    """Settings of `ptycho_check`. Raises InputError with every fault."""
    faults = missing(resolved)
    values = resolved.values
    check = _construct(configs.CheckConfig, values, faults)
    if faults:
        raise InputError(placed(faults, resolved))
    try:
        return CheckSettings(
            check=check,
        )
    except InputError as error:
        raise InputError(placed(error.faults, resolved)) from None


def simulate_settings(resolved: Resolved) -> SimulateSettings:
    """Settings of `ptycho_simulate`. Raises InputError with every fault."""
    faults = missing(resolved)
    values = resolved.values
    simulation = _construct(configs.SimulationConfig, values, faults)
    if faults:
        raise InputError(placed(faults, resolved))
    try:
        return SimulateSettings(
            simulation=simulation,
        )
    except InputError as error:
        raise InputError(placed(error.faults, resolved)) from None


def missing(resolved: Resolved) -> list[Fault]:
    """One fault for each knob that the command must be given and was not."""
    faults: list[Fault] = []
    for name, knob in KNOBS.items():
        if resolved.command in knob.required and not resolved.given(name):
            allowed, *_ = knob.allowed.split(", or none")  # null is not enough here
            cure = f"give {allowed} ({knob.help})"
            faults.append(KnobFault(name, knob.flag, "is not given", cure))
    return faults


def _construct(cls: Any, values: Mapping[str, Any], faults: list[Fault], **nested: Any) -> Any:
    given = {name: config for name, config in nested.items() if config is not None}
    for name in FIELDS[cls.__name__]:
        if name in values:
            given[name] = values[name]
        elif not KNOBS[name].has_default:
            given[name] = _STAND_INS[name]
    try:
        return cls(**given)
    except InputError as error:
        faults.extend(error.faults)
        return None


def placed(faults: Iterable[Fault], resolved: Resolved) -> list[Fault]:
    """The faults, each once, with the place where the user can mend it.

    A fault of a knob that says where it was found (a class and field, a flag) is moved to where
    its value was written; a value that nobody wrote is mended by its flag.
    """
    return list(dict.fromkeys(_with_place(fault, resolved) for fault in faults))


def _with_place(fault: Fault, resolved: Resolved) -> Fault:
    if not isinstance(fault, KnobFault):
        return fault
    place = KNOBS[fault.knob].flag
    if fault.knob in resolved.said and resolved.winner(fault.knob).layer != "default":
        place = resolved.winner(fault.knob).place
    return KnobFault(fault.knob, place, fault.problem, fault.cure)
