"""One hostile file: given to a command that takes it, and what the command did is judged."""

from __future__ import annotations

import contextlib
import io
import logging
import os
import random
import resource
import shutil
import time
import warnings
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, NamedTuple

import h5py
import mutants
import numpy as np

from ptycho_torch.cli.shared import run_command

WORK = {
    "simulate": "ptycho_torch.workflows.simulation:run_simulation",
    "train": "ptycho_torch.workflows.components:run_training",
    "infer": "ptycho_torch.workflows.reconstruction:run_inference",
    "check": "ptycho_torch.workflows.checking:run_check",
    "evaluate": "ptycho_torch.workflows.evaluating:run_evaluation",
}
SCANS = ("--patch-size=16", "--probe-diameter-px=7", "--step-px=3", "--n-positions=36")
TRAINING = (
    "--gridsize=3",
    "--n-filters=2",
    "--n-unrolled=2",
    "--n-hidden-channels=1",
    "--max-epochs=1",
    "--lr-warmup-steps=2",
    "--accelerator=cpu",
    "--preview-every-n-epochs=none",
)
LONGEST_S = 10.0
"""Processor time that an input may take."""
MOST_BYTES = 1 << 30
ONE_IN = 20


class Outcome(NamedTuple):
    """What became of one input."""

    kind: str
    seed: int
    command: str
    code: int | str
    """Exit code, or ``taken``, or what ended it."""
    must: bool
    seconds: float
    grown_bytes: int
    said: str
    odd: list[str]
    """What is wrong with it."""


class Taken(BaseException):
    """The input was taken; the work would begin now."""


def prepare(folder: Path) -> None:
    """One good file of each kind, made by the commands themselves."""
    data, run = folder / "data", folder / "run"
    quiet = ["--quiet"]
    assert run_command("simulate", [f"--output-dir={data}", *SCANS, *quiet], WORK["simulate"]) == 0
    words = [f"--train-data-file={data / 'train.npz'}", f"--output-dir={run}", *TRAINING, *quiet]
    assert run_command("train", words, WORK["train"]) == 0
    arrays = dict(np.load(data / "train.npz"))
    y, x = arrays["ycoords"] - 0.5, arrays["xcoords"] - 0.5
    with h5py.File(folder / "training.h5", "w") as file:
        file["probe_position_y_px"], file["probe_position_x_px"] = y, x
        how = {"compression": "gzip", "chunks": (4, 16, 16)}
        file.create_dataset("patterns", data=arrays["diff3d"], **how)
        file["probe"], file["object"] = arrays["probeGuess"], arrays["objectGuess"]
        file["object_pixel_width_m"], file["photon_energy_eV"] = 1e-8, 8e3
    with h5py.File(folder / "plain.h5", "w") as file:
        file["probe_position_y_px"], file["probe_position_x_px"] = y, x
        file["patterns"], file["probe"] = arrays["diff3d"], arrays["probeGuess"]
    with h5py.File(folder / "scan.cxi", "w") as file:
        detector = file.create_group("entry_1/instrument_1/detector_1")
        detector["data"], detector["distance"], detector["x_pixel_size"] = (
            arrays["diff3d"],
            1.0,
            1e-4,
        )
        xyz = np.stack([x, y, 0 * x], 1) * 1e-8
        file["entry_1/sample_1/geometry_1/translation"] = xyz
        source = file.create_group("entry_1/instrument_1/source_1")
        source["probe"], source["wavelength"] = arrays["probeGuess"], 1.6e-11
        file["entry_1/data_1/data"] = h5py.SoftLink("/entry_1/instrument_1/detector_1/data")


def load_good(folder: Path) -> dict[str, Any]:
    """Contents of the good files."""
    run = folder / "run"
    text = (run / "config.yaml").read_text("utf-8")
    return {
        "npz": (folder / "data/train.npz").read_bytes(),
        "arrays": dict(np.load(folder / "data/train.npz")),
        "hdf5": [(folder / name).read_bytes() for name in ("training.h5", "plain.h5", "scan.cxi")],
        "yaml": text,
        "checkpoint": (run / "checkpoints/last.ckpt").read_bytes(),
        "bundle": (run / "wts.h5.zip").read_bytes(),
    }


def words_for(kind: str, seed: int, path: Path, folder: Path) -> tuple[str, list[str]]:
    """A command that takes the input, and its words."""
    draw = random.Random(f"words-{kind}-{seed}")
    scan, out, quiet = folder / "data/train.npz", "--output-dir=out", "--quiet"
    train = [f"--train-data-file={scan}", out, *TRAINING, quiet]
    if kind in ("npz", "hdf5"):
        command = draw.choice(("check", "check", "train", "infer", "evaluate"))
        if command == "check":
            return command, [f"--scan-file={path}", "--picture=out.png", quiet]
        if command == "train":
            role = draw.choice(("--train-data-file", "--test-data-file"))
            first = (
                [f"{role}={path}"]
                if role == "--train-data-file"
                else [*train[:1], f"{role}={path}"]
            )
            return command, [*first, *train[1:]]
        if command == "evaluate":
            return command, [f"--reconstruction={path}", f"--against={scan}", out, quiet]
        return command, [f"--model-path={folder / 'run'}", f"--test-data-file={path}", out, quiet]
    if kind == "yaml":
        return "train", [f"--config={path}", out, quiet]
    if kind == "checkpoint":
        return "train", [*train, f"--resume={path}"]
    return "infer", [f"--model-path={path}", f"--test-data-file={scan}", out, quiet]


