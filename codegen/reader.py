"""Reading values of the right kind out of a YAML tree; each fault is noted and reading goes on."""

from __future__ import annotations

import difflib
import math
from collections.abc import Callable, Collection, Iterable
from typing import Any, TypeVar

from codegen.nodes import Fault, Item

T = TypeVar("T")


def nearest(word: str, known: Iterable[str]) -> str:
    """The cure for an unknown word: the known one nearest to it, else all of them."""
    words = list(known)
    if near := difflib.get_close_matches(word, words, 1):
        return f"did you mean {near[0]}?"
    return f"use one of {', '.join(words)}" if words else "there is none to use"


def frozen(value: Any) -> Any:
    """The value with tuples in place of lists."""
    return tuple(frozen(each) for each in value) if isinstance(value, list) else value


class Reader:
    """Notes faults of shape in ``faults``.

    A record of which some part cannot be read is left out, and its name goes to ``lost``: what
    refers to it is then not reported as dangling.
    """

    def __init__(self, file: str) -> None:
        self.file = file
        self.faults: list[Fault] = []
        self.lost: set[str] = set()
        self._unreadable = 0

    def fault(self, line: int, subject: str, problem: str, cure: str) -> None:
        """Note a fault of something that could be read all the same."""
        self.faults.append(Fault(self.file, line, subject, problem, cure))

    def unreadable(self, line: int, subject: str, problem: str, cure: str) -> None:
        """Note a fault that makes the record around it unreadable."""
        self._unreadable += 1
        self.fault(line, subject, problem, cure)

    def records(
        self, item: Item | None, subject: str, read: Callable[[Item], T], *, keep: bool = False
    ) -> tuple[T, ...]:
        """The records of a list that could be read as a whole; all of them with ``keep``."""
        found = []
        for each in self.items(item, subject):
            before = self._unreadable
            record = read(each)
            whole, self._unreadable = self._unreadable == before, before
            if whole or keep:
                found.append(record)
            elif isinstance(each.value, dict) and "name" in each.value:
                self.lost.add(str(each.value["name"].value))
        return tuple(found)

    def mapping(
        self, item: Item, subject: str, allowed: Collection[str], must: Iterable[str]
    ) -> dict[str, Item]:
        """The known keys of a mapping; unknown and missing ones are faults."""
        if not isinstance(item.value, dict):
            problem = f"{item.plain()!r} is not a mapping"
            self.unreadable(item.line, subject, problem, "write key: value")
            return {}
        for key, value in item.value.items():
            if key not in allowed:
                self.fault(value.line, subject, f"unknown key {key!r}", nearest(key, allowed))
        for key in must:
            if key not in item.value:
                self.unreadable(item.line, subject, f"the key {key!r} is missing", f"add {key}:")
        return {key: value for key, value in item.value.items() if key in allowed}

    def items(self, item: Item | None, subject: str) -> list[Item]:
        """The parts of a list; none where the key is absent."""
        if item is None:
            return []
        if not isinstance(item.value, list):
            problem = f"{item.plain()!r} is not a list"
            self.unreadable(item.line, subject, problem, "write [a, b]")
            return []
        return item.value

    def text(self, item: Item | None, subject: str, default: str = "") -> str:
        """A text; the default where the key is absent."""
        if item is None:
            return default
        if not isinstance(item.value, str):
            problem = f"{item.plain()!r} is not text"
            self.unreadable(item.line, subject, problem, "put it in quotes")
            return default
        return item.value

    def texts(self, item: Item | None, subject: str) -> tuple[str, ...]:
        """A list of texts."""
        return tuple(self.text(each, subject) for each in self.items(item, subject))

    def one_of(
        self, item: Item | None, subject: str, key: str, allowed: tuple[str, ...], default: str = ""
    ) -> str:
        """A word out of a closed vocabulary; the default where the key is absent."""
        if item is None:
            return default
        value = item.plain()
        if value not in allowed:
            cure = nearest(str(value), allowed)
            self.unreadable(item.line, subject, f"{key} {value!r} is unknown", cure)
        return str(value)

    def mark(self, item: Item | None, subject: str, key: str) -> bool:
        """Whether a key that can only be true is there."""
        if item is not None and item.value is not True:
            problem = f"{key} {item.plain()!r} is not true"
            self.unreadable(item.line, subject, problem, "write true, or leave the key out")
        return item is not None

    def number(self, item: Item | None, subject: str, key: str) -> float | None:
        """A finite number; None where the key is absent."""
        if item is None:
            return None
        value = item.value
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            problem = f"{key} {item.plain()!r} is not a number"
            self.unreadable(item.line, subject, problem, "write a number (1.0e-3, not 1e-3)")
            return None
        if not math.isfinite(value):
            cure = "leave it out where there is no bound"
            self.unreadable(item.line, subject, f"{key} {value!r} is not finite", cure)
            return None
        return value
