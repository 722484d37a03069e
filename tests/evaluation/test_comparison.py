"""Two objects compared: equal ones agree, whatever cannot be known; noise shows in the rings."""

from pathlib import Path

import numpy as np
import pytest
from matplotlib.image import imread
from scipy import ndimage

from ptycho_torch.evaluation.comparison import Placed, compare, save_comparison_png
from ptycho_torch.evaluation.tiff import save_tiff

SIDE = 96
RNG = np.random.default_rng(5)


def textured(seed: int = 5) -> np.ndarray:
    rng = np.random.default_rng(seed)
    soft = [ndimage.gaussian_filter(rng.normal(size=(SIDE, SIDE)), 1.5) for _ in range(2)]
    return ((1 + 0.3 * soft[0]) * np.exp(2j * soft[1])).astype(np.complex64)


def placed(object_: np.ndarray, origin: tuple[float, float] = (0.0, 0.0)) -> Placed:
    return Placed(object_, np.ones(object_.shape, np.float32), np.array(origin))


def test_a_result_agrees_with_itself_turned_in_phase_and_moved() -> None:
    object_ = textured()
    y, x = np.indices(object_.shape)
    ramp = 0.7 * np.exp(1j * (0.02 * y - 0.03 * x + 1.0))
    moved = ndimage.shift(object_.real, 0) + 1j * object_.imag  # the same pixels
    one = placed((moved * ramp)[4:, 3:], (4.0, 3.0))
    found = compare(one, placed(object_), None, patch_size=0, reference_is_truth=False)
    assert found.scores["complex_correlation"]["value"] > 0.999
    assert found.scores["phase_ssim"]["value"] > 0.99
    assert found.rings.frc50 > 0.95
    removed = " ".join(found.scores["phase_ssim"]["alignment"])
    assert all(name in removed for name in ("factor", "plane", "shift"))


def test_a_shift_is_not_taken_out_against_a_truth() -> None:
    object_ = textured()
    shifted = placed(object_, (2.0, 0.0))
    truth = compare(shifted, placed(object_), None, patch_size=0, reference_is_truth=True)
    other = compare(shifted, placed(object_), None, patch_size=0, reference_is_truth=False)
    assert truth.scores["complex_nrmse"]["value"] > 2 * other.scores["complex_nrmse"]["value"]


def test_rings_tell_up_to_where_two_noisy_results_agree() -> None:
    object_ = textured()
    noise = 0.02 * (RNG.normal(size=(2, SIDE, SIDE)) + 1j * RNG.normal(size=(2, SIDE, SIDE)))
    halves = [placed((object_ + n).astype(np.complex64)) for n in noise]
    found = compare(*halves, None, patch_size=0, reference_is_truth=False)
    assert 0.1 < found.rings.frc50 < 0.8
    curve = found.rings.as_curve()
    assert len(curve["correlation"]) == len(curve["frequency_of_nyquist"]) > 20
    assert found.scores["frc50"]["value"] == pytest.approx(found.rings.frc50)


def test_positions_choose_the_region() -> None:
    positions = np.array([[20.0, 24.0], [70.0, 76.0]])
    object_ = placed(textured())
    found = compare(object_, object_, positions, patch_size=16, reference_is_truth=True)
    assert found.region == (22, 68, 26, 74)
    assert found.image.shape == (46, 48)


def test_the_sheet_is_a_picture(tmp_path: Path) -> None:
    one, other = placed(textured()), placed(textured(6))
    found = compare(one, other, None, patch_size=0, reference_is_truth=False)
    path = tmp_path / "sheet.png"
    save_comparison_png(path, found, names=("one", "other"), title="both", pixel_size_m=2e-8)
    assert imread(path).shape[0] > 500


def test_a_tiff_holds_the_values_as_they_are(tmp_path: Path) -> None:
    import tifffile

    amplitude = np.abs(textured())
    save_tiff(tmp_path / "a.tiff", amplitude, 2e-8)
    with tifffile.TiffFile(tmp_path / "a.tiff") as file:
        page = file.pages[0]
        assert page.dtype == np.float32
        np.testing.assert_array_equal(page.asarray(), amplitude)
        above, below = page.tags["XResolution"].value
        assert above / below == pytest.approx(0.01 / 2e-8, rel=1e-6)
