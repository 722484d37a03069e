"""Patches joined to an object, under the name that older programs call.

Dimensions: B groups, C patches per group, h w patch (pixels), S side of the result (pixels).
"""

from typing import Any

import numpy as np
import numpy.typing as npt

_WHOLE_PX = 1e-6


def reassemble_position(
    obj_tensor: npt.ArrayLike,
    global_offsets: npt.ArrayLike,
    M: int = 10,
) -> npt.NDArray[np.complex64]:
    """Object (Sy, Sx, 1) from patches (B, h, w, C), averaged where they overlap.

    ``global_offsets`` (B, 1, 2, 1) is the position (x, y) in pixels of the middle of each group,
    counted from that of the result. Of several groups the central ``M`` x ``M`` pixels of each are
    used; a single one has no neighbours to give way to and is taken whole. Offsets that put the
    patches on whole pixels are exact, others are interpolated linearly. The result is zero where no
    patch is.
    """
    patches = np.asarray(obj_tensor, np.complex64).mean(-1)  # those of a group lie on one place
    if len(patches) > 1:
        patches = _central(patches, M)
    centres = np.asarray(global_offsets, np.float64).reshape(len(patches), 2)[:, ::-1]
    size = np.array(patches.shape[1:])
    firsts = centres - size / 2
    half = np.ceil(2 * np.maximum(np.abs(firsts), np.abs(firsts + size)).max(0) - _WHOLE_PX) / 2
    shape = np.rint(2 * half).astype(int)
    total = np.zeros(shape + 1, np.complex128)  # room for what is moved by part of a pixel
    weight = np.zeros(shape + 1)
    for patch, first in zip(patches, firsts + half, strict=True):
        corner = np.floor(first + _WHOLE_PX).astype(int)
        fraction = np.maximum(first - corner, 0.0)
        place = tuple(slice(at, at + n + 1) for at, n in zip(corner, size, strict=True))
        total[place] += _moved(patch, fraction)
        weight[place] += _moved(np.ones(patch.shape), fraction)
    lit = weight > _WHOLE_PX
    found = np.divide(total, weight, out=np.zeros_like(total), where=lit)
    return found[:-1, :-1, None].astype(np.complex64)


def _central(patches: npt.NDArray[Any], side: int) -> npt.NDArray[Any]:
    """The middle of each patch, ``side`` pixels or one more, so that it stays the middle."""
    cut = [max(0, (n - side) // 2) for n in patches.shape[1:]]
    return patches[:, cut[0] : patches.shape[1] - cut[0], cut[1] : patches.shape[2] - cut[1]]


def _moved(patch: npt.NDArray[Any], fraction: npt.NDArray[np.float64]) -> npt.NDArray[Any]:
    """A patch one pixel larger, its content moved on by parts of a pixel along each axis."""
    for axis, part in enumerate(fraction):
        here, after = [(0, 0), (0, 0)], [(0, 0), (0, 0)]
        here[axis], after[axis] = (0, 1), (1, 0)
        patch = (1 - part) * np.pad(patch, here) + part * np.pad(patch, after)
    return patch
