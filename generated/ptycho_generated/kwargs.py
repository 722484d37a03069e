# Generated from spec/knobs.yaml by `make generate`; edit the registry or the template.
# digest: input 80eb6f8ddb154371 form 9f9aeb3b42684696 text 88cd17cfb5781d91

"""Keyword arguments that the knobs give to each object outside the configuration."""

from typing import Any

from .passed import passed_on
from .settings import (
    InferSettings,
    SimulateSettings,
    TrainSettings,
)


def trainer_kwargs(settings: TrainSettings) -> dict[str, Any]:
    """Arguments of `lightning.pytorch.Trainer`."""
    return {
        "default_root_dir": settings.training.output_dir,
        "max_epochs": settings.training.max_epochs,
        "min_epochs": settings.training.min_epochs,
        "max_steps": settings.training.max_steps,
        "max_time": settings.execution.max_time,
        "accumulate_grad_batches": settings.execution.accum_steps,
        "gradient_clip_val": settings.execution.gradient_clip_val,
        "gradient_clip_algorithm": settings.execution.gradient_clip_algorithm,
        "limit_train_batches": settings.execution.limit_train_batches,
        "limit_val_batches": settings.execution.limit_val_batches,
        "limit_test_batches": settings.execution.limit_test_batches,
        "overfit_batches": settings.execution.overfit_batches,
        "fast_dev_run": settings.execution.fast_dev_run,
        "check_val_every_n_epoch": settings.execution.check_val_every_n_epoch,
        "val_check_interval": settings.execution.val_check_interval,
        "num_sanity_val_steps": settings.execution.num_sanity_val_steps,
        "detect_anomaly": settings.execution.detect_anomaly,
        "enable_checkpointing": settings.execution.enable_checkpointing,
        "log_every_n_steps": settings.execution.log_every_n_steps,
        "enable_progress_bar": settings.execution.enable_progress_bar,
        "enable_model_summary": settings.execution.enable_model_summary,
        "profiler": settings.execution.profiler,
        "deterministic": settings.execution.deterministic,
        "benchmark": settings.execution.benchmark,
        "accelerator": settings.execution.accelerator,
        "devices": settings.execution.devices,
        "num_nodes": settings.execution.num_nodes,
        "strategy": settings.execution.strategy,
        "sync_batchnorm": settings.execution.sync_batchnorm,
        "use_distributed_sampler": settings.execution.use_distributed_sampler,
        "precision": settings.execution.precision,
    } | passed_on(settings.execution.trainer_arg)


def fit_kwargs(settings: TrainSettings) -> dict[str, Any]:
    """Arguments of `lightning.pytorch.Trainer.fit`."""
    return {
        "ckpt_path": settings.execution.resume,
        "weights_only": settings.execution.resume_weights_only,
    }


def model_checkpoint_kwargs(settings: TrainSettings) -> dict[str, Any]:
    """Arguments of `lightning.pytorch.callbacks.ModelCheckpoint`."""
    return {
        "dirpath": settings.execution.checkpoint_dir,
        "filename": settings.execution.checkpoint_filename,
        "save_top_k": settings.execution.checkpoint_save_top_k,
        "monitor": settings.execution.checkpoint_monitor_metric,
        "mode": settings.execution.checkpoint_mode,
        "save_last": settings.execution.checkpoint_save_last,
        "every_n_epochs": settings.execution.checkpoint_every_n_epochs,
        "every_n_train_steps": settings.execution.checkpoint_every_n_train_steps,
        "train_time_interval": settings.execution.checkpoint_train_time_interval,
        "save_on_exception": settings.execution.checkpoint_save_on_exception,
        "save_weights_only": settings.execution.checkpoint_save_weights_only,
    } | passed_on(settings.execution.model_checkpoint_arg)


