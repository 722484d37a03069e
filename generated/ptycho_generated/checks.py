# Generated from spec/knobs.yaml by `make generate`; edit the registry or the template.
# digest: input f6583c6c2f18596a form 9f9aeb3b42684696 text 4e91214fa8506473

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


def _is_dd_hh_mm_ss(value: Any) -> bool:
    """Text of the form DD:HH:MM:SS."""
    return type(value) is str and _matches("[0-9]{2}:[0-9]{2}:[0-9]{2}:[0-9]{2}", value)


def _is_name_value(value: Any) -> bool:
    """Text of the form NAME=VALUE."""
    return type(value) is str and _matches("[A-Za-z_][A-Za-z0-9_]*=[!-+.-~-]+", value)


def _are_name_value(value: Any) -> bool:
    """Texts of the form NAME=VALUE, or none."""
    return type(value) is tuple and all(map(_is_name_value, value))


ALLOWED: dict[str, Callable[[Any], bool]] = {
    "train_data_file": _is_path,
    "extra_train_data_files": lambda value: (
        type(value) is tuple and all(_is_path(each) for each in value)
    ),
    "test_data_file": lambda value: value is None or _is_path(value),
    "model_path": lambda value: value is None or _is_path(value),
    "output_dir": _is_path,
    "overwrite": _is_bool,
    "extra_test_data_files": lambda value: (
        type(value) is tuple and all(_is_path(each) for each in value)
    ),
    "reconstruction": lambda value: value is None or _is_path(value),
    "against": lambda value: value is None or _is_path(value),
    "halves": lambda value: value in ("none", "odd_even", "random"),
    "scan_file": _is_path,
    "picture": lambda value: value is None or _is_path(value),
    "as_json": _is_bool,
    "convert_to": lambda value: value is None or _is_path(value),
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
    "architecture": lambda value: value in ("unrolled", "denoiser", "cnn"),
    "n_unrolled": lambda value: type(value) is int and 1 <= value <= 64,
    "n_subsets": lambda value: type(value) is int and 1 <= value <= 1024,
    "n_averaging_steps": lambda value: type(value) is int and 0 <= value <= 256,
    "n_filters": lambda value: type(value) is int and 1 <= value <= 1024,
    "n_filters_scale": lambda value: type(value) is float and 0.25 <= value <= 16.0,
    "n_hidden_channels": lambda value: type(value) is int and 0 <= value <= 256,
    "model_type": lambda value: value in ("pinn", "supervised"),
    "loss_function": lambda value: value in ("amplitude", "poisson", "mae"),
    "deep_supervision_weight": lambda value: type(value) is float and 0.0 <= value < inf,
    "nll_weight": lambda value: type(value) is float and 0.0 <= value < inf,
    "mae_weight": lambda value: type(value) is float and 0.0 <= value < inf,
    "tv_weight": lambda value: type(value) is float and 0.0 <= value < inf,
    "realspace_weight": lambda value: type(value) is float and 0.0 <= value < inf,
    "max_epochs": lambda value: type(value) is int and (1 <= value or value == -1),
    "min_epochs": lambda value: value is None or (type(value) is int and 1 <= value),
    "max_steps": lambda value: type(value) is int and (1 <= value or value == -1),
    "max_time": lambda value: value is None or _is_dd_hh_mm_ss(value),
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
    "nonfinite_loss": lambda value: value in ("stop", "skip"),
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
    "checkpoint_train_time_interval": lambda value: value is None or _is_dd_hh_mm_ss(value),
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
    "sweep": lambda value: value is None or (type(value) is int and 1 <= value),
    "sweep_over": lambda value: (
        type(value) is tuple
        and all(type(each) is str and _matches("[a-z][a-z0-9_]*", each) for each in value)
    ),
    "sweep_storage": lambda value: value is None or type(value) is str,
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
    "ddp_timeout": _is_dd_hh_mm_ss,
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
    "trainer_arg": _are_name_value,
    "model_checkpoint_arg": _are_name_value,
    "early_stopping_arg": _are_name_value,
    "learning_rate_monitor_arg": _are_name_value,
    "csv_logger_arg": _are_name_value,
    "tensorboard_logger_arg": _are_name_value,
    "mlflow_logger_arg": _are_name_value,
    "ddp_arg": _are_name_value,
    "dataloader_arg": _are_name_value,
    "adamw_arg": _are_name_value,
    "adam_arg": _are_name_value,
    "sgd_arg": _are_name_value,
    "ema_arg": _are_name_value,
    "onecycle_arg": _are_name_value,
    "linear_arg": _are_name_value,
    "plateau_arg": _are_name_value,
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
    if config.sweep is not None and config.strategy != "auto":
        rules.append(
            (
                "sweep",
                "start several workers on one sweep in place of several processes for one training",
            )
        )
    if config.sweep is not None and config.devices != 1:
        rules.append(("sweep", "a trial runs on one processor; start a worker for each"))
    if config.sweep is not None and config.num_nodes != 1:
        rules.append(("sweep", "a trial runs on one machine; start a worker on each"))
    if config.sweep is not None and config.resume is not None:
        rules.append(("sweep", "a sweep goes on by itself; leave --resume out"))
    if config.sweep is not None and config.checkpoint_dir is not None:
        rules.append(("sweep", "each trial keeps its checkpoints in its own folder"))
    if config.sweep is not None and config.mlflow_run_id is not None:
        rules.append(("sweep", "each trial is a run of its own"))
    if config.sweep is not None and config.fast_dev_run != 0:
        rules.append(("sweep", "a trial run gives no loss to compare"))
    if config.sweep_over and config.sweep is None:
        rules.append(("sweep_over", "it belongs to --sweep"))
    if config.sweep_storage is not None and config.sweep is None:
        rules.append(("sweep_storage", "it belongs to --sweep"))
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
    if config.model_checkpoint_arg and config.enable_checkpointing is not True:
        rules.append(("model_checkpoint_arg", "nothing is kept with --disable-checkpointing"))
    if config.early_stopping_arg and config.early_stop_patience is None:
        rules.append(
            ("early_stopping_arg", "nothing stops a run early without --early-stop-patience")
        )
    if config.learning_rate_monitor_arg and config.lr_logging_interval is None:
        rules.append(
            (
                "learning_rate_monitor_arg",
                "the learning rate is not recorded without --lr-logging-interval",
            )
        )
    if config.csv_logger_arg and config.logger_backend == "none":
        rules.append(("csv_logger_arg", "there is no logger to hand it to"))
    if config.tensorboard_logger_arg and config.logger_backend != "tensorboard":
        rules.append(("tensorboard_logger_arg", "it belongs to --logger tensorboard"))
    if config.mlflow_logger_arg and config.logger_backend != "mlflow":
        rules.append(("mlflow_logger_arg", "it belongs to --logger mlflow"))
    if config.ddp_arg and config.strategy != "ddp":
        rules.append(("ddp_arg", "it belongs to --strategy ddp"))
    if config.adamw_arg and config.optimizer != "adamw":
        rules.append(("adamw_arg", "it belongs to --optimizer adamw"))
    if config.adam_arg and config.optimizer != "adam":
        rules.append(("adam_arg", "it belongs to --optimizer adam"))
    if config.sgd_arg and config.optimizer != "sgd":
        rules.append(("sgd_arg", "it belongs to --optimizer sgd"))
    if config.ema_arg and config.ema_decay is None:
        rules.append(("ema_arg", "there is no running mean without --ema-decay"))
    if config.onecycle_arg and config.scheduler != "OneCycle":
        rules.append(("onecycle_arg", "it belongs to --scheduler OneCycle"))
    if config.linear_arg and config.scheduler != "Linear":
        rules.append(("linear_arg", "it belongs to --scheduler Linear"))
    if config.plateau_arg and config.scheduler not in ("ReduceLROnPlateau", "Adaptive"):
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


def train_settings_relations(settings: Any) -> list[tuple[str, str]]:
    """Relations across the configs of `ptycho_train` that are broken."""
    rules = []
    if (
        settings.training.realspace_weight != 0.0
        and settings.training.model.model_type != "supervised"
    ):
        rules.append(
            ("realspace_weight", "there is no object to compare with: --model-type supervised")
        )
    return rules


RELATIONS: dict[str, Callable[[Any], list[tuple[str, str]]]] = {
    "ModelConfig": model_relations,
    "PyTorchExecutionConfig": execution_relations,
    "InferenceConfig": inference_relations,
}
"""For each dataclass with relations between its fields, those that are broken."""
