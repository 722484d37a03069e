"""Accelerated gradient descent on all patterns at once.

Dimensions: H W canvas (pixels), J patterns, P incoherent probe modes, N patch side (pixels).
Every pixel's step is divided by the light it received. Nesterov's momentum is taken back to zero
whenever it points uphill (O'Donoghue and Candes, Found. Comput. Math. 15, 715, 2015). Equations:
docs/physics.md#classical-engines.
"""

import math
from dataclasses import dataclass, replace

import torch
from torch import Tensor

from ptycho_torch.physics.consistency import exit_wave_change
from ptycho_torch.physics.diffraction import squared_modulus, sum_modes
from ptycho_torch.physics.patches import accumulate_patches, gather_patches
from ptycho_torch.physics.stitching import probe_weight
from ptycho_torch.solver.problem import Guess, Problem
from ptycho_torch.solver.updates import Freedom, position_update, probe_update

_DAMPING = 0.02
"""Share of the largest curvature added to every pixel's before dividing by it."""
_JOINT_STEP = 0.5
"""Object and probe, moved at once, each go half the way that they would go alone."""


def descend(
    problem: Problem, guess: Guess, *, iterations: int, freedom: Freedom
) -> tuple[Guess, list[float]]:
    """Return the guess after gradient steps, and the squared error met before each."""
    ahead, pace = guess, 1.0
    weight: Tensor | None = None
    errors: list[Tensor] = []
    for number in range(iterations):
        free = freedom if number >= freedom.after else Freedom()
        weight = illumination(problem, ahead) if weight is None else weight
        asked = _asked(problem, ahead, free)
        errors.append(asked.error)
        step = _JOINT_STEP if free.probe else 1.0
        new = replace(ahead, canvas=ahead.canvas + step * _divided(asked.canvas, weight))
        if free.probe:
            probes = ahead.probes + step * _divided(asked.probes, asked.curvature)
            new = replace(new, probes=probes)
        if free.positions:
            new = replace(new, shifts_px=asked.shifts_px)
        moved = new.canvas - guess.canvas
        turned = new.probes - guess.probes
        if _inner(asked.canvas, moved) + _inner(asked.probes, turned) < 0:
            pace = 1.0
        faster = (1.0 + math.sqrt(1.0 + 4.0 * pace * pace)) / 2.0
        momentum = (pace - 1.0) / faster
        ahead = replace(new, canvas=new.canvas + momentum * moved)
        if free.probe:
            ahead = replace(ahead, probes=new.probes + momentum * turned)
        if free.probe or free.positions:
            weight = None
        guess, pace = new, faster
    return guess, torch.stack(errors).tolist() if errors else []


def illumination(problem: Problem, guess: Guess) -> Tensor:
    """Return the light ``sum_j sum_p |P_jp|**2`` that each pixel received (1, H, W)."""
    weight = guess.canvas.real.new_zeros(guess.canvas.shape)
    for batch in problem.batches(guess):
        rows = batch.rows
        accumulate_patches(weight, probe_weight(batch.lit), rows.corners, rows.canvas_index)
    return weight


@dataclass(frozen=True, slots=True)
class _Asked:
    """What all patterns together ask for."""

    canvas: Tensor
    """(1, H, W): minus half the gradient with respect to the canvas."""
    probes: Tensor
    """(1, P, N, N): the same with respect to the probe; zero where that is not free."""
    curvature: Tensor
    """(N, N): curvature of the error in the probe."""
    shifts_px: Tensor
    """(J, 2): the new displacements, their mean removed."""
    error: Tensor
    """Scalar: squared error of the far fields."""


def _asked(problem: Problem, guess: Guess, free: Freedom) -> _Asked:
    canvas, probes = torch.zeros_like(guess.canvas), torch.zeros_like(guess.probes)
    curvature = probes.real.new_zeros(probes.shape[-2:])
    shifts, error = guess.shifts_px.clone(), curvature.new_zeros(())
    for batch in problem.batches(guess):
        rows = batch.rows
        patches = gather_patches(guess.canvas, rows.corners, rows.canvas_index, rows.patch_size)
        change = exit_wave_change(
            batch.lit * patches.unsqueeze(1), rows.amplitudes, rows.pattern_mask()
        )
        error += squared_modulus(change).sum()
        if free.positions:
            shifts[batch.place] += position_update(patches, batch.lit, change)
        if free.probe:
            fractions = rows.fractions + guess.shifts_px[batch.place]
            share, bent = probe_update(patches, change, fractions)
            probes += share
            curvature += bent
        back = sum_modes(change.mul_(batch.lit.conj()))
        accumulate_patches(canvas, back, rows.corners, rows.canvas_index)
    return _Asked(canvas, probes, curvature, shifts - shifts.mean(0), error)


def _divided(gradient: Tensor, curvature: Tensor) -> Tensor:
    return gradient / (curvature + _DAMPING * curvature.max())


def _inner(a: Tensor, b: Tensor) -> Tensor:
    return (a.conj() * b).real.sum()
