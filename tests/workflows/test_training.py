"""`ptycho_train`: the run folder, exit codes, and what happens before data and network exist."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from ptycho import params
from ptycho.raw_data import load_scan, save_scan
from ptycho_generated.merge import FIELDS
from ptycho_generated.settings import TrainSettings
from ptycho_torch import config_factory
from ptycho_torch.trainer.bundle import load_bundle
from ptycho_torch.trainer.module import ReconstructionModule
from ptycho_torch.workflows import components, reconstruct

Command = Callable[..., int]
Refused = Callable[..., list[str]]

RUN_FOLDER = {
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


def read_json(path: Path) -> Any:
    """JSON without NaN, which is no JSON."""

    def refuse(word: str) -> None:
        raise AssertionError(f"{word} in {path.name}")

    return json.loads(path.read_text("utf-8"), parse_constant=refuse)


def files_below(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


# ---------------------------------------------------------------------------------- the run folder


def test_the_run_folder_holds_what_is_promised(trained: Path) -> None:
    assert {path.name for path in trained.iterdir()} == RUN_FOLDER
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


def test_metrics_hold_each_score_with_its_circumstances(trained: Path, data: Path) -> None:
    metrics = read_json(trained / "metrics.json")
    assert metrics["scored_scan"] == str(data / "validation.npz")
    assert {"amplitude_ssim", "phase_ssim"} <= set(metrics["scores"])
    for score in metrics["scores"].values():
        assert {"value", "flat", "region", "peak", "alignment"} <= set(score)
    assert metrics["epochs"] == 2
    assert metrics["metrics"]["val_loss"] > 0


@pytest.mark.usefixtures("no_pictures")
def test_provenance_names_layer_place_and_losers(
    train: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
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


# --------------------------------------------------------------------------- counts or amplitude


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


# ------------------------------------------------------------------------------ earlier results


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
def test_a_run_goes_on_in_its_own_folder(train: Command, tmp_path: Path) -> None:
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


# ------------------------------------------------------------------------------------ bad input


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


# --------------------------------------------------------- scans that cannot be scored, and faults


@pytest.mark.usefixtures("no_pictures")
def test_a_scan_too_small_for_scores_is_trained_all_the_same(
    data: Path, train: Command, tmp_path: Path
) -> None:
    save_scan(tmp_path / "small.npz", load_scan(data / "train.npz").select(slice(0, 20)))
    assert train(tmp_path / "run", "--train-data-file", tmp_path / "small.npz") == 0
    assert read_json(tmp_path / "run/metrics.json")["scores"] is None
    assert "no scores: scan positions" in (tmp_path / "run/run.log").read_text("utf-8")


def test_a_scan_without_truth_is_trained_without_scores(
    data: Path, train: Command, tmp_path: Path
) -> None:
    np.savez(tmp_path / "scan.npz", **without(dict(np.load(data / "train.npz")), "objectGuess"))
    assert train(tmp_path / "run", "--train-data-file", tmp_path / "scan.npz") == 0
    assert read_json(tmp_path / "run/metrics.json")["scores"] is None
    assert "no objectGuess" in (tmp_path / "run/run.log").read_text("utf-8")
    assert (tmp_path / "run/summary.png").is_file()


def test_a_fault_of_ours_is_kept_in_the_log(
    train: Command,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("a wheel came off")

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
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("a wheel came off")

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
    data: Path, tmp_path: Path, run_python: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    scan = os.path.relpath(data / "train.npz", tmp_path)
    words = ["--train-data-file", scan, "--output-dir", "run", "--max-epochs", "1"]
    small = ["--gridsize=3", "--n-filters=2", "--n-unrolled=2", "--accelerator=cpu"]
    done = run_python("-m", "ptycho_torch.train", *words, *small)
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    assert "100 %" in done.stderr
    assert "picture: run/summary.png" in done.stderr
    assert {path.name for path in (tmp_path / "run").iterdir()} == RUN_FOLDER - {"previews"}


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


@pytest.mark.slow
def test_two_processes_write_one_result(
    data: Path, tmp_path: Path, run_python: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    words = ["--train-data-file", str(data / "train.npz"), *TWO_PROCESSES]
    done = run_python("-m", "ptycho_torch.train", *words, "--output-dir=run", "--strategy=ddp")
    assert done.returncode == 0, done.stderr
    assert done.stderr.count("picture: ") == 1
    assert (tmp_path / "run/run.log").read_text("utf-8").count("picture: ") == 1
    assert {path.name for path in (tmp_path / "run").iterdir()} == RUN_FOLDER - {"previews"}
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


@pytest.mark.slow
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
    losses = [
        components.read_losses(tmp_path / name / "lightning_logs") for name in ("cut", "whole")
    ]
    assert losses[0] == losses[1]


# ------------------------------------------------------------- CONFIG-001 and CONFIG-002, see spec


@pytest.fixture
def legacy(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """An empty legacy dictionary, with values of another run in it."""
    cfg: dict[str, Any] = {"n_filters": 99, "train_data_file_path": "old.npz", "nepochs": 99}
    monkeypatch.setattr(params, "cfg", cfg)
    return cfg


@pytest.mark.usefixtures("no_pictures")
def test_the_legacy_dictionary_is_filled_before_data_and_network(
    legacy: dict[str, Any],
    data: Path,
    train: Command,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """CONFIG-001: each real step sees the new values already."""
    seen: dict[str, dict[str, Any]] = {}

    def watch(module: Any, name: str) -> None:
        real = getattr(module, name)

        def watched(*arguments: Any, **named: Any) -> Any:
            seen.setdefault(name, dict(params.cfg))
            return real(*arguments, **named)

        monkeypatch.setattr(module, name, watched)

    watch(config_factory, "load_scan")
    watch(components, "build_network")
    words = ["--n-filters", 3, "--max-epochs", 1, "--loss-function", "poisson"]
    assert train(tmp_path / "run", *words) == 0
    assert set(seen) == {"load_scan", "build_network"}
    for cfg in (*seen.values(), legacy):
        assert cfg["n_filters"] == 3
        assert cfg["loss_function"] == "poisson"
        assert cfg["nepochs"] == 1
        assert cfg["gridsize"] == 3
        assert cfg["train_data_file_path"] == str(data / "train.npz")
        assert cfg["output_prefix"] == str(tmp_path / "run")


@pytest.mark.usefixtures("no_pictures")
def test_execution_knobs_never_reach_the_legacy_dictionary(
    legacy: dict[str, Any], train: Command, tmp_path: Path
) -> None:
    """CONFIG-002."""
    assert train(tmp_path / "run", "--learning-rate", 0.001, "--max-epochs", 1) == 0
    assert "n_filters" in legacy
    assert not set(legacy) & set(FIELDS["PyTorchExecutionConfig"])


def test_no_scores_without_reason(data: Path) -> None:
    """What is not scored is not shown as a table either."""
    assert reconstruct.score_lines(None) == []
