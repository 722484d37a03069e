"""Patterns dealt out to subsets that each cover the whole scan.

Dimensions: B canvases, J patterns, S subsets.
Block-iterative methods update the object once per subset, not once per pass over the data, and so
need fewer passes (ordered subsets: Hudson and Larkin, IEEE Trans. Med. Imaging 13, 601, 1994);
docs/physics.md#from-patches-to-an-object.
"""

import torch
from torch import Tensor

from ptycho_torch.physics.measurement import Measurement

_STEPS_PER_PX = 64
"""Positions closer than one of so many steps per pixel count as the same place."""
_KEY_BITS = 30


def scattered_subsets(measurement: Measurement, n_subsets: int) -> Tensor:
    """Return the subset (J,) int64, 0 to ``n_subsets - 1``, of each pattern.

    Neighbours on a Z-order curve through the positions go to different subsets, so that the
    patterns of one lie far apart. Each canvas is dealt out by itself; the order in which patterns
    are stored does not matter.
    """
    order = torch.argsort(_along_curve(measurement), stable=True)
    order = order[torch.argsort(measurement.canvas_index[order], stable=True)]
    canvas = measurement.canvas_index[order]
    per_canvas = torch.bincount(canvas, minlength=measurement.n_canvases)
    first = per_canvas.cumsum(0) - per_canvas
    ranks = torch.arange(len(order), device=order.device) - first[canvas]
    subsets = torch.empty_like(order)
    subsets[order] = ranks % n_subsets
    return subsets


def _along_curve(measurement: Measurement) -> Tensor:
    """Return the place (J,) of each position on a Z-order (Morton) curve: its bits interleaved."""
    steps = (measurement.corners + measurement.fractions.to(torch.float64)) * _STEPS_PER_PX
    rows, columns = steps.round().to(torch.int64).clamp(0, 2**_KEY_BITS - 1).unbind(-1)
    keys = torch.zeros_like(rows)
    for bit in range(_KEY_BITS):
        keys |= ((rows >> bit) & 1) << (2 * bit + 1) | ((columns >> bit) & 1) << (2 * bit)
    return keys
