"""Failures of the machine, told in one line: what gave way, and what to do.

Nobody made a mistake in the configuration, so the exit code is that of a failed run; what was
written before stays, and a training goes on from its newest checkpoint.
"""

from __future__ import annotations

import errno

from ptycho.storage import CHANGED
from ptycho_generated.faults import Fault

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_FULL_WORDS = ("No space left on device", "database or disk is full", "Disk quota exceeded")
_FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)
_LOST = (errno.ENOENT, errno.ESTALE, errno.EIO, errno.ENODEV, errno.ENOTDIR)
_MEMORY_WORDS = (
    *("out of memory", "can't allocate memory", "Cannot allocate memory", "bad_alloc"),
    # all that oneDNN, which convolves on a CPU, says where it gets no memory
    *("could not create a primitive", "could not execute a primitive"),
)
_WORKER_WORDS = ("DataLoader worker", "DataLoader timed out")
_WAITING_WORDS = (
    *("Timed out waiting", "waiting for clients", "timeout caused pair closure"),
    "Connection closed by peer",
)
_LONGEST_CHAIN = 10


def failure(command: str, error: BaseException, values: Mapping[str, Any]) -> Fault | None:
    """What an error says about the machine; None where it says nothing, so that it is our fault.

    ``values`` are those of the knobs, by name.
    """
    go_on = "then go on with --resume auto" if command == "train" else "then run it again"
    for each in _chain(error):
        text = str(each)
        if isinstance(each, OSError):
            found = _of_disk(each, values, go_on)
            if found is not None:
                return found
        if any(words in text for words in _FULL_WORDS):
            return Fault(_folder(values), "the disk is full", f"make room, {go_on}")
        if CHANGED in text:  # in a process that loads data
            cure = f"leave the file as it is while it is used, {go_on}"
            return Fault("the scan", CHANGED, cure)
        if any(words in text for words in _WORKER_WORDS):
            n = values.get("num_workers")
            problem = f"a process that loads data ended ({_first_line(text)})"
            cure = f"give the job more memory or shared memory, or fewer workers, {go_on}"
            return Fault(f"--num-workers {n}", problem, cure)
        if values.get("strategy") == "ddp" and any(words in text for words in _WAITING_WORDS):
            problem = f"a process waited in vain for another ({_first_line(text)})"
            cure = f"see in their output why it was late, or wait longer, {go_on}"
            return Fault(f"--ddp-timeout {values.get('ddp_timeout')}", problem, cure)
        if isinstance(each, MemoryError) or any(words in text for words in _MEMORY_WORDS):
            return _of_memory(command, values, go_on)
    return None


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The error, and those that led to it."""
    current: BaseException | None = error
    for _ in range(_LONGEST_CHAIN):
        if current is None:
            return
        yield current
        current = current.__cause__ or current.__context__


def _of_disk(error: OSError, values: Mapping[str, Any], go_on: str) -> Fault | None:
    place = str(error.filename or _folder(values))
    if error.errno in _FULL:
        return Fault(place, f"the disk is full ({error.strerror})", f"make room, {go_on}")
    if error.errno in _FORBIDDEN:
        cure = f"restore the permission to read and write it, {go_on}"
        return Fault(place, f"permission was lost ({error.strerror})", cure)
    if error.strerror == CHANGED:
        return Fault(place, CHANGED, f"leave the file as it is while it is used, {go_on}")
    if error.errno in _LOST and error.filename is not None:
        return Fault(
            place, f"cannot be reached any more ({error.strerror})", f"restore it, {go_on}"
        )
    return None


def _of_memory(command: str, values: Mapping[str, Any], go_on: str) -> Fault:
    name = "batch_size" if command == "train" else "inference_batch_size"
    size = values.get(name)
    place = f"--{name.replace('_', '-')} {size}"
    if command != "train" or type(size) is not int:
        return Fault(
            place, "the memory does not suffice", f"lower it or use a smaller scan, {go_on}"
        )
    half = max(1, size // 2)
    cure = (
        f"try --batch-size {half} with --accumulate-grad-batches "
        f"{2 * int(values.get('accum_steps') or 1)}, a smaller --gridsize or --precision "
        f"bf16-mixed, {go_on}"
    )
    return Fault(place, "the memory does not suffice for a batch of this size", cure)


def _folder(values: Mapping[str, Any]) -> str:
    return f"--output-dir {values.get('output_dir')}"


def _first_line(text: str) -> str:
    return text.strip().splitlines()[0].rstrip(". ")
