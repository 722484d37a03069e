"""The command `ptycho_train`: a scan in, a run folder with a trained network out."""

import csv
import logging
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

import torch

from ptycho import params
from ptycho.atomic import remove_partial
from ptycho.checkpoint_file import sound_checkpoint
from ptycho.config.hashes import config_hashes
from ptycho.config.legacy import update_legacy_dict
from ptycho.measurement import intensity_scale
from ptycho_generated.kwargs import network_kwargs, preview_pictures_kwargs
from ptycho_generated.merge import Resolved
from ptycho_generated.settings import TrainSettings
from ptycho_torch.config_factory import TrainingScans, load_training_scans
from ptycho_torch.data.scan_tensors import ScanTensors
from ptycho_torch.model.registry import build_network
from ptycho_torch.trainer.build import build_trainer, is_first_process, seed_run
from ptycho_torch.trainer.bundle import BUNDLE_NAME, Bundle, save_bundle
from ptycho_torch.trainer.datamodule import GroupDataModule
from ptycho_torch.trainer.fitting import Fitting, Misfit
from ptycho_torch.trainer.judging import Judge
from ptycho_torch.trainer.machine import check_synchronised, torch_as_before
from ptycho_torch.trainer.module import ReconstructionModule
from ptycho_torch.trainer.nonfinite import DUMP_NAME
from ptycho_torch.trainer.passthrough import check_passed_on
from ptycho_torch.trainer.plain import plain_settings
from ptycho_torch.trainer.resume import check_checkpoint
from ptycho_torch.workflows.checking import check_before_training
from ptycho_torch.workflows.environment import environment
from ptycho_torch.workflows.labels import with_labels
from ptycho_torch.workflows.previews import PreviewPictures
from ptycho_torch.workflows.probe import with_best_probe
from ptycho_torch.workflows.reconstruct import fingerprint, reconstruct, score_lines, scores
from ptycho_torch.workflows.report import REPORT_NAME, write_report
from ptycho_torch.workflows.results import write_pictures
from ptycho_torch.workflows.run_folder import (
    RunLog,
    is_within,
    open_run_folder,
    start_log,
    write_configuration,
    write_json,
)

_log = logging.getLogger(__name__)
RESULTS = (
    "checkpoints",
    BUNDLE_NAME,
    "lightning_logs",
    "mlflow.db",
    "mlflow",
    "mlflow_run_id",
    "previews",
    "metrics.json",
    DUMP_NAME,
    "reconstructed_amplitude.png",
    "reconstructed_phase.png",
    "summary.png",
    REPORT_NAME,
)
_CHUNK = 64
_FOR_PROGRAMS = (
    "load_inference_bundle_torch",
    "run_cdi_example_torch",
    "train_cdi_model_torch",
    "_train_with_lightning",
)


