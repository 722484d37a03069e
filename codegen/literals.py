"""Values as text: in Python source, on the command line, and in a run file."""

from __future__ import annotations

from functools import cache
from json import encoder
from typing import Any

import yaml

from codegen.schema import Knob

_quoted = encoder.encode_basestring
_CONSTANTS = {None: "null", True: "true", False: "false"}


def tuple_source(parts: list[str]) -> str:
    """Python source of a tuple from the source of its parts."""
    return f"({parts[0]},)" if len(parts) == 1 else f"({', '.join(parts)})"


def literal(value: Any) -> str:
    """Python source of a value; floats by their shortest form."""
    kind = type(value)
    if kind is str:
        return _quoted(value)
    if kind is tuple:
        return tuple_source([literal(each) for each in value])
    return repr(value)


def knob_literal(knob: Knob, value: Any) -> str:
    """Python source of a value of a knob, which for a path is no text."""
    if knob.type.base != "path":
        return literal(value)
    if isinstance(value, tuple):
        return tuple_source([knob_literal(knob, each) for each in value])
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
    if value is None or isinstance(value, bool):
        return _CONSTANTS[value]
    if type(value) is int:
        return str(value)
    return _dumped(repr(value), value)


@cache
def _dumped(_: str, value: Any) -> str:  # by its source, for 1 and 1.0 are equal
    plain = list(value) if isinstance(value, tuple) else value
    text: str = yaml.safe_dump([plain], default_flow_style=True, allow_unicode=True, width=10**6)
    return text.removeprefix("[").removesuffix("]\n")
