"""Rules on one knob that both registries have, or that one of them has."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from codegen.breaking import MAJOR, MINOR, PATCH, Told, rule
from codegen.life_rules import release
from codegen.literals import yaml_text
from codegen.schema import RESUME, STABILITY, Knob, Registry
from codegen.types import misfit

Pairwise = Callable[[Knob, Knob], Iterator[tuple[str, str]]]


def pairwise(name: str, level: str) -> Callable[[Pairwise], Pairwise]:
    """Put a rule on the list that compares a knob with what it was."""

    def put(function: Pairwise) -> Pairwise:
        @rule(name, level)
        def _(old: Registry, new: Registry) -> Told:
            for knob_name, knob in old.entries.items():
                if knob_name in new.entries:
                    for text, step in function(knob, new.entries[knob_name]):
                        yield knob_name, text, step

        return function

    return put


def _gone(old: Registry, new: Registry) -> Iterator[tuple[Knob, Knob | None]]:
    """Knobs that are no entry any more, each with the one that has its name as an alias."""
    for name, knob in old.entries.items():
        if name not in new.entries:
            heirs = (each for each in new.entries.values() if name in each.aliases)
            yield knob, next(heirs, None)


def _outlived(knob: Knob, new: Registry) -> bool:
    end = knob.deprecated
    return end is not None and release(new.version) >= release(end.remove_in)


# -- whole knobs -----------------------------------------------------------------------------------


@rule("knob-removed", MAJOR)
def knob_removed(old: Registry, new: Registry) -> Told:
    """A knob is gone, and its name with it."""
    for knob, heir in _gone(old, new):
        if heir is None and not _outlived(knob, new):
            yield knob.name, "the knob is gone", f"delete the line `{knob.name}:`"


@rule("knob-expired", MINOR)
def knob_expired(old: Registry, new: Registry) -> Told:
    """A deprecated knob is gone in the version that was announced."""
    for knob, heir in _gone(old, new):
        if heir is None and knob.deprecated is not None and _outlived(knob, new):
            step = f"write `{knob.deprecated.to}:` in place of `{knob.name}:`"
            yield knob.name, "the deprecated knob is gone, as announced", step


@rule("knob-renamed", MINOR)
def knob_renamed(old: Registry, new: Registry) -> Told:
    """A knob has another name; the old one still works."""
    for knob, heir in _gone(old, new):
        if heir is not None:
            step = f"write `{heir.name}:` in place of `{knob.name}:`"
            yield knob.name, f"it is called {heir.name} now; the old name still works", step


@rule("field-renamed", MAJOR)
def field_renamed(old: Registry, new: Registry) -> Told:
    """A field of a dataclass has another name, for which no alias helps."""
    for knob, heir in _gone(old, new):
        if heir is not None:
            yield knob.name, f"the field {knob.config}.{knob.name} is {heir.name} now", ""


@rule("knob-added", MINOR)
def knob_added(old: Registry, new: Registry) -> Told:
    """A knob is new."""
    for name, knob in new.by_name.items():
        if name not in old.entries and (knob.has_default or not _met(old, knob)):
            yield name, knob.help.rstrip("."), ""


@rule("required-knob-added", MAJOR)
def required_knob_added(old: Registry, new: Registry) -> Told:
    """A knob is new, and a program that was there does not run without it."""
    for name, knob in new.by_name.items():
        if name not in old.entries and not knob.has_default and _met(old, knob):
            yield name, "it is new and must be given", f"add a line `{name}:`"


def _met(old: Registry, knob: Knob) -> bool:
    return not {command.name for command in old.commands}.isdisjoint(knob.commands)


# -- values ----------------------------------------------------------------------------------------


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
            yield f"{key} was {getattr(was, key)} and is {getattr(now, key)}", _look(was)
    if now.length is not None and now.length != was.length:
        yield f"the list must have {now.length} values", _look(was)


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
            yield f"{choice.value} is no choice any more", _look(was)


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
        yield "null is no value any more", _look(was)
    for word in was.type.words:
        if word not in now.type.words:
            yield f"{word!r} is no value any more", _look(was)
    if was.type.share and not now.type.share and now.type.base != "float":
        yield "a share is no value any more", _look(was)
    if (was.type.base, now.type.base) == ("float", "int"):
        yield "only whole numbers are values", _look(was)


@pairwise("type-changed", MAJOR)
def type_changed(was: Knob, now: Knob) -> Iterator[tuple[str, str]]:
    """Values are of another kind."""
    bases = (was.type.base, now.type.base)
    kindred = (("int", "float"), ("float", "int"), ("enum", "str"))
    if was.type.is_list != now.type.is_list or (bases[0] != bases[1] and bases not in kindred):
        yield f"the type was {was.type.base} and is {now.type.base}", _look(was)


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
        yield f"text must match {now.pattern}", _look(was)


@pairwise("special-value-changed", MAJOR)
def sentinel_changed(was: Knob, now: Knob) -> Iterator[tuple[str, str]]:
    """A value with a special meaning has lost it, or means something else."""
    means = {repr(each.value): each.meaning for each in now.sentinels}
    for each in was.sentinels:
        meaning = means.get(repr(each.value))
        if meaning is None and misfit(now, each.value) is None:
            yield f"{yaml_text(each.value)} does not mean {each.meaning!r} any more", _look(was)
        elif meaning is not None and meaning != each.meaning:
            text = f"{yaml_text(each.value)} meant {each.meaning!r} and means {meaning!r}"
            yield text, _look(was)


@pairwise("unit-changed", MAJOR)
def unit_changed(was: Knob, now: Knob) -> Iterator[tuple[str, str]]:
    """The same number is another quantity."""
    if was.unit != now.unit:
        text = f"the unit was {was.unit or 'none'} and is {now.unit or 'none'}"
        yield text, f"convert the value of `{was.name}:`"


def _look(was: Knob) -> str:
    return f"see whether the value of `{was.name}:` is still allowed and means the same"


# -- surfaces --------------------------------------------------------------------------------------


def _flags(knob: Knob) -> set[str]:
    words = {knob.flag, f"--{knob.name}", *(f"--{alias}" for alias in knob.aliases)}
    negate = {knob.negate} if knob.type.base == "bool" else set()
    return {word.replace("_", "-") for word in words | negate}


def _keys(knob: Knob) -> set[str]:
    return {knob.name, knob.flag[2:].replace("-", "_"), *knob.aliases}


@pairwise("flag-removed", MAJOR)
def flag_removed(was: Knob, now: Knob) -> Iterator[tuple[str, str]]:
    """A spelling on the command line is refused."""
    for flag in sorted(_flags(was) - _flags(now)):
        yield f"{flag} is no flag any more", f"write {now.flag} in place of {flag}"


@pairwise("variable-removed", MAJOR)
def variable_removed(was: Knob, now: Knob) -> Iterator[tuple[str, str]]:
    """A key of run files, and the environment variable made of it, is refused."""
    for key in sorted(_keys(was) - _keys(now)):
        text = f"`{key}:` and PTYCHO_{key.upper()} are not understood any more"
        yield text, f"write `{now.name}:` in place of `{key}:`"


@pairwise("spelling-added", MINOR)
def spelling_added(was: Knob, now: Knob) -> Iterator[tuple[str, str]]:
    """There is another way to write it."""
    for flag in sorted(_flags(now) - _flags(was)):
        yield f"{flag} is understood too", ""


@pairwise("command-dropped", MAJOR)
def command_dropped(was: Knob, now: Knob) -> Iterator[tuple[str, str]]:
    """A program refuses it."""
    for command in was.commands:
        if command not in now.commands:
            yield f"the command {command} does not take it any more", ""


@pairwise("command-gained", MINOR)
def command_gained(was: Knob, now: Knob) -> Iterator[tuple[str, str]]:
    """Another program takes it."""
    for command in now.commands:
        if command not in was.commands:
            yield f"the command {command} takes it too", ""


@pairwise("required-now", MAJOR)
def required_now(was: Knob, now: Knob) -> Iterator[tuple[str, str]]:
    """A program does not run without it any more."""
    for command in now.required:
        if command not in was.required and was.has_default:
            yield f"the command {command} must be given it", f"add a line `{was.name}:`"


@pairwise("config-moved", MAJOR)
def config_moved(was: Knob, now: Knob) -> Iterator[tuple[str, str]]:
    """It is a field of another dataclass, or of one less."""
    if now.deprecated is not None:
        return
    for config in was.homes:
        if config not in now.homes:
            yield f"it is no field of {config} any more", ""


@pairwise("surface-added", MINOR)
def surface_added(was: Knob, now: Knob) -> Iterator[tuple[str, str]]:
    """It is a field of one dataclass more."""
    for config in now.homes:
        if config not in was.homes:
            yield f"it is a field of {config} too", ""


@pairwise("legacy-key-changed", MAJOR)
def legacy_key(was: Knob, now: Knob) -> Iterator[tuple[str, str]]:
    """Programs that read params.cfg look in the wrong place."""
    if (was.legacy or was.name) != (now.legacy or now.name):
        keys = f"{was.legacy or was.name} and is {now.legacy or now.name}"
        yield f"its key in params.cfg was {keys}", ""


# -- meaning ---------------------------------------------------------------------------------------


@pairwise("resume-tightened", MAJOR)
def resume_tightened(was: Knob, now: Knob) -> Iterator[tuple[str, str]]:
    """A run that went on with another value is refused, or remarked upon."""
    if RESUME.index(now.resume) < RESUME.index(was.resume):
        yield f"resume was {was.resume} and is {now.resume}", ""


@pairwise("resume-loosened", MINOR)
def resume_loosened(was: Knob, now: Knob) -> Iterator[tuple[str, str]]:
    """A run may go on with another value."""
    if RESUME.index(now.resume) > RESUME.index(was.resume):
        yield f"resume was {was.resume} and is {now.resume}", ""


@pairwise("affects-changed", MAJOR)
def affects_changed(was: Knob, now: Knob) -> Iterator[tuple[str, str]]:
    """It enters or leaves what makes two runs the same science."""
    if ("numerics" == was.affects) != ("numerics" == now.affects):
        yield f"it affected {was.affects} and affects {now.affects}", ""


@pairwise("target-moved", MAJOR)
def target_moved(was: Knob, now: Knob) -> Iterator[tuple[str, str]]:
    """The value does not arrive where it did."""
    for owner, parameter in was.targets:
        if (owner, parameter) not in now.targets and now.deprecated is None:
            yield f"it does not reach {owner}.{parameter} any more", ""


@pairwise("target-added", MINOR)
def target_added(was: Knob, now: Knob) -> Iterator[tuple[str, str]]:
    """The value arrives somewhere else too."""
    for owner, parameter in now.targets:
        if (owner, parameter) not in was.targets:
            yield f"it reaches {owner}.{parameter}", ""


def _relations(knob: Knob) -> set[tuple[Any, ...]]:
    return {(repr(r.when), r.other, repr(r.test), r.forbids) for r in knob.relations}


@pairwise("relation-added", MAJOR)
def relation_added(was: Knob, now: Knob) -> Iterator[tuple[str, str]]:
    """Values that went together are refused together."""
    for relation in now.relations:
        key = (repr(relation.when), relation.other, repr(relation.test), relation.forbids)
        if key not in _relations(was):
            yield f"{relation.message} (with {relation.other})", _look(was)


@pairwise("relation-removed", MINOR)
def relation_removed(was: Knob, now: Knob) -> Iterator[tuple[str, str]]:
    """Values that were refused together go together."""
    lost = _relations(was) - _relations(now)
    for other in sorted({str(key[1]) for key in lost}):
        yield f"a rule on it and {other} is gone", ""


@pairwise("stability-lowered", MAJOR)
def stability_lowered(was: Knob, now: Knob) -> Iterator[tuple[str, str]]:
    """A promise is taken back."""
    if STABILITY.index(now.stability) > STABILITY.index(was.stability):
        yield f"it was {was.stability} and is {now.stability}", ""


@pairwise("deprecated-now", MINOR)
def deprecated_now(was: Knob, now: Knob) -> Iterator[tuple[str, str]]:
    """It is on its way out."""
    if was.deprecated is None and now.deprecated is not None:
        end = now.deprecated
        step = f"write `{end.to}:` in place of `{was.name}:`"
        yield f"deprecated, gone in {end.remove_in}: {end.reason}", step


@pairwise("deprecation-shortened", MAJOR)
def deprecation_shortened(was: Knob, now: Knob) -> Iterator[tuple[str, str]]:
    """It goes earlier than was said."""
    if was.deprecated is not None and now.deprecated is not None:
        before, after = was.deprecated.remove_in, now.deprecated.remove_in
        if release(after) < release(before):
            yield f"it was to go in {before} and goes in {after}", ""


@pairwise("successor-changed", MAJOR)
def successor_changed(was: Knob, now: Knob) -> Iterator[tuple[str, str]]:
    """A deprecated knob means something else."""
    if was.deprecated is not None and now.deprecated is not None:
        before = (was.deprecated.to, was.deprecated.convert)
        after = (now.deprecated.to, now.deprecated.convert)
        if before != after:
            yield f"its value went to {before[0]} and goes to {after[0]}", ""


@pairwise("text-changed", PATCH)
def text_changed(was: Knob, now: Knob) -> Iterator[tuple[str, str]]:
    """What is said of it is said in other words."""
    if (was.help, was.details) != (now.help, now.details):
        yield f"its description is now {now.help!r}", ""
