"""Small helpers for what is prepared once and printed often."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

V = TypeVar("V")


class once(Generic[V]):
    """A property that is found once; unlike ``functools.cached_property`` it takes no lock."""

    def __init__(self, find: Callable[[Any], V]) -> None:
        self._find = find
        self._name = find.__name__
        self.__doc__ = find.__doc__

    def __get__(self, owner: Any, _: type | None = None) -> V:
        value = owner.__dict__[self._name] = self._find(owner)
        return value


class Named(dict[str, Any]):
    """Values under names, which templates read as attributes. KeyError where there is none."""

    __getattr__ = dict.__getitem__
