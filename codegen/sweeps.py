"""What a sweep tries: how it is read, when it makes sense, and the search space it becomes."""

from __future__ import annotations

import math
from collections.abc import Iterator, Set
from typing import Any

from codegen.conditions import condition_misfit, holds
from codegen.literals import yaml_text
from codegen.nodes import Item
from codegen.prepared import Named
from codegen.reader import Reader, frozen, nearest
from codegen.schema import Condition, Knob, Registry, Relation, Sweep
from codegen.types import misfit

Found = Iterator[tuple[str, str]]
_KEYS = ("low", "high", "log", "step", "choices", "when")


def read_sweep(reader: Reader, item: Item, name: str) -> Sweep:
    """The record of the key ``sweep``; what is wrong with its shape goes to the reader."""
    get = reader.mapping(item, name, _KEYS, ())
    when = get.get("when")
    pairs = when.value.items() if when is not None and isinstance(when.value, dict) else ()
    if when is not None and not isinstance(when.value, dict):
        problem = f"when {when.plain()!r} is not a mapping"
        reader.unreadable(when.line, name, problem, "write {knob: value}")
    return Sweep(
        **{key: reader.number(get.get(key), name, key) for key in ("low", "high", "step")},
        log=reader.mark(get.get("log"), name, "log"),
        choices=tuple(frozen(each.plain()) for each in reader.items(get.get("choices"), name)),
        when=tuple((key, frozen(value.plain())) for key, value in pairs),
    )


def sweep_faults(registry: Registry, knob: Knob, lost: Set[str]) -> Found:
    """(problem, cure) of each fault in the values that a sweep is to try."""
    sweep = knob.sweep
    if sweep is None:
        return
    if knob.type.is_list:
        yield "sweep: a list cannot be searched", "remove it"
        return
    if knob.affects != "numerics":
        yield f"sweep: no result depends on what affects {knob.affects}", "remove it"
    is_range = (sweep.low, sweep.high) != (None, None)
    if is_range == bool(sweep.choices):
        yield "sweep: neither a range nor choices", "write {low: A, high: B} or {choices: [A, B]}"
    elif is_range:
        yield from _range_faults(knob, sweep)
    else:
        yield from _choice_faults(knob, sweep)
    yield from _when_faults(registry, knob, sweep, lost)
    for relation in knob.relations:
        if relation.when is not None and _may_meet(sweep, relation):
            problem = f"sweep: its rule on {relation.other} may refuse a value"
            yield problem, "leave out the values of which the rule speaks"


def _range_faults(knob: Knob, sweep: Sweep) -> Found:
    if knob.type.base not in ("int", "float"):
        yield f"sweep: a range means nothing for {knob.type.base}", "write {choices: [A, B]}"
        return
    if sweep.low is None or sweep.high is None:
        yield "sweep: a range has two ends", "write {low: A, high: B}"
        return
    for key, value in (("low", sweep.low), ("high", sweep.high), ("step", sweep.step)):
        if value is not None and type(value).__name__ != knob.type.base:
            yield f"sweep: {key} {value!r} is not of type {knob.type.base}", "write one that is"
        elif key != "step" and (why := misfit(knob, value)):
            yield f"sweep: {key}: {why}", "stay within what the knob allows"
    if sweep.low >= sweep.high:
        yield f"sweep: low {sweep.low!r} is not below high {sweep.high!r}", "correct the range"
    if sweep.log and sweep.low <= 0:
        yield f"sweep: log needs a low above 0, not {sweep.low!r}", "raise it, or remove log"
    if sweep.log and sweep.step is not None:
        yield "sweep: log and step exclude each other", "keep one"
    if sweep.step is not None and sweep.step <= 0:
        yield f"sweep: step {sweep.step!r} is not above 0", "correct it"
    elif not _on_grid(sweep, sweep.high):
        yield f"sweep: high {sweep.high!r} is no whole number of steps above low", "correct it"
    elif _has_good_default(knob) and not _in_range(sweep, knob.default):
        problem = f"sweep: the default {yaml_text(knob.default)} is not in the range"
        yield problem, "widen it, so that a sweep can find the default again"


def _has_good_default(knob: Knob) -> bool:
    """Whether there is a default, and nothing else is wrong with it."""
    return knob.has_default and misfit(knob, knob.default) is None


def _in_range(sweep: Sweep, value: Any) -> bool:
    if type(value) not in (int, float) or sweep.low is None or sweep.high is None:
        return False
    return sweep.low <= value <= sweep.high and _on_grid(sweep, value)


def _on_grid(sweep: Sweep, value: float) -> bool:
    if sweep.step is None or sweep.low is None:
        return True
    steps = (value - sweep.low) / sweep.step
    return math.isclose(steps, round(steps), abs_tol=1e-9)


