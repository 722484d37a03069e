"""Probes guessed from the far field, where the given one explains nothing.

Dimensions: P incoherent probe modes, N patch side (pixels).
The mean pattern shows the modulus of the probe's far field, blurred by what the object scatters.
Most optics focus, and a sample stands before or behind the focus: the phase of the far field is
then close to quadratic, and how strongly it is curved follows from the size of the probe.
"""

import math

import torch
from torch import Tensor

from ptycho_torch.physics.diffraction import squared_modulus


def defocused_probes(mean_counts: Tensor, given: Tensor) -> list[Tensor]:
    """Return probes (P, N, N) as large as ``given`` (P, N, N), curved one way and the other.

    ``mean_counts`` (N, N) is the mean pattern in any unit, zero frequency at [0, 0], 0 where a
    pixel is bad. Its root with a phase ``pi k |f|**2`` sends the frequency f to ``k f`` pixels from
    the axis (stationary phase; Goodman, Introduction to Fourier Optics, 2017, section 2.2), so that
    the mean square radius grows from that of no curvature by ``k**2 <|f|**2>``. The first mode is
    replaced and keeps its energy. Probes are in any unit, that of ``given``. One that is given
    smaller than it can be gets no curvature, and one guess.
    """
    size = given.shape[-1]
    axis = torch.fft.fftfreq(size, device=given.device, dtype=mean_counts.dtype)
    frequency2 = axis[:, None].square() + axis.square()
    modulus = mean_counts.sqrt()
    focus = _probe(modulus, torch.zeros_like(modulus))
    spread = (mean_counts * frequency2).sum() / mean_counts.sum()
    missing = float((_mean_square_radius(given[0]) - _mean_square_radius(focus)) / spread)
    curvature = math.sqrt(max(missing, 0.0))
    guesses = []
    for signed in (curvature, -curvature) if curvature > 0.0 else (0.0,):
        guess = given.clone()
        found = _probe(modulus, math.pi * signed * frequency2)
        energy = squared_modulus(given[0]).sum() / squared_modulus(found).sum()
        guess[0] = found * energy.sqrt()
        guesses.append(guess)
    return guesses


def _probe(modulus: Tensor, phase: Tensor) -> Tensor:
    """The probe (N, N), its centre at N // 2, of a far field with zero frequency at [0, 0]."""
    probe: Tensor = torch.fft.fftshift(torch.fft.ifft2(torch.polar(modulus, phase)))
    return probe


def _mean_square_radius(probe: Tensor) -> Tensor:
    """Mean square distance (px**2) of the light of ``probe`` (N, N) from its centre at N // 2."""
    size = probe.shape[-1]
    axis = torch.arange(size, device=probe.device) - size // 2
    light = squared_modulus(probe)
    return (light * (axis[:, None].square() + axis.square())).sum() / light.sum()
