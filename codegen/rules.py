"""What must hold in a registry beyond the shape of its entries."""

from __future__ import annotations

import keyword
import re
from collections.abc import Collection, Iterable, Set

from codegen import life_rules
from codegen.conditions import applies, condition_misfit, holds, satisfying
from codegen.nodes import Fault
from codegen.reader import nearest
from codegen.schema import (
    COMMON_FLAGS,
    FIRST_VERSION,
    LAYERS,
    STABILITY,
    Command,
    Knob,
    Registry,
    Relation,
)
from codegen.surface_rules import check_surfaces
from codegen.sweeps import sweep_faults
from codegen.types import misfit
from codegen.value_rules import value_faults

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_PATH = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)+")
_PROGRAM = re.compile(r"[a-z][a-z0-9_-]*")
_FLAG = re.compile(r"--[A-Za-z][A-Za-z0-9-]*")
_VERSION = re.compile(r"\d+\.\d+\.\d+")


def check(registry: Registry, faults: list[Fault], file: str, lost: Set[str]) -> None:
    """Add every fault of a registry whose entries are of the right shape.

    ``lost`` holds the names of entries that could not be read; they count as known.
    """
    checker = _Checker(registry, faults, file, lost)
    checker.head()
    checker.configs_and_commands()
    checker.targets_reached()
    checker.spellings()
    checker.legacy_keys()
    check_surfaces(registry, checker.configs, checker.fault)
    for knob in checker.knobs:
        checker.identity(knob)
        checker.useless(knob)
        for key, problem, cure in life_rules.faults(registry, knob, lost):
            checker.fault(knob.at(key), knob.name, problem, cure)
        for key, problem, cure in value_faults(knob):
            checker.fault(knob.at(key), knob.name, problem, cure)
        checker.homes(knob)
        if knob.deprecated is not None:
            continue
        checker.wiring(knob)
        for problem, cure in sweep_faults(registry, knob, lost):
            checker.fault(knob.at("sweep"), knob.name, problem, cure)
        for relation in knob.relations:
            checker.relation(knob, relation)


