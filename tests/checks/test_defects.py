"""Seeded defects are named, with the knob that cures them; good scans raise no alarm."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest
from matplotlib.image import imread

from ptycho.checks.facts import resized
from ptycho.checks.items import Item, examine, fault_items
from ptycho.checks.look import look_at_file, look_at_scan
from ptycho.raw_data import Scan, load_scan, save_scan
from ptycho.reading import Reading
from ptycho.simulation import simulate_scans
from ptycho_torch.evaluation.scan_sheet import save_scan_sheet

Arrays = dict[str, np.ndarray]
N = 32


def simulated(**changes: Any) -> Scan:
    arguments: dict[str, Any] = {
        "object_kind": "cells",
        "object_seed": None,
        "probe_kind": "defocus",
        "probe_diameter_px": 14.0,
        "patch_size": N,
        "n_positions": 144,
        "scan_pattern": "raster",
        "step_px": 3.0,
        "position_jitter": 0.3,
        "photons_per_pattern": 1e5,
        "noise": True,
        "seed": 1,
    }
    return simulate_scans(("scan",), **(arguments | changes))["scan"]


@cache
def good() -> Scan:
    """A scan lit by a probe that is its own mirror image in no direction."""
    return simulated()


def arrays_of(scan: Scan) -> Arrays:
    y, x = scan.positions_yx_px.T
    counts = np.rint(scan.amplitudes**2).astype(np.uint32)
    arrays = {"diff3d": counts, "ycoords": y.copy(), "xcoords": x.copy(), "probeGuess": scan.probe}
    assert scan.truth is not None
    return arrays | {"objectGuess": scan.truth}


def checked(path: Path, arrays: Arrays, measurement: Any = "auto", **reading: Any) -> list[Item]:
    np.savez(path, **arrays)
    look, faults = look_at_file(path, measurement, Reading(**reading))
    return fault_items(faults) + ([] if look is None else examine(look))


def alarms(items: list[Item]) -> dict[str, Item]:
    return {item.name: item for item in items if item.verdict != "ok"}


def at(key: str, index: Any, value: Any) -> Callable[[Arrays], None]:
    def change(arrays: Arrays) -> None:
        arrays[key] = arrays[key].copy()
        arrays[key][index] = value

    return change


def each(keys: tuple[str, ...], change: Callable[[np.ndarray], np.ndarray]) -> Any:
    def changed(arrays: Arrays) -> None:
        arrays.update({key: change(arrays[key]) for key in keys})

    return changed


def swapped(arrays: Arrays) -> None:
    arrays["ycoords"], arrays["xcoords"] = arrays["xcoords"], arrays["ycoords"]


def shuffled(arrays: Arrays) -> None:
    order = np.random.default_rng(0).permutation(len(arrays["ycoords"]))
    arrays["ycoords"], arrays["xcoords"] = arrays["ycoords"][order], arrays["xcoords"][order]


def with_nan(arrays: Arrays) -> None:
    arrays["diff3d"] = arrays["diff3d"].astype(np.float32)
    arrays["diff3d"][17, 3, 4] = np.nan


def with_negative(arrays: Arrays) -> None:
    arrays["diff3d"] = arrays["diff3d"].astype(np.int32)
    arrays["diff3d"][5, 6, 7] = -3


def spread(arrays: Arrays) -> None:
    each(("ycoords", "xcoords"), lambda p: 7.0 * p)(arrays)
    del arrays["objectGuess"]


def frozen(arrays: Arrays) -> None:
    arrays["diff3d"][60:70] = arrays["diff3d"][60]


def saturated(arrays: Arrays) -> None:
    arrays["diff3d"] = np.minimum(arrays["diff3d"], np.quantile(arrays["diff3d"], 0.98))


COORDINATES = ("ycoords", "xcoords")
PATTERNS = ("diff3d",)
# defect: (what is done to the arrays, name of the item, verdict, part of its text)
DEFECTS: dict[str, tuple[Callable[[Arrays], Any], str, str, str]] = {
    "pattern axis in the middle": (
        each(PATTERNS, lambda d: np.swapaxes(d, 0, 1)), "diff3d", "error", "no square patterns",
    ),
    "zero frequency at the corner": (
        each(PATTERNS, lambda d: np.fft.ifftshift(d, axes=(1, 2))),
        "centre", "error", "--pattern-fftshift",
    ),
    "positions in metres": (
        each(COORDINATES, lambda p: 1e-8 * p), "ycoords, xcoords", "error", "--position-unit m",
    ),
    "positions in micrometres": (
        each(COORDINATES, lambda p: 1e-3 * p), "positions", "error", "unit is not pixels",
    ),
    "x and y exchanged": (swapped, "orientation", "error", "--position-order xy"),
    "sign of y": (
        each(("ycoords",), lambda p: -p), "orientation", "error", "--position-flip y",
    ),
    "sign of x": (
        each(("xcoords",), lambda p: -p), "orientation", "error", "--position-flip x",
    ),
    "patterns transposed": (
        each(PATTERNS, lambda d: np.swapaxes(d, 1, 2)),
        "orientation", "error", "--pattern-transpose",
    ),
    "patterns upside down": (
        each(PATTERNS, lambda d: d[:, ::-1]), "orientation", "error", "--pattern-flip rows",
    ),
    "positions in another order": (shuffled, "orientation", "warning", "same order"),
    "one NaN": (with_nan, "diff3d", "error", "pattern 17, row 3, column 4"),
    "one negative value": (with_negative, "diff3d", "error", "negative"),
    "a dead column": (at("diff3d", np.s_[:, :, 14], 0), "pixels", "warning", "stay dark"),
    "a hot pixel": (at("diff3d", np.s_[:, 5, 6], 60_000), "pixels", "warning", "row 5, column 6"),
    "saturation": (saturated, "saturation", "warning", "attenuate"),
    "probe twice as large": (
        each(("probeGuess",), lambda p: resized(p, 2.0)), "probe size", "warning", "too large",
    ),
    "probe half as large": (
        each(("probeGuess",), lambda p: resized(p, 0.5)), "probe size", "warning", "too small",
    ),
    "no overlap": (spread, "overlap", "warning", "no overlap"),
    "a dark pattern": (at("diff3d", 31, 0), "diff3d", "error", "pattern 31"),
    "a frozen detector": (frozen, "patterns", "warning", "repeat"),
    "beam lost": (
        each(PATTERNS, lambda d: np.where(np.arange(len(d))[:, None, None] == 80, d // 20, d)),
        "patterns", "warning", "first is 80",
    ),
    "few photons": (
        each(PATTERNS, lambda d: d // 4000), "photons", "warning", "counts per pattern",
    ),
    "all positions the same": (
        each(COORDINATES, lambda p: np.full_like(p, 30.0)), "positions", "error", "the same",
    ),
    "a stray position": (at("ycoords", 9, 400.0), "positions", "warning", "1 stray"),
    "one position missing": (
        each(("ycoords",), lambda p: p[:-1]), "ycoords", "error", "143 positions for 144",
    ),
    "no probe": (lambda a: a.pop("probeGuess"), "probeGuess", "error", "mean_pattern"),
    "mask upside down": (
        lambda a: a.update(bad_pixels=np.ones((N, N), bool) & (np.arange(N) > 2)),
        "pixels", "warning", "bad pixels True",
    ),
    "object of another scan": (
        lambda a: a.update(objectGuess=a["objectGuess"][:20, :20]), "truth", "warning", "leave it",
    ),
}  # fmt: skip


@pytest.mark.parametrize("defect", DEFECTS)
def test_a_defect_is_named_with_its_cure(defect: str, tmp_path: Path) -> None:
    change, name, verdict, text = DEFECTS[defect]
    arrays = arrays_of(good())
    change(arrays)
    found = alarms(checked(tmp_path / "scan.npz", arrays))
    assert name in found, found
    assert found[name].verdict == verdict
    assert text in str(found[name])
    assert found[name].cure


def test_counts_declared_as_amplitude_are_named(tmp_path: Path) -> None:
    found = alarms(checked(tmp_path / "scan.npz", arrays_of(good()), "amplitude"))
    assert found["measurement"].verdict == "error"
    assert "--measurement" in found["measurement"].cure


@pytest.mark.parametrize("value", [1e300, -1e300, 1e18, -1e12])
@pytest.mark.parametrize("n_far", [1, 144])
def test_positions_absurdly_far_away_are_an_error(
    value: float, n_far: int, tmp_path: Path, recwarn: pytest.WarningsRecorder
) -> None:
    arrays = arrays_of(good())
    at("xcoords", slice(0, n_far, 2), value)(arrays)
    at("ycoords", slice(0, n_far, 2), -value)(arrays)
    found = alarms(checked(tmp_path / "scan.npz", arrays))
    assert [item for item in found.values() if item.verdict == "error"]
    look, _ = look_at_file(tmp_path / "scan.npz", "auto", Reading())
    if look is not None:
        save_scan_sheet(tmp_path / "look.png", look)
        assert imread(tmp_path / "look.png").std() > 0.01
    assert not [warning for warning in recwarn if "ptycho" in str(warning.filename)]


def test_a_file_that_cannot_be_read_is_one_error(tmp_path: Path) -> None:
    (tmp_path / "scan.npz").write_bytes(b"")
    _, faults = look_at_file(tmp_path / "scan.npz", "auto", Reading())
    (item,) = fault_items(faults)
    assert item.verdict == "error"
    assert "empty" in item.finding


GOOD: dict[str, Callable[[], Scan]] = {
    "raster": good,
    "spiral": lambda: simulated(scan_pattern="spiral", object_kind="dead_leaves"),
    "fermat": lambda: simulated(scan_pattern="fermat", object_kind="circuit", seed=2),
    "gaussian probe": lambda: simulated(probe_kind="gaussian", object_kind="siemens_star"),
    "disk probe": lambda: simulated(probe_kind="disk", object_kind="mixed"),
    "low dose": lambda: simulated(photons_per_pattern=500.0),
    "without noise": lambda: simulated(noise=False),
    "64 pixels, wide steps": lambda: simulated(
        patch_size=64, probe_diameter_px=29.0, step_px=12.0, n_positions=100
    ),
    "small probe, small steps": lambda: simulated(
        probe_kind="gaussian", probe_diameter_px=7.0, step_px=1.5, n_positions=256
    ),
    "wide probe": lambda: simulated(probe_diameter_px=22.0, step_px=5.0),
    "regular grid": lambda: simulated(position_jitter=0.0, seed=5),
    "high dose": lambda: simulated(photons_per_pattern=1e8, seed=6),
}


@pytest.mark.parametrize("kind", GOOD)
def test_a_good_scan_raises_no_alarm(kind: str, tmp_path: Path) -> None:
    scan = GOOD[kind]()
    save_scan(tmp_path / "scan.npz", scan)
    look, faults = look_at_file(tmp_path / "scan.npz", "auto", Reading())
    assert not faults
    assert look is not None
    assert not alarms(examine(look))
    assert not alarms(examine(look_at_scan(scan)))


@pytest.mark.parametrize("dtype", [np.uint16, np.int32, np.uint32, np.float32, np.float64])
def test_a_good_scan_of_counts_raises_no_alarm(dtype: Any, tmp_path: Path) -> None:
    arrays = arrays_of(good())
    arrays["diff3d"] = arrays["diff3d"].astype(dtype)
    assert not alarms(checked(tmp_path / "scan.npz", arrays))


def training_hdf5(path: Path, scan: Scan) -> Path:
    """A scan as ptychodus writes it to train on."""
    y, x = scan.positions_yx_px.T
    with h5py.File(path, "w") as file:
        file["patterns"] = np.rint(scan.amplitudes**2).astype(np.uint16)
        middle = (y - 0.5, x - 0.5)  # the first pixel is centred at 0
        file["probe_position_y_px"], file["probe_position_x_px"] = middle
        file["probe"] = scan.probe
    return path


def cxi(path: Path, scan: Scan) -> Path:
    """A scan as beamlines write it: lengths in metres; there is no probe in it."""
    y, x = scan.positions_yx_px.T
    pixel = 1e-10 * 1.9 / (scan.patch_size * 172e-6)
    with h5py.File(path, "w") as file:
        file["cxi_version"] = 140
        entry = file.create_group("entry_1")
        counts = np.rint(scan.amplitudes**2).astype(np.uint32)
        entry["instrument_1/detector_1/data"] = counts
        entry["instrument_1/detector_1/distance"] = 1.9
        entry["instrument_1/detector_1/x_pixel_size"] = 172e-6
        entry["instrument_1/source_1/wavelength"] = 1e-10
        entry["sample_1/geometry_1/translation"] = np.stack([x, y, 0 * x], 1) * pixel
    return path


@pytest.mark.parametrize(
    ("written", "reading"),
    [(training_hdf5, {}), (cxi, {"position_unit": "m", "probe_source": "mean_pattern"})],
)
def test_a_good_scan_of_another_format_raises_no_alarm(
    written: Callable[[Path, Scan], Path], reading: dict[str, Any], tmp_path: Path
) -> None:
    path = written(tmp_path / "scan.h5", good())
    look, faults = look_at_file(path, "auto", Reading(**reading))
    assert not faults
    assert look is not None
    assert look.kind != "NPZ"
    assert not alarms(examine(look))


def test_bad_pixels_may_hold_anything(tmp_path: Path) -> None:
    arrays = arrays_of(good())
    arrays["diff3d"] = arrays["diff3d"].astype(np.float32)
    arrays["diff3d"][:, :, 14] = np.nan
    arrays["bad_pixels"] = np.zeros((N, N), bool)
    arrays["bad_pixels"][:, 14] = True
    assert not alarms(checked(tmp_path / "scan.npz", arrays))


def test_a_measured_scan_raises_no_alarm(measured_scan: Path) -> None:
    look, faults = look_at_file(measured_scan, "auto", Reading())
    assert not faults
    assert look is not None
    assert not alarms(examine(look))
    assert not alarms(examine(look_at_scan(load_scan(measured_scan))))


def test_patterns_last_and_compressed_give_the_same_findings(tmp_path: Path) -> None:
    arrays = arrays_of(good())
    reference = [str(item) for item in checked(tmp_path / "scan.npz", arrays)]
    np.savez_compressed(
        tmp_path / "scan.npz",
        **(arrays | {"diff3d": np.ascontiguousarray(np.moveaxis(arrays["diff3d"], 0, -1))}),
    )
    look, _ = look_at_file(tmp_path / "scan.npz", "auto", Reading())
    assert look is not None
    assert [str(item) for item in examine(look)] == reference
