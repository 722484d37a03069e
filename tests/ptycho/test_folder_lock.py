"""A folder is used by one process at a time, and a dead one leaves it free."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ptycho.folder_lock import LOCK_NAME, check_not_in_use, lock_folder
from ptycho_generated.faults import InputError

HOLD = """
import sys
from pathlib import Path
from ptycho.folder_lock import lock_folder
lock = lock_folder(Path(sys.argv[1]))
print("locked", flush=True)
sys.stdin.read()
lock.release()
"""


@contextmanager
def holder(folder: Path, repository: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that has locked a folder."""
    path = os.pathsep.join(map(str, (repository, repository / "generated")))
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": path},
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "locked\n"
        yield process
        process.kill()


def test_a_folder_in_use_is_refused_by_name(tmp_path: Path, repository: Path) -> None:
    with holder(tmp_path, repository) as process:
        for ask in (lock_folder, check_not_in_use):
            with pytest.raises(InputError) as caught:
                ask(tmp_path)
            (fault,) = caught.value.faults
            assert fault.place == "--output-dir"
            assert f"{tmp_path} is in use by another run (process {process.pid} on " in str(fault)


def test_a_killed_process_keeps_no_lock(tmp_path: Path, repository: Path) -> None:
    with holder(tmp_path, repository) as process:
        process.kill()
        process.wait()
    assert (tmp_path / LOCK_NAME).exists()
    check_not_in_use(tmp_path)
    lock = lock_folder(tmp_path)
    assert lock is not None
    lock.release()


def test_a_lock_leaves_nothing_behind(tmp_path: Path) -> None:
    check_not_in_use(tmp_path)
    for _ in range(2):
        lock = lock_folder(tmp_path)
        assert lock is not None
        assert (tmp_path / LOCK_NAME).read_text("utf-8").startswith(f"process {os.getpid()} on ")
        lock.release()
        assert not list(tmp_path.iterdir())