def __getattr__(name: str) -> Any:
    """What programs call stands in `ptycho_torch.workflows.programs`, and is found here as well."""
    if name in _FOR_PROGRAMS:
        return getattr(import_module("ptycho_torch.workflows.programs"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def run_training(settings: TrainSettings, resolved: Resolved) -> None:
    """Train a network on a scan and write the run folder.

    The legacy dictionary is filled before data or network exist. Raises InputError for what is
    wrong with data, machine or folder; then nothing is written. With ``--sweep`` there are many
    trainings, each with a run folder of its own.
    """
    if settings.execution.sweep is not None:
        from ptycho_torch.workflows.sweep import run_sweep  # it trains by what stands here

        run_sweep(settings, resolved)
        return
    train_on(settings, resolved, load_training_scans)


def train_on(
    settings: TrainSettings,
    resolved: Resolved,
    read: Callable[[TrainSettings], TrainingScans],
    judge: Judge | None = None,
) -> None:
    """Train on the scans that ``read`` returns and write the run folder; see `run_training`.

    A ``judge`` is told the loss of each epoch; a training that it ends leaves no results.
    """
    first, folder = is_first_process(), settings.training.output_dir
    is_new = not os.path.exists(folder)  # noqa: PTH110 - whatever is wrong with it is told later
    try:
        quiet = settings.execution.quiet or not first
        with torch_as_before(), start_log(quiet=quiet) as log:
            _train_on(settings, resolved, read, log if first else None, judge)
    except Misfit:
        if is_new and first:  # nothing in it but that a run was about to begin
            shutil.rmtree(folder)
        raise


def _train_on(
    settings: TrainSettings,
    resolved: Resolved,
    read: Callable[[TrainSettings], TrainingScans],
    log: RunLog | None,
    judge: Judge | None,
) -> None:
    """Train; the process that has a ``log`` writes the run folder."""
    settings = with_checkpoint(settings)
    update_legacy_dict(params.cfg, settings.training)
    scans = read(settings)
    describe(scans)
    check_scans(settings, scans)
    fitting = prepare_training(settings, scans)
    if log is not None:
        start_folder(settings, resolved, log)
    if judge is not None:
        fitting.report_to(judge)
    fitting.fit()
    if fitting.was_given_up:
        return
    metrics = fitting.metrics()
    fitting.take_best_weights()
    metrics |= fitting.test()
    if log is not None:
        results = finish_training(settings, scans, fitting, metrics)
        write_training_report(settings, resolved, scans, results)


def with_checkpoint(settings: TrainSettings) -> TrainSettings:
    """Settings with the checkpoint that ``--resume auto`` stands for, None where there is none."""
    execution = settings.execution
    if execution.resume != "auto":
        return settings
    folder = settings.training.output_dir
    found, damaged = sound_checkpoint(execution.checkpoint_dir or folder / "checkpoints")
    for line in damaged:
        _log.warning("%s; going on from the state before it", line)
    _log.info("resume: %s", found or "no checkpoint yet, a new run")
    # What a run leaves behind that was killed before its first checkpoint may be replaced.
    begun = found is None and not (folder / BUNDLE_NAME).exists()
    overwrite = execution.overwrite or begun
    return replace(settings, execution=replace(execution, resume=found, overwrite=overwrite))


def goes_on(settings: TrainSettings) -> bool:
    """Whether a run goes on in the folder that it began in."""
    resume, folder = settings.execution.resume, settings.training.output_dir
    kept = settings.execution.checkpoint_dir or folder
    return resume is not None and any(is_within(Path(resume), place) for place in (folder, kept))


def start_folder(settings: TrainSettings, resolved: Resolved, log: RunLog) -> None:
    """Open the run folder; one that holds the checkpoint to go on from keeps what is in it."""
    folder, same = settings.training.output_dir, goes_on(settings)
    results = () if same else tuple(sorted({*RESULTS, settings.execution.log_name}))
    open_run_folder(folder, results, log, overwrite=settings.execution.overwrite)
    if settings.execution.checkpoint_dir is not None:
        remove_partial(settings.execution.checkpoint_dir)
    log.write_to(folder, append=same)
    write_configuration(folder, resolved)


def describe(scans: TrainingScans) -> None:
    """Say what was read, and what its numbers were taken for."""
    further = [("training", scan) for scan in scans.extra]
    for role, scan in (("training", scans.train), *further, ("validation", scans.validation)):
        if scan is not None:
            size = f"{scan.n_patterns} patterns of {scan.patch_size} px"
            _log.info("%s scan %s: %s; %s", role, scan.path, size, scan.measured_because)


def lay_out(scans: TrainingScans, iterations: int) -> tuple[ScanTensors, ScanTensors | None]:
    """Both scans as tensors; a probe that they share is refined once, by ``iterations`` steps."""
    given = ScanTensors.from_scan(scans.train)
    train = with_best_probe(given, iterations=iterations)
    if scans.validation is None:
        return train, None
    validation = ScanTensors.from_scan(scans.validation)
    if torch.equal(validation.probe, given.probe):
        return train, validation.with_probe(train.probe * train.probe_scale)
    return train, with_best_probe(validation, iterations=iterations)


def check_scans(settings: TrainSettings, scans: TrainingScans) -> None:
    """Look at the scans before any long work; InputError where one is surely not as it should be.

    A checkpoint to go on from says that this was done.
    """
    if settings.execution.resume is None:
        given = settings.training.probe_source == "file"
        for scan in (scans.train, *scans.extra, scans.validation):
            if scan is not None:
                check_before_training(scan, probe_is_given=given)


def prepare_training(
    settings: TrainSettings, scans: TrainingScans, module: ReconstructionModule | None = None
) -> Fitting:
    """Network, data and trainer, ready to fit; ``module`` where the network is made already.

    Raises InputError where they cannot be had, or a checkpoint to go on from does not fit them.
    """
    check_passed_on(settings)
    if module is None:
        seed_run(settings)
        network = build_network(**network_settings(settings, scans))
        module = ReconstructionModule(network, settings)
    iterations = settings.training.probe_refinement_iterations
    train, validation = lay_out(scans, iterations)
    train = with_labels(train, scans.train, settings)
    if validation is not None and scans.validation is not None:
        validation = with_labels(validation, scans.validation, settings)
    extra = [with_best_probe(ScanTensors.from_scan(s), iterations=iterations) for s in scans.extra]
    extra = [with_labels(t, s, settings) for t, s in zip(extra, scans.extra, strict=True)]
    groups = GroupDataModule(settings, train, validation, extra)
    folder, execution = settings.training.output_dir, settings.execution
    pictures = PreviewPictures(
        module.network,
        groups.shown,
        folder / "previews",
        chunk=_CHUNK,
        **preview_pictures_kwargs(settings),
    )
    step = None
    if execution.resume is not None:
        safe = execution.resume_weights_only
        step = check_checkpoint(Path(execution.resume), module, weights_only=safe)
    step = step if goes_on(settings) else None
    trainer = build_trainer(settings, folder, groups, pictures, resumed_step=step)
    check_synchronised(settings, module.network)
    return Fitting(settings, module, groups, trainer, step)


def network_settings(settings: TrainSettings, scans: TrainingScans) -> dict[str, Any]:
    """Arguments of `build_network`, those that the data decide included."""
    return network_kwargs(settings) | {"patch_size": scans.train.patch_size}


def finish_training(
    settings: TrainSettings,
    scans: TrainingScans,
    fitting: Fitting,
    metrics: dict[str, float | None],
) -> dict[str, Any]:
    """Keep the best weights as a bundle; show and score what they make of a scan.

    Returns what ``metrics.json`` holds.
    """
    folder = settings.training.output_dir
    network = fitting.module.network
    bundle = Bundle(
        settings=plain_settings(settings),
        provenance={
            "config_hash": config_hashes(settings),
            "network": network_settings(settings, scans),
            "training_scan": fingerprint(scans.train),
            "extra_training_scans": [fingerprint(scan) for scan in scans.extra],
            "intensity_scale": intensity_scale(scans.train.amplitudes),
            "epochs": fitting.trainer.current_epoch,
            "steps": fitting.trainer.global_step,
            "metrics": metrics,
        },
        weights=network.state_dict(),
    )
    save_bundle(folder / BUNDLE_NAME, bundle)
    scan = scans.train if scans.validation is None else scans.validation
    found = reconstruct(network, fitting.groups.shown, chunk=_CHUNK)
    scored = scores(found, scan)
    losses = read_losses(folder / settings.execution.log_name)
    told = {"scores": scored, "scored_scan": str(scan.path), **bundle.provenance}
    write_json(folder / "metrics.json", told)
    title = f"{settings.training.model.architecture} network on {scan.path.name}"
    write_pictures(folder, found, scan, scored, losses=losses, title=title)
    for line in score_lines(scored):
        _log.info("%s", line)
    _log.info("picture: %s", folder / "summary.png")
    _log.info("bundle: %s", folder / BUNDLE_NAME)
    return told


def write_training_report(
    settings: TrainSettings, resolved: Resolved, scans: TrainingScans, results: dict[str, Any]
) -> None:
    """Write report.html, which tells the run to whoever was not there."""
    folder = settings.training.output_dir
    write_report(
        folder,
        resolved,
        title=f"Training on {scans.train.path.name}",
        results=results,
        environment=environment(),
        losses=read_losses(folder / settings.execution.log_name),
    )
    _log.info("report: %s", folder / REPORT_NAME)


def read_losses(folder: Path) -> dict[str, tuple[list[float], list[float]]]:
    """Name -> (epochs, values) of the losses in a folder of logs.

    A run that went on has a metrics.csv for each part; where parts overlap, the later one counts.
    """
    curves: dict[str, dict[float, float]] = {}
    files = folder.glob("version_*/metrics.csv")
    for file in sorted(files, key=lambda file: int(file.parent.name.removeprefix("version_"))):
        with file.open(newline="", encoding="utf-8") as opened:
            for row in csv.DictReader(opened):
                for name in ("train_loss", "val_loss"):
                    if row.get(name):
                        curves.setdefault(name, {})[float(row["epoch"]) + 1] = float(row[name])
    points = {name: sorted(curve.items()) for name, curve in curves.items()}
    return {name: ([e for e, _ in some], [v for _, v in some]) for name, some in points.items()}
