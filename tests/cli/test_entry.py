"""From a console script to an answer."""

from __future__ import annotations

import importlib
import sys
from importlib import metadata
from pathlib import Path

import pytest

from ptycho_generated.flags import FLAGS
from ptycho_generated.knobs import KNOBS
from ptycho_torch.cli.entry import command_main
from ptycho_torch.cli.parse import COMMON_FLAGS

NOWHERE = "no_such_module:work"


TWO_SCREENS = 150
"""Lines that `--help` may take."""
EVERYDAY = """
--train-data-file --test-data-file --output-dir --max-epochs --n-groups --gridsize --batch-size
--learning-rate --scheduler --accumulate-grad-batches --gradient-clip-val --precision --accelerator
--devices --num-nodes --strategy --deterministic --seed --num-workers --enable-checkpointing
--checkpoint-save-top-k --checkpoint-monitor --checkpoint-mode --early-stop-patience --logger
--quiet --resume --model-path --test-data --inference-batch-size --step-px --photons-per-pattern
""".split()  # noqa: SIM905 - as one types it


@pytest.mark.parametrize("command", FLAGS)
@pytest.mark.parametrize("words", [["--help"], ["-h"], ["--gridsize", "x", "--help-all"]])
def test_help_tells_every_flag_of_the_command(
    command: str,
    words: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(sys, "argv", ["program", *words])
    assert command_main(command, NOWHERE) == 0
    text = capsys.readouterr().out
    assert text.startswith("usage: ptycho_")
    for name, knob in KNOBS.items():
        if command in knob.commands and ("--help-all" in words or knob.flag in EVERYDAY):
            assert f"  {knob.flag} " in text, name
            assert " ".join(knob.help.split()) in " ".join(text.split())
    told = {word for word in text.split() if word.startswith("--")}
    assert told <= {*FLAGS[command], *COMMON_FLAGS}
    assert max(map(len, text.splitlines())) < 80
    offered = [knob.flag for knob in KNOBS.values() if command in knob.commands]
    left_out = [flag for flag in offered if f"  {flag} " not in text]
    if "--help-all" in words:
        assert left_out == []
    else:
        assert len(text.splitlines()) <= TWO_SCREENS
        assert (f"Type --help-all for {len(left_out)} more options, --help KNOB" in text) is bool(
            left_out
        )


def test_the_version_is_that_of_the_distribution(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["program", "--version"])
    try:
        expected = metadata.version("ptychopinn")
    except metadata.PackageNotFoundError:  # a checkout on the path
        expected = "not installed"
    assert command_main("train", NOWHERE) == 0
    assert capsys.readouterr().out == f"{expected}\n"


@pytest.mark.parametrize("module", ["train", "inference", "simulate"])
def test_a_console_script_ends_with_the_code_of_the_command(
    module: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["program", "--zzz"])
    assert importlib.import_module(f"ptycho_torch.{module}").main() == 2
    assert capsys.readouterr().err.startswith("--zzz: is not a flag of this command; ")
    assert not list(tmp_path.iterdir())
