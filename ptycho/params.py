"""The legacy dictionary that older programs read their settings from.

:func:`ptycho.config.legacy.update_legacy_dict` writes it before data or a model are built. What
training and reconstruction do here is decided by configs, never by this dictionary; only functions
under the original's names, which have no other way to hear of the probe or of the last run, look
into it.
"""

from collections.abc import Callable
from typing import Any

cfg: dict[str, Any] = {}

_OFFSET_PX = 4
_MAX_POSITION_JITTER_PX = 10


def _padding_size() -> int:
    """Margin in pixels of the original about a group of patterns."""
    jitter = cfg.get("max_position_jitter", _MAX_POSITION_JITTER_PX)
    return int((cfg["gridsize"] - 1) * _offset() + jitter)


def _offset() -> int:
    """Distance in pixels at which the original expects neighbouring patterns."""
    return int(cfg.get("offset", _OFFSET_PX))


def _big_n() -> int:
    """Side in pixels of the original's canvas for a group of patterns."""
    return int(cfg["N"] + (cfg["gridsize"] - 1) * _offset())


def _padded_size() -> int:
    """Side in pixels of that canvas with its margin."""
    return int(_big_n() + cfg.get("max_position_jitter", _MAX_POSITION_JITTER_PX))


_DERIVED: dict[str, Callable[[], int]] = {
    "offset": _offset,
    "bigN": _big_n,
    "padding_size": _padding_size,
    "padded_size": _padded_size,
}


def get(key: str) -> Any:
    """Value of a legacy key, or of one that follows from others (``bigN``, ``padded_size``, ...).

    Raises KeyError if nothing has set it, or what it follows from.
    """
    return cfg[key] if key in cfg or key not in _DERIVED else _DERIVED[key]()


def set(key: str, value: Any) -> None:  # noqa: A001 - the name that older programs call
    """Set a legacy key."""
    cfg[key] = value


def params() -> dict[str, Any]:
    """Everything that is set, and everything that follows from it."""
    known = dict(cfg)
    if {"N", "gridsize"} <= cfg.keys():
        known = {key: derive() for key, derive in _DERIVED.items()} | known
    return known
