"""Train with every pair of values of the execution knobs, and keep the logs: docs/smoke/.

    python tests/smoke/knob_combinations.py                 # write the logs and summary.md
    python tests/smoke/knob_combinations.py --compare 0 3 7 # run some again and compare

Combination 0 is a command of its own; the others are a pairwise covering array that comes from the
registry. Each is one training of two epochs on a simulated scan of 36 patterns of 16 px, in a
process of its own, with a fixed seed. Times, paths and messages of other programs stay out of the
logs, so that a second run gives the same bytes. On another kind of processor the last digits of
losses may differ; `--compare` therefore lets numbers differ by one part in a thousand, and nothing
else, unless `--exact` is said. Exit code 1 where a training failed or a log differs.
"""

from __future__ import annotations

import argparse
import csv
import difflib
import math
import multiprocessing
import os
import re
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from covering import LEFT_OUT, Array, Row, covering_array, knob_values

from ptycho_torch.cli.shared import run_command

ROOT = Path(__file__).resolve().parent.parent.parent
LOGS = ROOT / "docs" / "smoke"
SCANS = ("--patch-size=16", "--probe-diameter-px=7", "--step-px=3", "--n-positions=36", "--quiet")
# The network and the data are as small as they can be; all else is said by the row.
SMALL = (
    "--gridsize=3",
    "--n-groups=4",
    "--n-filters=2",
    "--n-unrolled=1",
    "--n-averaging-steps=1",
    "--n-hidden-channels=1",
    "--n-subsets=2",
    "--max-epochs=2",
    "--probe-refinement-iterations=2",
)
FIRST = ["--accelerator", "auto", "--checkpoint-save-top-k", "2", "--early-stop-patience", "5"]
WORK = {
    "simulate": "ptycho_torch.workflows.simulation:run_simulation",
    "train": "ptycho_torch.workflows.components:run_training",
}
PROCESSES = multiprocessing.get_context("forkserver")
_TOLERANCE = 1e-3
_LOG_LINE = re.compile(r"^\S+ \S+ (?P<level>[A-Z]+) (?P<name>[\w.]+): (?P<text>.*)$")
_TIME = re.compile(r"\b\d+(?:\.\d+)? (?:patterns/s|ms|s)\b")
_NUMBER = re.compile(r"-?\d+\.\d+(?:e[+-]?\d+)?|-?\d+e[+-]?\d+")


def main() -> int:
    """Run what is asked for; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--compare", type=int, nargs="*", metavar="N", help="only look, at these")
    parser.add_argument("--exact", action="store_true", help="compare byte by byte")
    parser.add_argument("--jobs", type=int, default=1, metavar="N", help="trainings at once")
    asked = parser.parse_args()
    PROCESSES.set_forkserver_preload(["lightning.pytorch", WORK["train"].partition(":")[0]])
    array = covering_array(knob_values())
    trainings = [FIRST, *(words_of(row) for row in array.rows)]
    chosen = range(len(trainings)) if not asked.compare else asked.compare
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(asked.jobs) as pool:
        start("simulate", ["--output-dir", "scans", *SCANS], Path(folder))
        texts = pool.map(lambda n: log_of(trainings[n], Path(folder, f"{n:02}")), chosen)
        logs = dict(zip(chosen, texts, strict=True))
    if asked.compare is None:
        write(array, trainings, logs)
        differing = []
    else:
        differing = [n for n, text in logs.items() if not same(n, text, exact=asked.exact)]
    failed = [number for number, text in logs.items() if "\nexit code 0\n" not in text]
    told = f"{len(logs)} trainings, {len(failed)} failed, {len(differing)} with another log"
    sys.stdout.write(f"{told}\n")
    return 1 if failed or differing else 0


def words_of(row: Row) -> list[str]:
    """A row as words of a command line, in the spelling that sets a knob to a value."""
    return [f"--{name.replace('_', '-')}={_text(value)}" for name, value in row.items()]


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return "none" if value is None else str(value)


def start(command: str, words: list[str], folder: Path) -> int | None:
    """Run a command in a process of its own, below a folder; returns its exit code."""
    process = PROCESSES.Process(target=_command, args=(command, words, folder))
    process.start()
    process.join()
    return process.exitcode


def _command(command: str, words: list[str], folder: Path) -> None:
    os.chdir(folder)
    null = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(null, stream)
    sys.exit(run_command(command, words, WORK[command]))


def log_of(words: list[str], folder: Path) -> str:
    """Train, and tell what there is to see of it: command, exit code, log, losses, files."""
    folder.mkdir()
    files = ["--train-data-file=../scans/train.npz", "--test-data-file=../scans/test.npz"]
    said = [*files, "--output-dir=run", *SMALL, *words]
    code = start("train", said, folder)
    run = folder / "run"
    lines = [f"ptycho_train {' '.join(said)}", f"exit code {code}", "", "run.log:"]
    lines += [f"  {line.replace(f'{folder}/', '')}" for line in _own_lines(run / "run.log")]
    for table in sorted(run.glob("*/version_*/metrics.csv")):
        lines += ["", f"{table.parent.parent.name}/metrics.csv:", *_rows(table)]
    kept = sorted(path.relative_to(run).as_posix() for path in run.rglob("*") if path.is_file())
    lines += ["", "files:", *(f"  {_nameless(path)}" for path in kept if "/mlflow/" not in path)]
    return "\n".join(lines) + "\n"


def _own_lines(log: Path) -> list[str]:
    """What our own code said, without times."""
    if not log.is_file():
        return ["none"]
    found = map(_LOG_LINE.match, log.read_text("utf-8").splitlines())
    ours = [line for line in found if line and line["name"].startswith("ptycho")]
    return [f"{line['level']} {_TIME.sub('(time)', line['text'])}" for line in ours]


def _rows(table: Path) -> list[str]:
    """The columns of metrics.csv that every run has."""
    names = ("epoch", "step", "train_loss", "val_loss", "lr")
    with table.open(newline="", encoding="utf-8") as opened:
        rows = [[row.get(name, "") for name in names] for row in csv.DictReader(opened)]
    cells = [list(names), *([_shown(cell) for cell in row] for row in rows)]
    return [f"  {' '.join(f'{cell:<12}' for cell in row).rstrip()}" for row in cells]


def _shown(cell: str) -> str:
    """A number to five digits: those after them are the processor's own."""
    return f"{float(cell):.5g}" if cell else "-"


