"""Run files: what they say, where they say it, and everything that is wrong with them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from ptycho.config.files import read_run_file
from ptycho.config.run_text import run_file_text
from ptycho_generated.knobs import KNOBS
from ptycho_generated.merge import Said, resolve

Read = Callable[..., tuple[dict[str, Any], list[str]]]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """What a run file with this text says, and the faults less the path of the file."""
    path = tmp_path / "run.yaml"

    def reading(text: str | bytes, command: str = "train") -> tuple[dict[str, Any], list[str]]:
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        said, faults = read_run_file(path, command)
        assert all(each.layer == "run_file" for _, each in said)
        assert all(str(fault).startswith(str(path)) for fault in faults)
        values = {name: each.value for name, each in said}
        assert len(values) == len(said)
        return values, [str(fault).removeprefix(f"{path}").removeprefix(":") for fault in faults]

    return reading


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("learning_rate: 1e-3", 1e-3),
        ("learning_rate: 1.0e-3", 1e-3),
        ("learning_rate: 1", 1.0),
        ("gridsize: 4", 4),
        ("max_epochs: -1", -1),
        ("quiet: yes", True),
        ("deterministic: warn", "warn"),
        ("deterministic: off", False),
        ("devices: auto", "auto"),
        ("gradient_clip_val: null", None),
        ("gradient_clip_val: ~", None),
        ("gradient_clip_val:", None),
        ("betas: [0.5, 0.75]", (0.5, 0.75)),
        ("betas: [5e-1, 0]", (0.5, 0.0)),
        ("betas:\n  - 0.5\n  - 0.75", (0.5, 0.75)),
        ("output_dir: a b", "a b"),
        ("output_dir: '3'", "3"),
        ("resume: none", None),
        ("precision: 32-true", "32-true"),
        ("max_time: '00:01:00:00'", "00:01:00:00"),
        ("nepochs: 3", 3),
        ("logger: csv", "csv"),
    ],
)
def test_a_value_is_read_as_the_type_of_its_knob(line: str, value: Any, read: Read) -> None:
    values, faults = read(line)
    assert not faults
    assert list(values.values()) == [value]
    assert type(next(iter(values.values()))) is type(value)


def test_a_value_knows_file_line_and_column(tmp_path: Path) -> None:
    path = tmp_path / "run.yaml"
    path.write_text("# first\n\nseed:    3\nbetas: \n  - 0.5\n  - 0.9\n", encoding="utf-8")
    said, faults = read_run_file(path, "train")
    assert not faults
    assert [(name, each.place) for name, each in said] == [
        ("seed", f"{path}:3:10"),
        ("betas", f"{path}:5:3"),
    ]


def test_knobs_of_other_commands_are_passed_over(read: Read) -> None:
    text = "seed: 3\nphotons_per_pattern: 1.0e+5\ninference_batch_size: 8\n"
    assert read(text, "train") == ({"seed": 3}, [])
    assert read(text, "simulate") == ({"seed": 3, "photons_per_pattern": 1e5}, [])
    assert read(text, "infer") == ({"inference_batch_size": 8}, [])


@pytest.mark.parametrize("text", ["", "# nothing\n", "---\n", "{}\n"])
def test_an_empty_file_says_nothing(text: str, read: Read) -> None:
    assert read(text) == ({}, [])


SEED = "give a whole number at least 0 and at most 4294967295"
BETAS = "give a list of 2 values, each a number at least 0 and below 1"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("gridsiz: 3", ["1:1: there is no knob 'gridsiz'; did you mean gridsize?"]),
        ("zzzzzz: 3", ["1:1: there is no knob 'zzzzzz'; see --print-config for the names"]),
        ("seed: 1\nseed: 2", ["2:1: 'seed' is said twice; keep one of the lines"]),
        ("epochs: 1\nmax_epochs: 2", ["2:1: 'max_epochs' is said twice; keep one of the lines"]),
        ("seed: many", [f"1:7: seed: many is not allowed; {SEED}"]),
        ("seed: 1.5", [f"1:7: seed: 1.5 is not allowed; {SEED}"]),
        ("seed: 'one'", [f"1:7: seed: one is not allowed; {SEED}"]),
        ("seed: true", [f"1:7: seed: true is not allowed; {SEED}"]),
        ("seed:", [f"1:6: seed:  is not allowed; {SEED}"]),
        ("seed: [1]", [f"1:7: seed: [1] is not allowed; {SEED}"]),
        ("seed: {a: 1}", [f"1:7: seed: a mapping is not allowed; {SEED}"]),
        ("seed:\n  first: 1", [f"2:3: seed: a mapping is not allowed; {SEED}"]),
        ("seed: !!int many", [f"1:7: seed: many is not allowed; {SEED}"]),
        ("seed: !!python/name:os.system x", [f"1:7: seed: x is not allowed; {SEED}"]),
        ("betas: 0.5", [f"1:8: betas: 0.5 is not allowed; {BETAS}"]),
        ("betas: [0.5, high]", [f"1:8: betas: [0.5, high] is not allowed; {BETAS}"]),
        ("betas: [[0.5], 1]", [f"1:8: betas: [..., 1] is not allowed; {BETAS}"]),
        ("betas: &all [*all]", [f"1:8: betas: [...] is not allowed; {BETAS}"]),
        ("quiet: 1", ["1:8: quiet: 1 is not allowed; give true or false"]),
        ("quiet: 'yes'", ["1:8: quiet: yes is not allowed; give true or false"]),
        ("scheduler: off", [
            "1:12: scheduler: off is not allowed; "
            "give one of Default, Exponential, MultiStage, WarmupCosine, Cosine, OneCycle, Linear, "
            "Step, ReduceLROnPlateau, Adaptive"
        ]),
        ("output_dir: 3", ["1:13: output_dir: 3 is not allowed; give a path"]),
        ("output_dir: ''", ["1:13: output_dir:  is not allowed; give a path"]),
        ("learning_rate: '0.1'", [
            "1:16: learning_rate: 0.1 is not allowed; give a number above 0"
        ]),
        ("[a, b]: 3", [
            "1:1: there is no knob '[a, b]'; see --print-config for the names"
        ]),
        ("- seed", [" is not a mapping; write lines of the form name: value"]),
        ("seed", [" is not a mapping; write lines of the form name: value"]),
        (
            "sed: 1\nseed: x\nquiet: 2\nquiet: true",
            [
                "1:1: there is no knob 'sed'; did you mean seed?",
                f"2:7: seed: x is not allowed; {SEED}",
                "3:8: quiet: 2 is not allowed; give true or false",
                "4:1: 'quiet' is said twice; keep one of the lines",
            ],
        ),
        ("seed: [1", [
            "2:1: cannot be read as YAML (did not find expected ',' or ']'); correct the syntax"
        ]),
        ("a: b: c", [
            "1:5: cannot be read as YAML (mapping values are not allowed in this context); "
            "correct the syntax"
        ]),
        ("seed: \x07", [
            " cannot be read as YAML (control characters are not allowed); correct the syntax"
        ]),
        ("seed: é".encode("latin-1"), [" is not UTF-8 text; save it as UTF-8"]),
    ],
)  # fmt: skip
def test_a_fault_has_its_place_and_cure(text: str | bytes, expected: list[str], read: Read) -> None:
    _, faults = read(text)
    assert faults == expected


@pytest.mark.parametrize("name", ["absent.yaml", "."])
def test_a_file_that_cannot_be_read_is_named_by_its_flag(name: str, tmp_path: Path) -> None:
    said, faults = read_run_file(tmp_path / name, "train")
    assert not said
    (fault,) = faults
    assert str(fault).startswith(f"--config {tmp_path / name}: cannot be read (")
    assert str(fault).endswith("; give a file that exists")


@given(number=st.floats(allow_nan=False, allow_infinity=False))
def test_every_way_of_writing_a_number_is_read(
    number: float, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.getbasetemp() / "number.yaml"
    for text in (repr(number), f"{number:.17e}", f"{number:.17g}"):
        path.write_text(f"learning_rate: {text}\n", encoding="utf-8")
        ((_, said),), faults = read_run_file(path, "train")
        assert not faults
        assert (said.value, type(said.value)) == (number, float)


@pytest.mark.parametrize("command", ["train", "infer", "simulate"])
def test_a_resolved_configuration_is_written_with_its_sources(command: str, tmp_path: Path) -> None:
    awkward = Path("a: b #c/[d] 'e' é")
    said = [
        ("output_dir", Said(awkward, "command_line", "--output-dir")),
        ("quiet", Said(True, "run_file", "other.yaml:3:4")),
    ]
    text = run_file_text(resolve(command, said))
    path = tmp_path / "run.yaml"
    path.write_text(text, encoding="utf-8")
    read, faults = read_run_file(path, command)
    assert not faults
    values = {name: each.value for name, each in read}
    assert values.pop("output_dir") == str(awkward)
    assert values.pop("quiet") is True
    resolved = resolve(command, [])
    given = {name: value for name, value in resolved.values.items() if name in values}
    assert values == given
    not_said = {name for name, knob in KNOBS.items() if command in knob.commands} - values.keys()
    assert not_said - {"output_dir", "quiet"} == {
        name for name, knob in KNOBS.items() if command in knob.required
    } - {"output_dir"}
    assert "  # --output-dir\n" in text
    assert "quiet: true  # other.yaml:3:4\n" in text


@pytest.mark.parametrize("command", ["train", "infer", "simulate"])
def test_the_example_run_file_says_every_default(command: str, repository: Path) -> None:
    path = repository / "generated" / "docs" / f"{command}.yaml"
    said, faults = read_run_file(path, command)
    assert not faults
    for name, knob in KNOBS.items():
        if command in knob.commands and command not in knob.required:
            assert dict(said)[name].value == knob.default
    lines = path.read_text(encoding="utf-8").splitlines()
    assert all(f"# {name}:" in lines for name, k in KNOBS.items() if command in k.required)
    assert yaml.safe_load(path.read_text(encoding="utf-8")).keys() == dict(said).keys()
