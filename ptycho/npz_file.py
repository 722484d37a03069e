"""NPZ files read without unpickling and block by block, and written all or nothing.

An NPZ is a zip of ``.npy`` members. ``numpy.load`` reads a member whole and in its own dtype;
here a large member is read in blocks along its slowest axis, so that a conversion never holds the
array twice. Headers are read without the data behind them.
"""

import errno
import struct
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from math import prod
from pathlib import Path
from typing import IO, Any, Literal

import numpy as np
import numpy.typing as npt

from ptycho.archives import (
    DAMAGE,
    LARGEST_RATIO,
    SUSPICIOUS_BYTES,
    SUSPICIOUS_RATIO,
    Checksum,
    check_archive,
    check_regular,
    reason_of,
)
from ptycho.atomic import whole_file
from ptycho.storage import Progress, unseen
from ptycho_generated.faults import Fault, InputError

Array = npt.NDArray[Any]

_FILE_SIGNATURES = {
    b"\x93NUMPY": "a single NPY array",
    b"\x89HDF\r\n\x1a\n": "an HDF5 file",
    b"II*\x00": "a TIFF image",
    b"MM\x00*": "a TIFF image",
    b"\x89PNG": "a PNG image",
}
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_BYTES_PER_BLOCK = 1 << 24
_MOST_BYTES = 2**62
_HEADER_ALLOWANCE = 1 << 16
_ZIP_NAME_LENGTHS = 26  # offset in the header before a member's data
_EARLIEST_ZIP_DATE = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class ArrayHeader:
    """What the header of one array says; ``shape`` is in the order numpy would show."""

    shape: tuple[int, ...]
    dtype: np.dtype[Any]
    fortran_order: bool

    @property
    def stored_shape(self) -> tuple[int, ...]:
        """Shape in the order of the bytes, slowest axis first."""
        return self.shape[::-1] if self.fortran_order else self.shape

    def __str__(self) -> str:
        return f"{self.dtype} {self.shape}"


def _read_header(member: IO[bytes]) -> ArrayHeader:
    """Header at the start of an ``.npy`` stream; the stream is left at the first data byte."""
    version = np.lib.format.read_magic(member)
    if version == (1, 0):
        shape, fortran_order, dtype = np.lib.format.read_array_header_1_0(member)
    elif version == (2, 0):
        shape, fortran_order, dtype = np.lib.format.read_array_header_2_0(member)
    else:
        raise ValueError(f"NPY format {version[0]}.{version[1]} holds no plain numbers")
    if any(type(length) is not int for length in shape):  # True would pass as a 1
        raise ValueError(f"a length that is no whole number in shape {shape}")
    if any(length < 0 for length in shape):
        raise ValueError(f"negative length in shape {shape}")
    if prod(length or 1 for length in shape) * dtype.itemsize > _MOST_BYTES:  # 0 hides the others
        raise ValueError("a length beyond what any memory holds")
    return ArrayHeader(shape, dtype, fortran_order)


@contextmanager
def _open_npz(path: Path) -> Iterator[zipfile.ZipFile]:
    """The zip behind ``path``; every way in which it cannot be read becomes an InputError."""
    check_regular(path)
    try:
        with path.open("rb") as file:
            signature = file.read(8)
            if not zipfile.is_zipfile(file):
                raise InputError([_not_an_npz(path, signature)])
            with zipfile.ZipFile(file) as archive:
                check_archive(archive, path.stat().st_size)
                yield archive
    except FileNotFoundError:
        fault = Fault(str(path), "there is no such file", "check the path")
        raise InputError([fault]) from None
    except IsADirectoryError:
        fault = Fault(str(path), "this is a folder", "name the NPZ file in it")
        raise InputError([fault]) from None
    except OSError as error:
        reason = error.strerror or str(error)
        fault = Fault(str(path), f"cannot be read ({reason})", "check the path and its permissions")
        raise InputError([fault]) from None
    except InputError:
        raise
    except DAMAGE as error:
        problem = f"the file is damaged ({reason_of(error)})"
        fault = Fault(str(path), problem, "copy or write it again")
        raise InputError([fault]) from None


def _not_an_npz(path: Path, signature: bytes) -> Fault:
    for start, name in _FILE_SIGNATURES.items():
        if signature.startswith(start):
            return Fault(str(path), f"this is {name}, not an NPZ", "save it with numpy.savez")
    if not signature:
        return Fault(str(path), "the file is empty", "copy or write it again")
    return Fault(str(path), "this is not an NPZ file", "save the arrays with numpy.savez")


def read_headers(path: Path) -> dict[str, ArrayHeader]:
    """Key -> header of every array in the file; no array data is read.

    Raises InputError for a missing, unreadable or damaged file, for one that is no NPZ, and for a
    header that promises more data than the file can hold.
    """
    headers = {}
    with _open_npz(path) as archive:
        for info in archive.infolist():
            if info.filename.endswith(".npy"):
                with archive.open(info) as member:
                    header = _read_header(member)
                if not header.dtype.hasobject:
                    _check_size(header, info)
                headers[info.filename.removesuffix(".npy")] = header
    return headers


