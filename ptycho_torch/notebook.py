"""Load a scan, train on it, reconstruct: three calls for notebooks, whose results show themselves.

Dimensions: P incoherent probe modes, N patch side, H W object canvas.
The calls take the knobs of `ptycho_check`, `ptycho_train` and `ptycho_inference` as keywords and
write the same folders; nothing is done here that the commands do not do.
"""

import base64
import json
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import cached_property
from html import escape
from os import PathLike
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from ptycho import raw_data
from ptycho.checks.items import examine
from ptycho.checks.look import look_at_scan
from ptycho.reading import Reading, reading_of
from ptycho.reconstruction_file import ObjectFile, load_object
from ptycho_generated.faults import Fault, InputError
from ptycho_generated.knobs import KNOBS
from ptycho_torch.config_factory import TrainingScans, configure
from ptycho_torch.evaluation.scan_sheet import save_scan_sheet
from ptycho_torch.workflows.components import train_on
from ptycho_torch.workflows.reconstruction import run_inference

_READING = ("measurement", *(field.name for field in fields(Reading)))


@dataclass(frozen=True)
class LoadedScan:
    """A scan with the knobs it was read by; in a notebook a picture and a table of findings."""

    scan: raw_data.Scan
    knobs: dict[str, Any]

    def _repr_html_(self) -> str:
        source = ({"probe_source": KNOBS["probe_source"].default} | self.knobs)["probe_source"]
        look = look_at_scan(self.scan, probe_is_given=source == "file")
        with tempfile.TemporaryDirectory() as folder:
            sheet = Path(folder, "scan.png")
            save_scan_sheet(sheet, look)
            picture = _picture(sheet)
        rows = [(item.name, item.verdict, item.finding) for item in examine(look)]
        return picture + _table(("item", "verdict", "finding"), rows)


@dataclass(frozen=True)
class TrainedNetwork:
    """A run folder; in a notebook its summary and the scores of the scan it was judged on."""

    folder: Path

    @cached_property
    def metrics(self) -> dict[str, Any]:
        """What ``metrics.json`` holds."""
        return _metrics(self.folder)

    def _repr_html_(self) -> str:
        return _picture(self.folder / "summary.png") + _scores(self.metrics["scores"])


@dataclass(frozen=True)
class Reconstruction:
    """A result folder; in a notebook its summary and its scores."""

    folder: Path

    @cached_property
    def file(self) -> ObjectFile:
        """The reconstruction as it was written."""
        return load_object(self.folder)

    @property
    def object(self) -> npt.NDArray[np.complex64]:
        """Object (H, W); element [i, j] sits at ``origin_yx + (i, j)`` in pixels of the scan."""
        return self.file.object

    @property
    def weight(self) -> npt.NDArray[np.float32]:
        """Illumination received (H, W); 0 where never lit."""
        return self.file.weight

    @property
    def origin_yx(self) -> npt.NDArray[np.float64]:
        """Origin (2,), the place of element [0, 0], in pixels of the scan."""
        return self.file.origin_yx

    @property
    def probe(self) -> npt.NDArray[np.complex64]:
        """Modes (P, N, N) of the probe that go with the object, in any unit."""
        assert self.file.probe is not None, "a reconstruction of ours holds its probe"
        return self.file.probe

    @cached_property
    def metrics(self) -> dict[str, Any]:
        """What ``metrics.json`` holds."""
        return _metrics(self.folder)

    def _repr_html_(self) -> str:
        return _picture(self.folder / "summary.png") + _scores(self.metrics["scores"])


def load_scan(path: str | PathLike[str], **knobs: Any) -> LoadedScan:
    """Read and check a scan file (NPZ, HDF5 or CXI).

    ``knobs`` say how it is read (``measurement``, ``pattern_binning``, ...) and hold for every
    later call with this scan. Raises InputError with every fault of file and knobs.
    """
    others = sorted(knobs.keys() - set(_READING))
    if others:
        cure = f"give one of {', '.join(_READING)}"
        raise InputError(
            [Fault(f"load_scan({name}=...)", "is not about reading", cure) for name in others]
        )
    settings, _ = configure("check", overrides={"scan_file": path, **knobs})
    check = settings.check
    scan = raw_data.load_scan(path, measurement=check.measurement, reading=reading_of(check))
    return LoadedScan(scan, knobs)


def train(
    scan: LoadedScan,
    output_dir: str | PathLike[str],
    *,
    validation: LoadedScan | None = None,
    **knobs: Any,
) -> TrainedNetwork:
    """Train a network on a scan as `ptycho_train` does, and write the run folder ``output_dir``.

    ``validation`` is a scan of the same object or another, read in the same way. Raises InputError
    for what is wrong with scans, knobs or folder; then nothing is written.
    """
    files = {"train_data_file": scan.scan.path, "output_dir": output_dir}
    if validation is not None:
        _check_read_alike(scan, validation)
        files["test_data_file"] = validation.scan.path
    settings, resolved = configure("train", overrides=files | scan.knobs | knobs)
    scans = TrainingScans(scan.scan, None if validation is None else validation.scan)
    train_on(settings, resolved, lambda _: scans)
    return TrainedNetwork(Path(output_dir))


def reconstruct(
    network: TrainedNetwork | str | PathLike[str],
    scan: LoadedScan,
    output_dir: str | PathLike[str],
    **knobs: Any,
) -> Reconstruction:
    """Reconstruct a scan as `ptycho_inference` does, and write the result folder ``output_dir``.

    ``network`` is what `train` returned, a run folder, or a bundle. Raises InputError for what is
    wrong with bundle, scan, knobs or folder; then nothing is written.
    """
    model = network.folder if isinstance(network, TrainedNetwork) else network
    files = {"model_path": model, "test_data_file": scan.scan.path, "output_dir": output_dir}
    settings, resolved = configure("infer", overrides=files | scan.knobs | knobs)
    run_inference(settings, resolved)
    return Reconstruction(Path(output_dir))


def _check_read_alike(scan: LoadedScan, validation: LoadedScan) -> None:
    if scan.knobs != validation.knobs:
        problem = (
            f"was read by {validation.knobs or 'no knobs'}, the scan by {scan.knobs or 'none'}"
        )
        raise InputError([Fault("validation", problem, "load both with the same knobs")])


def _metrics(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "metrics.json").read_text(encoding="utf-8"))
    return found


def _picture(path: Path) -> str:
    data = base64.b64encode(path.read_bytes()).decode("ascii")
    return f'<img alt="{escape(path.stem)}" src="data:image/png;base64,{data}">'


def _scores(scores: dict[str, Any] | None) -> str:
    if scores is None:
        return "<p>No scores: the scan holds no truth to compare with.</p>"
    rows = [
        (name, f"{score['value']:.4g}", "" if score["flat"] is None else f"{score['flat']:.4g}")
        for name, score in scores.items()
    ]
    return _table(("score", "object", "flat object"), rows)


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    def line(cells: Iterable[str], tag: str) -> str:
        return "<tr>" + "".join(f"<{tag}>{escape(cell)}</{tag}>" for cell in cells) + "</tr>"

    body = "".join(line(row, "td") for row in rows)
    return f"<table><thead>{line(head, 'th')}</thead><tbody>{body}</tbody></table>"
