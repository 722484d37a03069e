"""Deprecated knobs and reasons for defaults: what the registry refuses to say of them."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from codegen.life_rules import release
from codegen.load import load, load_file
from tests.codegen.breaking_cases import GONE, LOUD

Faults = Callable[..., list[str]]

PACE = GONE.replace("        commands:", "        examples: [0.5]\n        commands:")
LOUD_TAIL = "        consumer: prog.train.run\n        affects: logging\n        resume: free\n"
LABEL_TAIL = "        affects: io\n        resume: warn\n"
GOOD = (LOUD, PACE + LOUD)


def changed(old: str, new: str) -> tuple[str, str]:
    assert PACE.count(old) == 1
    return LOUD, PACE.replace(old, new) + LOUD


# name: (the edit, the messages without file and line)
BAD: dict[str, tuple[tuple[str, str], list[str]]] = {
    "a successor that is not there": (
        changed("to: rate", "to: rat"),
        ["speed: there is no knob 'rat' to take its value; did you mean rate?"],
    ),
    "an unknown converter": (
        changed("convert: same", "convert: sam"),
        ["speed: convert 'sam' is unknown; did you mean same?"],
    ),
    "an end before its beginning": (
        changed("remove_in: 0.4.0", "remove_in: 0.1.0"),
        [
            "speed: remove_in 0.1.0 is not after warn_since 0.1.0; give users time to change",
            "speed: remove_in 0.1.0 has come: the registry is 0.1.0; "
            "remove the entry and put its name on the reserved list",
        ],
    ),
    "a date that is none": (
        changed("warn_since: 0.1.0", "warn_since: soon"),
        ["speed: warn_since 'soon' is not a semantic version; write major.minor.patch"],
    ),
    "a missing part": (
        changed("          convert: same\n", ""),
        ["speed: the key 'convert' is missing; add convert:"],
    ),
    "a default": (
        changed("        help: How fast it goes.\n", "        default: 1.0\n        help: X.\n"),
        ["speed: default means nothing for a deprecated knob; remove it"],
    ),
    "a consumer": (
        changed(
            "        affects: numerics\n", "        consumer: a.b\n        affects: numerics\n"
        ),
        ["speed: consumer means nothing for a deprecated knob; remove it"],
    ),
    "a value that the successor refuses": (
        changed("examples: [0.5]", "examples: [5.0]"),
        ["speed: 5.0 is no value of rate (5.0 is above 1); correct the values"],
    ),
    "another config": (
        changed("config: HowConfig", "config: RunConfig"),
        ["speed: rate, which takes its value, is in HowConfig; write that"],
    ),
    "a converter of truth values": (
        changed("convert: same", "convert: none_if_true"),
        [
            "speed: none_if_true converts a bool; make the type bool",
            "speed: rate has no value none ('none' is not of type float); choose another converter",
        ],
    ),
    "a spelling that is taken": (
        changed("name: speed", "name: kind"),
        ["kind: the knob name is taken (line 33); choose another knob name"],
    ),
    "company that stays behind on another machine": (
        (LOUD_TAIL, f"{LOUD_TAIL}        machine: true\n"),
        ["steps: it needs loud, which is about the machine, and is not itself; add machine: true"],
    ),
    "a machine without a default": (
        (LABEL_TAIL, f"{LABEL_TAIL}        machine: true\n"),
        ["label: machine means nothing without a default; remove it, or add default:"],
    ),
    "a reason for the default of nothing": (
        (LOUD_TAIL, f"{LOUD_TAIL}        why_default: people like it.\n"),
        ["loud: why_default means nothing without default and target; remove it"],
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_a_fault_is_named(name: str, faults_after: Faults) -> None:
    edit, messages = BAD[name]
    found = [message.partition(": ")[2] for message in faults_after(edit)]
    assert found == messages


def test_a_deprecated_knob_is_a_spelling_and_no_knob(small_registry: str) -> None:
    registry = load(small_registry.replace(*GOOD))
    assert "speed" not in registry.by_name
    assert [knob.name for knob in registry.deprecated] == ["speed"]


@pytest.mark.parametrize(
    ("version", "stands"), [("0.3.9", True), ("0.4.0", False), ("1.0.0", False)]
)
def test_a_knob_does_not_outlive_its_end(
    version: str, stands: bool, small_registry: str, faults_after: Faults
) -> None:
    edits = (GOOD, ("version: 0.1.0\nprec", f"version: {version}\nprec"))
    if stands:
        text = small_registry
        for edit in edits:
            text = text.replace(*edit)
        assert load(text).deprecated
        return
    (message,) = faults_after(*edits)
    assert f"speed: remove_in 0.4.0 has come: the registry is {version}" in message


def test_no_knob_of_ours_outlives_its_end(repository: Path) -> None:
    registry = load_file(repository / "spec/knobs.yaml", "spec/knobs.yaml")
    for knob in registry.deprecated:
        assert knob.deprecated is not None
        assert release(registry.version) < release(knob.deprecated.remove_in), knob.name


def test_registry_and_package_have_one_version(repository: Path) -> None:
    project = tomllib.loads((repository / "pyproject.toml").read_text("utf-8"))["project"]
    registry = load_file(repository / "spec/knobs.yaml", "spec/knobs.yaml")
    assert registry.version == project["version"]
