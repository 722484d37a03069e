"""Where reconstruction is hard: few photons, little overlap, a wrong probe. Who is ahead there?

    python tests/bench/bench_hard_map.py --output-dir build/hard_map
    python tests/bench/bench_hard_map.py --model run --ptychi-python /path/to/python

A network (``--model``, a run folder) and the engines reconstruct scans that the network was not
trained on, over dose and step and with wrong probes. Without ``--model`` a denoiser is trained
first, on scans of other objects at doses and steps of all kinds. Steps change the number of
positions so that the area stays. ``--ptychi-python`` is the Python of an environment with pty-chi;
LSQML runs there, and refines a probe if the others do. Writes ``hard_map.md``, ``hard_map.json``
and ``hard_map.png``.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import matplotlib as mpl
import numpy as np
from bench_quality import ROOT, run, say
from scipy import ndimage

from ptycho.raw_data import load_scan
from ptycho.simulation.objects import OBJECT_KINDS
from ptycho.simulation.simulate import save_scans, simulate_scans
from ptycho_torch.evaluation.metrics import score_against_truth

mpl.use("Agg")
from matplotlib import pyplot as plt

SCORES = {"amplitude_ssim": "amplitude SSIM", "phase_ssim": "phase SSIM", "frc50": "FRC50"}
TRAINING = (
    "--architecture denoiser --model-type supervised --realspace-weight 4 --n-filters 32 "
    "--n-unrolled 8 --n-averaging-steps 20 --gridsize 10 --batch-size 4 --max-epochs 24 "
    "--probe-refinement-iterations 0"
)
_FIRST_SEED = 5000
"""Seeds of the objects that are trained on; the maps are of another."""
_AREA_PX2 = 1024 * 36
_ENGINE_EPOCHS = 50
_PROBE_STEPS = 60
"""The default of a model that was not trained under the very probe of its scan."""


class Cell(NamedTuple):
    """One scan of the map."""

    photons: float
    step_px: float
    probe: str = "true"

    @property
    def name(self) -> str:
        return f"{self.photons:.0e} photons, {self.step_px:g} px, {self.probe} probe"


def main() -> None:
    options = read_words()
    folder = options.output_dir
    folder.mkdir(parents=True, exist_ok=True)
    model = options.model or train(folder, options)
    cells = [Cell(dose, step) for dose in options.photons for step in options.steps_px]
    for dose, step in zip(options.photons[:2], options.steps_px[:2], strict=False):
        cells += [Cell(dose, step, kind) for kind in options.probes]
    results = {}
    for cell in cells:
        results[cell] = measure(folder, model, cell, options)
        say(json.dumps({"scan": cell.name} | results[cell]))
    named = {cell.name: found for cell, found in results.items()}
    (folder / "hard_map.json").write_text(json.dumps(named, indent=1), "utf-8")
    (folder / "hard_map.md").write_text(table(results), "utf-8")
    say(table(results))
    draw(results, options, folder / "hard_map.png")


def read_words() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--output-dir", type=Path, default=Path("build/hard_map"))
    parser.add_argument("--model", type=Path, help="run folder of a trained network")
    parser.add_argument("--n-scans", type=int, default=120, help="scans to train on")
    parser.add_argument("--training", default=TRAINING, help="words for ptycho_train")
    parser.add_argument("--photons", type=float, nargs="+", default=[1e6, 1e4, 1e3])
    parser.add_argument("--steps-px", type=float, nargs="+", default=[6, 10, 14, 18])
    parser.add_argument("--probes", nargs="*", default=list(PROBES), choices=PROBES)
    parser.add_argument("--simulate", default="", help="words for ptycho_simulate")
    parser.add_argument("--refine", type=int, default=20)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--ptychi-python", type=Path)
    return parser.parse_args()


def train(folder: Path, options: argparse.Namespace) -> Path:
    """Train on scans of other objects, at doses and steps of all kinds; returns the run folder."""
    simulate_scans_of_all_kinds(folder / "scans", options.n_scans)
    first, *others = sorted((folder / "scans").glob("*.npz"))
    words = ["--train-data-file", first, "--extra-train-data-files", ",".join(map(str, others))]
    words += ["--output-dir", folder / "run", "--overwrite", "--quiet", *options.training.split()]
    seconds = run("ptycho_torch.train", *words)
    say(f"trained for {seconds:.0f} s")
    return folder / "run"


def simulate_scans_of_all_kinds(folder: Path, n_scans: int) -> None:
    rng = np.random.default_rng(0)
    folder.mkdir(parents=True, exist_ok=True)
    for index in range(n_scans):
        scans = simulate_scans(
            [f"scan_{index:03d}"],
            object_kind=OBJECT_KINDS[index % len(OBJECT_KINDS)],
            object_seed=None,
            probe_kind="defocus",
            probe_diameter_px=29.0,
            patch_size=64,
            n_positions=196,
            scan_pattern="fermat",
            step_px=float(rng.choice([6, 8, 10, 12, 14, 16, 18])),
            position_jitter=0.3,
            photons_per_pattern=float(10 ** rng.uniform(2.8, 6.3)),
            noise=True,
            seed=_FIRST_SEED + index,
        )
        save_scans(folder, scans)


def measure(
    folder: Path, model: Path, cell: Cell, options: argparse.Namespace
) -> dict[str, dict[str, float]]:
    """Scores and seconds of each method on one scan."""
    place = folder / f"{cell.photons:.0e}-{cell.step_px:g}-{cell.probe}"
    words = [*options.simulate.split(), "--seed", options.seed, "--object-seed", options.seed]
    words += ["--photons-per-pattern", cell.photons, "--step-px", cell.step_px]
    words += ["--n-positions", round(_AREA_PX2 / cell.step_px**2), "--overwrite"]
    run("ptycho_torch.simulate", "--output-dir", place, *words)
    scan = place / "test.npz"
    more = []
    if cell.probe != "true":
        spoil_probe(scan, cell.probe)
        more = ["--refine-probe", "--probe-refinement-iterations", _PROBE_STEPS]
    given = ["--model-path", model, "--test-data", scan, "--output-dir", place / "found"]
    given += ["--overwrite", "--quiet", "--refine", options.refine, "--compare-engines"]
    run("ptycho_torch.inference", *given, *more)
    methods = json.loads((place / "found/metrics.json").read_text("utf-8"))["methods"]
    found = {
        method: {key: one["scores"][key]["value"] for key in SCORES} | {"seconds": one["seconds"]}
        for method, one in methods.items()
    }
    if options.ptychi_python:
        found["pty-chi LSQML"] = ptychi(scan, options.ptychi_python, refine=cell.probe != "true")
    return found


def spoil_probe(path: Path, how: str) -> None:
    with np.load(path) as scan:
        arrays = dict(scan)
    arrays["probeGuess"] = PROBES[how](arrays["probeGuess"]).astype(np.complex64)
    np.savez(path, **arrays)


def defocused(probe: Any) -> Any:
    """A quadratic phase in the far field: 1.5 rad at half of Nyquist."""
    frequency = np.fft.fftfreq(probe.shape[-1])
    phase = 1.5 * (frequency[:, None] ** 2 + frequency**2) / 0.25**2
    far_field = np.fft.fft2(np.fft.ifftshift(probe)) * np.exp(1j * phase)
    return np.fft.fftshift(np.fft.ifft2(far_field))


def wider(probe: Any) -> Any:
    """A fifth wider, of the same energy."""
    middle = probe.shape[-1] // 2
    return ndimage.affine_transform(probe, [1 / 1.2] * 2, offset=middle * (1 - 1 / 1.2)) / 1.2


def gaussian(probe: Any) -> Any:
    """A real Gaussian of the same energy and root-mean-square radius."""
    axis = np.arange(probe.shape[-1]) - probe.shape[-1] // 2
    radius2 = axis[:, None] ** 2 + axis**2
    intensity = np.abs(probe) ** 2
    width2 = (intensity * radius2).sum() / intensity.sum()
    bell = np.exp(-radius2 / (2 * width2))
    return bell * np.sqrt(intensity.sum() / (bell**2).sum())


PROBES = {"defocused": defocused, "wider": wider, "gaussian": gaussian}


def ptychi(scan: Path, python: Path, *, refine: bool) -> dict[str, float]:
    """LSQML on the same file, scored by the same metrics."""
    target = scan.with_name("lsqml.npz")
    words = [python, ROOT / "tests/bench/ptychi_engine.py", scan, target]
    words += ["--epochs", _ENGINE_EPOCHS, *(["--refine-probe"] if refine else [])]
    environment = {"OMP_NUM_THREADS": "2"} | os.environ
    quiet = subprocess.DEVNULL
    subprocess.run(
        [str(word) for word in words], env=environment, check=True, stdout=quiet, stderr=quiet
    )
    known = load_scan(scan)
    assert known.truth is not None
    with np.load(target) as result:
        object_, origin = result["object"], result["origin_yx"]
        seconds = float(result["seconds"])
    lit = np.ones(object_.shape)
    scores = score_against_truth(
        object_,
        lit,
        (float(origin[0]), float(origin[1])),
        known.truth,
        known.positions_yx_px,
        patch_size=known.amplitudes.shape[-1],
    )
    return {key: scores[key]["value"] for key in SCORES} | {"seconds": seconds}


def table(results: dict[Cell, dict[str, dict[str, float]]]) -> str:
    """Amplitude SSIM / phase SSIM / FRC50 and seconds of each method, a line a scan."""
    methods = list(next(iter(results.values())))
    lines = ["| scan | " + " | ".join(methods) + " |", "| --- " * (len(methods) + 1) + "|"]
    for cell, found in results.items():
        texts = [
            " / ".join(f"{found[name][key]:.3f}" for key in SCORES)
            + f", {found[name]['seconds']:.1f} s"
            for name in methods
        ]
        lines.append(f"| {cell.name} | " + " | ".join(texts) + " |")
    return "\n".join(lines) + "\n"


def draw(results: dict[Cell, Any], options: argparse.Namespace, path: Path) -> None:
    """A square for each dose and step, a row of maps for each score, a column for each method."""
    methods = list(next(iter(results.values())))
    steps = [f"{step:g}" for step in options.steps_px]
    doses = [f"{dose:.0e}" for dose in options.photons]
    size = (2.4 * len(methods) + 1, 2.2 * len(SCORES))
    figure, axes = plt.subplots(len(SCORES), len(methods), figsize=size, layout="constrained")
    for row, (score, title) in zip(axes, SCORES.items(), strict=True):
        grids = {
            method: [
                [results[Cell(dose, step)][method][score] for step in options.steps_px]
                for dose in options.photons
            ]
            for method in methods
        }
        best = np.max(list(grids.values()), axis=0)
        low = float(np.min(list(grids.values())))
        for axis, (method, grid) in zip(row, grids.items(), strict=True):
            axis.imshow(grid, cmap="viridis", vmin=low, vmax=1, aspect="auto")
            for (i, j), value in np.ndenumerate(np.asarray(grid)):
                weight = "bold" if value > best[i, j] - 5e-4 else "normal"
                colour = "black" if value > (1 + low) / 2 else "white"
                text = f"{value:.3f}"
                axis.text(j, i, text, ha="center", va="center", color=colour, weight=weight)
            axis.set_xticks(range(len(steps)), steps)
            axis.set_yticks(range(len(doses)), doses)
            axis.set_title(f"{method}\n{title}" if axis is row[0] else method, fontsize=9)
    figure.supxlabel("scan step in px")
    figure.supylabel("photons per pattern")
    figure.savefig(path, dpi=130)
    plt.close(figure)


if __name__ == "__main__":
    sys.exit(main())
