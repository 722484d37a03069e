"""What templates print: everything decided here, so that a template only loops.

``literal`` turns a value into Python source; ``checks`` holds the expression a value must satisfy;
a :class:`KnobView` is one knob with every text that any template needs.
"""

from __future__ import annotations

import json
import math
import textwrap
from dataclasses import dataclass
from typing import Any

from codegen.schema import Command, Condition, Config, Knob, Registry, Relation

_ANNOTATIONS = {"path": "Path"}
_NOUNS = {
    "bool": "true or false",
    "int": "a whole number",
    "float": "a number",
    "str": "text",
    "path": "a path",
}


def literal(value: Any) -> str:
    """Python source of a value; floats by their shortest form."""
    if isinstance(value, tuple):
        inner = ", ".join(literal(each) for each in value)
        return f"({inner},)" if len(value) == 1 else f"({inner})"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    return repr(value)


def number(value: float) -> str:
    """A bound as people write it."""
    return (
        str(int(value))
        if isinstance(value, int) or (abs(value) < 1e6 and value.is_integer())
        else repr(value)
    )


def plain_text(value: Any) -> str:
    """A value as it is written on the command line."""
    if isinstance(value, tuple):
        return ",".join(plain_text(each) for each in value)
    if value is None or isinstance(value, bool):
        return {None: "none", True: "true", False: "false"}[value]
    return number(value) if isinstance(value, (int, float)) else str(value)


def yaml_text(value: Any) -> str:
    """A value as it stands in a run file."""
    if isinstance(value, tuple):
        return f"[{', '.join(yaml_text(each) for each in value)}]"
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, float):
        return _yaml_float(value)
    if isinstance(value, str):
        return (
            value
            if value.isidentifier() and value.lower() not in _YAML_WORDS
            else json.dumps(value)
        )
    return str(value)


_YAML_WORDS = {"null", "true", "false", "yes", "no", "on", "off", "y", "n"}


def _yaml_float(value: float) -> str:
    text = repr(value)
    mantissa, e, exponent = text.partition("e")
    if not e:
        return text
    return f"{mantissa if '.' in mantissa else mantissa + '.0'}e{int(exponent):+d}"


# -- checks ----------------------------------------------------------------------------------


def check_expression(knob: Knob, value: str) -> str:
    """Python expression that is true when the variable ``value`` may be the knob's value."""
    kind = knob.type
    if kind.is_list:
        length = f" and len({value}) == {knob.length}" if knob.length is not None else ""
        each = _scalar_check(knob, "each")
        main = f"type({value}) is tuple{length} and all({each} for each in {value})"
    else:
        main = _scalar_check(knob, value)
    ways = [f"{value} is None"] if kind.optional else []
    ways += [f"{value} == {literal(word)}" for word in kind.words]
    return " or ".join([*ways, f"({main})" if ways and " and " in main else main])


def violation_expression(knob: Knob, value: str) -> str:
    """Python expression that is true when the variable ``value`` may not be the knob's value."""
    check = check_expression(knob, value)
    if " and " in check or " or " in check:
        return f"not ({check})"
    for positive, negative in ((" in ", " not in "), (" is ", " is not ")):
        if positive in check:
            return check.replace(positive, negative, 1)
    return f"not {check}"


def _scalar_check(knob: Knob, value: str) -> str:
    base = knob.type.base
    if base == "enum":
        return f"{value} in {literal(tuple(choice.value for choice in knob.choices))}"
    if base == "path":
        return f"isinstance({value}, Path)"
    if base == "str":
        match = f" and bool(fullmatch({literal(knob.pattern)}, {value}))" if knob.pattern else ""
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


def _outside(knob: Knob) -> list[Any]:
    """Numeric sentinels that the range does not hold."""
    numbers = [s for s in knob.sentinels if type(s.value) in (int, float)]
    low = knob.min if knob.min is not None else -math.inf
    high = knob.max if knob.max is not None else math.inf
    above = knob.above if knob.above is not None else -math.inf
    below = knob.below if knob.below is not None else math.inf
    return [s for s in numbers if not (low <= s.value <= high and above < s.value < below)]


def _inside(knob: Knob) -> float:
    """Some number in the range."""
    if knob.type.base == "int":
        return int(knob.min if knob.min is not None else knob.max or 0)
    low = knob.min if knob.min is not None else knob.above
    high = knob.max if knob.max is not None else knob.below
    if low is None or high is None:
        return float(low + 1 if low is not None else high - 1 if high is not None else 0)
    return (low + high) / 2


