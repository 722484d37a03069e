"""The self-supervised training objective: predict patterns that the network did not see.

Dimensions: B canvases, H W canvas (pixels), J held-out patterns, N patch side (pixels).
"""

from collections.abc import Callable
from typing import NamedTuple

import torch
from torch import Tensor

from ptycho_torch.model.network import Reconstruction
from ptycho_torch.physics.diffraction import diffract
from ptycho_torch.physics.illumination import shift_probes
from ptycho_torch.physics.losses import (
    amplitude_deviation,
    amplitude_error,
    poisson_deviance,
    total_variation,
)
from ptycho_torch.physics.measurement import Measurement
from ptycho_torch.physics.patches import gather_patches

_LOSSES: dict[str, Callable[[Tensor, Tensor, Tensor | None], Tensor]] = {
    "amplitude": amplitude_error,
    "mae": amplitude_deviation,
    "poisson": poisson_deviance,
}
LOSSES = tuple(_LOSSES)
"""Names of the losses."""


class Objective(NamedTuple):
    """What to minimise, and what to show."""

    objective: Tensor
    """Scalar: mean over canvases of the logarithm of the loss, plus intermediate stages."""
    value: Tensor
    """Scalar, detached: mean loss of the final canvases."""


def held_out_objective(
    reconstruction: Reconstruction,
    held_out: Measurement,
    *,
    loss: str,
    deep_weight: float,
    nll_weight: float = 0.0,
    mae_weight: float = 0.0,
    tv_weight: float = 0.0,
) -> Objective:
    """Judge canvases on how well they predict patterns that were kept back.

    ``loss`` is one of `LOSSES`. The logarithm makes every dose and every stage of training pull
    with the same strength. While training, the canvas halfway through the network's stages is
    judged too, with weight ``deep_weight``, so that early stages get a gradient of their own.
    ``nll_weight`` and ``mae_weight`` add the logarithms of Poisson deviance and of the absolute
    difference of amplitudes, ``tv_weight`` the total variation of the object.
    """
    objective, final = over_stages(
        reconstruction, lambda canvases: _canvas_losses(canvases, held_out, loss), deep_weight
    )
    for name, weight in (("poisson", nll_weight), ("mae", mae_weight)):
        if weight > 0.0:
            losses = _canvas_losses(reconstruction.canvases, held_out, name)
            objective = objective + weight * log_mean(losses)
    objective = with_variation(objective, reconstruction, tv_weight)
    return Objective(objective=objective, value=final.detach().mean())


def over_stages(
    reconstruction: Reconstruction, losses: Callable[[Tensor], Tensor], deep_weight: float
) -> tuple[Tensor, Tensor]:
    """Objective (scalar) of the final canvases and of those halfway, and the final losses (B,).

    ``losses`` maps canvases (B, H, W) to the loss of each (B,).
    """
    final = losses(reconstruction.canvases)
    objective = log_mean(final)
    if deep_weight > 0.0 and len(reconstruction.intermediate) > 1:
        halfway = reconstruction.intermediate[len(reconstruction.intermediate) // 2]
        objective = objective + deep_weight * log_mean(losses(halfway))
    return objective, final


def with_variation(objective: Tensor, reconstruction: Reconstruction, tv_weight: float) -> Tensor:
    """An objective (scalar) with ``tv_weight`` times the total variation of the object."""
    if tv_weight <= 0.0:
        return objective
    variation = total_variation(reconstruction.canvases, reconstruction.weight)
    return objective + tv_weight * variation.mean()


def log_mean(losses: Tensor) -> Tensor:
    """Mean over canvases of the logarithm of their losses (B,), scalar."""
    return losses.clamp_min(torch.finfo(losses.dtype).tiny).log().mean()


def _canvas_losses(canvases: Tensor, held_out: Measurement, loss: str) -> Tensor:
    """Return the mean loss per canvas (B,)."""
    with torch.autocast(canvases.device.type, enabled=False):
        probes = shift_probes(held_out.probes, held_out.fractions, held_out.canvas_index)
        patches = gather_patches(
            canvases, held_out.corners, held_out.canvas_index, held_out.patch_size
        )
        intensity = diffract(patches, probes)
        losses = _LOSSES[loss](intensity, held_out.amplitudes, held_out.pattern_mask())
        total = canvases.real.new_zeros(held_out.n_canvases)
        count = total.index_add(0, held_out.canvas_index, torch.ones_like(losses))
        return total.index_add(0, held_out.canvas_index, losses) / count
