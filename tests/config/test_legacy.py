"""The bridge to params.cfg: what reaches it, under which key, and what never does."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ptycho import params
from ptycho.config.config import (
    InferenceConfig,
    ModelConfig,
    PyTorchExecutionConfig,
    SimulationConfig,
    TrainingConfig,
    dataclass_to_legacy_dict,
    update_legacy_dict,
)
from ptycho_generated.idle import IDLE
from ptycho_generated.legacy_keys import LEGACY_KEYS
from ptycho_generated.merge import FIELDS


@pytest.fixture
def training() -> TrainingConfig:
    return TrainingConfig(
        model=ModelConfig(gridsize=3, n_filters=5),
        train_data_file=Path("data/train.npz"),
        output_dir=Path("run"),
        max_epochs=7,
    )


def test_nested_configs_are_flattened_under_the_legacy_keys(training: TrainingConfig) -> None:
    legacy = dataclass_to_legacy_dict(training)
    keys = {*LEGACY_KEYS["TrainingConfig"].values(), *LEGACY_KEYS["ModelConfig"].values()}
    assert legacy.keys() == keys
    assert legacy["nepochs"] == 7
    assert legacy["gridsize"] == 3
    assert legacy["n_filters"] == 5
    assert "max_epochs" not in legacy
    assert "model" not in legacy


def test_every_field_of_a_bridged_config_has_one_key_of_its_own() -> None:
    for config, keys in LEGACY_KEYS.items():
        assert tuple(keys) == (*FIELDS[config], *IDLE[config])
        assert len(set(keys.values())) == len(keys)
    assert LEGACY_KEYS.keys() == {"ModelConfig", "TrainingConfig", "InferenceConfig"}


def test_paths_become_text(training: TrainingConfig) -> None:
    legacy = dataclass_to_legacy_dict(training)
    assert legacy["train_data_file_path"] == str(Path("data/train.npz"))
    assert legacy["output_prefix"] == "run"
    assert not any(isinstance(value, Path) for value in legacy.values())


def test_what_is_none_leaves_the_value_as_it_is(training: TrainingConfig) -> None:
    legacy: dict[str, Any] = {"test_data_file_path": "old.npz", "n_groups": 3, "N": 64}
    update_legacy_dict(legacy, training)
    assert legacy["test_data_file_path"] == "old.npz"
    assert legacy["n_groups"] == 3
    assert legacy["N"] == 64
    assert legacy["nepochs"] == 7
    update_legacy_dict(legacy, TrainingConfig(train_data_file=Path("b"), output_dir=Path("c")))
    assert legacy["nepochs"] == TrainingConfig.__dataclass_fields__["max_epochs"].default
    assert legacy["train_data_file_path"] == "b"


def test_a_later_config_beats_an_earlier_one(training: TrainingConfig) -> None:
    legacy: dict[str, Any] = {}
    update_legacy_dict(legacy, training)
    update_legacy_dict(legacy, InferenceConfig(model_path=Path("run"), output_dir=Path("out")))
    assert legacy["output_prefix"] == "out"
    assert legacy["model_path"] == "run"
    assert legacy["nepochs"] == 7


def test_the_public_dictionary_is_read_by_key(
    training: TrainingConfig, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(params, "cfg", {})
    with pytest.raises(KeyError):
        params.get("gridsize")
    update_legacy_dict(params.cfg, training)
    assert params.get("gridsize") == 3


@pytest.mark.parametrize(
    "config",
    [
        pytest.param(PyTorchExecutionConfig(), id="execution"),
        pytest.param(SimulationConfig(output_dir=Path("data")), id="simulation"),
        pytest.param(ModelConfig, id="a class"),
        pytest.param({"gridsize": 3}, id="a dictionary"),
    ],
)
def test_what_never_reaches_the_legacy_dictionary_is_refused(config: Any) -> None:
    """CONFIG-002: and the dictionary stays as it was."""
    legacy: dict[str, Any] = {"gridsize": 9, "learning_rate": 0.5}
    for refused in (update_legacy_dict, lambda _, c: dataclass_to_legacy_dict(c)):
        with pytest.raises(TypeError, match="never reaches the legacy dictionary"):
            refused(legacy, config)
    assert legacy == {"gridsize": 9, "learning_rate": 0.5}


def test_no_key_of_the_execution_config_is_a_legacy_key() -> None:
    bridged = {key for keys in LEGACY_KEYS.values() for key in keys.values()}
    assert bridged.isdisjoint(FIELDS["PyTorchExecutionConfig"])
