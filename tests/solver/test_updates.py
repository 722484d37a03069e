"""Least-squares steps of probe and position: exact where the model is linear."""

from collections.abc import Callable

import pytest
import torch
from torch import Tensor

from ptycho_torch.physics.illumination import shift_probes
from ptycho_torch.physics.measurement import Measurement
from ptycho_torch.physics.patches import gather_patches
from ptycho_torch.solver.updates import position_update, probe_update

MakeCase = Callable[..., tuple[Measurement, Tensor]]


def windows(measurement: Measurement, truth: Tensor) -> Tensor:
    place = (measurement.corners, measurement.canvas_index)
    return gather_patches(truth, *place, measurement.patch_size)


def test_the_probe_update_ends_at_the_probe_that_explains_the_exit_waves(
    make_case: MakeCase,
) -> None:
    measurement, truth = make_case()
    fractions = torch.zeros_like(measurement.fractions)
    patches = windows(measurement, truth)
    missing = 0.3j * measurement.probes.roll(2, -1)
    change = patches.unsqueeze(1) * missing[0]
    asked, curvature = probe_update(patches, change, fractions)
    torch.testing.assert_close(asked / curvature, missing[0], rtol=1e-4, atol=1e-5)


def test_the_probe_update_undoes_sub_pixel_shifts(make_case: MakeCase) -> None:
    measurement, _ = make_case()
    flat = torch.ones(measurement.n_patterns, 16, 16, dtype=torch.complex64)
    missing = 0.3j * measurement.probes
    change = shift_probes(missing, measurement.fractions, measurement.canvas_index)
    asked, curvature = probe_update(flat, change, measurement.fractions)
    torch.testing.assert_close(asked / curvature, missing[0], rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("direction", [(0.02, 0.0), (0.0, -0.03), (0.01, 0.02)])
def test_the_position_update_points_to_the_true_position(
    make_case: MakeCase, direction: tuple[float, float]
) -> None:
    measurement, truth = make_case()
    patches = windows(measurement, truth)
    moved = torch.tensor(direction).expand(measurement.n_patterns, 2)
    before, after = (
        shift_probes(measurement.probes, measurement.fractions + by, measurement.canvas_index)
        for by in (0.0, moved)
    )
    # Half of the change, as replacing moduli gives, is answered by the whole way.
    change = 0.5 * (after - before) * patches.unsqueeze(1)
    step = position_update(patches, before, change)
    torch.testing.assert_close(step, moved, rtol=0.05, atol=1e-3)


def test_a_position_that_fits_stays(make_case: MakeCase) -> None:
    measurement, truth = make_case()
    patches = windows(measurement, truth)
    lit = shift_probes(measurement.probes, measurement.fractions, measurement.canvas_index)
    assert not position_update(patches, lit, torch.zeros_like(lit)).any()
