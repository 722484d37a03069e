"""ptychodus trains and reconstructs by its TensorFlow-style plugin, without TensorFlow.

Run by `ptychodus_environment.py`, like `ptychodus_session.py`, in an environment that holds
ptychodus and this package but no TensorFlow, and in an empty folder. Prints one line for each thing
that was shown; ends with 1 where one of them is not so.

    python tests/integration/tf_style.py [BACKEND ...]
"""

from __future__ import annotations

import importlib.util
import shutil
import sys
import zipfile
from pathlib import Path

from ptychodus.api.io import load_product
from ptychodus_session import (
    SCRIPTS,
    first_element,
    judge,
    product_of,
    run,
    show,
    write_input,
)
from ptychodus_session import (
    _failed as failed,
)

from ptycho.raw_data import Scan, load_scan

EPOCHS = "[PtychoPINNTraining]\nNumEpochs = 12\n"
PADDINGS_PX = {"ptychopinn_pinn": ((0, 0), (1, 0), (2, 3)), "ptychopinn_supervised": ((1, 0),)}
"""How much larger than the scan the object array is, since even and odd sizes count alike."""


def fill(folder: Path, scan: Scan, backend: str, *, padding_px: tuple[int, int]) -> None:
    """Write an input folder of the batch mode for the plugin of TensorFlow's time."""
    known = backend.endswith("_supervised")
    write_input(folder, scan, product_of(scan, padding_px=padding_px, known=known), backend)
    with (folder / "settings.ini").open("a", encoding="utf-8") as settings:
        settings.write(EPOCHS)


def train(scan: Scan, backend: str) -> Path:
    """`ptychodus -b train`; returns the folder of the bundle."""
    first, out = Path(f"{backend}-in"), Path(f"{backend}-out")
    fill(first, scan, backend, padding_px=(0, 0))
    shutil.copyfile(first / "train_data.npz", first / "test_data.npz")
    code = run(SCRIPTS / "ptychodus", "-b", "train", "-i", first, "-o", out)
    show(f"{backend}: ptychodus -b train", code == 0, f"exit code {code}")
    kept = [out / name for name in ("wts.h5.zip", "summary.png", "history.json", "run.log")]
    show(f"{backend}: the run is kept where ptychodus wants it", all(map(Path.is_file, kept)))
    return out


def reconstruct(scan: Scan, backend: str, out: Path, padding_px: tuple[int, int]) -> None:
    """`ptychodus -b reconstruct` with a model as it is saved: the bundle, or its folder packed."""
    case = f"{backend}: object larger by {padding_px}"
    again = Path(f"{backend}-again-{padding_px[0]}{padding_px[1]}")
    write_input(again, scan, product_of(scan, padding_px=padding_px, known=False), backend)
    if any(padding_px):
        shutil.copyfile(out / "wts.h5.zip", again / "model.zip")
    else:
        with zipfile.ZipFile(again / "model.zip", "w") as archive:
            archive.write(out / "wts.h5.zip", "wts.h5.zip")
    done = Path(f"{again}-out")
    code = run(SCRIPTS / "ptychodus", "-b", "reconstruct", "-i", again, "-o", done)
    show(f"{case}: ptychodus -b reconstruct", code == 0, f"exit code {code}")
    found = load_product(max(done.glob("product*.h5"))).object_
    array = found.get_array()
    judge(case, array, first_element(found.get_center(), array.shape), scan, within=0.5)


def main() -> int:
    """Show everything; 1 where something does not hold."""
    show("TensorFlow is not installed", importlib.util.find_spec("tensorflow") is None)
    size = ("--patch-size", 32, "--probe-diameter-px", 13, "--step-px", 3, "--n-positions", 256)
    assert run(SCRIPTS / "ptycho_simulate", "--output-dir", "scans", *size) == 0
    scan = load_scan("scans/train.npz")
    for backend in sys.argv[1:] or PADDINGS_PX:
        out = train(scan, backend)
        for padding_px in PADDINGS_PX[backend]:
            reconstruct(scan, backend, out, padding_px)
    for line in failed:
        sys.stderr.write(f"not shown: {line}\n")
    return 1 if failed else 0


if __name__ == "__main__":  # ptychodus starts processes, which import this file again
    sys.exit(main())
