# Generated from spec/knobs.yaml by `make generate`; edit the registry or the template.
# digest: input f9291c9a3360888c form 9f9aeb3b42684696 text be007c23a8429eb6

"""The configuration dataclasses: frozen, and checked whoever constructs them."""

from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from dataclasses import dataclass as checked
else:
    from .building import checked


@checked(frozen=True, kw_only=True)
class ModelConfig:
    """The network and the physics it is built around.

    Raises InputError with one fault for each value that is not allowed.
    """

    gridsize: int = 14
    """Patterns along one side of a group; the network sees gridsize x gridsize neighbouring
    patterns at a time while it trains."""
    architecture: Literal["unrolled", "denoiser", "cnn"] = "unrolled"
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


_MODEL = ModelConfig()


@checked(frozen=True, kw_only=True)
class CheckConfig:
    """What is looked at before any long work.

    Raises InputError with one fault for each value that is not allowed.
    """

    overwrite: bool = False
    """Replace what is there already, results in the output folder or the converted scan."""
    scan_file: Path
    """Scan to look at (NPZ, HDF5 or CXI)."""
    picture: Path | None = None
    """Picture to write, with the mean pattern, the map of the scan and the probe (PNG). None: named
    after the scan, in the current folder."""
    as_json: bool = False
    """Print the findings as JSON instead of text."""
    convert_to: Path | None = None
    """NPZ to write the scan to if it has no error, as it was read, in the form that later opens
    without being copied. None: nothing is converted."""
    measurement: Literal["auto", "counts", "amplitude"] = "auto"
    """What the numbers in the diffraction patterns are."""
    pattern_fftshift: bool = False
    """The zero frequency of the patterns is at the corner of the array; move it to the centre."""
    pattern_transpose: bool = False
    """Exchange rows and columns of the patterns."""
    pattern_flip: Literal["none", "rows", "columns", "both"] = "none"
    """Axis of the patterns to reverse, after a transposition."""
    pattern_crop_px: int | None = None
    """Side of the central part of the detector that is used; a smaller part makes larger object
    pixels. Unit: px. None: the whole detector."""
    pattern_binning: int = 1
    """Detector pixels along each axis whose counts are added up."""
    position_order: Literal["yx", "xy"] = "yx"
    """Whether the file has exchanged the coordinates."""
    position_flip: Literal["none", "y", "x", "both"] = "none"
    """Coordinate of the positions whose sign is reversed."""
    position_unit: Literal["auto", "px", "m"] = "auto"
    """Unit of the positions."""
    object_pixel_size_m: float | None = None
    """Size of an object pixel of the whole detector. Unit: m. None: from the file, or from
    wavelength, distance and detector pixel."""
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


@checked(frozen=True, kw_only=True)
class EvaluationConfig:
    """What is scored against what.

    Raises InputError with one fault for each value that is not allowed.
    """

    reconstruction: Path | None = None
    """Result folder, reconstruction.npz or ptychodus product to score. None: made here, from halves
    of a scan."""
    against: Path | None = None
    """Another reconstruction, or a scan with a truth, to score against. None: the truth in the
    scan, where there is one, and its patterns."""
    halves: Literal["none", "odd_even", "random"] = "none"
    """Halve the scan, reconstruct both halves in the same way, and score one against the other."""


