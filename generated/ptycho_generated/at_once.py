# Generated from spec/knobs.yaml by `make generate`; edit the registry or the template.
# digest: input 234c3d2014a6ecae form 9f9aeb3b42684696 text 5bdf0bc85e6baac9

"""All values of a dataclass held against the registry in one expression.

It says what :mod:`.checks` says value by value and relation by relation, for a constructor that is
given every field; the words for what is wrong come from there. An ``if`` in place of ``return``
lets the interpreter compare numbers without making a truth value of each comparison.
"""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

inf = float("inf")
_EMPTY = ()
"""The interpreter has one empty tuple; where it has more, they are looked at."""


def _is_path(value: Any) -> bool:
    return isinstance(value, Path)


@cache
def _matcher(pattern: str) -> Callable[[str], object]:
    return re.compile(pattern).fullmatch


def _matches(pattern: str, text: str) -> bool:
    return _matcher(pattern)(text) is not None


_dd_hh_mm_ss = re.compile("[0-9]{2}:[0-9]{2}:[0-9]{2}:[0-9]{2}").fullmatch
_name_value = re.compile("[A-Za-z_][A-Za-z0-9_]*=[!-+.-~-]+").fullmatch


def _is_dd_hh_mm_ss(value: Any) -> bool:
    return type(value) is str and _dd_hh_mm_ss(value) is not None


def _is_name_value(value: Any) -> bool:
    return type(value) is str and _name_value(value) is not None


def _are_name_value(value: Any) -> bool:
    return type(value) is tuple and all(map(_is_name_value, value))


def model_holds(values: tuple[Any, ...]) -> bool:
    """Whether the values of `ModelConfig`, in the order of its fields, hold together."""
    (
        gridsize,
        architecture,
        n_unrolled,
        n_subsets,
        n_averaging_steps,
        n_filters,
        n_filters_scale,
        n_hidden_channels,
        model_type,
        loss_function,
        deep_supervision_weight,
        _,
        _,
        _,
        _,
        _,
        _,
        _,
        _,
    ) = values
    if (
        type(gridsize) is int
        and 1 <= gridsize <= 64
        and (architecture == "unrolled" or architecture in ("unrolled", "denoiser", "cnn"))
        and type(n_unrolled) is int
        and 1 <= n_unrolled <= 64
        and type(n_subsets) is int
        and 1 <= n_subsets <= 1024
        and type(n_averaging_steps) is int
        and 0 <= n_averaging_steps <= 256
        and type(n_filters) is int
        and 1 <= n_filters <= 1024
        and type(n_filters_scale) is float
        and 0.25 <= n_filters_scale <= 16.0
        and type(n_hidden_channels) is int
        and 0 <= n_hidden_channels <= 256
        and (model_type == "pinn" or model_type in ("pinn", "supervised"))
        and (loss_function == "amplitude" or loss_function in ("amplitude", "poisson", "mae"))
        and type(deep_supervision_weight) is float
        and 0.0 <= deep_supervision_weight < inf
        and not (architecture == "cnn" and gridsize not in (1, 2, 3))
    ):
        return True
    return False


def check_holds(values: tuple[Any, ...]) -> bool:
    """Whether the values of `CheckConfig`, in the order of its fields, hold together."""
    (
        overwrite,
        scan_file,
        picture,
        as_json,
        convert_to,
        measurement,
        pattern_fftshift,
        pattern_transpose,
        pattern_flip,
        pattern_crop_px,
        pattern_binning,
        position_order,
        position_flip,
        position_unit,
        object_pixel_size_m,
        wavelength_m,
        detector_distance_m,
        detector_pixel_size_m,
        probe_source,
        quiet,
    ) = values
    if (
        type(overwrite) is bool
        and _is_path(scan_file)
        and (picture is None or _is_path(picture))
        and type(as_json) is bool
        and (convert_to is None or _is_path(convert_to))
        and (measurement == "auto" or measurement in ("auto", "counts", "amplitude"))
        and type(pattern_fftshift) is bool
        and type(pattern_transpose) is bool
        and (pattern_flip == "none" or pattern_flip in ("none", "rows", "columns", "both"))
        and (pattern_crop_px is None or (type(pattern_crop_px) is int and 8 <= pattern_crop_px))
        and type(pattern_binning) is int
        and 1 <= pattern_binning
        and (position_order == "yx" or position_order in ("yx", "xy"))
        and (position_flip == "none" or position_flip in ("none", "y", "x", "both"))
        and (position_unit == "auto" or position_unit in ("auto", "px", "m"))
        and (
            object_pixel_size_m is None
            or (type(object_pixel_size_m) is float and 0.0 < object_pixel_size_m < inf)
        )
        and (wavelength_m is None or (type(wavelength_m) is float and 0.0 < wavelength_m < inf))
        and (
            detector_distance_m is None
            or (type(detector_distance_m) is float and 0.0 < detector_distance_m < inf)
        )
        and (
            detector_pixel_size_m is None
            or (type(detector_pixel_size_m) is float and 0.0 < detector_pixel_size_m < inf)
        )
        and (probe_source == "file" or probe_source in ("file", "mean_pattern"))
        and type(quiet) is bool
    ):
        return True
    return False


