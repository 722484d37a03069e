# Generated from spec/knobs.yaml by `make generate`; edit the registry or the template.
# digest: input 4d480d58c8a3f3a8 text 3e9ebd2201cb9e3f

"""What is wrong with the values of a dataclass, or of a :class:`View` that stands for one.

Each check reads attributes and builds nothing, so that a command line can be checked without the
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


def model_values(config: Any) -> list[str]:
    """Fields of `ModelConfig` whose value is not allowed."""
    bad = []
    if not (type(config.gridsize) is int and 1 <= config.gridsize <= 64):
        bad.append("gridsize")
    if config.architecture not in ("unrolled", "cnn"):
        bad.append("architecture")
    if not (type(config.n_unrolled) is int and 1 <= config.n_unrolled <= 64):
        bad.append("n_unrolled")
    if not (type(config.n_filters) is int and 1 <= config.n_filters <= 1024):
        bad.append("n_filters")
    if not (type(config.n_filters_scale) is int and 1 <= config.n_filters_scale <= 16):
        bad.append("n_filters_scale")
    if not (type(config.n_hidden_channels) is int and 0 <= config.n_hidden_channels <= 256):
        bad.append("n_hidden_channels")
    if config.loss_function not in ("amplitude", "poisson"):
        bad.append("loss_function")
    if not (
        type(config.deep_supervision_weight) is float
        and 0.0 <= config.deep_supervision_weight < inf
    ):
        bad.append("deep_supervision_weight")
    return bad


def model_relations(config: Any) -> list[tuple[str, str]]:
    """Relations inside `ModelConfig` that are broken: the knob, and what to do."""
    rules = []
    if config.architecture == "cnn" and config.gridsize not in (1, 2, 3):
        rules.append(
            ("architecture", "the cnn takes groups of at most 3 x 3 patterns: --gridsize 1, 2 or 3")
        )
    return rules


def check_values(config: Any) -> list[str]:
    """Fields of `CheckConfig` whose value is not allowed."""
    bad = []
    if type(config.as_json) is not bool:
        bad.append("as_json")
    if config.measurement not in ("auto", "counts", "amplitude"):
        bad.append("measurement")
    if type(config.pattern_fftshift) is not bool:
        bad.append("pattern_fftshift")
    if type(config.pattern_transpose) is not bool:
        bad.append("pattern_transpose")
    if config.pattern_flip not in ("none", "rows", "columns", "both"):
        bad.append("pattern_flip")
    if not (
        config.pattern_crop_px is None
        or (type(config.pattern_crop_px) is int and 8 <= config.pattern_crop_px)
    ):
        bad.append("pattern_crop_px")
    if not (type(config.pattern_binning) is int and 1 <= config.pattern_binning):
        bad.append("pattern_binning")
    if config.position_order not in ("yx", "xy"):
        bad.append("position_order")
    if config.position_flip not in ("none", "y", "x", "both"):
        bad.append("position_flip")
    if config.position_unit not in ("auto", "px", "m"):
        bad.append("position_unit")
    if not (
        config.object_pixel_size_m is None
        or (type(config.object_pixel_size_m) is float and 0.0 < config.object_pixel_size_m < inf)
    ):
        bad.append("object_pixel_size_m")
    if not (
        config.wavelength_m is None
        or (type(config.wavelength_m) is float and 0.0 < config.wavelength_m < inf)
    ):
        bad.append("wavelength_m")
    if not (
        config.detector_distance_m is None
        or (type(config.detector_distance_m) is float and 0.0 < config.detector_distance_m < inf)
    ):
        bad.append("detector_distance_m")
    if not (
        config.detector_pixel_size_m is None
        or (
            type(config.detector_pixel_size_m) is float and 0.0 < config.detector_pixel_size_m < inf
        )
    ):
        bad.append("detector_pixel_size_m")
    if config.probe_source not in ("file", "mean_pattern"):
        bad.append("probe_source")
    if type(config.quiet) is not bool:
        bad.append("quiet")
    return bad


def evaluation_values(config: Any) -> list[str]:
    """Fields of `EvaluationConfig` whose value is not allowed."""
    bad = []
    if config.halves not in ("none", "odd_even", "random"):
        bad.append("halves")
    return bad


def execution_values(config: Any) -> list[str]:
    """Fields of `PyTorchExecutionConfig` whose value is not allowed."""
    bad = []
    if type(config.overwrite) is not bool:
        bad.append("overwrite")
    if not (
        config.max_time is None
        or (
            type(config.max_time) is str
            and _matches("[0-9]{2}:[0-9]{2}:[0-9]{2}:[0-9]{2}", config.max_time)
        )
    ):
        bad.append("max_time")
    if not (type(config.learning_rate) is float and 0.0 < config.learning_rate < inf):
        bad.append("learning_rate")
    if not (type(config.weight_decay) is float and 0.0 <= config.weight_decay < inf):
        bad.append("weight_decay")
    if not (
        type(config.betas) is tuple
        and len(config.betas) == 2
        and all(type(each) is float and 0.0 <= each < 1.0 for each in config.betas)
    ):
        bad.append("betas")
    if config.scheduler not in ("Default", "Exponential", "MultiStage", "WarmupCosine"):
        bad.append("scheduler")
    if not (type(config.scheduler_gamma) is float and 0.0 < config.scheduler_gamma <= 1.0):
        bad.append("scheduler_gamma")
    if not (type(config.lr_warmup_steps) is int and 0 <= config.lr_warmup_steps):
        bad.append("lr_warmup_steps")
    if not (type(config.accum_steps) is int and 1 <= config.accum_steps):
        bad.append("accum_steps")
    if not (
        config.gradient_clip_val is None
        or (type(config.gradient_clip_val) is float and 0.0 < config.gradient_clip_val < inf)
    ):
        bad.append("gradient_clip_val")
    if config.gradient_clip_algorithm not in ("norm", "value"):
        bad.append("gradient_clip_algorithm")
    if not (
        config.ema_decay is None
        or (type(config.ema_decay) is float and 0.0 <= config.ema_decay < 1.0)
    ):
        bad.append("ema_decay")
    if not (
        config.limit_train_batches is None
        or (type(config.limit_train_batches) is int and 1 <= config.limit_train_batches)
    ):
        bad.append("limit_train_batches")
    if not (type(config.check_val_every_n_epoch) is int and 1 <= config.check_val_every_n_epoch):
        bad.append("check_val_every_n_epoch")
    if type(config.enable_checkpointing) is not bool:
        bad.append("enable_checkpointing")
    if not (
        type(config.checkpoint_save_top_k) is int
        and (0 <= config.checkpoint_save_top_k or config.checkpoint_save_top_k == -1)
    ):
        bad.append("checkpoint_save_top_k")
    if config.checkpoint_monitor_metric not in ("val_loss", "train_loss"):
        bad.append("checkpoint_monitor_metric")
    if config.checkpoint_mode not in ("min", "max"):
        bad.append("checkpoint_mode")
    if type(config.checkpoint_save_last) is not bool:
        bad.append("checkpoint_save_last")
    if not (
        type(config.checkpoint_every_n_epochs) is int and 1 <= config.checkpoint_every_n_epochs
    ):
        bad.append("checkpoint_every_n_epochs")
    if not (type(config.early_stop_patience) is int and 0 <= config.early_stop_patience):
        bad.append("early_stop_patience")
    if not (
        type(config.early_stop_min_delta) is float and 0.0 <= config.early_stop_min_delta < inf
    ):
        bad.append("early_stop_min_delta")
    if config.logger_backend not in ("csv", "tensorboard", "none"):
        bad.append("logger_backend")
    if not (type(config.log_every_n_steps) is int and 1 <= config.log_every_n_steps):
        bad.append("log_every_n_steps")
    if not (type(config.flush_logs_every_n_steps) is int and 1 <= config.flush_logs_every_n_steps):
        bad.append("flush_logs_every_n_steps")
    if type(config.enable_progress_bar) is not bool:
        bad.append("enable_progress_bar")
    if not (
        config.preview_every_n_epochs is None
        or (type(config.preview_every_n_epochs) is int and 1 <= config.preview_every_n_epochs)
    ):
        bad.append("preview_every_n_epochs")
    if type(config.quiet) is not bool:
        bad.append("quiet")
    if not (type(config.seed) is int and 0 <= config.seed <= 4294967295):
        bad.append("seed")
    if not (config.deterministic == "warn" or type(config.deterministic) is bool):
        bad.append("deterministic")
    if config.accelerator not in ("auto", "cpu", "gpu", "cuda", "mps"):
        bad.append("accelerator")
    if not (config.devices == "auto" or (type(config.devices) is int and 1 <= config.devices)):
        bad.append("devices")
    if not (type(config.num_nodes) is int and 1 <= config.num_nodes):
        bad.append("num_nodes")
    if config.strategy not in ("auto", "ddp", "ddp_spawn"):
        bad.append("strategy")
    if config.precision not in ("32-true", "16-mixed", "bf16-mixed"):
        bad.append("precision")
    if not (type(config.num_workers) is int and 0 <= config.num_workers):
        bad.append("num_workers")
    if type(config.pin_memory) is not bool:
        bad.append("pin_memory")
    if type(config.persistent_workers) is not bool:
        bad.append("persistent_workers")
    if not (
        config.prefetch_factor is None
        or (type(config.prefetch_factor) is int and 1 <= config.prefetch_factor)
    ):
        bad.append("prefetch_factor")
    if not (type(config.inference_batch_size) is int and 1 <= config.inference_batch_size):
        bad.append("inference_batch_size")
    return bad


def execution_relations(config: Any) -> list[tuple[str, str]]:
    """Relations inside `PyTorchExecutionConfig` that are broken: the knob, and what to do."""
    rules = []
    if config.gradient_clip_algorithm != "norm" and config.gradient_clip_val is None:
        rules.append(
            ("gradient_clip_algorithm", "a clip algorithm means nothing without a clip value")
        )
    if config.persistent_workers is not False and not (config.num_workers >= 1):
        rules.append(("persistent_workers", "persistent workers need --num-workers 1 or more"))
    if config.prefetch_factor is not None and not (config.num_workers >= 1):
        rules.append(("prefetch_factor", "prefetching needs --num-workers 1 or more"))
    return rules


def simulation_values(config: Any) -> list[str]:
    """Fields of `SimulationConfig` whose value is not allowed."""
    bad = []
    if type(config.overwrite) is not bool:
        bad.append("overwrite")
    if type(config.quiet) is not bool:
        bad.append("quiet")
    if not (type(config.seed) is int and 0 <= config.seed <= 4294967295):
        bad.append("seed")
    if config.object_kind not in ("mixed", "cells", "circuit", "dead_leaves", "siemens_star"):
        bad.append("object_kind")
    if not (
        config.object_seed is None
        or (type(config.object_seed) is int and 0 <= config.object_seed <= 4294967295)
    ):
        bad.append("object_seed")
    if config.probe_kind not in ("defocus", "gaussian", "disk"):
        bad.append("probe_kind")
    if not (type(config.probe_diameter_px) is float and 0.0 < config.probe_diameter_px < inf):
        bad.append("probe_diameter_px")
    if not (type(config.patch_size) is int and 16 <= config.patch_size <= 1024):
        bad.append("patch_size")
    if not (type(config.n_positions) is int and 1 <= config.n_positions):
        bad.append("n_positions")
    if not (type(config.step_px) is float and 0.0 < config.step_px < inf):
        bad.append("step_px")
    if not (type(config.photons_per_pattern) is float and 0.0 < config.photons_per_pattern < inf):
        bad.append("photons_per_pattern")
    if config.scan_pattern not in ("raster", "spiral", "fermat"):
        bad.append("scan_pattern")
    if not (type(config.position_jitter) is float and 0.0 <= config.position_jitter <= 1.0):
        bad.append("position_jitter")
    if type(config.noise) is not bool:
        bad.append("noise")
    return bad


def training_values(config: Any) -> list[str]:
    """Fields of `TrainingConfig` whose value is not allowed."""
    bad = []
    if config.measurement not in ("auto", "counts", "amplitude"):
        bad.append("measurement")
    if not (
        type(config.probe_refinement_iterations) is int and 0 <= config.probe_refinement_iterations
    ):
        bad.append("probe_refinement_iterations")
    if not (config.n_groups is None or (type(config.n_groups) is int and 1 <= config.n_groups)):
        bad.append("n_groups")
    if not (
        config.n_validation_groups is None
        or (type(config.n_validation_groups) is int and 1 <= config.n_validation_groups)
    ):
        bad.append("n_validation_groups")
    if not (type(config.input_fraction_min) is float and 0.0 < config.input_fraction_min < 1.0):
        bad.append("input_fraction_min")
    if not (type(config.input_fraction_max) is float and 0.0 < config.input_fraction_max < 1.0):
        bad.append("input_fraction_max")
    if type(config.pattern_fftshift) is not bool:
        bad.append("pattern_fftshift")
    if type(config.pattern_transpose) is not bool:
        bad.append("pattern_transpose")
    if config.pattern_flip not in ("none", "rows", "columns", "both"):
        bad.append("pattern_flip")
    if not (
        config.pattern_crop_px is None
        or (type(config.pattern_crop_px) is int and 8 <= config.pattern_crop_px)
    ):
        bad.append("pattern_crop_px")
    if not (type(config.pattern_binning) is int and 1 <= config.pattern_binning):
        bad.append("pattern_binning")
    if config.position_order not in ("yx", "xy"):
        bad.append("position_order")
    if config.position_flip not in ("none", "y", "x", "both"):
        bad.append("position_flip")
    if config.position_unit not in ("auto", "px", "m"):
        bad.append("position_unit")
    if not (
        config.object_pixel_size_m is None
        or (type(config.object_pixel_size_m) is float and 0.0 < config.object_pixel_size_m < inf)
    ):
        bad.append("object_pixel_size_m")
    if not (
        config.wavelength_m is None
        or (type(config.wavelength_m) is float and 0.0 < config.wavelength_m < inf)
    ):
        bad.append("wavelength_m")
    if not (
        config.detector_distance_m is None
        or (type(config.detector_distance_m) is float and 0.0 < config.detector_distance_m < inf)
    ):
        bad.append("detector_distance_m")
    if not (
        config.detector_pixel_size_m is None
        or (
            type(config.detector_pixel_size_m) is float and 0.0 < config.detector_pixel_size_m < inf
        )
    ):
        bad.append("detector_pixel_size_m")
    if config.probe_source not in ("file", "mean_pattern"):
        bad.append("probe_source")
    if not (type(config.max_epochs) is int and (1 <= config.max_epochs or config.max_epochs == -1)):
        bad.append("max_epochs")
    if not (type(config.batch_size) is int and 1 <= config.batch_size):
        bad.append("batch_size")
    return bad


def inference_values(config: Any) -> list[str]:
    """Fields of `InferenceConfig` whose value is not allowed."""
    bad = []
    if config.measurement not in ("auto", "counts", "amplitude"):
        bad.append("measurement")
    if not (
        type(config.probe_refinement_iterations) is int and 0 <= config.probe_refinement_iterations
    ):
        bad.append("probe_refinement_iterations")
    if type(config.pattern_fftshift) is not bool:
        bad.append("pattern_fftshift")
    if type(config.pattern_transpose) is not bool:
        bad.append("pattern_transpose")
    if config.pattern_flip not in ("none", "rows", "columns", "both"):
        bad.append("pattern_flip")
    if not (
        config.pattern_crop_px is None
        or (type(config.pattern_crop_px) is int and 8 <= config.pattern_crop_px)
    ):
        bad.append("pattern_crop_px")
    if not (type(config.pattern_binning) is int and 1 <= config.pattern_binning):
        bad.append("pattern_binning")
    if config.position_order not in ("yx", "xy"):
        bad.append("position_order")
    if config.position_flip not in ("none", "y", "x", "both"):
        bad.append("position_flip")
    if config.position_unit not in ("auto", "px", "m"):
        bad.append("position_unit")
    if not (
        config.object_pixel_size_m is None
        or (type(config.object_pixel_size_m) is float and 0.0 < config.object_pixel_size_m < inf)
    ):
        bad.append("object_pixel_size_m")
    if not (
        config.wavelength_m is None
        or (type(config.wavelength_m) is float and 0.0 < config.wavelength_m < inf)
    ):
        bad.append("wavelength_m")
    if not (
        config.detector_distance_m is None
        or (type(config.detector_distance_m) is float and 0.0 < config.detector_distance_m < inf)
    ):
        bad.append("detector_distance_m")
    if not (
        config.detector_pixel_size_m is None
        or (
            type(config.detector_pixel_size_m) is float and 0.0 < config.detector_pixel_size_m < inf
        )
    ):
        bad.append("detector_pixel_size_m")
    if config.probe_source not in ("file", "mean_pattern"):
        bad.append("probe_source")
    if config.engine not in ("network", "rpie", "gradient"):
        bad.append("engine")
    if not (type(config.engine_iterations) is int and 1 <= config.engine_iterations):
        bad.append("engine_iterations")
    if not (type(config.refine) is int and 0 <= config.refine):
        bad.append("refine")
    if config.refine_engine not in ("rpie", "gradient"):
        bad.append("refine_engine")
    if type(config.compare_engines) is not bool:
        bad.append("compare_engines")
    if type(config.refine_probe) is not bool:
        bad.append("refine_probe")
    if type(config.refine_positions) is not bool:
        bad.append("refine_positions")
    if not (type(config.rpie_alpha) is float and 0.0 < config.rpie_alpha <= 1.0):
        bad.append("rpie_alpha")
    return bad


def inference_relations(config: Any) -> list[tuple[str, str]]:
    """Relations inside `InferenceConfig` that are broken: the knob, and what to do."""
    rules = []
    if config.refine >= 1 and config.engine != "network":
        rules.append(
            (
                "refine",
                "only the object of a network is refined; give an engine --engine-iterations",
            )
        )
    return rules


def train_settings_relations(settings: Any) -> list[tuple[str, str]]:
    """Relations across the configs of `ptycho_train` that are broken."""
    rules = []
    if settings.training.max_epochs == -1 and settings.execution.max_time is None:
        rules.append(("max_epochs", "a run without a limit on its epochs needs --max-time to end"))
    return rules
