"""Everything that the measuring scripts find on this machine, in one table.

    python tests/bench/collect.py [--quick] [--only speed memory]

Writes build/bench/table.md, one row per figure, and a picture of whatever was measured at several
sizes. `--quick` takes minutes instead of an hour: small sizes, to see that everything runs. Where
there is a CUDA device, what depends on the device is measured there as well. `quality` and
`hard_map` train networks for long and are measured only where `--only` names them. What fails or
misses a limit is named in the table and leaves the rest as it is; the exit code is then 1.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import subprocess
import sys
import textwrap
import time
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

import torch
from rows import Row

HERE = Path(__file__).resolve().parent
TARGET = HERE.parent.parent / "build" / "bench"


class Script(NamedTuple):
    """Words for one script; ``quick`` None leaves it out of a quick run."""

    words: str
    quick: str | None
    on_devices: bool = False


SCRIPTS = {
    "startup": Script("", "--patterns 1000 --threads 1 --repeats 1"),
    "speed": Script("", "--quick --threads 1", on_devices=True),
    "processes": Script("", "--steps 4"),
    "memory": Script("--counts 1000 10000 100000", "--counts 500 2000"),
    "roofline": Script("", "--threads 1", on_devices=True),
    "cli": Script("", "--rounds 1 --no-lightning"),
    "codegen": Script("", None),
}
BY_NAME = {"quality": Script("", None), "hard_map": Script("", None)}
"""Measured only where somebody names them."""


def main() -> int:
    """Run the scripts; 1 where one of them failed or found a limit exceeded."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="small sizes")
    parser.add_argument("--only", nargs="+", choices=[*SCRIPTS, *BY_NAME], default=[])
    options = parser.parse_args()
    TARGET.mkdir(parents=True, exist_ok=True)
    for old in TARGET.glob("*.png"):
        old.unlink()
    devices = ["cpu", "cuda"] if torch.cuda.is_available() else ["cpu"]
    found: dict[str, list[Row]] = {}
    failed: dict[str, int] = {}
    for name in options.only or [n for n, s in SCRIPTS.items() if not options.quick or s.quick]:
        script = (SCRIPTS | BY_NAME)[name]
        words = ((options.quick and script.quick) or script.words).split()
        for device in devices if script.on_devices else [""]:
            title = f"{name} {device}".strip()
            print(f"== {title}", flush=True)
            found[title], code = measured(name, words + (["--device", device] if device else []))
            if code:
                failed[title] = code
            write_table(found, failed)  # an interrupted run leaves what it has measured
    for picture in pictures(found):
        print(picture)
    print(TARGET / "table.md")
    for title, code in failed.items():
        print(f"{title} failed or missed a limit: exit code {code}", file=sys.stderr)
    return 1 if failed else 0


def measured(name: str, words: list[str]) -> tuple[list[Row], int]:
    """Figures of one script, as far as it came, and its exit code."""
    rows = TARGET / "rows.jsonl"
    rows.unlink(missing_ok=True)
    command = [sys.executable, str(HERE / f"bench_{name}.py"), *words]
    path = os.pathsep.join([str(HERE.parent.parent), str(HERE.parent.parent / "generated")])
    environment = os.environ | {"BENCH_ROWS": str(rows), "PYTHONPATH": path}
    done = subprocess.run(command, env=environment, check=False)
    lines = rows.read_text("utf-8").splitlines() if rows.exists() else []
    rows.unlink(missing_ok=True)
    return [Row(**json.loads(line)) for line in lines], done.returncode


def write_table(found: dict[str, list[Row]], failed: dict[str, int]) -> None:
    """Write the one table; a script that failed has a row that says so."""
    gpu = f", {torch.cuda.get_device_name()}" if torch.cuda.is_available() else ""
    lines = [
        f"{platform.machine()}, {os.cpu_count()} cores{gpu}, torch {torch.__version__}, "
        f"{time.strftime('%Y-%m-%d %H:%M')}",
        "",
        "| script | what | at | figure | unit | ratio |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for title, rows in found.items():
        for row in rows:
            at = "" if row.at is None else f"{row.at:g}"
            ratio = "" if row.ratio is None else f"{row.ratio:.3g}"
            cells = [title, row.what.strip(": "), at, f"{row.figure:.3g}", row.unit, ratio]
            lines.append("| " + " | ".join(cells) + " |")
        if title in failed:
            code = failed[title]
            lines.append(f"| {title} | **failed or missed a limit** | | {code} | exit code | |")
    (TARGET / "table.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


def pictures(found: dict[str, list[Row]]) -> list[Path]:
    """Draw what was measured at several sizes, a picture per script."""
    made = []
    for title, rows in found.items():
        curves: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
        for row in rows:
            if row.at is not None:
                curves[row.what.strip(": "), row.unit].append((row.at, row.figure))
        grown = {key: sorted(points) for key, points in curves.items() if len(points) > 1}
        if grown:
            made.append(TARGET / f"{re.sub(r'[^a-z]+', '_', title)}.png")
            draw(grown, made[-1])
    return made


def draw(curves: dict[tuple[str, str], list[tuple[float, float]]], path: Path) -> None:
    """Draw figures over sizes, an axis for what was measured and a line for each unit of it."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot

    axes_of: dict[str, list[str]] = defaultdict(list)
    for what, unit in curves:
        axes_of[what].append(unit)
    across = min(3, len(axes_of))
    down = -(-len(axes_of) // across)
    figure, grid = pyplot.subplots(
        down, across, figsize=(4.2 * across, 3.4 * down), layout="constrained", squeeze=False
    )
    for axis in grid.flat[len(axes_of) :]:
        axis.set_visible(False)
    for axis, (what, units) in zip(grid.flat, axes_of.items(), strict=False):
        subject, _, size = what.rpartition(": ")
        sizes = sorted({at for unit in units for at, _ in curves[what, unit]})
        for unit in units:
            axis.plot(*zip(*curves[what, unit], strict=True), "o-", label=unit)
        axis.set_title("\n".join(textwrap.wrap(subject or what, 40)), fontsize=10)
        highest = max(figure for unit in units for _, figure in curves[what, unit])
        axis.set(xlabel=size, xscale="log", ylim=(0, 1.15 * highest))
        axis.set_xticks(sizes, [f"{at:,g}" for at in sizes])
        axis.set_xticks([], minor=True)
        axis.grid(alpha=0.3)
        if len(units) > 1:
            axis.legend(fontsize=8, ncols=2, loc="upper center", bbox_to_anchor=(0.5, -0.18))
        else:
            axis.set_ylabel(units[0])
    figure.savefig(path, dpi=120)
    pyplot.close(figure)


if __name__ == "__main__":
    sys.exit(main())
