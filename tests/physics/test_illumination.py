"""Laws of positions split into corners and fractions, and of probes shifted by fractions."""

import numpy as np
import torch
from hypothesis import given
from hypothesis import strategies as st

from ptycho_torch.physics.diffraction import diffract
from ptycho_torch.physics.illumination import shift_probes, split_positions, sum_shifted

ZERO = torch.zeros(1, dtype=torch.int64)


def smooth_probe(side: int) -> torch.Tensor:
    """A band-limited probe well inside its window, (1, 1, N, N)."""
    axis = torch.arange(side, dtype=torch.float64) - side // 2
    bell = torch.exp(-(axis**2) / (2 * (side / 12) ** 2))
    chirp = torch.polar(torch.ones_like(axis), 0.02 * axis**2)
    return (torch.outer(bell * chirp, bell * chirp))[None, None]


@given(
    rows=st.lists(st.floats(-1e4, 1e4), min_size=1, max_size=8),
    patch_size=st.integers(1, 129),
)
def test_split_positions_add_up(rows: list[float], patch_size: int) -> None:
    positions = torch.tensor([[y, -2.0 * y] for y in rows], dtype=torch.float64)
    corners, fractions = split_positions(positions, patch_size)
    assert corners.dtype == torch.int64
    assert bool(((fractions >= 0) & (fractions <= 1)).all())
    assert torch.allclose(corners + patch_size // 2 + fractions, positions, rtol=0, atol=1e-9)


def test_windows_of_even_size_start_half_a_patch_before_the_centre() -> None:
    corners, fractions = split_positions(torch.tensor([[32.0, 40.25]]), 64)
    assert corners.tolist() == [[0, 8]]
    assert fractions.tolist() == [[0.0, 0.25]]


@given(y=st.floats(-3, 3), x=st.floats(-3, 3))
def test_a_shift_conserves_energy_and_is_undone_by_its_opposite(y: float, x: float) -> None:
    probe = torch.randn(1, 2, 9, 9, generator=torch.Generator().manual_seed(0)).to(torch.complex128)
    there = shift_probes(probe, torch.tensor([[y, x]]), ZERO)
    back = shift_probes(there, torch.tensor([[-y, -x]]), ZERO)
    assert torch.allclose(there.abs().square().sum(), probe.abs().square().sum())
    assert torch.allclose(back, probe, atol=1e-6)


def test_a_shift_by_whole_pixels_moves_the_array() -> None:
    probe = torch.randn(1, 1, 8, 8, dtype=torch.complex128)
    moved = shift_probes(probe, torch.tensor([[2.0, -1.0]], dtype=torch.float64), ZERO)
    assert torch.allclose(moved, probe.roll((2, -1), (-2, -1)))


def test_a_shift_moves_the_centre_of_mass_by_the_fraction() -> None:
    probe = smooth_probe(32)
    fractions = torch.tensor([[0.25, 0.75], [0.0, 0.5]], dtype=torch.float64)
    moved = shift_probes(probe, fractions, torch.zeros(2, dtype=torch.int64))
    density = moved.abs().square()[:, 0]
    axis = torch.arange(32, dtype=torch.float64) - 16
    total = density.sum((-2, -1))
    rows = (density.sum(-1) * axis).sum(-1) / total
    columns = (density.sum(-2) * axis).sum(-1) / total
    assert torch.allclose(torch.stack([rows, columns], 1), fractions, atol=1e-6)


def test_each_pattern_takes_the_probe_of_its_canvas() -> None:
    probes = torch.randn(3, 2, 6, 6, dtype=torch.complex128)
    fractions = torch.tensor([[0.1, 0.9], [0.5, 0.0], [0.3, 0.3]], dtype=torch.float64)
    order = torch.tensor([2, 0, 2])
    together = shift_probes(probes, fractions, order)
    for j in range(3):
        alone = shift_probes(probes[order[j]][None], fractions[j : j + 1], ZERO)
        assert torch.allclose(together[j], alone[0])


def test_a_shifted_probe_sees_what_a_window_at_the_fraction_sees() -> None:
    """Moving the probe by f over the object is moving the object by -f under the probe."""
    side, fraction = 48, (0.4, 0.7)
    frequency = np.fft.fftfreq(side)
    rng = np.random.default_rng(0)
    band = np.hypot(*np.meshgrid(frequency, frequency)) < 0.2
    spectrum = band * (rng.standard_normal((side, side)) + 1j * rng.standard_normal((side, side)))
    ramp = np.exp(
        2j * np.pi * (frequency[:, None] * fraction[0] + frequency[None, :] * fraction[1])
    )
    still, moved = np.fft.ifft2(spectrum), np.fft.ifft2(spectrum * ramp)

    probe = smooth_probe(side)
    shifted = shift_probes(probe, torch.tensor([fraction], dtype=torch.float64), ZERO)
    seen = diffract(torch.from_numpy(still)[None], shifted)
    expected = diffract(torch.from_numpy(moved)[None], probe)
    assert torch.allclose(seen, expected, atol=1e-9 * float(expected.max()))


def test_a_sum_of_shifted_waves_is_that_of_the_waves_shifted_one_by_one() -> None:
    generator = torch.Generator().manual_seed(0)
    waves = torch.randn(5, 2, 8, 8, generator=generator, dtype=torch.complex128)
    fractions = torch.rand(5, 2, generator=generator, dtype=torch.float64)
    one_by_one = shift_probes(waves, fractions, torch.arange(5)).sum(0, keepdim=True)
    torch.testing.assert_close(sum_shifted(waves, fractions), one_by_one)
