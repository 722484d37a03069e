"""Simulated scans: repeatable, true to the far-field model, and solvable by a plain solver."""

import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptycho.raw_data import Scan, load_scan
from ptycho.simulation import (
    OBJECT_KINDS,
    PROBE_KINDS,
    SCAN_PATTERNS,
    save_scans,
    simulate_scans,
)
from ptycho.simulation.forward import mean_intensity, measure, moved_probes, photon_gain
from ptycho.simulation.objects import make_object
from ptycho.simulation.probe import make_probe
from ptycho.simulation.scan import jittered, nominal_positions
from ptycho_generated.faults import InputError

SMALL: dict[str, Any] = {
    "object_kind": "mixed",
    "object_seed": None,
    "probe_kind": "defocus",
    "probe_diameter_px": 14.0,
    "patch_size": 32,
    "n_positions": 20,
    "scan_pattern": "raster",
    "step_px": 4.0,
    "position_jitter": 0.3,
    "photons_per_pattern": 1e5,
    "noise": True,
    "seed": 5,
}


def simulated(*names: str, **changes: Any) -> dict[str, Scan]:
    return simulate_scans(names or ("train",), **{**SMALL, **changes})


# ------------------------------------------------------------------ repeatability


def test_equal_arguments_give_equal_bytes(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        save_scans(tmp_path / folder, simulated("train", "test"), metadata=SMALL)
    for name in ("train.npz", "test.npz"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_a_scan_depends_on_the_seed_and_its_own_name_only() -> None:
    alone = simulated("test")["test"]
    among = simulated("train", "validation", "test")
    np.testing.assert_array_equal(alone.amplitudes, among["test"].amplitudes)
    np.testing.assert_array_equal(alone.probe, among["test"].probe)
    other_seed = simulated("test", seed=6)["test"]
    assert (alone.positions_yx_px != other_seed.positions_yx_px).all()


def test_scans_share_object_and_probe_but_neither_places_nor_noise() -> None:
    scans = simulated("train", "test")
    train, test = scans["train"], scans["test"]
    np.testing.assert_array_equal(train.truth, test.truth)
    np.testing.assert_array_equal(train.probe, test.probe)
    assert (train.positions_yx_px != test.positions_yx_px).all()
    assert (train.amplitudes != test.amplitudes).any()


def test_the_object_can_be_kept_while_the_rest_is_drawn_anew() -> None:
    one = simulated(seed=1, object_seed=9)["train"]
    other = simulated(seed=2, object_seed=9)["train"]
    np.testing.assert_array_equal(one.truth, other.truth)
    assert (one.positions_yx_px != other.positions_yx_px).all()


# ------------------------------------------------------------------ physics


def test_a_pattern_is_the_fourier_sum_written_out() -> None:
    """Against sums of exp(2 pi i ...) in float64, with the moved probe evaluated by its series."""
    rng = np.random.default_rng(0)
    n = 8
    object_ = make_object("mixed", 30, rng)
    probe = np.stack([make_probe("defocus", patch_size=n, diameter_px=4.0)] * 2)
    probe[1] = 0.5 * probe[1].T * 1j
    position = np.array([[13.3, 15.8]])
    pattern = next(mean_intensity(object_, probe, position))[0]

    m = np.arange(n)
    k = np.where(m < n // 2, m, m - n)  # signed frequencies of the series
    expected = np.zeros((n, n))
    for mode in probe:
        at_y = np.exp(2j * np.pi * np.outer(m - 0.3, k) / n)
        at_x = np.exp(2j * np.pi * np.outer(m - 0.8, k) / n)
        series = np.exp(-2j * np.pi * np.outer(k, m) / n)
        moved = at_y @ (series @ mode @ series.T) @ at_x.T / n**2
        wave = moved * object_[13 - 4 : 13 + 4, 15 - 4 : 15 + 4]
        centred = np.exp(-2j * np.pi * np.outer(m - n // 2, m) / n)
        expected += np.abs(centred @ wave @ centred.T / n) ** 2
    np.testing.assert_allclose(pattern, expected, atol=1e-12 * expected.max())


@given(dy=st.floats(-3, 3), dx=st.floats(-3, 3))
def test_moving_a_probe_conserves_its_power_and_moves_its_centre(dy: float, dx: float) -> None:
    probe = make_probe("defocus", patch_size=64, diameter_px=20.0)[None]
    moved = moved_probes(probe, np.array([[dy, dx]]))[0]
    back = moved_probes(moved, np.array([[-dy, -dx]]))[0]
    np.testing.assert_allclose(back, probe, atol=1e-12)
    axis = np.arange(64)
    before, after = np.abs(probe[0]) ** 2, np.abs(moved[0]) ** 2
    assert after.sum() == pytest.approx(1.0)
    assert (after.sum(1) - before.sum(1)) @ axis == pytest.approx(dy, abs=2e-2)
    assert (after.sum(0) - before.sum(0)) @ axis == pytest.approx(dx, abs=2e-2)


def test_moving_by_whole_pixels_is_a_roll() -> None:
    probe = make_probe("gaussian", patch_size=16, diameter_px=5.0)[None]
    moved = moved_probes(probe, np.array([[2.0, -3.0]]))[0, 0]
    np.testing.assert_allclose(moved, np.roll(probe[0], (2, -3), (0, 1)), atol=1e-14)


def test_photons_are_conserved_and_as_many_as_asked_for() -> None:
    rng = np.random.default_rng(1)
    object_ = make_object("dead_leaves", 60, rng)
    positions = rng.uniform(16, 43, (70, 2))
    probe = make_probe("disk", patch_size=32, diameter_px=12.0)[None]
    probe = probe * photon_gain(object_, probe, positions, 2e4)
    counts = measure(object_, probe, positions, None).astype(np.float64) ** 2
    assert counts.sum() / 70 == pytest.approx(2e4, rel=1e-6)
    moved = moved_probes(probe, positions - np.floor(positions))
    for j in (0, 33, 69):
        y, x = np.floor(positions[j]).astype(int) - 16
        wave = moved[j, 0] * object_[y : y + 32, x : x + 32]
        assert counts[j].sum() == pytest.approx(np.sum(np.abs(wave) ** 2), rel=1e-6)


def test_modes_add_as_intensities() -> None:
    rng = np.random.default_rng(2)
    object_ = make_object("cells", 40, rng)
    positions = rng.uniform(10, 29, (5, 2))
    modes = np.stack([make_probe(kind, patch_size=16, diameter_px=6.0) for kind in PROBE_KINDS])
    together = next(mean_intensity(object_, modes, positions))
    singly = sum(next(mean_intensity(object_, mode[None], positions)) for mode in modes)
    np.testing.assert_allclose(together, singly, rtol=1e-10, atol=1e-14)


def test_noise_is_poisson() -> None:
    clean = simulated(noise=False)["train"].amplitudes.astype(np.float64) ** 2
    noisy = simulated(noise=True)["train"].amplitudes.astype(np.float64) ** 2
    np.testing.assert_allclose(noisy, np.rint(noisy), atol=1e-2)
    bright = clean > 5
    deviation = (noisy - clean)[bright] / np.sqrt(clean[bright])
    assert deviation.mean() == pytest.approx(0, abs=0.05)
    assert deviation.var() == pytest.approx(1, abs=0.1)


# ------------------------------------------------------------------ ingredients


@pytest.mark.parametrize("kind", OBJECT_KINDS)
def test_objects_use_their_range_and_amplitude_tells_nothing_of_phase(kind: str) -> None:
    object_ = make_object(kind, 200, np.random.default_rng(3))
    amplitude, phase = np.abs(object_), np.angle(object_)
    assert (amplitude.min(), amplitude.max()) == (pytest.approx(0.5), pytest.approx(1.0))
    assert (phase.min(), phase.max()) == (pytest.approx(-0.8), pytest.approx(0.8))
    assert min(amplitude.std(), phase.std()) > 0.05
    assert abs(np.corrcoef(amplitude.ravel(), phase.ravel())[0, 1]) < 0.15


@pytest.mark.parametrize("kind", PROBE_KINDS)
def test_probes_have_unit_power_and_end_within_the_patch(kind: str) -> None:
    widths = []
    for diameter in (16.0, 24.0, 32.0):
        probe = make_probe(kind, patch_size=64, diameter_px=diameter)
        power = np.abs(probe) ** 2
        assert power.sum() == pytest.approx(1.0)
        edge = np.concatenate([power[0], power[-1], power[:, 0], power[:, -1]])
        assert edge.max() < 1e-4 * power.max()
        y, x = np.mgrid[:64, :64] - 32.0
        widths.append(np.sqrt((power * (y**2 + x**2)).sum()))
    assert widths[0] < widths[1] < widths[2]


@pytest.mark.parametrize("pattern", SCAN_PATTERNS)
@pytest.mark.parametrize("n_positions", [1, 2, 37, 400])
def test_scans_are_centred_with_neighbours_about_a_step_away(
    pattern: str, n_positions: int
) -> None:
    positions = nominal_positions(pattern, n_positions=n_positions, step_px=5.0)
    assert positions.shape == (n_positions, 2)
    np.testing.assert_allclose(positions.max(0) + positions.min(0), 0, atol=1e-9)
    if n_positions > 30:
        distance = np.linalg.norm(positions[:, None] - positions, axis=-1)
        np.fill_diagonal(distance, np.inf)
        nearest = distance.min(axis=1)
        assert np.median(nearest) == pytest.approx(5.0, rel=0.2)
        filled = 1.0 if pattern == "raster" else np.pi / 4
        area = filled * (np.ptp(positions, axis=0) + 5.0).prod()
        assert n_positions * 25.0 == pytest.approx(area, rel=0.2)


def test_jitter_is_bounded_by_its_fraction_of_the_step() -> None:
    nominal = nominal_positions("raster", n_positions=900, step_px=6.0)
    rng = np.random.default_rng(0)
    moved = jittered(nominal, step_px=6.0, position_jitter=0.25, rng=rng) - nominal
    assert 1.4 < np.abs(moved).max() <= 1.5
    np.testing.assert_array_equal(
        jittered(nominal, step_px=6.0, position_jitter=0.0, rng=rng), nominal
    )


@pytest.mark.parametrize("pattern", SCAN_PATTERNS)
@pytest.mark.parametrize("n_positions", [1, 50])
def test_every_patch_lies_within_the_object(pattern: str, n_positions: int) -> None:
    scan = simulated(scan_pattern=pattern, n_positions=n_positions, position_jitter=0.9)["train"]
    assert scan.truth is not None
    corner = np.floor(scan.positions_yx_px) - scan.patch_size // 2
    assert corner.min() >= 0
    assert (corner.max(axis=0) + scan.patch_size <= scan.truth.shape).all()


# ------------------------------------------------------------------ the scan as a whole


@pytest.mark.parametrize("noise", [True, False])
def test_a_saved_scan_is_read_as_the_amplitude_that_it_is(tmp_path: Path, noise: bool) -> None:
    scans = simulated(noise=noise)
    loaded = load_scan(save_scans(tmp_path, scans)["train"])
    assert loaded.measured_as == "amplitude"
    np.testing.assert_array_equal(loaded.amplitudes, scans["train"].amplitudes)
    np.testing.assert_array_equal(loaded.truth, scans["train"].truth)


def test_a_plain_solver_finds_the_object_where_the_file_says() -> None:
    """Sequential projections (ePIE, Maiden and Rodenburg 2009) from a flat start, probe known."""
    scan = simulated(n_positions=100, photons_per_pattern=1e6)["train"]
    assert scan.truth is not None
    n = scan.patch_size
    whole = np.floor(scan.positions_yx_px)
    probes = moved_probes(scan.probe.astype(np.complex128), scan.positions_yx_px - whole)[:, 0]
    corners = whole.astype(int) - n // 2
    measured = np.fft.ifftshift(scan.amplitudes, axes=(-2, -1))
    object_ = np.full(scan.truth.shape, 0.8, np.complex128)
    for _ in range(12):
        for probe, (y, x), modulus in zip(probes, corners, measured, strict=True):
            here = np.s_[y : y + n, x : x + n]
            far = np.fft.fft2(probe * object_[here], norm="ortho")
            change = np.fft.ifft2(far * (modulus / (np.abs(far) + 1e-9) - 1), norm="ortho")
            object_[here] += probe.conj() * change / (np.abs(probe) ** 2).max()
    low, high = scan.positions_yx_px.min(0).astype(int), scan.positions_yx_px.max(0).astype(int)
    lit = np.s_[low[0] : high[0], low[1] : high[1]]
    found, truth = object_[lit], scan.truth[lit]

    def correlation(a: np.ndarray, b: np.ndarray) -> float:
        return float(abs(np.vdot(a, b)) / (np.linalg.norm(a) * np.linalg.norm(b)))

    assert correlation(found, truth) > 0.99 > correlation(np.ones_like(truth), truth)
    elsewhere = object_[low[0] + 1 : high[0] + 1, low[1] : high[1]]
    assert correlation(elsewhere, truth) < correlation(found, truth)


BAD = {
    "object_kind": "sheep",
    "probe_kind": "torch",
    "scan_pattern": "zigzag",
    "patch_size": 7,
    "n_positions": 0,
    "position_jitter": -0.1,
    "seed": -1,
    "object_seed": -2,
    "probe_diameter_px": float("nan"),
    "step_px": 0.0,
    "photons_per_pattern": float("inf"),
}


@pytest.mark.parametrize("name", BAD)
def test_each_bad_argument_is_named_by_its_flag(name: str) -> None:
    with pytest.raises(InputError) as caught:
        simulated(**{name: BAD[name]})
    flag = "--" + name.replace("_", "-")
    assert any(fault.place == flag for fault in caught.value.faults)
    assert re.search(re.escape(repr(BAD[name])), str(caught.value))


def test_all_bad_arguments_are_told_at_once() -> None:
    with pytest.raises(InputError) as caught:
        simulated(**BAD)
    assert {fault.place for fault in caught.value.faults} == {
        "--" + name.replace("_", "-") for name in BAD
    }


def test_a_probe_wider_than_the_patch_is_refused() -> None:
    with pytest.raises(InputError, match="enlarge --patch-size"):
        simulated(probe_diameter_px=31.0)
