# Generated from spec/knobs.yaml by `make generate`; edit the registry or the template.
# digest: input 1bc3d7b144d4a02d form 9f9aeb3b42684696 text 88e28f5d0de71e77

"""From layers to settings: who said what, who wins, and everything that is wrong with it."""

from __future__ import annotations

from . import checks
from .faults import Fault, InputError, KnobFault
from .knobs import KNOBS
from .values import as_paths, broken, refused, to_text

TYPE_CHECKING = False
if TYPE_CHECKING:  # dataclasses and typing cost more than all that is done before they are needed
    from collections.abc import Callable, Iterable
    from typing import Any

    from .settings import (
        CheckSettings,
        EvaluateSettings,
        InferSettings,
        SimulateSettings,
        TrainSettings,
    )

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
        "n_subsets",
        "n_averaging_steps",
        "n_filters",
        "n_filters_scale",
        "n_hidden_channels",
        "model_type",
        "loss_function",
        "deep_supervision_weight",
    ),
    "CheckConfig": (
        "overwrite",
        "scan_file",
        "picture",
        "as_json",
        "convert_to",
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
    "EvaluationConfig": ("reconstruction", "against", "halves"),
    "PyTorchExecutionConfig": (
        "overwrite",
        "max_time",
        "optimizer",
        "learning_rate",
        "weight_decay",
        "betas",
        "sgd_momentum",
        "scheduler",
        "scheduler_gamma",
        "lr_warmup_steps",
        "cosine_t_max",
        "cosine_eta_min",
        "onecycle_max_lr",
        "onecycle_pct_start",
        "onecycle_div_factor",
        "onecycle_final_div_factor",
        "linear_start_factor",
        "linear_total_iters",
        "step_size",
        "plateau_factor",
        "plateau_patience",
        "plateau_threshold",
        "plateau_cooldown",
        "plateau_min_lr",
        "accum_steps",
        "gradient_clip_val",
        "gradient_clip_algorithm",
        "ema_decay",
        "ema_every_n_steps",
        "ema_start_epoch",
        "limit_train_batches",
        "limit_val_batches",
        "limit_test_batches",
        "overfit_batches",
        "fast_dev_run",
        "check_val_every_n_epoch",
        "val_check_interval",
        "num_sanity_val_steps",
        "detect_anomaly",
        "nonfinite_loss",
        "enable_checkpointing",
        "checkpoint_dir",
        "checkpoint_filename",
        "checkpoint_save_top_k",
        "checkpoint_monitor_metric",
        "checkpoint_mode",
        "checkpoint_save_last",
        "checkpoint_every_n_epochs",
        "checkpoint_every_n_train_steps",
        "checkpoint_train_time_interval",
        "checkpoint_save_on_exception",
        "checkpoint_save_weights_only",
        "early_stop_monitor",
        "early_stop_mode",
        "early_stop_patience",
        "early_stop_min_delta",
        "early_stop_strict",
        "early_stop_check_finite",
        "early_stop_stopping_threshold",
        "early_stop_divergence_threshold",
        "resume",
        "resume_weights_only",
        "sweep",
        "sweep_over",
        "sweep_storage",
        "logger_backend",
        "log_name",
        "log_version",
        "tensorboard_default_hp_metric",
        "mlflow_experiment_name",
        "mlflow_tracking_uri",
        "mlflow_run_name",
        "mlflow_run_id",
        "mlflow_log_model",
        "mlflow_artifact_location",
        "log_every_n_steps",
        "flush_logs_every_n_steps",
        "lr_logging_interval",
        "enable_progress_bar",
        "enable_model_summary",
        "profiler",
        "preview_every_n_epochs",
        "preview_n_patches",
        "preview_patch_indices",
        "preview_stitched",
        "quiet",
        "seed",
        "seed_workers",
        "deterministic",
        "benchmark",
        "float32_matmul_precision",
        "accelerator",
        "devices",
        "num_nodes",
        "strategy",
        "ddp_process_group_backend",
        "ddp_timeout",
        "sync_batchnorm",
        "use_distributed_sampler",
        "precision",
        "num_workers",
        "pin_memory",
        "persistent_workers",
        "prefetch_factor",
        "drop_last",
        "dataloader_timeout",
        "multiprocessing_context",
        "inference_batch_size",
        "trainer_arg",
        "model_checkpoint_arg",
        "early_stopping_arg",
        "learning_rate_monitor_arg",
        "csv_logger_arg",
        "tensorboard_logger_arg",
        "mlflow_logger_arg",
        "ddp_arg",
        "dataloader_arg",
        "adamw_arg",
        "adam_arg",
        "sgd_arg",
        "ema_arg",
        "onecycle_arg",
        "linear_arg",
        "plateau_arg",
    ),
    "SimulationConfig": (
        "output_dir",
        "overwrite",
        "quiet",
        "seed",
        "object_kind",
        "object_seed",
        "probe_kind",
        "probe_from",
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
        "extra_train_data_files",
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
        "nll_weight",
        "mae_weight",
        "tv_weight",
        "realspace_weight",
        "max_epochs",
        "min_epochs",
        "max_steps",
        "batch_size",
    ),
    "InferenceConfig": (
        "test_data_file",
        "model_path",
        "output_dir",
        "extra_test_data_files",
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
    "train_data_file": "-",
    "output_dir": "-",
    "scan_file": "-",
}
"""Valid values in place of required ones that are missing, so that the others are still checked."""


class Said:
    """A value, the layer it comes from, and the place in that layer."""

    __slots__ = ("layer", "place", "value")

    def __init__(self, value: Any, layer: str, place: str) -> None:
        self.value = value
        self.layer = layer
        self.place = place

    def __repr__(self) -> str:
        return f"Said({self.value!r}, {self.layer!r}, {self.place!r})"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Said):
            return NotImplemented
        same_type = type(self.value) is type(other.value)  # 1 is not True
        told, heard = (self.value, self.layer, self.place), (other.value, other.layer, other.place)
        return same_type and told == heard

    def __hash__(self) -> int:
        return hash((self.value, self.layer, self.place))


