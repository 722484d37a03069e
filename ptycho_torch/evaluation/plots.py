"""Result pictures: amplitude, phase, and a summary on one sheet.

Drawn without a display and without pyplot's global state. Dimensions: P probe modes, N patch side,
H W object canvas. Origins are in pixels, amplitudes and probes in any unit.
"""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from os import PathLike
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib import colormaps, rc_context
from matplotlib.axes import Axes
from matplotlib.colors import Colormap
from matplotlib.figure import Figure
from matplotlib.gridspec import GridSpec

from ptycho_torch.evaluation import panels
from ptycho_torch.evaluation.frc import RingCorrelation
from ptycho_torch.evaluation.panels import Frame, Image, Limits, Losses, Real
from ptycho_torch.evaluation.sheet import write_png

Scores = Mapping[str, Mapping[str, Any]]

_DPI = 130


@dataclass(frozen=True)
class _View:
    """One complex object ready to be drawn: phase about its mean, lit area, place."""

    amplitude: Real
    phase_rad: Real
    lit: npt.NDArray[np.bool_]
    frame: Frame


def save_amplitude_png(
    path: str | PathLike[str],
    object_: Image,
    weight: Real,
    origin_yx: Sequence[float],
    *,
    pixel_size_m: float | None = None,
) -> None:
    """Picture of |object| (H,W); ``weight`` (H,W) tells the unlit area, which is hatched."""
    view = _view_of(object_, weight, _frame(origin_yx, pixel_size_m))
    with _style():
        figure = Figure(figsize=(7.4, 6.2), layout="constrained")
        _draw_amplitude(figure.add_subplot(), view, "Reconstructed amplitude", _a_limits(view))
        write_png(figure, path, _DPI)


def save_phase_png(
    path: str | PathLike[str],
    object_: Image,
    weight: Real,
    origin_yx: Sequence[float],
    *,
    pixel_size_m: float | None = None,
) -> None:
    """Picture of the phase of ``object_`` (H,W) about its mean over the lit area."""
    view = _view_of(object_, weight, _frame(origin_yx, pixel_size_m))
    with _style():
        figure = Figure(figsize=(7.4, 6.2), layout="constrained")
        colours = panels.phase_colours(view.phase_rad[view.lit])
        _draw_phase(figure.add_subplot(), view, "Reconstructed phase", *colours)
        write_png(figure, path, _DPI)


def save_summary_png(
    path: str | PathLike[str],
    *,
    object_: Image,
    weight: Real,
    origin_yx: Sequence[float],
    probe: Image,
    title: str,
    truth: Image | None = None,
    truth_origin_yx: Sequence[float] = (0.0, 0.0),
    losses: Losses | None = None,
    scores: Scores | None = None,
    rings: RingCorrelation | None = None,
    pixel_size_m: float | None = None,
) -> None:
    """All on one sheet: object, truth where known, illumination, probe, loss, FRC, scores.

    ``object_``, ``weight`` (H,W); ``probe`` (P,N,N) or (N,N); ``truth`` in the frame of
    ``truth_origin_yx``, drawn with the same colours, the object then multiplied by the complex
    factor that fits it best; ``losses`` name -> (epochs, values); ``scores`` as
    ``score_against_truth`` returns them; ``rings`` correlate the object with the truth. What is
    None is left out.
    """
    frame = _frame(origin_yx, pixel_size_m)
    truth_view = None
    if truth is not None:
        truth_frame = _frame(truth_origin_yx, pixel_size_m)
        object_, truth = _common_gauge(object_, weight, frame, truth, truth_frame)
        everywhere = np.ones(truth.shape, np.bool_)
        truth_view = _View(np.abs(truth), np.angle(truth), everywhere, truth_frame)
    view = _view_of(object_, weight, frame, keep_phase=truth is not None)
    with _style():
        wide = truth_view is not None and rings is not None
        size = (22 if wide else 18, 9 if truth_view else 6.2)
        figure = Figure(figsize=size, layout="constrained")
        figure.suptitle(title, fontsize=16)
        if truth_view:
            grid = GridSpec(2, 5 if wide else 4, figure=figure)
            places = [grid[0, 0], grid[0, 1]]
        else:
            grid = GridSpec(2, 4, figure=figure, width_ratios=[2.3, 2.3, 1.05, 1.1])
            places = [grid[:, 0], grid[:, 1]]
        colours = panels.phase_colours(view.phase_rad[view.lit])
        amplitude_axes, phase_axes = (figure.add_subplot(place) for place in places)
        _draw_amplitude(amplitude_axes, view, "Reconstructed amplitude", _a_limits(view))
        _draw_phase(phase_axes, view, "Reconstructed phase", *colours)
        if truth_view:
            below = [figure.add_subplot(grid[1, 0]), figure.add_subplot(grid[1, 1])]
            _draw_amplitude(below[0], truth_view, "True amplitude", _a_limits(view))
            _draw_phase(below[1], truth_view, "True phase", *colours)
            for axes, above in zip(below, (amplitude_axes, phase_axes), strict=True):
                axes.set(xlim=above.get_xlim(), ylim=above.get_ylim())
        facts = _Facts(weight, frame, probe, losses, scores, rings)
        draw = _draw_wide_facts if scores and wide else _draw_facts
        draw(figure, grid, facts)
        write_png(figure, path, _DPI)


