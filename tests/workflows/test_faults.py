"""What gives way while a command runs: one line, the right exit code, and the state is kept."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from ptycho.checkpoint_file import contents
from ptycho.checks import look
from ptycho.raw_data import load_scan
from ptycho.scan_source import open_source
from ptycho_generated.faults import InputError
from ptycho_torch.data.groups import GroupDataset
from ptycho_torch.trainer.bundle import load_bundle
from ptycho_torch.trainer.module import ReconstructionModule
from ptycho_torch.workflows import components

Command = Callable[..., int]


@pytest.fixture
def in_second_epoch(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], None]], None]:
    """Have something done at the first step of the second epoch."""

    def arrange(act: Callable[[], None]) -> None:
        real = ReconstructionModule.training_step

        def step(self: ReconstructionModule, batch: Any, batch_idx: int) -> Any:
            if self.trainer.current_epoch == 1 and batch_idx == 0:
                act()
            return real(self, batch, batch_idx)

        monkeypatch.setattr(ReconstructionModule, "training_step", step)

    return arrange


def test_a_fault_of_ours_is_kept_in_the_log(
    train: Command,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    broken: Callable[..., None],
) -> None:
    monkeypatch.setattr(components.Fitting, "fit", broken)
    assert train(tmp_path / "run") == 1
    error = capsys.readouterr().err
    assert "Traceback" not in error
    assert "internal error: RuntimeError: a wheel came off" in error
    assert str(tmp_path / "run/run.log") in error
    log = (tmp_path / "run/run.log").read_text("utf-8")
    assert "Traceback" in log
    assert "RuntimeError: a wheel came off" in log


def test_a_fault_of_ours_before_there_is_a_log_is_shown(
    train: Command,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    broken: Callable[..., None],
) -> None:
    monkeypatch.setattr(components, "build_network", broken)
    assert train(tmp_path / "run") == 1
    error = capsys.readouterr().err
    assert "Traceback" in error
    assert "internal error: RuntimeError: a wheel came off" in error
    assert not (tmp_path / "run").exists()


@pytest.mark.usefixtures("no_pictures")
def test_an_interrupted_run_can_go_on(
    train: Command,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    real = ReconstructionModule.training_step

    def interrupted(self: ReconstructionModule, *arguments: Any) -> Any:
        if self.trainer.current_epoch == 1:
            raise KeyboardInterrupt
        return real(self, *arguments)

    with monkeypatch.context() as patch:
        patch.setattr(ReconstructionModule, "training_step", interrupted)
        assert train(tmp_path / "run") == 130
    last = tmp_path / "run/checkpoints/last.ckpt"
    error = capsys.readouterr().err
    assert "Traceback" not in error
    assert f"--resume {last}" in error
    assert train(tmp_path / "run", "--resume", last) == 0
    assert train(tmp_path / "whole") == 0
    some, others = (load_bundle(tmp_path / name).weights for name in ("run", "whole"))
    assert all(torch.equal(weight, others[name]) for name, weight in some.items())


def test_a_lack_of_memory_names_the_batch(
    train: Command,
    in_second_epoch: Callable[[Callable[[], None]], None],
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
) -> None:
    def lack() -> None:
        raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 20.00 GiB.")

    in_second_epoch(lack)
    assert train(tmp_path / "run", "--batch-size", 4, "--quiet") == 1
    (line,) = capfd.readouterr().err.splitlines()
    assert line.startswith("--batch-size 4: the memory does not suffice")
    assert "--batch-size 2 with --accumulate-grad-batches 2" in line
    assert "Traceback" in (tmp_path / "run/run.log").read_text("utf-8")
    contents(tmp_path / "run/checkpoints/last.ckpt")


def test_sigterm_keeps_the_state_and_has_a_code_of_its_own(
    train: Command,
    in_second_epoch: Callable[[Callable[[], None]], None],
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
) -> None:
    in_second_epoch(lambda: os.kill(os.getpid(), signal.SIGTERM))
    assert train(tmp_path / "run", "--batch-size", 1) == 143
    error = capfd.readouterr().err
    assert "SIGTERM: ending after this step" in error
    assert f"--resume {tmp_path / 'run/checkpoints/last.ckpt'}" in error
    contents(tmp_path / "run/checkpoints/last.ckpt")


def test_a_second_interrupt_ends_at_once(
    train: Command,
    in_second_epoch: Callable[[Callable[[], None]], None],
    tmp_path: Path,
) -> None:
    after: list[str] = []

    def twice() -> None:
        os.kill(os.getpid(), signal.SIGINT)
        after.append("first")
        os.kill(os.getpid(), signal.SIGINT)
        after.append("second")

    in_second_epoch(twice)
    assert train(tmp_path / "run", "--quiet") == 130
    assert after == ["first"]
    contents(tmp_path / "run/checkpoints/last.ckpt")


def test_a_killed_loader_is_named(
    train: Command,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    ours = os.getpid()

    def killed(self: GroupDataset, index: int) -> Any:
        assert os.getpid() != ours
        os.kill(os.getpid(), signal.SIGKILL)

    monkeypatch.setattr(GroupDataset, "__getitem__", killed)
    assert train(tmp_path / "run", "--num-workers", 1, "--quiet") == 1
    lines = [line for line in capfd.readouterr().err.splitlines() if line.startswith("--num")]
    assert len(lines) == 1
    assert lines[0].startswith("--num-workers 1: a process that loads data ended")


def test_a_scan_that_vanishes_once_it_is_read_is_not_missed(data: Path, tmp_path: Path) -> None:
    path = tmp_path / "scan.npz"
    path.write_bytes((data / "train.npz").read_bytes())
    scan, whole = load_scan(path), load_scan(data / "train.npz")
    os.truncate(path, 100)
    assert np.array_equal(scan.amplitudes, whole.amplitudes)


@pytest.mark.usefixtures("no_pictures")
@pytest.mark.parametrize("how", ["shortened", "removed"])
def test_a_scan_that_is_lost_while_training_is_not_missed(
    how: str,
    data: Path,
    train: Command,
    in_second_epoch: Callable[[Callable[[], None]], None],
    tmp_path: Path,
) -> None:
    mine = tmp_path / "train.npz"
    mine.write_bytes((data / "train.npz").read_bytes())
    lose = (lambda: os.truncate(mine, 1000)) if how == "shortened" else mine.unlink
    words = ["--logger", "none", "--quiet"]
    assert train(tmp_path / "whole", *words) == 0
    in_second_epoch(lose)
    assert train(tmp_path / "run", "--train-data-file", mine, *words) == 0
    some, others = (load_bundle(tmp_path / name).weights for name in ("run", "whole"))
    assert all(torch.equal(weight, others[name]) for name, weight in some.items())


def test_a_scan_that_is_cut_while_it_is_looked_at_is_a_fault(data: Path, tmp_path: Path) -> None:
    path = tmp_path / "scan.npz"
    path.write_bytes((data / "train.npz").read_bytes())
    mapped = open_source(path).mapped("diff3d")
    assert mapped is not None
    os.truncate(path, mapped.offset + 1000)
    with pytest.raises(InputError, match="became shorter"):
        list(look._read_ahead(mapped))


def test_a_folder_in_use_is_refused(
    train: Command, tmp_path: Path, repository: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    hold = (
        "import sys; from pathlib import Path; from ptycho.folder_lock import lock_folder\n"
        "lock = lock_folder(Path(sys.argv[1])); print('locked', flush=True); sys.stdin.read()"
    )
    folder = tmp_path / "run"
    folder.mkdir()
    path = os.pathsep.join(map(str, (repository, repository / "generated")))
    with subprocess.Popen(
        [sys.executable, "-c", hold, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": path},
    ) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        assert train(folder, "--overwrite", "--quiet") == 2
        holder.kill()
    (line,) = capfd.readouterr().err.splitlines()
    assert "is in use by another run" in line
    assert [each.name for each in folder.iterdir()] == [".lock"]
    assert train(folder, "--max-epochs", 1, "--quiet") == 0
    assert not (folder / ".lock").exists()
