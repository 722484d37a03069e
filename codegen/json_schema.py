"""JSON Schema of run files: for completion and checks in an editor."""

from __future__ import annotations

import json
from typing import Any

from codegen.schema import Knob, Registry, Sentinel
from codegen.views import KnobView

_encoded = json.JSONEncoder(ensure_ascii=False).encode
_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_BASES: dict[str, dict[str, Any]] = {
    "bool": {"type": "boolean"},
    "int": {"type": "integer"},
    "float": {"type": "number"},
    "str": {"type": "string", "minLength": 1},
    "path": {"type": "string", "minLength": 1},
}
_SHARE: dict[str, Any] = {"type": "number", "exclusiveMinimum": 0, "maximum": 1}
_BOUNDS = {
    "min": "minimum",
    "above": "exclusiveMinimum",
    "max": "maximum",
    "below": "exclusiveMaximum",
}


def run_file_schema(registry: Registry, views: list[KnobView], gone: list[KnobView]) -> str:
    """The schema as text; one file may serve several commands, so it takes the knobs of all.

    ``gone`` are the deprecated knobs, which run files may still name.
    """
    properties: dict[str, dict[str, Any]] = {}
    for view in views:
        _add(properties, view, _property(view))
    for view in gone:
        _add(properties, view, _deprecated(registry, view))
    head = {
        "$schema": _DIALECT,
        "title": "Run file",
        "description": "Values of knobs; each command takes its own and passes over the others.",
        "type": "object",
        "additionalProperties": False,
    }
    lines = ",\n".join(f"  {_text(key)}: {_text(value)}" for key, value in head.items())
    blocks = ",\n".join(f"    {_text(name)}: {_block(each)}" for name, each in properties.items())
    return f'{{\n{lines},\n  "properties": {{\n{blocks}\n  }}\n}}\n'


def _text(value: Any) -> str:
    # For whole numbers, of which there are many, the encoder would set up more than it writes.
    return str(value) if type(value) is int else _encoded(value)


def _block(notes: dict[str, Any]) -> str:
    lines = ",\n".join(f"      {_text(key)}: {_text(value)}" for key, value in notes.items())
    return f"{{\n{lines}\n    }}"


def _add(properties: dict[str, dict[str, Any]], view: KnobView, notes: dict[str, Any]) -> None:
    name, *others = view.words
    properties[name] = notes
    marks = {"deprecated": True} if "deprecated" in notes else {}
    for word in others:
        about = f"Another name of {name}."
        properties[word] = {"description": about, **marks, "$ref": f"#/properties/{name}"}


def _property(view: KnobView) -> dict[str, Any]:
    knob, allowed = view.knob, view.allowed
    commands = ", ".join(knob.commands)
    text = f"{knob.help} {allowed[:1].upper()}{allowed[1:]}. For {commands}."
    notes: dict[str, Any] = {"description": text}
    if knob.has_default:
        notes["default"] = knob.default
    if knob.examples:
        notes["examples"] = knob.examples
    return notes | value_schema(knob)


def _deprecated(registry: Registry, view: KnobView) -> dict[str, Any]:
    end = view.knob.deprecated
    assert end is not None
    heir = registry.by_name[end.to]
    text = f"Use {heir.name} instead: {end.reason}. Gone in {end.remove_in}."
    return {"description": text, "deprecated": True} | value_schema(view.knob)


def value_schema(knob: Knob) -> dict[str, Any]:
    """What values are allowed."""
    share = [_SHARE] if knob.type.share else []
    ways = [_main(knob), *share, *(_special(each) for each in _beside(knob))]
    return ways[0] if len(ways) == 1 else {"anyOf": ways}


def _main(knob: Knob) -> dict[str, Any]:
    if not knob.type.is_list:
        return _scalar(knob)
    found: dict[str, Any] = {"type": "array", "items": _scalar(knob)}
    if knob.length is not None:
        found |= {"minItems": knob.length, "maxItems": knob.length}
    return found


def _scalar(knob: Knob) -> dict[str, Any]:
    if knob.type.base == "enum":
        return {
            "enum": [choice.value for choice in knob.choices],
            "enumDescriptions": [choice.help for choice in knob.choices],
        }
    found = dict(_BASES[knob.type.base])
    for key, word in _BOUNDS.items():
        if (bound := getattr(knob, key)) is not None:
            found[word] = bound
    if knob.pattern:
        found["pattern"] = f"^(?:{knob.pattern})$"
    return found


def _beside(knob: Knob) -> list[Sentinel]:
    """Special values that the type and the range do not hold: null, words, far numbers."""
    said = [s for s in knob.sentinels if s.value is None or s.value in knob.type.words]
    numbers = [s for s in knob.sentinels if type(s.value) in (int, float)]
    return [*said, *(s for s in numbers if _is_outside(knob, s.value))]


def _is_outside(knob: Knob, value: float) -> bool:
    return (
        (knob.min is not None and value < knob.min)
        or (knob.max is not None and value > knob.max)
        or (knob.above is not None and value <= knob.above)
        or (knob.below is not None and value >= knob.below)
    )


def _special(sentinel: Sentinel) -> dict[str, Any]:
    return {"const": sentinel.value, "description": sentinel.meaning}