def _choice_faults(knob: Knob, sweep: Sweep) -> Found:
    for key, said in (("log", sweep.log), ("step", sweep.step is not None)):
        if said:
            yield f"sweep: {key} means nothing for choices", "remove it"
    if len(sweep.choices) < 2:
        yield "sweep: there is nothing to choose", "write two choices or more"
    for index, value in enumerate(sweep.choices):
        if why := misfit(knob, value):
            yield f"sweep: choice: {why}", "stay within what the knob allows"
        elif value in sweep.choices[:index]:
            yield f"sweep: choice {value!r} stands twice", "keep one"
    if _has_good_default(knob) and knob.default not in sweep.choices:
        problem = f"sweep: the default {yaml_text(knob.default)} is not among the choices"
        yield problem, "add it, so that a sweep can find the default again"


def _when_faults(registry: Registry, knob: Knob, sweep: Sweep, lost: Set[str]) -> Found:
    for name, value in sweep.when:
        other = registry.by_name.get(name)
        if other is None:
            if name not in lost:
                yield f"sweep: there is no knob {name!r}", nearest(name, sorted(registry.by_name))
        elif other is knob:
            yield "sweep: it cannot depend on itself", "name another knob"
        elif why := condition_misfit(other, _when(other, value)):
            yield f"sweep: when: {name}: {why}", "correct the value"


def _may_meet(sweep: Sweep, relation: Relation) -> bool:
    """Whether some value that is tried may be one of which a relation speaks."""
    assert relation.when is not None
    if sweep.choices:
        return any(holds(relation.when, value) for value in sweep.choices)
    if relation.when.op == "is":
        return _in_range(sweep, relation.when.value)
    return True


def axes(registry: Registry) -> list[Named]:
    """One axis for each knob with a sweep, those on which others depend before them."""
    swept = {knob.name: knob for knob in registry.knobs if knob.sweep is not None}
    found: dict[str, Named] = {}
    while len(found) < len(swept):
        ready = [
            knob
            for name, knob in swept.items()
            if name not in found
            and {o for o, *_ in _conditions(registry, knob)}.isdisjoint(swept.keys() - found.keys())
        ]
        # Of knobs that depend on each other in a ring the first in the registry is taken.
        for knob in ready or [next(k for n, k in swept.items() if n not in found)]:
            found[knob.name] = _axis(registry, knob)
    return list(found.values())


def _axis(registry: Registry, knob: Knob) -> Named:
    sweep = knob.sweep
    assert sweep is not None
    speaking = [
        each.name
        for each in registry.knobs
        if any(relation.other == knob.name for relation in each.relations)
    ]
    said: dict[str, Any] = {"name": knob.name, "base": knob.type.base}
    for key in ("low", "high", "log", "step", "choices"):
        if (value := getattr(sweep, key)) not in (None, False, ()):
            said[key] = value
    if conditions := _conditions(registry, knob):
        said["only_if"] = conditions
    if speaking:
        said["fixed_by"] = tuple(speaking)
    return Named(name=knob.name, said=said, tried=_tried(sweep), only_if=_in_words(registry, knob))


def _when(other: Knob, value: Any) -> Condition:
    """The condition of a ``when``: a value of the other knob, or one of several."""
    several = isinstance(value, tuple) and not other.type.is_list
    return Condition("in" if several else "is", value)


def _conditions(registry: Registry, knob: Knob) -> tuple[tuple[str, str, Any, bool], ...]:
    """(other knob, operator, value, whether it must not hold) of each thing it depends on."""
    assert knob.sweep is not None
    tests = [(name, _when(registry.by_name[name], value)) for name, value in knob.sweep.when]
    pairs = [(name, test.op, test.value, False) for name, test in tests]
    pairs += [
        (each.other, each.test.op, each.test.value, each.forbids)
        for each in knob.relations
        if each.when is None
    ]
    return tuple(pairs)


def tried(knob: Knob) -> str:
    """What a sweep tries of a knob, in words."""
    return "no values of it" if knob.sweep is None else _tried(knob.sweep)


def _tried(sweep: Sweep) -> str:
    if sweep.choices:
        return ", ".join(map(yaml_text, sweep.choices))
    assert sweep.low is not None
    assert sweep.high is not None
    how = ", by orders of magnitude" if sweep.log else ""
    how += f", in steps of {yaml_text(sweep.step)}" if sweep.step is not None else ""
    return f"{yaml_text(sweep.low)} to {yaml_text(sweep.high)}{how}"


_WORDS = {"is": "", "is_not": "not ", "in": "", "min": "at least "}


def _in_words(registry: Registry, knob: Knob) -> str:
    parts = []
    for other, op, value, forbids in _conditions(registry, knob):
        values = value if op == "in" else (value,)
        not_ = "not " if forbids else ""
        parts.append(f"`{other}` is {not_}{_WORDS[op]}{' or '.join(map(yaml_text, values))}")
    return ", ".join(parts)
