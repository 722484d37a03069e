"""The network that a bundle holds."""

from dataclasses import fields
from typing import Any

import torch
from torch import Tensor

from ptycho.archives import reason_of
from ptycho_generated.config import ModelConfig
from ptycho_generated.faults import Fault, InputError
from ptycho_torch.model.network import ReconstructionNetwork
from ptycho_torch.model.registry import build_network
from ptycho_torch.trainer.bundle import Bundle

_LARGEST_PATCH_PX = 1 << 14


def model_of(bundle: Bundle) -> ModelConfig:
    """Settings of the network that a bundle holds; InputError where this version knows no such."""
    try:
        return ModelConfig(**bundle.settings["training"]["model"])
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        raise _unknown(error) from None


def network_of(bundle: Bundle) -> ReconstructionNetwork:
    """Build the network of a bundle and give it its weights.

    Raises InputError where this version knows no such network, or the weights are not those of the
    architecture that the bundle names.
    """
    try:
        named = bundle.provenance["network"]
        _check_settings(named)
        with torch.device("meta"):  # takes no memory, whatever the size
            wanted = build_network(**named).state_dict()
    except (LookupError, TypeError, ValueError, AttributeError, RuntimeError) as error:
        raise _unknown(error) from None
    for name in wanted | bundle.weights:
        there, here = (_shown(shapes.get(name)) for shapes in (bundle.weights, wanted))
        if there != here:
            raise _odd_weights(named, f"{name} is {there} there and {here} here")
    odd = [name for name, weight in bundle.weights.items() if not weight.isfinite().all()]
    if odd:
        raise _odd_weights(named, f"{odd[0]} holds NaN or Inf")
    network = build_network(**named)
    try:
        network.load_state_dict(bundle.weights)
    except RuntimeError as error:
        raise _odd_weights(named, reason_of(error)) from None
    return network


def _check_settings(named: dict[str, Any]) -> None:
    """Raise ValueError for a size that no knob would take."""
    known = {field.name for field in fields(ModelConfig)}
    ModelConfig(**{name: value for name, value in named.items() if name in known})
    for name, value in named.items():
        if name not in known and not (type(value) is int and 0 < value <= _LARGEST_PATCH_PX):
            raise ValueError(f"{name} is {reason_of(ValueError(value))}")


def _shown(tensor: Tensor | None) -> str:
    return "missing" if tensor is None else f"of shape {tuple(tensor.shape)}"


def _odd_weights(named: dict[str, Any], reason: str) -> InputError:
    problem = f"its weights are not those of the network {named['architecture']!r} it names"
    return InputError([Fault("--model-path", f"{problem} ({reason})", "train again")])


def _unknown(error: Exception) -> InputError:
    problem = f"holds a network that this version does not know ({reason_of(error)})"
    return InputError([Fault("--model-path", problem, "use the version that trained it")])
