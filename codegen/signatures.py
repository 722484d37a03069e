"""Signatures read from source text: nothing of what is looked at gets imported.

A path such as ``lightning.pytorch.Trainer`` is followed through re-exports, base classes and type
aliases, in an installed package, a wheel or a checkout alike.
"""

from __future__ import annotations

import ast
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path

Read = Callable[[str], str | None]
_DEPTH = 20
_PLAIN = {"bool", "int", "float", "str", "dict", "None"}
_LISTS = {"list", "tuple", "List", "Tuple", "Sequence", "Iterable", "Collection", "set"}
_ANY = {"Any", "object", "TypeVar"}


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a parameter takes, and its default as source text (None: it has none).

    ``accepts`` holds bool, int, float, str, None, Path, list, dict, any, the literals it names
    (quoted), and ``other`` for anything else.
    """

    accepts: tuple[str, ...]
    default: str | None


@dataclass(frozen=True, slots=True)
class Signature:
    """Parameters by name; ``open`` where it takes any other keyword as well."""

    parameters: dict[str, Parameter]
    open: bool


@dataclass(frozen=True, slots=True)
class Found:
    """A definition and the module it stands in."""

    node: ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
    module: Module


class Sources:
    """Modules by name, read and parsed once."""

    def __init__(self, read: Read) -> None:
        self._read = read
        self._modules: dict[str, Module | None] = {}

    def module(self, name: str) -> Module | None:
        """The module of that name; None where there is none."""
        if name not in self._modules:
            stem = name.replace(".", "/")
            ways = ((f"{stem}/__init__.py", True), (f"{stem}.py", False))
            texts = ((self._read(file), package) for file, package in ways)
            found = next(((text, package) for text, package in texts if text is not None), None)
            self._modules[name] = Module(name, *found, self) if found else None
        return self._modules[name]

    def find(self, path: str) -> Found | None:
        """The class, function or method of a dotted path."""
        parts = path.split(".")
        for split in range(len(parts) - 1, 0, -1):
            module = self.module(".".join(parts[:split]))
            if module is not None:
                return self._inside(module, parts[split:])
        return None

    def _inside(self, module: Module, names: list[str]) -> Found | None:
        found = module.definition(names[0])
        for name in names[1:]:
            found = self.method(found, name) if found else None
        return found

    def method(self, owner: Found, name: str, depth: int = 0) -> Found | None:
        """A method of a class or of one of its bases."""
        if not isinstance(owner.node, ast.ClassDef) or depth > _DEPTH:
            return None
        inside = [
            Found(node, owner.module)
            for node in owner.node.body
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.name == name
        ]
        if inside:
            return inside[-1]  # the one after its overloads
        for base in owner.node.bases:
            parent = owner.module.expression(base)
            if parent and (method := self.method(parent, name, depth + 1)):
                return method
        return None

    def signature(self, path: str) -> Signature | None:
        """Parameters of a function, or of a class's constructor; None where there is none."""
        found = self.find(path)
        if found is not None and isinstance(found.node, ast.ClassDef):
            found = self.method(found, "__init__")
        if found is None or isinstance(found.node, ast.ClassDef):
            return None
        return _signature(found)


