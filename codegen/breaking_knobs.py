"""Rules on knobs that come and go; how a rule on a knob that stays is put on the list."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from codegen.breaking import MAJOR, MINOR, Told, rule
from codegen.life_rules import release
from codegen.schema import Knob, Registry

Pairwise = Callable[[Knob, Knob], Iterator[tuple[str, str]]]


def pairwise(name: str, level: str) -> Callable[[Pairwise], Pairwise]:
    """Put a rule on the list that compares a knob with what it was."""

    def put(function: Pairwise) -> Pairwise:
        @rule(name, level)
        def _(old: Registry, new: Registry) -> Told:
            for knob_name, knob in old.entries.items():
                if knob_name in new.entries:
                    for text, step in function(knob, new.entries[knob_name]):
                        yield knob_name, text, step

        return function

    return put


def look(was: Knob) -> str:
    """What a user does whose value may be refused now."""
    return f"see whether the value of `{was.name}:` is still allowed and means the same"


def _gone(old: Registry, new: Registry) -> Iterator[tuple[Knob, Knob | None]]:
    """Knobs that are no entry any more, each with the one that has its name as an alias."""
    for name, knob in old.entries.items():
        if name not in new.entries:
            heirs = (each for each in new.entries.values() if name in each.aliases)
            yield knob, next(heirs, None)


def _outlived(knob: Knob, new: Registry) -> bool:
    end = knob.deprecated
    return end is not None and release(new.version) >= release(end.remove_in)


@rule("knob-removed", MAJOR)
def knob_removed(old: Registry, new: Registry) -> Told:
    """A knob is gone, and its name with it."""
    for knob, heir in _gone(old, new):
        if heir is None and not _outlived(knob, new):
            yield knob.name, "the knob is gone", f"delete the line `{knob.name}:`"


@rule("knob-expired", MINOR)
def knob_expired(old: Registry, new: Registry) -> Told:
    """A deprecated knob is gone in the version that was announced."""
    for knob, heir in _gone(old, new):
        if heir is None and knob.deprecated is not None and _outlived(knob, new):
            step = f"write `{knob.deprecated.to}:` in place of `{knob.name}:`"
            yield knob.name, "the deprecated knob is gone, as announced", step


@rule("knob-renamed", MINOR)
def knob_renamed(old: Registry, new: Registry) -> Told:
    """A knob has another name; the old one still works."""
    for knob, heir in _gone(old, new):
        if heir is not None:
            step = f"write `{heir.name}:` in place of `{knob.name}:`"
            yield knob.name, f"it is called {heir.name} now; the old name still works", step


@rule("field-renamed", MAJOR)
def field_renamed(old: Registry, new: Registry) -> Told:
    """A field of a dataclass has another name, for which no alias helps."""
    for knob, heir in _gone(old, new):
        if heir is not None:
            yield knob.name, f"the field {knob.config}.{knob.name} is {heir.name} now", ""


@rule("knob-added", MINOR)
def knob_added(old: Registry, new: Registry) -> Told:
    """A knob is new."""
    for name, knob in new.by_name.items():
        if name not in old.entries and (knob.has_default or not _met(old, knob)):
            yield name, knob.help.rstrip("."), ""


@rule("required-knob-added", MAJOR)
def required_knob_added(old: Registry, new: Registry) -> Told:
    """A knob is new, and a program that was there does not run without it."""
    for name, knob in new.by_name.items():
        if name not in old.entries and not knob.has_default and _met(old, knob):
            yield name, "it is new and must be given", f"add a line `{name}:`"


def _met(old: Registry, knob: Knob) -> bool:
    return not {command.name for command in old.commands}.isdisjoint(knob.commands)
