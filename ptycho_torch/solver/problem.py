"""What an iterative solver works on: a scan in natural units, taken in mixed batches.

Dimensions: H W canvas (pixels), J patterns, P incoherent probe modes, N patch side (pixels).
Equations: docs/physics.md#classical-engines.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import torch
from torch import Tensor

from ptycho_torch.physics.illumination import shift_probes
from ptycho_torch.physics.measurement import Measurement
from ptycho_torch.physics.scaling import flat_object_amplitude

_KEPT_BYTES = 2**29
"""Shifted probes are kept from one iteration to the next where they need no more than this."""


@dataclass(frozen=True, slots=True)
class Guess:
    """What is solved for, in units where a flat object of amplitude one fits the counts."""

    canvas: Tensor
    """(1, H, W) complex."""
    probes: Tensor
    """(1, P, N, N) complex."""
    shifts_px: Tensor
    """(J, 2) real: added to the positions, rows and columns; in the order of the problem."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Patterns from all over the scan, with the probe that lit each."""

    place: slice
    """Their place in the order of the problem."""
    rows: Measurement
    lit: Tensor
    """(J, P, N, N) complex: shifted probes."""


class Problem:
    """One scan on one canvas, its patterns in an order that is random and always the same."""

    def __init__(
        self,
        measurement: Measurement,
        canvas_shape: tuple[int, int],
        *,
        batch_size: int,
        device: torch.device,
    ) -> None:
        """Bring ``measurement`` (one canvas of ``canvas_shape``) to ``device``."""
        assert measurement.n_canvases == 1
        order = torch.randperm(measurement.n_patterns, generator=torch.Generator().manual_seed(0))
        self.order = order
        """(J,) int64: entry j of the problem is pattern ``order[j]`` of the measurement."""
        mixed = measurement._replace(
            amplitudes=measurement.amplitudes[order],
            corners=measurement.corners[order],
            fractions=measurement.fractions[order],
            canvas_index=measurement.canvas_index[order],
        ).to(device)
        self.flat_amplitude = flat_object_amplitude(mixed)
        """(1,): amplitude of the flat object, the unit of the canvas."""
        self.measurement = mixed._replace(amplitudes=mixed.amplitudes / self.flat_amplitude)
        self.canvas_shape = (1, *canvas_shape)
        self._batch_size = min(batch_size, mixed.n_patterns)
        probes = mixed.probes
        self.keeps_probes = probes.nbytes * mixed.n_patterns <= _KEPT_BYTES
        """Whether shifted probes, as long as nothing changes them, are made only once."""
        self._lit: dict[int, Tensor] = {}
        self._lit_by: tuple[Tensor, Tensor] | None = None

    @property
    def n_batches(self) -> int:
        """Number of batches."""
        return -(-self.measurement.n_patterns // self._batch_size)

    def flat_guess(self) -> Guess:
        """Return a flat object of amplitude one under the probe and positions as measured."""
        probes = self.measurement.probes
        return Guess(
            canvas=probes.new_ones(self.canvas_shape),
            probes=probes,
            shifts_px=torch.zeros_like(self.measurement.fractions),
        )

    def guess_from(self, canvas: Tensor) -> Guess:
        """Return the guess of an object (1, H, W) in the units of the amplitudes."""
        flat = self.flat_guess()
        started = canvas.to(flat.canvas) / self.flat_amplitude
        # Where no light fell there is nothing to start from.
        return replace(flat, canvas=torch.where(started == 0, flat.canvas, started))

    def batch(self, number: int, guess: Guess) -> Batch:
        """Return batch ``number`` with the probes and positions of ``guess``."""
        start = number * self._batch_size
        place = slice(start, min(start + self._batch_size, self.measurement.n_patterns))
        rows = self.measurement.rows(place.start, place.stop)
        return Batch(place, rows, self._light(number, place, rows, guess))

    def batches(self, guess: Guess) -> Iterator[Batch]:
        """Return all patterns, batch by batch."""
        return (self.batch(number, guess) for number in range(self.n_batches))

    def _light(self, number: int, place: slice, rows: Measurement, guess: Guess) -> Tensor:
        by = (guess.probes, guess.shifts_px)
        if self._lit_by is None or any(a is not b for a, b in zip(by, self._lit_by, strict=True)):
            self._lit, self._lit_by = {}, by
        if number in self._lit:
            return self._lit[number]
        lit = shift_probes(guess.probes, rows.fractions + guess.shifts_px[place], rows.canvas_index)
        if self.keeps_probes:
            self._lit[number] = lit
        return lit
