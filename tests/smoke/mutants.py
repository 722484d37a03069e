"""Hostile files: each made from a good one by a seeded random change of its bytes or structure.

A mutant is its content and whether it must be refused; where that is False, it may be refused or
taken, since the change may lie where it means nothing.
"""

from __future__ import annotations

import io
import json
import pickle
import random
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import torch

from ptycho.checkpoint_file import seal

Mutant = tuple[bytes, bool]
Arrays = dict[str, Any]


def trap_pickle(marker: str, protocol: int = 2) -> bytes:
    """A pickle that touches a file when it is executed."""

    class Touch:
        def __reduce__(self) -> tuple[Any, tuple[Any, ...]]:
            return Path.touch, (Path(marker),)

    return pickle.dumps(Touch(), protocol)


def any_bytes(draw: random.Random, content: bytes) -> bytes:
    """Bytes changed, cut, doubled or left out anywhere."""
    data = bytearray(content)
    for _ in range(draw.choice((1, 1, 2, 5, 20))):
        if not data:
            break
        at = draw.randrange(len(data))
        size = draw.choice((1, 1, 2, 4, 8, 64, 1024))
        way = draw.randrange(6)
        if way == 0:
            data[at] ^= 1 << draw.randrange(8)
        elif way == 1:
            data[at : at + size] = draw.randbytes(size)
        elif way == 2:
            data[at : at + size] = draw.choice((b"\xff", b"\0")) * size
        elif way == 3:
            del data[at : at + size]
        elif way == 4:
            data[at:at] = data[at : at + size]
        else:
            value = draw.choice((0, 1, -1, 2**31 - 1, -(2**31), 2**32 - 1, 2**63 - 1, 2**16 - 1))
            packed = struct.pack("<q", value if value < 2**63 else -1)[: draw.choice((2, 4, 8))]
            data[at : at + len(packed)] = packed
    return bytes(data)


def cut(draw: random.Random, content: bytes) -> bytes:
    """The beginning of a file."""
    return content[: draw.randrange(len(content))]


# ------------------------------------------------------------------------------------------- NPZ


def npy(array: Any, header: str | None = None, version: tuple[int, int] = (1, 0)) -> bytes:
    """An NPY member, with another header where one is given."""
    stream = io.BytesIO()
    np.lib.format.write_array(stream, np.asarray(array), version=(1, 0), allow_pickle=True)
    if header is None:
        return stream.getvalue()
    stream.seek(0)
    np.lib.format.read_magic(stream)
    np.lib.format.read_array_header_1_0(stream)
    text = header.encode("latin1", "replace") + b"\n"
    size = struct.pack("<H" if version == (1, 0) else "<I", len(text) % 65536)
    return b"\x93NUMPY" + bytes(version) + size + text + stream.read()


def zipped(members: list[tuple[str, bytes]], method: int = zipfile.ZIP_STORED) -> bytes:
    """A zip of members; names may occur twice."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, content in members:
            info = zipfile.ZipInfo(name)
            info.compress_type = method
            archive.writestr(info, content)
    return stream.getvalue()


def _scan_members(arrays: Arrays) -> list[tuple[str, bytes]]:
    return [(f"{name}.npy", npy(array)) for name, array in arrays.items()]


NEEDED = ("diff3d", "xcoords", "ycoords", "probeGuess")
_SHAPES = (
    "(1000000000000,)",
    "(1000000, 1000, 1000)",
    "(-1, 16, 16)",
    "(0, 16, 16)",
    "()",
    "(36, 16)",
    "(36, 16, 17)",
    "(36, 16, 16, 1)",
    "(36.0, 16, 16)",
    "('a', 16, 16)",
    "(True, 16, 16)",
    "(99999999999999999999999999, 0)",
    "(" * 150 + ")" * 150,
    "[36, 16, 16]",
    "None",
    "-" * 5000 + "1",
)
_DTYPES = (
    "'|O'",
    "'|V16'",
    "'<U8'",
    "'|S0'",
    "'|V0'",
    "'<M8[s]'",
    "[('a', '<f4'), ('b', '|O')]",
    "'<f2'",
    "'>f8'",
    "'<c16'",
    "'nonsense'",
    "'<i1000000000'",
    "'|S2000000000'",
    "{'names': 3}",
    "'" + "f" * 3000 + "'",
)


def scan_header(draw: random.Random, arrays: Arrays) -> Mutant:
    """One array's header says something else than its data."""
    name = draw.choice(list(arrays))
    array = np.asarray(arrays[name])
    shape, dtype, order = str(array.shape), repr(array.dtype.str), "False"
    way = draw.randrange(4)
    if way == 0:
        shape = draw.choice(_SHAPES)
    elif way == 1:
        dtype = draw.choice(_DTYPES)
    elif way == 2:
        order = draw.choice(("True", "None", "7", "[]"))
    else:
        shape, dtype = draw.choice(_SHAPES), draw.choice(_DTYPES)
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


# ------------------------------------------------------------------------------------------ HDF5


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


