"""Rules on how a knob that both registries have is written, where it lands, and what it means."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any, TypeVar

from codegen.breaking import MAJOR, MINOR, PATCH
from codegen.breaking_knobs import look, pairwise
from codegen.life_rules import release
from codegen.schema import RESUME, STABILITY, Knob
from codegen.sweeps import tried

_Entry = TypeVar("_Entry")

# -- surfaces --------------------------------------------------------------------------------------


def _flags(knob: Knob) -> set[str]:
    words = {knob.flag, f"--{knob.name}", *(f"--{alias}" for alias in knob.aliases)}
    negate = {knob.negate} if knob.type.base == "bool" else set()
    return {word.replace("_", "-") for word in words | negate}


def _keys(knob: Knob) -> set[str]:
    return {knob.name, knob.flag[2:].replace("-", "_"), *knob.aliases}


def _without(some: Iterable[_Entry], others: Collection[_Entry]) -> list[_Entry]:
    """Those of some that are not among the others, in their order."""
    return [each for each in some if each not in others]


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
    for command in _without(was.commands, now.commands):
        yield f"the command {command} does not take it any more", ""


@pairwise("command-gained", MINOR)
def command_gained(was: Knob, now: Knob) -> Iterator[tuple[str, str]]:
    """Another program takes it."""
    for command in _without(now.commands, was.commands):
        yield f"the command {command} takes it too", ""


@pairwise("required-now", MAJOR)
def required_now(was: Knob, now: Knob) -> Iterator[tuple[str, str]]:
    """A program does not run without it any more."""
    for command in _without(now.required, was.required):
        if was.has_default:
            yield f"the command {command} must be given it", f"add a line `{was.name}:`"


@pairwise("config-moved", MAJOR)
def config_moved(was: Knob, now: Knob) -> Iterator[tuple[str, str]]:
    """It is a field of another dataclass, or of one less."""
    if now.deprecated is not None:
        return
    for config in _without(was.homes, now.homes):
        yield f"it is no field of {config} any more", ""


@pairwise("surface-added", MINOR)
def surface_added(was: Knob, now: Knob) -> Iterator[tuple[str, str]]:
    """It is a field of one dataclass more."""
    for config in _without(now.homes, was.homes):
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


@pairwise("carried-changed", MAJOR)
def carried_changed(was: Knob, now: Knob) -> Iterator[tuple[str, str]]:
    """A run that goes on takes the value from elsewhere."""
    for key in ("once", "machine"):
        if getattr(was, key) != getattr(now, key):
            yield f"{key} was {getattr(was, key)} and is {getattr(now, key)}", ""


@pairwise("affects-changed", MAJOR)
def affects_changed(was: Knob, now: Knob) -> Iterator[tuple[str, str]]:
    """It enters or leaves what makes two runs the same science."""
    if ("numerics" == was.affects) != ("numerics" == now.affects):
        yield f"it affected {was.affects} and affects {now.affects}", ""


@pairwise("target-moved", MAJOR)
def target_moved(was: Knob, now: Knob) -> Iterator[tuple[str, str]]:
    """The value does not arrive where it did."""
    for owner, parameter in _without(was.targets, now.targets):
        if now.deprecated is None:
            yield f"it does not reach {owner}.{parameter} any more", ""


@pairwise("target-added", MINOR)
def target_added(was: Knob, now: Knob) -> Iterator[tuple[str, str]]:
    """The value arrives somewhere else too."""
    for owner, parameter in _without(now.targets, was.targets):
        yield f"it reaches {owner}.{parameter}", ""


def _relations(knob: Knob) -> set[tuple[Any, ...]]:
    return {(repr(r.when), r.other, repr(r.test), r.forbids) for r in knob.relations}


@pairwise("relation-added", MAJOR)
def relation_added(was: Knob, now: Knob) -> Iterator[tuple[str, str]]:
    """Values that went together are refused together."""
    for relation in now.relations:
        key = (repr(relation.when), relation.other, repr(relation.test), relation.forbids)
        if key not in _relations(was):
            yield f"{relation.message} (with {relation.other})", look(was)


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


@pairwise("search-changed", MINOR)
def search_changed(was: Knob, now: Knob) -> Iterator[tuple[str, str]]:
    """A sweep tries other values of it."""
    if was.sweep != now.sweep:
        yield f"a sweep tries {tried(now)}", ""


@pairwise("text-changed", PATCH)
def text_changed(was: Knob, now: Knob) -> Iterator[tuple[str, str]]:
    """What is said of it is said in other words."""
    if (was.help, was.details) != (now.help, now.details):
        yield f"its description is now {now.help!r}", ""
