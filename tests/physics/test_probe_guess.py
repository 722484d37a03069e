"""A probe behind a lens is found again from its far field and its size."""

import numpy as np
import pytest
import torch

from ptycho.simulation.probe import make_probe
from ptycho_torch.physics.diffraction import squared_modulus
from ptycho_torch.physics.probe_guess import defocused_probes

SIDE = 64


def focused_by(curvature: float) -> torch.Tensor:
    """A probe (N, N) whose far field is a soft disc with phase ``pi curvature |f|**2``."""
    axis = torch.fft.fftfreq(SIDE, dtype=torch.float64)
    radius = (axis[:, None].square() + axis.square()).sqrt()
    disc = torch.sigmoid((0.1 - radius) / 0.008)
    far_field = torch.polar(disc, torch.pi * curvature * radius.square())
    return torch.fft.fftshift(torch.fft.ifft2(far_field))


def pattern_of(probe: torch.Tensor) -> torch.Tensor:
    return squared_modulus(torch.fft.fft2(probe, norm="ortho"))


def bell_like(probe: torch.Tensor) -> torch.Tensor:
    """A real Gaussian of the same energy and mean square radius."""
    axis = torch.arange(SIDE) - SIDE // 2
    radius2 = axis[:, None].square() + axis.square()
    light = squared_modulus(probe)
    bell = torch.exp(-radius2 / (2.0 * (light * radius2).sum() / light.sum()))
    return (bell * light.sum().sqrt() / bell.norm()).to(probe.dtype)


def likeness(one: torch.Tensor, other: torch.Tensor) -> float:
    return float((one.conj() * other).sum().abs() / (one.norm() * other.norm()))


@pytest.mark.parametrize("curvature", [-130.0, -60.0, 80.0, 120.0])
def test_one_of_two_guesses_is_the_probe(curvature: float) -> None:
    probe = focused_by(curvature)
    given = bell_like(probe)
    guesses = defocused_probes(pattern_of(probe), given[None])
    assert len(guesses) == 2
    assert max(likeness(guess[0], probe) for guess in guesses) > 0.99 > likeness(given, probe) + 0.1
    first = 0 if curvature > 0 else 1
    assert likeness(guesses[first][0], probe) > likeness(guesses[1 - first][0], probe)


def test_an_astigmatic_probe_with_a_central_stop_is_found_roughly() -> None:
    probe = torch.from_numpy(make_probe("defocus", patch_size=SIDE, diameter_px=29.0))
    guesses = defocused_probes(pattern_of(probe), bell_like(probe)[None])
    assert max(likeness(guess[0], probe) for guess in guesses) > 0.9


def test_energy_and_other_modes_stay() -> None:
    generator = torch.Generator().manual_seed(0)
    given = torch.randn(3, SIDE, SIDE, generator=generator, dtype=torch.complex128)
    before = given.clone()
    for guess in defocused_probes(pattern_of(focused_by(100.0)), given):
        assert torch.equal(guess[1:], given[1:])
        assert torch.isclose(squared_modulus(guess[0]).sum(), squared_modulus(given[0]).sum())
    assert torch.equal(given, before)


def test_a_probe_given_smaller_than_the_focus_gets_one_guess_without_curvature() -> None:
    focus = focused_by(0.0)
    given = torch.zeros_like(focus)
    given[SIDE // 2, SIDE // 2] = 1.0
    (guess,) = defocused_probes(pattern_of(focus), given[None])
    assert likeness(guess[0], focus) > 1.0 - 1e-9


def test_the_unit_of_the_counts_does_not_matter() -> None:
    probe = focused_by(100.0)
    counts, given = pattern_of(probe), bell_like(probe)[None]
    pairs = zip(defocused_probes(counts, given), defocused_probes(9.0 * counts, given), strict=True)
    for one, other in pairs:
        np.testing.assert_allclose(one.numpy(), other.numpy(), rtol=1e-9, atol=1e-12)
