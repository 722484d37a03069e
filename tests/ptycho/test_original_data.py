"""The original's names for a scan: arrays and offsets that fit together."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptycho import params
from ptycho.grouping import nearest_groups
from ptycho.loader import PtychoDataContainer, load
from ptycho.measurement import intensity_scale
from ptycho.probe import set_probe_guess
from ptycho.raw_data import RawData, Scan, load_scan, save_scan
from ptycho.tf_helper import reassemble_position
from ptycho_generated.faults import InputError

N = 16


@pytest.fixture(autouse=True)
def empty_legacy_dictionary(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(params, "cfg", {})


@pytest.fixture(scope="module")
def scan(small_scans: Callable[..., dict[str, Scan]]) -> Scan:
    """36 patterns of 16 px."""
    return small_scans("train")["train"]


@pytest.fixture
def raw(scan: Scan) -> RawData:
    """The scan as ptychodus hands it over: whole counts, coordinates from the middle of a pixel."""
    y, x = (scan.positions_yx_px - 0.5).T
    counts = np.rint(scan.amplitudes.astype(np.float64) ** 2).astype(np.uint32)
    index = np.zeros(len(counts), int)
    return RawData.from_coords_without_pc(x, y, counts, scan.probe, index, objectGuess=scan.truth)


class TestRawData:
    def test_a_file_is_read_under_the_names_of_the_original(
        self, scan: Scan, tmp_path: Path
    ) -> None:
        save_scan(tmp_path / "scan.npz", scan)
        found, again = RawData.from_file(tmp_path / "scan.npz"), load_scan(tmp_path / "scan.npz")
        np.testing.assert_array_equal(found.diff3d, again.amplitudes)
        np.testing.assert_array_equal(found.ycoords, again.positions_yx_px[:, 0])
        np.testing.assert_array_equal(found.xcoords, again.positions_yx_px[:, 1])
        np.testing.assert_array_equal(found.probeGuess, again.probe)
        np.testing.assert_array_equal(found.objectGuess, again.truth)
        assert scan.truth is not None
        assert found.middle_yx_px == tuple(side / 2 for side in scan.truth.shape)
        assert found.scan_index.shape == (36,)

    @pytest.mark.parametrize(("start", "offset"), [(True, 0.5), (False, 0.0)])
    def test_a_file_of_ptychodus_counts_as_ptychodus_does(
        self, scan: Scan, tmp_path: Path, start: bool, offset: float
    ) -> None:
        y, x = scan.positions_yx_px.T
        keys = {"diff3d": scan.amplitudes, "probeGuess": scan.probe, "xcoords": x, "ycoords": y}
        keys["bad_pixels"] = np.zeros((N, N), bool)
        starts = {"xcoords_start": x, "ycoords_start": y} if start else {}
        np.savez(tmp_path / "scan.npz", **keys, **starts)
        found = RawData.from_file(tmp_path / "scan.npz")
        np.testing.assert_allclose(found.scan.positions_yx_px, scan.positions_yx_px + offset)

    @pytest.mark.parametrize(("size", "offset"), [(8, 0.5), (9, 0.0)])
    def test_the_middle_of_a_patch_is_an_element_where_its_side_is_odd(
        self, size: int, offset: float
    ) -> None:
        ones = np.ones((4, size, size))
        at = np.arange(4.0) + 5
        found = RawData.from_coords_without_pc(at, at, ones, ones[0], np.zeros(4, int))
        np.testing.assert_allclose(found.xcoords, at + offset)

    def test_arrays_are_counts_half_a_pixel_from_the_edge(self, raw: RawData, scan: Scan) -> None:
        assert raw.scan.measured_as == "counts"
        np.testing.assert_allclose(raw.scan.positions_yx_px, scan.positions_yx_px, atol=1e-12)
        np.testing.assert_allclose(raw.diff3d**2, np.rint(scan.amplitudes**2), atol=1e-2)

    def test_a_scan_without_an_object_has_its_middle_where_its_positions_have(
        self, scan: Scan
    ) -> None:
        y, x = scan.positions_yx_px.T
        index = np.zeros(len(y), int)
        found = RawData.from_coords_without_pc(x, y, scan.amplitudes, scan.probe, index)
        assert found.objectGuess is None
        middle = [(side.min() + side.max()) / 2 + 0.5 for side in (y, x)]
        np.testing.assert_allclose(found.middle_yx_px, middle)


class TestGroups:
    @pytest.mark.parametrize(("gridsize", "neighbours"), [(1, 0), (1, 7), (2, 3), (2, 6)])
    def test_offsets_lead_back_to_the_positions(
        self, raw: RawData, gridsize: int, neighbours: int
    ) -> None:
        groups = raw.generate_grouped_data(N, K=neighbours, nsamples=10, gridsize=gridsize)
        members, size = groups["nn_indices"], gridsize**2
        assert members.shape == (10, size)
        assert groups["coords_offsets"].shape == (10, 1, 2, 1)
        assert groups["coords_relative"].shape == (10, 1, 2, size)
        xy = (groups["coords_offsets"] - groups["coords_relative"])[:, 0].transpose(0, 2, 1)
        np.testing.assert_allclose(xy[..., ::-1], raw.scan.positions_yx_px[members])
        np.testing.assert_allclose(groups["coords_relative"].sum(-1), 0, atol=1e-9)
        patterns = np.moveaxis(groups["diffraction"], -1, 1)
        np.testing.assert_array_equal(patterns, raw.diff3d[members])

    def test_a_group_is_a_pattern_and_some_of_its_neighbours(self, raw: RawData) -> None:
        groups = raw.generate_grouped_data(N, K=6, nsamples=99, gridsize=2, seed=1)["nn_indices"]
        assert sorted(groups[:, 0]) == list(range(36))  # each serves once
        positions = raw.scan.positions_yx_px
        near = nearest_groups(positions, positions[groups[:, 0]], 7)
        for group, allowed in zip(groups, near, strict=True):
            assert len(set(group)) == 4
            assert set(group) <= set(allowed)
        assert len({tuple(sorted(group)) for group in groups}) > 20  # drawn, not the nearest four

    def test_normalised_patterns_have_the_power_of_the_original(self, raw: RawData) -> None:
        stack = raw.generate_grouped_data(N, K=6, nsamples=5, gridsize=2)["X_full"]
        power = np.square(stack, dtype=np.float64).sum((1, 2)).mean()
        np.testing.assert_allclose(power, (N / 2) ** 2, rtol=1e-5)

    def test_gridsize_is_that_of_the_legacy_dictionary_unless_given(self, raw: RawData) -> None:
        params.set("gridsize", 2)
        assert raw.generate_grouped_data(N)["nn_indices"].shape == (1, 4)
        assert raw.generate_grouped_data(N, gridsize=1)["nn_indices"].shape == (1, 1)

    def test_groups_that_a_scan_cannot_have_are_refused(self, raw: RawData) -> None:
        with pytest.raises(InputError) as caught:
            raw.generate_grouped_data(2 * N, gridsize=7)
        assert [fault.place for fault in caught.value.faults] == ["N", "gridsize"]

    def test_too_few_neighbours_are_made_enough(self, raw: RawData) -> None:
        with pytest.warns(UserWarning, match="K=1 cannot fill groups of 4: 3 are taken"):
            groups = raw.generate_grouped_data(N, K=1, nsamples=5, gridsize=2)
        assert groups["nn_indices"].shape == (5, 4)


class TestContainer:
    def test_x_times_the_scale_is_the_amplitude(self, raw: RawData) -> None:
        groups = raw.generate_grouped_data(N, gridsize=1)
        container = load(lambda: groups, raw.probeGuess, which=None, create_split=False)
        amplitudes = np.moveaxis(container.X * params.get("intensity_scale"), -1, 1)[0]
        np.testing.assert_allclose(amplitudes, raw.diff3d, rtol=1e-5, atol=1e-5)
        power = np.square(container.X, dtype=np.float64).sum((0, 1, 2)).mean()
        np.testing.assert_allclose(power, (N / 2) ** 2, rtol=1e-5)
        assert intensity_scale(raw.diff3d) == container.intensity_scale

    def test_offsets_lead_back_to_the_positions(self, raw: RawData) -> None:
        container = PtychoDataContainer(raw, raw.scan.probe)
        offsets = container.global_offsets - container.local_offsets
        positions = offsets[0, 0, ::-1].T + raw.middle_yx_px
        np.testing.assert_allclose(positions, raw.scan.positions_yx_px)
        np.testing.assert_array_equal(container.coords_nominal, container.local_offsets)

    def test_a_split_parts_the_scan(self, raw: RawData) -> None:
        groups = raw.generate_grouped_data(N, gridsize=1)
        parts = {
            which: load(lambda: (groups, 0.75), raw.probeGuess, which=which, create_split=True)
            for which in ("train", "test")
        }
        both = [parts[which].raw_data.diff3d for which in ("train", "test")]
        assert [len(part) for part in both] == [27, 9]
        np.testing.assert_array_equal(np.concatenate(both), raw.diff3d)
        assert len(parts["test"].raw_data.scan_index) == 9

    @pytest.mark.parametrize("found", [None, {}, {"raw_data": 3}])
    def test_what_is_no_scan_is_refused(self, found: Any) -> None:
        with pytest.raises(InputError, match="generate_grouped_data"):
            load(lambda: found, np.ones((N, N)), which=None, create_split=False)


def test_a_probe_is_put_where_the_model_finds_it(raw: RawData) -> None:
    given_modes = set_probe_guess(None, raw.probeGuess[0])
    assert params.cfg["probe"] is given_modes
    np.testing.assert_array_equal(given_modes, raw.probeGuess[:1])
    container = PtychoDataContainer(raw, raw.scan.probe)
    guessed = set_probe_guess(container.X * np.float32(container.intensity_scale))
    # What lights a flat object as brightly as the patterns are bright.
    counts = float(np.square(raw.diff3d).sum() / 36)
    np.testing.assert_allclose(np.square(np.abs(guessed)).sum(), counts, rtol=1e-3)


class TestReassembly:
    @given(
        size=st.integers(3, 9),
        middle=st.tuples(st.integers(-6, 6), st.integers(-6, 6)),
        odd=st.booleans(),
    )
    def test_one_group_is_taken_whole_and_where_it_is(
        self, size: int, middle: tuple[int, int], odd: bool
    ) -> None:
        random = np.random.default_rng(size)
        patch = random.normal(size=(1, size, size, 1)) + 1j
        y, x = (at + (0.5 if odd else 0.0) for at in middle)
        found = reassemble_position(patch, np.array([x, y]).reshape(1, 1, 2, 1), M=2)[..., 0]
        rows, columns = np.nonzero(found)
        assert np.ptp(rows) == np.ptp(columns) == size - 1
        # The middle of the result is what offsets count from.
        assert rows.mean() - (found.shape[0] - 1) / 2 == y
        assert columns.mean() - (found.shape[1] - 1) / 2 == x
        cut = found[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]
        np.testing.assert_allclose(cut, patch[0, ..., 0], rtol=1e-6)

    @given(seed=st.integers(0, 99))
    def test_patches_of_one_object_give_it_back(self, seed: int) -> None:
        random = np.random.default_rng(seed)
        truth = random.normal(size=(20, 22)) + 1j * random.normal(size=(20, 22))
        corners = [(y, x) for y in (0, 5, 10, 12) for x in (0, 4, 9, 14)]
        patches = np.stack([truth[y : y + 8, x : x + 8] for y, x in corners])[..., None]
        centres = np.array([[x + 4 - 11, y + 4 - 10] for y, x in corners]).reshape(-1, 1, 2, 1)
        found = reassemble_position(patches, centres, M=8)[..., 0]
        np.testing.assert_allclose(found, truth, rtol=1e-5)
        inner = reassemble_position(patches, centres, M=6)[..., 0]
        np.testing.assert_allclose(inner, truth[1:-1, 1:-1], rtol=1e-5)

    def test_parts_of_a_pixel_are_interpolated(self) -> None:
        ramp = np.arange(12.0)
        patch = np.broadcast_to(ramp[None, :, None, None] + 1, (1, 12, 12, 1))
        offsets = np.array([0.0, 0.25]).reshape(1, 1, 2, 1)
        found = reassemble_position(patch, offsets)[..., 0].real
        middle = (found.shape[0] - 1) / 2
        inside = slice(4, -4)
        rows = np.arange(found.shape[0])
        wanted = rows - middle - 0.25 + 5.5 + 1
        np.testing.assert_allclose(found[inside, 6], wanted[inside], rtol=1e-5)


class TestDerivedKeys:
    def test_sizes_follow_from_what_is_set(self) -> None:
        with pytest.raises(KeyError):
            params.get("bigN")
        params.set("N", 64)
        params.set("gridsize", 2)
        assert params.get("bigN") == 68
        assert params.get("padding_size") == 14
        assert params.get("padded_size") == 78
        params.set("offset", 10)
        params.set("max_position_jitter", 3)
        assert params.get("bigN") == 74
        assert params.params()["padded_size"] == 77

    def test_what_is_set_beats_what_follows(self) -> None:
        params.set("padded_size", 5)
        assert params.get("padded_size") == 5
        assert params.params() == {"padded_size": 5}


def test_modules_are_found_as_attributes_without_importing_them(
    run_python: Callable[..., subprocess.CompletedProcess[str]],
) -> None:
    """As a program finds them that imports one of them and reaches for another."""
    code = (
        "import ptycho, ptycho.loader\n"
        "ptycho.probe.set_probe_guess, ptycho.tf_helper.reassemble_position\n"
        "ptycho.params.set('intensity_scale', 3.0)\n"
        "import ptycho.model\n"
        "assert ptycho.model.params()['intensity_scale'] == 3.0\n"
        "assert ptycho.model_manager.save\n"
        "import sys\n"
        "assert not {'torch', 'lightning', 'tensorflow'} & sys.modules.keys()\n"
        "ptycho.no_such_module"
    )
    done = run_python("-c", code)
    assert "module 'ptycho' has no attribute 'no_such_module'" in done.stderr
    assert "AssertionError" not in done.stderr
