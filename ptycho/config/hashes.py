"""One word for a configuration: all of it, or what can change the numbers that come out."""

from collections.abc import Mapping
from typing import Any

from ptycho_generated.knobs import KNOBS
from ptycho_generated.values import plain, to_yaml


def config_hashes(settings: Any) -> dict[str, str]:
    """``{"full": ..., "numerics": ...}`` of the settings of a command.

    ``full`` tells any two configurations apart. ``numerics`` is the same for two runs that differ
    in speed, files and logging only: it leaves out the knobs that do not affect the numerics, those
    whose value is the default (so that a new knob changes no hash while it changes no run), and
    paths, since where a file lies says nothing of what is in it.
    """
    values = values_of(settings)
    numerics = {
        name: value
        for name, value in values.items()
        if KNOBS[name].affects == "numerics"
        and KNOBS[name].base != "path"
        and not (KNOBS[name].has_default and same(value, KNOBS[name].default))
    }
    return {"full": _digest(values), "numerics": _digest(numerics)}


def values_of(settings: Any) -> dict[str, Any]:
    """Knob -> value of everything in the settings; a path is text."""
    from dataclasses import fields, is_dataclass

    values: dict[str, Any] = {}
    for field in fields(settings):
        value = getattr(settings, field.name)
        if is_dataclass(value):
            values |= values_of(value)
        elif field.name in KNOBS:
            values[field.name] = plain(value)
    return values


def same(one: Any, other: Any) -> bool:
    """Whether two values of a knob are the same; 1 and True are not."""
    return type(one) is type(other) and bool(one == other)


def _digest(values: Mapping[str, Any]) -> str:
    from hashlib import sha256

    text = "\n".join(f"{name}: {to_yaml(value)}" for name, value in sorted(values.items()))
    return sha256(text.encode()).hexdigest()[:16]
