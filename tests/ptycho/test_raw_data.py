"""The data contract: one scan in all its spellings is one scan, and every mistake has a name."""

import os
import pickle
import tracemalloc
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ptycho.raw_data import (
    Scan,
    load_scan,
    peek_patch_size,
    save_scan,
    scan_from_arrays,
    scan_keys,
)
from ptycho_generated.faults import InputError

M, N = 12, 8


def good_arrays() -> dict[str, np.ndarray]:
    """A file's content: counts as float32, one probe mode, no mask, no truth."""
    rng = np.random.default_rng(0)
    return {
        "diff3d": rng.poisson(50.0, (M, N, N)).astype(np.float32),
        "xcoords": rng.uniform(10, 60, M),
        "ycoords": rng.uniform(10, 60, M),
        "probeGuess": (rng.normal(size=(N, N)) + 1j * rng.normal(size=(N, N))).astype(np.complex64),
    }


def written(folder: Path, arrays: dict[str, np.ndarray]) -> Path:
    path = folder / "scan.npz"
    np.savez(path, **arrays)
    return path


def assert_same_scan(one: Scan, other: Scan) -> None:
    np.testing.assert_array_equal(one.amplitudes, other.amplitudes)
    np.testing.assert_array_equal(one.positions_yx_px, other.positions_yx_px)
    np.testing.assert_array_equal(one.probe, other.probe)
    np.testing.assert_array_equal(one.mask, other.mask)


def test_the_arrays_come_in_the_promised_form(tmp_path: Path) -> None:
    arrays = good_arrays()
    scan = load_scan(written(tmp_path, arrays))
    assert (scan.n_patterns, scan.patch_size) == (M, N)
    assert scan.amplitudes.dtype == np.float32
    assert scan.amplitudes.flags.c_contiguous
    np.testing.assert_allclose(scan.amplitudes**2, arrays["diff3d"], rtol=1e-6)
    np.testing.assert_array_equal(scan.positions_yx_px[:, 0], arrays["ycoords"])
    np.testing.assert_array_equal(scan.positions_yx_px[:, 1], arrays["xcoords"])
    assert scan.probe.shape == (1, N, N)
    assert scan.probe.dtype == np.complex64
    assert scan.mask.all()
    assert scan.truth is None
    assert scan.measured_as == "counts"


SPELLINGS = {
    "patterns last": lambda a: a | {"diff3d": np.moveaxis(a["diff3d"], 0, -1).copy()},
    "patterns last, Fortran order": lambda a: (
        a | {"diff3d": np.asfortranarray(np.moveaxis(a["diff3d"], 0, -1))}
    ),
    "Fortran order": lambda a: a | {"diff3d": np.asfortranarray(a["diff3d"])},
    "other key": lambda a: (
        {k: v for k, v in a.items() if k != "diff3d"} | {"diffraction": a["diff3d"]}
    ),
    "uint16": lambda a: a | {"diff3d": a["diff3d"].astype(np.uint16)},
    "big endian": lambda a: a | {"diff3d": a["diff3d"].astype(">i4")},
    "float64": lambda a: a | {"diff3d": a["diff3d"].astype(np.float64)},
    "amplitude": lambda a: a | {"diff3d": np.sqrt(a["diff3d"])},
    "probe with mode axis": lambda a: a | {"probeGuess": a["probeGuess"][None]},
    "no bad pixels": lambda a: a | {"bad_pixels": np.zeros((N, N), np.bool_)},
    "constant object": lambda a: a | {"objectGuess": np.ones((70, 70), np.complex64)},
    "further keys": lambda a: a | {"note": np.array("text"), "scan_index": np.zeros(M, np.int64)},
}


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_every_spelling_of_one_scan_is_the_same_scan(tmp_path: Path, spelling: str) -> None:
    arrays = good_arrays()
    reference = load_scan(written(tmp_path, arrays))
    respelled = written(tmp_path, SPELLINGS[spelling](arrays))
    assert_same_scan(load_scan(respelled), reference)
    assert peek_patch_size(respelled) == N


def test_a_saved_scan_is_loaded_unchanged(tmp_path: Path) -> None:
    arrays = good_arrays()
    arrays["probeGuess"] = np.stack([arrays["probeGuess"], 0.3 * arrays["probeGuess"].T])
    arrays["objectGuess"] = np.exp(1j * np.arange(35.0).reshape(5, 7)).astype(np.complex64)
    arrays["bad_pixels"] = np.eye(N, dtype=np.bool_)
    scan = load_scan(written(tmp_path, arrays))
    save_scan(tmp_path / "new" / "again.npz", scan, metadata={"seed": 3})
    again = load_scan(tmp_path / "new" / "again.npz")
    assert_same_scan(again, scan)
    assert again.measured_as == "amplitude"
    assert scan.truth is not None
    np.testing.assert_array_equal(again.truth, scan.truth)
    assert "_metadata" in scan_keys(tmp_path / "new" / "again.npz")


