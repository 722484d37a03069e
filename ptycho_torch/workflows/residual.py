"""How well an object explains the diffraction patterns themselves.

Dimensions: M patterns, P incoherent probe modes, N patch side, H W canvas. Origins are in pixels.
"""

import math
from collections.abc import Iterator
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from ptycho_torch.data.scan_tensors import ScanTensors
from ptycho_torch.evaluation.alignment import place
from ptycho_torch.physics.diffraction import diffract
from ptycho_torch.physics.illumination import shift_probes
from ptycho_torch.physics.losses import expected_amplitude_error
from ptycho_torch.physics.patches import gather_patches

_CHUNK = 64


def diffraction_residual(
    object_: NDArray[np.complexfloating],
    origin_yx: tuple[float, float] | NDArray[np.float64],
    scan: ScanTensors,
) -> dict[str, Any]:
    """Relative error of the moduli of all patterns, ``|d - s sqrt(I)| / |d|``, as a score.

    ``object_`` (H,W) has its element [0, 0] at ``origin_yx``; the scale s is that of least squares.
    ``flat`` is the score of a flat object, ``noise`` what counting statistics leave of a perfect
    one.
    """
    canvas = torch.from_numpy(_on_canvas(object_, np.asarray(origin_yx, np.float64), scan))
    value, scale = _relative_error(canvas, scan)
    flat, _ = _relative_error(torch.ones_like(canvas), scan)
    noise = _noise(canvas * scale, scan)
    return {
        "value": value,
        "flat": flat,
        "noise": noise,
        "region": f"good pixels of all {scan.n_patterns} patterns",
        "peak": None,
        "alignment": ["global scale"],
    }


def _on_canvas(
    object_: NDArray[np.complexfloating], origin_yx: NDArray[np.float64], scan: ScanTensors
) -> NDArray[np.complex64]:
    """The object on the canvas of the scan, continued by its edge where the canvas is larger."""
    first = np.rint(scan.origin_yx).astype(int)
    end = first + np.array(scan.canvas_shape)
    before = np.maximum(np.ceil(origin_yx - first).astype(int), 0) + 1
    after = np.maximum(np.ceil(end - origin_yx - np.array(object_.shape)).astype(int), 0) + 1
    padded = np.pad(object_, list(zip(before, after, strict=True)), mode="edge")
    region = (int(first[0]), int(end[0]), int(first[1]), int(end[1]))
    return place(padded, origin_yx - before, region).astype(np.complex64)


def _relative_error(canvas: Tensor, scan: ScanTensors) -> tuple[float, float]:
    """Residual of a canvas (H,W) at the best scale, and that scale."""
    squares = cross = expected = 0.0
    for intensity, measured, _ in _patterns(canvas, scan):
        squares += float(measured.square().sum())
        cross += float((intensity.sqrt() * measured).sum())
        expected += float(intensity.sum())
    share = cross**2 / max(expected * squares, 1e-30)
    return math.sqrt(max(1.0 - share, 0.0)), cross / max(expected, 1e-30)


def _noise(canvas: Tensor, scan: ScanTensors) -> float:
    """Residual that counting statistics leave where a canvas (H,W) in counts is the truth."""
    squares = noise = 0.0
    for intensity, measured, good in _patterns(canvas, scan):
        mask = None if good is None else good > 0
        n_good = intensity[0].numel() if good is None else good.sum((-2, -1))
        noise += float((expected_amplitude_error(intensity, mask) * n_good).sum())
        squares += float(measured.square().sum())
    return math.sqrt(noise / max(squares, 1e-30))


def _patterns(canvas: Tensor, scan: ScanTensors) -> Iterator[tuple[Tensor, Tensor, Tensor | None]]:
    """Intensity (J,N,N) of a canvas, amplitudes that were measured, good pixels; 0 where bad."""
    measurement = scan.measurement()
    with torch.inference_mode():
        for rows in measurement.chunks(_CHUNK):
            probes = shift_probes(rows.probes, rows.fractions, rows.canvas_index)
            patches = gather_patches(canvas[None], rows.corners, rows.canvas_index, scan.patch_size)
            intensity, measured = diffract(patches, probes).double(), rows.amplitudes.double()
            mask = rows.pattern_mask()
            good = None if mask is None else mask.double()
            if good is not None:
                intensity, measured = intensity * good, measured * good
            yield intensity, measured, good
