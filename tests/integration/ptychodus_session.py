"""ptychodus, from its own command line, trains and reconstructs with the installed package.

Run by `ptychodus_environment.py` in the environment that it makes, in an empty folder. Prints one
line for each thing that was shown; ends with 1 where one of them is not so.
"""

from __future__ import annotations

import contextlib
import io
import logging
import subprocess
import sys
import sysconfig
from importlib import metadata
from pathlib import Path
from typing import Any

import numpy as np
from ptychodus.api.assemble import AssembledDiffractionData
from ptychodus.api.geometry import PixelGeometry
from ptychodus.api.io import (
    load_product,
    save_diffraction_data,
    save_product,
    save_ptychopinn_training_data,
)
from ptychodus.api.object import Object, ObjectCenter, compute_object_geometry
from ptychodus.api.probe import ProbeGeometry, ProbeSequence
from ptychodus.api.probe_positions import ProbePosition, ProbePositionSequence
from ptychodus.api.product import Product, ProductMetadata
from ptychodus.api.reconstruct import ReconstructInput

from ptycho.raw_data import Scan, load_scan
from ptycho_torch.evaluation.alignment import GLOBAL_FACTOR, PHASE_PLANE, SHIFT, align, place
from ptycho_torch.evaluation.metrics import score_against_truth
from ptycho_torch.lightning_utils import find_best_checkpoint

SCRIPTS = Path(sysconfig.get_path("scripts"))
PIXEL_M = 1e-8
PIXEL = PixelGeometry(PIXEL_M, PIXEL_M)
TORCH_BACKENDS = ("ptychopinn-torch_unsupervised", "ptychopinn-torch_supervised")
BACKENDS = (*TORCH_BACKENDS, "ptychopinn_pinn", "ptychopinn_supervised")
# ptychodus counts an even number of pixels from between its middle two, the data contract from the
# second of them.
HALF_PX = 0.5
SETTINGS = """[Processing]
Algorithm = {backend}
[Products]
FileType = HDF5
[PtychoPINNTorchTraining]
epochs = 4
num_dataloader_workers = 0
"""

_failed: list[str] = []


def show(what: str, holds: bool, figures: str = "") -> None:
    """Print a line, and remember what does not hold."""
    print("PASS" if holds else "FAIL", what, figures, flush=True)
    if not holds:
        _failed.append(what)


def run(*command: object) -> int:
    """Run a command; its output is shown where it fails."""
    done = subprocess.run(
        [str(word) for word in command], capture_output=True, text=True, check=False
    )
    if done.returncode:
        print(done.stdout[-3000:], done.stderr[-3000:], sep="\n")
    return done.returncode


def product_of(scan: Scan, *, padding_px: tuple[int, int], known: bool) -> Product:
    """A product as ptychodus makes one: positions in metres, an object centred on the scan."""
    n = scan.patch_size
    centres_m = (scan.positions_yx_px - HALF_PX) * PIXEL_M
    positions = ProbePositionSequence(
        [ProbePosition(index, float(x), float(y)) for index, (y, x) in enumerate(centres_m)]
    )
    geometry = compute_object_geometry(list(positions), ProbeGeometry(n, n, PIXEL_M, PIXEL_M))
    shape = (geometry.height_px + padding_px[0], geometry.width_px + padding_px[1])
    array = np.ones(shape, np.complex64)
    if known:
        assert scan.truth is not None
        start = [round(at) for at in first_element(geometry.get_center(), shape)]
        index = [
            np.clip(np.arange(at, at + size), 0, limit - 1)
            for at, size, limit in zip(start, shape, scan.truth.shape, strict=True)
        ]
        array = scan.truth[np.ix_(*index)]
    return Product(
        metadata=ProductMetadata("simulated", "", 1.0, 8000.0, 1e6, 1.0, 0.0, 0.0),
        probe_positions=positions,
        probes=ProbeSequence(scan.probe, None, PIXEL),
        object_=Object(array, PIXEL, geometry.get_center()),
        losses=[],
    )


def first_element(centre: ObjectCenter, shape: Any) -> tuple[float, float]:
    """Where element [0, 0] of an object array is, in elements of the truth."""
    height, width = shape[-2:]
    return (
        centre.y_m / PIXEL_M - (height - 1) / 2,
        centre.x_m / PIXEL_M - (width - 1) / 2,
    )


def write_input(folder: Path, scan: Scan, product: Product, backend: str) -> None:
    """Write the folder that ptychodus' batch mode takes."""
    folder.mkdir()
    counts = np.rint(scan.amplitudes.astype(np.float64) ** 2).astype(np.uint32)
    good = np.zeros(counts.shape[1:], np.bool_)
    indexes = np.arange(len(counts))
    save_diffraction_data(
        folder / "diffraction.h5", AssembledDiffractionData(indexes, counts, PIXEL, good)
    )
    save_product(folder / "product.h5", product)
    save_ptychopinn_training_data(
        folder / "train_data.npz", ReconstructInput(counts, good, product)
    )
    (folder / "settings.ini").write_text(SETTINGS.format(backend=backend), encoding="utf-8")


def displacement(array: Any, origin_yx: tuple[float, float], scan: Scan) -> tuple[float, float]:
    """Shift (y, x) in pixels between an object and the truth."""
    assert scan.truth is not None
    low = np.ceil(scan.positions_yx_px.min(0) + 4).astype(int)
    high = np.floor(scan.positions_yx_px.max(0) - 4).astype(int)
    region = (int(low[0]), int(high[0]), int(low[1]), int(high[1]))
    truth = place(scan.truth, (0.0, 0.0), region)
    remove = (SHIFT, PHASE_PLANE, GLOBAL_FACTOR)
    size = align(array, origin_yx, truth, region, remove=remove).removed[0].size
    return size["y_px"], size["x_px"]