def test_bad_pixels_are_zero_and_may_hold_anything(tmp_path: Path) -> None:
    arrays = good_arrays()
    arrays["bad_pixels"] = np.zeros((N, N), np.bool_)
    arrays["bad_pixels"][2, 5] = True
    clean = load_scan(written(tmp_path, arrays))
    arrays["diff3d"][3, 2, 5] = np.nan
    arrays["diff3d"][4, 2, 5] = -7
    scan = load_scan(written(tmp_path, arrays))
    assert not scan.mask[2, 5]
    assert scan.mask.sum() == N * N - 1
    assert (scan.amplitudes[:, 2, 5] == 0).all()
    assert_same_scan(scan, clean)


def test_select_keeps_patterns_and_positions_together(tmp_path: Path) -> None:
    scan = load_scan(written(tmp_path, good_arrays()))
    odd = scan.select(slice(1, None, 2))
    some = scan.select(np.array([5, 1]))
    np.testing.assert_array_equal(odd.amplitudes, scan.amplitudes[1::2])
    np.testing.assert_array_equal(some.positions_yx_px, scan.positions_yx_px[[5, 1]])
    np.testing.assert_array_equal(some.amplitudes, scan.amplitudes[[5, 1]])


def changed(key: str, index: tuple[int, ...], value: complex) -> Any:
    """A change of one element of one array."""

    def change(arrays: dict[str, np.ndarray]) -> None:
        arrays[key][index] = value

    return change


def replaced(**new: np.ndarray) -> Any:
    return lambda arrays: arrays.update(new)


def renamed(old: str, new: str) -> Any:
    return lambda arrays: arrays.update({new: arrays.pop(old)})


def converted(key: str, convert: Any) -> Any:
    return lambda arrays: arrays.update({key: convert(arrays[key])})


