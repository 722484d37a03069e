"""The stack of diffraction patterns: read into float32 block by block, and checked.

Dimensions: M patterns, N patch side.
"""

from typing import Any

import numpy as np
import numpy.typing as npt

from ptycho.measurement import EvidenceCollector
from ptycho.scan_fields import FileFaults, Layout
from ptycho.scan_source import ScanSource
from ptycho.storage import Allocate, in_memory

_PATTERNS_PER_CHECK = 64


def read_stack(
    source: ScanSource, layout: Layout, allocate: Allocate = in_memory
) -> npt.NDArray[np.float32]:
    """The patterns as float32 (M,N,N), values as in the file. Raises InputError if unreadable."""
    header = source.headers[layout.key]
    stack = allocate((layout.n_patterns, layout.patch_size, layout.patch_size))
    in_file_order = stack.transpose(np.argsort(layout.axes))
    stored = in_file_order.T if header.fortran_order else in_file_order
    with np.errstate(over="ignore"):  # beyond float32 becomes Inf and is reported as such
        for start, block in source.blocks(layout.key):
            stored[start : start + len(block)] = block
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
) -> EvidenceCollector:
    """Zero the bad pixels in place, report what cannot be a measurement, collect evidence.

    ``stack`` (M,N,N) is what the file holds, ``mask`` (N,N) is true for good pixels;
    ``dtype`` is that of the file: the largest value of a wide integer marks gaps in a detector.
    """
    wide_integer = dtype.kind in "ui" and dtype.itemsize >= 4
    gap_marker = np.float32(np.iinfo(dtype).max) if wide_integer else np.float32(np.inf)
    gaps = f"at the largest value of {dtype}, which marks gaps,"
    values, patterns, evidence = _Findings(), _Findings(), EvidenceCollector()
    for start in range(0, len(stack), _PATTERNS_PER_CHECK):
        block = stack[start : start + _PATTERNS_PER_CHECK]
        if mask is not None and not mask.all():
            block[:, ~mask] = 0
        values.note("NaN or Inf", ~np.isfinite(block), start)
        values.note("negative", np.less(block, 0), start)
        if wide_integer:
            values.note(gaps, np.greater_equal(block, gap_marker), start)
        n_lit = np.count_nonzero(block, axis=(1, 2))
        patterns.note("zero everywhere", np.equal(n_lit, 0), start)
        if not values.by_kind:
            evidence.add(block)
    for kind, (count, first) in values.by_kind.items():
        where = "pattern {}, row {}, column {}".format(*first)
        problem = f"{count} of {stack.size} values are {kind} (first at {where})"
        cure = "correct them, or mark these detector pixels in bad_pixels"
        faults.add(key, problem, cure)
    for kind, (count, first) in patterns.by_kind.items():
        problem = f"{count} of {len(stack)} patterns are {kind} (first is pattern {first[0]})"
        faults.add(key, problem, "remove these patterns and their positions")
    return evidence
