"""Training by several processes: the same curve as by one, and one that goes on where they were.

``--batch-size`` counts the groups of one process: the global batch is that times the number of
processes.
"""

from __future__ import annotations

import csv
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from ptycho_torch.trainer.bundle import load_bundle
from ptycho_torch.workflows.components import read_losses

ReadJson = Callable[[Path], Any]

WORDS = (
    "--gridsize=3",
    "--n-filters=2",
    "--n-unrolled=2",
    "--accelerator=cpu",
    "--log-every-n-steps=1",
    "--quiet",
)
TRAIN = "ptycho_torch.train"
SHORT = "--max-epochs=3"

pytestmark = pytest.mark.slow


def words(data: Path, folder: Path, *more: str) -> list[str]:
    scans = [f"--train-data-file={data / 'train.npz'}", f"--test-data-file={data}/validation.npz"]
    return [*scans, *WORDS, f"--output-dir={folder}", *more]


def train(data: Path, folder: Path, *more: str) -> Path:
    subprocess.run([sys.executable, "-m", TRAIN, *words(data, folder, *more)], check=True)
    return folder


def curve(folder: Path) -> dict[str, list[float]]:
    curves = read_losses(folder / "lightning_logs")
    return {name: values for name, (_, values) in curves.items()}


@pytest.fixture(scope="module")
def one(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("one") / "run"
    return train(data, folder, SHORT, "--batch-size=4", "--devices=1")


@pytest.fixture(scope="module")
def two(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("two") / "run"
    return train(data, folder, SHORT, "--batch-size=2", "--devices=2", "--strategy=ddp")


def test_two_processes_give_the_curve_of_one_with_the_same_global_batch(
    one: Path, two: Path
) -> None:
    for name, values in curve(one).items():
        assert len(values) == 3
        assert curve(two)[name] == pytest.approx(values, rel=1e-5)


def test_what_two_processes_began_one_finishes(data: Path, two: Path, tmp_path: Path) -> None:
    checkpoint = two / "checkpoints/last.ckpt"
    alone = ["--batch-size=4", "--max-epochs=4"]  # the checkpoint says nothing of this machine
    resumed = train(data, tmp_path / "resumed", *alone, f"--resume={checkpoint}")
    (loss,) = curve(resumed)["train_loss"]
    epochs, _ = read_losses(resumed / "lightning_logs")["train_loss"]
    assert epochs == [4.0]
    two_go_on = ["--devices=2", "--strategy=ddp", "--batch-size=2", "--max-epochs=4"]
    other = train(data, tmp_path / "other", *two_go_on, f"--resume={checkpoint}")
    assert curve(other)["train_loss"] == pytest.approx([loss], rel=1e-5)


def test_two_nodes_give_the_curve_of_two_processes(data: Path, two: Path, tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    more = ["--batch-size=2", "--devices=1", "--num-nodes=2", "--strategy=ddp", SHORT]
    launch = [sys.executable, "-m", "torch.distributed.run", "--nnodes=2", "--nproc-per-node=1"]
    launch += ["--master-addr=127.0.0.1", f"--master-port={port}"]
    command = ["-m", TRAIN, *words(data, tmp_path / "run", *more)]
    nodes = [
        subprocess.Popen([*launch, f"--node-rank={rank}", *command], env=os.environ)
        for rank in range(2)
    ]
    assert [node.wait(300) for node in nodes] == [0, 0]
    for name, values in curve(two).items():
        assert curve(tmp_path / "run")[name] == pytest.approx(values, rel=1e-6)


TWO_PROCESSES = (
    "--devices=2",
    "--gridsize=3",
    "--n-filters=2",
    "--n-unrolled=2",
    "--accelerator=cpu",
    "--max-epochs=2",
    "--log-every-n-steps=1",
    "--scheduler=Default",
)


def test_two_processes_write_one_result(
    run_folder: set[str],
    read_json: ReadJson,
    data: Path,
    tmp_path: Path,
    run_python: Callable[..., subprocess.CompletedProcess[str]],
) -> None:
    words = ["--train-data-file", str(data / "train.npz"), *TWO_PROCESSES]
    done = run_python("-m", "ptycho_torch.train", *words, "--output-dir=run", "--strategy=ddp")
    assert done.returncode == 0, done.stderr
    assert done.stderr.count("picture: ") == 1
    assert (tmp_path / "run/run.log").read_text("utf-8").count("picture: ") == 1
    assert {path.name for path in (tmp_path / "run").iterdir()} == run_folder - {"previews"}
    assert read_json(tmp_path / "run/metrics.json")["steps"] == 8  # 8 groups, shared by two
    (metrics,) = (tmp_path / "run").rglob("metrics.csv")
    recorded = metrics.read_bytes()
    with metrics.open(newline="", encoding="utf-8") as opened:
        steps = [row["step"] for row in csv.DictReader(opened) if row["train_objective"]]
    assert steps == list(map(str, range(8)))
    checkpoints = {path.name for path in (tmp_path / "run/checkpoints").iterdir()}
    assert {"last.ckpt", "previous.ckpt"} < checkpoints
    assert len(checkpoints) == 3
    again = run_python("-m", "ptycho_torch.train", *words, "--output-dir=again")
    assert again.returncode == 0, again.stderr
    (other,) = (tmp_path / "again").rglob("metrics.csv")
    assert other.read_bytes() == recorded
    some, others = (load_bundle(tmp_path / name).weights for name in ("run", "again"))
    assert all(torch.equal(weight, others[name]) for name, weight in some.items())


def test_two_processes_end_together_and_go_on_where_they_were(data: Path, tmp_path: Path) -> None:
    words = ["--train-data-file", str(data / "train.npz"), *TWO_PROCESSES]
    train = [
        sys.executable,
        "-m",
        "ptycho_torch.train",
        *words,
        "--checkpoint-every-n-train-steps=3",
    ]
    last = tmp_path / "cut/checkpoints/last.ckpt"
    with subprocess.Popen([*train, f"--output-dir={tmp_path / 'cut'}", "--quiet"]) as process:
        while not last.exists() and process.poll() is None:
            time.sleep(0.005)
        process.terminate()
        assert process.wait(100) == 143
    for name in ("cut", "whole"):
        subprocess.run([*train, f"--output-dir={tmp_path / name}", "--resume=auto"], check=True)
    some, others = (load_bundle(tmp_path / name).weights for name in ("cut", "whole"))
    assert all(torch.equal(weight, others[name]) for name, weight in some.items())
    losses = [read_losses(tmp_path / name / "lightning_logs") for name in ("cut", "whole")]
    assert losses[0] == losses[1]


def reconstruct(data: Path, trained: Path, folder: Path, n_processes: int, *more: str) -> Path:
    launch = ["-m", "torch.distributed.run", "--standalone", f"--nproc-per-node={n_processes}"]
    launch = [*launch, "-m"] if n_processes > 1 else ["-m"]
    scan = [f"--test-data={data / 'test.npz'}", f"--model-path={trained}"]
    command = [*launch, "ptycho_torch.inference", *scan, f"--output-dir={folder}", *more]
    words = [sys.executable, *command, "--accelerator=cpu"]
    subprocess.run(words, check=True, timeout=300, capture_output=True, text=True)
    return folder


def objects(folder: Path) -> np.ndarray:
    with np.load(folder / "reconstruction.npz") as arrays:
        return np.asarray(arrays["object"])


@pytest.mark.parametrize("more", [(), ("--refine=3",)], ids=["network", "refined"])
def test_two_processes_reconstruct_what_one_does(
    data: Path, one: Path, tmp_path: Path, more: tuple[str, ...]
) -> None:
    alone = reconstruct(data, one, tmp_path / "alone", 1, *more)
    both = reconstruct(data, one, tmp_path / "both", 2, *more)
    wanted = objects(alone)
    assert np.abs(objects(both) - wanted).max() <= 1e-5 * np.abs(wanted).max()
    assert {path.name for path in both.iterdir()} == {path.name for path in alone.iterdir()}
    log = (both / "run.log").read_text("utf-8")
    assert log.count("2 processes share the patterns; the first one writes") == 1


def test_a_folder_that_is_taken_is_refused_once(data: Path, one: Path, tmp_path: Path) -> None:
    (tmp_path / "reconstruction.npz").touch()
    with pytest.raises(subprocess.CalledProcessError) as caught:
        reconstruct(data, one, tmp_path, 2)
    assert caught.value.stderr.count("holds results already (reconstruction.npz)") == 1
    assert "Traceback" not in caught.value.stderr.partition("torch/distributed/elastic")[0]
    assert [path.name for path in tmp_path.iterdir()] == ["reconstruction.npz"]


# One process finds a batch whose loss is no number; the words after the first are its command's.
SPOILT = """
import os, sys
import torch
from ptycho_torch.cli.shared import run_command
from ptycho_torch.trainer.module import ReconstructionModule

real, rank, batches = ReconstructionModule.training_step, sys.argv[1], sys.argv[2].split(",")

def step(self, batch, batch_idx):
    if os.environ.get("LOCAL_RANK", "0") == rank and str(batch_idx) in batches:
        batch.inputs.amplitudes.fill_(torch.nan)
    return real(self, batch, batch_idx)

ReconstructionModule.training_step = step
sys.exit(run_command("train", sys.argv[3:], "ptycho_torch.workflows.components:run_training"))
"""


def spoilt(
    rank: int, batches: str, data: Path, folder: Path, *more: str
) -> subprocess.CompletedProcess[str]:
    script = folder.parent / "spoilt.py"
    script.write_text(SPOILT, "utf-8")
    scan = f"--train-data-file={data / 'train.npz'}"
    command = [str(script), str(rank), batches, scan, *TWO_PROCESSES, f"--output-dir={folder}"]
    return subprocess.run(
        [sys.executable, *command, "--max-epochs=1", "--strategy=ddp", "--batch-size=1", *more],
        capture_output=True,
        text=True,
        check=False,
        timeout=200,
    )


@pytest.mark.parametrize("rank", [0, 1])
@pytest.mark.parametrize("accumulated", [1, 2])
def test_a_batch_is_skipped_by_both_processes_or_by_none(
    rank: int, accumulated: int, data: Path, tmp_path: Path
) -> None:
    more = ["--nonfinite-loss=skip", f"--accumulate-grad-batches={accumulated}"]
    done = spoilt(rank, "1,2,3", data, tmp_path / "run", *more)
    assert done.returncode == 0, done.stderr
    what = "the loss is nan" if rank == 0 else "the loss of another process is not finite"
    assert done.stderr.count(f"{what} in epoch 0, batch 1 (groups 1 to 1): the batch is skipped")
    assert all(bool(w.isfinite().all()) for w in load_bundle(tmp_path / "run").weights.values())
    assert not list(tmp_path.rglob("nonfinite_batch.npz"))


def test_what_is_skipped_changes_no_weights(data: Path, tmp_path: Path) -> None:
    """Two of the four steps of an epoch, the last ones, might as well not have been."""
    plain = ["--nonfinite-loss=skip", "--ema-decay=none", "--checkpoint-save-top-k=0"]
    assert spoilt(1, "2,3", data, tmp_path / "run", *plain).returncode == 0
    assert spoilt(1, "", data, tmp_path / "short", *plain, "--max-steps=2").returncode == 0
    some, others = (load_bundle(tmp_path / name).weights for name in ("run", "short"))
    assert all(torch.equal(weight, others[name]) for name, weight in some.items())


@pytest.mark.parametrize("rank", [0, 1])
def test_both_processes_stop_and_the_spoilt_batch_is_kept(
    rank: int, data: Path, tmp_path: Path
) -> None:
    done = spoilt(rank, "2", data, tmp_path / "run")
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr
    assert "the loss is nan in epoch 0, batch 2 (groups 2 to 2)" in done.stderr
    with np.load(tmp_path / "run/nonfinite_batch.npz") as dump:
        assert np.isnan(dump["inputs.amplitudes"]).all()
