"""The folder a command writes to: its configuration, where that came from, and its log."""

import json
import logging
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from logging.handlers import MemoryHandler
from pathlib import Path
from typing import Any

from ptycho.atomic import remove_partial, write_whole
from ptycho.config.run_text import run_file_text
from ptycho.folder_lock import FolderLock, check_not_in_use, lock_folder
from ptycho_generated.faults import Fault, InputError
from ptycho_generated.merge import Resolved, Said
from ptycho_generated.values import to_data


def open_run_folder(
    folder: Path, results: tuple[str, ...], log: "RunLog", *, overwrite: bool
) -> None:
    """Make the folder, and remove ``results`` of an earlier run from it if that is wanted.

    It is locked until the ``log`` is closed. Raises InputError where another run uses it, where
    there are results and they must stay, or where the folder cannot be made or written to.
    """
    check_not_in_use(folder)
    _check_results(folder, results, overwrite=overwrite)
    make_folder(folder)
    log.lock = lock_folder(folder)
    for name in _check_results(folder, results, overwrite=overwrite):
        _remove(folder / name)  # what a shorter run does not write again must not stay behind
    for place in (folder, folder / "checkpoints", folder / "previews"):
        remove_partial(place)


def make_folder(folder: Path) -> None:
    """Make a folder to write to. Raises InputError where that cannot be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        problem = f"{folder} cannot be made ({getattr(error, 'strerror', None) or error})"
        raise InputError(
            [Fault("--output-dir", problem, "choose a folder you may write")]
        ) from None
    if not os.access(folder, os.W_OK | os.X_OK):
        problem = f"{folder} cannot be written to"
        raise InputError([Fault("--output-dir", problem, "choose a folder you may write")])


def _check_results(folder: Path, results: tuple[str, ...], *, overwrite: bool) -> list[str]:
    """Results that are there; InputError where they must stay."""
    try:
        present = [name for name in results if (folder / name).exists()]
    except OSError as error:
        fault = Fault(
            "--output-dir", f"{folder} cannot be read ({error.strerror})", "choose another"
        )
        raise InputError([fault]) from None
    if present and not overwrite:
        problem = f"{folder} holds results already ({', '.join(present)})"
        raise InputError([Fault("--output-dir", problem, "choose another folder or --overwrite")])
    return present


def is_within(path: Path, folder: Path) -> bool:
    """Whether a file lies in a folder, whatever links lead there."""
    return folder.resolve() in path.resolve().parents


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()


def write_configuration(folder: Path, resolved: Resolved) -> None:
    """Write ``config.yaml``, which can be fed back, and ``provenance.json``."""
    write_whole(folder / "config.yaml", run_file_text(resolved))
    origins = {
        name: _origin(resolved.winner(name)) | {"losers": list(map(_origin, resolved.losers(name)))}
        for name in resolved.said
    }
    write_json(folder / "provenance.json", origins)


def _origin(said: Said) -> dict[str, Any]:
    return {"value": to_data(said.value), "layer": said.layer, "place": said.place}


def write_json(path: Path, content: Any) -> None:
    """Write data as indented JSON, in one piece."""
    write_whole(path, json.dumps(content, indent=2, allow_nan=False) + "\n")


_TALKATIVE = ("lightning", "lightning.pytorch", "lightning.fabric")


class _RunFile(logging.FileHandler):
    """A log whose disk may be full: what it cannot write is lost, the run itself says why."""

    def handleError(self, record: logging.LogRecord) -> None:
        """Pass over what the disk did not take."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handleError(record)

    def close(self) -> None:
        """Close; what is still held back may be lost."""
        with suppress(OSError):
            super().close()


class RunLog:
    """Messages of a run: held back until there is a folder, then in its ``run.log``."""

    def __init__(self) -> None:
        self.held = MemoryHandler(capacity=10**6, flushLevel=logging.CRITICAL + 1)
        self.file: _RunFile | None = None
        self.lock: FolderLock | None = None

    def write_to(self, folder: Path, *, append: bool = False) -> None:
        """Write ``run.log`` into the folder from now on, beginning with what was held back."""
        mode = "a" if append else "w"
        self.file = _RunFile(
            folder / "run.log", mode=mode, encoding="utf-8", errors="backslashreplace"
        )
        self.file.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
        self.held.setTarget(self.file)
        self.held.flush()
        logging.getLogger().removeHandler(self.held)
        logging.getLogger().addHandler(self.file)

    def close(self) -> None:
        """Stop writing, and let others use the folder."""
        if self.lock is not None:
            self.lock.release()
        for handler in (self.held, self.file):
            if handler is not None:
                logging.getLogger().removeHandler(handler)
                handler.close()


@contextmanager
def start_log(*, quiet: bool) -> Iterator[RunLog]:
    """Collect messages while the block runs; our own ones go to stderr too, unless quiet."""
    root, log = logging.getLogger(), RunLog()
    console = logging.StreamHandler()
    console.setLevel(logging.ERROR if quiet else logging.INFO)
    console.addFilter(lambda record: record.name.startswith("ptycho"))
    for name in _TALKATIVE:  # they print beside the root logger unless told not to
        logging.getLogger(name).handlers.clear()
        logging.getLogger(name).propagate = True
    level = root.level
    root.setLevel(logging.INFO)
    root.addHandler(log.held)
    root.addHandler(console)
    logging.captureWarnings(True)
    try:
        yield log
    except InputError:
        raise
    except Exception as error:  # whatever it is, run.log holds it before it goes on to the caller
        if log.file is not None:
            console.setLevel(logging.CRITICAL + 1)
            logging.getLogger(__name__).critical("the run failed", exc_info=error)
            error.add_note(f"the traceback is in {log.file.baseFilename}")
        raise
    finally:
        logging.captureWarnings(False)
        root.removeHandler(console)
        root.setLevel(level)
        log.close()
