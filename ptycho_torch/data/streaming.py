"""A measurement whose patterns come from a DataLoader, chunk by chunk.

Dimensions: J patterns, N patch side.
"""

from collections.abc import Iterator

from torch.utils.data import DataLoader, Dataset

from ptycho_torch.physics.measurement import Measurement


class _Chunks(Dataset[Measurement]):
    """Consecutive pieces of a measurement; item i is the i-th."""

    def __init__(self, measurement: Measurement, size: int) -> None:
        self.measurement, self.size = measurement, size

    def __len__(self) -> int:
        return (self.measurement.n_patterns + self.size - 1) // self.size

    def __getitem__(self, index: int) -> Measurement:
        rows = self.measurement.rows(index * self.size, (index + 1) * self.size)
        # a copy: the pages of a stack on disk are touched here, where a worker may do it
        return rows._replace(amplitudes=rows.amplitudes.clone())


class StreamedMeasurement(Measurement):
    """A measurement that is read ahead by ``n_workers`` processes wherever it is taken in chunks.

    Its patterns may lie on disk; memory holds the chunks that are under way.
    """

    n_workers: int
    pin_memory: bool

    def chunks(self, size: int) -> Iterator[Measurement]:
        """Yield consecutive pieces of at most ``size`` patterns, from a DataLoader.

        The loader and its processes are kept for the next pass.
        """
        loaders = self.__dict__.setdefault("_loaders", {})
        if size not in loaders:
            loaders[size] = DataLoader(
                _Chunks(Measurement(*self), size),
                batch_size=None,
                num_workers=self.n_workers,
                persistent_workers=self.n_workers > 0,
                pin_memory=self.pin_memory,
            )
        for rows in loaders[size]:
            yield Measurement(*rows)


def streamed(
    measurement: Measurement, *, n_workers: int, pin_memory: bool = False
) -> StreamedMeasurement:
    """The same measurement, read ahead by processes; ``pin_memory`` where a GPU takes it."""
    result = StreamedMeasurement(*measurement)
    result.n_workers, result.pin_memory = n_workers, pin_memory
    return result
