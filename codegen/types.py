"""The type of a knob: how it is written, and which values belong to it."""

from __future__ import annotations

import math
import re
from typing import Any

from codegen.schema import BASES, Knob, ValueType

_PART = re.compile(r'\s*(?:(list)\[(\w+)\]|"(\w+)"|(\w+))\s*')


def parse_type(text: str) -> ValueType | None:
    """Read ``int``, ``float | None``, ``int | share``, ``int | "auto"``; None if it is no type."""
    base, is_list, optional, share = "", False, False, False
    words: list[str] = []
    for part in text.split("|"):
        match = _PART.fullmatch(part)
        if match is None:
            return None
        _, inner, word, plain = match.groups()
        if word:
            words.append(word)
        elif plain == "None":
            optional = True
        elif plain == "share" and base == "int" and not is_list:
            share = True
        elif base or (inner or plain) not in BASES:
            return None
        else:
            base, is_list = inner or plain, bool(inner)
    if not base or (base == "enum" and (is_list or words)):
        return None
    return ValueType(base, is_list, optional, tuple(words), share)


def misfit(knob: Knob, value: Any) -> str | None:
    """Why a value cannot be a value of the knob, or None if it can."""
    kind = knob.type
    if value is None:
        return None if kind.optional else "null is not a value of this type"
    if isinstance(value, str) and value in kind.words:
        return None
    if any(value == s.value and type(value) is type(s.value) for s in knob.sentinels):
        return None
    if kind.share and type(value) is float:
        return None if 0 < value <= 1 else f"{value!r} is no share above 0 and up to 1"
    if not kind.is_list:
        return _scalar_misfit(knob, value)
    if not isinstance(value, (list, tuple)):
        return f"{value!r} is not a list"
    if knob.length is not None and len(value) != knob.length:
        return f"the list has {len(value)} values, not {knob.length}"
    return next((why for each in value if (why := _scalar_misfit(knob, each))), None)


def sentinel_misfit(knob: Knob, value: Any) -> tuple[str, str] | None:
    """Why a value cannot be singled out as a special one, and the cure; None if it can.

    Special values are null, the words of the type, and numbers where a number is meant.
    """
    kind = knob.type
    if value is None:
        cure = "add `| None` to the type or remove the sentinel"
        return None if kind.optional else ("null is not a value of this type", cure)
    if isinstance(value, str):
        if value in kind.words:
            return None
        return f"sentinel {value!r} is no word of the type", f'add `| "{value}"` to the type'
    if kind.base not in ("int", "float") or kind.is_list:
        return f"sentinel {value!r} means nothing for this type", "say it in help or choices"
    if type(value).__name__ != kind.base:
        return f"sentinel: {_wrong_kind(kind.base, value)}", "write a value of the type"
    if not math.isfinite(value):
        return f"sentinel {value!r} is not finite", 'use null or a word, such as `| "all"`'
    return None


_HELD_AS: dict[str, type] = {
    "bool": bool,
    "int": int,
    "float": float,
    "str": str,
    "path": str,
    "enum": str,
}
"""Base of a type -> what its values are in the registry."""


def _scalar_misfit(knob: Knob, value: Any) -> str | None:
    base = knob.type.base
    if _HELD_AS[base] is not type(value):
        return _wrong_kind(base, value)
    if base == "enum":
        values = [choice.value for choice in knob.choices]
        return None if value in values else f"{value!r} is not one of {', '.join(values)}"
    if isinstance(value, str) and knob.pattern and not re.fullmatch(knob.pattern, value):
        return f"{value!r} does not match {knob.pattern}"
    if isinstance(value, (int, float)) and base in ("int", "float"):
        return _out_of_range(knob, value)
    return None


def _wrong_kind(base: str, value: Any) -> str:
    if base in ("int", "float") and isinstance(value, str):
        try:
            float(value)
        except ValueError:
            pass
        else:
            return f"{value!r} is text to YAML (write 1.0e-3, not 1e-3 and not in quotes)"
    if base in ("str", "enum", "path") and isinstance(value, bool):
        return f"{value!r} is a truth value to YAML (on, off, yes and no need quotes)"
    if base == "float" and type(value) is int:
        return f"{value!r} is a whole number (write {value}.0)"
    return f"{value!r} is not of type {base}"


def _out_of_range(knob: Knob, value: float) -> str | None:
    if not math.isfinite(value):
        return f"{value!r} is not finite"
    if knob.min is not None and value < knob.min:
        return f"{value!r} is below {knob.min}"
    if knob.max is not None and value > knob.max:
        return f"{value!r} is above {knob.max}"
    if knob.above is not None and value <= knob.above:
        return f"{value!r} is not above {knob.above}"
    if knob.below is not None and value >= knob.below:
        return f"{value!r} is not below {knob.below}"
    return None
