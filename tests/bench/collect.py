"""Everything that the measuring scripts find on this machine, in one table.

    python tests/bench/collect.py [--quick] [--only speed memory]

Writes build/bench/table.md, one row per figure, and a picture of whatever was measured at several
sizes. `--quick` takes minutes instead of an hour: small sizes, to see that everything runs. Where
there is a CUDA device, what depends on the device is measured there as well.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import subprocess
import sys
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
    "startup": Script("", "--patterns 1000 --repeats 1"),
    "speed": Script("", "--quick", on_devices=True),
    "processes": Script("", "--steps 2"),
    "memory": Script("--counts 1000 10000 100000", "--counts 500 1000"),
    "roofline": Script("", "", on_devices=True),
    "cli": Script("", "--rounds 1 --no-lightning"),
    "codegen": Script("", None),
    "quality": Script("", None),
}


def main() -> int:
    """Run the scripts; 1 where one of them failed or found a limit exceeded."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="small sizes")
    parser.add_argument("--only", nargs="+", choices=SCRIPTS, default=list(SCRIPTS))
    options = parser.parse_args()
    TARGET.mkdir(parents=True, exist_ok=True)
    devices = ["cpu", "cuda"] if torch.cuda.is_available() else ["cpu"]
    found: dict[str, list[Row]] = {}
    failed = []
    for name in options.only:
        script = SCRIPTS[name]
        words = script.quick if options.quick else script.words
        if words is None:
            continue
        for device in devices if script.on_devices else [""]:
            title = f"{name} {device}".strip()
            given = words.split() + (["--device", device] if device else [])
            print(f"== {title}", flush=True)
            rows, sound = measured(name, given)
            found[title] = rows
            failed += [] if sound else [title]
    write_table(found, failed)
    for picture in pictures(found):
        print(picture)
    print(TARGET / "table.md")
    return 1 if failed else 0


def measured(name: str, words: list[str]) -> tuple[list[Row], bool]:
    """Figures of one script, and whether it ended well."""
    rows = TARGET / "rows.jsonl"
    rows.unlink(missing_ok=True)
    command = [sys.executable, str(HERE / f"bench_{name}.py"), *words]
    path = os.pathsep.join([str(HERE.parent.parent), str(HERE.parent.parent / "generated")])
    environment = os.environ | {"BENCH_ROWS": str(rows), "PYTHONPATH": path}
    done = subprocess.run(command, env=environment, check=False)
    lines = rows.read_text("utf-8").splitlines() if rows.exists() else []
    rows.unlink(missing_ok=True)
    return [Row(**json.loads(line)) for line in lines], done.returncode == 0


def write_table(found: dict[str, list[Row]], failed: list[str]) -> None:
    """Write the one table."""
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
    lines += [f"\n{title} failed, or exceeded a limit." for title in failed]
    (TARGET / "table.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


def pictures(found: dict[str, list[Row]]) -> list[Path]:
    """Draw what was measured at several sizes, a picture per script."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot

    made = []
    for title, rows in found.items():
        curves: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
        for row in rows:
            if row.at is not None:
                curves[row.what.strip(": "), row.unit].append((row.at, row.figure))
        grown = {key: points for key, points in curves.items() if len(points) > 1}
        if not grown:
            continue
        figure, axes = pyplot.subplots(
            1, len(grown), figsize=(3.5 * len(grown), 3), layout="constrained", squeeze=False
        )
        for axis, ((what, unit), points) in zip(axes[0], grown.items(), strict=True):
            axis.plot(*zip(*points, strict=True), "o-")
            axis.set(title=what, ylabel=unit, xscale="log", ylim=(0, None))
            axis.title.set_fontsize(8)
        made.append(TARGET / f"{re.sub(r'[^a-z]+', '_', title)}.png")
        figure.savefig(made[-1], dpi=120)
        pyplot.close(figure)
    return made


if __name__ == "__main__":
    sys.exit(main())
