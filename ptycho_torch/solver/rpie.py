"""Regularised ptychographic iterative engine, a batch of scattered patterns at a time.

Dimensions: H W canvas (pixels), J patterns, P incoherent probe modes, N patch side (pixels).
Maiden, Johnson and Li, Optica 4, 736 (2017): the update of every pixel is divided by a mixture of
its own illumination and the brightest one, and momentum is added. Patterns of a batch hardly
overlap, so that updating them at once is nearly as good as one after the other, and much faster.
Equations: docs/physics.md#classical-engines.
"""

from dataclasses import replace

import torch
from torch import Tensor

from ptycho_torch.physics.consistency import exit_wave_change
from ptycho_torch.physics.diffraction import incoherent_intensity, squared_modulus, sum_modes
from ptycho_torch.physics.patches import accumulate_patches, gather_patches, scatter_patches
from ptycho_torch.solver.problem import Batch, Guess, Problem
from ptycho_torch.solver.updates import Freedom, position_update, probe_update

_MOMENTUM = 0.5
"""Share of the movement over a sweep that is added once more after it."""


def sweep(
    problem: Problem, guess: Guess, *, iterations: int, alpha: float, freedom: Freedom
) -> tuple[Guess, list[float]]:
    """Return the guess after sweeps over all patterns, and the squared error met in each.

    ``alpha`` in (0, 1] is the weight of the brightest illumination: the larger, the steadier.
    """
    generator = torch.Generator().manual_seed(0)
    weights = _UpdateWeights(problem, alpha)
    velocity = torch.zeros_like(guess.canvas)
    errors: list[Tensor] = []
    for number in range(iterations):
        before = guess.canvas
        guess = replace(guess, canvas=before.clone())
        errors.append(guess.canvas.real.new_zeros(()))
        free = freedom if number >= freedom.after else Freedom()
        for which in torch.randperm(problem.n_batches, generator=generator).tolist():
            batch = problem.batch(which, guess)
            rows = batch.rows
            patches = gather_patches(guess.canvas, rows.corners, rows.canvas_index, rows.patch_size)
            change = exit_wave_change(
                batch.lit * patches.unsqueeze(1), rows.amplitudes, rows.pattern_mask()
            )
            errors[-1] += squared_modulus(change).sum()
            step = sum_modes(weights.of(which, batch) * change)
            accumulate_patches(guess.canvas, step, rows.corners, rows.canvas_index)
            guess = _moved(guess, batch, patches, change, alpha, free)
        velocity = _MOMENTUM * velocity + (guess.canvas - before)
        if number + 1 < iterations:  # what the last sweep adds is not corrected by another one
            guess = replace(guess, canvas=guess.canvas + _MOMENTUM * velocity)
    return guess, torch.stack(errors).tolist() if errors else []


def _moved(
    guess: Guess, batch: Batch, patches: Tensor, change: Tensor, alpha: float, free: Freedom
) -> Guess:
    """Return the guess with probe and positions as a batch wants them, where they are free."""
    if free.positions:
        shifts = guess.shifts_px.clone()
        shifts[batch.place] += position_update(patches, batch.lit, change)
        guess = replace(guess, shifts_px=shifts - shifts.mean(0))
    if free.probe:
        fractions = batch.rows.fractions + guess.shifts_px[batch.place]
        asked, curvature = probe_update(patches, change, fractions)
        mixture = (1.0 - alpha) * curvature + alpha * curvature.max()
        guess = replace(guess, probes=guess.probes + asked / mixture)
    return guess


class _UpdateWeights:
    """By what the change of an exit wave is multiplied to become that of the object."""

    def __init__(self, problem: Problem, alpha: float) -> None:
        self._problem = problem
        self._alpha = alpha
        self._kept: dict[int, tuple[Tensor, Tensor]] = {}

    def of(self, which: int, batch: Batch) -> Tensor:
        """Return the weights (J, P, N, N) of batch number ``which``."""
        lit, weights = self._kept.get(which, (None, None))
        if lit is not batch.lit or weights is None:
            weights = self._made(batch)
            if self._problem.keeps_probes:
                self._kept[which] = (batch.lit, weights)
        return weights

    def _made(self, batch: Batch) -> Tensor:
        rows = batch.rows
        light = incoherent_intensity(batch.lit)
        place = (rows.corners, rows.canvas_index)
        canvas = scatter_patches(light, *place, self._problem.canvas_shape)
        own = gather_patches(canvas, *place, rows.patch_size)
        mixture = (1.0 - self._alpha) * own + self._alpha * light.max()
        return batch.lit.conj() / mixture.unsqueeze(1)