def allowed_text(knob: Knob) -> str:
    """What values are allowed, in words."""
    kind = knob.type
    if kind.base == "enum":
        values = ", ".join(choice.value for choice in knob.choices)
        text = f"one of {values}" if len(knob.choices) > 1 else values
    else:
        text = _NOUNS[kind.base] + _range_text(knob)
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


def condition_expression(condition: Condition, value: str) -> str:
    """Python expression of a condition on the variable ``value``."""
    if condition.op == "min":
        return f"{value} >= {literal(condition.value)}"
    if condition.op == "in":
        return f"{value} in {literal(condition.value)}"
    constant = condition.value
    negated = condition.op == "is_not"
    if constant is None or isinstance(constant, bool):
        return f"{value} is {'not ' if negated else ''}{literal(constant)}"
    return f"{value} {'!=' if negated else '=='} {literal(constant)}"


# -- views -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class KnobView:
    """One knob, every text ready to print."""

    knob: Knob

    @property
    def annotation(self) -> str:
        """Type of the field in Python."""
        kind = self.knob.type
        base = _ANNOTATIONS.get(kind.base, kind.base)
        if kind.base == "enum":
            base = f"Literal[{', '.join(map(literal, self.choices))}]"
        text = f"tuple[{base}, ...]" if kind.is_list else base
        if kind.words and base != "str":
            text += f" | Literal[{', '.join(literal(word) for word in kind.words)}]"
        return text + (" | None" if kind.optional else "")

    @property
    def default(self) -> str:
        """Source of the default; empty where there is none."""
        return literal(self.knob.default) if self.knob.has_default else ""

    @property
    def default_text(self) -> str:
        """The default as a person writes it on the command line; empty where there is none."""
        if not self.knob.has_default:
            return ""
        return plain_text(self.knob.default)

    @property
    def allowed(self) -> str:
        """What values are allowed, in words."""
        return allowed_text(self.knob)

    @property
    def docstring(self) -> str:
        """Field docstring: help, unit, what special values mean."""
        return " ".join([self.knob.help, *self._notes()])

    def _notes(self) -> list[str]:
        notes = [f"Unit: {self.knob.unit}."] if self.knob.unit else []
        return notes + [f"{each.value}: {each.meaning}." for each in self.knob.sentinels]

    @property
    def flags(self) -> list[tuple[str, str]]:
        """(spelling, constant) pairs; the constant is None where the flag takes a value."""
        knob = self.knob
        constant = "True" if knob.type.base == "bool" else "None"
        spellings = [knob.flag, f"--{knob.name}", *(f"--{alias}" for alias in knob.aliases)]
        pairs = {flag.replace("_", "-"): constant for flag in spellings}
        if knob.type.base == "bool":
            pairs[knob.negate] = "False"
        return list(pairs.items())

    @property
    def metavar(self) -> str:
        """What stands for the value in usage lines."""
        knob = self.knob
        if knob.type.base == "bool":
            return ""
        if knob.type.base == "enum":
            return "|".join(choice.value for choice in knob.choices)
        if knob.pattern and knob.unit:
            return knob.unit
        name = {"int": "N", "float": "X", "str": "TEXT", "path": "PATH"}[knob.type.base]
        return f"{name},{name},..." if knob.type.is_list else "|".join([name, *knob.type.words])

    @property
    def type_text(self) -> str:
        """Type as the registry writes it."""
        kind = self.knob.type
        text = f"list[{kind.base}]" if kind.is_list else kind.base
        return " | ".join(
            [text, *(f'"{word}"' for word in kind.words), *(["None"] if kind.optional else [])]
        )

    @property
    def target_text(self) -> str:
        """Where the value goes: targets, or the function that reads it."""
        return (
            ", ".join(f"{owner}.{parameter}" for owner, parameter in self.knob.targets)
            or self.knob.consumer
        )

    @property
    def legacy_key(self) -> str:
        """Key in params.cfg."""
        return self.knob.legacy or self.knob.name

    @property
    def required(self) -> tuple[str, ...]:
        """Commands that must be given a value."""
        return self.knob.required if self.knob.has_default else self.knob.commands

    @property
    def choices(self) -> tuple[str, ...]:
        """Values of an enum."""
        return tuple(choice.value for choice in self.knob.choices)

    @property
    def words(self) -> list[str]:
        """Keys by which run files and programs may name the knob."""
        knob = self.knob
        words = [knob.name, knob.flag[2:].replace("-", "_"), *knob.aliases]
        return list(dict.fromkeys(words))

    @property
    def stand_in(self) -> str:
        """Source of some valid value."""
        knob = self.knob
        if knob.examples:
            return literal(knob.examples[0])
        if knob.type.base == "path":
            return 'Path("-")'
        if knob.type.base == "enum":
            return literal(knob.choices[0].value)
        return {"bool": "False", "str": '"-"'}.get(knob.type.base) or literal(_inside(knob))

    @property
    def comment(self) -> list[str]:
        """Comment lines for a run file."""
        text = f"{self.knob.help} {self.allowed[:1].upper()}{self.allowed[1:]}."
        return textwrap.wrap(text, 96)

    @property
    def yaml_line(self) -> str:
        """The line of a run file that sets the default."""
        knob = self.knob
        return f"{knob.name}: {yaml_text(knob.default)}" if knob.has_default else f"# {knob.name}:"

    def violation(self, value: str) -> str:
        """Python expression that is true when a variable may not be the knob's value."""
        return violation_expression(self.knob, value)


