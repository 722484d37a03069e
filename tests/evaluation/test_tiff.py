"""Pixel sizes in a TIFF: kept where the format can hold them, left out where it cannot."""

from pathlib import Path

import numpy as np
import pytest
import tifffile

from ptycho_torch.evaluation.tiff import save_tiff


def resolution(path: Path, pixel_size_m: float | None) -> float:
    """Pixels per cm; 1 where the file says nothing of it."""
    save_tiff(path, np.ones((4, 5), np.float32), pixel_size_m)
    with tifffile.TiffFile(path) as file:
        above, below = file.pages[0].tags[282].value
        return float(above / below)


@pytest.mark.parametrize("pixel_size_m", [1e-11, 2e-8, 1e5])
def test_a_pixel_size_is_kept(pixel_size_m: float, tmp_path: Path) -> None:
    assert resolution(tmp_path / "a.tiff", pixel_size_m) == pytest.approx(0.01 / pixel_size_m)


@pytest.mark.parametrize("pixel_size_m", [None, 1e-320, 1e-300, 1e-13, 1e30, 1e300])
def test_a_pixel_size_that_no_tiff_can_hold_is_left_out(
    pixel_size_m: float | None, tmp_path: Path
) -> None:
    assert resolution(tmp_path / "a.tiff", pixel_size_m) == 1.0
