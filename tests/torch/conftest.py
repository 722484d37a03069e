"""A tiny training, one part at a time: settings, scans, and all that Lightning needs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest

from ptycho.raw_data import Scan
from ptycho_generated.merge import Said, resolve, train_settings
from ptycho_generated.settings import TrainSettings
from ptycho_torch.config_factory import TrainingScans
from ptycho_torch.trainer.fitting import Fitting
from ptycho_torch.workflows.components import prepare_training

TINY: dict[str, Any] = {
    "train_data_file": "train.npz",
    "accelerator": "cpu",
    "gridsize": 3,
    "n_filters": 2,
    "n_unrolled": 2,
    "n_averaging_steps": 1,
    "n_hidden_channels": 1,
    "n_validation_groups": 4,
    "max_epochs": 2,
    "enable_progress_bar": False,
    "preview_every_n_epochs": None,
}


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


@pytest.fixture(scope="session")
def scans(small_scans: Callable[..., dict[str, Scan]]) -> dict[str, Scan]:
    """Two scans of one object: 36 patterns of 16 x 16 pixels each."""
    return small_scans("train", "validation")


@pytest.fixture
def make_settings(tmp_path: Path) -> Callable[..., TrainSettings]:
    """Settings of a tiny training; any knob by its name."""

    def make(**knobs: Any) -> TrainSettings:
        values = TINY | {"output_dir": tmp_path / "run"} | knobs
        return train_settings(
            resolve(
                "train", [(name, Said(value, "override", "")) for name, value in values.items()]
            )
        )

    return make


@pytest.fixture
def make_fitting(
    scans: dict[str, Scan], make_settings: Callable[..., TrainSettings]
) -> Callable[..., Fitting]:
    """A tiny training, ready to fit; ``validate`` says whether there is a validation scan."""

    def make(*, validate: bool = True, **knobs: Any) -> Fitting:
        validation = scans["validation"] if validate else None
        return prepare_training(make_settings(**knobs), TrainingScans(scans["train"], validation))

    return make
