"""The command `ptycho_evaluate`: scores of a reconstruction, and how far they can be trusted.

Dimensions: J patterns of a half.
"""

import logging
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from ptycho.raw_data import Scan, load_scan
from ptycho.reading import reading_of
from ptycho.reconstruction_file import RECONSTRUCTION_NAME, ObjectFile, load_object
from ptycho_generated.config import EvaluationConfig, InferenceConfig
from ptycho_generated.faults import Fault, InputError
from ptycho_generated.merge import Resolved
from ptycho_generated.settings import EvaluateSettings, InferSettings
from ptycho_torch.config_factory import attempt
from ptycho_torch.data.scan_tensors import ScanTensors
from ptycho_torch.evaluation.comparison import (
    Comparison,
    Placed,
    compare,
    save_comparison_png,
)
from ptycho_torch.workflows.environment import environment
from ptycho_torch.workflows.network import network_of
from ptycho_torch.workflows.probe import with_best_probe
from ptycho_torch.workflows.reconstruct import score_lines
from ptycho_torch.workflows.reconstruction import read_inputs, reconstruct_as_asked
from ptycho_torch.workflows.report import write_report
from ptycho_torch.workflows.residual import diffraction_residual
from ptycho_torch.workflows.run_folder import (
    open_run_folder,
    start_log,
    write_configuration,
    write_json,
)

_log = logging.getLogger(__name__)
RESULTS = ("scores.json", "comparison.png", "report.html")


def run_evaluation(settings: EvaluateSettings, resolved: Resolved) -> None:
    """Score a reconstruction, or two reconstructions from halves of a scan, and write the scores.

    Raises InputError for what is wrong with files, settings or folder; then nothing is written.
    """
    evaluation, folder = settings.evaluation, settings.inference.output_dir
    with start_log(quiet=settings.execution.quiet) as log:
        work = _scores_of_files if evaluation.halves == "none" else _scores_of_halves
        prepared = work(settings)
        open_run_folder(folder, RESULTS, log, overwrite=settings.execution.overwrite)
        log.write_to(folder)
        write_configuration(folder, resolved)
        content, comparison, names = prepared
        title = f"{names[0]} against {names[1] or 'its patterns'}"
        if comparison is not None:
            save_comparison_png(folder / "comparison.png", comparison, names=names, title=title)
        write_json(folder / "scores.json", content)
        for line in score_lines(content["scores"]):
            _log.info("%s", line)
        write_report(folder, resolved, title=title, results=content, environment=environment())
        _log.info("scores: %s", folder / "scores.json")


_Scored = tuple[dict[str, Any], Comparison | None, tuple[str, str]]


def _scores_of_files(settings: EvaluateSettings) -> _Scored:
    """Scores of a reconstruction against another object, and against the patterns of its scan."""
    evaluation, inference = settings.evaluation, settings.inference
    found, known, scan = _read_files(evaluation, inference)
    scores: dict[str, Any] = {}
    comparison, names = None, (_name(found.path), "")
    if known is not None:
        comparison = compare(
            _placed(found),
            _placed(known),
            None if scan is None else scan.positions_yx_px,
            patch_size=0 if scan is None else scan.patch_size,
            reference_is_truth=known.is_truth,
        )
        scores |= comparison.scores
        names = (_name(found.path), "truth" if known.is_truth else _name(known.path))
    if scan is not None:
        tensors = ScanTensors.from_scan(scan)
        if found.probe is not None and found.probe.shape[-1] == scan.patch_size:
            tensors = tensors.with_probe(torch.from_numpy(found.probe))
        residual = diffraction_residual(found.object, found.origin_yx, tensors)
        scores["diffraction_residual"] = residual
    content: dict[str, Any] = {
        "reconstruction": str(found.path),
        "against": None if known is None else str(known.path),
        "scan": None if scan is None else str(scan.path),
        "scores": scores,
    }
    return content | _curve(comparison), comparison, names


def _read_files(
    evaluation: EvaluationConfig, inference: InferenceConfig
) -> tuple[ObjectFile, ObjectFile | None, Scan | None]:
    faults = list[Fault]()
    if evaluation.reconstruction is None:
        cure = "name a reconstruction, or set --halves to make two from a scan"
        raise InputError([Fault("--reconstruction", "is not given", cure)])
    found = attempt(faults, load_object, evaluation.reconstruction)
    known = scan = None
    if evaluation.against is not None:
        known = attempt(faults, load_object, evaluation.against)
    if inference.test_data_file is not None:
        scan = attempt(
            faults,
            load_scan,
            inference.test_data_file,
            measurement=inference.measurement,
            reading=reading_of(inference),
        )
    elif evaluation.against is None:
        cure = "give --against, or the scan with --test-data-file"
        faults.append(Fault("--against", "there is nothing to score against", cure))
    if faults or found is None:
        raise InputError(faults)
    if known is None and scan is not None and scan.truth is not None:
        assert inference.test_data_file is not None
        known = load_object(inference.test_data_file)
    return found, known, scan


def _scores_of_halves(settings: EvaluateSettings) -> _Scored:
    """Scores of the reconstructions of two halves of a scan against each other.

    Their agreement bounds what is noise; what both get wrong in the same way it cannot show.
    """
    inference = settings.inference
    if inference.test_data_file is None:
        fault = Fault("--test-data-file", "is not given", "name the scan to be halved")
        raise InputError([fault])
    asked = InferSettings(inference=inference, execution=settings.execution)
    bundle, scan, device = read_inputs(asked)
    network = None if bundle is None else network_of(bundle).to(device)
    iterations = inference.probe_refinement_iterations
    placed = []
    for half in halves(scan.n_patterns, settings.evaluation.halves):
        tensors = ScanTensors.from_scan(scan.select(half))
        tensors = with_best_probe(tensors, iterations=iterations)
        found = reconstruct_as_asked(asked, tensors, network, device).wanted
        placed.append(Placed(found.object, found.weight, found.origin_yx))
    comparison = compare(
        placed[0],
        placed[1],
        scan.positions_yx_px,
        patch_size=scan.patch_size,
        reference_is_truth=False,
    )
    content = {
        "reconstruction": "first half of the patterns",
        "against": "second half of the patterns",
        "halves": settings.evaluation.halves,
        "scan": str(scan.path),
        "scores": comparison.scores,
    }
    return content | _curve(comparison), comparison, ("first half", "second half")


def halves(n_patterns: int, how: str) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Indices (J,) of two halves: every other pattern, or a random half that is always the same."""
    order = np.arange(n_patterns)
    if how == "random":
        order = np.random.default_rng(0).permutation(n_patterns)
        return np.sort(order[: n_patterns // 2]), np.sort(order[n_patterns // 2 :])
    assert how == "odd_even"
    return order[::2], order[1::2]


def _placed(found: ObjectFile) -> Placed:
    return Placed(found.object, found.weight, found.origin_yx)


def _name(path: Path) -> str:
    return path.name if path.name != RECONSTRUCTION_NAME else f"{path.parent.name}/{path.name}"


def _curve(comparison: Comparison | None) -> dict[str, Any]:
    return {} if comparison is None else {"frc": comparison.rings.as_curve()}
