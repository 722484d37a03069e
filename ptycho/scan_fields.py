"""The fields of a scan file, each checked on its own so that all its faults are found at once.

Dimensions: M patterns, N patch side in the file, n patch side that is used, P incoherent probe
modes, H W object canvas.
"""

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from ptycho.npz_file import ArrayHeader
from ptycho.orientation import (
    fit_probe,
    object_pixel_size_m,
    orient_positions,
    patch_size,
    positions_in_m,
)
from ptycho.reading import Reading
from ptycho.scan_source import ScanSource
from ptycho_generated.faults import Fault, InputError

PATTERN_KEYS = ("diff3d", "diffraction")
_KEYS = (
    *PATTERN_KEYS,
    "xcoords",
    "ycoords",
    "probeGuess",
    "objectGuess",
    "bad_pixels",
    "scan_index",
    "object_pixel_size_m",
)
METRE_LIKE_BELOW = 1e-3  # a scan within a thousandth of a pixel is given in metres
SPARSEST_COVERAGE = 100  # canvas area over total patch area beyond which the unit must be wrong
FARTHEST_PX = 2.0**31  # beyond it a position leaves the range in which pixels are counted
SMALLEST_HUGE_CANVAS_PX = 10_000_000  # canvases below this size are affordable in any case


@dataclass(frozen=True)
class Layout:
    """Where the patterns are: ``axes`` are the file's axes of (pattern, row, column)."""

    key: str
    n_patterns: int
    patch_size: int
    axes: tuple[int, int, int]


class FileFaults(list[Fault]):
    """Faults found so far in one file; ``add`` names the key as the place."""

    def __init__(self, path: Path, names: Mapping[str, str] | None = None) -> None:
        super().__init__()
        self.path = path
        self.names = {} if names is None else names

    def add(self, key: str, problem: str, cure: str) -> None:
        """Note what is wrong with the array under ``key``."""
        self.append(Fault(f"{self.path}, key {self.names.get(key, key)}", problem, cure))

    def raise_if_any(self) -> None:
        """Raise InputError with all faults found so far, if any."""
        if self:
            raise InputError(self)


def _missing(
    key: str, headers: Mapping[str, ArrayHeader], faults: FileFaults, otherwise: str = ""
) -> None:
    others = [name for name in headers if name not in _KEYS]
    near = difflib.get_close_matches(key, others, n=1, cutoff=0.5)
    found = ", ".join(sorted(headers)) or "none"
    cure = f"rename {near[0]} to {key}" if near else f"add {key}{otherwise}"
    faults.add(key, f"missing (keys in the file: {found})", cure)


def _is_numeric(key: str, header: ArrayHeader, kinds: str, faults: FileFaults) -> bool:
    """Whether the dtype is one of numpy's ``kinds`` (u i unsigned and signed, f float, ...)."""
    if header.dtype.hasobject:
        faults.add(key, "holds pickled Python objects, which are never loaded", "save plain arrays")
    elif header.dtype.kind not in kinds:
        wanted = "numbers" if "c" in kinds else "real numbers"
        faults.add(key, f"has dtype {header.dtype}, not {wanted}", f"save {wanted}")
    else:
        return True
    return False


def find_layout(headers: Mapping[str, ArrayHeader], faults: FileFaults) -> Layout | None:
    """Key, sizes and axis order of the patterns, from the headers."""
    key = next((name for name in PATTERN_KEYS if name in headers), None)
    if key is None:
        _missing(PATTERN_KEYS[0], headers, faults)
        return None
    header = headers[key]
    if not _is_numeric(key, header, "uif", faults):
        return None
    shape = header.shape
    if len(shape) != 3:
        faults.add(key, f"has shape {shape}", "save patterns as (M, N, N) or (N, N, M)")
    elif 0 in shape:
        faults.add(key, f"is empty (shape {shape})", "save at least one pattern")
    elif shape[1] == shape[2]:
        return Layout(key, shape[0], shape[1], (0, 1, 2))
    elif shape[0] == shape[1]:
        return Layout(key, shape[2], shape[0], (2, 0, 1))
    else:
        cure = "crop or pad every pattern to a square"
        faults.add(key, f"has no square patterns (shape {shape})", cure)
    return None


def _nonfinite(key: str, values: npt.NDArray[Any], faults: FileFaults) -> bool:
    """Report NaN and Inf in a small array; True where there are some."""
    bad = ~np.isfinite(values)
    if not bad.any():
        return False
    first = [int(i) for i in np.argwhere(bad)[0]]
    count = f"{np.count_nonzero(bad)} of {values.size} values are NaN or Inf (first at {first})"
    faults.add(key, count, "remove them")
    return True


def load_positions(
    source: ScanSource, layout: Layout | None, faults: FileFaults, reading: Reading
) -> npt.NDArray[np.float64] | None:
    """Positions (M,2) of patches as (y, x) in object pixels, None where a fault forbids it."""
    columns = []
    for key in ("ycoords", "xcoords"):
        header = source.headers.get(key)
        if header is None:
            _missing(key, source.headers, faults)
        elif not _is_numeric(key, header, "uif", faults):
            continue
        elif len(header.shape) != 1:
            faults.add(key, f"has shape {header.shape}", "save one number per pattern, shape (M,)")
        elif layout is not None and header.shape[0] != layout.n_patterns:
            problem = f"holds {header.shape[0]} positions for {layout.n_patterns} patterns"
            faults.add(key, problem, "save one position per pattern")
        else:
            with np.errstate(over="ignore", invalid="ignore"):  # what becomes Inf is reported
                values = source.read(key).astype(np.float64)
            if not _nonfinite(key, values, faults):
                columns.append(values)
    if len(columns) < 2 or layout is None:
        return None
    return _in_pixels(np.stack(columns, axis=-1), source, layout, faults, reading)


