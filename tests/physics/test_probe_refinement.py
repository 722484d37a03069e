"""A wrong probe is repaired by the overlap of the patterns."""

from collections.abc import Iterator
from itertools import islice

import pytest
import torch

from ptycho_torch.physics.diffraction import diffract
from ptycho_torch.physics.illumination import shift_probes
from ptycho_torch.physics.measurement import Measurement
from ptycho_torch.physics.patches import gather_patches
from ptycho_torch.physics.probe_refinement import Descent, descend, flat_start

SIDE, SHAPE = 16, (40, 40)


def mode_stack(n_modes: int, focus: float) -> torch.Tensor:
    """Gaussian modes with a quadratic phase, (1, P, N, N)."""
    axis = torch.arange(SIDE, dtype=torch.float64) - SIDE // 2
    bell = torch.exp(-(axis**2) / (2 * 2.5**2))
    radius = axis[:, None] ** 2 + axis**2
    chirp = torch.polar(torch.ones_like(radius), focus * radius)
    modes = [torch.outer(bell, bell * (axis / 3) ** p) * chirp for p in range(n_modes)]
    return torch.stack(modes)[None].to(torch.complex64)


def simulated(n_modes: int, masked: bool) -> Measurement:
    """Noise-free patterns of a random object, lit by modes of focus 0.08."""
    generator = torch.Generator().manual_seed(0)
    steps = torch.arange(0, 25, 4)
    corners = torch.cartesian_prod(steps, steps)
    fractions = torch.rand(len(corners), 2, generator=generator)
    index = torch.zeros(len(corners), dtype=torch.int64)
    coarse = torch.rand(1, 2, 10, 10, generator=generator)
    smooth = torch.nn.functional.interpolate(coarse, size=SHAPE, mode="bicubic")
    truth = 20.0 * torch.polar(0.5 + 0.5 * smooth[:, 0].abs(), 2.0 * smooth[:, 1])
    probes = mode_stack(n_modes, focus=0.08)
    patches = gather_patches(truth, corners, index, SIDE)
    amplitudes = diffract(patches, shift_probes(probes, fractions, index)).sqrt()
    mask = torch.rand(1, SIDE, SIDE, generator=generator) > 0.05 if masked else None
    if mask is not None:
        amplitudes = torch.where(mask, amplitudes, 1e3)
    return Measurement(amplitudes, corners, fractions, index, probes, mask)


def after(steps: Iterator[Descent], count: int) -> Descent:
    """What step number ``count`` has come to."""
    return next(islice(steps, count - 1, None))


def refine_probes(measurement: Measurement, iterations: int, chunk: int) -> torch.Tensor:
    """Probes after joint descent from the object that the given ones lead to."""
    start = flat_start(measurement, SHAPE)
    given = after(descend(measurement, start, chunk=chunk, free_after=None), 10)
    return after(descend(measurement, given, chunk=chunk, free_after=0), iterations).probes


def likeness(one: torch.Tensor, other: torch.Tensor) -> float:
    """Agreement of the light that each mode stack holds together, between 0 and 1."""
    a, b = one[0].flatten(1), other[0].flatten(1)
    overlap = (a.conj() @ b.T).abs().square().sum()
    norms = (a.conj() @ a.T).abs().square().sum() * (b.conj() @ b.T).abs().square().sum()
    return float(overlap / norms.sqrt())


@pytest.mark.parametrize(("n_modes", "masked"), [(1, False), (1, True), (2, False)])
def test_a_defocused_probe_comes_into_focus(n_modes: int, masked: bool) -> None:
    measurement = simulated(n_modes, masked)
    wrong = mode_stack(n_modes, focus=0.0)
    refined = refine_probes(measurement._replace(probes=wrong), iterations=60, chunk=20)
    assert likeness(wrong, measurement.probes) < 0.9
    assert likeness(refined, measurement.probes) > 0.98
    assert torch.allclose(refined.abs().square().sum(), wrong.abs().square().sum(), rtol=1e-4)


def test_the_right_probe_stays_right() -> None:
    measurement = simulated(1, masked=False)
    refined = refine_probes(measurement, iterations=30, chunk=20)
    assert likeness(refined, measurement.probes) > 0.99


def test_chunks_and_the_scale_of_the_counts_do_not_matter() -> None:
    measurement = simulated(2, masked=False)
    together = refine_probes(measurement, iterations=8, chunk=1000)
    scaled = measurement._replace(amplitudes=100.0 * measurement.amplitudes)
    assert torch.allclose(refine_probes(scaled, iterations=8, chunk=7), together, atol=1e-3)


def test_a_probe_that_may_not_move_does_not() -> None:
    measurement = simulated(1, masked=False)
    start = flat_start(measurement, SHAPE)
    found = after(descend(measurement, start, chunk=20, free_after=None), 5)
    assert torch.equal(found.probes, measurement.probes)
    assert not torch.allclose(found.canvas, torch.ones_like(found.canvas), atol=1e-2)
