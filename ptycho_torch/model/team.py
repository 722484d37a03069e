"""Processes that share the patterns of one measurement, and add up what each finds."""

from collections.abc import Callable
from typing import NamedTuple

from torch import Tensor


class Team(NamedTuple):
    """This process among those that take every ``size``-th pattern or group each."""

    rank: int
    """Number of this process, from 0."""
    size: int
    """Number of processes."""
    total: Callable[[Tensor], Tensor]
    """Sum of a tensor of any shape over all processes; it may be taken in place."""

    def share(self, which: Tensor) -> Tensor:
        """Part of ``which`` (J, ...) that is this process's to take."""
        return which[self.rank :: self.size]


ALONE = Team(0, 1, lambda tensor: tensor)
"""One process that takes everything."""
