"""Ptychography without torch: configuration, data contract, simulation."""

from importlib import import_module
from typing import Any

_FOUND_WITHOUT_IMPORT = ("loader", "model", "model_manager", "params", "probe", "tf_helper")


def __getattr__(name: str) -> Any:
    """Modules that older programs reach as attributes, since the original imported them all."""
    if name in _FOUND_WITHOUT_IMPORT:
        return import_module(f"ptycho.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
