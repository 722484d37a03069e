# Generated from spec/knobs.yaml by `make generate`; edit the registry or the template.
# digest: input 4b579c8c24baa804 form 9f9aeb3b42684696 text 3a34cfa254f3ccb1

"""The configuration dataclasses: frozen, and checked whoever constructs them.

Their ``__init__`` fills the instance in one step: what dataclasses generate for frozen ones sets
field by field, which takes longer than all checks together.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from . import checks
from .idle import idle_fields_can_be_set, warn_of_idle
from .values import broken, one_of_both, settle


@idle_fields_can_be_set
@dataclass(frozen=True, init=False, kw_only=True)
class ModelConfig:
    """The network and the physics it is built around.

    Raises InputError with one fault for each value that is not allowed.
    """

    gridsize: int = 10
    """Patterns along one side of a group; the network sees gridsize x gridsize neighbouring patterns at a time while it trains."""
    architecture: Literal["unrolled", "cnn"] = "unrolled"
    """Network that turns diffraction patterns into an object."""
    n_unrolled: int = 4
    """Sweeps of the unrolled network, each followed by a learned correction."""
    n_subsets: int = 8
    """Parts in which a sweep of the unrolled network takes the patterns, one update each."""
    n_averaging_steps: int = 6
    """Steps with all patterns at once that end the unrolled network and average noise out."""
    n_filters: int = 24
    """Width of the first level of the convolutional network."""
    n_filters_scale: float = 2.0
    """Width of the cnn; its narrowest level has 32 times as many maps."""
    n_hidden_channels: int = 4
    """Maps that the unrolled network hands from one step to the next beside the object."""
    model_type: Literal["pinn", "supervised"] = "pinn"
    """What a network is judged on while it is trained."""
    loss_function: Literal["amplitude", "poisson", "mae"] = "amplitude"
    """Measure of the misfit between predicted and measured patterns."""
    deep_supervision_weight: float = 0.2
    """Weight of the loss half-way through the unrolled steps beside that at their end."""
    N: int = 64
    """No effect: the side of a pattern is read from the scan."""
    amp_activation: str = "silu"
    """No effect: the network has no amplitude decoder."""
    object_big: bool = True
    """No effect: the object is always reconstructed as a whole."""
    probe_big: bool = True
    """No effect: the probe always fills the pattern."""
    probe_mask: bool = False
    """No effect: the probe is used as it is."""
    pad_object: bool = True
    """No effect: the object is as large as the scan needs."""
    probe_scale: float = 4.0
    """No effect: the probe is scaled to the measured counts."""
    gaussian_smoothing_sigma: float = 0.0
    """No effect: the probe is used as it is."""

    def __init__(
        self,
        *,
        gridsize: int = 10,
        architecture: Literal["unrolled", "cnn"] = "unrolled",
        n_unrolled: int = 4,
        n_subsets: int = 8,
        n_averaging_steps: int = 6,
        n_filters: int = 24,
        n_filters_scale: float = 2.0,
        n_hidden_channels: int = 4,
        model_type: Literal["pinn", "supervised"] = "pinn",
        loss_function: Literal["amplitude", "poisson", "mae"] = "amplitude",
        deep_supervision_weight: float = 0.2,
        N: int = 64,
        amp_activation: str = "silu",
        object_big: bool = True,
        probe_big: bool = True,
        probe_mask: bool = False,
        pad_object: bool = True,
        probe_scale: float = 4.0,
        gaussian_smoothing_sigma: float = 0.0,
    ) -> None:
        object.__setattr__(
            self,
            "__dict__",
            {
                "gridsize": gridsize,
                "architecture": architecture,
                "n_unrolled": n_unrolled,
                "n_subsets": n_subsets,
                "n_averaging_steps": n_averaging_steps,
                "n_filters": n_filters,
                "n_filters_scale": n_filters_scale,
                "n_hidden_channels": n_hidden_channels,
                "model_type": model_type,
                "loss_function": loss_function,
                "deep_supervision_weight": deep_supervision_weight,
                "N": N,
                "amp_activation": amp_activation,
                "object_big": object_big,
                "probe_big": probe_big,
                "probe_mask": probe_mask,
                "pad_object": pad_object,
                "probe_scale": probe_scale,
                "gaussian_smoothing_sigma": gaussian_smoothing_sigma,
            },
        )
        bad = checks.model_values(
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
        )
        if bad:
            settle(self, bad)
        elif rules := checks.model_relations(self):
            raise broken("ModelConfig", rules)
        else:
            warn_of_idle(self)


_MODEL = ModelConfig()


@dataclass(frozen=True, init=False, kw_only=True)
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

    def __init__(
        self,
        *,
        scan_file: Path,
        picture: Path | None = None,
        as_json: bool = False,
        measurement: Literal["auto", "counts", "amplitude"] = "auto",
        pattern_fftshift: bool = False,
        pattern_transpose: bool = False,
        pattern_flip: Literal["none", "rows", "columns", "both"] = "none",
        pattern_crop_px: int | None = None,
        pattern_binning: int = 1,
        position_order: Literal["yx", "xy"] = "yx",
        position_flip: Literal["none", "y", "x", "both"] = "none",
        position_unit: Literal["auto", "px", "m"] = "auto",
        object_pixel_size_m: float | None = None,
        wavelength_m: float | None = None,
        detector_distance_m: float | None = None,
        detector_pixel_size_m: float | None = None,
        probe_source: Literal["file", "mean_pattern"] = "file",
        quiet: bool = False,
    ) -> None:
        object.__setattr__(
            self,
            "__dict__",
            {
                "scan_file": scan_file,
                "picture": picture,
                "as_json": as_json,
                "measurement": measurement,
                "pattern_fftshift": pattern_fftshift,
                "pattern_transpose": pattern_transpose,
                "pattern_flip": pattern_flip,
                "pattern_crop_px": pattern_crop_px,
                "pattern_binning": pattern_binning,
                "position_order": position_order,
                "position_flip": position_flip,
                "position_unit": position_unit,
                "object_pixel_size_m": object_pixel_size_m,
                "wavelength_m": wavelength_m,
                "detector_distance_m": detector_distance_m,
                "detector_pixel_size_m": detector_pixel_size_m,
                "probe_source": probe_source,
                "quiet": quiet,
            },
        )
        bad = checks.check_values(
            as_json,
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
        )
        if not isinstance(scan_file, Path):
            bad.append("scan_file")
        if not (picture is None or isinstance(picture, Path)):
            bad.append("picture")
        if bad:
            settle(self, bad)


@dataclass(frozen=True, init=False, kw_only=True)
class EvaluationConfig:
    """What is scored against what.

    Raises InputError with one fault for each value that is not allowed.
    """

    reconstruction: Path | None = None
    """Result folder, reconstruction.npz or ptychodus product to score. None: made here, from halves of a scan."""
    against: Path | None = None
    """Another reconstruction, or a scan with a truth, to score against. None: the truth in the scan, where there is one, and its patterns."""
    halves: Literal["none", "odd_even", "random"] = "none"
    """Halve the scan, reconstruct both halves in the same way, and score one against the other."""

    def __init__(
        self,
        *,
        reconstruction: Path | None = None,
        against: Path | None = None,
        halves: Literal["none", "odd_even", "random"] = "none",
    ) -> None:
        object.__setattr__(
            self,
            "__dict__",
            {
                "reconstruction": reconstruction,
                "against": against,
                "halves": halves,
            },
        )
        bad = checks.evaluation_values(
            halves,
        )
        if not (reconstruction is None or isinstance(reconstruction, Path)):
            bad.append("reconstruction")
        if not (against is None or isinstance(against, Path)):
            bad.append("against")
        if bad:
            settle(self, bad)


@dataclass(frozen=True, init=False, kw_only=True)
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
    learning_rate: float = 0.003
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
    limit_train_batches: int | float | None = None
    """Batches of each epoch that are used, or their share. None: all."""
    limit_val_batches: int | float | None = None
    """Batches of each validation that are used, or their share. None: all. 0: no validation; the training loss is monitored."""
    limit_test_batches: int | float | None = None
    """Batches of the final test of the best weights that are used, or their share. None: all. 0: no test."""
    overfit_batches: int | float = 0
    """Batches, or their share, that are trained on again and again, to see whether the network can learn them. 0: fresh batches in each epoch."""
    fast_dev_run: int = 0
    """Batches of a trial run that writes no checkpoints and no metrics. 0: a real run."""
    check_val_every_n_epoch: int = 1
    """Epochs between validations."""
    val_check_interval: int | float | None = None
    """Batches between validations within an epoch, or their share. None: one validation at the end of an epoch."""
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
    strategy: Literal["auto", "ddp"] = "auto"
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
    trainer_arg: tuple[str, ...] = ()
    """Further arguments of Trainer that no knob gives it; the flag may be repeated. Unit: NAME=VALUE."""
    model_checkpoint_arg: tuple[str, ...] = ()
    """Further arguments of ModelCheckpoint that no knob gives it; the flag may be repeated. Unit: NAME=VALUE."""
    early_stopping_arg: tuple[str, ...] = ()
    """Further arguments of EarlyStopping that no knob gives it; the flag may be repeated. Unit: NAME=VALUE."""
    learning_rate_monitor_arg: tuple[str, ...] = ()
    """Further arguments of LearningRateMonitor that no knob gives it; the flag may be repeated. Unit: NAME=VALUE."""
    csv_logger_arg: tuple[str, ...] = ()
    """Further arguments of CSVLogger that no knob gives it; the flag may be repeated. Unit: NAME=VALUE."""
    tensorboard_logger_arg: tuple[str, ...] = ()
    """Further arguments of TensorBoardLogger that no knob gives it; the flag may be repeated. Unit: NAME=VALUE."""
    mlflow_logger_arg: tuple[str, ...] = ()
    """Further arguments of MLFlowLogger that no knob gives it; the flag may be repeated. Unit: NAME=VALUE."""
    ddp_arg: tuple[str, ...] = ()
    """Further arguments of DDPStrategy that no knob gives it; the flag may be repeated. Unit: NAME=VALUE."""
    dataloader_arg: tuple[str, ...] = ()
    """Further arguments of DataLoader that no knob gives it; the flag may be repeated. Unit: NAME=VALUE."""
    adamw_arg: tuple[str, ...] = ()
    """Further arguments of AdamW that no knob gives it; the flag may be repeated. Unit: NAME=VALUE."""
    adam_arg: tuple[str, ...] = ()
    """Further arguments of Adam that no knob gives it; the flag may be repeated. Unit: NAME=VALUE."""
    sgd_arg: tuple[str, ...] = ()
    """Further arguments of SGD that no knob gives it; the flag may be repeated. Unit: NAME=VALUE."""
    ema_arg: tuple[str, ...] = ()
    """Further arguments of EMAWeightAveraging that no knob gives it; the flag may be repeated. Unit: NAME=VALUE."""
    onecycle_arg: tuple[str, ...] = ()
    """Further arguments of OneCycleLR that no knob gives it; the flag may be repeated. Unit: NAME=VALUE."""
    linear_arg: tuple[str, ...] = ()
    """Further arguments of LinearLR that no knob gives it; the flag may be repeated. Unit: NAME=VALUE."""
    plateau_arg: tuple[str, ...] = ()
    """Further arguments of ReduceLROnPlateau that no knob gives it; the flag may be repeated. Unit: NAME=VALUE."""

    def __init__(
        self,
        *,
        overwrite: bool = False,
        max_time: str | None = None,
        optimizer: Literal["adamw", "adam", "sgd"] = "adamw",
        learning_rate: float = 0.003,
        weight_decay: float = 0.0001,
        betas: tuple[float, ...] = (0.9, 0.98),
        sgd_momentum: float = 0.9,
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
        ] = "WarmupCosine",
        scheduler_gamma: float = 0.95,
        lr_warmup_steps: int = 15,
        cosine_t_max: int | None = None,
        cosine_eta_min: float = 0.0,
        onecycle_max_lr: float | None = None,
        onecycle_pct_start: float = 0.3,
        onecycle_div_factor: float = 25.0,
        onecycle_final_div_factor: float = 10000.0,
        linear_start_factor: float = 0.3333333333333333,
        linear_total_iters: int = 5,
        step_size: int = 30,
        plateau_factor: float = 0.1,
        plateau_patience: int = 10,
        plateau_threshold: float = 0.0001,
        plateau_cooldown: int = 0,
        plateau_min_lr: float = 0.0,
        accum_steps: int = 1,
        gradient_clip_val: float | None = 1.0,
        gradient_clip_algorithm: Literal["norm", "value", "agc"] = "norm",
        ema_decay: float | None = 0.95,
        ema_every_n_steps: int = 1,
        ema_start_epoch: int | None = None,
        limit_train_batches: int | float | None = None,
        limit_val_batches: int | float | None = None,
        limit_test_batches: int | float | None = None,
        overfit_batches: int | float = 0,
        fast_dev_run: int = 0,
        check_val_every_n_epoch: int = 1,
        val_check_interval: int | float | None = None,
        num_sanity_val_steps: int = 0,
        detect_anomaly: bool = False,
        enable_checkpointing: bool = True,
        checkpoint_dir: Path | None = None,
        checkpoint_filename: str | None = None,
        checkpoint_save_top_k: int = 1,
        checkpoint_monitor_metric: Literal["val_loss", "train_loss"] = "val_loss",
        checkpoint_mode: Literal["min", "max"] = "min",
        checkpoint_save_last: bool = True,
        checkpoint_every_n_epochs: int | None = None,
        checkpoint_every_n_train_steps: int | None = None,
        checkpoint_train_time_interval: str | None = None,
        checkpoint_save_on_exception: bool = True,
        checkpoint_save_weights_only: bool = False,
        early_stop_monitor: Literal["val_loss", "train_loss"] = "val_loss",
        early_stop_mode: Literal["min", "max"] = "min",
        early_stop_patience: int | None = 100,
        early_stop_min_delta: float = 0.0,
        early_stop_strict: bool = True,
        early_stop_check_finite: bool = True,
        early_stop_stopping_threshold: float | None = None,
        early_stop_divergence_threshold: float | None = None,
        resume: Path | Literal["auto"] | None = None,
        resume_weights_only: bool = True,
        logger_backend: Literal["csv", "tensorboard", "mlflow", "none"] = "csv",
        log_name: str = "lightning_logs",
        log_version: int | None = None,
        tensorboard_default_hp_metric: bool = False,
        mlflow_experiment_name: str = "lightning_logs",
        mlflow_tracking_uri: str | None = None,
        mlflow_run_name: str | None = None,
        mlflow_run_id: str | None = None,
        mlflow_log_model: bool = False,
        mlflow_artifact_location: str | None = None,
        log_every_n_steps: int = 10,
        flush_logs_every_n_steps: int = 100,
        lr_logging_interval: Literal["step", "epoch"] | None = None,
        enable_progress_bar: bool = True,
        enable_model_summary: bool = True,
        profiler: Literal["simple", "advanced"] | None = None,
        preview_every_n_epochs: int | None = 25,
        preview_n_patches: int = 4,
        preview_patch_indices: tuple[int, ...] | None = None,
        preview_stitched: bool = True,
        quiet: bool = False,
        seed: int = 0,
        seed_workers: bool = True,
        deterministic: bool | Literal["warn"] = True,
        benchmark: bool | None = None,
        float32_matmul_precision: Literal["highest", "high", "medium"] = "highest",
        accelerator: Literal["auto", "cpu", "gpu", "cuda", "mps"] = "auto",
        devices: int | Literal["auto"] = 1,
        num_nodes: int = 1,
        strategy: Literal["auto", "ddp"] = "auto",
        ddp_process_group_backend: Literal["gloo", "nccl"] | None = None,
        ddp_timeout: str = "00:00:30:00",
        sync_batchnorm: bool = False,
        use_distributed_sampler: bool = True,
        precision: Literal["auto", "32-true", "16-mixed", "bf16-mixed"] = "32-true",
        num_workers: int = 0,
        pin_memory: bool = False,
        persistent_workers: bool = False,
        prefetch_factor: int | None = None,
        drop_last: bool = False,
        dataloader_timeout: float = 0.0,
        multiprocessing_context: Literal["fork", "spawn", "forkserver"] | None = None,
        inference_batch_size: int = 64,
        trainer_arg: tuple[str, ...] = (),
        model_checkpoint_arg: tuple[str, ...] = (),
        early_stopping_arg: tuple[str, ...] = (),
        learning_rate_monitor_arg: tuple[str, ...] = (),
        csv_logger_arg: tuple[str, ...] = (),
        tensorboard_logger_arg: tuple[str, ...] = (),
        mlflow_logger_arg: tuple[str, ...] = (),
        ddp_arg: tuple[str, ...] = (),
        dataloader_arg: tuple[str, ...] = (),
        adamw_arg: tuple[str, ...] = (),
        adam_arg: tuple[str, ...] = (),
        sgd_arg: tuple[str, ...] = (),
        ema_arg: tuple[str, ...] = (),
        onecycle_arg: tuple[str, ...] = (),
        linear_arg: tuple[str, ...] = (),
        plateau_arg: tuple[str, ...] = (),
    ) -> None:
        object.__setattr__(
            self,
            "__dict__",
            {
                "overwrite": overwrite,
                "max_time": max_time,
                "optimizer": optimizer,
                "learning_rate": learning_rate,
                "weight_decay": weight_decay,
                "betas": betas,
                "sgd_momentum": sgd_momentum,
                "scheduler": scheduler,
                "scheduler_gamma": scheduler_gamma,
                "lr_warmup_steps": lr_warmup_steps,
                "cosine_t_max": cosine_t_max,
                "cosine_eta_min": cosine_eta_min,
                "onecycle_max_lr": onecycle_max_lr,
                "onecycle_pct_start": onecycle_pct_start,
                "onecycle_div_factor": onecycle_div_factor,
                "onecycle_final_div_factor": onecycle_final_div_factor,
                "linear_start_factor": linear_start_factor,
                "linear_total_iters": linear_total_iters,
                "step_size": step_size,
                "plateau_factor": plateau_factor,
                "plateau_patience": plateau_patience,
                "plateau_threshold": plateau_threshold,
                "plateau_cooldown": plateau_cooldown,
                "plateau_min_lr": plateau_min_lr,
                "accum_steps": accum_steps,
                "gradient_clip_val": gradient_clip_val,
                "gradient_clip_algorithm": gradient_clip_algorithm,
                "ema_decay": ema_decay,
                "ema_every_n_steps": ema_every_n_steps,
                "ema_start_epoch": ema_start_epoch,
                "limit_train_batches": limit_train_batches,
                "limit_val_batches": limit_val_batches,
                "limit_test_batches": limit_test_batches,
                "overfit_batches": overfit_batches,
                "fast_dev_run": fast_dev_run,
                "check_val_every_n_epoch": check_val_every_n_epoch,
                "val_check_interval": val_check_interval,
                "num_sanity_val_steps": num_sanity_val_steps,
                "detect_anomaly": detect_anomaly,
                "enable_checkpointing": enable_checkpointing,
                "checkpoint_dir": checkpoint_dir,
                "checkpoint_filename": checkpoint_filename,
                "checkpoint_save_top_k": checkpoint_save_top_k,
                "checkpoint_monitor_metric": checkpoint_monitor_metric,
                "checkpoint_mode": checkpoint_mode,
                "checkpoint_save_last": checkpoint_save_last,
                "checkpoint_every_n_epochs": checkpoint_every_n_epochs,
                "checkpoint_every_n_train_steps": checkpoint_every_n_train_steps,
                "checkpoint_train_time_interval": checkpoint_train_time_interval,
                "checkpoint_save_on_exception": checkpoint_save_on_exception,
                "checkpoint_save_weights_only": checkpoint_save_weights_only,
                "early_stop_monitor": early_stop_monitor,
                "early_stop_mode": early_stop_mode,
                "early_stop_patience": early_stop_patience,
                "early_stop_min_delta": early_stop_min_delta,
                "early_stop_strict": early_stop_strict,
                "early_stop_check_finite": early_stop_check_finite,
                "early_stop_stopping_threshold": early_stop_stopping_threshold,
                "early_stop_divergence_threshold": early_stop_divergence_threshold,
                "resume": resume,
                "resume_weights_only": resume_weights_only,
                "logger_backend": logger_backend,
                "log_name": log_name,
                "log_version": log_version,
                "tensorboard_default_hp_metric": tensorboard_default_hp_metric,
                "mlflow_experiment_name": mlflow_experiment_name,
                "mlflow_tracking_uri": mlflow_tracking_uri,
                "mlflow_run_name": mlflow_run_name,
                "mlflow_run_id": mlflow_run_id,
                "mlflow_log_model": mlflow_log_model,
                "mlflow_artifact_location": mlflow_artifact_location,
                "log_every_n_steps": log_every_n_steps,
                "flush_logs_every_n_steps": flush_logs_every_n_steps,
                "lr_logging_interval": lr_logging_interval,
                "enable_progress_bar": enable_progress_bar,
                "enable_model_summary": enable_model_summary,
                "profiler": profiler,
                "preview_every_n_epochs": preview_every_n_epochs,
                "preview_n_patches": preview_n_patches,
                "preview_patch_indices": preview_patch_indices,
                "preview_stitched": preview_stitched,
                "quiet": quiet,
                "seed": seed,
                "seed_workers": seed_workers,
                "deterministic": deterministic,
                "benchmark": benchmark,
                "float32_matmul_precision": float32_matmul_precision,
                "accelerator": accelerator,
                "devices": devices,
                "num_nodes": num_nodes,
                "strategy": strategy,
                "ddp_process_group_backend": ddp_process_group_backend,
                "ddp_timeout": ddp_timeout,
                "sync_batchnorm": sync_batchnorm,
                "use_distributed_sampler": use_distributed_sampler,
                "precision": precision,
                "num_workers": num_workers,
                "pin_memory": pin_memory,
                "persistent_workers": persistent_workers,
                "prefetch_factor": prefetch_factor,
                "drop_last": drop_last,
                "dataloader_timeout": dataloader_timeout,
                "multiprocessing_context": multiprocessing_context,
                "inference_batch_size": inference_batch_size,
                "trainer_arg": trainer_arg,
                "model_checkpoint_arg": model_checkpoint_arg,
                "early_stopping_arg": early_stopping_arg,
                "learning_rate_monitor_arg": learning_rate_monitor_arg,
                "csv_logger_arg": csv_logger_arg,
                "tensorboard_logger_arg": tensorboard_logger_arg,
                "mlflow_logger_arg": mlflow_logger_arg,
                "ddp_arg": ddp_arg,
                "dataloader_arg": dataloader_arg,
                "adamw_arg": adamw_arg,
                "adam_arg": adam_arg,
                "sgd_arg": sgd_arg,
                "ema_arg": ema_arg,
                "onecycle_arg": onecycle_arg,
                "linear_arg": linear_arg,
                "plateau_arg": plateau_arg,
            },
        )
        bad = checks.execution_values(
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
            enable_checkpointing,
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
            resume_weights_only,
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
        )
        if not (checkpoint_dir is None or isinstance(checkpoint_dir, Path)):
            bad.append("checkpoint_dir")
        if not (resume is None or resume == "auto" or isinstance(resume, Path)):
            bad.append("resume")
        if bad:
            settle(self, bad)
        elif rules := checks.execution_relations(self):
            raise broken("PyTorchExecutionConfig", rules)


@dataclass(frozen=True, init=False, kw_only=True)
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
    probe_from: Path | None = None
    """Scan whose probe lights the synthetic object, in place of a synthetic one; patch_size is that of the scan. None: a synthetic probe."""
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

    def __init__(
        self,
        *,
        output_dir: Path,
        overwrite: bool = False,
        quiet: bool = False,
        seed: int = 0,
        object_kind: Literal[
            "mixed", "cells", "circuit", "dead_leaves", "siemens_star"
        ] = "siemens_star",
        object_seed: int | None = None,
        probe_kind: Literal["defocus", "gaussian", "disk"] = "defocus",
        probe_from: Path | None = None,
        probe_diameter_px: float = 29.0,
        patch_size: int = 64,
        n_positions: int = 1024,
        step_px: float = 6.0,
        photons_per_pattern: float = 1000000.0,
        scan_pattern: Literal["raster", "spiral", "fermat"] = "raster",
        position_jitter: float = 0.3,
        noise: bool = True,
    ) -> None:
        object.__setattr__(
            self,
            "__dict__",
            {
                "output_dir": output_dir,
                "overwrite": overwrite,
                "quiet": quiet,
                "seed": seed,
                "object_kind": object_kind,
                "object_seed": object_seed,
                "probe_kind": probe_kind,
                "probe_from": probe_from,
                "probe_diameter_px": probe_diameter_px,
                "patch_size": patch_size,
                "n_positions": n_positions,
                "step_px": step_px,
                "photons_per_pattern": photons_per_pattern,
                "scan_pattern": scan_pattern,
                "position_jitter": position_jitter,
                "noise": noise,
            },
        )
        bad = checks.simulation_values(
            overwrite,
            quiet,
            seed,
            object_kind,
            object_seed,
            probe_kind,
            probe_diameter_px,
            patch_size,
            n_positions,
            step_px,
            photons_per_pattern,
            scan_pattern,
            position_jitter,
            noise,
        )
        if not isinstance(output_dir, Path):
            bad.append("output_dir")
        if not (probe_from is None or isinstance(probe_from, Path)):
            bad.append("probe_from")
        if bad:
            settle(self, bad)


@idle_fields_can_be_set
@dataclass(frozen=True, init=False, kw_only=True)
class TrainingConfig:
    """What is trained on what, and how the weights move.

    Raises InputError with one fault for each value that is not allowed.
    """

    model: ModelConfig = _MODEL
    """The network and the physics it is built around."""
    train_data_file: Path
    """Scan to train on (NPZ, HDF5 or CXI)."""
    extra_train_data_files: tuple[Path, ...] = ()
    """Further scans to train on, of the same pattern size; each has its own probe."""
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
    nll_weight: float = 0.0
    """Weight of the logarithm of the Poisson deviance beside that of loss_function."""
    mae_weight: float = 0.0
    """Weight of the logarithm of the absolute difference of amplitudes beside that of loss_function."""
    tv_weight: float = 0.0
    """Weight of the total variation of the object, over its mean amplitude, in the objective."""
    max_epochs: int = 100
    """Epochs to train for. -1: no limit."""
    min_epochs: int | None = None
    """Epochs that are trained at least, whatever early stopping says. None: none but the first."""
    max_steps: int = -1
    """Optimiser steps after which training stops. -1: no limit."""
    batch_size: int = 1
    """Groups in one optimiser step."""
    realspace_mae_weight: float = 0.0
    """No effect: the loss has no such term."""
    realspace_weight: float = 0.0
    """No effect: the loss has no such term."""
    nphotons: float = 1000000000.0
    """No effect: the counts are read from the scan."""
    neighbor_count: int = 4
    """No effect: a group is always the gridsize x gridsize patterns that lie together."""
    positions_provided: bool = True
    """No effect: a scan always has positions."""
    probe_trainable: bool = False
    """No effect: the probe is used as it is."""
    intensity_scale_trainable: bool = True
    """No effect: the scale is computed from the scan."""

    def __init__(
        self,
        *,
        train_data_file: Path,
        output_dir: Path,
        model: ModelConfig = _MODEL,
        extra_train_data_files: tuple[Path, ...] = (),
        test_data_file: Path | None = None,
        measurement: Literal["auto", "counts", "amplitude"] = "auto",
        probe_refinement_iterations: int = 60,
        n_groups: int | None = None,
        n_validation_groups: int | None = 4,
        input_fraction_min: float = 0.5,
        input_fraction_max: float = 0.9,
        pattern_fftshift: bool = False,
        pattern_transpose: bool = False,
        pattern_flip: Literal["none", "rows", "columns", "both"] = "none",
        pattern_crop_px: int | None = None,
        pattern_binning: int = 1,
        position_order: Literal["yx", "xy"] = "yx",
        position_flip: Literal["none", "y", "x", "both"] = "none",
        position_unit: Literal["auto", "px", "m"] = "auto",
        object_pixel_size_m: float | None = None,
        wavelength_m: float | None = None,
        detector_distance_m: float | None = None,
        detector_pixel_size_m: float | None = None,
        probe_source: Literal["file", "mean_pattern"] = "file",
        nll_weight: float = 0.0,
        mae_weight: float = 0.0,
        tv_weight: float = 0.0,
        max_epochs: int = 100,
        min_epochs: int | None = None,
        max_steps: int = -1,
        batch_size: int = 1,
        realspace_mae_weight: float = 0.0,
        realspace_weight: float = 0.0,
        nphotons: float = 1000000000.0,
        neighbor_count: int = 4,
        positions_provided: bool = True,
        probe_trainable: bool = False,
        intensity_scale_trainable: bool = True,
        nepochs: int | None = None,
    ) -> None:
        if nepochs is not None:
            max_epochs = one_of_both("max_epochs", max_epochs, "nepochs", nepochs)
        object.__setattr__(
            self,
            "__dict__",
            {
                "model": model,
                "train_data_file": train_data_file,
                "extra_train_data_files": extra_train_data_files,
                "test_data_file": test_data_file,
                "output_dir": output_dir,
                "measurement": measurement,
                "probe_refinement_iterations": probe_refinement_iterations,
                "n_groups": n_groups,
                "n_validation_groups": n_validation_groups,
                "input_fraction_min": input_fraction_min,
                "input_fraction_max": input_fraction_max,
                "pattern_fftshift": pattern_fftshift,
                "pattern_transpose": pattern_transpose,
                "pattern_flip": pattern_flip,
                "pattern_crop_px": pattern_crop_px,
                "pattern_binning": pattern_binning,
                "position_order": position_order,
                "position_flip": position_flip,
                "position_unit": position_unit,
                "object_pixel_size_m": object_pixel_size_m,
                "wavelength_m": wavelength_m,
                "detector_distance_m": detector_distance_m,
                "detector_pixel_size_m": detector_pixel_size_m,
                "probe_source": probe_source,
                "nll_weight": nll_weight,
                "mae_weight": mae_weight,
                "tv_weight": tv_weight,
                "max_epochs": max_epochs,
                "min_epochs": min_epochs,
                "max_steps": max_steps,
                "batch_size": batch_size,
                "realspace_mae_weight": realspace_mae_weight,
                "realspace_weight": realspace_weight,
                "nphotons": nphotons,
                "neighbor_count": neighbor_count,
                "positions_provided": positions_provided,
                "probe_trainable": probe_trainable,
                "intensity_scale_trainable": intensity_scale_trainable,
            },
        )
        bad = checks.training_values(
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
            max_epochs,
            min_epochs,
            max_steps,
            batch_size,
        )
        if not isinstance(train_data_file, Path):
            bad.append("train_data_file")
        if not (
            extra_train_data_files == ()
            or (
                type(extra_train_data_files) is tuple
                and all(isinstance(each, Path) for each in extra_train_data_files)
            )
        ):
            bad.append("extra_train_data_files")
        if not (test_data_file is None or isinstance(test_data_file, Path)):
            bad.append("test_data_file")
        if not isinstance(output_dir, Path):
            bad.append("output_dir")
        if bad:
            settle(self, bad)
        else:
            warn_of_idle(self)

    @property
    def nepochs(self) -> int:
        """The earlier name of max_epochs."""
        return self.max_epochs


@idle_fields_can_be_set
@dataclass(frozen=True, init=False, kw_only=True)
class InferenceConfig:
    """What is reconstructed with which trained model.

    Raises InputError with one fault for each value that is not allowed.
    """

    model: ModelConfig = _MODEL
    """The network and the physics it is built around."""
    test_data_file: Path | None = None
    """Scan to validate on while training, or to reconstruct (NPZ, HDF5 or CXI). None: no validation; the training loss is monitored."""
    model_path: Path | None = None
    """Run folder of a training, or the bundle wts.h5.zip inside it. None: no network; --engine names what takes its place."""
    output_dir: Path
    """Folder to write to; made if it does not exist."""
    extra_test_data_files: tuple[Path, ...] = ()
    """Further scans to reconstruct with the same network, each into a folder of its own named after the scan."""
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
    engine: Literal["network", "rpie", "gradient"] = "network"
    """What reconstructs the scan."""
    engine_iterations: int = 30
    """Iterations of an engine that begins with a flat object."""
    refine: int = 0
    """Iterations of a classical engine that begins with the object of the network. 0: the network has the last word."""
    refine_engine: Literal["rpie", "gradient"] = "gradient"
    """Engine that refines the object of the network."""
    compare_engines: bool = False
    """Let each classical engine reconstruct the scan alone as well, to stand beside the result in metrics.json."""
    refine_probe: bool = False
    """Let classical engines correct the probe too."""
    refine_positions: bool = False
    """Let classical engines correct the scan positions too."""
    rpie_alpha: float = 0.5
    """Share of the brightest illumination in the denominator of rPIE; more is steadier and slower."""
    debug: bool = False
    """No effect: the run log always holds everything."""

    def __init__(
        self,
        *,
        output_dir: Path,
        model: ModelConfig = _MODEL,
        test_data_file: Path | None = None,
        model_path: Path | None = None,
        extra_test_data_files: tuple[Path, ...] = (),
        measurement: Literal["auto", "counts", "amplitude"] = "auto",
        probe_refinement_iterations: int = 60,
        pattern_fftshift: bool = False,
        pattern_transpose: bool = False,
        pattern_flip: Literal["none", "rows", "columns", "both"] = "none",
        pattern_crop_px: int | None = None,
        pattern_binning: int = 1,
        position_order: Literal["yx", "xy"] = "yx",
        position_flip: Literal["none", "y", "x", "both"] = "none",
        position_unit: Literal["auto", "px", "m"] = "auto",
        object_pixel_size_m: float | None = None,
        wavelength_m: float | None = None,
        detector_distance_m: float | None = None,
        detector_pixel_size_m: float | None = None,
        probe_source: Literal["file", "mean_pattern"] = "file",
        engine: Literal["network", "rpie", "gradient"] = "network",
        engine_iterations: int = 30,
        refine: int = 0,
        refine_engine: Literal["rpie", "gradient"] = "gradient",
        compare_engines: bool = False,
        refine_probe: bool = False,
        refine_positions: bool = False,
        rpie_alpha: float = 0.5,
        debug: bool = False,
    ) -> None:
        object.__setattr__(
            self,
            "__dict__",
            {
                "model": model,
                "test_data_file": test_data_file,
                "model_path": model_path,
                "output_dir": output_dir,
                "extra_test_data_files": extra_test_data_files,
                "measurement": measurement,
                "probe_refinement_iterations": probe_refinement_iterations,
                "pattern_fftshift": pattern_fftshift,
                "pattern_transpose": pattern_transpose,
                "pattern_flip": pattern_flip,
                "pattern_crop_px": pattern_crop_px,
                "pattern_binning": pattern_binning,
                "position_order": position_order,
                "position_flip": position_flip,
                "position_unit": position_unit,
                "object_pixel_size_m": object_pixel_size_m,
                "wavelength_m": wavelength_m,
                "detector_distance_m": detector_distance_m,
                "detector_pixel_size_m": detector_pixel_size_m,
                "probe_source": probe_source,
                "engine": engine,
                "engine_iterations": engine_iterations,
                "refine": refine,
                "refine_engine": refine_engine,
                "compare_engines": compare_engines,
                "refine_probe": refine_probe,
                "refine_positions": refine_positions,
                "rpie_alpha": rpie_alpha,
                "debug": debug,
            },
        )
        bad = checks.inference_values(
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
        )
        if not (test_data_file is None or isinstance(test_data_file, Path)):
            bad.append("test_data_file")
        if not (model_path is None or isinstance(model_path, Path)):
            bad.append("model_path")
        if not isinstance(output_dir, Path):
            bad.append("output_dir")
        if not (
            extra_test_data_files == ()
            or (
                type(extra_test_data_files) is tuple
                and all(isinstance(each, Path) for each in extra_test_data_files)
            )
        ):
            bad.append("extra_test_data_files")
        if bad:
            settle(self, bad)
        elif rules := checks.inference_relations(self):
            raise broken("InferenceConfig", rules)
        else:
            warn_of_idle(self)
