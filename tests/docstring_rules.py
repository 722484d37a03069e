"""What the docstring of a public function must say: shapes, units, errors and sources.

Four rules find in the code what has to be said, look for it in the text, and yield what is missing:

- `shapes`: of arrays that go in or come out, in letters that the head of the module explains;
- `units`: of physical quantities, unless the name ends in one (``step_px``, ``wavelength_m``);
- `errors`: that the function raises, or the private functions of its module that it calls;
- `sources`: in the rooms of equations, a paper, or the section of a page that names the function.

Shapes, units and errors may be told by the class whose method it is, units by the head of the
module, and all of them by another function that is referred to ("see `train`", "as for
`amplitude_error`").
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ARRAY = r"Tensor|NDArray|ArrayLike"
INDICES = re.compile(r"\bnp\.(?:integer|int\d+|bool_)\b")
NUMBER = r"float|int|Sequence"
# (J, P, N, N), (M,), (..., N, N), (3, H, W), ([P,] N, N); or words where there is none.
_LENGTH = r"(?:\d+|[A-Za-z][xy]?'?)"
SHAPE = re.compile(rf"\(((?:\.\.\.|\[?{_LENGTH}),\]?(?: ?{_LENGTH},?)*)\)")
_PLACE = {"i", "j", "x", "y"}
SHAPELESS = re.compile(r"\b[Ss]calar\b|\bany shape\b")
REFERENCE = re.compile(r"\b(?:[Ss]ee|as for|of|by|like) `([\w.]+)`")
# What a quantity is measured in, by the word of it in a name.
PIXELS = r"px|pixels?"
LIGHT = r"photons?|counts|unit intensity"
ANY = r"any unit|fraction of|relative to|times the"
UNITS = {
    "position": PIXELS,
    "corner": PIXELS,
    "fraction": PIXELS,
    "centre": PIXELS,
    "origin": PIXELS,
    "offset": PIXELS,
    "shift": PIXELS,
    "diameter": PIXELS,
    "probe": LIGHT,
    "wave": LIGHT,
    "amplitude": LIGHT,
    "intensity": LIGHT,
    "pattern": LIGHT,
    "phase": r"rad|radians?",
    "angle": r"rad|radians?|degrees?",
    "wavelength": r"metres?",
    "distance": r"metres?|pixels?",
    "energy": r"ev|electronvolts?|joules?",
}
# The name ends in its unit, or stands for no such quantity.
MEASURED = re.compile(
    r"_(?:m|px|rad|ev|s|bytes|db)$|^n_|^photons_|_(?:mask|scale|share|kind|guess)$"
)
EQUATIONS = re.compile(r"ptycho_torch/(?:physics|solver)/\w+\.py")
PAPER = re.compile(r"\b[A-Z][a-z]+\b[^()]{0,90}\b(?:19|20)\d{2}\b")
SECTION = re.compile(r"(docs/\w+\.md)#([\w-]+)")


@dataclass(frozen=True)
class Function:
    """A public function with what its class and its module say."""

    place: str
    node: ast.FunctionDef
    around: str = ""
    head: str = ""
    aliases: frozenset[str] = frozenset()
    siblings: dict[str, ast.FunctionDef] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """Its name, without module and class."""
        return self.node.name

    @property
    def path(self) -> str:
        """Its place as it is imported: package.module.Class.function."""
        return self.place.replace(".py::", ".").replace("/", ".")

    @property
    def text(self) -> str:
        """Its docstring, on one line."""
        return _flat(ast.get_docstring(self.node))

    @property
    def arguments(self) -> list[ast.arg]:
        """Its parameters, without the object."""
        told = self.node.args
        every = [*told.posonlyargs, *told.args, *told.kwonlyargs]
        return [each for each in every if each.arg not in ("self", "cls")]

    def holds(self, annotation: ast.expr | None, kinds: str) -> bool:
        """Whether values of an annotation are of one of these kinds."""
        kinds = "|".join([kinds, *sorted(self.aliases)])
        return annotation is not None and bool(
            re.search(rf"\b(?:{kinds})\b", ast.unparse(annotation))
        )


def _flat(text: str | None) -> str:
    return " ".join((text or "").split())


def functions_of(source: str, place: str) -> list[Function]:
    """Public functions and methods of a module."""
    tree = ast.parse(source)
    head = _flat(ast.get_docstring(tree))
    aliases = frozenset(_aliases(tree))
    siblings = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    found = []
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            found.append(Function(f"{place}::{node.name}", node, "", head, aliases, siblings))
        elif isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            methods = {each.name: each for each in node.body if isinstance(each, ast.FunctionDef)}
            for name, each in methods.items():
                around = _around(node)
                both = siblings | methods
                place_of = f"{place}::{node.name}.{name}"
                found.append(Function(place_of, each, around, head, aliases, both))
    return [each for each in found if not each.name.startswith("_")]


def _around(node: ast.ClassDef) -> str:
    """What a class says of itself and of its fields."""
    texts = [ast.get_docstring(node)]
    for field_, after in zip(node.body, node.body[1:], strict=False):
        text = after.value if isinstance(after, ast.Expr) else None
        if isinstance(field_, ast.AnnAssign) and isinstance(text, ast.Constant):
            texts.append(f"{ast.unparse(field_.target)}: {text.value}")
    return ". ".join(_flat(text) for text in texts if text)


def _aliases(tree: ast.Module) -> Iterator[str]:
    """Names of a module that stand for arrays."""
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            value = ast.unparse(node.value)
            if (
                re.search(rf"\b(?:{ARRAY})\b", value)
                and "Callable" not in value
                and "{" not in value
            ):
                yield node.targets[0].id


# -- shapes ----------------------------------------------------------------------------------------


def shapes(function: Function, known: Sequence[Function]) -> Iterator[str]:
    """Shapes that are not told, and letters that nobody explains."""
    arrays = [each.arg for each in function.arguments if function.holds(each.annotation, ARRAY)]
    if not arrays and not function.holds(function.node.returns, ARRAY):
        return
    told = f"{function.text} {function.around}"
    if not _shapes(told) and not SHAPELESS.search(told):
        others = [each.text for each in referred(function, known)]
        if not any(_shapes(each) or SHAPELESS.search(each) for each in others):
            yield "takes or returns arrays of unknown shape"
        return
    legend = set(re.findall(r"\b[A-Za-z]\b", f"{function.head} {function.around}"))
    letters = {each for shape in _shapes(told) for each in re.findall(r"\b[A-Za-z]", shape)}
    if unexplained := letters - legend:
        yield f"has a shape in letters that the module does not explain: {sorted(unexplained)}"


def _shapes(text: str) -> list[str]:
    """Shapes in a text; (y, x) is a place, none."""
    return [each for each in SHAPE.findall(text) if set(re.findall(r"\w+", each)) - _PLACE]


def referred(function: Function, known: Sequence[Function]) -> list[Function]:
    """The functions of the product that a docstring refers to."""
    names = [f".{name}" for name in REFERENCE.findall(function.text)]
    return [
        each for each in known if each is not function and f".{each.path}".endswith(tuple(names))
    ]


# -- units -----------------------------------------------------------------------------------------


def units(function: Function, known: Sequence[Function]) -> Iterator[str]:
    """Physical quantities whose unit is not told."""
    kinds = f"{ARRAY}|{NUMBER}"
    names = [
        each.arg
        for each in function.arguments
        if function.holds(each.annotation, kinds) and not INDICES.search(ast.unparse(each))
    ]
    if function.holds(function.node.returns, f"{ARRAY}|float"):
        names.append(function.name)
    others = " ".join(each.text for each in referred(function, known))
    told = f"{function.text}; {function.around}; {function.head}; {others}"
    clauses = re.split(r"[;.]\s", told)
    for name in dict.fromkeys(names):
        for quantity in () if MEASURED.search(name) else _quantities(name):
            unit = re.compile(rf"\b(?:{UNITS[quantity]}|{ANY})\b")
            stem = re.compile(rf"(?:\b|_){quantity}", re.IGNORECASE)
            if not any(stem.search(each) and unit.search(each) for each in clauses):
                yield f"does not say what {name} is measured in"


def _quantities(name: str) -> list[str]:
    words = [re.sub(r"(?<=e)s$|(?<=[^es])s$", "", word) for word in name.lower().split("_")]
    return [word for word in words if word in UNITS]


# -- errors ----------------------------------------------------------------------------------------


def errors(function: Function, known: Sequence[Function]) -> Iterator[str]:
    """Errors that come out of the function and are not told."""
    texts = [function.text, function.around, *(each.text for each in referred(function, known))]
    told = set(re.findall(r"\w+", " ".join(texts)))
    if missing := raised(function.node, function.siblings) - told:
        yield f"raises {', '.join(sorted(missing))} without saying so"


def raised(
    node: ast.FunctionDef, siblings: dict[str, ast.FunctionDef], seen: frozenset[str] = frozenset()
) -> set[str]:
    """Errors that a function raises, or a private one of its module for it, and does not catch."""
    caught = {
        each
        for tried in ast.walk(node)
        if isinstance(tried, ast.Try) and tried.handlers
        for statement in tried.body
        for each in ast.walk(statement)
    }
    for block in ast.walk(node):
        if isinstance(block, ast.With) and any(_catches(item, siblings) for item in block.items):
            caught |= {each for statement in block.body for each in ast.walk(statement)}
    found = set()
    for each in ast.walk(node):
        if each in caught:
            continue
        if isinstance(each, ast.Raise) and each.exc is not None:
            made = each.exc.func if isinstance(each.exc, ast.Call) else each.exc
            if isinstance(made, ast.Name) and made.id[0].isupper():
                found.add(made.id)
        elif isinstance(each, ast.Call):
            name = ast.unparse(each.func).removeprefix("self.")
            if name.startswith("_") and name in siblings and name not in seen:
                found |= raised(siblings[name], siblings, seen | {name})
    return found


def _catches(item: ast.withitem, siblings: dict[str, ast.FunctionDef]) -> bool:
    """Whether a block begins with a private function of the module that catches what it raises."""
    made = item.context_expr
    manager = siblings.get(ast.unparse(made.func)) if isinstance(made, ast.Call) else None
    return manager is not None and any(
        isinstance(each, ast.Try) and each.handlers for each in ast.walk(manager)
    )


# -- sources ---------------------------------------------------------------------------------------


def sources(function: Function, known: Sequence[Function], root: Path) -> Iterator[str]:
    """Functions of equations that say nothing of where these come from."""
    path, _, name = function.place.partition("::")
    if not EQUATIONS.fullmatch(path):
        return
    texts = [function.text, function.around, *(each.text for each in referred(function, known))]
    if any(map(PAPER.search, texts)):
        return
    cited = [each for text in (*texts, function.head) for each in SECTION.findall(text)]
    named = {f"{Path(path).stem}.{name.partition('.')[0]}", Path(path).stem}
    for page, anchor in cited:
        section = section_of((root / page).read_text("utf-8"), anchor)
        if section is None:
            yield f"cites {page}#{anchor}, which is not there"
        elif named & set(re.findall(r"`([\w.]+)`", section)):
            return
    yield "cites no source of its equation"


def section_of(page: str, anchor: str) -> str | None:
    """The text below a heading, to the next one; None where no heading has this anchor."""
    for part in re.split(r"^(?=#+ )", page, flags=re.MULTILINE):
        heading = part.partition("\n")[0].lstrip("# ").lower()
        if re.sub(r"[^\w\- ]", "", heading).strip().replace(" ", "-") == anchor:
            return part
    return None
