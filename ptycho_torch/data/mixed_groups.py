"""Groups of several scans in one data set."""

from collections.abc import Sequence

from torch.utils.data import Dataset

from ptycho_torch.data.groups import GroupBatch, GroupDataset


class MixedGroups(Dataset[GroupBatch]):
    """All groups of several data sets in an even mixture; one alone keeps its order.

    Group i of an epoch always comes from the same scan.
    """

    def __init__(self, parts: Sequence[GroupDataset]) -> None:
        """Mix ``parts`` so that each is spread evenly over an epoch."""
        self._parts = tuple(parts)
        places = [
            ((index + 0.5) / len(part), number, index)
            for number, part in enumerate(self._parts)
            for index in range(len(part))
        ]
        self._order = [(number, index) for _, number, index in sorted(places)]

    def set_epoch(self, epoch: int) -> None:
        """Draw the groups of ``epoch`` from now on; must precede the loader's iterator."""
        for part in self._parts:
            part.set_epoch(epoch)

    def __len__(self) -> int:
        """Return the number of groups per epoch."""
        return len(self._order)

    def __getitem__(self, place: int) -> GroupBatch:
        """Return group ``place`` of the epoch as a batch of one group."""
        number, index = self._order[place]
        return self._parts[number][index]
