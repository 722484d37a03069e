"""Groups of neighbouring scan positions.

Dimensions: M positions, G groups, C positions per group.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree


class NeighbourIndex:
    """Scan positions, sorted once, asked for the nearest neighbours of many points.

    Distance is the larger of the row and the column difference (Chebyshev), so that the
    neighbours of a point fill a square and a group needs the smallest square canvas.
    """

    def __init__(self, positions_yx_px: NDArray[np.float64]) -> None:
        """Index ``positions_yx_px`` (M, 2), rows and columns in pixels."""
        assert positions_yx_px.ndim == 2 and positions_yx_px.shape[1] == 2
        self._tree: Any = cKDTree(positions_yx_px)

    def groups(self, centres_yx_px: NDArray[np.float64], size: int) -> NDArray[np.int64]:
        """Return, per centre (G, 2), the ``min(size, M)`` nearest positions (G, C) int64.

        Nearest first; a centre that is itself a position opens its own group.
        """
        wanted = min(size, self._tree.n)
        ranks = np.arange(1, wanted + 1)
        _, neighbours = self._tree.query(centres_yx_px, k=ranks, p=np.inf)
        return np.asarray(neighbours, dtype=np.int64)


def nearest_groups(
    positions_yx_px: NDArray[np.float64], centres_yx_px: NDArray[np.float64], size: int
) -> NDArray[np.int64]:
    """Return the ``min(size, M)`` positions nearest to each centre (G, C), nearest first.

    ``positions_yx_px`` (M, 2) and ``centres_yx_px`` (G, 2) are rows and columns in pixels; the
    distance is Chebyshev's.
    """
    return NeighbourIndex(positions_yx_px).groups(centres_yx_px, size)
