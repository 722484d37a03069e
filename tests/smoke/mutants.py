"""Hostile files: each made from a good one by a seeded random change of its bytes or structure."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

from mutants_bytes import Mutant
from mutants_measured import measured
from mutants_scan import scan
from mutants_settings import run_file
from mutants_states import bundle, checkpoint

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
