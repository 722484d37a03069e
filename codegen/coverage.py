"""Which parameters of Lightning and torch a knob reaches, of those that users need."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml

from codegen.nodes import LOADER, Fault, RegistryError
from codegen.places import COVERAGE
from codegen.schema import Registry

_NEEDS = ("must", "should")


@dataclass(frozen=True, slots=True)
class Wanted:
    """One parameter of a target, how much it is needed, and the knob that reaches it if any."""

    target: str
    parameter: str
    need: str
    knob: str


def wanted(root: Path, registry: Registry) -> list[Wanted]:
    """Every parameter of the list, in its order; none where there is no list.

    Raises RegistryError where the list is not of its form.
    """
    path = root / COVERAGE
    if not path.is_file():
        return []
    entries = yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER)
    faults = [
        Fault(COVERAGE, 1, f"entry {number}", "is not of its form", "write target, must, should")
        for number, entry in enumerate(entries, 1)
        if not (isinstance(entry, dict) and entry.keys() == {"target", *_NEEDS})
    ]
    if faults:
        raise RegistryError(faults)
    found = []
    for entry in entries:
        knobs = {
            parameter: knob.name for parameter, knob in registry.receivers.get(entry["target"], ())
        }
        for need in _NEEDS:
            for parameter in entry[need]:
                each = Wanted(entry["target"], parameter, need, knobs.get(parameter, ""))
                found.append(each)
    return found


def coverage_text(entries: list[Wanted]) -> str:
    """Markdown: how many parameters are reached, and the table of them."""
    counts = []
    for need in _NEEDS:
        all_of_it = [each for each in entries if each.need == need]
        reached = [each for each in all_of_it if each.knob]
        counts.append(f"{len(reached)} of {len(all_of_it)} marked {need}")
    rows = ["| object | parameter | need | knob |", "| --- " * 4 + "|"]
    for each in entries:
        knob = f"`{each.knob}`" if each.knob else "**missing**"
        rows.append(f"| {each.target} | `{each.parameter}` | {each.need} | {knob} |")
    return f"Reached: {' and '.join(counts)}.\n\n" + "\n".join(rows)
