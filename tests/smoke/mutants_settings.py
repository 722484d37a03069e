"""Hostile run files: tags, depth, size, aliases and words in the place of a value."""

from __future__ import annotations

import random
from typing import Any

from mutants_bytes import Mutant, any_bytes

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
