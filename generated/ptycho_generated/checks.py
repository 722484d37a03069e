# Generated from spec/knobs.yaml by `make generate`; edit the registry or the template.
# digest: input b0928ddb4bd0c9a6 text ebf3008f8d7702fa

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
    if not (type(config.n_filters_scale) is float and 0.25 <= config.n_filters_scale <= 16.0):
        bad.append("n_filters_scale")
    if not (type(config.n_hidden_channels) is int and 0 <= config.n_hidden_channels <= 256):
        bad.append("n_hidden_channels")
    if config.loss_function not in ("amplitude", "poisson", "mae"):
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
    if config.optimizer not in ("adamw", "adam", "sgd"):
        bad.append("optimizer")
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
    if not (type(config.sgd_momentum) is float and 0.0 <= config.sgd_momentum < 1.0):
        bad.append("sgd_momentum")
    if config.scheduler not in (
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
    if not (type(config.scheduler_gamma) is float and 0.0 < config.scheduler_gamma <= 1.0):
        bad.append("scheduler_gamma")
    if not (type(config.lr_warmup_steps) is int and 0 <= config.lr_warmup_steps):
        bad.append("lr_warmup_steps")
    if not (
        config.cosine_t_max is None
        or (type(config.cosine_t_max) is int and 1 <= config.cosine_t_max)
    ):
        bad.append("cosine_t_max")
    if not (type(config.cosine_eta_min) is float and 0.0 <= config.cosine_eta_min < inf):
        bad.append("cosine_eta_min")
    if not (
        config.onecycle_max_lr is None
        or (type(config.onecycle_max_lr) is float and 0.0 < config.onecycle_max_lr < inf)
    ):
        bad.append("onecycle_max_lr")
    if not (type(config.onecycle_pct_start) is float and 0.0 < config.onecycle_pct_start < 1.0):
        bad.append("onecycle_pct_start")
    if not (type(config.onecycle_div_factor) is float and 1.0 <= config.onecycle_div_factor < inf):
        bad.append("onecycle_div_factor")
    if not (
        type(config.onecycle_final_div_factor) is float
        and 1.0 <= config.onecycle_final_div_factor < inf
    ):
        bad.append("onecycle_final_div_factor")
    if not (type(config.linear_start_factor) is float and 0.0 < config.linear_start_factor <= 1.0):
        bad.append("linear_start_factor")
    if not (type(config.linear_total_iters) is int and 1 <= config.linear_total_iters):
        bad.append("linear_total_iters")
    if not (type(config.step_size) is int and 1 <= config.step_size):
        bad.append("step_size")
    if not (type(config.plateau_factor) is float and 0.0 < config.plateau_factor < 1.0):
        bad.append("plateau_factor")
    if not (type(config.plateau_patience) is int and 0 <= config.plateau_patience):
        bad.append("plateau_patience")
    if not (type(config.plateau_threshold) is float and 0.0 <= config.plateau_threshold < inf):
        bad.append("plateau_threshold")
    if not (type(config.plateau_cooldown) is int and 0 <= config.plateau_cooldown):
        bad.append("plateau_cooldown")
    if not (type(config.plateau_min_lr) is float and 0.0 <= config.plateau_min_lr < inf):
        bad.append("plateau_min_lr")
    if not (type(config.accum_steps) is int and 1 <= config.accum_steps):
        bad.append("accum_steps")
    if not (
        config.gradient_clip_val is None
        or (type(config.gradient_clip_val) is float and 0.0 < config.gradient_clip_val < inf)
    ):
        bad.append("gradient_clip_val")
    if config.gradient_clip_algorithm not in ("norm", "value", "agc"):
        bad.append("gradient_clip_algorithm")
    if not (
        config.ema_decay is None
        or (type(config.ema_decay) is float and 0.0 <= config.ema_decay < 1.0)
    ):
        bad.append("ema_decay")
    if not (type(config.ema_every_n_steps) is int and 1 <= config.ema_every_n_steps):
        bad.append("ema_every_n_steps")
    if not (
        config.ema_start_epoch is None
        or (type(config.ema_start_epoch) is int and 0 <= config.ema_start_epoch)
    ):
        bad.append("ema_start_epoch")
    if not (
        config.limit_train_batches is None
        or (type(config.limit_train_batches) is int and 1 <= config.limit_train_batches)
    ):
        bad.append("limit_train_batches")
    if not (
        config.limit_val_batches is None
        or (type(config.limit_val_batches) is int and 0 <= config.limit_val_batches)
    ):
        bad.append("limit_val_batches")
    if not (
        config.limit_test_batches is None
        or (type(config.limit_test_batches) is int and 0 <= config.limit_test_batches)
    ):
        bad.append("limit_test_batches")
    if not (type(config.overfit_batches) is int and 0 <= config.overfit_batches):
        bad.append("overfit_batches")
    if not (type(config.fast_dev_run) is int and 0 <= config.fast_dev_run):
        bad.append("fast_dev_run")
    if not (type(config.check_val_every_n_epoch) is int and 1 <= config.check_val_every_n_epoch):
        bad.append("check_val_every_n_epoch")
    if not (
        config.val_check_interval is None
        or (type(config.val_check_interval) is int and 1 <= config.val_check_interval)
    ):
        bad.append("val_check_interval")
    if not (
        type(config.num_sanity_val_steps) is int
        and (0 <= config.num_sanity_val_steps or config.num_sanity_val_steps == -1)
    ):
        bad.append("num_sanity_val_steps")
    if type(config.detect_anomaly) is not bool:
        bad.append("detect_anomaly")
    if type(config.enable_checkpointing) is not bool:
        bad.append("enable_checkpointing")
    if not (
        config.checkpoint_filename is None
        or (
            type(config.checkpoint_filename) is str
            and _matches("[A-Za-z0-9_{}.:=+-]+", config.checkpoint_filename)
        )
    ):
        bad.append("checkpoint_filename")
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
        config.checkpoint_every_n_epochs is None
        or (type(config.checkpoint_every_n_epochs) is int and 1 <= config.checkpoint_every_n_epochs)
    ):
        bad.append("checkpoint_every_n_epochs")
    if not (
        config.checkpoint_every_n_train_steps is None
        or (
            type(config.checkpoint_every_n_train_steps) is int
            and 1 <= config.checkpoint_every_n_train_steps
        )
    ):
        bad.append("checkpoint_every_n_train_steps")
    if not (
        config.checkpoint_train_time_interval is None
        or (
            type(config.checkpoint_train_time_interval) is str
            and _matches(
                "[0-9]{2}:[0-9]{2}:[0-9]{2}:[0-9]{2}", config.checkpoint_train_time_interval
            )
        )
    ):
        bad.append("checkpoint_train_time_interval")
    if type(config.checkpoint_save_on_exception) is not bool:
        bad.append("checkpoint_save_on_exception")
    if type(config.checkpoint_save_weights_only) is not bool:
        bad.append("checkpoint_save_weights_only")
    if config.early_stop_monitor not in ("val_loss", "train_loss"):
        bad.append("early_stop_monitor")
    if config.early_stop_mode not in ("min", "max"):
        bad.append("early_stop_mode")
    if not (
        config.early_stop_patience is None
        or (type(config.early_stop_patience) is int and 0 <= config.early_stop_patience)
    ):
        bad.append("early_stop_patience")
    if not (
        type(config.early_stop_min_delta) is float and 0.0 <= config.early_stop_min_delta < inf
    ):
        bad.append("early_stop_min_delta")
    if type(config.early_stop_strict) is not bool:
        bad.append("early_stop_strict")
    if type(config.early_stop_check_finite) is not bool:
        bad.append("early_stop_check_finite")
    if not (
        config.early_stop_stopping_threshold is None
        or (
            type(config.early_stop_stopping_threshold) is float
            and -inf < config.early_stop_stopping_threshold < inf
        )
    ):
        bad.append("early_stop_stopping_threshold")
    if not (
        config.early_stop_divergence_threshold is None
        or (
            type(config.early_stop_divergence_threshold) is float
            and -inf < config.early_stop_divergence_threshold < inf
        )
    ):
        bad.append("early_stop_divergence_threshold")
    if type(config.resume_weights_only) is not bool:
        bad.append("resume_weights_only")
    if config.logger_backend not in ("csv", "tensorboard", "mlflow", "none"):
        bad.append("logger_backend")
    if not (
        type(config.log_name) is str and _matches("[A-Za-z0-9_][A-Za-z0-9_.-]*", config.log_name)
    ):
        bad.append("log_name")
    if not (
        config.log_version is None or (type(config.log_version) is int and 0 <= config.log_version)
    ):
        bad.append("log_version")
    if type(config.tensorboard_default_hp_metric) is not bool:
        bad.append("tensorboard_default_hp_metric")
    if type(config.mlflow_experiment_name) is not str:
        bad.append("mlflow_experiment_name")
    if not (config.mlflow_tracking_uri is None or type(config.mlflow_tracking_uri) is str):
        bad.append("mlflow_tracking_uri")
    if not (config.mlflow_run_name is None or type(config.mlflow_run_name) is str):
        bad.append("mlflow_run_name")
    if not (config.mlflow_run_id is None or type(config.mlflow_run_id) is str):
        bad.append("mlflow_run_id")
    if type(config.mlflow_log_model) is not bool:
        bad.append("mlflow_log_model")
    if not (
        config.mlflow_artifact_location is None or type(config.mlflow_artifact_location) is str
    ):
        bad.append("mlflow_artifact_location")
    if not (type(config.log_every_n_steps) is int and 1 <= config.log_every_n_steps):
        bad.append("log_every_n_steps")
    if not (type(config.flush_logs_every_n_steps) is int and 1 <= config.flush_logs_every_n_steps):
        bad.append("flush_logs_every_n_steps")
    if not (config.lr_logging_interval is None or config.lr_logging_interval in ("step", "epoch")):
        bad.append("lr_logging_interval")
    if type(config.enable_progress_bar) is not bool:
        bad.append("enable_progress_bar")
    if type(config.enable_model_summary) is not bool:
        bad.append("enable_model_summary")
    if not (config.profiler is None or config.profiler in ("simple", "advanced")):
        bad.append("profiler")
    if not (
        config.preview_every_n_epochs is None
        or (type(config.preview_every_n_epochs) is int and 1 <= config.preview_every_n_epochs)
    ):
        bad.append("preview_every_n_epochs")
    if not (type(config.preview_n_patches) is int and 0 <= config.preview_n_patches <= 64):
        bad.append("preview_n_patches")
    if not (
        config.preview_patch_indices is None
        or (
            type(config.preview_patch_indices) is tuple
            and all(type(each) is int and 0 <= each for each in config.preview_patch_indices)
        )
    ):
        bad.append("preview_patch_indices")
    if type(config.preview_stitched) is not bool:
        bad.append("preview_stitched")
    if type(config.quiet) is not bool:
        bad.append("quiet")
    if not (type(config.seed) is int and 0 <= config.seed <= 4294967295):
        bad.append("seed")
    if type(config.seed_workers) is not bool:
        bad.append("seed_workers")
    if not (config.deterministic == "warn" or type(config.deterministic) is bool):
        bad.append("deterministic")
    if not (config.benchmark is None or type(config.benchmark) is bool):
        bad.append("benchmark")
    if config.float32_matmul_precision not in ("highest", "high", "medium"):
        bad.append("float32_matmul_precision")
    if config.accelerator not in ("auto", "cpu", "gpu", "cuda", "mps"):
        bad.append("accelerator")
    if not (config.devices == "auto" or (type(config.devices) is int and 1 <= config.devices)):
        bad.append("devices")
    if not (type(config.num_nodes) is int and 1 <= config.num_nodes):
        bad.append("num_nodes")
    if config.strategy not in ("auto", "ddp", "ddp_spawn"):
        bad.append("strategy")
    if not (
        config.ddp_process_group_backend is None
        or config.ddp_process_group_backend in ("gloo", "nccl")
    ):
        bad.append("ddp_process_group_backend")
    if not (
        type(config.ddp_timeout) is str
        and _matches("[0-9]{2}:[0-9]{2}:[0-9]{2}:[0-9]{2}", config.ddp_timeout)
    ):
        bad.append("ddp_timeout")
    if type(config.sync_batchnorm) is not bool:
        bad.append("sync_batchnorm")
    if type(config.use_distributed_sampler) is not bool:
        bad.append("use_distributed_sampler")
    if config.precision not in ("auto", "32-true", "16-mixed", "bf16-mixed"):
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
    if type(config.drop_last) is not bool:
        bad.append("drop_last")
    if not (type(config.dataloader_timeout) is float and 0.0 <= config.dataloader_timeout < inf):
        bad.append("dataloader_timeout")
    if not (
        config.multiprocessing_context is None
        or config.multiprocessing_context in ("fork", "spawn", "forkserver")
    ):
        bad.append("multiprocessing_context")
    if not (type(config.inference_batch_size) is int and 1 <= config.inference_batch_size):
        bad.append("inference_batch_size")
    if not (
        config.trainer_arg == ()
        or (
            type(config.trainer_arg) is tuple
            and all(
                type(each) is str and _matches("[A-Za-z_][A-Za-z0-9_]*=[!-+.-~-]+", each)
                for each in config.trainer_arg
            )
        )
    ):
        bad.append("trainer_arg")
    if not (
        config.model_checkpoint_arg == ()
        or (
            type(config.model_checkpoint_arg) is tuple
            and all(
                type(each) is str and _matches("[A-Za-z_][A-Za-z0-9_]*=[!-+.-~-]+", each)
                for each in config.model_checkpoint_arg
            )
        )
    ):
        bad.append("model_checkpoint_arg")
    if not (
        config.early_stopping_arg == ()
        or (
            type(config.early_stopping_arg) is tuple
            and all(
                type(each) is str and _matches("[A-Za-z_][A-Za-z0-9_]*=[!-+.-~-]+", each)
                for each in config.early_stopping_arg
            )
        )
    ):
        bad.append("early_stopping_arg")
    if not (
        config.learning_rate_monitor_arg == ()
        or (
            type(config.learning_rate_monitor_arg) is tuple
            and all(
                type(each) is str and _matches("[A-Za-z_][A-Za-z0-9_]*=[!-+.-~-]+", each)
                for each in config.learning_rate_monitor_arg
            )
        )
    ):
        bad.append("learning_rate_monitor_arg")
    if not (
        config.csv_logger_arg == ()
        or (
            type(config.csv_logger_arg) is tuple
            and all(
                type(each) is str and _matches("[A-Za-z_][A-Za-z0-9_]*=[!-+.-~-]+", each)
                for each in config.csv_logger_arg
            )
        )
    ):
        bad.append("csv_logger_arg")
    if not (
        config.tensorboard_logger_arg == ()
        or (
            type(config.tensorboard_logger_arg) is tuple
            and all(
                type(each) is str and _matches("[A-Za-z_][A-Za-z0-9_]*=[!-+.-~-]+", each)
                for each in config.tensorboard_logger_arg
            )
        )
    ):
        bad.append("tensorboard_logger_arg")
    if not (
        config.mlflow_logger_arg == ()
        or (
            type(config.mlflow_logger_arg) is tuple
            and all(
                type(each) is str and _matches("[A-Za-z_][A-Za-z0-9_]*=[!-+.-~-]+", each)
                for each in config.mlflow_logger_arg
            )
        )
    ):
        bad.append("mlflow_logger_arg")
    if not (
        config.ddp_arg == ()
        or (
            type(config.ddp_arg) is tuple
            and all(
                type(each) is str and _matches("[A-Za-z_][A-Za-z0-9_]*=[!-+.-~-]+", each)
                for each in config.ddp_arg
            )
        )
    ):
        bad.append("ddp_arg")
    if not (
        config.dataloader_arg == ()
        or (
            type(config.dataloader_arg) is tuple
            and all(
                type(each) is str and _matches("[A-Za-z_][A-Za-z0-9_]*=[!-+.-~-]+", each)
                for each in config.dataloader_arg
            )
        )
    ):
        bad.append("dataloader_arg")
    if not (
        config.adamw_arg == ()
        or (
            type(config.adamw_arg) is tuple
            and all(
                type(each) is str and _matches("[A-Za-z_][A-Za-z0-9_]*=[!-+.-~-]+", each)
                for each in config.adamw_arg
            )
        )
    ):
        bad.append("adamw_arg")
    if not (
        config.adam_arg == ()
        or (
            type(config.adam_arg) is tuple
            and all(
                type(each) is str and _matches("[A-Za-z_][A-Za-z0-9_]*=[!-+.-~-]+", each)
                for each in config.adam_arg
            )
        )
    ):
        bad.append("adam_arg")
    if not (
        config.sgd_arg == ()
        or (
            type(config.sgd_arg) is tuple
            and all(
                type(each) is str and _matches("[A-Za-z_][A-Za-z0-9_]*=[!-+.-~-]+", each)
                for each in config.sgd_arg
            )
        )
    ):
        bad.append("sgd_arg")
    if not (
        config.ema_arg == ()
        or (
            type(config.ema_arg) is tuple
            and all(
                type(each) is str and _matches("[A-Za-z_][A-Za-z0-9_]*=[!-+.-~-]+", each)
                for each in config.ema_arg
            )
        )
    ):
        bad.append("ema_arg")
    if not (
        config.onecycle_arg == ()
        or (
            type(config.onecycle_arg) is tuple
            and all(
                type(each) is str and _matches("[A-Za-z_][A-Za-z0-9_]*=[!-+.-~-]+", each)
                for each in config.onecycle_arg
            )
        )
    ):
        bad.append("onecycle_arg")
    if not (
        config.linear_arg == ()
        or (
            type(config.linear_arg) is tuple
            and all(
                type(each) is str and _matches("[A-Za-z_][A-Za-z0-9_]*=[!-+.-~-]+", each)
                for each in config.linear_arg
            )
        )
    ):
        bad.append("linear_arg")
    if not (
        config.plateau_arg == ()
        or (
            type(config.plateau_arg) is tuple
            and all(
                type(each) is str and _matches("[A-Za-z_][A-Za-z0-9_]*=[!-+.-~-]+", each)
                for each in config.plateau_arg
            )
        )
    ):
        bad.append("plateau_arg")
    return bad


