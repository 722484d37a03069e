"""The command `ptycho_inference`: a scan and a bundle or an engine in, a reconstruction out."""

import json
import logging
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import torch

from ptycho import params
from ptycho.atomic import whole_file
from ptycho.config.legacy import update_legacy_dict
from ptycho.raw_data import Scan, load_scan
from ptycho.reading import reading_of
from ptycho_generated.faults import Fault, InputError
from ptycho_generated.merge import Resolved
from ptycho_generated.settings import InferSettings
from ptycho_torch.config_factory import attempt
from ptycho_torch.data.scan_tensors import ScanTensors
from ptycho_torch.evaluation.plots import (
    save_amplitude_png,
    save_phase_png,
    save_summary_png,
)
from ptycho_torch.solver.engines import ENGINES
from ptycho_torch.trainer.bundle import Bundle, load_bundle
from ptycho_torch.trainer.plain import plain_settings
from ptycho_torch.workflows.network import model_of, network_of
from ptycho_torch.workflows.probe import with_best_probe
from ptycho_torch.workflows.reconstruct import (
    ReconstructedObject,
    method_lines,
    reconstruct,
    score_lines,
    scores,
)
from ptycho_torch.workflows.run_folder import (
    open_run_folder,
    start_log,
    write_configuration,
    write_json,
)
from ptycho_torch.workflows.solving import solved

_log = logging.getLogger(__name__)
RESULTS = ("reconstruction.npz", "metrics.json", "summary.png")


def run_inference(settings: InferSettings, resolved: Resolved) -> None:
    """Reconstruct the object of a scan and write it with pictures and scores.

    Raises InputError for what is wrong with bundle, scan or folder; then nothing is written.
    """
    execution, folder = settings.execution, settings.inference.output_dir
    with start_log(quiet=execution.quiet) as log:
        bundle, scan, device = read_inputs(settings)
        _log.info("%s: %d patterns; %s", scan.path, scan.n_patterns, scan.measured_because)
        network = None if bundle is None else network_of(bundle).to(device)
        iterations = settings.inference.probe_refinement_iterations
        tensors = with_best_probe(ScanTensors.from_scan(scan), iterations=iterations)
        open_run_folder(folder, RESULTS, overwrite=execution.overwrite)
        log.write_to(folder)
        write_configuration(folder, resolved)
        methods = {}
        if network is not None:
            found = reconstruct(network, tensors, chunk=execution.inference_batch_size)
            methods["network"] = found
            _log.info("%.0f patterns/s, stitching included", scan.n_patterns / found.seconds)
        methods |= solve_as_asked(settings, tensors, methods.get("network"), device)
        write_reconstruction(folder, methods, scan, settings, bundle)
        _log.info("picture: %s", folder / "summary.png")


def solve_as_asked(
    settings: InferSettings,
    scan: ScanTensors,
    network: ReconstructedObject | None,
    device: torch.device,
) -> dict[str, ReconstructedObject]:
    """Name -> object of each classical method that the settings ask for, the wanted one first."""
    inference = settings.inference
    found = {}
    if network is not None and inference.refine > 0:
        name = f"network + {inference.refine} x {inference.refine_engine}"
        found[name] = solved(
            settings,
            scan,
            engine=inference.refine_engine,
            iterations=inference.refine,
            start=network,
            device=device,
        )
    alone: tuple[str, ...] = ENGINES if inference.compare_engines else ()
    if network is None:
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
    read = partial(load_scan, measurement=inference.measurement, reading=reading_of(inference))
    scan = attempt(faults, read, inference.test_data_file)
    device = attempt(faults, inference_device, settings.execution.accelerator)
    if faults or scan is None or device is None:
        raise InputError(faults)
    return bundle, scan, device


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


def write_reconstruction(
    folder: Path,
    methods: dict[str, ReconstructedObject],
    scan: Scan,
    settings: InferSettings,
    bundle: Bundle | None,
) -> None:
    """Write array, pictures and scores; the result is the network's, refined where that is asked.

    The scores of all methods stand side by side in ``metrics.json``.
    """
    names = list(methods)
    wanted = names[1] if bundle is not None and settings.inference.refine > 0 else names[0]
    found = methods[wanted]
    arrays: dict[str, Any] = {
        "object": found.object,
        "weight": found.weight,
        "origin_yx": np.array(found.origin_yx, np.float64),
        "probe": found.probe,
        "config": np.array(json.dumps(config_of(settings, bundle))),
    }
    if found.positions_yx_px is not None:
        arrays["positions_yx_px"] = found.positions_yx_px
    with whole_file(folder / "reconstruction.npz") as path:
        np.savez_compressed(path, **arrays)
    scored = {name: scores(one, scan) for name, one in methods.items()}
    metrics: dict[str, Any] = {
        "method": wanted,
        "scores": scored[wanted],
        "n_patterns": scan.n_patterns,
        "reconstruction_s": found.seconds,
        "patterns_per_s": scan.n_patterns / found.seconds,
        "methods": {
            name: {"seconds": one.seconds, "scores": scored[name]} for name, one in methods.items()
        },
        "trained_on": None if bundle is None else bundle.provenance,
    }
    write_json(folder / "metrics.json", metrics)
    title = f"Reconstruction of {scan.path.name}: {wanted}"
    write_pictures(folder, found, scan, scored[wanted], losses=None, title=title)
    lines = score_lines(scored[wanted])
    if len(methods) > 1:
        lines += method_lines(methods, list(scored.values()))
    for line in lines:
        _log.info("%s", line)


def config_of(settings: InferSettings, bundle: Bundle | None) -> dict[str, Any]:
    """Settings of the training that the bundle comes from; those of this run without a bundle."""
    return plain_settings(settings) if bundle is None else bundle.settings


def write_pictures(
    folder: Path,
    found: ReconstructedObject,
    scan: Scan,
    scored: dict[str, Any] | None,
    *,
    losses: Any,
    title: str,
) -> None:
    """Write amplitude, phase and the summary sheet."""
    with whole_file(folder / "reconstructed_amplitude.png") as path:
        save_amplitude_png(path, found.object, found.weight, found.origin_yx)
    with whole_file(folder / "reconstructed_phase.png") as path:
        save_phase_png(path, found.object, found.weight, found.origin_yx)
    with whole_file(folder / "summary.png") as path:
        save_summary_png(
            path,
            object_=found.object,
            weight=found.weight,
            origin_yx=found.origin_yx,
            probe=found.probe,
            truth=scan.truth,
            losses=losses,
            scores=scored,
            title=title,
        )
