"""One sheet with what there is to see of a scan before any reconstruction.

Dimensions: M positions, n patch side, H W map of the scan.
"""

from os import PathLike

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.colors import LogNorm
from matplotlib.figure import Figure
from matplotlib.ticker import LogFormatter
from scipy import fft, ndimage

from ptycho.checks import facts
from ptycho.checks.look import Look
from ptycho_torch.evaluation import panels
from ptycho_torch.evaluation.sheet import write_png

_DPI = 100
_LARGEST_MAP_PX = 400
_MOST_MARKS = 3000


def save_scan_sheet(path: str | PathLike[str], look: Look) -> None:
    """Write a PNG: mean pattern on a logarithmic scale, light over the scan, probe."""
    figure = Figure(figsize=(15, 5))
    figure.subplots_adjust(left=0.05, right=0.99, bottom=0.1, top=0.86, wspace=0.3)
    figure.suptitle(f"{look.path.name}: {look.n_patterns} patterns of {look.patch_size} px")
    mean, scan, probe = figure.subplots(1, 3)
    _draw_mean(mean, look)
    _draw_map(scan, look)
    panels.draw_probe(probe, look.probe)
    write_png(figure, path, _DPI)


def _draw_mean(axes: Axes, look: Look) -> None:
    mean = look.mean_counts
    lit = mean[mean > 0]
    low = float(lit.min()) if lit.size else 1e-3
    low = max(low, float(mean.max()) * 1e-6)
    norm = LogNorm(low, max(float(mean.max()), low * 1.01))
    shown = np.where(look.mask, np.maximum(mean, low), np.nan)
    image = axes.imshow(shown, cmap="inferno", norm=norm, interpolation="nearest")
    axes.set_facecolor("0.6")
    axes.set_title("Mean pattern (bad pixels grey)")
    panels.label_pixels(axes)
    panels.add_bar(axes, image, "counts")
    assert image.colorbar is not None
    image.colorbar.formatter = LogFormatter()  # the usual one sets powers, which takes long


def _draw_map(axes: Axes, look: Look) -> None:
    light, (top, left), scale = light_map(look)
    height, width = light.shape
    extent = (left, left + width * scale, top + height * scale, top)
    image = axes.imshow(light, cmap="magma", extent=extent, interpolation="nearest")
    every = -(-look.n_patterns // _MOST_MARKS)
    y, x = look.positions_yx_px[::every].T
    axes.plot(x, y, ".", color="cyan", markersize=2, alpha=0.6)
    axes.plot(x[:1], y[:1], "o", color="lime", markersize=5)
    diameter = facts.probe_diameter_px(look.probe)
    step = look.steps.typical
    overlap = max(0.0, 1 - step / diameter)
    axes.set_title(f"Light over the scan ({100 * overlap:.0f} % overlap; first position green)")
    panels.label_pixels(axes)
    panels.add_bar(axes, image, "relative to maximum")


def light_map(look: Look) -> tuple[npt.NDArray[np.float64], tuple[float, float], float]:
    """Light received over the scan (H,W) relative to its maximum, place of its corner, px each.

    A scan wider than 400 px is shown with larger pixels.
    """
    n = look.patch_size
    low = look.positions_yx_px.min(axis=0) - n / 2
    extent = np.ptp(look.positions_yx_px, axis=0) + n
    scale = max(1.0, float(extent.max()) / _LARGEST_MAP_PX)
    shape = tuple(np.ceil(extent / scale).astype(int) + 1)
    places = np.floor((look.positions_yx_px - low) / scale).astype(int)
    hits = np.zeros(shape)
    np.add.at(hits, (places[:, 0], places[:, 1]), 1.0)
    kernel = facts.probe_light(look.probe)
    if scale > 1:
        kernel = ndimage.zoom(kernel, 1 / scale, order=1)
    light = _blurred(hits, kernel)
    return light / max(float(light.max()), 1e-30), (float(low[0]), float(low[1])), scale


def _blurred(
    hits: npt.NDArray[np.float64], kernel: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    """Convolution (H,W) of hits with a kernel that is centred on its element n // 2."""
    shape = [fft.next_fast_len(a + b) for a, b in zip(hits.shape, kernel.shape, strict=True)]
    whole = fft.irfft2(fft.rfft2(hits, shape) * fft.rfft2(kernel, shape), shape)
    first = [n // 2 for n in kernel.shape]
    height, width = hits.shape
    part = whole[first[0] : first[0] + height, first[1] : first[1] + width]
    return np.asarray(np.maximum(part, 0))
