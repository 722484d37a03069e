"""The data contract: one ptychographic scan, read from a file and checked in every respect.

Dimensions: M patterns, J of them, N patch side, P incoherent probe modes, H W object canvas.

Keys of the file: ``diff3d`` (or ``diffraction``), (M,N,N) or (N,N,M), counts or their square
roots, zero frequency at the centre; ``xcoords``, ``ycoords`` (M,), the patch centre in object
pixels; ``probeGuess`` (N,N) or (P,N,N); optional ``objectGuess`` (H,W) and ``bad_pixels`` (N,N),
True = bad, and ``object_pixel_size_m`` (). HDF5 layouts are brought to these keys by
``ptycho.hdf5_source``.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from os import PathLike
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from ptycho.measurement import EvidenceCollector, MeasuredAs, Measurement, decide_measurement
from ptycho.npz_file import ArrayHeader, write_npz
from ptycho.orientation import (
    check_area,
    object_pixel_size_m,
    orient_mask,
    orient_stack,
    probe_of_mean_pattern,
)
from ptycho.pattern_stack import check_stack, map_stack, read_stack
from ptycho.reading import AS_THE_CONTRACT_SAYS, Reading
from ptycho.scan_fields import (
    FileFaults,
    Layout,
    find_layout,
    load_mask,
    load_positions,
    load_probe,
    load_truth,
)
from ptycho.scan_source import ArraySource, ScanSource, open_source
from ptycho.storage import Allocate, Progress, by_size, unseen
from ptycho_generated.faults import Fault, InputError


@dataclass(frozen=True, eq=False)
class Scan:
    """One scan. A patch covers the object rows [y - N/2, y + N/2) and the columns likewise.

    ``amplitudes`` float32 (M,N,N): square roots of the counts, zero frequency at the centre, bad
    pixels 0; ``positions_yx_px`` float64 (M,2): patch centres; ``probe`` complex64 (P,N,N);
    ``mask`` bool (N,N): True = good pixel; ``truth`` complex64 (H,W) or None: known object, its
    element [i, j] at position (i, j). ``measured_as`` says what the file held, ``measured_because``
    why that was taken; ``pixel_size_m`` is the size of an object pixel where it is known.
    """

    path: Path
    amplitudes: npt.NDArray[np.float32]
    positions_yx_px: npt.NDArray[np.float64]
    probe: npt.NDArray[np.complex64]
    mask: npt.NDArray[np.bool_]
    truth: npt.NDArray[np.complex64] | None
    measured_as: MeasuredAs
    measured_because: str
    pixel_size_m: float | None = None

    @property
    def n_patterns(self) -> int:
        """Number of diffraction patterns M."""
        return len(self.amplitudes)

    @property
    def patch_size(self) -> int:
        """Side N of a pattern in pixels."""
        return int(self.amplitudes.shape[-1])

    def select(self, patterns: npt.NDArray[np.integer[Any]] | slice) -> "Scan":
        """The scan made of these patterns only; a slice shares memory, indices (J,) copy."""
        return replace(
            self,
            amplitudes=self.amplitudes[patterns],
            positions_yx_px=self.positions_yx_px[patterns],
        )


def scan_keys(path: str | PathLike[str]) -> dict[str, ArrayHeader]:
    """Key -> shape and dtype of every array in the file, from the headers alone.

    Raises InputError for a missing, damaged or unsuitable file.
    """
    return dict(open_source(Path(path)).headers)


def peek_patch_size(path: str | PathLike[str]) -> int:
    """Side N of the patterns, from the headers alone.

    Raises InputError for an unreadable file and for patterns that are missing or have no sensible
    shape.
    """
    source = open_source(Path(path))
    faults = FileFaults(source.path, source.names)
    layout = find_layout(source.headers, faults)
    faults.raise_if_any()
    assert layout is not None, "a missing layout is a fault"
    return layout.patch_size


def load_scan(
    path: str | PathLike[str],
    *,
    measurement: Measurement = "auto",
    reading: Reading = AS_THE_CONTRACT_SAYS,
    allocate: Allocate = by_size,
    progress: Progress = unseen,
) -> Scan:
    """Read and check one scan; nothing is unpickled and the stack is held as float32.

    ``measurement`` "counts" or "amplitude" says what the patterns hold; "auto" decides from the
    data (see ``ptycho.measurement``). ``reading`` undoes what departs from the contract.
    ``allocate`` decides where the stack is kept; a large one is kept on disk. ``progress`` is told
    of every value twice, when it is read and when it is checked. A constant
    ``objectGuess`` counts as no truth. Raises InputError with every fault of the file.
    """
    return _scan_in(open_source(Path(path)), measurement, reading, allocate, progress)


def scan_from_arrays(
    arrays: Mapping[str, npt.NDArray[Any]],
    *,
    name: str = "arrays",
    measurement: Measurement = "auto",
    allocate: Allocate = by_size,
) -> Scan:
    """The scan that a program holds in memory, checked like one in a file; arrays are not changed.

    ``arrays`` are under the contract's keys (patterns (M,N,N), positions (M,), probe (P,N,N) or
    (N,N), ...), in any numeric dtype; ``name`` stands where faults
    name a file. Raises InputError with every fault.
    """
    source = ArraySource(arrays, name)
    return _scan_in(source, measurement, AS_THE_CONTRACT_SAYS, allocate, unseen)


def _scan_in(
    source: ScanSource,
    measurement: Measurement,
    reading: Reading,
    allocate: Allocate,
    progress: Progress,
) -> Scan:
    faults = FileFaults(source.path, source.names)
    layout = find_layout(source.headers, faults)
    if layout is not None:
        check_area(reading, layout.patch_size, source.path)
    positions = load_positions(source, layout, faults, reading)
    probe = None
    if reading.probe_source == "file":
        probe = load_probe(source, layout, faults, reading)
    mask = load_mask(source, layout, faults)
    truth = load_truth(source, faults)
    stack = evidence = None
    if layout is not None:
        stack, evidence = _checked_stack(source, layout, mask, allocate, faults, progress)
    faults.raise_if_any()
    assert layout is not None and stack is not None and evidence is not None, "missing is a fault"
    assert positions is not None and mask is not None, "what is missing is a fault"
    power = None if probe is None else float(np.square(np.abs(probe), dtype=np.float64).sum())
    measured_as, because = decide_measurement(
        measurement, evidence.evidence(power), str(source.path)
    )
    if measured_as == "counts":
        stack = np.sqrt(stack, out=stack if stack.flags.writeable else allocate(stack.shape))
    stack, mask = orient_stack(stack, reading, allocate), orient_mask(mask, reading)
    return Scan(
        path=source.path,
        amplitudes=stack,
        positions_yx_px=positions,
        probe=probe_of_mean_pattern(stack, mask) if probe is None else probe,
        mask=mask,
        truth=truth if _same_pixels(reading, layout.patch_size) else None,
        measured_as=measured_as,
        measured_because=because,
        pixel_size_m=_pixel_size(source, reading, layout.patch_size),
    )


def _checked_stack(
    source: ScanSource,
    layout: Layout,
    mask: npt.NDArray[np.bool_] | None,
    allocate: Allocate,
    faults: FileFaults,
    progress: Progress,
) -> tuple[npt.NDArray[np.float32], EvidenceCollector]:
    """The stack, in its file where it needs no change, and what its values tell."""
    dtype = source.headers[layout.key].dtype
    stack = map_stack(source, layout)
    if stack is not None:
        checksum = source.checksum(layout.key)
        try:
            evidence = check_stack(stack, mask, dtype, layout.key, faults, checksum, progress)
        except ValueError as error:
            problem = f"the file is damaged ({error})"
            fault = Fault(str(source.path), problem, "copy or write it again")
            raise InputError([fault]) from None
        if evidence is not None:
            return stack, evidence
    stack = read_stack(source, layout, allocate, progress)
    evidence = check_stack(stack, mask, dtype, layout.key, faults, progress=progress)
    assert evidence is not None, "this stack can be written to"
    return stack, evidence


def _same_pixels(reading: Reading, file_size: int) -> bool:
    """Whether an object pixel of the file is one of the patterns that are used."""
    unchanged = reading.pattern_crop_px in (None, file_size)
    return unchanged and reading.position_flip == "none" and reading.position_order == "yx"


def _pixel_size(source: ScanSource, reading: Reading, file_size: int) -> float | None:
    """Size in m of an object pixel of the patterns that are used, where it is known."""
    size = object_pixel_size_m(reading, source.geometry, file_size)
    return None if size is None else size * file_size / (reading.pattern_crop_px or file_size)


def save_scan(
    path: str | PathLike[str],
    scan: Scan,
    *,
    metadata: Mapping[str, object] | None = None,
    progress: Progress = unseen,
) -> None:
    """Write ``scan`` under the contract's keys, amplitudes as they are, all or nothing.

    ``metadata`` is kept as JSON text under ``_metadata``. The same scan gives the same bytes.
    ``progress`` is told of each piece that is written. Raises InputError where the file cannot be
    written.
    """
    y, x = scan.positions_yx_px.T
    arrays: dict[str, npt.NDArray[Any]] = {
        "diff3d": scan.amplitudes,
        "xcoords": np.ascontiguousarray(x),
        "ycoords": np.ascontiguousarray(y),
        "scan_index": np.zeros(scan.n_patterns, np.int64),
        "probeGuess": scan.probe[0] if len(scan.probe) == 1 else scan.probe,
    }
    if scan.truth is not None:
        arrays["objectGuess"] = scan.truth
    if not scan.mask.all():
        arrays["bad_pixels"] = ~scan.mask
    if scan.pixel_size_m is not None:
        arrays["object_pixel_size_m"] = np.array(scan.pixel_size_m)
    if metadata is not None:
        arrays["_metadata"] = np.array(json.dumps(metadata, sort_keys=True))
    write_npz(Path(path), arrays, progress)


_ONLY_PTYCHODUS_WRITES = frozenset({"bad_pixels", "xcoords_start", "ycoords_start"})
"""Keys that stand together in no other scan file."""


@dataclass(frozen=True, eq=False)
class RawData:
    """A scan under the names that older programs use.

    ``xcoords`` and ``ycoords`` are patch centres in object pixels, ``diff3d`` amplitudes.
    """

    scan: Scan
    scan_index: npt.NDArray[np.int64]
    """(M,): object that a pattern belongs to."""
    middle_yx_px: tuple[float, float]
    """Where the middle of the object array lies in the frame of the positions."""

    @classmethod
    def from_file(cls, path: str | PathLike[str]) -> "RawData":
        """Read a scan file, with coordinates as the data contract or ptychodus has them.

        Raises InputError with every fault of it.
        """
        scan, keys = load_scan(path), scan_keys(path)
        if keys.keys() >= _ONLY_PTYCHODUS_WRITES:
            offset = _centre_offset_px(scan.patch_size)
            scan = replace(scan, positions_yx_px=scan.positions_yx_px + offset)
        header = keys.get("objectGuess")
        known = header is not None and len(header.shape) == 2
        middle = [side / 2 for side in header.shape] if header and known else _middle_of(scan)
        return cls(scan, np.zeros(scan.n_patterns, np.int64), (middle[0], middle[1]))

    @classmethod
    def from_coords_without_pc(
        cls,
        xcoords: npt.ArrayLike,
        ycoords: npt.ArrayLike,
        diff3d: npt.ArrayLike,
        probeGuess: npt.ArrayLike,
        scan_index: npt.ArrayLike,
        objectGuess: npt.ArrayLike | None = None,
    ) -> "RawData":
        """Take a scan from arrays; ``diff3d`` (M, N, N) holds counts or their square roots.

        Coordinates are where the middle of a patch lies, index ``(N - 1) / 2``, as ptychodus counts
        them; those of the result are where element ``N // 2`` lies, as in the data contract.
        Raises InputError with every fault.
        """
        arrays = {
            "diff3d": np.asarray(diff3d),
            "xcoords": np.asarray(xcoords),
            "ycoords": np.asarray(ycoords),
            "probeGuess": np.asarray(probeGuess),
        }
        if objectGuess is not None:
            arrays["objectGuess"] = np.asarray(objectGuess)
        scan = scan_from_arrays(arrays)
        offset = _centre_offset_px(scan.patch_size)
        scan = replace(scan, positions_yx_px=scan.positions_yx_px + offset)
        middle = _middle_of(scan)
        if objectGuess is not None:
            middle = [side / 2 for side in arrays["objectGuess"].shape]
        return cls(scan, np.asarray(scan_index, np.int64), (middle[0], middle[1]))

    @property
    def xcoords(self) -> npt.NDArray[np.float64]:
        """(M,): column of each patch centre in object pixels."""
        return self.scan.positions_yx_px[:, 1]

    @property
    def ycoords(self) -> npt.NDArray[np.float64]:
        """(M,): row of each patch centre in object pixels."""
        return self.scan.positions_yx_px[:, 0]

    @property
    def diff3d(self) -> npt.NDArray[np.float32]:
        """(M, N, N): amplitudes, zero frequency at the centre."""
        return self.scan.amplitudes

    @property
    def probeGuess(self) -> npt.NDArray[np.complex64]:
        """(P, N, N): probe modes."""
        return self.scan.probe

    @property
    def objectGuess(self) -> npt.NDArray[np.complex64] | None:
        """(H, W): the object as known beforehand; None where it is constant or not given."""
        return self.scan.truth

    def generate_grouped_data(
        self,
        N: int,
        K: int = 4,
        nsamples: int = 1,
        gridsize: int | None = None,
        seed: int = 0,
    ) -> dict[str, Any]:
        """Groups of neighbouring patterns; see `ptycho.grouped_data.grouped`."""
        from ptycho.grouped_data import grouped

        return grouped(
            self, patch_size=N, n_neighbours=K, n_groups=nsamples, gridsize=gridsize, seed=seed
        )


def _centre_offset_px(patch_size: int) -> float:
    """What a coordinate of ptychodus is short of one of the data contract."""
    return patch_size // 2 - (patch_size - 1) / 2


def _middle_of(scan: Scan) -> list[float]:
    positions = scan.positions_yx_px
    return [float(side) for side in (positions.min(0) + positions.max(0)) / 2]
