"""Where metrics, parameters and pictures are recorded."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from importlib.util import find_spec
from io import StringIO
from pathlib import Path
from typing import Any

from lightning.fabric.utilities.rank_zero import rank_zero_only
from lightning.pytorch.core.saving import save_hparams_to_yaml
from lightning.pytorch.loggers import CSVLogger, Logger, MLFlowLogger, TensorBoardLogger
from lightning.pytorch.loggers.csv_logs import ExperimentWriter
from matplotlib.image import imread

from ptycho.atomic import whole_file, write_whole
from ptycho_generated.faults import Fault, InputError
from ptycho_generated.kwargs import (
    csv_logger_kwargs,
    mlflow_logger_kwargs,
    tensorboard_logger_kwargs,
)
from ptycho_generated.settings import TrainSettings

COLUMNS = ("epoch", "lr", "step", "train_loss", "train_objective", "val_loss")
"""Columns that every metrics.csv has."""
_PACKAGES = {"tensorboard": ("tensorboard",), "mlflow": ("mlflow", "sqlalchemy", "alembic")}
_MLFLOW_RUN = "mlflow_run_id"


class _CurveWriter(ExperimentWriter):
    """Writer of a metrics.csv that has the same columns from its first row on."""

    def __init__(self, log_dir: str) -> None:
        super().__init__(log_dir)
        self.metrics_keys = list(COLUMNS)

    def log_hparams(self, params: dict[str, Any]) -> None:
        """Write the parameters, in one piece."""
        self.hparams.update(params)
        with whole_file(Path(self.log_dir) / self.NAME_HPARAMS_FILE) as partial:
            save_hparams_to_yaml(partial, self.hparams)

    def _check_log_dir_exists(self) -> None:
        """Take the folder as it is: a run that goes on finds its curve there."""

    def _rewrite_with_new_header(self, fieldnames: list[str]) -> None:
        rows = _rows(Path(self.metrics_file_path))
        write_whole(Path(self.metrics_file_path), _table(fieldnames, rows))

    def go_on(self, step: int) -> None:
        """Keep what was recorded before an optimiser step; what came after it will come again."""
        path = Path(self.metrics_file_path)
        if not path.is_file():
            return
        whole = [row for row in _rows(path) if (row.get("step") or "").isdigit()]
        kept = [row for row in whole if None not in row.values() and int(row["step"]) < step]
        self.metrics_keys = sorted({*COLUMNS, *(name for row in kept for name in row)})
        write_whole(path, _table(self.metrics_keys, kept))


def _rows(path: Path) -> list[dict[str, Any]]:
    with path.open(newline="", encoding="utf-8") as opened:
        return list(csv.DictReader(opened))


def _table(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> str:
    text = StringIO(newline="")
    writer = csv.DictWriter(text, columns, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


class CurveLogger(CSVLogger):
    """Records in memory, and writes metrics.csv after every n-th record and when asked to.

    Only the first of several processes does; the others have nothing to add.
    """

    @property
    def experiment(self) -> _CurveWriter:
        """The writer, made when it is first needed."""
        if self._experiment is None:
            self._experiment = _CurveWriter(self.log_dir)
        assert isinstance(self._experiment, _CurveWriter)
        return self._experiment

    @rank_zero_only
    def save(self) -> None:
        """Write if enough records wait; Lightning calls this after every record."""
        if len(self.experiment.metrics) >= self._flush_logs_every_n_steps:
            self.experiment.save()

    @rank_zero_only
    def log_metrics(self, metrics: dict[str, Any], step: int | None = None) -> None:
        """Take a record."""
        self.experiment.log_metrics(metrics, step)

    def finalize(self, status: str) -> None:  # noqa: ARG002 - the signature is Lightning's
        """Write what waits."""
        self.flush()

    @rank_zero_only
    def flush(self) -> None:
        """Write what waits."""
        if self._experiment is not None:
            self.experiment.save()


class BoardLogger(TensorBoardLogger):
    """Events of TensorBoard that hold the parameters whether or not there is an hp_metric."""

    @rank_zero_only
    def log_hyperparams(
        self, params: Any, metrics: dict[str, Any] | None = None, step: int | None = None
    ) -> None:
        """Record parameters by their path, such as ``training/model/n_filters``."""
        from torch.utils.tensorboard.summary import hparams

        super().log_hyperparams(params, metrics, step)
        if not (metrics or self._default_hp_metric):
            written = hparams(self._sanitize_params(_flat(params)), {})  # type: ignore[no-untyped-call]
            for summary in written:
                self.experiment._get_file_writer().add_summary(summary, step)


class MlflowRun(MLFlowLogger):
    """A run in MLflow that may go on with other parameters, which MLflow does not let change."""

    @rank_zero_only
    def log_hyperparams(self, params: dict[str, Any]) -> None:  # type: ignore[override]
        """Record parameters; where one has changed, as a tag ``now.NAME`` beside it."""
        assert self.run_id is not None
        before = self.experiment.get_run(self.run_id).data.params
        flat = _flat(params)
        new = {name: value for name, value in flat.items() if name not in before}
        super().log_hyperparams(new)
        for name, value in flat.items():
            if name in before and before[name] != str(value)[:250]:
                self.experiment.set_tag(self.run_id, f"now.{name}", str(value))


def _flat(params: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    """Parameters by their path, such as ``training/model/n_filters``."""
    found: dict[str, Any] = {}
    for name, value in params.items():
        inner = isinstance(value, Mapping)
        found |= _flat(value, f"{prefix}{name}/") if inner else {f"{prefix}{name}": value}
    return found


def flush(loggers: Iterable[Logger]) -> None:
    """Write what waits in memory."""
    for logger in loggers:
        if isinstance(logger, CurveLogger):
            logger.flush()


def check_packages(settings: TrainSettings) -> None:
    """Raise InputError if the logger needs a package that is not installed."""
    backend = settings.execution.logger_backend
    missing = [name for name in _PACKAGES.get(backend, ()) if find_spec(name) is None]
    if missing:
        problem = f"{', '.join(missing)} is not installed"
        cure = f"pip install 'ptychopinn[{backend}]'"
        raise InputError([Fault(f"--logger {backend}", problem, cure)])


def build_loggers(
    settings: TrainSettings, folder: Path, *, resumed_step: int | None
) -> list[Logger]:
    """Loggers that write below ``folder``, none for the backend ``none`` and for trial runs.

    ``resumed_step`` is the step at which a run of this folder goes on. Nothing is written yet.
    Raises InputError for a package that is missing.
    """
    check_packages(settings)
    backend = settings.execution.logger_backend
    if backend == "none" or settings.execution.fast_dev_run:
        return []
    arguments = csv_logger_kwargs(settings)
    if arguments["version"] is None and resumed_step is not None:
        arguments["version"] = newest_version(folder / arguments["name"])
    table = CurveLogger(folder, **arguments)
    if backend != "tensorboard":
        return [table]
    more = tensorboard_logger_kwargs(settings) | {"version": table.version}
    return [table, BoardLogger(folder, purge_step=resumed_step, **more)]


def newest_version(folder: Path) -> int | None:
    """Largest N of the folders ``version_N`` in a folder; None where there is none."""
    names = [path.name.removeprefix("version_") for path in folder.glob("version_*")]
    return max((int(name) for name in names if name.isdigit()), default=None)


def open_mlflow(settings: TrainSettings, folder: Path) -> MLFlowLogger | None:
    """Logger of MLflow where it is wanted; the folder must exist, since its store is in there.

    A run that goes on in a folder goes on in MLflow as well. Raises InputError where the store
    cannot be reached.
    """
    if settings.execution.logger_backend != "mlflow" or settings.execution.fast_dev_run:
        return None
    from mlflow.exceptions import MlflowException

    arguments = mlflow_logger_kwargs(settings)
    if arguments["tracking_uri"] is None:
        arguments["tracking_uri"] = f"sqlite:///{(folder / 'mlflow.db').resolve()}"
        arguments["artifact_location"] = (
            arguments["artifact_location"] or (folder / "mlflow").resolve().as_uri()
        )
    note = folder / _MLFLOW_RUN
    if arguments["run_id"] is None and settings.execution.resume is not None and note.is_file():
        arguments["run_id"] = note.read_text(encoding="utf-8").strip()
    try:
        logger = MlflowRun(**arguments)
        write_whole(note, f"{logger.run_id}\n")
    except (MlflowException, OSError) as error:
        reason = str(error).splitlines()[0].rstrip(".")
        flag = f"--mlflow-tracking-uri {arguments['tracking_uri']}"
        problem = f"cannot be used ({reason})"
        raise InputError([Fault(flag, problem, "correct it, or use --logger csv")]) from None
    return logger


def show_pictures(loggers: Iterable[Logger], pictures: Mapping[str, Path], step: int) -> None:
    """Hand pictures (PNG) to the loggers that take some; ``pictures`` is name -> file."""
    for logger in loggers:
        for name, path in pictures.items():
            if isinstance(logger, TensorBoardLogger):
                logger.experiment.add_image(name, imread(path), step, dataformats="HWC")
            elif isinstance(logger, MLFlowLogger):
                assert logger.run_id is not None
                logger.experiment.log_artifact(logger.run_id, str(path), f"previews/{name}")
