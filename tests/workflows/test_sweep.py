"""`ptycho_train --sweep`: trials in one database, by one worker or several, again and again."""

from __future__ import annotations

import logging
import os
import platform
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import optuna
import pytest
import yaml

from ptycho_generated.faults import Fault, InputError
from ptycho_generated.merge import Resolved, resolve
from ptycho_generated.search_space import AXES
from ptycho_torch.config_factory import configure
from ptycho_torch.workflows import sweep
from ptycho_torch.workflows.sweep_study import open_study

Command = Callable[..., int]
Refused = Callable[..., list[str]]

OVER = "--sweep-over=learning_rate,scheduler,scheduler_gamma,weight_decay"


def study_of(folder: Path) -> optuna.Study:
    return optuna.load_study(study_name="sweep", storage=f"sqlite:///{folder / 'sweep.db'}")


def states(folder: Path) -> list[str]:
    return [trial.state.name for trial in study_of(folder).trials]


@pytest.fixture
def scans(data: Path) -> list[object]:
    return ["--test-data-file", data / "validation.npz", "--quiet"]


@pytest.fixture
def trained_with(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """Trainings are left out: a trial tells three losses that follow from its learning rate."""
    seen: list[dict[str, Any]] = []

    def train_on(settings: Any, resolved: Resolved, _: object, judge: Any) -> None:
        seen.append(resolved.values)
        settings.training.output_dir.mkdir()
        for epoch in (1, 2, 3):
            if judge(epoch, settings.execution.learning_rate + 1 / epoch):
                return

    monkeypatch.setattr(sweep, "train_on", train_on)
    return seen


# ------------------------------------------------------------------------------------ a real sweep


@pytest.mark.usefixtures("no_pictures")
def test_a_sweep_makes_its_trials_and_goes_on(
    train: Command, run: Command, scans: list[object], tmp_path: Path, capfd: Any
) -> None:
    folder = tmp_path / "sweep"
    words = [folder, *scans[:-1], OVER, "--probe-refinement-iterations=0"]
    assert train(*words, "--sweep=2") == 0
    assert states(folder) == ["COMPLETE", "COMPLETE"]
    assert train(*words, "--sweep=3") == 0
    assert states(folder) == ["COMPLETE"] * 3
    capfd.readouterr()
    assert train(*words, "--sweep=3") == 0
    shown = capfd.readouterr().err
    best = study_of(folder).best_trial
    assert f"best: trial_{best.number:04d} with val_loss {best.value:.5g}" in shown
    assert f"--learning-rate={best.params['learning_rate']}" in shown
    assert "given, and so not tried" not in shown  # of those that --sweep-over names

    for trial in study_of(folder).trials:
        place = folder / f"trial_{trial.number:04d}"
        assert (place / "wts.h5.zip").is_file()
        config = yaml.safe_load((place / "config.yaml").read_text("utf-8"))
        assert config["sweep"] is None
        assert {name: config[name] for name in trial.params} == trial.params
        assert list(trial.intermediate_values) == [1, 2]
        assert trial.value == min(trial.intermediate_values.values())

    capfd.readouterr()
    again = ["--config", folder / "best.yaml", "--output-dir", tmp_path / "best", "--print-config"]
    assert run("train", *again) == 0
    config = yaml.safe_load(capfd.readouterr().out)
    assert {name: config[name] for name in best.params} == best.params
    assert (config["sweep"], config["output_dir"]) == (None, str(tmp_path / "best"))


@pytest.mark.slow
def test_two_workers_share_a_sweep(data: Path, tmp_path: Path) -> None:
    words = ["-m", "ptycho_torch.train", f"--train-data-file={data / 'train.npz'}", "--gridsize=3"]
    words += ["--n-filters=2", "--max-epochs=2", "--accelerator=cpu", "--quiet", "--sweep=6"]
    words += [f"--test-data-file={data / 'validation.npz'}", f"--output-dir={tmp_path / 'sweep'}"]
    workers = [subprocess.Popen([sys.executable, *words]) for _ in range(2)]
    assert [worker.wait(600) for worker in workers] == [0, 0]
    trials = study_of(tmp_path / "sweep").trials
    assert len(trials) == 6
    assert {trial.state.name for trial in trials} <= {"COMPLETE", "PRUNED"}
    assert len({trial.user_attrs["worker"] for trial in trials}) == 2
    assert len({str(trial.params) for trial in trials}) == 6


# --------------------------------------------------------------------------------- the search space


def test_what_is_given_or_ruled_by_it_is_not_tried(
    train: Command, data: Path, tmp_path: Path, trained_with: list[Any], capfd: Any
) -> None:
    words = [tmp_path / "run", "--learning-rate=0.01", "--betas=0.8,0.9", "--sweep=3"]
    assert train(*words) == 0
    lines = capfd.readouterr().err.splitlines()
    (line,) = [line for line in lines if line.startswith("given, and so not tried")]
    assert "learning_rate = 0.01" in line
    assert "optimizer = adamw" in line
    assert "no validation: train_loss is compared in place of val_loss" in lines
    assert {values["learning_rate"] for values in trained_with} == {0.01}
    assert len({values["weight_decay"] for values in trained_with}) == 3


def test_the_first_trial_is_the_run_without_a_sweep(
    train: Command, scans: list[object], tmp_path: Path, trained_with: list[Any]
) -> None:
    assert train(tmp_path / "run", *scans, "--sweep=1") == 0
    (values,) = trained_with
    assert all(
        values[name] == value
        for name, value in resolve("train", []).values.items()
        if name in AXES and name not in ("n_filters", "n_unrolled", "n_hidden_channels")
    )


# ------------------------------------------------------------------------------------------ endings


def test_a_trial_that_others_beat_is_ended(
    train: Command, data: Path, tmp_path: Path, scans: list[object]
) -> None:
    folder = tmp_path / "run"
    folder.mkdir()
    given = {"train_data_file": Path("a.npz"), "output_dir": folder, "sweep": 3}
    study = open_study(configure("train", overrides=given)[0])
    for _ in range(5):
        good = optuna.trial.create_trial(value=1e-3, intermediate_values={1: 1e-3, 2: 1e-3})
        study.add_trial(good)
    assert train(folder, *scans, OVER, "--sweep=6") == 0
    assert states(folder)[5:] == ["PRUNED"]
    assert list(study_of(folder).trials[5].intermediate_values) == [1]
    assert not (folder / "trial_0005/wts.h5.zip").exists()


def test_an_interrupted_sweep_goes_on(
    train: Command,
    scans: list[object],
    tmp_path: Path,
    trained_with: list[Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = tmp_path / "run"
    real = sweep.train_on

    def interrupted(*arguments: Any) -> None:
        real(*arguments)
        if len(trained_with) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(sweep, "train_on", interrupted)
    assert train(folder, *scans, "--sweep=3") == 130
    assert states(folder) == ["COMPLETE", "FAIL"]
    assert (folder / "best.yaml").is_file()
    assert train(folder, *scans, "--sweep=3") == 0
    assert states(folder) == ["COMPLETE", "FAIL", "COMPLETE", "COMPLETE"]


def test_the_trial_of_a_killed_worker_is_made_up_for(
    train: Command, scans: list[object], tmp_path: Path, trained_with: list[Any]
) -> None:
    folder = tmp_path / "run"
    assert train(folder, *scans, "--sweep=1") == 0
    study = study_of(folder)
    with subprocess.Popen([sys.executable, "-c", "pass"]) as gone:
        gone.wait()
    for process in (gone.pid, os.getpid()):
        study.ask().set_user_attr("worker", f"{platform.node()}:{process}")
    assert train(folder, *scans, "--sweep=3") == 0
    assert states(folder) == ["COMPLETE", "FAIL", "RUNNING", "COMPLETE"]


def test_a_trial_that_diverges_does_not_end_the_sweep(
    train: Command,
    scans: list[object],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: Any,
) -> None:
    def train_on(*_: object) -> None:
        raise InputError([Fault("--learning-rate 9", "the training diverged", "lower it")])

    monkeypatch.setattr(sweep, "train_on", train_on)
    assert train(tmp_path / "run", *scans, "--sweep=2") == 2
    assert states(tmp_path / "run") == ["FAIL", "FAIL"]
    assert capfd.readouterr().err.count("\n") == 1
    problem = study_of(tmp_path / "run").trials[0].user_attrs["problem"]
    assert problem == "--learning-rate 9: the training diverged; lower it"


# ---------------------------------------------------------------------------------------- storage


def test_a_database_elsewhere_holds_sweeps_by_the_names_of_their_folders(
    train: Command, scans: list[object], tmp_path: Path, trained_with: list[Any]
) -> None:
    url = f"sqlite:///{tmp_path / 'all.db'}"
    for folder in ("one", "two"):
        assert train(tmp_path / folder, *scans, "--sweep=2", f"--sweep-storage={url}") == 0
        assert not (tmp_path / folder / "sweep.db").exists()
    assert sorted(optuna.get_all_study_names(url)) == ["one", "two"]
    assert len(trained_with) == 4


def test_overwrite_begins_anew(
    train: Command, scans: list[object], tmp_path: Path, trained_with: list[Any]
) -> None:
    folder = tmp_path / "a {folder} 100%"
    assert train(folder, *scans, "--sweep=3") == 0
    assert train(folder, *scans, "--sweep=1", "--overwrite") == 0
    assert sorted(path.name for path in folder.iterdir()) == ["best.yaml", "sweep.db", "trial_0000"]


# ----------------------------------------------------------------------------------------- refused


@pytest.fixture
def nothing_written(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "run"
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize("number", ["0", "-1", "many", "1.5"])
def test_a_wrong_number_of_trials_is_refused(
    train: Command, refused: Refused, nothing_written: Path, number: str
) -> None:
    (line,) = refused(train, nothing_written, "--sweep", number)
    assert line.startswith((f"--sweep: {number} is not", f"--sweep: '{number}' is not"))


def test_without_optuna_it_says_how_to_get_it(
    train: Command, refused: Refused, nothing_written: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "optuna", None)
    monkeypatch.setattr("ptycho_torch.workflows.sweep_study.find_spec", lambda _: None)
    words = ["--sweep=3", "--test-data-file=nowhere.npz"]
    (line,) = refused(train, nothing_written, *words)
    assert line.startswith("--sweep: optuna, sqlalchemy, alembic is not installed")
    assert line.endswith("pip install 'ptychopinn[sweep]'")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--resume=last.ckpt"], "a sweep goes on by itself"),
        (["--devices=2"], "start a worker for each"),
        (["--strategy=ddp"], "start several workers"),
        (["--sweep-over=learning_rat"], "did you mean learning_rate"),
        (["--sweep-over=gridsize"], "no knob with bounds for a sweep"),
        (["--sweep-over=learning_rate", "--learning-rate=1e-3"], "learning_rate is given"),
        (["--sweep-over=scheduler_gamma"], "there is nothing to try"),
        (["--test-data-file=nowhere.npz"], "nowhere.npz"),
        (["--sweep-storage=nonsense"], "--sweep-storage"),
    ],
)
def test_what_a_sweep_cannot_do_is_refused(
    train: Command, refused: Refused, tmp_path: Path, words: list[str], said: str
) -> None:
    lines = refused(train, tmp_path / "run", "--sweep=3", *words)
    assert any(said in line for line in lines)
    assert not list(tmp_path.rglob("trial_*"))


def test_knobs_of_a_sweep_belong_to_it(
    train: Command, refused: Refused, nothing_written: Path
) -> None:
    lines = refused(train, nothing_written, OVER, "--sweep-storage=sqlite:///a.db")
    assert len(lines) == 2
    assert all("it belongs to --sweep" in line for line in lines)


def test_processes_of_a_launcher_are_refused(
    train: Command, refused: Refused, nothing_written: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORLD_SIZE", "2")
    (line,) = refused(train, nothing_written, "--sweep=3")
    assert "start each worker as a command of its own" in line


def test_another_configuration_in_the_folder_of_a_sweep_is_refused(
    train: Command, refused: Refused, scans: list[object], tmp_path: Path, trained_with: list[Any]
) -> None:
    folder = tmp_path / "run"
    assert train(folder, *scans, "--sweep=2", "--weight-decay=0.1") == 0
    lines = refused(train, folder, *scans[:-1], "--sweep=3", "--gridsize=2")
    assert [line.partition(":")[0] for line in lines] == ["--gridsize", "--weight-decay"]
    assert "is 2, but was 3 when the sweep began" in lines[0]
    assert "is not given, but was 0.1 when the sweep began" in lines[1]
    assert len(trained_with) == 2


def test_a_folder_that_holds_something_else_is_refused(
    train: Command, refused: Refused, trained: Path, tmp_path: Path
) -> None:
    (line,) = refused(train, trained, "--sweep=3")
    assert "holds results already" in line
    assert not (trained / "sweep.db").exists()
    (tmp_path / "sweep.db").write_bytes(b"this is no database, " * 100)
    (line,) = refused(train, tmp_path, "--sweep=3")
    assert "cannot be used as the database of a sweep" in line
    (tmp_path / "sweep.db").unlink()
    (tmp_path / "trial_0000").mkdir()
    (line,) = refused(train, tmp_path, "--sweep=3")
    assert "holds results already (trial_0000)" in line
    assert logging.getLogger("optuna").level == logging.ERROR
