"""The gate against drift, put to the test: many single edits, each of which must be caught by name.

    python tests/mutation/mutate.py [--seed N]

Every edit is made in memory or in a copy. It counts as caught when the check that is there for it
reports something and names the knob or the file. Edits of hand-written code that a type checker
catches are made all at once, one to a line, so that it runs once. Exit code 1 if any got through.
"""

from __future__ import annotations

import argparse
import ast
import random
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from checkout import CODE, Checkout, Edit, run

from codegen import render
from codegen.load import load
from codegen.nodes import RegistryError
from codegen.places import DOCUMENTS, REGISTRY, ROOT
from codegen.targets import check_targets

LAYER_CODE = (
    "ptycho/config/layers.py",
    "ptycho/config/files.py",
    "ptycho/config/earlier.py",
    "ptycho_torch/cli/parse.py",
)
THROWN_AWAY = "ptycho_torch/trainer/construction.py"
"""What is made there is made only to see whether it can be: no argument has a further effect."""
LAYER_TESTS = (
    "tests/cli/test_cli_layers.py",
    "tests/cli/test_provenance.py",
    "tests/config/test_hashes.py",
)


# -- the registry ----------------------------------------------------------------------------------

VALUES: list[tuple[str, Callable[[re.Match[str]], str]]] = [
    (r"(default|min|max|above|below): (\d+)$", lambda m: f"{m[1]}: {int(m[2]) + 3}"),
    (r"default: (\d+\.\d+)$", lambda m: f"default: {float(m[1]) * 0.5 + 0.01!r}"),
    (r"default: (true|false)$", lambda m: f"default: {'false' if m[1] == 'true' else 'true'}"),
    (r"help: (.*)\.$", lambda m: f"help: {m[1]} now."),
    (r"flag: (\S+)$", lambda m: f"flag: {m[1]}-too"),
    (r"affects: (numerics|speed|io)$", lambda m: "affects: logging"),
    (r"resume: (free|must_match)$", lambda m: "resume: warn"),
    (r"target: (\w+)\.(\w+)$", lambda m: f"target: {m[1]}.{m[2]}_too"),
    (r"aliases: \[(\w+)", lambda m: f"aliases: [{m[1]}_too"),
    (r"- \{value: (\w+), help", lambda m: f"- {{value: {m[1]}too, help"),
    (r"legacy: (\w+)$", lambda m: f"legacy: {m[1]}_too"),
    (r"negate: (\S+)$", lambda m: f"negate: {m[1]}-too"),
    (r'message: "?(\w)', lambda m: m[0] + m[1]),
    (r"needs: \{is: true\}", lambda m: "needs: {is: false}"),
]


def registry_edits(at: Checkout, count: int) -> Iterator[Edit]:
    """One value of one entry is another."""
    lines = at.text.splitlines()
    first = lines.index("groups:")
    found: dict[int, list[tuple[int, str, str]]] = {}
    name = ""
    for number, line in enumerate(lines[first:], first):
        if match := re.match(r"      - name: (\w+)", line):
            name = match[1]
        for kind, (pattern, change) in enumerate(VALUES):
            if name and (match := re.search(pattern, line)):
                new = line[: match.start()] + change(match) + line[match.end() :]
                found.setdefault(kind, []).append((number, name, new))
    for kinds in found.values():
        at.chance.shuffle(kinds)
    turns = [kinds[turn] for turn in range(count) for kinds in found.values() if turn < len(kinds)]
    for number, knob, new in turns[:count]:
        text = "\n".join([*lines[:number], new, *lines[number + 1 :]]) + "\n"
        yield Edit(f"{REGISTRY}:{number + 1} {new.strip()}", (knob,), lambda t=text: _given(at, t))


def precedence_edits(at: Checkout) -> Iterator[Edit]:
    """Two neighbouring layers change places."""
    layers = list(at.registry.precedence)
    for place in range(len(layers) - 1):
        turned = [*layers[:place], layers[place + 1], layers[place], *layers[place + 2 :]]
        old, new = ", ".join(layers), ", ".join(turned)
        text = at.text.replace(f"[{old}]", f"[{new}]")
        assert text != at.text
        yield Edit(f"precedence {new}", ("precedence", "merge.py"), lambda t=text: _given(at, t))


def layer_edits(at: Checkout) -> Iterator[Edit]:
    """Values of a layer are said to be of a neighbouring one, in the code that reads the layers."""
    order = at.registry.precedence
    for path in LAYER_CODE:
        text = (ROOT / path).read_text(encoding="utf-8")
        for match in re.finditer(rf'(Said\(.*")({"|".join(order)})(")', text):
            place = order.index(match[2])
            for other in {*order[max(0, place - 1) : place], *order[place + 1 : place + 2]}:
                new = text[: match.start(2)] + other + text[match.end(2) :]
                check = lambda p=path, t=new: at.tested(p, t, *LAYER_TESTS)  # noqa: E731
                what = f"{path}: what is of the layer {match[2]} is said to be of {other}"
                yield Edit(what, ("test_cli_layers", "test_provenance", "test_hashes"), check)


