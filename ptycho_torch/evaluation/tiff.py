"""Objects as TIFF images of 32-bit floats, which every image program reads.

Dimensions: H W object canvas.
"""

from pathlib import Path

import numpy as np
import numpy.typing as npt
import tifffile

_LARGEST = 2.0**32 - 1


def save_tiff(path: Path, image: npt.NDArray[np.floating], pixel_size_m: float | None) -> None:
    """Write one image (H,W) as float32; row 0 is at the top, and the pixel size is kept.

    TIFF knows no pixel size that a ratio of 32-bit numbers cannot hold; such a one is left out.
    """
    pixels_per_cm = 0.0 if pixel_size_m is None else 0.01 / pixel_size_m
    resolution = (pixels_per_cm,) * 2 if 1 / _LARGEST < pixels_per_cm < _LARGEST else None
    tifffile.imwrite(
        path,
        np.asarray(image, np.float32),
        photometric="minisblack",
        resolution=resolution,
        resolutionunit=None if resolution is None else "CENTIMETER",
        software="ptychopinn",
        metadata=None,
    )
