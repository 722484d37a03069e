"""What must hold for public classes of the original and the knobs that are linked to them."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from codegen.converters import CONVERTERS, Converter, NotSayable, renamed
from codegen.reader import nearest
from codegen.schema import Knob, Link, Passive, Registry
from codegen.types import misfit

Report = Callable[[int, str, str, str], None]
FOREIGN = "torch."


def converter_of(link: Link) -> Converter:
    """The converter that a link names."""
    return renamed(link.values) if link.values else CONVERTERS[link.converter]


def field_default(knob: Knob, link: Link) -> Any:
    """Default of a linked field: the one it is given, else that of the knob."""
    return link.default if link.has_default else converter_of(link).to_field(knob.default)


def stand_in_knob(field: Passive) -> Knob:
    """A knob with the type of a field without effect, so that values are held against it."""
    return Knob(
        name=field.name,
        line=field.line,
        group="",
        config="",
        type=field.type,
        help="",
        commands=(),
        affects="",
        resume="",
    )


def check_surfaces(registry: Registry, configs: Collection[str], report: Report) -> None:
    """Report every fault of classes, fields without effect, and links."""
    known = {surface.name for surface in registry.surfaces}
    seen: dict[tuple[str, str], int] = {}
    for knob in registry.knobs:
        for home in knob.homes:
            seen[home, knob.name] = knob.line
    for surface in registry.surfaces:
        _once(seen, surface.name, "", surface.line, report)
        if surface.name not in configs and not _foreign(surface.name):
            cure = nearest(surface.name, sorted(configs))
            report(surface.line, surface.name, "is no config and no class torch.Name", cure)
        for field in surface.passive:
            _passive(field, surface.name, seen, report)
    for knob in registry.knobs:
        for link in knob.links:
            if link.surface not in known:
                problem = f"the class {link.surface!r} is unknown"
                report(link.line, knob.name, problem, nearest(link.surface, sorted(known)))
            _once(seen, link.surface, link.field, link.line, report)
            _link(knob, link, report)
    _passive_legacy_keys(registry, report)


def _foreign(name: str) -> bool:
    return name.startswith(FOREIGN) and name.removeprefix(FOREIGN).isidentifier()


def _once(
    seen: dict[tuple[str, str], int], owner: str, name: str, line: int, report: Report
) -> None:
    if (owner, name) in seen:
        what = "has the field" if name else "is named"
        problem = f"{owner} {what} already (line {seen[owner, name]})"
        report(line, name or owner, problem, "say it once")
    seen.setdefault((owner, name), line)


def _passive(field: Passive, owner: str, seen: dict[tuple[str, str], int], report: Report) -> None:
    _once(seen, owner, field.name, field.line, report)
    if not field.name.isidentifier():
        report(field.line, field.name, f"{field.name!r} is no identifier", "write a word")
    if not field.no_effect:
        report(field.line, field.name, "why it has no effect is not said", "say it in no_effect")
    if why := misfit(stand_in_knob(field), field.default):
        report(field.line, field.name, f"default: {why}", "correct the default or the type")
    if field.legacy_said and (_foreign(owner) or field.legacy == field.name):
        problem = "means nothing here" if _foreign(owner) else "is the key without it as well"
        report(field.line, field.name, f"legacy {problem}", "remove it")


def _link(knob: Knob, link: Link, report: Report) -> None:
    if link.values and link.converter != "same":
        report(link.line, knob.name, "values stand beside a converter", "keep one")
    if not link.values and link.converter not in CONVERTERS:
        problem = f"the converter {link.converter!r} is unknown"
        report(link.line, knob.name, problem, nearest(link.converter, sorted(CONVERTERS)))
        return
    for _, meant in link.values:
        if why := misfit(knob, meant):
            report(link.line, knob.name, f"values: {why}", "correct the value")
    if len({repr(word) for word, _ in link.values}) < len(link.values):
        report(link.line, knob.name, "values: a word stands twice", "keep one")
    _default(knob, link, report)


def _default(knob: Knob, link: Link, report: Report) -> None:
    converter = converter_of(link)
    try:
        same = knob.has_default and converter.to_field(knob.default) == link.default
    except NotSayable:
        same = False
        if not link.has_default:
            problem = f"{link.surface}.{link.field} cannot say the default {knob.default!r}"
            report(link.line, knob.name, problem, "give the field a default, and say why")
            return
    if not link.has_default:
        if not knob.has_default:
            report(link.line, knob.name, "the field has no default", "add default: and why:")
        elif link.why:
            report(
                link.line, knob.name, "why is said, but the default does not differ", "remove it"
            )
        return
    if same:
        report(link.line, knob.name, "default is that of the knob as well", "remove it")
    elif not link.why:
        problem = f"the default {link.default!r} differs from that of the knob"
        report(link.line, knob.name, problem, "say why")
    _default_fits(knob, link, converter, report)


def _default_fits(knob: Knob, link: Link, converter: Converter, report: Report) -> None:
    if link.default is None:  # nothing is said until a program says it
        return
    try:
        why = misfit(knob, converter.to_knob(link.default))
    except NotSayable:
        why = f"{link.default!r} means nothing to the converter"
    if why:
        report(link.line, knob.name, f"default: {why}", "correct the default")


def _passive_legacy_keys(registry: Registry, report: Report) -> None:
    """A key of params.cfg that a field without effect writes is no other field's."""
    bridged = {config.name for config in registry.configs if config.legacy == "bridged"}
    owner = {
        knob.legacy or knob.name: knob.name
        for knob in registry.knobs
        if not bridged.isdisjoint(knob.homes)
    }
    for surface in registry.surfaces:
        for field in surface.passive if surface.name in bridged else ():
            first = owner.setdefault(field.legacy, field.name)
            if first != field.name:
                problem = f"the key {field.legacy!r} of params.cfg is {first}'s"
                report(field.line, field.name, problem, "choose another legacy key")
