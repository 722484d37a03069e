"""Public functions say what shapes they take and which errors they raise.

That there is a docstring at all is ruff's to say; here it is looked at what stands in it. A
function may refer to another one ("see `train`", "as for `amplitude_error`"), and a shape may be
told by the class whose method it is.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("ptycho", "ptycho_torch")
ARRAY = re.compile(r"\b(?:Tensor|NDArray)\b")
# (J, P, N, N), (M,), (..., N, N), (3, H, W); or words for a single number and for any shape.
SHAPE = re.compile(r"\((?:\.\.\., ?)?[A-Za-z0-9]+,(?: ?[A-Za-z0-9]+,?)*\)|\b[Ss]calar\b|any shape")
REFERENCE = re.compile(r"\b(?:[Ss]ee|as for|of|by) `[\w.]+`")


class Function(NamedTuple):
    """A public function, and what its class says."""

    place: str
    node: ast.FunctionDef
    around: str

    @property
    def text(self) -> str:
        """Its docstring."""
        return ast.get_docstring(self.node) or ""


def functions() -> Iterator[Function]:
    """Public functions and methods of the product."""
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            place = path.relative_to(ROOT).as_posix()
            tree = ast.parse(path.read_text(encoding="utf-8"))
            for node in tree.body:
                if isinstance(node, ast.FunctionDef):
                    yield Function(f"{place}::{node.name}", node, "")
                elif isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                    around = ast.get_docstring(node) or ""
                    for each in node.body:
                        if isinstance(each, ast.FunctionDef):
                            name = f"{place}::{node.name}.{each.name}"
                            yield Function(name, each, around)


PUBLIC = [each for each in functions() if not each.node.name.startswith("_")]


def takes_arrays(function: Function) -> bool:
    """Whether an argument or the result is an array."""
    node = function.node
    returns = ast.unparse(node.returns) if node.returns else ""
    return bool(ARRAY.search(f"{ast.unparse(node.args)} -> {returns}"))


def raised(node: ast.FunctionDef) -> set[str]:
    """Names of the exceptions that a function raises by itself, where it does not catch them."""
    caught = {
        each
        for tried in ast.walk(node)
        if isinstance(tried, ast.Try) and tried.handlers
        for statement in tried.body
        for each in ast.walk(statement)
    }
    found = set()
    for each in ast.walk(node):
        if isinstance(each, ast.Raise) and each.exc is not None and each not in caught:
            made = each.exc.func if isinstance(each.exc, ast.Call) else each.exc
            if isinstance(made, ast.Name) and made.id[0].isupper():
                found.add(made.id)
    return found


def test_the_lint_sees_what_it_should() -> None:
    assert len(PUBLIC) > 300
    assert sum(map(takes_arrays, PUBLIC)) > 80
    assert sum(bool(raised(each.node)) for each in PUBLIC) > 20
    source = "def f(x: Tensor) -> Tensor:\n    '''Doubled.'''\n    raise ValueError('no')\n"
    node = ast.parse(source).body[0]
    assert isinstance(node, ast.FunctionDef)
    bad = Function("f", node, "")
    assert takes_arrays(bad)
    assert not says_shapes(bad)
    assert raised(node) == {"ValueError"}


def says_shapes(function: Function) -> bool:
    """Whether the docstring, or that of the class, has a shape or refers to one that does."""
    text = function.text + function.around
    return bool(SHAPE.search(text) or REFERENCE.search(function.text))


@pytest.mark.parametrize("function", [*filter(takes_arrays, PUBLIC)], ids=lambda f: f.place)
def test_shapes_are_told(function: Function) -> None:
    assert says_shapes(function), f"{function.place} takes or returns arrays of unknown shape"


@pytest.mark.parametrize("function", [f for f in PUBLIC if raised(f.node)], ids=lambda f: f.place)
def test_errors_are_told(function: Function) -> None:
    told = function.text + function.around
    missing = {name for name in raised(function.node) if name not in told}
    assert not missing or REFERENCE.search(function.text), f"{function.place} raises {missing}"


def test_a_module_names_the_sources_of_its_equations() -> None:
    page = (ROOT / "docs/physics.md").read_text("utf-8")
    sources = dict(re.findall(r"^(\d)\. (\w+)[ ,]", page, re.MULTILINE))
    rows = re.findall(r"^\| [^|]*\[([\d, ]+)\] \|[^|]*\|([^|]*)\|$", page, re.MULTILINE)
    assert {number for numbers, _ in rows for number in numbers.split(", ")} == set(sources)
    for numbers, functions in rows:
        module = re.findall(r"`(\w+)\.\w+`", functions)[0]
        text = (ROOT / f"ptycho_torch/physics/{module}.py").read_text("utf-8")
        for number in numbers.split(", "):
            assert re.search(rf"{sources[number]}\b.{{0,90}}\b\d{{4}}\b", text, re.DOTALL), module
