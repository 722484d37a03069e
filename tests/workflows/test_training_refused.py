"""`ptycho_train`: what is refused before anything is written, and what cannot be scored."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from ptycho.raw_data import load_scan, save_scan
from ptycho_torch.workflows import reconstruct

Command = Callable[..., int]
Refused = Callable[..., list[str]]
ReadJson = Callable[[Path], Any]


def without(arrays: dict[str, Any], key: str) -> dict[str, Any]:
    return {name: array for name, array in arrays.items() if name != key}


@pytest.mark.parametrize(
    ("change", "parts"),
    [
        (lambda a: without(a, "probeGuess"), ["probeGuess"]),
        (lambda a: without(without(a, "xcoords"), "probeGuess"), ["xcoords", "probeGuess"]),
        (lambda a: a | {"xcoords": a["xcoords"][:5]}, ["xcoords"]),
        (lambda a: a | {"diff3d": a["diff3d"][:, :, :9]}, ["diff3d"]),
        (lambda a: {}, ["diff3d", "probeGuess"]),
    ],
)
@pytest.mark.parametrize("role", ["--train-data-file", "--test-data-file"])
def test_a_wrong_scan_is_refused_before_anything_is_written(
    change: Callable[[dict[str, Any]], dict[str, Any]],
    parts: list[str],
    role: str,
    data: Path,
    train: Command,
    tmp_path: Path,
    refused: Refused,
) -> None:
    bad = tmp_path / "bad.npz"
    np.savez(bad, **change(dict(np.load(data / "train.npz"))))
    faults = refused(train, tmp_path / "run", role, bad)
    assert all(str(bad) in fault for fault in faults)
    assert all(any(part in fault for fault in faults) for part in parts)
    assert not (tmp_path / "run").exists()


def test_faults_of_both_scans_are_told_at_once(
    train: Command, tmp_path: Path, refused: Refused
) -> None:
    (tmp_path / "text.npz").write_text("no archive")
    words = [
        "--train-data-file",
        tmp_path / "nowhere.npz",
        "--test-data-file",
        tmp_path / "text.npz",
    ]
    first, second = refused(train, tmp_path / "run", *words)
    assert "nowhere.npz" in first
    assert "text.npz" in second
    assert not (tmp_path / "run").exists()


def test_scans_of_different_detectors_are_refused(
    run: Command, train: Command, tmp_path: Path, refused: Refused
) -> None:
    words = ["--patch-size=18", "--probe-diameter-px=7", "--step-px=3", "--n-positions=36"]
    assert run("simulate", "--output-dir", tmp_path / "other", *words) == 0
    other = tmp_path / "other/validation.npz"
    (fault,) = refused(train, tmp_path / "run", "--test-data-file", other)
    assert str(other) in fault
    assert "18 px" in fault
    assert "16 px" in fault
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        (["--max-epochs", 0, "--learning-rate", -1], ["--max-epochs", "--learning-rate"]),
        (["--max-epoch", 3], ["--max-epoch", "--max-epochs"]),
        (["--gridsize", 1], ["--gridsize"]),
        (["--input-fraction-min", 0.9, "--input-fraction-max", 0.5], ["--input-fraction-min"]),
        (["--persistent-workers"], ["--num-workers"]),
        (["--config", "nowhere.yaml"], ["nowhere.yaml"]),
        (["--accelerator", "mps" if torch.cuda.is_available() else "cuda"], ["--accelerator"]),
        (["--precision", "16-mixed"], ["--precision 16-mixed", "bf16-mixed or 32-true"]),
        (["--resume", "nowhere.ckpt"], ["--resume nowhere.ckpt", "does not exist"]),
    ],
)
def test_a_wrong_setting_is_refused_before_anything_is_written(
    words: list[object], parts: list[str], train: Command, tmp_path: Path, refused: Refused
) -> None:
    faults = refused(train, tmp_path / "run", *words)
    assert all(any(part in fault for fault in faults) for part in parts)
    assert not (tmp_path / "run").exists()


def test_a_checkpoint_that_is_none_is_refused(
    data: Path, trained: Path, train: Command, tmp_path: Path, refused: Refused
) -> None:
    whole = (trained / "checkpoints/last.ckpt").read_bytes()
    (tmp_path / "cut.ckpt").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "text.ckpt").write_text("hello")
    torch.save({"state_dict": {}}, tmp_path / "weights.ckpt")
    torch.save([1, 2], tmp_path / "list.ckpt")
    wrong = [tmp_path / f"{name}.ckpt" for name in ("cut", "text", "weights", "list")]
    for path in (*wrong, tmp_path, data / "train.npz", trained / "wts.h5.zip"):
        (fault,) = refused(train, tmp_path / "run", "--resume", path)
        assert f"--resume {path}" in fault
        assert "last.ckpt" in fault
    begun = trained / "checkpoints/last.ckpt"
    (fault,) = refused(train, tmp_path / "run", "--resume", begun, "--n-unrolled", 3)
    assert "n_unrolled is 3, but the checkpoint was trained with 2" in fault
    assert not (tmp_path / "run").exists()


def test_a_training_that_diverges_names_the_learning_rate(
    train: Command, tmp_path: Path, refused: Refused
) -> None:
    words = ["--learning-rate", 1e30, "--gradient-clip-val", "none", "--ema-decay", "none"]
    (fault,) = refused(train, tmp_path / "run", *words, "--quiet")
    assert fault.startswith("--learning-rate 1e+30: the training diverged")
    assert not (tmp_path / "run/wts.h5.zip").exists()


@pytest.mark.usefixtures("no_pictures")
def test_a_scan_too_small_for_scores_is_trained_all_the_same(
    read_json: ReadJson, data: Path, train: Command, tmp_path: Path
) -> None:
    save_scan(tmp_path / "small.npz", load_scan(data / "train.npz").select(slice(0, 20)))
    assert train(tmp_path / "run", "--train-data-file", tmp_path / "small.npz") == 0
    assert read_json(tmp_path / "run/metrics.json")["scores"] is None
    assert "no scores: scan positions" in (tmp_path / "run/run.log").read_text("utf-8")


def test_a_scan_without_truth_is_trained_without_scores(
    read_json: ReadJson, data: Path, train: Command, tmp_path: Path
) -> None:
    np.savez(tmp_path / "scan.npz", **without(dict(np.load(data / "train.npz")), "objectGuess"))
    assert train(tmp_path / "run", "--train-data-file", tmp_path / "scan.npz") == 0
    assert read_json(tmp_path / "run/metrics.json")["scores"] is None
    assert "no objectGuess" in (tmp_path / "run/run.log").read_text("utf-8")
    assert (tmp_path / "run/summary.png").is_file()


def test_no_scores_without_reason(data: Path) -> None:
    """What is not scored is not shown as a table either."""
    assert reconstruct.score_lines(None) == []
