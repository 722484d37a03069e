"""Far-field propagation of exit waves to the detector.

Dimensions: J patterns, P incoherent probe modes, N patch side (pixels).
The transform is orthonormal (Parseval: the energy of a wave is its number of counts) and holds
zero frequency at [0, 0]. Probes and waves are in square roots of counts, an intensity in counts.
Equations: docs/physics.md#from-an-object-to-counts.
"""

import torch
from torch import Tensor


def propagate(waves: Tensor) -> Tensor:
    """Return the far field of exit waves (..., N, N): the orthonormal 2-D Fourier transform."""
    far_fields: Tensor = torch.fft.fft2(waves, norm="ortho")
    return far_fields


def backpropagate(far_fields: Tensor) -> Tensor:
    """Return the exit waves (..., N, N) of far fields: adjoint and inverse of `propagate`."""
    waves: Tensor = torch.fft.ifft2(far_fields, norm="ortho")
    return waves


def squared_modulus(field: Tensor) -> Tensor:
    """Return ``|field|**2``, real, of any shape; unlike ``abs() ** 2`` it is smooth at zero."""
    return field.real.square() + field.imag.square()


def sum_modes(values: Tensor) -> Tensor:
    """Sum (J, P, N, N) over probe modes; a single mode is returned without a copy."""
    return values[:, 0] if values.shape[1] == 1 else values.sum(dim=1)


def incoherent_intensity(far_fields: Tensor) -> Tensor:
    """Return the intensity (J, N, N) of mutually incoherent far fields (J, P, N, N).

    The modes of a partially coherent probe add as intensities: ``sum_p |F_p|**2``
    (Thibault and Menzel, Nature 494, 68, 2013).
    """
    return sum_modes(squared_modulus(far_fields))


def diffract(patches: Tensor, probes: Tensor) -> Tensor:
    """Return expected detector intensities (J, N, N) in counts.

    ``patches`` (J, N, N) are object windows, ``probes`` (J, P, N, N) the modes that light them.
    """
    return incoherent_intensity(propagate(probes * patches.unsqueeze(1)))
