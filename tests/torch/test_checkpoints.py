"""Which checkpoints a training keeps, and what they hold."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import torch

from ptycho_torch.trainer.fitting import Fitting

MakeFitting = Callable[..., Fitting]


def kept(folder: Path) -> list[int]:
    """Epochs of the kept checkpoints, the last one aside."""
    return sorted(int(path.name.split("-")[1]) for path in (folder / "checkpoints").glob("epoch-*"))


def epoch_of(path: Path) -> int:
    return int(torch.load(path, weights_only=True)["epoch"])


@pytest.mark.parametrize(("top_k", "number"), [(-1, 3), (0, 0), (1, 1), (2, 2)])
@pytest.mark.parametrize("validate", [True, False])
def test_as_many_checkpoints_are_kept_as_asked_for(
    top_k: int, number: int, validate: bool, make_fitting: MakeFitting, tmp_path: Path
) -> None:
    make_fitting(validate=validate, max_epochs=3, checkpoint_save_top_k=top_k).fit()
    assert len(kept(tmp_path / "run")) == number
    assert epoch_of(tmp_path / "run/checkpoints/last.ckpt") == 2


def test_the_last_checkpoint_is_the_newest_also_where_it_is_not_the_best(
    make_fitting: MakeFitting, tmp_path: Path
) -> None:
    fitting = make_fitting(max_epochs=3, checkpoint_mode="max", ema_decay=None, scheduler="Default")
    fitting.fit()
    assert kept(tmp_path / "run") != [2]  # the loss falls, so that the largest is an earlier one
    assert epoch_of(tmp_path / "run/checkpoints/last.ckpt") == 2


def test_no_last_checkpoint_where_none_is_wanted(make_fitting: MakeFitting, tmp_path: Path) -> None:
    make_fitting(checkpoint_save_last=False).fit()
    assert kept(tmp_path / "run")
    assert not (tmp_path / "run/checkpoints/last.ckpt").exists()


def test_checkpoints_every_other_epoch(make_fitting: MakeFitting, tmp_path: Path) -> None:
    make_fitting(max_epochs=5, checkpoint_every_n_epochs=2, checkpoint_save_top_k=-1).fit()
    assert kept(tmp_path / "run") == [1, 3]
    assert epoch_of(tmp_path / "run/checkpoints/last.ckpt") == 4


def test_only_validated_epochs_are_ranked(make_fitting: MakeFitting, tmp_path: Path) -> None:
    make_fitting(max_epochs=4, check_val_every_n_epoch=3, checkpoint_save_top_k=-1).fit()
    assert kept(tmp_path / "run") == [2]
    assert epoch_of(tmp_path / "run/checkpoints/last.ckpt") == 3


def test_without_checkpoints_early_stopping_stays(
    make_fitting: MakeFitting, tmp_path: Path
) -> None:
    fitting = make_fitting(
        enable_checkpointing=False, max_epochs=9, early_stop_patience=2, early_stop_min_delta=1e9
    )
    fitting.fit()
    assert not (tmp_path / "run/checkpoints").exists()
    assert fitting.trainer.current_epoch == 3  # the first sets the mark, two more do not pass it


def test_checkpoints_hold_tensors_and_plain_data_only(
    make_fitting: MakeFitting, tmp_path: Path
) -> None:
    fitting = make_fitting()
    fitting.fit()
    content = torch.load(tmp_path / "run/checkpoints/last.ckpt", weights_only=True)
    assert content["hyper_parameters"]["execution"]["learning_rate"] == 3e-3
