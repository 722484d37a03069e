"""Simulated measurements of known objects, straight as tensors."""

from collections.abc import Callable

import pytest
import torch

from ptycho_torch.model.registry import build_network
from ptycho_torch.model.unrolled import UnrolledNetwork
from ptycho_torch.physics.diffraction import diffract
from ptycho_torch.physics.illumination import shift_probes
from ptycho_torch.physics.measurement import Measurement
from ptycho_torch.physics.patches import gather_patches

SIDE = 16


@pytest.fixture(scope="session")
def make_measurement() -> Callable[..., tuple[Measurement, torch.Tensor]]:
    """Build one canvas of overlapping patterns, and the object behind them (1, H, W)."""

    def make(
        canvas_shape: tuple[int, int] = (36, 41),
        *,
        n_patterns: int = 14,
        n_modes: int = 1,
        counts: float = 1e4,
        masked: bool = False,
        seed: int = 0,
        dtype: torch.dtype = torch.float32,
    ) -> tuple[Measurement, torch.Tensor]:
        generator = torch.Generator().manual_seed(seed)

        def uniform(*shape: int) -> torch.Tensor:
            return torch.rand(*shape, generator=generator, dtype=torch.float64)

        height, width = canvas_shape
        coarse = torch.nn.functional.interpolate(
            uniform(1, 2, height // 6, width // 6), size=canvas_shape, mode="bicubic"
        )
        truth = torch.polar(0.5 + 0.5 * coarse[:, 0].abs(), 1.5 * coarse[:, 1])
        axis = torch.arange(SIDE, dtype=torch.float64) - SIDE // 2
        bell = torch.exp(-(axis**2) / (2 * 2.5**2))
        orders = torch.stack([torch.outer(bell, bell) * (axis / 4) ** p for p in range(n_modes)])
        probes = (orders / orders.square().sum(0).max().sqrt()).to(torch.complex128)[None]
        room = torch.tensor([height - SIDE, width - SIDE], dtype=torch.float64)
        corners = (uniform(n_patterns, 2) * room).round().to(torch.int64)
        corners[0], corners[1] = torch.tensor([0, 0]), room.to(torch.int64)
        fractions, index = uniform(n_patterns, 2), torch.zeros(n_patterns, dtype=torch.int64)

        scale = (counts / probes.abs().square().sum()).sqrt()
        truth = truth * scale
        expected = diffract(
            gather_patches(truth, corners, index, SIDE), shift_probes(probes, fractions, index)
        )
        detected = torch.poisson(expected, generator=generator).sqrt()
        mask = uniform(1, SIDE, SIDE) > 0.1 if masked else None
        measurement = Measurement(
            detected.to(dtype),
            corners,
            fractions.to(dtype),
            index,
            probes.to(dtype.to_complex()),
            mask,
        )
        return measurement, truth.to(dtype.to_complex())

    return make


@pytest.fixture(scope="session")
def small_unrolled() -> dict[str, int]:
    """Settings of a small unrolled network."""
    return {
        "n_unrolled": 2,
        "n_subsets": 3,
        "n_averaging_steps": 1,
        "n_filters": 8,
        "n_hidden_channels": 2,
    }


@pytest.fixture
def network(small_unrolled: dict[str, int]) -> UnrolledNetwork:
    """A small network whose U-Net does something: its last layer is not zero."""
    torch.manual_seed(0)
    built = build_network("unrolled", **small_unrolled)
    assert isinstance(built, UnrolledNetwork)
    torch.nn.init.normal_(built.unet.head.weight, std=0.02)
    torch.nn.init.normal_(built.unet.head.bias, std=0.02)
    return built.eval()


@pytest.fixture(scope="session")
def join() -> Callable[[list[Measurement]], Measurement]:
    """Put measurements of one canvas each side by side in a batch."""

    def joined(parts: list[Measurement]) -> Measurement:
        def stacked(name: str) -> torch.Tensor:
            return torch.cat([getattr(part, name) for part in parts])

        index = torch.cat([part.canvas_index + b for b, part in enumerate(parts)])
        masks = None if parts[0].mask is None else stacked("mask")
        return Measurement(
            stacked("amplitudes"),
            stacked("corners"),
            stacked("fractions"),
            index,
            stacked("probes"),
            masks,
        )

    return joined
