"""Single panels of the result pictures, each drawn into the axes it is given.

Pictures of the object keep the file's orientation: row 0 at the top, axes in the frame of the scan
positions. Area that received no light is hatched, never coloured.

Dimensions: P probe modes, N patch side, H W object canvas.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib import colormaps
from matplotlib.axes import Axes
from matplotlib.colors import Colormap, ListedColormap, Normalize, hsv_to_rgb
from matplotlib.image import AxesImage
from matplotlib.patches import Rectangle
from matplotlib.ticker import MaxNLocator
from matplotlib.transforms import Bbox

from ptycho_torch.evaluation.frc import RingCorrelation

Real = npt.NDArray[np.floating[Any]]
Image = npt.NDArray[np.complexfloating]
Limits = tuple[float, float]
Losses = Mapping[str, tuple[Sequence[float], Sequence[float]]]  # name -> (epochs, values)

LIT_FRACTION = 0.02  # of the largest weight; below it a pixel counts as unlit
_UNLIT_FACE, _UNLIT_HATCH = "0.88", "0.74"
_RIM_FRACTION = 0.03  # unlit rim shown around the lit area
_LENGTH_UNITS = ((1e-3, "mm"), (1e-6, "µm"), (1e-9, "nm"))


@dataclass(frozen=True)
class Frame:
    """Where an image (H,W) sits: position of element [0, 0], and the pixel size if it is known."""

    origin_yx: tuple[float, float]
    pixel_size_m: float | None

    def extent(self, shape: tuple[int, ...]) -> tuple[float, float, float, float]:
        """Left, right, bottom, top edge in px, for an image with row 0 at the top."""
        top, left = self.origin_yx[0] - 0.5, self.origin_yx[1] - 0.5
        return left, left + shape[1], top + shape[0], top


def lit_area(weight: Real) -> npt.NDArray[np.bool_]:
    """Where the illumination (H,W) is above a fiftieth of its maximum."""
    return np.asarray((weight > 0) & (weight >= LIT_FRACTION * weight.max()))


def amplitude_limits(amplitude: Real) -> Limits:
    """Limits of an amplitude (H,W) in any unit, without the extreme half per cent at each end."""
    low, high = (float(v) for v in np.percentile(amplitude, (0.5, 99.5)))
    return (low, high) if high > low else (low - 0.5, low + 0.5)


def phase_colours(phase_rad: Real) -> tuple[Colormap, Limits]:
    """Map and limits for a phase (H,W) about its mean.

    A phase that spans much of a turn gets a cyclic map over the whole turn. A narrower one gets the
    half of that map in which lightness only rises, stretched to the data: the eye sees no contrast
    in a fraction of a cycle, and nothing wraps.
    """
    cycle = colormaps["twilight"]
    # start a quarter of a turn later: dark and light stand for -90 and 90 degrees
    turned = cycle(np.mod(np.linspace(0.25, 1.25, 512), 1.0))[::-1]
    low, high = (float(v) for v in np.percentile(phase_rad, (0.5, 99.5)))
    if max(-low, high) > np.pi / 2:
        return ListedColormap(turned, name="phase_cycle"), (-np.pi, np.pi)
    limits = (low, high) if high > low else (low - 0.5, low + 0.5)
    return ListedColormap(turned[138:374], name="phase_half_cycle"), limits


def draw_object(
    axes: Axes,
    values: Real,
    lit: npt.NDArray[np.bool_],
    frame: Frame,
    cmap: Colormap,
    limits: Limits,
    bar_label: str,
) -> None:
    """One real picture (H,W) of the object with colour bar; unlit area hatched."""
    extent = frame.extent(values.shape)
    image = axes.imshow(
        np.ma.masked_array(values, ~lit),
        cmap=cmap,
        norm=Normalize(*limits),
        extent=extent,
        origin="upper",
        interpolation="nearest",
    )
    _finish_object_axes(axes, lit, extent, frame)
    add_bar(axes, image, bar_label)


def _finish_object_axes(
    axes: Axes,
    lit: npt.NDArray[np.bool_],
    extent: tuple[float, float, float, float],
    frame: Frame,
) -> None:
    axes.set_facecolor(_UNLIT_FACE)
    left, right, bottom, top = extent
    unlit = Rectangle((left, top), right - left, bottom - top, zorder=-1)
    unlit.set(facecolor=_UNLIT_FACE, edgecolor=_UNLIT_HATCH, hatch="////", linewidth=0)
    axes.add_patch(unlit)
    rows, columns = np.flatnonzero(lit.any(axis=1)), np.flatnonzero(lit.any(axis=0))
    if rows.size:
        rim = _RIM_FRACTION * max(np.ptp(rows), np.ptp(columns))
        axes.set_xlim(max(left, left + columns[0] - rim), min(right, left + columns[-1] + 1 + rim))
        axes.set_ylim(min(bottom, top + rows[-1] + 1 + rim), max(top, top + rows[0] - rim))
    label_pixels(axes)
    if frame.pixel_size_m is not None:
        add_scale_bar(axes, frame.pixel_size_m)


def label_pixels(axes: Axes) -> None:
    """Name the axes of a picture and keep their ticks few and whole."""
    axes.set_xlabel("x (px)")
    axes.set_ylabel("y (px)")
    axes.xaxis.set_major_locator(MaxNLocator(5, integer=True, steps=[1, 2, 5, 10]))
    axes.yaxis.set_major_locator(MaxNLocator(5, integer=True, steps=[1, 2, 5, 10]))


def add_bar(axes: Axes, image: AxesImage, label: str) -> None:
    """A colour bar as high as the picture."""
    figure = axes.get_figure(root=True)
    assert figure is not None
    bar = figure.colorbar(image, ax=axes, fraction=0.046, pad=0.02, label=label)
    if image.norm.vmin == -np.pi:
        bar.set_ticks([-np.pi, -np.pi / 2, 0, np.pi / 2, np.pi])
        bar.set_ticklabels(["−π", "−π/2", "0", "π/2", "π"])


def scale_bar_length(width_m: float) -> tuple[float, str]:
    """A round length of about a quarter of ``width_m``: (length in m, text with its unit)."""
    target = width_m / 4
    decade = 10.0 ** np.floor(np.log10(target))
    length = max(step * decade for step in (1.0, 2.0, 5.0) if step * decade <= target * 1.0001)
    unit, name = next(((u, n) for u, n in _LENGTH_UNITS if length >= u * 0.9999), _LENGTH_UNITS[-1])
    return float(length), f"{length / unit:g} {name}"


def add_scale_bar(axes: Axes, pixel_size_m: float) -> None:
    """A bar of round length at the lower left, on a translucent ground."""
    left, right = axes.get_xlim()
    bottom, top = axes.get_ylim()
    length_m, text = scale_bar_length((right - left) * pixel_size_m)
    length = length_m / pixel_size_m
    x0, y0 = left + 0.05 * (right - left), bottom + 0.06 * (top - bottom)
    ground = {"boxstyle": "round,pad=0.25", "facecolor": "black", "alpha": 0.55, "linewidth": 0}
    label_y = y0 + 0.03 * (top - bottom)
    axes.text(x0 + length / 2, label_y, text, color="white", ha="center", va="bottom", bbox=ground)
    axes.plot([x0, x0 + length], [y0, y0], color="black", linewidth=6, solid_capstyle="butt")
    axes.plot([x0, x0 + length], [y0, y0], color="white", linewidth=3.5, solid_capstyle="butt")


def draw_weight(axes: Axes, weight: Real, frame: Frame, region: Sequence[int] | None) -> None:
    """Illumination (H,W) relative to its maximum, with the scored region outlined."""
    extent = frame.extent(weight.shape)
    relative = weight / max(float(weight.max()), 1e-30)
    image = axes.imshow(
        relative, cmap="magma", norm=Normalize(0, 1), extent=extent, interpolation="nearest"
    )
    axes.set_title("Illumination received")
    label_pixels(axes)
    add_bar(axes, image, "relative to maximum")
    if region is not None:
        top, end_row, left, end_column = region
        corner = (left - 0.5, top - 0.5)
        outline = Rectangle(corner, end_column - left, end_row - top, fill=False)
        outline.set(edgecolor="white", linestyle="--", linewidth=1.2)
        axes.add_patch(outline)
        ground = {"facecolor": "black", "alpha": 0.5, "linewidth": 0, "pad": 2.0}
        where = (left + 0.05 * (end_column - left), top + 0.05 * (end_row - top))
        axes.text(*where, "scored", color="white", va="top", fontsize="small", bbox=ground)


def draw_probe(axes: Axes, probe: Image) -> None:
    """Strongest mode of a probe (P,N,N), in any unit.

    Brightness is the amplitude, hue the phase, with a colour wheel.
    """
    modes = probe.reshape(-1, *probe.shape[-2:])
    power = (np.abs(modes) ** 2).sum(axis=(1, 2))
    strongest = modes[int(power.argmax())]
    axes.imshow(_domain_colours(strongest), interpolation="nearest")
    share = f", strongest of {len(modes)} modes" if len(modes) > 1 else ""
    axes.set_title(f"Probe{share}")
    label_pixels(axes)
    inset = axes.inset_axes((0.76, 0.02, 0.22, 0.22))
    y, x = np.mgrid[1:-1:65j, -1:1:65j]
    disc = np.hypot(x, y)
    wheel = _domain_colours(np.where(disc <= 1, x + 1j * y, 0))
    inset.imshow(np.dstack([wheel, disc <= 1]), interpolation="bilinear")
    inset.axis("off")
    axes.text(
        0.03, 0.03, "brightness: amplitude\nhue: phase",
        color="white", transform=axes.transAxes, va="bottom", fontsize="small",
    )  # fmt: skip


def _domain_colours(field: Image) -> Real:
    """RGB (N,N,3) of a complex field."""
    hue = np.mod(np.angle(field) / (2 * np.pi), 1.0)
    value = np.abs(field) / max(float(np.abs(field).max()), 1e-30)
    colours = np.stack([hue, np.full_like(hue, 0.85), value], axis=-1)
    return np.asarray(hsv_to_rgb(colours), np.float64)


def draw_losses(axes: Axes, losses: Losses, *, narrow: bool) -> None:
    """Loss curves, logarithmic where all values are positive; square where ``narrow``."""
    all_positive = True
    for index, (name, (epochs, values)) in enumerate(losses.items()):
        x, y = np.asarray(epochs, np.float64), np.asarray(values, np.float64)
        good = np.isfinite(x) & np.isfinite(y)
        all_positive &= bool((y[good] > 0).all())
        marker = "o" if np.count_nonzero(good) < 12 else None
        axes.plot(x[good], y[good], label=name, color=f"C{index}", marker=marker, markersize=4)
    if all_positive:
        axes.set_yscale("log")
    axes.set_title("Loss")
    axes.set_xlabel("epoch")
    axes.xaxis.set_major_locator(MaxNLocator(6, integer=True))
    axes.set_box_aspect(1 if narrow else None)
    axes.grid(alpha=0.3, which="both")
    axes.legend(frameon=False)


def draw_rings(axes: Axes, rings: RingCorrelation) -> None:
    """Ring correlation over frequency, with the line of one half and where it is crossed."""
    axes.plot(rings.frequency, rings.correlation)
    axes.axhline(0.5, color="0.6", linestyle="--", linewidth=1)
    axes.axvline(rings.frc50, color="C1", linestyle=":")
    axes.set(xlim=(0, 1), ylim=(min(-0.05, float(rings.correlation.min())), 1.05))
    axes.set_xlabel("spatial frequency (of Nyquist)")
    axes.set_ylabel("correlation")
    axes.set_title(f"Fourier ring correlation: one half at {rings.frc50:.2f}")
    axes.grid(alpha=0.3)


_SCORE_TEXTS = {
    "amplitude_ssim": ("amplitude SSIM", "{:.3f}"),
    "phase_ssim": ("phase SSIM", "{:.3f}"),
    "amplitude_psnr_db": ("amplitude PSNR (dB)", "{:.1f}"),
    "phase_psnr_db": ("phase PSNR (dB)", "{:.1f}"),
    "amplitude_mae": ("amplitude MAE", "{:.4f}"),
    "phase_mae_rad": ("phase MAE (rad)", "{:.4f}"),
    "complex_correlation": ("complex correlation", "{:.4f}"),
    "complex_nrmse": ("complex NRMSE", "{:.4f}"),
    "frc50": ("FRC50 (of Nyquist)", "{:.2f}"),
}


def draw_scores(axes: Axes, scores: Mapping[str, Mapping[str, Any]]) -> None:
    """Table of the scores of ``score_against_truth`` beside those of a flat object."""
    axes.axis("off")
    axes.set_title("Scores against the truth")
    rows = []
    for name, score in scores.items():
        text, form = _SCORE_TEXTS.get(name, (name, "{:.4g}"))
        rows.append([text, form.format(score["value"]), form.format(score["flat"])])
    table = axes.table(
        rows,
        colLabels=["", "this", "flat object"],
        colWidths=[0.56, 0.2, 0.24],
        cellLoc="right",
        bbox=Bbox.from_bounds(0.0, 0.14, 1.0, 0.86),
        edges="horizontal",
    )
    table.auto_set_font_size(False)
    for (row, column), cell in table.get_celld().items():
        cell.set_edgecolor("0.8")
        cell.set_fontsize(9.5)
        cell.PAD = 0.03
        if column == 0:
            cell.set_text_props(ha="left")
        elif column == 1:
            cell.set_text_props(weight="bold")
        if column == 2 or row == 0:
            cell.set_text_props(color="0.4")
    first = next(iter(scores.values()))
    top, end_row, left, end_column = first["region"]
    removed = ", ".join(str(text).split(" (")[0] for text in first["alignment"]) or "nothing"
    note = f"rows {top}–{end_row - 1}, columns {left}–{end_column - 1}\nremoved: {removed}"
    axes.text(0.0, 0.11, note, color="0.4", fontsize=8.5, va="top", linespacing=1.5)
