"""Where a stack of patterns is kept: in memory, or in a file that the system pages in and out."""

import errno
import os
import tempfile
from collections.abc import Callable
from math import prod

import numpy as np
import numpy.typing as npt

LARGEST_IN_MEMORY_BYTES = 1 << 28
Allocate = Callable[[tuple[int, ...]], npt.NDArray[np.float32]]


def in_memory(shape: tuple[int, ...]) -> npt.NDArray[np.float32]:
    """An uninitialised float32 array."""
    return np.empty(shape, np.float32)


def by_size(shape: tuple[int, ...]) -> npt.NDArray[np.float32]:
    """In memory what is small, on disk what is large."""
    return in_memory(shape) if 4 * prod(shape) <= LARGEST_IN_MEMORY_BYTES else on_disk(shape)


def on_disk(shape: tuple[int, ...]) -> npt.NDArray[np.float32]:
    """A float32 array in a temporary file without a name, gone with the array.

    Its pages can be dropped by the system at any time, so it needs no memory of its own. Raises
    OSError where the disk has no room for all of it.
    """
    with tempfile.TemporaryFile(prefix="ptycho-") as file:
        _reserve(file.fileno(), 4 * prod(shape))
        return np.memmap(file, np.float32, "w+", shape=shape)


def _reserve(file: int, n_bytes: int) -> None:
    """Take the room now: a page that finds the disk full later would end the process."""
    if not hasattr(os, "posix_fallocate"):
        return
    try:
        os.posix_fallocate(file, 0, n_bytes)
    except OSError as error:
        if error.errno != errno.EOPNOTSUPP:
            raise OSError(error.errno, error.strerror, tempfile.gettempdir()) from None
