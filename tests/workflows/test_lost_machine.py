"""What gives way beneath a training in a process of its own: memory, permission, signals.

Each time one line says so, what was written before is whole, and with the machine restored the
training goes on to the weights of one that nothing happened to.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import torch

from ptycho.checkpoint_file import contents
from ptycho_torch.trainer.bundle import load_bundle

Command = Callable[..., int]
Start = Callable[..., subprocess.Popen[str]]

# The first argument is what is done at the first step of the second epoch.
TRAINING = """
import os, resource, sys, time
from pathlib import Path
from ptycho_torch.cli.shared import run_command
from ptycho_torch.trainer.module import ReconstructionModule

real, act = ReconstructionModule.training_step, sys.argv[1]
folder = Path(next(word.partition("=")[2] for word in sys.argv if word.startswith("--output-dir=")))

def step(self, batch, batch_idx):
    if self.trainer.current_epoch == 1 and batch_idx == 0:
        exec(act)
    return real(self, batch, batch_idx)

ReconstructionModule.training_step = step
sys.exit(run_command("train", sys.argv[2:], "ptycho_torch.workflows.components:run_training"))
"""
TINY = (
    *("--gridsize=3", "--n-filters=2", "--n-unrolled=2", "--n-hidden-channels=1"),
    *("--max-epochs=2", "--accelerator=cpu", "--logger=none", "--preview-every-n-epochs=none"),
)
FORBID = "[each.chmod(0o555) for each in (folder, folder / 'checkpoints')]"
WAIT = "print('waiting', flush=True); time.sleep(100)"
# Not one byte more than what the process has taken by then.
NO_MORE_MEMORY = """
pages = int(Path("/proc/self/statm").read_text().split()[0])
size = pages * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (size, resource.RLIM_INFINITY))
"""


@pytest.fixture
def start(data: Path, tmp_path: Path, repository: Path) -> Start:
    """Start a training into ``run``, which does something at its second epoch."""
    script = tmp_path / "training.py"
    script.write_text(TRAINING, "utf-8")
    path = os.pathsep.join(map(str, (repository, repository / "generated")))

    def begin(act: str, *more: str, before: tuple[str, ...] = ()) -> subprocess.Popen[str]:
        words = [f"--train-data-file={data / 'train.npz'}", f"--output-dir={tmp_path / 'run'}"]
        return subprocess.Popen(
            [*before, sys.executable, str(script), act, *words, *TINY, *more],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=os.environ | {"PYTHONPATH": path, "OMP_NUM_THREADS": "1"},
        )

    return begin


def goes_on(folder: Path, train: Command, *more: str) -> None:
    """The interrupted training in a folder ends as one that nothing happened to."""
    contents(folder / "checkpoints/last.ckpt")
    assert not list(folder.rglob("*.part*"))
    words = [*TINY, *more, "--quiet"]
    assert train(folder, *words, "--resume", "auto") == 0
    assert train(folder.with_name("whole"), *words) == 0
    some, others = (load_bundle(folder.with_name(name)).weights for name in ("run", "whole"))
    assert all(torch.equal(weight, others[name]) for name, weight in some.items())


@pytest.mark.usefixtures("no_pictures")
def test_permission_that_is_lost_is_told_and_loses_nothing(
    start: Start, train: Command, tmp_path: Path
) -> None:
    before: tuple[str, ...] = ()
    if os.geteuid() == 0:  # whom a mode stops only without these rights
        before = ("setpriv", "--bounding-set=-dac_override,-dac_read_search")
        found = shutil.which("setpriv") is not None
        if not found or subprocess.run([*before, "true"], check=False).returncode:
            pytest.skip("this system does not let root give up the right to write everywhere")
    with start(FORBID, "--quiet", before=before) as process:
        _, error = process.communicate(timeout=200)
    for folder in (tmp_path / "run", tmp_path / "run/checkpoints"):
        folder.chmod(0o755)
    (line,) = error.splitlines()
    assert process.returncode == 1
    assert "permission was lost (Permission denied)" in line
    assert "then go on with --resume auto" in line
    goes_on(tmp_path / "run", train)


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory is counted as Linux does")
@pytest.mark.usefixtures("no_pictures")
def test_memory_that_runs_out_is_told_and_loses_nothing(
    start: Start, train: Command, tmp_path: Path
) -> None:
    words = ["--batch-size=4", "--n-filters=64"]
    with start(NO_MORE_MEMORY, *words, "--quiet") as process:
        _, error = process.communicate(timeout=200)
    (line,) = error.splitlines()
    assert process.returncode == 1
    assert line.startswith("--batch-size 4: the memory does not suffice")
    assert "try --batch-size 2 with --accumulate-grad-batches 2" in line
    goes_on(tmp_path / "run", train, *words)


@pytest.mark.slow
@pytest.mark.usefixtures("no_pictures")
def test_ctrl_c_finishes_the_step_and_a_second_one_does_not_wait(
    start: Start, train: Command, tmp_path: Path
) -> None:
    began = time.monotonic()
    with start(WAIT) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline() == "waiting\n"
        process.send_signal(signal.SIGINT)
        said = ""
        while "SIGINT: ending after this step" not in said:
            assert process.poll() is None
            said += process.stderr.readline()
        process.send_signal(signal.SIGINT)
        _, error = process.communicate(timeout=60)
    assert process.returncode == 130
    assert time.monotonic() - began < 100
    assert "Traceback" not in error
    assert f"--resume {tmp_path / 'run/checkpoints/last.ckpt'}" in error
    goes_on(tmp_path / "run", train)


@pytest.mark.slow
@pytest.mark.usefixtures("no_pictures")
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_one_signal_ends_a_process_after_its_step(
    number: int, code: int, start: Start, train: Command, tmp_path: Path
) -> None:
    act = f"os.kill(os.getpid(), {int(number)})"
    with start(act) as process:
        _, error = process.communicate(timeout=200)
    assert process.returncode == code, error
    assert "Traceback" not in error
    goes_on(tmp_path / "run", train)
