"""CONFIG-001 and CONFIG-002 (see spec): what a training does to the legacy dictionary."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ptycho import params
from ptycho_generated.merge import FIELDS
from ptycho_torch import config_factory
from ptycho_torch.workflows import components

Command = Callable[..., int]


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
