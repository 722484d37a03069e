"""From canonical configs to the legacy dictionary params.cfg."""

import dataclasses
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

from ptycho_generated.legacy_keys import LEGACY_KEYS


def dataclass_to_legacy_dict(config: Any) -> dict[str, Any]:
    """Legacy key -> value of a bridged config; nested configs are flattened, paths become text.

    Raises TypeError for a config that must never reach the legacy dictionary, such as
    PyTorchExecutionConfig.
    """
    owner = type(config).__name__
    if owner not in LEGACY_KEYS:
        raise TypeError(f"{owner} never reaches the legacy dictionary")
    legacy: dict[str, Any] = {}
    for field in dataclasses.fields(config):
        value = getattr(config, field.name)
        if dataclasses.is_dataclass(value):
            legacy.update(dataclass_to_legacy_dict(value))
        else:
            key = LEGACY_KEYS[owner][field.name]
            legacy[key] = str(value) if isinstance(value, Path) else value
    return legacy


def update_legacy_dict(legacy: MutableMapping[str, Any], config: Any) -> None:
    """Write a bridged config into ``legacy``; what is None leaves the value there as it is.

    Raises TypeError for a config that must never reach the legacy dictionary; nothing is written.
    """
    values = dataclass_to_legacy_dict(config)
    legacy.update({key: value for key, value in values.items() if value is not None})
