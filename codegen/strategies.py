"""Hypothesis strategies for the values of a knob, as source text for the property tests."""

from __future__ import annotations

from typing import Any

from codegen.schema import Knob, Registry, Relation
from codegen.types import misfit
from codegen.views import KnobView, fields_of, literal

_BIG = 10**9


def property_view(view: KnobView) -> dict[str, Any]:
    """Source of a strategy for valid values and of one for values that must be refused."""
    return {"name": view.knob.name, "valid": valid(view.knob), "invalid": invalid(view.knob)}


def valid(knob: Knob) -> str:
    """Source of a strategy for every kind of value that is allowed."""
    kind = knob.type
    ways = [_scalar(knob)]
    if kind.is_list:
        low, high = (knob.length, knob.length) if knob.length is not None else (1, 4)
        ways = [f"st.lists({ways[0]}, min_size={low}, max_size={high}).map(tuple)"]
    extra = [*(s.value for s in knob.sentinels), *kind.words, *knob.examples]
    if extra:
        values = list(dict.fromkeys(literal(each) for each in extra))
        ways.append(f"st.sampled_from([{', '.join(values)}])")
    return ways[0] if len(ways) == 1 else f"st.one_of({', '.join(ways)})"


def _scalar(knob: Knob) -> str:
    base = knob.type.base
    if base == "bool":
        return "st.booleans()"
    if base == "enum":
        return f"st.sampled_from([{', '.join(literal(c.value) for c in knob.choices)}])"
    if base == "path":
        return "PATHS"
    if base == "str":
        return (
            f"st.from_regex({literal(knob.pattern)}, fullmatch=True)" if knob.pattern else "WORDS"
        )
    if base == "int":
        low = knob.min if knob.min is not None else -_BIG
        high = knob.max if knob.max is not None else _BIG
        return f"st.integers({literal(int(low))}, {literal(int(high))})"
    return f"st.floats({_float_bounds(knob)})"


def _float_bounds(knob: Knob) -> str:
    low = knob.min if knob.min is not None else knob.above
    high = knob.max if knob.max is not None else knob.below
    low = -1e12 if low is None else float(low)
    high = 1e12 if high is None else float(high)
    text = f"{literal(low)}, {literal(high)}"
    if knob.above is not None:
        text += ", exclude_min=True"
    if knob.below is not None:
        text += ", exclude_max=True"
    return text


def invalid(knob: Knob) -> str:
    """Values of the wrong type, outside the range, or not among the choices."""
    kind = knob.type
    values: list[str] = ["object()"]
    if not kind.optional:
        values.append("None")
    if kind.base != "bool":
        values += ["True", "False"]
    if kind.base in ("int", "float"):
        values += ['float("nan")', 'float("inf")', '"a word"', *_beyond(knob)]
    if kind.base == "int":
        values.append("1.5")
    if kind.base == "bool":
        values += ["1", "0", '"a word"']
    if kind.base in ("str", "path", "enum"):
        values += ["1", "0.5"]
    if kind.base == "enum" or (kind.base == "str" and knob.pattern):
        values.append('"no such value"')
    if kind.is_list:
        values = [*values, *(f"({value},)" for value in values if value != "None"), "1"]
        if knob.length is not None:
            values.append("()")
    values += [literal(each) for each in knob.counterexamples]
    return f"[{', '.join(dict.fromkeys(values))}]"


def _beyond(knob: Knob) -> list[str]:
    special = [s.value for s in knob.sentinels]
    step: Any = 1 if knob.type.base == "int" else 1e-3
    cast = int if knob.type.base == "int" else float
    beyond = []
    if knob.min is not None:
        beyond.append(cast(knob.min) - step)
    if knob.max is not None:
        beyond.append(cast(knob.max) + step)
    if knob.above is not None:
        beyond += [cast(knob.above), cast(knob.above) - step]
    if knob.below is not None:
        beyond += [cast(knob.below), cast(knob.below) + step]
    return [literal(value) for value in beyond if value not in special]


def related_values(registry: Registry) -> dict[str, str]:
    """For each knob with a relation inside its dataclass, source of values that satisfy it."""
    related: dict[str, str] = {}
    for config in registry.configs:
        fields = {knob.name for knob in fields_of(registry, config.name)}
        for name in sorted(fields):
            pairs = [
                f"{literal(relation.other)}: {literal(_satisfying(registry, relation))}"
                for relation in registry.by_name[name].relations
                if relation.other in fields
            ]
            if pairs:
                related[name] = f"{{{', '.join(pairs)}}}"
    return related


def _satisfying(registry: Registry, relation: Relation) -> Any:
    """A value of the other knob under which the relation holds."""
    other = registry.by_name[relation.other]
    bounds = [b for b in (other.min, other.max, other.above, other.below) if b is not None]
    cast = int if other.type.base == "int" else float
    numbers = [cast(bound) + step for bound in bounds for step in (0, 1, -1, 0.5)]
    candidates = [
        other.default,
        relation.test.value,
        None,
        True,
        False,
        *(choice.value for choice in other.choices),
        *other.examples,
        *numbers,
    ]
    for value in candidates:
        if misfit(other, value) is None and _holds(relation, value) is not relation.forbids:
            return value
    raise ValueError(f"{other.name}: no value found that satisfies a relation; add an example")


def _holds(relation: Relation, value: Any) -> bool:
    op, wanted = relation.test.op, relation.test.value
    if op == "min":
        return isinstance(value, (int, float)) and value >= wanted
    if op == "in":
        return value in wanted
    same = type(value) is type(wanted) and value == wanted
    return same if op == "is" else not same
