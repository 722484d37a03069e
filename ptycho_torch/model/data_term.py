"""The data side of an unrolled network: sweeps over subsets, and steps that see every pattern.

Dimensions: B canvases, H W canvas (pixels), J patterns, P incoherent probe modes, N patch side,
S subsets.
"""

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

import torch
from torch import Tensor

from ptycho_torch.model.team import ALONE, Team
from ptycho_torch.physics.consistency import modulus_gradient
from ptycho_torch.physics.diffraction import incoherent_intensity
from ptycho_torch.physics.illumination import shift_probes
from ptycho_torch.physics.measurement import Measurement
from ptycho_torch.physics.patches import accumulate_patches
from ptycho_torch.physics.scaling import flat_object_amplitude
from ptycho_torch.physics.stitching import probe_weight
from ptycho_torch.physics.subsets import scattered_subsets

_PEAK_SHARE = 0.3
"""Share of the brightest point of the probe in what a subset's update is divided by."""
_DAMPING = 0.02
"""Share of the brightest illumination added to every pixel's before dividing by it."""
_KEPT_BYTES = 2**28
"""Shifted probes up to this size are made only once."""
_AT_ONCE = 32
"""Patterns that are taken at once where nothing else asks for less: they fit a fast cache."""


class _Lit(NamedTuple):
    """Patterns with the probe that lit each, in units of the flat object's amplitude."""

    amplitudes: Tensor
    probes: Tensor
    corners: Tensor
    canvas_index: Tensor
    mask: Tensor | None

    def rows(self, start: int, stop: int) -> "_Lit":
        """Return patterns ``start`` to ``stop`` as views."""
        return _Lit(
            self.amplitudes[start:stop],
            self.probes[start:stop],
            self.corners[start:stop],
            self.canvas_index[start:stop],
            None if self.mask is None else self.mask[start:stop],
        )


