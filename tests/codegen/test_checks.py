"""The generated expressions allow exactly what the registry allows."""

from __future__ import annotations

from dataclasses import replace
from math import inf, nan
from pathlib import Path
from re import fullmatch
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from codegen.checks import (
    check_expression,
    check_function,
    condition_expression,
    shared_forms,
)
from codegen.conditions import condition_misfit, holds, satisfying
from codegen.literals import knob_literal, literal, plain_text, yaml_text
from codegen.load import load_file
from codegen.schema import Condition, Knob, Registry, ValueType
from codegen.types import misfit, parse_type

SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-12, 12),
    st.integers(),
    st.floats(),
    st.floats(-2.0, 2.0),
    st.sampled_from([0.0, 0.25, 0.5, -1.0, 1.0, 1e-3, 1e13, 2**32, 2**32 - 1]),
    st.sampled_from(["auto", "warn", "temporary", "only", "a", "b", "is not", "abc", "a/b", ""]),
    st.from_regex(r"\d{2}\"", fullmatch=True),
    st.text(max_size=3),
)
VALUES = st.one_of(SCALARS, st.lists(SCALARS, max_size=3).map(tuple))


def plain(value: Any) -> Any:
    """A path as text, also in a list."""
    if isinstance(value, tuple):
        return tuple(map(plain, value))
    return str(value) if isinstance(value, Path) else value


NAMES = {
    "_matches": lambda pattern, text: fullmatch(pattern, text) is not None,
    "inf": inf,
    "Path": Path,
    "plain": plain,
    "_is_path": lambda value: isinstance(value, Path),
    "_is_bool": lambda value: type(value) is bool,
    "_is_text": lambda value: type(value) is str,
}

WIDE: Registry = load_file(Path(__file__).with_name("every_type.yaml"), "every_type.yaml")
KNOBS = {knob.name: knob for knob in WIDE.knobs}


def in_python(knob: Knob, value: Any) -> Any:
    """The value of the registry as the program holds it: a path is no text there."""
    if isinstance(value, tuple):
        return tuple(in_python(knob, each) for each in value)
    if knob.type.base == "path" and isinstance(value, str) and value not in knob.type.words:
        return Path(value)
    return value


@pytest.mark.parametrize("name", KNOBS)
@settings(max_examples=40)
@given(value=VALUES)
def test_the_check_allows_what_the_registry_allows(name: str, value: Any) -> None:
    knob = KNOBS[name]
    names = NAMES | {"value": in_python(knob, value)}
    allowed = misfit(knob, value) is None
    assert eval(check_expression(knob, "value"), names) is allowed
    assert eval(check_function(knob), NAMES)(in_python(knob, value)) is allowed


@pytest.mark.parametrize("name", KNOBS)
@settings(max_examples=40)
@given(data=st.data())
def test_a_condition_means_the_same_in_registry_and_program(name: str, data: st.DataObject) -> None:
    knob = KNOBS[name]
    allowed = [knob.default, *(s.value for s in knob.sentinels), *knob.examples, 7, True, 0.3]
    allowed += [choice.value for choice in knob.choices]
    pool = [value for value in allowed if misfit(knob, value) is None]
    if not pool:
        return
    op = data.draw(st.sampled_from(["is", "is_not", "in", "min"]))
    wanted = {
        "in": st.lists(st.sampled_from(pool), min_size=1, max_size=3).map(tuple),
        "min": st.integers(-3, 9),
    }.get(op, st.sampled_from(pool))
    condition = Condition(op, data.draw(wanted))
    value = data.draw(st.sampled_from(pool))
    if condition_misfit(knob, condition) is None:
        names = NAMES | {"value": in_python(knob, value)}
        expected = holds(condition, value)
        assert eval(condition_expression(knob, condition, "value"), names) is expected


def test_values_that_are_said_to_satisfy_a_relation_do() -> None:
    relations = [relation for knob in WIDE.knobs for relation in knob.relations]
    assert len(relations) >= 4
    for relation in relations:
        other = KNOBS[relation.other]
        values = satisfying(other, relation)
        assert values
        for value in values:
            assert misfit(other, value) is None
            assert holds(relation.test, value) is not relation.forbids


@given(value=VALUES.filter(lambda value: "nan" not in repr(value) and "inf" not in repr(value)))
def test_a_literal_is_the_value(value: Any) -> None:
    assert eval(literal(value)) == value
    assert type(eval(literal(value))) is type(value)
    for knob in (KNOBS["folder"], KNOBS["folder_or_word"]):
        if misfit(knob, value) is None:
            assert eval(knob_literal(knob, value), {"Path": Path}) == in_python(knob, value)


@given(value=VALUES.filter(lambda value: "nan" not in repr(value) and "inf" not in repr(value)))
def test_the_text_of_a_run_file_reads_as_the_value(value: Any) -> None:
    expected = list(value) if isinstance(value, tuple) else value
    assert yaml.safe_load(f"[{yaml_text(value)}]") == [expected]


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, "none"), (True, "true"), (29.0, "29"), (1e-12, "1e-12"), ((0.9, 0.98), "0.9,0.98")],
)
def test_a_value_is_shown_as_a_user_writes_it(value: Any, text: str) -> None:
    assert plain_text(value) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "int |",
        "None",
        "integer",
        "int | float",
        "list",
        "list[enum]",
        'enum | "a"',
        "int or None",
    ],
)
def test_what_is_no_type_is_not_taken_for_one(text: str) -> None:
    assert parse_type(text) is None


def test_no_number_is_compared_with_nan() -> None:
    assert misfit(KNOBS["real"], nan) == "nan is not finite"


def test_a_form_that_several_knobs_have_is_checked_by_one_function() -> None:
    timed = [knob for knob in KNOBS.values() if knob.pattern]
    assert timed, "the sample has a knob with a pattern"
    knob = replace(timed[0], unit="DD:HH", type=ValueType("str"), sentinels=())
    twin, listed = replace(knob, name="twin"), replace(knob, type=ValueType("str", is_list=True))
    assert shared_forms([knob]) == {}
    forms = shared_forms([knob, twin])
    assert forms == {knob.pattern: "dd_hh"}
    assert check_function(twin, forms) == "_is_dd_hh"
    assert check_function(listed, forms) == "_are_dd_hh"
    assert check_function(twin).startswith("lambda value: type(value) is str and _matches(")
