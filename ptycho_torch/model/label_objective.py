"""The supervised training objective: come near an object that is known.

Dimensions: B canvases, H W canvas (pixels), J patterns, N patch side (pixels).
"""

import torch
from torch import Tensor

from ptycho_torch.model.canvases import lit_pixels
from ptycho_torch.model.network import Reconstruction
from ptycho_torch.model.objective import Objective, over_stages, with_variation
from ptycho_torch.model.similarity import WINDOW_RADIUS_PX, structural_similarity
from ptycho_torch.physics.measurement import Measurement

_BRIGHT_SHARE = 0.3
"""Share of the brightest illumination from which on all pixels count alike in the similarity."""


def label_objective(
    reconstruction: Reconstruction,
    labels: Tensor,
    inputs: Measurement,
    *,
    deep_weight: float,
    tv_weight: float = 0.0,
    realspace_weight: float = 0.0,
) -> Objective:
    """Judge canvases on how near they are to ``labels`` (B, H, W), where they were lit.

    The value is the squared distance over the square of the label, both weighted by the
    illumination. A pattern does not say the phase of the whole object, so that of a label is free;
    its scale is the one that gives as many counts as ``inputs`` have. ``deep_weight`` and
    ``tv_weight`` are those of `held_out_objective`, and so is the logarithm that is minimised.
    ``realspace_weight`` adds what the structural similarity of amplitude and phase lacks to one.
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
    if realspace_weight > 0.0:
        lack = _dissimilarity(reconstruction.canvases, scaled, weight)
        objective = objective + realspace_weight * lack.mean()
    objective = with_variation(objective, reconstruction, tv_weight)
    return Objective(objective=objective, value=final.detach().mean())


def _distances(canvases: Tensor, labels: Tensor, weight: Tensor) -> Tensor:
    """Relative squared distance (B,) of each canvas to its label, whose phase is free."""
    turned = _turned(labels, canvases, weight)
    power = (weight * labels.abs().square()).sum((-2, -1))
    return (weight * (canvases - turned).abs().square()).sum((-2, -1)) / power


def _turned(labels: Tensor, canvases: Tensor, weight: Tensor) -> Tensor:
    """Labels (B, H, W) with the phase that fits canvases (B, H, W) best."""
    overlap = (weight * labels.conj() * canvases).sum((-2, -1), keepdim=True)
    return labels * torch.polar(torch.ones_like(overlap.real), overlap.angle())


def _dissimilarity(canvases: Tensor, labels: Tensor, weight: Tensor) -> Tensor:
    """Two less the mean structural similarities (B,) of amplitude and of phase, where lit.

    Zero where a canvas is smaller than the window.
    """
    if min(weight.shape[-2:]) <= 2 * WINDOW_RADIUS_PX:
        return torch.zeros_like(weight[:, 0, 0])
    lit = lit_pixels(weight)
    labels = _turned(labels, canvases, weight)
    known = labels.angle()
    phases = known + (canvases * labels.conj()).angle()
    inner = slice(WINDOW_RADIUS_PX, -WINDOW_RADIUS_PX)
    counted = (weight / weight.amax((-2, -1), keepdim=True)).clamp_max(_BRIGHT_SHARE)
    counted = (counted * lit)[:, inner, inner]
    lack = torch.zeros_like(weight[:, 0, 0])
    for image, reference in ((canvases.abs(), labels.abs()), (phases, known)):
        similarity = structural_similarity(image * lit, reference * lit, _range(reference, lit))
        mean = (counted * similarity).sum((-2, -1)) / counted.sum((-2, -1))
        lack = lack + (1.0 - mean)
    return lack


def _range(images: Tensor, lit: Tensor) -> Tensor:
    """Range (B,) of the values of ``images`` (B, H, W) that are ``lit`` (B, H, W)."""
    infinite = torch.full_like(images, torch.inf)
    highest = torch.where(lit, images, -infinite).amax((-2, -1))
    lowest = torch.where(lit, images, infinite).amin((-2, -1))
    return (highest - lowest).clamp_min(1e-3 * highest.abs().clamp_min(1e-9))