class DataTerm:
    """Amplitude error of a measurement, in units where a flat object of amplitude one fits.

    In these units a network sees the same numbers whatever the dose and the scale of the counts.
    Patterns are taken subset after subset, in pieces of at most ``chunk``. Shifted probes are kept
    only if they are few, and made anew each time else, so that memory stays bounded.
    """

    def __init__(
        self,
        measurement: Measurement,
        canvas_shape: tuple[int, int],
        *,
        n_subsets: int,
        chunk: int | None,
        device: torch.device,
        team: Team = ALONE,
    ) -> None:
        """Prepare ``measurement`` for canvases of ``canvas_shape`` (H, W) on ``device``.

        The processes of ``team`` share the patterns; what they ask for is added up.
        """
        self._precision = torch.promote_types(measurement.amplitudes.dtype, torch.float32)
        self._device = device
        self._measurement = measurement
        self._team = team
        subsets = scattered_subsets(measurement, n_subsets)
        self._n_subsets = 1 + int(subsets.max())
        self._parts, self._subset_of_part = _partition(subsets, chunk, team)
        self._at_once = min(chunk or _AT_ONCE, _AT_ONCE)
        self._kept: _Lit | None = None
        with torch.autocast(device.type, enabled=False):
            flat_amplitude = flat_object_amplitude(measurement)
            self.flat_amplitude = flat_amplitude.to(device, self._precision)
            """(B,): amplitude of the flat object, the unit of every canvas."""
            n_own = sum(map(len, self._parts))
            if 0 < measurement.probes[0].nbytes * n_own <= _KEPT_BYTES:
                self._kept = _joined(list(self._pieces()))
            lights = team.total(self._lights(canvas_shape))
            self.weight = lights.sum(0)
            """(B, H, W): illumination ``sum_j sum_p |P_jp|**2``."""
            brightest = self.weight.amax((-2, -1), keepdim=True)
            self._whole_weight = 1.0 / (self.weight + _DAMPING * brightest)
            peak = incoherent_intensity(measurement.probes).amax((-2, -1)).to(device)
            mixed = lights.mul_(1.0 - _PEAK_SHARE).add_(_PEAK_SHARE * peak[:, None, None])
            self._subset_weights = mixed.reciprocal_()

    def sweep(self, canvases: Tensor, step_size: Tensor) -> Tensor:
        """Return how far one update per subset moves ``canvases`` (B, H, W).

        The update of a pixel is divided by a mixture of the light that it got from the subset and
        the brightest point of the probe, as in rPIE (Maiden, Johnson and Li, Optica 4, 736, 2017).
        """
        with torch.autocast(self._device.type, enabled=False):
            moved = canvases
            for subset, pieces in self._by_subset():
                asked = self._team.total(_asked(moved, pieces))
                moved = moved + step_size * (asked * self._subset_weights[subset])
            return moved - canvases

    def gradient(self, canvases: Tensor) -> Tensor:
        """Return the descent direction (B, H, W) that all patterns ask for.

        It is `modulus_gradient` divided by the light that each pixel received.
        """
        with torch.autocast(self._device.type, enabled=False):
            pieces = self._pieces()
            if self._kept is not None:
                size = self._at_once
                starts = range(0, len(self._kept.amplitudes), size)
                pieces = (self._kept.rows(start, start + size) for start in starts)
            return self._team.total(_asked(canvases, pieces)) * self._whole_weight

    def _by_subset(self) -> Iterator[tuple[int, Iterator[_Lit]]]:
        """The pieces of each subset in turn; there may be none of this process's in one."""
        numbered = groupby(
            zip(self._subset_of_part, self._pieces(), strict=True), key=itemgetter(0)
        )
        following = next(numbered, None)
        for subset in range(self._n_subsets):
            if following is not None and following[0] == subset:
                yield subset, map(itemgetter(1), following[1])
                following = next(numbered, None)
            else:
                yield subset, iter(())

    def _lights(self, canvas_shape: tuple[int, int]) -> Tensor:
        """Light that this process's part of each subset sends to each pixel (S, B, H, W)."""
        shape = (self._n_subsets, self._measurement.n_canvases, *canvas_shape)
        lights = self.flat_amplitude.new_zeros(shape)
        for subset, lit in zip(self._subset_of_part, self._pieces(), strict=True):
            place = (lit.corners, lit.canvas_index)
            accumulate_patches(lights[subset], probe_weight(lit.probes), *place)
        return lights

    def _pieces(self) -> Iterator[_Lit]:
        if self._kept is not None:
            start = 0
            for part in self._parts:
                yield self._kept.rows(start, start + len(part))
                start += len(part)
            return
        for rows in self._measurement.pieces(self._parts):
            yield self._light(rows.to(self._device))

    def _light(self, rows: Measurement) -> _Lit:
        unit = self.flat_amplitude[rows.canvas_index, None, None]
        probes = rows.probes.to(self._precision.to_complex())
        return _Lit(
            amplitudes=rows.amplitudes / unit,
            probes=shift_probes(probes, rows.fractions, rows.canvas_index),
            corners=rows.corners,
            canvas_index=rows.canvas_index,
            mask=rows.pattern_mask(),
        )


def _joined(pieces: list[_Lit]) -> _Lit:
    """All patterns of ``pieces``, in their order."""
    masks = [piece.mask for piece in pieces if piece.mask is not None]
    return _Lit(
        torch.cat([piece.amplitudes for piece in pieces]),
        torch.cat([piece.probes for piece in pieces]),
        torch.cat([piece.corners for piece in pieces]),
        torch.cat([piece.canvas_index for piece in pieces]),
        torch.cat(masks) if masks else None,
    )


def _partition(subsets: Tensor, chunk: int | None, team: Team) -> tuple[list[Tensor], list[int]]:
    """Return the patterns of each piece, and the subset that each piece belongs to.

    ``subsets`` holds the subset of each pattern (J,); only this process's share is taken.
    """
    parts, subset_of_part = list[Tensor](), list[int]()
    for subset in range(int(subsets.max()) + 1):
        members = team.share((subsets == subset).nonzero().squeeze(1))
        if len(members):
            pieces = torch.split(members, chunk or len(members))
            parts += pieces
            subset_of_part += [subset] * len(pieces)
    return parts, subset_of_part


def _asked(canvases: Tensor, pieces: Iterator[_Lit]) -> Tensor:
    """Descent direction (B, H, W) of the error of some patterns."""
    first = next(pieces, None)
    if first is None:
        return torch.zeros_like(canvases)
    total = modulus_gradient(canvases, *first)
    for piece in pieces:
        part = modulus_gradient(canvases, *piece)
        total = total + part if total.requires_grad else total.add_(part)
    return total
