"""Networks by name. To add one: write its module, then name it here and in the knob registry."""

from collections.abc import Callable
from difflib import get_close_matches
from typing import Any

from ptycho_generated.faults import Fault, InputError
from ptycho_torch.model.network import ReconstructionNetwork
from ptycho_torch.model.unrolled import UnrolledNetwork

_BUILDERS: dict[str, Callable[..., ReconstructionNetwork]] = {
    "unrolled": UnrolledNetwork,
}
ARCHITECTURES = tuple(_BUILDERS)
"""Names of the networks."""


def build_network(architecture: str, **settings: Any) -> ReconstructionNetwork:
    """Build the network called ``architecture`` with its own ``settings``.

    Raises InputError if no network has that name.
    """
    if architecture not in _BUILDERS:
        near = get_close_matches(architecture, ARCHITECTURES, n=1) or ARCHITECTURES
        cure = f"use {' or '.join(near)}"
        raise InputError([Fault("architecture", f"no network is called {architecture!r}", cure)])
    return _BUILDERS[architecture](**settings)
