"""YAML with line numbers: a tree of values in which each one knows where it stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
)

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
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


@dataclass(slots=True)
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
        tree = _Tree(file, LOADER(text).get_event)
        root = tree.document()
    except yaml.YAMLError as error:
        problem = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error)
        cure = "correct the syntax"
        line = _line_of(error, text)
        faults.append(Fault(file, line, "YAML", f"cannot be read ({problem})", cure))
        return None
    faults += tree.faults
    if root is None:
        faults.append(Fault(file, 1, "registry", "the file is empty", "write the registry's keys"))
    return None if tree.repeats else root


def _line_of(error: yaml.YAMLError, text: str) -> int:
    mark = getattr(error, "problem_mark", None)
    if mark is not None:
        return int(mark.line) + 1
    position = getattr(error, "position", 0)  # of a character that YAML does not allow, in bytes
    return text.encode()[:position].count(b"\n") + 1


class _Tree:
    """Builds items from the events of the parser, which is four times as fast as from nodes."""

    def __init__(self, file: str, next_event: Callable[[], Any]) -> None:
        self.file = file
        self.faults: list[Fault] = []
        self.repeats = False
        self._next = next_event
        self._anchors: dict[str, int] = {}
        self._repeated: set[str] = set()
        self._plain: dict[str, Any] = {}  # plain scalars that were met before
        self._resolver: Any = yaml.resolver.Resolver()

    def fault(self, line: int, subject: str, problem: str, cure: str) -> None:
        self.faults.append(Fault(self.file, line, subject, problem, cure))

    def document(self) -> Item | None:
        """The one document of the stream; None where there is none."""
        self._next()
        if isinstance(self._next(), StreamEndEvent):
            return None
        first = self._next()
        root = self.item(first, first.start_mark.line + 1)
        self._next()
        after = self._next()
        if not isinstance(after, StreamEndEvent):
            problem = "but found another document"
            raise yaml.composer.ComposerError(None, None, problem, after.start_mark)
        return root

    def item(self, event: Any, line: int) -> Item:
        kind = type(event)
        if kind is AliasEvent:
            return self.alias(event, line)
        if event.anchor:
            self._anchors[event.anchor] = event.start_mark.line + 1
        if kind is ScalarEvent:
            return Item(self.scalar(event), line)
        if kind is MappingStartEvent:
            return Item(self.mapping(), line)
        return Item(self.sequence(), line)

    def alias(self, event: Any, line: int) -> Item:
        if event.anchor not in self._anchors:
            problem = "found undefined alias"
            raise yaml.composer.ComposerError(None, None, problem, event.start_mark)
        self.repeats = True
        if event.anchor not in self._repeated:
            self._repeated.add(event.anchor)
            where = self._anchors[event.anchor]
            self.fault(where, "YAML", "an alias repeats this value", "write the value out")
        return Item(None, line)

    def sequence(self) -> list[Item]:
        items = []
        following = self._next
        while type(event := following()) is not SequenceEndEvent:
            items.append(self.item(event, event.start_mark.line + 1))
        return items

    def mapping(self) -> dict[str, Item]:
        mapping: dict[str, Item] = {}
        following = self._next
        while type(event := following()) is not MappingEndEvent:
            line = event.start_mark.line + 1
            if type(event) is not ScalarEvent:
                self.fault(line, "YAML", "a key is no word", "write key: value")
                self.item(event, line)
                self.item(following(), line)
            elif event.value in mapping:
                problem = f"the key stands twice (first on line {mapping[event.value].line})"
                self.fault(line, event.value, problem, "keep one")
                self.item(following(), line)
            else:
                mapping[event.value] = self.item(following(), line)
        return mapping

    def scalar(self, event: Any) -> Any:
        text: str = event.value
        if event.tag is None and not event.implicit[0]:
            return text
        if event.tag is not None:
            return _constructed(event.tag, text)
        if text not in self._plain:
            tag = self._resolver.resolve(yaml.ScalarNode, text, (True, False))
            self._plain[text] = _constructed(tag, text)
        return self._plain[text]


def _constructed(tag: str, text: str) -> Any:
    kind = tag.rsplit(":", 1)[-1]
    if kind in ("int", "float", "bool", "null"):
        try:
            return getattr(_construct, f"construct_yaml_{kind}")(yaml.ScalarNode(tag, text))
        except (KeyError, ValueError):  # `!!int word`, or digits alone such as `0x_`
            return text
    return text
