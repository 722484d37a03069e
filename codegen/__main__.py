"""`python -m codegen VERB`: write the generated files, or say what is wrong with them."""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING

from codegen import cache, drift
from codegen.places import INPUTS, REGISTRY, ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from codegen.schema import Registry

USAGE = (
    "usage: python -m codegen generate | check | explain KNOB | targets [--matrix] | "
    "snapshot VERSION... | breaking [--base REV]"
)


def main(arguments: list[str]) -> int:
    """Exit code: 0 done, 1 something differs or is broken, 2 the registry or the call is wrong."""
    gc.disable()  # what is made here is kept to the end
    verb, *words = arguments or [""]
    if not _understood(verb, words):
        print(USAGE, file=sys.stderr)
        return 2
    if arguments == ["check"] and (told := cache.told_before(ROOT, INPUTS)):
        print(told)
        return 0
    from codegen.load import load_file
    from codegen.nodes import RegistryError

    try:
        return _VERBS[verb](load_file(ROOT / REGISTRY, REGISTRY), words)
    except RegistryError as error:
        print(error, file=sys.stderr)
        return 2


def _understood(verb: str, words: list[str]) -> bool:
    if verb == "snapshot":
        return bool(words)
    if verb == "explain":
        return len(words) == 1
    if verb == "breaking":
        return not words or (len(words) == 2 and words[0] == "--base")
    return verb in _VERBS and (not words or (verb == "targets" and words == ["--matrix"]))


def _generate(registry: Registry, _: list[str]) -> int:
    from codegen.tables import absent_tables

    rendered = _rendered(registry)
    for line in drift.write(ROOT, rendered):
        print(line)
    if not absent_tables(ROOT, registry):
        _remember(registry, rendered)
    return 0


def _check(registry: Registry, _: list[str]) -> int:
    from codegen.tables import absent_tables

    rendered = _rendered(registry, ROOT)
    found = list(map(str, drift.compare(ROOT, rendered, registry)))
    found += absent_tables(ROOT, registry)
    if not found:
        print(_remember(registry, rendered))
    return _told(found)


def _explain(registry: Registry, words: list[str]) -> int:
    from codegen.explain import UnknownKnob, explain

    try:
        print(explain(ROOT, registry, words[0]))
    except UnknownKnob as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def _targets(registry: Registry, words: list[str]) -> int:
    from codegen.targets import check_targets, matrix

    found = list(map(str, check_targets(ROOT, registry)))
    if words:
        print("\n".join(matrix(ROOT, registry)))
    elif not found:
        print(f"{len(registry.targets)} targets: every knob has its parameter or its reader")
    return _told(found)


def _snapshot(_: Registry, versions: list[str]) -> int:
    from codegen.snapshots import write_snapshot

    for version in versions:
        print(f"wrote {write_snapshot(ROOT, version).relative_to(ROOT)}")
    return 0


def _breaking(registry: Registry, words: list[str]) -> int:
    from codegen.history import compare_with

    verdict = compare_with(ROOT, REGISTRY, registry, words[1] if words else None)
    print("\n".join(verdict.told), end="\n" * bool(verdict.told))
    _told(verdict.faults)
    return verdict.code


_VERBS: dict[str, Callable[[Registry, list[str]], int]] = {
    "generate": _generate,
    "check": _check,
    "explain": _explain,
    "targets": _targets,
    "snapshot": _snapshot,
    "breaking": _breaking,
}


def _rendered(registry: Registry, present: Path | None = None) -> dict[str, str]:
    from codegen.render import render
    from codegen.tables import fill_documents

    return render(registry, present) | fill_documents(ROOT, registry)


def _remember(registry: Registry, rendered: dict[str, str]) -> str:
    summary = f"{len(registry.knobs)} knobs, {len(rendered)} files: all as the registry gives them"
    cache.remember(ROOT, cache.input_digest(ROOT, INPUTS), rendered, summary)
    return summary


def _told(found: list[str]) -> int:
    for each in found:
        print(each, file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
