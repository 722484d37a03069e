"""Laws of probe-weighted stitching."""

import torch
from hypothesis import given
from hypothesis import strategies as st

from ptycho_torch.physics.patches import gather_patches
from ptycho_torch.physics.stitching import probe_weight, stitch_patches

SHAPE, SIDE = (2, 12, 13), 5


def layout(seed: int, n_modes: int = 1) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    generator = torch.Generator().manual_seed(seed)
    corners = torch.randint(0, SHAPE[1] - SIDE + 1, (9, 2), generator=generator)
    index = torch.randint(0, SHAPE[0], (9,), generator=generator)
    shape = (9, n_modes, SIDE, SIDE)
    return corners, index, torch.randn(shape, generator=generator, dtype=torch.complex128)


@given(seed=st.integers(0, 99), n_modes=st.integers(1, 3))
def test_windows_of_an_object_stitch_back_to_it(seed: int, n_modes: int) -> None:
    corners, index, probes = layout(seed, n_modes)
    truth = torch.randn(SHAPE, dtype=torch.complex128)
    patches = gather_patches(truth, corners, index, SIDE)
    stitched, weight = stitch_patches(patches, probes, corners, index, SHAPE)
    lit = weight > 0
    assert torch.allclose(stitched[lit], truth[lit])
    assert torch.equal(stitched[~lit], torch.zeros_like(stitched[~lit]))


def test_weight_is_all_light_received() -> None:
    corners, index, probes = layout(3, n_modes=2)
    patches = torch.ones(9, SIDE, SIDE, dtype=torch.complex128)
    _, weight = stitch_patches(patches, probes, corners, index, SHAPE)
    assert torch.allclose(weight.sum(), probe_weight(probes).sum())
    assert torch.allclose(weight.sum(), probes.abs().square().sum())


def test_stitching_is_the_weighted_least_squares_merge() -> None:
    corners, index, probes = layout(4)
    patches = torch.randn(9, SIDE, SIDE, dtype=torch.complex128)
    stitched, _ = stitch_patches(patches, probes, corners, index, SHAPE)
    canvas = stitched.clone().requires_grad_()
    misfit = probes[:, 0] * (gather_patches(canvas, corners, index, SIDE) - patches)
    misfit.abs().square().sum().backward()
    assert torch.allclose(canvas.grad, torch.zeros_like(stitched), atol=1e-10)
