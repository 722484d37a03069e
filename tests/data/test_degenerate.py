"""Scans at the edge of sense: each gives an error or a finite object, in bounded time and memory.

One pattern, all positions equal, positions far apart or negative, odd sides, dark probes.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ptycho.grouping import nearest_groups
from ptycho.raw_data import Scan, load_scan
from ptycho_generated.faults import InputError
from ptycho_torch.data.groups import GroupDataset
from ptycho_torch.data.scan_tensors import ScanTensors
from ptycho_torch.physics.illumination import shift_probes
from ptycho_torch.physics.patches import gather_patches
from ptycho_torch.physics.stitching import stitch_patches
from ptycho_torch.solver.engines import solve

FAR_PX = 1e6
COORDINATES = st.one_of(
    st.sampled_from((0.0, -0.5, 1e-9, 7.0, -FAR_PX, FAR_PX, 2.0**31, 1e18, 1e300, -1e300)),
    st.floats(-40.0, 40.0, width=32),
)


@st.composite
def scans(draw: Any) -> dict[str, Any]:
    """Arrays of a scan file with few patterns and hardly any sense."""
    n, m = draw(st.integers(1, 9)), draw(st.integers(1, 5))
    random = np.random.default_rng(draw(st.integers(0, 99)))
    if draw(st.booleans()):
        positions = np.full((m, 2), draw(COORDINATES))
    else:
        positions = np.array([[draw(COORDINATES), draw(COORDINATES)] for _ in range(m)])
    probe = random.normal(size=(n, n)) + 1j * random.normal(size=(n, n))
    probe *= draw(st.sampled_from((1.0, 1.0, 1e-30, 1e15, 0.0)))
    scale = draw(st.sampled_from((1.0, 50.0, 1e-20, 1e15)))
    return {
        "diff3d": (random.random((m, n, n)) * scale).astype(np.float32),
        "ycoords": positions[:, 0],
        "xcoords": positions[:, 1],
        "probeGuess": probe.astype(np.complex64),
    }


def scan_or_none(arrays: dict[str, Any], folder: Path) -> Scan | None:
    path = folder / "scan.npz"
    np.savez(path, **arrays)
    try:
        return load_scan(path, measurement="amplitude")
    except InputError:
        return None


@given(arrays=scans())
@settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_scan_is_refused_or_read_whole(arrays: dict[str, Any], tmp_path: Path) -> None:
    scan = scan_or_none(arrays, tmp_path)
    if not arrays["probeGuess"].any():
        assert scan is None
    if scan is None:
        return
    assert np.isfinite(scan.amplitudes).all()
    assert np.isfinite(scan.positions_yx_px).all()
    assert scan.probe.any()
    try:
        tensors = ScanTensors.from_scan(scan)
    except InputError:
        return
    height, width = tensors.canvas_shape
    assert height * width <= 2**29
    assert int(tensors.corners.min()) == 0
    assert (tensors.corners.amax(0) + tensors.patch_size).tolist() == [height, width]
    placed = tensors.corners + tensors.fractions + torch.from_numpy(tensors.origin_yx)
    corner = scan.positions_yx_px - scan.patch_size // 2
    assert np.abs(placed.numpy() - corner).max() < 1.0


@given(arrays=scans(), size=st.integers(1, 12))
@settings(max_examples=60)
def test_groups_have_the_nearest_positions_or_all(arrays: dict[str, Any], size: int) -> None:
    positions = np.stack([arrays["ycoords"], arrays["xcoords"]], axis=-1)
    groups = nearest_groups(positions, positions, size)
    assert groups.shape == (len(positions), min(size, len(positions)))
    distance = np.abs(positions[:, None] - positions[None]).max(-1)
    for row, group in enumerate(groups):
        assert len(set(group.tolist())) == len(group)
        farthest = distance[row, group].max()
        left_out = np.setdiff1d(np.arange(len(positions)), group)
        assert (distance[row, left_out] >= farthest).all()


SENSIBLE = {
    "one pattern": ([[10.0, 10.0]], 8),
    "all positions equal": ([[10.0, 10.0]] * 4, 8),
    "negative positions": ([[-30.0, -20.5], [-28.0, -19.0], [-29.0, -21.0]], 8),
    "an odd side": ([[10.0, 10.0], [12.3, 11.0], [11.0, 13.0]], 9),
    "patches that do not touch": ([[0.0, 0.0], [300.0, 0.0], [0.0, 300.0]], 8),
}


def tensors_of(name: str, folder: Path) -> ScanTensors:
    positions, n = SENSIBLE[name]
    y, x = np.array(positions).T
    random = np.random.default_rng(1)
    arrays = {
        "diff3d": random.random((len(y), n, n)).astype(np.float32) * 9 + 1,
        "ycoords": y,
        "xcoords": x,
        "probeGuess": (random.normal(size=(n, n)) + 1j).astype(np.complex64),
    }
    scan = scan_or_none(arrays, folder)
    assert scan is not None
    return ScanTensors.from_scan(scan)


@pytest.mark.parametrize("name", SENSIBLE)
def test_patches_of_one_object_are_stitched_to_that_object(name: str, tmp_path: Path) -> None:
    scan = tensors_of(name, tmp_path)
    measurement = scan.measurement()
    shape = (1, *scan.canvas_shape)
    object_ = torch.randn(shape, dtype=torch.complex64, generator=torch.Generator().manual_seed(2))
    index = measurement.canvas_index
    patches = gather_patches(object_, measurement.corners, index, scan.patch_size)
    probes = shift_probes(measurement.probes, measurement.fractions, index)
    stitched, weight = stitch_patches(patches, probes, measurement.corners, index, shape)
    assert stitched.isfinite().all()
    lit = weight > 1e-3 * weight.max()
    assert torch.allclose(stitched[lit], object_[lit], atol=1e-4)
    assert not stitched[weight == 0].any()


@pytest.mark.parametrize("engine", ["rpie", "gradient"])
@pytest.mark.parametrize("name", SENSIBLE)
def test_a_solver_makes_a_finite_object(name: str, engine: str, tmp_path: Path) -> None:
    scan = tensors_of(name, tmp_path)
    found = solve(
        scan.measurement(),
        scan.canvas_shape,
        engine=engine,
        iterations=4,
        rpie_alpha=0.1,
        refine_probe=True,
        refine_positions=False,
    )
    assert found.canvases.isfinite().all()
    assert found.probes.isfinite().all()
    assert np.isfinite(found.errors).all()


@pytest.mark.parametrize("name", SENSIBLE)
def test_groups_of_any_scan_can_be_drawn(name: str, tmp_path: Path) -> None:
    scan = tensors_of(name, tmp_path)
    options: dict[str, Any] = {
        "gridsize": 3,
        "n_groups": 3,
        "input_fraction_min": 0.5,
        "input_fraction_max": 0.9,
        "seed": 0,
        "fixed": False,
    }
    if scan.n_patterns == 1:
        with pytest.raises(InputError, match="single pattern"):
            GroupDataset(scan, **options)
        return
    for group in (GroupDataset(scan, **options)[n] for n in range(3)):
        assert group.inputs.n_patterns >= 1
        assert group.held_out.n_patterns >= 1
        assert group.inputs.amplitudes.isfinite().all()


def test_positions_a_million_pixels_apart_are_refused(tmp_path: Path) -> None:
    arrays = {
        "diff3d": np.ones((3, 8, 8), np.float32),
        "ycoords": np.array([0.0, FAR_PX, 0.0]),
        "xcoords": np.array([0.0, 0.0, FAR_PX]),
        "probeGuess": np.ones((8, 8), np.complex64),
    }
    assert scan_or_none(arrays, tmp_path) is None
