"""From YAML text to a registry: every key known, every value of its kind, all faults at once."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

from codegen import rules
from codegen.nodes import Fault, Item, RegistryError, parse
from codegen.schema import (
    AFFECTS,
    CONDITIONS,
    FIRST_VERSION,
    LEGACY,
    RESUME,
    STABILITY,
    Choice,
    Command,
    Condition,
    Config,
    Group,
    Knob,
    Registry,
    Relation,
    Sentinel,
    Surface,
    Target,
)
from codegen.types import parse_type

T = TypeVar("T")

TOP_KEYS = ("version", "precedence", "reserved", "configs", "commands", "targets", "groups")
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
    "flag",
    "negate",
    "aliases",
    "commands",
    "legacy",
    "surfaces",
    "target",
    "consumer",
    "affects",
    "resume",
    "requires",
    "conflicts",
    "since",
    "stability",
)
_MUST = ("name", "config", "type", "help", "commands", "affects", "resume")


def load_file(path: Path, shown_as: str) -> Registry:
    """Read a registry file; ``shown_as`` is how messages name it. Raises RegistryError."""
    return load(path.read_text(encoding="utf-8"), shown_as)


def load(text: str, file: str = "spec/knobs.yaml") -> Registry:
    """Read registry text. Raises RegistryError with every fault found."""
    reader = _Reader(file)
    root = parse(text, file, reader.faults)
    registry = reader.registry(root) if root is not None else None
    if registry is not None:
        rules.check(registry, reader.faults, file)
    if registry is None or reader.faults:
        raise RegistryError(reader.faults)
    return registry


class _Reader:
    """Turns items into records; notes each fault and goes on."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.faults: list[Fault] = []

    def fault(self, line: int, subject: str, problem: str, cure: str) -> None:
        self.faults.append(Fault(self.file, line, subject, problem, cure))

    # -- shapes ------------------------------------------------------------------------------
    def keys(self, item: Item, subject: str, allowed: Iterable[str], must: Iterable[str]) -> bool:
        """Whether the item is a mapping with known keys; unknown and missing ones are faults."""
        allowed = list(allowed)
        if not isinstance(item.value, dict):
            self.fault(item.line, subject, f"{item.plain()!r} is not a mapping", "write key: value")
            return False
        for key, value in item.value.items():
            if key not in allowed:
                near = difflib.get_close_matches(key, allowed, 1)
                cure = f"did you mean {near[0]}?" if near else f"use one of {', '.join(allowed)}"
                self.fault(value.line, subject, f"unknown key {key!r}", cure)
        for key in must:
            if key not in item.value:
                self.fault(item.line, subject, f"the key {key!r} is missing", f"add {key}:")
        return all(key in item.value for key in must)

    def items(self, item: Item | None, subject: str) -> list[Item]:
        if item is None:
            return []
        if not isinstance(item.value, list):
            self.fault(item.line, subject, f"{item.plain()!r} is not a list", "write [a, b]")
            return []
        return item.value

    def text(self, item: Item | None, subject: str, default: str = "") -> str:
        if item is None:
            return default
        if not isinstance(item.value, str):
            self.fault(item.line, subject, f"{item.plain()!r} is not text", "put it in quotes")
            return default
        return item.value

    def texts(self, item: Item | None, subject: str) -> tuple[str, ...]:
        return tuple(self.text(each, subject) for each in self.items(item, subject))

    def one_of(self, item: Item, subject: str, key: str, allowed: tuple[str, ...]) -> str:
        value = item.plain()
        if value not in allowed:
            near = difflib.get_close_matches(str(value), allowed, 1)
            cure = f"did you mean {near[0]}?" if near else f"use one of {', '.join(allowed)}"
            self.fault(item.line, subject, f"{key} {value!r} is unknown", cure)
            return allowed[0]
        return str(value)

    def records(
        self, root: dict[str, Item], key: str, read: Callable[[Item], T | None]
    ) -> tuple[T, ...]:
        found = (read(item) for item in self.items(root.get(key), key))
        return tuple(record for record in found if record is not None)

    # -- the registry ------------------------------------------------------------------------
    def registry(self, root: Item) -> Registry | None:
        if not self.keys(root, "registry", TOP_KEYS, TOP_KEYS):
            return None
        top: dict[str, Item] = root.value
        groups = self.records(top, "groups", self.group)
        by_name: dict[str, Knob] = {}
        for knob in (knob for group in groups for knob in group.knobs):
            if knob.name in by_name:
                first = by_name[knob.name].line
                self.fault(
                    knob.line, knob.name, f"the name is taken (line {first})", "choose another name"
                )
            by_name[knob.name] = knob
        return Registry(
            version=self.text(top["version"], "version"),
            precedence=self.texts(top["precedence"], "precedence"),
            reserved=self.texts(top["reserved"], "reserved"),
            configs=self.records(top, "configs", self.config),
            commands=self.records(top, "commands", self.command),
            targets=self.records(top, "targets", self.target),
            groups=groups,
            by_name=by_name,
        )

    def config(self, item: Item) -> Config | None:
        keys = ("name", "field", "summary", "legacy", "nests")
        if not self.keys(item, "config", keys, keys[:-1]):
            return None
        get = item.value
        return Config(
            name=self.text(get["name"], "config"),
            field=self.text(get["field"], "config"),
            summary=self.text(get["summary"], "config"),
            legacy=self.one_of(get["legacy"], "config", "legacy", LEGACY),
            nests=self.texts(get.get("nests"), "nests"),
            line=item.line,
        )

    def command(self, item: Item) -> Command | None:
        keys = ("name", "program", "module", "summary", "configs", "example")
        if not self.keys(item, "command", keys, keys):
            return None
        get = item.value
        name, program, module, summary, example = (
            self.text(get[key], "command") for key in keys if key != "configs"
        )
        configs = self.texts(get["configs"], "configs")
        return Command(name, program, module, summary, configs, example, item.line)

    def target(self, item: Item) -> Target | None:
        keys = ("name", "object", "command")
        if not self.keys(item, "target", keys, keys):
            return None
        name, path, command = (self.text(item.value[key], "target") for key in keys)
        return Target(name, path, command, item.line)

    def group(self, item: Item) -> Group | None:
        keys = ("name", "title", "summary", "knobs")
        if not self.keys(item, "group", keys, keys):
            return None
        name, title, summary = (self.text(item.value[key], "group") for key in keys[:3])
        knobs = (self.knob(each, name) for each in self.items(item.value["knobs"], name))
        return Group(name, title, summary, tuple(knob for knob in knobs if knob is not None))

    # -- a knob ------------------------------------------------------------------------------
    def knob(self, item: Item, group: str) -> Knob | None:
        raw = item.value.get("name") if isinstance(item.value, dict) else None
        name = self.text(raw, "knob") or "knob"
        complete = self.keys(item, name, KNOB_KEYS, _MUST)
        if not complete:
            return None
        get: dict[str, Item] = item.value
        self.order(name, get)
        type_text = self.text(get["type"], name)
        kind = parse_type(type_text)
        if kind is None:
            cure = 'write a type such as int, float | None, list[int], int | "auto"'
            self.fault(get["type"].line, name, f"{type_text!r} is no type", cure)
            return None
        return Knob(
            name=name,
            line=item.line,
            group=group,
            config=self.text(get["config"], name),
            type=kind,
            help=self.text(get["help"], name),
            commands=self.texts(get["commands"], name),
            affects=self.one_of(get["affects"], name, "affects", AFFECTS),
            resume=self.one_of(get["resume"], name, "resume", RESUME),
            **self.value_keys(get, name),
            **self.surface_keys(get, name),
            relations=self.relations(get, name),
            since=self.text(get.get("since"), name, FIRST_VERSION),
            stability=self.one_of(get["stability"], name, "stability", STABILITY)
            if "stability" in get
            else "stable",
        )

    def order(self, name: str, get: dict[str, Item]) -> None:
        known = [key for key in get if key in KNOB_KEYS]
        wanted = sorted(known, key=KNOB_KEYS.index)
        for key, right in zip(known, wanted, strict=True):
            if key != right:
                problem = f"the key {key!r} stands where {right!r} belongs"
                self.fault(get[key].line, name, problem, f"write them as {', '.join(wanted)}")
                return

    def value_keys(self, get: dict[str, Item], name: str) -> dict[str, Any]:
        plain = {key: item.plain() for key, item in get.items()}
        keys: dict[str, Any] = {
            "has_default": "default" in get,
            "default": _frozen(plain.get("default")),
            "required": self.texts(get.get("required"), name),
            "choices": self.pairs(get.get("choices"), name, "help", Choice),
            "sentinels": self.pairs(get.get("sentinels"), name, "meaning", Sentinel),
            "pattern": self.text(get.get("pattern"), name) or None,
            "unit": self.text(get.get("unit"), name),
            "details": self.text(get.get("details"), name),
            "examples": tuple(_frozen(e.plain()) for e in self.items(get.get("examples"), name)),
            "counterexamples": tuple(
                _frozen(e.plain()) for e in self.items(get.get("counterexamples"), name)
            ),
        }
        for key in ("min", "max", "above", "below", "length"):
            keys[key] = self.number(get.get(key), name, key)
        return keys

    def number(self, item: Item | None, name: str, key: str) -> float | None:
        if item is None:
            return None
        if isinstance(item.value, bool) or not isinstance(item.value, (int, float)):
            problem = f"{key} {item.plain()!r} is not a number"
            self.fault(item.line, name, problem, "write a number (1.0e-3, not 1e-3)")
            return None
        return item.value

    def pairs(
        self, item: Item | None, name: str, text_key: str, make: Callable[[Any, str], Any]
    ) -> tuple[Any, ...]:
        pairs = []
        for each in self.items(item, name):
            if self.keys(each, name, ("value", text_key), ("value", text_key)):
                value, text = each.value["value"].plain(), self.text(each.value[text_key], name)
                pairs.append(make(value, text))
        return tuple(pairs)

    def surface_keys(self, get: dict[str, Item], name: str) -> dict[str, Any]:
        surfaces = []
        for each in self.items(get.get("surfaces"), name):
            if self.keys(each, name, ("class", "field"), ("class",)):
                cls = self.text(each.value["class"], name)
                surfaces.append(Surface(cls, self.text(each.value.get("field"), name, name)))
        raw = get.get("target")
        paths = [raw] if raw is not None and isinstance(raw.value, str) else self.items(raw, name)
        targets = []
        for path in paths:
            owner, dot, parameter = self.text(path, name).partition(".")
            if not (owner and dot and parameter):
                self.fault(
                    path.line,
                    name,
                    f"target {path.plain()!r} names no parameter",
                    "write Object.parameter",
                )
            targets.append((owner, parameter))
        return {
            "surfaces": tuple(surfaces),
            "targets": tuple(targets),
            "consumer": self.text(get.get("consumer"), name),
            "flag": self.text(get.get("flag"), name, f"--{name.replace('_', '-')}"),
            "negate": self.text(get.get("negate"), name, f"--no-{name.replace('_', '-')}"),
            "aliases": self.texts(get.get("aliases"), name),
            "legacy": self.text(get.get("legacy"), name),
        }

    def relations(self, get: dict[str, Item], name: str) -> tuple[Relation, ...]:
        found = []
        for key, test_key in (("requires", "needs"), ("conflicts", "with")):
            for each in self.items(get.get(key), name):
                allowed = ("when", "knob", test_key, "message")
                if not self.keys(each, name, allowed, allowed[1:]):
                    continue
                value = each.value
                test = self.condition(value[test_key], name)
                when = self.condition(value["when"], name) if "when" in value else None
                if test is not None:
                    other, message = (self.text(value[k], name) for k in ("knob", "message"))
                    found.append(
                        Relation(when, other, test, key == "conflicts", message, each.line)
                    )
        return tuple(found)

    def condition(self, item: Item, name: str) -> Condition | None:
        if not self.keys(item, name, CONDITIONS, ()):
            return None
        if len(item.value) != 1:
            self.fault(
                item.line, name, "a condition has one test", "write one of {is: V}, {min: V}"
            )
            return None
        ((op, value),) = item.value.items()
        return Condition(op, _frozen(value.plain()))


def _frozen(value: Any) -> Any:
    return tuple(_frozen(each) for each in value) if isinstance(value, list) else value
