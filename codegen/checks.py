"""Python expressions that say whether a value is allowed, and the same in words."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping

from codegen.literals import literal, number
from codegen.schema import Condition, Knob, Sentinel

_NOUNS = {
    "bool": "true or false",
    "int": "a whole number",
    "float": "a number",
    "str": "text",
    "path": "a path",
}


def check_expression(knob: Knob, value: str, forms: Mapping[str, str] = {}) -> str:
    """Python expression that is true when the variable ``value`` may be the knob's value."""
    kind = knob.type
    form = forms.get(knob.pattern or "")
    if kind.is_list and form and knob.length is None:
        main = f"_are_{form}({value})"
    elif kind.is_list:
        length = f" and len({value}) == {knob.length}" if knob.length is not None else ""
        each = _scalar_check(knob, "each", form)
        main = f"type({value}) is tuple{length} and all({each} for each in {value})"
    else:
        main = _scalar_check(knob, value, form)
    ways = [f"{value} is None"] if kind.optional else []
    if knob.has_default and knob.default == () and knob.length is not None:
        ways.append(f"{value} == ()")
    ways += [f"{value} == {literal(word)}" for word in kind.words]
    ways += [f"(type({value}) is float and 0.0 < {value} <= 1.0)"] if kind.share else []
    return " or ".join([*ways, f"({main})" if ways and " and " in main else main])


def check_term(knob: Knob, value: str, forms: Mapping[str, str] = {}) -> str:
    """The same as a term between others; what is costly is not asked of the default."""
    check = check_expression(knob, value, forms)
    if knob.type.is_list and knob.length is not None:
        each = [_scalar_check(knob, f"{value}[{at}]", None) for at in range(knob.length)]
        loop = f"all({_scalar_check(knob, 'each', None)} for each in {value})"
        return f"({check.replace(loop, ' and '.join(each))})"
    if knob.type.is_list and knob.default == ():
        return f"({value} is _EMPTY or ({check}))"
    if isinstance(knob.default, str) and knob.type.base == "enum" and not knob.type.is_list:
        return f"({value} == {literal(knob.default)} or {check})"
    if knob.pattern and isinstance(knob.default, str):
        return f"((type({value}) is str and {value} == {literal(knob.default)}) or ({check}))"
    return f"({check})" if " or " in check else check


def check_function(knob: Knob, forms: Mapping[str, str] = {}) -> str:
    """Python source of a function that says whether a value may be the knob's.

    ``forms`` names the patterns that have functions of their own, see :func:`shared_forms`.
    """
    check = check_expression(knob, "value", forms)
    if call := _CALL.fullmatch(check):
        return call[1]
    return _SHARED.get(check) or f"lambda value: {check}"


_CALL = re.compile(r"(_\w+)\(value\)")
_SHARED = {
    "type(value) is bool": "_is_bool",
    "type(value) is str": "_is_text",
}


def shared_forms(knobs: Iterable[Knob]) -> dict[str, str]:
    """Pattern -> a name made of its unit, for patterns that several knobs have."""
    units: dict[str, list[str]] = {}
    for knob in knobs:
        if knob.pattern:
            units.setdefault(knob.pattern, []).append(knob.unit)
    names: dict[str, str] = {}
    for pattern, found in units.items():
        name = "_".join(re.findall("[a-z0-9]+", found[0].lower()))
        if len(found) > 1 and name and name not in names.values():
            names[pattern] = name
    return names


def _scalar_check(knob: Knob, value: str, form: str | None) -> str:
    base = knob.type.base
    if base == "enum":
        return f"{value} in {literal(tuple(choice.value for choice in knob.choices))}"
    if base == "path":
        return f"_is_path({value})"
    if base == "str" and form:
        return f"_is_{form}({value})"
    if base == "str":
        match = f" and _matches({literal(knob.pattern)}, {value})" if knob.pattern else ""
        return f"type({value}) is str{match}"
    if base == "bool":
        return f"type({value}) is bool"
    return f"type({value}) is {base}{_range_check(knob, value)}"


