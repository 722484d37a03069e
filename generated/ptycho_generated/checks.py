# Generated from spec/knobs.yaml by `make generate`; edit the registry or the template.
# digest: input 31038643122206c7 text 47e3db2dbee95de0

"""What is wrong with the values of a dataclass, or of a :class:`View` that stands for one.

The checks of values take the values in the order of the fields, those of relations read
attributes. Nothing is built, so that a command line can be checked without the
dataclasses. Paths are not looked at: the layers hold them as text, the dataclasses as ``Path``.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:  # typing costs more than all that is done here
    from collections.abc import Mapping
    from typing import Any

inf = float("inf")


class View:
    """Attributes in place of a dataclass."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self.__dict__.update(values)

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(name)


def _matches(pattern: str, text: str) -> bool:
    from re import fullmatch  # few values have a pattern

    return fullmatch(pattern, text) is not None


def model_values(
    gridsize: Any,
    architecture: Any,
    n_unrolled: Any,
    n_filters: Any,
    n_hidden_channels: Any,
    loss_function: Any,
    deep_supervision_weight: Any,
) -> list[str]:
    """Fields of `ModelConfig` whose value is not allowed."""
    bad = []
    if not (type(gridsize) is int and 1 <= gridsize <= 64):
        bad.append("gridsize")
    if architecture not in ("unrolled",):
        bad.append("architecture")
    if not (type(n_unrolled) is int and 1 <= n_unrolled <= 64):
        bad.append("n_unrolled")
    if not (type(n_filters) is int and 1 <= n_filters <= 1024):
        bad.append("n_filters")
    if not (type(n_hidden_channels) is int and 0 <= n_hidden_channels <= 256):
        bad.append("n_hidden_channels")
    if loss_function not in ("amplitude", "poisson"):
        bad.append("loss_function")
    if not (type(deep_supervision_weight) is float and 0.0 <= deep_supervision_weight < inf):
        bad.append("deep_supervision_weight")
    return bad


def check_values(
    as_json: Any,
    measurement: Any,
    pattern_fftshift: Any,
    pattern_transpose: Any,
    pattern_flip: Any,
    pattern_crop_px: Any,
    pattern_binning: Any,
    position_order: Any,
    position_flip: Any,
    position_unit: Any,
    object_pixel_size_m: Any,
    wavelength_m: Any,
    detector_distance_m: Any,
    detector_pixel_size_m: Any,
    probe_source: Any,
    quiet: Any,
) -> list[str]:
    """Fields of `CheckConfig` whose value is not allowed."""
    bad = []
    if type(as_json) is not bool:
        bad.append("as_json")
    if measurement not in ("auto", "counts", "amplitude"):
        bad.append("measurement")
    if type(pattern_fftshift) is not bool:
        bad.append("pattern_fftshift")
    if type(pattern_transpose) is not bool:
        bad.append("pattern_transpose")
    if pattern_flip not in ("none", "rows", "columns", "both"):
        bad.append("pattern_flip")
    if not (pattern_crop_px is None or (type(pattern_crop_px) is int and 8 <= pattern_crop_px)):
        bad.append("pattern_crop_px")
    if not (type(pattern_binning) is int and 1 <= pattern_binning):
        bad.append("pattern_binning")
    if position_order not in ("yx", "xy"):
        bad.append("position_order")
    if position_flip not in ("none", "y", "x", "both"):
        bad.append("position_flip")
    if position_unit not in ("auto", "px", "m"):
        bad.append("position_unit")
    if not (
        object_pixel_size_m is None
        or (type(object_pixel_size_m) is float and 0.0 < object_pixel_size_m < inf)
    ):
        bad.append("object_pixel_size_m")
    if not (wavelength_m is None or (type(wavelength_m) is float and 0.0 < wavelength_m < inf)):
        bad.append("wavelength_m")
    if not (
        detector_distance_m is None
        or (type(detector_distance_m) is float and 0.0 < detector_distance_m < inf)
    ):
        bad.append("detector_distance_m")
    if not (
        detector_pixel_size_m is None
        or (type(detector_pixel_size_m) is float and 0.0 < detector_pixel_size_m < inf)
    ):
        bad.append("detector_pixel_size_m")
    if probe_source not in ("file", "mean_pattern"):
        bad.append("probe_source")
    if type(quiet) is not bool:
        bad.append("quiet")
    return bad


