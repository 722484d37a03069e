"""Time from the imports of torch and lightning to the end of the first optimiser step.

    python tests/bench/bench_startup.py [--patterns 10000] [--threads 2] [--profile]

A scan is simulated first; then one process trains on it for one step. Both times are printed: that
on the wall and that of the processor.
"""

from __future__ import annotations

import argparse
import cProfile
import os
import pstats
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from rows import table

ROOT = Path(__file__).resolve().parent.parent.parent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--patterns", type=int, default=10_000)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--profile", action="store_true", help="show where the time goes")
    parser.add_argument("--inside", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside is not None:
        start_up(options.inside, profile=options.profile)
        return
    path = os.pathsep.join([str(ROOT), str(ROOT / "generated")])
    environment = os.environ | {"PYTHONPATH": path, "OMP_NUM_THREADS": str(options.threads)}
    with tempfile.TemporaryDirectory() as folder:
        simulate = ["--output-dir", folder, "--n-positions", str(options.patterns), "--quiet"]
        command = [sys.executable, "-m", "ptycho_torch.simulate", *simulate]
        subprocess.run(command, env=environment, check=True)
        more = ["--profile"] if options.profile else []
        taken = []
        for _ in range(options.repeats):
            command = [sys.executable, __file__, "--inside", folder, *more]
            done = subprocess.run(
                command, env=environment, check=True, stdout=subprocess.PIPE, text=True
            )
            print(done.stdout, end="", flush=True)
            taken.append([float(one) for one in re.findall(r"([\d.]+) s", done.stdout)[:2]])
    middle = [statistics.median(times) for times in zip(*taken, strict=True)]
    table(
        ["first step of a training", "", "s", "s of the processor"],
        [["patterns", options.patterns, *middle]],
    )


def start_up(folder: Path, *, profile: bool) -> None:
    import lightning.pytorch  # noqa: F401
    from torch.optim.optimizer import register_optimizer_step_post_hook

    from ptycho_torch.train import main as train

    words = ["--train-data-file", str(folder / "train.npz"), "--output-dir", str(folder / "run")]
    more = ["--max-steps", "1", "--quiet", "--overwrite", "--accelerator", "cpu"]
    start = time.perf_counter(), time.process_time()
    profiler = cProfile.Profile()

    class FirstStepTaken(BaseException):
        """Nothing after the first step is of interest."""

    def taken(*_: object) -> None:
        raise FirstStepTaken

    register_optimizer_step_post_hook(taken)
    if profile:
        profiler.enable()
    try:
        sys.argv = ["ptycho_train", *words, *more]
        train()
    except FirstStepTaken:
        pass
    wall, processor = time.perf_counter() - start[0], time.process_time() - start[1]
    print(f"first step after {wall:.2f} s, {processor:.2f} s of the processor", flush=True)
    if profile:
        profiler.disable()
        pstats.Stats(profiler).sort_stats("cumulative").print_stats(45)
    os._exit(0)


if __name__ == "__main__":
    main()
