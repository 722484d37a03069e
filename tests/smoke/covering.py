"""Combinations of execution knobs in which every pair of values meets: a pairwise covering array.

The knobs, their values and what goes together are asked of the registry; a new knob is in the next
array without a word here.
"""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any, NamedTuple

from codegen.load import load_file
from codegen.schema import Knob
from ptycho_generated.faults import InputError
from ptycho_torch.config_factory import configure

ROOT = Path(__file__).resolve().parent.parent.parent
Value = tuple[str, Any]
"""Name of a knob and a value of it."""
Row = dict[str, Any]
"""Knob -> value; a knob that is not named has its default."""

# Values that this program cannot try wherever it runs, and why.
LEFT_OUT: dict[Value, str] = {
    ("accelerator", "gpu"): "needs a graphics processor",
    ("accelerator", "cuda"): "needs a graphics processor",
    ("accelerator", "mps"): "needs a graphics processor",
    ("precision", "16-mixed"): "needs a graphics processor",
    ("precision", "auto"): "chosen by the machine, so that its log is not the same everywhere",
    ("strategy", "ddp"): "opens sockets; tests/torch/test_build.py looks at it",
    ("profiler", "simple"): "prints times",
    ("profiler", "advanced"): "prints times",
    ("resume", "auto"): "make smoke kills and resumes",
    ("benchmark", True): "chooses an algorithm by its time",
    ("sync_batchnorm", True): "refused: no network here has batch normalisation",
}


class Array(NamedTuple):
    """What was found."""

    values: dict[str, list[Any]]
    """Knob -> values, the default first."""
    rows: list[Row]
    impossible: list[tuple[Value, Value]]
    """Pairs that the relations of the registry forbid."""


def allowed(row: Row) -> bool:
    """Whether a training may be asked for that."""
    files = {"train_data_file": "train.npz", "test_data_file": "test.npz", "output_dir": "run"}
    try:
        configure("train", environment={}, overrides=files | row)
    except InputError:
        return False
    return True


def knob_values(config: str = "PyTorchExecutionConfig") -> dict[str, list[Any]]:
    """Default and other values of each knob that has a few: switches and choices."""
    registry = load_file(ROOT / "spec/knobs.yaml", "spec/knobs.yaml")
    found = {}
    for knob in registry.knobs:
        if knob.config == config and "train" in knob.commands and not knob.type.is_list:
            others = [value for value in _others(knob) if (knob.name, value) not in LEFT_OUT]
            usable = [value for value in others if allowed({knob.name: value})]
            if usable:
                found[knob.name] = [knob.default, *usable]
    return found


def _others(knob: Knob) -> list[Any]:
    """Values that are not the default; of a number the first example of the registry."""
    if knob.type.base == "bool":
        values = [True, False]
    elif knob.type.base == "enum":
        values = [choice.value for choice in knob.choices]
    elif knob.type.base in ("int", "float"):
        values = list(knob.examples[:1])
    else:
        values = []
    return [value for value in values if value != knob.default]


def covering_array(values: dict[str, list[Any]]) -> Array:
    """Rows in which every pair of values meets that may; the same rows every time.

    Greedy: each row begins with a pair that has not met and takes for every further knob the value
    that meets most others for the first time (Cohen, Dalal, Fredman and Patton, IEEE Trans. Softw.
    Eng. 23, 437, 1997).
    """
    everything = [(name, value) for name, some in values.items() for value in some]
    pairs = [
        (one, other) for one, other in itertools.combinations(everything, 2) if one[0] != other[0]
    ]
    impossible = [pair for pair in pairs if not allowed(_said(dict(pair), values))]
    open_pairs = dict.fromkeys(pair for pair in pairs if pair not in set(impossible))
    rows = []
    while open_pairs:
        row = dict(next(iter(open_pairs)))
        for name, some in values.items():
            if name not in row:
                row[name] = _best(row, name, some, values, open_pairs)
        for pair in _met(row, values):
            open_pairs.pop(pair, None)
        rows.append(_said(row, values))
    return Array(values, rows, impossible)


def _best(
    row: Row,
    name: str,
    some: list[Any],
    values: dict[str, list[Any]],
    open_pairs: dict[tuple[Value, Value], None],
) -> Any:
    order = {knob: place for place, knob in enumerate(values)}

    def news(value: Any) -> int:
        one = (name, value)
        pairs = (
            (one, each) if order[name] < order[each[0]] else (each, one) for each in row.items()
        )
        return sum(pair in open_pairs for pair in pairs)

    for value in sorted(some, key=news, reverse=True):
        if value == some[0] or allowed(_said(row | {name: value}, values)):
            return value
    raise AssertionError("a default is always allowed")


def _met(row: Row, values: dict[str, list[Any]]) -> list[tuple[Value, Value]]:
    return list(itertools.combinations([(name, row[name]) for name in values], 2))


def _said(row: Row, values: dict[str, list[Any]]) -> Row:
    """What of a row must be said: everything that is not the default."""
    return {name: row[name] for name in values if name in row and row[name] != values[name][0]}
