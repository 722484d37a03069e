"""The command `ptycho_inference`: a scan and a bundle or an engine in, a reconstruction out."""

import logging
from dataclasses import replace
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
from ptycho_torch.solver.engines import ENGINES
from ptycho_torch.trainer.bundle import Bundle, load_bundle
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
    open_run_folder,
    start_log,
    write_configuration,
)
from ptycho_torch.workflows.solving import solved

_log = logging.getLogger(__name__)


def run_inference(settings: InferSettings, resolved: Resolved) -> None:
    """Reconstruct the objects of one or more scans and write them with pictures and scores.

    The network is read once. Raises InputError for what is wrong with bundle, scans or folder;
    then nothing is written.
    """
    execution, folder = settings.execution, settings.inference.output_dir
    with start_log(quiet=execution.quiet) as log:
        bundle, scan, device = read_inputs(settings)
        network = None if bundle is None else network_of(bundle).to(device)
        results = (*RESULTS, *map(str, _extra_folders(settings)))
        open_run_folder(folder, results, log, overwrite=execution.overwrite)
        log.write_to(folder)
        write_configuration(folder, resolved)
        start_up_s = process_age_s()
        _reconstruct_one(settings, resolved, folder, scan, bundle, network, device, start_up_s)
        extra = zip(_extra_folders(settings), settings.inference.extra_test_data_files, strict=True)
        for name, path in extra:
            (folder / name).mkdir()
            one = _read_scan(settings.inference, path)
            _reconstruct_one(settings, resolved, folder / name, one, bundle, network, device, None)


def _extra_folders(settings: InferSettings) -> list[Path]:
    """Folders of the further scans, named after them; InputError where two have one name."""
    names = [Path(path.stem) for path in settings.inference.extra_test_data_files]
    twice = sorted({str(name) for name in names if names.count(name) > 1})
    if twice:
        problem = f"two scans are named {', '.join(twice)}"
        raise InputError([Fault("--extra-test-data-files", problem, "rename one of the files")])
    return names


def _reconstruct_one(
    settings: InferSettings,
    resolved: Resolved,
    folder: Path,
    scan: Scan,
    bundle: Bundle | None,
    network: ReconstructionNetwork | None,
    device: torch.device,
    start_up_s: float | None,
) -> None:
    """Reconstruct one scan and write everything about it."""
    _log.info("%s: %d patterns; %s", scan.path, scan.n_patterns, scan.measured_because)
    iterations = settings.inference.probe_refinement_iterations
    tensors = with_best_probe(ScanTensors.from_scan(scan), iterations=iterations)
    asked = reconstruct_as_asked(settings, tensors, network, device)
    speed = f"{scan.n_patterns / asked.wanted.seconds:.0f} patterns/s, stitching included"
    if start_up_s is not None:
        speed += f"; {start_up_s:.1f} s from the start of the program to the first pattern"
    _log.info("%s", speed)
    residual = diffraction_residual(
        asked.wanted.object,
        asked.wanted.origin_yx,
        tensors.with_probe(torch.from_numpy(asked.wanted.probe)),
    )
    metrics = write_reconstruction(folder, asked, scan, settings, bundle, residual, start_up_s)
    title = f"Reconstruction of {scan.path.name}: {asked.name}"
    write_report(folder, resolved, title=title, results=metrics, environment=environment())
    _log.info("picture: %s", folder / "summary.png")
    _log.info("report: %s", folder / "report.html")


def reconstruct_as_asked(
    settings: InferSettings,
    scan: ScanTensors,
    network: ReconstructionNetwork | None,
    device: torch.device,
) -> Asked:
    """Reconstruct a scan by every method that the settings ask for."""
    methods = {}
    if network is not None:
        methods["network"] = reconstruct(
            network,
            scan,
            chunk=settings.execution.inference_batch_size,
            n_workers=settings.execution.num_workers,
        )
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
