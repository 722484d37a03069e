# Generated from spec/knobs.yaml by `make generate`; edit the registry or the template.
# digest: input a0825252b0087a40 text 7123177a94431a6e

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
    architecture: Literal["unrolled", "cnn"] = "unrolled"
    """Network that turns diffraction patterns into an object."""
    n_unrolled: int = 6
    """Gradient steps that the unrolled network takes."""
    n_filters: int = 24
    """Width of the first level of the convolutional network."""
    n_filters_scale: int = 2
    """Width of the cnn; its narrowest level has 32 times as many maps."""
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
        if self.architecture not in ("unrolled", "cnn"):
            bad.append("architecture")
        if not (type(self.n_unrolled) is int and 1 <= self.n_unrolled <= 64):
            bad.append("n_unrolled")
        if not (type(self.n_filters) is int and 1 <= self.n_filters <= 1024):
            bad.append("n_filters")
        if not (type(self.n_filters_scale) is int and 1 <= self.n_filters_scale <= 16):
            bad.append("n_filters_scale")
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
            return
        rules = []
        if self.architecture == "cnn" and self.gridsize not in (1, 2, 3):
            rules.append(
                (
                    "architecture",
                    "the cnn takes groups of at most 3 x 3 patterns: --gridsize 1, 2 or 3",
                )
            )
        if rules:
            raise broken("ModelConfig", rules)


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
    learning_rate: float = 0.002
    """Peak learning rate."""
    weight_decay: float = 0.0001
    """Decoupled weight decay of the convolution weights."""
    betas: tuple[float, ...] = (0.9, 0.98)
    """Decay rates of the running means of gradient and squared gradient."""
    scheduler: Literal["Default", "Exponential", "MultiStage", "WarmupCosine"] = "WarmupCosine"
    """How the learning rate changes during training."""
    scheduler_gamma: float = 0.95
    """Factor by which Exponential and MultiStage lower the learning rate."""
    lr_warmup_steps: int = 15
    """Optimiser steps over which WarmupCosine raises the learning rate."""
    accum_steps: int = 1
    """Batches whose gradients are accumulated into one optimiser step."""
    gradient_clip_val: float | None = 1.0
    """Bound on the gradient. None: no clipping."""
    gradient_clip_algorithm: Literal["norm", "value"] = "norm"
    """What gradient_clip_val bounds."""
    ema_decay: float | None = 0.95
    """Decay per step of the running mean of the weights that is validated and saved. None: weights are used as they are."""
    limit_train_batches: int | None = None
    """Batches of each epoch that are used. None: all."""
    check_val_every_n_epoch: int = 1
    """Epochs between validations."""
    enable_checkpointing: bool = True
    """Write checkpoints during training."""
    checkpoint_save_top_k: int = 1
    """Number of best checkpoints to keep. -1: all. 0: none but the last."""
    checkpoint_monitor_metric: Literal["val_loss", "train_loss"] = "val_loss"
    """Metric by which the best checkpoint is chosen."""
    checkpoint_mode: Literal["min", "max"] = "min"
    """Whether the best checkpoint has the smallest or the largest metric."""
    checkpoint_save_last: bool = True
    """Keep the newest checkpoint as last.ckpt."""
    checkpoint_every_n_epochs: int = 1
    """Epochs between checkpoints."""
    early_stop_patience: int = 100
    """Validations without improvement after which training stops."""
    early_stop_min_delta: float = 0.0
    """Smallest change of the loss that counts as an improvement."""
    resume: Path | None = None
    """Checkpoint from which training goes on. None: a new run."""
    logger_backend: Literal["csv", "tensorboard", "none"] = "csv"
    """Where metrics are recorded."""
    log_every_n_steps: int = 10
    """Optimiser steps between two records of the metrics."""
    flush_logs_every_n_steps: int = 100
    """Records after which metrics.csv is written to disk."""
    enable_progress_bar: bool = True
    """Show how far training is."""
    preview_every_n_epochs: int | None = 25
    """Epochs between pictures of the object in the folder previews. None: no previews."""
    quiet: bool = False
    """Show errors only; a check shows warnings too, but nothing that is as it should be."""
    seed: int = 0
    """Start of every random number."""
    deterministic: bool | Literal["warn"] = True
    """Use only algorithms that give the same result twice. warn: use what there is, and warn."""
    accelerator: Literal["auto", "cpu", "gpu", "cuda", "mps"] = "auto"
    """Kind of processor to compute on."""
    devices: int | Literal["auto"] = 1
    """Number of processors to train on. auto: all that there are."""
    num_nodes: int = 1
    """Number of machines to train on."""
    strategy: Literal["auto", "ddp", "ddp_spawn"] = "auto"
    """How training is spread over processes."""
    precision: Literal["32-true", "16-mixed", "bf16-mixed"] = "32-true"
    """Number format of the convolutions; physics and loss stay in single precision."""
    num_workers: int = 0
    """Processes that prepare batches."""
    pin_memory: bool = False
    """Keep batches in page-locked memory for a faster copy to the graphics processor."""
    persistent_workers: bool = False
    """Keep the worker processes alive between epochs."""
    prefetch_factor: int | None = None
    """Batches that each worker prepares ahead. None: two where there are workers."""
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
        if self.scheduler not in ("Default", "Exponential", "MultiStage", "WarmupCosine"):
            bad.append("scheduler")
        if not (type(self.scheduler_gamma) is float and 0.0 < self.scheduler_gamma <= 1.0):
            bad.append("scheduler_gamma")
        if not (type(self.lr_warmup_steps) is int and 0 <= self.lr_warmup_steps):
            bad.append("lr_warmup_steps")
        if not (type(self.accum_steps) is int and 1 <= self.accum_steps):
            bad.append("accum_steps")
        if not (
            self.gradient_clip_val is None
            or (type(self.gradient_clip_val) is float and 0.0 < self.gradient_clip_val < inf)
        ):
            bad.append("gradient_clip_val")
        if self.gradient_clip_algorithm not in ("norm", "value"):
            bad.append("gradient_clip_algorithm")
        if not (
            self.ema_decay is None
            or (type(self.ema_decay) is float and 0.0 <= self.ema_decay < 1.0)
        ):
            bad.append("ema_decay")
        if not (
            self.limit_train_batches is None
            or (type(self.limit_train_batches) is int and 1 <= self.limit_train_batches)
        ):
            bad.append("limit_train_batches")
        if not (type(self.check_val_every_n_epoch) is int and 1 <= self.check_val_every_n_epoch):
            bad.append("check_val_every_n_epoch")
        if type(self.enable_checkpointing) is not bool:
            bad.append("enable_checkpointing")
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
            type(self.checkpoint_every_n_epochs) is int and 1 <= self.checkpoint_every_n_epochs
        ):
            bad.append("checkpoint_every_n_epochs")
        if not (type(self.early_stop_patience) is int and 0 <= self.early_stop_patience):
            bad.append("early_stop_patience")
        if not (
            type(self.early_stop_min_delta) is float and 0.0 <= self.early_stop_min_delta < inf
        ):
            bad.append("early_stop_min_delta")
        if not (self.resume is None or isinstance(self.resume, Path)):
            bad.append("resume")
        if self.logger_backend not in ("csv", "tensorboard", "none"):
            bad.append("logger_backend")
        if not (type(self.log_every_n_steps) is int and 1 <= self.log_every_n_steps):
            bad.append("log_every_n_steps")
        if not (type(self.flush_logs_every_n_steps) is int and 1 <= self.flush_logs_every_n_steps):
            bad.append("flush_logs_every_n_steps")
        if type(self.enable_progress_bar) is not bool:
            bad.append("enable_progress_bar")
        if not (
            self.preview_every_n_epochs is None
            or (type(self.preview_every_n_epochs) is int and 1 <= self.preview_every_n_epochs)
        ):
            bad.append("preview_every_n_epochs")
        if type(self.quiet) is not bool:
            bad.append("quiet")
        if not (type(self.seed) is int and 0 <= self.seed <= 4294967295):
            bad.append("seed")
        if not (self.deterministic == "warn" or type(self.deterministic) is bool):
            bad.append("deterministic")
        if self.accelerator not in ("auto", "cpu", "gpu", "cuda", "mps"):
            bad.append("accelerator")
        if not (self.devices == "auto" or (type(self.devices) is int and 1 <= self.devices)):
            bad.append("devices")
        if not (type(self.num_nodes) is int and 1 <= self.num_nodes):
            bad.append("num_nodes")
        if self.strategy not in ("auto", "ddp", "ddp_spawn"):
            bad.append("strategy")
        if self.precision not in ("32-true", "16-mixed", "bf16-mixed"):
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
        if not (type(self.inference_batch_size) is int and 1 <= self.inference_batch_size):
            bad.append("inference_batch_size")
        if bad:
            settle(self, bad)
            return
        rules = []
        if self.gradient_clip_algorithm != "norm" and self.gradient_clip_val is None:
            rules.append(
                ("gradient_clip_algorithm", "a clip algorithm means nothing without a clip value")
            )
        if self.persistent_workers is not False and not (self.num_workers >= 1):
            rules.append(("persistent_workers", "persistent workers need --num-workers 1 or more"))
        if self.prefetch_factor is not None and not (self.num_workers >= 1):
            rules.append(("prefetch_factor", "prefetching needs --num-workers 1 or more"))
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
    model_path: Path | None = None
    """Run folder of a training, or the bundle wts.h5.zip inside it. None: no network; --engine names what takes its place."""
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

    def __post_init__(self) -> None:
        bad = []
        if not (self.test_data_file is None or isinstance(self.test_data_file, Path)):
            bad.append("test_data_file")
        if not (self.model_path is None or isinstance(self.model_path, Path)):
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
        if self.engine not in ("network", "rpie", "gradient"):
            bad.append("engine")
        if not (type(self.engine_iterations) is int and 1 <= self.engine_iterations):
            bad.append("engine_iterations")
        if not (type(self.refine) is int and 0 <= self.refine):
            bad.append("refine")
        if self.refine_engine not in ("rpie", "gradient"):
            bad.append("refine_engine")
        if type(self.compare_engines) is not bool:
            bad.append("compare_engines")
        if type(self.refine_probe) is not bool:
            bad.append("refine_probe")
        if type(self.refine_positions) is not bool:
            bad.append("refine_positions")
        if not (type(self.rpie_alpha) is float and 0.0 < self.rpie_alpha <= 1.0):
            bad.append("rpie_alpha")
        if bad:
            settle(self, bad)
            return
        rules = []
        if self.refine >= 1 and self.engine != "network":
            rules.append(
                (
                    "refine",
                    "only the object of a network is refined; give an engine --engine-iterations",
                )
            )
        if rules:
            raise broken("InferenceConfig", rules)
