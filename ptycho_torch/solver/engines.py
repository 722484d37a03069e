"""Classical solvers by name: to add one, write its module and name it here and in the registry.

Dimensions: H W canvas (pixels), J patterns, P incoherent probe modes, N patch side (pixels).
Equations: docs/physics.md#classical-engines.
"""

from typing import NamedTuple

import torch
from torch import Tensor

from ptycho_torch.physics.diffraction import squared_modulus
from ptycho_torch.physics.measurement import Measurement
from ptycho_torch.solver.gradient import descend, illumination
from ptycho_torch.solver.problem import Problem
from ptycho_torch.solver.rpie import sweep
from ptycho_torch.solver.updates import Freedom

ENGINES = ("rpie", "gradient")
"""Names of the solvers."""

_BATCH_SIZE = 32
"""Patterns in one update of rPIE, and in the far field at once."""
_OBJECT_ONLY = 3
"""Iterations from a flat object before probe and positions move."""
_FIRST_SWEEPS = 3
"""One in so many iterations of the gradient solver, the first ones, is a sweep of rPIE."""


class Solution(NamedTuple):
    """An object, and the probe and positions that it goes with."""

    canvases: Tensor
    """(1, H, W) complex, in the units of the amplitudes for a probe of unit scale."""
    weight: Tensor
    """(1, H, W) real: illumination received, ``sum_j sum_p |P_jp|**2``."""
    probes: Tensor
    """(1, P, N, N) complex: of the energy of the given ones."""
    shifts_px: Tensor
    """(J, 2): displacement of each pattern, rows and columns, of mean zero."""
    errors: list[float]
    """Mean squared amplitude error per pixel, in counts, met in each iteration."""


def solve(
    measurement: Measurement,
    canvas_shape: tuple[int, int],
    *,
    engine: str,
    iterations: int,
    rpie_alpha: float,
    refine_probe: bool,
    refine_positions: bool,
    start: Tensor | None = None,
    device: torch.device | None = None,
) -> Solution:
    """Reconstruct a scan, on one canvas of ``canvas_shape`` (H, W), by ``engine`` of `ENGINES`.

    ``start`` (1, H, W) is an object to begin with, in the units of the amplitudes; without it a
    flat one is taken. The gradient solver makes its first third of iterations as sweeps of rPIE,
    which are quicker to find long waves; the rest averages noise out. An iteration looks at every
    pattern once.
    """
    device = torch.device("cpu") if device is None else device
    problem = Problem(measurement, canvas_shape, batch_size=_BATCH_SIZE, device=device)
    freedom = Freedom(refine_probe, refine_positions, after=_OBJECT_ONLY if start is None else 0)
    guess = problem.flat_guess() if start is None else problem.guess_from(start)
    sweeps = iterations
    if engine == "gradient":
        sweeps = -(-iterations // _FIRST_SWEEPS)
    guess, errors = sweep(problem, guess, iterations=sweeps, alpha=rpie_alpha, freedom=freedom)
    steps = iterations - sweeps
    later = Freedom(refine_probe, refine_positions, after=max(freedom.after - sweeps, 0))
    guess, more = descend(problem, guess, iterations=steps, freedom=later)

    gain = (squared_modulus(guess.probes).sum() / squared_modulus(measurement.probes).sum()).sqrt()
    weight = illumination(problem, guess) / gain.square()
    shifts = torch.empty_like(guess.shifts_px)
    shifts[problem.order] = guess.shifts_px
    per_pixel = float(problem.flat_amplitude.square()) / measurement.amplitudes.numel()
    return Solution(
        canvases=guess.canvas * (gain * problem.flat_amplitude),
        weight=weight,
        probes=guess.probes / gain,
        shifts_px=shifts,
        errors=[error * per_pixel for error in [*errors, *more]],
    )
