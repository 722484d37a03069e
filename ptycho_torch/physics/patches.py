"""Object windows cut from canvases, and the exact adjoint that adds windows back.

Dimensions: B canvases, H W canvas (pixels), J patterns, N patch side (pixels).
Corners are integers, so both directions are copies without interpolation. Each is the other's
adjoint and therefore the other's gradient.
"""

from typing import Any

import torch
from torch import Tensor

from ptycho_torch.physics.windows import add_by_index, add_by_slices, cut_by_index, cut_by_slices


def gather_patches(
    canvases: Tensor, corners: Tensor, canvas_index: Tensor, patch_size: int
) -> Tensor:
    """Cut windows (J, N, N) from ``canvases`` (B, H, W).

    ``corners`` (J, 2) int64 are rows and columns of the windows' first elements, ``canvas_index``
    (J,) int64 picks the canvas. Every window must lie inside its canvas.
    """
    patches: Tensor = _Gather.apply(  # type: ignore[no-untyped-call]
        canvases, corners, canvas_index, patch_size
    )
    return patches


def scatter_patches(
    patches: Tensor, corners: Tensor, canvas_index: Tensor, canvas_shape: tuple[int, int, int]
) -> Tensor:
    """Add windows (J, N, N) into zero canvases of ``canvas_shape`` (B, H, W): the adjoint."""
    canvases: Tensor = _Scatter.apply(  # type: ignore[no-untyped-call]
        patches, corners, canvas_index, canvas_shape
    )
    return canvases


def accumulate_patches(
    canvases: Tensor, patches: Tensor, corners: Tensor, canvas_index: Tensor
) -> None:
    """Add windows (J, N, N) into contiguous ``canvases`` (B, H, W) in place; no gradient."""
    add = add_by_slices if canvases.device.type == "cpu" else add_by_index
    add(canvases, patches, corners, canvas_index)


class _Gather(torch.autograd.Function):
    @staticmethod
    def forward(
        ctx: Any, canvases: Tensor, corners: Tensor, canvas_index: Tensor, patch_size: int
    ) -> Tensor:
        ctx.save_for_backward(corners, canvas_index)
        ctx.canvas_shape = tuple(canvases.shape)
        cut = cut_by_slices if canvases.device.type == "cpu" else cut_by_index
        return cut(canvases, corners, canvas_index, patch_size)

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> tuple[Tensor | None, ...]:
        corners, canvas_index = ctx.saved_tensors
        gradient = scatter_patches(gradients[0], corners, canvas_index, ctx.canvas_shape)
        return gradient, None, None, None


class _Scatter(torch.autograd.Function):
    @staticmethod
    def forward(
        ctx: Any,
        patches: Tensor,
        corners: Tensor,
        canvas_index: Tensor,
        canvas_shape: tuple[int, int, int],
    ) -> Tensor:
        ctx.save_for_backward(corners, canvas_index)
        ctx.patch_size = patches.shape[-1]
        canvases = patches.new_zeros(canvas_shape)
        accumulate_patches(canvases, patches, corners, canvas_index)
        return canvases

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> tuple[Tensor | None, ...]:
        corners, canvas_index = ctx.saved_tensors
        gradient = gather_patches(gradients[0], corners, canvas_index, ctx.patch_size)
        return gradient, None, None, None