# ------------------------------------------------------------------------------------------ YAML

_DEEP = 3000
_NASTY = (
    "!!python/object/apply:os.system ['touch MARKER']",
    "!!python/name:os.system",
    "!!python/object/new:pathlib.Path.touch [MARKER]",
    "!!binary aGVsbG8=",
    "9" * 6000,
    "0x" + "f" * 6000,
    "1" + ":59" * 3000,
    "-.inf",
    ".nan",
    "1e999",
    "[" * _DEEP + "]" * _DEEP,
    "{a: " * _DEEP + "}" * _DEEP,
    "2001-01-01",
    "!!int x",
    "!!float [1]",
    "!!set {a, b}",
    "{1: 2}",
    '"\\0"',
    '"\\u202e\\x1b[31m"',
    '"line\\nline"',
    "|\n  a\n  b",
    "x" * 100000,
    "'" + "ab/" * 3000 + "'",
    "&a [*a]",
    "*nowhere",
    "!!timestamp x",
    "!<tag:x> 1",
    "!!null x",
    "!!bool x",
)


def run_file(draw: random.Random, good: dict[str, Any], marker: str) -> Mutant:
    """A run file."""
    text: str = good["yaml"]
    lines = text.splitlines()
    settable = [n for n, line in enumerate(lines) if line[:1].isalpha()]
    way = draw.random()
    if way < 0.15:
        return any_bytes(draw, text.encode()), False
    if way < 0.55:
        for _ in range(draw.choice((1, 1, 3))):
            at = draw.choice(settable)
            lines[at] = f"{lines[at].partition(':')[0]}: {draw.choice(_NASTY)}".replace(
                "MARKER", marker
            )
        return "\n".join(lines).encode(), False
    if way < 0.7:
        key = draw.choice(
            ("nonsense", "? [1, 2]\n", "? {a: b}\n", "!!python/name:os.system", "''", "7")
        )
        return "\n".join([*lines, f"{key}: 1"]).encode(), True
    if way < 0.8:
        return "\n".join([*lines, lines[draw.choice(settable)]]).encode(), True
    if way < 0.9:
        levels = draw.choice((5, 30, 100))
        laughs = ["a0: &a0 [x, x]"]
        laughs += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, levels)]
        return "\n".join([*lines, *laughs]).encode(), True
    kind = draw.randrange(5)
    if kind == 0:
        return text.encode("utf-16"), True
    if kind == 1:
        return (text + "#" * (1 << 21)).encode(), True
    if kind == 2:
        return ("- " * draw.choice((30, 5000, 400000)) + "x").encode(), True
    if kind == 3:
        return (text + "\n---\na: b\n").encode(), True
    return draw.choice(
        (b"[1, 2]", b"text", b"\xff\xfe", b"\0", b"%YAML 9.9\n---\na: 1", b"{")
    ), True


# ------------------------------------------------------------------------------------ checkpoint


