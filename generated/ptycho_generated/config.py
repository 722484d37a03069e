# Generated from spec/knobs.yaml by `make generate`; edit the registry or the template.
# digest: input 08d236326ca57f34 text 11b7fb3bcb45add5

"""The configuration dataclasses: frozen, and checked whoever constructs them."""

from dataclasses import dataclass, field
from math import inf
from pathlib import Path
from re import fullmatch
from typing import Literal

from .values import broken, settle


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelConfig:
    """The network and the physics it is built around.

    Raises InputError with one fault for each value that is not allowed.
    """

    gridsize: int = 10
    """Patterns along one side of a group; the network sees gridsize x gridsize neighbouring patterns at a time while it trains."""
    architecture: Literal["unrolled"] = "unrolled"
    """Network that turns diffraction patterns into an object."""
    n_unrolled: int = 6
    """Gradient steps that the unrolled network takes."""
    n_filters: int = 24
    """Width of the first level of the convolutional network."""
    n_hidden_channels: int = 4
    """Maps that the unrolled network hands from one step to the next beside the object."""
    loss_function: Literal["amplitude", "poisson"] = "amplitude"
    """Measure of the misfit between predicted and measured patterns."""
    deep_supervision_weight: float = 0.2
    """Weight of the loss half-way through the unrolled steps beside that at their end."""

    def __post_init__(self) -> None:
        bad = []
        if not (type(self.gridsize) is int and 1 <= self.gridsize <= 64):
            bad.append("gridsize")
        if self.architecture not in ("unrolled",):
            bad.append("architecture")
        if not (type(self.n_unrolled) is int and 1 <= self.n_unrolled <= 64):
            bad.append("n_unrolled")
        if not (type(self.n_filters) is int and 1 <= self.n_filters <= 1024):
            bad.append("n_filters")
        if not (type(self.n_hidden_channels) is int and 0 <= self.n_hidden_channels <= 256):
            bad.append("n_hidden_channels")
        if self.loss_function not in ("amplitude", "poisson"):
            bad.append("loss_function")
        if not (
            type(self.deep_supervision_weight) is float
            and 0.0 <= self.deep_supervision_weight < inf
        ):
            bad.append("deep_supervision_weight")
        if bad:
            settle(self, bad)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckConfig:
    """What is looked at before any long work.

    Raises InputError with one fault for each value that is not allowed.
    """

    scan_file: Path
    """Scan to look at (NPZ, HDF5 or CXI)."""
    picture: Path | None = None
    """Picture to write, with the mean pattern, the map of the scan and the probe (PNG). None: named after the scan, in the current folder."""
    as_json: bool = False
    """Print the findings as JSON instead of text."""
    measurement: Literal["auto", "counts", "amplitude"] = "auto"
    """What the numbers in the diffraction patterns are."""
    pattern_fftshift: bool = False
    """The zero frequency of the patterns is at the corner of the array; move it to the centre."""
    pattern_transpose: bool = False
    """Exchange rows and columns of the patterns."""
    pattern_flip: Literal["none", "rows", "columns", "both"] = "none"
    """Axis of the patterns to reverse, after a transposition."""
    pattern_crop_px: int | None = None
    """Side of the central part of the detector that is used; a smaller part makes larger object pixels. Unit: px. None: the whole detector."""
    pattern_binning: int = 1
    """Detector pixels along each axis whose counts are added up."""
    position_order: Literal["yx", "xy"] = "yx"
    """Whether the file has exchanged the coordinates."""
    position_flip: Literal["none", "y", "x", "both"] = "none"
    """Coordinate of the positions whose sign is reversed."""
    position_unit: Literal["auto", "px", "m"] = "auto"
    """Unit of the positions."""
    object_pixel_size_m: float | None = None
    """Size of an object pixel of the whole detector. Unit: m. None: from the file, or from wavelength, distance and detector pixel."""
    wavelength_m: float | None = None
    """Wavelength of the light. Unit: m. None: from the file."""
    detector_distance_m: float | None = None
    """Distance from the sample to the detector. Unit: m. None: from the file."""
    detector_pixel_size_m: float | None = None
    """Size of a detector pixel. Unit: m. None: from the file."""
    probe_source: Literal["file", "mean_pattern"] = "file"
    """Where the probe comes from."""
    quiet: bool = False
    """Show errors only; a check shows warnings too, but nothing that is as it should be."""

    def __post_init__(self) -> None:
        bad = []
        if not isinstance(self.scan_file, Path):
            bad.append("scan_file")
        if not (self.picture is None or isinstance(self.picture, Path)):
            bad.append("picture")
        if type(self.as_json) is not bool:
            bad.append("as_json")
        if self.measurement not in ("auto", "counts", "amplitude"):
            bad.append("measurement")
        if type(self.pattern_fftshift) is not bool:
            bad.append("pattern_fftshift")
        if type(self.pattern_transpose) is not bool:
            bad.append("pattern_transpose")
        if self.pattern_flip not in ("none", "rows", "columns", "both"):
            bad.append("pattern_flip")
        if not (
            self.pattern_crop_px is None
            or (type(self.pattern_crop_px) is int and 8 <= self.pattern_crop_px)
        ):
            bad.append("pattern_crop_px")
        if not (type(self.pattern_binning) is int and 1 <= self.pattern_binning):
            bad.append("pattern_binning")
        if self.position_order not in ("yx", "xy"):
            bad.append("position_order")
        if self.position_flip not in ("none", "y", "x", "both"):
            bad.append("position_flip")
        if self.position_unit not in ("auto", "px", "m"):
            bad.append("position_unit")
        if not (
            self.object_pixel_size_m is None
            or (type(self.object_pixel_size_m) is float and 0.0 < self.object_pixel_size_m < inf)
        ):
            bad.append("object_pixel_size_m")
        if not (
            self.wavelength_m is None
            or (type(self.wavelength_m) is float and 0.0 < self.wavelength_m < inf)
        ):
            bad.append("wavelength_m")
        if not (
            self.detector_distance_m is None
            or (type(self.detector_distance_m) is float and 0.0 < self.detector_distance_m < inf)
        ):
            bad.append("detector_distance_m")
        if not (
            self.detector_pixel_size_m is None
            or (
                type(self.detector_pixel_size_m) is float and 0.0 < self.detector_pixel_size_m < inf
            )
        ):
            bad.append("detector_pixel_size_m")
        if self.probe_source not in ("file", "mean_pattern"):
            bad.append("probe_source")
        if type(self.quiet) is not bool:
            bad.append("quiet")
        if bad:
            settle(self, bad)


