"""What a user of the command sees of its rarer knobs: in the log, in the folder, in messages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch

Command = Callable[..., int]
Refused = Callable[..., list[str]]
SHORT = ("--max-epochs=1", "--quiet", "--preview-every-n-epochs=none")

pytestmark = pytest.mark.usefixtures("no_pictures")


@pytest.mark.parametrize(
    ("words", "told", "untold"),
    [
        (["--profiler=simple"], ["FIT Profiler Report", "run_training_batch"], "cumtime"),
        (
            ["--profiler=advanced"],
            ["Profile stats for: run_training_batch", "cumtime"],
            "Num calls",
        ),
        ([], ["Trainable params"], "Profile"),
        (["--no-enable-model-summary"], ["no validation"], "Trainable params"),
    ],
)
def test_the_log_holds_what_was_asked_for(
    words: list[str], told: list[str], untold: str, train: Command, tmp_path: Path
) -> None:
    assert train(tmp_path / "run", *SHORT, *words) == 0
    log = (tmp_path / "run/run.log").read_text("utf-8")
    assert [each for each in told if each not in log] == []
    assert untold not in log


def test_algorithms_are_as_before_after_the_command(train: Command, tmp_path: Path) -> None:
    words = ["--benchmark", "--no-deterministic", "--float32-matmul-precision=medium"]
    before = torch.backends.cudnn.benchmark, torch.get_float32_matmul_precision()
    assert train(tmp_path / "run", *SHORT, *words) == 0
    assert (torch.backends.cudnn.benchmark, torch.get_float32_matmul_precision()) == before
    told = "--benchmark: no effect without a graphics processor; leave it out"
    log = (tmp_path / "run/run.log").read_text("utf-8")
    assert (told in log) is not torch.cuda.is_available()


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        (["--preview-n-patches=0"], ["amplitude", "phase"]),
        (["--no-preview-stitched"], ["patches-amplitude", "patches-phase"]),
    ],
)
def test_previews_show_what_was_asked_for(
    words: list[str], shown: list[str], train: Command, tmp_path: Path
) -> None:
    assert train(tmp_path / "run", *SHORT[:2], "--preview-every-n-epochs=1", *words) == 0
    names = sorted(path.stem for path in (tmp_path / "run/previews").iterdir())
    assert names == [f"epoch-0001-{each}" for each in shown]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--sync-batchnorm"], "--sync-batchnorm: the unrolled network has no batch normalis"),
        (
            ["--strategy=ddp", "--ddp-process-group-backend=nccl"],
            "--ddp-process-group-backend nccl: connects NVIDIA graphics processors, and this",
        ),
        (
            ["--strategy=ddp", "--ddp-process-group-backend=glo"],
            "--ddp-process-group-backend: 'glo' is not allowed; give one of gloo, nccl",
        ),
    ],
)
def test_what_cannot_have_an_effect_is_refused(
    words: list[str], told: str, train: Command, refused: Refused, tmp_path: Path
) -> None:
    (fault,) = refused(train, tmp_path / "run", *words)
    assert fault.startswith(told)
    assert not (tmp_path / "run").exists()


class Trap:
    """Leaves a mark where it is brought to life."""

    def __init__(self, mark: Path) -> None:
        self._mark = mark

    def __reduce__(self) -> Any:
        return Path.touch, (self._mark,)


def test_a_trusted_checkpoint_may_hold_what_is_executed(
    trained: Path, train: Command, refused: Refused, tmp_path: Path
) -> None:
    """Faults of such a checkpoint without the flag are told in the tests of hostile files."""
    path, mark = tmp_path / "a.ckpt", tmp_path / "mark"
    content = torch.load(trained / "checkpoints/last.ckpt", weights_only=True)
    torch.save(content | {"trap": Trap(mark)}, path)
    words = ["--resume", path, "--max-epochs=3"]
    refused(train, tmp_path / "run", *words)
    assert not mark.exists()
    assert train(tmp_path / "run", *words, "--quiet", "--no-resume-weights-only") == 0
    assert mark.exists()
