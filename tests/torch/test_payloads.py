"""Payloads: one call gives every config of a training or a reconstruction, all in agreement."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ptycho import params
from ptycho.config.config import PyTorchExecutionConfig
from ptycho.raw_data import Scan, save_scan
from ptycho_generated.faults import InputError
from ptycho_torch.config_factory import (
    create_inference_payload,
    create_training_payload,
    infer_probe_size,
    populate_legacy_params,
)


@pytest.fixture(autouse=True)
def empty_legacy_dictionary(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(params, "cfg", {"old": 1})


@pytest.fixture
def file(scans: dict[str, Scan], tmp_path: Path) -> Path:
    save_scan(tmp_path / "scan.npz", scans["train"])
    return tmp_path / "scan.npz"


def test_the_configs_of_a_training_agree(file: Path, tmp_path: Path) -> None:
    execution = PyTorchExecutionConfig(learning_rate=1e-2, scheduler="Exponential", accum_steps=7)
    overrides: dict[str, Any] = {"nepochs": 7, "gridsize": 2, "learning_rate": 5e-4}
    payload = create_training_payload(file, tmp_path / "run", overrides, execution)
    training = payload.tf_training_config
    assert training.train_data_file == file
    assert training.max_epochs == payload.pt_training_config.epochs == 7
    assert training.model.gridsize == 2
    assert training.model.N == payload.pt_data_config.N == 16
    assert payload.pt_data_config.grid_size == (2, 2)
    # What is recorded is what counts, not what was beaten.
    assert payload.execution_config.learning_rate == 5e-4
    assert payload.pt_training_config.learning_rate == 5e-4
    assert payload.overrides_applied["learning_rate"] == 5e-4
    assert payload.pt_training_config.scheduler == "Exponential"
    assert payload.pt_training_config.accum_steps == 7
    assert payload.overrides_applied["accum_steps"] == 7
    assert "seed" not in payload.overrides_applied
    assert params.cfg["nepochs"] == 7
    assert params.cfg["N"] == 16
    assert params.cfg["old"] == 1
    assert "learning_rate" not in params.cfg
    assert not (tmp_path / "run").exists()


def test_keywords_without_effect_are_warned_of_and_unknown_ones_refused(file: Path) -> None:
    with pytest.warns(UserWarning, match="nphotons=5.0"):
        payload = create_training_payload(file, "run", {"nphotons": 5.0, "probe_scale": 4.0})
    assert payload.tf_training_config.nphotons == 5.0
    with pytest.warns(UserWarning, match="profile='ci' has no effect"):
        create_training_payload(file, "run", profile="ci")
    with pytest.raises(InputError) as caught:
        create_training_payload(file, "run", {"learning_ratee": 5, "batch_size": -1})
    assert len(caught.value.faults) == 2


def test_the_configs_of_a_reconstruction_agree(file: Path, tmp_path: Path) -> None:
    run = tmp_path / "run"
    with pytest.raises(InputError, match=r"holds no wts\.h5\.zip"):
        create_inference_payload(tmp_path, file, run)
    (tmp_path / "wts.h5.zip").touch()
    payload = create_inference_payload(tmp_path, file, run, {"inference_batch_size": 5})
    inference = payload.tf_inference_config
    assert (inference.model_path, inference.test_data_file) == (tmp_path, file)
    assert inference.model.N == payload.pt_data_config.N == 16
    assert payload.pt_inference_config.batch_size == payload.execution_config.inference_batch_size
    assert payload.overrides_applied["inference_batch_size"] == 5
    assert params.cfg["model_path"] == str(tmp_path)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="Training data file not found: no"):
        create_training_payload("no.npz", "run")
    with pytest.raises(FileNotFoundError, match="Test data file not found: no"):
        create_inference_payload(tmp_path, "no.npz", "run")
    assert params.cfg == {"old": 1}


@pytest.mark.parametrize("shape", [(12, 12), (3, 12, 12)])
def test_the_size_of_a_probe_is_not_the_number_of_its_modes(
    shape: tuple[int, ...], tmp_path: Path
) -> None:
    np.savez(tmp_path / "probe.npz", probeGuess=np.ones(shape, np.complex64))
    assert infer_probe_size(tmp_path / "probe.npz") == 12


@pytest.mark.parametrize(
    "arrays", [{}, {"probeGuess": np.ones(4)}, {"probeGuess": np.ones((4, 5))}]
)
def test_a_probe_of_no_size_is_refused(arrays: dict[str, Any], tmp_path: Path) -> None:
    np.savez(tmp_path / "probe.npz", xcoords=np.ones(3), **arrays)
    with pytest.raises(InputError, match="key probeGuess"):
        infer_probe_size(tmp_path / "probe.npz")


def test_force_leaves_nothing_of_what_was_there(file: Path) -> None:
    config = create_training_payload(file, "run", {"gridsize": 4}).tf_training_config
    populate_legacy_params(config)
    assert (params.cfg["old"], params.cfg["gridsize"]) == (1, 4)
    populate_legacy_params(config, force=True)
    assert "old" not in params.cfg
    assert params.cfg["gridsize"] == 4
    with pytest.raises(TypeError):
        populate_legacy_params(PyTorchExecutionConfig(), force=True)  # type: ignore[arg-type]
    assert params.cfg["gridsize"] == 4
