"""Training by one process and by two that share the work, each on one thread.

    python tests/bench/bench_processes.py [--steps 12]

torchrun starts the processes, which talk by gloo. Each process takes one group of 100 patterns a
step. The time of a step is the shortest between the ends of two steps: that leaves out start-up
and, as far as it can be, what else the machine does. Seconds are those of the wall: it is waiting
for each other that is measured. Two processes want two idle cores.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path

from rows import table

ROOT = Path(__file__).resolve().parent.parent.parent
PATTERNS_PER_GROUP = 100
WARM_UP = 2
ENDS = "seconds.txt"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--steps", type=int, default=12)
    parser.add_argument("--inside", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--processes", type=int, default=1, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside is not None:
        train(options.inside, options.processes, options.steps)
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        simulate = ["--output-dir", folder, "--n-positions", 256, "--quiet"]
        run("ptycho_torch.simulate", *simulate)
        seconds = {n: seconds_per_step(folder, n, options.steps) for n in (1, 2)}
    speeds = {n: n * PATTERNS_PER_GROUP / taken for n, taken in seconds.items()}
    table(
        ["training: processes", "", "patterns/s", "ratio"],
        [["", n, speed, speed / speeds[1]] for n, speed in speeds.items()],
    )


def seconds_per_step(folder: Path, n_processes: int, steps: int) -> float:
    """Fewest seconds between the ends of two steps of ``n_processes``."""
    launcher = ["torch.distributed.run", "--standalone", "--nproc-per-node", n_processes]
    inside = ["--inside", folder, "--processes", n_processes, "--steps", steps]
    run(*launcher, __file__, *inside)
    ends = [float(line) for line in (folder / ENDS).read_text("utf-8").split()][WARM_UP - 1 :]
    assert len(ends) == steps + 1
    return min(b - a for a, b in pairwise(ends))


def train(folder: Path, n_processes: int, steps: int) -> None:
    """One process of a training; the first writes down when each step ended."""
    from torch.optim.optimizer import register_optimizer_step_post_hook

    from ptycho_torch.train import main as train_main

    ends: list[float] = []
    register_optimizer_step_post_hook(lambda *_: ends.append(time.perf_counter()))
    n_steps = WARM_UP + steps
    words = ["--train-data-file", folder / "train.npz", "--output-dir", folder / "run"]
    words += ["--batch-size", 1, "--accelerator", "cpu", "--devices", n_processes]
    words += ["--strategy", "ddp" if n_processes > 1 else "auto", "--quiet", "--overwrite"]
    words += ["--preview-every-n-epochs", 9999, "--probe-refinement-iterations", 0]
    words += ["--n-groups", n_steps * n_processes, "--max-epochs", 1]
    sys.argv = ["ptycho_train", *map(str, words)]
    code = train_main()
    if os.environ["RANK"] == "0":
        (folder / ENDS).write_text("\n".join(map(repr, ends)), encoding="utf-8")
    sys.exit(code)


def run(module: str, *words: object) -> None:
    path = os.pathsep.join([str(ROOT), str(ROOT / "generated")])
    environment = os.environ | {"PYTHONPATH": path, "OMP_NUM_THREADS": "1"}
    command = [sys.executable, "-m", module, *map(str, words)]
    done = subprocess.run(
        command, env=environment, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    if done.returncode:
        sys.exit(done.stderr.decode())


if __name__ == "__main__":
    main()
