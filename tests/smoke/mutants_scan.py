"""Hostile scans as NPZ: headers, values, pickles and archives that no program wrote."""

from __future__ import annotations

import random
import struct
import zipfile
from typing import Any

import numpy as np
from mutants_bytes import DTYPES, SHAPES, Mutant, any_bytes, cut, npy, trap_pickle, zipped

Arrays = dict[str, Any]


def _scan_members(arrays: Arrays) -> list[tuple[str, bytes]]:
    return [(f"{name}.npy", npy(array)) for name, array in arrays.items()]


NEEDED = ("diff3d", "xcoords", "ycoords", "probeGuess")


def scan_header(draw: random.Random, arrays: Arrays) -> Mutant:
    """One array's header says something else than its data."""
    name = draw.choice(list(arrays))
    array = np.asarray(arrays[name])
    shape, dtype, order = str(array.shape), repr(array.dtype.str), "False"
    way = draw.randrange(4)
    if way == 0:
        shape = draw.choice(SHAPES)
    elif way == 1:
        dtype = draw.choice(DTYPES)
    elif way == 2:
        order = draw.choice(("True", "None", "7", "[]"))
    else:
        shape, dtype = draw.choice(SHAPES), draw.choice(DTYPES)
    header = f"{{'descr': {dtype}, 'fortran_order': {order}, 'shape': {shape}, }}"
    version = draw.choice(((1, 0), (1, 0), (2, 0), (3, 0), (9, 9)))
    members = dict(_scan_members(arrays))
    members[f"{name}.npy"] = npy(array, header, version)
    return zipped(list(members.items()), draw.choice((0, 8))), False


def scan_values(draw: random.Random, arrays: Arrays) -> Mutant:
    """Values that no measurement has."""
    name = draw.choice(NEEDED)
    array = np.array(arrays[name], dtype=np.complex128 if name == "probeGuess" else np.float64)
    bad = draw.choice((np.nan, np.inf, -np.inf))
    if draw.random() < 0.5:
        array.flat[draw.randrange(array.size)] = bad
    elif name == "diff3d":
        array.flat[draw.randrange(array.size)] = -1.0
    elif name == "probeGuess":
        array[:] = 0
    else:
        array.flat[draw.randrange(array.size)] = draw.choice((1e300, -1e300, 1e12, -1e18))
    return zipped(_scan_members(arrays | {name: array})), True


def scan_objects(draw: random.Random, arrays: Arrays, marker: str) -> Mutant:
    """A pickle in the place of an array, needed or not."""
    name = draw.choice((*NEEDED, "objectGuess", "bad_pixels", "_metadata", "anything"))
    members = dict(_scan_members(arrays))
    header = "{'descr': '|O', 'fortran_order': False, 'shape': (), }"
    content = npy(0.0, header)[:-8] + trap_pickle(marker)
    members[f"{name}.npy"] = content if draw.random() < 0.7 else trap_pickle(marker)
    return zipped(list(members.items()), draw.choice((0, 8))), name in NEEDED


def scan_archive(draw: random.Random, arrays: Arrays) -> Mutant:
    """Members missing, doubled, renamed, packed otherwise, or a great many of them."""
    members = _scan_members(arrays)
    way = draw.randrange(8)
    if way == 0:
        name = draw.choice(NEEDED)
        return zipped([m for m in members if m[0] != f"{name}.npy"]), True
    if way == 1:
        return zipped([*members, draw.choice(members)]), True
    if way == 2:
        out = draw.choice(("../", "/", "..\\", "a/../../", "C:/", "\\\\host\\", "a/\x00/"))
        at = draw.randrange(len(members))
        members[at] = (out + members[at][0], members[at][1])
        return zipped(members), out != "a/\x00/"
    if way == 3:
        return zipped(members, draw.choice((zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA))), True
    if way == 4:
        more = [(f"key{n}.npy", npy(np.zeros(1))) for n in range(draw.choice((100, 3000)))]
        return zipped([*members, *more]), False
    if way == 5:
        names = ("\x1b[31mred", "new\nline", "\u202emoc", "x" * 5000, "\x07", "é" * 100)
        return zipped([*members[1:], (draw.choice(names), members[0][1])]), True
    if way == 6:  # the sizes in the directory
        content = bytearray(zipped(members, 8))
        at = content.rfind(b"PK\x01\x02", 0, draw.randrange(len(content) // 2, len(content)))
        field = draw.choice((10, 20, 24, 28, 42))
        struct.pack_into("<I", content, at + field, draw.choice((0, 1, 2**31, 2**32 - 1)))
        return bytes(content), False
    return zipped([(name, any_bytes(draw, data)) for name, data in members]), False


def _bomb_member(n_bytes: int) -> bytes:
    header = f"{{'descr': '<f4', 'fortran_order': False, 'shape': ({n_bytes // 1024}, 16, 16), }}"
    return npy(np.zeros(0, np.float32), header) + bytes(n_bytes)


_BOMBS: dict[int, bytes] = {}


def scan_bomb(draw: random.Random, arrays: Arrays) -> Mutant:
    """Few bytes that unpack to many."""
    size = draw.choice((1 << 28, 3 << 28))
    if size not in _BOMBS:
        _BOMBS[size] = zipped([("diff3d.npy", _bomb_member(size))], 8)
    if draw.random() < 0.5:
        return _BOMBS[size], True
    header = f"{{'descr': '<c8', 'fortran_order': False, 'shape': (8192, {size // 65536}), }}"
    members = [*_scan_members(arrays), ("objectGuess.npy", npy(0, header)[:-8] + bytes(size))]
    members = [m for m in members if not (m[0] == "objectGuess.npy" and len(m[1]) < 1 << 20)]
    return zipped(members, 8), True


def scan(draw: random.Random, good: dict[str, Any], marker: str) -> Mutant:
    """A scan as NPZ."""
    arrays: Arrays = good["arrays"]
    way = draw.random()
    if way < 0.25:
        return any_bytes(draw, good["npz"]), False
    if way < 0.33:
        return cut(draw, good["npz"]), True
    if way < 0.58:
        return scan_header(draw, arrays)
    if way < 0.68:
        return scan_values(draw, arrays)
    if way < 0.78:
        return scan_objects(draw, arrays, marker)
    if way < 0.985:
        return scan_archive(draw, arrays)
    return scan_bomb(draw, arrays)
