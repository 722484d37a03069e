"""Scan positions in object pixels, (M,2) as (y, x), about the origin, in the order of the scan."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

Positions = npt.NDArray[np.float64]

_GOLDEN_ANGLE_RAD = np.pi * (3.0 - np.sqrt(5.0))


def _raster(n_positions: int, step_px: float) -> Positions:
    """Square raster, row by row; the last row may be short."""
    columns = int(np.ceil(np.sqrt(n_positions)))
    row, column = np.divmod(np.arange(n_positions), columns)
    return np.stack([row, column], axis=-1) * step_px


def _fermat(n_positions: int, step_px: float) -> Positions:
    """Fermat spiral with one position per ``step_px`` squared.

    Huang et al., Opt. Express 22, 12634 (2014).
    """
    index = np.arange(n_positions) + 0.5
    radius = step_px * np.sqrt(index / np.pi)
    angle = _GOLDEN_ANGLE_RAD * index
    return np.stack([radius * np.sin(angle), radius * np.cos(angle)], axis=-1)


def _spiral(n_positions: int, step_px: float) -> Positions:
    """Archimedean spiral: turns ``step_px`` apart, positions ``step_px`` apart along the turns."""
    angle = np.sqrt(4 * np.pi * np.arange(n_positions))
    radius = step_px * angle / (2 * np.pi)
    return np.stack([radius * np.sin(angle), radius * np.cos(angle)], axis=-1)


_PATTERNS: dict[str, Callable[[int, float], Positions]] = {
    "fermat": _fermat,
    "raster": _raster,
    "spiral": _spiral,
}
SCAN_PATTERNS = tuple(_PATTERNS)


def nominal_positions(pattern: str, *, n_positions: int, step_px: float) -> Positions:
    """Positions (M,2) of one of ``SCAN_PATTERNS``, their bounding box centred on the origin."""
    positions = _PATTERNS[pattern](n_positions, step_px)
    return np.asarray(positions - (positions.max(axis=0) + positions.min(axis=0)) / 2)


def jittered(
    positions: Positions, *, step_px: float, position_jitter: float, rng: np.random.Generator
) -> Positions:
    """``positions`` (M,2) moved uniformly by up to ``position_jitter`` steps along each axis."""
    reach_px = position_jitter * step_px
    return np.asarray(positions + rng.uniform(-reach_px, reach_px, positions.shape))
