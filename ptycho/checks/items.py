"""One verdict per question, each with what was found and the knob that cures it.

Dimensions: M positions, n patch side.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from ptycho.checks import facts
from ptycho.checks.look import Look
from ptycho_generated.faults import Fault

Verdict = Literal["ok", "warning", "error"]

_FEW_PHOTONS = 100.0
_LITTLE_OVERLAP = 0.4
_FULL_RIM = 0.05
_BETTER, _MUCH_BETTER = 0.93, 0.75  # misfit of another reading over that of this one
_SAME = 0.98
_WIDE, _NARROW = 1.8, 0.55  # measured over expected radius on the detector
_OFF_CENTRE = 1 / 12  # of the patch
_STRAY_STEPS = 10.0
_MANY_BAD = 0.25
_FEWEST_FOR_TRIAL = 9


@dataclass(frozen=True)
class Item:
    """What was found about one question; ``cure`` is empty where nothing is to be done."""

    name: str
    verdict: Verdict
    finding: str
    cure: str = ""

    def __str__(self) -> str:
        tail = f"; {self.cure}" if self.cure else ""
        return f"{self.verdict:<8}{self.name:<12} {self.finding}{tail}"


def examine(look: Look) -> list[Item]:
    """All that can be told about a scan whose file has no fault."""
    questions: tuple[Callable[[Look], Item], ...] = (
        _sizes,
        _measurement,
        _photons,
        _centre,
        _pixels,
        _saturation,
        _brightness,
        _positions,
        _overlap,
        _truth,
        _probe_extent,
    )
    return [question(look) for question in questions] + list(_together(look))


def fault_items(faults: Iterable[Fault]) -> list[Item]:
    """The faults of a file as items; the place is the key or the flag."""
    return [
        Item(fault.place.rpartition(", key ")[2], "error", fault.problem, fault.cure)
        for fault in faults
    ]


def _sizes(look: Look) -> Item:
    text = f"{look.kind}, {look.n_patterns} patterns of {look.patch_size} px"
    modes = f", {len(look.probe)} probe mode{'s' if len(look.probe) > 1 else ''}"
    if look.n_seen < look.n_patterns:
        text += f" (the file is compressed: the first {look.n_seen} were looked at)"
    if look.patch_size == look.n_patterns:
        cure = "see that the first axis counts the patterns"
        return Item("sizes", "warning", f"{text}: the order of the axes cannot be told", cure)
    return Item("sizes", "ok", text + modes)


def _measurement(look: Look) -> Item:
    text = f"{look.measured_as}: {look.measured_because}"
    told, cure = "the measurement setting says", "set --measurement"
    counts = np.square(look.amplitudes) if look.measured_as == "counts" else None
    if look.measured_because.startswith("nothing in the file"):
        return Item("measurement", "warning", text, cure)
    if counts is None and look.measured_because.startswith(told):
        whole = bool((look.amplitudes == np.rint(look.amplitudes)).all())
        if whole and look.amplitudes.max() > 1:
            return Item("measurement", "error", f"{text}, but all values are whole", f"{cure} auto")
    return Item("measurement", "ok", text)


def _photons(look: Look) -> Item:
    mean = float(look.mean_counts.sum())
    text = f"{mean:.3g} counts per pattern"
    if mean < _FEW_PHOTONS:
        cure = "expose longer, or save counts if the values were scaled"
        return Item("photons", "warning", text, cure)
    return Item("photons", "ok", text)


def _centre(look: Look) -> Item:
    mean = np.sqrt(look.mean_counts)
    if look.probe_is_given:
        expected = np.sqrt(facts.far_field(look.probe))
        here, shifted = _likeness(mean, expected), _likeness(np.fft.fftshift(mean), expected)
        off = facts.centroid(mean**2) - facts.centroid(expected**2)
    else:
        here, shifted = facts.central_share(mean), facts.central_share(np.fft.fftshift(mean))
        off = facts.centroid(mean**2)
    if shifted > here + 0.05:
        cure = "set --pattern-fftshift, or leave it out if it is set"
        return Item("centre", "error", "the zero frequency is not at the centre", cure)
    text = f"the patterns are {off[0]:+.1f}, {off[1]:+.1f} px (y, x) off the expected centre"
    if np.abs(off).max() > max(3.0, _OFF_CENTRE * look.patch_size):
        return Item("centre", "warning", text, "cut the patterns out about the direct beam")
    return Item("centre", "ok", text)


def _likeness(a: facts.Real, b: facts.Real) -> float:
    """Correlation of two images, their means removed."""
    a, b = a - a.mean(), b - b.mean()
    return float((a * b).sum() / max(float(np.linalg.norm(a) * np.linalg.norm(b)), 1e-30))


def _pixels(look: Look) -> Item:
    n_bad = int(np.count_nonzero(~look.mask))
    if n_bad > _MANY_BAD * look.mask.size:
        text = f"bad_pixels marks {n_bad} of {look.mask.size} pixels"
        return Item("pixels", "warning", text, "mark bad pixels True and good ones False")
    dark, shining = facts.odd_pixels(look)
    found = [
        f"{len(where)} pixels {what} (first at row {where[0][0]}, column {where[0][1]})"
        for what, where in (("stay dark", dark), ("always shine", shining))
        if len(where)
    ]
    if found:
        return Item("pixels", "warning", ", ".join(found), "mark them True in bad_pixels")
    return Item("pixels", "ok", f"{n_bad} marked as bad, none of the others stands out")


def _saturation(look: Look) -> Item:
    """A detector that is full gives many values at its largest and few just below it."""
    counts = np.square(look.amplitudes)
    largest = float(counts.max())
    at_top = int(np.count_nonzero(counts >= largest * (1 - 1e-6)))
    below = int(np.count_nonzero(counts >= 0.8 * largest)) - at_top
    text = f"largest value {largest:.4g} counts, reached {at_top} times in the sample"
    if largest > 50 and at_top > max(10, below, len(counts) // 20):
        cure = "attenuate the beam, or mark the saturated pixels in bad_pixels"
        return Item("saturation", "warning", text, cure)
    return Item("saturation", "ok", text)


def _brightness(look: Look) -> Item:
    flat = look.amplitudes.reshape(len(look.amplitudes), -1)
    sums = np.einsum("kp,kp->k", flat, flat, dtype=np.float64)
    middle = float(np.median(sums))
    odd = np.flatnonzero((sums < 0.2 * middle) | (sums > 5 * middle))
    same = [
        i
        for i in range(1, len(sums))
        if sums[i] == sums[i - 1] and np.array_equal(look.amplitudes[i], look.amplitudes[i - 1])
    ]
    if same:
        text = f"{len(same)} patterns repeat the one before (first is {look.indices[same[0]]})"
        return Item("patterns", "warning", text, "remove frames that the detector did not renew")
    if odd.size > 0 and middle > _FEW_PHOTONS:
        text = (
            f"{odd.size} of {len(sums)} sampled patterns have less than a fifth or more than five "
            f"times the usual counts (first is {look.indices[odd[0]]})"
        )
        return Item("patterns", "warning", text, "remove them and their positions")
    spread = float(sums.std() / max(sums.mean(), 1e-30))
    return Item("patterns", "ok", f"counts vary by {100 * spread:.0f} % from pattern to pattern")


def _positions(look: Look) -> Item:
    found = look.steps
    if not found.nearest.size:
        return Item("positions", "error", "all positions are the same", "save one per pattern")
    extent = np.ptp(look.positions_yx_px, axis=0)
    text = f"{extent[0]:.0f} x {extent[1]:.0f} px (y, x), typical step {found.typical:.3g} px"
    if found.typical < 0.02 or found.typical > 4 * look.patch_size:
        cure = "set --position-unit and --object-pixel-size-m"
        return Item("positions", "error", f"{text}: the unit is not pixels", cure)
    stray = int(np.count_nonzero(found.nearest > _STRAY_STEPS * found.typical))
    if stray and stray < 0.05 * look.n_patterns and found.nearest.max() > look.patch_size:
        return Item("positions", "warning", f"{text}; {stray} stray", "remove stray positions")
    if found.n_repeated > 0.05 * look.n_patterns:
        return Item(
            "positions", "warning", f"{text}; {found.n_repeated} were taken before",
            "see that every pattern has its own position",
        )  # fmt: skip
    return Item("positions", "ok", text)


def _overlap(look: Look) -> Item:
    diameter = facts.probe_diameter_px(look.probe)
    step = look.steps.typical
    overlap = 1 - step / diameter
    text = f"probe {diameter:.3g} px, step {step:.3g} px: {100 * max(overlap, 0):.0f} % overlap"
    if overlap < _LITTLE_OVERLAP:
        much = "no overlap" if overlap <= 0 else "little overlap"
        cure = "scan with smaller steps; the object then rests on the probe alone"
        return Item("overlap", "warning", f"{text}, {much}", cure)
    return Item("overlap", "ok", text)


def _truth(look: Look) -> Item:
    if look.truth_shape is None:
        return Item("truth", "ok", "no objectGuess to score against")
    low = look.positions_yx_px.min(axis=0) - look.patch_size / 2
    high = look.positions_yx_px.max(axis=0) + look.patch_size / 2
    text = f"objectGuess of {look.truth_shape[0]} x {look.truth_shape[1]} px"
    outside = max(float(-low.min()), float((high - np.array(look.truth_shape)).max()))
    if outside > look.patch_size / 2:
        cure = "give positions in pixels of objectGuess, or set --position-order"
        return Item("truth", "warning", f"{text}; patches leave it by {outside:.0f} px", cure)
    return Item("truth", "ok", text)


def _probe_extent(look: Look) -> Item:
    share = facts.rim_share(look.probe)
    text = f"{100 * share:.1f} % of the probe's power is at the rim of its {look.patch_size} px"
    if share > _FULL_RIM:
        cure = "use more detector pixels (--pattern-binning 1) or a smaller probe"
        return Item("probe", "warning", text, cure)
    return Item("probe", "ok", text)


def _together(look: Look) -> Iterable[Item]:
    """Do patterns, positions and probe fit each other, and would they fit better changed?"""
    step = look.steps.typical
    fits = facts.fits(look) if len(look.local) >= _FEWEST_FOR_TRIAL else None
    if look.probe_is_given:
        yield _probe_size(look, fits)
    if fits is None or not 0 < step < 0.9 * facts.probe_diameter_px(look.probe):
        yield Item("orientation", "ok", "cannot be told without overlapping patterns")
    else:
        yield _orientation(fits)


def _probe_size(look: Look, fits: facts.Fits | None) -> Item:
    measured = facts.half_power_radius(look.mean_counts)
    expected = facts.half_power_radius(facts.far_field(look.probe) * look.mask)
    text = f"half of the light within {measured:.1f} px of the detector, {expected:.1f} px expected"
    ratio = measured / max(expected, 0.5)
    apart = abs(measured - expected) >= 1
    better = dict.fromkeys(facts.PROBE_FACTORS, 1.0)
    if fits is not None:
        better = {f: error / max(fits.as_it_is, 1e-9) for f, error in fits.resized.items()}
    cure = "give a probe of the right size, or set --probe-source mean_pattern"
    if (apart and ratio > _WIDE) or better[0.5] < _BETTER:
        return Item("probe size", "warning", f"{text}: the probe is too large", cure)
    if (apart and ratio < _NARROW) or better[2.0] < _BETTER:
        return Item("probe size", "warning", f"{text}: the probe is too small", cure)
    return Item("probe size", "ok", text)


def _orientation(fits: facts.Fits) -> Item:
    best = min(fits.turned, key=lambda knob: fits.turned[knob])
    ratio = fits.turned[best] / max(fits.as_it_is, 1e-9)
    text = f"a trial reconstruction leaves {100 * fits.as_it_is:.1f} % misfit"
    if ratio < _BETTER:
        verdict: Verdict = "error" if ratio < _MUCH_BETTER else "warning"
        finding = f"{text}, {100 * fits.turned[best]:.1f} % with the positions turned"
        cure = f"set {best}, or {facts.TURNED_PATTERNS[best]} if the detector was turned"
        return Item("orientation", verdict, finding, cure)
    if fits.as_it_is > _SAME * fits.shuffled:
        finding = f"{text}, shuffled positions {100 * fits.shuffled:.1f} %"
        cure = "see that patterns and positions have the same order"
        return Item("orientation", "warning", f"{finding}: neighbours are not alike", cure)
    return Item("orientation", "ok", f"{text}, shuffled positions {100 * fits.shuffled:.1f} %")
