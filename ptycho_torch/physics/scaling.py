"""Absolute scales: of the probe, and of a featureless object that explains the counts.

Dimensions: B canvases, J patterns, P incoherent probe modes, N patch side (pixels).
Data fix only the product of probe and object. A probe file with any overall factor describes the
same experiment, so the probe is brought to unit scale and the factor is carried beside it.
Equations: docs/physics.md#scale.
"""

import torch
from torch import Tensor

from ptycho_torch.physics.diffraction import incoherent_intensity, propagate
from ptycho_torch.physics.measurement import Measurement

_LEAST_SEEN_SHARE = 0.1
"""Share of the direct beam below which the good pixels no longer tell the object's scale."""

_PATTERNS_AT_ONCE = 256


def unit_probe(probe: Tensor) -> tuple[Tensor, float]:
    """Return a probe (P, N, N) whose brightest pixel has unit intensity, and the factor removed.

    The intensity of a pixel is the sum over modes. ``unit * scale == probe``, and an object that
    fits the unit probe fits the given one after division by ``scale``.
    """
    scale = probe.abs().square().sum(dim=0).max().sqrt()
    return probe / scale, float(scale)


def flat_object_amplitude(measurement: Measurement) -> Tensor:
    """Return, per canvas (B,), the amplitude of a flat object with the measured total counts.

    A flat object of amplitude a sends ``a**2 * sum_p |F P_p|**2`` to the detector, whatever the
    position; only good pixels are compared. Where bad pixels hide nearly all of the direct beam
    (a beam stop), the share seen is floored, since what is left is light that the object scattered.
    """
    beam = incoherent_intensity(propagate(measurement.probes))
    seen = beam if measurement.mask is None else beam * measurement.mask
    beam_counts = seen.sum((-2, -1)).maximum(_LEAST_SEEN_SHARE * beam.sum((-2, -1)))

    counts = _square_sums(measurement)
    zeros = counts.new_zeros(measurement.n_canvases)
    total = zeros.index_add(0, measurement.canvas_index, counts)
    patterns = zeros.index_add(0, measurement.canvas_index, torch.ones_like(counts))
    return (total / (patterns * beam_counts).clamp_min(torch.finfo(total.dtype).tiny)).sqrt()


def _square_sums(measurement: Measurement) -> Tensor:
    """Sum of squares of each pattern's good pixels (J,), a few patterns at a time."""
    sums = [measurement.amplitudes.new_zeros(0)]
    for start in range(0, measurement.n_patterns, _PATTERNS_AT_ONCE):
        rows = measurement.rows(start, start + _PATTERNS_AT_ONCE)
        mask = rows.pattern_mask()
        good = rows.amplitudes if mask is None else rows.amplitudes * mask
        sums.append(good.square().sum((-2, -1)))
    return torch.cat(sums)