def _given(at: Checkout, text: str) -> list[str]:
    """What the generator says of another registry, or `check` of what it gives."""
    try:
        registry = load(text, REGISTRY)
    except RegistryError as error:
        return str(error).splitlines()
    told = at.stale(render.raw_files(registry))
    return told or [str(each) for each in check_targets(ROOT, registry)]


# -- templates, generated files, documents ---------------------------------------------------------


def template_edits(at: Checkout, count: int) -> Iterator[Edit]:
    """One line of a template is gone; lines that no output holds are left alone."""
    printed = {line.strip() for text in at.raw.values() for line in text.splitlines()}
    places = []
    for file in sorted((ROOT / "codegen/templates").glob("*.jinja")):
        lines = file.read_text(encoding="utf-8").splitlines()
        places += [
            (file.name, number)
            for number, line in enumerate(lines)
            if len(line.strip()) > 8 and "{" not in line and line.strip() in printed
        ]
    for name, number in at.chance.sample(places, count):
        path = f"codegen/templates/{name}"
        lines = (at.folder / path).read_text(encoding="utf-8").splitlines()
        text = "\n".join(lines[:number] + lines[number + 1 :]) + "\n"
        check = lambda p=path, t=text: at.with_text(p, t, lambda: _printed(at))  # noqa: E731
        yield Edit(f"{path}:{number + 1} is gone", ("generated/",), check)


def _printed(at: Checkout) -> list[str]:
    here, render._TEMPLATES = render._TEMPLATES, at.folder / "codegen/templates"
    try:
        return at.stale(render.raw_files(at.registry))
    finally:
        render._TEMPLATES = here


def generated_edits(at: Checkout, count: int) -> Iterator[Edit]:
    """A line of a generated file is gone or another; a file is gone or one too many."""
    for number, chosen in enumerate(at.chance.choices(sorted(at.committed), k=count)):
        path, lines = chosen, at.committed[chosen].splitlines()
        place = at.chance.randrange(2, len(lines))
        text: str | None = "\n".join(lines[:place] + lines[place + 1 :]) + "\n"
        what = f"line {place + 1} is gone"
        if number % 4 == 1:
            text, what = at.committed[path] + "\n# more\n", "more at its end"
        elif number % 8 == 2:
            text, what = None, "the file is gone"
        elif number % 8 == 6:
            path, text, what = f"{path}.old", at.committed[path], "a file too many"
        check = lambda p=path, t=text: at.with_text(p, t, at.differing)  # noqa: E731
        yield Edit(f"{path}: {what}", (path,), check)


def document_edits(at: Checkout, count: int) -> Iterator[Edit]:
    """A row of a table in a document is another; a marker is gone or names no table."""
    rows, markers = [], []
    for path in DOCUMENTS[:2]:
        inside = False
        for number, line in enumerate((ROOT / path).read_text(encoding="utf-8").splitlines()):
            inside = not inside if line.startswith("<!-- ") else inside
            if line.startswith("<!-- table"):
                markers.append((path, number))
            elif inside and line.startswith("| `"):
                rows.append((path, number))
    for path, number in [*at.chance.sample(markers, 8), *at.chance.sample(rows, count - 8)]:
        lines = (ROOT / path).read_text(encoding="utf-8").splitlines()
        new = lines[number].replace("table: ", "table: no_") if "table:" in lines[number] else ""
        text = "\n".join([*lines[:number], *filter(None, [new]), *lines[number + 1 :]]) + "\n"
        check = lambda p=path, t=text: at.with_text(p, t, at.differing)  # noqa: E731
        yield Edit(f"{path}:{number + 1} {new or 'is gone'}", (path,), check)


# -- hand-written code -----------------------------------------------------------------------------


def adapter_edits(at: Checkout) -> Iterator[Edit]:
    """The arguments that the generator gives for an object are not handed to it."""
    calls: dict[str, list[tuple[str, re.Match[str]]]] = {}
    for path, text in _sources(at):
        for match in re.finditer(r"\b(\w+_kwargs)\(", text):
            calls.setdefault(match[1], []).append((path, match))
    for function, places in sorted(calls.items()):
        if len(places) == 1 and hasattr(_generated_kwargs(), function):
            path, match = places[0]
            text = match.string[: match.start()] + "dict(" + match.string[match.end() :]
            check = lambda p=path, t=text: at.with_text(p, t, lambda: _wired(at))  # noqa: E731
            yield Edit(f"{path}: {function}() is not called", (function,), check)


def _generated_kwargs() -> object:
    import ptycho_generated.kwargs as generated

    return generated


def _wired(at: Checkout) -> list[str]:
    return list(map(str, check_targets(at.folder, at.registry)))


