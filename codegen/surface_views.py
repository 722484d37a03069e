"""What templates print of public classes of the original: their fields, ready to print."""

from __future__ import annotations

from dataclasses import dataclass

from codegen.literals import literal
from codegen.schema import Knob, Link, Passive, Registry, Surface
from codegen.surface_rules import FOREIGN, field_default
from codegen.views import KnobView

_SHAPES = {"square": "tuple[int, int]", "square_count": "int"}


@dataclass(frozen=True, slots=True)
class FieldView:
    """One field of a public class; ``knob`` is empty where it has no effect."""

    name: str
    annotation: str
    default: str
    docstring: str
    knob: str = ""
    converter: str = ""
    no_effect: str = ""
    legacy: str = ""


@dataclass(frozen=True, slots=True)
class SurfaceView:
    """One class: its name without a prefix, and its fields."""

    name: str
    summary: str
    linked: list[FieldView]
    passive: list[FieldView]

    @property
    def fields(self) -> list[FieldView]:
        """All fields, those with an effect first."""
        return [*self.linked, *self.passive]


def surface_views(registry: Registry) -> list[SurfaceView]:
    """The classes that are not configs of ours."""
    links: dict[str, list[FieldView]] = {}
    for knob in registry.knobs:
        for link in knob.links:
            links.setdefault(link.surface, []).append(_linked(knob, link))
    return [
        SurfaceView(
            surface.name.removeprefix(FOREIGN),
            surface.summary,
            links.get(surface.name, []),
            passive_fields(surface),
        )
        for surface in registry.surfaces
        if surface.name.startswith(FOREIGN)
    ]


def passive_of_configs(registry: Registry) -> dict[str, list[FieldView]]:
    """Config of ours -> its fields without effect."""
    ours: dict[str, list[FieldView]] = {config.name: [] for config in registry.configs}
    return ours | {
        surface.name: passive_fields(surface)
        for surface in registry.surfaces
        if surface.name in ours
    }


def passive_fields(surface: Surface) -> list[FieldView]:
    """The fields without effect of a class."""
    return [_passive(field) for field in surface.passive]


def _passive(field: Passive) -> FieldView:
    kind = field.type
    annotation = f"tuple[{kind.base}, ...]" if kind.is_list else kind.base
    return FieldView(
        name=field.name,
        annotation=annotation + (" | None" if kind.optional else ""),
        default=literal(field.default),
        docstring=f"No effect: {field.no_effect}.",
        no_effect=field.no_effect,
        legacy=field.legacy,
    )


def _linked(knob: Knob, link: Link) -> FieldView:
    default = field_default(knob, link)
    annotation = _annotation(knob, link)
    if default is None and not annotation.endswith("None"):
        annotation += " | None"
    words = ", ".join(f"{word!r} means {meant!r}" for word, meant in link.values)
    parts = [f"The knob `{knob.name}`.", words and f"{words}.", _why(link)]
    return FieldView(
        name=link.field,
        annotation=annotation,
        default=literal(default),
        docstring=" ".join(filter(None, parts)),
        knob=knob.name,
        converter=_converter(link),
    )


def _why(link: Link) -> str:
    if not link.has_default:
        return ""
    default = "None" if link.default is None else link.default
    return f"{default} by default: {link.why}."


def _annotation(knob: Knob, link: Link) -> str:
    if link.values:
        return type(link.values[0][0]).__name__
    return _SHAPES.get(link.converter) or KnobView(knob).annotation


def _converter(link: Link) -> str:
    if not link.values:
        return f"CONVERTERS[{literal(link.converter)}]"
    return f"renamed({literal(link.values)})"


def surfaces_table(registry: Registry) -> str:
    """Markdown: each keyword of each class, the knob behind it, or why it has no effect."""
    rows = ["| class | keyword | default | knob | without effect, since |", "| --- " * 5 + "|"]
    ours = passive_of_configs(registry)
    views = [(view.name, view.fields) for view in surface_views(registry)]
    for owner, fields in [*((f"torch {name}", fields) for name, fields in views), *ours.items()]:
        for field in fields:
            knob = f"`{field.knob}`" if field.knob else ""
            cells = (owner, f"`{field.name}`", f"`{field.default}`", knob, field.no_effect)
            rows.append(f"| {' | '.join(cells)} |")
    return "\n".join(rows)
