"""Rules on the values of a knob that both registries have."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.breaking import MAJOR, MINOR
from codegen.breaking_knobs import look, pairwise
from codegen.literals import yaml_text
from codegen.schema import Knob
from codegen.types import misfit


@pairwise("default-changed", MAJOR)
def default_changed(was: Knob, now: Knob) -> Iterator[tuple[str, str]]:
    """Results change for whoever did not set it."""
    if _other_default(was, now) and "numerics" in (was.affects, now.affects):
        yield _default_change(was, now)


@pairwise("default-of-no-result-changed", MINOR)
def default_tuned(was: Knob, now: Knob) -> Iterator[tuple[str, str]]:
    """Speed, files or messages change for whoever did not set it; results do not."""
    if _other_default(was, now) and "numerics" not in (was.affects, now.affects):
        yield _default_change(was, now)


def _other_default(was: Knob, now: Knob) -> bool:
    both = was.has_default and now.has_default
    return both and (type(was.default), was.default) != (type(now.default), now.default)


def _default_change(was: Knob, now: Knob) -> tuple[str, str]:
    text = f"the default was {yaml_text(was.default)} and is {yaml_text(now.default)}"
    return text, f"write `{was.name}: {yaml_text(was.default)}` to keep what was"


@pairwise("default-removed", MAJOR)
def default_removed(was: Knob, now: Knob) -> Iterator[tuple[str, str]]:
    """A value must be given now."""
    if was.has_default and not now.has_default and now.deprecated is None:
        step = f"add the line `{was.name}: {yaml_text(was.default)}`"
        yield f"it has no default any more; it was {yaml_text(was.default)}", step


@pairwise("default-added", MINOR)
def default_added(was: Knob, now: Knob) -> Iterator[tuple[str, str]]:
    """A value need not be given any more."""
    if now.has_default and not was.has_default:
        yield f"it has a default now, {yaml_text(now.default)}", ""


@pairwise("range-narrowed", MAJOR)
def range_narrowed(was: Knob, now: Knob) -> Iterator[tuple[str, str]]:
    """Values that were allowed are refused."""
    for key, tighter in _tighter(was, now):
        if tighter:
            yield f"{key} was {getattr(was, key)} and is {getattr(now, key)}", look(was)
    if now.length is not None and now.length != was.length:
        yield f"the list must have {now.length} values", look(was)


@pairwise("range-widened", MINOR)
def range_widened(was: Knob, now: Knob) -> Iterator[tuple[str, str]]:
    """Values that were refused are allowed."""
    for key, tighter in _tighter(was, now):
        if not tighter:
            yield f"{key} was {getattr(was, key)} and is {getattr(now, key)}", ""
    if was.length is not None and now.length is None:
        yield "the list may have any length", ""


def _tighter(was: Knob, now: Knob) -> Iterator[tuple[str, bool]]:
    """Each bound that changed, and whether it shuts out more."""
    for keys, sign in ((("min", "above"), 1), (("max", "below"), -1)):
        before, after = (_end(knob, keys, sign) for knob in (was, now))
        if before != after:
            key = next((k for k in keys if getattr(was, k) != getattr(now, k)), keys[0])
            yield key, after > before


def _end(knob: Knob, keys: tuple[str, str], sign: int) -> tuple[float, int]:
    """A bound that grows as it shuts out more; an open one shuts out its own value too."""
    for key, is_open in ((keys[0], 0), (keys[1], 1)):
        bound = getattr(knob, key)
        if bound is not None:
            return sign * bound, is_open
    return float("-inf"), 0


@pairwise("choice-removed", MAJOR)
def choice_removed(was: Knob, now: Knob) -> Iterator[tuple[str, str]]:
    """A word that was a value is none any more."""
    left = {choice.value for choice in now.choices}
    for choice in was.choices:
        if choice.value not in left and "enum" == now.type.base:
            yield f"{choice.value} is no choice any more", look(was)


@pairwise("choice-added", MINOR)
def choice_added(was: Knob, now: Knob) -> Iterator[tuple[str, str]]:
    """There is one word more to choose."""
    known = {choice.value for choice in was.choices}
    for choice in now.choices:
        if choice.value not in known and "enum" == was.type.base:
            yield f"{choice.value}: {choice.help}", ""


@pairwise("type-narrowed", MAJOR)
def type_narrowed(was: Knob, now: Knob) -> Iterator[tuple[str, str]]:
    """Null, a word, or fractions are no values any more."""
    if was.type.optional and not now.type.optional:
        yield "null is no value any more", look(was)
    for word in was.type.words:
        if word not in now.type.words:
            yield f"{word!r} is no value any more", look(was)
    if was.type.share and not now.type.share and now.type.base != "float":
        yield "a share is no value any more", look(was)
    if (was.type.base, now.type.base) == ("float", "int"):
        yield "only whole numbers are values", look(was)


@pairwise("type-changed", MAJOR)
def type_changed(was: Knob, now: Knob) -> Iterator[tuple[str, str]]:
    """Values are of another kind."""
    bases = (was.type.base, now.type.base)
    kindred = (("int", "float"), ("float", "int"), ("enum", "str"))
    if was.type.is_list != now.type.is_list or (bases[0] != bases[1] and bases not in kindred):
        yield f"the type was {was.type.base} and is {now.type.base}", look(was)


@pairwise("type-widened", MINOR)
def type_widened(was: Knob, now: Knob) -> Iterator[tuple[str, str]]:
    """Null, a word, or fractions are values too."""
    if now.type.optional and not was.type.optional:
        yield "null is a value too", ""
    for word in now.type.words:
        if word not in was.type.words:
            yield f"{word!r} is a value too", ""
    if now.type.share and not was.type.share:
        yield "a share is a value too", ""
    if (was.type.base, now.type.base) in (("int", "float"), ("enum", "str")):
        yield f"the type was {was.type.base} and is {now.type.base}", ""


@pairwise("pattern-changed", MAJOR)
def pattern_changed(was: Knob, now: Knob) -> Iterator[tuple[str, str]]:
    """Text must look another way."""
    if now.pattern is not None and now.pattern != was.pattern:
        yield f"text must match {now.pattern}", look(was)


@pairwise("special-value-changed", MAJOR)
def sentinel_changed(was: Knob, now: Knob) -> Iterator[tuple[str, str]]:
    """A value with a special meaning has lost it, or means something else."""
    means = {repr(each.value): each.meaning for each in now.sentinels}
    for each in was.sentinels:
        meaning = means.get(repr(each.value))
        if meaning is None and misfit(now, each.value) is None:
            yield f"{yaml_text(each.value)} does not mean {each.meaning!r} any more", look(was)
        elif meaning is not None and meaning != each.meaning:
            text = f"{yaml_text(each.value)} meant {each.meaning!r} and means {meaning!r}"
            yield text, look(was)


@pairwise("unit-changed", MAJOR)
def unit_changed(was: Knob, now: Knob) -> Iterator[tuple[str, str]]:
    """The same number is another quantity."""
    if was.unit != now.unit:
        text = f"the unit was {was.unit or 'none'} and is {now.unit or 'none'}"
        yield text, f"convert the value of `{was.name}:`"
