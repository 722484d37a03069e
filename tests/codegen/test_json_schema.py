"""The JSON Schemas of the run files say what the program itself would say."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from knob_strategies import A_FEW, INVALID, VALID
from ptycho_generated.knobs import KNOBS, SPELLINGS
from ptycho_generated.values import to_data

COMMANDS = ("train", "infer", "simulate")


@pytest.fixture(scope="module")
def validators(repository: Path) -> dict[str, Draft202012Validator]:
    folder = repository / "generated" / "docs"
    texts = {c: (folder / f"{c}.schema.json").read_text(encoding="utf-8") for c in COMMANDS}
    return {command: Draft202012Validator(json.loads(text)) for command, text in texts.items()}


@pytest.mark.parametrize("command", COMMANDS)
def test_each_schema_is_one(command: str, validators: dict[str, Draft202012Validator]) -> None:
    Draft202012Validator.check_schema(validators[command].schema)
    assert set(validators[command].schema["properties"]) == {
        word for word, name in SPELLINGS.items() if name in KNOBS
    }


@pytest.mark.parametrize("command", COMMANDS)
def test_the_example_run_file_is_valid_and_names_its_schema(
    command: str, validators: dict[str, Draft202012Validator], repository: Path
) -> None:
    path = repository / "generated" / "docs" / f"{command}.yaml"
    text = path.read_text(encoding="utf-8")
    content = yaml.safe_load(text)
    assert content
    assert list(validators[command].iter_errors(content)) == []
    (line,) = [each for each in text.splitlines() if "yaml-language-server" in each]
    assert (path.parent / line.partition("$schema=")[2]).is_file()


@pytest.mark.parametrize("name", KNOBS)
@A_FEW
@given(data=st.data())
def test_every_valid_value_is_valid_under_every_spelling(
    name: str, data: st.DataObject, validators: dict[str, Draft202012Validator]
) -> None:
    value = to_data(data.draw(VALID[name]))
    for word in (word for word, knob in SPELLINGS.items() if knob == name):
        assert list(validators["train"].iter_errors({word: value})) == []


def in_a_file(value: object) -> bool:
    """Whether a run file can hold the value, and JSON tells it from others."""
    if isinstance(value, tuple):
        return all(map(in_a_file, value))
    if isinstance(value, float):  # JSON has neither of NaN and infinity
        return value == value and abs(value) != float("inf")
    return value is None or isinstance(value, (bool, int, str))


@pytest.mark.parametrize("name", KNOBS)
def test_invalid_values_are_refused(name: str, validators: dict[str, Draft202012Validator]) -> None:
    for value in filter(in_a_file, INVALID[name]):
        assert list(validators["train"].iter_errors({name: to_data(value)})), value


@pytest.mark.parametrize(
    "content", [{"max_epoch": 3}, {"learning-rate": 0.1}, ["max_epochs"], {"model": {}}]
)
def test_unknown_keys_and_other_shapes_are_refused(
    content: Any, validators: dict[str, Draft202012Validator]
) -> None:
    assert list(validators["train"].iter_errors(content))
