"""A set of diffraction patterns with the geometry that ties them to one or more object canvases.

Dimensions: B canvases, J patterns, P incoherent probe modes, N patch side (pixels). Symbols and
equations: docs/physics.md#from-an-object-to-counts.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import torch
from torch import Tensor


class Measurement(NamedTuple):
    """J patterns lying on B canvases. Arrays in reciprocal space hold zero frequency at [0, 0]."""

    amplitudes: Tensor
    """(J, N, N) real: square root of the detected counts."""
    corners: Tensor
    """(J, 2) int64: canvas row and column of element [0, 0] of each object window."""
    fractions: Tensor
    """(J, 2) real: sub-pixel part of each position (rows, columns), in pixels."""
    canvas_index: Tensor
    """(J,) int64: the canvas that each pattern lies on."""
    probes: Tensor
    """(B, P, N, N) complex: incoherent probe modes of each canvas."""
    mask: Tensor | None
    """(B, N, N) bool, True = good detector pixel; None means that all pixels are good."""

    @property
    def n_patterns(self) -> int:
        """Number of patterns J."""
        return self.amplitudes.shape[0]

    @property
    def n_canvases(self) -> int:
        """Number of canvases B."""
        return self.probes.shape[0]

    @property
    def patch_size(self) -> int:
        """Patch side N in pixels."""
        return self.amplitudes.shape[-1]

    def rows(self, start: int, stop: int) -> "Measurement":
        """Return patterns ``start`` to ``stop`` as views; probes and masks are kept whole."""
        return self._replace(
            amplitudes=self.amplitudes[start:stop],
            corners=self.corners[start:stop],
            fractions=self.fractions[start:stop],
            canvas_index=self.canvas_index[start:stop],
        )

    def chunks(self, size: int) -> Iterator["Measurement"]:
        """Yield consecutive pieces of at most ``size`` patterns, as views."""
        for start in range(0, self.n_patterns, size):
            yield self.rows(start, start + size)

    def take(self, which: Tensor) -> "Measurement":
        """Return the patterns ``which`` (J,) int64, copied; probes and masks are kept whole."""
        return self._replace(
            amplitudes=self.amplitudes[which],
            corners=self.corners[which],
            fractions=self.fractions[which],
            canvas_index=self.canvas_index[which],
        )

    def pieces(self, parts: Sequence[Tensor]) -> Iterator["Measurement"]:
        """Yield, for each of ``parts`` (J,) int64, the patterns that it names."""
        return map(self.take, parts)

    def to(self, device: torch.device) -> "Measurement":
        """Return the same measurement with every tensor on ``device``."""

        def moved(tensor: Tensor) -> Tensor:
            return tensor.to(device, non_blocking=True)

        return Measurement(
            amplitudes=moved(self.amplitudes),
            corners=moved(self.corners),
            fractions=moved(self.fractions),
            canvas_index=moved(self.canvas_index),
            probes=moved(self.probes),
            mask=None if self.mask is None else moved(self.mask),
        )

    def pattern_mask(self) -> Tensor | None:
        """Return the detector mask of each pattern (J, N, N) bool, None if all pixels are good."""
        return None if self.mask is None else self.mask[self.canvas_index]
