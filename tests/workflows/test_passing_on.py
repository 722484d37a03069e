"""A training that hands arguments on, and one that is refused for them before it begins."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

Command = Callable[..., int]


def test_handed_on_arguments_are_used_and_recorded(train: Command, tmp_path: Path) -> None:
    words = ["--trainer-arg", "limit_predict_batches=3", "--adamw-arg", "eps=1e-7,amsgrad=true"]
    words += ["--trainer-arg", "reload_dataloaders_every_n_epochs=1", "--max-epochs", "1"]
    assert train(tmp_path / "run", *words) == 0
    recorded = yaml.safe_load((tmp_path / "run" / "config.yaml").read_text(encoding="utf-8"))
    wanted = ["limit_predict_batches=3", "reload_dataloaders_every_n_epochs=1"]
    assert recorded["trainer_arg"] == wanted
    assert recorded["adamw_arg"] == ["eps=1e-7", "amsgrad=true"]


def test_an_argument_that_nothing_takes_ends_the_run_before_it_begins(
    train: Command, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert train(tmp_path / "run", "--trainer-arg", "max_epoch=3") == 2
    message = capsys.readouterr().err.splitlines()[-1]
    assert message.startswith("--trainer-arg max_epoch=3: Trainer has no parameter 'max_epoch'; ")
    assert not (tmp_path / "run").exists()
