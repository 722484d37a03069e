"""Laws of a scan laid out on its canvas."""

from types import SimpleNamespace

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from ptycho_generated.faults import InputError
from ptycho_torch.data.scan_tensors import CentredPatterns, ScanTensors
from ptycho_torch.physics.diffraction import diffract
from ptycho_torch.physics.illumination import shift_probes
from ptycho_torch.physics.patches import gather_patches


@pytest.mark.parametrize(("n_modes", "side"), [(1, 8), (3, 8), (2, 7)])
def test_the_true_object_on_the_canvas_predicts_the_patterns(make_scan, n_modes, side) -> None:
    scan = make_scan(12, n_modes=n_modes, side=side)
    tensors = ScanTensors.from_scan(scan)
    row, column = tensors.origin_yx.astype(int)
    height, width = tensors.canvas_shape
    canvas = torch.from_numpy(scan.truth[row : row + height, column : column + width])
    given_all = tensors.measurement()
    patches = gather_patches(
        canvas[None] * tensors.probe_scale, given_all.corners, given_all.canvas_index, side
    )
    probes = shift_probes(given_all.probes, given_all.fractions, given_all.canvas_index)
    predicted = diffract(patches, probes).sqrt()
    assert torch.allclose(predicted, given_all.amplitudes, atol=1e-3, rtol=1e-4)


def test_the_canvas_is_the_smallest_that_holds_all_windows(make_scan) -> None:
    tensors = ScanTensors.from_scan(make_scan(10))
    assert tensors.corners.amin(0).tolist() == [0, 0]
    assert tuple((tensors.corners.amax(0) + tensors.patch_size).tolist()) == tensors.canvas_shape


@given(y=st.floats(-1e4, 1e4), x=st.floats(-1e4, 1e4))
def test_moving_the_whole_scan_moves_only_the_origin(y: float, x: float) -> None:
    rng = np.random.default_rng(0)
    positions = rng.integers(0, 20, size=(6, 2)).astype(float)
    scan = SimpleNamespace(
        amplitudes=np.ones((6, 4, 4), np.float32),
        positions_yx_px=positions,
        probe=np.ones((1, 4, 4), np.complex64),
        mask=np.ones((4, 4), bool),
    )
    still = ScanTensors.from_scan(scan)
    scan.positions_yx_px = positions + np.floor([y, x])
    moved = ScanTensors.from_scan(scan)
    assert torch.equal(moved.corners, still.corners)
    np.testing.assert_array_equal(moved.origin_yx - still.origin_yx, np.floor([y, x]))


def test_corners_fractions_and_origin_add_up_to_the_positions(make_scan) -> None:
    scan = make_scan(10)
    scan.positions_yx_px = scan.positions_yx_px + np.linspace(0, 0.95, 20).reshape(10, 2)
    tensors = ScanTensors.from_scan(scan)
    together = tensors.corners + tensors.fractions + torch.from_numpy(tensors.origin_yx)
    centres = together + tensors.patch_size // 2
    np.testing.assert_allclose(centres.numpy(), scan.positions_yx_px, atol=1e-6)


def test_the_scale_of_the_probe_leaves_only_a_factor(make_scan) -> None:
    scan = make_scan(5)
    one = ScanTensors.from_scan(scan)
    scan.probe = 7.0 * scan.probe
    other = ScanTensors.from_scan(scan)
    assert torch.allclose(other.probe, one.probe)
    assert other.probe_scale == pytest.approx(7.0 * one.probe_scale)
    assert float(one.probe.abs().max()) == pytest.approx(1.0)


def test_another_probe_comes_with_its_own_scale(make_scan) -> None:
    tensors = ScanTensors.from_scan(make_scan(5, n_modes=2))
    again = tensors.with_probe(tensors.probe * tensors.probe_scale)
    assert torch.allclose(again.probe, tensors.probe)
    assert again.probe_scale == pytest.approx(tensors.probe_scale)
    assert again.with_probe(3.0 * tensors.probe).probe_scale == pytest.approx(3.0)


def test_bad_pixels_keep_their_place_and_a_good_detector_needs_no_mask(make_scan) -> None:
    assert ScanTensors.from_scan(make_scan(3)).mask is None
    scan = make_scan(3, bad_pixels=5)
    tensors = ScanTensors.from_scan(scan)
    assert tensors.mask is not None
    np.testing.assert_array_equal(np.fft.fftshift(tensors.mask.numpy()), scan.mask)
    np.testing.assert_array_equal(
        np.fft.fftshift(tensors.measurement().amplitudes.numpy(), axes=(-2, -1)), scan.amplitudes
    )


def test_positions_that_span_an_impossible_object_are_refused(make_scan) -> None:
    scan = make_scan(4)
    scan.positions_yx_px = scan.positions_yx_px * 1e6
    with pytest.raises(InputError, match="give positions in object pixels"):
        ScanTensors.from_scan(scan)


@pytest.mark.parametrize("side", [8, 7])
def test_patterns_are_the_same_alone_and_among_all(make_scan, side) -> None:
    some = np.array([3, 0, 9])
    before, after = (ScanTensors.from_scan(make_scan(10, side=side)) for _ in range(2))
    whole = after.measurement().amplitudes
    for tensors in (before, after):
        chosen = tensors.select(some, tensors.corners[some]).amplitudes
        assert torch.equal(chosen, whole[some])
        assert torch.equal(tensors.amplitudes[2:5], whole[2:5])


def test_patterns_whose_file_was_changed_are_not_read(tmp_path) -> None:
    """A page that the file no longer has would end the process without a word."""
    path = tmp_path / "patterns.bin"
    patterns = np.random.default_rng(0).random((6, 8, 8), dtype=np.float32)
    patterns.tofile(path)
    centred = CentredPatterns(np.memmap(path, np.float32, "r", shape=(6, 8, 8)))
    expected = np.fft.ifftshift(patterns[[1, 4]], axes=(-2, -1))
    np.testing.assert_array_equal(centred[torch.tensor([1, 4])], expected)
    path.write_bytes(b"")
    with pytest.raises(OSError, match="was changed while it was in use"):
        centred[torch.tensor([1, 4])]
