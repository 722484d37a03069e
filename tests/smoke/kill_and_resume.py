"""Kill a training at random steps and let it go on, until it ends: the same bits must come out.

    python tests/smoke/kill_and_resume.py [--kills N] [--epochs N] [--seed S]

A training is killed (SIGKILL) N times, each time when it has passed a random step, and started
again with ``--resume auto``. In the end its curve and its weights are compared with those of a
training that nobody touched. Exit code 0 if they are equal, 1 if not.
"""

from __future__ import annotations

import argparse
import csv
import multiprocessing
import random
import sys
import tempfile
import time
import zipfile
from multiprocessing.process import BaseProcess
from pathlib import Path

from ptycho_torch.cli.shared import run_command

WORK = {
    "simulate": "ptycho_torch.workflows.simulation:run_simulation",
    "train": "ptycho_torch.workflows.components:run_training",
}
SCANS = {"patch_size": 16, "probe_diameter_px": 7, "step_px": 3, "n_positions": 64}
TRAINING = {
    "gridsize": 3,
    "n_filters": 2,
    "n_unrolled": 2,
    "n_averaging_steps": 1,
    "n_hidden_channels": 1,
    "lr_warmup_steps": 2,
    "accelerator": "cpu",
    "checkpoint_every_n_train_steps": 2,
    "log_every_n_steps": 1,
    "preview_every_n_epochs": "none",
    "resume": "auto",
}
# Each run is a fresh process, but torch is loaded only once.
PROCESSES = multiprocessing.get_context("forkserver")


def _command(command: str, words: list[str]) -> None:
    sys.exit(run_command(command, words, WORK[command]))


def start(command: str, knobs: dict[str, object]) -> BaseProcess:
    """Start a command in a process of its own."""
    words = [f"--{name}={value}" for name, value in knobs.items()]
    process = PROCESSES.Process(target=_command, args=(command, [*words, "--quiet"]))
    process.start()
    return process


def finish(process: BaseProcess) -> None:
    """Wait for a command that must succeed."""
    process.join()
    assert process.exitcode == 0, process.exitcode


def steps_done(folder: Path) -> int:
    """The newest step in the curve of a run folder; -1 where there is none yet."""
    file = folder / "lightning_logs/version_0/metrics.csv"
    if not file.exists():
        return -1
    with file.open(newline="", encoding="utf-8") as opened:
        steps = [row["step"] for row in csv.DictReader(opened) if (row["step"] or "").isdigit()]
    return int(steps[-1]) if steps else -1


def kill_past(process: BaseProcess, folder: Path, step: int, delay_s: float) -> int:
    """Kill a training when its curve has passed a step; returns the step it was at."""
    while steps_done(folder) < step:
        assert process.is_alive(), f"the training ended before step {step}"
        time.sleep(0.005)
    time.sleep(delay_s)
    process.kill()
    process.join()
    return steps_done(folder)


def results(folder: Path) -> dict[str, bytes]:
    """What must be equal: the curve and each tensor of the bundle."""
    found = {"metrics.csv": (folder / "lightning_logs/version_0/metrics.csv").read_bytes()}
    with zipfile.ZipFile(folder / "wts.h5.zip") as bundle:
        names = [name for name in bundle.namelist() if name.endswith(".npy")]
        found |= {name: bundle.read(name) for name in names}
    return found


def compare(work: Path, kills: int, epochs: int, seed: int) -> list[str]:
    """Names of the results that differ between a whole training and one that was killed."""
    data, draw = work / "data", random.Random(seed)
    finish(start("simulate", SCANS | {"output_dir": data}))
    knobs = TRAINING | {
        "train_data_file": data / "train.npz",
        "test_data_file": data / "validation.npz",
        "max_epochs": epochs,
    }
    whole, killed = work / "whole", work / "killed"
    finish(start("train", knobs | {"output_dir": whole}))
    n_steps = steps_done(whole) + 1
    for step in sorted(draw.sample(range(n_steps - 8), kills)):
        process = start("train", knobs | {"output_dir": killed})
        at = kill_past(process, killed, step, draw.uniform(0.0, 0.03))
        sys.stdout.write(f"killed at step {at} of {n_steps}\n")
        sys.stdout.flush()
    finish(start("train", knobs | {"output_dir": killed}))
    some, others = results(whole), results(killed)
    assert some.keys() == others.keys()
    return [name for name in some if some[name] != others[name]]


def main() -> int:
    """Compare and say how it went."""
    parser = argparse.ArgumentParser(allow_abbrev=False)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--epochs", type=int, default=30)
    parser.add_argument("--seed", type=int, default=0)
    words = parser.parse_args()
    PROCESSES.set_forkserver_preload(["ptycho_torch.workflows.components"])
    with tempfile.TemporaryDirectory() as work:
        odd = compare(Path(work), words.kills, words.epochs, words.seed)
    sys.stdout.write(f"different: {', '.join(odd)}\n" if odd else "curve and weights are equal\n")
    return 1 if odd else 0


if __name__ == "__main__":
    sys.exit(main())
