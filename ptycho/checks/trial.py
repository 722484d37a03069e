"""How well patterns, positions and probe go together, from a few steps of a small reconstruction.

Dimensions: K patterns, n patch side, P incoherent probe modes, H W canvas.
"""

import numpy as np
import numpy.typing as npt
from scipy import fft

Amplitudes = npt.NDArray[np.float32]
Positions = npt.NDArray[np.float64]
Probe = npt.NDArray[np.complex64]

_STEPS = 10
_MOMENTUM = 0.7
_DAMPING = 0.05  # of the brightest illumination, added to each pixel's before dividing by it
_AXES = (-2, -1)


def misfit(
    amplitudes: Amplitudes, mask: npt.NDArray[np.bool_], positions_yx_px: Positions, probe: Probe
) -> float:
    """Relative error of the moduli that remains after a few gradient steps from a flat object.

    ``amplitudes`` (K,n,n) are square roots of counts and ``mask`` (n,n) True = good, with the zero
    frequency at the centre; ``positions_yx_px`` (K,2); ``probe`` (P,n,n) in any unit. The object
    moves down the gradient of the amplitude error (Thibault and Guizar-Sicairos, New J. Phys. 14,
    063004, 2012), scaled by the illumination, with momentum. Positions are rounded to pixels. 0
    would be a perfect fit.
    """
    n = amplitudes.shape[-1]
    measured = fft.ifftshift(np.where(mask, amplitudes, 0), _AXES)
    good = fft.ifftshift(mask)
    corners = np.rint(positions_yx_px - positions_yx_px.min(axis=0)).astype(np.int64)
    windows = [(slice(y, y + n), slice(x, x + n)) for y, x in corners]
    shape = tuple(corners.max(axis=0) + n)
    power = float(np.square(measured, dtype=np.float64).sum()) / len(measured)
    far = np.square(np.abs(fft.fft2(probe, norm="ortho"))).sum(axis=0)
    probe = (probe * np.sqrt(power / max(float((far * good).sum()), 1e-30))).astype(np.complex64)
    light = np.square(np.abs(probe)).sum(axis=0)
    weight = np.zeros(shape, np.float32)
    for window in windows:
        weight[window] += light
    weight += _DAMPING * weight.max()
    object_, velocity = np.ones(shape, np.complex64), np.zeros(shape, np.complex64)
    error = 1.0
    for _ in range(_STEPS):
        patches = np.stack([object_[window] for window in windows])
        waves = fft.fft2(patches[:, None] * probe, norm="ortho")
        moduli = np.sqrt(np.square(np.abs(waves)).sum(axis=1))
        residue = np.where(good, measured - moduli, 0)
        error = float(np.square(residue, dtype=np.float64).sum()) / max(
            power * len(measured), 1e-30
        )
        waves *= (residue / np.maximum(moduli, 1e-6))[:, None]
        steps = (fft.ifft2(waves, norm="ortho") * probe.conj()).sum(axis=1)
        gradient = np.zeros(shape, np.complex64)
        for window, step in zip(windows, steps, strict=True):
            gradient[window] += step
        velocity = _MOMENTUM * velocity + gradient / weight
        object_ = object_ + velocity
    return float(np.sqrt(error))
