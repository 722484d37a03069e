"""Where a stack of patterns is kept: in memory, or in a file that the system pages in and out."""

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

    Its pages can be dropped by the system at any time, so it needs no memory of its own.
    """
    with tempfile.TemporaryFile(prefix="ptycho-") as file:
        return np.memmap(file, np.float32, "w+", shape=shape)
