"""What a registry is: frozen records with closed vocabularies.

The records hold what the YAML file says and nothing that can be computed from it; what templates
print is prepared in :mod:`codegen.views`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

BASES: Final = ("bool", "int", "float", "str", "path", "enum")
AFFECTS: Final = ("numerics", "speed", "io", "logging")
RESUME: Final = ("must_match", "warn", "free")
STABILITY: Final = ("stable", "experimental", "internal")
LEGACY: Final = ("bridged", "never")
CONVERTERS: Final = ("same", "none_if_true")
CONDITIONS: Final = ("is", "is_not", "in", "min")
LAYERS: Final = (
    "default",
    "checkpoint",
    "run_file",
    "environment",
    "command_line",
    "execution_config",
    "override",
)
FIRST_VERSION: Final = "0.1.0"
COMMON_FLAGS: Final = (
    "--config",
    "--print-config",
    "--why",
    "--version",
    "--help",
    "--help-all",
    "--completion",
)


@dataclass(frozen=True, slots=True)
class ValueType:
    """``base`` or ``list[base]``, possibly with ``None``, a share or literal words beside it."""

    base: str
    is_list: bool = False
    optional: bool = False
    words: tuple[str, ...] = ()
    share: bool = False
    """Whether a float above 0 and up to 1 is a value too, that is a share of the whole."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of an enum and what it means."""

    value: Any
    help: str


@dataclass(frozen=True, slots=True)
class Sentinel:
    """A value with a special meaning."""

    value: Any
    meaning: str


@dataclass(frozen=True, slots=True)
class Condition:
    """A test of one value: ``op`` is one of CONDITIONS."""

    op: str
    value: Any


@dataclass(frozen=True, slots=True)
class Relation:
    """When this knob satisfies ``when``, the knob ``other`` must (or must not) satisfy ``test``."""

    when: Condition | None
    other: str
    test: Condition
    forbids: bool
    message: str
    line: int


@dataclass(frozen=True, slots=True)
class Sweep:
    """Values that a sweep tries: a range, or ``choices``; ``when`` are (knob, value) pairs.

    In a range ``log`` spreads them over the orders of magnitude, ``step`` puts them on a grid.
    """

    low: float | None = None
    high: float | None = None
    log: bool = False
    step: float | None = None
    choices: tuple[Any, ...] = ()
    when: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Deprecation:
    """Why a knob goes, which one takes its value, and when it is gone."""

    reason: str
    to: str
    convert: str
    warn_since: str
    remove_in: str


@dataclass(frozen=True, slots=True)
class Link:
    """The knob under another name in a public class that is not a config of ours.

    ``values`` holds pairs (word of the field, value of the knob) where the words differ.
    """

    surface: str
    field: str
    converter: str
    values: tuple[tuple[Any, Any], ...]
    has_default: bool
    default: Any
    why: str
    line: int


@dataclass(frozen=True, slots=True)
class Passive:
    """A field that is accepted and has no effect; ``no_effect`` says why."""

    name: str
    type: ValueType
    default: Any
    no_effect: str
    legacy: str
    legacy_said: bool
    line: int


