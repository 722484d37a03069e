"""Object windows cut from canvases, and the exact adjoint that adds windows back.

Dimensions: B canvases, H W canvas (pixels), J patterns, P incoherent probe modes, N patch side.
Corners are integers, so both directions are copies without interpolation. Each is the other's
adjoint and therefore the other's gradient. Corners are in pixels, probes and waves in any unit.
Equations: docs/physics.md#from-an-object-to-counts.
"""

from typing import Any

import torch
from torch import Tensor

from ptycho_torch.physics.windows import (
    add_by_index,
    add_by_slices,
    collect_by_index,
    collect_by_slices,
    cut_by_index,
    cut_by_slices,
    light_by_index,
    light_by_slices,
)


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


def exit_waves(canvases: Tensor, probes: Tensor, corners: Tensor, canvas_index: Tensor) -> Tensor:
    """Exit waves (J, P, N, N) of ``canvases`` (B, H, W) lit by ``probes``; no gradient."""
    light = light_by_slices if canvases.device.type == "cpu" else light_by_index
    return light(canvases, probes, corners, canvas_index)


def collect_waves(
    waves: Tensor,
    probes: Tensor,
    corners: Tensor,
    canvas_index: Tensor,
    canvas_shape: tuple[int, int, int],
) -> Tensor:
    """Add ``sum_p conj(probes) waves`` into zero canvases (B, H, W): adjoint of `exit_waves`.

    No gradient.
    """
    canvases = waves.new_zeros(canvas_shape)
    collect = collect_by_slices if canvases.device.type == "cpu" else collect_by_index
    collect(canvases, waves, probes, corners, canvas_index)
    return canvases


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