def early_stopping_kwargs(settings: TrainSettings) -> dict[str, Any]:
    """Arguments of `lightning.pytorch.callbacks.EarlyStopping`."""
    return {
        "monitor": settings.execution.early_stop_monitor,
        "mode": settings.execution.early_stop_mode,
        "patience": settings.execution.early_stop_patience,
        "min_delta": settings.execution.early_stop_min_delta,
        "strict": settings.execution.early_stop_strict,
        "check_finite": settings.execution.early_stop_check_finite,
        "stopping_threshold": settings.execution.early_stop_stopping_threshold,
        "divergence_threshold": settings.execution.early_stop_divergence_threshold,
    } | passed_on(settings.execution.early_stopping_arg)


def learning_rate_monitor_kwargs(settings: TrainSettings) -> dict[str, Any]:
    """Arguments of `lightning.pytorch.callbacks.LearningRateMonitor`."""
    return {
        "logging_interval": settings.execution.lr_logging_interval,
    } | passed_on(settings.execution.learning_rate_monitor_arg)


def preview_writer_kwargs(settings: TrainSettings) -> dict[str, Any]:
    """Arguments of `ptycho_torch.trainer.callbacks.PreviewWriter`."""
    return {
        "every_n_epochs": settings.execution.preview_every_n_epochs,
    }


def preview_pictures_kwargs(settings: TrainSettings) -> dict[str, Any]:
    """Arguments of `ptycho_torch.workflows.previews.PreviewPictures`."""
    return {
        "n_patches": settings.execution.preview_n_patches,
        "patch_indices": settings.execution.preview_patch_indices,
        "stitched": settings.execution.preview_stitched,
    }


def csv_logger_kwargs(settings: TrainSettings) -> dict[str, Any]:
    """Arguments of `lightning.pytorch.loggers.CSVLogger`."""
    return {
        "name": settings.execution.log_name,
        "version": settings.execution.log_version,
        "flush_logs_every_n_steps": settings.execution.flush_logs_every_n_steps,
    } | passed_on(settings.execution.csv_logger_arg)


def tensorboard_logger_kwargs(settings: TrainSettings) -> dict[str, Any]:
    """Arguments of `lightning.pytorch.loggers.TensorBoardLogger`."""
    return {
        "name": settings.execution.log_name,
        "version": settings.execution.log_version,
        "default_hp_metric": settings.execution.tensorboard_default_hp_metric,
    } | passed_on(settings.execution.tensorboard_logger_arg)


def mlflow_logger_kwargs(settings: TrainSettings) -> dict[str, Any]:
    """Arguments of `lightning.pytorch.loggers.MLFlowLogger`."""
    return {
        "experiment_name": settings.execution.mlflow_experiment_name,
        "tracking_uri": settings.execution.mlflow_tracking_uri,
        "run_name": settings.execution.mlflow_run_name,
        "run_id": settings.execution.mlflow_run_id,
        "log_model": settings.execution.mlflow_log_model,
        "artifact_location": settings.execution.mlflow_artifact_location,
    } | passed_on(settings.execution.mlflow_logger_arg)


def ddp_kwargs(settings: TrainSettings) -> dict[str, Any]:
    """Arguments of `lightning.pytorch.strategies.DDPStrategy`."""
    return {
        "process_group_backend": settings.execution.ddp_process_group_backend,
        "timeout": settings.execution.ddp_timeout,
    } | passed_on(settings.execution.ddp_arg)


def dataloader_kwargs(settings: TrainSettings) -> dict[str, Any]:
    """Arguments of `torch.utils.data.DataLoader`."""
    return {
        "batch_size": settings.training.batch_size,
        "num_workers": settings.execution.num_workers,
        "pin_memory": settings.execution.pin_memory,
        "persistent_workers": settings.execution.persistent_workers,
        "prefetch_factor": settings.execution.prefetch_factor,
        "drop_last": settings.execution.drop_last,
        "timeout": settings.execution.dataloader_timeout,
        "multiprocessing_context": settings.execution.multiprocessing_context,
    } | passed_on(settings.execution.dataloader_arg)


