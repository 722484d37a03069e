# Generated from spec/knobs.yaml by `make generate`; edit the registry or the template.
# digest: input 01bbfd762c3ad13a form 9f9aeb3b42684696 text 0c3e3d2ded73daf9

"""Laws of the values of every knob: what is allowed survives each way of writing it, the rest is
refused by name."""

import dataclasses
import pickle
from collections.abc import Callable
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from knob_strategies import A_FEW, INVALID, RELATED, VALID
from ptycho_generated import config as configs
from ptycho_generated.at_once import AT_ONCE
from ptycho_generated.building import from_values
from ptycho_generated.checks import ALLOWED, RELATIONS, View
from ptycho_generated.faults import InputError
from ptycho_generated.knobs import KNOBS
from ptycho_generated.merge import _STAND_INS, FIELDS
from ptycho_generated.search_space import AXES, Axis
from ptycho_generated.values import (
    Unreadable,
    from_data,
    from_text,
    plain,
    to_data,
    to_text,
    to_yaml,
)

HOMES = [(config, name) for config, names in FIELDS.items() for name in names]


def construct(config: str, name: str, value: object) -> Any:
    """The config with one field set, its required fields filled and its relations satisfied."""
    given = {field: _STAND_INS[field] for field in FIELDS[config] if field in _STAND_INS}
    return getattr(configs, config)(**RELATED.get(name, {}), **(given | {name: value}))


@pytest.mark.parametrize("name", KNOBS)
@A_FEW
@given(data=st.data())
def test_a_value_survives_the_command_line(name: str, data: st.DataObject) -> None:
    value = data.draw(VALID[name])
    assert from_text(KNOBS[name], to_text(value)) == plain(value)


@pytest.mark.parametrize("name", KNOBS)
@A_FEW
@given(data=st.data())
def test_a_value_survives_a_run_file(name: str, data: st.DataObject) -> None:
    value = data.draw(VALID[name])
    for text in (yaml.safe_dump({name: to_data(value)}), f"{name}: {to_yaml(value)}"):
        assert from_data(KNOBS[name], yaml.safe_load(text)[name]) == plain(value)


@pytest.mark.parametrize(("config", "name"), HOMES)
@A_FEW
@given(data=st.data())
def test_a_value_is_held_unchanged(config: str, name: str, data: st.DataObject) -> None:
    value = data.draw(VALID[name])
    held = getattr(construct(config, name, value), name)
    assert held == value
    assert type(held) is type(value)


def tried(axis: Axis) -> st.SearchStrategy[Any]:
    """Values of an axis of the search space."""
    if axis.choices:
        return st.sampled_from(axis.choices)
    if axis.step is not None:
        n_steps, start, step = round((axis.high - axis.low) / axis.step), axis.low, axis.step
        return st.integers(0, n_steps).map(lambda n: start + n * step)
    if axis.base == "int":
        return st.integers(int(axis.low), int(axis.high))
    return st.floats(axis.low, axis.high)


@pytest.mark.parametrize(("config", "name"), [home for home in HOMES if home[1] in AXES])
@A_FEW
@given(data=st.data())
def test_a_value_of_the_search_space_is_allowed(
    config: str, name: str, data: st.DataObject
) -> None:
    value = data.draw(tried(AXES[name]))
    assert getattr(construct(config, name, value), name) == value


@pytest.mark.parametrize(("config", "name"), HOMES)
def test_other_values_are_refused_by_name(config: str, name: str) -> None:
    for value in INVALID[name]:
        with pytest.raises(InputError) as caught:
            construct(config, name, value)
        (message,) = [str(fault) for fault in caught.value.faults]
        assert message.startswith(f"{config}.{name}: ")
        assert repr(value) in message
        assert KNOBS[name].allowed in message


@pytest.mark.parametrize("name", KNOBS)
def test_other_data_are_refused_or_fail_the_check(name: str) -> None:
    config = next(config for config, field in HOMES if field == name)
    for value in INVALID[name]:
        with pytest.raises((Unreadable, InputError)):
            construct(config, name, from_data(KNOBS[name], value))


@pytest.mark.parametrize(("config", "name"), HOMES)
def test_the_default_is_allowed_and_fields_cannot_be_set(config: str, name: str) -> None:
    knob = KNOBS[name]
    if knob.has_default:
        held = construct(config, name, knob.default)
        assert plain(getattr(held, name)) == knob.default
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(held, name, knob.default)


@pytest.mark.parametrize("config", FIELDS)
@settings(A_FEW, max_examples=200)
@given(data=st.data())
def test_all_values_at_once_fare_as_one_by_one(config: str, data: st.DataObject) -> None:
    cls = getattr(configs, config)
    values = whole(cls)
    for name in data.draw(st.lists(st.sampled_from(FIELDS[config]), max_size=3)):
        related = RELATED.get(name, {}) if data.draw(st.booleans()) else {}
        values |= {other: value for other, value in related.items() if other in values}
        strategy = st.one_of(VALID[name], VALID[name], st.sampled_from(INVALID[name]))
        values[name] = data.draw(strategy)
    wanted = all(ALLOWED[name](values[name]) for name in FIELDS[config])
    wanted = wanted and not RELATIONS.get(config, lambda _: [])(View(values))
    assert AT_ONCE[config](tuple(values.values())) is wanted
    assert outcome(lambda: from_values(cls, values)) == outcome(lambda: cls(**values))


@pytest.mark.parametrize("config", FIELDS)
def test_the_order_of_the_values_means_nothing(config: str) -> None:
    cls = getattr(configs, config)
    values = whole(cls)
    turned = dict(reversed(values.items()))
    assert from_values(cls, turned) == from_values(cls, values) == cls(**turned) == cls(**values)
    name = FIELDS[config][0]
    with pytest.raises(TypeError, match="no_such"):
        from_values(
            cls, {key: value for key, value in values.items() if key != name} | {"no_such": 1}
        )


def whole(cls: Any) -> dict[str, Any]:
    """A value for every field, none the very object that the default is."""
    required = {name: _STAND_INS[name] for name in FIELDS[cls.__name__] if name in _STAND_INS}
    copied: dict[str, Any] = pickle.loads(pickle.dumps(vars(cls(**required))))
    return copied


def outcome(call: Callable[[], Any]) -> Any:
    """What is made, or the words of all that is wrong."""
    try:
        return call()
    except InputError as error:
        return [str(fault) for fault in error.faults]
