"""Hostile checkpoints and bundles: what training wrote, with something else in its place."""

from __future__ import annotations

import io
import json
import random
import struct
from pathlib import Path
from typing import Any

import numpy as np
import torch
from mutants_bytes import (
    DTYPES,
    SHAPES,
    Mutant,
    any_bytes,
    cut,
    members_of,
    npy,
    trap_pickle,
    zipped,
)

from ptycho.checkpoint_file import seal


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
    members = members_of(content)
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
    members = members_of(content)
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
        shape, dtype = draw.choice(SHAPES), draw.choice(DTYPES)
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
