"""Laws of far-field propagation, against numpy in double precision."""

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from ptycho_torch.physics.diffraction import (
    backpropagate,
    diffract,
    incoherent_intensity,
    propagate,
    squared_modulus,
)


def complex_noise(*shape: int, seed: int, dtype: torch.dtype = torch.complex128) -> torch.Tensor:
    return torch.randn(*shape, generator=torch.Generator().manual_seed(seed), dtype=dtype)


@given(side=st.integers(2, 17), seed=st.integers(0, 99))
def test_energy_is_conserved_and_the_adjoint_is_the_inverse(side: int, seed: int) -> None:
    wave, field = complex_noise(2, side, side, seed=seed)
    assert torch.allclose(squared_modulus(propagate(wave)).sum(), squared_modulus(wave).sum())
    there_and_back = backpropagate(propagate(wave))
    assert torch.allclose(there_and_back, wave)
    forward = torch.vdot(field.flatten(), propagate(wave).flatten())
    backward = torch.vdot(backpropagate(field).flatten(), wave.flatten())
    assert torch.allclose(forward, backward)


@pytest.mark.parametrize("dtype", [torch.complex64, torch.complex128])
def test_propagation_agrees_with_numpy(dtype: torch.dtype) -> None:
    wave = complex_noise(3, 8, 8, seed=1, dtype=dtype)
    expected = np.fft.fft2(wave.numpy().astype(np.complex128)) / 8
    tolerance = 1e-5 if dtype == torch.complex64 else 1e-12
    assert propagate(wave).dtype == dtype
    np.testing.assert_allclose(propagate(wave).numpy(), expected, atol=tolerance)


def test_a_uniform_wave_meets_zero_frequency_at_the_first_element() -> None:
    far_field = propagate(torch.ones(4, 4, dtype=torch.complex64))
    assert far_field[0, 0] == 4.0
    assert squared_modulus(far_field).sum() == 16.0


@given(n_modes=st.integers(1, 4), seed=st.integers(0, 99))
def test_modes_add_as_intensities(n_modes: int, seed: int) -> None:
    probes = complex_noise(2, n_modes, 6, 6, seed=seed)
    patches = complex_noise(2, 6, 6, seed=seed + 1)
    separate = sum(diffract(patches, probes[:, p : p + 1]) for p in range(n_modes))
    assert torch.allclose(diffract(patches, probes), separate)


def test_the_phase_of_one_mode_against_another_is_not_seen() -> None:
    far_fields = complex_noise(2, 3, 5, 5, seed=3)
    turned = far_fields * torch.polar(torch.ones(3), torch.tensor([0.3, 2.0, -1.0]))[:, None, None]
    assert torch.allclose(incoherent_intensity(turned), incoherent_intensity(far_fields))


def test_intensities_are_differentiable_even_where_it_is_dark() -> None:
    patches = complex_noise(1, 4, 4, seed=4).requires_grad_()
    probes = complex_noise(1, 2, 4, 4, seed=5).requires_grad_()
    assert torch.autograd.gradcheck(diffract, (patches, probes))
    dark = torch.zeros(1, 4, 4, dtype=torch.complex128, requires_grad=True)
    diffract(dark, probes).sum().backward()
    assert dark.grad is not None
    assert bool(dark.grad.isfinite().all())
