"""What one batch of patterns asks of probe and positions.

Dimensions: J patterns, P incoherent probe modes, N patch side (pixels). Patches, probes and waves
are in any unit; the update of a probe is in that of the probe.
"""

import math
from dataclasses import dataclass

import torch
from torch import Tensor

from ptycho_torch.physics.diffraction import backpropagate, propagate, squared_modulus
from ptycho_torch.physics.illumination import shift_probes

_LARGEST_STEP_PX = 0.25
"""Largest move of a position in one step along either axis."""


_OVER_RELAXATION = 2.0
"""Measured moduli without phases ask for about half of the displacement that is needed."""


@dataclass(frozen=True, slots=True)
class Freedom:
    """What a solver may change beside the object."""

    probe: bool = False
    positions: bool = False
    after: int = 0
    """First iterations in which it may not, lest probe and positions fit a featureless object."""


def probe_update(patches: Tensor, change: Tensor, fractions: Tensor) -> tuple[Tensor, Tensor]:
    """Return what exit waves ask of the unshifted probe (P, N, N), and its curvature (N, N).

    ``patches`` (J, N, N) are object windows, ``change`` (J, P, N, N) is what the data add to the
    exit waves, ``fractions`` (J, 2) are the shifts of the probe in pixels. The quotient of the two
    is the least-squares probe update (Maiden, Johnson and Li, Optica 4, 736, 2017).
    """
    shares = patches.conj().unsqueeze(1) * change
    own = torch.arange(len(patches), device=patches.device)
    return shift_probes(shares, -fractions, own).sum(0), squared_modulus(patches).sum(0)


def position_update(patches: Tensor, lit: Tensor, change: Tensor) -> Tensor:
    """Return how far to move each position (J, 2), rows and columns in pixels.

    A Gauss-Newton step: the exit wave depends on a position through the shifted probe ``lit``
    (J, P, N, N), and the displacement is the one whose linear effect comes closest to ``change``
    (J, P, N, N), given object windows ``patches`` (J, N, N) (after Odstrcil, Menzel and
    Guizar-Sicairos, Opt. Express 26, 3108, 2018).
    """
    frequencies = torch.fft.fftfreq(lit.shape[-1], device=lit.device, dtype=lit.real.dtype)
    spectra = -2j * math.pi * propagate(lit)
    slopes = torch.stack(
        [
            backpropagate(spectra * frequencies[:, None]),
            backpropagate(spectra * frequencies[None, :]),
        ],
        dim=1,
    )
    slopes = (slopes * patches[:, None, None]).flatten(2)
    normal = (slopes.conj() @ slopes.mT).real
    asked = (slopes.conj() @ change.flatten(1).unsqueeze(2)).real
    # A featureless, symmetric exit wave has no slope to speak of; it stays where it is.
    tiny = 1e-3 * normal.diagonal(dim1=1, dim2=2).amax() + torch.finfo(normal.dtype).tiny
    normal = normal + tiny * torch.eye(2, dtype=normal.dtype, device=normal.device)
    step: Tensor = torch.linalg.solve(normal, asked).squeeze(2)
    return step.mul(_OVER_RELAXATION).clamp(-_LARGEST_STEP_PX, _LARGEST_STEP_PX)
