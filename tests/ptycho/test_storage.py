"""Arrays that lie in files, and files that change beneath them."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import numpy as np
import pytest

from ptycho.storage import CHANGED, StillFile, in_memory, on_disk


@pytest.fixture
def stack(tmp_path: Path) -> np.memmap:
    path = tmp_path / "stack.bin"
    np.arange(3000, dtype=np.float32).tofile(path)
    return np.memmap(path, np.float32, "r")


def test_a_file_that_stays_as_it_is_may_be_used(stack: np.memmap) -> None:
    still = StillFile(stack)
    for _ in range(3):
        still.check()


@pytest.mark.parametrize("size", [400, 12000, 20000])
def test_a_file_that_is_cut_or_written_to_is_refused(stack: np.memmap, size: int) -> None:
    still = StillFile(stack)
    path = Path(stack.filename)
    with path.open("r+b") as file:
        file.truncate(size)
        file.write(b"other")
    os.utime(path, ns=(1, 1))
    with pytest.raises(OSError, match=CHANGED) as caught:
        still.check()
    assert (caught.value.errno, caught.value.filename) == (errno.ESTALE, str(path))


def test_another_file_under_the_name_leaves_the_array_as_it_was(
    stack: np.memmap, tmp_path: Path
) -> None:
    still = StillFile(stack)
    other = tmp_path / "other.bin"
    other.write_bytes(b"short")
    other.replace(stack.filename)
    still.check()
    assert stack[2999] == 2999
    Path(stack.filename).unlink()
    still.check()


def test_arrays_in_memory_and_in_files_without_a_name_are_always_still() -> None:
    for array in (in_memory((4, 2)), on_disk((4, 2))):
        StillFile(array).check()
