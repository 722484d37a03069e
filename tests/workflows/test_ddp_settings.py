"""How the processes of ddp talk to each other, wait, and share the groups: seen in real runs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

# The command, with something done when training starts in each process.
WATCHED = """\
import sys, time
from pathlib import Path
import torch
from ptycho_torch.train import main
from ptycho_torch.trainer.record import CurveRecorder

real = CurveRecorder.on_train_start

def watching(self, trainer, module):
    rank = trainer.global_rank
    backend = torch.distributed.get_backend() if torch.distributed.is_initialized() else "none"
    Path(f"backend-{rank}").write_text(backend)
    LATE
    real(self, trainer, module)

CurveRecorder.on_train_start = watching
sys.exit(main())
"""
WORDS = (
    *("--gridsize=3", "--n-filters=2", "--n-unrolled=2", "--accelerator=cpu", "--max-epochs=1"),
    *("--preview-every-n-epochs=none", "--output-dir=run", "--strategy=ddp", "--devices=2"),
)


def run(
    data: Path, folder: Path, *words: str, late: str = "pass"
) -> subprocess.CompletedProcess[str]:
    script = folder / "watched.py"
    script.write_text(WATCHED.replace("LATE", late), encoding="utf-8")
    command = [sys.executable, str(script), f"--train-data-file={data / 'train.npz'}", *WORDS]
    return subprocess.run(
        [*command, *words],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def steps(folder: Path) -> int:
    return int(json.loads((folder / "run/metrics.json").read_text("utf-8"))["steps"])


def test_processes_talk_by_the_backend_asked_for(data: Path, tmp_path: Path) -> None:
    done = run(data, tmp_path, "--ddp-process-group-backend=gloo")
    assert done.returncode == 0, done.stderr
    assert [(tmp_path / f"backend-{rank}").read_text() for rank in range(2)] == ["gloo", "gloo"]
    assert steps(tmp_path) == 4  # of eight groups each process has its own


def test_each_process_may_take_all_groups(data: Path, tmp_path: Path) -> None:
    done = run(data, tmp_path, "--no-use-distributed-sampler")
    assert done.returncode == 0, done.stderr
    assert steps(tmp_path) == 8


def test_a_process_that_comes_late_is_not_waited_for_any_longer(data: Path, tmp_path: Path) -> None:
    late = "time.sleep(45 * rank)"
    done = run(data, tmp_path, "--ddp-timeout=00:00:00:20", late=late)
    assert done.returncode == 1
    told = [line for line in done.stderr.splitlines() if "--ddp-timeout" in line]
    assert told  # by each process that waited
    for line in told:
        assert line.startswith("--ddp-timeout 00:00:00:20: a process waited in vain for another (")
        assert "wait longer, then go on with --resume auto" in line
    patient = run(data, tmp_path, "--overwrite", late="time.sleep(2 * rank)")
    assert patient.returncode == 0, patient.stderr
