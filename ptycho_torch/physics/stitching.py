"""Overlapping patches merged into one object.

Dimensions: B canvases, H W canvas (pixels), J patterns, P incoherent probe modes, N patch side.
Corners are in pixels; probes are in any unit, weights in its square. Equations:
docs/physics.md#from-patches-to-an-object.
"""

import torch
from torch import Tensor

from ptycho_torch.physics.diffraction import incoherent_intensity
from ptycho_torch.physics.patches import scatter_patches


def probe_weight(probes: Tensor) -> Tensor:
    """Return the illumination ``sum_p |P_p|**2`` (J, N, N) of probe modes (J, P, N, N)."""
    return incoherent_intensity(probes)


def stitch_patches(
    patches: Tensor,
    probes: Tensor,
    corners: Tensor,
    canvas_index: Tensor,
    canvas_shape: tuple[int, int, int],
) -> tuple[Tensor, Tensor]:
    """Average overlapping object patches (J, N, N), weighted by the light that each received.

    ``probes`` (J, P, N, N) are the shifted probes that lit the patches. Returns the canvases
    (B, H, W), zero where no light fell, and the total illumination (B, H, W). The weighted mean
    minimises ``sum_j sum_p |P_jp (O - O_j)|**2``, the probe-weighted least-squares merge.
    """
    weights = probe_weight(probes)
    summed = scatter_patches(weights * patches, corners, canvas_index, canvas_shape)
    total = scatter_patches(weights, corners, canvas_index, canvas_shape)
    lit = total > 0
    return summed * lit / torch.where(lit, total, 1.0), total
