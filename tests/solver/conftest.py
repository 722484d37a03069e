"""A small raster scan of a smooth object under a structured probe, straight as tensors."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest
import torch

from ptycho_torch.physics.diffraction import diffract
from ptycho_torch.physics.illumination import shift_probes
from ptycho_torch.physics.measurement import Measurement
from ptycho_torch.physics.patches import gather_patches

SIDE, STEP, LINES = 16, 3, 7


@pytest.fixture(scope="session")
def make_case() -> Callable[..., tuple[Measurement, torch.Tensor]]:
    """Build a measurement on one canvas, and the object behind it (1, H, W)."""

    def make(
        *, step: int = STEP, lines: int = LINES, noise: bool = False, seed: int = 0
    ) -> tuple[Measurement, torch.Tensor]:
        generator = torch.Generator().manual_seed(seed)
        side = SIDE + step * (lines - 1) + 1
        coarse = torch.rand(1, 2, 8, 8, generator=generator)
        smooth = torch.nn.functional.interpolate(coarse, size=(side, side), mode="bicubic")
        truth = torch.polar(0.7 + 0.3 * smooth[:, 0], 1.5 * smooth[:, 1]) * 20.0
        axis = torch.arange(SIDE) - SIDE // 2
        radius = (axis[:, None] ** 2 + axis**2).float()
        probe = torch.polar(torch.exp(-radius / 18.0), 0.12 * radius)[None]
        places = step * torch.cartesian_prod(torch.arange(lines), torch.arange(lines))
        index = torch.zeros(len(places), dtype=torch.int64)
        fractions = torch.rand(len(places), 2, generator=generator)
        lit = shift_probes(probe[None], fractions, index)
        counts = diffract(gather_patches(truth, places, index, SIDE), lit)
        detected = torch.poisson(counts, generator=generator) if noise else counts
        return Measurement(detected.sqrt(), places, fractions, index, probe[None], None), truth

    return make


@pytest.fixture(autouse=True)
def one_thread(on_one_thread: Callable[[], AbstractContextManager[None]]) -> Iterator[None]:
    """Tensors this small wait longer for a second thread than it saves on a busy machine."""
    with on_one_thread():
        yield
