"""The residual on the detector: small for the truth, at the noise, and no scale matters."""

import numpy as np
import pytest

from ptycho.simulation import simulate_scans
from ptycho_torch.data.scan_tensors import ScanTensors
from ptycho_torch.workflows.residual import diffraction_residual


def tensors(*, noise: bool, photons: float = 1e4) -> tuple[ScanTensors, np.ndarray]:
    scan = simulate_scans(
        ("scan",), object_kind="cells", object_seed=None, probe_kind="defocus",
        probe_diameter_px=8.0, patch_size=16, n_positions=64, scan_pattern="raster", step_px=3.0,
        position_jitter=0.3, photons_per_pattern=photons, noise=noise, seed=0,
    )["scan"]  # fmt: skip
    assert scan.truth is not None
    return ScanTensors.from_scan(scan), scan.truth


def test_the_truth_leaves_nothing_but_noise() -> None:
    scan, truth = tensors(noise=False)
    assert diffraction_residual(truth, (0.0, 0.0), scan)["value"] < 0.01
    scan, truth = tensors(noise=True)
    found = diffraction_residual(truth, (0.0, 0.0), scan)
    assert found["value"] == pytest.approx(found["noise"], rel=0.25)
    assert found["flat"] > 1.5 * found["value"]


def test_place_matters_and_scale_does_not() -> None:
    scan, truth = tensors(noise=False)
    value = diffraction_residual(truth, (0.0, 0.0), scan)["value"]
    assert diffraction_residual(3j * truth, (0.0, 0.0), scan)["value"] == pytest.approx(
        value, abs=1e-3
    )
    assert diffraction_residual(truth, (2.0, 0.0), scan)["value"] > 2 * value
    part = truth[3:, 2:]
    moved = diffraction_residual(part, (3.0, 2.0), scan)["value"]
    assert moved == pytest.approx(value, abs=0.02)
