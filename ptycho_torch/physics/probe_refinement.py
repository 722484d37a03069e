"""The probe improved from the scan itself, before any network sees it.

Dimensions: H W canvas (pixels), J patterns, P incoherent probe modes, N patch side (pixels).
A probe taken from an earlier scan or from optics design is often the largest error of all. Overlap
between patterns determines it together with the object: once an object explains them as well as the
given probe lets it, a few dozen joint gradient steps repair the probe.
"""

from collections.abc import Iterator
from itertools import count
from typing import NamedTuple

import torch
from torch import Tensor

from ptycho_torch.physics.consistency import exit_wave_change
from ptycho_torch.physics.diffraction import (
    incoherent_intensity,
    squared_modulus,
    sum_modes,
)
from ptycho_torch.physics.illumination import shift_probes, sum_shifted
from ptycho_torch.physics.measurement import Measurement
from ptycho_torch.physics.patches import accumulate_patches, gather_patches
from ptycho_torch.physics.scaling import flat_object_amplitude

_MOMENTUM = 0.8
_DAMPING = 0.05
"""Share of the largest curvature added to every pixel's before dividing by it."""


class Descent(NamedTuple):
    """Where descent of an object, or of object and probe, has come to."""

    canvas: Tensor
    """(1, H, W): object in units of the flat object that the patterns' energy calls for."""
    probes: Tensor
    """(1, P, N, N): modes, with the energy of the given ones."""


def flat_start(measurement: Measurement, canvas_shape: tuple[int, int]) -> Descent:
    """Return a flat object on a canvas of ``canvas_shape`` (H, W) and the probe as given.

    Descent begins there where nothing is known of the object (Maiden, Johnson and Li, Optica 4,
    736, 2017).
    """
    return Descent(measurement.probes.new_ones((1, *canvas_shape)), measurement.probes)


def descend(
    measurement: Measurement,
    start: Descent,
    *,
    chunk: int,
    free_after: int | None,
    momentum: float = _MOMENTUM,
) -> Iterator[Descent]:
    """Fit an object to the patterns of a scan, and after ``free_after`` steps the probe as well.

    Gradient descent from ``start`` on the amplitude error of object and probe together,
    preconditioned by each one's curvature, with momentum (Thibault and Guizar-Sicairos, New J.
    Phys. 14, 063004, 2012; Maiden, Johnson and Li, Optica 4, 736, 2017). ``measurement`` is a scan
    on one canvas; ``chunk`` patterns are in the far field at once. Yields without end what each
    step has come to. The first steps should move the object alone, lest the probe fit a flat one;
    with ``free_after`` None all of them do.
    """
    assert measurement.n_canvases == 1
    canvas, probes = start
    energy = squared_modulus(probes).sum()
    amplitudes = measurement.amplitudes / flat_object_amplitude(measurement)[0]
    measurement = measurement._replace(amplitudes=amplitudes)
    canvas_velocity, probe_velocity = torch.zeros_like(canvas), torch.zeros_like(probes)
    lit = _lit(measurement, probes, chunk)
    for number in count():
        moves = free_after is not None and number >= free_after
        for_canvas, for_probes = _directions(measurement, canvas, lit, chunk, moves=moves)
        canvas_velocity = momentum * canvas_velocity + for_canvas
        canvas = canvas + canvas_velocity
        if for_probes is None:
            yield Descent(canvas, probes)
            continue
        probe_velocity = momentum * probe_velocity + for_probes
        probes = probes + probe_velocity
        lit = _lit(measurement, probes, chunk)
        gauge = (energy / squared_modulus(probes).sum()).sqrt()
        yield Descent(canvas / gauge, probes * gauge)


def _lit(measurement: Measurement, probes: Tensor, chunk: int) -> list[Tensor]:
    """The probe of each pattern (J, P, N, N), in pieces of ``chunk``."""
    pieces = measurement.chunks(chunk)
    return [shift_probes(probes, rows.fractions, rows.canvas_index) for rows in pieces]


def _directions(
    measurement: Measurement, canvas: Tensor, lit_pieces: list[Tensor], chunk: int, *, moves: bool
) -> tuple[Tensor, Tensor | None]:
    """Return preconditioned descent directions of the canvas (1, H, W) and of the probe modes.

    The latter are None where the probe does not move.
    """
    for_canvas, for_probes = torch.zeros_like(canvas), torch.zeros_like(lit_pieces[0][:1])
    canvas_curvature = canvas.real.new_zeros(canvas.shape)
    probe_curvature = canvas.real.new_zeros(for_probes.shape[-2:])
    for rows, lit in zip(measurement.chunks(chunk), lit_pieces, strict=True):
        corners, index = rows.corners, rows.canvas_index
        patches = gather_patches(canvas, corners, index, rows.patch_size)
        change = exit_wave_change(lit * patches.unsqueeze(1), rows.amplitudes, rows.pattern_mask())
        accumulate_patches(for_canvas, sum_modes(lit.conj() * change), corners, index)
        accumulate_patches(canvas_curvature, incoherent_intensity(lit), corners, index)
        if moves:
            # Each pattern's share, moved back to where the unshifted probe is.
            for_probes += sum_shifted(patches.conj().unsqueeze(1) * change, -rows.fractions)
            probe_curvature += squared_modulus(patches).sum(0)
    found = _divided(for_canvas, canvas_curvature)
    return found, _divided(for_probes, probe_curvature) if moves else None


def _divided(gradient: Tensor, curvature: Tensor) -> Tensor:
    return gradient / (curvature + _DAMPING * curvature.max())