def evaluation_holds(values: tuple[Any, ...]) -> bool:
    """Whether the values of `EvaluationConfig`, in the order of its fields, hold together."""
    (
        reconstruction,
        against,
        halves,
    ) = values
    if (
        (reconstruction is None or _is_path(reconstruction))
        and (against is None or _is_path(against))
        and (halves == "none" or halves in ("none", "odd_even", "random"))
    ):
        return True
    return False


def execution_holds(values: tuple[Any, ...]) -> bool:
    """Whether the values of `PyTorchExecutionConfig`, in the order of its fields, hold together."""
    (
        overwrite,
        max_time,
        optimizer,
        learning_rate,
        weight_decay,
        betas,
        sgd_momentum,
        scheduler,
        scheduler_gamma,
        lr_warmup_steps,
        cosine_t_max,
        cosine_eta_min,
        onecycle_max_lr,
        onecycle_pct_start,
        onecycle_div_factor,
        onecycle_final_div_factor,
        linear_start_factor,
        linear_total_iters,
        step_size,
        plateau_factor,
        plateau_patience,
        plateau_threshold,
        plateau_cooldown,
        plateau_min_lr,
        accum_steps,
        gradient_clip_val,
        gradient_clip_algorithm,
        ema_decay,
        ema_every_n_steps,
        ema_start_epoch,
        limit_train_batches,
        limit_val_batches,
        limit_test_batches,
        overfit_batches,
        fast_dev_run,
        check_val_every_n_epoch,
        val_check_interval,
        num_sanity_val_steps,
        detect_anomaly,
        nonfinite_loss,
        enable_checkpointing,
        checkpoint_dir,
        checkpoint_filename,
        checkpoint_save_top_k,
        checkpoint_monitor_metric,
        checkpoint_mode,
        checkpoint_save_last,
        checkpoint_every_n_epochs,
        checkpoint_every_n_train_steps,
        checkpoint_train_time_interval,
        checkpoint_save_on_exception,
        checkpoint_save_weights_only,
        early_stop_monitor,
        early_stop_mode,
        early_stop_patience,
        early_stop_min_delta,
        early_stop_strict,
        early_stop_check_finite,
        early_stop_stopping_threshold,
        early_stop_divergence_threshold,
        resume,
        resume_weights_only,
        sweep,
        sweep_over,
        sweep_storage,
        logger_backend,
        log_name,
        log_version,
        tensorboard_default_hp_metric,
        mlflow_experiment_name,
        mlflow_tracking_uri,
        mlflow_run_name,
        mlflow_run_id,
        mlflow_log_model,
        mlflow_artifact_location,
        log_every_n_steps,
        flush_logs_every_n_steps,
        lr_logging_interval,
        enable_progress_bar,
        enable_model_summary,
        profiler,
        preview_every_n_epochs,
        preview_n_patches,
        preview_patch_indices,
        preview_stitched,
        quiet,
        seed,
        seed_workers,
        deterministic,
        benchmark,
        float32_matmul_precision,
        accelerator,
        devices,
        num_nodes,
        strategy,
        ddp_process_group_backend,
        ddp_timeout,
        sync_batchnorm,
        use_distributed_sampler,
        precision,
        num_workers,
        pin_memory,
        persistent_workers,
        prefetch_factor,
        drop_last,
        dataloader_timeout,
        multiprocessing_context,
        inference_batch_size,
        trainer_arg,
        model_checkpoint_arg,
        early_stopping_arg,
        learning_rate_monitor_arg,
        csv_logger_arg,
        tensorboard_logger_arg,
        mlflow_logger_arg,
        ddp_arg,
        dataloader_arg,
        adamw_arg,
        adam_arg,
        sgd_arg,
        ema_arg,
        onecycle_arg,
        linear_arg,
        plateau_arg,
    ) = values
    if (
        type(overwrite) is bool
        and (max_time is None or _is_dd_hh_mm_ss(max_time))
        and (optimizer == "adamw" or optimizer in ("adamw", "adam", "sgd"))
        and type(learning_rate) is float
        and 0.0 < learning_rate < inf
        and type(weight_decay) is float
        and 0.0 <= weight_decay < inf
        and (
            type(betas) is tuple
            and len(betas) == 2
            and type(betas[0]) is float
            and 0.0 <= betas[0] < 1.0
            and type(betas[1]) is float
            and 0.0 <= betas[1] < 1.0
        )
        and type(sgd_momentum) is float
        and 0.0 <= sgd_momentum < 1.0
        and (
            scheduler == "WarmupCosine"
            or scheduler
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
        )
        and type(scheduler_gamma) is float
        and 0.0 < scheduler_gamma <= 1.0
        and type(lr_warmup_steps) is int
        and 0 <= lr_warmup_steps
        and (cosine_t_max is None or (type(cosine_t_max) is int and 1 <= cosine_t_max))
        and type(cosine_eta_min) is float
        and 0.0 <= cosine_eta_min < inf
        and (
            onecycle_max_lr is None
            or (type(onecycle_max_lr) is float and 0.0 < onecycle_max_lr < inf)
        )
        and type(onecycle_pct_start) is float
        and 0.0 < onecycle_pct_start < 1.0
        and type(onecycle_div_factor) is float
        and 1.0 <= onecycle_div_factor < inf
        and type(onecycle_final_div_factor) is float
        and 1.0 <= onecycle_final_div_factor < inf
        and type(linear_start_factor) is float
        and 0.0 < linear_start_factor <= 1.0
        and type(linear_total_iters) is int
        and 1 <= linear_total_iters
        and type(step_size) is int
        and 1 <= step_size
        and type(plateau_factor) is float
        and 0.0 < plateau_factor < 1.0
        and type(plateau_patience) is int
        and 0 <= plateau_patience
        and type(plateau_threshold) is float
        and 0.0 <= plateau_threshold < inf
        and type(plateau_cooldown) is int
        and 0 <= plateau_cooldown
        and type(plateau_min_lr) is float
        and 0.0 <= plateau_min_lr < inf
        and type(accum_steps) is int
        and 1 <= accum_steps
        and (
            gradient_clip_val is None
            or (type(gradient_clip_val) is float and 0.0 < gradient_clip_val < inf)
        )
        and (
            gradient_clip_algorithm == "norm" or gradient_clip_algorithm in ("norm", "value", "agc")
        )
        and (ema_decay is None or (type(ema_decay) is float and 0.0 <= ema_decay < 1.0))
        and type(ema_every_n_steps) is int
        and 1 <= ema_every_n_steps
        and (ema_start_epoch is None or (type(ema_start_epoch) is int and 0 <= ema_start_epoch))
        and (
            limit_train_batches is None
            or (type(limit_train_batches) is float and 0.0 < limit_train_batches <= 1.0)
            or (type(limit_train_batches) is int and 1 <= limit_train_batches)
        )
        and (
            limit_val_batches is None
            or (type(limit_val_batches) is float and 0.0 < limit_val_batches <= 1.0)
            or (type(limit_val_batches) is int and 0 <= limit_val_batches)
        )
        and (
            limit_test_batches is None
            or (type(limit_test_batches) is float and 0.0 < limit_test_batches <= 1.0)
            or (type(limit_test_batches) is int and 0 <= limit_test_batches)
        )
        and (
            (type(overfit_batches) is float and 0.0 < overfit_batches <= 1.0)
            or (type(overfit_batches) is int and 0 <= overfit_batches)
        )
        and type(fast_dev_run) is int
        and 0 <= fast_dev_run
        and type(check_val_every_n_epoch) is int
        and 1 <= check_val_every_n_epoch
        and (
            val_check_interval is None
            or (type(val_check_interval) is float and 0.0 < val_check_interval <= 1.0)
            or (type(val_check_interval) is int and 1 <= val_check_interval)
        )
        and (
            type(num_sanity_val_steps) is int
            and (0 <= num_sanity_val_steps or num_sanity_val_steps == -1)
        )
        and type(detect_anomaly) is bool
        and (nonfinite_loss == "stop" or nonfinite_loss in ("stop", "skip"))
        and type(enable_checkpointing) is bool
        and (checkpoint_dir is None or _is_path(checkpoint_dir))
        and (
            checkpoint_filename is None
            or (
                type(checkpoint_filename) is str
                and _matches("[A-Za-z0-9_{}.:=+-]+", checkpoint_filename)
            )
        )
        and (
            type(checkpoint_save_top_k) is int
            and (0 <= checkpoint_save_top_k or checkpoint_save_top_k == -1)
        )
        and (
            checkpoint_monitor_metric == "val_loss"
            or checkpoint_monitor_metric in ("val_loss", "train_loss")
        )
        and (checkpoint_mode == "min" or checkpoint_mode in ("min", "max"))
        and type(checkpoint_save_last) is bool
        and (
            checkpoint_every_n_epochs is None
            or (type(checkpoint_every_n_epochs) is int and 1 <= checkpoint_every_n_epochs)
        )
        and (
            checkpoint_every_n_train_steps is None
            or (type(checkpoint_every_n_train_steps) is int and 1 <= checkpoint_every_n_train_steps)
        )
        and (
            checkpoint_train_time_interval is None
            or _is_dd_hh_mm_ss(checkpoint_train_time_interval)
        )
        and type(checkpoint_save_on_exception) is bool
        and type(checkpoint_save_weights_only) is bool
        and (early_stop_monitor == "val_loss" or early_stop_monitor in ("val_loss", "train_loss"))
        and (early_stop_mode == "min" or early_stop_mode in ("min", "max"))
        and (
            early_stop_patience is None
            or (type(early_stop_patience) is int and 0 <= early_stop_patience)
        )
        and type(early_stop_min_delta) is float
        and 0.0 <= early_stop_min_delta < inf
        and type(early_stop_strict) is bool
        and type(early_stop_check_finite) is bool
        and (
            early_stop_stopping_threshold is None
            or (
                type(early_stop_stopping_threshold) is float
                and -inf < early_stop_stopping_threshold < inf
            )
        )
        and (
            early_stop_divergence_threshold is None
            or (
                type(early_stop_divergence_threshold) is float
                and -inf < early_stop_divergence_threshold < inf
            )
        )
        and (resume is None or resume == "auto" or _is_path(resume))
        and type(resume_weights_only) is bool
        and (sweep is None or (type(sweep) is int and 1 <= sweep))
        and (
            sweep_over is _EMPTY
            or (
                type(sweep_over) is tuple
                and all(
                    type(each) is str and _matches("[a-z][a-z0-9_]*", each) for each in sweep_over
                )
            )
        )
        and (sweep_storage is None or type(sweep_storage) is str)
        and (logger_backend == "csv" or logger_backend in ("csv", "tensorboard", "mlflow", "none"))
        and (
            (type(log_name) is str and log_name == "lightning_logs")
            or (type(log_name) is str and _matches("[A-Za-z0-9_][A-Za-z0-9_.-]*", log_name))
        )
        and (log_version is None or (type(log_version) is int and 0 <= log_version))
        and type(tensorboard_default_hp_metric) is bool
        and type(mlflow_experiment_name) is str
        and (mlflow_tracking_uri is None or type(mlflow_tracking_uri) is str)
        and (mlflow_run_name is None or type(mlflow_run_name) is str)
        and (mlflow_run_id is None or type(mlflow_run_id) is str)
        and type(mlflow_log_model) is bool
        and (mlflow_artifact_location is None or type(mlflow_artifact_location) is str)
        and type(log_every_n_steps) is int
        and 1 <= log_every_n_steps
        and type(flush_logs_every_n_steps) is int
        and 1 <= flush_logs_every_n_steps
        and (lr_logging_interval is None or lr_logging_interval in ("step", "epoch"))
        and type(enable_progress_bar) is bool
        and type(enable_model_summary) is bool
        and (profiler is None or profiler in ("simple", "advanced"))
        and (
            preview_every_n_epochs is None
            or (type(preview_every_n_epochs) is int and 1 <= preview_every_n_epochs)
        )
        and type(preview_n_patches) is int
        and 0 <= preview_n_patches <= 64
        and (
            preview_patch_indices is None
            or (
                type(preview_patch_indices) is tuple
                and all(type(each) is int and 0 <= each for each in preview_patch_indices)
            )
        )
        and type(preview_stitched) is bool
        and type(quiet) is bool
        and type(seed) is int
        and 0 <= seed <= 4294967295
        and type(seed_workers) is bool
        and (deterministic == "warn" or type(deterministic) is bool)
        and (benchmark is None or type(benchmark) is bool)
        and (
            float32_matmul_precision == "highest"
            or float32_matmul_precision in ("highest", "high", "medium")
        )
        and (accelerator == "auto" or accelerator in ("auto", "cpu", "gpu", "cuda", "mps"))
        and (devices == "auto" or (type(devices) is int and 1 <= devices))
        and type(num_nodes) is int
        and 1 <= num_nodes
        and (strategy == "auto" or strategy in ("auto", "ddp"))
        and (ddp_process_group_backend is None or ddp_process_group_backend in ("gloo", "nccl"))
        and (
            (type(ddp_timeout) is str and ddp_timeout == "00:00:30:00")
            or (_is_dd_hh_mm_ss(ddp_timeout))
        )
        and type(sync_batchnorm) is bool
        and type(use_distributed_sampler) is bool
        and (precision == "32-true" or precision in ("auto", "16-mixed", "32-true", "bf16-mixed"))
        and type(num_workers) is int
        and 0 <= num_workers
        and type(pin_memory) is bool
        and type(persistent_workers) is bool
        and (prefetch_factor is None or (type(prefetch_factor) is int and 1 <= prefetch_factor))
        and type(drop_last) is bool
        and type(dataloader_timeout) is float
        and 0.0 <= dataloader_timeout < inf
        and (
            multiprocessing_context is None
            or multiprocessing_context in ("fork", "spawn", "forkserver")
        )
        and type(inference_batch_size) is int
        and 1 <= inference_batch_size
        and (trainer_arg is _EMPTY or (_are_name_value(trainer_arg)))
        and (model_checkpoint_arg is _EMPTY or (_are_name_value(model_checkpoint_arg)))
        and (early_stopping_arg is _EMPTY or (_are_name_value(early_stopping_arg)))
        and (learning_rate_monitor_arg is _EMPTY or (_are_name_value(learning_rate_monitor_arg)))
        and (csv_logger_arg is _EMPTY or (_are_name_value(csv_logger_arg)))
        and (tensorboard_logger_arg is _EMPTY or (_are_name_value(tensorboard_logger_arg)))
        and (mlflow_logger_arg is _EMPTY or (_are_name_value(mlflow_logger_arg)))
        and (ddp_arg is _EMPTY or (_are_name_value(ddp_arg)))
        and (dataloader_arg is _EMPTY or (_are_name_value(dataloader_arg)))
        and (adamw_arg is _EMPTY or (_are_name_value(adamw_arg)))
        and (adam_arg is _EMPTY or (_are_name_value(adam_arg)))
        and (sgd_arg is _EMPTY or (_are_name_value(sgd_arg)))
        and (ema_arg is _EMPTY or (_are_name_value(ema_arg)))
        and (onecycle_arg is _EMPTY or (_are_name_value(onecycle_arg)))
        and (linear_arg is _EMPTY or (_are_name_value(linear_arg)))
        and (plateau_arg is _EMPTY or (_are_name_value(plateau_arg)))
        and not (betas != (0.9, 0.98) and optimizer not in ("adamw", "adam"))
        and not (sgd_momentum != 0.9 and optimizer != "sgd")
        and not (scheduler_gamma != 0.95 and scheduler not in ("Exponential", "MultiStage", "Step"))
        and not (lr_warmup_steps != 15 and scheduler != "WarmupCosine")
        and not (cosine_t_max is not None and scheduler != "Cosine")
        and not (cosine_eta_min != 0.0 and scheduler != "Cosine")
        and not (onecycle_max_lr is not None and scheduler != "OneCycle")
        and not (onecycle_pct_start != 0.3 and scheduler != "OneCycle")
        and not (onecycle_div_factor != 25.0 and scheduler != "OneCycle")
        and not (onecycle_final_div_factor != 10000.0 and scheduler != "OneCycle")
        and not (linear_start_factor != 0.3333333333333333 and scheduler != "Linear")
        and not (linear_total_iters != 5 and scheduler != "Linear")
        and not (step_size != 30 and scheduler != "Step")
        and not (plateau_factor != 0.1 and scheduler not in ("ReduceLROnPlateau", "Adaptive"))
        and not (plateau_patience != 10 and scheduler not in ("ReduceLROnPlateau", "Adaptive"))
        and not (plateau_threshold != 0.0001 and scheduler not in ("ReduceLROnPlateau", "Adaptive"))
        and not (plateau_cooldown != 0 and scheduler not in ("ReduceLROnPlateau", "Adaptive"))
        and not (plateau_min_lr != 0.0 and scheduler not in ("ReduceLROnPlateau", "Adaptive"))
        and not (gradient_clip_algorithm != "norm" and gradient_clip_val is None)
        and not (ema_every_n_steps != 1 and ema_decay is None)
        and not (ema_start_epoch is not None and ema_decay is None)
        and not (val_check_interval is not None and check_val_every_n_epoch != 1)
        and not (
            checkpoint_every_n_train_steps is not None and checkpoint_every_n_epochs is not None
        )
        and not (
            checkpoint_every_n_train_steps is not None
            and checkpoint_train_time_interval is not None
        )
        and not (
            checkpoint_train_time_interval is not None and checkpoint_every_n_epochs is not None
        )
        and not (early_stop_monitor != "val_loss" and early_stop_patience is None)
        and not (early_stop_mode != "min" and early_stop_patience is None)
        and not (early_stop_strict is not True and early_stop_patience is None)
        and not (early_stop_check_finite is not True and early_stop_patience is None)
        and not (early_stop_stopping_threshold is not None and early_stop_patience is None)
        and not (early_stop_divergence_threshold is not None and early_stop_patience is None)
        and not (sweep is not None and strategy != "auto")
        and not (sweep is not None and devices != 1)
        and not (sweep is not None and num_nodes != 1)
        and not (sweep is not None and resume is not None)
        and not (sweep is not None and checkpoint_dir is not None)
        and not (sweep is not None and mlflow_run_id is not None)
        and not (sweep is not None and fast_dev_run != 0)
        and not (sweep_over and sweep is None)
        and not (sweep_storage is not None and sweep is None)
        and not (tensorboard_default_hp_metric is not False and logger_backend != "tensorboard")
        and not (mlflow_experiment_name != "lightning_logs" and logger_backend != "mlflow")
        and not (mlflow_tracking_uri is not None and logger_backend != "mlflow")
        and not (mlflow_run_name is not None and logger_backend != "mlflow")
        and not (mlflow_run_id is not None and logger_backend != "mlflow")
        and not (mlflow_log_model is not False and logger_backend != "mlflow")
        and not (mlflow_artifact_location is not None and logger_backend != "mlflow")
        and not (lr_logging_interval is not None and logger_backend == "none")
        and not (benchmark is True and deterministic is True)
        and not (ddp_process_group_backend is not None and strategy != "ddp")
        and not (ddp_timeout != "00:00:30:00" and strategy != "ddp")
        and not (persistent_workers is not False and not (num_workers >= 1))
        and not (prefetch_factor is not None and not (num_workers >= 1))
        and not (dataloader_timeout != 0.0 and not (num_workers >= 1))
        and not (multiprocessing_context is not None and not (num_workers >= 1))
        and not (model_checkpoint_arg and enable_checkpointing is not True)
        and not (early_stopping_arg and early_stop_patience is None)
        and not (learning_rate_monitor_arg and lr_logging_interval is None)
        and not (csv_logger_arg and logger_backend == "none")
        and not (tensorboard_logger_arg and logger_backend != "tensorboard")
        and not (mlflow_logger_arg and logger_backend != "mlflow")
        and not (ddp_arg and strategy != "ddp")
        and not (adamw_arg and optimizer != "adamw")
        and not (adam_arg and optimizer != "adam")
        and not (sgd_arg and optimizer != "sgd")
        and not (ema_arg and ema_decay is None)
        and not (onecycle_arg and scheduler != "OneCycle")
        and not (linear_arg and scheduler != "Linear")
        and not (plateau_arg and scheduler not in ("ReduceLROnPlateau", "Adaptive"))
    ):
        return True
    return False


