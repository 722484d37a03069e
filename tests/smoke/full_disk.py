"""Fill a small disk at every step that writes: a message, an exit code, and nothing lost.

    python tests/smoke/full_disk.py [--forbid] [--every N] [--at-most N]

A training, a reconstruction, an evaluation and a simulation write to a disk of 20 MB (tmpfs, in a
namespace of their own). Each opening of a file to write is a step; just before each N-th one the
disk is filled to the last byte, or, with ``--forbid``, all its folders become read-only. The
command must end with one line that says so and files that are whole; with room or permission
again, the training goes on to the same weights. Exit code 1 if not.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import shutil
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import h5py
from kill_and_resume import SCANS, TRAINING, WORK, results, unreadable

from ptycho_torch.cli.shared import run_command

FURTHER = {
    "infer": "ptycho_torch.workflows.reconstruction:run_inference",
    "evaluate": "ptycho_torch.workflows.evaluating:run_evaluation",
}
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
CANNOT_MOUNT = 77


class Steps:
    """Counts the openings of files to write below a folder, and acts at one of them."""

    def __init__(self) -> None:
        self.folder: str | None = None
        self.names: list[str] = []
        self.at: int | None = None
        self.act: Callable[[], None] = lambda: None
        sys.addaudithook(self._hear)
        self._open_hdf5 = h5py.File.__init__  # libhdf5 opens files unheard
        steps = self

        def heard(file: h5py.File, name: Any, mode: str = "r", *words: Any, **more: Any) -> None:
            if isinstance(name, (str, os.PathLike)):  # or a file that is open
                steps._hear("open", (os.fspath(name), mode, 0))
            steps._open_hdf5(file, name, mode, *words, **more)

        h5py.File.__init__ = heard

    def _hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event != "open" or self.folder is None or not isinstance(arguments[0], (str, bytes)):
            return
        path = os.fsdecode(arguments[0])
        flags = arguments[2] if isinstance(arguments[2], int) else 0
        writes = bool(flags & _WRITING) or set(str(arguments[1])) & set("wax+")
        if not path.startswith(self.folder) or not writes:
            return
        self.names.append(os.path.relpath(path, self.folder))
        if self.at == len(self.names) - 1:
            self.act()

    @contextlib.contextmanager
    def watch(self, folder: Path, at: int | None, act: Callable[[], None]) -> Iterator[None]:
        """Count below a folder while the block runs; act before step ``at``."""
        self.names, self.at, self.act, self.folder = [], at, act, str(folder)
        try:
            yield
        finally:
            self.folder = None


def fill(disk: Path) -> None:
    """Leave not one byte."""
    file = os.open(disk.parent / disk.name / "filler", os.O_WRONLY | os.O_CREAT)
    with contextlib.suppress(OSError):
        while True:
            size = os.statvfs(disk).f_bavail * os.statvfs(disk).f_bsize
            os.write(file, bytes(max(size, 1)))
    os.close(file)


def empty(disk: Path) -> None:
    """Make room again."""
    (disk / "filler").unlink(missing_ok=True)


def forbid(disk: Path) -> None:
    """Let nobody write into any folder."""
    for folder in (disk, *filter(Path.is_dir, disk.rglob("*"))):
        folder.chmod(0o555)


def permit(disk: Path) -> None:
    """Let everybody write again."""
    for folder in (disk, *filter(Path.is_dir, disk.rglob("*"))):
        folder.chmod(0o755)


class Loss(NamedTuple):
    """A way to lose a disk."""

    lose: Callable[[Path], None]
    restore: Callable[[Path], None]
    said: str


FULL = Loss(fill, empty, "No space left on device")
FORBIDDEN = Loss(forbid, permit, "Permission denied")


def run(command: str, knobs: dict[str, object]) -> tuple[int, str]:
    """Exit code and messages of a command in this process."""
    words = [f"--{name}={value}" for name, value in knobs.items()]
    said = io.StringIO()
    with contextlib.redirect_stderr(said), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        code = run_command(command, [*words, "--quiet"], (WORK | FURTHER)[command])
    return code, said.getvalue()


def kind_of(name: str) -> str:
    """What a step writes, whatever the number of the process or epoch in its name."""
    words = "".join(each if not each.isdigit() else " " for each in name).split()
    return "#".join(words)


def chosen(names: list[str], every: int, at_most: int) -> list[int]:
    """The first and last step of each kind, and every N-th of all."""
    first: dict[str, int] = {}
    last: dict[str, int] = {}
    for number, name in enumerate(names):
        first.setdefault(kind_of(name), number)
        last[kind_of(name)] = number
    steps = sorted({*first.values(), *last.values(), *range(0, len(names), every)})
    return steps[:: max(1, len(steps) // at_most)][:at_most]


def one_step(
    steps: Steps, disk: Path, loss: Loss, command: str, knobs: dict[str, object], at: int
) -> tuple[str, list[str]]:
    """Lose the disk at one step; what was written there, and what is odd."""
    folder = disk / "out"
    with steps.watch(folder, at, lambda: loss.lose(disk)):
        code, said = run(command, knobs | {"output_dir": folder})
    name = steps.names[at] if at < len(steps.names) else "?"
    lines = said.splitlines()
    odd = []
    # what was opened before may still have had room; then nothing had to fail
    if code not in (0, 1, 2):
        odd.append(f"exit code {code}")
    if code and (len(lines) != 1 or loss.said not in said or "; " not in said):
        odd.append(f"said {said.strip()!r}")
    odd += unreadable(folder)
    if loss is FULL:  # what may not be written to may not be cleared either
        odd += [f"{path.name} is left" for path in folder.rglob("*.part*")]
    loss.restore(disk)
    return f"{name}: exit code {code}", odd


def goes_on(disk: Path, knobs: dict[str, object], whole: dict[str, bytes]) -> list[str]:
    """With room again, the training ends as if nothing had been."""
    code, said = run("train", knobs | {"output_dir": disk / "out", "overwrite": "true"})
    if code:
        return [f"exit code {code} of the run that was to go on: {said.strip()!r}"]
    found = results(disk / "out")
    return [f"{name} differs" for name in whole if found.get(name) != whole[name]]


def inside(disk: Path, loss: Loss, every: int, at_most: int) -> int:
    """All commands on the small disk; the number of steps after which something was odd."""
    steps, n_odd = Steps(), 0
    work = Path(tempfile.mkdtemp())
    data = work / "data"
    assert run("simulate", SCANS | {"output_dir": data})[0] == 0
    train: dict[str, object] = TRAINING | {
        "train_data_file": data / "train.npz",
        "test_data_file": data / "validation.npz",
        "max_epochs": 2,
        "preview_every_n_epochs": 1,
    }
    infer: dict[str, object] = {"model_path": work / "run", "test_data_file": data / "test.npz"}
    run("train", train | {"output_dir": work / "run"})
    whole = results(work / "run")
    run("infer", infer | {"output_dir": work / "result"})
    evaluate: dict[str, object] = {
        "reconstruction": work / "result",
        "test_data_file": data / "test.npz",
        "against": data / "test.npz",
    }
    commands: list[tuple[str, dict[str, object]]] = [("train", train), ("infer", infer)]
    for command, knobs in (*commands, ("evaluate", evaluate), ("simulate", dict(SCANS))):
        with steps.watch(disk / "out", None, lambda: None):
            assert run(command, knobs | {"output_dir": disk / "out"})[0] == 0
        names = steps.names
        shutil.rmtree(disk / "out")
        for at in chosen(names, every, at_most):
            told, odd = one_step(steps, disk, loss, command, knobs, at)
            if command == "train" and not odd:
                odd += goes_on(disk, knobs, whole)
            n_odd += bool(odd)
            sys.stdout.write(f"{command}, step {at} of {len(names)}, {told}: ")
            sys.stdout.write(f"{'; '.join(odd) or 'as it should'}\n")
            sys.stdout.flush()
            shutil.rmtree(disk / "out", ignore_errors=True)
    shutil.rmtree(work)
    sys.stdout.write(f"{n_odd} steps with another end\n")
    return n_odd


def main() -> int:
    """Make the small disk in a namespace of its own, and fill it there."""
    parser = argparse.ArgumentParser(allow_abbrev=False)
    parser.add_argument("--every", type=int, default=10)
    parser.add_argument("--at-most", type=int, default=1000)
    parser.add_argument("--inside", type=Path)
    parser.add_argument("--forbid", action="store_true")
    words = parser.parse_args()
    if words.inside is not None:
        mount = ["mount", "-t", "tmpfs", "-o", "size=20m", "tmpfs", str(words.inside)]
        if subprocess.run(mount, check=False, capture_output=True).returncode:
            return CANNOT_MOUNT
        loss = FORBIDDEN if words.forbid else FULL
        return 1 if inside(words.inside, loss, words.every, words.at_most) else 0
    with tempfile.TemporaryDirectory() as disk:
        again = [sys.executable, __file__, "--inside", disk, "--every", str(words.every)]
        again += ["--at-most", str(words.at_most), *(["--forbid"] if words.forbid else [])]
        # without these two rights, a mode stops root as well
        less = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]
        code = subprocess.run(["unshare", "-rm", *less, *again], check=False).returncode
    if code == CANNOT_MOUNT:
        sys.stdout.write("skipped: this system lets nobody mount a disk\n")
        return 0
    return 1 if code else 0


if __name__ == "__main__":
    sys.exit(main())
