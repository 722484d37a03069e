"""The layers that a user writes: who beats whom, and where each value was said."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from ptycho.config.layers import object_layer, override_layer, unmet
from ptycho_generated.config import PyTorchExecutionConfig
from ptycho_generated.merge import Resolved, resolve
from ptycho_torch.cli.explain import explain
from ptycho_torch.cli.layers import read_layers
from ptycho_torch.cli.parse import scan_words


def layers(
    words: list[str], environment: dict[str, str] | None = None, command: str = "train"
) -> tuple[Resolved, list[str]]:
    resolved, faults, _ = read_layers(command, scan_words(command, words), environment or {})
    return resolved, list(map(str, faults))


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_command_line_beats_environment_beats_run_file_beats_default(tmp_path: Path) -> None:
    file = written(tmp_path / "run.yaml", "seed: 1\n")
    flag, variable, run_file = ["--seed", "3"], {"PTYCHO_SEED": "2"}, ["--config", str(file)]
    origin = f"{file}:1:7"

    resolved, faults = layers([*flag, *run_file], variable)
    assert not faults
    told = [resolved.winner("seed"), *resolved.losers("seed")]
    assert [(said.value, said.layer, said.place) for said in told] == [
        (3, "command_line", "--seed"),
        (2, "environment", "PTYCHO_SEED"),
        (1, "run_file", origin),
        (0, "default", "registry"),
    ]
    assert layers(run_file, variable)[0].winner("seed").value == 2
    assert layers(run_file)[0].winner("seed").value == 1
    assert layers([])[0].winner("seed").value == 0


@pytest.mark.parametrize(("flag", "value"), [("--quiet", True), ("--no-quiet", False)])
def test_a_flag_without_a_value_is_of_the_command_line(flag: str, value: bool) -> None:
    resolved, faults = layers([flag], {"PTYCHO_QUIET": str(not value)})
    assert not faults
    told = [resolved.winner("quiet"), *resolved.losers("quiet")]
    assert [(said.value, said.layer) for said in told[:2]] == [
        (value, "command_line"),
        (not value, "environment"),
    ]


def test_an_override_beats_an_execution_config() -> None:
    said, faults = override_layer("train", {"seed": 3})
    assert not faults
    said = [*said, *object_layer("train", PyTorchExecutionConfig(seed=2))]
    resolved = resolve("train", said)
    told = [resolved.winner("seed"), *resolved.losers("seed")]
    assert [(each.value, each.layer) for each in told[:2]] == [
        (3, "override"),
        (2, "execution_config"),
    ]


def test_a_later_run_file_beats_an_earlier_one(tmp_path: Path) -> None:
    first = written(tmp_path / "first.yaml", "seed: 1\ngridsize: 4\n")
    second = written(tmp_path / "second.yaml", "# better\nseed: 2\n")
    resolved, faults = layers(["--config", str(first), f"--config={second}"])
    assert not faults
    assert resolved.winner("seed").place == f"{second}:2:7"
    assert resolved.losers("seed")[0].place == f"{first}:1:7"
    assert resolved.winner("gridsize").value == 4
    resolved, _ = layers(["--config", str(second), "--config", str(first)])
    assert resolved.winner("seed").value == 1


def test_the_last_of_two_flags_counts() -> None:
    resolved, _ = layers(["--seed=1", "--seed", "2"])
    assert resolved.winner("seed").value == 2
    assert resolved.losers("seed")[0].value == 1


def test_the_order_of_the_words_does_not_change_who_wins(tmp_path: Path) -> None:
    file = written(tmp_path / "run.yaml", "seed: 1\n")
    words = [["--seed", "3"], ["--config", str(file)], ["--quiet"]]
    for shuffle in range(6):
        random.Random(shuffle).shuffle(words)
        resolved, _ = layers([word for pair in words for word in pair])
        assert resolved.winner("seed").value == 3


@pytest.mark.parametrize("variable", ["PTYCHO_MAX_EPOCHS", "PTYCHO_NEPOCHS", "PTYCHO_Max_Epochs"])
def test_a_variable_is_named_after_any_name_of_the_knob(variable: str) -> None:
    resolved, faults = layers([], {variable: "7", "PATH": "/bin", "PTYCHOPINN_X": "1"})
    assert not faults
    assert resolved.winner("max_epochs").value == 7
    assert resolved.winner("max_epochs").place == variable


def test_a_variable_of_another_command_is_passed_over() -> None:
    resolved, faults = layers([], {"PTYCHO_PHOTONS_PER_PATTERN": "not a number"})
    assert not faults
    assert "photons_per_pattern" not in resolved.said


def test_wrong_variables_are_faults_with_their_cures() -> None:
    _, faults = layers([], {"PTYCHO_SEED": "x", "PTYCHO_GRIDSIZ": "2", "PTYCHO_ZZZZZZ": "1"})
    assert faults == [
        "PTYCHO_GRIDSIZ: names no knob; did you mean PTYCHO_GRIDSIZE?",
        "PTYCHO_SEED: 'x' is not allowed; give a whole number at least 0 and at most 4294967295",
        "PTYCHO_ZZZZZZ: names no knob; unset it",
    ]


def test_faults_of_all_layers_are_told_at_once(tmp_path: Path) -> None:
    file = written(tmp_path / "run.yaml", "gridsize: large\nsed: 3\n")
    words = ["--batch-size", "x", "--config", str(file), "--config", str(tmp_path / "no.yaml")]
    _, faults = layers(words, {"PTYCHO_SEED": "x"})
    assert [fault.split(": ")[0] for fault in faults] == [
        "--batch-size",
        "PTYCHO_SEED",
        f"{file}:1:11",
        f"{file}:2:1",
        f"--config {tmp_path / 'no.yaml'}",
    ]


def test_an_unreadable_value_is_told_once() -> None:
    """That the knob is not given either is no second fault."""
    scanned = scan_words("train", ["--output-dir", "--train-data-file="])
    resolved, faults, _ = read_layers("train", scanned, {})
    from ptycho_generated.merge import missing

    assert [fault.place for fault in faults] == ["--output-dir", "--train-data-file"]
    assert len(missing(resolved)) == 2
    assert unmet(faults, missing(resolved)) == []


def test_why_tells_the_winner_and_what_it_beat(tmp_path: Path) -> None:
    file = written(tmp_path / "run.yaml", "\nseed:   1\n")
    resolved, _ = layers(["--config", str(file), "--seed=3", "--betas=0.5,0.9"])
    assert explain("seed", resolved).splitlines() == [
        "seed = 3",
        "  from the command line (--seed)",
        f"  beats 1 from the run file ({file}:2:9)",
        "  beats 0 from the default",
        "  because the command line stands above the run file",
        "  affects numerics; in a run that goes on it must stay as it is",
    ]
    assert explain("gridsize", resolved).splitlines()[:2] == [
        "gridsize = 14",
        "  from the default",
    ]
    assert explain("betas", resolved).splitlines()[0] == "betas = 0.5,0.9"
    assert explain("output_dir", resolved).splitlines() == [
        "output_dir is not given",
        "  it must be: --output-dir, PTYCHO_OUTPUT_DIR or a run file",
    ]
    assert explain("noise", resolved).splitlines() == [
        "noise is no knob of this command",
        "  it belongs to ptycho_simulate",
    ]