SUFFIX = {"npz": "npz", "hdf5": "h5", "yaml": "yaml", "checkpoint": "ckpt", "bundle": "zip"}


def _memory(field: str) -> int:
    for line in Path("/proc/self/status").read_text("ascii").splitlines():
        if line.startswith(field):
            return int(line.split()[1]) * 1024
    return 0


def _stop_where_work_begins(kind: str) -> contextlib.ExitStack:
    from unittest.mock import patch

    from ptycho_torch.workflows import checking, components, evaluating, reconstruction

    def taken(*_: Any, **__: Any) -> None:
        raise Taken

    stack = contextlib.ExitStack()
    begins = "load_training_scans" if kind == "yaml" else "start_folder"
    places = ((components, begins), (reconstruction, "open_run_folder"))
    for module, name in (*places, (evaluating, "open_run_folder")):
        stack.enter_context(patch.object(module, name, taken))
    stack.enter_context(patch.object(checking, "_write_picture", lambda *_: Path("out.png")))
    return stack


def try_one(kind: str, seed: int, good: dict[str, Any], folder: Path, work: Path) -> Outcome:
    """Make an input and give it to a command in this process."""
    marker, case = work / "marker", work / "case"
    case.mkdir()
    if seed < 0:  # the good file itself, which must be taken
        content, must = good[kind] if kind != "hdf5" else good[kind][seed], False
        content = content.encode() if isinstance(content, str) else content
    else:
        content, must = mutants.make(kind, seed, good, str(marker), work / "place")
    path = case / f"input.{SUFFIX[kind]}"
    path.write_bytes(content)
    command, words = words_for(kind, seed, path, folder)
    must &= command != "evaluate"  # it needs an object only
    through = kind != "yaml" and seed % ONE_IN == 0
    said, shown = io.StringIO(), io.StringIO()
    os.chdir(case)
    Path("/proc/self/clear_refs").write_text("5", "ascii")
    before, start = _memory("VmRSS"), time.process_time()
    code: int | str
    with contextlib.ExitStack() as stack:
        if not through:
            stack.enter_context(_stop_where_work_begins(kind))
        stack.enter_context(contextlib.redirect_stderr(said))
        stack.enter_context(contextlib.redirect_stdout(shown))
        stack.enter_context(warnings.catch_warnings())
        warnings.simplefilter("ignore")
        try:
            code = run_command(command, words, WORK[command])
        except Taken:
            code = "taken"
    seconds, grown = time.process_time() - start, _memory("VmHWM") - before
    os.chdir(work)
    odd = judge(code, must, said.getvalue(), case, marker, seconds, grown, path.name)
    if seed < 0 and code not in (0, "taken"):
        odd.append("a good file is refused")
    shutil.rmtree(case)
    return Outcome(kind, seed, command, code, must, seconds, grown, said.getvalue(), odd)


def judge(
    code: int | str,
    must: bool,
    said: str,
    case: Path,
    marker: Path,
    seconds: float,
    grown: int,
    inputs: str,
) -> list[str]:
    """Everything that is wrong with what a command did."""
    odd = []
    if code not in (0, 2, "taken"):
        odd.append(f"exit code {code}")
    if must and code != 2:
        odd.append(f"{code} where 2 was due")
    if "Traceback" in said or "internal error" in said or "Logging error" in said:
        odd.append("traceback")
    if marker.exists():
        odd.append("something was executed")
        marker.unlink()
    if seconds > LONGEST_S:
        odd.append(f"{seconds:.1f} s")
    if grown > MOST_BYTES:
        odd.append(f"{grown >> 20} MiB")
    if code == 2:
        # a scan that can be looked at is shown, whatever is wrong with it
        if [each.name for each in case.iterdir() if each.name != "out.png"] != [inputs]:
            odd.append("wrote a file")
        lines = [line for line in said.splitlines() if not line.startswith("warning")]
        if not lines or any(": " not in line or not line.isprintable() for line in lines):
            odd.append("a fault is not one line")
    return odd


def worker(pipe: Connection, folder: Path, work: Path) -> None:
    """Try inputs one after another until told to stop."""
    logging.lastResort = None
    good = load_good(folder)
    warnings.simplefilter("ignore")
    import ptycho_torch.workflows.checking
    import ptycho_torch.workflows.components
    import ptycho_torch.workflows.evaluating
    import ptycho_torch.workflows.reconstruction  # noqa: F401 - loaded before memory is looked at

    limit = _memory("VmData") + 2 * MOST_BYTES
    resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))
    while (task := pipe.recv()) is not None:
        pipe.send(try_one(*task, good, folder, work))
