"""`ptycho_train`: the run folder, counts or amplitude, and what becomes of earlier results."""

from __future__ import annotations

import csv
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from ptycho_generated.settings import TrainSettings
from ptycho_torch.trainer.bundle import load_bundle
from ptycho_torch.workflows import components

Command = Callable[..., int]
Refused = Callable[..., list[str]]
ReadJson = Callable[[Path], Any]


def files_below(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_the_run_folder_holds_what_is_promised(run_folder: set[str], trained: Path) -> None:
    assert {path.name for path in trained.iterdir()} == run_folder
    checkpoints = {path.name for path in (trained / "checkpoints").iterdir()}
    assert {"last.ckpt", "previous.ckpt"} < checkpoints
    assert len(checkpoints) == 3
    assert {path.name for path in (trained / "previews").iterdir()} == {
        "epoch-0002-amplitude.png",
        "epoch-0002-phase.png",
        "epoch-0002-patches-amplitude.png",
        "epoch-0002-patches-phase.png",
    }
    assert not list(trained.rglob("*.part*"))


def test_the_metrics_file_has_the_promised_columns(trained: Path) -> None:
    metrics = trained / "lightning_logs/version_0/metrics.csv"
    with metrics.open(newline="", encoding="utf-8") as opened:
        rows = list(csv.DictReader(opened))
    assert {"epoch", "step", "train_loss", "val_loss", "lr"} <= set(rows[0])
    assert {row["epoch"] for row in rows if row["val_loss"]} == {"0", "1"}


def test_pictures_are_pictures(trained: Path, is_picture: Callable[[Path], bool]) -> None:
    pictures = list(trained.rglob("*.png"))
    assert len(pictures) == 7
    assert all(map(is_picture, pictures))


def test_the_bundle_holds_the_weights_of_the_best_checkpoint(trained: Path, data: Path) -> None:
    (best,) = (trained / "checkpoints").glob("epoch-*")
    state = torch.load(best, weights_only=True)["state_dict"]
    bundle = load_bundle(trained)
    assert {f"network.{name}" for name in bundle.weights} == set(state)
    for name, weight in bundle.weights.items():
        assert torch.equal(weight, state[f"network.{name}"])
    assert bundle.settings["training"]["model"]["n_filters"] == 2
    assert bundle.provenance["training_scan"]["n_patterns"] == 64
    assert bundle.provenance["training_scan"]["file"] == str(data / "train.npz")


def test_metrics_hold_each_score_with_its_circumstances(
    read_json: ReadJson, trained: Path, data: Path
) -> None:
    metrics = read_json(trained / "metrics.json")
    assert metrics["scored_scan"] == str(data / "validation.npz")
    assert {"amplitude_ssim", "phase_ssim"} <= set(metrics["scores"])
    for score in metrics["scores"].values():
        assert {"value", "flat", "region", "peak", "alignment"} <= set(score)
    assert metrics["epochs"] == 2
    assert metrics["metrics"]["val_loss"] > 0


@pytest.mark.usefixtures("no_pictures")
def test_provenance_names_layer_place_and_losers(
    read_json: ReadJson, train: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_file = tmp_path / "run.yaml"
    run_file.write_text("# first\nlearning_rate: 0.5\nseed: 7\n", encoding="utf-8")
    monkeypatch.setenv("PTYCHO_LEARNING_RATE", "0.25")
    words = ["--config", run_file, "--learning-rate", 0.001, "--max-epochs", 1]
    assert train(tmp_path / "run", *words) == 0
    origin = read_json(tmp_path / "run/provenance.json")
    assert origin["learning_rate"] == {
        "value": 0.001,
        "layer": "command_line",
        "place": "--learning-rate",
        "losers": [
            {"value": 0.25, "layer": "environment", "place": "PTYCHO_LEARNING_RATE"},
            {"value": 0.5, "layer": "run_file", "place": f"{run_file}:2:16"},
            {"value": 0.003, "layer": "default", "place": "registry"},
        ],
    }
    assert origin["seed"]["place"] == f"{run_file}:3:7"
    assert origin["precision"]["layer"] == "default"


def test_the_configuration_fed_back_gives_the_same_settings(
    run: Command, trained: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[TrainSettings] = []
    monkeypatch.setattr(components, "run_training", lambda settings, _: seen.append(settings))
    assert run("train", "--config", trained / "config.yaml") == 0
    (settings,) = seen
    assert settings.training.output_dir == trained
    assert settings.execution.preview_every_n_epochs == 2
    bundle = load_bundle(trained).settings
    assert components.plain_settings(settings) == bundle


@pytest.mark.usefixtures("no_pictures")
@pytest.mark.parametrize(
    ("kind", "words", "said"),
    [
        ("amplitude", [], "the squares of the values are whole numbers"),
        ("counts", [], "all values are whole numbers"),
        ("counts", ["--measurement", "counts"], "the measurement setting says counts"),
    ],
)
def test_the_log_says_counts_or_amplitude_and_why(
    kind: str,
    words: list[str],
    said: str,
    data: Path,
    train: Command,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(components.Fitting, "fit", lambda _: None)
    arrays = dict(np.load(data / "train.npz"))
    if kind == "counts":
        arrays["diff3d"] = np.rint(arrays["diff3d"] ** 2)
    np.savez(tmp_path / "scan.npz", **arrays)
    assert train(tmp_path / "run", "--train-data-file", tmp_path / "scan.npz", *words) == 0
    log = (tmp_path / "run/run.log").read_text("utf-8")
    assert said in log
    assert "scan.npz: 64 patterns of 16 px" in log


@pytest.mark.usefixtures("no_pictures")
def test_counts_and_their_square_roots_train_alike(
    data: Path, train: Command, tmp_path: Path
) -> None:
    arrays = dict(np.load(data / "train.npz"))
    np.savez(tmp_path / "counts.npz", **arrays | {"diff3d": np.rint(arrays["diff3d"] ** 2)})
    assert train(tmp_path / "counts", "--train-data-file", tmp_path / "counts.npz") == 0
    assert train(tmp_path / "amplitude") == 0
    some, others = (load_bundle(tmp_path / name).weights for name in ("counts", "amplitude"))
    for name, weight in some.items():
        torch.testing.assert_close(weight, others[name], rtol=1e-3, atol=1e-4)


@pytest.mark.usefixtures("no_pictures")
def test_earlier_results_are_kept_unless_asked(
    train: Command, tmp_path: Path, refused: Refused
) -> None:
    words = ["--max-epochs", 1, "--checkpoint-save-top-k", -1]
    assert train(tmp_path / "run", *words, "--preview-every-n-epochs", 1) == 0
    before = files_below(tmp_path / "run")
    (fault,) = refused(train, tmp_path / "run", *words, "--seed", 1)
    assert "--overwrite" in fault
    assert "wts.h5.zip" in fault
    assert files_below(tmp_path / "run") == before
    mine = tmp_path / "run/notes.txt"
    mine.write_text("not a result")
    assert train(tmp_path / "run", *words, "--seed", 1, "--overwrite", "--logger", "none") == 0
    after = files_below(tmp_path / "run")
    assert after["wts.h5.zip"] != before["wts.h5.zip"]
    assert not [name for name in after if name.startswith(("lightning_logs", "previews"))]
    assert len([name for name in after if name.startswith("checkpoints")]) == 2
    assert mine.read_text() == "not a result"


@pytest.mark.usefixtures("no_pictures")
def test_a_run_goes_on_in_its_own_folder(
    read_json: ReadJson, train: Command, tmp_path: Path
) -> None:
    folder = tmp_path / "run"
    words = ["--scheduler", "Default", "--logger", "csv"]
    assert train(folder, *words, "--max-epochs", 1) == 0
    last = folder / "checkpoints/last.ckpt"
    assert train(folder, *words, "--max-epochs", 2, "--resume", last) == 0
    assert train(tmp_path / "whole", *words, "--max-epochs", 2) == 0
    some, others = (load_bundle(each).weights for each in (folder, tmp_path / "whole"))
    assert all(torch.equal(weight, others[name]) for name, weight in some.items())
    assert read_json(folder / "metrics.json")["epochs"] == 2
    losses = components.read_losses(folder / "lightning_logs")
    assert losses == components.read_losses(tmp_path / "whole/lightning_logs")
    assert losses["train_loss"][0] == [1.0, 2.0]
    assert (folder / "run.log").read_text("utf-8").count("training scan") == 2


def test_a_run_goes_on_in_a_folder_with_other_results_only_when_asked(
    train: Command, trained: Path, tmp_path: Path, refused: Refused
) -> None:
    (tmp_path / "run").mkdir()
    (tmp_path / "run/wts.h5.zip").touch()
    begun = trained / "checkpoints/last.ckpt"
    (fault,) = refused(train, tmp_path / "run", "--resume", begun)
    assert "holds results already" in fault


def test_quiet_says_nothing(
    train: Command, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert train(tmp_path / "run", "--quiet", "--enable-progress-bar", "--max-epochs", 1) == 0
    assert capfd.readouterr() == ("", "")


def test_a_process_that_is_not_the_first_writes_no_results(
    train: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(components, "is_first_process", lambda: False)
    words = ["--max-epochs", 1, "--disable-checkpointing", "--logger", "none"]
    assert train(tmp_path / "run", *words) == 0
    assert not (tmp_path / "run").exists()


def test_the_real_command(
    run_folder: set[str],
    data: Path,
    tmp_path: Path,
    run_python: Callable[..., subprocess.CompletedProcess[str]],
) -> None:
    scan = os.path.relpath(data / "train.npz", tmp_path)
    words = ["--train-data-file", scan, "--output-dir", "run", "--max-epochs", "1"]
    small = ["--gridsize=3", "--n-filters=2", "--n-unrolled=2", "--accelerator=cpu"]
    done = run_python("-m", "ptycho_torch.train", *words, *small)
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    assert "100 %" in done.stderr
    assert "picture: run/summary.png" in done.stderr
    assert {path.name for path in (tmp_path / "run").iterdir()} == run_folder - {"previews"}
