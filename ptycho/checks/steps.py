"""Distances between neighbouring positions of a scan.

Dimensions: M positions.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.spatial import KDTree

Real = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Steps:
    """Distances between neighbouring positions in pixels."""

    nearest: Real
    """(M,) distance of each position to the nearest other place."""
    n_repeated: int
    """Positions at which another pattern was taken as well."""

    @property
    def typical(self) -> float:
        """Median distance."""
        return float(np.median(self.nearest)) if self.nearest.size else 0.0


def steps_between(positions_yx_px: Real) -> Steps:
    """How far apart neighbouring positions (M,2) are."""
    places = np.unique(np.round(positions_yx_px, 3), axis=0)
    repeated = len(positions_yx_px) - len(places)
    if len(places) < 2:
        return Steps(np.empty(0), repeated)
    distance, _ = KDTree(places).query(places, k=2)
    return Steps(distance[:, 1], repeated)
