# Generated from spec/knobs.yaml by `make generate`; edit the registry or the template.
# digest: input f3fe2e3fbc574b59 form 9f9aeb3b42684696 text dee1f0cf5bfe0ec6

"""Laws of deprecated knobs: what is said of one is said of its successor, and remarked upon."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knob_strategies import A_FEW, VALID
from ptycho_generated import config as configs
from ptycho_generated.deprecated import DEPRECATED
from ptycho_generated.knobs import KNOBS
from ptycho_generated.merge import _STAND_INS, FIELDS, PRECEDENCE, Said, resolve


@pytest.mark.parametrize("name", DEPRECATED)
@A_FEW
@given(data=st.data())
def test_what_is_said_goes_to_the_successor(name: str, data: st.DataObject) -> None:
    end = DEPRECATED[name]
    command = data.draw(st.sampled_from(end.knob.commands))
    value = data.draw(VALID[name])
    layers = [each for each in PRECEDENCE[1:] if each != "checkpoint" or not _of_machine(name)]
    layer = data.draw(st.sampled_from(layers))
    resolved = resolve(command, [(name, Said(value, layer, "here"))])
    successor = end.successor(command, value)
    untouched = resolve(command, [])
    if successor is None:
        assert resolved.said == untouched.said
    else:
        to, converted = successor
        assert to == end.to
        assert resolved.winner(to) == Said(converted, layer, "here")
        assert {**resolved.said, to: ()} == {**untouched.said, to: ()}
        assert len(resolved.said[to]) == len(untouched.said.get(to, ())) + 1


@pytest.mark.parametrize("name", DEPRECATED)
@A_FEW
@given(data=st.data())
def test_a_use_is_remarked_upon_with_the_cure(name: str, data: st.DataObject) -> None:
    end = DEPRECATED[name]
    value = data.draw(VALID[name])
    for command in end.knob.commands:
        for layer, shown in (
            ("command_line", KNOBS[end.to].flag),
            ("environment", KNOBS[end.to].env),
            ("run_file", f"{end.to}: "),
        ):
            lines = resolve(command, [(name, Said(value, layer, "here"))]).warnings
            assert len(lines) == end.warns
            for line in lines:
                assert line.startswith("here: ")
                assert end.reason in line
                assert end.remove_in in line
                assert shown in line or end.successor(command, value) is None


@pytest.mark.parametrize("name", DEPRECATED)
@A_FEW
@given(data=st.data())
def test_the_successor_takes_every_converted_value(name: str, data: st.DataObject) -> None:
    end = DEPRECATED[name]
    successor = end.successor(KNOBS[end.to].commands[0], data.draw(VALID[name]))
    if successor is not None:
        home = next(config for config, fields in FIELDS.items() if end.to in fields)
        needed: dict[str, Any] = {f: _STAND_INS[f] for f in FIELDS[home] if f in _STAND_INS}
        held = getattr(configs, home)(**{**needed, end.to: successor[1]})
        assert getattr(held, end.to) == successor[1]


def test_a_deprecated_knob_is_a_field_of_nothing() -> None:
    assert DEPRECATED.keys().isdisjoint(KNOBS)
    assert DEPRECATED.keys().isdisjoint(name for names in FIELDS.values() for name in names)


def _of_machine(name: str) -> bool:
    """Whether the successor is about the machine: then the default beats a checkpoint."""
    return KNOBS[DEPRECATED[name].to].machine
