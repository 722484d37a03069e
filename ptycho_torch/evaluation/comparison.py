"""One object held against another: the truth, another result, or the other half of the scan.

Dimensions: H W object canvas, h w compared region, M positions, R rings.
"""

from dataclasses import dataclass
from os import PathLike

import numpy as np
import numpy.typing as npt
from matplotlib import colormaps
from matplotlib.figure import Figure

from ptycho_torch.evaluation import panels
from ptycho_torch.evaluation.alignment import (
    GLOBAL_FACTOR,
    PHASE_PLANE,
    SHIFT,
    Image,
    Point,
    Region,
    align,
    place,
)
from ptycho_torch.evaluation.frc import RingCorrelation, fourier_ring_correlation
from ptycho_torch.evaluation.metrics import Score, score_against_truth
from ptycho_torch.evaluation.panels import Frame
from ptycho_torch.evaluation.sheet import write_png

Light = npt.NDArray[np.floating]
_WELL_LIT = 0.25  # of the median weight of the lit area
_DPI = 110


@dataclass(frozen=True, eq=False)
class Placed:
    """An object (H,W) with its weight (H,W) and the place of its element [0, 0]."""

    object: Image
    weight: Light
    origin_yx: Point


@dataclass(frozen=True, eq=False)
class Comparison:
    """Scores of one object against a reference, and what they were taken from (h,w)."""

    scores: dict[str, Score]
    rings: RingCorrelation
    image: Image
    reference: Image
    region: Region


def compare(
    one: Placed,
    reference: Placed,
    positions_yx_px: npt.NDArray[np.float64] | None,
    *,
    patch_size: int,
    reference_is_truth: bool,
) -> Comparison:
    """Scores of ``one`` against ``reference``, after what cannot be known is taken out.

    Against a truth that is a complex factor and a phase plane; between reconstructions it is a
    sub-pixel shift as well. The region is the one the positions (M,2) span; without positions, the
    part of both that is well lit. Raises InputError where that is smaller than 16 px.
    """
    remove = (GLOBAL_FACTOR, PHASE_PLANE) if reference_is_truth else (
        GLOBAL_FACTOR, PHASE_PLANE, SHIFT,
    )  # fmt: skip
    if positions_yx_px is None:
        positions_yx_px, patch_size = _well_lit_corners(one, reference), 0
    scores = score_against_truth(
        one.object,
        one.weight,
        one.origin_yx,
        reference.object,
        positions_yx_px,
        patch_size=patch_size,
        truth_origin_yx=reference.origin_yx,
        remove=remove,
    )
    del scores["frc50"]["curve"]  # the rings of the comparison hold it
    top, end_row, left, end_column = next(iter(scores.values()))["region"]
    region = (top, end_row, left, end_column)
    known = place(reference.object, reference.origin_yx, region)
    image = align(one.object, one.origin_yx, known, region, remove=remove).image
    return Comparison(scores, fourier_ring_correlation(image, known), image, known, region)


def _well_lit_corners(one: Placed, other: Placed) -> npt.NDArray[np.float64]:
    """Two opposite corners (2,2) of the box that is well lit in both."""
    boxes = []
    for placed in (one, other):
        lit = placed.weight > _WELL_LIT * np.median(placed.weight[placed.weight > 0])
        rows, columns = np.flatnonzero(lit.any(axis=1)), np.flatnonzero(lit.any(axis=0))
        inner = np.array([[rows[0], columns[0]], [rows[-1] + 1, columns[-1] + 1]], np.float64)
        boxes.append(inner + np.asarray(placed.origin_yx))
    return np.stack([np.maximum(*(b[0] for b in boxes)), np.minimum(*(b[1] for b in boxes))])


def save_comparison_png(
    path: str | PathLike[str],
    comparison: Comparison,
    *,
    names: tuple[str, str],
    title: str,
    pixel_size_m: float | None = None,
) -> None:
    """Both objects in the compared region, their ring correlation and the scores on one sheet."""
    figure = Figure(figsize=(17, 8.5), layout="constrained")
    figure.suptitle(title, fontsize=15)
    axes = figure.subplots(2, 3)
    frame = Frame((comparison.region[0], comparison.region[2]), pixel_size_m)
    turn = np.exp(-1j * np.angle(comparison.reference.sum()))
    phases = [np.angle(image * turn) for image in (comparison.image, comparison.reference)]
    everywhere = np.ones(phases[0].shape, np.bool_)
    limits = panels.amplitude_limits(np.abs(comparison.reference))
    cmap, phase_limits = panels.phase_colours(np.concatenate(phases))
    pairs = zip((comparison.image, comparison.reference), phases, names, axes[:, :2], strict=True)
    for image, phase, name, (left, middle) in pairs:
        gray = colormaps["gray"]
        panels.draw_object(left, np.abs(image), everywhere, frame, gray, limits, "amplitude")
        panels.draw_object(middle, phase, everywhere, frame, cmap, phase_limits, "phase (rad)")
        left.set_title(f"{name}: amplitude")
        middle.set_title(f"{name}: phase")
    panels.draw_rings(axes[0, 2], comparison.rings)
    panels.draw_scores(axes[1, 2], comparison.scores)
    axes[1, 2].set_title("Scores")
    write_png(figure, path, _DPI)
