"""From YAML text to a registry: every key known, every value of its kind, all faults at once."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from codegen import rules
from codegen.nodes import Fault, Item, RegistryError, parse
from codegen.passthrough import passthrough_group
from codegen.reader import Reader, frozen
from codegen.schema import (
    AFFECTS,
    CONDITIONS,
    CONVERTERS,
    LEGACY,
    RESUME,
    STABILITY,
    Choice,
    Command,
    Condition,
    Config,
    Deprecation,
    Group,
    Knob,
    Registry,
    Relation,
    Sentinel,
    Target,
    ValueType,
)
from codegen.surfaces import read_links, read_surface
from codegen.sweeps import read_sweep
from codegen.types import parse_type

LIST_KEYS = ("precedence", "reserved", "configs", "commands", "targets", "groups")
OPTIONAL_KEYS = ("surfaces",)
KNOB_KEYS = (
    "name",
    "config",
    "type",
    "default",
    "required",
    "min",
    "above",
    "max",
    "below",
    "length",
    "pattern",
    "choices",
    "sentinels",
    "unit",
    "help",
    "details",
    "examples",
    "counterexamples",
    "sweep",
    "flag",
    "negate",
    "aliases",
    "commands",
    "rare",
    "legacy",
    "surfaces",
    "target",
    "consumer",
    "affects",
    "resume",
    "once",
    "machine",
    "requires",
    "conflicts",
    "since",
    "stability",
    "why_default",
    "adapted",
    "deprecated",
)
_RANK = {key: rank for rank, key in enumerate(KNOB_KEYS)}
_MUST = ("name", "config", "type", "help", "commands", "affects", "resume")
_NOT_EMPTY = (
    *("required", "pattern", "sentinels", "unit", "details", "examples", "counterexamples"),
    *("aliases", "legacy", "surfaces", "target", "consumer", "requires", "conflicts"),
    "why_default",
    "adapted",
)
_BOUNDS = ("min", "max", "above", "below")


def load_file(path: Path, shown_as: str) -> Registry:
    """Read a registry file; ``shown_as`` is how messages name it. Raises RegistryError."""
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        problem, cure = f"cannot be read ({error.strerror})", "put the registry there"
    except UnicodeDecodeError:
        problem, cure = "is not UTF-8 text", "save it as UTF-8"
    else:
        return load(text, shown_as)
    raise RegistryError([Fault(shown_as, 1, "registry", problem, cure)])


def load(text: str, file: str = "spec/knobs.yaml") -> Registry:
    """Read registry text. Raises RegistryError with every fault found."""
    reader = _Records(file)
    root = parse(text, file, reader.faults)
    registry = reader.registry(root) if root is not None else None
    if registry is not None:
        rules.check(registry, reader.faults, file, reader.lost)
    if registry is None or reader.faults:
        raise RegistryError(reader.faults)
    return registry


def read_as_is(text: str, file: str) -> Registry | None:
    """A registry written for another version of these rules, as far as it can be read."""
    reader = _Records(file)
    root = parse(text, file, reader.faults)
    return reader.registry(root) if root is not None else None


class _Records(Reader):
    """Turns items into records."""

    # -- the registry ------------------------------------------------------------------------
    def registry(self, root: Item) -> Registry | None:
        """The registry; None where too little could be read to hold its parts together."""
        keys = ("version", *LIST_KEYS)
        get = self.mapping(root, "registry", (*keys, *OPTIONAL_KEYS), keys)
        registry = Registry(
            version=self.text(get.get("version"), "version"),
            precedence=self.texts(get.get("precedence"), "precedence"),
            reserved=self.texts(get.get("reserved"), "reserved"),
            configs=self.records(get.get("configs"), "configs", self.config),
            commands=self.records(get.get("commands"), "commands", self.command),
            targets=self.records(get.get("targets"), "targets", self.target),
            groups=self.records(get.get("groups"), "groups", self.group, keep=True),
            surfaces=self.records(
                get.get("surfaces"), "surfaces", lambda each: read_surface(self, each)
            ),
            lines={key: item.line for key, item in get.items()},
        )
        more = passthrough_group(registry.targets, registry.commands)
        return None if self._unreadable else replace(registry, groups=registry.groups + more)

    def config(self, item: Item) -> Config:
        keys = ("name", "field", "summary", "legacy", "nests")
        get = self.mapping(item, "config", keys, keys[:-1])
        name = self.text(get.get("name"), "config")
        return Config(
            name=name,
            field=self.text(get.get("field"), name),
            summary=self.text(get.get("summary"), name),
            legacy=self.one_of(get.get("legacy"), name, "legacy", LEGACY),
            nests=self.texts(get.get("nests"), name),
            line=item.line,
        )

    def command(self, item: Item) -> Command:
        keys = ("name", "program", "module", "summary", "configs", "example")
        get = self.mapping(item, "command", keys, keys)
        name = self.text(get.get("name"), "command")
        return Command(
            name=name,
            program=self.text(get.get("program"), name),
            module=self.text(get.get("module"), name),
            summary=self.text(get.get("summary"), name),
            configs=self.texts(get.get("configs"), name),
            example=self.text(get.get("example"), name),
            line=item.line,
        )

    def target(self, item: Item) -> Target:
        must = ("name", "object", "command")
        more = ("machine", "passthrough", "built", "requires", "forwards", "present_if", "when")
        get = self.mapping(item, "target", (*must, *more), must)
        name = self.text(get.get("name"), "target")
        when = get.get("when")
        pairs = when.value.items() if when is not None and isinstance(when.value, dict) else ()
        return Target(
            name=name,
            object=self.text(get.get("object"), name),
            command=self.text(get.get("command"), name),
            line=item.line,
            passthrough=self.text(get.get("passthrough"), name),
            machine=self.mark(get.get("machine"), name, "machine"),
            built=self.texts(get.get("built"), name),
            relations=self.relations(get, name),
            forwards=self.texts(get.get("forwards"), name),
            present_if=self.text(get.get("present_if"), name),
            when=tuple((key, frozen(value.plain())) for key, value in pairs),
        )

    def group(self, item: Item) -> Group:
        keys = ("name", "title", "summary", "knobs")
        get = self.mapping(item, "group", keys, keys)
        name = self.text(get.get("name"), "group")
        title, summary = (self.text(get.get(key), name) for key in ("title", "summary"))
        knobs = self.records(get.get("knobs"), name, lambda each: self.knob(each, name))
        return Group(name, title, summary, knobs, item.line)

    # -- a knob ------------------------------------------------------------------------------
    def knob(self, item: Item, group: str) -> Knob:
        raw = item.value.get("name") if isinstance(item.value, dict) else None
        name = raw.value if raw is not None and isinstance(raw.value, str) else "knob"
        get = self.mapping(item, name, _RANK, _MUST)
        self.order(name, get)
        for key in _NOT_EMPTY:
            if key in get and get[key].value in ("", []):
                self.fault(get[key].line, name, f"{key} is empty", "remove it")
        said = {key: read(self, get[key], name) for key, read in _PLAIN.items() if key in get}
        return Knob(
            **_ABSENT | {"name": name} | said,
            line=item.line,
            lines={key: each.line for key, each in get.items()},
            group=group,
            affects=self.one_of(get.get("affects"), name, "affects", AFFECTS),
            resume=self.one_of(get.get("resume"), name, "resume", RESUME),
            stability=self.one_of(get.get("stability"), name, "stability", STABILITY, STABILITY[0]),
            **self.default(get),
            **self.surface_keys(get, name),
            relations=self.relations(get, name) if "requires" in get or "conflicts" in get else (),
        )

    def default(self, get: dict[str, Item]) -> dict[str, Any]:
        if "default" not in get:
            return {}
        return {"has_default": True, "default": frozen(get["default"].plain())}

    def deprecation(self, item: Item, name: str) -> Deprecation:
        keys = ("reason", "to", "convert", "warn_since", "remove_in")
        get = self.mapping(item, name, keys, keys)
        reason, to, since, until = (
            self.text(get.get(key), name) for key in keys if key != "convert"
        )
        convert = self.one_of(get.get("convert"), name, "convert", CONVERTERS)
        return Deprecation(reason, to, convert, since, until)

    def order(self, name: str, get: dict[str, Item]) -> None:
        ranks = [_RANK[key] for key in get]
        if ranks == sorted(ranks):
            return
        wanted = sorted(get, key=_RANK.__getitem__)
        for key, right in zip(get, wanted, strict=True):
            if key != right:
                problem = f"the key {key!r} stands where {right!r} belongs"
                self.fault(get[key].line, name, problem, f"write them as {', '.join(wanted)}")
                return

    def type(self, item: Item | None, name: str) -> ValueType:
        text = self.text(item, name, "int")
        kind = parse_type(text)
        if item is not None and kind is None:
            cure = 'write a type such as int, float | None, list[int], int | "auto"'
            self.unreadable(item.line, name, f"{text!r} is no type", cure)
        return kind or ValueType("int")

    def values(self, item: Item, name: str) -> tuple[Any, ...]:
        return tuple(frozen(each.plain()) for each in self.items(item, name))

    def pattern(self, item: Item, name: str) -> str | None:
        text = self.text(item, name)
        try:
            re.compile(text)
        except re.error as error:
            problem = f"{text!r} is no regular expression ({error})"
            self.unreadable(item.line, name, problem, "correct it")
        return text or None

    def pairs(self, item: Item, name: str, text_key: str) -> list[tuple[Any, str]]:
        pairs = []
        for each in self.items(item, name):
            parts = self.mapping(each, name, ("value", text_key), ("value", text_key))
            if "value" in parts:
                pairs.append((parts["value"].plain(), self.text(parts.get(text_key), name)))
        return pairs

    def surface_keys(self, get: dict[str, Item], name: str) -> dict[str, Any]:
        ours, links = read_links(self, get.get("surfaces"), name)
        return {
            "surfaces": ours,
            "links": links,
            "targets": self.targets(get.get("target"), name),
            "flag": self.text(get.get("flag"), name, f"--{name.replace('_', '-')}"),
            "negate": self.text(get.get("negate"), name, f"--no-{name.replace('_', '-')}"),
        }

    def choices(self, item: Item, name: str) -> tuple[Choice, ...]:
        return tuple(Choice(*pair) for pair in self.pairs(item, name, "help"))

    def sentinels(self, item: Item, name: str) -> tuple[Sentinel, ...]:
        return tuple(Sentinel(*pair) for pair in self.pairs(item, name, "meaning"))

    def targets(self, item: Item | None, name: str) -> tuple[tuple[str, str], ...]:
        if item is None:
            return ()
        targets = []
        for each in [item] if isinstance(item.value, str) else self.items(item, name):
            owner, _, parameter = self.text(each, name).partition(".")
            if not owner or not parameter:
                problem = f"target {each.plain()!r} names no parameter"
                self.unreadable(each.line, name, problem, "write Object.parameter")
            targets.append((owner, parameter))
        return tuple(targets)

    def relations(self, get: dict[str, Item], name: str) -> tuple[Relation, ...]:
        found = []
        for key, test_key in (("requires", "needs"), ("conflicts", "with")):
            for each in self.items(get.get(key), name):
                allowed = ("when", "knob", test_key, "message")
                parts = self.mapping(each, name, allowed, allowed[1:])
                test = self.condition(parts.get(test_key), name)
                when = self.condition(parts.get("when"), name)
                other, message = (self.text(parts.get(k), name) for k in ("knob", "message"))
                if test is not None and (when is not None or "when" not in parts):
                    forbids = key == "conflicts"
                    found.append(Relation(when, other, test, forbids, message, each.line))
        return tuple(found)

    def condition(self, item: Item | None, name: str) -> Condition | None:
        if item is None:
            return None
        tests = self.mapping(item, name, CONDITIONS, ())
        if isinstance(item.value, dict) and len(item.value) != 1:
            cure = "write one of {is: V}, {is_not: V}, {in: [V, W]}, {min: V}"
            self.unreadable(item.line, name, "a condition has one test", cure)
        found = [Condition(op, frozen(value.plain())) for op, value in tests.items()]
        return found[0] if found else None


_PLAIN: dict[str, Callable[[_Records, Item, str], Any]] = {
    **dict.fromkeys(
        ("config", "help", "unit", "details", "legacy", "consumer", "since"), Reader.text
    ),
    **dict.fromkeys(("why_default", "adapted"), Reader.text),
    **dict.fromkeys(("commands", "required", "aliases"), Reader.texts),
    **dict.fromkeys(("examples", "counterexamples"), _Records.values),
    **{key: partial(Reader.number, key=key) for key in (*_BOUNDS, "length")},
    **{key: partial(Reader.mark, key=key) for key in ("rare", "once", "machine")},
    "name": Reader.text,
    "type": _Records.type,
    "pattern": _Records.pattern,
    "choices": _Records.choices,
    "sentinels": _Records.sentinels,
    "deprecated": _Records.deprecation,
    "sweep": read_sweep,
}
"""Keys of a knob that are read by themselves, into the field of the same name."""
_ABSENT: dict[str, Any] = {"config": "", "type": ValueType("int"), "help": "", "commands": ()}
"""What stands in for keys that must be there, so that reading can go on."""