STACK = np.ones((M, N, N), np.float32)
MISTAKES = {
    "no patterns": (renamed("diff3d", "x"), "key diff3d", "keys in the file: probeGuess, x,"),
    "misspelled": (renamed("xcoords", "xcoord"), "key xcoords", "rename xcoord to xcoords"),
    "no probe": (lambda a: a.pop("probeGuess"), "key probeGuess", "add probeGuess"),
    "complex patterns": (converted("diff3d", np.complex64), "key diff3d", "complex64"),
    "text patterns": (replaced(diff3d=np.array(["a"])), "key diff3d", "<U1"),
    "one pattern, 2-D": (replaced(diff3d=STACK[0]), "key diff3d", "(8, 8)"),
    "no pattern at all": (replaced(diff3d=STACK[:0]), "key diff3d", "is empty"),
    "not square": (replaced(diff3d=STACK[:, :, :5]), "key diff3d", "no square patterns"),
    "NaN": (changed("diff3d", (3, 1, 2), np.nan), "key diff3d", "pattern 3, row 1, column 2"),
    "Inf": (changed("diff3d", (3, 1, 2), np.inf), "key diff3d", "1 of 768 values are NaN or Inf"),
    "too large": (
        lambda a: a.update(diff3d=a["diff3d"].astype(np.float64) * 1e300),
        "key diff3d",
        "NaN or Inf",
    ),
    "negative": (changed("diff3d", (11, 0, 7), -1), "key diff3d", "negative (first at pattern 11"),
    "gap marker": (
        lambda a: a.update(diff3d=np.where(a["diff3d"] > 60, 2**32 - 1, 5).astype(np.uint32)),
        "key diff3d",
        "marks gaps",
    ),
    "dark pattern": (changed("diff3d", (4,), 0), "key diff3d", "first is pattern 4"),
    "positions too few": (
        converted("xcoords", lambda x: x[:-1]),
        "key xcoords",
        "11 positions for 12 patterns",
    ),
    "positions 2-D": (converted("ycoords", lambda y: y[:, None]), "key ycoords", "shape (12, 1)"),
    "positions NaN": (changed("ycoords", (2,), np.nan), "key ycoords", "first at [2]"),
    "positions complex": (converted("ycoords", np.complex128), "key ycoords", "real numbers"),
    "metres": (
        lambda a: a.update({k: a[k] * 1e-8 for k in ("xcoords", "ycoords")}),
        "key ycoords, xcoords",
        "metres",
    ),
    "a stray position": (changed("xcoords", (0,), 1e9), "key ycoords, xcoords", "spread over"),
    "probe too wide": (
        converted("probeGuess", lambda p: np.pad(p, 4)),
        "key probeGuess",
        "16 px wide while the patterns are 8 px wide",
    ),
    "probe 1-D": (converted("probeGuess", np.ravel), "key probeGuess", "shape (64,)"),
    "probe zero": (converted("probeGuess", np.zeros_like), "key probeGuess", "zero everywhere"),
    "probe NaN": (changed("probeGuess", (1, 1), np.nan), "key probeGuess", "first at [1, 1]"),
    "mask of other shape": (
        replaced(bad_pixels=np.zeros((N, N + 1), np.bool_)),
        "key bad_pixels",
        "shape (8, 9)",
    ),
    "all bad": (replaced(bad_pixels=np.ones((N, N), np.bool_)), "key bad_pixels", "every pixel"),
    "truth 3-D": (replaced(objectGuess=np.ones((2, 5, 5))), "key objectGuess", "(2, 5, 5)"),
    "truth Inf": (
        replaced(objectGuess=np.array([[1, np.inf]])),
        "key objectGuess",
        "1 of 2 values",
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_each_mistake_is_one_line_that_names_place_value_and_cure(
    tmp_path: Path, mistake: str
) -> None:
    change, place, detail = MISTAKES[mistake]
    arrays = good_arrays()
    change(arrays)
    path = written(tmp_path, arrays)
    with pytest.raises(InputError) as caught:
        load_scan(path)
    relevant = [fault for fault in caught.value.faults if fault.place == f"{path}, {place}"]
    assert relevant, str(caught.value)
    assert detail in str(relevant[0])
    assert relevant[0].cure
    assert "\n" not in str(relevant[0])
    # an all-bad mask leaves no light in any pattern; nothing else has two consequences
    assert len(caught.value.faults) == (2 if mistake == "all bad" else 1)


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    arrays = good_arrays()
    for mistake in ("NaN", "negative", "misspelled", "positions 2-D", "probe zero"):
        MISTAKES[mistake][0](arrays)
    with pytest.raises(InputError) as caught:
        load_scan(written(tmp_path, arrays))
    assert len(caught.value.faults) == 5
    assert str(caught.value).count("\n") == 4


class _Marker:
    """Unpickling this makes a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __reduce__(self) -> tuple[Any, ...]:
        return os.mkdir, (str(self.folder),)


@pytest.mark.parametrize("key", ["diff3d", "xcoords", "probeGuess", "objectGuess", "bad_pixels"])
def test_nothing_is_ever_unpickled(tmp_path: Path, key: str) -> None:
    marker = tmp_path / "executed"
    pickle.loads(pickle.dumps(_Marker(marker)))
    assert marker.is_dir(), "the trap works"
    marker.rmdir()
    arrays = good_arrays() | {key: np.array([_Marker(marker)], dtype=object)}
    with pytest.raises(InputError, match="never loaded"):
        load_scan(written(tmp_path, arrays))
    assert not marker.exists()


def test_the_patch_size_is_read_from_headers_alone(tmp_path: Path) -> None:
    arrays = {k: v if k == "probeGuess" else np.repeat(v, 9, 0) for k, v in good_arrays().items()}
    path = written(tmp_path, arrays)
    content = bytearray(path.read_bytes())
    content[9000:9010] = bytes(10)  # within the values of the patterns
    path.write_bytes(content)
    assert peek_patch_size(path) == N
    with pytest.raises(InputError, match="damaged"):
        load_scan(path)


@pytest.mark.parametrize("spelling", ["patterns last", "uint16", "float64", "amplitude"])
def test_the_stack_is_held_once(tmp_path: Path, spelling: str) -> None:
    n_patterns, side = 600, 64
    arrays = good_arrays() | {
        "diff3d": np.random.default_rng(0).poisson(3.0, (n_patterns, side, side)) + np.float32(0),
        "xcoords": np.zeros(n_patterns),
        "ycoords": np.zeros(n_patterns),
        "probeGuess": np.ones((side, side)),
    }
    path = written(tmp_path, SPELLINGS[spelling](arrays))
    tracemalloc.start()
    scan = load_scan(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    block = 40e6  # one block of the file and of the checks, whatever the size of the stack
    assert peak < scan.amplitudes.nbytes + block
    assert scan.amplitudes.nbytes == 4 * n_patterns * side**2


@pytest.fixture
def everything_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ptycho.pattern_stack._SMALLEST_MAPPED_BYTES", 0)


def amplitudes_in(folder: Path, **more: np.ndarray) -> tuple[Path, np.ndarray]:
    """A file of square roots of counts as float32, and the square roots."""
    roots = np.sqrt(good_arrays()["diff3d"]).astype(np.float32)
    return written(folder, good_arrays() | {"diff3d": roots} | more), roots


@pytest.mark.usefixtures("everything_is_large")
def test_a_large_stack_that_needs_no_change_stays_in_its_file(tmp_path: Path) -> None:
    path, roots = amplitudes_in(tmp_path)
    scan = load_scan(path, measurement="amplitude")
    assert isinstance(scan.amplitudes, np.memmap)
    assert not scan.amplitudes.flags.writeable
    np.testing.assert_array_equal(scan.amplitudes, roots)


@pytest.mark.usefixtures("everything_is_large")
def test_a_stack_that_needs_a_change_leaves_its_file_alone(tmp_path: Path) -> None:
    path, roots = amplitudes_in(tmp_path)
    before = path.read_bytes()
    scan = load_scan(path, measurement="counts")
    np.testing.assert_allclose(scan.amplitudes, np.sqrt(roots))
    bad = np.zeros(roots.shape[1:], bool)
    bad[0, 1] = True
    assert path.read_bytes() == before
    path, roots = amplitudes_in(tmp_path, bad_pixels=bad)
    scan = load_scan(path, measurement="amplitude")
    assert not isinstance(scan.amplitudes, np.memmap)
    np.testing.assert_array_equal(scan.amplitudes, np.where(bad, 0, roots))


@pytest.mark.usefixtures("everything_is_large")
def test_damage_is_found_in_a_stack_that_stays_in_its_file(tmp_path: Path) -> None:
    path, roots = amplitudes_in(tmp_path)
    place = path.read_bytes().index(roots.tobytes())
    content = bytearray(path.read_bytes())
    content[place : place + 4] = np.float32(1.25).tobytes()
    path.write_bytes(content)
    with pytest.raises(InputError, match="damaged"):
        load_scan(path, measurement="amplitude")


def test_a_measured_siemens_star_holds_counts_and_says_why(measured_scan: Path) -> None:
    scan = load_scan(measured_scan)
    assert (scan.n_patterns, scan.patch_size) == (516, 64)
    assert scan.measured_as == "counts"
    assert "whole numbers" in scan.measured_because
    # Parseval: the probe of this file is in the photon gauge
    power = np.square(np.abs(scan.probe)).sum()
    assert np.square(scan.amplitudes).sum() / 516 == pytest.approx(power, rel=1e-3)


@pytest.mark.usefixtures("everything_is_large")
def test_bad_pixels_that_are_zero_leave_a_stack_in_its_file(tmp_path: Path) -> None:
    bad = np.zeros((N, N), bool)
    bad[0, 1] = True
    path, roots = amplitudes_in(tmp_path, bad_pixels=bad)
    zeroed = written(
        tmp_path, dict(np.load(path)) | {"diff3d": np.where(bad, np.float32(0), roots)}
    )
    scan = load_scan(zeroed, measurement="amplitude")
    assert isinstance(scan.amplitudes, np.memmap)
    np.testing.assert_array_equal(scan.amplitudes, np.where(bad, 0, roots))
    np.testing.assert_array_equal(scan.mask, ~bad)


@pytest.mark.usefixtures("everything_is_large")
def test_a_program_may_hold_its_patterns_in_a_file_that_it_writes_to(tmp_path: Path) -> None:
    arrays = good_arrays()
    patterns = np.memmap(tmp_path / "patterns", np.float32, "w+", shape=(M, N, N))
    patterns[:] = arrays["diff3d"]
    scan = scan_from_arrays(arrays | {"diff3d": patterns}, measurement="counts")
    np.testing.assert_array_equal(patterns, arrays["diff3d"])
    np.testing.assert_allclose(scan.amplitudes**2, patterns, rtol=1e-6)


@pytest.mark.parametrize(
    ("said", "taken"),
    [
        (np.array(3e-8), 3e-8),
        (np.array(0.0), None),
        (np.array(np.nan), None),
        (np.array("3e-8"), None),
        (np.full(2, 3e-8), None),
    ],
)
def test_a_pixel_size_is_kept_and_one_that_is_none_is_passed_over(
    said: np.ndarray, taken: float | None, tmp_path: Path
) -> None:
    scan = load_scan(written(tmp_path, good_arrays() | {"object_pixel_size_m": said}))
    assert scan.pixel_size_m == taken
    save_scan(tmp_path / "again.npz", scan)
    assert load_scan(tmp_path / "again.npz").pixel_size_m == taken