def _sources(at: Checkout) -> Iterator[tuple[str, str]]:
    for package in CODE:
        for file in sorted((at.folder / package).rglob("*.py")):
            yield file.relative_to(at.folder).as_posix(), file.read_text(encoding="utf-8")


def field_edits(at: Checkout, count: int) -> list[Edit]:
    """Code reads a field that the registry does not know; one run of mypy for all of them."""
    homes = {config.field for config in at.registry.configs}
    places = []
    for path, text in _sources(at):
        for node in ast.walk(ast.parse(text)):
            base = getattr(node, "value", None)
            if (
                isinstance(node, ast.Attribute)
                and node.attr in at.registry.by_name
                and isinstance(base, ast.Attribute)
                and base.attr in homes
            ):
                places.append((path, node.end_lineno or 0, node.end_col_offset or 0, node.attr))
    at.chance.shuffle(places)
    chosen = list(
        {(path, line): (path, line, end, attr) for path, line, end, attr in places}.values()
    )
    chosen = chosen[:count]
    tree = at.folder / "typed"
    for part in ("codegen", "generated", *CODE):
        shutil.copytree(at.folder / part, tree / part)
    shutil.copy(ROOT / "pyproject.toml", tree)
    for path, line, end, attr in chosen:
        file = tree / path
        lines = file.read_text(encoding="utf-8").split("\n")
        lines[line - 1] = f"{lines[line - 1][: end - len(attr)]}{attr}_too{lines[line - 1][end:]}"
        file.write_text("\n".join(lines), encoding="utf-8")
    done = run(tree, "-m", "mypy", "--no-error-summary", *CODE)
    told = done.stdout.splitlines()
    return [
        Edit(
            f"{path}:{line} reads {attr}_too",
            (f'"{attr}_too"',),
            lambda p=path, n=line: [each for each in told if each.startswith(f"{p}:{n}:")],
        )
        for path, line, _, attr in chosen
    ]


SWAP = """

def _swapped(given):
    names, values = list(given), list(given.values())
    return dict(zip(names, values[1:] + values[:1])) if len(names) > 1 else {}
"""


def swap_edits(at: Checkout, count: int) -> Iterator[Edit]:
    """Arguments are handed to their neighbour's parameter; the generated tests must notice."""
    functions = {render.target_function(target): target.name for target in at.registry.targets}
    places = [
        (path, match)
        for path, text in _sources(at)
        if path.startswith("ptycho_torch/trainer/") and path != THROWN_AWAY
        for match in re.finditer(r"\b(\w+_kwargs)\(([\w.]+)\)", text)
        if match[1] in functions
    ]
    for path, match in at.chance.sample(places, min(count, len(places))):
        target = functions[match[1]]
        call = f"_swapped({match[0]})"
        text = match.string[: match.start()] + call + match.string[match.end() :] + SWAP
        check = lambda p=path, t=text, n=target: _followed(at, p, t, n)  # noqa: E731
        yield Edit(f"{path}: the arguments of {target} change places", (f"{target}.",), check)


def _followed(at: Checkout, path: str, text: str, target: str) -> list[str]:
    return at.tested(path, text, "generated/tests/test_consumption.py", "-k", f"{target}.")


# -- all of them -----------------------------------------------------------------------------------


def main() -> int:
    """Make every edit, print those that got through, and how many were caught of how many."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=0)
    seed = parser.parse_args().seed
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        at = Checkout(Path(folder), random.Random(seed))
        with ThreadPoolExecutor(2) as pool:
            slow = {
                kind: [(edit, pool.submit(edit.check)) for edit in edits]
                for kind, edits in (
                    ("arguments that change places", swap_edits(at, 6)),
                    ("layers that are mistaken", layer_edits(at)),
                )
            }
            quick = {
                "values of the registry": list(registry_edits(at, 90)),
                "order of the layers": list(precedence_edits(at)),
                "lines of templates": list(template_edits(at, 30)),
                "generated files": list(generated_edits(at, 40)),
                "tables in documents": list(document_edits(at, 24)),
                "arguments not handed on": list(adapter_edits(at)),
                "fields that are not there": field_edits(at, 30),
            }
            results = {
                kind: [(edit, edit.check()) for edit in edits] for kind, edits in quick.items()
            }
            for kind, jobs in slow.items():
                results[kind] = [(edit, job.result()) for edit, job in jobs]
    missed = 0
    for kind, pairs in results.items():
        through = [
            edit
            for edit, told in pairs
            if not any(word in line for line in told for word in edit.named)
        ]
        missed += len(through)
        print(f"{kind}: {len(pairs) - len(through)} of {len(pairs)} caught")
        for edit in through:
            print(f"  got through: {edit.what}")
    tried = sum(map(len, results.values()))
    spent = time.monotonic() - start
    print(f"caught {tried - missed} of {tried} edits (seed {seed}, {spent:.0f} s)")
    return 1 if missed or tried < 200 else 0


if __name__ == "__main__":
    sys.exit(main())