def simulation_holds(values: tuple[Any, ...]) -> bool:
    """Whether the values of `SimulationConfig`, in the order of its fields, hold together."""
    (
        output_dir,
        overwrite,
        quiet,
        seed,
        object_kind,
        object_seed,
        probe_kind,
        probe_from,
        probe_diameter_px,
        patch_size,
        n_positions,
        step_px,
        photons_per_pattern,
        scan_pattern,
        position_jitter,
        noise,
    ) = values
    if (
        _is_path(output_dir)
        and type(overwrite) is bool
        and type(quiet) is bool
        and type(seed) is int
        and 0 <= seed <= 4294967295
        and (
            object_kind == "siemens_star"
            or object_kind in ("mixed", "cells", "circuit", "dead_leaves", "siemens_star")
        )
        and (object_seed is None or (type(object_seed) is int and 0 <= object_seed <= 4294967295))
        and (probe_kind == "defocus" or probe_kind in ("defocus", "gaussian", "disk"))
        and (probe_from is None or _is_path(probe_from))
        and type(probe_diameter_px) is float
        and 0.0 < probe_diameter_px < inf
        and type(patch_size) is int
        and 16 <= patch_size <= 1024
        and type(n_positions) is int
        and 1 <= n_positions
        and type(step_px) is float
        and 0.0 < step_px < inf
        and type(photons_per_pattern) is float
        and 0.0 < photons_per_pattern < inf
        and (scan_pattern == "raster" or scan_pattern in ("raster", "spiral", "fermat"))
        and type(position_jitter) is float
        and 0.0 <= position_jitter <= 1.0
        and type(noise) is bool
    ):
        return True
    return False