class _Checker:
    def __init__(self, registry: Registry, faults: list[Fault], file: str, lost: Set[str]) -> None:
        self.registry = registry
        self.faults = faults
        self.file = file
        self.lost = lost
        self.knobs = [knob for group in registry.groups for knob in group.knobs]
        # Of two entries with one name the first counts.
        self.configs = {config.name: config for config in reversed(registry.configs)}
        self.commands = {command.name: command for command in reversed(registry.commands)}
        self.filled = {name: self.filled_by(each) for name, each in self.commands.items()}
        self.targets = {target.name: target for target in reversed(registry.targets)}
        self.receivers: dict[tuple[str, str], Knob] = {}
        for knob in self.knobs:
            for target in knob.targets:
                self.receivers.setdefault(target, knob)

    def fault(self, line: int, subject: str, problem: str, cure: str) -> None:
        self.faults.append(Fault(self.file, line, subject, problem, cure))

    def known(self, line: int, subject: str, what: str, name: str, among: Collection[str]) -> bool:
        """Whether a name can be looked up; it is a fault if nothing of that name was written."""
        if name not in among and name not in self.lost:
            self.fault(line, subject, f"{what} {name!r} is unknown", nearest(name, sorted(among)))
        return name in among

    def unique(self, entries: Iterable[tuple[str, int]], what: str) -> None:
        first: dict[str, int] = {}
        for name, line in entries:
            if name in first:
                problem = f"the {what} is taken (line {first[name]})"
                self.fault(line, name, problem, f"choose another {what}")
            first.setdefault(name, line)

    def word(self, line: int, name: str, what: str = "name") -> None:
        if not _NAME.fullmatch(name) or keyword.iskeyword(name):
            self.fault(
                line, name, f"the {what} {name!r} is no identifier", "write a snake_case word"
            )

    def path(self, line: int, subject: str, path: str) -> None:
        if not _PATH.fullmatch(path):
            problem = f"{path!r} is no dotted path"
            self.fault(line, subject, problem, "write package.module.name")

    # -- the head ----------------------------------------------------------------------------
    def head(self) -> None:
        registry, lines = self.registry, self.registry.lines
        if not _VERSION.fullmatch(registry.version):
            problem = f"{registry.version!r} is not a semantic version"
            self.fault(lines["version"], "version", problem, "write major.minor.patch")
        if sorted(registry.precedence) != sorted(LAYERS) or registry.precedence[0] != LAYERS[0]:
            problem = f"the layers {', '.join(registry.precedence)} are not the known ones"
            cure = f"order {', '.join(LAYERS)}; default comes first"
            self.fault(lines["precedence"], "precedence", problem, cure)
        self.unique(((c.name, c.line) for c in registry.configs), "config name")
        self.unique(((c.field, c.line) for c in registry.configs), "config field")
        self.unique(((c.name, c.line) for c in registry.commands), "command name")
        self.unique(((c.program, c.line) for c in registry.commands), "program")
        self.unique(((t.name, t.line) for t in registry.targets), "target name")
        self.unique(((g.name, g.line) for g in registry.groups), "group name")
        self.unique(((k.name, k.line) for k in self.knobs), "knob name")

    def configs_and_commands(self) -> None:
        for config in self.registry.configs:
            self.word(config.line, config.name)
            self.word(config.line, config.field, "field")
            for inner in config.nests:
                if self.known(config.line, config.name, "nested config", inner, self.configs):
                    self.nesting(config.line, config.name, inner)
        for command in self.registry.commands:
            self.word(command.line, command.name)
            self.path(command.line, command.name, command.module)
            if not _PROGRAM.fullmatch(command.program):
                problem = f"{command.program!r} is no name of a program"
                self.fault(command.line, command.name, problem, "write_it_like_this")
            for name in command.configs:
                self.known(command.line, command.name, "config", name, self.configs)

    def nesting(self, line: int, outer: str, inner: str) -> None:
        if self.configs[inner].nests:
            problem = f"the nested config {inner!r} nests others itself"
            self.fault(line, outer, problem, "nest one level deep")
            return
        field = self.configs[inner].field
        for knob in self.knobs:
            if inner in knob.homes and not knob.has_default and knob.deprecated is None:
                problem = f"{inner} is nested, and a field of it has no default"
                self.fault(knob.line, knob.name, problem, "add default:")
            if outer in knob.homes and knob.name == field:
                problem = f"the name is that of the nested config {inner} in {outer}"
                self.fault(knob.line, knob.name, problem, "choose another name")

    def targets_reached(self) -> None:
        reached = {owner for owner, _ in self.receivers}
        for target in self.registry.targets:
            self.word(target.line, target.name)
            self.path(target.line, target.name, target.object)
            self.known(target.line, target.name, "command", target.command, self.commands)
            if target.present_if:
                by_name = self.registry.by_name
                self.known(target.line, target.name, "knob", target.present_if, by_name)
            for name, value in target.when:
                if self.known(target.line, target.name, "knob", name, self.registry.by_name) and (
                    why := misfit(self.registry.by_name[name], value)
                ):
                    problem = f"when: {name}: {why}"
                    self.fault(target.line, target.name, problem, "correct the value")
            for path in target.forwards:
                self.path(target.line, target.name, path)
            for parameter in target.built:
                if (target.name, parameter) in self.receivers:
                    problem = f"built: {self.receivers[target.name, parameter].name} gives it"
                    self.fault(target.line, target.name, problem, f"remove {parameter} there")
            if target.name not in reached and not self.lost:
                self.fault(target.line, target.name, "no knob reaches the target", "remove it")

    def spellings(self) -> None:
        """No two knobs answer to the same word, whatever its case (it has none in a shell)."""
        common = {flag[2:].replace("-", "_") for flag in COMMON_FLAGS}
        reserved = {name.lower() for name in self.registry.reserved}
        owner: dict[str, Knob] = {}
        for knob in self.registry.entries.values():
            for word in sorted(set(_spellings(knob))):
                low = word.lower()
                if low in owner and owner[low] is not knob:
                    problem = f"the spelling {word!r} belongs to {owner[low].name}"
                    self.fault(knob.line, knob.name, problem, "choose another flag or alias")
                if low in common:
                    problem = f"the spelling {word!r} belongs to every command"
                    self.fault(knob.line, knob.name, problem, "choose another flag or alias")
                if low in reserved:
                    problem = f"the name {word!r} is reserved: it was a knob once"
                    self.fault(knob.line, knob.name, problem, "choose another name")
                owner.setdefault(low, knob)

    def legacy_keys(self) -> None:
        """No two knobs write the same key of params.cfg."""
        bridged = {name for name, config in self.configs.items() if config.legacy == "bridged"}
        owner: dict[str, Knob] = {}
        for knob in self.registry.knobs:
            if bridged.isdisjoint(knob.homes):
                continue
            first = owner.setdefault(knob.legacy or knob.name, knob)
            if first is not knob:
                problem = f"the key {knob.legacy or knob.name!r} of params.cfg is {first.name}'s"
                self.fault(knob.at("legacy"), knob.name, problem, "choose another legacy key")

    # -- a knob ------------------------------------------------------------------------------
    def identity(self, knob: Knob) -> None:
        at, name = knob.at, knob.name
        self.word(at("name"), name)
        for alias in knob.aliases:
            self.word(at("aliases"), alias, "alias")
        for key, flag in (("flag", knob.flag), ("negate", knob.negate)):
            if key in knob.lines and not _FLAG.fullmatch(flag):
                self.fault(at(key), name, f"{flag!r} is no flag", "write --words-with-hyphens")
        if not knob.help.endswith(".") or "\n" in knob.help:
            problem = f"help {knob.help!r} is not one sentence"
            self.fault(at("help"), name, problem, "end it with a full stop")
        if not _VERSION.fullmatch(knob.since):
            problem = f"{knob.since!r} is not a semantic version"
            self.fault(at("since"), name, problem, "write major.minor.patch")

    def useless(self, knob: Knob) -> None:
        """Keys that say what holds without them, or that change nothing."""
        derived = f"--{knob.name.replace('_', '-')}"
        words = {knob.name, knob.flag[2:].replace("-", "_")}
        for key, idle, problem in (
            ("flag", knob.flag == derived, "is the flag without it as well"),
            ("negate", knob.type.base != "bool", f"means nothing for {knob.type.base}"),
            ("aliases", not words.isdisjoint(knob.aliases), "repeats the name or the flag"),
            ("legacy", knob.legacy == knob.name, "is the key without it as well"),
            ("required", not knob.has_default, "means nothing without a default"),
            ("since", knob.since == FIRST_VERSION, "is the version without it as well"),
            ("stability", knob.stability == STABILITY[0], "is the word without it as well"),
        ):
            if key in knob.lines and idle:
                self.fault(knob.at(key), knob.name, f"{key} {problem}", "remove it")

    def homes(self, knob: Knob) -> None:
        at, name = knob.at, knob.name
        self.known(at("config"), name, "config", knob.config, self.configs)
        for surface in knob.surfaces:
            self.known(at("surfaces"), name, "surface class", surface, self.configs)
        if len(set(knob.homes)) < len(knob.homes):
            self.fault(at("surfaces"), name, "a class is named twice", "name each once")
        if not knob.commands:
            self.fault(at("commands"), name, "no command takes it", "name at least one command")
        for command in knob.commands:
            if not self.known(at("commands"), name, "command", command, self.commands):
                continue
            if knob.deprecated is not None:
                continue
            filled = self.filled[command]
            if filled.isdisjoint(knob.homes) and self.lost.isdisjoint(filled | set(knob.homes)):
                homes = ", ".join(sorted(knob.homes))
                problem = f"the command {command} has none of its configs ({homes})"
                self.fault(at("commands"), name, problem, "add a surface or drop the command")
        for command in knob.required:
            self.known(at("required"), name, "required: command", command, knob.commands)

    def filled_by(self, command: Command) -> set[str]:
        """Names of the configs that a command fills, nested ones included."""
        outer = command.configs
        inner = (self.configs[name].nests for name in outer if name in self.configs)
        return set(outer).union(*inner)

    def wiring(self, knob: Knob) -> None:
        at, name = knob.at, knob.name
        if not knob.targets and not knob.consumer:
            self.fault(at("name"), name, "nothing reads it", "give it a target or a consumer")
        if knob.consumer:
            self.path(at("consumer"), name, knob.consumer)
        for owner, parameter in knob.targets:
            self.word(at("target"), parameter, "parameter")
            if self.known(at("target"), name, "target", owner, self.targets):
                command = self.targets[owner].command
                if command in self.commands and command not in knob.commands:
                    problem = f"the target {owner} belongs to the command {command}"
                    self.fault(at("target"), name, problem, f"add {command} to commands")
            self.taken(knob, owner, parameter)
        if knob.legacy and self.never_bridged(knob):
            problem = f"{knob.config} never reaches params.cfg"
            self.fault(at("legacy"), name, problem, "remove the legacy key")

    def never_bridged(self, knob: Knob) -> bool:
        """Whether no class in which the knob is a field reaches params.cfg."""
        homes = (self.configs.get(name) for name in knob.homes)
        return all(config is not None and config.legacy == "never" for config in homes)

    def taken(self, knob: Knob, owner: str, parameter: str) -> None:
        """A parameter takes the value of one knob."""
        first = self.receivers[owner, parameter]
        if first.name != knob.name or knob.targets.count((owner, parameter)) > 1:
            problem = f"{owner}.{parameter} receives the value of {first.name} already"
            self.fault(knob.at("target"), knob.name, problem, "choose another parameter")

    def relation(self, knob: Knob, relation: Relation) -> None:
        at, by_name = relation.line, self.registry.by_name
        if not self.known(at, knob.name, "related knob", relation.other, by_name):
            return
        other = by_name[relation.other]
        if relation.when is None and not knob.has_default:
            problem = "a relation without `when` needs a default"
            self.fault(at, knob.name, problem, "add when:")
            return
        whys = [condition_misfit(other, relation.test)]
        if relation.when is not None:
            whys.append(condition_misfit(knob, relation.when))
        for why in filter(None, whys):
            problem = f"relation to {other.name}: {why}"
            self.fault(at, knob.name, problem, "correct the condition")
        if other is knob:
            self.fault(at, knob.name, "the relation is to the knob itself", "use min, max, choices")
        elif self.never_meet(knob, other):
            problem = f"no command takes both it and {other.name}"
            self.fault(at, knob.name, problem, "remove the relation")
        elif not any(whys):
            self.satisfiable(knob, other, relation)

    def never_meet(self, knob: Knob, other: Knob) -> bool:
        """Whether no command takes both; one that is unknown might have been meant to."""
        ours, theirs = set(knob.commands), set(other.commands)
        return ours.isdisjoint(theirs) and self.commands.keys() >= ours | theirs

    def satisfiable(self, knob: Knob, other: Knob, relation: Relation) -> None:
        at = relation.line
        clash = (
            knob.has_default
            and other.has_default
            and applies(knob, relation, knob.default)
            and holds(relation.test, other.default) is relation.forbids
        )
        if not satisfying(other, relation):
            problem = f"no value of {other.name} is known to satisfy the relation"
            self.fault(at, knob.name, problem, f"add one to the examples of {other.name}")
        elif clash:
            problem = f"the defaults of it and {other.name} break the relation"
            self.fault(at, knob.name, problem, "change a default or the condition")


def _spellings(knob: Knob) -> list[str]:
    words = [knob.name, knob.flag[2:].replace("-", "_"), *knob.aliases]
    return [*words, knob.negate[2:].replace("-", "_")] if knob.type.base == "bool" else words
