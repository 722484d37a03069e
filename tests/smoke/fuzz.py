"""Hostile files through the real commands: no traceback, no hang, no memory, nothing written.

    python tests/smoke/fuzz.py [--inputs N] [--seed S] [--only KIND] [--subprocesses N] [--jobs N]

N mutated scans (NPZ, HDF5), run files, checkpoints and bundles are given to the commands that take
them, in processes that are watched. An input that must be refused ends with exit code 2, one line
per fault and nothing written. One that is taken ends where the work would begin; one in twenty is
worked through. A sample is run as commands of their own. Exit code 1 if anything is found.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

import mutants
from kill_and_resume import cpu_seconds
from one_input import LONGEST_S, SUFFIX, Outcome, judge, load_good, prepare, words_for, worker

MODULES = {"infer": "inference"}
SHARES = {"npz": 0.3, "hdf5": 0.22, "yaml": 0.18, "checkpoint": 0.15, "bundle": 0.15}
LONGEST_WALL_S = 300.0
"""A busy machine may take long to give an input its processor time."""


class Watched:
    """A process that tries inputs; started again when one ends it."""

    def __init__(self, folder: Path, work: Path) -> None:
        self.folder, self.work = folder, work
        self.task: tuple[str, int] | None = None
        self.start()

    def start(self) -> None:
        """Begin a fresh process."""
        shutil.rmtree(self.work, ignore_errors=True)
        self.work.mkdir()
        context = multiprocessing.get_context("forkserver")
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=worker, args=(theirs, self.folder, self.work))
        self.process.start()
        theirs.close()

    def give(self, task: tuple[str, int]) -> None:
        """Hand over an input."""
        self.task, self.since = task, time.monotonic()
        self.spent_s = cpu_seconds(self.process.pid)
        self.pipe.send(task)

    def take(self) -> Outcome | None:
        """The outcome, if there is one; an input that ends or hangs the process has one too."""
        assert self.task is not None
        if self.pipe.poll(0.01):
            try:
                return self.pipe.recv()  # type: ignore[no-any-return]
            except EOFError:
                self.process.join()
                end = f"ended by signal {-(self.process.exitcode or 0)}"
        elif self.hangs():
            self.process.kill()
            self.process.join()
            end = "hangs"
        else:
            return None
        task = self.task
        self.start()
        return Outcome(*task, "", end, False, 0.0, 0, "", [end])

    def hangs(self) -> bool:
        """Whether an input takes far too long."""
        spent_s = cpu_seconds(self.process.pid) - self.spent_s
        return spent_s > 2 * LONGEST_S or time.monotonic() - self.since > LONGEST_WALL_S

    def stop(self) -> None:
        """End the process."""
        self.pipe.send(None)
        self.process.join()


def run_all(tasks: list[tuple[str, int]], folder: Path, jobs: int) -> list[Outcome]:
    """Outcomes of all inputs."""
    watched = [Watched(folder, folder / f"work-{n}") for n in range(jobs)]
    waiting, done, idle = list(reversed(tasks)), [], list(watched)
    busy: list[Watched] = []
    while waiting or busy:
        while waiting and idle:
            idle[-1].give(waiting.pop())
            busy.append(idle.pop())
        for each in list(busy):
            outcome = each.take()
            if outcome is not None:
                done.append(outcome)
                busy.remove(each)
                idle.append(each)
                if outcome.odd:
                    report(outcome)
    for each in watched:
        each.stop()
    return done


def report(found: Outcome) -> None:
    """One finding."""
    what = f"{found.kind} {found.seed} {found.command}: {', '.join(found.odd)}"
    tail = " | ".join(found.said.strip().splitlines()[-3:])[-600:]
    sys.stdout.write(f"FOUND {what}: {tail!a}\n")
    sys.stdout.flush()


def run_outside(kind: str, seed: int, good: dict[str, Any], folder: Path) -> Outcome:
    """The same as a command of its own, from start to end."""
    work = folder / "outside"
    shutil.rmtree(work, ignore_errors=True)
    case = work / "case"
    case.mkdir(parents=True)
    content, must = mutants.make(kind, seed, good, str(work / "marker"), work / "place")
    path = case / f"input.{SUFFIX[kind]}"
    path.write_bytes(content)
    command, words = words_for(kind, seed, path, folder)
    must &= command != "evaluate"
    program = [sys.executable, "-m", f"ptycho_torch.{MODULES.get(command, command)}", *words]
    start = time.monotonic()
    try:
        done = subprocess.run(
            program, cwd=case, capture_output=True, text=True, check=False, timeout=LONGEST_WALL_S
        )
    except subprocess.TimeoutExpired:
        return Outcome(kind, seed, command, "hangs", must, LONGEST_WALL_S, 0, "", ["hangs"])
    code, said = done.returncode, done.stderr
    odd = judge(code, must, said, case, work / "marker", 0.0, 0, path.name)
    return Outcome(kind, seed, command, code, must, time.monotonic() - start, 0, said, odd)


def tasks_of(words: argparse.Namespace) -> list[tuple[str, int]]:
    """Kinds and seeds, evenly mixed."""
    shares = SHARES if words.only is None else {words.only: 1.0}
    tasks = [
        (kind, words.seed + n)
        for kind, share in shares.items()
        for n in range(round(words.inputs * share))
    ]
    random.Random(words.seed).shuffle(tasks)
    return [(kind, -1 - n) for kind in shares for n in range(3)] + tasks


def table(done: list[Outcome]) -> str:
    """Figures for each kind."""
    lines = [f"{'kind':<12}{'inputs':>8}{'refused':>9}{'taken':>7}{'slowest':>10}{'memory':>10}"]
    for kind in SHARES:
        some = [each for each in done if each.kind == kind]
        if some:
            codes = Counter(each.code for each in some)
            refused, taken = codes[2], codes[0] + codes["taken"]
            slowest = max(each.seconds for each in some)
            grown = max(each.grown_bytes for each in some) >> 20
            lines.append(
                f"{kind:<12}{len(some):>8}{refused:>9}{taken:>7}{slowest:>8.1f} s{grown:>6} MiB"
            )
    return "\n".join(lines)


def main() -> int:
    """Try all inputs and say how it went."""
    parser = argparse.ArgumentParser(allow_abbrev=False)
    parser.add_argument("--inputs", type=int, default=5500)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", choices=tuple(SHARES))
    parser.add_argument("--subprocesses", type=int, default=25)
    parser.add_argument("--jobs", type=int, default=2)
    words = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prepare(folder)
        tasks = tasks_of(words)
        done = run_all(tasks, folder, words.jobs)
        good = load_good(folder)
        sample = tasks[len(tasks) - words.subprocesses :]
        outside = [run_outside(*task, good, folder) for task in sample]
    for each in outside:
        if each.odd:
            report(each)
    odd = [each for each in (*done, *outside) if each.odd]
    sys.stdout.write(f"{table(done)}\n")
    sys.stdout.write(f"{len(done)} inputs in process, {len(outside)} as commands of their own\n")
    sys.stdout.write(f"findings: {len(odd)}\n")
    return 1 if odd else 0


if __name__ == "__main__":
    sys.exit(main())