def parameter_groups_kwargs(settings: TrainSettings) -> dict[str, Any]:
    """Arguments of `ptycho_torch.model.network.ReconstructionNetwork.parameter_groups`."""
    return {
        "learning_rate": settings.execution.learning_rate,
        "weight_decay": settings.execution.weight_decay,
    }


def seed_kwargs(settings: TrainSettings) -> dict[str, Any]:
    """Arguments of `lightning.seed_everything`."""
    return {
        "seed": settings.execution.seed,
        "workers": settings.execution.seed_workers,
    }


def matmul_precision_kwargs(settings: TrainSettings) -> dict[str, Any]:
    """Arguments of `torch.set_float32_matmul_precision`."""
    return {
        "precision": settings.execution.float32_matmul_precision,
    }


def adamw_kwargs(settings: TrainSettings) -> dict[str, Any]:
    """Arguments of `torch.optim.AdamW`."""
    return {
        "lr": settings.execution.learning_rate,
        "weight_decay": settings.execution.weight_decay,
        "betas": settings.execution.betas,
    } | passed_on(settings.execution.adamw_arg)


def adam_kwargs(settings: TrainSettings) -> dict[str, Any]:
    """Arguments of `torch.optim.Adam`."""
    return {
        "lr": settings.execution.learning_rate,
        "weight_decay": settings.execution.weight_decay,
        "betas": settings.execution.betas,
    } | passed_on(settings.execution.adam_arg)


def sgd_kwargs(settings: TrainSettings) -> dict[str, Any]:
    """Arguments of `torch.optim.SGD`."""
    return {
        "lr": settings.execution.learning_rate,
        "weight_decay": settings.execution.weight_decay,
        "momentum": settings.execution.sgd_momentum,
    } | passed_on(settings.execution.sgd_arg)


def ema_kwargs(settings: TrainSettings) -> dict[str, Any]:
    """Arguments of `lightning.pytorch.callbacks.EMAWeightAveraging`."""
    return {
        "decay": settings.execution.ema_decay,
        "update_every_n_steps": settings.execution.ema_every_n_steps,
        "update_starting_at_epoch": settings.execution.ema_start_epoch,
    } | passed_on(settings.execution.ema_arg)


def schedule_kwargs(settings: TrainSettings) -> dict[str, Any]:
    """Arguments of `ptycho_torch.schedulers.learning_rate_factor`."""
    return {
        "scheduler": settings.execution.scheduler,
        "gamma": settings.execution.scheduler_gamma,
        "warmup_steps": settings.execution.lr_warmup_steps,
    }


def cosine_annealing_lr_kwargs(settings: TrainSettings) -> dict[str, Any]:
    """Arguments of `torch.optim.lr_scheduler.CosineAnnealingLR`."""
    return {
        "T_max": settings.execution.cosine_t_max,
        "eta_min": settings.execution.cosine_eta_min,
    }


def onecycle_kwargs(settings: TrainSettings) -> dict[str, Any]:
    """Arguments of `torch.optim.lr_scheduler.OneCycleLR`."""
    return {
        "max_lr": settings.execution.onecycle_max_lr,
        "pct_start": settings.execution.onecycle_pct_start,
        "div_factor": settings.execution.onecycle_div_factor,
        "final_div_factor": settings.execution.onecycle_final_div_factor,
    } | passed_on(settings.execution.onecycle_arg)


def linear_kwargs(settings: TrainSettings) -> dict[str, Any]:
    """Arguments of `torch.optim.lr_scheduler.LinearLR`."""
    return {
        "start_factor": settings.execution.linear_start_factor,
        "total_iters": settings.execution.linear_total_iters,
    } | passed_on(settings.execution.linear_arg)


