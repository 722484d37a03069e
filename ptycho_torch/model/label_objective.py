"""The supervised training objective: come near an object that is known.

Dimensions: B canvases, H W canvas (pixels), J patterns, N patch side (pixels).
"""

import torch
from torch import Tensor

from ptycho_torch.model.network import Reconstruction
from ptycho_torch.model.objective import Objective, over_stages, with_variation
from ptycho_torch.physics.measurement import Measurement


def label_objective(
    reconstruction: Reconstruction,
    labels: Tensor,
    inputs: Measurement,
    *,
    deep_weight: float,
    tv_weight: float = 0.0,
) -> Objective:
    """Judge canvases on how near they are to ``labels`` (B, H, W), where they were lit.

    The value is the squared distance over the square of the label, both weighted by the
    illumination. A pattern does not say the phase of the whole object, so that of a label is free;
    its scale is the one that gives as many counts as ``inputs`` have. The weights are those of
    `held_out_objective`, and so is the logarithm that is minimised.
    """
    counts = inputs.amplitudes.new_zeros(inputs.n_canvases)
    counts = counts.index_add(0, inputs.canvas_index, inputs.amplitudes.square().sum((-2, -1)))
    weight = reconstruction.weight
    power = (weight * labels.abs().square()).sum((-2, -1))
    scale = (counts / power.clamp_min(torch.finfo(power.dtype).tiny)).sqrt()
    scaled = labels * scale[:, None, None]
    objective, final = over_stages(
        reconstruction, lambda canvases: _distances(canvases, scaled, weight), deep_weight
    )
    objective = with_variation(objective, reconstruction, tv_weight)
    return Objective(objective=objective, value=final.detach().mean())


def _distances(canvases: Tensor, labels: Tensor, weight: Tensor) -> Tensor:
    """Relative squared distance (B,) of each canvas to its label, whose phase is free."""
    overlap = (weight * labels.conj() * canvases).sum((-2, -1), keepdim=True)
    turned = labels * torch.polar(torch.ones_like(overlap.real), overlap.angle())
    power = (weight * labels.abs().square()).sum((-2, -1))
    return (weight * (canvases - turned).abs().square()).sum((-2, -1)) / power
