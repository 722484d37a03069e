"""Groups of patterns in the arrays that older programs expect.

Dimensions: M patterns, B groups, C patterns per group, N patch side. Axis 2 of offsets is (x, y).
"""

import warnings
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ptycho import params
from ptycho.grouping import nearest_groups
from ptycho.measurement import intensity_scale
from ptycho_generated.faults import Fault, InputError

if TYPE_CHECKING:
    from ptycho.raw_data import RawData


def grouped(
    raw: "RawData",
    *,
    patch_size: int,
    n_neighbours: int,
    n_groups: int,
    gridsize: int | None,
    seed: int,
) -> dict[str, Any]:
    """``n_groups`` groups of ``gridsize**2`` patterns (None: as the legacy dictionary says).

    A group is a pattern, drawn without repetition (each serves once if ``n_groups`` asks for as
    many), and others drawn from its ``n_neighbours`` nearest, or from as many as it needs. Keys:
    ``diffraction`` (B, N, N, C) amplitudes, ``X_full`` the same normalised, ``coords_offsets``
    (B, 1, 2, 1) centre of each group, ``coords_relative`` (B, 1, 2, C) centre of the group minus
    each position, ``nn_indices`` (B, C), ``raw_data`` the whole scan. Raises InputError where the
    scan has no such groups.
    """
    scan = raw.scan
    size = (params.get("gridsize") if gridsize is None else gridsize) ** 2
    faults = []
    if patch_size != scan.patch_size:
        problem = f"{patch_size} is not the side of the patterns, {scan.patch_size}"
        faults.append(Fault("N", problem, "give the side of the patterns"))
    if size > scan.n_patterns:
        problem = f"groups of {size} cannot be filled from {scan.n_patterns} patterns"
        faults.append(Fault("gridsize", problem, "give a smaller one"))
    if faults:
        raise InputError(faults)
    if n_neighbours < size - 1:
        message = f"K={n_neighbours} cannot fill groups of {size}: {size - 1} are taken"
        warnings.warn(message, UserWarning, stacklevel=3)
    n_neighbours = max(n_neighbours, size - 1)
    members = _draw(scan.positions_yx_px, n_groups, size, n_neighbours, seed)
    positions_xy = scan.positions_yx_px[members][..., ::-1]  # (B, C, 2)
    centres = positions_xy.mean(1, keepdims=True)
    stack = np.moveaxis(scan.amplitudes[members], 1, -1)
    return {
        "diffraction": stack,
        "X_full": stack
        / np.float32(intensity_scale(scan.amplitudes[members].reshape(-1, *stack.shape[1:3]))),
        "coords_offsets": centres.transpose(0, 2, 1)[:, None],
        "coords_relative": (centres - positions_xy).transpose(0, 2, 1)[:, None],
        "nn_indices": members.astype(np.int32),
        "raw_data": raw,
    }


def _draw(
    positions_yx_px: NDArray[np.float64], n_groups: int, size: int, n_neighbours: int, seed: int
) -> NDArray[np.int64]:
    """Members (B, C) of each group, its own pattern first."""
    random = np.random.default_rng(seed)
    n_patterns = len(positions_yx_px)
    own = np.sort(random.permutation(n_patterns)[:n_groups])
    near = nearest_groups(positions_yx_px, positions_yx_px[own], n_neighbours + 1)
    # Of two patterns at one place either may come first.
    others = np.stack(
        [row[row != one][: near.shape[1] - 1] for row, one in zip(near, own, strict=True)]
    )
    picked = random.permuted(np.broadcast_to(np.arange(others.shape[1]), others.shape), axis=1)
    picked = np.sort(picked[:, : size - 1], axis=1)
    return np.concatenate([own[:, None], np.take_along_axis(others, picked, axis=1)], axis=1)
