"""Windows copied out of canvases and added into them, in two ways that agree.

Dimensions: B canvases, H W canvas (pixels), J patterns, P incoherent probe modes, N patch side.
On a CPU, a loop over plain slices is several times faster than indexed access; on an accelerator
one indexed call replaces J small ones. Corners are in pixels, probes and waves in any unit.
Equations: docs/physics.md#from-an-object-to-counts.
"""

from typing import Any

import torch
from torch import Tensor


def cut_by_slices(canvases: Tensor, corners: Tensor, canvas_index: Tensor, size: int) -> Tensor:
    """Copy windows (J, N, N) of side ``size`` out of ``canvases`` (B, H, W); CPU only."""
    patches = canvases.new_empty((len(corners), size, size))
    source = _as_array(canvases)
    windows = _slices(canvases, corners, canvas_index, size)
    for patch, window in zip(patches.numpy(), windows, strict=True):
        patch[...] = source[window]
    return patches


def cut_by_index(canvases: Tensor, corners: Tensor, canvas_index: Tensor, size: int) -> Tensor:
    """Copy windows (J, N, N) of side ``size`` out of ``canvases`` (B, H, W); any device."""
    windows = canvases.unfold(1, size, 1).unfold(2, size, 1)
    return windows[canvas_index, corners[:, 0], corners[:, 1]]


def light_by_slices(
    canvases: Tensor, probes: Tensor, corners: Tensor, canvas_index: Tensor
) -> Tensor:
    """Windows of ``canvases`` (B, H, W) times ``probes`` (J, P, N, N), in one pass; CPU only."""
    waves = torch.empty_like(probes)
    source = _as_array(canvases)
    windows = _slices(canvases, corners, canvas_index, probes.shape[-1])
    for wave, probe, window in zip(waves.numpy(), _as_array(probes), windows, strict=True):
        wave[...] = source[window] * probe
    return waves


def light_by_index(
    canvases: Tensor, probes: Tensor, corners: Tensor, canvas_index: Tensor
) -> Tensor:
    """Windows of ``canvases`` (B, H, W) times ``probes`` (J, P, N, N); any device."""
    return probes * cut_by_index(canvases, corners, canvas_index, probes.shape[-1]).unsqueeze(1)


def collect_by_slices(
    canvases: Tensor, waves: Tensor, probes: Tensor, corners: Tensor, canvas_index: Tensor
) -> None:
    """Add ``sum_p conj(probes) waves`` (J, P, N, N) into ``canvases`` (B, H, W); CPU only.

    The adjoint of `light_by_slices`. Each pattern is finished while a fast cache holds it.
    """
    target = canvases.detach().numpy()
    windows = _slices(canvases, corners, canvas_index, probes.shape[-1])
    for wave, probe, window in zip(_as_array(waves), _as_array(probes), windows, strict=True):
        here = target[window]
        for mode, light in zip(wave, probe, strict=True):
            asked = light.conj()
            asked *= mode
            here += asked


def collect_by_index(
    canvases: Tensor, waves: Tensor, probes: Tensor, corners: Tensor, canvas_index: Tensor
) -> None:
    """Add ``sum_p conj(probes) waves`` (J, P, N, N) into ``canvases`` (B, H, W); any device."""
    add_by_index(canvases, (probes.conj() * waves).sum(1), corners, canvas_index)


def add_by_slices(canvases: Tensor, patches: Tensor, corners: Tensor, canvas_index: Tensor) -> None:
    """Add windows (J, N, N) into ``canvases`` (B, H, W) in place; CPU only."""
    target = canvases.detach().numpy()
    windows = _slices(canvases, corners, canvas_index, patches.shape[-1])
    for patch, window in zip(_as_array(patches), windows, strict=True):
        here = target[window]
        here += patch


def add_by_index(canvases: Tensor, patches: Tensor, corners: Tensor, canvas_index: Tensor) -> None:
    """Add windows (J, N, N) into contiguous ``canvases`` (B, H, W) in place; any device."""
    height, width = canvases.shape[1:]
    steps = torch.arange(patches.shape[-1], device=canvases.device)
    first = (canvas_index * height + corners[:, 0]) * width + corners[:, 1]
    index = first[:, None, None] + steps[:, None] * width + steps
    target, source = canvases.detach().view(-1), patches.resolve_conj().reshape(-1)
    if canvases.is_complex():
        # Pairs of reals: every accelerator can add those atomically.
        target, source = torch.view_as_real(target), torch.view_as_real(source)
    target.index_add_(0, index.reshape(-1), source)


def _slices(
    canvases: Tensor, corners: Tensor, canvas_index: Tensor, size: int
) -> list[tuple[int, slice, slice]]:
    height, width = canvases.shape[1:]
    places = zip(canvas_index.tolist(), corners.tolist(), strict=True)
    windows = [(b, slice(y, y + size), slice(x, x + size)) for b, (y, x) in places]
    # Slices beyond an edge would silently wrap or shrink.
    assert all(
        0 <= rows.start and rows.stop <= height and 0 <= columns.start and columns.stop <= width
        for _, rows, columns in windows
    ), "a window lies outside its canvas"
    return windows


def _as_array(tensor: Tensor) -> Any:
    return tensor.detach().resolve_conj().numpy()
