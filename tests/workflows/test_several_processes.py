"""Training by several processes: the same curve as by one, and one that goes on where they were.

``--batch-size`` counts the groups of one process: the global batch is that times the number of
processes.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from ptycho_torch.workflows.components import read_losses

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