def _range_check(knob: Knob, value: str) -> str:
    is_float = knob.type.base == "float"
    lower = f"{literal(_bound(knob, knob.above))} < " if knob.above is not None else ""
    upper = f" < {literal(_bound(knob, knob.below))}" if knob.below is not None else ""
    if knob.min is not None:
        lower = f"{literal(_bound(knob, knob.min))} <= "
    if knob.max is not None:
        upper = f" <= {literal(_bound(knob, knob.max))}"
    if is_float:
        lower, upper = lower or "-inf < ", upper or " < inf"
    if not lower and not upper:
        return ""
    inside = f"{lower}{value}{upper}"
    outside = [literal(s.value) for s in _outside(knob)]
    if not outside:
        return f" and {inside}"
    same = f"{value} == {outside[0]}" if len(outside) == 1 else f"{value} in ({', '.join(outside)})"
    return f" and ({inside} or {same})"


def _bound(knob: Knob, bound: float) -> float:
    return float(bound) if knob.type.base == "float" else bound


def _outside(knob: Knob) -> list[Sentinel]:
    """Numeric sentinels that the range does not hold."""
    numbers = [sentinel for sentinel in knob.sentinels if type(sentinel.value) in (int, float)]
    low = knob.min if knob.min is not None else -math.inf
    high = knob.max if knob.max is not None else math.inf
    above = knob.above if knob.above is not None else -math.inf
    below = knob.below if knob.below is not None else math.inf
    return [s for s in numbers if not (low <= s.value <= high and above < s.value < below)]


def condition_expression(knob: Knob, condition: Condition, value: str) -> str:
    """Python expression of a condition on the variable ``value``, which holds the knob's value."""
    if condition.op == "min":
        test = f"{value} >= {literal(condition.value)}"
        numbers_only = not knob.type.optional and not knob.type.words
        return test if numbers_only else f"isinstance({value}, {knob.type.base}) and {test}"
    text = f"plain({value})" if knob.type.base == "path" else value  # it may be text already
    if condition.op == "in":
        return f"{text} in {literal(tuple(condition.value))}"
    constant = condition.value
    negated = condition.op == "is_not"
    if constant is None or isinstance(constant, bool):
        return f"{value} is {'not ' if negated else ''}{literal(constant)}"
    if constant == () and not knob.type.optional:
        return value if negated else f"not {value}"
    return f"{text} {'!=' if negated else '=='} {literal(constant)}"


def unmet_expression(knob: Knob, condition: Condition, value: str) -> str:
    """Python expression that is true when the variable ``value`` does not meet a condition."""
    inverse = {"is": "is_not", "is_not": "is"}.get(condition.op)
    if inverse is not None:
        return condition_expression(knob, Condition(inverse, condition.value), value)
    test = condition_expression(knob, condition, value)
    if condition.op == "in":
        return test.replace(" in ", " not in ", 1)
    return f"not ({test})"


def allowed_text(knob: Knob) -> str:
    """What values are allowed, in words."""
    kind = knob.type
    if kind.base == "enum":
        values = ", ".join(choice.value for choice in knob.choices)
        text = f"one of {values}" if len(knob.choices) > 1 else values
    else:
        text = _NOUNS[kind.base] + _range_text(knob)
    if kind.share:
        text += ", or a share above 0.0 and up to 1.0"
    if kind.is_list:
        count = f"{knob.length} values" if knob.length is not None else "values"
        text = f"a list of {count}, each {text}"
    said = [
        s for s in knob.sentinels if s.value is None or s.value in kind.words or s in _outside(knob)
    ]
    ways = [f"{'none' if s.value is None else s.value} ({s.meaning})" for s in said]
    return ", or ".join([text, *ways])


def _range_text(knob: Knob) -> str:
    if knob.pattern:
        return f" of the form {knob.unit or knob.pattern}"
    parts = []
    if knob.min is not None:
        parts.append(f"at least {number(knob.min)}")
    if knob.above is not None:
        parts.append(f"above {number(knob.above)}")
    if knob.max is not None:
        parts.append(f"at most {number(knob.max)}")
    if knob.below is not None:
        parts.append(f"below {number(knob.below)}")
    unit = f" in {knob.unit}" if knob.unit else ""
    return unit + ("" if not parts else " " + " and ".join(parts))