def training_holds(values: tuple[Any, ...]) -> bool:
    """Whether the values of `TrainingConfig`, in the order of its fields, hold together."""
    (
        _,
        train_data_file,
        extra_train_data_files,
        test_data_file,
        output_dir,
        measurement,
        probe_refinement_iterations,
        n_groups,
        n_validation_groups,
        input_fraction_min,
        input_fraction_max,
        pattern_fftshift,
        pattern_transpose,
        pattern_flip,
        pattern_crop_px,
        pattern_binning,
        position_order,
        position_flip,
        position_unit,
        object_pixel_size_m,
        wavelength_m,
        detector_distance_m,
        detector_pixel_size_m,
        probe_source,
        nll_weight,
        mae_weight,
        tv_weight,
        realspace_weight,
        max_epochs,
        min_epochs,
        max_steps,
        batch_size,
        _,
        _,
        _,
        _,
        _,
        _,
        _,
    ) = values
    if (
        _is_path(train_data_file)
        and (
            extra_train_data_files is _EMPTY
            or (
                type(extra_train_data_files) is tuple
                and all(_is_path(each) for each in extra_train_data_files)
            )
        )
        and (test_data_file is None or _is_path(test_data_file))
        and _is_path(output_dir)
        and (measurement == "auto" or measurement in ("auto", "counts", "amplitude"))
        and type(probe_refinement_iterations) is int
        and 0 <= probe_refinement_iterations
        and (n_groups is None or (type(n_groups) is int and 1 <= n_groups))
        and (
            n_validation_groups is None
            or (type(n_validation_groups) is int and 1 <= n_validation_groups)
        )
        and type(input_fraction_min) is float
        and 0.0 < input_fraction_min < 1.0
        and type(input_fraction_max) is float
        and 0.0 < input_fraction_max < 1.0
        and type(pattern_fftshift) is bool
        and type(pattern_transpose) is bool
        and (pattern_flip == "none" or pattern_flip in ("none", "rows", "columns", "both"))
        and (pattern_crop_px is None or (type(pattern_crop_px) is int and 8 <= pattern_crop_px))
        and type(pattern_binning) is int
        and 1 <= pattern_binning
        and (position_order == "yx" or position_order in ("yx", "xy"))
        and (position_flip == "none" or position_flip in ("none", "y", "x", "both"))
        and (position_unit == "auto" or position_unit in ("auto", "px", "m"))
        and (
            object_pixel_size_m is None
            or (type(object_pixel_size_m) is float and 0.0 < object_pixel_size_m < inf)
        )
        and (wavelength_m is None or (type(wavelength_m) is float and 0.0 < wavelength_m < inf))
        and (
            detector_distance_m is None
            or (type(detector_distance_m) is float and 0.0 < detector_distance_m < inf)
        )
        and (
            detector_pixel_size_m is None
            or (type(detector_pixel_size_m) is float and 0.0 < detector_pixel_size_m < inf)
        )
        and (probe_source == "file" or probe_source in ("file", "mean_pattern"))
        and type(nll_weight) is float
        and 0.0 <= nll_weight < inf
        and type(mae_weight) is float
        and 0.0 <= mae_weight < inf
        and type(tv_weight) is float
        and 0.0 <= tv_weight < inf
        and type(realspace_weight) is float
        and 0.0 <= realspace_weight < inf
        and (type(max_epochs) is int and (1 <= max_epochs or max_epochs == -1))
        and (min_epochs is None or (type(min_epochs) is int and 1 <= min_epochs))
        and (type(max_steps) is int and (1 <= max_steps or max_steps == -1))
        and type(batch_size) is int
        and 1 <= batch_size
    ):
        return True
    return False


