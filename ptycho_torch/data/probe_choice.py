"""Which probe to believe: the one in the file, or one refined from the scan itself.

Dimensions: J patterns, P incoherent probe modes, N patch side (pixels).
A probe from an earlier scan or from optics design is often the largest error of all, but a probe
refined from few or noisy patterns can be worse still. So both are judged by patterns that neither
the refinement nor the object has seen.
"""

from itertools import islice
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

from ptycho.grouping import nearest_groups
from ptycho_torch.data.scan_tensors import ScanTensors
from ptycho_torch.physics.diffraction import diffract
from ptycho_torch.physics.illumination import shift_probes
from ptycho_torch.physics.losses import amplitude_error, expected_amplitude_error
from ptycho_torch.physics.measurement import Measurement
from ptycho_torch.physics.patches import gather_patches
from ptycho_torch.physics.probe_guess import defocused_probes
from ptycho_torch.physics.probe_refinement import Descent, descend, flat_start
from ptycho_torch.physics.scaling import flat_object_amplitude

_FIRST_PATTERNS, _PATTERNS = 96, 256
"""Patterns about the middle of the scan that are looked at: first, and where a first look shows
that the probe can be improved. More would only cost time."""
_HELD_OUT_EVERY = 4
_STEPS_AT_ONCE = 5
"""Steps between two looks at the error."""
_FIRST_STEPS = 15
"""Steps of the probe within which a first look must see a gain."""
_EXPLAINED = 0.05
"""Share of the counts that may be left unexplained if a first look is to decide, or, beside noise,
if no other probe is to be tried than the given one."""
_MOST_OBJECT_STEPS = 60
_OBJECT_MOMENTUM = 0.7
"""An object alone comes to rest soonest with less momentum than it has beside a probe."""
_OBJECT_FIRST = 3
"""First steps that move the object alone, lest the probe fit a flat object."""
_STALLED = 0.99
"""A fit has come to its end when its error stays above this share of what it was."""
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
    guessed: bool = False
    """Whether it was refined from a guess by the far field, not from the given probe."""


class _Patterns(NamedTuple):
    """Patterns about the middle of a scan, in two parts, on the smallest canvas for both."""

    shown: Measurement
    held_out: Measurement
    canvas_shape: tuple[int, int]
    flat: float
    """Amplitude of the flat object that explains the counts."""
    power: float
    """Mean of the squared amplitudes (counts)."""

    def mean_counts(self) -> Tensor:
        """Mean of the shown patterns (N, N), 0 where a pixel is bad."""
        counts, mask = self.shown.amplitudes.square().mean(0), self.shown.mask
        return counts if mask is None else counts * mask[0]

    def error(self, descent: Descent) -> float:
        """Mean squared amplitude error on the held-out patterns (counts)."""
        held_out = self.held_out
        index = held_out.canvas_index
        probes = shift_probes(descent.probes, held_out.fractions, index)
        patches = gather_patches(descent.canvas, held_out.corners, index, held_out.patch_size)
        intensity = self.flat**2 * diffract(patches, probes)
        error = amplitude_error(intensity, held_out.amplitudes, held_out.pattern_mask())
        return float(error.mean())


