"""An object comes out of every kind of file where it was put in."""

from pathlib import Path

import numpy as np
import pytest

from ptycho.reconstruction_file import load_object, save_product
from ptycho_generated.faults import InputError

RNG = np.random.default_rng(0)
OBJECT = (RNG.normal(size=(30, 41)) + 1j * RNG.normal(size=(30, 41))).astype(np.complex64)
WEIGHT = RNG.random((30, 41)).astype(np.float32)
PROBE = RNG.normal(size=(2, 8, 8)).astype(np.complex64)
ORIGIN = np.array([12.0, -7.0])


def test_a_result_folder_and_its_file_are_the_same(tmp_path: Path) -> None:
    arrays = {"object": OBJECT, "weight": WEIGHT, "origin_yx": ORIGIN, "probe": PROBE}
    np.savez_compressed(tmp_path / "reconstruction.npz", **arrays)
    for path in (tmp_path, tmp_path / "reconstruction.npz"):
        found = load_object(path)
        np.testing.assert_array_equal(found.object, OBJECT)
        np.testing.assert_array_equal(found.weight, WEIGHT)
        np.testing.assert_array_equal(found.origin_yx, ORIGIN)
        np.testing.assert_array_equal(found.probe, PROBE)
        assert not found.is_truth


def test_the_object_of_a_scan_is_a_truth_at_the_origin(tmp_path: Path) -> None:
    np.savez(tmp_path / "scan.npz", objectGuess=OBJECT, probeGuess=PROBE[0])
    found = load_object(tmp_path / "scan.npz")
    assert found.is_truth
    assert not found.origin_yx.any()
    assert (found.weight == 1).all()
    assert found.probe is not None
    assert found.probe.shape == (1, 8, 8)


@pytest.mark.parametrize("pixel_size_m", [None, 2.3e-8])
@pytest.mark.parametrize("shape", [(30, 41), (31, 40)])
def test_a_product_gives_back_object_and_place(
    shape: tuple[int, int], pixel_size_m: float | None, tmp_path: Path
) -> None:
    object_ = np.resize(OBJECT, shape)
    positions = RNG.uniform(0, 30, (5, 2))
    path = tmp_path / "product.h5"
    save_product(path, object_, ORIGIN, PROBE, positions, pixel_size_m=pixel_size_m, name="scan")
    found = load_object(path)
    start = np.rint(ORIGIN - found.origin_yx).astype(int)
    np.testing.assert_allclose(found.origin_yx + start, ORIGIN, atol=1e-6)
    part = found.object[start[0] : start[0] + shape[0], start[1] : start[1] + shape[1]]
    np.testing.assert_array_equal(part, object_)
    np.testing.assert_array_equal(found.probe, PROBE)
    # ptychodus counts from half a pixel before the middle element of an even number.
    middle = found.origin_yx + (np.array(found.object.shape) - 1) / 2 + 0.5
    assert np.abs(middle - (positions.min(0) + positions.max(0)) / 2).max() <= 0.25 + 1e-9


@pytest.mark.parametrize(
    ("arrays", "problem"),
    [
        ({"diff3d": WEIGHT}, "holds no object"),
        ({"object": np.array(["text"])}, "holds no object"),
        ({"object": np.full((4, 4), np.nan)}, "NaN or Inf"),
    ],
)
def test_what_is_no_object_is_refused(
    arrays: dict[str, np.ndarray], problem: str, tmp_path: Path
) -> None:
    np.savez(tmp_path / "file.npz", **arrays)
    with pytest.raises(InputError, match=problem):
        load_object(tmp_path / "file.npz")


def test_a_missing_or_damaged_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        load_object(tmp_path / "none.npz")
    (tmp_path / "cut.h5").write_bytes(b"\x89HDF\r\n\x1a\n" + bytes(20))
    with pytest.raises(InputError, match="cannot be read"):
        load_object(tmp_path / "cut.h5")