class Module:
    """One module: what stands at its top, also inside `if` and `try`."""

    def __init__(self, name: str, text: str, package: bool, sources: Sources) -> None:
        self.name = name
        self._package = package
        self._sources = sources
        self.tree = ast.parse(text)

    @cached_property
    def _names(self) -> dict[str, list[ast.stmt]]:
        """Name -> what may define it, the likeliest first."""
        names: dict[str, list[ast.stmt]] = {}
        for node in _statements(self.tree.body):
            if isinstance(node, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
                found = [node.name]
            elif isinstance(node, ast.ImportFrom):
                found = [alias.asname or alias.name for alias in node.names]
            elif isinstance(node, ast.Assign):
                found = [each.id for each in node.targets if isinstance(each, ast.Name)]
            elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                found = [node.target.id]
            else:
                found = []
            for name in found:
                names.setdefault(name, []).insert(0, node)
        return names

    @property
    def exported(self) -> tuple[str, ...]:
        """Names without a leading underscore that are defined or imported at the top."""
        return tuple(name for name in self._names if not name.startswith("_"))

    def definition(self, name: str, depth: int = 0) -> Found | None:
        """The class or function that a name stands for, wherever it comes from."""
        ways = (self._defined(name, node, depth) for node in self._names.get(name, ()))
        return next((found for found in ways if found is not None), None)

    def _defined(self, name: str, node: ast.stmt, depth: int) -> Found | None:
        if isinstance(node, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
            return Found(node, self)
        if depth > _DEPTH:
            return None
        if isinstance(node, ast.ImportFrom):
            origin = self._origin(node)
            original = next(a.name for a in node.names if (a.asname or a.name) == name)
            return origin.definition(original, depth + 1) if origin else None
        value = getattr(node, "value", None)
        return self.expression(value, depth + 1) if isinstance(value, ast.expr) else None

    def expression(self, node: ast.expr, depth: int = 0) -> Found | None:
        """The class or function that a name or a generic such as ``Base[T]`` stands for."""
        if isinstance(node, ast.Subscript):
            node = node.value
        return self.definition(node.id, depth) if isinstance(node, ast.Name) else None

    def alias(self, name: str, depth: int = 0) -> tuple[ast.expr, Module] | None:
        """The type that a name is another word for, and the module in which to read it."""
        if depth > _DEPTH or name not in self._names:
            return None
        node = self._names[name][0]
        if isinstance(node, ast.ImportFrom):
            origin = self._origin(node)
            original = next(a.name for a in node.names if (a.asname or a.name) == name)
            return origin.alias(original, depth + 1) if origin else None
        value = getattr(node, "value", None)
        return (value, self) if isinstance(value, ast.expr) else None

    def _origin(self, node: ast.ImportFrom) -> Module | None:
        parts = self.name.split(".") if node.level else []
        keep = len(parts) - node.level + (1 if self._package else 0)
        return self._sources.module(".".join([*parts[:keep], *filter(None, [node.module])]))


def _statements(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    for node in body:
        if isinstance(node, ast.If):
            yield from _statements(node.orelse)
            yield from _statements(node.body)
        elif isinstance(node, ast.Try):
            yield from _statements([each for handler in node.handlers for each in handler.body])
            yield from _statements(node.body)
        else:
            yield node


def _signature(found: Found) -> Signature:
    assert not isinstance(found.node, ast.ClassDef)
    given = found.node.args
    places = [*given.posonlyargs, *given.args]
    defaults: list[ast.expr | None] = [None] * (len(places) - len(given.defaults))
    pairs = [
        *zip(places, [*defaults, *given.defaults], strict=True),
        *zip(given.kwonlyargs, given.kw_defaults, strict=True),
    ]
    if pairs and pairs[0][0].arg in ("self", "cls"):
        del pairs[0]
    parameters = {
        place.arg: Parameter(
            tuple(sorted(_of_parameter(place.annotation, default, found.module))),
            None if default is None else ast.unparse(default),
        )
        for place, default in pairs
    }
    return Signature(parameters, given.kwarg is not None)


def _of_parameter(
    annotation: ast.expr | None, default: ast.expr | None, module: Module
) -> set[str]:
    if annotation is not None:
        none = {"None"} if isinstance(default, ast.Constant) and default.value is None else set()
        return accepted(annotation, module) | none
    if isinstance(default, ast.Constant) and default.value is not None:
        return {type(default.value).__name__}
    return {"any"}


def accepted(node: ast.expr, module: Module, depth: int = 0) -> set[str]:
    """What an annotation accepts, in the words of :class:`Parameter`."""
    if depth > _DEPTH:
        return {"other"}
    if isinstance(node, ast.Constant):
        if isinstance(node.value, str):
            return accepted(ast.parse(node.value, mode="eval").body, module, depth + 1)
        return {"None"} if node.value is None else {"other"}
    if isinstance(node, ast.BinOp):
        sides = (accepted(side, module, depth + 1) for side in (node.left, node.right))
        return set().union(*sides)
    if isinstance(node, ast.Subscript):
        return _generic(node, module, depth)
    name = node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
    if name in _PLAIN:
        return {name}
    if name in _LISTS:
        return {"list"}
    if name in _ANY:
        return {"any"}
    if name in ("Path", "PathLike"):
        return {"Path"}
    alias = module.alias(name)
    return accepted(*alias, depth + 1) if alias else {"other"}


def _generic(node: ast.Subscript, module: Module, depth: int) -> set[str]:
    head = node.value
    name = head.attr if isinstance(head, ast.Attribute) else getattr(head, "id", "")
    inner = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
    if name == "Literal":
        return {repr(each.value) for each in inner if isinstance(each, ast.Constant)}
    if name in ("Union", "Optional"):
        parts = (accepted(each, module, depth + 1) for each in inner)
        return set().union(*parts) | ({"None"} if name == "Optional" else set())
    if name == "Annotated":
        return accepted(inner[0], module, depth + 1)
    return accepted(head, module, depth + 1)


# -- where sources come from -----------------------------------------------------------------------


def from_folders(*folders: Path) -> Sources:
    """Sources below folders, such as a checkout or site-packages."""

    def read(file: str) -> str | None:
        for folder in folders:
            if (folder / file).is_file():
                return (folder / file).read_text(encoding="utf-8")
        return None

    return Sources(read)


def from_wheel(wheel: Path) -> Sources:
    """Sources in a wheel."""
    archive = zipfile.ZipFile(wheel)
    names = set(archive.namelist())
    return Sources(lambda file: archive.read(file).decode() if file in names else None)


def installed(*packages: str) -> Sources:
    """Sources of installed packages, found without importing them."""
    folders = []
    for package in packages:
        spec = find_spec(package)
        if spec is not None and spec.origin:
            folders.append(Path(spec.origin).parent.parent)
    return from_folders(*folders)
