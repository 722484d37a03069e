"""What a sweep is to try must make sense, and becomes an axis that depends on what it says."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from codegen.load import load
from codegen.render import raw_files
from codegen.sweeps import axes

Faults = Callable[..., list[str]]

RATE = "        help: How fast it goes.\n"
KIND = "        help: What it looks like.\n"
STEPS = "        help: Steps to take.\n"
LOUD = "        help: Make a noise.\n"
LEAVE_OUT = "leave out the values of which the rule speaks"
FIND = "so that a sweep can find the default again"


# name: (line that the sweep follows, sweep, problems)
BAD: dict[str, tuple[str, str, list[str]]] = {
    "neither": (KIND, "{}", ["neither a range nor choices"]),
    "both": (
        KIND,
        "{low: 0.0, high: 1.0, choices: [plain, fancy]}",
        ["neither a range nor choices"],
    ),
    "a range of words": (KIND, "{low: 0, high: 1}", ["a range means nothing for enum"]),
    "an unknown word": (KIND, "{choices: [plain, odd]}", ["choice: 'odd' is not one of"]),
    "one choice": (KIND, "{choices: [plain]}", ["there is nothing to choose"]),
    "a choice twice": (KIND, "{choices: [plain, plain]}", ["choice 'plain' stands twice"]),
    "no default": (
        LOUD,
        "{choices: [false, false]}",
        ["what affects logging", "stands twice", "the default true is not among"],
    ),
    "log of choices": (
        KIND,
        "{choices: [plain, fancy], log: true}",
        ["log means nothing for choices"],
    ),
    "what changes no result": (
        LOUD,
        "{choices: [true, false]}",
        ["no result depends on what affects logging"],
    ),
    "no knob": (
        KIND,
        "{choices: [plain, fancy], when: {lout: true}}",
        ["there is no knob 'lout'; did you mean loud?"],
    ),
    "itself": (
        KIND,
        "{choices: [plain, fancy], when: {kind: plain}}",
        ["it cannot depend on itself"],
    ),
    "no value of the other": (
        KIND,
        "{choices: [plain, fancy], when: {loud: 3}}",
        ["when: loud: 3 is not of type bool"],
    ),
    "no list of values of the other": (
        KIND,
        "{choices: [plain, fancy], when: {loud: [true, odd]}}",
        ["when: loud: 'odd' is not of type bool"],
    ),
    "what a rule may refuse": (
        STEPS,
        "{choices: [null, 3]}",
        [f"its rule on loud may refuse a value; {LEAVE_OUT}"],
    ),
}
RANGES = {
    "{low: 0.0}": ["a range has two ends"],
    "{low: 0, high: 1.0}": ["low 0 is not of type float"],
    "{low: 0.0, high: 2.0}": ["high: 2.0 is above 1"],
    "{low: 1.0, high: 0.2}": ["low 1.0 is not below high 0.2", f"widen it, {FIND}"],
    "{low: 0.6, high: 1.0}": ["the default 0.5 is not in the range"],
    "{low: 0.0, high: 1.0, log: true}": ["log needs a low above 0, not 0.0"],
    "{low: 0.1, high: 0.9, log: true, step: 0.4}": ["log and step exclude each other"],
    "{low: 0.0, high: 1.0, step: 0.3}": ["high 1.0 is no whole number of steps"],
    "{low: 0.0, high: 1.0, step: 1.0}": ["the default 0.5 is not in the range"],
    "{low: 0.0, high: 1.0, step: -0.5}": ["step -0.5 is not above 0"],
}


def same(found: list[str], wanted: list[str]) -> None:
    assert len(found) == len(wanted), found
    for line, part in zip(found, wanted, strict=True):
        assert part in line


@pytest.mark.parametrize("name", BAD)
def test_bad_sweeps_are_refused(name: str, faults_after: Faults) -> None:
    line, sweep, wanted = BAD[name]
    same(faults_after((line, f"{line}        sweep: {sweep}\n")), wanted)


@pytest.mark.parametrize("sweep", RANGES)
def test_bad_ranges_are_refused(sweep: str, faults_after: Faults) -> None:
    same(faults_after((RATE, f"{RATE}        sweep: {sweep}\n")), RANGES[sweep])


@pytest.mark.parametrize(
    ("sweep", "problem"),
    [
        ("3", "3 is not a mapping"),
        ("{lower: 1}", "unknown key 'lower'"),
        ("{low: a, high: b}", "low 'a' is not a number"),
        ("{low: 0.0, high: 1.0, log: 1}", "log 1 is not true"),
        ("{low: 0.0, high: 1.0, when: loud}", "when 'loud' is not a mapping"),
    ],
)
def test_what_cannot_be_read_is_told(sweep: str, problem: str, faults_after: Faults) -> None:
    found = faults_after((RATE, f"{RATE}        sweep: {sweep}\n"))
    assert any(problem in line for line in found)


def test_axes_stand_after_those_on_which_they_depend(small_registry: str) -> None:
    text = small_registry
    for key, sweep in (
        (RATE, "{low: 0.0, high: 1.0, when: {kind: fancy}}"),
        (KIND, "{choices: [plain, fancy]}"),
    ):
        text = text.replace(key, f"{key}        sweep: {sweep}\n")
    registry = load(text)
    assert [axis.name for axis in axes(registry)] == ["kind", "rate"]
    files = raw_files(registry)
    assert '("kind", "is", "fancy", False)' in files["generated/ptycho_generated/search_space.py"]
    assert "| 0.0 to 1.0 | `kind` is fancy |" in files["generated/docs/knobs.md"]
