"""Groups of neighbouring patterns as training samples.

Dimensions: B groups (canvases), J patterns, C patterns per group, N patch side, H W canvas.
A group is a tile of the scan on its own small canvas. Some of its patterns are input: the network
reconstructs the tile from them. The others are held out, and the tile is judged on how well it
predicts them. That judgement needs no ground truth, and noise in the input cannot be fitted.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.utils.data import Dataset

from ptycho.grouping import NeighbourIndex
from ptycho_generated.faults import Fault, InputError
from ptycho_torch.data.scan_tensors import ScanTensors
from ptycho_torch.physics.measurement import Measurement

_CENTRES, _SPLITS = 0, 1
"""Names of the independent random streams."""


class GroupBatch(NamedTuple):
    """B groups; canvas b belongs to group b."""

    inputs: Measurement
    """Patterns that the network sees, group after group, nearest to the group's centre first."""
    held_out: Measurement
    """Patterns that the result is judged on; none if every pattern is input."""
    canvas_shapes: tuple[tuple[int, int], ...]
    """Height and width of each group's canvas."""
    labels: Tensor | None = None
    """(B, H, W) complex: the object to be learned, in units of its own; zero beyond a canvas."""

    @property
    def n_groups(self) -> int:
        """Number of groups B."""
        return self.inputs.n_canvases


class GroupDataset(Dataset[GroupBatch]):
    """Random tiles of one scan. Item i is a pure function of (seed, epoch, i).

    The number of loader workers and an interrupted run therefore change nothing. Every pattern
    serves as the centre of a group once before any serves twice, across epochs too.
    """

    def __init__(
        self,
        scan: ScanTensors,
        *,
        gridsize: int,
        n_groups: int | None,
        input_fraction_min: float,
        input_fraction_max: float,
        seed: int,
        fixed: bool,
    ) -> None:
        """Draw groups of ``gridsize**2`` patterns (fewer if the scan has fewer).

        ``n_groups`` per epoch; None makes an epoch about one pass over the scan. The share of
        patterns that is input is drawn between ``input_fraction_min`` and ``input_fraction_max``,
        leaving at least one on either side; a share of 1 makes every pattern input.
        ``fixed`` repeats the first epoch's groups for ever, as validation needs.

        Raises InputError if patterns must be held out and groups hold a single one.
        """
        assert 0.0 < input_fraction_min <= input_fraction_max <= 1.0
        self._scan = scan
        self._size = min(gridsize**2, scan.n_patterns)
        if self._size < 2 and input_fraction_min < 1.0:
            raise InputError([_single_pattern_fault(gridsize, scan.n_patterns)])
        self._n_groups = n_groups or -(-scan.n_patterns // self._size)
        self._fractions = (input_fraction_min, input_fraction_max)
        self._seed = seed
        self._fixed = fixed
        self._neighbours = NeighbourIndex(scan.positions_yx_px)
        # In shared memory, so that a change reaches loader workers that already run.
        self._epoch = torch.zeros((), dtype=torch.int64).share_memory_()  # type: ignore[no-untyped-call]

    def set_epoch(self, epoch: int) -> None:
        """Draw the groups of ``epoch`` from now on; must precede the loader's iterator."""
        if not self._fixed:
            self._epoch.fill_(epoch)

    def __len__(self) -> int:
        """Return the number of groups per epoch."""
        return self._n_groups

    def __getitem__(self, index: int) -> GroupBatch:
        """Return group ``index`` of the epoch as a batch of one group."""
        if not 0 <= index < self._n_groups:
            raise IndexError(index)
        draw = int(self._epoch) * self._n_groups + index
        members = self._members(draw)
        is_input = self._split(draw)
        frame_corners = self._scan.corners[torch.from_numpy(members)]
        first = frame_corners.amin(0)
        corners = frame_corners - first
        height, width = (corners.amax(0) + self._scan.patch_size).tolist()
        y, x = first.tolist()
        labels = self._scan.labels
        return GroupBatch(
            inputs=self._scan.select(members[is_input], corners[is_input]),
            held_out=self._scan.select(members[~is_input], corners[~is_input]),
            canvas_shapes=((height, width),),
            labels=None if labels is None else labels[None, y : y + height, x : x + width],
        )

    def _members(self, draw: int) -> NDArray[np.int64]:
        """Return the patterns (C,) of the group, nearest to its centre first."""
        passes, place = divmod(draw, self._scan.n_patterns)
        random = np.random.default_rng([self._seed, _CENTRES, passes])
        centre = random.permutation(self._scan.n_patterns)[place]
        groups = self._neighbours.groups(self._scan.positions_yx_px[[centre]], self._size)
        return groups.reshape(self._size)

    def _split(self, draw: int) -> NDArray[np.bool_]:
        """Return which members (C,) are input."""
        random = np.random.default_rng([self._seed, _SPLITS, draw])
        n_inputs = int(self._size * random.uniform(*self._fractions))
        if self._fractions[0] < 1.0:
            n_inputs = min(max(n_inputs, 1), self._size - 1)
        is_input = np.zeros(self._size, dtype=np.bool_)
        is_input[random.permutation(self._size)[:n_inputs]] = True
        return is_input


def collate_groups(groups: Sequence[GroupBatch]) -> GroupBatch:
    """Join groups into one batch; each keeps its own canvas."""
    return GroupBatch(
        inputs=_join([group.inputs for group in groups]),
        held_out=_join([group.held_out for group in groups]),
        canvas_shapes=tuple(shape for group in groups for shape in group.canvas_shapes),
        labels=_join_labels([group.labels for group in groups if group.labels is not None]),
    )


def _join(parts: Sequence[Measurement]) -> Measurement:
    if len(parts) == 1:
        return parts[0]
    offsets = np.cumsum([0] + [part.n_canvases for part in parts[:-1]]).tolist()
    return Measurement(
        amplitudes=torch.cat([part.amplitudes for part in parts]),
        corners=torch.cat([part.corners for part in parts]),
        fractions=torch.cat([part.fractions for part in parts]),
        canvas_index=torch.cat(
            [part.canvas_index + offset for part, offset in zip(parts, offsets, strict=True)]
        ),
        probes=torch.cat([part.probes for part in parts]),
        mask=_join_masks(parts),
    )


def _join_labels(parts: Sequence[Tensor]) -> Tensor | None:
    if not parts:
        return None
    height, width = (max(part.shape[axis] for part in parts) for axis in (-2, -1))
    joined = parts[0].new_zeros((sum(map(len, parts)), height, width))
    for canvas, label in zip(joined, (label for part in parts for label in part), strict=True):
        canvas[: label.shape[0], : label.shape[1]] = label
    return joined


def _join_masks(parts: Sequence[Measurement]) -> Tensor | None:
    if all(part.mask is None for part in parts):
        return None
    shape = (1, parts[0].patch_size, parts[0].patch_size)
    good = torch.ones(shape, dtype=torch.bool)
    return torch.cat(
        [good.expand(part.n_canvases, -1, -1) if part.mask is None else part.mask for part in parts]
    )


def _single_pattern_fault(gridsize: int, n_patterns: int) -> Fault:
    if n_patterns < 2:
        return Fault("diff3d", "holds a single pattern", "measure at least two that overlap")
    return Fault(
        "--gridsize",
        f"{gridsize} makes groups of a single pattern, which leaves none to be held out",
        "use 2 or more",
    )