def judge(what: str, array: Any, origin_yx: tuple[float, float], scan: Scan, within: float) -> None:
    """Show that an object is much nearer to the truth than a flat one, and where it should be."""
    assert scan.truth is not None
    array = array[0] if array.ndim == 3 else array
    scored = score_against_truth(
        array,
        np.ones(array.shape, np.float32),
        origin_yx,
        scan.truth,
        scan.positions_yx_px,
        patch_size=scan.patch_size,
    )["complex_correlation"]
    value, flat = scored["value"], scored["flat"]
    assert flat is not None
    figures = f"complex correlation {value:.4f}, flat object {flat:.4f}"
    show(f"{what}: resembles the truth", 1 - value < 0.5 * (1 - flat), figures)
    y, x = displacement(array, origin_yx, scan)
    figures = f"{y:+.3f}, {x:+.3f} px"
    show(f"{what}: within {within} px of its place", max(abs(y), abs(x)) < within, figures)


def list_backends() -> None:
    """Both backends are listed, with the version of this distribution."""
    from ptychodus.model import ModelCore

    log = io.StringIO()
    with (
        contextlib.redirect_stdout(log),
        contextlib.redirect_stderr(log),
        ModelCore(None, log_level=logging.INFO) as core,
    ):
        listed = list(core.workflow_api.available_reconstructors())
    version = metadata.version("ptychopinn")
    for backend in BACKENDS:
        show(f"ptychodus lists {backend}", backend in listed)
    for name in ("PtychoPINN-Torch", "PtychoPINN"):
        show(f"ptychodus shows the version of {name}", f"{name} {version}" in log.getvalue())


def train_and_reconstruct(scan: Scan, backend: str) -> None:
    """`ptychodus -b train`, then `-b reconstruct` onto arrays of even and of odd size."""
    known = backend.endswith("_supervised")
    first, out = Path(f"{backend}-in"), Path(f"{backend}-out")
    write_input(first, scan, product_of(scan, padding_px=(0, 0), known=known), backend)
    code = run(SCRIPTS / "ptychodus", "-b", "train", "-i", first, "-o", out)
    show(f"{backend}: ptychodus -b train", code == 0, f"exit code {code}")
    (folder,) = out.glob("run_*")
    checkpoint = find_best_checkpoint(folder)
    assert checkpoint is not None
    pictures = list((folder / "previews").glob("*.png"))
    show(f"{backend}: previews were written", len(pictures) > 0, f"{len(pictures)} files")
    for padding_px in ((0, 0),) if known else ((0, 0), (1, 0), (2, 3)):
        case = f"{backend}: object larger by {padding_px}"
        given = product_of(scan, padding_px=padding_px, known=False)
        again = Path(f"{backend}-again-{padding_px[0]}{padding_px[1]}")
        write_input(again, scan, given, backend)
        (again / "model.ckpt").write_bytes(checkpoint.read_bytes())
        done = Path(f"{again}-out")
        code = run(SCRIPTS / "ptychodus", "-b", "reconstruct", "-i", again, "-o", done)
        show(f"{case}: ptychodus -b reconstruct", code == 0, f"exit code {code}")
        newest = max(done.glob("product*.h5"))
        found = load_product(newest).object_
        array = found.get_array()
        judge(case, array, first_element(found.get_center(), array.shape), scan, within=0.5)


def open_our_product(data: Path, scan: Scan) -> None:
    """The product that `ptycho_inference` writes is read by ptychodus, and is where it was."""
    (run_folder,) = Path(f"{TORCH_BACKENDS[0]}-out").glob("run_*")
    code = run(
        SCRIPTS / "ptycho_inference",
        *("--model-path", run_folder, "--test-data-file", data, "--output-dir", "ours"),
        *("--object-pixel-size-m", PIXEL_M),
    )
    show("ptycho_inference takes the run folder of a training in ptychodus", code == 0)
    product = load_product(Path("ours/product.h5"))
    array = product.object_.get_array()
    y_m, x_m = (
        product.probe_positions.get_coordinates_y_m(),
        product.probe_positions.get_coordinates_x_m(),
    )
    offset = np.stack([y_m, x_m], -1) / PIXEL_M - scan.positions_yx_px
    show("our product: positions", bool(np.abs(offset).max() < 1e-6))
    y, x = first_element(product.object_.get_center(), array.shape)
    judge("our product in ptychodus", array, (y - HALF_PX, x - HALF_PX), scan, within=0.05)


def main() -> int:
    """Show everything; 1 where something does not hold."""
    list_backends()
    size = ("--patch-size", 32, "--probe-diameter-px", 13, "--step-px", 3, "--n-positions", 256)
    assert run(SCRIPTS / "ptycho_simulate", "--output-dir", "scans", *size) == 0
    data = Path("scans/train.npz")
    scan = load_scan(data)
    for backend in TORCH_BACKENDS:
        train_and_reconstruct(scan, backend)
    open_our_product(data, scan)
    for line in _failed:
        print("not shown:", line, file=sys.stderr)
    return 1 if _failed else 0


if __name__ == "__main__":  # ptychodus starts processes, which import this file again
    sys.exit(main())
