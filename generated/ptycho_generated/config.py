# Generated from spec/knobs.yaml by `make generate`; edit the registry or the template.
# digest: input 4b346f97f716596e text d00924c1a5a5ffca

"""The configuration dataclasses: frozen, and checked whoever constructs them.

Their ``__init__`` fills the instance in one step: what dataclasses generate for frozen ones sets
field by field, which takes longer than all checks together.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from . import checks
from .values import broken, settle


@dataclass(frozen=True, init=False, kw_only=True)
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

    def __init__(
        self,
        *,
        gridsize: int = 10,
        architecture: Literal["unrolled"] = "unrolled",
        n_unrolled: int = 6,
        n_filters: int = 24,
        n_hidden_channels: int = 4,
        loss_function: Literal["amplitude", "poisson"] = "amplitude",
        deep_supervision_weight: float = 0.2,
    ) -> None:
        object.__setattr__(
            self,
            "__dict__",
            {
                "gridsize": gridsize,
                "architecture": architecture,
                "n_unrolled": n_unrolled,
                "n_filters": n_filters,
                "n_hidden_channels": n_hidden_channels,
                "loss_function": loss_function,
                "deep_supervision_weight": deep_supervision_weight,
            },
        )
        bad = checks.model_values(
            gridsize,
            architecture,
            n_unrolled,
            n_filters,
            n_hidden_channels,
            loss_function,
            deep_supervision_weight,
        )
        if bad:
            settle(self, bad)


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

    def __init__(
        self,
        *,
        overwrite: bool = False,
        max_time: str | None = None,
        learning_rate: float = 0.002,
        weight_decay: float = 0.0001,
        betas: tuple[float, ...] = (0.9, 0.98),
        scheduler: Literal["Default", "Exponential", "MultiStage", "WarmupCosine"] = "WarmupCosine",
        scheduler_gamma: float = 0.95,
        lr_warmup_steps: int = 15,
        accum_steps: int = 1,
        gradient_clip_val: float | None = 1.0,
        gradient_clip_algorithm: Literal["norm", "value"] = "norm",
        ema_decay: float | None = 0.95,
        limit_train_batches: int | None = None,
        check_val_every_n_epoch: int = 1,
        enable_checkpointing: bool = True,
        checkpoint_save_top_k: int = 1,
        checkpoint_monitor_metric: Literal["val_loss", "train_loss"] = "val_loss",
        checkpoint_mode: Literal["min", "max"] = "min",
        checkpoint_save_last: bool = True,
        checkpoint_every_n_epochs: int = 1,
        early_stop_patience: int = 100,
        early_stop_min_delta: float = 0.0,
        resume: Path | None = None,
        logger_backend: Literal["csv", "tensorboard", "none"] = "csv",
        log_every_n_steps: int = 10,
        flush_logs_every_n_steps: int = 100,
        enable_progress_bar: bool = True,
        preview_every_n_epochs: int | None = 25,
        quiet: bool = False,
        seed: int = 0,
        deterministic: bool | Literal["warn"] = True,
        accelerator: Literal["auto", "cpu", "gpu", "cuda", "mps"] = "auto",
        devices: int | Literal["auto"] = 1,
        num_nodes: int = 1,
        strategy: Literal["auto", "ddp", "ddp_spawn"] = "auto",
        precision: Literal["32-true", "16-mixed", "bf16-mixed"] = "32-true",
        num_workers: int = 0,
        pin_memory: bool = False,
        persistent_workers: bool = False,
        prefetch_factor: int | None = None,
        inference_batch_size: int = 64,
    ) -> None:
        object.__setattr__(
            self,
            "__dict__",
            {
                "overwrite": overwrite,
                "max_time": max_time,
                "learning_rate": learning_rate,
                "weight_decay": weight_decay,
                "betas": betas,
                "scheduler": scheduler,
                "scheduler_gamma": scheduler_gamma,
                "lr_warmup_steps": lr_warmup_steps,
                "accum_steps": accum_steps,
                "gradient_clip_val": gradient_clip_val,
                "gradient_clip_algorithm": gradient_clip_algorithm,
                "ema_decay": ema_decay,
                "limit_train_batches": limit_train_batches,
                "check_val_every_n_epoch": check_val_every_n_epoch,
                "enable_checkpointing": enable_checkpointing,
                "checkpoint_save_top_k": checkpoint_save_top_k,
                "checkpoint_monitor_metric": checkpoint_monitor_metric,
                "checkpoint_mode": checkpoint_mode,
                "checkpoint_save_last": checkpoint_save_last,
                "checkpoint_every_n_epochs": checkpoint_every_n_epochs,
                "early_stop_patience": early_stop_patience,
                "early_stop_min_delta": early_stop_min_delta,
                "resume": resume,
                "logger_backend": logger_backend,
                "log_every_n_steps": log_every_n_steps,
                "flush_logs_every_n_steps": flush_logs_every_n_steps,
                "enable_progress_bar": enable_progress_bar,
                "preview_every_n_epochs": preview_every_n_epochs,
                "quiet": quiet,
                "seed": seed,
                "deterministic": deterministic,
                "accelerator": accelerator,
                "devices": devices,
                "num_nodes": num_nodes,
                "strategy": strategy,
                "precision": precision,
                "num_workers": num_workers,
                "pin_memory": pin_memory,
                "persistent_workers": persistent_workers,
                "prefetch_factor": prefetch_factor,
                "inference_batch_size": inference_batch_size,
            },
        )
        bad = checks.execution_values(
            overwrite,
            max_time,
            learning_rate,
            weight_decay,
            betas,
            scheduler,
            scheduler_gamma,
            lr_warmup_steps,
            accum_steps,
            gradient_clip_val,
            gradient_clip_algorithm,
            ema_decay,
            limit_train_batches,
            check_val_every_n_epoch,
            enable_checkpointing,
            checkpoint_save_top_k,
            checkpoint_monitor_metric,
            checkpoint_mode,
            checkpoint_save_last,
            checkpoint_every_n_epochs,
            early_stop_patience,
            early_stop_min_delta,
            logger_backend,
            log_every_n_steps,
            flush_logs_every_n_steps,
            enable_progress_bar,
            preview_every_n_epochs,
            quiet,
            seed,
            deterministic,
            accelerator,
            devices,
            num_nodes,
            strategy,
            precision,
            num_workers,
            pin_memory,
            persistent_workers,
            prefetch_factor,
            inference_batch_size,
        )
        if not (resume is None or isinstance(resume, Path)):
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
        if bad:
            settle(self, bad)


@dataclass(frozen=True, init=False, kw_only=True)
class TrainingConfig:
    """What is trained on what, and how the weights move.

    Raises InputError with one fault for each value that is not allowed.
    """

    model: ModelConfig = _MODEL
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

    def __init__(
        self,
        *,
        train_data_file: Path,
        output_dir: Path,
        model: ModelConfig = _MODEL,
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
        max_epochs: int = 100,
        batch_size: int = 1,
    ) -> None:
        object.__setattr__(
            self,
            "__dict__",
            {
                "model": model,
                "train_data_file": train_data_file,
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
                "max_epochs": max_epochs,
                "batch_size": batch_size,
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
            max_epochs,
            batch_size,
        )
        if not isinstance(train_data_file, Path):
            bad.append("train_data_file")
        if not (test_data_file is None or isinstance(test_data_file, Path)):
            bad.append("test_data_file")
        if not isinstance(output_dir, Path):
            bad.append("output_dir")
        if bad:
            settle(self, bad)


@dataclass(frozen=True, init=False, kw_only=True)
class InferenceConfig:
    """What is reconstructed with which trained model.

    Raises InputError with one fault for each value that is not allowed.
    """

    model: ModelConfig = _MODEL
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

    def __init__(
        self,
        *,
        model_path: Path,
        output_dir: Path,
        model: ModelConfig = _MODEL,
        test_data_file: Path | None = None,
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
    ) -> None:
        object.__setattr__(
            self,
            "__dict__",
            {
                "model": model,
                "test_data_file": test_data_file,
                "model_path": model_path,
                "output_dir": output_dir,
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
        )
        if not (test_data_file is None or isinstance(test_data_file, Path)):
            bad.append("test_data_file")
        if not isinstance(model_path, Path):
            bad.append("model_path")
        if not isinstance(output_dir, Path):
            bad.append("output_dir")
        if bad:
            settle(self, bad)
