"""One run at a time in a folder: a lock that ends with its process, however that ends."""

import errno
import logging
import os
import platform
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

from ptycho_generated.faults import Fault, InputError

fcntl: Any = None
with suppress(ImportError):  # not every system has POSIX locks
    fcntl = import_module("fcntl")

_log = logging.getLogger(__name__)
LOCK_NAME = ".lock"
_TAKEN = (errno.EACCES, errno.EAGAIN)


class FolderLock:
    """The lock of a folder. A process that was started by the holder does not inherit it."""

    def __init__(self, path: Path, file: int) -> None:
        self._path, self._file = path, file

    def release(self) -> None:
        """Let others in."""
        self._path.unlink(missing_ok=True)
        os.close(self._file)


def lock_folder(folder: Path) -> FolderLock | None:
    """Lock a folder; None where the system or the disk knows no locks.

    Raises InputError where another process has locked it, and OSError where it cannot be written.
    """
    if fcntl is None:
        return None
    path = folder / LOCK_NAME
    while True:
        file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if path.exists() and os.path.samestat(path.stat(), os.fstat(file)):
                os.ftruncate(file, 0)
                os.write(file, f"process {os.getpid()} on {platform.node()}\n".encode())
                return FolderLock(path, file)
        except OSError as error:
            if error.errno in _TAKEN:
                fault = _in_use(folder, file)
                os.close(file)
                raise InputError([fault]) from None
            _log.warning("%s cannot be locked (%s)", folder, error.strerror)
            os.close(file)
            return None
        os.close(file)  # the holder before has removed this file meanwhile


def check_not_in_use(folder: Path) -> None:
    """Raise InputError where another process has locked the folder; nothing is written."""
    try:
        file = os.open(folder / LOCK_NAME, os.O_RDWR | os.O_CLOEXEC)
    except (OSError, ValueError):
        return
    try:
        if fcntl is not None:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in _TAKEN:
            raise InputError([_in_use(folder, file)]) from None
    finally:
        os.close(file)


def _in_use(folder: Path, file: int) -> Fault:
    holder = os.pread(file, 200, 0).decode(errors="replace").strip()
    problem = f"{folder} is in use by another run ({holder or 'just begun'})"
    return Fault("--output-dir", problem, "wait for it, or choose another folder")