def execution_values(
    overwrite: Any,
    max_time: Any,
    learning_rate: Any,
    weight_decay: Any,
    betas: Any,
    scheduler: Any,
    scheduler_gamma: Any,
    lr_warmup_steps: Any,
    accum_steps: Any,
    gradient_clip_val: Any,
    gradient_clip_algorithm: Any,
    ema_decay: Any,
    limit_train_batches: Any,
    check_val_every_n_epoch: Any,
    enable_checkpointing: Any,
    checkpoint_save_top_k: Any,
    checkpoint_monitor_metric: Any,
    checkpoint_mode: Any,
    checkpoint_save_last: Any,
    checkpoint_every_n_epochs: Any,
    early_stop_patience: Any,
    early_stop_min_delta: Any,
    logger_backend: Any,
    log_every_n_steps: Any,
    flush_logs_every_n_steps: Any,
    enable_progress_bar: Any,
    preview_every_n_epochs: Any,
    quiet: Any,
    seed: Any,
    deterministic: Any,
    accelerator: Any,
    devices: Any,
    num_nodes: Any,
    strategy: Any,
    precision: Any,
    num_workers: Any,
    pin_memory: Any,
    persistent_workers: Any,
    prefetch_factor: Any,
    inference_batch_size: Any,
) -> list[str]:
    """Fields of `PyTorchExecutionConfig` whose value is not allowed."""
    bad = []
    if type(overwrite) is not bool:
        bad.append("overwrite")
    if not (
        max_time is None
        or (type(max_time) is str and _matches("[0-9]{2}:[0-9]{2}:[0-9]{2}:[0-9]{2}", max_time))
    ):
        bad.append("max_time")
    if not (type(learning_rate) is float and 0.0 < learning_rate < inf):
        bad.append("learning_rate")
    if not (type(weight_decay) is float and 0.0 <= weight_decay < inf):
        bad.append("weight_decay")
    if not (
        type(betas) is tuple
        and len(betas) == 2
        and all(type(each) is float and 0.0 <= each < 1.0 for each in betas)
    ):
        bad.append("betas")
    if scheduler not in ("Default", "Exponential", "MultiStage", "WarmupCosine"):
        bad.append("scheduler")
    if not (type(scheduler_gamma) is float and 0.0 < scheduler_gamma <= 1.0):
        bad.append("scheduler_gamma")
    if not (type(lr_warmup_steps) is int and 0 <= lr_warmup_steps):
        bad.append("lr_warmup_steps")
    if not (type(accum_steps) is int and 1 <= accum_steps):
        bad.append("accum_steps")
    if not (
        gradient_clip_val is None
        or (type(gradient_clip_val) is float and 0.0 < gradient_clip_val < inf)
    ):
        bad.append("gradient_clip_val")
    if gradient_clip_algorithm not in ("norm", "value"):
        bad.append("gradient_clip_algorithm")
    if not (ema_decay is None or (type(ema_decay) is float and 0.0 <= ema_decay < 1.0)):
        bad.append("ema_decay")
    if not (
        limit_train_batches is None
        or (type(limit_train_batches) is int and 1 <= limit_train_batches)
    ):
        bad.append("limit_train_batches")
    if not (type(check_val_every_n_epoch) is int and 1 <= check_val_every_n_epoch):
        bad.append("check_val_every_n_epoch")
    if type(enable_checkpointing) is not bool:
        bad.append("enable_checkpointing")
    if not (
        type(checkpoint_save_top_k) is int
        and (0 <= checkpoint_save_top_k or checkpoint_save_top_k == -1)
    ):
        bad.append("checkpoint_save_top_k")
    if checkpoint_monitor_metric not in ("val_loss", "train_loss"):
        bad.append("checkpoint_monitor_metric")
    if checkpoint_mode not in ("min", "max"):
        bad.append("checkpoint_mode")
    if type(checkpoint_save_last) is not bool:
        bad.append("checkpoint_save_last")
    if not (type(checkpoint_every_n_epochs) is int and 1 <= checkpoint_every_n_epochs):
        bad.append("checkpoint_every_n_epochs")
    if not (type(early_stop_patience) is int and 0 <= early_stop_patience):
        bad.append("early_stop_patience")
    if not (type(early_stop_min_delta) is float and 0.0 <= early_stop_min_delta < inf):
        bad.append("early_stop_min_delta")
    if logger_backend not in ("csv", "tensorboard", "none"):
        bad.append("logger_backend")
    if not (type(log_every_n_steps) is int and 1 <= log_every_n_steps):
        bad.append("log_every_n_steps")
    if not (type(flush_logs_every_n_steps) is int and 1 <= flush_logs_every_n_steps):
        bad.append("flush_logs_every_n_steps")
    if type(enable_progress_bar) is not bool:
        bad.append("enable_progress_bar")
    if not (
        preview_every_n_epochs is None
        or (type(preview_every_n_epochs) is int and 1 <= preview_every_n_epochs)
    ):
        bad.append("preview_every_n_epochs")
    if type(quiet) is not bool:
        bad.append("quiet")
    if not (type(seed) is int and 0 <= seed <= 4294967295):
        bad.append("seed")
    if not (deterministic == "warn" or type(deterministic) is bool):
        bad.append("deterministic")
    if accelerator not in ("auto", "cpu", "gpu", "cuda", "mps"):
        bad.append("accelerator")
    if not (devices == "auto" or (type(devices) is int and 1 <= devices)):
        bad.append("devices")
    if not (type(num_nodes) is int and 1 <= num_nodes):
        bad.append("num_nodes")
    if strategy not in ("auto", "ddp", "ddp_spawn"):
        bad.append("strategy")
    if precision not in ("32-true", "16-mixed", "bf16-mixed"):
        bad.append("precision")
    if not (type(num_workers) is int and 0 <= num_workers):
        bad.append("num_workers")
    if type(pin_memory) is not bool:
        bad.append("pin_memory")
    if type(persistent_workers) is not bool:
        bad.append("persistent_workers")
    if not (prefetch_factor is None or (type(prefetch_factor) is int and 1 <= prefetch_factor)):
        bad.append("prefetch_factor")
    if not (type(inference_batch_size) is int and 1 <= inference_batch_size):
        bad.append("inference_batch_size")
    return bad


