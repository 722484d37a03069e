"""Memory of a training over the number of patterns, as the system counts it.

    python tests/bench/bench_memory.py [--counts 1000 10000 100000] [--words "--n-filters 4"]

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

from rows import table

ROOT = Path(__file__).resolve().parent.parent.parent
KINDS = {"VmRSS": "resident", "RssAnon": "anonymous", "RssFile": "of files"}
EVERY_S = 0.05
SHORT = "--max-epochs 1 --limit-train-batches 12 --preview-every-n-epochs 2 --accelerator cpu"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--counts", type=int, nargs="+", default=[1000, 10_000])
    parser.add_argument("--words", default="", help="words for ptycho_train, in one argument")
    options = parser.parse_args()
    found = {count: peaks(count, options.words.split()) for count in options.counts}
    first = next(iter(found.values()))["resident"]
    heads = ["largest memory", "", *(f"MB {kind}" for kind in KINDS.values())]
    table(
        [*heads, "MB resident, more than the first"],
        [["patterns", n, *peak.values(), peak["resident"] - first] for n, peak in found.items()],
    )


def peaks(count: int, more: list[str]) -> dict[str, int]:
    """Largest amounts of memory (MB) while a scan of ``count`` patterns is trained on."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        simulate = ["--output-dir", folder, "--n-positions", count, "--step-px", 3, "--quiet"]
        subprocess.run(command("simulate", *simulate), env=environment(), check=True)
        for other in ("validation", "test"):
            (folder / f"{other}.npz").unlink()
        words = ["--train-data-file", folder / "train.npz", "--output-dir", folder / "run"]
        train = command("train", *words, "--quiet", *SHORT.split(), *more)
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


if __name__ == "__main__":
    main()
