"""A command from its words to its exit code: answers, refusals, our own faults, interruption."""

from __future__ import annotations

import subprocess
import sys
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ptycho_generated.faults import Fault, InputError
from ptycho_generated.flags import FLAGS
from ptycho_generated.merge import Resolved
from ptycho_torch.cli import shared
from ptycho_torch.cli.shared import DONE, INTERRUPTED, OUR_FAULT, WRONG_INPUT, run_command

Run = Callable[..., subprocess.CompletedProcess[str]]
Calls = list[tuple[Any, Resolved]]

WORK = "recorded_work:work"
NEEDED = {
    "train": ["--train-data-file", "a.npz", "--output-dir", "run"],
    "infer": ["--model-path", "run", "--test-data", "b.npz", "--output-dir", "out"],
    "evaluate": ["--output-dir", "scores"],
    "simulate": ["--output-dir", "data"],
}
WRITING = [command for command, flags in FLAGS.items() if "--output-dir" in flags]


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> Calls:
    """What the work of a command was called with, in place of the work itself."""
    found: Calls = []
    module = types.ModuleType("recorded_work")
    module.work = lambda settings, resolved: found.append((settings, resolved))  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "recorded_work", module)
    return found


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Callable[[BaseException], None]:
    """Make the work of a command raise."""

    def fail_with(error: BaseException) -> None:
        module = types.ModuleType("recorded_work")

        def work(settings: Any, resolved: Resolved) -> None:
            raise error

        module.work = work  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, "recorded_work", module)

    return fail_with


@pytest.mark.parametrize("command", WRITING)
def test_the_work_is_given_settings_and_where_they_come_from(command: str, calls: Calls) -> None:
    assert run_command(command, NEEDED[command], WORK) == DONE
    ((settings, resolved),) = calls
    assert type(settings).__name__ == f"{command.capitalize()}Settings"
    assert resolved.command == command
    assert resolved.winner("output_dir").layer == "command_line"


