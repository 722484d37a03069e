"""The legacy dictionary that older programs read their settings from.

Nothing here reads it; :func:`ptycho.config.legacy.update_legacy_dict` writes it before data or a
model are built.
"""

from typing import Any

cfg: dict[str, Any] = {}


def get(key: str) -> Any:
    """Value of a legacy key. Raises KeyError if nothing has set it."""
    return cfg[key]