def execution_relations(config: Any) -> list[tuple[str, str]]:
    """Relations inside `PyTorchExecutionConfig` that are broken: the knob, and what to do."""
    rules = []
    if config.sgd_momentum != 0.9 and config.optimizer != "sgd":
        rules.append(("sgd_momentum", "the momentum belongs to --optimizer sgd"))
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
    if config.ddp_process_group_backend is not None and config.strategy not in ("ddp", "ddp_spawn"):
        rules.append(("ddp_process_group_backend", "it belongs to --strategy ddp and ddp_spawn"))
    if config.ddp_timeout != "00:00:30:00" and config.strategy not in ("ddp", "ddp_spawn"):
        rules.append(("ddp_timeout", "it belongs to --strategy ddp and ddp_spawn"))
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
    if config.ddp_arg != () and config.strategy not in ("ddp", "ddp_spawn"):
        rules.append(("ddp_arg", "it belongs to --strategy ddp and ddp_spawn"))
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
    if not (type(config.nll_weight) is float and 0.0 <= config.nll_weight < inf):
        bad.append("nll_weight")
    if not (type(config.mae_weight) is float and 0.0 <= config.mae_weight < inf):
        bad.append("mae_weight")
    if not (type(config.tv_weight) is float and 0.0 <= config.tv_weight < inf):
        bad.append("tv_weight")
    if not (type(config.max_epochs) is int and (1 <= config.max_epochs or config.max_epochs == -1)):
        bad.append("max_epochs")
    if not (
        config.min_epochs is None or (type(config.min_epochs) is int and 1 <= config.min_epochs)
    ):
        bad.append("min_epochs")
    if not (type(config.max_steps) is int and (1 <= config.max_steps or config.max_steps == -1)):
        bad.append("max_steps")
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
