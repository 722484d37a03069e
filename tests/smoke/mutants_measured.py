"""Hostile scans as HDF5: links that lead away, odd datasets and attributes."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import h5py
import numpy as np
from mutants_bytes import Mutant, any_bytes, cut


def _put(file: h5py.File, name: str, data: Any, **how: Any) -> None:
    if name in file:
        del file[name]
    file.create_dataset(name, data=data, **how)


def _link_away(file: h5py.File, name: str, draw: random.Random, other: str) -> None:
    del file[name]
    way = draw.randrange(5)
    if way == 0:
        file[name] = h5py.ExternalLink(draw.choice((other, "/dev/zero", "no.h5")), "/" + name)
    elif way == 1:
        file[name] = h5py.SoftLink("/" + name)
    elif way == 2:
        layout = h5py.VirtualLayout((36, 16, 16), "f4")
        layout[:] = h5py.VirtualSource(other, name, (36, 16, 16))
        file.create_virtual_dataset(name, layout)
    elif way == 3:
        place = [(other, 0, 36 * 16 * 16 * 4)]
        file.create_dataset(name, (36, 16, 16), "f4", external=place)
    else:
        file.create_group(name)


def _odd_dataset(file: h5py.File, name: str, draw: random.Random) -> bool:
    """Put another dataset in its place; whether that must be refused."""
    del file[name]
    way = draw.randrange(9)
    if way == 0:
        file.create_dataset(name, (10**9, 64, 64), "f4", chunks=(1, 64, 64))
    elif way == 1:
        file.create_dataset(name, (10**6, 1024, 1024), "f4", chunks=(16, 1024, 1024))
    elif way == 2:
        file.create_dataset(name, data=["a", "b"], dtype=h5py.string_dtype())
    elif way == 3:
        file.create_dataset(name, data=np.zeros(36, [("r", "f4"), ("i", "f4")]))
    elif way == 4:
        file[name] = h5py.Empty("f4")
    elif way == 5:
        file.create_dataset(name, (36,), h5py.vlen_dtype(np.float32))
    elif way == 6:
        file.create_dataset(name, (36,), h5py.ref_dtype)
    elif way == 7:
        zeros = np.zeros((2**14, 64, 64), np.float32)
        file.create_dataset(name, data=zeros, compression="gzip", chunks=(2**10, 64, 64))
    else:
        file[name] = np.full((3, 5), np.nan)
    return True


_ATTRIBUTES: tuple[Any, ...] = (
    "text",
    0.0,
    -1.0,
    np.nan,
    np.inf,
    1e-320,
    1e300,
    [1, 2],
    h5py.Empty("f8"),
)


def measured(draw: random.Random, good: dict[str, Any], place: Path) -> Mutant:
    """A scan as HDF5; ``place`` is a path to work at."""
    content = draw.choice(good["hdf5"])
    way = draw.random()
    if way < 0.45:
        limit = min(len(content), draw.choice((2048, 8192, len(content))))  # most is in front
        return any_bytes(draw, content[:limit]) + content[limit:], False
    if way < 0.53:
        return cut(draw, content), True
    place.write_bytes(content)
    must = False
    with h5py.File(place, "r+") as file:
        names: list[str] = []
        file.visit(lambda n: names.append(n) if isinstance(file[n], h5py.Dataset) else None)
        needed = [n for n in names if n.rsplit("/", 1)[-1] in _HDF5_NEEDED]
        name = draw.choice(needed if draw.random() < 0.7 else names)
        if way < 0.7:
            _link_away(file, name, draw, str(place))
            must = name in needed
        elif way < 0.88:
            must = _odd_dataset(file, name, draw) and name in needed
        else:
            for each in names:
                for attribute in list(file[each].attrs):
                    file[each].attrs[attribute] = draw.choice(_ATTRIBUTES)
            scalars = [n for n in names if file[n].shape == ()]
            for each in scalars:
                _put(file, each, draw.choice(_ATTRIBUTES[:-2]))
    return place.read_bytes(), must


_HDF5_NEEDED = ("patterns", "probe_position_x_px", "probe_position_y_px", "data", "translation")