def execution_relations(config: Any) -> list[tuple[str, str]]:
    """Relations inside `PyTorchExecutionConfig` that are broken: the knob, and what to do."""
    rules = []
    if config.gradient_clip_algorithm != "norm" and not (config.gradient_clip_val is not None):
        rules.append(
            ("gradient_clip_algorithm", "a clip algorithm means nothing without a clip value")
        )
    if config.persistent_workers is not False and not (config.num_workers >= 1):
        rules.append(("persistent_workers", "persistent workers need --num-workers 1 or more"))
    if config.prefetch_factor is not None and not (config.num_workers >= 1):
        rules.append(("prefetch_factor", "prefetching needs --num-workers 1 or more"))
    return rules


def simulation_values(
    overwrite: Any,
    quiet: Any,
    seed: Any,
    object_kind: Any,
    object_seed: Any,
    probe_kind: Any,
    probe_diameter_px: Any,
    patch_size: Any,
    n_positions: Any,
    step_px: Any,
    photons_per_pattern: Any,
    scan_pattern: Any,
    position_jitter: Any,
    noise: Any,
) -> list[str]:
    """Fields of `SimulationConfig` whose value is not allowed."""
    bad = []
    if type(overwrite) is not bool:
        bad.append("overwrite")
    if type(quiet) is not bool:
        bad.append("quiet")
    if not (type(seed) is int and 0 <= seed <= 4294967295):
        bad.append("seed")
    if object_kind not in ("mixed", "cells", "circuit", "dead_leaves", "siemens_star"):
        bad.append("object_kind")
    if not (object_seed is None or (type(object_seed) is int and 0 <= object_seed <= 4294967295)):
        bad.append("object_seed")
    if probe_kind not in ("defocus", "gaussian", "disk"):
        bad.append("probe_kind")
    if not (type(probe_diameter_px) is float and 0.0 < probe_diameter_px < inf):
        bad.append("probe_diameter_px")
    if not (type(patch_size) is int and 16 <= patch_size <= 1024):
        bad.append("patch_size")
    if not (type(n_positions) is int and 1 <= n_positions):
        bad.append("n_positions")
    if not (type(step_px) is float and 0.0 < step_px < inf):
        bad.append("step_px")
    if not (type(photons_per_pattern) is float and 0.0 < photons_per_pattern < inf):
        bad.append("photons_per_pattern")
    if scan_pattern not in ("raster", "spiral", "fermat"):
        bad.append("scan_pattern")
    if not (type(position_jitter) is float and 0.0 <= position_jitter <= 1.0):
        bad.append("position_jitter")
    if type(noise) is not bool:
        bad.append("noise")
    return bad