@dataclass(frozen=True, slots=True)
class ConfigView:
    """One dataclass: its fields and the relations inside it."""

    config: Config
    fields: list[KnobView]
    nested: list[Config]
    rules: list[dict[str, str]]

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the fields."""
        return tuple(view.knob.name for view in self.fields)


def fields_of(registry: Registry, config: str) -> list[Knob]:
    """Knobs that are fields of a dataclass, in the order of the registry."""
    return [
        knob
        for knob in registry.knobs
        if knob.config == config or any(surface.cls == config for surface in knob.surfaces)
    ]


def config_view(registry: Registry, config: Config) -> ConfigView:
    """A dataclass with its fields and the relations between them."""
    fields = fields_of(registry, config.name)
    names = {knob.name for knob in fields}
    rules = [
        rule_view(knob, relation, f"self.{knob.name}", f"self.{relation.other}")
        for knob in fields
        for relation in knob.relations
        if relation.other in names
    ]
    nested = [registry.config(name) for name in config.nests]
    return ConfigView(config, [KnobView(knob) for knob in fields], nested, rules)


def rule_view(knob: Knob, relation: Relation, mine: str, other: str) -> dict[str, str]:
    """The expression that is true when a relation is broken, and what to say then."""
    if relation.when is None:
        default = Condition("is_not", knob.default)
        when = condition_expression(default, mine)
    else:
        when = condition_expression(relation.when, mine)
    test = condition_expression(relation.test, other)
    broken = f"{when} and {test}" if relation.forbids else f"{when} and not ({test})"
    return {"knob": knob.name, "broken": broken, "message": relation.message}


def accessors(registry: Registry, command: Command) -> dict[str, str]:
    """How each knob of a command is reached from its settings: ``training.model.gridsize``."""
    paths: dict[str, str] = {}
    for name in command.configs:
        config = registry.config(name)
        for inner in config.nests:
            prefix = f"{config.field}.{registry.config(inner).field}"
            for knob in fields_of(registry, inner):
                paths.setdefault(knob.name, f"{prefix}.{knob.name}")
        for knob in fields_of(registry, name):
            paths.setdefault(knob.name, f"{config.field}.{knob.name}")
    return paths


def settings_view(registry: Registry, command: Command) -> dict[str, Any]:
    """The settings class of a command: its configs and the relations that cross them."""
    paths = accessors(registry, command)
    homes = {
        name: {k.name for k in fields_of(registry, name)} for name in registry.config_names(command)
    }
    rules = []
    for name, path in paths.items():
        knob = registry.by_name[name]
        for relation in knob.relations:
            together = any({name, relation.other} <= names for names in homes.values())
            if relation.other in paths and not together:
                rules.append(
                    rule_view(knob, relation, f"self.{path}", f"self.{paths[relation.other]}")
                )
    return {
        "command": command,
        "cls": f"{command.name.capitalize()}Settings",
        "configs": [registry.config(name) for name in command.configs],
        "all_configs": [registry.config(name) for name in registry.config_names(command)],
        "knobs": [KnobView(knob) for knob in registry.knobs if command.name in knob.commands],
        "rules": rules,
        "paths": paths,
    }