@dataclass(frozen=True, slots=True)
class Surface:
    """A public class of the original: a config of ours, or ``torch.`` and the name of another."""

    name: str
    summary: str
    passive: tuple[Passive, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Knob:
    """One knob, as its entry in the registry says it."""

    name: str
    line: int
    group: str
    config: str
    type: ValueType
    help: str
    commands: tuple[str, ...]
    affects: str
    resume: str
    has_default: bool = False
    default: Any = None
    required: tuple[str, ...] = ()
    min: float | None = None
    max: float | None = None
    above: float | None = None
    below: float | None = None
    length: int | None = None
    pattern: str | None = None
    choices: tuple[Choice, ...] = ()
    sentinels: tuple[Sentinel, ...] = ()
    unit: str = ""
    details: str = ""
    examples: tuple[Any, ...] = ()
    counterexamples: tuple[Any, ...] = ()
    sweep: Sweep | None = None
    flag: str = ""
    negate: str = ""
    aliases: tuple[str, ...] = ()
    legacy: str = ""
    surfaces: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    targets: tuple[tuple[str, str], ...] = ()
    consumer: str = ""
    relations: tuple[Relation, ...] = ()
    since: str = FIRST_VERSION
    stability: str = STABILITY[0]
    why_default: str = ""
    adapted: str = ""
    deprecated: Deprecation | None = None
    rare: bool = False
    once: bool = False
    machine: bool = False
    lines: Mapping[str, int] = field(default_factory=dict, compare=False)

    @property
    def homes(self) -> tuple[str, ...]:
        """The dataclasses in which the knob is a field."""
        return (self.config, *self.surfaces)

    def at(self, key: str) -> int:
        """Line on which a key of the entry stands; that of the entry where it has no such key."""
        return self.lines.get(key, self.line)


@dataclass(frozen=True, slots=True)
class Group:
    """Knobs that belong together."""

    name: str
    title: str
    summary: str
    knobs: tuple[Knob, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Config:
    """A dataclass that holds knobs; ``nests`` names dataclasses inside it."""

    name: str
    field: str
    summary: str
    legacy: str
    nests: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Command:
    """A program and the dataclasses it fills."""

    name: str
    program: str
    module: str
    summary: str
    configs: tuple[str, ...]
    example: str
    line: int


@dataclass(frozen=True, slots=True)
class Target:
    """An object that takes knobs as keyword arguments.

    ``passthrough`` is the word that names its pass-through knob (empty: none), ``relations`` are
    those of this knob, which is about the machine if ``machine``; ``built`` are the parameters that
    the program itself gives it.
    """

    name: str
    object: str
    command: str
    line: int
    forwards: tuple[str, ...] = ()
    present_if: str = ""
    when: tuple[tuple[str, Any], ...] = ()
    passthrough: str = ""
    machine: bool = False
    built: tuple[str, ...] = ()
    relations: tuple[Relation, ...] = ()


@dataclass(frozen=True)
class Registry:
    """The whole registry, well formed once :mod:`codegen.load` has returned it."""

    version: str
    precedence: tuple[str, ...]
    reserved: tuple[str, ...]
    configs: tuple[Config, ...]
    commands: tuple[Command, ...]
    targets: tuple[Target, ...]
    groups: tuple[Group, ...]
    surfaces: tuple[Surface, ...] = ()
    lines: Mapping[str, int] = field(default_factory=dict, compare=False)

    @cached_property
    def prepared(self) -> dict[str, Any]:
        """Room for what is prepared of each knob once, under its name."""
        return {}

    @cached_property
    def titles(self) -> dict[str, str]:
        """Name of a group -> its title."""
        return {group.name: group.title for group in self.groups}

    @cached_property
    def entries(self) -> dict[str, Knob]:
        """Name -> knob in the order of the file; of two with one name the first."""
        found: dict[str, Knob] = {}
        for knob in (knob for group in self.groups for knob in group.knobs):
            found.setdefault(knob.name, knob)
        return found

    @cached_property
    def by_name(self) -> dict[str, Knob]:
        """The entries that are not deprecated."""
        return {name: knob for name, knob in self.entries.items() if knob.deprecated is None}

    @cached_property
    def knobs(self) -> tuple[Knob, ...]:
        """All knobs in the order of the file, the deprecated ones left out."""
        return tuple(self.by_name.values())

    @property
    def deprecated(self) -> tuple[Knob, ...]:
        """The deprecated knobs: spellings that still work, and fields of nothing."""
        return tuple(knob for knob in self.entries.values() if knob.deprecated is not None)

    @cached_property
    def fields(self) -> dict[str, tuple[Knob, ...]]:
        """Name of a config -> the knobs that are fields of it, in the order of the file."""
        found: dict[str, list[Knob]] = {}
        for knob in self.knobs:
            for home in knob.homes:
                found.setdefault(home, []).append(knob)
        return {home: tuple(knobs) for home, knobs in found.items()}

    @cached_property
    def receivers(self) -> dict[str, tuple[tuple[str, Knob], ...]]:
        """Name of a target -> its parameters and the knobs that they receive."""
        found: dict[str, list[tuple[str, Knob]]] = {}
        for knob in self.knobs:
            for owner, parameter in knob.targets:
                found.setdefault(owner, []).append((parameter, knob))
        return {owner: tuple(pairs) for owner, pairs in found.items()}

    @cached_property
    def config_by_name(self) -> dict[str, Config]:
        """Name -> config."""
        return {config.name: config for config in self.configs}

    def config(self, name: str) -> Config:
        """The config dataclass called ``name``."""
        return self.config_by_name[name]

    def config_names(self, command: Command) -> tuple[str, ...]:
        """Names of the dataclasses that a command fills, nested ones first."""
        names: list[str] = []
        for name in command.configs:
            names.extend(inner for inner in self.config(name).nests if inner not in names)
            names.append(name)
        return tuple(names)