def _in_pixels(
    positions: npt.NDArray[np.float64],
    source: ScanSource,
    layout: Layout,
    faults: FileFaults,
    reading: Reading,
) -> npt.NDArray[np.float64] | None:
    """Positions of the file as object pixels of the patterns that are used."""
    key, pixel_size_m = "ycoords, xcoords", None
    if positions_in_m(reading, source.geometry):
        pixel_size_m = object_pixel_size_m(reading, source.geometry, layout.patch_size)
        if pixel_size_m is None:
            problem = "positions are in metres and the size of an object pixel is not known"
            faults.add(key, problem, "set --object-pixel-size-m")
            return None
    else:
        largest = float(np.abs(positions).max(initial=0.0))
        if 0 < largest < METRE_LIKE_BELOW:
            problem = f"positions look like metres (largest value {largest:.3g})"
            faults.add(key, problem, "set --position-unit m and --object-pixel-size-m")
            return None
    used = reading.pattern_crop_px or layout.patch_size
    ratio = used / layout.patch_size
    with np.errstate(over="ignore", invalid="ignore"):
        positions = orient_positions(positions, reading, pixel_size_m, ratio)
    known = len(faults)
    _check_spread(positions, layout, faults)
    return positions if len(faults) == known else None


def _check_spread(positions: npt.NDArray[np.float64], layout: Layout, faults: FileFaults) -> None:
    """Positions in a finer unit than pixels, or a stray one, would ask for a huge canvas."""
    farthest = float(np.abs(positions).max(initial=0.0))
    if not farthest <= FARTHEST_PX:
        problem = f"positions lie up to {farthest:.4g} px from the origin"
        faults.add("ycoords, xcoords", problem, "give positions in pixels and remove stray ones")
        return
    extent = np.ptp(positions, axis=0) + layout.patch_size
    illuminated = len(positions) * layout.patch_size**2
    if extent.prod() > max(SPARSEST_COVERAGE * illuminated, SMALLEST_HUGE_CANVAS_PX):
        problem = f"positions spread over {extent[0]:.4g} x {extent[1]:.4g} px, far more than seen"
        faults.add("ycoords, xcoords", problem, "give positions in pixels and remove stray ones")


def load_probe(
    source: ScanSource, layout: Layout | None, faults: FileFaults, reading: Reading
) -> npt.NDArray[np.complex64] | None:
    """Modes (P,n,n) of the probe in any unit, as they are used; None where a fault forbids it."""
    key = "probeGuess"
    header = source.headers.get(key)
    if header is None:
        _missing(key, source.headers, faults, ", or set --probe-source mean_pattern")
        return None
    if not _is_numeric(key, header, "uifc", faults):
        return None
    shape = header.shape
    if len(shape) not in (2, 3) or shape[-1] != shape[-2] or 0 in shape:
        faults.add(key, f"has shape {shape}", "save it as (N, N) or (modes, N, N)")
        return None
    if layout is not None:
        sizes = {layout.patch_size, patch_size(reading, layout.patch_size)}
        if shape[-1] not in sizes:
            n = layout.patch_size
            problem = f"is {shape[-1]} px wide while the patterns are {n} px wide"
            faults.add(key, problem, f"crop or pad the probe to {n} x {n} pixels")
    probe = source.read(key).astype(np.complex64)
    if _nonfinite(key, probe, faults):
        return None
    if not probe.any():
        faults.add(key, "is zero everywhere", "save the probe or an estimate of it")
        return None
    modes = np.ascontiguousarray(probe.reshape(-1, *shape[-2:]))
    return modes if layout is None else fit_probe(modes, reading, layout.patch_size)


def load_mask(
    source: ScanSource, layout: Layout | None, faults: FileFaults
) -> npt.NDArray[np.bool_] | None:
    """Good pixels (N,N): all where the file marks none; None where a fault forbids it."""
    key = "bad_pixels"
    header = source.headers.get(key)
    if header is None or layout is None:
        return None if layout is None else np.ones((layout.patch_size,) * 2, np.bool_)
    if not _is_numeric(key, header, "buif", faults):
        return None
    if header.shape != (layout.patch_size,) * 2:
        problem = f"has shape {header.shape}"
        faults.add(key, problem, f"save it as {(layout.patch_size,) * 2}, the shape of a pattern")
        return None
    mask = source.read(key) == 0
    if not mask.any():
        faults.add(key, "marks every pixel as bad", "mark bad pixels True and good pixels False")
    return np.ascontiguousarray(mask)


def load_truth(source: ScanSource, faults: FileFaults) -> npt.NDArray[np.complex64] | None:
    """The known object (H,W); None where there is none, or it is constant, or has a fault."""
    key = "objectGuess"
    header = source.headers.get(key)
    if header is None or not _is_numeric(key, header, "uifc", faults):
        return None
    truth = None
    if len(header.shape) != 2 or 0 in header.shape:
        faults.add(key, f"has shape {header.shape}", "save it as (H, W) or leave it out")
    else:
        truth = source.read(key).astype(np.complex64)
        if _nonfinite(key, truth, faults) or (truth == truth.flat[0]).all():
            truth = None
    return truth
