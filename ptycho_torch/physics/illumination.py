"""Sub-pixel positions, carried by the probe.

Dimensions: B canvases, J patterns, P incoherent probe modes, N patch side (pixels).
A window centred on a fractional position is written as a window at an integer corner, lit by a
probe shifted by the remaining fraction. The exit wave is the same up to that shift, which no
detector sees, so object windows stay on the canvas grid and never need interpolation. Probes and
waves are in any unit. Equations: docs/physics.md#from-an-object-to-counts.
"""

import math

import torch
from torch import Tensor


def split_positions(positions_yx_px: Tensor, patch_size: int) -> tuple[Tensor, Tensor]:
    """Split window centres into integer corners and fractions.

    ``positions_yx_px`` (J, 2) are the centres; pixel ``N // 2`` of a window sits at its centre.
    Returns ``corners`` (J, 2) int64 and ``fractions`` (J, 2) in [0, 1], with
    ``corners + N // 2 + fractions == positions_yx_px``.
    """
    floor = positions_yx_px.floor()
    return floor.to(torch.int64) - patch_size // 2, positions_yx_px - floor


def shift_probes(probes: Tensor, fractions: Tensor, canvas_index: Tensor) -> Tensor:
    """Return each pattern's probe (J, P, N, N), shifted by a fraction of a pixel.

    ``probes`` (B, P, N, N) complex, ``fractions`` (J, 2) rows and columns in pixels,
    ``canvas_index`` (J,) picks the probe. The shift is a Fourier ramp: unitary and periodic.
    """
    spectra = torch.fft.fft2(probes)[canvas_index]
    rows, columns = _ramps(spectra, fractions)
    shifted: Tensor = torch.fft.ifft2((spectra * rows).mul_(columns))
    return shifted


def sum_shifted(waves: Tensor, fractions: Tensor) -> Tensor:
    """Return the sum (1, P, N, N) of ``waves`` (J, P, N, N), each shifted by its own fraction.

    ``fractions`` (J, 2) are rows and columns in pixels. As a transform is linear, only the sum is
    transformed back.
    """
    spectra = torch.fft.fft2(waves)
    rows, columns = _ramps(spectra, fractions)
    summed: Tensor = torch.fft.ifft2(spectra.mul_(rows).mul_(columns).sum(0, keepdim=True))
    return summed


def _ramps(spectra: Tensor, fractions: Tensor) -> tuple[Tensor, Tensor]:
    """Fourier ramps of shifts along rows (J, 1, N, 1) and along columns (J, 1, 1, N)."""
    frequencies = torch.fft.fftfreq(
        spectra.shape[-1], dtype=spectra.real.dtype, device=spectra.device
    )
    angles = -2.0 * math.pi * fractions.to(frequencies.dtype)[:, :, None] * frequencies
    ramps = torch.polar(torch.ones_like(angles), angles)
    return ramps[:, None, 0, :, None], ramps[:, None, 1, None, :]
