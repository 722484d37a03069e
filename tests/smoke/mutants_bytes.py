"""Changes that any kind of file can suffer, and parts that hostile files are put together from.

A mutant is its content and whether it must be refused; where that is False, it may be refused or
taken, since the change may lie where it means nothing.
"""

from __future__ import annotations

import io
import pickle
import random
import struct
import zipfile
from pathlib import Path
from typing import Any

import numpy as np

Mutant = tuple[bytes, bool]


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


def members_of(content: bytes) -> dict[str, bytes]:
    """Names and contents in a zip."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


SHAPES = (
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
DTYPES = (
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