def training_values(
    measurement: Any,
    probe_refinement_iterations: Any,
    n_groups: Any,
    n_validation_groups: Any,
    input_fraction_min: Any,
    input_fraction_max: Any,
    pattern_fftshift: Any,
    pattern_transpose: Any,
    pattern_flip: Any,
    pattern_crop_px: Any,
    pattern_binning: Any,
    position_order: Any,
    position_flip: Any,
    position_unit: Any,
    object_pixel_size_m: Any,
    wavelength_m: Any,
    detector_distance_m: Any,
    detector_pixel_size_m: Any,
    probe_source: Any,
    max_epochs: Any,
    batch_size: Any,
) -> list[str]:
    """Fields of `TrainingConfig` whose value is not allowed."""
    bad = []
    if measurement not in ("auto", "counts", "amplitude"):
        bad.append("measurement")
    if not (type(probe_refinement_iterations) is int and 0 <= probe_refinement_iterations):
        bad.append("probe_refinement_iterations")
    if not (n_groups is None or (type(n_groups) is int and 1 <= n_groups)):
        bad.append("n_groups")
    if not (
        n_validation_groups is None
        or (type(n_validation_groups) is int and 1 <= n_validation_groups)
    ):
        bad.append("n_validation_groups")
    if not (type(input_fraction_min) is float and 0.0 < input_fraction_min < 1.0):
        bad.append("input_fraction_min")
    if not (type(input_fraction_max) is float and 0.0 < input_fraction_max < 1.0):
        bad.append("input_fraction_max")
    if type(pattern_fftshift) is not bool:
        bad.append("pattern_fftshift")
    if type(pattern_transpose) is not bool:
        bad.append("pattern_transpose")
    if pattern_flip not in ("none", "rows", "columns", "both"):
        bad.append("pattern_flip")
    if not (pattern_crop_px is None or (type(pattern_crop_px) is int and 8 <= pattern_crop_px)):
        bad.append("pattern_crop_px")
    if not (type(pattern_binning) is int and 1 <= pattern_binning):
        bad.append("pattern_binning")
    if position_order not in ("yx", "xy"):
        bad.append("position_order")
    if position_flip not in ("none", "y", "x", "both"):
        bad.append("position_flip")
    if position_unit not in ("auto", "px", "m"):
        bad.append("position_unit")
    if not (
        object_pixel_size_m is None
        or (type(object_pixel_size_m) is float and 0.0 < object_pixel_size_m < inf)
    ):
        bad.append("object_pixel_size_m")
    if not (wavelength_m is None or (type(wavelength_m) is float and 0.0 < wavelength_m < inf)):
        bad.append("wavelength_m")
    if not (
        detector_distance_m is None
        or (type(detector_distance_m) is float and 0.0 < detector_distance_m < inf)
    ):
        bad.append("detector_distance_m")
    if not (
        detector_pixel_size_m is None
        or (type(detector_pixel_size_m) is float and 0.0 < detector_pixel_size_m < inf)
    ):
        bad.append("detector_pixel_size_m")
    if probe_source not in ("file", "mean_pattern"):
        bad.append("probe_source")
    if not (type(max_epochs) is int and (1 <= max_epochs or max_epochs == -1)):
        bad.append("max_epochs")
    if not (type(batch_size) is int and 1 <= batch_size):
        bad.append("batch_size")
    return bad


