# Generated from spec/knobs.yaml by `make generate`; edit the registry or the template.
# digest: input e7b0ce1cab6c57f6 form 9f9aeb3b42684696 text 7bf38fb23b083b9c

"""Arguments that are handed on to an object as they are: NAME=VALUE."""

from typing import Any, NamedTuple


class PassThrough(NamedTuple):
    """The object that a pass-through knob is for, and the parameters that are not its to give."""

    object: str
    owned: dict[str, str]
    """Parameter -> the knob that gives it."""
    built: tuple[str, ...]
    """Parameters that the program gives."""
    forwards: tuple[str, ...]
    """Objects to which it hands on what it does not name itself."""


PASS_THROUGHS: dict[str, PassThrough] = {
    "trainer_arg": PassThrough(
        "lightning.pytorch.Trainer",
        {
            "default_root_dir": "output_dir",
            "max_epochs": "max_epochs",
            "min_epochs": "min_epochs",
            "max_steps": "max_steps",
            "max_time": "max_time",
            "accumulate_grad_batches": "accum_steps",
            "gradient_clip_val": "gradient_clip_val",
            "gradient_clip_algorithm": "gradient_clip_algorithm",
            "limit_train_batches": "limit_train_batches",
            "limit_val_batches": "limit_val_batches",
            "limit_test_batches": "limit_test_batches",
            "overfit_batches": "overfit_batches",
            "fast_dev_run": "fast_dev_run",
            "check_val_every_n_epoch": "check_val_every_n_epoch",
            "val_check_interval": "val_check_interval",
            "num_sanity_val_steps": "num_sanity_val_steps",
            "detect_anomaly": "detect_anomaly",
            "enable_checkpointing": "enable_checkpointing",
            "log_every_n_steps": "log_every_n_steps",
            "enable_progress_bar": "enable_progress_bar",
            "enable_model_summary": "enable_model_summary",
            "profiler": "profiler",
            "deterministic": "deterministic",
            "benchmark": "benchmark",
            "accelerator": "accelerator",
            "devices": "devices",
            "num_nodes": "num_nodes",
            "strategy": "strategy",
            "sync_batchnorm": "sync_batchnorm",
            "use_distributed_sampler": "use_distributed_sampler",
            "precision": "precision",
        },
        ("logger", "callbacks", "plugins", "barebones"),
        (),
    ),
    "model_checkpoint_arg": PassThrough(
        "lightning.pytorch.callbacks.ModelCheckpoint",
        {
            "dirpath": "checkpoint_dir",
            "filename": "checkpoint_filename",
            "save_top_k": "checkpoint_save_top_k",
            "monitor": "checkpoint_monitor_metric",
            "mode": "checkpoint_mode",
            "save_last": "checkpoint_save_last",
            "every_n_epochs": "checkpoint_every_n_epochs",
            "every_n_train_steps": "checkpoint_every_n_train_steps",
            "train_time_interval": "checkpoint_train_time_interval",
            "save_on_exception": "checkpoint_save_on_exception",
            "save_weights_only": "checkpoint_save_weights_only",
        },
        ("auto_insert_metric_name",),
        (),
    ),
    "early_stopping_arg": PassThrough(
        "lightning.pytorch.callbacks.EarlyStopping",
        {
            "monitor": "early_stop_monitor",
            "mode": "early_stop_mode",
            "patience": "early_stop_patience",
            "min_delta": "early_stop_min_delta",
            "strict": "early_stop_strict",
            "check_finite": "early_stop_check_finite",
            "stopping_threshold": "early_stop_stopping_threshold",
            "divergence_threshold": "early_stop_divergence_threshold",
        },
        ("check_on_train_epoch_end",),
        (),
    ),
    "learning_rate_monitor_arg": PassThrough(
        "lightning.pytorch.callbacks.LearningRateMonitor",
        {
            "logging_interval": "lr_logging_interval",
        },
        (),
        (),
    ),
    "csv_logger_arg": PassThrough(
        "lightning.pytorch.loggers.CSVLogger",
        {
            "name": "log_name",
            "version": "log_version",
            "flush_logs_every_n_steps": "flush_logs_every_n_steps",
        },
        ("save_dir",),
        (),
    ),
    "tensorboard_logger_arg": PassThrough(
        "lightning.pytorch.loggers.TensorBoardLogger",
        {
            "name": "log_name",
            "version": "log_version",
            "default_hp_metric": "tensorboard_default_hp_metric",
        },
        ("save_dir",),
        (),
    ),
    "mlflow_logger_arg": PassThrough(
        "lightning.pytorch.loggers.MLFlowLogger",
        {
            "experiment_name": "mlflow_experiment_name",
            "tracking_uri": "mlflow_tracking_uri",
            "run_name": "mlflow_run_name",
            "run_id": "mlflow_run_id",
            "log_model": "mlflow_log_model",
            "artifact_location": "mlflow_artifact_location",
        },
        ("save_dir",),
        (),
    ),
    "ddp_arg": PassThrough(
        "lightning.pytorch.strategies.DDPStrategy",
        {
            "process_group_backend": "ddp_process_group_backend",
            "timeout": "ddp_timeout",
        },
        ("start_method", "module", "device_ids"),
        ("torch.nn.parallel.DistributedDataParallel",),
    ),
    "dataloader_arg": PassThrough(
        "torch.utils.data.DataLoader",
        {
            "batch_size": "batch_size",
            "num_workers": "num_workers",
            "pin_memory": "pin_memory",
            "persistent_workers": "persistent_workers",
            "prefetch_factor": "prefetch_factor",
            "drop_last": "drop_last",
            "timeout": "dataloader_timeout",
            "multiprocessing_context": "multiprocessing_context",
        },
        (
            "dataset",
            "shuffle",
            "sampler",
            "batch_sampler",
            "collate_fn",
            "worker_init_fn",
            "generator",
        ),
        (),
    ),
    "adamw_arg": PassThrough(
        "torch.optim.AdamW",
        {
            "lr": "learning_rate",
            "weight_decay": "weight_decay",
            "betas": "betas",
        },
        ("params",),
        (),
    ),
    "adam_arg": PassThrough(
        "torch.optim.Adam",
        {
            "lr": "learning_rate",
            "weight_decay": "weight_decay",
            "betas": "betas",
        },
        ("params",),
        (),
    ),
    "sgd_arg": PassThrough(
        "torch.optim.SGD",
        {
            "lr": "learning_rate",
            "weight_decay": "weight_decay",
            "momentum": "sgd_momentum",
        },
        ("params",),
        (),
    ),
    "ema_arg": PassThrough(
        "lightning.pytorch.callbacks.EMAWeightAveraging",
        {
            "decay": "ema_decay",
            "update_every_n_steps": "ema_every_n_steps",
            "update_starting_at_epoch": "ema_start_epoch",
        },
        (),
        (),
    ),
    "onecycle_arg": PassThrough(
        "torch.optim.lr_scheduler.OneCycleLR",
        {
            "max_lr": "onecycle_max_lr",
            "pct_start": "onecycle_pct_start",
            "div_factor": "onecycle_div_factor",
            "final_div_factor": "onecycle_final_div_factor",
        },
        ("optimizer", "total_steps", "cycle_momentum", "epochs", "steps_per_epoch", "last_epoch"),
        (),
    ),
    "linear_arg": PassThrough(
        "torch.optim.lr_scheduler.LinearLR",
        {
            "start_factor": "linear_start_factor",
            "total_iters": "linear_total_iters",
        },
        ("optimizer", "last_epoch"),
        (),
    ),
    "plateau_arg": PassThrough(
        "torch.optim.lr_scheduler.ReduceLROnPlateau",
        {
            "factor": "plateau_factor",
            "patience": "plateau_patience",
            "threshold": "plateau_threshold",
            "cooldown": "plateau_cooldown",
            "min_lr": "plateau_min_lr",
        },
        ("optimizer",),
        (),
    ),
}
"""Pass-through knob -> what it is for."""


def passed_on(words: tuple[str, ...]) -> dict[str, Any]:
    """Parameter -> value of words NAME=VALUE; of one name the last counts."""
    pairs = (word.partition("=") for word in words)
    return {name: scalar(text) for name, _, text in pairs}


def scalar(text: str) -> bool | int | float | str | None:
    """The value that a word stands for: none, true, false, a number, or the word itself."""
    constants: dict[str, bool | None] = {"none": None, "null": None, "true": True, "false": False}
    if text.lower() in constants:
        return constants[text.lower()]
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            continue
    return text