def _style() -> AbstractContextManager[None]:
    """Fonts large enough for a slide, for as long as the context lasts."""
    return rc_context(
        {
            "font.size": 11,
            "axes.titlesize": 13,
            "axes.titleweight": "bold",
            "hatch.linewidth": 0.6,
        }
    )


@dataclass(frozen=True)
class _Facts:
    """What stands beside the pictures of the object; None is left out."""

    weight: Real
    frame: Frame
    probe: Image
    losses: Losses | None
    scores: Scores | None
    rings: RingCorrelation | None

    @property
    def region(self) -> Sequence[int] | None:
        """The scored region."""
        return next(iter(self.scores.values()))["region"] if self.scores else None


def _draw_wide_facts(figure: Figure, grid: GridSpec, facts: _Facts) -> None:
    """Illumination above the probe, then the scores above loss and ring correlation."""
    assert facts.scores is not None and facts.rings is not None
    panels.draw_weight(figure.add_subplot(grid[0, 2]), facts.weight, facts.frame, facts.region)
    panels.draw_probe(figure.add_subplot(grid[1, 2]), facts.probe)
    panels.draw_scores(figure.add_subplot(grid[0, 3:]), facts.scores)
    if facts.losses:
        panels.draw_losses(figure.add_subplot(grid[1, 3]), facts.losses, narrow=True)
    axes = figure.add_subplot(grid[1, 4] if facts.losses else grid[1, 3:])
    panels.draw_rings(axes, facts.rings)
    axes.set_box_aspect(1 if facts.losses else None)
    axes.set_title(f"FRC: one half at {facts.rings.frc50:.2f}")


def _draw_facts(figure: Figure, grid: GridSpec, facts: _Facts) -> None:
    """The right half of the sheet: illumination and probe above, loss and scores below."""
    losses, scores = facts.losses, facts.scores
    rows = slice(0, 1) if losses or scores else slice(0, 2)
    panels.draw_weight(figure.add_subplot(grid[rows, 2]), facts.weight, facts.frame, facts.region)
    panels.draw_probe(figure.add_subplot(grid[rows, 3]), facts.probe)
    if losses:
        place = grid[1, 2] if scores else grid[1, 2:]
        panels.draw_losses(figure.add_subplot(place), losses, narrow=bool(scores))
    if scores:
        place = grid[1, 3] if losses else grid[1, 2:]
        panels.draw_scores(figure.add_subplot(place), scores)


def _draw_amplitude(axes: Axes, view: _View, title: str, limits: Limits) -> None:
    axes.set_title(title)
    gray = colormaps["gray"]
    panels.draw_object(axes, view.amplitude, view.lit, view.frame, gray, limits, "amplitude")


def _draw_phase(axes: Axes, view: _View, title: str, cmap: Colormap, limits: Limits) -> None:
    axes.set_title(title)
    label = "phase about its mean (rad)"
    panels.draw_object(axes, view.phase_rad, view.lit, view.frame, cmap, limits, label)


def _a_limits(view: _View) -> Limits:
    return panels.amplitude_limits(view.amplitude[view.lit])


def _frame(origin_yx: Sequence[float], pixel_size_m: float | None) -> Frame:
    return Frame((float(origin_yx[0]), float(origin_yx[1])), pixel_size_m)


def _view_of(object_: Image, weight: Real, frame: Frame, *, keep_phase: bool = False) -> _View:
    lit = panels.lit_area(weight)
    mean = 0.0 if keep_phase else np.angle((object_ * weight)[lit].sum())
    phase_rad = np.angle(object_ * np.exp(-1j * mean))
    return _View(np.abs(object_), phase_rad, lit, frame)


def _common_gauge(
    object_: Image, weight: Real, frame: Frame, truth: Image, truth_frame: Frame
) -> tuple[Image, Image]:
    """Both with mean phase 0 over their common lit area, the object scaled to the truth there."""
    offset = np.rint(np.subtract(frame.origin_yx, truth_frame.origin_yx)).astype(int)
    first = np.maximum(offset, 0)
    end = np.minimum(offset + object_.shape, truth.shape)
    in_truth = tuple(slice(a, max(a, b)) for a, b in zip(first, end, strict=True))
    in_object = tuple(slice(s.start - o, s.stop - o) for s, o in zip(in_truth, offset, strict=True))
    w = weight[in_object] * panels.lit_area(weight)[in_object]
    part, known = object_[in_object], truth[in_truth]
    factor = (w * known * part.conj()).sum() / max(float((w * np.abs(part) ** 2).sum()), 1e-30)
    turn = np.exp(-1j * np.angle((w * known).sum()))
    return object_ * factor * turn, truth * turn
