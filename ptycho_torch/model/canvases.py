"""Object canvases of different sizes in one batch, as a U-Net wants them.

Dimensions: B canvases, H W canvas (pixels), C image channels.
"""

from collections.abc import Sequence

import torch
from torch import Tensor

_DARK_SHARE = 1e-3
"""Share of the brightest illumination below which a pixel counts as dark."""


def round_up(shape: tuple[int, int], multiple: int) -> tuple[int, int]:
    """Return the smallest height and width that hold ``shape`` (pixels), multiples of a number."""
    height, width = shape
    return -(-height // multiple) * multiple, -(-width // multiple) * multiple


def extent_mask(
    extents: Sequence[tuple[int, int]], padded: tuple[int, int], like: Tensor
) -> Tensor | None:
    """Return 1 inside each canvas (B, 1, H, W), None if all canvases are of ``padded`` size.

    ``extents`` and ``padded`` are heights and widths in pixels; dtype and device are those of
    ``like``.
    """
    if all(extent == padded for extent in extents):
        return None
    mask = like.new_zeros((len(extents), 1, *padded))
    for canvas, (height, width) in zip(mask, extents, strict=True):
        canvas[:, :height, :width] = 1.0
    return mask


def lit_pixels(weight: Tensor) -> Tensor:
    """Return which pixels (B, H, W) bool got light worth speaking of; ``weight`` (B, H, W)."""
    return weight > _DARK_SHARE * weight.amax((-2, -1), keepdim=True)


def views_of_light(weight: Tensor) -> Tensor:
    """Return illumination ``weight`` (B, H, W) as two images of order one (B, H, W, 2)."""
    brightest = weight.amax((-2, -1), keepdim=True)
    return torch.stack([weight / brightest, torch.log1p(weight) / 5.0], dim=-1)
