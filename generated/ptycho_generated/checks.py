# Generated from spec/knobs.yaml by `make generate`; edit the registry or the template.
# digest: input b52cd29975019990 form 9f9aeb3b42684696 text 498722f8e77f6fad

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
    n_subsets: Any,
    n_averaging_steps: Any,
    n_filters: Any,
    n_filters_scale: Any,
    n_hidden_channels: Any,
    model_type: Any,
    loss_function: Any,
    deep_supervision_weight: Any,
) -> list[str]:
    """Fields of `ModelConfig` whose value is not allowed."""
    bad = []
    if not (type(gridsize) is int and 1 <= gridsize <= 64):
        bad.append("gridsize")
    if architecture not in ("unrolled", "cnn"):
        bad.append("architecture")
    if not (type(n_unrolled) is int and 1 <= n_unrolled <= 64):
        bad.append("n_unrolled")
    if not (type(n_subsets) is int and 1 <= n_subsets <= 1024):
        bad.append("n_subsets")
    if not (type(n_averaging_steps) is int and 0 <= n_averaging_steps <= 256):
        bad.append("n_averaging_steps")
    if not (type(n_filters) is int and 1 <= n_filters <= 1024):
        bad.append("n_filters")
    if not (type(n_filters_scale) is float and 0.25 <= n_filters_scale <= 16.0):
        bad.append("n_filters_scale")
    if not (type(n_hidden_channels) is int and 0 <= n_hidden_channels <= 256):
        bad.append("n_hidden_channels")
    if model_type not in ("pinn", "supervised"):
        bad.append("model_type")
    if loss_function not in ("amplitude", "poisson", "mae"):
        bad.append("loss_function")
    if not (type(deep_supervision_weight) is float and 0.0 <= deep_supervision_weight < inf):
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
    if precision not in ("auto", "32-true", "16-mixed", "bf16-mixed"):
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
    nll_weight: Any,
    mae_weight: Any,
    tv_weight: Any,
    max_epochs: Any,
    min_epochs: Any,
    max_steps: Any,
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
    if not (type(nll_weight) is float and 0.0 <= nll_weight < inf):
        bad.append("nll_weight")
    if not (type(mae_weight) is float and 0.0 <= mae_weight < inf):
        bad.append("mae_weight")
    if not (type(tv_weight) is float and 0.0 <= tv_weight < inf):
        bad.append("tv_weight")
    if not (type(max_epochs) is int and (1 <= max_epochs or max_epochs == -1)):
        bad.append("max_epochs")
    if not (min_epochs is None or (type(min_epochs) is int and 1 <= min_epochs)):
        bad.append("min_epochs")
    if not (type(max_steps) is int and (1 <= max_steps or max_steps == -1)):
        bad.append("max_steps")
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
    engine: Any,
    engine_iterations: Any,
    refine: Any,
    refine_engine: Any,
    compare_engines: Any,
    refine_probe: Any,
    refine_positions: Any,
    rpie_alpha: Any,
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
    if engine not in ("network", "rpie", "gradient"):
        bad.append("engine")
    if not (type(engine_iterations) is int and 1 <= engine_iterations):
        bad.append("engine_iterations")
    if not (type(refine) is int and 0 <= refine):
        bad.append("refine")
    if refine_engine not in ("rpie", "gradient"):
        bad.append("refine_engine")
    if type(compare_engines) is not bool:
        bad.append("compare_engines")
    if type(refine_probe) is not bool:
        bad.append("refine_probe")
    if type(refine_positions) is not bool:
        bad.append("refine_positions")
    if not (type(rpie_alpha) is float and 0.0 < rpie_alpha <= 1.0):
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
