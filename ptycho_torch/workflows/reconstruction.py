"""The command `ptycho_inference`: a scan and a bundle or an engine in, a reconstruction out."""

import logging
from dataclasses import dataclass, replace
from pathlib import Path

import torch

from ptycho import params
from ptycho.config.legacy import update_legacy_dict
from ptycho.raw_data import Scan, load_scan, peek_patch_size
from ptycho.reading import reading_of
from ptycho_generated.config import InferenceConfig
from ptycho_generated.faults import Fault, InputError
from ptycho_generated.merge import Resolved
from ptycho_generated.settings import InferSettings
from ptycho_torch.config_factory import attempt
from ptycho_torch.data.scan_tensors import ScanTensors
from ptycho_torch.model.network import ReconstructionNetwork
from ptycho_torch.model.team import ALONE, Team
from ptycho_torch.solver.engines import ENGINES
from ptycho_torch.trainer.build import is_first_process
from ptycho_torch.trainer.bundle import Bundle, load_bundle
from ptycho_torch.trainer.processes import first_begins, of_the_first, team_on
from ptycho_torch.workflows.environment import environment, process_age_s
from ptycho_torch.workflows.network import model_of, network_of
from ptycho_torch.workflows.probe import with_best_probe
from ptycho_torch.workflows.reconstruct import (
    ReconstructedObject,
    reconstruct,
)
from ptycho_torch.workflows.report import write_report
from ptycho_torch.workflows.residual import diffraction_residual
from ptycho_torch.workflows.results import RESULTS, Asked, write_reconstruction
from ptycho_torch.workflows.run_folder import (
    RunLog,
    open_run_folder,
    start_log,
    write_configuration,
)
from ptycho_torch.workflows.solving import solved

_log = logging.getLogger(__name__)


def run_inference(settings: InferSettings, resolved: Resolved) -> None:
    """Reconstruct the objects of one or more scans and write them with pictures and scores.

    The network is read once. Where a launcher has started several processes they share the
    patterns, and the first one writes. Raises InputError for what is wrong with bundle, scans or
    folder; then nothing is written.
    """
    folder = settings.inference.output_dir
    with start_log(quiet=settings.execution.quiet or not is_first_process()) as log:
        bundle, scan, device = read_inputs(settings)
        with team_on(device) as team:
            network = None if bundle is None else network_of(bundle).to(device)
            first_begins(team, device, lambda: _begin(settings, resolved, log))
            if team.size > 1:
                _log.info("%d processes share the patterns; the first one writes", team.size)
            run = _Run(settings, resolved, bundle, network, device, team)
            _reconstruct_one(run, folder, scan, process_age_s())
            files = settings.inference.extra_test_data_files
            for name, path in zip(_extra_folders(settings), files, strict=True):
                if team.rank == 0:
                    (folder / name).mkdir()
                _reconstruct_one(run, folder / name, _read_scan(settings.inference, path), None)


def _begin(settings: InferSettings, resolved: Resolved, log: RunLog) -> None:
    """Open the run folder."""
    folder = settings.inference.output_dir
    results = (*RESULTS, *map(str, _extra_folders(settings)))
    open_run_folder(folder, results, log, overwrite=settings.execution.overwrite)
    log.write_to(folder)
    write_configuration(folder, resolved)


@dataclass(frozen=True, slots=True)
class _Run:
    """What all scans of a run are reconstructed with."""

    settings: InferSettings
    resolved: Resolved
    bundle: Bundle | None
    network: ReconstructionNetwork | None
    device: torch.device
    team: Team


def _extra_folders(settings: InferSettings) -> list[Path]:
    """Folders of the further scans, named after them; InputError where two have one name."""
    names = [Path(path.stem) for path in settings.inference.extra_test_data_files]
    twice = sorted({str(name) for name in names if names.count(name) > 1})
    if twice:
        problem = f"two scans are named {', '.join(twice)}"
        raise InputError([Fault("--extra-test-data-files", problem, "rename one of the files")])
    return names