@pytest.mark.parametrize("command", WRITING)
def test_the_printed_configuration_gives_the_same_configuration(
    command: str, calls: Calls, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = [*NEEDED[command], "--no-quiet", "--overwrite"]
    assert run_command(command, [*words, "--print-config"], WORK) == DONE
    assert not calls
    text = capsys.readouterr().out
    file = tmp_path / "run.yaml"
    file.write_text(text, encoding="utf-8")
    assert run_command(command, words, WORK) == DONE
    assert run_command(command, ["--config", str(file)], WORK) == DONE
    (by_words, _), (by_file, resolved) = calls
    assert by_file == by_words
    assert {said[-1].layer for said in resolved.said.values()} == {"run_file"}
    assert run_command(command, ["--config", str(file), "--print-config"], WORK) == DONE
    again = capsys.readouterr().out
    assert _without_sources(again) == _without_sources(text)


def _without_sources(text: str) -> list[str]:
    """The lines of a run file without the notes on where a value is from."""
    return [line.split("  # ")[0] for line in text.splitlines()]


@pytest.mark.parametrize("command", WRITING)
def test_questions_are_answered_before_the_configuration_is_complete(
    command: str, calls: Calls, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_command(command, ["--print-config"], WORK) == DONE
    printed = capsys.readouterr().out
    for word in NEEDED[command][::2]:
        name = {"--test-data": "test_data_file"}.get(word, word[2:].replace("-", "_"))
        assert f"\n# {name}:\n" in printed or f"\n{name}: null" in printed
    assert run_command(command, ["--why", "--output-dir", "--why=quiet"], WORK) == WRONG_INPUT
    assert capsys.readouterr().err == "--why: has no value; give the name of a knob\n" + (
        "--output-dir: has no value; give a path\n"
    )
    assert run_command(command, ["--why", "output-dir", "--why=quiet"], WORK) == DONE
    assert capsys.readouterr().out == (
        "output_dir is not given\n"
        "  it must be: --output-dir, PTYCHO_OUTPUT_DIR or a run file\n"
        "quiet = false\n"
        "  from the default\n"
        "  affects logging; in a run that goes on it may change\n"
    )
    assert not calls


def test_a_question_about_wrong_values_is_not_answered(
    calls: Calls, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_command("train", ["--print-config", "--gridsize", "0"], WORK) == WRONG_INPUT
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err == (
        "--gridsize: 0 is not allowed; give a whole number at least 1 and at most 64\n"
    )
    assert run_command("train", ["--why", "grid"], WORK) == WRONG_INPUT
    assert capsys.readouterr().err == "--why: there is no knob 'grid'; did you mean gridsize?\n"


def test_every_fault_is_told_on_a_line_of_its_own(
    calls: Calls, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Words, values, ranges, what is not given, and relations: one call shows them all."""
    file = tmp_path / "run.yaml"
    file.write_text("batch_size: 0\ninput_fraction_min: 0.8\n", encoding="utf-8")
    words = ["--config", str(file), "--gridsiz=3", "--seed", "-1", "--n-groups", "few"]
    assert run_command("train", words, WORK) == WRONG_INPUT
    lines = capsys.readouterr().err.splitlines()
    assert [line.split(": ")[0] for line in lines] == [
        f"{file}:1:13",
        "--gridsiz",
        "--seed",
        "--n-groups",
        "--train-data-file",
        "--output-dir",
    ]
    assert all("; " in line for line in lines)
    assert not calls


def test_relations_are_told_beside_wrong_words_and_at_their_place(
    calls: Calls, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "run.yaml"
    file.write_text("input_fraction_min: 0.8\n", encoding="utf-8")
    words = [*NEEDED["train"], "--config", str(file), "--input-fraction-max=0.7", "--zzz"]
    assert run_command("train", words, WORK) == WRONG_INPUT
    assert capsys.readouterr().err.splitlines() == [
        f"{file}:1:21: 0.8 is above --input-fraction-max 0.7; lower it",
        "--zzz: is not a flag of this command; see --help for the flags",
    ]
    words = [*NEEDED["train"], "--max-epochs=-1", "--persistent-workers"]
    assert run_command("train", words, WORK) == WRONG_INPUT
    assert capsys.readouterr().err.splitlines() == [
        "--persistent-workers: does not go with the other values; "
        "persistent workers need --num-workers 1 or more"
    ]
    assert run_command("train", words[:-1], WORK) == WRONG_INPUT
    assert capsys.readouterr().err.splitlines() == [
        "--max-epochs: a run without a limit on its epochs never ends; "
        "add --max-time or --max-steps"
    ]
    assert not calls


def test_the_environment_is_a_layer(calls: Calls, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTYCHO_GRIDSIZE", "3")
    assert run_command("train", NEEDED["train"], WORK) == DONE
    ((settings, resolved),) = calls
    assert settings.training.model.gridsize == 3
    assert resolved.winner("gridsize").place == "PTYCHO_GRIDSIZE"


def test_wrong_data_are_the_users_fault(
    failing: Callable[[BaseException], None], capsys: pytest.CaptureFixture[str]
) -> None:
    failing(InputError([Fault("a.npz", "is no scan", "give a scan"), Fault("b", "is not", "go")]))
    assert run_command("simulate", NEEDED["simulate"], WORK) == WRONG_INPUT
    assert capsys.readouterr().err == "a.npz: is no scan; give a scan\nb: is not; go\n"


def test_an_interruption_has_its_own_code(
    failing: Callable[[BaseException], None], capsys: pytest.CaptureFixture[str]
) -> None:
    failing(KeyboardInterrupt())
    assert run_command("simulate", NEEDED["simulate"], WORK) == INTERRUPTED
    assert capsys.readouterr().err == "interrupted\n"


def test_what_else_goes_wrong_is_our_fault(
    failing: Callable[[BaseException], None], capsys: pytest.CaptureFixture[str]
) -> None:
    failing(RuntimeError("cogs stuck"))
    assert run_command("simulate", NEEDED["simulate"], WORK) == OUR_FAULT
    error = capsys.readouterr().err
    assert "Traceback" in error
    assert error.splitlines()[-1] == "internal error: RuntimeError: cogs stuck"

    logged = RuntimeError("cogs stuck")
    logged.add_note("the traceback is in run.log")
    failing(logged)
    assert run_command("simulate", NEEDED["simulate"], WORK) == OUR_FAULT
    assert capsys.readouterr().err == (
        "internal error: RuntimeError: cogs stuck; the traceback is in run.log\n"
    )


def test_the_exit_codes_are_those_of_the_contract() -> None:
    assert (DONE, OUR_FAULT, WRONG_INPUT, INTERRUPTED) == (0, 1, 2, 130)
    assert shared.DONE == 0


@pytest.mark.parametrize(
    ("module", "words", "messages"),
    [
        (
            "ptycho_torch.train",
            ["--train-data-file", "no.npz", "--output-dir", "run", "--accelerator", "cpu"],
            ["no.npz: "],
        ),
        (
            "ptycho_torch.inference",
            ["--model-path", "no_run", "--test-data", "no.npz", "--output-dir", "run", "--sed=1"],
            ["--sed: is not a flag of this command; "],
        ),
        (
            "ptycho_torch.simulate",
            ["--output_dir", "run", "--patch-size", "8", "--noise=maybe"],
            [
                "--patch-size: 8 is not allowed; give a whole number in px at least 16 "
                "and at most 1024",
                "--noise: 'maybe' is not allowed; give true or false",
            ],
        ),
    ],
)
def test_wrong_input_ends_a_real_command_with_nothing_written(
    module: str, words: list[str], messages: list[str], run_python: Run, tmp_path: Path
) -> None:
    done = run_python("-m", module, *words)
    assert done.returncode == WRONG_INPUT, done.stderr
    assert done.stdout == ""
    lines = done.stderr.splitlines()
    assert len(lines) == len(messages), done.stderr
    assert all(line.startswith(message) for line, message in zip(lines, messages, strict=True))
    assert not list(tmp_path.iterdir())