@dataclass(frozen=True, slots=True, kw_only=True)
class PyTorchExecutionConfig:
    """How a run is carried out; it never reaches params.cfg.

    Raises InputError with one fault for each value that is not allowed.
    """

    overwrite: bool = False
    """Replace the results of an earlier run in the output folder."""
    max_time: str | None = None
    """Time after which training stops. Unit: DD:HH:MM:SS. None: no limit."""
    optimizer: Literal["adamw", "adam", "sgd"] = "adamw"
    """How a gradient moves the weights."""
    learning_rate: float = 0.002
    """Peak learning rate."""
    weight_decay: float = 0.0001
    """Weight decay of the convolution weights."""
    betas: tuple[float, ...] = (0.9, 0.98)
    """Decay rates of the running means of gradient and squared gradient in adamw and adam."""
    sgd_momentum: float = 0.9
    """Share of the last step that sgd repeats."""
    scheduler: Literal[
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
    ] = "WarmupCosine"
    """How the learning rate changes during training."""
    scheduler_gamma: float = 0.95
    """Factor by which Exponential, MultiStage and Step lower the learning rate."""
    lr_warmup_steps: int = 15
    """Optimiser steps over which WarmupCosine raises the learning rate."""
    cosine_t_max: int | None = None
    """Optimiser steps in which Cosine goes from the peak to its lowest learning rate. None: all steps of the run."""
    cosine_eta_min: float = 0.0
    """Lowest learning rate of Cosine."""
    onecycle_max_lr: float | None = None
    """Peak learning rate of OneCycle. None: learning_rate."""
    onecycle_pct_start: float = 0.3
    """Share of all steps in which OneCycle rises."""
    onecycle_div_factor: float = 25.0
    """Peak learning rate of OneCycle over that at the start."""
    onecycle_final_div_factor: float = 10000.0
    """Learning rate of OneCycle at the start over that at the end."""
    linear_start_factor: float = 0.3333333333333333
    """Share of the peak learning rate at which Linear starts."""
    linear_total_iters: int = 5
    """Optimiser steps in which Linear reaches the peak."""
    step_size: int = 30
    """Epochs between two falls of the learning rate in Step."""
    plateau_factor: float = 0.1
    """Factor by which ReduceLROnPlateau lowers the learning rate."""
    plateau_patience: int = 10
    """Validations without improvement that ReduceLROnPlateau bears."""
    plateau_threshold: float = 0.0001
    """Smallest relative fall of the loss that ReduceLROnPlateau takes for one."""
    plateau_cooldown: int = 0
    """Validations after a fall of the learning rate in which ReduceLROnPlateau waits."""
    plateau_min_lr: float = 0.0
    """Lowest learning rate of ReduceLROnPlateau."""
    accum_steps: int = 1
    """Batches whose gradients are accumulated into one optimiser step."""
    gradient_clip_val: float | None = 1.0
    """Bound on the gradient. None: no clipping."""
    gradient_clip_algorithm: Literal["norm", "value", "agc"] = "norm"
    """What gradient_clip_val bounds."""
    ema_decay: float | None = 0.95
    """Decay per step of the running mean of the weights that is validated and saved. None: weights are used as they are."""
    ema_every_n_steps: int = 1
    """Optimiser steps between two updates of the running mean of the weights."""
    ema_start_epoch: int | None = None
    """Epoch from which the running mean is also updated at the end of each epoch. None: never."""
    limit_train_batches: int | None = None
    """Batches of each epoch that are used. None: all."""
    limit_val_batches: int | None = None
    """Batches of each validation that are used. None: all. 0: no validation; the training loss is monitored."""
    limit_test_batches: int | None = None
    """Batches of the final test of the best weights that are used. None: all. 0: no test."""
    overfit_batches: int = 0
    """Batches that are trained on again and again, to see whether the network can learn them. 0: fresh batches in each epoch."""
    fast_dev_run: int = 0
    """Batches of a trial run that writes no checkpoints and no metrics. 0: a real run."""
    check_val_every_n_epoch: int = 1
    """Epochs between validations."""
    val_check_interval: int | None = None
    """Batches between validations within an epoch. None: one validation at the end of an epoch."""
    num_sanity_val_steps: int = 0
    """Batches of the validation that are tried before training starts. -1: all. 0: none."""
    detect_anomaly: bool = False
    """Stop with the place where a gradient becomes not a number; slow."""
    enable_checkpointing: bool = True
    """Write checkpoints during training."""
    checkpoint_dir: Path | None = None
    """Folder for checkpoints. None: checkpoints in the output folder."""
    checkpoint_filename: str | None = None
    """Name of a checkpoint without its suffix; {epoch}, {step} and {name of a metric} are filled in. None: epoch and monitored metric."""
    checkpoint_save_top_k: int = 1
    """Number of best checkpoints to keep. -1: all. 0: none but the last."""
    checkpoint_monitor_metric: Literal["val_loss", "train_loss"] = "val_loss"
    """Metric by which the best checkpoint is chosen."""
    checkpoint_mode: Literal["min", "max"] = "min"
    """Whether the best checkpoint has the smallest or the largest metric."""
    checkpoint_save_last: bool = True
    """Keep the newest checkpoint as last.ckpt."""
    checkpoint_every_n_epochs: int | None = None
    """Epochs between checkpoints. None: every epoch."""
    checkpoint_every_n_train_steps: int | None = None
    """Optimiser steps after which last.ckpt is renewed, besides the end of each epoch. None: at the ends of epochs only."""
    checkpoint_train_time_interval: str | None = None
    """Time after which last.ckpt is renewed, besides the end of each epoch. Unit: DD:HH:MM:SS. None: at the ends of epochs only."""
    checkpoint_save_on_exception: bool = True
    """Renew last.ckpt when a run is interrupted or fails."""
    checkpoint_save_weights_only: bool = False
    """Keep only weights in the best checkpoints; last.ckpt stays whole, so that a run can go on."""
    early_stop_monitor: Literal["val_loss", "train_loss"] = "val_loss"
    """Metric that must improve for training to go on."""
    early_stop_mode: Literal["min", "max"] = "min"
    """Whether a smaller or a larger metric is an improvement."""
    early_stop_patience: int | None = 100
    """Validations without improvement after which training stops. None: training is never stopped early."""
    early_stop_min_delta: float = 0.0
    """Smallest change of the loss that counts as an improvement."""
    early_stop_strict: bool = True
    """Stop with an error when the metric is missing, instead of going on."""
    early_stop_check_finite: bool = True
    """Stop when the metric is not a finite number."""
    early_stop_stopping_threshold: float | None = None
    """Value of the metric that is good enough to stop. None: none."""
    early_stop_divergence_threshold: float | None = None
    """Value of the metric that is so bad that training stops. None: none."""
    resume: Path | Literal["auto"] | None = None
    """Checkpoint from which training goes on. None: a new run. auto: last.ckpt of the output folder; a new run where there is none."""
    resume_weights_only: bool = True
    """Read a checkpoint without executing anything in it; turn off only for files you trust."""
    logger_backend: Literal["csv", "tensorboard", "mlflow", "none"] = "csv"
    """Where metrics are recorded."""
    log_name: str = "lightning_logs"
    """Folder of metrics.csv and of the TensorBoard files in the run folder."""
    log_version: int | None = None
    """Number of the folder version_N in log_name. None: the next free one; that of the run which goes on."""
    tensorboard_default_hp_metric: bool = False
    """Write a placeholder metric beside the parameters, as TensorBoard wants for comparing runs."""
    mlflow_experiment_name: str = "lightning_logs"
    """Experiment under which MLflow files the run."""
    mlflow_tracking_uri: str | None = None
    """Address of the MLflow server or store. None: mlflow.db in the run folder."""
    mlflow_run_name: str | None = None
    """Name of the run in MLflow. None: MLflow makes one up."""
    mlflow_run_id: str | None = None
    """Run in MLflow to add to. None: a new one."""
    mlflow_log_model: bool = False
    """Copy the checkpoints to MLflow when training ends."""
    mlflow_artifact_location: str | None = None
    """Where MLflow keeps pictures and other files of the experiment. None: mlflow in the run folder, or what the server says."""
    log_every_n_steps: int = 10
    """Optimiser steps between two records of the metrics."""
    flush_logs_every_n_steps: int = 100
    """Records after which metrics.csv is written to disk."""
    lr_logging_interval: Literal["step", "epoch"] | None = None
    """How often the learning rate of each group of weights is recorded, beside lr in each epoch. None: not at all."""
    enable_progress_bar: bool = True
    """Show how far training is."""
    enable_model_summary: bool = True
    """Write the layers of the network and their sizes to the run log."""
    profiler: Literal["simple", "advanced"] | None = None
    """Measure where the time goes, and write it to the run log. None: no measurement."""
    preview_every_n_epochs: int | None = 25
    """Epochs between pictures of what the network makes of the validation scan, in the folder previews. None: no previews."""
    preview_n_patches: int = 4
    """Patches in a picture, evenly spread over the scan. 0: no patches."""
    preview_patch_indices: tuple[int, ...] | None = None
    """Patterns whose patches are shown, by their place in the file. None: preview_n_patches of them."""
    preview_stitched: bool = True
    """Show the whole object as well."""
    quiet: bool = False
    """Show errors only; a check shows warnings too, but nothing that is as it should be."""
    seed: int = 0
    """Start of every random number."""
    seed_workers: bool = True
    """Seed the processes that prepare batches as well."""
    deterministic: bool | Literal["warn"] = True
    """Use only algorithms that give the same result twice. warn: use what there is, and warn."""
    benchmark: bool | None = None
    """Try out convolution algorithms and take the fastest. None: as torch is set."""
    float32_matmul_precision: Literal["highest", "high", "medium"] = "highest"
    """How exact products of single-precision matrices are where the hardware gives a choice."""
    accelerator: Literal["auto", "cpu", "gpu", "cuda", "mps"] = "auto"
    """Kind of processor to compute on."""
    devices: int | Literal["auto"] = 1
    """Number of processors to train on. auto: all that there are."""
    num_nodes: int = 1
    """Number of machines to train on."""
    strategy: Literal["auto", "ddp", "ddp_spawn"] = "auto"
    """How training is spread over processes."""
    ddp_process_group_backend: Literal["gloo", "nccl"] | None = None
    """Way in which the processes of ddp talk to each other. None: nccl on graphics processors, else gloo."""
    ddp_timeout: str = "00:00:30:00"
    """Time that processes of ddp wait for each other. Unit: DD:HH:MM:SS."""
    sync_batchnorm: bool = False
    """Take the statistics of batch normalisation over all processes."""
    use_distributed_sampler: bool = True
    """Give each process its own share of the groups."""
    precision: Literal["auto", "32-true", "16-mixed", "bf16-mixed"] = "32-true"
    """Number format of the convolutions; physics and loss stay in single precision."""
    num_workers: int = 0
    """Processes that prepare batches."""
    pin_memory: bool = False
    """Keep batches in page-locked memory for a faster copy to the graphics processor."""
    persistent_workers: bool = False
    """Keep the worker processes alive between epochs."""
    prefetch_factor: int | None = None
    """Batches that each worker prepares ahead. None: two where there are workers."""
    drop_last: bool = False
    """Leave out the last batch of an epoch if it is smaller than the others."""
    dataloader_timeout: float = 0.0
    """Time to wait for a batch from a worker. Unit: s. 0.0: for ever."""
    multiprocessing_context: Literal["fork", "spawn", "forkserver"] | None = None
    """How worker processes are started. None: as the platform does it."""
    inference_batch_size: int = 64
    """Patterns that are transformed at once during a reconstruction."""

    def __post_init__(self) -> None:
        bad = []
        if type(self.overwrite) is not bool:
            bad.append("overwrite")
        if not (
            self.max_time is None
            or (
                type(self.max_time) is str
                and bool(fullmatch("[0-9]{2}:[0-9]{2}:[0-9]{2}:[0-9]{2}", self.max_time))
            )
        ):
            bad.append("max_time")
        if self.optimizer not in ("adamw", "adam", "sgd"):
            bad.append("optimizer")
        if not (type(self.learning_rate) is float and 0.0 < self.learning_rate < inf):
            bad.append("learning_rate")
        if not (type(self.weight_decay) is float and 0.0 <= self.weight_decay < inf):
            bad.append("weight_decay")
        if not (
            type(self.betas) is tuple
            and len(self.betas) == 2
            and all(type(each) is float and 0.0 <= each < 1.0 for each in self.betas)
        ):
            bad.append("betas")
        if not (type(self.sgd_momentum) is float and 0.0 <= self.sgd_momentum < 1.0):
            bad.append("sgd_momentum")
        if self.scheduler not in (
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
        if not (type(self.scheduler_gamma) is float and 0.0 < self.scheduler_gamma <= 1.0):
            bad.append("scheduler_gamma")
        if not (type(self.lr_warmup_steps) is int and 0 <= self.lr_warmup_steps):
            bad.append("lr_warmup_steps")
        if not (
            self.cosine_t_max is None or (type(self.cosine_t_max) is int and 1 <= self.cosine_t_max)
        ):
            bad.append("cosine_t_max")
        if not (type(self.cosine_eta_min) is float and 0.0 <= self.cosine_eta_min < inf):
            bad.append("cosine_eta_min")
        if not (
            self.onecycle_max_lr is None
            or (type(self.onecycle_max_lr) is float and 0.0 < self.onecycle_max_lr < inf)
        ):
            bad.append("onecycle_max_lr")
        if not (type(self.onecycle_pct_start) is float and 0.0 < self.onecycle_pct_start < 1.0):
            bad.append("onecycle_pct_start")
        if not (type(self.onecycle_div_factor) is float and 1.0 <= self.onecycle_div_factor < inf):
            bad.append("onecycle_div_factor")
        if not (
            type(self.onecycle_final_div_factor) is float
            and 1.0 <= self.onecycle_final_div_factor < inf
        ):
            bad.append("onecycle_final_div_factor")
        if not (type(self.linear_start_factor) is float and 0.0 < self.linear_start_factor <= 1.0):
            bad.append("linear_start_factor")
        if not (type(self.linear_total_iters) is int and 1 <= self.linear_total_iters):
            bad.append("linear_total_iters")
        if not (type(self.step_size) is int and 1 <= self.step_size):
            bad.append("step_size")
        if not (type(self.plateau_factor) is float and 0.0 < self.plateau_factor < 1.0):
            bad.append("plateau_factor")
        if not (type(self.plateau_patience) is int and 0 <= self.plateau_patience):
            bad.append("plateau_patience")
        if not (type(self.plateau_threshold) is float and 0.0 <= self.plateau_threshold < inf):
            bad.append("plateau_threshold")
        if not (type(self.plateau_cooldown) is int and 0 <= self.plateau_cooldown):
            bad.append("plateau_cooldown")
        if not (type(self.plateau_min_lr) is float and 0.0 <= self.plateau_min_lr < inf):
            bad.append("plateau_min_lr")
        if not (type(self.accum_steps) is int and 1 <= self.accum_steps):
            bad.append("accum_steps")
        if not (
            self.gradient_clip_val is None
            or (type(self.gradient_clip_val) is float and 0.0 < self.gradient_clip_val < inf)
        ):
            bad.append("gradient_clip_val")
        if self.gradient_clip_algorithm not in ("norm", "value", "agc"):
            bad.append("gradient_clip_algorithm")
        if not (
            self.ema_decay is None
            or (type(self.ema_decay) is float and 0.0 <= self.ema_decay < 1.0)
        ):
            bad.append("ema_decay")
        if not (type(self.ema_every_n_steps) is int and 1 <= self.ema_every_n_steps):
            bad.append("ema_every_n_steps")
        if not (
            self.ema_start_epoch is None
            or (type(self.ema_start_epoch) is int and 0 <= self.ema_start_epoch)
        ):
            bad.append("ema_start_epoch")
        if not (
            self.limit_train_batches is None
            or (type(self.limit_train_batches) is int and 1 <= self.limit_train_batches)
        ):
            bad.append("limit_train_batches")
        if not (
            self.limit_val_batches is None
            or (type(self.limit_val_batches) is int and 0 <= self.limit_val_batches)
        ):
            bad.append("limit_val_batches")
        if not (
            self.limit_test_batches is None
            or (type(self.limit_test_batches) is int and 0 <= self.limit_test_batches)
        ):
            bad.append("limit_test_batches")
        if not (type(self.overfit_batches) is int and 0 <= self.overfit_batches):
            bad.append("overfit_batches")
        if not (type(self.fast_dev_run) is int and 0 <= self.fast_dev_run):
            bad.append("fast_dev_run")
        if not (type(self.check_val_every_n_epoch) is int and 1 <= self.check_val_every_n_epoch):
            bad.append("check_val_every_n_epoch")
        if not (
            self.val_check_interval is None
            or (type(self.val_check_interval) is int and 1 <= self.val_check_interval)
        ):
            bad.append("val_check_interval")
        if not (
            type(self.num_sanity_val_steps) is int
            and (0 <= self.num_sanity_val_steps or self.num_sanity_val_steps == -1)
        ):
            bad.append("num_sanity_val_steps")
        if type(self.detect_anomaly) is not bool:
            bad.append("detect_anomaly")
        if type(self.enable_checkpointing) is not bool:
            bad.append("enable_checkpointing")
        if not (self.checkpoint_dir is None or isinstance(self.checkpoint_dir, Path)):
            bad.append("checkpoint_dir")
        if not (
            self.checkpoint_filename is None
            or (
                type(self.checkpoint_filename) is str
                and bool(fullmatch("[A-Za-z0-9_{}.:=+-]+", self.checkpoint_filename))
            )
        ):
            bad.append("checkpoint_filename")
        if not (
            type(self.checkpoint_save_top_k) is int
            and (0 <= self.checkpoint_save_top_k or self.checkpoint_save_top_k == -1)
        ):
            bad.append("checkpoint_save_top_k")
        if self.checkpoint_monitor_metric not in ("val_loss", "train_loss"):
            bad.append("checkpoint_monitor_metric")
        if self.checkpoint_mode not in ("min", "max"):
            bad.append("checkpoint_mode")
        if type(self.checkpoint_save_last) is not bool:
            bad.append("checkpoint_save_last")
        if not (
            self.checkpoint_every_n_epochs is None
            or (type(self.checkpoint_every_n_epochs) is int and 1 <= self.checkpoint_every_n_epochs)
        ):
            bad.append("checkpoint_every_n_epochs")
        if not (
            self.checkpoint_every_n_train_steps is None
            or (
                type(self.checkpoint_every_n_train_steps) is int
                and 1 <= self.checkpoint_every_n_train_steps
            )
        ):
            bad.append("checkpoint_every_n_train_steps")
        if not (
            self.checkpoint_train_time_interval is None
            or (
                type(self.checkpoint_train_time_interval) is str
                and bool(
                    fullmatch(
                        "[0-9]{2}:[0-9]{2}:[0-9]{2}:[0-9]{2}", self.checkpoint_train_time_interval
                    )
                )
            )
        ):
            bad.append("checkpoint_train_time_interval")
        if type(self.checkpoint_save_on_exception) is not bool:
            bad.append("checkpoint_save_on_exception")
        if type(self.checkpoint_save_weights_only) is not bool:
            bad.append("checkpoint_save_weights_only")
        if self.early_stop_monitor not in ("val_loss", "train_loss"):
            bad.append("early_stop_monitor")
        if self.early_stop_mode not in ("min", "max"):
            bad.append("early_stop_mode")
        if not (
            self.early_stop_patience is None
            or (type(self.early_stop_patience) is int and 0 <= self.early_stop_patience)
        ):
            bad.append("early_stop_patience")
        if not (
            type(self.early_stop_min_delta) is float and 0.0 <= self.early_stop_min_delta < inf
        ):
            bad.append("early_stop_min_delta")
        if type(self.early_stop_strict) is not bool:
            bad.append("early_stop_strict")
        if type(self.early_stop_check_finite) is not bool:
            bad.append("early_stop_check_finite")
        if not (
            self.early_stop_stopping_threshold is None
            or (
                type(self.early_stop_stopping_threshold) is float
                and -inf < self.early_stop_stopping_threshold < inf
            )
        ):
            bad.append("early_stop_stopping_threshold")
        if not (
            self.early_stop_divergence_threshold is None
            or (
                type(self.early_stop_divergence_threshold) is float
                and -inf < self.early_stop_divergence_threshold < inf
            )
        ):
            bad.append("early_stop_divergence_threshold")
        if not (self.resume is None or self.resume == "auto" or isinstance(self.resume, Path)):
            bad.append("resume")
        if type(self.resume_weights_only) is not bool:
            bad.append("resume_weights_only")
        if self.logger_backend not in ("csv", "tensorboard", "mlflow", "none"):
            bad.append("logger_backend")
        if not (
            type(self.log_name) is str
            and bool(fullmatch("[A-Za-z0-9_][A-Za-z0-9_.-]*", self.log_name))
        ):
            bad.append("log_name")
        if not (
            self.log_version is None or (type(self.log_version) is int and 0 <= self.log_version)
        ):
            bad.append("log_version")
        if type(self.tensorboard_default_hp_metric) is not bool:
            bad.append("tensorboard_default_hp_metric")
        if type(self.mlflow_experiment_name) is not str:
            bad.append("mlflow_experiment_name")
        if not (self.mlflow_tracking_uri is None or type(self.mlflow_tracking_uri) is str):
            bad.append("mlflow_tracking_uri")
        if not (self.mlflow_run_name is None or type(self.mlflow_run_name) is str):
            bad.append("mlflow_run_name")
        if not (self.mlflow_run_id is None or type(self.mlflow_run_id) is str):
            bad.append("mlflow_run_id")
        if type(self.mlflow_log_model) is not bool:
            bad.append("mlflow_log_model")
        if not (
            self.mlflow_artifact_location is None or type(self.mlflow_artifact_location) is str
        ):
            bad.append("mlflow_artifact_location")
        if not (type(self.log_every_n_steps) is int and 1 <= self.log_every_n_steps):
            bad.append("log_every_n_steps")
        if not (type(self.flush_logs_every_n_steps) is int and 1 <= self.flush_logs_every_n_steps):
            bad.append("flush_logs_every_n_steps")
        if not (self.lr_logging_interval is None or self.lr_logging_interval in ("step", "epoch")):
            bad.append("lr_logging_interval")
        if type(self.enable_progress_bar) is not bool:
            bad.append("enable_progress_bar")
        if type(self.enable_model_summary) is not bool:
            bad.append("enable_model_summary")
        if not (self.profiler is None or self.profiler in ("simple", "advanced")):
            bad.append("profiler")
        if not (
            self.preview_every_n_epochs is None
            or (type(self.preview_every_n_epochs) is int and 1 <= self.preview_every_n_epochs)
        ):
            bad.append("preview_every_n_epochs")
        if not (type(self.preview_n_patches) is int and 0 <= self.preview_n_patches <= 64):
            bad.append("preview_n_patches")
        if not (
            self.preview_patch_indices is None
            or (
                type(self.preview_patch_indices) is tuple
                and all(type(each) is int and 0 <= each for each in self.preview_patch_indices)
            )
        ):
            bad.append("preview_patch_indices")
        if type(self.preview_stitched) is not bool:
            bad.append("preview_stitched")
        if type(self.quiet) is not bool:
            bad.append("quiet")
        if not (type(self.seed) is int and 0 <= self.seed <= 4294967295):
            bad.append("seed")
        if type(self.seed_workers) is not bool:
            bad.append("seed_workers")
        if not (self.deterministic == "warn" or type(self.deterministic) is bool):
            bad.append("deterministic")
        if not (self.benchmark is None or type(self.benchmark) is bool):
            bad.append("benchmark")
        if self.float32_matmul_precision not in ("highest", "high", "medium"):
            bad.append("float32_matmul_precision")
        if self.accelerator not in ("auto", "cpu", "gpu", "cuda", "mps"):
            bad.append("accelerator")
        if not (self.devices == "auto" or (type(self.devices) is int and 1 <= self.devices)):
            bad.append("devices")
        if not (type(self.num_nodes) is int and 1 <= self.num_nodes):
            bad.append("num_nodes")
        if self.strategy not in ("auto", "ddp", "ddp_spawn"):
            bad.append("strategy")
        if not (
            self.ddp_process_group_backend is None
            or self.ddp_process_group_backend in ("gloo", "nccl")
        ):
            bad.append("ddp_process_group_backend")
        if not (
            type(self.ddp_timeout) is str
            and bool(fullmatch("[0-9]{2}:[0-9]{2}:[0-9]{2}:[0-9]{2}", self.ddp_timeout))
        ):
            bad.append("ddp_timeout")
        if type(self.sync_batchnorm) is not bool:
            bad.append("sync_batchnorm")
        if type(self.use_distributed_sampler) is not bool:
            bad.append("use_distributed_sampler")
        if self.precision not in ("auto", "32-true", "16-mixed", "bf16-mixed"):
            bad.append("precision")
        if not (type(self.num_workers) is int and 0 <= self.num_workers):
            bad.append("num_workers")
        if type(self.pin_memory) is not bool:
            bad.append("pin_memory")
        if type(self.persistent_workers) is not bool:
            bad.append("persistent_workers")
        if not (
            self.prefetch_factor is None
            or (type(self.prefetch_factor) is int and 1 <= self.prefetch_factor)
        ):
            bad.append("prefetch_factor")
        if type(self.drop_last) is not bool:
            bad.append("drop_last")
        if not (type(self.dataloader_timeout) is float and 0.0 <= self.dataloader_timeout < inf):
            bad.append("dataloader_timeout")
        if not (
            self.multiprocessing_context is None
            or self.multiprocessing_context in ("fork", "spawn", "forkserver")
        ):
            bad.append("multiprocessing_context")
        if not (type(self.inference_batch_size) is int and 1 <= self.inference_batch_size):
            bad.append("inference_batch_size")
        if bad:
            settle(self, bad)
            return
        rules = []
        if self.sgd_momentum != 0.9 and self.optimizer != "sgd":
            rules.append(("sgd_momentum", "the momentum belongs to --optimizer sgd"))
        if self.cosine_t_max is not None and self.scheduler != "Cosine":
            rules.append(("cosine_t_max", "it belongs to --scheduler Cosine"))
        if self.cosine_eta_min != 0.0 and self.scheduler != "Cosine":
            rules.append(("cosine_eta_min", "it belongs to --scheduler Cosine"))
        if self.onecycle_max_lr is not None and self.scheduler != "OneCycle":
            rules.append(("onecycle_max_lr", "it belongs to --scheduler OneCycle"))
        if self.onecycle_pct_start != 0.3 and self.scheduler != "OneCycle":
            rules.append(("onecycle_pct_start", "it belongs to --scheduler OneCycle"))
        if self.onecycle_div_factor != 25.0 and self.scheduler != "OneCycle":
            rules.append(("onecycle_div_factor", "it belongs to --scheduler OneCycle"))
        if self.onecycle_final_div_factor != 10000.0 and self.scheduler != "OneCycle":
            rules.append(("onecycle_final_div_factor", "it belongs to --scheduler OneCycle"))
        if self.linear_start_factor != 0.3333333333333333 and self.scheduler != "Linear":
            rules.append(("linear_start_factor", "it belongs to --scheduler Linear"))
        if self.linear_total_iters != 5 and self.scheduler != "Linear":
            rules.append(("linear_total_iters", "it belongs to --scheduler Linear"))
        if self.step_size != 30 and self.scheduler != "Step":
            rules.append(("step_size", "it belongs to --scheduler Step"))
        if self.plateau_factor != 0.1 and self.scheduler not in ("ReduceLROnPlateau", "Adaptive"):
            rules.append(("plateau_factor", "it belongs to --scheduler ReduceLROnPlateau"))
        if self.plateau_patience != 10 and self.scheduler not in ("ReduceLROnPlateau", "Adaptive"):
            rules.append(("plateau_patience", "it belongs to --scheduler ReduceLROnPlateau"))
        if self.plateau_threshold != 0.0001 and self.scheduler not in (
            "ReduceLROnPlateau",
            "Adaptive",
        ):
            rules.append(("plateau_threshold", "it belongs to --scheduler ReduceLROnPlateau"))
        if self.plateau_cooldown != 0 and self.scheduler not in ("ReduceLROnPlateau", "Adaptive"):
            rules.append(("plateau_cooldown", "it belongs to --scheduler ReduceLROnPlateau"))
        if self.plateau_min_lr != 0.0 and self.scheduler not in ("ReduceLROnPlateau", "Adaptive"):
            rules.append(("plateau_min_lr", "it belongs to --scheduler ReduceLROnPlateau"))
        if self.gradient_clip_algorithm != "norm" and self.gradient_clip_val is None:
            rules.append(
                ("gradient_clip_algorithm", "a clip algorithm means nothing without a clip value")
            )
        if self.ema_every_n_steps != 1 and self.ema_decay is None:
            rules.append(("ema_every_n_steps", "there is no running mean without --ema-decay"))
        if self.ema_start_epoch is not None and self.ema_decay is None:
            rules.append(("ema_start_epoch", "there is no running mean without --ema-decay"))
        if self.val_check_interval is not None and self.check_val_every_n_epoch != 1:
            rules.append(("val_check_interval", "validations are counted in batches or in epochs"))
        if (
            self.checkpoint_every_n_train_steps is not None
            and self.checkpoint_every_n_epochs is not None
        ):
            rules.append(
                ("checkpoint_every_n_train_steps", "checkpoints are counted in steps or in epochs")
            )
        if (
            self.checkpoint_every_n_train_steps is not None
            and self.checkpoint_train_time_interval is not None
        ):
            rules.append(
                ("checkpoint_every_n_train_steps", "checkpoints are counted in steps or in time")
            )
        if (
            self.checkpoint_train_time_interval is not None
            and self.checkpoint_every_n_epochs is not None
        ):
            rules.append(
                ("checkpoint_train_time_interval", "checkpoints are counted in time or in epochs")
            )
        if self.early_stop_monitor != "val_loss" and self.early_stop_patience is None:
            rules.append(
                ("early_stop_monitor", "nothing stops a run early without --early-stop-patience")
            )
        if self.early_stop_mode != "min" and self.early_stop_patience is None:
            rules.append(
                ("early_stop_mode", "nothing stops a run early without --early-stop-patience")
            )
        if self.early_stop_strict is not True and self.early_stop_patience is None:
            rules.append(
                ("early_stop_strict", "nothing stops a run early without --early-stop-patience")
            )
        if self.early_stop_check_finite is not True and self.early_stop_patience is None:
            rules.append(
                (
                    "early_stop_check_finite",
                    "nothing stops a run early without --early-stop-patience",
                )
            )
        if self.early_stop_stopping_threshold is not None and self.early_stop_patience is None:
            rules.append(
                (
                    "early_stop_stopping_threshold",
                    "nothing stops a run early without --early-stop-patience",
                )
            )
        if self.early_stop_divergence_threshold is not None and self.early_stop_patience is None:
            rules.append(
                (
                    "early_stop_divergence_threshold",
                    "nothing stops a run early without --early-stop-patience",
                )
            )
        if self.tensorboard_default_hp_metric is not False and self.logger_backend != "tensorboard":
            rules.append(("tensorboard_default_hp_metric", "it belongs to --logger tensorboard"))
        if self.mlflow_experiment_name != "lightning_logs" and self.logger_backend != "mlflow":
            rules.append(("mlflow_experiment_name", "it belongs to --logger mlflow"))
        if self.mlflow_tracking_uri is not None and self.logger_backend != "mlflow":
            rules.append(("mlflow_tracking_uri", "it belongs to --logger mlflow"))
        if self.mlflow_run_name is not None and self.logger_backend != "mlflow":
            rules.append(("mlflow_run_name", "it belongs to --logger mlflow"))
        if self.mlflow_run_id is not None and self.logger_backend != "mlflow":
            rules.append(("mlflow_run_id", "it belongs to --logger mlflow"))
        if self.mlflow_log_model is not False and self.logger_backend != "mlflow":
            rules.append(("mlflow_log_model", "it belongs to --logger mlflow"))
        if self.mlflow_artifact_location is not None and self.logger_backend != "mlflow":
            rules.append(("mlflow_artifact_location", "it belongs to --logger mlflow"))
        if self.lr_logging_interval is not None and self.logger_backend == "none":
            rules.append(("lr_logging_interval", "there is no logger to record it"))
        if self.benchmark is True and self.deterministic is True:
            rules.append(
                (
                    "benchmark",
                    "the fastest algorithm differs from run to run; add --no-deterministic",
                )
            )
        if self.ddp_process_group_backend is not None and self.strategy not in ("ddp", "ddp_spawn"):
            rules.append(
                ("ddp_process_group_backend", "it belongs to --strategy ddp and ddp_spawn")
            )
        if self.ddp_timeout != "00:00:30:00" and self.strategy not in ("ddp", "ddp_spawn"):
            rules.append(("ddp_timeout", "it belongs to --strategy ddp and ddp_spawn"))
        if self.persistent_workers is not False and not (self.num_workers >= 1):
            rules.append(("persistent_workers", "persistent workers need --num-workers 1 or more"))
        if self.prefetch_factor is not None and not (self.num_workers >= 1):
            rules.append(("prefetch_factor", "prefetching needs --num-workers 1 or more"))
        if self.dataloader_timeout != 0.0 and not (self.num_workers >= 1):
            rules.append(("dataloader_timeout", "a timeout needs --num-workers 1 or more"))
        if self.multiprocessing_context is not None and not (self.num_workers >= 1):
            rules.append(
                ("multiprocessing_context", "a way to start workers needs --num-workers 1 or more")
            )
        if rules:
            raise broken("PyTorchExecutionConfig", rules)


@dataclass(frozen=True, slots=True, kw_only=True)
class SimulationConfig:
    """The synthetic object, probe and scans.

    Raises InputError with one fault for each value that is not allowed.
    """

    output_dir: Path
    """Folder to write to; made if it does not exist."""
    overwrite: bool = False
    """Replace the results of an earlier run in the output folder."""
    quiet: bool = False
    """Show errors only; a check shows warnings too, but nothing that is as it should be."""
    seed: int = 0
    """Start of every random number."""
    object_kind: Literal["mixed", "cells", "circuit", "dead_leaves", "siemens_star"] = (
        "siemens_star"
    )
    """What the synthetic object looks like."""
    object_seed: int | None = None
    """Start of the random numbers of the object alone. None: drawn from seed."""
    probe_kind: Literal["defocus", "gaussian", "disk"] = "defocus"
    """What the synthetic probe looks like."""
    probe_diameter_px: float = 29.0
    """Diameter of the synthetic probe. Unit: px."""
    patch_size: int = 64
    """Side of a diffraction pattern. Unit: px."""
    n_positions: int = 1024
    """Scan positions of each scan."""
    step_px: float = 6.0
    """Distance between neighbouring scan positions. Unit: px."""
    photons_per_pattern: float = 1000000.0
    """Mean number of photons in a diffraction pattern. Unit: photons."""
    scan_pattern: Literal["raster", "spiral", "fermat"] = "raster"
    """Order of the scan positions in the plane."""
    position_jitter: float = 0.3
    """Random displacement of the positions as a fraction of step_px."""
    noise: bool = True
    """Draw counts from the Poisson distribution."""

    def __post_init__(self) -> None:
        bad = []
        if not isinstance(self.output_dir, Path):
            bad.append("output_dir")
        if type(self.overwrite) is not bool:
            bad.append("overwrite")
        if type(self.quiet) is not bool:
            bad.append("quiet")
        if not (type(self.seed) is int and 0 <= self.seed <= 4294967295):
            bad.append("seed")
        if self.object_kind not in ("mixed", "cells", "circuit", "dead_leaves", "siemens_star"):
            bad.append("object_kind")
        if not (
            self.object_seed is None
            or (type(self.object_seed) is int and 0 <= self.object_seed <= 4294967295)
        ):
            bad.append("object_seed")
        if self.probe_kind not in ("defocus", "gaussian", "disk"):
            bad.append("probe_kind")
        if not (type(self.probe_diameter_px) is float and 0.0 < self.probe_diameter_px < inf):
            bad.append("probe_diameter_px")
        if not (type(self.patch_size) is int and 16 <= self.patch_size <= 1024):
            bad.append("patch_size")
        if not (type(self.n_positions) is int and 1 <= self.n_positions):
            bad.append("n_positions")
        if not (type(self.step_px) is float and 0.0 < self.step_px < inf):
            bad.append("step_px")
        if not (type(self.photons_per_pattern) is float and 0.0 < self.photons_per_pattern < inf):
            bad.append("photons_per_pattern")
        if self.scan_pattern not in ("raster", "spiral", "fermat"):
            bad.append("scan_pattern")
        if not (type(self.position_jitter) is float and 0.0 <= self.position_jitter <= 1.0):
            bad.append("position_jitter")
        if type(self.noise) is not bool:
            bad.append("noise")
        if bad:
            settle(self, bad)


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingConfig:
    """What is trained on what, and how the weights move.

    Raises InputError with one fault for each value that is not allowed.
    """

    model: ModelConfig = field(default_factory=ModelConfig)
    """The network and the physics it is built around."""
    train_data_file: Path
    """Scan to train on (NPZ, HDF5 or CXI)."""
    test_data_file: Path | None = None
    """Scan to validate on while training, or to reconstruct (NPZ, HDF5 or CXI). None: no validation; the training loss is monitored."""
    output_dir: Path
    """Folder to write to; made if it does not exist."""
    measurement: Literal["auto", "counts", "amplitude"] = "auto"
    """What the numbers in the diffraction patterns are."""
    probe_refinement_iterations: int = 60
    """Steps by which the probe is refined from the scan; the refined probe is used where it predicts patterns better that were held back. 0: the probe in the file is believed."""
    n_groups: int | None = None
    """Groups of neighbouring patterns drawn from the scan in each epoch. None: as many as cover the scan once."""
    n_validation_groups: int | None = 4
    """Groups of the validation scan on which val_loss is taken, the same ones each time. None: as many as cover the validation scan once."""
    input_fraction_min: float = 0.5
    """Smallest share of the patterns of a group that the network is shown; the loss is taken on the others."""
    input_fraction_max: float = 0.9
    """Largest share of the patterns of a group that the network is shown."""
    pattern_fftshift: bool = False
    """The zero frequency of the patterns is at the corner of the array; move it to the centre."""
    pattern_transpose: bool = False
    """Exchange rows and columns of the patterns."""
    pattern_flip: Literal["none", "rows", "columns", "both"] = "none"
    """Axis of the patterns to reverse, after a transposition."""
    pattern_crop_px: int | None = None
    """Side of the central part of the detector that is used; a smaller part makes larger object pixels. Unit: px. None: the whole detector."""
    pattern_binning: int = 1
    """Detector pixels along each axis whose counts are added up."""
    position_order: Literal["yx", "xy"] = "yx"
    """Whether the file has exchanged the coordinates."""
    position_flip: Literal["none", "y", "x", "both"] = "none"
    """Coordinate of the positions whose sign is reversed."""
    position_unit: Literal["auto", "px", "m"] = "auto"
    """Unit of the positions."""
    object_pixel_size_m: float | None = None
    """Size of an object pixel of the whole detector. Unit: m. None: from the file, or from wavelength, distance and detector pixel."""
    wavelength_m: float | None = None
    """Wavelength of the light. Unit: m. None: from the file."""
    detector_distance_m: float | None = None
    """Distance from the sample to the detector. Unit: m. None: from the file."""
    detector_pixel_size_m: float | None = None
    """Size of a detector pixel. Unit: m. None: from the file."""
    probe_source: Literal["file", "mean_pattern"] = "file"
    """Where the probe comes from."""
    max_epochs: int = 100
    """Epochs to train for. -1: no limit."""
    min_epochs: int | None = None
    """Epochs that are trained at least, whatever early stopping says. None: none but the first."""
    max_steps: int = -1
    """Optimiser steps after which training stops. -1: no limit."""
    batch_size: int = 1
    """Groups in one optimiser step."""

    def __post_init__(self) -> None:
        bad = []
        if not isinstance(self.train_data_file, Path):
            bad.append("train_data_file")
        if not (self.test_data_file is None or isinstance(self.test_data_file, Path)):
            bad.append("test_data_file")
        if not isinstance(self.output_dir, Path):
            bad.append("output_dir")
        if self.measurement not in ("auto", "counts", "amplitude"):
            bad.append("measurement")
        if not (
            type(self.probe_refinement_iterations) is int and 0 <= self.probe_refinement_iterations
        ):
            bad.append("probe_refinement_iterations")
        if not (self.n_groups is None or (type(self.n_groups) is int and 1 <= self.n_groups)):
            bad.append("n_groups")
        if not (
            self.n_validation_groups is None
            or (type(self.n_validation_groups) is int and 1 <= self.n_validation_groups)
        ):
            bad.append("n_validation_groups")
        if not (type(self.input_fraction_min) is float and 0.0 < self.input_fraction_min < 1.0):
            bad.append("input_fraction_min")
        if not (type(self.input_fraction_max) is float and 0.0 < self.input_fraction_max < 1.0):
            bad.append("input_fraction_max")
        if type(self.pattern_fftshift) is not bool:
            bad.append("pattern_fftshift")
        if type(self.pattern_transpose) is not bool:
            bad.append("pattern_transpose")
        if self.pattern_flip not in ("none", "rows", "columns", "both"):
            bad.append("pattern_flip")
        if not (
            self.pattern_crop_px is None
            or (type(self.pattern_crop_px) is int and 8 <= self.pattern_crop_px)
        ):
            bad.append("pattern_crop_px")
        if not (type(self.pattern_binning) is int and 1 <= self.pattern_binning):
            bad.append("pattern_binning")
        if self.position_order not in ("yx", "xy"):
            bad.append("position_order")
        if self.position_flip not in ("none", "y", "x", "both"):
            bad.append("position_flip")
        if self.position_unit not in ("auto", "px", "m"):
            bad.append("position_unit")
        if not (
            self.object_pixel_size_m is None
            or (type(self.object_pixel_size_m) is float and 0.0 < self.object_pixel_size_m < inf)
        ):
            bad.append("object_pixel_size_m")
        if not (
            self.wavelength_m is None
            or (type(self.wavelength_m) is float and 0.0 < self.wavelength_m < inf)
        ):
            bad.append("wavelength_m")
        if not (
            self.detector_distance_m is None
            or (type(self.detector_distance_m) is float and 0.0 < self.detector_distance_m < inf)
        ):
            bad.append("detector_distance_m")
        if not (
            self.detector_pixel_size_m is None
            or (
                type(self.detector_pixel_size_m) is float and 0.0 < self.detector_pixel_size_m < inf
            )
        ):
            bad.append("detector_pixel_size_m")
        if self.probe_source not in ("file", "mean_pattern"):
            bad.append("probe_source")
        if not (type(self.max_epochs) is int and (1 <= self.max_epochs or self.max_epochs == -1)):
            bad.append("max_epochs")
        if not (self.min_epochs is None or (type(self.min_epochs) is int and 1 <= self.min_epochs)):
            bad.append("min_epochs")
        if not (type(self.max_steps) is int and (1 <= self.max_steps or self.max_steps == -1)):
            bad.append("max_steps")
        if not (type(self.batch_size) is int and 1 <= self.batch_size):
            bad.append("batch_size")
        if bad:
            settle(self, bad)


@dataclass(frozen=True, slots=True, kw_only=True)
class InferenceConfig:
    """What is reconstructed with which trained model.

    Raises InputError with one fault for each value that is not allowed.
    """

    model: ModelConfig = field(default_factory=ModelConfig)
    """The network and the physics it is built around."""
    test_data_file: Path | None = None
    """Scan to validate on while training, or to reconstruct (NPZ, HDF5 or CXI). None: no validation; the training loss is monitored."""
    model_path: Path
    """Run folder of a training, or the bundle wts.h5.zip inside it."""
    output_dir: Path
    """Folder to write to; made if it does not exist."""
    measurement: Literal["auto", "counts", "amplitude"] = "auto"
    """What the numbers in the diffraction patterns are."""
    probe_refinement_iterations: int = 60
    """Steps by which the probe is refined from the scan; the refined probe is used where it predicts patterns better that were held back. 0: the probe in the file is believed."""
    pattern_fftshift: bool = False
    """The zero frequency of the patterns is at the corner of the array; move it to the centre."""
    pattern_transpose: bool = False
    """Exchange rows and columns of the patterns."""
    pattern_flip: Literal["none", "rows", "columns", "both"] = "none"
    """Axis of the patterns to reverse, after a transposition."""
    pattern_crop_px: int | None = None
    """Side of the central part of the detector that is used; a smaller part makes larger object pixels. Unit: px. None: the whole detector."""
    pattern_binning: int = 1
    """Detector pixels along each axis whose counts are added up."""
    position_order: Literal["yx", "xy"] = "yx"
    """Whether the file has exchanged the coordinates."""
    position_flip: Literal["none", "y", "x", "both"] = "none"
    """Coordinate of the positions whose sign is reversed."""
    position_unit: Literal["auto", "px", "m"] = "auto"
    """Unit of the positions."""
    object_pixel_size_m: float | None = None
    """Size of an object pixel of the whole detector. Unit: m. None: from the file, or from wavelength, distance and detector pixel."""
    wavelength_m: float | None = None
    """Wavelength of the light. Unit: m. None: from the file."""
    detector_distance_m: float | None = None
    """Distance from the sample to the detector. Unit: m. None: from the file."""
    detector_pixel_size_m: float | None = None
    """Size of a detector pixel. Unit: m. None: from the file."""
    probe_source: Literal["file", "mean_pattern"] = "file"
    """Where the probe comes from."""

    def __post_init__(self) -> None:
        bad = []
        if not (self.test_data_file is None or isinstance(self.test_data_file, Path)):
            bad.append("test_data_file")
        if not isinstance(self.model_path, Path):
            bad.append("model_path")
        if not isinstance(self.output_dir, Path):
            bad.append("output_dir")
        if self.measurement not in ("auto", "counts", "amplitude"):
            bad.append("measurement")
        if not (
            type(self.probe_refinement_iterations) is int and 0 <= self.probe_refinement_iterations
        ):
            bad.append("probe_refinement_iterations")
        if type(self.pattern_fftshift) is not bool:
            bad.append("pattern_fftshift")
        if type(self.pattern_transpose) is not bool:
            bad.append("pattern_transpose")
        if self.pattern_flip not in ("none", "rows", "columns", "both"):
            bad.append("pattern_flip")
        if not (
            self.pattern_crop_px is None
            or (type(self.pattern_crop_px) is int and 8 <= self.pattern_crop_px)
        ):
            bad.append("pattern_crop_px")
        if not (type(self.pattern_binning) is int and 1 <= self.pattern_binning):
            bad.append("pattern_binning")
        if self.position_order not in ("yx", "xy"):
            bad.append("position_order")
        if self.position_flip not in ("none", "y", "x", "both"):
            bad.append("position_flip")
        if self.position_unit not in ("auto", "px", "m"):
            bad.append("position_unit")
        if not (
            self.object_pixel_size_m is None
            or (type(self.object_pixel_size_m) is float and 0.0 < self.object_pixel_size_m < inf)
        ):
            bad.append("object_pixel_size_m")
        if not (
            self.wavelength_m is None
            or (type(self.wavelength_m) is float and 0.0 < self.wavelength_m < inf)
        ):
            bad.append("wavelength_m")
        if not (
            self.detector_distance_m is None
            or (type(self.detector_distance_m) is float and 0.0 < self.detector_distance_m < inf)
        ):
            bad.append("detector_distance_m")
        if not (
            self.detector_pixel_size_m is None
            or (
                type(self.detector_pixel_size_m) is float and 0.0 < self.detector_pixel_size_m < inf
            )
        ):
            bad.append("detector_pixel_size_m")
        if self.probe_source not in ("file", "mean_pattern"):
            bad.append("probe_source")
        if bad:
            settle(self, bad)
