"""Fourier ring correlation: its bounds, its invariances, and the frequency it must find."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ptycho_torch.evaluation.frc import fourier_ring_correlation

SHAPE = (96, 110)


def noise(seed: int) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return rng.normal(size=SHAPE) + 1j * rng.normal(size=SHAPE)


def low_passed(image: np.ndarray, cutoff: float) -> np.ndarray:
    """Only the frequencies below ``cutoff`` of Nyquist."""
    radius = np.hypot(np.fft.fftfreq(SHAPE[0])[:, None], np.fft.fftfreq(SHAPE[1])) / 0.5
    return np.fft.ifft2(np.fft.fft2(image) * (radius < cutoff))


def test_equal_images_agree_up_to_nyquist() -> None:
    rings = fourier_ring_correlation(noise(0), noise(0))
    np.testing.assert_allclose(rings.correlation, 1.0)
    assert rings.frc50 == 1.0
    assert rings.frequency[-1] == 1.0


def test_independent_noise_does_not_agree() -> None:
    rings = fourier_ring_correlation(noise(0), noise(1))
    assert np.abs(rings.correlation[5:]).mean() < 0.1
    assert rings.frc50 < 0.1


@given(seed=st.integers(0, 99), factor=st.floats(1e-3, 1e3))
@settings(max_examples=20)
def test_the_correlation_is_bounded_symmetric_and_blind_to_scale(seed: int, factor: float) -> None:
    a, b = noise(seed), noise(seed) + noise(seed + 100)
    rings = fourier_ring_correlation(a, b)
    assert (np.abs(rings.correlation) <= 1 + 1e-12).all()
    np.testing.assert_allclose(fourier_ring_correlation(b, a).correlation, rings.correlation)
    scaled = fourier_ring_correlation(factor * a, b)
    np.testing.assert_allclose(scaled.correlation, rings.correlation)
    np.testing.assert_allclose(
        fourier_ring_correlation(-a, b).correlation, -rings.correlation, atol=1e-12
    )


def test_equal_parts_of_signal_and_noise_correlate_by_their_power() -> None:
    signal, rings = noise(0), []
    for seed in range(1, 7, 2):
        a, b = signal + noise(seed), signal + noise(seed + 1)
        rings.append(fourier_ring_correlation(a, b).correlation[5:].mean())
    assert np.mean(rings) == pytest.approx(0.5, abs=0.04)


@pytest.mark.parametrize("cutoff", [0.25, 0.5, 0.8])
def test_the_resolution_of_a_band_limited_pair_is_found(cutoff: float) -> None:
    shared = low_passed(noise(0), cutoff)
    a, b = (shared + noise(seed) - low_passed(noise(seed), cutoff) for seed in (1, 2))
    rings = fourier_ring_correlation(a, b)
    assert rings.frc50 == pytest.approx(cutoff, abs=0.03)
    assert np.interp(rings.frc50, rings.frequency, rings.correlation) == pytest.approx(0.5)


def test_a_flat_image_agrees_with_nothing() -> None:
    rings = fourier_ring_correlation(np.full(SHAPE, 3.0 + 1j), noise(0))
    np.testing.assert_array_equal(rings.correlation, 0.0)
    assert rings.frc50 == 0.0
