"""Conditions on the value of a knob: whether they make sense, hold, and can be met."""

from __future__ import annotations

from typing import Any

from codegen.schema import Condition, Knob, Relation
from codegen.types import misfit


def condition_misfit(knob: Knob, condition: Condition) -> str | None:
    """Why a condition cannot be put to the values of a knob, or None if it can."""
    if condition.op == "min":
        if knob.type.base not in ("int", "float") or knob.type.is_list:
            return f"{knob.name} is not a number"
        ok = type(condition.value) in (int, float)
        return None if ok else f"{condition.value!r} is not a number"
    if condition.op != "in":
        return misfit(knob, condition.value)
    if not isinstance(condition.value, tuple):
        return f"{condition.value!r} is not a list"
    return next((why for value in condition.value if (why := misfit(knob, value))), None)


def holds(condition: Condition, value: Any) -> bool:
    """Whether a value meets a condition; true and 1 are different values, null is no number."""
    if condition.op == "min":
        return type(value) in (int, float) and value >= condition.value
    wanted = condition.value if condition.op == "in" else (condition.value,)
    among = any(type(value) is type(each) and value == each for each in wanted)
    return among is not (condition.op == "is_not")


def applies(knob: Knob, relation: Relation, value: Any) -> bool:
    """Whether a relation of a knob has a say when the knob has this value."""
    if relation.when is None:
        return not holds(Condition("is", knob.default), value)
    return holds(relation.when, value)


def satisfying(other: Knob, relation: Relation) -> list[Any]:
    """Values of the other knob under which a relation to it is kept, as far as they are known."""
    bounds = [b for b in (other.min, other.max, other.above, other.below) if b is not None]
    if relation.test.op == "min":
        bounds.append(relation.test.value)
    cast = int if other.type.base == "int" else float
    numbers = [cast(bound + step) for bound in (*bounds, 0) for step in (0, 1, -1, 0.5)]
    named = relation.test.value if relation.test.op == "in" else (relation.test.value,)
    candidates = [
        *([other.default] if other.has_default else []),
        *named,
        None,
        True,
        False,
        *(choice.value for choice in other.choices),
        *other.examples,
        *numbers,
    ]
    return [
        value
        for value in candidates
        if misfit(other, value) is None and holds(relation.test, value) is not relation.forbids
    ]
