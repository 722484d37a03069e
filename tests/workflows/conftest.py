"""Commands run as a user runs them, on tiny simulated scans."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from matplotlib.image import imread

from ptycho_torch.cli.shared import run_command
from ptycho_torch.workflows import components, results

Command = Callable[..., int]

WORK = {
    "train": "ptycho_torch.workflows.components:run_training",
    "infer": "ptycho_torch.workflows.reconstruction:run_inference",
    "check": "ptycho_torch.workflows.checking:run_check",
    "evaluate": "ptycho_torch.workflows.evaluating:run_evaluation",
    "simulate": "ptycho_torch.workflows.simulation:run_simulation",
}
# 64 patterns span just enough for the scores.
TINY_SCANS = ("--patch-size=16", "--probe-diameter-px=7", "--step-px=3", "--n-positions=64")
TINY_TRAINING = (
    "--gridsize=3",
    "--n-filters=2",
    "--n-unrolled=2",
    "--n-hidden-channels=1",
    "--max-epochs=2",
    "--accelerator=cpu",
    "--no-enable-progress-bar",
)


@pytest.fixture(scope="session", autouse=True)
def one_thread(on_one_thread: Callable[[], AbstractContextManager[None]]) -> Iterator[None]:
    """Tensors this small wait longer for a second thread than it saves on a busy machine."""
    with on_one_thread():
        yield


@pytest.fixture(autouse=True)
def process_as_before(as_before: Callable[[], AbstractContextManager[None]]) -> Iterator[None]:
    """Undo what Lightning does to the whole process, and pass over its advice."""
    with as_before():
        yield


def _run(command: str, *words: object) -> int:
    return run_command(command, [str(word) for word in words], WORK[command])


@pytest.fixture(scope="session")
def run() -> Command:
    """Run a command in this process; returns its exit code."""
    return _run


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of train.npz, validation.npz and test.npz; not to be changed."""
    folder = tmp_path_factory.mktemp("data")
    words = ["--output-dir", folder, "--object-kind", "siemens_star", "--overwrite"]
    assert _run("simulate", *words, *TINY_SCANS) == 0
    return folder


@pytest.fixture(scope="session")
def train(data: Path) -> Command:
    """Train on the tiny scans into a folder; more words may follow."""

    def run_training(folder: Path, *words: object) -> int:
        scans = ["--train-data-file", data / "train.npz"]
        return _run("train", *scans, "--output-dir", folder, *TINY_TRAINING, *words)

    return run_training


@pytest.fixture(scope="session")
def trained(data: Path, train: Command, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Run folder of a finished training with validation and previews; not to be changed."""
    folder = tmp_path_factory.mktemp("runs") / "trained"
    validation = ["--test-data-file", data / "validation.npz"]
    assert train(folder, *validation, "--preview-every-n-epochs", 2) == 0
    return folder


@pytest.fixture
def refused(capfd: pytest.CaptureFixture[str]) -> Callable[..., list[str]]:
    """Run a command that must end with exit code 2; returns its faults, one for each line."""

    def faults(command: Command, *words: object) -> list[str]:
        capfd.readouterr()
        assert command(*words, "--quiet") == 2
        shown = capfd.readouterr()
        assert shown.out == ""
        lines = shown.err.splitlines()
        assert lines
        assert all(": " in line and "; " in line for line in lines), shown.err
        return lines

    return faults


@pytest.fixture
def no_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out the slowest part of a run, for tests that look at something else."""
    for module in (components, results):
        monkeypatch.setattr(module, "write_pictures", lambda *_, **__: None)


@pytest.fixture(scope="session")
def run_folder() -> set[str]:
    """What a finished run folder with previews holds."""
    return {
        "config.yaml",
        "provenance.json",
        "run.log",
        "checkpoints",
        "lightning_logs",
        "previews",
        "wts.h5.zip",
        "metrics.json",
        "reconstructed_amplitude.png",
        "reconstructed_phase.png",
        "summary.png",
        "report.html",
    }


@pytest.fixture(scope="session")
def read_json() -> Callable[[Path], Any]:
    """Read JSON without NaN, which is no JSON."""

    def refuse(word: str) -> None:
        raise AssertionError(f"{word} is no JSON")

    def read(path: Path) -> Any:
        return json.loads(path.read_text("utf-8"), parse_constant=refuse)

    return read


@pytest.fixture(scope="session")
def is_picture() -> Callable[[Path], bool]:
    """Whether a file is an image with something on it."""

    def look(path: Path) -> bool:
        pixels = np.asarray(imread(path))
        return min(pixels.shape[:2]) >= 16 and float(pixels[..., :3].std()) > 0.01

    return look


@pytest.fixture
def broken() -> Callable[..., None]:
    """What stands in for a function of ours that has a fault."""

    def come_off(*_: object, **__: object) -> None:
        raise RuntimeError("a wheel came off")

    return come_off
