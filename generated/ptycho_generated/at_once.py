# Generated from spec/knobs.yaml by `make generate`; edit the registry or the template.
# digest: input 4707331c3c0d7491 form 9f9aeb3b42684696 text 90230e8198abd5e9

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
        gridsize_,
        architecture_,
        n_unrolled_,
        n_subsets_,
        n_averaging_steps_,
        n_filters_,
        n_filters_scale_,
        n_hidden_channels_,
        model_type_,
        loss_function_,
        deep_supervision_weight_,
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
        type(gridsize_) is int
        and 1 <= gridsize_ <= 64
        and (architecture_ == "unrolled" or architecture_ in ("unrolled", "cnn"))
        and type(n_unrolled_) is int
        and 1 <= n_unrolled_ <= 64
        and type(n_subsets_) is int
        and 1 <= n_subsets_ <= 1024
        and type(n_averaging_steps_) is int
        and 0 <= n_averaging_steps_ <= 256
        and type(n_filters_) is int
        and 1 <= n_filters_ <= 1024
        and type(n_filters_scale_) is float
        and 0.25 <= n_filters_scale_ <= 16.0
        and type(n_hidden_channels_) is int
        and 0 <= n_hidden_channels_ <= 256
        and (model_type_ == "pinn" or model_type_ in ("pinn", "supervised"))
        and (loss_function_ == "amplitude" or loss_function_ in ("amplitude", "poisson", "mae"))
        and type(deep_supervision_weight_) is float
        and 0.0 <= deep_supervision_weight_ < inf
        and not (architecture_ == "cnn" and gridsize_ not in (1, 2, 3))
    ):
        return True
    return False


def check_holds(values: tuple[Any, ...]) -> bool:
    """Whether the values of `CheckConfig`, in the order of its fields, hold together."""
    (
        scan_file_,
        picture_,
        as_json_,
        measurement_,
        pattern_fftshift_,
        pattern_transpose_,
        pattern_flip_,
        pattern_crop_px_,
        pattern_binning_,
        position_order_,
        position_flip_,
        position_unit_,
        object_pixel_size_m_,
        wavelength_m_,
        detector_distance_m_,
        detector_pixel_size_m_,
        probe_source_,
        quiet_,
    ) = values
    if (
        _is_path(scan_file_)
        and (picture_ is None or _is_path(picture_))
        and type(as_json_) is bool
        and (measurement_ == "auto" or measurement_ in ("auto", "counts", "amplitude"))
        and type(pattern_fftshift_) is bool
        and type(pattern_transpose_) is bool
        and (pattern_flip_ == "none" or pattern_flip_ in ("none", "rows", "columns", "both"))
        and (pattern_crop_px_ is None or (type(pattern_crop_px_) is int and 8 <= pattern_crop_px_))
        and type(pattern_binning_) is int
        and 1 <= pattern_binning_
        and (position_order_ == "yx" or position_order_ in ("yx", "xy"))
        and (position_flip_ == "none" or position_flip_ in ("none", "y", "x", "both"))
        and (position_unit_ == "auto" or position_unit_ in ("auto", "px", "m"))
        and (
            object_pixel_size_m_ is None
            or (type(object_pixel_size_m_) is float and 0.0 < object_pixel_size_m_ < inf)
        )
        and (wavelength_m_ is None or (type(wavelength_m_) is float and 0.0 < wavelength_m_ < inf))
        and (
            detector_distance_m_ is None
            or (type(detector_distance_m_) is float and 0.0 < detector_distance_m_ < inf)
        )
        and (
            detector_pixel_size_m_ is None
            or (type(detector_pixel_size_m_) is float and 0.0 < detector_pixel_size_m_ < inf)
        )
        and (probe_source_ == "file" or probe_source_ in ("file", "mean_pattern"))
        and type(quiet_) is bool
    ):
        return True
    return False


def evaluation_holds(values: tuple[Any, ...]) -> bool:
    """Whether the values of `EvaluationConfig`, in the order of its fields, hold together."""
    (
        reconstruction_,
        against_,
        halves_,
    ) = values
    if (
        (reconstruction_ is None or _is_path(reconstruction_))
        and (against_ is None or _is_path(against_))
        and (halves_ == "none" or halves_ in ("none", "odd_even", "random"))
    ):
        return True
    return False


