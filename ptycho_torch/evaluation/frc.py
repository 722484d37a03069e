"""Fourier ring correlation: up to which spatial frequency two images agree.

Dimensions: h w image, R rings.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import fft


@dataclass(frozen=True)
class RingCorrelation:
    """Correlation of each ring.

    ``frequency`` (R,) in fractions of Nyquist, ``correlation`` (R,), ``frc50``: the frequency at
    which the correlation first falls below one half (1 if it never does).
    """

    frequency: npt.NDArray[np.float64]
    correlation: npt.NDArray[np.float64]
    frc50: float

    def as_curve(self) -> dict[str, list[float]]:
        """The correlation of every ring, ready for JSON."""
        return {
            "frequency_of_nyquist": self.frequency.tolist(),
            "correlation": self.correlation.tolist(),
        }


def from_curve(curve: Mapping[str, Sequence[float]]) -> RingCorrelation:
    """The correlation that ``as_curve`` told."""
    frequency = np.asarray(curve["frequency_of_nyquist"], np.float64)
    correlation = np.asarray(curve["correlation"], np.float64)
    return RingCorrelation(frequency, correlation, _first_below_half(frequency, correlation))


def fourier_ring_correlation(
    a: npt.NDArray[np.complexfloating], b: npt.NDArray[np.complexfloating]
) -> RingCorrelation:
    """Ring correlation of two complex images (h,w) that are aligned already.

    FRC(q) = Re sum A conj(B) / sqrt(sum |A|^2 sum |B|^2) over the ring q (Saxton and Baumeister,
    J. Microsc. 127, 127, 1982), one ring per frequency step of the shorter side, up to Nyquist. The
    mean is removed and the edges are tapered by a Hann window, else the frame itself correlates.
    """
    assert a.shape == b.shape and a.ndim == 2
    height, width = a.shape
    window = np.hanning(height + 2)[1:-1, None] * np.hanning(width + 2)[None, 1:-1]
    a_spectrum = fft.fft2(_without_mean(a, window))
    b_spectrum = fft.fft2(_without_mean(b, window))
    radius = np.hypot(fft.fftfreq(height)[:, None], fft.fftfreq(width)[None, :])
    n_rings = min(height, width) // 2
    ring = np.rint(radius * 2 * n_rings).astype(np.int64)
    cross = _ring_sums(ring, (a_spectrum * np.conj(b_spectrum)).real, n_rings)
    power_a = _ring_sums(ring, np.abs(a_spectrum) ** 2, n_rings)
    power_b = _ring_sums(ring, np.abs(b_spectrum) ** 2, n_rings)
    power = np.sqrt(power_a * power_b)
    # an empty spectrum (a flat image) agrees with nothing
    correlation = np.divide(cross, power, out=np.zeros(n_rings), where=power > 0)
    frequency = np.arange(1, n_rings + 1) / n_rings
    return RingCorrelation(frequency, correlation, _first_below_half(frequency, correlation))


def _without_mean(
    image: npt.NDArray[np.complexfloating], window: npt.NDArray[np.float64]
) -> npt.NDArray[np.complex128]:
    mean = (image * window).sum() / window.sum()
    residue = image - mean
    # what rounding leaves of a constant is not a signal
    if np.abs(residue).max() < 1e-6 * abs(mean):
        residue = np.zeros_like(residue)
    return np.asarray(residue * window, np.complex128)


def _ring_sums(
    ring: npt.NDArray[np.int64], values: npt.NDArray[np.float64], n_rings: int
) -> npt.NDArray[np.float64]:
    """Sums over rings 1..n_rings; ring 0 is the mean, rings beyond Nyquist are incomplete."""
    sums = np.bincount(ring.ravel(), weights=values.ravel(), minlength=n_rings + 1)
    return np.asarray(sums[1 : n_rings + 1], np.float64)


def _first_below_half(
    frequency: npt.NDArray[np.float64], correlation: npt.NDArray[np.float64]
) -> float:
    """Frequency of the first crossing of one half, interpolated linearly."""
    below = np.flatnonzero(correlation < 0.5)
    if not below.size:
        return 1.0
    i = int(below[0])
    if i == 0:
        return 0.0
    high, low = correlation[i - 1], correlation[i]
    fraction = (high - 0.5) / (high - low)
    return float(frequency[i - 1] + fraction * (frequency[i] - frequency[i - 1]))
