"""Stores of the loggers, read back with their own clients."""

from __future__ import annotations

import csv
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from lightning.pytorch.callbacks import LearningRateMonitor
from lightning.pytorch.loggers import CSVLogger
from matplotlib.image import imread

from ptycho_generated.faults import InputError
from ptycho_torch.trainer import loggers
from ptycho_torch.trainer.fitting import Fitting
from ptycho_torch.trainer.loggers import BoardLogger, CurveLogger

MakeFitting = Callable[..., Fitting]
PICTURES = {"object_amplitude", "object_phase", "patches_amplitude", "patches_phase"}


def rows(folder: Path) -> list[dict[str, str]]:
    (file,) = folder.glob("version_*/metrics.csv")
    with file.open(newline="", encoding="utf-8") as opened:
        return list(csv.DictReader(opened))


def told(folder: Path, name: str) -> list[float]:
    return [float(row[name]) for row in rows(folder) if row.get(name)]


def test_mlflow_holds_metrics_parameters_and_pictures(
    make_fitting: MakeFitting, tmp_path: Path
) -> None:
    pytest.importorskip("mlflow")
    from mlflow.tracking import MlflowClient

    folder = tmp_path / "run"
    folder.mkdir()
    knobs: dict[str, Any] = {
        "logger_backend": "mlflow",
        "mlflow_experiment_name": "stars",
        "mlflow_run_name": "first light",
        "mlflow_log_model": True,
        "preview_every_n_epochs": 2,
        "scheduler": "Default",
    }
    make_fitting(max_epochs=2, **knobs).fit()
    client = MlflowClient(f"sqlite:///{folder / 'mlflow.db'}")
    experiment = client.get_experiment_by_name("stars")
    assert experiment is not None
    assert Path(experiment.artifact_location.removeprefix("file://")) == (folder / "mlflow")
    (run,) = client.search_runs([experiment.experiment_id])
    assert run.info.run_name == "first light"
    assert run.info.status == "FINISHED"
    assert run.data.params["execution/scheduler"] == "Default"
    for name in ("train_loss", "val_loss"):
        recorded = [point.value for point in client.get_metric_history(run.info.run_id, name)]
        assert recorded == pytest.approx(told(folder / "lightning_logs", name))
    shown = {Path(each.path).name for each in client.list_artifacts(run.info.run_id, "previews")}
    assert shown == PICTURES
    assert "last" in {each.path for each in client.list_artifacts(run.info.run_id)}
    # A run that goes on in the folder goes on in the store.
    last = folder / "checkpoints/last.ckpt"
    make_fitting(max_epochs=3, resume=last, **knobs).fit()
    (again,) = client.search_runs([experiment.experiment_id])
    assert again.info.run_id == run.info.run_id
    assert again.data.tags["now.training/max_epochs"] == "3"
    history = client.get_metric_history(run.info.run_id, "train_loss")
    assert [point.step for point in history] == [3, 7, 11]


def test_mlflow_elsewhere_is_used_or_refused_in_words(
    make_fitting: MakeFitting, tmp_path: Path
) -> None:
    pytest.importorskip("mlflow")
    from mlflow.tracking import MlflowClient

    (tmp_path / "run").mkdir()
    uri = f"sqlite:///{tmp_path / 'store.db'}"
    knobs: dict[str, Any] = {"logger_backend": "mlflow", "max_epochs": 1}
    place = (tmp_path / "files").as_uri()
    fitting = make_fitting(mlflow_tracking_uri=uri, mlflow_artifact_location=place, **knobs)
    fitting.fit()
    client = MlflowClient(uri)
    experiment = client.get_experiment_by_name("lightning_logs")
    assert experiment is not None
    assert experiment.artifact_location == place
    (run,) = client.search_runs([experiment.experiment_id])
    make_fitting(mlflow_tracking_uri=uri, mlflow_run_id=run.info.run_id, **knobs).fit()
    assert len(client.search_runs([experiment.experiment_id])) == 1
    with pytest.raises(InputError, match=r"--mlflow-tracking-uri nowhere://x: cannot be used"):
        make_fitting(mlflow_tracking_uri="nowhere://x", **knobs).fit()


