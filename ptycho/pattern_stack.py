"""The stack of diffraction patterns: read into float32 block by block, and checked.

Dimensions: M patterns, N patch side.
"""

from typing import Any

import numpy as np
import numpy.typing as npt

from ptycho.archives import Checksum
from ptycho.measurement import EvidenceCollector
from ptycho.scan_fields import FileFaults, Layout
from ptycho.scan_source import ScanSource
from ptycho.storage import (
    LARGEST_IN_MEMORY_BYTES,
    Allocate,
    Progress,
    in_memory,
    let_go,
    paged,
    unseen,
)

_VALUES_PER_CHECK = 1 << 18
"""Values that are checked at once: what fits the second-level cache."""
_SMALLEST_MAPPED_BYTES = 1 << 26
"""A smaller stack is copied, so that its file may be overwritten while it is in use."""


def stack_in_place(
    source: ScanSource, layout: Layout
) -> "np.memmap[Any, np.dtype[np.float32]] | None":
    """The stack (M,N,N) as it lies in its file; None where it is not stored as it is used.

    That is float32, pattern after pattern and not packed. It cannot be written to; opening it takes
    no time and no memory.
    """
    header = source.headers[layout.key]
    as_used = header.dtype == np.float32 and not header.fortran_order
    return source.mapped(layout.key) if as_used and layout.axes == (0, 1, 2) else None


def map_stack(source: ScanSource, layout: Layout) -> npt.NDArray[np.float32] | None:
    """A large stack (M,N,N) as it lies in its file; None where it has to be read.

    Whether its bad pixels are 0, as those of a stack in use must be, is for `check_stack` to find.
    """
    if 4 * layout.n_patterns * layout.patch_size**2 < _SMALLEST_MAPPED_BYTES:
        return None
    mapped = stack_in_place(source, layout)
    if mapped is None or mapped.nbytes <= LARGEST_IN_MEMORY_BYTES:
        return mapped
    return paged(mapped)


def read_stack(
    source: ScanSource,
    layout: Layout,
    allocate: Allocate = in_memory,
    progress: Progress = unseen,
) -> npt.NDArray[np.float32]:
    """The patterns as float32 (M,N,N), values as in the file. Raises InputError if unreadable."""
    header = source.headers[layout.key]
    stack = allocate((layout.n_patterns, layout.patch_size, layout.patch_size))
    in_file_order = stack.transpose(np.argsort(layout.axes))
    stored = in_file_order.T if header.fortran_order else in_file_order
    with np.errstate(over="ignore"):  # beyond float32 becomes Inf and is reported as such
        for start, block in source.blocks(layout.key):
            stored[start : start + len(block)] = block
            progress(4 * block.size)
    return stack


class _Findings:
    """What is wrong with the values so far: kind -> (how many, index of the first)."""

    def __init__(self) -> None:
        self.by_kind: dict[str, tuple[int, list[int]]] = {}

    def note(self, kind: str, bad: npt.NDArray[np.bool_], start: int) -> None:
        """Count the True elements of ``bad``, whose first axis begins at pattern ``start``."""
        if bad.any():
            index = [int(i) for i in np.argwhere(bad)[0]]
            count, first = self.by_kind.get(kind, (0, [start + index[0], *index[1:]]))
            self.by_kind[kind] = (count + int(np.count_nonzero(bad)), first)


def check_stack(
    stack: npt.NDArray[np.float32],
    mask: npt.NDArray[np.bool_] | None,
    dtype: np.dtype[Any],
    key: str,
    faults: FileFaults,
    checksum: Checksum | None = None,
    progress: Progress = unseen,
) -> EvidenceCollector | None:
    """Zero the bad pixels in place, report what cannot be a measurement, collect evidence.

    None, and nothing reported, where bad pixels of a stack that cannot be written to are not 0.
    ``stack`` (M,N,N) is what the file holds, ``mask`` (N,N) is true for good pixels;
    ``dtype`` is that of the file: the largest value of a wide integer marks gaps in a detector.
    ``checksum`` is given where nobody has read the values before. Raises ValueError where it does
    not agree with them.
    """
    wide_integer = dtype.kind in "ui" and dtype.itemsize >= 4
    gap_marker = np.float32(np.iinfo(dtype).max) if wide_integer else np.float32(np.inf)
    gaps = f"at the largest value of {dtype}, which marks gaps,"
    values, patterns, evidence = _Findings(), _Findings(), EvidenceCollector()
    step = max(1, _VALUES_PER_CHECK // max(1, stack[0].size))
    for start in range(0, len(stack), step):
        let_go(stack)
        block = stack[start : start + step]
        if checksum is not None:
            checksum.add(block.reshape(-1).view(np.uint8).data)
        if mask is not None and not mask.all():
            if stack.flags.writeable:
                block[:, ~mask] = 0
            elif block[:, ~mask].any():
                return None
        progress(block.nbytes)
        largest = block.reshape(len(block), -1).max(axis=1)  # NaN where there is one
        if not (block.min() >= 0 and largest.max() < gap_marker):
            values.note("NaN or Inf", ~np.isfinite(block), start)
            values.note("negative", np.less(block, 0), start)
            if wide_integer:
                values.note(gaps, np.greater_equal(block, gap_marker), start)
            largest = np.count_nonzero(block, axis=(1, 2))
        patterns.note("zero everywhere", np.equal(largest, 0), start)
        if not values.by_kind:
            evidence.add(block)
    if checksum is not None:
        checksum.verify()
    for kind, (count, first) in values.by_kind.items():
        where = "pattern {}, row {}, column {}".format(*first)
        problem = f"{count} of {stack.size} values are {kind} (first at {where})"
        cure = "correct them, or mark these detector pixels in bad_pixels"
        faults.add(key, problem, cure)
    for kind, (count, first) in patterns.by_kind.items():
        problem = f"{count} of {len(stack)} patterns are {kind} (first is pattern {first[0]})"
        faults.add(key, problem, "remove these patterns and their positions")
    return evidence