@checked(frozen=True, kw_only=True)
class PyTorchExecutionConfig:
    """How a run is carried out; it never reaches params.cfg.

    Raises InputError with one fault for each value that is not allowed.
    """

    overwrite: bool = False
    """Replace what is there already, results in the output folder or the converted scan."""
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
    """Optimiser steps in which Cosine goes from the peak to its lowest learning rate. None: all
    steps of the run."""
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
    """Decay per step of the running mean of the weights that is validated and saved. None: weights
    are used as they are."""
    ema_every_n_steps: int = 1
    """Optimiser steps between two updates of the running mean of the weights."""
    ema_start_epoch: int | None = None
    """Epoch from which the running mean is also updated at the end of each epoch. None: never."""
    limit_train_batches: int | float | None = None
    """Batches of each epoch that are used, or their share. None: all."""
    limit_val_batches: int | float | None = None
    """Batches of each validation that are used, or their share. None: all. 0: no validation; the
    training loss is monitored."""
    limit_test_batches: int | float | None = None
    """Batches of the final test of the best weights that are used, or their share. None: all. 0: no
    test."""
    overfit_batches: int | float = 0
    """Batches, or their share, that are trained on again and again, to see whether the network can
    learn them. 0: fresh batches in each epoch."""
    fast_dev_run: int = 0
    """Batches of a trial run that writes no checkpoints and no metrics. 0: a real run."""
    check_val_every_n_epoch: int = 1
    """Epochs between validations."""
    val_check_interval: int | float | None = None
    """Batches between validations within an epoch, or their share. None: one validation at the end
    of an epoch."""
    num_sanity_val_steps: int = 0
    """Batches of the validation that are tried before training starts. -1: all. 0: none."""
    detect_anomaly: bool = False
    """Stop with the place where a gradient becomes not a number; slow."""
    nonfinite_loss: Literal["stop", "skip"] = "stop"
    """What happens when the loss of a batch is not a finite number."""
    enable_checkpointing: bool = True
    """Write checkpoints during training."""
    checkpoint_dir: Path | None = None
    """Folder for checkpoints. None: checkpoints in the output folder."""
    checkpoint_filename: str | None = None
    """Name of a checkpoint without its suffix; {epoch}, {step} and {name of a metric} are filled
    in. None: epoch and monitored metric."""
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
    """Optimiser steps after which last.ckpt is renewed, besides the end of each epoch. None: at the
    ends of epochs only."""
    checkpoint_train_time_interval: str | None = None
    """Time after which last.ckpt is renewed, besides the end of each epoch. Unit: DD:HH:MM:SS.
    None: at the ends of epochs only."""
    checkpoint_save_on_exception: bool = True
    """Renew last.ckpt when a run is interrupted or fails."""
    checkpoint_save_weights_only: bool = False
    """Keep only weights in the best checkpoints; last.ckpt stays whole, so that a run can go on."""
    early_stop_monitor: Literal["val_loss", "train_loss"] = "val_loss"
    """Metric that must improve for training to go on."""
    early_stop_mode: Literal["min", "max"] = "min"
    """Whether a smaller or a larger metric is an improvement."""
    early_stop_patience: int | None = 100
    """Validations without improvement after which training stops. None: training is never stopped
    early."""
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
    """Checkpoint from which training goes on. None: a new run. auto: last.ckpt of the output
    folder; a new run where there is none."""
    resume_weights_only: bool = True
    """Read a checkpoint without executing anything in it; turn off only for files you trust."""
    sweep: int | None = None
    """Trials of a sweep over the knobs that are not given; the same command goes on where it was
    interrupted. None: one training."""
    sweep_over: tuple[str, ...] = ()
    """Knobs that a sweep tries; where none are named, all that have bounds for it."""
    sweep_storage: str | None = None
    """Database of a sweep, an SQLAlchemy URL; in it the sweep has the name of the output folder.
    None: sweep.db in the output folder."""
    logger_backend: Literal["csv", "tensorboard", "mlflow", "none"] = "csv"
    """Where metrics are recorded."""
    log_name: str = "lightning_logs"
    """Folder of metrics.csv and of the TensorBoard files in the run folder."""
    log_version: int | None = None
    """Number of the folder version_N in log_name. None: the next free one; that of the run which
    goes on."""
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
    """Where MLflow keeps pictures and other files of the experiment. None: mlflow in the run
    folder, or what the server says."""
    log_every_n_steps: int = 10
    """Optimiser steps between two records of the metrics."""
    flush_logs_every_n_steps: int = 100
    """Records after which metrics.csv is written to disk."""
    lr_logging_interval: Literal["step", "epoch"] | None = None
    """How often the learning rate of each group of weights is recorded, beside lr in each epoch.
    None: not at all."""
    enable_progress_bar: bool = True
    """Show how far training is."""
    enable_model_summary: bool = True
    """Write the layers of the network and their sizes to the run log."""
    profiler: Literal["simple", "advanced"] | None = None
    """Measure where the time goes, and write it to the run log. None: no measurement."""
    preview_every_n_epochs: int | None = 25
    """Epochs between pictures of what the network makes of the validation scan, in the folder
    previews. None: no previews."""
    preview_n_patches: int = 4
    """Patches in a picture, evenly spread over the scan. 0: no patches."""
    preview_patch_indices: tuple[int, ...] | None = None
    """Patterns whose patches are shown, by their place in the file. None: preview_n_patches of
    them."""
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
    """Way in which the processes of ddp talk to each other. None: nccl on graphics processors, else
    gloo."""
    ddp_timeout: str = "00:00:30:00"
    """Time that processes of ddp wait for each other. Unit: DD:HH:MM:SS."""
    sync_batchnorm: bool = False
    """Take the statistics of batch normalisation over all processes."""
    use_distributed_sampler: bool = True
    """Give each process its own share of the groups."""
    precision: Literal["auto", "16-mixed", "32-true", "bf16-mixed"] = "32-true"
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
    """Further arguments of Trainer that no knob gives it; the flag may be repeated. Unit:
    NAME=VALUE."""
    model_checkpoint_arg: tuple[str, ...] = ()
    """Further arguments of ModelCheckpoint that no knob gives it; the flag may be repeated. Unit:
    NAME=VALUE."""
    early_stopping_arg: tuple[str, ...] = ()
    """Further arguments of EarlyStopping that no knob gives it; the flag may be repeated. Unit:
    NAME=VALUE."""
    learning_rate_monitor_arg: tuple[str, ...] = ()
    """Further arguments of LearningRateMonitor that no knob gives it; the flag may be repeated.
    Unit: NAME=VALUE."""
    csv_logger_arg: tuple[str, ...] = ()
    """Further arguments of CSVLogger that no knob gives it; the flag may be repeated. Unit:
    NAME=VALUE."""
    tensorboard_logger_arg: tuple[str, ...] = ()
    """Further arguments of TensorBoardLogger that no knob gives it; the flag may be repeated. Unit:
    NAME=VALUE."""
    mlflow_logger_arg: tuple[str, ...] = ()
    """Further arguments of MLFlowLogger that no knob gives it; the flag may be repeated. Unit:
    NAME=VALUE."""
    ddp_arg: tuple[str, ...] = ()
    """Further arguments of DDPStrategy that no knob gives it; the flag may be repeated. Unit:
    NAME=VALUE."""
    dataloader_arg: tuple[str, ...] = ()
    """Further arguments of DataLoader that no knob gives it; the flag may be repeated. Unit:
    NAME=VALUE."""
    adamw_arg: tuple[str, ...] = ()
    """Further arguments of AdamW that no knob gives it; the flag may be repeated. Unit: NAME=VALUE."""
    adam_arg: tuple[str, ...] = ()
    """Further arguments of Adam that no knob gives it; the flag may be repeated. Unit: NAME=VALUE."""
    sgd_arg: tuple[str, ...] = ()
    """Further arguments of SGD that no knob gives it; the flag may be repeated. Unit: NAME=VALUE."""
    ema_arg: tuple[str, ...] = ()
    """Further arguments of EMAWeightAveraging that no knob gives it; the flag may be repeated.
    Unit: NAME=VALUE."""
    onecycle_arg: tuple[str, ...] = ()
    """Further arguments of OneCycleLR that no knob gives it; the flag may be repeated. Unit:
    NAME=VALUE."""
    linear_arg: tuple[str, ...] = ()
    """Further arguments of LinearLR that no knob gives it; the flag may be repeated. Unit:
    NAME=VALUE."""
    plateau_arg: tuple[str, ...] = ()
    """Further arguments of ReduceLROnPlateau that no knob gives it; the flag may be repeated. Unit:
    NAME=VALUE."""


