"""A target that asks for it gets a knob by which further arguments are handed to it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from codegen.load import load
from codegen.render import raw_files

Faults = Callable[..., list[str]]
PLAIN = "{name: Trainer, object: lib.Trainer, command: train}"
ASKING = PLAIN.replace(
    "}",
    ", passthrough: coach, built: [whistle], "
    "requires: [{knob: loud, needs: {is: true}, message: it whistles}]}",
)


def test_the_knob_stands_in_a_group_of_its_own_and_reaches_the_arguments(
    small_registry: str,
) -> None:
    registry = load(small_registry.replace(PLAIN, ASKING))
    knob = registry.by_name["coach_arg"]
    assert (knob.flag, knob.config, knob.commands) == ("--coach-arg", "HowConfig", ("train",))
    assert (knob.default, knob.rare, knob.type.is_list) == ((), True, True)
    assert [relation.other for relation in knob.relations] == ["loud"]
    assert registry.groups[-1].knobs == (knob,)
    files = raw_files(registry)
    assert "} | passed_on(settings.how.coach_arg)" in files["generated/ptycho_generated/kwargs.py"]
    passed = files["generated/ptycho_generated/passed.py"]
    for said in ('"coach_arg": PassThrough(', '"rate": "rate",', '("whistle",)'):
        assert said in passed


def test_a_target_that_does_not_ask_gets_none(small_registry: str) -> None:
    registry = load(small_registry)
    assert [group.name for group in registry.groups] == ["main"]
    assert "passed_on(" not in raw_files(registry)["generated/ptycho_generated/kwargs.py"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "built: [whistle]",
            "built: [rate]",
            "15: Trainer: built: rate gives it; remove rate there",
        ),
        (
            "passthrough: coach",
            "passthrough: a coach",
            "15: a coach_arg: the name 'a coach_arg' is no identifier; write a snake_case word",
        ),
        (
            "knob: loud",
            "knob: lout",
            "15: coach_arg: related knob 'lout' is unknown; did you mean loud?",
        ),
        (
            "passthrough: coach",
            "pass_through: coach",
            "15: target: unknown key 'pass_through'; did you mean passthrough?",
        ),
    ],
)
def test_what_is_wrong_with_it_is_told(
    old: str, new: str, message: str, faults_after: Faults
) -> None:
    assert faults_after((PLAIN, ASKING.replace(old, new))) == [message]