def _members(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


def _sealed(members: dict[str, bytes], place: Path) -> bytes:
    place.write_bytes(zipped([m for m in members.items() if not m[0].endswith("manifest.json")]))
    seal(place)
    return place.read_bytes()


def _evil_pickles(marker: str) -> list[bytes]:
    deep = b"\x80\x02" + b"N" + b"\x85" * 100_000
    return [
        trap_pickle(marker),
        trap_pickle(marker, 4),
        b"\x80\x02}r\xff\xff\xff\x7f.",
        b"\x80\x05\x96" + struct.pack("<Q", 1 << 40) + b".",
        b"\x80\x04\x8e" + struct.pack("<Q", 1 << 40) + b".",
        b"\x80\x02\x8b" + struct.pack("<i", 2**31 - 1) + b".",
        deep + b".",
        b"\x80\x02}" + deep[2:] + b"Ns.",
        b"\x80\x02" + b"]" * 100_000 + b"a" * 99_999 + b".",
        b"cos\nsystem\n(S'touch " + marker.encode() + b"'\ntR.",
        b"\x80\x02}q\0(X\x10\0\0\0hyper_parametersq\x01}X\x01\0\0\0aK\x01su.",
        b"",
        b".",
    ]


def _odd_content(draw: random.Random, content: bytes) -> dict[str, Any]:
    """A checkpoint with something else in one place of its structure."""
    loaded: dict[str, Any] = torch.load(io.BytesIO(content), weights_only=True)
    holder: Any = loaded
    key: Any = draw.choice(list(holder))
    for _ in range(draw.randrange(4)):
        inner = holder[key]
        if isinstance(inner, dict) and inner:
            holder, key = inner, draw.choice(list(inner))
        elif isinstance(inner, list) and inner:
            holder, key = inner, draw.randrange(len(inner))
    nasty: tuple[Any, ...] = (
        None,
        -1,
        10**400,
        float("nan"),
        "text",
        [],
        {},
        {1: 2},
        [[[[[[[[[]]]]]]]]],
        "\0",
        torch.zeros(1).expand(1 << 40),
        torch.zeros(3),
        torch.full((2, 2), float("nan")),
    )
    if draw.random() < 0.2 and isinstance(holder, dict):
        del holder[key]
    else:
        holder[key] = draw.choice(nasty)
    return loaded


def checkpoint(draw: random.Random, good: dict[str, Any], marker: str, place: Path) -> Mutant:
    """A checkpoint of a training."""
    content: bytes = good["checkpoint"]
    way = draw.random()
    if way < 0.3:
        return any_bytes(draw, content), False
    if way < 0.4:
        return cut(draw, content), True
    members = _members(content)
    pickled = next(name for name in members if name.endswith("/data.pkl"))
    if way < 0.55:
        members[pickled] = draw.choice(_evil_pickles(marker))
        return _sealed(members, place), True
    if way < 0.65:
        members[pickled] = any_bytes(draw, members[pickled])
        return _sealed(members, place), False
    if way < 0.75:
        name = draw.choice([name for name in members if "/data/" in name])
        members[name] = members[name] * 2 if draw.random() < 0.5 else members[name][:-1]
        return _sealed(members, place), True
    if way < 0.8:
        name = draw.choice(list(members))
        members.pop(name)
        return zipped(list(members.items())), False
    if way < 0.97:
        torch.save(_odd_content(draw, content), place)
        if draw.random() < 0.8:
            seal(place)
        return place.read_bytes(), False
    return draw.choice((*_evil_pickles(marker), good["npz"], good["bundle"], b"hello")), True


# ---------------------------------------------------------------------------------------- bundle


def _set_anywhere(draw: random.Random, tree: Any, value: Any) -> None:
    holder, key = tree, draw.choice(list(tree))
    while isinstance(holder[key], (dict, list)) and holder[key] and draw.random() < 0.8:
        holder = holder[key]
        key = draw.choice(list(holder)) if isinstance(holder, dict) else draw.randrange(len(holder))
    holder[key] = value


_JSON: tuple[Any, ...] = (
    None,
    -1,
    0,
    10**9,
    1e308,
    "text",
    "../../x",
    "\ud800",
    "\0",
    "x" * 20000,
    [],
    {},
    [[[[[[[[1]]]]]]]],
    True,
    1.5,
    10**4000,
)


def bundle(draw: random.Random, good: dict[str, Any], marker: str) -> Mutant:
    """A bundle of trained weights."""
    content: bytes = good["bundle"]
    way = draw.random()
    if way < 0.25:
        return any_bytes(draw, content), False
    if way < 0.35:
        return cut(draw, content), True
    members = _members(content)
    manifest = json.loads(members["manifest.json"])
    tensors = [name for name in members if name != "manifest.json"]
    name = draw.choice(tensors)
    must = True
    if way < 0.65:
        for _ in range(draw.choice((1, 1, 4))):
            _set_anywhere(draw, manifest, draw.choice(_JSON))
        if draw.random() < 0.7 and isinstance(manifest, dict):
            manifest.pop("sha256", None)
        must = False
    elif way < 0.75:
        text = draw.choice((b"[" * 100000, b"{}", b"null", b'{"a":' * 2000, b"\xff", b"1" * 10000))
        members["manifest.json"] = text
        return zipped(list(members.items()), 8), True
    elif way < 0.85:
        manifest.pop("sha256")
        shape, dtype = draw.choice(_SHAPES), draw.choice(_DTYPES)
        header = f"{{'descr': {dtype}, 'fortran_order': False, 'shape': {shape}, }}"
        members[name] = npy(np.zeros(4, np.float32), header)
    elif way < 0.9:
        members[name] = draw.choice(
            (
                trap_pickle(marker),
                npy(0, "{'descr': '|O', 'fortran_order': False, 'shape': (), }")
                + trap_pickle(marker),
            )
        )
        manifest.pop("sha256")
    elif way < 0.94:
        members[name] = npy(np.full(manifest["tensors"][name[8:-4]], np.nan, np.float32))
        manifest.pop("sha256")
    elif way < 0.96:
        members[f"../{name}"] = members.pop(name)
    elif way < 0.98:
        members[name] = members[name] + bytes(1 << 28)
        manifest.pop("sha256")
        must = False
    else:
        members.pop(name)
    members["manifest.json"] = json.dumps(manifest).encode()
    return zipped(list(members.items()), 8), must


MAKERS: dict[str, Callable[..., Mutant]] = {
    "npz": scan,
    "hdf5": measured,
    "yaml": run_file,
    "checkpoint": checkpoint,
    "bundle": bundle,
}


def make(kind: str, seed: int, good: dict[str, Any], marker: str, place: Path) -> Mutant:
    """The mutant of a kind and a seed; always the same one."""
    draw = random.Random(f"{kind}-{seed}")
    if kind in ("npz", "yaml", "bundle"):
        return MAKERS[kind](draw, good, marker)
    if kind == "hdf5":
        return measured(draw, good, place)
    return checkpoint(draw, good, marker, place)
