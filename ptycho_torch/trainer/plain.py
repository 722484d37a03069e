"""Settings as plain data, for checkpoints and bundles that execute nothing when loaded."""

import dataclasses
from typing import Any

from ptycho_generated.values import to_data


def plain_settings(settings: Any) -> dict[str, Any]:
    """Nested dict of a dataclass of configs: only dicts, lists, text, numbers, truth and None."""
    return {
        field.name: plain_settings(value) if dataclasses.is_dataclass(value) else to_data(value)
        for field in dataclasses.fields(settings)
        for value in [getattr(settings, field.name)]
    }
