"""Networks by name. To add one: write its module, then name it here and in the knob registry."""

import inspect
from difflib import get_close_matches
from typing import Any

from ptycho_generated.faults import Fault, InputError
from ptycho_torch.model.cnn import GroupNetwork
from ptycho_torch.model.denoiser import DenoisingNetwork
from ptycho_torch.model.network import ReconstructionNetwork
from ptycho_torch.model.unrolled import UnrolledNetwork

_BUILDERS: dict[str, type[ReconstructionNetwork]] = {
    "cnn": GroupNetwork,
    "denoiser": DenoisingNetwork,
    "unrolled": UnrolledNetwork,
}
ARCHITECTURES = tuple(_BUILDERS)
"""Names of the networks."""


def build_network(architecture: str, **settings: Any) -> ReconstructionNetwork:
    """Build the network called ``architecture`` with those of ``settings`` that it has.

    A setting of another network is passed over, one of no network at all is a TypeError. Raises
    InputError if no network has that name.
    """
    if architecture not in _BUILDERS:
        near = get_close_matches(architecture, ARCHITECTURES, n=1) or ARCHITECTURES
        cure = f"use {' or '.join(near)}"
        raise InputError([Fault("architecture", f"no network is called {architecture!r}", cure)])
    foreign = foreign_settings(architecture)
    own = {name: value for name, value in settings.items() if name not in foreign}
    return _BUILDERS[architecture](**own)


def foreign_settings(architecture: str) -> frozenset[str]:
    """Names of the settings that other networks have and this one has not."""
    every = frozenset[str]().union(*map(_settings_of, ARCHITECTURES))
    return every - _settings_of(architecture)


def learns_from_inputs(architecture: str) -> bool:
    """Whether a network is judged on the patterns that it sees, for want of others."""
    return _BUILDERS[architecture].learns_from_inputs


def _settings_of(architecture: str) -> set[str]:
    return set(inspect.signature(_BUILDERS[architecture]).parameters)
