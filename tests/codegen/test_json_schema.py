"""The JSON Schema of run files says what the program itself would say."""

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
from ptycho_generated.deprecated import DEPRECATED
from ptycho_generated.flags import FLAGS
from ptycho_generated.knobs import KNOBS, SPELLINGS
from ptycho_generated.values import to_data

COMMANDS = tuple(FLAGS)


@pytest.fixture(scope="module")
def validator(repository: Path) -> Draft202012Validator:
    path = repository / "generated" / "docs" / "run_file.schema.json"
    return Draft202012Validator(json.loads(path.read_text(encoding="utf-8")))


def test_the_schema_is_one_and_knows_every_spelling(validator: Draft202012Validator) -> None:
    Draft202012Validator.check_schema(validator.schema)
    properties = validator.schema["properties"]
    assert set(properties) == set(SPELLINGS)
    gone = {word for word, each in properties.items() if each.get("deprecated")}
    assert gone == {word for word, name in SPELLINGS.items() if name in DEPRECATED}
    for name, each in DEPRECATED.items():
        assert f"Use {each.to} instead: {each.reason}." in properties[name]["description"]


@pytest.mark.parametrize("command", COMMANDS)
def test_the_example_run_file_is_valid_and_names_its_schema(
    command: str, validator: Draft202012Validator, repository: Path
) -> None:
    path = repository / "generated" / "docs" / f"{command}.yaml"
    text = path.read_text(encoding="utf-8")
    content = yaml.safe_load(text)
    assert content
    assert list(validator.iter_errors(content)) == []
    (line,) = [each for each in text.splitlines() if "yaml-language-server" in each]
    assert (path.parent / line.partition("$schema=")[2]).is_file()


@pytest.mark.parametrize("name", KNOBS)
@A_FEW
@given(data=st.data())
def test_every_valid_value_is_valid_under_every_spelling(
    name: str, data: st.DataObject, validator: Draft202012Validator
) -> None:
    value = to_data(data.draw(VALID[name]))
    for word in (word for word, knob in SPELLINGS.items() if knob == name):
        assert list(validator.iter_errors({word: value})) == []


def in_a_file(value: object) -> bool:
    """Whether a run file can hold the value, and JSON tells it from others."""
    if isinstance(value, tuple):
        return all(map(in_a_file, value))
    if isinstance(value, float):  # JSON has neither of NaN and infinity
        return value == value and abs(value) != float("inf")
    return value is None or isinstance(value, (bool, int, str))


@pytest.mark.parametrize("name", KNOBS)
def test_invalid_values_are_refused(name: str, validator: Draft202012Validator) -> None:
    for value in filter(in_a_file, INVALID[name]):
        if KNOBS[name].share and isinstance(value, float) and value.is_integer():
            continue  # to JSON it is the count
        assert list(validator.iter_errors({name: to_data(value)})), value


@pytest.mark.parametrize(
    "content", [{"max_epoch": 3}, {"learning-rate": 0.1}, ["max_epochs"], {"model": {}}]
)
def test_unknown_keys_and_other_shapes_are_refused(
    content: Any, validator: Draft202012Validator
) -> None:
    assert list(validator.iter_errors(content))
