# Generated from spec/knobs.yaml by `make generate`; edit the registry or the template.
# digest: input f6acd7749e51d9eb form 9f9aeb3b42684696 text 49db3e82275deda4

"""Converters between the value of a knob and that of a field that says the same in other words."""

from collections.abc import Callable
from math import isqrt
from typing import Any, NamedTuple


class NotSayable(ValueError):
    """The other side has no word for the value."""


class Converter(NamedTuple):
    """Both directions; each raises NotSayable for what the other side cannot say."""

    to_field: Callable[[Any], Any]
    to_knob: Callable[[Any], Any]


def _same(value: Any) -> Any:
    return value


def _square(side: Any) -> tuple[int, int]:
    if type(side) is not int:
        raise NotSayable(side)
    return side, side


def _side(shape: Any) -> int:
    try:
        rows, columns = shape
    except (TypeError, ValueError):
        raise NotSayable(shape) from None
    if type(rows) is not int or rows != columns:
        raise NotSayable(shape)
    return rows


def _area(side: Any) -> int:
    if type(side) is not int:
        raise NotSayable(side)
    return side * side


def _root(area: Any) -> int:
    if type(area) is not int or area < 1 or isqrt(area) ** 2 != area:
        raise NotSayable(area)
    return isqrt(area)


CONVERTERS: dict[str, Converter] = {
    "same": Converter(_same, _same),
    "square": Converter(_square, _side),
    "square_count": Converter(_area, _root),
}
"""`same`: equal; `square`: a side and (side, side); `square_count`: a side and its square."""


def renamed(words: tuple[tuple[Any, Any], ...]) -> Converter:
    """A converter from pairs (word of the field, value of the knob)."""

    def to_field(value: Any) -> Any:
        for word, meant in words:
            if meant == value and type(meant) is type(value):
                return word
        raise NotSayable(value)

    def to_knob(word: Any) -> Any:
        for known, meant in words:
            if known == word and type(known) is type(word):
                return meant
        raise NotSayable(word)

    return Converter(to_field, to_knob)
