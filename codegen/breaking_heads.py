"""Rules on what stands beside the knobs: names, layers, dataclasses, programs, targets."""

from __future__ import annotations

from codegen.breaking import MAJOR, MINOR, Told, rule
from codegen.schema import Registry


@rule("precedence-changed", MAJOR)
def precedence(old: Registry, new: Registry) -> Told:
    """Layers win in another order."""
    if old.precedence != new.precedence:
        order = " < ".join(new.precedence)
        yield "precedence", f"the layers are now ordered {order}", "check which layer wins"


@rule("name-freed", MAJOR)
def name_freed(old: Registry, new: Registry) -> Told:
    """A name that must stay reserved is off the list, or a removed one was not put on it."""
    gone = {name for name in old.entries if name not in new.entries}
    aliases = {alias for knob in new.entries.values() for alias in knob.aliases}
    for name in sorted((gone | set(old.reserved)) - set(new.reserved) - aliases):
        if name not in new.entries:
            yield name, "the name is no knob any more and is not on the reserved list", ""


@rule("name-reused", MAJOR)
def name_reused(old: Registry, new: Registry) -> Told:
    """A name that was given up stands for something else now."""
    for name in old.reserved:
        if name in new.entries:
            yield name, "the name was reserved and is a knob again", f"see whether {name} is meant"


@rule("config-removed", MAJOR)
def config_removed(old: Registry, new: Registry) -> Told:
    """A dataclass is gone."""
    left = {config.name for config in new.configs}
    for config in old.configs:
        if config.name not in left:
            yield config.name, "the dataclass is gone", ""


@rule("config-added", MINOR)
def config_added(old: Registry, new: Registry) -> Told:
    """A dataclass is new."""
    known = {config.name for config in old.configs}
    for config in new.configs:
        if config.name not in known:
            yield config.name, "a new dataclass", ""


@rule("config-bridge-changed", MAJOR)
def config_bridge(old: Registry, new: Registry) -> Told:
    """A dataclass enters, or leaves, the legacy dictionary, or its field has another name."""
    before = {config.name: config for config in old.configs}
    for config in new.configs:
        was = before.get(config.name)
        if was is not None and was.legacy != config.legacy:
            yield config.name, f"legacy was {was.legacy} and is {config.legacy}", ""
        if was is not None and was.field != config.field:
            yield config.name, f"its field was {was.field} and is {config.field}", ""
        if was is not None and was.nests != config.nests:
            yield config.name, "it nests other dataclasses", ""


@rule("program-removed", MAJOR)
def program_removed(old: Registry, new: Registry) -> Told:
    """A program is gone or has another name."""
    programs = {command.name: command.program for command in new.commands}
    for command in old.commands:
        now = programs.get(command.name)
        if now != command.program:
            text = "the program is gone" if now is None else f"the program is called {now} now"
            yield command.program, text, "" if now is None else f"call {now}"


@rule("program-added", MINOR)
def program_added(old: Registry, new: Registry) -> Told:
    """A program is new."""
    known = {command.name for command in old.commands}
    for command in new.commands:
        if command.name not in known:
            yield command.program, "a new program", ""


@rule("program-module-changed", MAJOR)
def program_module(old: Registry, new: Registry) -> Told:
    """What `python -m` names has moved."""
    modules = {command.name: command.module for command in new.commands}
    for command in old.commands:
        now = modules.get(command.name)
        if now is not None and now != command.module:
            yield command.program, f"its module was {command.module} and is {now}", f"call {now}"


@rule("target-object-changed", MAJOR)
def target_object(old: Registry, new: Registry) -> Told:
    """The knobs of a target configure another object."""
    objects = {target.name: target.object for target in new.targets}
    for target in old.targets:
        now = objects.get(target.name)
        if now is not None and now != target.object:
            yield target.name, f"it was {target.object} and is {now}", ""
