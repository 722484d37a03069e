"""Where a stack of patterns is kept: in memory, or in a file that the system pages in and out."""

import errno
import mmap
import os
import tempfile
import threading
import time
import weakref
from collections.abc import Callable
from math import prod
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

LARGEST_IN_MEMORY_BYTES = 1 << 28
CHANGED = "was changed while it was in use"
"""What `StillFile.check` says."""
_LET_GO_EVERY_S = 0.05
_ROWS_AT_ONCE = 16
Allocate = Callable[[tuple[int, ...]], npt.NDArray[np.float32]]
Progress = Callable[[int], None]
"""Is told of each piece of a stack that was read, checked or written, in bytes."""


def unseen(n_bytes: int) -> None:
    """The progress that nobody looks at."""
    del n_bytes


def in_memory(shape: tuple[int, ...]) -> npt.NDArray[np.float32]:
    """An uninitialised float32 array of any shape."""
    return np.empty(shape, np.float32)


def by_size(shape: tuple[int, ...]) -> npt.NDArray[np.float32]:
    """An array of any shape: in memory what is small, on disk what is large."""
    return in_memory(shape) if 4 * prod(shape) <= LARGEST_IN_MEMORY_BYTES else on_disk(shape)


def on_disk(shape: tuple[int, ...]) -> npt.NDArray[np.float32]:
    """A float32 array of any shape in a temporary file without a name, gone with the array.

    The process lets go of its pages again and again, so that they count as its memory for a moment
    only, however large the array; they stay in the system's cache while there is room. Raises
    OSError where the disk has no room for all of it.
    """
    with tempfile.TemporaryFile(prefix="ptycho-") as file:
        _reserve(file.fileno(), 4 * prod(shape))
        return paged(np.memmap(file, np.float32, "w+", shape=shape))


def paged(array: "np.memmap[Any, np.dtype[np.float32]]") -> npt.NDArray[np.float32]:
    """The same array in a file, of any shape; the process lets go of its pages again and again."""
    pages: Any = array.base
    if hasattr(mmap, "MADV_DONTNEED"):
        kept = weakref.ref(pages)
        threading.Thread(target=_let_go, args=[kept], name="let-go", daemon=True).start()
    return array


def let_go(array: npt.NDArray[np.float32]) -> None:
    """Unmap the pages of a large array, of any shape, that lies in a file; they stay there."""
    if isinstance(array, np.memmap) and array.nbytes > LARGEST_IN_MEMORY_BYTES:
        pages: Any = array.base
        if hasattr(mmap, "MADV_DONTNEED"):
            pages.madvise(mmap.MADV_DONTNEED)


def rows_of(array: npt.NDArray[np.float32], rows: npt.NDArray[np.int64]) -> npt.NDArray[np.float32]:
    """A copy of some rows of an array of any shape; those of a large file are read a few at a time.

    A row brings in its surroundings: many at once would hold a good part of the file in memory.
    """
    found = np.empty((len(rows), *array.shape[1:]), np.float32)
    for start in range(0, len(rows), _ROWS_AT_ONCE):
        some = rows[start : start + _ROWS_AT_ONCE]
        found[start : start + len(some)] = array[some]
        let_go(array)
    return found


def _let_go(kept: "weakref.ref[mmap.mmap]") -> None:
    """Unmap the pages of a shared mapping while it lives; what was written stays in the file."""
    while (pages := kept()) is not None:
        pages.madvise(mmap.MADV_DONTNEED)
        del pages
        time.sleep(_LET_GO_EVERY_S)


def _reserve(file: int, n_bytes: int) -> None:
    """Take the room now: a page that finds the disk full later would end the process."""
    if not hasattr(os, "posix_fallocate"):
        return
    try:
        os.posix_fallocate(file, 0, n_bytes)
    except OSError as error:
        if error.errno != errno.EOPNOTSUPP:
            raise OSError(error.errno, error.strerror, tempfile.gettempdir()) from None


class StillFile:
    """The file that an array lies in, which must stay as it is while the array is used.

    A page that a shortened file no longer has would end the process without a word.
    """

    def __init__(self, array: npt.NDArray[Any]) -> None:
        """``array`` of any shape; one in memory or in a file without a name is always still."""
        name = array.filename if isinstance(array, np.memmap) else None
        self._path = os.fspath(name) if isinstance(name, (str, os.PathLike)) else None
        self._state = self._look()

    def check(self) -> None:
        """Raise OSError if the file was written to or cut; one put in its place is another file."""
        if self._path is None:
            return
        now = self._look()
        if now is None or self._state is None or now[0] != self._state[0]:
            return
        if now != self._state:
            raise OSError(errno.ESTALE, CHANGED, self._path)

    def _look(self) -> tuple[tuple[int, int], int, int] | None:
        """Which file the path leads to, its size in bytes and when it was written (ns)."""
        if self._path is None:
            return None
        try:
            found = Path(self._path).stat()
        except FileNotFoundError:
            return None
        return (found.st_dev, found.st_ino), found.st_size, found.st_mtime_ns
