"""YAML with line numbers: a tree of values in which each one knows where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import yaml

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_construct = yaml.constructor.SafeConstructor()


@dataclass(frozen=True, slots=True)
class Fault:
    """One mistake in a registry, printable as a line that names its place and its cure."""

    file: str
    line: int
    subject: str
    problem: str
    cure: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.subject}: {self.problem}; {self.cure}"


class RegistryError(ValueError):
    """A registry has faults; ``faults`` lists all of them."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = sorted(faults, key=lambda fault: fault.line)
        super().__init__("\n".join(map(str, self.faults)))


@dataclass(frozen=True, slots=True)
class Item:
    """A YAML value; ``value`` is a scalar, a list of items or a dict of name to item.

    ``line`` is where its key stands, or where it begins if it has none.
    """

    value: Any
    line: int

    def plain(self) -> Any:
        """The value without its places."""
        if isinstance(self.value, dict):
            return {key: item.plain() for key, item in self.value.items()}
        if isinstance(self.value, list):
            return [item.plain() for item in self.value]
        return self.value


def parse(text: str, file: str, faults: list[Fault]) -> Item | None:
    """Read YAML text; duplicate keys, aliases and syntax errors are added to ``faults``.

    None where the text is no YAML or repeats a value by an alias, which may hold itself.
    """
    try:
        node = yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as error:
        problem = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error)
        cure = "correct the syntax"
        line = _line_of(error, text)
        faults.append(Fault(file, line, "YAML", f"cannot be read ({problem})", cure))
        return None
    if node is None:
        faults.append(Fault(file, 1, "registry", "the file is empty", "write the registry's keys"))
        return None
    tree = _Tree(file, faults)
    root = tree.item(node, _line(node))
    return None if tree.repeats else root


def _line_of(error: yaml.YAMLError, text: str) -> int:
    mark = getattr(error, "problem_mark", None)
    if mark is not None:
        return int(mark.line) + 1
    position = getattr(error, "position", 0)  # of a character that YAML does not allow, in bytes
    return text.encode()[:position].count(b"\n") + 1


class _Tree:
    def __init__(self, file: str, faults: list[Fault]) -> None:
        self.file = file
        self.faults = faults
        self.met: set[int] = set()
        self.repeats = False

    def fault(self, line: int, subject: str, problem: str, cure: str) -> None:
        self.faults.append(Fault(self.file, line, subject, problem, cure))

    def item(self, node: yaml.Node, line: int) -> Item:
        if id(node) in self.met:
            self.repeats = True
            anchor = node.start_mark.line + 1
            self.fault(anchor, "YAML", "an alias repeats this value", "write the value out")
            return Item(None, line)
        self.met.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return Item(self.mapping(node), line)
        if isinstance(node, yaml.SequenceNode):
            return Item([self.item(child, _line(child)) for child in node.value], line)
        return Item(_scalar(node), line)

    def mapping(self, node: yaml.MappingNode) -> dict[str, Item]:
        mapping: dict[str, Item] = {}
        for key_node, value_node in node.value:
            line = _line(key_node)
            if not isinstance(key_node, yaml.ScalarNode):
                self.fault(line, "YAML", "a key is no word", "write key: value")
                continue
            key = key_node.value
            if key in mapping:
                problem = f"the key stands twice (first on line {mapping[key].line})"
                self.fault(line, key, problem, "keep one")
                continue
            mapping[key] = self.item(value_node, line)
        return mapping


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


def _scalar(node: yaml.Node) -> Any:
    kind = node.tag.rsplit(":", 1)[-1]
    if kind in ("int", "float", "bool", "null"):
        try:
            return getattr(_construct, f"construct_yaml_{kind}")(node)
        except (KeyError, ValueError):  # `!!int word`, or digits alone such as `0x_`
            return node.value
    return node.value
