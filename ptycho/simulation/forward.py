"""Far-field diffraction of a scanned object, with photon noise.

Dimensions: M patterns, m of one chunk, N patch side, P incoherent probe modes, H W object canvas.
Positions, corners and fractions are in pixels; probes and waves in square roots of photons, an
intensity in photons.

Pattern j is sum_p |F(P_p,j O_j)|^2 with F the orthonormal discrete Fourier transform, O_j the
object window of rows [y - N/2, y + N/2) at the integer part of the position, and P_p,j the probe
moved by the fractional part: the object stays on its grid, the illumination moves. An orthonormal
transform conserves the number of photons (Parseval).
"""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
from scipy import fft

_PATTERNS_PER_CHUNK = 64


def split_positions(
    positions_yx_px: npt.NDArray[np.float64], patch_size: int
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]:
    """Corner (M,2) of the integer window and fraction (M,2) in [0, 1) of patch centres (M,2)."""
    whole = np.floor(positions_yx_px)
    return whole.astype(np.int64) - patch_size // 2, positions_yx_px - whole


def moved_probes(
    probe: npt.NDArray[np.complex128], fractions_px: npt.NDArray[np.float64]
) -> npt.NDArray[np.complex128]:
    """Probe (P,N,N) moved by each (y, x) of ``fractions_px`` (M,2): (M,P,N,N), by Fourier ramps."""
    f = fft.fftfreq(probe.shape[-1])
    ramp_y = np.exp(-2j * np.pi * fractions_px[:, 0, None] * f)
    ramp_x = np.exp(-2j * np.pi * fractions_px[:, 1, None] * f)
    spectrum = fft.fft2(probe)
    return np.asarray(fft.ifft2(spectrum * (ramp_y[:, None, :, None] * ramp_x[:, None, None, :])))


def mean_intensity(
    object_: npt.NDArray[np.complex128],
    probe: npt.NDArray[np.complex128],
    positions_yx_px: npt.NDArray[np.float64],
) -> Iterator[npt.NDArray[np.float64]]:
    """Noise-free patterns in consecutive chunks (m,N,N), zero frequency at the centre.

    ``object_`` (H,W), ``probe`` (P,N,N); every window must lie within the object.
    """
    n = probe.shape[-1]
    corners, fractions = split_positions(positions_yx_px, n)
    assert corners.min() >= 0 and (corners.max(axis=0) + n <= object_.shape).all()
    windows = np.lib.stride_tricks.sliding_window_view(object_, (n, n))
    for start in range(0, len(corners), _PATTERNS_PER_CHUNK):
        chunk = slice(start, start + _PATTERNS_PER_CHUNK)
        patches = windows[corners[chunk, 0], corners[chunk, 1]]
        exit_waves = moved_probes(probe, fractions[chunk]) * patches[:, None]
        far_field = fft.fft2(exit_waves, norm="ortho")
        intensity = (far_field.real**2 + far_field.imag**2).sum(axis=1)
        yield np.asarray(fft.fftshift(intensity, axes=(-2, -1)))


def photon_gain(
    object_: npt.NDArray[np.complex128],
    probe: npt.NDArray[np.complex128],
    positions_yx_px: npt.NDArray[np.float64],
    photons_per_pattern: float,
) -> float:
    """Factor on the probe that makes the mean number of photons ``photons_per_pattern``.

    ``object_`` (H,W), ``probe`` (P,N,N), ``positions_yx_px`` (M,2).
    """
    chunks = mean_intensity(object_, probe, positions_yx_px)
    total = sum(float(chunk.sum()) for chunk in chunks)
    return float(np.sqrt(photons_per_pattern * len(positions_yx_px) / total))


def measure(
    object_: npt.NDArray[np.complex128],
    probe: npt.NDArray[np.complex128],
    positions_yx_px: npt.NDArray[np.float64],
    rng: np.random.Generator | None,
) -> npt.NDArray[np.float32]:
    """Square roots of the counts (M,N,N), zero frequency at the centre.

    The counts are Poisson numbers drawn from ``rng``, or their mean where ``rng`` is None.
    """
    n = probe.shape[-1]
    amplitudes = np.empty((len(positions_yx_px), n, n), np.float32)
    start = 0
    for intensity in mean_intensity(object_, probe, positions_yx_px):
        counts = intensity if rng is None else rng.poisson(intensity)
        amplitudes[start : start + len(intensity)] = np.sqrt(counts)
        start += len(intensity)
    return amplitudes
