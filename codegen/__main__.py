"""`python -m codegen VERB`: write the generated files, say what differs, explain a knob."""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING

from codegen import cache, drift
from codegen.places import INPUTS, REGISTRY, ROOT

if TYPE_CHECKING:
    from codegen.schema import Registry

USAGE = "usage: python -m codegen generate | check | explain KNOB"


def main(arguments: list[str]) -> int:
    """Exit code: 0 done, 1 files differ from the registry, 2 the registry or the call is wrong."""
    gc.disable()  # what is made here is kept to the end
    if len(arguments) == 2 and arguments[0] == "explain":
        return _explain(arguments[1])
    if arguments not in (["generate"], ["check"]):
        print(USAGE, file=sys.stderr)
        return 2
    if arguments == ["check"] and (told := cache.told_before(ROOT, INPUTS)):
        print(told)
        return 0
    from codegen.load import load_file
    from codegen.nodes import RegistryError
    from codegen.render import render
    from codegen.tables import fill_documents

    try:
        registry = load_file(ROOT / REGISTRY, REGISTRY)
        rendered = render(registry) | fill_documents(ROOT, registry)
    except RegistryError as error:
        print(error, file=sys.stderr)
        return 2
    if arguments == ["generate"]:
        for line in drift.write(ROOT, rendered):
            print(line)
        _remember(registry, rendered)
        return 0
    found = drift.compare(ROOT, rendered)
    for each in found:
        print(each, file=sys.stderr)
    if not found:
        print(_remember(registry, rendered))
    return 1 if found else 0


def _explain(word: str) -> int:
    from codegen.explain import UnknownKnob, explain
    from codegen.load import load_file
    from codegen.nodes import RegistryError

    try:
        print(explain(ROOT, load_file(ROOT / REGISTRY, REGISTRY), word))
    except (RegistryError, UnknownKnob) as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def _remember(registry: Registry, rendered: dict[str, str]) -> str:
    summary = f"{len(registry.knobs)} knobs, {len(rendered)} files: all as the registry gives them"
    cache.remember(ROOT, cache.input_digest(ROOT, INPUTS), rendered, summary)
    return summary


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
