"""Training by one process and by two that share the work, each on one thread.

    python tests/bench/bench_processes.py [--steps 12]

Each number of processes trains twice, some steps and as many more; the difference leaves start-up
and end out. Seconds are those of the wall: it is waiting for each other that is measured. Two
processes want two idle cores.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from rows import table

ROOT = Path(__file__).resolve().parent.parent.parent
PATTERNS_PER_GROUP = 100
WARM_UP = 2


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--steps", type=int, default=12)
    steps = parser.parse_args().steps
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        simulate = ["--output-dir", folder, "--n-positions", 256, "--quiet"]
        run("simulate", *simulate)
        seconds = {n: seconds_of(folder, n, steps) for n in (1, 2)}
    speeds = {n: n * steps * PATTERNS_PER_GROUP / taken for n, taken in seconds.items()}
    rows: list[list[object]] = [["", n, speed, speed / speeds[1]] for n, speed in speeds.items()]
    table(["training by processes", "", "patterns/s", "ratio"], rows)


def seconds_of(folder: Path, n_processes: int, steps: int) -> float:
    """Seconds that ``steps`` more steps take."""
    words = ["--train-data-file", folder / "train.npz", "--output-dir", folder / "run"]
    words += ["--batch-size", 1, "--accelerator", "cpu", "--devices", n_processes]
    words += ["--strategy", "ddp" if n_processes > 1 else "auto", "--quiet", "--overwrite"]
    words += ["--preview-every-n-epochs", 9999, "--probe-refinement-iterations", 0]
    taken = [run("train", *words, "--max-steps", n) for n in (WARM_UP, WARM_UP + steps)]
    return taken[1] - taken[0]


def run(verb: str, *words: object) -> float:
    path = os.pathsep.join([str(ROOT), str(ROOT / "generated")])
    environment = os.environ | {"PYTHONPATH": path, "OMP_NUM_THREADS": "1"}
    command = [sys.executable, "-m", f"ptycho_torch.{verb}", *map(str, words)]
    start = time.perf_counter()
    subprocess.run(command, env=environment, check=True, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
