"""The registry against that of an earlier revision: what changed, and is it allowed to."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from codegen.breaking import (
    MAJOR,
    RULES,
    Change,
    changelog,
    compare,
    gravest,
    needed_version,
    suffices,
)
from codegen.load import read_as_is
from codegen.nodes import Fault, Item, RegistryError, parse
from codegen.reader import Reader, nearest
from codegen.schema import Registry

ALLOW_FILE = "spec/breaking_allow.yaml"
_BRANCHES = ("origin/HEAD", "origin/main", "main")


@dataclass(frozen=True, slots=True)
class Verdict:
    """Exit code, what there is to tell, and what is wrong."""

    code: int
    told: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def compare_with(root: Path, path: str, registry: Registry, base: str | None) -> Verdict:
    """What changed since a revision; exit code 1 where the version does not say so.

    Without ``base`` the last tag counts, else the merge base with the main branch. Against a tag
    every change needs a version that fits. Before there is one nothing was released: then only
    what breaks needs one.
    """
    tag = _git(root, "describe", "--tags", "--abbrev=0")
    revision = base or tag or _merge_base(root)
    if revision is None:
        return Verdict(0, ["no earlier registry to compare with: this is the first version"])
    text = _git(root, "show", f"{revision}:{path}")
    if text is None and base is not None:
        return Verdict(2, faults=[f"{revision} has no {path}; name a revision that does"])
    if text is None:
        return Verdict(0, [f"no registry in {revision}: this is the first version"])
    old = read_as_is(text, f"{revision}:{path}")
    if old is None:
        problem = f"the registry of {revision} cannot be read; compare with a later revision"
        return Verdict(2, faults=[problem])
    everything = base is not None or tag is not None
    return judge(old, registry, read_allowed(root), revision=revision, everything=everything)


def judge(
    old: Registry,
    new: Registry,
    entries: list[dict[str, str]],
    *,
    revision: str,
    everything: bool = True,
) -> Verdict:
    """Whether the version says what changed; with ``everything``, additions count as well."""
    changes, faults = allowed(compare(old, new), old.version, entries)
    if not changes:
        return Verdict(1 if faults else 0, [f"nothing changed since {revision}"], faults)
    counted = [each for each in changes if everything or each.level == MAJOR]
    needed = needed_version(old.version, gravest(counted))
    fits = suffices(old, new, counted)
    told = [changelog(new.version if fits else needed, changes)]
    if fits:
        return Verdict(1 if faults else 0, told, faults)
    cure = (
        f"version {new.version} does not say so: raise it to {needed} in spec/knobs.yaml and "
        f"pyproject.toml, take the change back, or give a reason in {ALLOW_FILE}"
    )
    return Verdict(1, told, [*faults, *map(str, counted), cure])


def _merge_base(root: Path) -> str | None:
    found = (_git(root, "merge-base", "HEAD", branch) for branch in _BRANCHES)
    return next((revision[:12] for revision in found if revision), None)


def _git(root: Path, *words: str) -> str | None:
    """What git answers; None where it has no answer, or there is no git."""
    try:
        done = subprocess.run(
            ["git", "-C", str(root), *words], capture_output=True, encoding="utf-8", check=False
        )
    except FileNotFoundError:
        return None
    answer = done.stdout if words[0] == "show" else done.stdout.strip()
    return None if done.returncode else answer or None


# -- what is allowed all the same ------------------------------------------------------------------


def read_allowed(root: Path) -> list[dict[str, str]]:
    """Entries (rule, subject, since, reason) of the allow list. Raises RegistryError."""
    path = root / ALLOW_FILE
    if not path.exists():
        return []
    compare_rules = _rule_names()
    reader = Reader(ALLOW_FILE)
    tree = parse(path.read_text(encoding="utf-8"), ALLOW_FILE, reader.faults)
    keys = ("rule", "subject", "since", "reason")
    entries = []
    for item in reader.items(tree if tree is not None else Item([], 1), "allow list"):
        parts = reader.mapping(item, "entry", keys, keys)
        entry = {key: reader.text(parts.get(key), "entry") for key in keys}
        if "rule" in parts and entry["rule"] not in compare_rules:
            problem, cure = f"there is no rule {entry['rule']!r}", nearest(entry["rule"], RULES)
            reader.fault(item.line, "entry", problem, cure)
        entries.append(entry | {"line": str(item.line)})
    if reader.faults:
        raise RegistryError(reader.faults)
    return entries


def _rule_names() -> set[str]:
    from codegen import rule_books  # noqa: F401 - it fills the list of rules

    return set(RULES)


def allowed(
    changes: list[Change], since: str, entries: list[dict[str, str]]
) -> tuple[list[Change], list[str]]:
    """Changes that no entry allows, and a line for each entry that allows nothing.

    An entry counts for changes since the version that it names; later it is history.
    """
    current = [entry for entry in entries if entry["since"] == since]
    keys = {(change.rule, change.subject) for change in changes}
    left = [
        change
        for change in changes
        if not any((e["rule"], e["subject"]) == (change.rule, change.subject) for e in current)
    ]
    unused = [
        Fault(
            ALLOW_FILE,
            int(entry["line"]),
            entry["subject"],
            f"{entry['rule']} is allowed and did not happen",
            "remove the entry",
        )
        for entry in current
        if (entry["rule"], entry["subject"]) not in keys
    ]
    return left, list(map(str, unused))
