"""`python -m codegen VERB`: write the generated files, or say what is wrong with them."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from codegen import drift
from codegen.differences import spellings_of
from codegen.load import load_file
from codegen.nodes import RegistryError
from codegen.schema import Registry
from codegen.tables import absent_tables, fill_documents

ROOT = Path(__file__).resolve().parent.parent
REGISTRY = "spec/knobs.yaml"


def generate(registry: Registry, _: list[str]) -> int:
    """Write what changed."""
    for line in drift.write(ROOT, _rendered(registry)):
        print(line)
    return 0


def check(registry: Registry, _: list[str]) -> int:
    """Say what differs from the registry."""
    rendered = _rendered(registry)
    found = list(map(str, drift.compare(ROOT, rendered, spellings_of(registry))))
    found += absent_tables(ROOT, registry)
    if not found:
        print(f"{len(registry.knobs)} knobs, {len(rendered)} files: all as the registry gives them")
    return _told(found)


def targets(registry: Registry, words: list[str]) -> int:
    """Say which knob arrives nowhere."""
    from codegen.targets import check_targets, matrix

    found = list(map(str, check_targets(ROOT, registry)))
    if words == ["--matrix"]:
        print("\n".join(matrix(ROOT, registry)))
    elif not found:
        print(f"{len(registry.targets)} targets: every knob has its parameter or its reader")
    return _told(found)


def snapshot(_: Registry, versions: list[str]) -> int:
    """Write down what the named versions of Lightning take."""
    from codegen.snapshots import write_snapshot

    for version in versions:
        print(f"wrote {write_snapshot(ROOT, version).relative_to(ROOT)}")
    return 0


def breaking(registry: Registry, words: list[str]) -> int:
    """Compare with the registry of another revision."""
    from codegen.history import compare_with

    verdict = compare_with(ROOT, REGISTRY, registry, words[1] if words else None)
    print("\n".join(verdict.told), end="\n" * bool(verdict.told))
    _told(verdict.faults)
    return verdict.code


VERBS: dict[str, Callable[[Registry, list[str]], int]] = {
    "generate": generate,
    "check": check,
    "targets": targets,
    "snapshot": snapshot,
    "breaking": breaking,
}
USAGE = (
    "usage: python -m codegen generate | check | targets [--matrix] | snapshot VERSION... | "
    "breaking [--base REV]"
)


def main(arguments: list[str]) -> int:
    """Exit code: 0 done, 1 something differs or is broken, 2 the registry or the call is wrong."""
    verb, *words = arguments or [""]
    if not _understood(verb, words):
        print(USAGE, file=sys.stderr)
        return 2
    try:
        return VERBS[verb](load_file(ROOT / REGISTRY, REGISTRY), words)
    except RegistryError as error:
        print(error, file=sys.stderr)
        return 2


def _understood(verb: str, words: list[str]) -> bool:
    if verb == "snapshot":
        return bool(words)
    if verb == "breaking":
        return not words or (len(words) == 2 and words[0] == "--base")
    return verb in VERBS and (not words or (verb == "targets" and words == ["--matrix"]))


def _rendered(registry: Registry) -> dict[str, str]:
    from codegen.render import render

    return render(registry) | fill_documents(ROOT, registry)


def _told(found: list[str]) -> int:
    for each in found:
        print(each, file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
