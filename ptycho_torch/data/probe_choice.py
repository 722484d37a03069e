"""Which probe to believe: the one in the file, or one refined from the scan itself.

Dimensions: J patterns, P incoherent probe modes, N patch side (pixels).
A probe from an earlier scan or from optics design is often the largest error of all, but a probe
refined from few or noisy patterns can be worse still. So both are judged by patterns that neither
the refinement nor the object has seen.
"""

from typing import NamedTuple

import numpy as np
import torch

from ptycho.grouping import nearest_groups
from ptycho_torch.data.scan_tensors import ScanTensors
from ptycho_torch.physics.diffraction import diffract
from ptycho_torch.physics.illumination import shift_probes
from ptycho_torch.physics.losses import amplitude_error
from ptycho_torch.physics.measurement import Measurement
from ptycho_torch.physics.patches import gather_patches
from ptycho_torch.physics.probe_refinement import Descent, descend
from ptycho_torch.physics.scaling import flat_object_amplitude

_PATTERNS = 256
"""Patterns about the middle of the scan that are looked at; more would only cost time."""
_HELD_OUT_EVERY = 4
_CLEARLY_BETTER = 0.97
"""A refined probe is believed when its error is below this share of the given one's."""


class ProbeChoice(NamedTuple):
    """The scan with the probe to believe, and the errors that decided."""

    scan: ScanTensors
    given_error: float
    """Mean squared amplitude error on held-out patterns with the given probe (counts)."""
    refined_error: float
    """The same with the refined probe."""
    refined: bool
    """Whether the refined probe is believed."""


def choose_probe(scan: ScanTensors, *, iterations: int, chunk: int) -> ProbeChoice | None:
    """Refine the probe by ``iterations`` steps and keep whichever predicts held-out patterns.

    ``chunk`` patterns are in the far field at once. None where there is nothing to decide: no
    iterations, or too few patterns to hold any out.
    """
    if iterations == 0 or scan.n_patterns < _HELD_OUT_EVERY:
        return None
    shown, held_out = _split(scan)
    given = descend(shown, scan.canvas_shape, iterations=iterations, chunk=chunk, move_probe=False)
    refined = descend(shown, scan.canvas_shape, iterations=iterations, chunk=chunk, move_probe=True)
    flat = float(flat_object_amplitude(shown)[0])
    given_error, refined_error = (_error(each, held_out, flat) for each in (given, refined))
    better = refined_error < _CLEARLY_BETTER * given_error
    chosen = scan.with_probe(refined.probes[0] * scan.probe_scale) if better else scan
    return ProbeChoice(chosen, given_error, refined_error, better)


def _split(scan: ScanTensors) -> tuple[Measurement, Measurement]:
    """Patterns about the middle of the scan, in two parts: to fit, and to judge by."""
    middle = scan.positions_yx_px.mean(axis=0, keepdims=True)
    members = np.sort(nearest_groups(scan.positions_yx_px, middle, _PATTERNS)[0])
    is_held_out = np.arange(len(members)) % _HELD_OUT_EVERY == 0
    parts = [torch.from_numpy(members[part]) for part in (~is_held_out, is_held_out)]
    shown, held_out = (scan.select(part, scan.corners[part]) for part in parts)
    return shown, held_out


def _error(descent: Descent, held_out: Measurement, flat: float) -> float:
    index = held_out.canvas_index
    probes = shift_probes(descent.probes, held_out.fractions, index)
    patches = gather_patches(descent.canvas, held_out.corners, index, held_out.patch_size)
    intensity = flat**2 * diffract(patches, probes)
    error = amplitude_error(intensity, held_out.amplitudes, held_out.pattern_mask())
    return float(error.mean())
