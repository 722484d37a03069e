"""A measurement whose patterns come from a DataLoader, piece by piece.

Dimensions: J patterns, N patch side.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from torch import Tensor
from torch.utils.data import DataLoader, Dataset

from ptycho_torch.physics.measurement import Measurement


class _Pieces(Dataset[Measurement]):
    """The patterns that each of ``parts`` names; item i is the i-th."""

    def __init__(self, measurement: Measurement, parts: Sequence[Tensor]) -> None:
        self.measurement, self.parts = measurement, parts

    def __len__(self) -> int:
        return len(self.parts)

    def __getitem__(self, index: int) -> Measurement:
        # a copy: the pages of a stack on disk are touched here, where a worker may do it
        return self.measurement.take(self.parts[index])


class StreamedMeasurement(Measurement):
    """A measurement that is read ahead by ``n_workers`` processes wherever it is taken in pieces.

    Its patterns may lie on disk; memory holds the pieces that are under way.
    """

    n_workers: int
    pin_memory: bool

    def pieces(self, parts: Sequence[Tensor]) -> Iterator[Measurement]:
        """Yield, for each of ``parts`` (J,) int64, the patterns that it names, from a DataLoader.

        The loader and its processes are kept for the next pass over the same parts.
        """
        kept: _Kept | None = self.__dict__.get("_kept")
        if kept is None or kept.parts is not parts:
            loader = DataLoader(
                _Pieces(Measurement(*self), parts),
                batch_size=None,
                num_workers=self.n_workers,
                persistent_workers=self.n_workers > 0,
                pin_memory=self.pin_memory,
            )
            kept = self.__dict__["_kept"] = _Kept(parts, loader)
        for rows in kept.loader:
            yield Measurement(*rows)


class _Kept(NamedTuple):
    parts: Sequence[Tensor]
    loader: DataLoader[Measurement]


def streamed(
    measurement: Measurement, *, n_workers: int, pin_memory: bool = False
) -> StreamedMeasurement:
    """The same measurement, read ahead by processes; ``pin_memory`` where a GPU takes it."""
    result = StreamedMeasurement(*measurement)
    result.n_workers, result.pin_memory = n_workers, pin_memory
    return result