@pytest.mark.parametrize("hp_metric", [True, False])
def test_tensorboard_holds_metrics_pictures_and_parameters(
    hp_metric: bool, make_fitting: MakeFitting, tmp_path: Path
) -> None:
    pytest.importorskip("tensorboard")
    from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
    from tensorboard.plugins.hparams import metadata

    folder = tmp_path / "run"
    folder.mkdir()
    make_fitting(
        logger_backend="tensorboard",
        log_name="curves",
        log_version=7,
        tensorboard_default_hp_metric=hp_metric,
        learning_rate=0.0625,
        preview_every_n_epochs=1,
        preview_patch_indices=(3, 1),
        max_epochs=1,
    ).fit()
    (events,) = (folder / "curves/version_7").glob("events.out*")
    store = EventAccumulator(str(events))
    store.Reload()
    assert set(store.Tags()["images"]) == PICTURES
    assert store.Images("patches_phase")[0].width > 100
    assert imread(BytesIO(store.Images("object_phase")[0].encoded_image_string)).std() > 0.01
    assert ("hp_metric" in store.Tags()["scalars"]) == hp_metric
    told_first = store.SummaryMetadata("_hparams_/session_start_info").plugin_data.content
    parameters = metadata.parse_session_start_info_plugin_data(told_first).hparams
    assert parameters["execution/scheduler"].string_value == "WarmupCosine"
    assert parameters["execution/learning_rate"].number_value == 0.0625
    assert parameters["training/model/n_filters"].number_value == 2
    assert store.Scalars("val_loss")[-1].value == pytest.approx(
        told(folder / "curves", "val_loss")[-1]
    )


@pytest.mark.parametrize(("interval", "number"), [("epoch", 2), ("step", 8)])
def test_rates_of_all_groups_are_recorded_if_wanted(
    interval: str, number: int, make_fitting: MakeFitting, tmp_path: Path
) -> None:
    fitting = make_fitting(lr_logging_interval=interval, log_every_n_steps=1)
    fitting.fit()
    folder = tmp_path / "run/lightning_logs"
    names = [name for name in rows(folder)[0] if name.startswith("lr-")]
    assert len(names) == len(fitting.trainer.optimizers[0].param_groups)
    assert all(len(told(folder, name)) == number for name in names)
    plain = make_fitting(output_dir=tmp_path / "plain").trainer
    assert not any(isinstance(each, LearningRateMonitor) for each in plain.callbacks)


def test_records_wait_until_there_are_enough(make_fitting: MakeFitting, tmp_path: Path) -> None:
    seen: list[int] = []
    file = tmp_path / "run/lightning_logs/version_0/metrics.csv"

    def look(epoch: int) -> dict[str, Path]:
        seen.append(len(file.read_text("utf-8").splitlines()) if file.exists() else 0)
        return {}

    fitting = make_fitting(
        max_epochs=3,
        flush_logs_every_n_steps=3,
        enable_checkpointing=False,
        preview_every_n_epochs=1,
        log_every_n_steps=1000,
    )
    writer = next(each for each in fitting.trainer.callbacks if hasattr(each, "_write"))
    writer._write = look
    fitting.fit()
    # Two records an epoch, of validation and training; the header is a line too.
    assert seen == [0, 4, 7]
    assert len(file.read_text("utf-8").splitlines()) == 7


def test_no_logger_leaves_no_metrics(make_fitting: MakeFitting, tmp_path: Path) -> None:
    fitting = make_fitting(logger_backend="none", max_epochs=1)
    assert fitting.trainer.loggers == []
    fitting.fit()
    assert not (tmp_path / "run/lightning_logs").exists()


def test_the_csv_logger_writes_into_the_run_folder(
    make_fitting: MakeFitting, tmp_path: Path
) -> None:
    fitting = make_fitting(flush_logs_every_n_steps=7, max_epochs=1)
    (logger,) = fitting.trainer.loggers
    assert isinstance(logger, CSVLogger)
    assert logger._flush_logs_every_n_steps == 7
    fitting.fit()
    assert (tmp_path / "run/lightning_logs/version_0/metrics.csv").is_file()


def test_tensorboard_records_the_same_losses_as_the_csv_file(
    make_fitting: MakeFitting, tmp_path: Path
) -> None:
    pytest.importorskip("tensorboard")
    from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

    fitting = make_fitting(logger_backend="tensorboard")
    assert {type(logger) for logger in fitting.trainer.loggers} == {CurveLogger, BoardLogger}
    fitting.fit()
    (events,) = (tmp_path / "run/lightning_logs").glob("*/events.out*")
    assert (events.parent / "metrics.csv").is_file()
    store = EventAccumulator(str(events))
    store.Reload()
    for name in ("train_loss", "val_loss"):
        newest = store.Scalars(name)[-1].value
        assert newest == pytest.approx(fitting.metrics()[name], rel=1e-6)


@pytest.mark.parametrize("backend", ["tensorboard", "mlflow"])
def test_a_missing_package_is_named_with_its_cure(
    backend: str, make_fitting: MakeFitting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loggers, "find_spec", lambda _: None)
    with pytest.raises(InputError, match=rf"--logger.*pip install 'ptychopinn\[{backend}\]'"):
        make_fitting(logger_backend=backend)
