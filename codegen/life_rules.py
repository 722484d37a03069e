"""What must hold for the life of a knob: a default with a reason, a deprecation with an end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set

from codegen.reader import nearest
from codegen.schema import Deprecation, Knob, Registry
from codegen.types import misfit

Found = Iterator[tuple[str, str, str]]
_VERSION = re.compile(r"\d+\.\d+\.\d+")
_OF_THE_LIVING = (
    *("default", "required", "legacy", "surfaces", "target", "consumer"),
    *("requires", "conflicts", "why_default", "adapted", "sweep", "machine"),
)


def release(version: str) -> tuple[int, ...]:
    """The numbers of a version, for comparisons; (0,) where it is none."""
    return tuple(map(int, version.split("."))) if _VERSION.fullmatch(version) else (0,)


def faults(registry: Registry, knob: Knob, lost: Set[str]) -> Found:
    """(key, problem, cure) of each fault; ``lost`` holds names of entries that cannot be read."""
    if knob.deprecated is None:
        if knob.why_default and not (knob.targets and knob.has_default):
            yield "why_default", "why_default means nothing without default and target", "remove it"
        if knob.adapted and not knob.targets:
            yield "adapted", "adapted means nothing without a target", "remove it"
        yield from _machine(registry, knob)
        return
    for key in _OF_THE_LIVING:
        if key in knob.lines:
            yield key, f"{key} means nothing for a deprecated knob", "remove it"
    yield from _dates(registry, knob.deprecated)
    to = registry.by_name.get(knob.deprecated.to)
    if to is not None:
        yield from _heir(knob, knob.deprecated, to)
    elif knob.deprecated.to not in lost:
        problem = f"there is no knob {knob.deprecated.to!r} to take its value"
        yield "deprecated", problem, nearest(knob.deprecated.to, sorted(registry.by_name))


def _machine(registry: Registry, knob: Knob) -> Found:
    """A checkpoint must not bring a value whose company stays behind on another machine."""
    if knob.machine and not knob.has_default:
        yield "machine", "machine means nothing without a default", "remove it, or add default:"
    for relation in knob.relations:
        other = registry.by_name.get(relation.other)
        if other and other.machine and not (relation.forbids or knob.machine or knob.once):
            problem = f"it needs {other.name}, which is about the machine, and is not itself"
            yield "requires", problem, "add machine: true"


def _dates(registry: Registry, end: Deprecation) -> Found:
    for key, version in (("warn_since", end.warn_since), ("remove_in", end.remove_in)):
        if not _VERSION.fullmatch(version):
            problem = f"{key} {version!r} is not a semantic version"
            yield "deprecated", problem, "write major.minor.patch"
            return
    if release(end.remove_in) <= release(end.warn_since):
        problem = f"remove_in {end.remove_in} is not after warn_since {end.warn_since}"
        yield "deprecated", problem, "give users time to change"
    if release(registry.version) >= release(end.remove_in):
        problem = f"remove_in {end.remove_in} has come: the registry is {registry.version}"
        yield "deprecated", problem, "remove the entry and put its name on the reserved list"


def _heir(knob: Knob, end: Deprecation, to: Knob) -> Found:
    if knob.config != to.config:
        yield "config", f"{to.name}, which takes its value, is in {to.config}", "write that"
    if set(knob.commands).isdisjoint(to.commands):
        yield "commands", f"no command takes both it and {to.name}", "name one that does"
    if end.convert == "none_if_true":
        if knob.type.base != "bool":
            yield "deprecated", "none_if_true converts a bool", "make the type bool"
        if why := misfit(to, "none"):
            yield "deprecated", f"{to.name} has no value none ({why})", "choose another converter"
        return
    if (knob.type.base == "enum") != (to.type.base == "enum") or knob.type.is_list:
        yield "type", f"its values are no values of {to.name}", f"make the type that of {to.name}"
    for value in (*(choice.value for choice in knob.choices), *knob.examples):
        if why := misfit(to, value):
            yield "deprecated", f"{value!r} is no value of {to.name} ({why})", "correct the values"
