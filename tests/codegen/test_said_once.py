"""What the registry says of a knob is said nowhere else: hand-written code repeats no default and
no help text."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from codegen.load import load_file
from codegen.schema import Registry

HAND_WRITTEN = ("ptycho", "ptycho_torch")
NEUTRAL = (None, False, 0, 1, "none", "auto")
OF_THEIR_OWN = {
    "ptycho/reading.py": "these values are the data contract; the knobs depart from it",
}
EXAMPLES = {
    "a default of an argument": "def f(*, max_epochs=100): ...",
    "a default of a positional argument": "def f(a, gridsize=14): ...",
    "a default where an attribute is absent": "getattr(config, 'learning_rate', 1e-3)",
    "a default where a key is absent": "config.get('batch_size', 16)",
    "a default of a field": "class C:\n    patch_size: int = 64",
    "a default of a flag": "parser.add_argument('--accumulate-grad-batches', default=1)",
    "a help text": "text = 'Peak learning rate.'",
}


@pytest.fixture(scope="module")
def registry(repository: Path) -> Registry:
    return load_file(repository / "spec" / "knobs.yaml", "spec/knobs.yaml")


def repeated(tree: ast.AST, registry: Registry) -> Iterator[str]:
    """What a module says of a knob beside the registry."""
    helps = {knob.help for knob in registry.knobs}
    for node in ast.walk(tree):
        if isinstance(node, ast.arguments):
            yield from _arguments(node, registry)
        elif isinstance(node, ast.Call):
            yield from _calls(node, registry)
        elif isinstance(node, ast.ClassDef):
            yield from _fields(node, registry)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            said = " ".join(node.value.split())
            yield from (f"{node.lineno}: help text {text!r}" for text in helps if text in said)


def _is_default(registry: Registry, name: str, value: ast.expr | None) -> bool:
    """Whether a value repeats a default; one that means that nothing is done does not."""
    if name not in registry.by_name or not isinstance(value, ast.Constant):
        return False
    same = value.value == registry.by_name[name].default
    return same and value.value not in NEUTRAL


def _arguments(node: ast.arguments, registry: Registry) -> Iterator[str]:
    named = [*node.posonlyargs, *node.args]
    late = zip(named[len(named) - len(node.defaults) :], node.defaults, strict=True)
    for argument, default in [*late, *zip(node.kwonlyargs, node.kw_defaults, strict=True)]:
        if _is_default(registry, argument.arg, default):
            yield f"{argument.lineno}: argument {argument.arg}"


def _calls(node: ast.Call, registry: Registry) -> Iterator[str]:
    called = getattr(node.func, "attr", getattr(node.func, "id", ""))
    words = [each.value for each in node.args if isinstance(each, ast.Constant)]
    flags = {knob.flag for knob in registry.knobs}
    if called == "add_argument" and not flags.isdisjoint(words):
        yield f"{node.lineno}: flag {words[0]}"
    names = [word for word in words if word in registry.by_name]
    if names and len(node.args) == {"getattr": 3, "get": 2, "setdefault": 2, "pop": 2}.get(called):
        yield f"{node.lineno}: {called} of {names[0]}"


def _fields(node: ast.ClassDef, registry: Registry) -> Iterator[str]:
    for each in node.body:
        name = getattr(getattr(each, "target", None), "id", "")
        if isinstance(each, ast.AnnAssign) and _is_default(registry, name, each.value):
            yield f"{each.lineno}: field {name}"


def test_hand_written_code_repeats_no_default_and_no_help_text(
    repository: Path, registry: Registry
) -> None:
    found = [
        f"{path.relative_to(repository).as_posix()}:{each}"
        for folder in HAND_WRITTEN
        for path in sorted((repository / folder).rglob("*.py"))
        if path.relative_to(repository).as_posix() not in OF_THEIR_OWN
        for each in repeated(ast.parse(path.read_text(encoding="utf-8")), registry)
    ]
    assert found == []


@pytest.mark.parametrize("name", EXAMPLES)
def test_each_way_of_repeating_is_found(name: str, registry: Registry) -> None:
    assert len(list(repeated(ast.parse(EXAMPLES[name]), registry))) == 1
