"""Complex test objects: amplitude and phase are independent pictures of recognisable structure.

Every kind is built from two pictures with values in 0..1, both (H,W): ``absorption`` lowers the
amplitude from 1 towards 0.5, ``thickness`` raises the phase from -0.8 rad to 0.8 rad. The pictures
are smoothed by half a pixel, as a microscope of finite aperture would see them.
"""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from scipy import ndimage

from ptycho.simulation import shapes

Picture = npt.NDArray[np.float64]

AMPLITUDE_RANGE = (0.5, 1.0)
PHASE_RANGE_RAD = (-0.8, 0.8)
_SMOOTHING_PX = 0.5


def _siemens_star(side: int, rng: np.random.Generator) -> tuple[Picture, Picture]:
    """Resolution test target over a layer of living cells."""
    return shapes.star(side, rng), shapes.cells(side, rng)


def _cells(side: int, rng: np.random.Generator) -> tuple[Picture, Picture]:
    """Cells in the phase; fibres of the matrix around them in the amplitude."""
    return shapes.fibres(side, rng), shapes.cells(side, rng)


def _circuit(side: int, rng: np.random.Generator) -> tuple[Picture, Picture]:
    """Two metal layers of a chip: wires in the amplitude, pads and wires across in the phase."""
    upper, lower = shapes.wires(side, rng), shapes.wires(side, rng).T
    return upper, 0.7 * lower + 0.3 * shapes.pads(side, rng)


def _dead_leaves(side: int, rng: np.random.Generator) -> tuple[Picture, Picture]:
    """Discs that hide one another, at all scales: the statistics of natural scenes."""
    return shapes.leaves(side, rng, layers=3.0), shapes.leaves(side, rng, layers=3.0)


def _mixed(side: int, rng: np.random.Generator) -> tuple[Picture, Picture]:
    """Fine lines in the amplitude; discs over a random texture in the phase."""
    thickness = 0.6 * shapes.leaves(side, rng, layers=1.0) + 0.4 * shapes.texture(side, rng)
    return shapes.lines(side, rng), thickness


_KINDS: dict[str, Callable[[int, np.random.Generator], tuple[Picture, Picture]]] = {
    "cells": _cells,
    "circuit": _circuit,
    "dead_leaves": _dead_leaves,
    "mixed": _mixed,
    "siemens_star": _siemens_star,
}
OBJECT_KINDS = tuple(_KINDS)


def make_object(kind: str, side_px: int, rng: np.random.Generator) -> npt.NDArray[np.complex128]:
    """Square object of ``side_px`` pixels, complex (H,W), of one of ``OBJECT_KINDS``."""
    absorption, thickness = _KINDS[kind](side_px, rng)
    a = shapes.stretched(ndimage.gaussian_filter(absorption, _SMOOTHING_PX))
    t = shapes.stretched(ndimage.gaussian_filter(thickness, _SMOOTHING_PX))
    amplitude = AMPLITUDE_RANGE[1] - (AMPLITUDE_RANGE[1] - AMPLITUDE_RANGE[0]) * a
    phase_rad = PHASE_RANGE_RAD[0] + (PHASE_RANGE_RAD[1] - PHASE_RANGE_RAD[0]) * t
    return np.asarray(amplitude * np.exp(1j * phase_rad))
