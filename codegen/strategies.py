"""Hypothesis strategies for the values of a knob, as source text for the property tests."""

from __future__ import annotations

import math
from typing import Any

from codegen.conditions import satisfying
from codegen.literals import knob_literal, literal
from codegen.prepared import Named
from codegen.schema import Knob, Registry
from codegen.views import KnobView, fields_of

_BIG = 10**9


def property_view(view: KnobView) -> dict[str, Any]:
    """Source of a strategy for valid values and of one for values that must be refused."""
    return Named(name=view.knob.name, valid=valid(view.knob), invalid=invalid(view.knob))


def valid(knob: Knob) -> str:
    """Source of a strategy for every kind of value that is allowed."""
    kind = knob.type
    ways = [_scalar(knob)]
    if kind.is_list:
        low, high = (knob.length, knob.length) if knob.length is not None else (1, 4)
        ways = [f"st.lists({ways[0]}, min_size={low}, max_size={high}).map(tuple)"]
    if kind.share:
        ways.append("st.floats(0.0, 1.0, exclude_min=True)")
    extra = [*(s.value for s in knob.sentinels), *kind.words, *knob.examples]
    if extra:
        values = list(dict.fromkeys(knob_literal(knob, each) for each in extra))
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
        low, high = _ends(knob.min, knob.max, _BIG)
        return f"st.integers({literal(int(low))}, {literal(int(high))})"
    return f"st.floats({_float_bounds(knob)})"


def _float_bounds(knob: Knob) -> str:
    low = knob.min if knob.min is not None else knob.above
    high = knob.max if knob.max is not None else knob.below
    low, high = map(float, _ends(low, high, 1e12))
    text = f"{literal(low)}, {literal(high)}"
    if knob.above is not None:
        text += ", exclude_min=True"
    if knob.below is not None:
        text += ", exclude_max=True"
    return text


def _ends(low: float | None, high: float | None, far: float) -> tuple[float, float]:
    """The ends of a range; one that is open ends far away."""
    if low is None:
        low = -far if high is None or high > -far else 2 * high
    if high is None:
        high = far if low < far else 2 * low
    return low, high


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
        values += ["1.5", "0.0", "-0.5"] if kind.share else ["1.5"]
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
    """The nearest numbers outside the range, unless they have a meaning of their own."""
    special = [sentinel.value for sentinel in knob.sentinels]
    if knob.type.base == "int":
        low = [] if knob.min is None else [int(knob.min) - 1]
        high = [] if knob.max is None else [int(knob.max) + 1]
        return [literal(value) for value in low + high if value not in special]
    lows = [] if knob.min is None else [math.nextafter(knob.min, -math.inf)]
    highs = [] if knob.max is None else [math.nextafter(knob.max, math.inf)]
    ends = [float(bound) for bound in (knob.above, knob.below) if bound is not None]
    return [literal(value) for value in lows + highs + ends if value not in special]


def related_values(registry: Registry) -> dict[str, str]:
    """For each knob with a relation inside its dataclass, source of values that satisfy it."""
    related: dict[str, str] = {}
    for config in registry.configs:
        fields = {knob.name: knob for knob in fields_of(registry, config.name)}
        for name, knob in fields.items():
            pairs = []
            for relation in knob.relations:
                if other := fields.get(relation.other):
                    value = knob_literal(other, satisfying(other, relation)[0])
                    pairs.append(f"{literal(other.name)}: {value}")
            if pairs:
                related[name] = f"{{{', '.join(pairs)}}}"
    return related
