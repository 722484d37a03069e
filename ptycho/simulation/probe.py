"""Illumination functions on the object grid, complex (N,N), centred, of unit power.

A probe is in any unit until the simulator gives it photons.
All vanish before the edge of the patch, so that a sub-pixel shift by a Fourier ramp (periodic) is a
true shift.
"""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from scipy import ndimage

ComplexField = npt.NDArray[np.complex128]

PUPIL_RADIUS_CYCLES_PER_PX = 0.085
_PUPIL_EDGE_CYCLES_PER_PX = 0.008
_ASTIGMATISM = 0.12  # relative difference of defocus along the two diagonals
_STOP_FRACTION = 0.25  # of the pupil radius, blocked by the central stop
_STOP_TRANSMISSION = 0.4


def _centred_grid(side: int) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    index = np.arange(side) - side // 2
    y, x = np.meshgrid(index.astype(np.float64), index.astype(np.float64), indexing="ij")
    return y, x


def _defocus(side: int, diameter_px: float) -> ComplexField:
    """A focusing optic with a dimmed centre, seen out of focus and slightly astigmatic.

    The pupil is a disc in the Fourier plane. Defocus is a quadratic phase pi k f^2 there, which
    moves the ray of frequency f to the radius k f (stationary phase): k is chosen so that the
    pupil's edge falls on ``diameter_px / 2``.
    """
    f = np.fft.fftfreq(side)
    fy, fx = f[:, None], f[None, :]
    radius = np.hypot(fy, fx)
    edge = _PUPIL_EDGE_CYCLES_PER_PX
    pupil = 0.5 - 0.5 * np.tanh((radius - PUPIL_RADIUS_CYCLES_PER_PX) / edge)
    stop = 0.5 - 0.5 * np.tanh((radius - _STOP_FRACTION * PUPIL_RADIUS_CYCLES_PER_PX) / edge)
    pupil *= 1.0 - (1.0 - _STOP_TRANSMISSION) * stop
    curvature = (diameter_px / 2) / PUPIL_RADIUS_CYCLES_PER_PX
    phase = np.pi * curvature * (radius**2 + 2 * _ASTIGMATISM * fy * fx)
    return np.asarray(np.fft.fftshift(np.fft.ifft2(pupil * np.exp(1j * phase))))


def _gaussian(side: int, diameter_px: float) -> ComplexField:
    """A Gaussian whose amplitude falls to one half at ``diameter_px / 2``, with flat phase."""
    y, x = _centred_grid(side)
    return np.asarray(np.exp2(-(y**2 + x**2) / (diameter_px / 2) ** 2), np.complex128)


def _disk(side: int, diameter_px: float) -> ComplexField:
    """A pinhole of ``diameter_px`` with a soft edge, with flat phase."""
    y, x = _centred_grid(side)
    hole = np.clip((diameter_px / 2 - np.hypot(y, x)) + 0.5, 0.0, 1.0)
    return np.asarray(ndimage.gaussian_filter(hole, 1.0), np.complex128)


_KINDS: dict[str, Callable[[int, float], ComplexField]] = {
    "defocus": _defocus,
    "disk": _disk,
    "gaussian": _gaussian,
}
PROBE_KINDS = tuple(_KINDS)


def make_probe(kind: str, *, patch_size: int, diameter_px: float) -> ComplexField:
    """Probe (N,N) of one of ``PROBE_KINDS``; the sum of |P|^2 is 1."""
    y, x = _centred_grid(patch_size)
    window = 0.5 - 0.5 * np.tanh(np.hypot(y, x) - 0.45 * patch_size)
    probe = _KINDS[kind](patch_size, diameter_px) * window
    return np.asarray(probe / np.linalg.norm(probe))
