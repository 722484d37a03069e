# Generated from spec/knobs.yaml by `make generate`; edit the registry or the template.
# digest: input 01e26cd317ecd1ba text 72851aedc5f88c1e

"""Keyword arguments that the knobs give to each object outside the configuration."""

from typing import Any

from .settings import (
    InferSettings,
    SimulateSettings,
    TrainSettings,
)


def trainer_kwargs(settings: TrainSettings) -> dict[str, Any]:
    """Arguments of `lightning.pytorch.Trainer`."""
    return {
        "max_epochs": settings.training.max_epochs,
        "max_time": settings.execution.max_time,
        "accumulate_grad_batches": settings.execution.accum_steps,
        "gradient_clip_val": settings.execution.gradient_clip_val,
        "gradient_clip_algorithm": settings.execution.gradient_clip_algorithm,
        "limit_train_batches": settings.execution.limit_train_batches,
        "check_val_every_n_epoch": settings.execution.check_val_every_n_epoch,
        "enable_checkpointing": settings.execution.enable_checkpointing,
        "log_every_n_steps": settings.execution.log_every_n_steps,
        "enable_progress_bar": settings.execution.enable_progress_bar,
        "deterministic": settings.execution.deterministic,
        "accelerator": settings.execution.accelerator,
        "devices": settings.execution.devices,
        "num_nodes": settings.execution.num_nodes,
        "strategy": settings.execution.strategy,
        "precision": settings.execution.precision,
    }


def model_checkpoint_kwargs(settings: TrainSettings) -> dict[str, Any]:
    """Arguments of `lightning.pytorch.callbacks.ModelCheckpoint`."""
    return {
        "save_top_k": settings.execution.checkpoint_save_top_k,
        "mode": settings.execution.checkpoint_mode,
        "save_last": settings.execution.checkpoint_save_last,
        "every_n_epochs": settings.execution.checkpoint_every_n_epochs,
    }


def early_stopping_kwargs(settings: TrainSettings) -> dict[str, Any]:
    """Arguments of `lightning.pytorch.callbacks.EarlyStopping`."""
    return {
        "patience": settings.execution.early_stop_patience,
        "min_delta": settings.execution.early_stop_min_delta,
    }


def preview_writer_kwargs(settings: TrainSettings) -> dict[str, Any]:
    """Arguments of `ptycho_torch.trainer.callbacks.PreviewWriter`."""
    return {
        "every_n_epochs": settings.execution.preview_every_n_epochs,
    }


def csv_logger_kwargs(settings: TrainSettings) -> dict[str, Any]:
    """Arguments of `lightning.pytorch.loggers.CSVLogger`."""
    return {
        "flush_logs_every_n_steps": settings.execution.flush_logs_every_n_steps,
    }


def data_loader_kwargs(settings: TrainSettings) -> dict[str, Any]:
    """Arguments of `torch.utils.data.DataLoader`."""
    return {
        "batch_size": settings.training.batch_size,
        "num_workers": settings.execution.num_workers,
        "pin_memory": settings.execution.pin_memory,
        "persistent_workers": settings.execution.persistent_workers,
        "prefetch_factor": settings.execution.prefetch_factor,
    }


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
    }


def adam_w_kwargs(settings: TrainSettings) -> dict[str, Any]:
    """Arguments of `torch.optim.AdamW`."""
    return {
        "betas": settings.execution.betas,
    }


def ema_weight_averaging_kwargs(settings: TrainSettings) -> dict[str, Any]:
    """Arguments of `lightning.pytorch.callbacks.EMAWeightAveraging`."""
    return {
        "decay": settings.execution.ema_decay,
    }


def schedule_kwargs(settings: TrainSettings) -> dict[str, Any]:
    """Arguments of `ptycho_torch.schedulers.learning_rate_factor`."""
    return {
        "scheduler": settings.execution.scheduler,
        "gamma": settings.execution.scheduler_gamma,
        "warmup_steps": settings.execution.lr_warmup_steps,
    }


def network_kwargs(settings: TrainSettings) -> dict[str, Any]:
    """Arguments of `ptycho_torch.model.registry.build_network`."""
    return {
        "gridsize": settings.training.model.gridsize,
        "architecture": settings.training.model.architecture,
        "n_unrolled": settings.training.model.n_unrolled,
        "n_filters": settings.training.model.n_filters,
        "n_filters_scale": settings.training.model.n_filters_scale,
        "n_hidden_channels": settings.training.model.n_hidden_channels,
    }


def objective_kwargs(settings: TrainSettings) -> dict[str, Any]:
    """Arguments of `ptycho_torch.model.objective.held_out_objective`."""
    return {
        "loss": settings.training.model.loss_function,
        "deep_weight": settings.training.model.deep_supervision_weight,
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
