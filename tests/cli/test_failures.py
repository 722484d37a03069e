"""What gives way beside the program is told in one line, with what to do."""

from __future__ import annotations

import errno
import os
import sqlite3

import pytest

from ptycho.storage import CHANGED
from ptycho_torch.cli.failures import failure

VALUES = {"batch_size": 8, "accum_steps": 2, "num_workers": 3, "output_dir": "run"}
VALUES |= {"strategy": "ddp", "ddp_timeout": "00:00:00:20"}


def os_error(number: int, path: str | None = None) -> OSError:
    return OSError(number, os.strerror(number), path)


@pytest.mark.parametrize(
    ("error", "place", "problem", "cure"),
    [
        (os_error(errno.ENOSPC, "run/a.npz"), "run/a.npz", "the disk is full", "make room"),
        (os_error(errno.ENOSPC), "--output-dir run", "the disk is full", "--resume auto"),
        (os_error(errno.EDQUOT, "x"), "x", "the disk is full", "make room"),
        (os_error(errno.EFBIG, "x"), "x", "the disk is full", "make room"),
        (os_error(errno.EACCES, "x"), "x", "permission was lost", "restore the permission"),
        (os_error(errno.EROFS, "x"), "x", "permission was lost", "--resume auto"),
        (os_error(errno.ESTALE, "x"), "x", "cannot be reached any more", "restore it"),
        (OSError(errno.ESTALE, CHANGED, "a.npz"), "a.npz", CHANGED, "leave the file as it is"),
        (OSError(f"Caught OSError in DataLoader worker: {CHANGED}"), "the scan", CHANGED, "leave"),
        (sqlite3.OperationalError("database or disk is full"), "--output-dir run", "full", "room"),
        (MemoryError(), "--batch-size 8", "memory", "--batch-size 4 with --accumulate-grad-b"),
        (
            RuntimeError("[enforce fail] DefaultCPUAllocator: can't allocate memory: you tried"),
            "--batch-size 8",
            "memory",
            "--accumulate-grad-batches 4",
        ),
        (
            RuntimeError("DataLoader worker (pid 7) is killed by signal: Killed. \nmore"),
            "--num-workers 3",
            "(DataLoader worker (pid 7) is killed by signal: Killed)",
            "fewer workers",
        ),
        (
            RuntimeError("Application timeout caused pair closure"),
            "--ddp-timeout 00:00:00:20",
            "a process waited in vain for another (Application timeout caused pair closure)",
            "wait longer, then go on with --resume auto",
        ),
    ],
)
def test_a_known_failure_is_named(error: Exception, place: str, problem: str, cure: str) -> None:
    for raised in (error, _because_of(error)):
        fault = failure("train", raised, VALUES)
        assert fault is not None
        assert fault.place == place
        assert problem in fault.problem
        assert cure in fault.cure
        assert "\n" not in str(fault)


def _because_of(error: Exception) -> Exception:
    try:
        try:
            raise error
        except type(error):
            raise KeyError("while it was told") from None
    except KeyError as later:
        return later


def test_another_command_names_its_own_batch() -> None:
    fault = failure("infer", MemoryError(), {"inference_batch_size": 64, "output_dir": "out"})
    assert fault is not None
    assert fault.place == "--inference-batch-size 64"
    assert "run it again" in fault.cure


def test_what_is_not_known_is_our_fault() -> None:
    for error in (KeyError("x"), ValueError("y"), os_error(errno.EINVAL, "x")):
        assert failure("train", error, VALUES) is None
