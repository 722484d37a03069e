"""`ptycho_train --architecture cnn`, from a scan to a reconstruction."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from ptycho_torch.trainer.bundle import load_bundle

Command = Callable[..., int]
Refused = Callable[..., list[str]]

pytestmark = pytest.mark.usefixtures("no_pictures")


def test_the_cnn_trains_and_reconstructs(run: Command, tmp_path: Path) -> None:
    scans = ["--patch-size", 32, "--probe-diameter-px", 12, "--step-px", 6, "--n-positions", 36]
    assert run("simulate", "--output-dir", tmp_path / "data", *scans) == 0
    train = ["--train-data-file", tmp_path / "data/train.npz", "--output-dir", tmp_path / "run"]
    small = ["--n-filters-scale", 1, "--max-epochs", 1, "--accelerator", "cpu", "--quiet"]
    words = ["--architecture", "cnn", "--gridsize", 2, "--batch-size", 8, *small]
    assert run("train", *train, *words) == 0
    named = load_bundle(tmp_path / "run").provenance["network"]
    assert (named["gridsize"], named["patch_size"]) == (2, 32)
    infer = ["--model-path", tmp_path / "run", "--test-data", tmp_path / "data/test.npz"]
    assert run("infer", *infer, "--output-dir", tmp_path / "out", "--accelerator", "cpu") == 0
    metrics = json.loads((tmp_path / "out/metrics.json").read_text("utf-8"))
    assert metrics["scores"]["complex_correlation"]["value"] > 0.3


def test_large_groups_are_refused(train: Command, tmp_path: Path, refused: Refused) -> None:
    words = ["--architecture", "cnn", "--gridsize", 10]
    (fault,) = refused(train, tmp_path / "run", *words)
    assert "--gridsize 1, 2 or 3" in fault
    assert not (tmp_path / "run").exists()
