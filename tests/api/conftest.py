"""A tiny scan as ptychodus exports it, and a training of it in the order of ptychodus' calls."""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

import numpy as np
import pytest
from lightning.pytorch import Callback

from ptycho.raw_data import Scan
from ptycho_torch.api.base_api import (
    ConfigManager,
    DataloaderFormats,
    PtychoDataLoader,
    PtychoModel,
    Trainer,
)
from ptycho_torch.config_params import (
    DataConfig,
    DatagenConfig,
    InferenceConfig,
    ModelConfig,
    TrainingConfig,
)
from ptycho_torch.lightning_utils import find_best_checkpoint
from ptycho_torch.model import PtychoPINN_Lightning

TINY = {
    "N_FILTERS": "2",
    "N_UNROLLED": "2",
    "N_HIDDEN_CHANNELS": "1",
    "LR_WARMUP_STEPS": "2",
    "PROBE_REFINEMENT_ITERATIONS": "4",
}


@pytest.fixture(scope="module", autouse=True)
def one_thread(on_one_thread: Callable[[], AbstractContextManager[None]]) -> Iterator[None]:
    """Tensors this small wait longer for a second thread than it saves on a busy machine."""
    with on_one_thread():
        yield


@pytest.fixture(scope="module", autouse=True)
def process_as_before(as_before: Callable[[], AbstractContextManager[None]]) -> Iterator[None]:
    """Small networks; undo what Lightning does to the process, and pass over its advice."""
    environment = {f"PTYCHO_{name}": value for name, value in TINY.items()}
    with as_before(), patch.dict(os.environ, environment):
        yield


@pytest.fixture(scope="module")
def scan(small_scans: Callable[..., dict[str, Scan]]) -> Scan:
    """36 patterns of 16 x 16 pixels; element [i, j] of the truth is at position (i, j)."""
    return small_scans("train")["train"]


def ptychodus_positions(scan: Scan) -> np.ndarray[Any, Any]:
    """(M, 2) as ptychodus counts them: the middle of a 16 px window is its index 7.5."""
    return scan.positions_yx_px - 0.5


@pytest.fixture(scope="module", name="export")
def export_() -> Callable[..., None]:
    """Write a scan as ptychodus exports training data."""
    return export


def export(path: Path, scan: Scan, **others: Any) -> None:
    """Write a scan as ptychodus exports training data; a keyword that is None leaves it out."""
    assert scan.truth is not None
    y, x = ptychodus_positions(scan).T
    arrays = {
        "diff3d": np.rint(scan.amplitudes.astype(np.float64) ** 2).astype(np.uint16),
        "bad_pixels": np.zeros((scan.patch_size,) * 2, np.bool_),
        "xcoords": x,
        "ycoords": y,
        "xcoords_start": x,
        "ycoords_start": y,
        "probeGuess": scan.probe,
        "objectGuess": scan.truth,
        "scan_index": np.zeros(scan.n_patterns, np.int64),
    } | others
    np.savez(path, **{key: array for key, array in arrays.items() if array is not None})


class LossCollector(Callback):
    """What ptychodus appends to the callbacks."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.losses: list[float] = []

    def on_train_epoch_end(self, trainer: Any, pl_module: Any) -> None:
        self.losses.append(float(trainer.callback_metrics[self.name]))


class Trained(NamedTuple):
    """What a training leaves behind."""

    configs: ConfigManager
    loader: PtychoDataLoader
    model: PtychoModel
    losses: list[float]
    checkpoint: Path


@pytest.fixture(scope="module")
def configs() -> Callable[..., ConfigManager]:
    """Configs as ptychodus makes them of its settings; keywords replace those of a class."""

    def make(
        data: dict[str, Any] | None = None,
        model: dict[str, Any] | None = None,
        training: dict[str, Any] | None = None,
    ) -> ConfigManager:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)
            return ConfigManager(
                data_config=DataConfig(**{"N": 128, "C": 16, "grid_size": (4, 4)} | (data or {})),
                model_config=ModelConfig(
                    **{"C_model": 16, "C_forward": 16, "loss_function": "Poisson"} | (model or {})
                ),
                training_config=TrainingConfig(
                    **{"epochs": 2, "batch_size": 2, "nll": True, "strategy": "ddp_spawn"}
                    | (training or {})
                ),
                inference_config=InferenceConfig(batch_size=10),
                datagen_config=DatagenConfig(),
            )

    return make


@pytest.fixture(scope="module")
def train(configs: Callable[..., ConfigManager]) -> Callable[..., Trained]:
    """Train on the NPZ files of a folder, call by call as ptychodus does it."""

    def run(folder: Path, out: Path, **keywords: Any) -> Trained:
        manager = configs(**keywords)
        loader = PtychoDataLoader(
            data_dir=folder,
            config_manager=manager,
            data_format=DataloaderFormats("lightning_only_module"),
            output_dir=out,
        )
        model = PtychoModel._new_model(model=PtychoPINN_Lightning, config_manager=manager)
        trainer = Trainer._from_lightning(
            model=model, dataloader=loader, orchestration="lightning", config_manager=manager
        )
        collector = LossCollector(model.model.loss_name)
        trainer._trainer.callbacks.append(collector)
        trainer.train(orchestration="lightning", experiment_name="")
        checkpoint = find_best_checkpoint(Path(loader.output_dir))
        assert checkpoint is not None
        return Trained(manager, loader, model, collector.losses, checkpoint)

    return run


@pytest.fixture(scope="module")
def trained(
    scan: Scan, train: Callable[..., Trained], tmp_path_factory: pytest.TempPathFactory
) -> Trained:
    """A finished training; not to be changed."""
    folder = tmp_path_factory.mktemp("in")
    export(folder / "train_data.npz", scan)
    (folder / "product.h5").write_bytes(b"is none of our business")
    return train(folder, tmp_path_factory.mktemp("out"))
