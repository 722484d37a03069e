"""What must hold in a registry beyond the shape of its entries."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable

from codegen.nodes import Fault
from codegen.schema import LAYERS, Condition, Knob, Registry
from codegen.types import misfit

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_FLAG = re.compile(r"--[a-z][a-z0-9-]*")
_VERSION = re.compile(r"\d+\.\d+\.\d+")


def check(registry: Registry, faults: list[Fault], file: str) -> None:
    """Add every fault of a registry whose entries are of the right shape."""
    checker = _Checker(registry, faults, file)
    checker.top()
    checker.spellings()
    for knob in registry.knobs:
        checker.identity(knob)
        checker.values(knob)
        checker.wiring(knob)
        checker.relations(knob)


class _Checker:
    def __init__(self, registry: Registry, faults: list[Fault], file: str) -> None:
        self.registry = registry
        self.faults = faults
        self.file = file
        self.configs = {config.name for config in registry.configs}
        self.commands = {command.name: command for command in registry.commands}
        self.targets = {target.name: target for target in registry.targets}

    def fault(self, line: int, subject: str, problem: str, cure: str) -> None:
        self.faults.append(Fault(self.file, line, subject, problem, cure))

    def known(self, line: int, subject: str, what: str, name: str, among: Iterable[str]) -> bool:
        names = sorted(among)
        if name in names:
            return True
        near = difflib.get_close_matches(name, names, 1)
        cure = f"did you mean {near[0]}?" if near else f"use one of {', '.join(names)}"
        self.fault(line, subject, f"{what} {name!r} is unknown", cure)
        return False

    # -- the head ----------------------------------------------------------------------------
    def top(self) -> None:
        registry = self.registry
        if not _VERSION.fullmatch(registry.version):
            problem = f"{registry.version!r} is not a semantic version"
            self.fault(1, "version", problem, "write major.minor.patch")
        if sorted(registry.precedence) != sorted(LAYERS) or registry.precedence[:1] != LAYERS[:1]:
            problem = f"the layers {', '.join(registry.precedence)} are not the known ones"
            self.fault(1, "precedence", problem, f"order {', '.join(LAYERS)}; default comes first")
        for config in registry.configs:
            for inner in config.nests:
                self.known(config.line, config.name, "nested config", inner, self.configs)
        for command in registry.commands:
            for name in command.configs:
                self.known(command.line, command.name, "config", name, self.configs)
        reached = {owner for knob in registry.knobs for owner, _ in knob.targets}
        for target in registry.targets:
            self.known(target.line, target.name, "command", target.command, self.commands)
            if target.name not in reached:
                self.fault(target.line, target.name, "no knob reaches the target", "remove it")

    def spellings(self) -> None:
        """No two knobs answer to the same word."""
        owner: dict[str, Knob] = {}
        for knob in self.registry.knobs:
            words = {knob.name, knob.flag[2:].replace("-", "_"), *knob.aliases}
            if knob.type.base == "bool":
                words.add(knob.negate[2:].replace("-", "_"))
            for word in sorted(words):
                if word in owner and owner[word] is not knob:
                    problem = f"the spelling {word!r} belongs to {owner[word].name}"
                    self.fault(knob.line, knob.name, problem, "choose another flag or alias")
                if word in self.registry.reserved:
                    problem = f"the name {word!r} is reserved: it was a knob once"
                    self.fault(knob.line, knob.name, problem, "choose another name")
                owner.setdefault(word, knob)

    # -- a knob ------------------------------------------------------------------------------
    def identity(self, knob: Knob) -> None:
        if not _NAME.fullmatch(knob.name):
            self.fault(knob.line, knob.name, "the name is no identifier", "write it in snake_case")
        for flag in (knob.flag, knob.negate):
            if not _FLAG.fullmatch(flag.lower()):
                self.fault(
                    knob.line, knob.name, f"{flag!r} is no flag", "write --words-with-hyphens"
                )
        if not knob.help.endswith(".") or "\n" in knob.help.strip():
            self.fault(knob.line, knob.name, "help is not one sentence", "end it with a full stop")
        if not knob.commands:
            self.fault(knob.line, knob.name, "no command takes it", "name at least one command")
        self.known(knob.line, knob.name, "config", knob.config, self.configs)
        for surface in knob.surfaces:
            self.known(knob.line, knob.name, "surface class", surface.cls, self.configs)
        homes = {knob.config, *(surface.cls for surface in knob.surfaces)}
        for name in knob.commands:
            if not self.known(knob.line, knob.name, "command", name, self.commands):
                continue
            if homes.isdisjoint(self.registry.config_names(self.commands[name])):
                problem = f"the command {name} has none of its configs ({', '.join(sorted(homes))})"
                self.fault(knob.line, knob.name, problem, "add a surface or drop the command")
        for name in knob.required:
            self.known(knob.line, knob.name, "required: command", name, knob.commands)

    def values(self, knob: Knob) -> None:
        self.constraints(knob)
        self.sentinels(knob)
        at, name = knob.line, knob.name
        if knob.has_default and (why := misfit(knob, knob.default)):
            self.fault(at, name, f"default: {why}", "correct the default or the range")
        for example in knob.examples:
            if why := misfit(knob, example):
                self.fault(at, name, f"example: {why}", "correct the example or the range")
        for example in knob.counterexamples:
            if misfit(knob, example) is None:
                self.fault(at, name, f"counterexample {example!r} is allowed", "remove it")

    def constraints(self, knob: Knob) -> None:
        at, name, base = knob.line, knob.name, knob.type.base
        bounds = [knob.min, knob.max, knob.above, knob.below]
        if base not in ("int", "float") and any(bound is not None for bound in bounds):
            self.fault(at, name, f"a bound means nothing for {base}", "remove it")
        if knob.min is not None and knob.max is not None and knob.min > knob.max:
            self.fault(at, name, f"min {knob.min} is above max {knob.max}", "swap them")
        if (base == "enum") != bool(knob.choices):
            cure = "add choices" if base == "enum" else "remove choices or make the type enum"
            self.fault(at, name, f"type {base} with {len(knob.choices)} choices", cure)
        if knob.pattern is not None and base != "str":
            self.fault(at, name, f"a pattern means nothing for {base}", "remove it")
        if knob.length is not None and not knob.type.is_list:
            self.fault(at, name, "a length means nothing without a list", "remove it")
        for choice in knob.choices:
            if type(choice.value) is not str:
                problem = f"choice {choice.value!r} is not text to YAML"
                self.fault(at, name, problem, "put it in quotes")

    def sentinels(self, knob: Knob) -> None:
        said = [sentinel.value for sentinel in knob.sentinels]
        if knob.type.optional and None not in said:
            self.fault(knob.line, knob.name, "what null means is not said", "add it to sentinels")
        for word in knob.type.words:
            if word not in said:
                problem = f"what {word!r} means is not said"
                self.fault(knob.line, knob.name, problem, "add it to sentinels")
        for value in said:
            typed = {"int": int, "float": float, "str": str, "path": str}.get(knob.type.base)
            if value is None or value in knob.type.words:
                if value is None and not knob.type.optional:
                    cure = "add `| None` to the type or remove the sentinel"
                    self.fault(knob.line, knob.name, "null is not a value of this type", cure)
            elif typed is not type(value):
                problem = f"sentinel {value!r} is not of type {knob.type.base}"
                self.fault(knob.line, knob.name, problem, "write a value of the type")

    def wiring(self, knob: Knob) -> None:
        at, name = knob.line, knob.name
        if not knob.targets and not knob.consumer:
            self.fault(at, name, "nothing reads it", "give it a target or a consumer")
        for owner, _ in knob.targets:
            if self.known(at, name, "target", owner, self.targets):
                command = self.targets[owner].command
                if command not in knob.commands:
                    problem = f"the target {owner} belongs to the command {command}"
                    self.fault(at, name, problem, f"add {command} to commands")
        never = {config.name for config in self.registry.configs if config.legacy == "never"}
        if knob.legacy and knob.config in never:
            problem = f"{knob.config} never reaches params.cfg"
            self.fault(at, name, problem, "remove the legacy key")

    def relations(self, knob: Knob) -> None:
        for relation in knob.relations:
            by_name = self.registry.by_name
            if not self.known(relation.line, knob.name, "related knob", relation.other, by_name):
                continue
            for subject, condition in (
                (knob, relation.when),
                (by_name[relation.other], relation.test),
            ):
                if condition is not None and (why := _condition_misfit(subject, condition)):
                    self.fault(
                        relation.line, knob.name, f"relation: {why}", "correct the condition"
                    )
            if relation.when is None and not knob.has_default:
                problem = "a relation without `when` needs a default"
                self.fault(relation.line, knob.name, problem, "add when:")


def _condition_misfit(knob: Knob, condition: Condition) -> str | None:
    if condition.op == "min":
        return None if knob.type.base in ("int", "float") else f"{knob.name} is not a number"
    values = condition.value if condition.op == "in" else (condition.value,)
    if not isinstance(values, tuple):
        return f"{values!r} is not a list"
    return next((why for value in values if (why := misfit(knob, value))), None)