class Resolved:
    """For each knob of a command what was said of it, the winner last.

    Only required knobs that nobody gave are absent.
    """

    __slots__ = ("command", "said", "warnings")

    def __init__(
        self, command: str, said: dict[str, tuple[Said, ...]], warnings: tuple[str, ...] = ()
    ) -> None:
        self.command = command
        self.said = said
        self.warnings = warnings
        """One line for each use of a deprecated knob."""

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

    A checkpoint stands below the default of a knob that is about the machine.
    ``said`` holds (knob, what was said of it) pairs in the order in which they were read. What was
    said of a deprecated knob is taken as said of its successor, and remarked upon.
    """
    found: dict[str, list[Said]] = {}
    for name, knob in KNOBS.items():
        if command in knob.commands:
            default = Said(knob.default, "default", "registry")
            found[name] = [default] if knob.has_default else []
    warnings: list[str] = []
    for name, candidate in said:
        if name in KNOBS:
            found[name].append(candidate)
        else:
            _succeed(name, candidate, command, found, warnings)
    rank = {layer: index for index, layer in enumerate(PRECEDENCE)}
    for name, candidates in found.items():
        candidates.sort(key=lambda candidate: rank[candidate.layer])
        if KNOBS[name].machine:  # that of the checkpoint is another one, for all that is known
            candidates.sort(key=lambda candidate: candidate.layer != "checkpoint")
    kept = {name: tuple(each) for name, each in found.items() if each}
    return Resolved(command, kept, tuple(warnings))


def _succeed(
    name: str, said: Said, command: str, found: dict[str, list[Said]], warnings: list[str]
) -> None:
    from .deprecated import DEPRECATED  # most runs use none

    end = DEPRECATED[name]
    successor = end.successor(command, said.value)
    if successor is not None:
        found[successor[0]].append(Said(successor[1], said.layer, said.place))
    if end.warns:
        warnings.append(end.warning(command, said.value, said.layer, said.place))


def train_settings(resolved: Resolved) -> TrainSettings:
    """Settings of `ptycho_train`. Raises InputError with every fault."""
    if faults := faults_of(resolved):
        raise InputError(faults)
    from . import config as configs
    from .settings import TrainSettings

    values = _filled(resolved)
    model = _construct(configs.ModelConfig, values)
    training = _construct(configs.TrainingConfig, values, model=model)
    execution = _construct(configs.PyTorchExecutionConfig, values)
    return TrainSettings(
        training=training,
        execution=execution,
    )


def _train_view(values: dict[str, Any], bad: list[str]) -> checks.View:
    """Attributes as TrainSettings has them; what is not allowed goes into ``bad``."""
    model = _view("ModelConfig", values, bad)
    training = _view("TrainingConfig", values, bad, model=model)
    execution = _view("PyTorchExecutionConfig", values, bad)
    return checks.View(
        {
            "training": training,
            "execution": execution,
        }
    )


def infer_settings(resolved: Resolved) -> InferSettings:
    """Settings of `ptycho_inference`. Raises InputError with every fault."""
    if faults := faults_of(resolved):
        raise InputError(faults)
    from . import config as configs
    from .settings import InferSettings

    values = _filled(resolved)
    model = _construct(configs.ModelConfig, values)
    inference = _construct(configs.InferenceConfig, values, model=model)
    execution = _construct(configs.PyTorchExecutionConfig, values)
    return InferSettings(
        inference=inference,
        execution=execution,
    )


def _infer_view(values: dict[str, Any], bad: list[str]) -> checks.View:
    """Attributes as InferSettings has them; what is not allowed goes into ``bad``."""
    model = _view("ModelConfig", values, bad)
    inference = _view("InferenceConfig", values, bad, model=model)
    execution = _view("PyTorchExecutionConfig", values, bad)
    return checks.View(
        {
            "inference": inference,
            "execution": execution,
        }
    )


def check_settings(resolved: Resolved) -> CheckSettings:
    """Settings of `ptycho_check`. Raises InputError with every fault."""
    if faults := faults_of(resolved):
        raise InputError(faults)
    from . import config as configs
    from .settings import CheckSettings

    values = _filled(resolved)
    check = _construct(configs.CheckConfig, values)
    return CheckSettings(
        check=check,
    )


def _check_view(values: dict[str, Any], bad: list[str]) -> checks.View:
    """Attributes as CheckSettings has them; what is not allowed goes into ``bad``."""
    check = _view("CheckConfig", values, bad)
    return checks.View(
        {
            "check": check,
        }
    )


def evaluate_settings(resolved: Resolved) -> EvaluateSettings:
    """Settings of `ptycho_evaluate`. Raises InputError with every fault."""
    if faults := faults_of(resolved):
        raise InputError(faults)
    from . import config as configs
    from .settings import EvaluateSettings

    values = _filled(resolved)
    evaluation = _construct(configs.EvaluationConfig, values)
    model = _construct(configs.ModelConfig, values)
    inference = _construct(configs.InferenceConfig, values, model=model)
    execution = _construct(configs.PyTorchExecutionConfig, values)
    return EvaluateSettings(
        evaluation=evaluation,
        inference=inference,
        execution=execution,
    )


def _evaluate_view(values: dict[str, Any], bad: list[str]) -> checks.View:
    """Attributes as EvaluateSettings has them; what is not allowed goes into ``bad``."""
    evaluation = _view("EvaluationConfig", values, bad)
    model = _view("ModelConfig", values, bad)
    inference = _view("InferenceConfig", values, bad, model=model)
    execution = _view("PyTorchExecutionConfig", values, bad)
    return checks.View(
        {
            "evaluation": evaluation,
            "inference": inference,
            "execution": execution,
        }
    )


def simulate_settings(resolved: Resolved) -> SimulateSettings:
    """Settings of `ptycho_simulate`. Raises InputError with every fault."""
    if faults := faults_of(resolved):
        raise InputError(faults)
    from . import config as configs
    from .settings import SimulateSettings

    values = _filled(resolved)
    simulation = _construct(configs.SimulationConfig, values)
    return SimulateSettings(
        simulation=simulation,
    )


def _simulate_view(values: dict[str, Any], bad: list[str]) -> checks.View:
    """Attributes as SimulateSettings has them; what is not allowed goes into ``bad``."""
    simulation = _view("SimulationConfig", values, bad)
    return checks.View(
        {
            "simulation": simulation,
        }
    )


_VIEWS = {
    "train": _train_view,
    "infer": _infer_view,
    "check": _check_view,
    "evaluate": _evaluate_view,
    "simulate": _simulate_view,
}
_RELATIONS: dict[str, tuple[tuple[str, Callable[[Any], list[tuple[str, str]]]], ...]] = {
    "train": (
        ("training.model", checks.model_relations),
        ("execution", checks.execution_relations),
        ("", checks.train_settings_relations),
    ),
    "infer": (
        ("inference.model", checks.model_relations),
        ("inference", checks.inference_relations),
        ("execution", checks.execution_relations),
    ),
    "check": (),
    "evaluate": (
        ("inference.model", checks.model_relations),
        ("inference", checks.inference_relations),
        ("execution", checks.execution_relations),
    ),
    "simulate": (),
}


def view_of(resolved: Resolved) -> checks.View:
    """Attributes as the settings of the command have them; what is missing has some valid value."""
    return _VIEWS[resolved.command](_filled(resolved), [])


def faults_of(resolved: Resolved) -> list[Fault]:
    """Everything that the registry finds wrong; relations only once every value is allowed."""
    bad: list[str] = []
    values = _filled(resolved)
    view = _VIEWS[resolved.command](values, bad)
    absent = missing(resolved)
    faults: list[Fault] = [*absent, *(refused(name, "", _shown(values[name])) for name in bad)]
    if not bad:
        for path, relations in _RELATIONS[resolved.command]:
            part: Any = view
            for field in path.split(".") if path else ():
                part = getattr(part, field)
            faults += broken("", relations(part)).faults
        unknown = {fault.knob for fault in absent}
        faults = [f for f in faults if f in absent or getattr(f, "knob", "") not in unknown]
    return placed(faults, resolved)


def missing(resolved: Resolved) -> list[KnobFault]:
    """One fault for each knob that the command must be given and was not."""
    faults: list[KnobFault] = []
    for name, knob in KNOBS.items():
        if resolved.command in knob.required and not resolved.given(name):
            allowed = knob.allowed.partition(", or none")[0]  # null is not enough here
            cure = f"give {allowed} ({knob.help})"
            faults.append(KnobFault(name, knob.flag, "is not given", cure))
    return faults


def _shown(value: object) -> str:
    return to_text(value) if type(value) is tuple else repr(value)


def _filled(resolved: Resolved) -> dict[str, Any]:
    """The value of every knob; that of a knob of other commands is its default."""
    values: dict[str, Any] = {}
    for name, knob in KNOBS.items():
        values[name] = knob.default if knob.has_default else _STAND_INS[name]
    values.update(resolved.values)
    return values


def _view(owner: str, values: dict[str, Any], bad: list[str], **nested: checks.View) -> checks.View:
    for name in FIELDS[owner]:
        in_text = KNOBS[name].base == "path"  # the dataclasses make it a ``Path``
        if not in_text and not checks.ALLOWED[name](values[name]) and name not in bad:
            bad.append(name)
    return checks.View(nested | {name: values[name] for name in FIELDS[owner]})


def _construct(cls: Any, values: dict[str, Any], **nested: Any) -> Any:
    from .building import from_values

    given = {name: values[name] for name in FIELDS[cls.__name__]}
    for name, value in given.items():
        if KNOBS[name].base == "path":
            given[name] = as_paths(KNOBS[name], value)
    return from_values(cls, nested | given)


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
