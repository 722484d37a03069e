# Generated from spec/knobs.yaml by `make generate`; edit the registry or the template.
# digest: input 3730783935b0ee77 form 9f9aeb3b42684696 text eb7c437cbccbc3fe
# digest: input a647081d918181e2 form 9f9aeb3b42684696 text c3e77903f57c8354

"""Which values are allowed, and which do not go with each other.

Relations read attributes of a dataclass, or of a :class:`View` that stands for one: nothing is
built, so that a command line can be checked without the dataclasses.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:  # typing costs more than all that is done here
    from collections.abc import Callable, Mapping
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


def _is_path(value: Any) -> bool:
    from pathlib import Path  # the layers hold text

    return isinstance(value, Path)


def _is_bool(value: Any) -> bool:
    return type(value) is bool


def _is_text(value: Any) -> bool:
    return type(value) is str


ALLOWED: dict[str, Callable[[Any], bool]] = {
    "train_data_file": _is_path,
    "extra_train_data_files": lambda value: (
        value == () or (type(value) is tuple and all(_is_path(each) for each in value))
    ),
    "test_data_file": lambda value: value is None or _is_path(value),
    "model_path": lambda value: value is None or _is_path(value),
    "output_dir": _is_path,
    "overwrite": _is_bool,
    "extra_test_data_files": lambda value: (
        value == () or (type(value) is tuple and all(_is_path(each) for each in value))
    ),
    "reconstruction": lambda value: value is None or _is_path(value),
    "against": lambda value: value is None or _is_path(value),
    "halves": lambda value: value in ("none", "odd_even", "random"),
    "scan_file": _is_path,
    "picture": lambda value: value is None or _is_path(value),
    "as_json": _is_bool,
    "measurement": lambda value: value in ("auto", "counts", "amplitude"),
    "probe_refinement_iterations": lambda value: type(value) is int and 0 <= value,
    "gridsize": lambda value: type(value) is int and 1 <= value <= 64,
    "n_groups": lambda value: value is None or (type(value) is int and 1 <= value),
    "n_validation_groups": lambda value: value is None or (type(value) is int and 1 <= value),
    "input_fraction_min": lambda value: type(value) is float and 0.0 < value < 1.0,
    "input_fraction_max": lambda value: type(value) is float and 0.0 < value < 1.0,
    "pattern_fftshift": _is_bool,
    "pattern_transpose": _is_bool,
    "pattern_flip": lambda value: value in ("none", "rows", "columns", "both"),
    "pattern_crop_px": lambda value: value is None or (type(value) is int and 8 <= value),
    "pattern_binning": lambda value: type(value) is int and 1 <= value,
    "position_order": lambda value: value in ("yx", "xy"),
    "position_flip": lambda value: value in ("none", "y", "x", "both"),
    "position_unit": lambda value: value in ("auto", "px", "m"),
    "object_pixel_size_m": lambda value: (
        value is None or (type(value) is float and 0.0 < value < inf)
    ),
    "wavelength_m": lambda value: value is None or (type(value) is float and 0.0 < value < inf),
    "detector_distance_m": lambda value: (
        value is None or (type(value) is float and 0.0 < value < inf)
    ),
    "detector_pixel_size_m": lambda value: (
        value is None or (type(value) is float and 0.0 < value < inf)
    ),
    "probe_source": lambda value: value in ("file", "mean_pattern"),
    "architecture": lambda value: value in ("unrolled", "cnn"),
    "n_unrolled": lambda value: type(value) is int and 1 <= value <= 64,
    "n_filters": lambda value: type(value) is int and 1 <= value <= 1024,
    "n_filters_scale": lambda value: type(value) is float and 0.25 <= value <= 16.0,
    "n_hidden_channels": lambda value: type(value) is int and 0 <= value <= 256,
    "model_type": lambda value: value in ("pinn", "supervised"),
    "loss_function": lambda value: value in ("amplitude", "poisson", "mae"),
    "deep_supervision_weight": lambda value: type(value) is float and 0.0 <= value < inf,
    "nll_weight": lambda value: type(value) is float and 0.0 <= value < inf,
    "mae_weight": lambda value: type(value) is float and 0.0 <= value < inf,
    "tv_weight": lambda value: type(value) is float and 0.0 <= value < inf,
    "max_epochs": lambda value: type(value) is int and (1 <= value or value == -1),
    "min_epochs": lambda value: value is None or (type(value) is int and 1 <= value),
    "max_steps": lambda value: type(value) is int and (1 <= value or value == -1),
    "max_time": lambda value: (
        value is None
        or (type(value) is str and _matches("[0-9]{2}:[0-9]{2}:[0-9]{2}:[0-9]{2}", value))
    ),
    "batch_size": lambda value: type(value) is int and 1 <= value,
    "optimizer": lambda value: value in ("adamw", "adam", "sgd"),
    "learning_rate": lambda value: type(value) is float and 0.0 < value < inf,
    "weight_decay": lambda value: type(value) is float and 0.0 <= value < inf,
    "betas": lambda value: (
        type(value) is tuple
        and len(value) == 2
        and all(type(each) is float and 0.0 <= each < 1.0 for each in value)
    ),
    "sgd_momentum": lambda value: type(value) is float and 0.0 <= value < 1.0,
    "scheduler": lambda value: (
        value
        in (
            "Default",
            "Exponential",
            "MultiStage",
            "WarmupCosine",
            "Cosine",
            "OneCycle",
            "Linear",
            "Step",
            "ReduceLROnPlateau",
            "Adaptive",
        )
    ),
    "scheduler_gamma": lambda value: type(value) is float and 0.0 < value <= 1.0,
    "lr_warmup_steps": lambda value: type(value) is int and 0 <= value,
    "cosine_t_max": lambda value: value is None or (type(value) is int and 1 <= value),
    "cosine_eta_min": lambda value: type(value) is float and 0.0 <= value < inf,
    "onecycle_max_lr": lambda value: value is None or (type(value) is float and 0.0 < value < inf),
    "onecycle_pct_start": lambda value: type(value) is float and 0.0 < value < 1.0,
    "onecycle_div_factor": lambda value: type(value) is float and 1.0 <= value < inf,
    "onecycle_final_div_factor": lambda value: type(value) is float and 1.0 <= value < inf,
    "linear_start_factor": lambda value: type(value) is float and 0.0 < value <= 1.0,
    "linear_total_iters": lambda value: type(value) is int and 1 <= value,
    "step_size": lambda value: type(value) is int and 1 <= value,
    "plateau_factor": lambda value: type(value) is float and 0.0 < value < 1.0,
    "plateau_patience": lambda value: type(value) is int and 0 <= value,
    "plateau_threshold": lambda value: type(value) is float and 0.0 <= value < inf,
    "plateau_cooldown": lambda value: type(value) is int and 0 <= value,
    "plateau_min_lr": lambda value: type(value) is float and 0.0 <= value < inf,
    "accum_steps": lambda value: type(value) is int and 1 <= value,
    "gradient_clip_val": lambda value: (
        value is None or (type(value) is float and 0.0 < value < inf)
    ),
    "gradient_clip_algorithm": lambda value: value in ("norm", "value", "agc"),
    "ema_decay": lambda value: value is None or (type(value) is float and 0.0 <= value < 1.0),
    "ema_every_n_steps": lambda value: type(value) is int and 1 <= value,
    "ema_start_epoch": lambda value: value is None or (type(value) is int and 0 <= value),
    "limit_train_batches": lambda value: (
        value is None
        or (type(value) is float and 0.0 < value <= 1.0)
        or (type(value) is int and 1 <= value)
    ),
    "limit_val_batches": lambda value: (
        value is None
        or (type(value) is float and 0.0 < value <= 1.0)
        or (type(value) is int and 0 <= value)
    ),
    "limit_test_batches": lambda value: (
        value is None
        or (type(value) is float and 0.0 < value <= 1.0)
        or (type(value) is int and 0 <= value)
    ),
    "overfit_batches": lambda value: (
        (type(value) is float and 0.0 < value <= 1.0) or (type(value) is int and 0 <= value)
    ),
    "fast_dev_run": lambda value: type(value) is int and 0 <= value,
    "check_val_every_n_epoch": lambda value: type(value) is int and 1 <= value,
    "val_check_interval": lambda value: (
        value is None
        or (type(value) is float and 0.0 < value <= 1.0)
        or (type(value) is int and 1 <= value)
    ),
    "num_sanity_val_steps": lambda value: type(value) is int and (0 <= value or value == -1),
    "detect_anomaly": _is_bool,
    "enable_checkpointing": _is_bool,
    "checkpoint_dir": lambda value: value is None or _is_path(value),
    "checkpoint_filename": lambda value: (
        value is None or (type(value) is str and _matches("[A-Za-z0-9_{}.:=+-]+", value))
    ),
    "checkpoint_save_top_k": lambda value: type(value) is int and (0 <= value or value == -1),
    "checkpoint_monitor_metric": lambda value: value in ("val_loss", "train_loss"),
    "checkpoint_mode": lambda value: value in ("min", "max"),
    "checkpoint_save_last": _is_bool,
    "checkpoint_every_n_epochs": lambda value: value is None or (type(value) is int and 1 <= value),
    "checkpoint_every_n_train_steps": lambda value: (
        value is None or (type(value) is int and 1 <= value)
    ),
    "checkpoint_train_time_interval": lambda value: (
        value is None
        or (type(value) is str and _matches("[0-9]{2}:[0-9]{2}:[0-9]{2}:[0-9]{2}", value))
    ),
    "checkpoint_save_on_exception": _is_bool,
    "checkpoint_save_weights_only": _is_bool,
    "early_stop_monitor": lambda value: value in ("val_loss", "train_loss"),
    "early_stop_mode": lambda value: value in ("min", "max"),
    "early_stop_patience": lambda value: value is None or (type(value) is int and 0 <= value),
    "early_stop_min_delta": lambda value: type(value) is float and 0.0 <= value < inf,
    "early_stop_strict": _is_bool,
    "early_stop_check_finite": _is_bool,
    "early_stop_stopping_threshold": lambda value: (
        value is None or (type(value) is float and -inf < value < inf)
    ),
    "early_stop_divergence_threshold": lambda value: (
        value is None or (type(value) is float and -inf < value < inf)
    ),
    "resume": lambda value: value is None or value == "auto" or _is_path(value),
    "resume_weights_only": _is_bool,
    "logger_backend": lambda value: value in ("csv", "tensorboard", "mlflow", "none"),
    "log_name": lambda value: type(value) is str and _matches("[A-Za-z0-9_][A-Za-z0-9_.-]*", value),
    "log_version": lambda value: value is None or (type(value) is int and 0 <= value),
    "tensorboard_default_hp_metric": _is_bool,
    "mlflow_experiment_name": _is_text,
    "mlflow_tracking_uri": lambda value: value is None or type(value) is str,
    "mlflow_run_name": lambda value: value is None or type(value) is str,
    "mlflow_run_id": lambda value: value is None or type(value) is str,
    "mlflow_log_model": _is_bool,
    "mlflow_artifact_location": lambda value: value is None or type(value) is str,
    "log_every_n_steps": lambda value: type(value) is int and 1 <= value,
    "flush_logs_every_n_steps": lambda value: type(value) is int and 1 <= value,
    "lr_logging_interval": lambda value: value is None or value in ("step", "epoch"),
    "enable_progress_bar": _is_bool,
    "enable_model_summary": _is_bool,
    "profiler": lambda value: value is None or value in ("simple", "advanced"),
    "preview_every_n_epochs": lambda value: value is None or (type(value) is int and 1 <= value),
    "preview_n_patches": lambda value: type(value) is int and 0 <= value <= 64,
    "preview_patch_indices": lambda value: (
        value is None
        or (type(value) is tuple and all(type(each) is int and 0 <= each for each in value))
    ),
    "preview_stitched": _is_bool,
    "quiet": _is_bool,
    "seed": lambda value: type(value) is int and 0 <= value <= 4294967295,
    "seed_workers": _is_bool,
    "deterministic": lambda value: value == "warn" or type(value) is bool,
    "benchmark": lambda value: value is None or type(value) is bool,
    "float32_matmul_precision": lambda value: value in ("highest", "high", "medium"),
    "accelerator": lambda value: value in ("auto", "cpu", "gpu", "cuda", "mps"),
    "devices": lambda value: value == "auto" or (type(value) is int and 1 <= value),
    "num_nodes": lambda value: type(value) is int and 1 <= value,
    "strategy": lambda value: value in ("auto", "ddp"),
    "ddp_process_group_backend": lambda value: value is None or value in ("gloo", "nccl"),
    "ddp_timeout": lambda value: (
        type(value) is str and _matches("[0-9]{2}:[0-9]{2}:[0-9]{2}:[0-9]{2}", value)
    ),
    "sync_batchnorm": _is_bool,
    "use_distributed_sampler": _is_bool,
    "precision": lambda value: value in ("auto", "16-mixed", "32-true", "bf16-mixed"),
    "num_workers": lambda value: type(value) is int and 0 <= value,
    "pin_memory": _is_bool,
    "persistent_workers": _is_bool,
    "prefetch_factor": lambda value: value is None or (type(value) is int and 1 <= value),
    "drop_last": _is_bool,
    "dataloader_timeout": lambda value: type(value) is float and 0.0 <= value < inf,
    "multiprocessing_context": lambda value: (
        value is None or value in ("fork", "spawn", "forkserver")
    ),
    "inference_batch_size": lambda value: type(value) is int and 1 <= value,
    "engine": lambda value: value in ("network", "rpie", "gradient"),
    "engine_iterations": lambda value: type(value) is int and 1 <= value,
    "refine": lambda value: type(value) is int and 0 <= value,
    "refine_engine": lambda value: value in ("rpie", "gradient"),
    "compare_engines": _is_bool,
    "refine_probe": _is_bool,
    "refine_positions": _is_bool,
    "rpie_alpha": lambda value: type(value) is float and 0.0 < value <= 1.0,
    "object_kind": lambda value: (
        value in ("mixed", "cells", "circuit", "dead_leaves", "siemens_star")
    ),
    "object_seed": lambda value: value is None or (type(value) is int and 0 <= value <= 4294967295),
    "probe_kind": lambda value: value in ("defocus", "gaussian", "disk"),
    "probe_from": lambda value: value is None or _is_path(value),
    "probe_diameter_px": lambda value: type(value) is float and 0.0 < value < inf,
    "patch_size": lambda value: type(value) is int and 16 <= value <= 1024,
    "n_positions": lambda value: type(value) is int and 1 <= value,
    "step_px": lambda value: type(value) is float and 0.0 < value < inf,
    "photons_per_pattern": lambda value: type(value) is float and 0.0 < value < inf,
    "scan_pattern": lambda value: value in ("raster", "spiral", "fermat"),
    "position_jitter": lambda value: type(value) is float and 0.0 <= value <= 1.0,
    "noise": _is_bool,
    "trainer_arg": lambda value: (
        value == ()
        or (
            type(value) is tuple
            and all(
                type(each) is str and _matches("[A-Za-z_][A-Za-z0-9_]*=[!-+.-~-]+", each)
                for each in value
            )
        )
    ),
    "model_checkpoint_arg": lambda value: (
        value == ()
        or (
            type(value) is tuple
            and all(
                type(each) is str and _matches("[A-Za-z_][A-Za-z0-9_]*=[!-+.-~-]+", each)
                for each in value
            )
        )
    ),
    "early_stopping_arg": lambda value: (
        value == ()
        or (
            type(value) is tuple
            and all(
                type(each) is str and _matches("[A-Za-z_][A-Za-z0-9_]*=[!-+.-~-]+", each)
                for each in value
            )
        )
    ),
    "learning_rate_monitor_arg": lambda value: (
        value == ()
        or (
            type(value) is tuple
            and all(
                type(each) is str and _matches("[A-Za-z_][A-Za-z0-9_]*=[!-+.-~-]+", each)
                for each in value
            )
        )
    ),
    "csv_logger_arg": lambda value: (
        value == ()
        or (
            type(value) is tuple
            and all(
                type(each) is str and _matches("[A-Za-z_][A-Za-z0-9_]*=[!-+.-~-]+", each)
                for each in value
            )
        )
    ),
    "tensorboard_logger_arg": lambda value: (
        value == ()
        or (
            type(value) is tuple
            and all(
                type(each) is str and _matches("[A-Za-z_][A-Za-z0-9_]*=[!-+.-~-]+", each)
                for each in value
            )
        )
    ),
    "mlflow_logger_arg": lambda value: (
        value == ()
        or (
            type(value) is tuple
            and all(
                type(each) is str and _matches("[A-Za-z_][A-Za-z0-9_]*=[!-+.-~-]+", each)
                for each in value
            )
        )
    ),
    "ddp_arg": lambda value: (
        value == ()
        or (
            type(value) is tuple
            and all(
                type(each) is str and _matches("[A-Za-z_][A-Za-z0-9_]*=[!-+.-~-]+", each)
                for each in value
            )
        )
    ),
    "dataloader_arg": lambda value: (
        value == ()
        or (
            type(value) is tuple
            and all(
                type(each) is str and _matches("[A-Za-z_][A-Za-z0-9_]*=[!-+.-~-]+", each)
                for each in value
            )
        )
    ),
    "adamw_arg": lambda value: (
        value == ()
        or (
            type(value) is tuple
            and all(
                type(each) is str and _matches("[A-Za-z_][A-Za-z0-9_]*=[!-+.-~-]+", each)
                for each in value
            )
        )
    ),
    "adam_arg": lambda value: (
        value == ()
        or (
            type(value) is tuple
            and all(
                type(each) is str and _matches("[A-Za-z_][A-Za-z0-9_]*=[!-+.-~-]+", each)
                for each in value
            )
        )
    ),
    "sgd_arg": lambda value: (
        value == ()
        or (
            type(value) is tuple
            and all(
                type(each) is str and _matches("[A-Za-z_][A-Za-z0-9_]*=[!-+.-~-]+", each)
                for each in value
            )
        )
    ),
    "ema_arg": lambda value: (
        value == ()
        or (
            type(value) is tuple
            and all(
                type(each) is str and _matches("[A-Za-z_][A-Za-z0-9_]*=[!-+.-~-]+", each)
                for each in value
            )
        )
    ),
    "onecycle_arg": lambda value: (
        value == ()
        or (
            type(value) is tuple
            and all(
                type(each) is str and _matches("[A-Za-z_][A-Za-z0-9_]*=[!-+.-~-]+", each)
                for each in value
            )
        )
    ),
    "linear_arg": lambda value: (
        value == ()
        or (
            type(value) is tuple
            and all(
                type(each) is str and _matches("[A-Za-z_][A-Za-z0-9_]*=[!-+.-~-]+", each)
                for each in value
            )
        )
    ),
    "plateau_arg": lambda value: (
        value == ()
        or (
            type(value) is tuple
            and all(
                type(each) is str and _matches("[A-Za-z_][A-Za-z0-9_]*=[!-+.-~-]+", each)
                for each in value
            )
        )
    ),
}
"""For each knob, whether a value is allowed."""


def model_relations(config: Any) -> list[tuple[str, str]]:
    """Relations inside `ModelConfig` that are broken: the knob, and what to do."""
    rules = []
    if config.architecture == "cnn" and config.gridsize not in (1, 2, 3):
        rules.append(
            ("architecture", "the cnn takes groups of at most 3 x 3 patterns: --gridsize 1, 2 or 3")
        )
    return rules


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


def evaluation_values(
    halves: Any,
) -> list[str]:
    """Fields of `EvaluationConfig` whose value is not allowed."""
    bad = []
    if halves not in ("none", "odd_even", "random"):
        bad.append("halves")
    return bad


def execution_values(
    overwrite: Any,
    max_time: Any,
    optimizer: Any,
    learning_rate: Any,
    weight_decay: Any,
    betas: Any,
    sgd_momentum: Any,
    scheduler: Any,
    scheduler_gamma: Any,
    lr_warmup_steps: Any,
    cosine_t_max: Any,
    cosine_eta_min: Any,
    onecycle_max_lr: Any,
    onecycle_pct_start: Any,
    onecycle_div_factor: Any,
    onecycle_final_div_factor: Any,
    linear_start_factor: Any,
    linear_total_iters: Any,
    step_size: Any,
    plateau_factor: Any,
    plateau_patience: Any,
    plateau_threshold: Any,
    plateau_cooldown: Any,
    plateau_min_lr: Any,
    accum_steps: Any,
    gradient_clip_val: Any,
    gradient_clip_algorithm: Any,
    ema_decay: Any,
    ema_every_n_steps: Any,
    ema_start_epoch: Any,
    limit_train_batches: Any,
    limit_val_batches: Any,
    limit_test_batches: Any,
    overfit_batches: Any,
    fast_dev_run: Any,
    check_val_every_n_epoch: Any,
    val_check_interval: Any,
    num_sanity_val_steps: Any,
    detect_anomaly: Any,
    nonfinite_loss: Any,
    enable_checkpointing: Any,
    checkpoint_filename: Any,
    checkpoint_save_top_k: Any,
    checkpoint_monitor_metric: Any,
    checkpoint_mode: Any,
    checkpoint_save_last: Any,
    checkpoint_every_n_epochs: Any,
    checkpoint_every_n_train_steps: Any,
    checkpoint_train_time_interval: Any,
    checkpoint_save_on_exception: Any,
    checkpoint_save_weights_only: Any,
    early_stop_monitor: Any,
    early_stop_mode: Any,
    early_stop_patience: Any,
    early_stop_min_delta: Any,
    early_stop_strict: Any,
    early_stop_check_finite: Any,
    early_stop_stopping_threshold: Any,
    early_stop_divergence_threshold: Any,
    resume_weights_only: Any,
    logger_backend: Any,
    log_name: Any,
    log_version: Any,
    tensorboard_default_hp_metric: Any,
    mlflow_experiment_name: Any,
    mlflow_tracking_uri: Any,
    mlflow_run_name: Any,
    mlflow_run_id: Any,
    mlflow_log_model: Any,
    mlflow_artifact_location: Any,
    log_every_n_steps: Any,
    flush_logs_every_n_steps: Any,
    lr_logging_interval: Any,
    enable_progress_bar: Any,
    enable_model_summary: Any,
    profiler: Any,
    preview_every_n_epochs: Any,
    preview_n_patches: Any,
    preview_patch_indices: Any,
    preview_stitched: Any,
    quiet: Any,
    seed: Any,
    seed_workers: Any,
    deterministic: Any,
    benchmark: Any,
    float32_matmul_precision: Any,
    accelerator: Any,
    devices: Any,
    num_nodes: Any,
    strategy: Any,
    ddp_process_group_backend: Any,
    ddp_timeout: Any,
    sync_batchnorm: Any,
    use_distributed_sampler: Any,
    precision: Any,
    num_workers: Any,
    pin_memory: Any,
    persistent_workers: Any,
    prefetch_factor: Any,
    drop_last: Any,
    dataloader_timeout: Any,
    multiprocessing_context: Any,
    inference_batch_size: Any,
    trainer_arg: Any,
    model_checkpoint_arg: Any,
    early_stopping_arg: Any,
    learning_rate_monitor_arg: Any,
    csv_logger_arg: Any,
    tensorboard_logger_arg: Any,
    mlflow_logger_arg: Any,
    ddp_arg: Any,
    dataloader_arg: Any,
    adamw_arg: Any,
    adam_arg: Any,
    sgd_arg: Any,
    ema_arg: Any,
    onecycle_arg: Any,
    linear_arg: Any,
    plateau_arg: Any,
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
    if optimizer not in ("adamw", "adam", "sgd"):
        bad.append("optimizer")
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
    if not (type(sgd_momentum) is float and 0.0 <= sgd_momentum < 1.0):
        bad.append("sgd_momentum")
    if scheduler not in (
        "Default",
        "Exponential",
        "MultiStage",
        "WarmupCosine",
        "Cosine",
        "OneCycle",
        "Linear",
        "Step",
        "ReduceLROnPlateau",
        "Adaptive",
    ):
        bad.append("scheduler")
    if not (type(scheduler_gamma) is float and 0.0 < scheduler_gamma <= 1.0):
        bad.append("scheduler_gamma")
    if not (type(lr_warmup_steps) is int and 0 <= lr_warmup_steps):
        bad.append("lr_warmup_steps")
    if not (cosine_t_max is None or (type(cosine_t_max) is int and 1 <= cosine_t_max)):
        bad.append("cosine_t_max")
    if not (type(cosine_eta_min) is float and 0.0 <= cosine_eta_min < inf):
        bad.append("cosine_eta_min")
    if not (
        onecycle_max_lr is None or (type(onecycle_max_lr) is float and 0.0 < onecycle_max_lr < inf)
    ):
        bad.append("onecycle_max_lr")
    if not (type(onecycle_pct_start) is float and 0.0 < onecycle_pct_start < 1.0):
        bad.append("onecycle_pct_start")
    if not (type(onecycle_div_factor) is float and 1.0 <= onecycle_div_factor < inf):
        bad.append("onecycle_div_factor")
    if not (type(onecycle_final_div_factor) is float and 1.0 <= onecycle_final_div_factor < inf):
        bad.append("onecycle_final_div_factor")
    if not (type(linear_start_factor) is float and 0.0 < linear_start_factor <= 1.0):
        bad.append("linear_start_factor")
    if not (type(linear_total_iters) is int and 1 <= linear_total_iters):
        bad.append("linear_total_iters")
    if not (type(step_size) is int and 1 <= step_size):
        bad.append("step_size")
    if not (type(plateau_factor) is float and 0.0 < plateau_factor < 1.0):
        bad.append("plateau_factor")
    if not (type(plateau_patience) is int and 0 <= plateau_patience):
        bad.append("plateau_patience")
    if not (type(plateau_threshold) is float and 0.0 <= plateau_threshold < inf):
        bad.append("plateau_threshold")
    if not (type(plateau_cooldown) is int and 0 <= plateau_cooldown):
        bad.append("plateau_cooldown")
    if not (type(plateau_min_lr) is float and 0.0 <= plateau_min_lr < inf):
        bad.append("plateau_min_lr")
    if not (type(accum_steps) is int and 1 <= accum_steps):
        bad.append("accum_steps")
    if not (
        gradient_clip_val is None
        or (type(gradient_clip_val) is float and 0.0 < gradient_clip_val < inf)
    ):
        bad.append("gradient_clip_val")
    if gradient_clip_algorithm not in ("norm", "value", "agc"):
        bad.append("gradient_clip_algorithm")
    if not (ema_decay is None or (type(ema_decay) is float and 0.0 <= ema_decay < 1.0)):
        bad.append("ema_decay")
    if not (type(ema_every_n_steps) is int and 1 <= ema_every_n_steps):
        bad.append("ema_every_n_steps")
    if not (ema_start_epoch is None or (type(ema_start_epoch) is int and 0 <= ema_start_epoch)):
        bad.append("ema_start_epoch")
    if not (
        limit_train_batches is None
        or (type(limit_train_batches) is float and 0.0 < limit_train_batches <= 1.0)
        or (type(limit_train_batches) is int and 1 <= limit_train_batches)
    ):
        bad.append("limit_train_batches")
    if not (
        limit_val_batches is None
        or (type(limit_val_batches) is float and 0.0 < limit_val_batches <= 1.0)
        or (type(limit_val_batches) is int and 0 <= limit_val_batches)
    ):
        bad.append("limit_val_batches")
    if not (
        limit_test_batches is None
        or (type(limit_test_batches) is float and 0.0 < limit_test_batches <= 1.0)
        or (type(limit_test_batches) is int and 0 <= limit_test_batches)
    ):
        bad.append("limit_test_batches")
    if not (
        (type(overfit_batches) is float and 0.0 < overfit_batches <= 1.0)
        or (type(overfit_batches) is int and 0 <= overfit_batches)
    ):
        bad.append("overfit_batches")
    if not (type(fast_dev_run) is int and 0 <= fast_dev_run):
        bad.append("fast_dev_run")
    if not (type(check_val_every_n_epoch) is int and 1 <= check_val_every_n_epoch):
        bad.append("check_val_every_n_epoch")
    if not (
        val_check_interval is None
        or (type(val_check_interval) is float and 0.0 < val_check_interval <= 1.0)
        or (type(val_check_interval) is int and 1 <= val_check_interval)
    ):
        bad.append("val_check_interval")
    if not (
        type(num_sanity_val_steps) is int
        and (0 <= num_sanity_val_steps or num_sanity_val_steps == -1)
    ):
        bad.append("num_sanity_val_steps")
    if type(detect_anomaly) is not bool:
        bad.append("detect_anomaly")
    if nonfinite_loss not in ("stop", "skip"):
        bad.append("nonfinite_loss")
    if type(enable_checkpointing) is not bool:
        bad.append("enable_checkpointing")
    if not (
        checkpoint_filename is None
        or (
            type(checkpoint_filename) is str
            and _matches("[A-Za-z0-9_{}.:=+-]+", checkpoint_filename)
        )
    ):
        bad.append("checkpoint_filename")
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
    if not (
        checkpoint_every_n_epochs is None
        or (type(checkpoint_every_n_epochs) is int and 1 <= checkpoint_every_n_epochs)
    ):
        bad.append("checkpoint_every_n_epochs")
    if not (
        checkpoint_every_n_train_steps is None
        or (type(checkpoint_every_n_train_steps) is int and 1 <= checkpoint_every_n_train_steps)
    ):
        bad.append("checkpoint_every_n_train_steps")
    if not (
        checkpoint_train_time_interval is None
        or (
            type(checkpoint_train_time_interval) is str
            and _matches("[0-9]{2}:[0-9]{2}:[0-9]{2}:[0-9]{2}", checkpoint_train_time_interval)
        )
    ):
        bad.append("checkpoint_train_time_interval")
    if type(checkpoint_save_on_exception) is not bool:
        bad.append("checkpoint_save_on_exception")
    if type(checkpoint_save_weights_only) is not bool:
        bad.append("checkpoint_save_weights_only")
    if early_stop_monitor not in ("val_loss", "train_loss"):
        bad.append("early_stop_monitor")
    if early_stop_mode not in ("min", "max"):
        bad.append("early_stop_mode")
    if not (
        early_stop_patience is None
        or (type(early_stop_patience) is int and 0 <= early_stop_patience)
    ):
        bad.append("early_stop_patience")
    if not (type(early_stop_min_delta) is float and 0.0 <= early_stop_min_delta < inf):
        bad.append("early_stop_min_delta")
    if type(early_stop_strict) is not bool:
        bad.append("early_stop_strict")
    if type(early_stop_check_finite) is not bool:
        bad.append("early_stop_check_finite")
    if not (
        early_stop_stopping_threshold is None
        or (
            type(early_stop_stopping_threshold) is float
            and -inf < early_stop_stopping_threshold < inf
        )
    ):
        bad.append("early_stop_stopping_threshold")
    if not (
        early_stop_divergence_threshold is None
        or (
            type(early_stop_divergence_threshold) is float
            and -inf < early_stop_divergence_threshold < inf
        )
    ):
        bad.append("early_stop_divergence_threshold")
    if type(resume_weights_only) is not bool:
        bad.append("resume_weights_only")
    if logger_backend not in ("csv", "tensorboard", "mlflow", "none"):
        bad.append("logger_backend")
    if not (type(log_name) is str and _matches("[A-Za-z0-9_][A-Za-z0-9_.-]*", log_name)):
        bad.append("log_name")
    if not (log_version is None or (type(log_version) is int and 0 <= log_version)):
        bad.append("log_version")
    if type(tensorboard_default_hp_metric) is not bool:
        bad.append("tensorboard_default_hp_metric")
    if type(mlflow_experiment_name) is not str:
        bad.append("mlflow_experiment_name")
    if not (mlflow_tracking_uri is None or type(mlflow_tracking_uri) is str):
        bad.append("mlflow_tracking_uri")
    if not (mlflow_run_name is None or type(mlflow_run_name) is str):
        bad.append("mlflow_run_name")
    if not (mlflow_run_id is None or type(mlflow_run_id) is str):
        bad.append("mlflow_run_id")
    if type(mlflow_log_model) is not bool:
        bad.append("mlflow_log_model")
    if not (mlflow_artifact_location is None or type(mlflow_artifact_location) is str):
        bad.append("mlflow_artifact_location")
    if not (type(log_every_n_steps) is int and 1 <= log_every_n_steps):
        bad.append("log_every_n_steps")
    if not (type(flush_logs_every_n_steps) is int and 1 <= flush_logs_every_n_steps):
        bad.append("flush_logs_every_n_steps")
    if not (lr_logging_interval is None or lr_logging_interval in ("step", "epoch")):
        bad.append("lr_logging_interval")
    if type(enable_progress_bar) is not bool:
        bad.append("enable_progress_bar")
    if type(enable_model_summary) is not bool:
        bad.append("enable_model_summary")
    if not (profiler is None or profiler in ("simple", "advanced")):
        bad.append("profiler")
    if not (
        preview_every_n_epochs is None
        or (type(preview_every_n_epochs) is int and 1 <= preview_every_n_epochs)
    ):
        bad.append("preview_every_n_epochs")
    if not (type(preview_n_patches) is int and 0 <= preview_n_patches <= 64):
        bad.append("preview_n_patches")
    if not (
        preview_patch_indices is None
        or (
            type(preview_patch_indices) is tuple
            and all(type(each) is int and 0 <= each for each in preview_patch_indices)
        )
    ):
        bad.append("preview_patch_indices")
    if type(preview_stitched) is not bool:
        bad.append("preview_stitched")
    if type(quiet) is not bool:
        bad.append("quiet")
    if not (type(seed) is int and 0 <= seed <= 4294967295):
        bad.append("seed")
    if type(seed_workers) is not bool:
        bad.append("seed_workers")
    if not (deterministic == "warn" or type(deterministic) is bool):
        bad.append("deterministic")
    if not (benchmark is None or type(benchmark) is bool):
        bad.append("benchmark")
    if float32_matmul_precision not in ("highest", "high", "medium"):
        bad.append("float32_matmul_precision")
    if accelerator not in ("auto", "cpu", "gpu", "cuda", "mps"):
        bad.append("accelerator")
    if not (devices == "auto" or (type(devices) is int and 1 <= devices)):
        bad.append("devices")
    if not (type(num_nodes) is int and 1 <= num_nodes):
        bad.append("num_nodes")
    if strategy not in ("auto", "ddp"):
        bad.append("strategy")
    if not (ddp_process_group_backend is None or ddp_process_group_backend in ("gloo", "nccl")):
        bad.append("ddp_process_group_backend")
    if not (
        type(ddp_timeout) is str and _matches("[0-9]{2}:[0-9]{2}:[0-9]{2}:[0-9]{2}", ddp_timeout)
    ):
        bad.append("ddp_timeout")
    if type(sync_batchnorm) is not bool:
        bad.append("sync_batchnorm")
    if type(use_distributed_sampler) is not bool:
        bad.append("use_distributed_sampler")
    if precision not in ("auto", "16-mixed", "32-true", "bf16-mixed"):
        bad.append("precision")
    if not (type(num_workers) is int and 0 <= num_workers):
        bad.append("num_workers")
    if type(pin_memory) is not bool:
        bad.append("pin_memory")
    if type(persistent_workers) is not bool:
        bad.append("persistent_workers")
    if not (prefetch_factor is None or (type(prefetch_factor) is int and 1 <= prefetch_factor)):
        bad.append("prefetch_factor")
    if type(drop_last) is not bool:
        bad.append("drop_last")
    if not (type(dataloader_timeout) is float and 0.0 <= dataloader_timeout < inf):
        bad.append("dataloader_timeout")
    if not (
        multiprocessing_context is None
        or multiprocessing_context in ("fork", "spawn", "forkserver")
    ):
        bad.append("multiprocessing_context")
    if not (type(inference_batch_size) is int and 1 <= inference_batch_size):
        bad.append("inference_batch_size")
    if not (
        trainer_arg == ()
        or (
            type(trainer_arg) is tuple
            and all(
                type(each) is str and _matches("[A-Za-z_][A-Za-z0-9_]*=[!-+.-~-]+", each)
                for each in trainer_arg
            )
        )
    ):
        bad.append("trainer_arg")
    if not (
        model_checkpoint_arg == ()
        or (
            type(model_checkpoint_arg) is tuple
            and all(
                type(each) is str and _matches("[A-Za-z_][A-Za-z0-9_]*=[!-+.-~-]+", each)
                for each in model_checkpoint_arg
            )
        )
    ):
        bad.append("model_checkpoint_arg")
    if not (
        early_stopping_arg == ()
        or (
            type(early_stopping_arg) is tuple
            and all(
                type(each) is str and _matches("[A-Za-z_][A-Za-z0-9_]*=[!-+.-~-]+", each)
                for each in early_stopping_arg
            )
        )
    ):
        bad.append("early_stopping_arg")
    if not (
        learning_rate_monitor_arg == ()
        or (
            type(learning_rate_monitor_arg) is tuple
            and all(
                type(each) is str and _matches("[A-Za-z_][A-Za-z0-9_]*=[!-+.-~-]+", each)
                for each in learning_rate_monitor_arg
            )
        )
    ):
        bad.append("learning_rate_monitor_arg")
    if not (
        csv_logger_arg == ()
        or (
            type(csv_logger_arg) is tuple
            and all(
                type(each) is str and _matches("[A-Za-z_][A-Za-z0-9_]*=[!-+.-~-]+", each)
                for each in csv_logger_arg
            )
        )
    ):
        bad.append("csv_logger_arg")
    if not (
        tensorboard_logger_arg == ()
        or (
            type(tensorboard_logger_arg) is tuple
            and all(
                type(each) is str and _matches("[A-Za-z_][A-Za-z0-9_]*=[!-+.-~-]+", each)
                for each in tensorboard_logger_arg
            )
        )
    ):
        bad.append("tensorboard_logger_arg")
    if not (
        mlflow_logger_arg == ()
        or (
            type(mlflow_logger_arg) is tuple
            and all(
                type(each) is str and _matches("[A-Za-z_][A-Za-z0-9_]*=[!-+.-~-]+", each)
                for each in mlflow_logger_arg
            )
        )
    ):
        bad.append("mlflow_logger_arg")
    if not (
        ddp_arg == ()
        or (
            type(ddp_arg) is tuple
            and all(
                type(each) is str and _matches("[A-Za-z_][A-Za-z0-9_]*=[!-+.-~-]+", each)
                for each in ddp_arg
            )
        )
    ):
        bad.append("ddp_arg")
    if not (
        dataloader_arg == ()
        or (
            type(dataloader_arg) is tuple
            and all(
                type(each) is str and _matches("[A-Za-z_][A-Za-z0-9_]*=[!-+.-~-]+", each)
                for each in dataloader_arg
            )
        )
    ):
        bad.append("dataloader_arg")
    if not (
        adamw_arg == ()
        or (
            type(adamw_arg) is tuple
            and all(
                type(each) is str and _matches("[A-Za-z_][A-Za-z0-9_]*=[!-+.-~-]+", each)
                for each in adamw_arg
            )
        )
    ):
        bad.append("adamw_arg")
    if not (
        adam_arg == ()
        or (
            type(adam_arg) is tuple
            and all(
                type(each) is str and _matches("[A-Za-z_][A-Za-z0-9_]*=[!-+.-~-]+", each)
                for each in adam_arg
            )
        )
    ):
        bad.append("adam_arg")
    if not (
        sgd_arg == ()
        or (
            type(sgd_arg) is tuple
            and all(
                type(each) is str and _matches("[A-Za-z_][A-Za-z0-9_]*=[!-+.-~-]+", each)
                for each in sgd_arg
            )
        )
    ):
        bad.append("sgd_arg")
    if not (
        ema_arg == ()
        or (
            type(ema_arg) is tuple
            and all(
                type(each) is str and _matches("[A-Za-z_][A-Za-z0-9_]*=[!-+.-~-]+", each)
                for each in ema_arg
            )
        )
    ):
        bad.append("ema_arg")
    if not (
        onecycle_arg == ()
        or (
            type(onecycle_arg) is tuple
            and all(
                type(each) is str and _matches("[A-Za-z_][A-Za-z0-9_]*=[!-+.-~-]+", each)
                for each in onecycle_arg
            )
        )
    ):
        bad.append("onecycle_arg")
    if not (
        linear_arg == ()
        or (
            type(linear_arg) is tuple
            and all(
                type(each) is str and _matches("[A-Za-z_][A-Za-z0-9_]*=[!-+.-~-]+", each)
                for each in linear_arg
            )
        )
    ):
        bad.append("linear_arg")
    if not (
        plateau_arg == ()
        or (
            type(plateau_arg) is tuple
            and all(
                type(each) is str and _matches("[A-Za-z_][A-Za-z0-9_]*=[!-+.-~-]+", each)
                for each in plateau_arg
            )
        )
    ):
        bad.append("plateau_arg")
    return bad


def execution_relations(config: Any) -> list[tuple[str, str]]:
    """Relations inside `PyTorchExecutionConfig` that are broken: the knob, and what to do."""
    rules = []
    if config.betas != (0.9, 0.98) and config.optimizer not in ("adamw", "adam"):
        rules.append(("betas", "the decay rates belong to --optimizer adamw and adam"))
    if config.sgd_momentum != 0.9 and config.optimizer != "sgd":
        rules.append(("sgd_momentum", "the momentum belongs to --optimizer sgd"))
    if config.scheduler_gamma != 0.95 and config.scheduler not in (
        "Exponential",
        "MultiStage",
        "Step",
    ):
        rules.append(
            (
                "scheduler_gamma",
                "the factor belongs to --scheduler Exponential, MultiStage and Step",
            )
        )
    if config.lr_warmup_steps != 15 and config.scheduler != "WarmupCosine":
        rules.append(("lr_warmup_steps", "the warm-up belongs to --scheduler WarmupCosine"))
    if config.cosine_t_max is not None and config.scheduler != "Cosine":
        rules.append(("cosine_t_max", "it belongs to --scheduler Cosine"))
    if config.cosine_eta_min != 0.0 and config.scheduler != "Cosine":
        rules.append(("cosine_eta_min", "it belongs to --scheduler Cosine"))
    if config.onecycle_max_lr is not None and config.scheduler != "OneCycle":
        rules.append(("onecycle_max_lr", "it belongs to --scheduler OneCycle"))
    if config.onecycle_pct_start != 0.3 and config.scheduler != "OneCycle":
        rules.append(("onecycle_pct_start", "it belongs to --scheduler OneCycle"))
    if config.onecycle_div_factor != 25.0 and config.scheduler != "OneCycle":
        rules.append(("onecycle_div_factor", "it belongs to --scheduler OneCycle"))
    if config.onecycle_final_div_factor != 10000.0 and config.scheduler != "OneCycle":
        rules.append(("onecycle_final_div_factor", "it belongs to --scheduler OneCycle"))
    if config.linear_start_factor != 0.3333333333333333 and config.scheduler != "Linear":
        rules.append(("linear_start_factor", "it belongs to --scheduler Linear"))
    if config.linear_total_iters != 5 and config.scheduler != "Linear":
        rules.append(("linear_total_iters", "it belongs to --scheduler Linear"))
    if config.step_size != 30 and config.scheduler != "Step":
        rules.append(("step_size", "it belongs to --scheduler Step"))
    if config.plateau_factor != 0.1 and config.scheduler not in ("ReduceLROnPlateau", "Adaptive"):
        rules.append(("plateau_factor", "it belongs to --scheduler ReduceLROnPlateau"))
    if config.plateau_patience != 10 and config.scheduler not in ("ReduceLROnPlateau", "Adaptive"):
        rules.append(("plateau_patience", "it belongs to --scheduler ReduceLROnPlateau"))
    if config.plateau_threshold != 0.0001 and config.scheduler not in (
        "ReduceLROnPlateau",
        "Adaptive",
    ):
        rules.append(("plateau_threshold", "it belongs to --scheduler ReduceLROnPlateau"))
    if config.plateau_cooldown != 0 and config.scheduler not in ("ReduceLROnPlateau", "Adaptive"):
        rules.append(("plateau_cooldown", "it belongs to --scheduler ReduceLROnPlateau"))
    if config.plateau_min_lr != 0.0 and config.scheduler not in ("ReduceLROnPlateau", "Adaptive"):
        rules.append(("plateau_min_lr", "it belongs to --scheduler ReduceLROnPlateau"))
    if config.gradient_clip_algorithm != "norm" and config.gradient_clip_val is None:
        rules.append(
            ("gradient_clip_algorithm", "a clip algorithm means nothing without a clip value")
        )
    if config.ema_every_n_steps != 1 and config.ema_decay is None:
        rules.append(("ema_every_n_steps", "there is no running mean without --ema-decay"))
    if config.ema_start_epoch is not None and config.ema_decay is None:
        rules.append(("ema_start_epoch", "there is no running mean without --ema-decay"))
    if config.val_check_interval is not None and config.check_val_every_n_epoch != 1:
        rules.append(("val_check_interval", "validations are counted in batches or in epochs"))
    if (
        config.checkpoint_every_n_train_steps is not None
        and config.checkpoint_every_n_epochs is not None
    ):
        rules.append(
            ("checkpoint_every_n_train_steps", "checkpoints are counted in steps or in epochs")
        )
    if (
        config.checkpoint_every_n_train_steps is not None
        and config.checkpoint_train_time_interval is not None
    ):
        rules.append(
            ("checkpoint_every_n_train_steps", "checkpoints are counted in steps or in time")
        )
    if (
        config.checkpoint_train_time_interval is not None
        and config.checkpoint_every_n_epochs is not None
    ):
        rules.append(
            ("checkpoint_train_time_interval", "checkpoints are counted in time or in epochs")
        )
    if config.early_stop_monitor != "val_loss" and config.early_stop_patience is None:
        rules.append(
            ("early_stop_monitor", "nothing stops a run early without --early-stop-patience")
        )
    if config.early_stop_mode != "min" and config.early_stop_patience is None:
        rules.append(("early_stop_mode", "nothing stops a run early without --early-stop-patience"))
    if config.early_stop_strict is not True and config.early_stop_patience is None:
        rules.append(
            ("early_stop_strict", "nothing stops a run early without --early-stop-patience")
        )
    if config.early_stop_check_finite is not True and config.early_stop_patience is None:
        rules.append(
            ("early_stop_check_finite", "nothing stops a run early without --early-stop-patience")
        )
    if config.early_stop_stopping_threshold is not None and config.early_stop_patience is None:
        rules.append(
            (
                "early_stop_stopping_threshold",
                "nothing stops a run early without --early-stop-patience",
            )
        )
    if config.early_stop_divergence_threshold is not None and config.early_stop_patience is None:
        rules.append(
            (
                "early_stop_divergence_threshold",
                "nothing stops a run early without --early-stop-patience",
            )
        )
    if config.tensorboard_default_hp_metric is not False and config.logger_backend != "tensorboard":
        rules.append(("tensorboard_default_hp_metric", "it belongs to --logger tensorboard"))
    if config.mlflow_experiment_name != "lightning_logs" and config.logger_backend != "mlflow":
        rules.append(("mlflow_experiment_name", "it belongs to --logger mlflow"))
    if config.mlflow_tracking_uri is not None and config.logger_backend != "mlflow":
        rules.append(("mlflow_tracking_uri", "it belongs to --logger mlflow"))
    if config.mlflow_run_name is not None and config.logger_backend != "mlflow":
        rules.append(("mlflow_run_name", "it belongs to --logger mlflow"))
    if config.mlflow_run_id is not None and config.logger_backend != "mlflow":
        rules.append(("mlflow_run_id", "it belongs to --logger mlflow"))
    if config.mlflow_log_model is not False and config.logger_backend != "mlflow":
        rules.append(("mlflow_log_model", "it belongs to --logger mlflow"))
    if config.mlflow_artifact_location is not None and config.logger_backend != "mlflow":
        rules.append(("mlflow_artifact_location", "it belongs to --logger mlflow"))
    if config.lr_logging_interval is not None and config.logger_backend == "none":
        rules.append(("lr_logging_interval", "there is no logger to record it"))
    if config.benchmark is True and config.deterministic is True:
        rules.append(
            ("benchmark", "the fastest algorithm differs from run to run; add --no-deterministic")
        )
    if config.ddp_process_group_backend is not None and config.strategy != "ddp":
        rules.append(("ddp_process_group_backend", "it belongs to --strategy ddp"))
    if config.ddp_timeout != "00:00:30:00" and config.strategy != "ddp":
        rules.append(("ddp_timeout", "it belongs to --strategy ddp"))
    if config.persistent_workers is not False and not (config.num_workers >= 1):
        rules.append(("persistent_workers", "persistent workers need --num-workers 1 or more"))
    if config.prefetch_factor is not None and not (config.num_workers >= 1):
        rules.append(("prefetch_factor", "prefetching needs --num-workers 1 or more"))
    if config.dataloader_timeout != 0.0 and not (config.num_workers >= 1):
        rules.append(("dataloader_timeout", "a timeout needs --num-workers 1 or more"))
    if config.multiprocessing_context is not None and not (config.num_workers >= 1):
        rules.append(
            ("multiprocessing_context", "a way to start workers needs --num-workers 1 or more")
        )
    if config.model_checkpoint_arg != () and config.enable_checkpointing is not True:
        rules.append(("model_checkpoint_arg", "nothing is kept with --disable-checkpointing"))
    if config.early_stopping_arg != () and config.early_stop_patience is None:
        rules.append(
            ("early_stopping_arg", "nothing stops a run early without --early-stop-patience")
        )
    if config.learning_rate_monitor_arg != () and config.lr_logging_interval is None:
        rules.append(
            (
                "learning_rate_monitor_arg",
                "the learning rate is not recorded without --lr-logging-interval",
            )
        )
    if config.csv_logger_arg != () and config.logger_backend == "none":
        rules.append(("csv_logger_arg", "there is no logger to hand it to"))
    if config.tensorboard_logger_arg != () and config.logger_backend != "tensorboard":
        rules.append(("tensorboard_logger_arg", "it belongs to --logger tensorboard"))
    if config.mlflow_logger_arg != () and config.logger_backend != "mlflow":
        rules.append(("mlflow_logger_arg", "it belongs to --logger mlflow"))
    if config.ddp_arg != () and config.strategy != "ddp":
        rules.append(("ddp_arg", "it belongs to --strategy ddp"))
    if config.adamw_arg != () and config.optimizer != "adamw":
        rules.append(("adamw_arg", "it belongs to --optimizer adamw"))
    if config.adam_arg != () and config.optimizer != "adam":
        rules.append(("adam_arg", "it belongs to --optimizer adam"))
    if config.sgd_arg != () and config.optimizer != "sgd":
        rules.append(("sgd_arg", "it belongs to --optimizer sgd"))
    if config.ema_arg != () and config.ema_decay is None:
        rules.append(("ema_arg", "there is no running mean without --ema-decay"))
    if config.onecycle_arg != () and config.scheduler != "OneCycle":
        rules.append(("onecycle_arg", "it belongs to --scheduler OneCycle"))
    if config.linear_arg != () and config.scheduler != "Linear":
        rules.append(("linear_arg", "it belongs to --scheduler Linear"))
    if config.plateau_arg != () and config.scheduler not in ("ReduceLROnPlateau", "Adaptive"):
        rules.append(("plateau_arg", "it belongs to --scheduler ReduceLROnPlateau"))
    return rules


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


RELATIONS: dict[str, Callable[[Any], list[tuple[str, str]]]] = {
    "ModelConfig": model_relations,
    "PyTorchExecutionConfig": execution_relations,
    "InferenceConfig": inference_relations,
}
"""For each dataclass with relations between its fields, those that are broken."""
