"""From a scan and a network to an object with its place, weight and scores."""

import hashlib
import logging
import time
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from ptycho.raw_data import Scan
from ptycho.storage import let_go
from ptycho_generated.faults import InputError
from ptycho_torch.data.scan_tensors import ScanTensors
from ptycho_torch.data.streaming import streamed
from ptycho_torch.evaluation.metrics import score_against_truth
from ptycho_torch.model.network import ReconstructionNetwork
from ptycho_torch.model.team import ALONE, Team

_log = logging.getLogger(__name__)
_PATTERNS_AT_ONCE = 256


@dataclass(frozen=True, slots=True)
class ReconstructedObject:
    """An object and the probe it was reconstructed with, in the gauge of the probe as given."""

    object: NDArray[np.complex64]
    """(H, W)."""
    weight: NDArray[np.float32]
    """(H, W) illumination received; 0 where never lit."""
    origin_yx: tuple[float, float]
    """Element [i, j] sits at origin_yx + (i, j) in the pixel frame of the positions."""
    probe: NDArray[np.complex64]
    """(P, N, N): the probe modes that go with the object."""
    seconds: float
    """Time from tensors to object, stitching included."""
    positions_yx_px: NDArray[np.float64] | None = None
    """(M, 2): the positions, where they were refined."""
    unfinished: NDArray[np.complex64] | None = None
    """(H, W): what a solver goes on with, where that is not ``object``."""


def reconstruct(
    network: ReconstructionNetwork,
    scan: ScanTensors,
    *,
    chunk: int,
    n_workers: int = 0,
    team: Team = ALONE,
) -> ReconstructedObject:
    """Reconstruct the object of a whole scan, ``chunk`` patterns at a time.

    Memory holds the canvas and the chunks under way, which ``n_workers`` processes read ahead. The
    processes of a ``team`` call this together, and each gets the whole object.
    """
    on_gpu = next(network.parameters()).is_cuda
    was_training = network.training
    network.eval()
    start = time.perf_counter()
    with torch.inference_mode():
        measurement = streamed(scan.measurement(), n_workers=n_workers, pin_memory=on_gpu)
        result = network(measurement, [scan.canvas_shape], chunk=chunk, team=team)
        canvas = _given_gauge(result.canvases, scan)
        unfinished = None if result.unfinished is None else _given_gauge(result.unfinished, scan)
        weight = result.weight[0].cpu().numpy()
    network.train(was_training)
    return ReconstructedObject(
        object=canvas,
        weight=weight.astype(np.float32),
        origin_yx=(float(scan.origin_yx[0]), float(scan.origin_yx[1])),
        probe=(scan.probe * scan.probe_scale).numpy().astype(np.complex64),
        seconds=time.perf_counter() - start,
        unfinished=unfinished,
    )


def _given_gauge(canvases: torch.Tensor, scan: ScanTensors) -> NDArray[np.complex64]:
    """The one canvas (H, W) for the probe as it was given."""
    return (canvases[0] / scan.probe_scale).cpu().numpy().astype(np.complex64)


def fingerprint(scan: Scan) -> dict[str, Any]:
    """What identifies a scan: where it was, its size, and a checksum of its patterns."""
    digest = hashlib.sha256()
    for start in range(0, scan.n_patterns, _PATTERNS_AT_ONCE):
        digest.update(scan.amplitudes[start : start + _PATTERNS_AT_ONCE].tobytes())
        let_go(scan.amplitudes)
    return {
        "file": str(scan.path),
        "n_patterns": scan.n_patterns,
        "patch_size": scan.patch_size,
        "sha256": digest.hexdigest(),
    }


def scores(found: ReconstructedObject, scan: Scan) -> dict[str, Any] | None:
    """Scores against the truth in the scan's file; where there are none, the log says why."""
    if scan.truth is None:
        _log.info("no scores: %s holds no objectGuess to compare with", scan.path)
        return None
    try:
        return score_against_truth(
            found.object,
            found.weight,
            found.origin_yx,
            scan.truth,
            scan.positions_yx_px,
            patch_size=scan.patch_size,
        )
    except InputError as error:  # too small a scan is no reason to refuse its reconstruction
        for fault in error.faults:
            _log.warning("no scores: %s", fault)
        return None


def method_lines(methods: dict[str, ReconstructedObject], scored: list[Any]) -> list[str]:
    """A table of methods: seconds and a few scores, one line for each."""
    shown = ("amplitude_ssim", "phase_ssim", "frc50")
    lines = [f"{'method':<28}{'seconds':>9}" + "".join(f"{name:>16}" for name in shown)]
    for (method, found), scores_ in zip(methods.items(), scored, strict=True):
        values = [None if scores_ is None else scores_[name]["value"] for name in shown]
        texts = ["-" if value is None else f"{value:.4g}" for value in values]
        lines.append(f"{method:<28}{found.seconds:>9.3g}" + "".join(f"{t:>16}" for t in texts))
    return lines


def score_lines(scored: dict[str, Any] | None) -> list[str]:
    """Scores as lines of text, each beside that of a flat object; none without scores."""
    if scored is None:
        return []
    lines = [f"{'score':<24}{'object':>10}{'flat object':>14}"]
    for name, score in scored.items():
        flat = "" if score["flat"] is None else f"{score['flat']:>14.4g}"
        lines.append(f"{name:<24}{score['value']:>10.4g}{flat}")
    return lines
