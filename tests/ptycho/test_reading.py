"""A file that departs from the contract, read with the knob that says so, is the same scan."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from ptycho.raw_data import Scan, load_scan
from ptycho.reading import Reading
from ptycho_generated.faults import InputError

M, N = 10, 16
PIXEL_M = 2.5e-8
Arrays = dict[str, np.ndarray]


@pytest.fixture
def arrays() -> Arrays:
    rng = np.random.default_rng(7)
    bad = np.zeros((N, N), np.bool_)
    bad[3, 5] = True
    return {
        "diff3d": rng.poisson(50.0, (M, N, N)).astype(np.uint16),
        "xcoords": rng.uniform(10, 60, M),
        "ycoords": rng.uniform(10, 60, M),
        "probeGuess": (rng.normal(size=(2, N, N)) + 1j * rng.normal(size=(2, N, N))).astype(
            np.complex64
        ),
        "bad_pixels": bad,
        "objectGuess": rng.normal(size=(80, 80)).astype(np.complex64),
    }


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., Scan]:
    def written_and_read(arrays: Arrays, **reading: object) -> Scan:
        np.savez(tmp_path / "scan.npz", **arrays)
        return load_scan(tmp_path / "scan.npz", reading=Reading(**reading))

    return written_and_read


def on_detector(arrays: Arrays, change: Callable[[np.ndarray], np.ndarray]) -> Arrays:
    return arrays | {key: change(arrays[key]) for key in ("diff3d", "bad_pixels")}


DEPARTURES: dict[str, tuple[Callable[[Arrays], Arrays], dict[str, object]]] = {
    "corner": (
        lambda a: on_detector(a, lambda d: np.fft.ifftshift(d, axes=(-2, -1))),
        {"pattern_fftshift": True},
    ),
    "transposed": (
        lambda a: on_detector(a, lambda d: np.swapaxes(d, -2, -1)),
        {"pattern_transpose": True},
    ),
    "upside down": (
        lambda a: on_detector(a, lambda d: d[..., ::-1, :]),
        {"pattern_flip": "rows"},
    ),
    "rotated": (
        lambda a: on_detector(a, lambda d: np.rot90(d, axes=(-2, -1))),
        {"pattern_transpose": True, "pattern_flip": "columns"},
    ),
    "coordinates exchanged": (
        lambda a: a | {"xcoords": a["ycoords"], "ycoords": a["xcoords"]},
        {"position_order": "xy"},
    ),
    "sign": (lambda a: a | {"ycoords": -a["ycoords"]}, {"position_flip": "y"}),
    "metres": (
        lambda a: a | {key: a[key] * PIXEL_M for key in ("xcoords", "ycoords")},
        {"position_unit": "m", "object_pixel_size_m": PIXEL_M},
    ),
    "metres by geometry": (
        lambda a: a | {key: a[key] * PIXEL_M for key in ("xcoords", "ycoords")},
        {
            "position_unit": "m",
            "wavelength_m": 1e-10,
            "detector_distance_m": 2.0,
            "detector_pixel_size_m": 2e-10 / (N * PIXEL_M),
        },
    ),
}


@pytest.mark.parametrize("departure", DEPARTURES)
def test_a_departure_is_undone_by_its_knob(
    departure: str, arrays: Arrays, read: Callable[..., Scan]
) -> None:
    reference = read(arrays)
    depart, knobs = DEPARTURES[departure]
    scan = read(depart(arrays), **knobs)
    np.testing.assert_array_equal(scan.amplitudes, reference.amplitudes)
    np.testing.assert_array_equal(scan.mask, reference.mask)
    np.testing.assert_array_equal(scan.probe, reference.probe)
    np.testing.assert_allclose(scan.positions_yx_px, reference.positions_yx_px, rtol=1e-12)


def far_field(probe: np.ndarray) -> np.ndarray:
    shifted = np.fft.ifftshift(probe, axes=(-2, -1))
    return np.fft.fftshift(np.fft.fft2(shifted, norm="ortho"), axes=(-2, -1))


def test_a_smaller_detector_sees_the_centre_of_the_far_field(
    arrays: Arrays, read: Callable[..., Scan]
) -> None:
    whole, part = (
        read(arrays, object_pixel_size_m=PIXEL_M),
        read(arrays, pattern_crop_px=8, object_pixel_size_m=PIXEL_M),
    )
    centre = (slice(4, 12), slice(4, 12))
    np.testing.assert_array_equal(part.amplitudes, whole.amplitudes[:, *centre])
    np.testing.assert_array_equal(part.mask, whole.mask[centre])
    np.testing.assert_allclose(
        far_field(part.probe), far_field(whole.probe)[:, *centre], rtol=1e-4, atol=1e-4
    )
    np.testing.assert_allclose(part.positions_yx_px, whole.positions_yx_px / 2)
    assert part.pixel_size_m == pytest.approx(2 * PIXEL_M)
    assert part.truth is None  # its pixels are not those of the object any more


def test_binning_keeps_the_counts_and_the_pixel_of_the_object(
    arrays: Arrays, read: Callable[..., Scan]
) -> None:
    arrays["bad_pixels"][:] = False
    whole, binned = read(arrays), read(arrays, pattern_binning=2)
    counts = (whole.amplitudes**2).sum(axis=(1, 2))
    np.testing.assert_allclose((binned.amplitudes**2).sum(axis=(1, 2)), counts, rtol=1e-5)
    assert binned.patch_size == N // 2
    np.testing.assert_array_equal(binned.probe, whole.probe[:, 4:12, 4:12])
    np.testing.assert_array_equal(binned.positions_yx_px, whole.positions_yx_px)
    assert binned.truth is not None


def test_a_bin_with_a_bad_pixel_is_bad(arrays: Arrays, read: Callable[..., Scan]) -> None:
    scan = read(arrays, pattern_binning=2)
    assert not scan.mask[1, 2]
    assert np.count_nonzero(~scan.mask) == 1


def test_the_probe_of_the_mean_pattern_has_its_far_field(
    arrays: Arrays, read: Callable[..., Scan]
) -> None:
    del arrays["probeGuess"]
    scan = read(arrays, probe_source="mean_pattern")
    mean = np.sqrt((scan.amplitudes**2).mean(axis=0))
    np.testing.assert_allclose(np.abs(far_field(scan.probe[0])), mean, rtol=1e-4, atol=1e-4)


WRONG = {
    "crop beyond the detector": ({"pattern_crop_px": 32}, "--pattern-crop-px", "at most 16"),
    "bins that do not divide": ({"pattern_binning": 3}, "--pattern-binning", "divisor"),
    "metres without a pixel": (
        {"position_unit": "m"},
        "key ycoords, xcoords",
        "--object-pixel-size-m",
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_cannot_be_read_so_is_named(
    case: str, arrays: Arrays, read: Callable[..., Scan]
) -> None:
    knobs, place, cure = WRONG[case]
    with pytest.raises(InputError) as raised:
        read(arrays, **knobs)
    (fault,) = raised.value.faults
    assert place in str(fault)
    assert cure in str(fault)


def test_reading_changes_nothing_where_nothing_is_asked() -> None:
    assert replace(Reading()) == Reading()
    assert Reading().probe_source == "file"
