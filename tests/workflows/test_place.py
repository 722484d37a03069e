"""A known object comes back where it was: no shift, no flip, for odd and even canvases."""

from dataclasses import replace

import numpy as np
import pytest
import torch
from scipy import ndimage

from ptycho.simulation import simulate_scans
from ptycho_torch.data.scan_tensors import ScanTensors
from ptycho_torch.evaluation.alignment import GLOBAL_FACTOR, PHASE_PLANE, SHIFT, align, place
from ptycho_torch.model.registry import build_network
from ptycho_torch.workflows.reconstruct import ReconstructedObject, reconstruct

# Edges as hard as those of cells have no place between pixels, which blurs where they are found.
SCAN = simulate_scans(
    ("scan",), object_kind="mixed", object_seed=3, probe_kind="defocus", probe_diameter_px=12.0,
    patch_size=32, n_positions=400, scan_pattern="raster", step_px=3.0, position_jitter=0.5,
    photons_per_pattern=1e6, noise=True, seed=1,
)["scan"]  # fmt: skip


def found_on(extra: tuple[int, int], offset: tuple[float, float]) -> ReconstructedObject:
    """A reconstruction of the scan moved by ``offset``, on a canvas larger by ``extra`` px."""
    scan = replace(SCAN, positions_yx_px=SCAN.positions_yx_px + np.array(offset))
    torch.manual_seed(0)
    # Untrained, its U-Net gives zero: plain descent.
    network = build_network(
        "unrolled",
        n_unrolled=4,
        n_subsets=8,
        n_averaging_steps=24,
        n_filters=2,
        n_hidden_channels=1,
    )
    tensors = ScanTensors.from_scan(scan)
    height, width = tensors.canvas_shape
    tensors = replace(tensors, canvas_shape=(height + extra[0], width + extra[1]))
    return reconstruct(network, tensors, chunk=64)


# Even and odd canvases in both directions, and positions that begin anywhere.
CASES = [
    ((0, 0), (0.0, 0.0)),
    ((1, 0), (-13.4, 7.7)),
    ((0, 1), (0.5, 1000.25)),
    ((1, 1), (-0.01, -55.5)),
]


@pytest.mark.parametrize(("extra", "offset"), CASES)
def test_origin_is_right_to_a_twentieth_of_a_pixel(
    extra: tuple[int, int], offset: tuple[float, float]
) -> None:
    assert SCAN.truth is not None
    found = found_on(extra, offset)
    low = np.ceil(SCAN.positions_yx_px.min(axis=0) + 4).astype(int)
    high = np.floor(SCAN.positions_yx_px.max(axis=0) - 4).astype(int)
    region = (int(low[0]), int(high[0]), int(low[1]), int(high[1]))
    truth = place(SCAN.truth, (0.0, 0.0), region)
    origin = np.array(found.origin_yx) - np.array(offset)
    removed = align(
        found.object, origin, truth, region, remove=(SHIFT, PHASE_PLANE, GLOBAL_FACTOR)
    ).removed[0]
    assert abs(removed.size["y_px"]) < 0.05
    assert abs(removed.size["x_px"]) < 0.05


def test_no_flip_fits_better() -> None:
    assert SCAN.truth is not None
    found = found_on((0, 0), (0.0, 0.0))
    top, left = (int(v) for v in found.origin_yx)
    known = SCAN.truth[top : top + found.object.shape[0], left : left + found.object.shape[1]]
    lit = found.weight > 0.3 * found.weight.max()
    lit &= ndimage.binary_erosion(np.ones_like(lit), iterations=12)

    def likeness(image: np.ndarray) -> float:
        a, b = image[lit] - image[lit].mean(), known[lit] - known[lit].mean()
        return float(abs(np.vdot(a, b)) / (np.linalg.norm(a) * np.linalg.norm(b)))

    square = min(found.object.shape)
    turned = {
        "upside down": found.object[::-1],
        "left to right": found.object[:, ::-1],
        "rotated": found.object[::-1, ::-1],
        "conjugated": found.object.conj(),
    }
    if found.object.shape == (square, square):
        turned["transposed"] = found.object.T
    right = likeness(found.object)
    assert right > 0.9
    for name, image in turned.items():
        assert likeness(image) < 0.8 * right, name
