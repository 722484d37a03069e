"""Values as text: in Python source, on the command line, and in a run file."""

from __future__ import annotations

import json
from typing import Any

from codegen.schema import Knob


def literal(value: Any) -> str:
    """Python source of a value; floats by their shortest form."""
    if isinstance(value, tuple):
        inner = ", ".join(literal(each) for each in value)
        return f"({inner},)" if len(value) == 1 else f"({inner})"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    return repr(value)


def knob_literal(knob: Knob, value: Any) -> str:
    """Python source of a value of a knob, which for a path is no text."""
    if knob.type.base != "path":
        return literal(value)
    if isinstance(value, tuple):
        inner = "".join(f"{knob_literal(knob, each)}, " for each in value)
        return f"({inner})"
    is_path = isinstance(value, str) and value not in knob.type.words
    return f"Path({literal(value)})" if is_path else literal(value)


def number(value: float) -> str:
    """A bound as people write it."""
    whole = isinstance(value, int) or (abs(value) < 1e6 and value.is_integer())
    return str(int(value)) if whole else repr(value)


def plain_text(value: Any) -> str:
    """A value as it is written on the command line."""
    if isinstance(value, tuple):
        return ",".join(plain_text(each) for each in value)
    if value is None or isinstance(value, bool):
        return {None: "none", True: "true", False: "false"}[value]
    return number(value) if isinstance(value, (int, float)) else str(value)


def yaml_text(value: Any) -> str:
    """A value as it stands in a run file."""
    if isinstance(value, tuple):
        return f"[{', '.join(yaml_text(each) for each in value)}]"
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, float):
        return _yaml_float(value)
    if isinstance(value, str):
        bare = value.isidentifier() and value.lower() not in _YAML_WORDS
        return value if bare else json.dumps(value, ensure_ascii=False)
    return str(value)


_YAML_WORDS = {"null", "true", "false", "yes", "no", "on", "off", "y", "n"}


def _yaml_float(value: float) -> str:
    text = repr(value)
    mantissa, e, exponent = text.partition("e")
    if not e:
        return text
    return f"{mantissa if '.' in mantissa else mantissa + '.0'}e{int(exponent):+d}"
