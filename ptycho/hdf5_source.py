"""Scans in HDF5: ptychodus training files, ptychodus diffraction and product pairs, and CXI.

Dimensions: M patterns, N patch side.

The layouts are those of ptychodus 1.7 (`api/io.py`) and of the CXI format 1.6 (Maia, Nature Methods
9, 854, 2012).
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import h5py
import numpy as np

from ptycho.hdf5_file import dataset, length, member, number, opened, read_whole
from ptycho.npz_file import ArrayHeader
from ptycho.scan_source import Array, Geometry, ScanSource
from ptycho_generated.faults import Fault, InputError

_BYTES_PER_BLOCK = 1 << 24
_PLANCK_TIMES_LIGHT_J_M = 1.98644586e-25
_ELEMENTARY_CHARGE_C = 1.602176634e-19
_SMALLEST_J = 1e-100

# In ptychodus a position is where the middle of the probe array is, which for an even number of
# pixels lies between two of them; in the contract it is the pixel after the middle.
_HALF_PIXEL = 0.5


@dataclass(frozen=True)
class Field:
    """Where one array of the contract is: file, dataset, and how it becomes the contract's."""

    file: Path
    dataset: str
    header: ArrayHeader
    convert: Callable[[Array], Array] | None = None


@dataclass(frozen=True)
class Hdf5Source(ScanSource):
    """Arrays of one or two HDF5 files."""

    fields: Mapping[str, Field] = field(default_factory=dict)

    def read(self, key: str) -> Array:
        """See `ScanSource.read`."""
        place = self.fields[key]
        with opened(place.file) as file:
            array = read_whole(place.file, _found(place.file, file, place.dataset))
        return array if place.convert is None else place.convert(array)

    def mapped(self, key: str) -> np.memmap[Any, Any] | None:
        """See `ScanSource.mapped`."""
        place = self.fields[key]
        with opened(place.file) as file:
            found = _found(place.file, file, place.dataset)
            offset = found.id.get_offset()  # None unless it lies in one piece
            if offset is None or place.convert is not None:
                return None
            return np.memmap(place.file, found.dtype, "r", offset, found.shape)

    def blocks(self, key: str) -> Iterator[tuple[int, Array]]:
        """See `ScanSource.blocks`."""
        place = self.fields[key]
        assert place.convert is None, "only small arrays are converted"
        with opened(place.file) as file:
            found = _found(place.file, file, place.dataset)
            per_row = max(1, found.size // max(1, len(found)) * found.dtype.itemsize)
            step = max(1, _BYTES_PER_BLOCK // per_row)
            if found.chunks:  # whole chunks, else each is unpacked more than once
                step = -(-step // found.chunks[0]) * found.chunks[0]
            for start in range(0, len(found), step):
                yield start, np.asarray(found[start : start + step])


def _found(path: Path, file: h5py.File, name: str) -> h5py.Dataset:
    """A dataset that must be there."""
    found = dataset(path, file, name)
    if found is None:
        raise InputError([Fault(f"{path}, key {name}", "is missing", "write the file again")])
    return found


def open_hdf5(path: Path) -> Hdf5Source:
    """Look into an HDF5 file and find out which layout it has.

    Raises InputError for one that is damaged, has a layout of no known kind, or is a product
    without patterns.
    """
    with opened(path) as file:
        if dataset(path, file, "probe_position_x_px") is not None:
            return _training(path, file)
        if dataset(path, file, "probe_position_x_m") is not None:
            partner = _partner(path, "product", "diffraction")
            if partner is None:
                problem = "is a ptychodus product, which holds no patterns"
                cure = "put its diffraction.h5 beside it, or name a training file"
                raise InputError([Fault(str(path), problem, cure)])
            with opened(partner) as patterns:
                return _pair(path, partner, patterns, path, file)
        if dataset(path, file, "patterns") is not None:
            partner = _partner(path, "diffraction", "product")
            if partner is None:
                problem = "is a ptychodus diffraction file, which holds no positions"
                raise InputError([Fault(str(path), problem, "put its product.h5 beside it")])
            with opened(partner) as product:
                return _pair(path, path, file, partner, product)
        if isinstance(member(path, file, "entry_1"), h5py.Group):
            return _cxi(path, file)
        found = ", ".join(sorted(file)) or "nothing"
    problem = f"is HDF5 of an unknown layout (found: {found})"
    cure = "give a ptychodus training file, a CXI file or an NPZ"
    raise InputError([Fault(str(path), problem, cure)])


def _partner(path: Path, this: str, other: str) -> Path | None:
    """The file beside ``path`` that ptychodus wrote together with it."""
    partner = path.with_name(path.name.replace(this, other, 1))
    return partner if partner != path and partner.is_file() else None


def _field(
    path: Path, file: h5py.File, name: str, convert: Callable[[Array], Array] | None = None
) -> Field:
    found = _found(path, file, name)
    shape, dtype = found.shape, found.dtype
    if convert is not None and not dtype.hasobject:  # what it makes of nothing tells both
        made = convert(np.broadcast_to(np.zeros((), dtype), shape))
        shape, dtype = made.shape, made.dtype
    return Field(path, name, ArrayHeader(shape, dtype, fortran_order=False), convert)


def _first_layer(array: Array) -> Array:
    return array[0] if array.ndim == 3 else array


def _own_modes(array: Array) -> Array:
    """Modes (P,N,N) of the mean probe where the file has one set per position."""
    return array[0] if array.ndim == 4 else array


def _source(path: Path, kind: str, fields: Mapping[str, Field], geometry: Geometry) -> Hdf5Source:
    return Hdf5Source(
        path,
        kind,
        {key: place.header for key, place in fields.items()},
        {key: place.dataset for key, place in fields.items()},
        geometry,
        fields,
    )


def _training(path: Path, file: h5py.File) -> Hdf5Source:
    fields = {
        "ycoords": _field(path, file, "probe_position_y_px", lambda y: y + _HALF_PIXEL),
        "xcoords": _field(path, file, "probe_position_x_px", lambda x: x + _HALF_PIXEL),
    }
    for key, name in (("diff3d", "patterns"), ("bad_pixels", "bad_pixels")):
        if dataset(path, file, name) is not None:
            fields[key] = _field(path, file, name)
    if dataset(path, file, "probe") is not None:
        fields["probeGuess"] = _field(path, file, "probe", _own_modes)
    if dataset(path, file, "object") is not None:
        fields["objectGuess"] = _field(path, file, "object", _first_layer)
    geometry = Geometry(
        object_pixel_size_m=length(member(path, file, "object_pixel_width_m")),
        wavelength_m=_wavelength_ev(length(member(path, file, "photon_energy_eV"))),
        detector_distance_m=length(member(path, file, "detector_object_distance_m")),
    )
    return _source(path, "ptychodus training HDF5", fields, geometry)


def _pair(
    path: Path, patterns_path: Path, patterns: h5py.File, product_path: Path, product: h5py.File
) -> Hdf5Source:
    """Patterns from one file, everything else from the other.

    Positions are metres about an origin of their own; here they become pixels of the object array,
    so that the object is where the positions say.
    """
    object_ = _found(product_path, product, "object")
    pixel_m = length(object_.attrs.get("pixel_width_m"))
    if pixel_m is None:
        fault = Fault(f"{product_path}, key object", "has no pixel size", "write it again")
        raise InputError([fault])
    if len(object_.shape) not in (2, 3):
        fault = Fault(f"{product_path}, key object", "is no image", "write it again")
        raise InputError([fault])
    height, width = object_.shape[-2:]

    def pixels(centre_m: float, size: int) -> Callable[[Array], Array]:
        return lambda m: (m - centre_m) / pixel_m + (size - 1) / 2 + _HALF_PIXEL

    centre_y_m = number(object_.attrs.get("center_y_m")) or 0.0
    centre_x_m = number(object_.attrs.get("center_x_m")) or 0.0
    fields = {
        "diff3d": _field(patterns_path, patterns, "patterns"),
        "ycoords": _field(product_path, product, "probe_position_y_m", pixels(centre_y_m, height)),
        "xcoords": _field(product_path, product, "probe_position_x_m", pixels(centre_x_m, width)),
        "probeGuess": _field(product_path, product, "probe", _own_modes),
        "objectGuess": _field(product_path, product, "object", _first_layer),
    }
    if dataset(patterns_path, patterns, "bad_pixels") is not None:
        fields["bad_pixels"] = _field(patterns_path, patterns, "bad_pixels")
    geometry = Geometry(
        object_pixel_size_m=pixel_m,
        wavelength_m=_wavelength_ev(length(product.attrs.get("photon_energy_eV"))),
        detector_distance_m=length(product.attrs.get("detector_object_distance_m")),
        detector_pixel_size_m=length(
            _found(patterns_path, patterns, "patterns").attrs.get("detector_pixel_width_m")
        ),
    )
    return _source(path, "ptychodus diffraction and product HDF5", fields, geometry)


_CXI_PATTERNS = ("entry_1/instrument_1/detector_1/data", "entry_1/data_1/data")
_CXI_TRANSLATION = ("entry_1/sample_1/geometry_1/translation", "entry_1/data_1/translation")
_CXI_PROBE = (
    "entry_1/instrument_1/source_1/probe",
    "entry_1/instrument_1/source_1/illumination",
    "entry_1/image_1/data",
)
_CXI_MASK = "entry_1/instrument_1/detector_1/mask"


def _cxi(path: Path, file: h5py.File) -> Hdf5Source:
    """A translation (M,3) is (x, y, z) in metres; any bit of the mask makes a pixel bad."""
    fields: dict[str, Field] = {}
    for name in _CXI_PATTERNS[::-1]:
        if dataset(path, file, name) is not None:
            fields["diff3d"] = _field(path, file, name)
    for name in _CXI_TRANSLATION[::-1]:
        xyz = dataset(path, file, name)
        if xyz is not None and xyz.ndim == 2 and xyz.shape[1] >= 2:
            fields["ycoords"] = _field(path, file, name, lambda xyz: xyz[:, 1])
            fields["xcoords"] = _field(path, file, name, lambda xyz: xyz[:, 0])
    for name in _CXI_PROBE[::-1]:
        if dataset(path, file, name) is not None:
            fields["probeGuess"] = _field(path, file, name, _own_modes)
    if dataset(path, file, _CXI_MASK) is not None:
        fields["bad_pixels"] = _field(path, file, _CXI_MASK, lambda mask: _first_layer(mask) != 0)

    def said(name: str) -> float | None:
        return length(member(path, file, f"entry_1/instrument_1/{name}"))

    energy_j, wavelength_m = said("source_1/energy"), said("source_1/wavelength")
    if wavelength_m is None and energy_j:
        wavelength_m = _PLANCK_TIMES_LIGHT_J_M / max(energy_j, _SMALLEST_J)
    geometry = Geometry(
        positions_in_m=True,
        wavelength_m=wavelength_m,
        detector_distance_m=said("detector_1/distance"),
        detector_pixel_size_m=said("detector_1/x_pixel_size"),
    )
    return _source(path, "CXI", fields, geometry)


def _wavelength_ev(energy_ev: float | None) -> float | None:
    if energy_ev is None:
        return None
    return _PLANCK_TIMES_LIGHT_J_M / max(energy_ev * _ELEMENTARY_CHARGE_C, _SMALLEST_J)
