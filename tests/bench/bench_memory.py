"""Memory of a training over the number of patterns, as the system counts it.

    python tests/bench/bench_memory.py [--counts 1000 10000 100000] [--plot memory.png]

Every training is a process of its own. `anonymous` is what it allocates; `of files` the pages of
programs and of the pattern stack, which lies in a file when it is large: the system can drop those
at any time, and the process lets go of them again and again.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
KINDS = {"VmRSS": "resident", "RssAnon": "anonymous", "RssFile": "of files"}
EVERY_S = 0.05
SHORT = (
    "--n-filters 4 --max-epochs 1 --limit-train-batches 12 --preview-every-n-epochs 2"
    " --accelerator cpu"
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--counts", type=int, nargs="+", default=[1000, 10_000])
    parser.add_argument("--plot", type=Path, help="picture of how the memory grows")
    options = parser.parse_args()
    found = {count: peaks(count) for count in options.counts}
    first = next(iter(found.values()))["resident"]
    print("| patterns | " + " | ".join(KINDS.values()) + " | more than the first |")
    print("| --- | --- | --- | --- | --- |")
    for count, peak in found.items():
        cells = [f"{peak[kind]} MB" for kind in KINDS.values()]
        print(f"| {count} | " + " | ".join(cells) + f" | {peak['resident'] - first} MB |")
    if options.plot is not None:
        picture(found, options.plot)


def peaks(count: int) -> dict[str, int]:
    """Largest amounts of memory (MB) while a scan of ``count`` patterns is trained on."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        simulate = ["--output-dir", folder, "--n-positions", count, "--step-px", 3, "--quiet"]
        subprocess.run(command("simulate", *simulate), env=environment(), check=True)
        for other in ("validation", "test"):
            (folder / f"{other}.npz").unlink()
        words = ["--train-data-file", folder / "train.npz", "--output-dir", folder / "run"]
        train = command("train", *words, "--quiet", *SHORT.split())
        highest = dict.fromkeys(KINDS.values(), 0)
        with subprocess.Popen(train, env=environment()) as process:
            status = Path(f"/proc/{process.pid}/status")
            while process.poll() is None:
                for line, kind in re.findall(r"(\w+):\s+(\d+) kB", status.read_text("utf-8")):
                    if line in KINDS:
                        highest[KINDS[line]] = max(highest[KINDS[line]], int(kind) // 1024)
                time.sleep(EVERY_S)
        assert process.returncode == 0
    return highest


def command(verb: str, *words: object) -> list[str]:
    return [sys.executable, "-m", f"ptycho_torch.{verb}", *map(str, words)]


def environment() -> dict[str, str]:
    path = os.pathsep.join([str(ROOT), str(ROOT / "generated")])
    return {"OMP_NUM_THREADS": "2"} | os.environ | {"PYTHONPATH": path}


def picture(found: dict[int, dict[str, int]], path: Path) -> None:
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(5, 3), layout="constrained")
    for kind in KINDS.values():
        axes.plot(list(found), [peak[kind] for peak in found.values()], "o-", label=kind)
    axes.set(xlabel="patterns", ylabel="largest memory (MB)", xscale="log", ylim=(0, None))
    axes.legend()
    figure.savefig(path, dpi=120)


if __name__ == "__main__":
    main()
