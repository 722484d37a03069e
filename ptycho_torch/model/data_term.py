"""The data side of an unrolled network: all patterns of a measurement, taken in chunks.

Dimensions: B canvases, H W canvas (pixels), J patterns, P incoherent probe modes, N patch side.
"""

from collections.abc import Iterator
from typing import NamedTuple

import torch
from torch import Tensor

from ptycho_torch.physics.consistency import modulus_gradient
from ptycho_torch.physics.illumination import shift_probes
from ptycho_torch.physics.measurement import Measurement
from ptycho_torch.physics.patches import accumulate_patches
from ptycho_torch.physics.scaling import flat_object_amplitude
from ptycho_torch.physics.stitching import probe_weight


class _Lit(NamedTuple):
    """Patterns with the probe that lit each, in units of the flat object's amplitude."""

    amplitudes: Tensor
    probes: Tensor
    corners: Tensor
    canvas_index: Tensor
    mask: Tensor | None


class DataTerm:
    """Amplitude error of a measurement, in units where a flat object of amplitude one fits.

    In these units a network sees the same numbers whatever the dose and the scale of the counts.
    Probes shifted by fractions of a pixel are kept only if all patterns make one chunk; otherwise
    they are made anew each time, so that memory stays with the canvas and one chunk.
    """

    def __init__(
        self,
        measurement: Measurement,
        canvas_shape: tuple[int, int],
        *,
        chunk: int | None,
        device: torch.device,
    ) -> None:
        """Prepare ``measurement`` for canvases of ``canvas_shape`` (H, W) on ``device``."""
        self._precision = torch.promote_types(measurement.amplitudes.dtype, torch.float32)
        self._chunk = max(measurement.n_patterns if chunk is None else chunk, 1)
        self._device = device
        self._measurement = measurement
        self._kept: _Lit | None = None
        if self._chunk >= measurement.n_patterns:
            self._measurement = measurement.to(device)
        with torch.autocast(device.type, enabled=False):
            flat_amplitude = flat_object_amplitude(self._measurement)
            self.flat_amplitude = flat_amplitude.to(device, self._precision)
            """(B,): amplitude of the flat object, the unit of every canvas."""
            self.weight = self.flat_amplitude.new_zeros((measurement.n_canvases, *canvas_shape))
            """(B, H, W): illumination ``sum_j sum_p |P_jp|**2``."""
            for lit in self._chunks():
                accumulate_patches(
                    self.weight, probe_weight(lit.probes), lit.corners, lit.canvas_index
                )

    def gradient(self, canvases: Tensor) -> Tensor:
        """Return the descent direction of the error (B, H, W), see `modulus_gradient`."""
        with torch.autocast(self._device.type, enabled=False):
            parts = (modulus_gradient(canvases, *lit) for lit in self._chunks())
            total = next(parts)
            for part in parts:
                total = total + part if total.requires_grad else total.add_(part)
        return total

    def _chunks(self) -> Iterator[_Lit]:
        if self._chunk >= self._measurement.n_patterns:
            if self._kept is None:
                self._kept = self._light(self._measurement)
            yield self._kept
            return
        for rows in self._measurement.chunks(self._chunk):
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
