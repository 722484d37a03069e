"""Adaptive gradient clipping."""

from collections.abc import Iterable

import torch
from torch import Tensor, nn

_SMALLEST_NORM = 1e-3
"""Weights that are smaller count as this large, so that weights at zero can move."""


def clip_adaptively(parameters: Iterable[nn.Parameter], bound: float) -> None:
    """Bound the gradient of each output unit by ``bound`` times the norm of its weights, in place.

    Brock, De, Smith and Simonyan, "High-performance large-scale image recognition without
    normalization", ICML 2021, equation 3. A parameter of one dimension is one unit.
    """
    for weight in parameters:
        if weight.grad is None:
            continue
        allowed = bound * _unit_norms(weight.detach()).clamp_min(_SMALLEST_NORM)
        found = _unit_norms(weight.grad.detach())
        factor = allowed / found.clamp_min(torch.finfo(found.dtype).tiny)
        weight.grad.mul_(factor.clamp_max(1.0))


def _unit_norms(values: Tensor) -> Tensor:
    """Norm over all dimensions but the first, in a shape that broadcasts."""
    inner = tuple(range(1, values.ndim)) or None
    norms: Tensor = torch.linalg.vector_norm(values, dim=inner, keepdim=True)
    return norms