def step_lr_kwargs(settings: TrainSettings) -> dict[str, Any]:
    """Arguments of `torch.optim.lr_scheduler.StepLR`."""
    return {
        "gamma": settings.execution.scheduler_gamma,
        "step_size": settings.execution.step_size,
    }


def plateau_kwargs(settings: TrainSettings) -> dict[str, Any]:
    """Arguments of `torch.optim.lr_scheduler.ReduceLROnPlateau`."""
    return {
        "factor": settings.execution.plateau_factor,
        "patience": settings.execution.plateau_patience,
        "threshold": settings.execution.plateau_threshold,
        "cooldown": settings.execution.plateau_cooldown,
        "min_lr": settings.execution.plateau_min_lr,
    } | passed_on(settings.execution.plateau_arg)


def network_kwargs(settings: TrainSettings) -> dict[str, Any]:
    """Arguments of `ptycho_torch.model.registry.build_network`."""
    return {
        "gridsize": settings.training.model.gridsize,
        "architecture": settings.training.model.architecture,
        "n_unrolled": settings.training.model.n_unrolled,
        "n_subsets": settings.training.model.n_subsets,
        "n_averaging_steps": settings.training.model.n_averaging_steps,
        "n_filters": settings.training.model.n_filters,
        "n_filters_scale": settings.training.model.n_filters_scale,
        "n_hidden_channels": settings.training.model.n_hidden_channels,
    }


def objective_kwargs(settings: TrainSettings) -> dict[str, Any]:
    """Arguments of `ptycho_torch.model.objective.held_out_objective`."""
    return {
        "loss": settings.training.model.loss_function,
        "deep_weight": settings.training.model.deep_supervision_weight,
        "nll_weight": settings.training.nll_weight,
        "mae_weight": settings.training.mae_weight,
        "tv_weight": settings.training.tv_weight,
    }


def label_objective_kwargs(settings: TrainSettings) -> dict[str, Any]:
    """Arguments of `ptycho_torch.model.label_objective.label_objective`."""
    return {
        "deep_weight": settings.training.model.deep_supervision_weight,
        "tv_weight": settings.training.tv_weight,
        "realspace_weight": settings.training.realspace_weight,
    }


def group_dataset_kwargs(settings: TrainSettings) -> dict[str, Any]:
    """Arguments of `ptycho_torch.data.groups.GroupDataset`."""
    return {
        "gridsize": settings.training.model.gridsize,
        "n_groups": settings.training.n_groups,
        "input_fraction_min": settings.training.input_fraction_min,
        "input_fraction_max": settings.training.input_fraction_max,
        "seed": settings.execution.seed,
    }


def validation_group_dataset_kwargs(settings: TrainSettings) -> dict[str, Any]:
    """Arguments of `ptycho_torch.data.groups.GroupDataset`."""
    return {
        "n_groups": settings.training.n_validation_groups,
    }


def solver_kwargs(settings: InferSettings) -> dict[str, Any]:
    """Arguments of `ptycho_torch.solver.engines.solve`."""
    return {
        "refine_probe": settings.inference.refine_probe,
        "refine_positions": settings.inference.refine_positions,
        "rpie_alpha": settings.inference.rpie_alpha,
    }


def simulation_kwargs(settings: SimulateSettings) -> dict[str, Any]:
    """Arguments of `ptycho.simulation.simulate_scans`."""
    return {
        "seed": settings.simulation.seed,
        "object_kind": settings.simulation.object_kind,
        "object_seed": settings.simulation.object_seed,
        "probe_kind": settings.simulation.probe_kind,
        "probe_diameter_px": settings.simulation.probe_diameter_px,
        "patch_size": settings.simulation.patch_size,
        "n_positions": settings.simulation.n_positions,
        "step_px": settings.simulation.step_px,
        "photons_per_pattern": settings.simulation.photons_per_pattern,
        "scan_pattern": settings.simulation.scan_pattern,
        "position_jitter": settings.simulation.position_jitter,
        "noise": settings.simulation.noise,
    }
