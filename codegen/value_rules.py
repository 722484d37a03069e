"""What must hold for the values of one knob: bounds, choices, special values, examples."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from codegen.schema import Knob
from codegen.types import misfit, sentinel_misfit

Found = Iterator[tuple[str, str, str]]


_BOUNDS = frozenset(("min", "above", "max", "below"))


def value_faults(knob: Knob) -> Found:
    """(key, problem, cure) of each fault in what an entry says of its values."""
    if not _BOUNDS.isdisjoint(knob.lines):
        yield from _bounds(knob)
        yield from _order_of_bounds(knob)
    for rule in (_text, _choices, _sentinels, _examples):
        yield from rule(knob)


def _bounds(knob: Knob) -> Found:
    base = knob.type.base
    said = [key for key in ("min", "above", "max", "below") if getattr(knob, key) is not None]
    for key in said:
        bound = getattr(knob, key)
        if base not in ("int", "float"):
            yield key, f"{key} means nothing for {base}", "remove it"
        elif base == "int" and key in ("above", "below"):
            closed = "min" if key == "above" else "max"
            yield key, f"{key} {bound!r} is open, but {base} counts in steps", f"use {closed}"
        elif base == "int" and type(bound) is not int:
            yield key, f"{key} {bound!r} is not a whole number", "write a whole number"


def _order_of_bounds(knob: Knob) -> Found:
    for closed, opened in (("min", "above"), ("max", "below")):
        if getattr(knob, closed) is not None and getattr(knob, opened) is not None:
            yield opened, f"{opened} stands beside {closed}", "keep one"
    for low_key, high_key in _empty_ranges(knob):
        low, high = getattr(knob, low_key), getattr(knob, high_key)
        problem = f"no value is between {low_key} {low!r} and {high_key} {high!r}"
        yield high_key, problem, "correct the range"


def _empty_ranges(knob: Knob) -> list[tuple[str, str]]:
    """Pairs of bounds between which there is nothing."""
    empty = []
    for low_key, high_key in product(("min", "above"), ("max", "below")):
        low, high = getattr(knob, low_key), getattr(knob, high_key)
        closed = (low_key, high_key) == ("min", "max")
        if low is not None and high is not None and (low > high if closed else low >= high):
            empty.append((low_key, high_key))
    return empty


def _text(knob: Knob) -> Found:
    base, length = knob.type.base, knob.length
    if knob.pattern is not None:
        if base != "str":
            yield "pattern", f"a pattern means nothing for {base}", "remove it"
        if base == "str" and not knob.has_default and not knob.examples:
            yield "pattern", "a pattern without a default needs an example", "add examples:"
    if length is not None and not knob.type.is_list:
        yield "length", "a length means nothing without a list", "remove it"
    if length is not None and (type(length) is not int or length < 1):
        yield "length", f"length {length!r} is no number of values", "write 1 or more"


def _choices(knob: Knob) -> Found:
    base, values = knob.type.base, [choice.value for choice in knob.choices]
    if base == "enum" and not values:
        yield "type", "type enum without choices", "add choices"
    if base != "enum" and "choices" in knob.lines:
        yield "choices", f"choices mean nothing for {base}", "remove them or make the type enum"
    for index, choice in enumerate(knob.choices):
        value = choice.value
        if type(value) is not str:
            yield "choices", f"choice {value!r} is not text to YAML", "put it in quotes"
        elif value in values[:index]:
            yield "choices", f"choice {value!r} stands twice", "keep one"
        elif knob.type.optional and value.lower() in ("none", "null"):
            problem, cure = f"choice {value!r} reads like null", "choose another word"
            yield "choices", problem, cure
        if not choice.help:
            yield "choices", f"choice {value!r} has no help", "say what it means"


def _sentinels(knob: Knob) -> Found:
    said = [sentinel.value for sentinel in knob.sentinels]
    if knob.type.optional and None not in said:
        yield "type", "what null means is not said", "add it to sentinels"
    for word in knob.type.words:
        if word not in said:
            yield "type", f"what {word!r} means is not said", "add it to sentinels"
    for index, value in enumerate(said):
        if value in said[:index]:
            yield "sentinels", f"sentinel {value!r} stands twice", "keep one"
        elif why := sentinel_misfit(knob, value):
            problem, cure = why
            yield "sentinels", problem, cure


def _examples(knob: Knob) -> Found:
    if _empty_ranges(knob) or (knob.type.base == "enum" and not knob.choices):
        return  # nothing is allowed, whatever it is
    if knob.has_default and (why := misfit(knob, knob.default)):
        yield "default", f"default: {why}", "correct the default or the range"
    for example in knob.examples:
        if why := misfit(knob, example):
            yield "examples", f"example: {why}", "correct the example or the range"
    for example in knob.counterexamples:
        if misfit(knob, example) is None:
            yield "counterexamples", f"counterexample {example!r} is allowed", "remove it"
