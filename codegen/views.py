"""What templates print: everything decided here, so that a template only loops.

A :class:`KnobView` is one knob with every text that any template needs.
"""

from __future__ import annotations

import builtins
from dataclasses import dataclass
from typing import Any

from codegen.checks import (
    allowed_text,
    condition_expression,
    unmet_expression,
)
from codegen.life_rules import release
from codegen.literals import knob_literal, literal, plain_text, yaml_text
from codegen.prepared import Named, once
from codegen.schema import (
    FIRST_VERSION,
    STABILITY,
    Command,
    Condition,
    Config,
    Knob,
    Registry,
    Relation,
)
from codegen.wrapping import wrap

_METAVAR_WIDTH = 70
_DOCSTRING_WIDTH = 90
_READ_BY_CHECKS = {*dir(builtins), "each", "inf", "plain", "values"}
_ANNOTATIONS = {"path": "Path"}


@dataclass(frozen=True)
class KnobView:
    """One knob, every text ready to print."""

    knob: Knob

    @once
    def annotation(self) -> str:
        """Type of the field in Python."""
        kind = self.knob.type
        base = _ANNOTATIONS.get(kind.base, kind.base)
        if kind.base == "enum":
            base = f"Literal[{', '.join(map(literal, self.choices))}]"
        text = f"tuple[{base}, ...]" if kind.is_list else base
        if kind.words and base != "str":
            text += f" | Literal[{', '.join(literal(word) for word in kind.words)}]"
        text += " | float" if kind.share else ""
        return text + (" | None" if kind.optional else "")

    @once
    def default(self) -> str:
        """Source of the default; empty where there is none."""
        return knob_literal(self.knob, self.knob.default) if self.knob.has_default else ""

    @property
    def default_text(self) -> str:
        """The default as a person writes it on the command line; empty where there is none."""
        if not self.knob.has_default:
            return ""
        return plain_text(self.knob.default)

    @once
    def allowed(self) -> str:
        """What values are allowed, in words."""
        return allowed_text(self.knob)

    @property
    def docstring(self) -> str:
        """Field docstring: help, unit, what special values mean, on lines below each other."""
        text = " ".join([self.knob.help, *self._notes()])
        return text if len(text) <= _DOCSTRING_WIDTH else "\n    ".join(wrap(text, 93))

    def _notes(self) -> list[str]:
        notes = [f"Unit: {self.knob.unit}."] if self.knob.unit else []
        return notes + [f"{each.value}: {each.meaning}." for each in self.knob.sentinels]

    @once
    def flags(self) -> list[tuple[str, str]]:
        """(spelling, constant) pairs; the constant is None where the flag takes a value."""
        knob = self.knob
        constant = "True" if knob.type.base == "bool" else "None"
        spellings = [knob.flag, f"--{knob.name}", *(f"--{alias}" for alias in knob.aliases)]
        pairs = {flag.replace("_", "-"): constant for flag in spellings}
        if knob.type.base == "bool":
            pairs[knob.negate] = "False"
        return list(pairs.items())

    @once
    def metavar(self) -> str:
        """What stands for the value in usage lines."""
        knob = self.knob
        if knob.type.base == "bool":
            return ""
        if knob.type.base == "enum":
            choices = "|".join(choice.value for choice in knob.choices)
            return choices if len(choices) <= _METAVAR_WIDTH else "NAME"
        if knob.pattern and knob.unit:
            return knob.unit
        name = {"int": "N", "float": "X", "str": "TEXT", "path": "PATH"}[knob.type.base]
        share = ["SHARE"] if knob.type.share else []
        ways = [name, *share, *knob.type.words]
        return f"{name},{name},..." if knob.type.is_list else "|".join(ways)

    @property
    def type_text(self) -> str:
        """Type as the registry writes it."""
        kind = self.knob.type
        text = f"list[{kind.base}]" if kind.is_list else kind.base
        text += " | share" if kind.share else ""
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

    @once
    def choices(self) -> tuple[str, ...]:
        """Values of an enum."""
        return tuple(choice.value for choice in self.knob.choices)

    @once
    def words(self) -> list[str]:
        """Keys by which run files and programs may name the knob."""
        knob = self.knob
        words = [knob.name, knob.flag[2:].replace("-", "_"), *knob.aliases]
        return list(dict.fromkeys(words))

    @property
    def stand_in(self) -> str:
        """Source of some valid value, a path as text."""
        knob = self.knob
        if knob.examples:
            return literal(knob.examples[0])
        if knob.type.base == "enum":
            value: Any = knob.choices[0].value
        else:
            words = {"bool": False, "str": "-", "path": "-"}
            value = words[knob.type.base] if knob.type.base in words else _inside(knob)
        return literal((value,) * (knob.length or 1) if knob.type.is_list else value)

    def warns(self, version: str) -> bool:
        """Whether the use of a deprecated knob is remarked upon in a version of the registry."""
        end = self.knob.deprecated
        return end is not None and release(version) >= release(end.warn_since)

    @property
    def description(self) -> str:
        """All that the registry says of what it does, for tables."""
        knob = self.knob
        parts = [knob.help, knob.details.strip()]
        parts.append(knob.why_default)
        parts.append("" if knob.stability == STABILITY[0] else f"{knob.stability.capitalize()}.")
        parts.append("" if knob.since == FIRST_VERSION else f"Since {knob.since}.")
        return " ".join(" ".join(filter(None, parts)).split())

    @property
    def record(self) -> list[str]:
        """Arguments of the record that the generated code keeps of a knob."""
        knob = self.knob
        kind = knob.type
        said: dict[str, Any] = {
            "name": knob.name,
            "flag": knob.flag,
            "base": kind.base,
            "allowed": self.allowed,
            "help": knob.help,
            "group": knob.group,
            "commands": knob.commands,
            "required": () if knob.deprecated else self.required,
            "affects": knob.affects,
            "resume": knob.resume,
        }
        if knob.once:
            said["carried"] = False
        if knob.machine:
            said["machine"] = True
        if kind.is_list:
            said["is_list"] = True
        if kind.optional:
            said["optional"] = True
        if kind.words:
            said["words"] = kind.words
        if kind.share:
            said["share"] = True
        if knob.choices:
            said["choices"] = self.choices
        if knob.has_default:
            said |= {"has_default": True, "default": knob.default}
        return [f"{name}={literal(value)}" for name, value in said.items()]

    @once
    def comment(self) -> str:
        """Comment lines for a run file."""
        text = f"{self.knob.help} {self.allowed[:1].upper()}{self.allowed[1:]}."
        return "\n".join(f"# {line}" for line in wrap(text, 96))

    @once
    def yaml_line(self) -> str:
        """The line of a run file that sets the default; empty where there is none."""
        return f"{self.knob.name}: {yaml_text(self.knob.default)}" if self.knob.has_default else ""


