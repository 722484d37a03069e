"""A scan in any form, converted: the same scan, in the form that opens where it lies."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest

from ptycho.pattern_stack import map_stack
from ptycho.raw_data import Scan, load_scan, scan_keys
from ptycho.reading import Reading
from ptycho.scan_fields import FileFaults, find_layout
from ptycho.scan_source import open_source

Command = Callable[..., int]
PIXEL_M = 2.0e-8


@pytest.fixture(autouse=True)
def everything_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ptycho.pattern_stack._SMALLEST_MAPPED_BYTES", 0)


@pytest.fixture
def convert(run: Command, tmp_path: Path) -> Command:
    """Check a scan and convert it to ``new.npz``."""

    def command(scan: Path, *words: object) -> int:
        target = [] if "--convert-to" in words else ["--convert-to", tmp_path / "new.npz"]
        return run("check", "--scan-file", scan, "--picture", tmp_path / "a.png", *target, *words)

    return command


@pytest.fixture
def arrays(data: Path) -> dict[str, np.ndarray]:
    """A scan in counts with a bad pixel, as arrays of the contract."""
    found = dict(np.load(data / "train.npz"))
    found["diff3d"] = np.rint(found["diff3d"] ** 2).astype(np.uint32)
    found["bad_pixels"] = np.zeros(found["diff3d"].shape[1:], np.bool_)
    found["bad_pixels"][0, 1] = True
    found["diff3d"][:, 0, 1] = np.iinfo(np.uint32).max
    return found


def packed_npz(folder: Path, arrays: dict[str, np.ndarray]) -> Path:
    np.savez_compressed(folder / "scan.npz", **arrays)
    return folder / "scan.npz"


def patterns_last(folder: Path, arrays: dict[str, np.ndarray]) -> Path:
    return packed_npz(folder, arrays | {"diff3d": np.moveaxis(arrays["diff3d"], 0, -1)})


def training_file(folder: Path, arrays: dict[str, np.ndarray]) -> Path:
    with h5py.File(folder / "scan.h5", "w") as file:
        file.create_dataset("patterns", data=arrays["diff3d"], compression="lzf")
        file["bad_pixels"], file["probe"] = arrays["bad_pixels"], arrays["probeGuess"]
        file["object"] = arrays["objectGuess"]
        file["probe_position_y_px"] = arrays["ycoords"] - 0.5
        file["probe_position_x_px"] = arrays["xcoords"] - 0.5
        file["object_pixel_width_m"] = file["object_pixel_height_m"] = PIXEL_M
    return folder / "scan.h5"


def cxi_file(folder: Path, arrays: dict[str, np.ndarray]) -> Path:
    n_patterns, n = arrays["diff3d"].shape[:2]
    with h5py.File(folder / "scan.cxi", "w") as file:
        detector = file.create_group("entry_1/instrument_1/detector_1")
        detector["data"] = arrays["diff3d"]
        detector["mask"] = arrays["bad_pixels"].astype(np.uint32)
        detector["distance"], detector["x_pixel_size"] = 1.5, 50e-6
        file["entry_1/instrument_1/source_1/wavelength"] = PIXEL_M * n * 50e-6 / 1.5
        file["entry_1/instrument_1/source_1/probe"] = arrays["probeGuess"]
        metres = np.zeros((n_patterns, 3))
        metres[:, 0], metres[:, 1] = arrays["xcoords"] * PIXEL_M, arrays["ycoords"] * PIXEL_M
        file["entry_1/sample_1/geometry_1/translation"] = metres
    return folder / "scan.cxi"


FORMS = {
    "packed": packed_npz,
    "patterns last": patterns_last,
    "HDF5": training_file,
    "CXI": cxi_file,
}


def assert_same(one: Scan, other: Scan) -> None:
    for name in ("amplitudes", "positions_yx_px", "probe", "mask", "truth", "pixel_size_m"):
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name), err_msg=name)


def in_place(path: Path) -> bool:
    source = open_source(path)
    layout = find_layout(source.headers, FileFaults(path))
    assert layout is not None
    return map_stack(source, layout) is not None


@pytest.mark.parametrize("form", FORMS)
def test_the_scan_is_the_same_and_stays_in_its_new_file(
    form: str,
    convert: Command,
    arrays: dict[str, np.ndarray],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = FORMS[form](tmp_path, arrays)
    assert not in_place(path)
    assert convert(path) == 0
    line = capsys.readouterr().out.splitlines()[-1]
    assert line.startswith(f"converted: {tmp_path / 'new.npz'}, ")
    assert line.endswith("it opens without copying")
    before, after = load_scan(path), load_scan(tmp_path / "new.npz")
    assert_same(before, after)
    assert not after.mask.all()
    assert (before.measured_as, after.measured_as) == ("counts", "amplitude")
    assert isinstance(after.amplitudes, np.memmap)
    assert not after.amplitudes.flags.writeable


def test_knobs_of_reading_are_needed_once(
    convert: Command, arrays: dict[str, np.ndarray], tmp_path: Path
) -> None:
    corner = arrays | {
        name: np.fft.ifftshift(arrays[name], axes=(-2, -1)) for name in ("diff3d", "bad_pixels")
    }
    words = ["--pattern-fftshift", "--position-order", "xy", "--object-pixel-size-m", "3e-8"]
    corner["xcoords"], corner["ycoords"] = corner["ycoords"], corner["xcoords"]
    path = packed_npz(tmp_path, corner)
    assert convert(path, *words) == 0
    reading = Reading(pattern_fftshift=True, position_order="xy", object_pixel_size_m=3e-8)
    assert_same(load_scan(path, reading=reading), load_scan(tmp_path / "new.npz"))
    told = json.loads(str(np.load(tmp_path / "new.npz")["_metadata"]))
    assert told["photons_per_pattern"] > 0, "what the file said about itself"
    assert told["converted_from"]["reading"]["position_order"] == "xy"


def test_a_scan_in_that_form_already_is_left_alone(
    convert: Command, data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert convert(data / "train.npz") == 0
    told = f"not converted: {data / 'train.npz'} is in that form already"
    assert capsys.readouterr().out.splitlines()[-1] == told
    assert not (tmp_path / "new.npz").exists()


def test_what_was_converted_is_in_that_form(
    convert: Command, arrays: dict[str, np.ndarray], tmp_path: Path
) -> None:
    assert convert(packed_npz(tmp_path, arrays)) == 0
    again = tmp_path / "again.npz"
    assert convert(tmp_path / "new.npz", "--convert-to", again) == 0
    assert not again.exists()


def spoiled_at_its_end(arrays: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """A value that a look at the first patterns does not meet."""
    patterns = arrays["diff3d"].astype(np.float32)
    patterns[-1, 3, 3] = np.nan
    return arrays | {"diff3d": patterns}


SPOILED = {
    "an error of the check": lambda a: a | {"diff3d": np.fft.ifftshift(a["diff3d"], (1, 2))},
    "no positions": lambda a: {name: a[name] for name in a if name != "xcoords"},
    "a value at the end": spoiled_at_its_end,
}


@pytest.mark.parametrize("spoil", SPOILED)
def test_of_a_wrong_scan_nothing_is_written(
    spoil: str,
    convert: Command,
    arrays: dict[str, np.ndarray],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("ptycho.checks.look._MOST_PACKED_BYTES", 1)
    monkeypatch.setattr("ptycho.checks.look._FEWEST_SAMPLED", 40)
    path = packed_npz(tmp_path, SPOILED[spoil](arrays))
    assert convert(path) == 2
    assert "scan.npz" in capsys.readouterr().err
    assert {each.name for each in tmp_path.iterdir()} <= {"scan.npz", "a.png"}


@pytest.mark.parametrize(
    ("target", "told"),
    [
        ("new.h5", "is not the name of an NPZ; call it new.npz"),
        ("scan.npz", "is the scan itself; choose another name"),
        ("scan.npz/new.npz", "is no folder to write to; choose another place"),
        ("folder.npz", "is a folder; name a file in it"),
        ("there.npz", "is there already; choose another name or --overwrite"),
        ("a" * 300 + ".npz", "cannot be written (File name too long); choose another place"),
    ],
)
def test_a_wrong_place_is_told_before_the_scan_is_looked_at(
    target: str,
    told: str,
    convert: Command,
    arrays: dict[str, np.ndarray],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = packed_npz(tmp_path, arrays)
    (tmp_path / "there.npz").write_bytes(b"mine")
    (tmp_path / "folder.npz").mkdir()
    words = ["--overwrite"] * (target != "there.npz")
    assert convert(path, "--convert-to", tmp_path / target, *words) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("--convert-to: ")
    assert captured.err.endswith(f"{told}\n")
    assert (tmp_path / "there.npz").read_bytes() == b"mine"
    assert {each.name for each in tmp_path.iterdir()} == {"scan.npz", "there.npz", "folder.npz"}


def test_another_file_is_replaced_where_that_is_wanted(
    convert: Command, arrays: dict[str, np.ndarray], tmp_path: Path
) -> None:
    (tmp_path / "new.npz").write_bytes(b"old")
    assert convert(packed_npz(tmp_path, arrays), "--overwrite") == 0
    assert "diff3d" in scan_keys(tmp_path / "new.npz")


def test_the_file_appears_whole_or_not_at_all(
    convert: Command, arrays: dict[str, np.ndarray], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = packed_npz(tmp_path, arrays)
    (tmp_path / "new.npz").write_bytes(b"old")
    real, written = np.lib.format.write_array, []

    def interrupted(file: Any, array: Any, **how: Any) -> None:
        if len(written) == 3:
            raise KeyboardInterrupt
        written.append(array)
        real(file, array, **how)

    monkeypatch.setattr(np.lib.format, "write_array", interrupted)
    assert convert(path, "--overwrite") == 130
    assert (tmp_path / "new.npz").read_bytes() == b"old"
    assert {each.name for each in tmp_path.iterdir()} == {"scan.npz", "new.npz", "a.png"}


@pytest.mark.parametrize("words", [(), ("--quiet",), ("--json",)])
@pytest.mark.parametrize("terminal", [False, True])
def test_progress_is_a_live_line_on_a_terminal_only(
    words: tuple[str, ...],
    terminal: bool,
    convert: Command,
    arrays: dict[str, np.ndarray],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: terminal)
    assert convert(packed_npz(tmp_path, arrays), *words) == 0
    captured = capsys.readouterr()
    quiet = "--quiet" in words
    assert ("converting" in captured.err) is (terminal and not quiet)
    assert ("converting 100%" in captured.err) is (terminal and not quiet)
    shown = captured.err if "--json" in words else captured.out
    assert (f"converted: {tmp_path / 'new.npz'}" in shown) is not quiet
    if "--json" in words:
        json.loads(captured.out)


def test_what_opens_as_counts_again_is_told(
    convert: Command,
    arrays: dict[str, np.ndarray],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The light of the probe is that of a pattern's amplitudes, by its unit."""
    counts = (1.37 * arrays["diff3d"] * ~arrays["bad_pixels"]).astype(np.float32)
    roots, power = np.sqrt(counts).sum() / len(counts), np.square(np.abs(arrays["probeGuess"]))
    probe = (arrays["probeGuess"] * np.sqrt(2 * roots / power.sum())).astype(np.complex64)
    path = packed_npz(tmp_path, arrays | {"diff3d": counts, "probeGuess": probe})
    assert convert(path, "--measurement", "counts") == 0
    assert capsys.readouterr().out.endswith("; give --measurement amplitude with it\n")
    assert load_scan(tmp_path / "new.npz").measured_as == "counts"