def _reconstruct_one(run: _Run, folder: Path, scan: Scan, start_up_s: float | None) -> None:
    """Reconstruct one scan and write everything about it; the first of several processes writes."""
    settings = run.settings
    _log.info("%s: %d patterns; %s", scan.path, scan.n_patterns, scan.measured_because)
    iterations = settings.inference.probe_refinement_iterations
    tensors = with_best_probe(ScanTensors.from_scan(scan), iterations=iterations)
    if run.team.size > 1:  # each has found its own, on processors that may differ
        scale = torch.tensor(tensors.probe_scale, dtype=torch.float64)
        probe, scale = (of_the_first(run.team, each, run.device) for each in (tensors.probe, scale))
        tensors = replace(tensors, probe=probe, probe_scale=float(scale))
    asked = reconstruct_as_asked(settings, tensors, run.network, run.device, run.team)
    if run.team.rank > 0:
        return
    speed = f"{scan.n_patterns / asked.wanted.seconds:.0f} patterns/s, stitching included"
    if start_up_s is not None:
        speed += f"; {start_up_s:.1f} s from the start of the program to the first pattern"
    _log.info("%s", speed)
    residual = diffraction_residual(
        asked.wanted.object,
        asked.wanted.origin_yx,
        tensors.with_probe(torch.from_numpy(asked.wanted.probe)),
    )
    metrics = write_reconstruction(folder, asked, scan, settings, run.bundle, residual, start_up_s)
    title = f"Reconstruction of {scan.path.name}: {asked.name}"
    write_report(folder, run.resolved, title=title, results=metrics, environment=environment())
    _log.info("picture: %s", folder / "summary.png")
    _log.info("report: %s", folder / "report.html")


def reconstruct_as_asked(
    settings: InferSettings,
    scan: ScanTensors,
    network: ReconstructionNetwork | None,
    device: torch.device,
    team: Team = ALONE,
) -> Asked:
    """Reconstruct a scan by every method that the settings ask for.

    The processes of a ``team`` share the network's part; engines run in the first one alone, and
    the others have nothing of them.
    """
    methods = {}
    if network is not None:
        methods["network"] = reconstruct(
            network,
            scan,
            chunk=settings.execution.inference_batch_size,
            n_workers=settings.execution.num_workers,
            team=team,
        )
    if team.rank > 0:
        return Asked(methods, "network")
    methods |= solve_as_asked(settings, scan, methods.get("network"), device, network)
    names = list(methods)
    is_refined = network is not None and settings.inference.refine > 0
    return Asked(methods, names[1] if is_refined else names[0])


def solve_as_asked(
    settings: InferSettings,
    scan: ScanTensors,
    start: ReconstructedObject | None,
    device: torch.device,
    network: ReconstructionNetwork | None = None,
) -> dict[str, ReconstructedObject]:
    """Name -> object of each classical method that the settings ask for, the wanted one first.

    ``start`` is what ``network`` found, None without one.
    """
    inference = settings.inference
    found = {}
    if start is not None and inference.refine > 0:
        name = f"network + {inference.refine} x {inference.refine_engine}"
        found[name] = solved(
            settings,
            scan,
            engine=inference.refine_engine,
            iterations=inference.refine,
            start=start,
            device=device,
            network=network,
        )
    alone: tuple[str, ...] = ENGINES if inference.compare_engines else ()
    if start is None:
        alone = (inference.engine, *(name for name in alone if name != inference.engine))
    iterations = inference.engine_iterations
    for engine in alone:
        found[f"{iterations} x {engine}"] = solved(
            settings, scan, engine=engine, iterations=iterations, start=None, device=device
        )
    return found


def read_inputs(settings: InferSettings) -> tuple[Bundle | None, Scan, torch.device]:
    """Bundle, scan and device that the settings name; InputError with the faults of all three.

    A classical engine needs no bundle. The legacy dictionary is filled, with the model of the
    bundle, before the scan is read.
    """
    inference, faults = settings.inference, list[Fault]()
    assert inference.test_data_file is not None
    bundle = None
    if inference.engine == "network":
        assert inference.model_path is not None
        bundle = attempt(faults, load_bundle, inference.model_path)
    model = None if bundle is None else attempt(faults, model_of, bundle)
    update_legacy_dict(params.cfg, replace(inference, model=model or inference.model))
    scan = attempt(faults, _read_scan, inference, inference.test_data_file)
    for path in inference.extra_test_data_files:
        attempt(faults, peek_patch_size, path)
    device = attempt(faults, inference_device, settings.execution.accelerator)
    if faults or scan is None or device is None:
        raise InputError(faults)
    return bundle, scan, device


def _read_scan(inference: InferenceConfig, path: Path) -> Scan:
    return load_scan(path, measurement=inference.measurement, reading=reading_of(inference))


def inference_device(accelerator: str) -> torch.device:
    """Device that an accelerator stands for; ``auto`` is a CUDA device where there is one.

    Raises InputError where there is none and one was asked for.
    """
    if accelerator == "cpu" or (accelerator == "auto" and not torch.cuda.is_available()):
        return torch.device("cpu")
    if accelerator == "mps" or not torch.cuda.is_available():
        flag = f"--accelerator {accelerator}"
        raise InputError(
            [Fault(flag, "cannot be had here for a reconstruction", "use auto or cpu")]
        )
    return torch.device("cuda")
