"""One scan written in every HDF5 layout is the scan that was written."""

from pathlib import Path

import h5py
import numpy as np
import pytest

from ptycho.raw_data import load_scan, peek_patch_size
from ptycho.reading import Reading
from ptycho_generated.faults import InputError

M, N, H, W = 9, 16, 40, 45
PIXEL_M = 2.0e-8
RNG = np.random.default_rng(3)
COUNTS = RNG.poisson(40.0, (M, N, N)).astype(np.uint32)
PROBE = (RNG.normal(size=(2, N, N)) + 1j * RNG.normal(size=(2, N, N))).astype(np.complex64)
OBJECT = np.exp(1j * RNG.normal(size=(H, W))).astype(np.complex64)
CENTRES = RNG.uniform(10.0, 30.0, (M, 2))  # y, x of the middle of the probe in the object's pixels
BAD = np.zeros((N, N), np.bool_)
BAD[2, 9] = True


def metres(axis: int) -> np.ndarray:
    """Positions about an origin at (3 um, -4 um), which is the middle of the object array."""
    size, origin = ((H, 3e-6), (W, -4e-6))[axis]
    return (CENTRES[:, axis] - (size - 1) / 2) * PIXEL_M + origin


def training_file(folder: Path) -> Path:
    with h5py.File(folder / "training.h5", "w") as file:
        file.create_dataset("patterns", data=COUNTS, compression="lzf", chunks=(2, N, N))
        file["bad_pixels"] = BAD
        file["probe"] = PROBE
        file["object"] = OBJECT
        file["probe_position_y_px"], file["probe_position_x_px"] = CENTRES.T
        file["object_pixel_width_m"] = file["object_pixel_height_m"] = PIXEL_M
        file["detector_object_distance_m"], file["photon_energy_eV"] = 2.0, 8000.0
    return folder / "training.h5"


def product_pair(folder: Path) -> Path:
    with h5py.File(folder / "diffraction.h5", "w") as file:
        file["patterns"] = COUNTS
        file["patterns"].attrs["detector_pixel_width_m"] = 75e-6
        file["bad_pixels"] = BAD
        file["indexes"] = np.arange(M)
    with h5py.File(folder / "product.h5", "w") as file:
        file["probe"] = PROBE[None]
        file["object"] = OBJECT[None]
        centre = {"center_y_m": 3e-6, "center_x_m": -4e-6}
        file["object"].attrs.update(centre | {"pixel_width_m": PIXEL_M, "pixel_height_m": PIXEL_M})
        file["probe_position_y_m"], file["probe_position_x_m"] = metres(0), metres(1)
        file["probe_position_indexes"] = np.arange(M)
        file.attrs["detector_object_distance_m"] = 2.0
    return folder / "product.h5"


LAYOUTS = {
    "training": training_file,
    "product": product_pair,
    "diffraction": lambda folder: product_pair(folder).with_name("diffraction.h5"),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_ptychodus_file_is_the_scan_that_was_written(layout: str, tmp_path: Path) -> None:
    path = LAYOUTS[layout](tmp_path)
    scan = load_scan(path)
    np.testing.assert_allclose(scan.amplitudes**2, COUNTS * ~BAD, rtol=1e-5)
    np.testing.assert_array_equal(scan.probe, PROBE)
    np.testing.assert_array_equal(scan.mask, ~BAD)
    np.testing.assert_array_equal(scan.truth, OBJECT)
    assert (scan.measured_as, scan.pixel_size_m) == ("counts", PIXEL_M)
    assert peek_patch_size(path) == N


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_middle_of_a_patch_is_where_ptychodus_puts_it(layout: str, tmp_path: Path) -> None:
    """The patch covers N pixels about the position, the pixel [i] being centred at i."""
    positions = load_scan(LAYOUTS[layout](tmp_path)).positions_yx_px
    first = positions - N / 2  # of the contract: rows [y - N/2, y + N/2)
    np.testing.assert_allclose(first + (N - 1) / 2, CENTRES, rtol=1e-9)


def cxi_file(folder: Path, **left_out: bool) -> Path:
    with h5py.File(folder / "scan.cxi", "w") as file:
        detector = file.create_group("entry_1/instrument_1/detector_1")
        detector["data"] = COUNTS
        detector["mask"] = BAD.astype(np.uint32)
        detector["distance"], detector["x_pixel_size"] = 1.5, 50e-6
        wavelength_m = PIXEL_M * N * 50e-6 / 1.5
        file["entry_1/instrument_1/source_1/energy"] = 1.98644586e-25 / wavelength_m
        translation = np.zeros((M, 3))
        translation[:, 0], translation[:, 1] = metres(1), metres(0)
        file["entry_1/sample_1/geometry_1/translation"] = translation
        file["entry_1/data_1/data"] = h5py.SoftLink("/entry_1/instrument_1/detector_1/data")
        if not left_out.get("probe"):
            file["entry_1/instrument_1/source_1/illumination"] = PROBE
    return folder / "scan.cxi"


def test_a_cxi_file_is_read_in_metres(tmp_path: Path) -> None:
    scan = load_scan(cxi_file(tmp_path))
    np.testing.assert_allclose(scan.amplitudes**2, COUNTS * ~BAD, rtol=1e-5)
    expected = np.stack([metres(0), metres(1)], axis=1) / PIXEL_M
    np.testing.assert_allclose(scan.positions_yx_px, expected, rtol=1e-6)
    assert scan.pixel_size_m == pytest.approx(PIXEL_M)
    np.testing.assert_array_equal(scan.probe, PROBE)
    np.testing.assert_array_equal(scan.mask, ~BAD)


def test_a_cxi_file_without_probe_says_what_to_do(tmp_path: Path) -> None:
    path = cxi_file(tmp_path, probe=True)
    with pytest.raises(InputError, match="--probe-source mean_pattern"):
        load_scan(path)
    assert load_scan(path, reading=Reading(probe_source="mean_pattern")).probe.any()


def test_faults_name_the_key_of_the_file(tmp_path: Path) -> None:
    path = training_file(tmp_path)
    with h5py.File(path, "r+") as file:
        del file["probe_position_y_px"]
        file["probe_position_y_px"] = np.full(M, np.nan)
    with pytest.raises(InputError, match=r"key probe_position_y_px"):
        load_scan(path)


def test_what_holds_no_scan_is_refused(tmp_path: Path) -> None:
    product_pair(tmp_path).rename(tmp_path / "product2.h5")
    with pytest.raises(InputError, match="holds no patterns"):
        load_scan(tmp_path / "product2.h5")
    (tmp_path / "diffraction.h5").rename(tmp_path / "d.h5")
    with pytest.raises(InputError, match="holds no positions"):
        load_scan(tmp_path / "d.h5")
    with h5py.File(tmp_path / "other.h5", "w") as file:
        file["volume"] = np.zeros(3)
    with pytest.raises(InputError, match=r"unknown layout \(found: volume\)"):
        load_scan(tmp_path / "other.h5")
    (tmp_path / "cut.h5").write_bytes((tmp_path / "other.h5").read_bytes()[:600])
    with pytest.raises(InputError, match="cannot be read"):
        load_scan(tmp_path / "cut.h5")