def inference_values(
    measurement: Any,
    probe_refinement_iterations: Any,
    pattern_fftshift: Any,
    pattern_transpose: Any,
    pattern_flip: Any,
    pattern_crop_px: Any,
    pattern_binning: Any,
    position_order: Any,
    position_flip: Any,
    position_unit: Any,
    object_pixel_size_m: Any,
    wavelength_m: Any,
    detector_distance_m: Any,
    detector_pixel_size_m: Any,
    probe_source: Any,
) -> list[str]:
    """Fields of `InferenceConfig` whose value is not allowed."""
    bad = []
    if measurement not in ("auto", "counts", "amplitude"):
        bad.append("measurement")
    if not (type(probe_refinement_iterations) is int and 0 <= probe_refinement_iterations):
        bad.append("probe_refinement_iterations")
    if type(pattern_fftshift) is not bool:
        bad.append("pattern_fftshift")
    if type(pattern_transpose) is not bool:
        bad.append("pattern_transpose")
    if pattern_flip not in ("none", "rows", "columns", "both"):
        bad.append("pattern_flip")
    if not (pattern_crop_px is None or (type(pattern_crop_px) is int and 8 <= pattern_crop_px)):
        bad.append("pattern_crop_px")
    if not (type(pattern_binning) is int and 1 <= pattern_binning):
        bad.append("pattern_binning")
    if position_order not in ("yx", "xy"):
        bad.append("position_order")
    if position_flip not in ("none", "y", "x", "both"):
        bad.append("position_flip")
    if position_unit not in ("auto", "px", "m"):
        bad.append("position_unit")
    if not (
        object_pixel_size_m is None
        or (type(object_pixel_size_m) is float and 0.0 < object_pixel_size_m < inf)
    ):
        bad.append("object_pixel_size_m")
    if not (wavelength_m is None or (type(wavelength_m) is float and 0.0 < wavelength_m < inf)):
        bad.append("wavelength_m")
    if not (
        detector_distance_m is None
        or (type(detector_distance_m) is float and 0.0 < detector_distance_m < inf)
    ):
        bad.append("detector_distance_m")
    if not (
        detector_pixel_size_m is None
        or (type(detector_pixel_size_m) is float and 0.0 < detector_pixel_size_m < inf)
    ):
        bad.append("detector_pixel_size_m")
    if probe_source not in ("file", "mean_pattern"):
        bad.append("probe_source")
    return bad


def train_settings_relations(settings: Any) -> list[tuple[str, str]]:
    """Relations across the configs of `ptycho_train` that are broken."""
    rules = []
    if settings.training.max_epochs == -1 and not (settings.execution.max_time is not None):
        rules.append(("max_epochs", "a run without a limit on its epochs needs --max-time to end"))
    return rules