def choose_probe(scan: ScanTensors, *, iterations: int, chunk: int) -> ProbeChoice | None:
    """Refine the probe by at most ``iterations`` steps; keep what predicts held-out patterns best.

    A first look at few patterns ends it where the given probe explains nearly all of them and the
    first steps from it gain nothing, which is so wherever it is right. ``chunk`` patterns are in
    the far field at once. None where there is nothing to decide: no iterations, or too few patterns
    to hold any out. Where the given probe leads nowhere, guesses by the far field are refined too.
    """
    if iterations == 0 or scan.n_patterns < _HELD_OUT_EVERY:
        return None
    if scan.n_patterns > _FIRST_PATTERNS:
        seen = _first_look(scan, min(iterations, _FIRST_STEPS), chunk)
        if seen is not None:
            return seen
    more = _middle_of(scan, _PATTERNS)
    _, given_error = _fitted(more, scan.probe, iterations, chunk, free_after=None)
    probe, error = _fitted(more, scan.probe, iterations, chunk, free_after=_OBJECT_FIRST)
    guessed = False
    mean_counts = more.mean_counts()
    noise = float(expected_amplitude_error(mean_counts[None], more.shown.mask))
    if min(given_error, error) > _EXPLAINED * more.power + noise:
        for guess in defocused_probes(mean_counts, scan.probe):
            other, its_error = _fitted(more, guess, iterations, chunk, free_after=_OBJECT_FIRST)
            if its_error < _CLEARLY_BETTER * error:
                probe, error, guessed = other, its_error, True
    better = error < _CLEARLY_BETTER * given_error
    chosen = scan.with_probe(probe * scan.probe_scale) if better else scan
    return ProbeChoice(chosen, given_error, error, better, guessed and better)


def _fitted(
    patterns: _Patterns, probe: Tensor, iterations: int, chunk: int, *, free_after: int | None
) -> tuple[Tensor, float]:
    """The modes that steps from ``probe`` (P, N, N) come to, and the error on held-out patterns."""
    shown = patterns.shown._replace(probes=probe[None])
    start = flat_start(shown, patterns.canvas_shape)
    steps = descend(shown, start, chunk=chunk, free_after=free_after)
    found = next(islice(steps, iterations - 1, None))
    return found.probes[0], patterns.error(found)


def _first_look(scan: ScanTensors, steps: int, chunk: int) -> ProbeChoice | None:
    """The given probe, where it explains the patterns and ``steps`` of the probe gain nothing."""
    few = _middle_of(scan, _FIRST_PATTERNS)
    given, given_error = _object_of(few, chunk)
    if given_error > _EXPLAINED * few.power:
        return None
    joint = islice(descend(few.shown, given, chunk=chunk, free_after=0), steps)
    looks = islice(joint, min(steps, _STEPS_AT_ONCE) - 1, None, _STEPS_AT_ONCE)
    refined_error = min(map(few.error, looks))
    kept = refined_error >= given_error
    return ProbeChoice(scan, given_error, refined_error, refined=False) if kept else None


def _middle_of(scan: ScanTensors, n_patterns: int) -> _Patterns:
    middle = scan.positions_yx_px.mean(axis=0, keepdims=True)
    members = np.sort(nearest_groups(scan.positions_yx_px, middle, n_patterns)[0])
    corners = scan.corners[torch.from_numpy(members)]
    corners = corners - corners.amin(0)
    height, width = (corners.amax(0) + scan.patch_size).tolist()
    is_held_out = np.arange(len(members)) % _HELD_OUT_EVERY == 0
    shown, held_out = (
        scan.select(members[part], corners[torch.from_numpy(part)])
        for part in (~is_held_out, is_held_out)
    )
    flat = float(flat_object_amplitude(shown)[0])
    power = float(held_out.amplitudes.square().mean())
    return _Patterns(shown, held_out, (height, width), flat, power)


def _object_of(patterns: _Patterns, chunk: int) -> tuple[Descent, float]:
    """The object that explains the patterns under the given probe, and the error that it leaves.

    Steps end where the error on held-out patterns stalls.
    """
    start = flat_start(patterns.shown, patterns.canvas_shape)
    steps = descend(patterns.shown, start, chunk=chunk, free_after=None, momentum=_OBJECT_MOMENTUM)
    found, error = start, float("inf")
    for _ in range(0, _MOST_OBJECT_STEPS, _STEPS_AT_ONCE):
        found = next(islice(steps, _STEPS_AT_ONCE - 1, None))
        before, error = error, patterns.error(found)
        if error > _STALLED * before:
            break
    return found, error
