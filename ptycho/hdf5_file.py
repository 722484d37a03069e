"""HDF5 files from outside: opened without following them anywhere else, and bounded.

Links to other files, datasets whose data lie in other files, and datasets that declare more than
the file can hold are refused before anything is read.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from math import isfinite
from pathlib import Path
from typing import Any

import h5py
import numpy as np

from ptycho.archives import (
    LARGEST_RATIO,
    SUSPICIOUS_BYTES,
    SUSPICIOUS_RATIO,
    check_regular,
    reason_of,
)
from ptycho_generated.faults import Fault, InputError

_LARGEST_CHUNK_BYTES = 1 << 28
_MOST_LINKS = 16
_CURE = "copy the data into one file (h5repack)"


@contextmanager
def opened(path: Path) -> Iterator[h5py.File]:
    """A file to read from; every way in which it cannot be read becomes an InputError."""
    check_regular(path)
    try:
        with h5py.File(path, "r", rdcc_nbytes=1 << 20) as file:
            yield file
    except InputError:
        raise
    except (OSError, RuntimeError, LookupError, TypeError, ValueError, MemoryError) as error:
        problem = f"cannot be read ({reason_of(error)})"
        raise InputError([Fault(str(path), problem, "copy or write it again")]) from None


def dataset(path: Path, file: h5py.File, name: str) -> h5py.Dataset | None:
    """The dataset called ``name``, None where there is none.

    Raises InputError where its data lie outside the file or cannot be as large as it says.
    """
    found = member(path, file, name)
    if not isinstance(found, h5py.Dataset):
        return None
    place = f"{path}, key {name}"
    if found.is_virtual or found.external:
        raise InputError([Fault(place, "keeps its data in other files", _CURE)])
    problem = _size_problem(found, path.stat().st_size)
    if problem:
        raise InputError([Fault(place, problem, "copy or write the file again")])
    return found


def member(path: Path, group: h5py.Group, name: str, links: int = 0) -> Any:
    """Group or dataset at a path; None where there is none.

    Raises InputError for a link to another file, and for links that go in circles.
    """
    found: Any = group
    for part in filter(None, name.split("/")):
        if not isinstance(found, h5py.Group):
            return None
        link = found.get(part, getlink=True)
        if link is None:
            return None
        if isinstance(link, h5py.SoftLink):
            if links == _MOST_LINKS:
                raise InputError([Fault(f"{path}, key {name}", "links in circles", _CURE)])
            start = found.file["/"] if link.path.startswith("/") else found
            found = member(path, start, link.path, links + 1)
        elif isinstance(link, h5py.HardLink):
            found = found[part]
        else:
            raise InputError([Fault(f"{path}, key {name}", "is a link to another file", _CURE)])
    return found


def _size_problem(found: h5py.Dataset, file_size: int) -> str | None:
    """What shows that a dataset cannot be as large as it says; None where nothing does."""
    if found.shape is None:
        return "is empty"
    needed = int(found.size) * found.dtype.itemsize
    stored = int(found.id.get_storage_size())
    if stored > file_size:
        return "says that it takes more bytes than the file has"
    if found.chunks is None:
        offset = found.id.get_offset() or 0
        if needed > stored or offset + stored > file_size:
            return f"declares {needed} bytes and stores {min(stored, file_size)}"
        return None
    chunk = int(np.prod(found.chunks, dtype=object)) * found.dtype.itemsize
    if chunk > max(_LARGEST_CHUNK_BYTES, stored):
        return f"unpacks in pieces of {chunk} bytes"
    if needed > LARGEST_RATIO * stored:
        return f"declares {needed} bytes and stores {stored}"
    return None


def read_whole(path: Path, found: h5py.Dataset) -> np.ndarray[Any, Any]:
    """All of a dataset. Raises InputError where a small file would fill the memory."""
    needed, stored = int(found.size) * found.dtype.itemsize, int(found.id.get_storage_size())
    if needed > SUSPICIOUS_BYTES and needed > SUSPICIOUS_RATIO * stored:
        problem = f"unpacks {stored} bytes to {needed}"
        raise InputError([Fault(f"{path}, key {found.name}", problem, "save it unpacked")])
    return np.asarray(found[()])


def number(value: Any) -> float | None:
    """A scalar dataset or attribute as a number; None where it is none or not finite."""
    if isinstance(value, h5py.Dataset):
        small = value.size == 1 and value.dtype.kind in "biuf"
        value = value[()] if small else None
    array = np.asarray(value)
    if array.size != 1 or array.dtype.kind not in "biuf":
        return None
    found = float(array.reshape(())[()])
    return found if isfinite(found) else None


def length(value: Any) -> float | None:
    """A number that must be positive, such as a length or an energy; None where it is not."""
    found = number(value)
    return found if found is not None and found > 0.0 else None