@checked(frozen=True, kw_only=True)
class SimulationConfig:
    """The synthetic object, probe and scans.

    Raises InputError with one fault for each value that is not allowed.
    """

    output_dir: Path
    """Folder to write to; made if it does not exist."""
    overwrite: bool = False
    """Replace what is there already, results in the output folder or the converted scan."""
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
    """Scan or result of ptycho_inference whose probe lights the object, in place of a synthetic
    one; it sets patch_size. None: a synthetic probe."""
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


@checked(frozen=True, kw_only=True)
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
    """Scan to validate on while training, or to reconstruct (NPZ, HDF5 or CXI). None: no
    validation; the training loss is monitored."""
    output_dir: Path
    """Folder to write to; made if it does not exist."""
    measurement: Literal["auto", "counts", "amplitude"] = "auto"
    """What the numbers in the diffraction patterns are."""
    probe_refinement_iterations: int = 60
    """Steps by which the probe is refined from the scan; the refined probe is used where it
    predicts patterns better that were held back. 0: the probe in the file is believed."""
    n_groups: int | None = None
    """Groups of neighbouring patterns drawn from the scan in each epoch. None: as many as cover the
    scan once."""
    n_validation_groups: int | None = 2
    """Groups of the validation scan on which val_loss is taken, the same ones each time. None: as
    many as cover the validation scan once."""
    input_fraction_min: float = 0.5
    """Smallest share of the patterns of a group that the network is shown; the loss is taken on the
    others."""
    input_fraction_max: float = 0.9
    """Largest share of the patterns of a group that the network is shown."""
    pattern_fftshift: bool = False
    """The zero frequency of the patterns is at the corner of the array; move it to the centre."""
    pattern_transpose: bool = False
    """Exchange rows and columns of the patterns."""
    pattern_flip: Literal["none", "rows", "columns", "both"] = "none"
    """Axis of the patterns to reverse, after a transposition."""
    pattern_crop_px: int | None = None
    """Side of the central part of the detector that is used; a smaller part makes larger object
    pixels. Unit: px. None: the whole detector."""
    pattern_binning: int = 1
    """Detector pixels along each axis whose counts are added up."""
    position_order: Literal["yx", "xy"] = "yx"
    """Whether the file has exchanged the coordinates."""
    position_flip: Literal["none", "y", "x", "both"] = "none"
    """Coordinate of the positions whose sign is reversed."""
    position_unit: Literal["auto", "px", "m"] = "auto"
    """Unit of the positions."""
    object_pixel_size_m: float | None = None
    """Size of an object pixel of the whole detector. Unit: m. None: from the file, or from
    wavelength, distance and detector pixel."""
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
    """Weight of the logarithm of the absolute difference of amplitudes beside that of
    loss_function."""
    tv_weight: float = 0.0
    """Weight of the total variation of the object, over its mean amplitude, in the objective."""
    realspace_weight: float = 0.0
    """Weight of what the structural similarity of amplitude and phase to the known object lacks,
    beside the distance."""
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
    backend: str = "pytorch"
    """No effect: torch does all the work."""

    @property
    def nepochs(self) -> int:
        """The earlier name of max_epochs."""
        return self.max_epochs


