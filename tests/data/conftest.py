"""A small scan with known object, without noise."""

from collections.abc import Callable
from types import SimpleNamespace

import numpy as np
import pytest

SIDE = 8


@pytest.fixture(scope="session")
def make_scan() -> Callable[..., SimpleNamespace]:
    """Build a scan of integer positions; patterns have zero frequency at the centre."""

    def make(
        n_patterns: int, *, n_modes: int = 1, side: int = SIDE, seed: int = 0, bad_pixels: int = 0
    ) -> SimpleNamespace:
        rng = np.random.default_rng(seed)
        height, width, half = 40, 44, side // 2
        low, high = [half + 3, half + 5], [height - side + half, width - side + half - 2]
        positions = rng.integers(low, high, size=(n_patterns, 2), endpoint=True)

        def noise(*shape: int) -> np.ndarray:
            return rng.standard_normal(shape) + 1j * rng.standard_normal(shape)

        truth, probe = noise(height, width), 5.0 * noise(n_modes, side, side)
        windows = np.stack(
            [truth[y - half : y - half + side, x - half : x - half + side] for y, x in positions]
        )
        far_fields = np.fft.fftshift(np.fft.fft2(probe * windows[:, None]), axes=(-2, -1)) / side
        mask = np.ones((side, side), dtype=bool)
        mask.ravel()[rng.permutation(side * side)[:bad_pixels]] = False
        return SimpleNamespace(
            amplitudes=np.sqrt((np.abs(far_fields) ** 2).sum(1)).astype(np.float32),
            positions_yx_px=positions.astype(np.float64),
            probe=probe.astype(np.complex64),
            mask=mask,
            truth=truth.astype(np.complex64),
        )

    return make
