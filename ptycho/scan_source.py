"""One way to look into every kind of scan file: the contract's names, whatever the file calls them.

Dimensions: M patterns, N patch side, P incoherent probe modes, H W object canvas.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from math import isfinite
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from ptycho.archives import Checksum, check_regular
from ptycho.npz_file import (
    ArrayHeader,
    checksum_of,
    map_stored,
    read_array,
    read_blocks,
    read_headers,
)

Array = npt.NDArray[Any]


@dataclass(frozen=True, slots=True)
class Geometry:
    """What a file says about lengths, in metres; None where it says nothing."""

    positions_in_m: bool = False
    object_pixel_size_m: float | None = None
    wavelength_m: float | None = None
    detector_distance_m: float | None = None
    detector_pixel_size_m: float | None = None


@dataclass(frozen=True)
class ScanSource(ABC):
    """Arrays of one scan under the contract's names, read only when asked for.

    ``headers`` holds shape and dtype under the contract's name; ``names`` what the file calls it,
    where that differs.
    """

    path: Path
    format: str
    headers: Mapping[str, ArrayHeader]
    names: Mapping[str, str] = field(default_factory=dict)
    geometry: Geometry = Geometry()

    @abstractmethod
    def read(self, key: str) -> Array:
        """One whole array of any shape. Raises InputError if it is damaged."""

    @abstractmethod
    def mapped(self, key: str) -> np.memmap[Any, Any] | None:
        """The array as it lies in the file, to be read where it is touched; None if packed.

        Raises InputError if it is damaged.
        """

    def checksum(self, key: str) -> Checksum | None:
        """What the values of the array must add up to; None where the file does not say."""
        del key
        return None

    @abstractmethod
    def blocks(self, key: str) -> Iterator[tuple[int, Array]]:
        """Consecutive (start, block) pieces of an array of any shape along the slowest stored axis.

        Each holds about 16 MiB. Raises InputError if the file is damaged.
        """


class NpzSource(ScanSource):
    """An NPZ; its keys are the contract's own."""

    def read(self, key: str) -> Array:
        """See `ScanSource.read`."""
        return read_array(self.path, key, self.headers[key])

    def mapped(self, key: str) -> np.memmap[Any, Any] | None:
        """See `ScanSource.mapped`."""
        return map_stored(self.path, key)

    def checksum(self, key: str) -> Checksum | None:
        """See `ScanSource.checksum`."""
        return checksum_of(self.path, key)

    def blocks(self, key: str) -> Iterator[tuple[int, Array]]:
        """See `ScanSource.blocks`."""
        return read_blocks(self.path, key)


_BLOCK_BYTES = 2**24


class ArraySource(ScanSource):
    """Arrays that a program holds already; they stay as they are."""

    def __init__(self, arrays: Mapping[str, Array], name: str) -> None:
        """Take ``arrays`` under the contract's names; ``name`` is what faults call their place."""
        headers = {
            key: ArrayHeader(shape=array.shape, dtype=array.dtype, fortran_order=False)
            for key, array in arrays.items()
        }
        super().__init__(Path(name), "arrays", headers)
        object.__setattr__(self, "_arrays", dict(arrays))

    def _array(self, key: str) -> Array:
        arrays: dict[str, Array] = self.__dict__["_arrays"]
        return arrays[key]

    def read(self, key: str) -> Array:
        """See `ScanSource.read`."""
        return self._array(key)

    def mapped(self, key: str) -> np.memmap[Any, Any] | None:
        """See `ScanSource.mapped`; an array that can be written to would not stay as it is."""
        array = self._array(key)
        return array if isinstance(array, np.memmap) and not array.flags.writeable else None

    def blocks(self, key: str) -> Iterator[tuple[int, Array]]:
        """See `ScanSource.blocks`."""
        array = self._array(key)
        step = max(1, _BLOCK_BYTES * len(array) // max(1, array.nbytes))
        for start in range(0, len(array), step):
            yield start, array[start : start + step]


def open_source(path: Path) -> ScanSource:
    """Look into a scan file; its kind is decided by its content, not by its name.

    Raises InputError for a file that is missing, damaged or of no known kind.
    """
    check_regular(path)
    if _is_hdf5(path):
        from ptycho.hdf5_source import open_hdf5  # only where there is one: h5py costs time

        return open_hdf5(path)
    headers = read_headers(path)
    return NpzSource(path, "NPZ", headers, geometry=_geometry(path, headers))


_PIXEL_SIZE = "object_pixel_size_m"


def _geometry(path: Path, headers: Mapping[str, ArrayHeader]) -> Geometry:
    """What an NPZ says about lengths; a size that is no positive number says nothing."""
    header = headers.get(_PIXEL_SIZE)
    if header is None or header.shape != () or header.dtype.kind not in "iuf":
        return Geometry()
    size = float(read_array(path, _PIXEL_SIZE, header))
    return Geometry(object_pixel_size_m=size if isfinite(size) and size > 0 else None)


def _is_hdf5(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(8) == b"\x89HDF\r\n\x1a\n"
    except (OSError, ValueError):
        return False  # the reader of NPZ files says what is wrong