def execution_holds(values: tuple[Any, ...]) -> bool:
    """Whether the values of `PyTorchExecutionConfig`, in the order of its fields, hold together."""
    (
        overwrite_,
        max_time_,
        optimizer_,
        learning_rate_,
        weight_decay_,
        betas_,
        sgd_momentum_,
        scheduler_,
        scheduler_gamma_,
        lr_warmup_steps_,
        cosine_t_max_,
        cosine_eta_min_,
        onecycle_max_lr_,
        onecycle_pct_start_,
        onecycle_div_factor_,
        onecycle_final_div_factor_,
        linear_start_factor_,
        linear_total_iters_,
        step_size_,
        plateau_factor_,
        plateau_patience_,
        plateau_threshold_,
        plateau_cooldown_,
        plateau_min_lr_,
        accum_steps_,
        gradient_clip_val_,
        gradient_clip_algorithm_,
        ema_decay_,
        ema_every_n_steps_,
        ema_start_epoch_,
        limit_train_batches_,
        limit_val_batches_,
        limit_test_batches_,
        overfit_batches_,
        fast_dev_run_,
        check_val_every_n_epoch_,
        val_check_interval_,
        num_sanity_val_steps_,
        detect_anomaly_,
        nonfinite_loss_,
        enable_checkpointing_,
        checkpoint_dir_,
        checkpoint_filename_,
        checkpoint_save_top_k_,
        checkpoint_monitor_metric_,
        checkpoint_mode_,
        checkpoint_save_last_,
        checkpoint_every_n_epochs_,
        checkpoint_every_n_train_steps_,
        checkpoint_train_time_interval_,
        checkpoint_save_on_exception_,
        checkpoint_save_weights_only_,
        early_stop_monitor_,
        early_stop_mode_,
        early_stop_patience_,
        early_stop_min_delta_,
        early_stop_strict_,
        early_stop_check_finite_,
        early_stop_stopping_threshold_,
        early_stop_divergence_threshold_,
        resume_,
        resume_weights_only_,
        sweep_,
        sweep_over_,
        sweep_storage_,
        logger_backend_,
        log_name_,
        log_version_,
        tensorboard_default_hp_metric_,
        mlflow_experiment_name_,
        mlflow_tracking_uri_,
        mlflow_run_name_,
        mlflow_run_id_,
        mlflow_log_model_,
        mlflow_artifact_location_,
        log_every_n_steps_,
        flush_logs_every_n_steps_,
        lr_logging_interval_,
        enable_progress_bar_,
        enable_model_summary_,
        profiler_,
        preview_every_n_epochs_,
        preview_n_patches_,
        preview_patch_indices_,
        preview_stitched_,
        quiet_,
        seed_,
        seed_workers_,
        deterministic_,
        benchmark_,
        float32_matmul_precision_,
        accelerator_,
        devices_,
        num_nodes_,
        strategy_,
        ddp_process_group_backend_,
        ddp_timeout_,
        sync_batchnorm_,
        use_distributed_sampler_,
        precision_,
        num_workers_,
        pin_memory_,
        persistent_workers_,
        prefetch_factor_,
        drop_last_,
        dataloader_timeout_,
        multiprocessing_context_,
        inference_batch_size_,
        trainer_arg_,
        model_checkpoint_arg_,
        early_stopping_arg_,
        learning_rate_monitor_arg_,
        csv_logger_arg_,
        tensorboard_logger_arg_,
        mlflow_logger_arg_,
        ddp_arg_,
        dataloader_arg_,
        adamw_arg_,
        adam_arg_,
        sgd_arg_,
        ema_arg_,
        onecycle_arg_,
        linear_arg_,
        plateau_arg_,
    ) = values
    if (
        type(overwrite_) is bool
        and (max_time_ is None or _is_dd_hh_mm_ss(max_time_))
        and (optimizer_ == "adamw" or optimizer_ in ("adamw", "adam", "sgd"))
        and type(learning_rate_) is float
        and 0.0 < learning_rate_ < inf
        and type(weight_decay_) is float
        and 0.0 <= weight_decay_ < inf
        and (
            type(betas_) is tuple
            and len(betas_) == 2
            and type(betas_[0]) is float
            and 0.0 <= betas_[0] < 1.0
            and type(betas_[1]) is float
            and 0.0 <= betas_[1] < 1.0
        )
        and type(sgd_momentum_) is float
        and 0.0 <= sgd_momentum_ < 1.0
        and (
            scheduler_ == "WarmupCosine"
            or scheduler_
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
        and type(scheduler_gamma_) is float
        and 0.0 < scheduler_gamma_ <= 1.0
        and type(lr_warmup_steps_) is int
        and 0 <= lr_warmup_steps_
        and (cosine_t_max_ is None or (type(cosine_t_max_) is int and 1 <= cosine_t_max_))
        and type(cosine_eta_min_) is float
        and 0.0 <= cosine_eta_min_ < inf
        and (
            onecycle_max_lr_ is None
            or (type(onecycle_max_lr_) is float and 0.0 < onecycle_max_lr_ < inf)
        )
        and type(onecycle_pct_start_) is float
        and 0.0 < onecycle_pct_start_ < 1.0
        and type(onecycle_div_factor_) is float
        and 1.0 <= onecycle_div_factor_ < inf
        and type(onecycle_final_div_factor_) is float
        and 1.0 <= onecycle_final_div_factor_ < inf
        and type(linear_start_factor_) is float
        and 0.0 < linear_start_factor_ <= 1.0
        and type(linear_total_iters_) is int
        and 1 <= linear_total_iters_
        and type(step_size_) is int
        and 1 <= step_size_
        and type(plateau_factor_) is float
        and 0.0 < plateau_factor_ < 1.0
        and type(plateau_patience_) is int
        and 0 <= plateau_patience_
        and type(plateau_threshold_) is float
        and 0.0 <= plateau_threshold_ < inf
        and type(plateau_cooldown_) is int
        and 0 <= plateau_cooldown_
        and type(plateau_min_lr_) is float
        and 0.0 <= plateau_min_lr_ < inf
        and type(accum_steps_) is int
        and 1 <= accum_steps_
        and (
            gradient_clip_val_ is None
            or (type(gradient_clip_val_) is float and 0.0 < gradient_clip_val_ < inf)
        )
        and (
            gradient_clip_algorithm_ == "norm"
            or gradient_clip_algorithm_ in ("norm", "value", "agc")
        )
        and (ema_decay_ is None or (type(ema_decay_) is float and 0.0 <= ema_decay_ < 1.0))
        and type(ema_every_n_steps_) is int
        and 1 <= ema_every_n_steps_
        and (ema_start_epoch_ is None or (type(ema_start_epoch_) is int and 0 <= ema_start_epoch_))
        and (
            limit_train_batches_ is None
            or (type(limit_train_batches_) is float and 0.0 < limit_train_batches_ <= 1.0)
            or (type(limit_train_batches_) is int and 1 <= limit_train_batches_)
        )
        and (
            limit_val_batches_ is None
            or (type(limit_val_batches_) is float and 0.0 < limit_val_batches_ <= 1.0)
            or (type(limit_val_batches_) is int and 0 <= limit_val_batches_)
        )
        and (
            limit_test_batches_ is None
            or (type(limit_test_batches_) is float and 0.0 < limit_test_batches_ <= 1.0)
            or (type(limit_test_batches_) is int and 0 <= limit_test_batches_)
        )
        and (
            (type(overfit_batches_) is float and 0.0 < overfit_batches_ <= 1.0)
            or (type(overfit_batches_) is int and 0 <= overfit_batches_)
        )
        and type(fast_dev_run_) is int
        and 0 <= fast_dev_run_
        and type(check_val_every_n_epoch_) is int
        and 1 <= check_val_every_n_epoch_
        and (
            val_check_interval_ is None
            or (type(val_check_interval_) is float and 0.0 < val_check_interval_ <= 1.0)
            or (type(val_check_interval_) is int and 1 <= val_check_interval_)
        )
        and (
            type(num_sanity_val_steps_) is int
            and (0 <= num_sanity_val_steps_ or num_sanity_val_steps_ == -1)
        )
        and type(detect_anomaly_) is bool
        and (nonfinite_loss_ == "stop" or nonfinite_loss_ in ("stop", "skip"))
        and type(enable_checkpointing_) is bool
        and (checkpoint_dir_ is None or _is_path(checkpoint_dir_))
        and (
            checkpoint_filename_ is None
            or (
                type(checkpoint_filename_) is str
                and _matches("[A-Za-z0-9_{}.:=+-]+", checkpoint_filename_)
            )
        )
        and (
            type(checkpoint_save_top_k_) is int
            and (0 <= checkpoint_save_top_k_ or checkpoint_save_top_k_ == -1)
        )
        and (
            checkpoint_monitor_metric_ == "val_loss"
            or checkpoint_monitor_metric_ in ("val_loss", "train_loss")
        )
        and (checkpoint_mode_ == "min" or checkpoint_mode_ in ("min", "max"))
        and type(checkpoint_save_last_) is bool
        and (
            checkpoint_every_n_epochs_ is None
            or (type(checkpoint_every_n_epochs_) is int and 1 <= checkpoint_every_n_epochs_)
        )
        and (
            checkpoint_every_n_train_steps_ is None
            or (
                type(checkpoint_every_n_train_steps_) is int
                and 1 <= checkpoint_every_n_train_steps_
            )
        )
        and (
            checkpoint_train_time_interval_ is None
            or _is_dd_hh_mm_ss(checkpoint_train_time_interval_)
        )
        and type(checkpoint_save_on_exception_) is bool
        and type(checkpoint_save_weights_only_) is bool
        and (early_stop_monitor_ == "val_loss" or early_stop_monitor_ in ("val_loss", "train_loss"))
        and (early_stop_mode_ == "min" or early_stop_mode_ in ("min", "max"))
        and (
            early_stop_patience_ is None
            or (type(early_stop_patience_) is int and 0 <= early_stop_patience_)
        )
        and type(early_stop_min_delta_) is float
        and 0.0 <= early_stop_min_delta_ < inf
        and type(early_stop_strict_) is bool
        and type(early_stop_check_finite_) is bool
        and (
            early_stop_stopping_threshold_ is None
            or (
                type(early_stop_stopping_threshold_) is float
                and -inf < early_stop_stopping_threshold_ < inf
            )
        )
        and (
            early_stop_divergence_threshold_ is None
            or (
                type(early_stop_divergence_threshold_) is float
                and -inf < early_stop_divergence_threshold_ < inf
            )
        )
        and (resume_ is None or resume_ == "auto" or _is_path(resume_))
        and type(resume_weights_only_) is bool
        and (sweep_ is None or (type(sweep_) is int and 1 <= sweep_))
        and (
            sweep_over_ is _EMPTY
            or (
                type(sweep_over_) is tuple
                and all(
                    type(each) is str and _matches("[a-z][a-z0-9_]*", each) for each in sweep_over_
                )
            )
        )
        and (sweep_storage_ is None or type(sweep_storage_) is str)
        and (
            logger_backend_ == "csv" or logger_backend_ in ("csv", "tensorboard", "mlflow", "none")
        )
        and (
            (type(log_name_) is str and log_name_ == "lightning_logs")
            or (type(log_name_) is str and _matches("[A-Za-z0-9_][A-Za-z0-9_.-]*", log_name_))
        )
        and (log_version_ is None or (type(log_version_) is int and 0 <= log_version_))
        and type(tensorboard_default_hp_metric_) is bool
        and type(mlflow_experiment_name_) is str
        and (mlflow_tracking_uri_ is None or type(mlflow_tracking_uri_) is str)
        and (mlflow_run_name_ is None or type(mlflow_run_name_) is str)
        and (mlflow_run_id_ is None or type(mlflow_run_id_) is str)
        and type(mlflow_log_model_) is bool
        and (mlflow_artifact_location_ is None or type(mlflow_artifact_location_) is str)
        and type(log_every_n_steps_) is int
        and 1 <= log_every_n_steps_
        and type(flush_logs_every_n_steps_) is int
        and 1 <= flush_logs_every_n_steps_
        and (lr_logging_interval_ is None or lr_logging_interval_ in ("step", "epoch"))
        and type(enable_progress_bar_) is bool
        and type(enable_model_summary_) is bool
        and (profiler_ is None or profiler_ in ("simple", "advanced"))
        and (
            preview_every_n_epochs_ is None
            or (type(preview_every_n_epochs_) is int and 1 <= preview_every_n_epochs_)
        )
        and type(preview_n_patches_) is int
        and 0 <= preview_n_patches_ <= 64
        and (
            preview_patch_indices_ is None
            or (
                type(preview_patch_indices_) is tuple
                and all(type(each) is int and 0 <= each for each in preview_patch_indices_)
            )
        )
        and type(preview_stitched_) is bool
        and type(quiet_) is bool
        and type(seed_) is int
        and 0 <= seed_ <= 4294967295
        and type(seed_workers_) is bool
        and (deterministic_ == "warn" or type(deterministic_) is bool)
        and (benchmark_ is None or type(benchmark_) is bool)
        and (
            float32_matmul_precision_ == "highest"
            or float32_matmul_precision_ in ("highest", "high", "medium")
        )
        and (accelerator_ == "auto" or accelerator_ in ("auto", "cpu", "gpu", "cuda", "mps"))
        and (devices_ == "auto" or (type(devices_) is int and 1 <= devices_))
        and type(num_nodes_) is int
        and 1 <= num_nodes_
        and (strategy_ == "auto" or strategy_ in ("auto", "ddp"))
        and (ddp_process_group_backend_ is None or ddp_process_group_backend_ in ("gloo", "nccl"))
        and (
            (type(ddp_timeout_) is str and ddp_timeout_ == "00:00:30:00")
            or (_is_dd_hh_mm_ss(ddp_timeout_))
        )
        and type(sync_batchnorm_) is bool
        and type(use_distributed_sampler_) is bool
        and (precision_ == "32-true" or precision_ in ("auto", "16-mixed", "32-true", "bf16-mixed"))
        and type(num_workers_) is int
        and 0 <= num_workers_
        and type(pin_memory_) is bool
        and type(persistent_workers_) is bool
        and (prefetch_factor_ is None or (type(prefetch_factor_) is int and 1 <= prefetch_factor_))
        and type(drop_last_) is bool
        and type(dataloader_timeout_) is float
        and 0.0 <= dataloader_timeout_ < inf
        and (
            multiprocessing_context_ is None
            or multiprocessing_context_ in ("fork", "spawn", "forkserver")
        )
        and type(inference_batch_size_) is int
        and 1 <= inference_batch_size_
        and (trainer_arg_ is _EMPTY or (_are_name_value(trainer_arg_)))
        and (model_checkpoint_arg_ is _EMPTY or (_are_name_value(model_checkpoint_arg_)))
        and (early_stopping_arg_ is _EMPTY or (_are_name_value(early_stopping_arg_)))
        and (learning_rate_monitor_arg_ is _EMPTY or (_are_name_value(learning_rate_monitor_arg_)))
        and (csv_logger_arg_ is _EMPTY or (_are_name_value(csv_logger_arg_)))
        and (tensorboard_logger_arg_ is _EMPTY or (_are_name_value(tensorboard_logger_arg_)))
        and (mlflow_logger_arg_ is _EMPTY or (_are_name_value(mlflow_logger_arg_)))
        and (ddp_arg_ is _EMPTY or (_are_name_value(ddp_arg_)))
        and (dataloader_arg_ is _EMPTY or (_are_name_value(dataloader_arg_)))
        and (adamw_arg_ is _EMPTY or (_are_name_value(adamw_arg_)))
        and (adam_arg_ is _EMPTY or (_are_name_value(adam_arg_)))
        and (sgd_arg_ is _EMPTY or (_are_name_value(sgd_arg_)))
        and (ema_arg_ is _EMPTY or (_are_name_value(ema_arg_)))
        and (onecycle_arg_ is _EMPTY or (_are_name_value(onecycle_arg_)))
        and (linear_arg_ is _EMPTY or (_are_name_value(linear_arg_)))
        and (plateau_arg_ is _EMPTY or (_are_name_value(plateau_arg_)))
        and not (betas_ != (0.9, 0.98) and optimizer_ not in ("adamw", "adam"))
        and not (sgd_momentum_ != 0.9 and optimizer_ != "sgd")
        and not (
            scheduler_gamma_ != 0.95 and scheduler_ not in ("Exponential", "MultiStage", "Step")
        )
        and not (lr_warmup_steps_ != 15 and scheduler_ != "WarmupCosine")
        and not (cosine_t_max_ is not None and scheduler_ != "Cosine")
        and not (cosine_eta_min_ != 0.0 and scheduler_ != "Cosine")
        and not (onecycle_max_lr_ is not None and scheduler_ != "OneCycle")
        and not (onecycle_pct_start_ != 0.3 and scheduler_ != "OneCycle")
        and not (onecycle_div_factor_ != 25.0 and scheduler_ != "OneCycle")
        and not (onecycle_final_div_factor_ != 10000.0 and scheduler_ != "OneCycle")
        and not (linear_start_factor_ != 0.3333333333333333 and scheduler_ != "Linear")
        and not (linear_total_iters_ != 5 and scheduler_ != "Linear")
        and not (step_size_ != 30 and scheduler_ != "Step")
        and not (plateau_factor_ != 0.1 and scheduler_ not in ("ReduceLROnPlateau", "Adaptive"))
        and not (plateau_patience_ != 10 and scheduler_ not in ("ReduceLROnPlateau", "Adaptive"))
        and not (
            plateau_threshold_ != 0.0001 and scheduler_ not in ("ReduceLROnPlateau", "Adaptive")
        )
        and not (plateau_cooldown_ != 0 and scheduler_ not in ("ReduceLROnPlateau", "Adaptive"))
        and not (plateau_min_lr_ != 0.0 and scheduler_ not in ("ReduceLROnPlateau", "Adaptive"))
        and not (gradient_clip_algorithm_ != "norm" and gradient_clip_val_ is None)
        and not (ema_every_n_steps_ != 1 and ema_decay_ is None)
        and not (ema_start_epoch_ is not None and ema_decay_ is None)
        and not (val_check_interval_ is not None and check_val_every_n_epoch_ != 1)
        and not (
            checkpoint_every_n_train_steps_ is not None and checkpoint_every_n_epochs_ is not None
        )
        and not (
            checkpoint_every_n_train_steps_ is not None
            and checkpoint_train_time_interval_ is not None
        )
        and not (
            checkpoint_train_time_interval_ is not None and checkpoint_every_n_epochs_ is not None
        )
        and not (early_stop_monitor_ != "val_loss" and early_stop_patience_ is None)
        and not (early_stop_mode_ != "min" and early_stop_patience_ is None)
        and not (early_stop_strict_ is not True and early_stop_patience_ is None)
        and not (early_stop_check_finite_ is not True and early_stop_patience_ is None)
        and not (early_stop_stopping_threshold_ is not None and early_stop_patience_ is None)
        and not (early_stop_divergence_threshold_ is not None and early_stop_patience_ is None)
        and not (sweep_ is not None and strategy_ != "auto")
        and not (sweep_ is not None and devices_ != 1)
        and not (sweep_ is not None and num_nodes_ != 1)
        and not (sweep_ is not None and resume_ is not None)
        and not (sweep_ is not None and checkpoint_dir_ is not None)
        and not (sweep_ is not None and mlflow_run_id_ is not None)
        and not (sweep_ is not None and fast_dev_run_ != 0)
        and not (sweep_over_ and sweep_ is None)
        and not (sweep_storage_ is not None and sweep_ is None)
        and not (tensorboard_default_hp_metric_ is not False and logger_backend_ != "tensorboard")
        and not (mlflow_experiment_name_ != "lightning_logs" and logger_backend_ != "mlflow")
        and not (mlflow_tracking_uri_ is not None and logger_backend_ != "mlflow")
        and not (mlflow_run_name_ is not None and logger_backend_ != "mlflow")
        and not (mlflow_run_id_ is not None and logger_backend_ != "mlflow")
        and not (mlflow_log_model_ is not False and logger_backend_ != "mlflow")
        and not (mlflow_artifact_location_ is not None and logger_backend_ != "mlflow")
        and not (lr_logging_interval_ is not None and logger_backend_ == "none")
        and not (benchmark_ is True and deterministic_ is True)
        and not (ddp_process_group_backend_ is not None and strategy_ != "ddp")
        and not (ddp_timeout_ != "00:00:30:00" and strategy_ != "ddp")
        and not (persistent_workers_ is not False and not (num_workers_ >= 1))
        and not (prefetch_factor_ is not None and not (num_workers_ >= 1))
        and not (dataloader_timeout_ != 0.0 and not (num_workers_ >= 1))
        and not (multiprocessing_context_ is not None and not (num_workers_ >= 1))
        and not (model_checkpoint_arg_ and enable_checkpointing_ is not True)
        and not (early_stopping_arg_ and early_stop_patience_ is None)
        and not (learning_rate_monitor_arg_ and lr_logging_interval_ is None)
        and not (csv_logger_arg_ and logger_backend_ == "none")
        and not (tensorboard_logger_arg_ and logger_backend_ != "tensorboard")
        and not (mlflow_logger_arg_ and logger_backend_ != "mlflow")
        and not (ddp_arg_ and strategy_ != "ddp")
        and not (adamw_arg_ and optimizer_ != "adamw")
        and not (adam_arg_ and optimizer_ != "adam")
        and not (sgd_arg_ and optimizer_ != "sgd")
        and not (ema_arg_ and ema_decay_ is None)
        and not (onecycle_arg_ and scheduler_ != "OneCycle")
        and not (linear_arg_ and scheduler_ != "Linear")
        and not (plateau_arg_ and scheduler_ not in ("ReduceLROnPlateau", "Adaptive"))
    ):
        return True
    return False


def simulation_holds(values: tuple[Any, ...]) -> bool:
    """Whether the values of `SimulationConfig`, in the order of its fields, hold together."""
    (
        output_dir_,
        overwrite_,
        quiet_,
        seed_,
        object_kind_,
        object_seed_,
        probe_kind_,
        probe_from_,
        probe_diameter_px_,
        patch_size_,
        n_positions_,
        step_px_,
        photons_per_pattern_,
        scan_pattern_,
        position_jitter_,
        noise_,
    ) = values
    if (
        _is_path(output_dir_)
        and type(overwrite_) is bool
        and type(quiet_) is bool
        and type(seed_) is int
        and 0 <= seed_ <= 4294967295
        and (
            object_kind_ == "siemens_star"
            or object_kind_ in ("mixed", "cells", "circuit", "dead_leaves", "siemens_star")
        )
        and (
            object_seed_ is None or (type(object_seed_) is int and 0 <= object_seed_ <= 4294967295)
        )
        and (probe_kind_ == "defocus" or probe_kind_ in ("defocus", "gaussian", "disk"))
        and (probe_from_ is None or _is_path(probe_from_))
        and type(probe_diameter_px_) is float
        and 0.0 < probe_diameter_px_ < inf
        and type(patch_size_) is int
        and 16 <= patch_size_ <= 1024
        and type(n_positions_) is int
        and 1 <= n_positions_
        and type(step_px_) is float
        and 0.0 < step_px_ < inf
        and type(photons_per_pattern_) is float
        and 0.0 < photons_per_pattern_ < inf
        and (scan_pattern_ == "raster" or scan_pattern_ in ("raster", "spiral", "fermat"))
        and type(position_jitter_) is float
        and 0.0 <= position_jitter_ <= 1.0
        and type(noise_) is bool
    ):
        return True
    return False


def training_holds(values: tuple[Any, ...]) -> bool:
    """Whether the values of `TrainingConfig`, in the order of its fields, hold together."""
    (
        _,
        train_data_file_,
        extra_train_data_files_,
        test_data_file_,
        output_dir_,
        measurement_,
        probe_refinement_iterations_,
        n_groups_,
        n_validation_groups_,
        input_fraction_min_,
        input_fraction_max_,
        pattern_fftshift_,
        pattern_transpose_,
        pattern_flip_,
        pattern_crop_px_,
        pattern_binning_,
        position_order_,
        position_flip_,
        position_unit_,
        object_pixel_size_m_,
        wavelength_m_,
        detector_distance_m_,
        detector_pixel_size_m_,
        probe_source_,
        nll_weight_,
        mae_weight_,
        tv_weight_,
        max_epochs_,
        min_epochs_,
        max_steps_,
        batch_size_,
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
        _is_path(train_data_file_)
        and (
            extra_train_data_files_ is _EMPTY
            or (
                type(extra_train_data_files_) is tuple
                and all(_is_path(each) for each in extra_train_data_files_)
            )
        )
        and (test_data_file_ is None or _is_path(test_data_file_))
        and _is_path(output_dir_)
        and (measurement_ == "auto" or measurement_ in ("auto", "counts", "amplitude"))
        and type(probe_refinement_iterations_) is int
        and 0 <= probe_refinement_iterations_
        and (n_groups_ is None or (type(n_groups_) is int and 1 <= n_groups_))
        and (
            n_validation_groups_ is None
            or (type(n_validation_groups_) is int and 1 <= n_validation_groups_)
        )
        and type(input_fraction_min_) is float
        and 0.0 < input_fraction_min_ < 1.0
        and type(input_fraction_max_) is float
        and 0.0 < input_fraction_max_ < 1.0
        and type(pattern_fftshift_) is bool
        and type(pattern_transpose_) is bool
        and (pattern_flip_ == "none" or pattern_flip_ in ("none", "rows", "columns", "both"))
        and (pattern_crop_px_ is None or (type(pattern_crop_px_) is int and 8 <= pattern_crop_px_))
        and type(pattern_binning_) is int
        and 1 <= pattern_binning_
        and (position_order_ == "yx" or position_order_ in ("yx", "xy"))
        and (position_flip_ == "none" or position_flip_ in ("none", "y", "x", "both"))
        and (position_unit_ == "auto" or position_unit_ in ("auto", "px", "m"))
        and (
            object_pixel_size_m_ is None
            or (type(object_pixel_size_m_) is float and 0.0 < object_pixel_size_m_ < inf)
        )
        and (wavelength_m_ is None or (type(wavelength_m_) is float and 0.0 < wavelength_m_ < inf))
        and (
            detector_distance_m_ is None
            or (type(detector_distance_m_) is float and 0.0 < detector_distance_m_ < inf)
        )
        and (
            detector_pixel_size_m_ is None
            or (type(detector_pixel_size_m_) is float and 0.0 < detector_pixel_size_m_ < inf)
        )
        and (probe_source_ == "file" or probe_source_ in ("file", "mean_pattern"))
        and type(nll_weight_) is float
        and 0.0 <= nll_weight_ < inf
        and type(mae_weight_) is float
        and 0.0 <= mae_weight_ < inf
        and type(tv_weight_) is float
        and 0.0 <= tv_weight_ < inf
        and (type(max_epochs_) is int and (1 <= max_epochs_ or max_epochs_ == -1))
        and (min_epochs_ is None or (type(min_epochs_) is int and 1 <= min_epochs_))
        and (type(max_steps_) is int and (1 <= max_steps_ or max_steps_ == -1))
        and type(batch_size_) is int
        and 1 <= batch_size_
    ):
        return True
    return False


def inference_holds(values: tuple[Any, ...]) -> bool:
    """Whether the values of `InferenceConfig`, in the order of its fields, hold together."""
    (
        _,
        test_data_file_,
        model_path_,
        output_dir_,
        extra_test_data_files_,
        measurement_,
        probe_refinement_iterations_,
        pattern_fftshift_,
        pattern_transpose_,
        pattern_flip_,
        pattern_crop_px_,
        pattern_binning_,
        position_order_,
        position_flip_,
        position_unit_,
        object_pixel_size_m_,
        wavelength_m_,
        detector_distance_m_,
        detector_pixel_size_m_,
        probe_source_,
        engine_,
        engine_iterations_,
        refine_,
        refine_engine_,
        compare_engines_,
        refine_probe_,
        refine_positions_,
        rpie_alpha_,
        _,
        _,
    ) = values
    if (
        (test_data_file_ is None or _is_path(test_data_file_))
        and (model_path_ is None or _is_path(model_path_))
        and _is_path(output_dir_)
        and (
            extra_test_data_files_ is _EMPTY
            or (
                type(extra_test_data_files_) is tuple
                and all(_is_path(each) for each in extra_test_data_files_)
            )
        )
        and (measurement_ == "auto" or measurement_ in ("auto", "counts", "amplitude"))
        and type(probe_refinement_iterations_) is int
        and 0 <= probe_refinement_iterations_
        and type(pattern_fftshift_) is bool
        and type(pattern_transpose_) is bool
        and (pattern_flip_ == "none" or pattern_flip_ in ("none", "rows", "columns", "both"))
        and (pattern_crop_px_ is None or (type(pattern_crop_px_) is int and 8 <= pattern_crop_px_))
        and type(pattern_binning_) is int
        and 1 <= pattern_binning_
        and (position_order_ == "yx" or position_order_ in ("yx", "xy"))
        and (position_flip_ == "none" or position_flip_ in ("none", "y", "x", "both"))
        and (position_unit_ == "auto" or position_unit_ in ("auto", "px", "m"))
        and (
            object_pixel_size_m_ is None
            or (type(object_pixel_size_m_) is float and 0.0 < object_pixel_size_m_ < inf)
        )
        and (wavelength_m_ is None or (type(wavelength_m_) is float and 0.0 < wavelength_m_ < inf))
        and (
            detector_distance_m_ is None
            or (type(detector_distance_m_) is float and 0.0 < detector_distance_m_ < inf)
        )
        and (
            detector_pixel_size_m_ is None
            or (type(detector_pixel_size_m_) is float and 0.0 < detector_pixel_size_m_ < inf)
        )
        and (probe_source_ == "file" or probe_source_ in ("file", "mean_pattern"))
        and (engine_ == "network" or engine_ in ("network", "rpie", "gradient"))
        and type(engine_iterations_) is int
        and 1 <= engine_iterations_
        and type(refine_) is int
        and 0 <= refine_
        and (refine_engine_ == "gradient" or refine_engine_ in ("rpie", "gradient"))
        and type(compare_engines_) is bool
        and type(refine_probe_) is bool
        and type(refine_positions_) is bool
        and type(rpie_alpha_) is float
        and 0.0 < rpie_alpha_ <= 1.0
        and not (refine_ >= 1 and engine_ != "network")
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