def _check_size(header: ArrayHeader, info: zipfile.ZipInfo) -> None:
    """A small file must not make the reader reserve memory for a large array."""
    largest = LARGEST_RATIO * info.compress_size + _HEADER_ALLOWANCE
    if _bytes_of(header) > min(info.file_size, largest):
        raise ValueError(f"array {info.filename!a} is shorter than its header says")


def _bytes_of(header: ArrayHeader) -> int:
    return prod(header.shape) * header.dtype.itemsize


def _check_worth(path: Path, key: str, header: ArrayHeader) -> None:
    """Refuse to fill the memory with an array that a far smaller file only pretends to hold."""
    size = _bytes_of(header)
    if size < SUSPICIOUS_BYTES:
        return
    with _open_npz(path) as archive:
        packed = archive.getinfo(f"{key}.npy").compress_size
    if size > SUSPICIOUS_RATIO * packed:
        problem = f"unpacks {packed} bytes to {size}"
        fault = Fault(f"{path}, key {key}", problem, "save it with numpy.savez, unpacked")
        raise InputError([fault])


def read_blocks(path: Path, key: str) -> Iterator[tuple[int, Array]]:
    """Consecutive (start, block) pieces of one array of any shape along its slowest stored axis.

    Blocks have the header's ``stored_shape`` beyond the first axis, are read-only, and hold about
    16 MiB each. Raises InputError like ``read_headers``, also in place of the EOFError of a member
    that ends early; the dtype must not hold objects.
    """
    with _open_npz(path) as archive, archive.open(f"{key}.npy") as member:
        header = _read_header(member)
        assert not header.dtype.hasobject, "checked by the caller: objects would need unpickling"
        rows, *rest = header.stored_shape if header.shape else (1,)
        bytes_per_row = header.dtype.itemsize * prod(rest)
        step = max(1, _BYTES_PER_BLOCK // max(1, bytes_per_row))
        for start in range(0, rows, step):
            count = min(step, rows - start)
            data = member.read(count * bytes_per_row)
            if len(data) < count * bytes_per_row:
                raise EOFError(f"array {key} ends early")
            yield start, np.frombuffer(data, header.dtype).reshape(count, *rest)


def checksum_of(path: Path, key: str) -> Checksum:
    """The check sum of one array of the file, which waits for the values behind its header.

    Raises InputError like ``read_headers``.
    """
    with _open_npz(path) as archive:
        info = archive.getinfo(f"{key}.npy")
        with archive.open(info) as member:
            _read_header(member)
            size = member.tell()
            member.seek(0)
            return Checksum(info.CRC, member.read(size))


def map_stored(path: Path, key: str) -> np.memmap[Any, Any] | None:
    """An array of the file in place, paged in as it is touched; None where it is compressed.

    Shape and order are the header's. Its check sum is not verified, see `checksum_of`. Raises
    InputError like ``read_headers``.
    """
    with _open_npz(path) as archive:
        info = archive.getinfo(f"{key}.npy")
        if info.compress_type != zipfile.ZIP_STORED:
            return None
        with archive.open(info) as member:
            header = _read_header(member)
            header_size = member.tell()
    with path.open("rb") as file:  # the names before the data may differ from those in the index
        file.seek(info.header_offset + _ZIP_NAME_LENGTHS)
        name_size, extra_size = struct.unpack("<HH", file.read(4))
    start = info.header_offset + _ZIP_NAME_LENGTHS + 4 + name_size + extra_size + header_size
    order: Literal["F", "C"] = "F" if header.fortran_order else "C"
    return np.memmap(path, header.dtype, "r", start, header.shape, order)


def read_array(path: Path, key: str, header: ArrayHeader) -> Array:
    """One whole array of any shape, in its own dtype and order.

    Raises InputError like ``read_blocks``.
    """
    _check_worth(path, key, header)
    stored = np.empty(header.stored_shape, header.dtype)
    rows = stored.reshape(1) if not header.shape else stored
    for start, block in read_blocks(path, key):
        rows[start : start + len(block)] = block
    return stored.T if header.fortran_order else stored


class _Told:
    """A member that is written to, and tells how far that has come."""

    def __init__(self, member: IO[bytes], progress: Progress) -> None:
        self._member, self._progress = member, progress

    def write(self, data: bytes) -> int:
        written = self._member.write(data)
        self._progress(written)
        return written


def write_npz(path: Path, arrays: Mapping[str, Array], progress: Progress = unseen) -> None:
    """Write ``arrays`` of any shape under their names; equal arrays give equal bytes at any time.

    Arrays that lie on disk are not taken into memory whole, and ``progress`` is told of each piece.
    The file appears under its own name only when it is complete. Raises InputError where it
    cannot be written, and OSError where the disk is full.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with whole_file(path) as partial, zipfile.ZipFile(partial, "w") as archive:
            for name, array in arrays.items():
                entry = zipfile.ZipInfo(f"{name}.npy", date_time=_EARLIEST_ZIP_DATE)
                with archive.open(entry, "w", force_zip64=True) as member:
                    told: Any = _Told(member, progress)
                    np.lib.format.write_array(told, np.asanyarray(array), allow_pickle=False)
    except OSError as error:
        if error.errno in _FULL:
            raise
        reason = error.strerror or str(error)
        fault = Fault(str(path), f"cannot be written ({reason})", "choose another output folder")
        raise InputError([fault]) from None
