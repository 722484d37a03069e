"""Kill a training at random times and let it go on: the same bits must come out.

    python tests/smoke/kill_and_resume.py [--kills N] [--epochs N] [--seed S]

N times a training is started in a folder of its own, killed (SIGKILL) at a random time between its
start and its end, and started again with ``--resume auto``. Between the two every file in its
folder must be readable; in the end curve and weights must be those of a training that nobody
touched, and nothing half-written may be left. Exit code 0 if all that holds, 1 if not.
"""

from __future__ import annotations

import argparse
import csv
import json
import multiprocessing
import os
import random
import shutil
import sys
import tempfile
import time
import zipfile
from collections import Counter
from multiprocessing.process import BaseProcess
from pathlib import Path

import yaml

from ptycho.checkpoint_file import contents
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


def results(folder: Path) -> dict[str, bytes]:
    """What must be equal: the curve and each tensor of the bundle."""
    found = {"metrics.csv": (folder / "lightning_logs/version_0/metrics.csv").read_bytes()}
    with zipfile.ZipFile(folder / "wts.h5.zip") as bundle:
        names = [name for name in bundle.namelist() if name.endswith(".npy")]
        found |= {name: bundle.read(name) for name in names}
    return found


def cpu_seconds(process: int | None) -> float:
    """Processor time that a process has used; 0 where it has ended."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def wait_until(process: BaseProcess, cpu_s: float) -> float:
    """Wait until a process has used that much processor time or ended; what it was seen to use."""
    seen_s = 0.0
    while process.is_alive() and seen_s < cpu_s:
        seen_s = max(seen_s, cpu_seconds(process.pid))
        time.sleep(0.002)
    return seen_s


def unreadable(folder: Path) -> list[str]:
    """Files that are not whole; those that are being written have names of their own."""
    odd = []
    for path in folder.rglob("*"):
        if not path.is_file() or ".part" in path.name:
            continue
        try:
            if path.suffix == ".ckpt":
                contents(path)
            elif path.suffix in (".zip", ".npz"):
                with zipfile.ZipFile(path) as archive:
                    assert archive.testzip() is None
            elif path.suffix == ".json":
                json.loads(path.read_text("utf-8"))
            elif path.suffix == ".yaml":
                assert isinstance(yaml.safe_load(path.read_text("utf-8")), dict)
            elif path.suffix == ".csv":
                with path.open(newline="", encoding="utf-8") as opened:
                    list(csv.DictReader(opened))
            elif path.suffix == ".png":
                assert path.read_bytes().endswith(b"IEND\xaeB`\x82")
            elif path.suffix == ".html":
                assert path.read_text("utf-8").rstrip().endswith("</html>")
        except (AssertionError, ValueError, OSError, zipfile.BadZipFile) as error:
            odd.append(f"{path.relative_to(folder)}: {error}")
    return odd


def stage(folder: Path) -> str:
    """How far a training had come."""
    if (folder / "report.html").exists():
        return "done"
    if (folder / "wts.h5.zip").exists():
        return "finishing"
    if (folder / "checkpoints/last.ckpt").exists():
        return "training"
    return "starting" if not folder.exists() else "begun"


def one_kill(knobs: dict[str, object], folder: Path, cpu_s: float) -> tuple[str, list[str]]:
    """Kill a training that has worked for a while, and let it go on; its stage, and what is odd."""
    process = start("train", knobs | {"output_dir": folder})
    wait_until(process, cpu_s)
    process.kill()
    process.join()
    at, odd = stage(folder), unreadable(folder)
    again = start("train", knobs | {"output_dir": folder, "overwrite": "true"})
    again.join()
    if again.exitcode != 0:
        odd.append(f"exit code {again.exitcode} of the run that was to go on")
    odd += unreadable(folder)
    odd += [f"{path.name} is left" for path in folder.rglob("*.part*")]
    odd += [".lock is left"] if (folder / ".lock").exists() else []
    return at, odd


def compare(work: Path, kills: int, epochs: int, seed: int) -> int:
    """Kill and compare; the number of kills after which something was odd."""
    data, draw = work / "data", random.Random(seed)
    finish(start("simulate", SCANS | {"output_dir": data}))
    knobs: dict[str, object] = TRAINING | {
        "train_data_file": data / "train.npz",
        "test_data_file": data / "validation.npz",
        "max_epochs": epochs,
    }
    life_s = 0.0  # of processor time, which does not depend on what else the machine does
    for name in ("whole", "again"):
        process = start("train", knobs | {"output_dir": work / name})
        life_s = wait_until(process, float("inf"))
        finish(process)
    whole = results(work / "whole")
    assert whole == results(work / "again"), "a training is not even repeatable"
    stages: Counter[str] = Counter()
    n_odd = 0
    for kill in range(kills):
        folder = work / f"killed-{kill}"
        cpu_s = draw.uniform(0.0, life_s)
        at, odd = one_kill(knobs, folder, cpu_s)
        stages[at] += 1
        found = results(folder) if not odd else {}
        odd += [f"{name} differs" for name in whole if found and found.get(name) != whole[name]]
        n_odd += bool(odd)
        told = f"killed after {cpu_s:.2f} of {life_s:.2f} s ({at})"
        sys.stdout.write(f"{told}: {'; '.join(odd) or 'equal'}\n")
        sys.stdout.flush()
        shutil.rmtree(folder)
    told = ", ".join(f"{count} {name}" for name, count in sorted(stages.items()))
    sys.stdout.write(f"{kills} kills ({told}): {n_odd} with another end\n")
    return n_odd


def main() -> int:
    """Compare and say how it went."""
    parser = argparse.ArgumentParser(allow_abbrev=False)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--seed", type=int, default=0)
    words = parser.parse_args()
    PROCESSES.set_forkserver_preload(["ptycho_torch.workflows.components"])
    with tempfile.TemporaryDirectory() as work:
        n_odd = compare(Path(work), words.kills, words.epochs, words.seed)
    return 1 if n_odd else 0


if __name__ == "__main__":
    sys.exit(main())
