"""What changed between two registries, rule by rule, and the version that follows from it.

The levels are those of semantic versions. Before 1.0.0 a breaking change raises the second number
and anything else the third.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from codegen.life_rules import release
from codegen.schema import Registry

MAJOR, MINOR, PATCH = "breaking", "addition", "correction"
LEVELS: Final = (PATCH, MINOR, MAJOR)


@dataclass(frozen=True, slots=True)
class Change:
    """One change: the rule that found it, what it is about, and what a user does about it."""

    rule: str
    level: str
    subject: str
    text: str
    migration: str = ""

    def __str__(self) -> str:
        return f"{self.level} [{self.rule}] {self.subject}: {self.text}"


Told = Iterator[tuple[str, str, str]]
"""(subject, what changed, what to do about it)."""
Rule = Callable[[Registry, Registry], Told]
RULES: dict[str, tuple[str, Rule]] = {}
"""Id -> level and rule."""


def rule(name: str, level: str) -> Callable[[Rule], Rule]:
    """Put a rule on the list."""

    def put(function: Rule) -> Rule:
        assert name not in RULES, name
        RULES[name] = (level, function)
        return function

    return put


def compare(old: Registry, new: Registry) -> list[Change]:
    """Every change, the gravest first; what is experimental may change without breaking."""
    from codegen import rule_books  # noqa: F401 - it fills the list of rules

    changes = []
    for name, (level, function) in RULES.items():
        for subject, text, migration in function(old, new):
            before = old.entries.get(subject)
            loose = before is not None and before.stability != "stable"
            grade = MINOR if loose and level == MAJOR else level
            changes.append(Change(name, grade, subject, text, migration))
    return sorted(changes, key=lambda change: -LEVELS.index(change.level))


def gravest(changes: list[Change]) -> str | None:
    """The highest level; None where nothing changed."""
    return max((change.level for change in changes), key=LEVELS.index, default=None)


def needed_version(old: str, level: str | None) -> str:
    """The lowest version that may hold changes of this level."""
    major, minor, patch = release(old)
    if level is None:
        return old
    if major == 0:
        return f"0.{minor + 1}.0" if level == MAJOR else f"0.{minor}.{patch + 1}"
    return {
        MAJOR: f"{major + 1}.0.0",
        MINOR: f"{major}.{minor + 1}.0",
        PATCH: f"{major}.{minor}.{patch + 1}",
    }[level]


def suffices(old: Registry, new: Registry, changes: list[Change]) -> bool:
    """Whether the version of the new registry says what the changes are."""
    return release(new.version) >= release(needed_version(old.version, gravest(changes)))


def changelog(version: str, changes: list[Change]) -> str:
    """The entry of a changelog, with what a user of run files does about each change."""
    lines = [f"## {version}"]
    for level, title in ((MAJOR, "Breaking"), (MINOR, "Added"), (PATCH, "Corrected")):
        inside = [change for change in changes if change.level == level]
        if inside:
            lines += ["", f"### {title}", ""]
            lines += [f"- `{change.subject}`: {change.text}." for change in inside]
    steps = list(dict.fromkeys(change.migration for change in changes if change.migration))
    if steps:
        lines += ["", "### Run files", "", *(f"- {step}" for step in steps)]
    return "\n".join(lines)
