"""A scan in memory is read and checked like the same scan in a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ptycho.raw_data import Scan, load_scan, scan_from_arrays
from ptycho_generated.faults import InputError


def _arrays(dtype: Any = np.uint16) -> dict[str, np.ndarray[Any, Any]]:
    rng = np.random.default_rng(0)
    return {
        "diff3d": rng.integers(1, 200, (6, 8, 8)).astype(dtype),
        "xcoords": rng.uniform(4, 20, 6),
        "ycoords": rng.uniform(4, 20, 6),
        "probeGuess": rng.normal(size=(2, 8, 8)) + 1j * rng.normal(size=(2, 8, 8)),
        "bad_pixels": np.eye(8, dtype=bool),
    }


def _same(one: Scan, other: Scan) -> None:
    for name in ("amplitudes", "positions_yx_px", "probe", "mask"):
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name))
    assert (one.measured_as, one.truth) == (other.measured_as, other.truth)


@pytest.mark.parametrize("dtype", ["u1", "u2", "u4", "u8", "i2", "i4", "i8"])
def test_counts_of_any_integer_dtype_are_those_of_the_file(dtype: str, tmp_path: Path) -> None:
    arrays = _arrays(dtype)
    np.savez(tmp_path / "scan.npz", **arrays)
    before = {key: array.copy() for key, array in arrays.items()}
    scan = scan_from_arrays(arrays)
    _same(scan, load_scan(tmp_path / "scan.npz"))
    assert scan.measured_as == "counts"
    for key, array in arrays.items():
        np.testing.assert_array_equal(array, before[key])


def test_patterns_last_and_many_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    arrays = _arrays()
    whole = scan_from_arrays(arrays)
    monkeypatch.setattr("ptycho.scan_source._BLOCK_BYTES", 200)
    _same(scan_from_arrays(arrays), whole)
    arrays["diff3d"] = np.moveaxis(arrays["diff3d"], 0, -1)
    _same(scan_from_arrays(arrays), whole)


def test_what_a_float_stack_holds_can_be_said() -> None:
    arrays = _arrays(np.float64)
    arrays["diff3d"] = arrays["diff3d"] + 0.25
    scan = scan_from_arrays(arrays, measurement="counts")
    good = scan.mask
    np.testing.assert_allclose(scan.amplitudes[:, good] ** 2, arrays["diff3d"][:, good], rtol=1e-6)


def test_all_faults_are_named_at_once() -> None:
    arrays = _arrays()
    arrays["xcoords"] = arrays["xcoords"][:3]
    arrays["probeGuess"] = arrays["probeGuess"] * 0
    with pytest.raises(InputError) as caught:
        scan_from_arrays(arrays, name="the scan in memory")
    lines = [str(fault) for fault in caught.value.faults]
    assert len(lines) == 2
    assert all(line.startswith("the scan in memory, key ") for line in lines)