@dataclass(frozen=True, slots=True)
class ConfigView:
    """One dataclass: its fields and the relations inside it."""

    config: Config
    fields: list[KnobView]
    nested: list[Config]
    rules: list[dict[str, str]]
    broken: list[str]
    """For each rule, the expression that is true when it is broken, of local variables."""

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the fields."""
        return tuple(view.knob.name for view in self.fields)

    @property
    def renamed(self) -> list[KnobView]:
        """The fields that programs may also give by the key in params.cfg, since it is an alias."""
        return [view for view in self.fields if view.legacy_key in view.knob.aliases]


def view_of(registry: Registry, knob: Knob) -> KnobView:
    """The view of a knob of the registry, one for all that print it."""
    known: KnobView | None = registry.prepared.get(knob.name)
    if known is None or known.knob is not knob:
        known = registry.prepared[knob.name] = KnobView(knob)
    return known


def fields_of(registry: Registry, config: str) -> list[Knob]:
    """Knobs that are fields of a dataclass, in the order of the registry."""
    return list(registry.fields.get(config, ()))


def by_group(views: list[KnobView]) -> dict[str, list[KnobView]]:
    """Name of a group -> the knobs in it."""
    groups: dict[str, list[KnobView]] = {}
    for view in views:
        groups.setdefault(view.knob.group, []).append(view)
    return groups


def config_view(registry: Registry, config: Config) -> ConfigView:
    """A dataclass with its fields and the relations between them."""
    fields = fields_of(registry, config.name)
    names = {knob.name for knob in fields}
    inside = [
        (knob, relation)
        for knob in fields
        for relation in knob.relations
        if relation.other in names
    ]
    rules = [
        rule_view(registry, knob, relation, f"config.{knob.name}", f"config.{relation.other}")
        for knob, relation in inside
    ]
    broken = [
        rule_view(registry, knob, relation, local(knob.name), local(relation.other))["broken"]
        for knob, relation in inside
    ]
    nested = [registry.config(name) for name in config.nests]
    return ConfigView(config, [view_of(registry, knob) for knob in fields], nested, rules, broken)


def local(name: str) -> str:
    """Local variable for the value of a knob, none of those that the checks read."""
    return f"{name}_" if name in _READ_BY_CHECKS else name


def rule_view(
    registry: Registry, knob: Knob, relation: Relation, mine: str, theirs: str
) -> dict[str, str]:
    """The expression that is true when a relation is broken, and what to say then.

    ``mine`` and ``theirs`` are the variables that hold the values of the two knobs.
    """
    when = relation.when or Condition("is_not", knob.default)
    told = condition_expression(knob, when, mine)
    unmet = condition_expression if relation.forbids else unmet_expression
    broken = f"{told} and {unmet(registry.by_name[relation.other], relation.test, theirs)}"
    return Named(knob=knob.name, broken=broken, message=relation.message)


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
                theirs = f"settings.{paths[relation.other]}"
                rules.append(rule_view(registry, knob, relation, f"settings.{path}", theirs))
    return Named(
        command=command,
        cls=f"{command.name.capitalize()}Settings",
        configs=[registry.config(name) for name in command.configs],
        all_configs=[registry.config(name) for name in registry.config_names(command)],
        knobs=[view_of(registry, k) for k in registry.knobs if command.name in k.commands],
        deprecated=[
            view_of(registry, k) for k in registry.deprecated if command.name in k.commands
        ],
        rules=rules,
        paths=paths,
        relations=_relations(registry, command, bool(rules)),
    )


def _relations(registry: Registry, command: Command, across: bool) -> list[tuple[str, str]]:
    """(path of a config in the settings, function that checks the relations inside it) pairs.

    ``across`` says whether there are relations between configs; theirs is the empty path.
    """
    pairs = []
    for name in command.configs:
        config = registry.config(name)
        pairs += [
            (f"{config.field}.{inner.field}", f"{inner.field}_relations")
            for inner in map(registry.config, config.nests)
            if config_view(registry, inner).rules
        ]
        if config_view(registry, config).rules:
            pairs.append((config.field, f"{config.field}_relations"))
    return [*pairs, *([("", f"{command.name}_settings_relations")] if across else [])]


def _inside(knob: Knob) -> float:
    """Some number in the range."""
    if knob.type.base == "int":
        return int(knob.min if knob.min is not None else knob.max or 0)
    low = knob.min if knob.min is not None else knob.above
    high = knob.max if knob.max is not None else knob.below
    if low is None or high is None:
        return float(low + 1 if low is not None else high - 1 if high is not None else 0)
    return (low + high) / 2
