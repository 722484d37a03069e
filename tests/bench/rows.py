"""Tables that a measuring script prints, and their figures for the one table of `make bench`.

Figures are appended as JSON lines to the file that BENCH_ROWS names, where it names one.
"""

from __future__ import annotations

import json
import os
from numbers import Real
from pathlib import Path
from typing import NamedTuple


class Row(NamedTuple):
    """One figure: ``what`` was measured, ``at`` which size, and its ratio to what it is held to."""

    what: str
    at: float | None
    figure: float
    unit: str
    ratio: float | None = None


def record(row: Row) -> None:
    """Keep a figure for the one table."""
    name = os.environ.get("BENCH_ROWS")
    if name:
        with Path(name).open("a", encoding="utf-8") as file:
            file.write(json.dumps(row._asdict()) + "\n")


def table(heads: list[str], rows: list[list[object]]) -> None:
    """Print a Markdown table and keep its figures.

    The first column says what was measured and the last head "ratio" what it is a ratio of; a
    column without a head holds the size at which it was measured, every other one figures in the
    unit that its head names.
    """
    cells = [[f"{c:.3g}" if isinstance(c, float) else str(c) for c in row] for row in rows]
    for row in (heads, ["---"] * len(heads), *cells):
        print("| " + " | ".join(row) + " |", flush=True)
    print(flush=True)
    for row in rows:
        for each in figures(heads, row):
            record(each)


def figures(heads: list[str], row: list[object]) -> list[Row]:
    """The figures in one row of a table."""
    named = {head: cell for head, cell in zip(heads, row, strict=True) if isinstance(cell, Real)}
    at, ratio = named.pop("", None), named.pop("ratio", None)
    what = f"{heads[0]}: {row[0]}"
    found = [Row(what, at, float(cell), unit) for unit, cell in named.items()]
    if ratio is not None:
        found = [found[0]._replace(ratio=float(ratio))] if found else []
        found = found or [Row(what, at, float(ratio), "ratio", float(ratio))]
    return found
