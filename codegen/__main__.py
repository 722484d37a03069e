"""`python -m codegen generate | check`: write the generated files, or say what differs."""

from __future__ import annotations

import sys
from pathlib import Path

from codegen import drift
from codegen.load import load_file
from codegen.nodes import RegistryError
from codegen.render import render
from codegen.tables import fill_documents

ROOT = Path(__file__).resolve().parent.parent
REGISTRY = "spec/knobs.yaml"
USAGE = "usage: python -m codegen generate | check"


def main(arguments: list[str]) -> int:
    """Exit code: 0 done, 1 files differ from the registry, 2 the registry or the call is wrong."""
    if arguments not in (["generate"], ["check"]):
        print(USAGE, file=sys.stderr)
        return 2
    try:
        registry = load_file(ROOT / REGISTRY, REGISTRY)
        rendered = render(registry) | fill_documents(ROOT, registry)
    except RegistryError as error:
        print(error, file=sys.stderr)
        return 2
    if arguments == ["generate"]:
        for line in drift.write(ROOT, rendered):
            print(line)
        return 0
    found = drift.compare(ROOT, rendered)
    for each in found:
        print(each, file=sys.stderr)
    if not found:
        print(f"{len(registry.knobs)} knobs, {len(rendered)} files: all as the registry gives them")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
