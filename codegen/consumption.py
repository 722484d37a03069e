"""For each knob with a target, two values to follow from the configuration to the parameter."""

from __future__ import annotations

from typing import Any

from codegen.conditions import applies, holds, satisfying
from codegen.literals import knob_literal, literal
from codegen.prepared import Named
from codegen.schema import Condition, Knob, Registry, Relation
from codegen.types import misfit
from codegen.views import accessors


def consumption_cases(registry: Registry) -> list[Named]:
    """Source of (knob, command, target, parameter, two values, what else must be set for each)."""
    cases = []
    pointing = _pointing(registry)
    within = {each.name: accessors(registry, each) for each in registry.commands}
    for target in registry.targets:
        for parameter, knob in registry.receivers.get(target.name, ()):
            if knob.type.base == "path" and knob.consumer:
                continue  # a file must be there; what becomes of one is shown for its consumer
            known = within[target.command]
            values = two_values(knob)
            partners = [pair for pair in pointing.get(knob.name, ()) if pair[0].name in known]
            given = [_given(registry, knob, each, target.when, known, partners) for each in values]
            cases.append(
                Named(
                    knob=literal(knob.name),
                    command=literal(target.command),
                    target=literal(target.name),
                    parameter=literal(parameter),
                    two=f"[{', '.join(knob_literal(knob, each) for each in values)}]",
                    adapted=literal(bool(knob.adapted)),
                    others=f"[{', '.join(given)}]",
                )
            )
    return cases


def _pointing(registry: Registry) -> dict[str, list[tuple[Knob, Relation]]]:
    """For each knob the relations of others that speak of it, with the knobs they belong to."""
    pointing: dict[str, list[tuple[Knob, Relation]]] = {}
    for knob in registry.knobs:
        for relation in knob.relations:
            pointing.setdefault(relation.other, []).append((knob, relation))
    return pointing


def two_values(knob: Knob) -> list[Any]:
    """Two values, ordinary ones before those with a special meaning; fewer where there is one."""
    default = [knob.default] if knob.has_default else []
    said = default[0] if knob.type.is_list and default and default[0] else default
    base = knob.type.base
    ends = [value for value in said if type(value) in (int, float)] + _ends(knob)
    near = [value + step for value in ends or [1] for step in (0, 1, 0.25, -0.25, 2, -1)]
    numbers = [int(value) if base == "int" else float(value) for value in near]
    scalars = [
        *(choice.value for choice in knob.choices),
        *(numbers if base in ("int", "float") else []),
        *([False, True] if base == "bool" else []),
        *(["a", "b"] if base in ("str", "path") else []),
    ]
    lists = [(value,) * (knob.length or 1) for value in scalars]
    if knob.adapted and len(scalars) > 1:
        scalars.reverse()  # the first choice may stand for one of the others
    special = [sentinel.value for sentinel in knob.sentinels]
    ordinary: list[Any] = []
    rest: list[Any] = []
    for value in (*knob.examples, *(lists if knob.type.is_list else scalars), *default, *special):
        found = rest if value is None or value in special else ordinary
        known = any(type(value) is type(each) and value == each for each in found)
        if not known and misfit(knob, value) is None:
            found.append(value)
            if len(ordinary) == 2:
                break
    return (ordinary + rest)[:2]


def _ends(knob: Knob) -> list[float]:
    if knob.type.base not in ("int", "float"):
        return []
    return [
        bound for bound in (knob.min, knob.above, knob.max) if bound is not None and bound < 1e9
    ]


def _given(
    registry: Registry,
    knob: Knob,
    value: Any,
    when: tuple[tuple[str, Any], ...],
    within: dict[str, str],
    partners: list[tuple[Knob, Relation]],
) -> str:
    """Source of values of other knobs without which a relation refuses this one, or no target."""
    by_name = registry.by_name
    pairs = {name: knob_literal(by_name[name], wanted) for name, wanted in when}
    pairs.pop(knob.name, None)
    for relation in knob.relations:
        other = registry.by_name[relation.other]
        if other.name in within and applies(knob, relation, value):
            pairs.setdefault(other.name, knob_literal(other, satisfying(other, relation)[0]))
    for other, relation in partners:
        if holds(relation.test, value) is relation.forbids:
            idle = _idle(other, relation.when)
            if idle is not None:
                pairs.setdefault(other.name, knob_literal(other, idle[0]))
    return "{" + ", ".join(f"{literal(name)}: {text}" for name, text in pairs.items()) + "}"


def _idle(other: Knob, when: Condition | None) -> tuple[Any] | None:
    """A value of another knob under which its relation has nothing to say."""
    if when is None:
        return (other.default,)
    default = [other.default] if other.has_default else []
    sentinels = [sentinel.value for sentinel in other.sentinels]
    ways = [*default, *sentinels, False, *(choice.value for choice in other.choices)]
    free = [v for v in ways if misfit(other, v) is None and not holds(when, v)]
    return (free[0],) if free else None