def _nameless(path: str) -> str:
    """A file whose name holds a number that a machine or a clock makes up."""
    path = re.sub(r"events\.out\.tfevents\..*", "events.out.tfevents.*", path)
    return re.sub(r"mlflow/.*", "mlflow/*", path)


def same(number: int, text: str, *, exact: bool) -> bool:
    """Whether a log is the one that is kept, differences printed."""
    kept = (LOGS / f"{number:02}.log").read_text("utf-8")
    if kept == text or (not exact and _alike(kept, text)):
        return True
    found = difflib.unified_diff(
        kept.splitlines(), text.splitlines(), f"kept {number:02}.log", "now", lineterm="", n=0
    )
    sys.stdout.write("\n".join(found) + "\n")
    return False


def _alike(kept: str, text: str) -> bool:
    """Whether two logs are equal but for the last digits of numbers."""
    kept, text = (re.sub(r" +", " ", each) for each in (kept, text))
    if _NUMBER.sub("#", kept) != _NUMBER.sub("#", text):
        return False
    pairs = zip(_NUMBER.findall(kept), _NUMBER.findall(text), strict=True)
    return all(
        math.isclose(float(one), float(other), rel_tol=_TOLERANCE, abs_tol=1e-6)
        for one, other in pairs
    )


def write(array: Array, trainings: list[list[str]], logs: dict[int, str]) -> None:
    """Write the logs and the summary; logs of earlier arrays go."""
    LOGS.mkdir(exist_ok=True)
    for old in LOGS.glob("*.log"):
        old.unlink()
    for number, text in logs.items():
        (LOGS / f"{number:02}.log").write_text(text, "utf-8")
    (LOGS / "summary.md").write_text(summary(array, trainings, logs), "utf-8")


def summary(array: Array, trainings: list[list[str]], logs: dict[int, str]) -> str:
    """What was run, what came of it, and what was left out."""
    n_values = sum(map(len, array.values.values()))
    rows = "\n".join(
        f"| {n:02} | {_code(logs[n])} | {_last_loss(logs[n])} | `{' '.join(words)}` |"
        for n, words in enumerate(trainings)
    )
    left = "\n".join(f"| `{name}` | {_text(v)} | {why} |" for (name, v), why in LEFT_OUT.items())
    pairs = "\n".join(
        f"- `{a[0]}` {_text(a[1])} with `{b[0]}` {_text(b[1])}" for a, b in array.impossible
    )
    return f"""# Smoke runs of the execution knobs

Written by `python tests/smoke/knob_combinations.py` (`make smoke`). Combination 00 is the command
that was asked for once; the others are a covering array: {len(array.values)} knobs with
{n_values} values in {len(array.rows)} trainings, in which every two values meet that may. The array
comes from `spec/knobs.yaml`, so a new knob is in the next one. Beside this page lies one log for
each; a second run writes the same bytes, and the tests run some of them again and compare.

| log | exit code | last train_loss, val_loss | words added |
| --- | --- | --- | --- |
{rows}

## Values left out

| knob | value | why |
| --- | --- | --- |
{left}

## Pairs that the registry forbids

{pairs or "None."}
"""


def _code(log: str) -> str:
    found = re.search(r"^exit code (.*)$", log, re.MULTILINE)
    return found[1] if found else "none"


def _last_loss(log: str) -> str:
    """The last losses that were recorded."""
    rows = re.findall(r"^  \d+ +\d+ +(\S+) +(\S+)", log, re.MULTILINE)
    last = [[cell for cell in column if cell != "-"][-1:] for column in zip(*rows, strict=True)]
    return ", ".join(f"{float(cell):.4g}" for column in last for cell in column) or "-"


if __name__ == "__main__":
    sys.exit(main())