def inference_holds(values: tuple[Any, ...]) -> bool:
    """Whether the values of `InferenceConfig`, in the order of its fields, hold together."""
    (
        _,
        test_data_file,
        model_path,
        output_dir,
        extra_test_data_files,
        measurement,
        probe_refinement_iterations,
        pattern_fftshift,
        pattern_transpose,
        pattern_flip,
        pattern_crop_px,
        pattern_binning,
        position_order,
        position_flip,
        position_unit,
        object_pixel_size_m,
        wavelength_m,
        detector_distance_m,
        detector_pixel_size_m,
        probe_source,
        engine,
        engine_iterations,
        refine,
        refine_engine,
        compare_engines,
        refine_probe,
        refine_positions,
        rpie_alpha,
        _,
        _,
    ) = values
    if (
        (test_data_file is None or _is_path(test_data_file))
        and (model_path is None or _is_path(model_path))
        and _is_path(output_dir)
        and (
            extra_test_data_files is _EMPTY
            or (
                type(extra_test_data_files) is tuple
                and all(_is_path(each) for each in extra_test_data_files)
            )
        )
        and (measurement == "auto" or measurement in ("auto", "counts", "amplitude"))
        and type(probe_refinement_iterations) is int
        and 0 <= probe_refinement_iterations
        and type(pattern_fftshift) is bool
        and type(pattern_transpose) is bool
        and (pattern_flip == "none" or pattern_flip in ("none", "rows", "columns", "both"))
        and (pattern_crop_px is None or (type(pattern_crop_px) is int and 8 <= pattern_crop_px))
        and type(pattern_binning) is int
        and 1 <= pattern_binning
        and (position_order == "yx" or position_order in ("yx", "xy"))
        and (position_flip == "none" or position_flip in ("none", "y", "x", "both"))
        and (position_unit == "auto" or position_unit in ("auto", "px", "m"))
        and (
            object_pixel_size_m is None
            or (type(object_pixel_size_m) is float and 0.0 < object_pixel_size_m < inf)
        )
        and (wavelength_m is None or (type(wavelength_m) is float and 0.0 < wavelength_m < inf))
        and (
            detector_distance_m is None
            or (type(detector_distance_m) is float and 0.0 < detector_distance_m < inf)
        )
        and (
            detector_pixel_size_m is None
            or (type(detector_pixel_size_m) is float and 0.0 < detector_pixel_size_m < inf)
        )
        and (probe_source == "file" or probe_source in ("file", "mean_pattern"))
        and (engine == "network" or engine in ("network", "rpie", "gradient"))
        and type(engine_iterations) is int
        and 1 <= engine_iterations
        and type(refine) is int
        and 0 <= refine
        and (refine_engine == "gradient" or refine_engine in ("rpie", "gradient"))
        and type(compare_engines) is bool
        and type(refine_probe) is bool
        and type(refine_positions) is bool
        and type(rpie_alpha) is float
        and 0.0 < rpie_alpha <= 1.0
        and not (refine >= 1 and engine != "network")
    ):
        return True
    return False


AT_ONCE: dict[str, Callable[[tuple[Any, ...]], bool]] = {
    "ModelConfig": model_holds,
    "CheckConfig": check_holds,
    "EvaluationConfig": evaluation_holds,
    "PyTorchExecutionConfig": execution_holds,
    "SimulationConfig": simulation_holds,
    "TrainingConfig": training_holds,
    "InferenceConfig": inference_holds,
}
"""For each dataclass, whether all its values are allowed and go together."""
