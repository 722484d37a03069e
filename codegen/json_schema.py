"""JSON Schema of the run file of a command: for completion and checks in an editor."""

from __future__ import annotations

import json
from typing import Any

from codegen.schema import Command, Knob, Sentinel
from codegen.views import KnobView

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


def run_file_schema(views: list[KnobView], command: Command) -> str:
    """The schema as text; one file may serve several commands, so it takes the knobs of all."""
    properties: dict[str, Any] = {}
    for view in sorted(views, key=lambda view: command.name not in view.knob.commands):
        knob = view.knob
        properties[knob.name] = _property(view, command)
        for word in view.words[1:]:
            about = f"Another name of {knob.name}."
            properties[word] = {"description": about, "$ref": f"#/properties/{knob.name}"}
    schema = {
        "$schema": _DIALECT,
        "title": f"Run file of {command.program}",
        "description": command.summary,
        "type": "object",
        "additionalProperties": False,
        "properties": properties,
    }
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _property(view: KnobView, command: Command) -> dict[str, Any]:
    knob, allowed = view.knob, view.allowed
    text = f"{knob.help} {allowed[:1].upper()}{allowed[1:]}."
    if command.name not in knob.commands:
        text = f"For {', '.join(knob.commands)}; {command.name} passes it over. {text}"
    notes: dict[str, Any] = {"description": text}
    if knob.has_default:
        notes["default"] = knob.default
    if knob.examples:
        notes["examples"] = list(knob.examples)
    return notes | value_schema(knob)


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
