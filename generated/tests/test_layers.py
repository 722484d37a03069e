# Generated from spec/knobs.yaml by `make generate`; edit the registry or the template.
# digest: input 701a05a0752eff9d form 9f9aeb3b42684696 text 4a246f9ed2273731

"""Laws of the layers: the stronger wins, whatever the order in which they are read."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knob_strategies import A_FEW, VALID
from ptycho_generated.knobs import KNOBS
from ptycho_generated.merge import PRECEDENCE, Said, resolve

COMMANDS = sorted({command for knob in KNOBS.values() for command in knob.commands})


@st.composite
def stacks(draw: st.DrawFn) -> tuple[str, list[tuple[str, Said]]]:
    """A command and what some layers say of some of its knobs, in any order."""
    command = draw(st.sampled_from(COMMANDS))
    names = [name for name, knob in KNOBS.items() if command in knob.commands]
    said: list[tuple[str, Said]] = []
    for number in range(draw(st.integers(0, 12))):
        name = draw(st.sampled_from(names))
        layer = draw(st.sampled_from(PRECEDENCE[1:]))
        said.append((name, Said(draw(VALID[name]), layer, f"place {number}")))
    return command, said


def order(name: str) -> list[str]:
    """The layers of a knob, weakest first: of another machine nothing is taken over."""
    return sorted(PRECEDENCE, key=lambda layer: KNOBS[name].machine and layer != "checkpoint")


@A_FEW
@given(stacks())
def test_the_strongest_layer_wins_and_the_later_within_it(
    stack: tuple[str, list[tuple[str, Said]]],
) -> None:
    command, said = stack
    resolved = resolve(command, said)
    for name, knob in KNOBS.items():
        candidates = [candidate for about, candidate in said if about == name]
        if command in knob.commands and knob.has_default:
            candidates.insert(0, Said(knob.default, "default", "registry"))
        if candidates:
            strongest = max(order(name).index(candidate.layer) for candidate in candidates)
            expected = [c for c in candidates if c.layer == order(name)[strongest]][-1]
            assert resolved.winner(name) == expected
        else:
            assert name not in resolved.said


@A_FEW
@given(stacks())
def test_nothing_that_was_said_is_lost(stack: tuple[str, list[tuple[str, Said]]]) -> None:
    command, said = stack
    resolved = resolve(command, said)
    for name, candidates in resolved.said.items():
        told = [candidate for about, candidate in said if about == name]
        defaults = 1 if KNOBS[name].has_default else 0
        assert len(candidates) == len(told) + defaults
        assert (resolved.winner(name), *resolved.losers(name)) == candidates[::-1]


@pytest.mark.parametrize("lower", range(len(PRECEDENCE) - 1))
@A_FEW
@given(data=st.data())
def test_each_layer_beats_the_one_below(lower: int, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(KNOBS)))
    values: list[Any] = [data.draw(VALID[name]) for _ in range(2)]
    weak, strong = (
        Said(value, layer, "somewhere")
        for value, layer in zip(values, order(name)[lower : lower + 2], strict=True)
    )
    pair = [(name, strong), (name, weak)]
    command = KNOBS[name].commands[0]
    assert resolve(command, pair).winner(name) is strong
