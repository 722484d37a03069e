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
    alone = ["--devices=1", "--strategy=auto", "--batch-size=4", "--max-epochs=4"]
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
    assert len(list((tmp_path / "run/checkpoints").iterdir())) == 2
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
        assert process.wait(100) == 130
    for name in ("cut", "whole"):
        subprocess.run([*train, f"--output-dir={tmp_path / name}", "--resume=auto"], check=True)
    some, others = (load_bundle(tmp_path / name).weights for name in ("cut", "whole"))
    assert all(torch.equal(weight, others[name]) for name, weight in some.items())
    losses = [read_losses(tmp_path / name / "lightning_logs") for name in ("cut", "whole")]
    assert losses[0] == losses[1]
