"""Public classes of the original program: reading what the registry says of their fields."""

from __future__ import annotations

from codegen.nodes import Item
from codegen.reader import Reader, frozen
from codegen.schema import Link, Passive, Surface
from codegen.types import parse_type

_PASSIVE_KEYS = ("name", "type", "default", "legacy", "no_effect")
_LINK_KEYS = ("class", "field", "converter", "values", "default", "why")


def read_surface(reader: Reader, item: Item) -> Surface:
    """A public class with those of its fields that no knob stands behind."""
    keys = ("name", "summary", "fields")
    get = reader.mapping(item, "surface", keys, keys)
    name = reader.text(get.get("name"), "surface")
    return Surface(
        name=name,
        summary=reader.text(get.get("summary"), name),
        passive=reader.records(get.get("fields"), name, lambda each: _passive(reader, each, name)),
        line=item.line,
    )


def _passive(reader: Reader, item: Item, owner: str) -> Passive:
    must = [key for key in _PASSIVE_KEYS if key != "legacy"]
    get = reader.mapping(item, owner, _PASSIVE_KEYS, must)
    name = reader.text(get.get("name"), owner)
    text = reader.text(get.get("type"), name, "int")
    kind = parse_type(text)
    if kind is None or kind.base in ("enum", "path"):
        cure = "write a type such as int, float | None, list[int]"
        reader.unreadable(item.line, name, f"{text!r} is no type of a field without effect", cure)
        kind = parse_type("int")
        assert kind is not None
    default = get.get("default")
    return Passive(
        name=name,
        type=kind,
        default=None if default is None else frozen(default.plain()),
        no_effect=reader.text(get.get("no_effect"), name),
        legacy=reader.text(get.get("legacy"), name, name),
        legacy_said="legacy" in get,
        line=item.line,
    )


def read_links(
    reader: Reader, item: Item | None, name: str
) -> tuple[tuple[str, ...], tuple[Link, ...]]:
    """What a knob says of its surfaces: further dataclasses of ours, and links to other fields."""
    ours: list[str] = []
    links: list[Link] = []
    for each in reader.items(item, name):
        get = reader.mapping(each, name, _LINK_KEYS, ("class",))
        owner = reader.text(get.get("class"), name)
        if "." not in owner:
            ours.append(owner)
            for key in [each for each in get if each != "class"]:
                problem = f"{key} means nothing for our own class {owner}"
                reader.fault(get[key].line, name, problem, "remove it")
            continue
        default = get.get("default")
        links.append(
            Link(
                surface=owner,
                field=reader.text(get.get("field"), name, name),
                converter=reader.text(get.get("converter"), name, "same"),
                values=_values(reader, get.get("values"), name),
                has_default=default is not None,
                default=None if default is None else frozen(default.plain()),
                why=reader.text(get.get("why"), name),
                line=each.line,
            )
        )
    return tuple(ours), tuple(links)


def _values(reader: Reader, item: Item | None, name: str) -> tuple[tuple[object, object], ...]:
    pairs = []
    for each in reader.items(item, name):
        parts = each.value
        if not isinstance(parts, list) or len(parts) != 2:
            problem, cure = f"{each.plain()!r} is no pair", "write [word of the field, our value]"
            reader.unreadable(each.line, name, problem, cure)
            continue
        word, meant = (part.plain() for part in parts)
        pairs.append((word, meant))
    return tuple(pairs)