@checked(frozen=True, kw_only=True)
class InferenceConfig:
    """What is reconstructed with which trained model.

    Raises InputError with one fault for each value that is not allowed.
    """

    model: ModelConfig = _MODEL
    """The network and the physics it is built around."""
    test_data_file: Path | None = None
    """Scan to validate on while training, or to reconstruct (NPZ, HDF5 or CXI). None: no
    validation; the training loss is monitored."""
    model_path: Path | None = None
    """Run folder of a training, or the bundle wts.h5.zip inside it. None: no network; --engine
    names what takes its place."""
    output_dir: Path
    """Folder to write to; made if it does not exist."""
    extra_test_data_files: tuple[Path, ...] = ()
    """Further scans to reconstruct with the same network, each into a folder of its own named after
    the scan."""
    measurement: Literal["auto", "counts", "amplitude"] = "auto"
    """What the numbers in the diffraction patterns are."""
    probe_refinement_iterations: int = 60
    """Steps by which the probe is refined from the scan; the refined probe is used where it
    predicts patterns better that were held back. 0: the probe in the file is believed."""
    pattern_fftshift: bool = False
    """The zero frequency of the patterns is at the corner of the array; move it to the centre."""
    pattern_transpose: bool = False
    """Exchange rows and columns of the patterns."""
    pattern_flip: Literal["none", "rows", "columns", "both"] = "none"
    """Axis of the patterns to reverse, after a transposition."""
    pattern_crop_px: int | None = None
    """Side of the central part of the detector that is used; a smaller part makes larger object
    pixels. Unit: px. None: the whole detector."""
    pattern_binning: int = 1
    """Detector pixels along each axis whose counts are added up."""
    position_order: Literal["yx", "xy"] = "yx"
    """Whether the file has exchanged the coordinates."""
    position_flip: Literal["none", "y", "x", "both"] = "none"
    """Coordinate of the positions whose sign is reversed."""
    position_unit: Literal["auto", "px", "m"] = "auto"
    """Unit of the positions."""
    object_pixel_size_m: float | None = None
    """Size of an object pixel of the whole detector. Unit: m. None: from the file, or from
    wavelength, distance and detector pixel."""
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
    """Iterations of a classical engine that begins with the object of the network. 0: the network
    has the last word."""
    refine_engine: Literal["rpie", "gradient"] = "gradient"
    """Engine that refines the object of the network."""
    compare_engines: bool = False
    """Let each classical engine reconstruct the scan alone as well, to stand beside the result in
    metrics.json."""
    refine_probe: bool = False
    """Let classical engines correct the probe too."""
    refine_positions: bool = False
    """Let classical engines correct the scan positions too."""
    rpie_alpha: float = 0.5
    """Share of the brightest illumination in the denominator of rPIE; more is steadier and slower."""
    backend: str = "pytorch"
    """No effect: torch does all the work."""
    debug: bool = False
    """No effect: the run log always holds everything."""
