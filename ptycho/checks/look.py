"""What is looked at: every value of a file once, and a sample of its patterns closely.

Dimensions: M patterns, N patch side in the file, n patch side that is used, K patterns of a sample.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
import numpy.typing as npt

from ptycho.measurement import EvidenceCollector, MeasuredAs, Measurement, decide_measurement
from ptycho.orientation import check_area, orient_mask, orient_stack, probe_of_mean_pattern
from ptycho.raw_data import Scan
from ptycho.reading import Reading
from ptycho.scan_fields import (
    FileFaults,
    Layout,
    find_layout,
    load_mask,
    load_positions,
    load_probe,
    load_truth,
)
from ptycho.scan_source import ScanSource, open_source
from ptycho.storage import in_memory, rows_of
from ptycho_generated.faults import Fault, InputError

if TYPE_CHECKING:
    from ptycho.checks.steps import Steps

_SAMPLED_VALUES = 6_000_000
_MOST_SAMPLED, _FEWEST_SAMPLED = 512, 48
_LOCAL_PATTERNS = 32
_MOST_BYTES, _MOST_PACKED_BYTES = 3 << 30, 1 << 29
_PATTERNS_PER_BLOCK = 64
_T = TypeVar("_T")


@dataclass(frozen=True, eq=False)
class Look:
    """What was seen of one scan, in the form of the contract.

    ``amplitudes`` (K,n,n) of the patterns ``indices`` spread over the scan, ``local`` of the
    patterns ``local_indices`` around its middle; ``dark`` lists patterns without light;
    ``n_seen`` of the ``n_patterns`` had all their values looked at.
    """

    path: Path
    kind: str
    n_patterns: int
    n_seen: int
    amplitudes: npt.NDArray[np.float32]
    indices: npt.NDArray[np.int64]
    local: npt.NDArray[np.float32]
    local_indices: npt.NDArray[np.int64]
    dark: npt.NDArray[np.int64]
    mask: npt.NDArray[np.bool_]
    positions_yx_px: npt.NDArray[np.float64]
    probe: npt.NDArray[np.complex64]
    probe_is_given: bool
    truth_shape: tuple[int, ...] | None
    measured_as: MeasuredAs
    measured_because: str

    @property
    def patch_size(self) -> int:
        """Side n of the patterns that are used, in pixels."""
        return int(self.amplitudes.shape[-1])

    @cached_property
    def steps(self) -> "Steps":
        """How far apart neighbouring positions are."""
        from ptycho.checks.steps import steps_between  # its imports take long

        return steps_between(self.positions_yx_px)

    @cached_property
    def mean_counts(self) -> npt.NDArray[np.float64]:
        """Mean of the sampled patterns (n,n), in counts; bad pixels are 0."""
        return np.asarray(np.square(self.amplitudes, dtype=np.float64).mean(axis=0))


def look_at_scan(scan: Scan, *, probe_is_given: bool = True) -> Look:
    """Look at a scan that was read already; its values are known to be good."""
    spread, local = _samples(scan.n_patterns, scan.patch_size, scan.positions_yx_px)
    return Look(
        path=scan.path,
        kind="scan",
        n_patterns=scan.n_patterns,
        n_seen=scan.n_patterns,
        amplitudes=rows_of(scan.amplitudes, spread),
        indices=spread,
        local=rows_of(scan.amplitudes, local),
        local_indices=local,
        dark=np.empty(0, np.int64),
        mask=scan.mask,
        positions_yx_px=scan.positions_yx_px,
        probe=scan.probe,
        probe_is_given=probe_is_given,
        truth_shape=None if scan.truth is None else scan.truth.shape,
        measured_as=scan.measured_as,
        measured_because=scan.measured_because,
    )


def look_at_file(
    path: Path, measurement: Measurement, reading: Reading
) -> tuple[Look | None, list[Fault]]:
    """Look at a file; None where its faults leave nothing to look at closely."""
    try:
        source = open_source(path)
        faults = FileFaults(source.path, source.names)
        layout = find_layout(source.headers, faults)
        if layout is not None:
            check_area(reading, layout.patch_size, path)
        positions = load_positions(source, layout, faults, reading)
        probe = None
        if reading.probe_source == "file":
            probe = load_probe(source, layout, faults, reading)
        mask = load_mask(source, layout, faults)
        truth = load_truth(source, faults)
        if layout is None or mask is None:
            return None, faults
        where = np.zeros((layout.n_patterns, 2)) if positions is None else positions
        values = _Values(source, layout, mask, where)
        values.report(faults)
    except InputError as error:
        return None, list(error.faults)
    if positions is None or values.bad or (probe is None and reading.probe_source == "file"):
        return None, faults
    return _close_look(values, positions, probe, truth, measurement, reading), faults


def _close_look(
    values: "_Values",
    positions: npt.NDArray[np.float64],
    probe: npt.NDArray[np.complex64] | None,
    truth: npt.NDArray[np.complex64] | None,
    measurement: Measurement,
    reading: Reading,
) -> Look:
    collector = EvidenceCollector()
    for start in range(0, len(values.spread_values), _PATTERNS_PER_BLOCK):
        collector.add(values.spread_values[start : start + _PATTERNS_PER_BLOCK])
    power = None if probe is None else float(np.square(np.abs(probe), dtype=np.float64).sum())
    measured_as, because = decide_measurement(
        measurement, collector.evidence(power), str(values.source.path)
    )

    def amplitudes(raw: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        return orient_stack(np.sqrt(raw) if measured_as == "counts" else raw, reading, in_memory)

    spread, mask = amplitudes(values.spread_values), orient_mask(values.mask, reading)
    return Look(
        path=values.source.path,
        kind=values.source.format,
        n_patterns=values.layout.n_patterns,
        n_seen=values.n_seen,
        amplitudes=spread,
        indices=values.spread,
        local=amplitudes(values.local_values),
        local_indices=values.local,
        dark=values.dark,
        mask=mask,
        positions_yx_px=positions,
        probe=probe_of_mean_pattern(spread, mask) if probe is None else probe,
        probe_is_given=probe is not None,
        truth_shape=None if truth is None else truth.shape,
        measured_as=measured_as,
        measured_because=because,
    )


def _samples(
    n_patterns: int, patch_size: int, positions: npt.NDArray[np.float64]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Patterns spread evenly over the scan, and patterns around its middle, both ascending."""
    count = int(np.clip(_SAMPLED_VALUES // patch_size**2, _FEWEST_SAMPLED, _MOST_SAMPLED))
    spread = np.unique(np.linspace(0, n_patterns - 1, min(count, n_patterns)).astype(np.int64))
    distance = np.square(positions - np.median(positions, axis=0)).sum(axis=1)
    local = np.sort(np.argsort(distance, kind="stable")[:_LOCAL_PATTERNS])
    return spread, local


class _Values:
    """One pass over the stack: what cannot be a measurement, and the samples."""

    def __init__(
        self,
        source: ScanSource,
        layout: Layout,
        mask: npt.NDArray[np.bool_],
        positions: npt.NDArray[np.float64],
    ) -> None:
        self.source, self.layout, self.mask = source, layout, mask
        self.bad: dict[str, tuple[int, list[int]]] = {}
        self.n_seen = 0
        dark: list[npt.NDArray[np.int64]] = []
        mapped = source.mapped(layout.key)
        most = _MOST_PACKED_BYTES if mapped is None else _MOST_BYTES
        bytes_per_pattern = layout.patch_size**2 * source.headers[layout.key].dtype.itemsize
        seen = min(layout.n_patterns, max(most // bytes_per_pattern, _FEWEST_SAMPLED))
        self.spread, self.local = _samples(seen, layout.patch_size, positions[:seen])
        size = (layout.patch_size, layout.patch_size)
        self.spread_values = np.empty((len(self.spread), *size), np.float32)
        self.local_values = np.empty((len(self.local), *size), np.float32)
        for start, whole in _ahead(_pattern_blocks(source, layout, mapped)):
            block = whole[: seen - start]
            dark.append(start + self._look(start, block))
            self._keep(start, block, self.spread, self.spread_values)
            self._keep(start, block, self.local, self.local_values)
            self.n_seen = start + len(block)
            if self.n_seen >= seen:
                break
        self.dark = np.concatenate(dark)

    def _look(self, start: int, block: npt.NDArray[Any]) -> npt.NDArray[np.int64]:
        """Note impossible values; indices in the block of patterns without light."""
        flat = block.reshape(len(block), -1)
        largest = flat.max(axis=1)  # NaN where there is one
        suspicious = not np.isfinite(largest).all() or flat.min() < 0
        gap = np.iinfo(block.dtype).max if self._marks_gaps(block.dtype) else None
        if suspicious or (gap is not None and (largest >= gap).any()):
            good = np.where(self.mask, block, 0)
            self._note("NaN or Inf", ~np.isfinite(good), start)
            self._note("negative", np.less(good, 0), start)
            if gap is not None:
                text = f"at the largest value of {block.dtype}, which marks gaps,"
                self._note(text, np.greater_equal(good, gap), start)
        return np.flatnonzero(np.equal(largest, 0))

    @staticmethod
    def _marks_gaps(dtype: np.dtype[Any]) -> bool:
        return dtype.kind in "ui" and dtype.itemsize >= 4

    def _note(self, kind: str, bad: npt.NDArray[np.bool_], start: int) -> None:
        if bad.any():
            first = [int(i) for i in np.argwhere(bad)[0]]
            count, where = self.bad.get(kind, (0, [start + first[0], *first[1:]]))
            self.bad[kind] = (count + int(np.count_nonzero(bad)), where)

    def _keep(
        self,
        start: int,
        block: npt.NDArray[Any],
        wanted: npt.NDArray[np.int64],
        kept: npt.NDArray[np.float32],
    ) -> None:
        first, end = np.searchsorted(wanted, (start, start + len(block)))
        if end > first:
            kept[first:end] = np.where(self.mask, block[wanted[first:end] - start], 0)

    def report(self, faults: FileFaults) -> None:
        """Add what is wrong with the values to ``faults``."""
        for kind, (count, where) in self.bad.items():
            place = "pattern {}, row {}, column {}".format(*where)
            cure = "correct them, or mark these detector pixels in bad_pixels"
            faults.add(self.layout.key, f"{count} values are {kind} (first at {place})", cure)
        if self.dark.size:
            problem = (
                f"{self.dark.size} of {self.n_seen} patterns are zero everywhere "
                f"(first is pattern {self.dark[0]})"
            )
            faults.add(self.layout.key, problem, "remove these patterns and their positions")


def _ahead(items: Iterator[_T]) -> Iterator[_T]:
    """The same items; while one is looked at, a thread reads or unpacks the next."""
    with ThreadPoolExecutor(1) as pool:
        coming = pool.submit(next, items, None)
        while (item := coming.result()) is not None:
            coming = pool.submit(next, items, None)
            yield item


def _pattern_blocks(
    source: ScanSource, layout: Layout, mapped: np.memmap[Any, Any] | None
) -> Iterator[tuple[int, npt.NDArray[Any]]]:
    """Blocks (k,N,N) of the stack in its own dtype, whatever the order of its axes."""
    header = source.headers[layout.key]
    in_order = layout.axes == (0, 1, 2) and not header.fortran_order
    if mapped is None and in_order:
        for start, block in source.blocks(layout.key):
            for first in range(0, len(block), _PATTERNS_PER_BLOCK):
                yield start + first, block[first : first + _PATTERNS_PER_BLOCK]
        return
    if mapped is not None and in_order:
        yield from _read_ahead(mapped)
        return
    stack = np.transpose(source.read(layout.key), layout.axes)
    for start in range(0, len(stack), _PATTERNS_PER_BLOCK):
        yield start, np.ascontiguousarray(stack[start : start + _PATTERNS_PER_BLOCK])


def _read_ahead(mapped: np.memmap[Any, Any]) -> Iterator[tuple[int, npt.NDArray[Any]]]:
    """Blocks of an array in a file, each in the memory of the one before the last.

    No page is touched twice. Reading so is several times as fast as touching the map page by page.
    """
    assert mapped.filename is not None
    buffers = np.empty((2, _PATTERNS_PER_BLOCK, *mapped.shape[1:]), mapped.dtype)
    with Path(mapped.filename).open("rb", buffering=0) as file:
        file.seek(mapped.offset)
        for number, start in enumerate(range(0, len(mapped), _PATTERNS_PER_BLOCK)):
            block = buffers[number % 2, : min(_PATTERNS_PER_BLOCK, len(mapped) - start)]
            if file.readinto(block.view(np.uint8).reshape(-1).data) < block.nbytes:
                fault = Fault(str(mapped.filename), "became shorter", "copy or write it again")
                raise InputError([fault])
            yield start, block
