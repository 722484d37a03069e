"""Reconstruction quality on scans that a network was not trained on, beside classical engines.

Prints one line per run and a table of medians and worst values over the seeds:

    python tests/bench/bench_quality.py --steps 480 --seeds 0 1 2
    python tests/bench/bench_quality.py --seconds 60 --variant --n-unrolled 8 --learning-rate 3e-3
    python tests/bench/bench_quality.py --files train.npz test.npz other.npz

Every ``--variant`` is followed by the words that are added to ``ptycho_train``. Data come from
`ptycho_simulate` (64 px, 1024 positions, step 6 px, 1e6 photons), or from ``--files``. Training
ends after ``--steps`` or after ``--seconds`` of it; both are shown, because seconds depend on what
else the machine does. A method's seconds are those of reconstruction, stitching included.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from rows import Row, record

ROOT = Path(__file__).resolve().parent.parent.parent
GROUPS_PER_EPOCH = 6
"""1024 patterns in groups of 14 x 14, drawn once each on average."""
SHOWN = ("amplitude_ssim", "phase_ssim")


def main() -> None:
    options, variants = read_words(sys.argv[1:])
    rows: dict[tuple[str, str, str], list[dict[str, float]]] = {}
    with tempfile.TemporaryDirectory() as folder:
        work = options.keep or Path(folder)
        for seed in options.seeds:
            data = options.files or simulate(work / f"seed-{seed}", seed, options.simulate)
            for name, words in variants.items():
                for key, figures in measure(work, data, seed, name, words, options):
                    rows.setdefault((name, *key), []).append(figures)
                    say(json.dumps({"seed": seed, "variant": name, "on": key} | figures))
    print_table(rows)


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def read_words(words: list[str]) -> tuple[argparse.Namespace, dict[str, list[str]]]:
    parts: list[list[str]] = [[]]
    for word in words:
        if word == "--variant":
            parts.append([])
        else:
            parts[-1].append(word)
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--steps", type=int, default=480)
    parser.add_argument("--seconds", type=int, help="training time in place of --steps")
    parser.add_argument("--files", type=Path, nargs=3, help="train, test, another object's test")
    parser.add_argument("--seeds", type=int, nargs="+", default=[0])
    parser.add_argument("--refine", type=int, default=5)
    parser.add_argument("--keep", type=Path, help="folder for runs; a temporary one if left out")
    parser.add_argument("--simulate", default="", help="words for ptycho_simulate, in one argument")
    options = parser.parse_args(parts[0])
    if options.files:
        options.files = dict(zip(("train", "test", "other"), options.files, strict=True))
    return options, {" ".join(part) or "default": part for part in parts[1:] or [[]]}


def run(module: str, *words: object) -> float:
    """Run a command of the project; returns the seconds it took."""
    path = os.pathsep.join([str(ROOT), str(ROOT / "generated")])
    environment = {"OMP_NUM_THREADS": "2"} | os.environ | {"PYTHONPATH": path}
    start = time.perf_counter()
    command = [sys.executable, "-m", module, *map(str, words)]
    subprocess.run(command, env=environment, check=True, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start


def simulate(folder: Path, seed: int, words: str) -> dict[str, Path]:
    """Scans by role; `other` is of another object under the same probe."""
    given = [*words.split(), "--overwrite"]
    run("ptycho_torch.simulate", "--output-dir", folder / "own", "--seed", seed, *given)
    other = ["--seed", seed + 1000, *given]
    run("ptycho_torch.simulate", "--output-dir", folder / "other", *other)
    own = {name: folder / "own" / f"{name}.npz" for name in ("train", "validation", "test")}
    return own | {"other": folder / "other/test.npz"}


def measure(
    work: Path,
    data: dict[str, Path],
    seed: int,
    name: str,
    words: list[str],
    options: argparse.Namespace,
) -> list[tuple[tuple[str, str], dict[str, float]]]:
    """Train, then reconstruct unseen scans; figures per scan and method."""
    folder = work / f"run-{seed}-{re.sub(r'[^a-z0-9]+', '-', name.lower()).strip('-')}"
    epochs = max(1, round(options.steps / GROUPS_PER_EPOCH))
    length = ["--max-epochs", epochs]
    if options.seconds:
        minutes, seconds = divmod(options.seconds, 60)
        length = ["--max-epochs", -1, "--max-time", f"00:00:{minutes:02d}:{seconds:02d}"]
    length += ["--preview-every-n-epochs", 10**6, "--seed", seed]
    given = ["--train-data-file", data["train"]]
    if "validation" in data:
        given += ["--test-data-file", data["validation"]]
    out = ["--output-dir", folder, "--overwrite", "--quiet", "--accelerator", "cpu"]
    took = run("ptycho_torch.train", *given, *length, *out, *words)
    trained = json.loads((folder / "metrics.json").read_text("utf-8"))
    found = []
    for scan in ("test", "other"):
        more = ["--refine", options.refine, "--compare-engines"]
        target = folder / f"on-{scan}"
        infer = ["--model-path", folder, "--test-data", data[scan], "--output-dir", target]
        run("ptycho_torch.inference", *infer, *out[2:], *more)
        methods = json.loads((target / "metrics.json").read_text("utf-8"))["methods"]
        for method, result in methods.items():
            figures = {key: result["scores"][key]["value"] for key in SHOWN}
            figures |= {"seconds": result["seconds"], "training_s": took}
            found.append(((scan, method), figures | {"steps": trained["steps"]}))
    return found


def print_table(rows: dict[tuple[str, str, str], list[dict[str, float]]]) -> None:
    def line(values: list[Any]) -> str:
        return "| " + " | ".join(map(str, values)) + " |"

    heads = ["variant", "scan", "method", "A median", "A worst", "P median", "P worst"]
    say(line([*heads, "s", "steps", "training s"]))
    say(line(["---"] * 10))
    for key, figures in rows.items():
        cells: list[Any] = list(key)
        for name in SHOWN:
            values = [one[name] for one in figures]
            record(Row(f"{', '.join(key)}: {name}", None, statistics.median(values), "median"))
            cells += [f"{statistics.median(values):.4f}", f"{min(values):.4f}"]
        middle = {n: statistics.median(f[n] for f in figures) for n in figures[0]}
        cells += [f"{middle['seconds']:.2f}", round(middle["steps"]), round(middle["training_s"])]
        say(line(cells))


if __name__ == "__main__":
    main()
