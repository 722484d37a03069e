"""Gathering and scattering windows: exact adjoints, equal to plain slicing."""

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from ptycho_torch.physics.patches import accumulate_patches, gather_patches, scatter_patches

SHAPE, SIDE = (2, 9, 11), 4
DTYPES = [torch.float32, torch.float64, torch.complex64, torch.complex128]


def places(n_patches: int, seed: int) -> tuple[torch.Tensor, torch.Tensor]:
    rng = np.random.default_rng(seed)
    corners = rng.integers(0, [SHAPE[1] - SIDE + 1, SHAPE[2] - SIDE + 1], size=(n_patches, 2))
    return torch.from_numpy(corners), torch.from_numpy(rng.integers(0, SHAPE[0], n_patches))


def noise(*shape: int, dtype: torch.dtype, seed: int = 0) -> torch.Tensor:
    return torch.randn(*shape, generator=torch.Generator().manual_seed(seed), dtype=dtype)


@given(n_patches=st.integers(0, 12), seed=st.integers(0, 999))
def test_scatter_is_the_adjoint_of_gather(n_patches: int, seed: int) -> None:
    corners, index = places(n_patches, seed)
    canvases = noise(*SHAPE, dtype=torch.complex128, seed=seed)
    patches = noise(n_patches, SIDE, SIDE, dtype=torch.complex128, seed=seed + 1)
    gathered = gather_patches(canvases, corners, index, SIDE)
    scattered = scatter_patches(patches, corners, index, SHAPE)
    left = torch.vdot(patches.flatten(), gathered.flatten())
    right = torch.vdot(scattered.flatten(), canvases.flatten())
    assert torch.allclose(left, right)


@pytest.mark.parametrize("dtype", DTYPES)
def test_both_agree_with_slices(dtype: torch.dtype) -> None:
    corners, index = places(20, seed=1)
    canvases, patches = noise(*SHAPE, dtype=dtype), noise(20, SIDE, SIDE, dtype=dtype)
    sums = torch.zeros(SHAPE, dtype=dtype)
    gathered = gather_patches(canvases, corners, index, SIDE)
    for j, ((y, x), b) in enumerate(zip(corners.tolist(), index.tolist(), strict=True)):
        window = (b, slice(y, y + SIDE), slice(x, x + SIDE))
        assert torch.equal(gathered[j], canvases[window])
        sums[window] += patches[j]
    assert torch.allclose(scatter_patches(patches, corners, index, SHAPE), sums, atol=1e-5)


@pytest.mark.parametrize("dtype", [torch.float64, torch.complex128])
def test_gradients_of_both_are_exact_to_second_order(dtype: torch.dtype) -> None:
    corners, index = places(5, seed=2)
    canvases = noise(*SHAPE, dtype=dtype).requires_grad_()
    patches = noise(5, SIDE, SIDE, dtype=dtype).requires_grad_()

    def gathered(tensor: torch.Tensor) -> torch.Tensor:
        return gather_patches(tensor, corners, index, SIDE)

    def scattered(tensor: torch.Tensor) -> torch.Tensor:
        return scatter_patches(tensor, corners, index, SHAPE)

    for function, argument in ((gathered, canvases), (scattered, patches)):
        assert torch.autograd.gradcheck(function, (argument,))
        assert torch.autograd.gradgradcheck(function, (argument,))


def test_conjugate_views_are_read_as_they_look() -> None:
    corners, index = places(6, seed=3)
    canvases = noise(*SHAPE, dtype=torch.complex64)
    patches = noise(6, SIDE, SIDE, dtype=torch.complex64)
    lazy = gather_patches(canvases.conj(), corners, index, SIDE)
    assert torch.equal(lazy, gather_patches(canvases, corners, index, SIDE).conj())
    lazy = scatter_patches(patches.conj(), corners, index, SHAPE)
    assert torch.equal(lazy, scatter_patches(patches, corners, index, SHAPE).conj())


def test_accumulating_parts_equals_scattering_all() -> None:
    corners, index = places(10, seed=4)
    patches = noise(10, SIDE, SIDE, dtype=torch.float64)
    canvases = torch.zeros(SHAPE, dtype=torch.float64)
    for part in (slice(0, 3), slice(3, 10)):
        accumulate_patches(canvases, patches[part], corners[part], index[part])
    assert torch.allclose(canvases, scatter_patches(patches, corners, index, SHAPE))


@pytest.mark.parametrize("corner", [(-1, 0), (0, -1), (SHAPE[1] - SIDE + 1, 0), (0, SHAPE[2])])
def test_a_window_outside_its_canvas_is_refused(corner: tuple[int, int]) -> None:
    index = torch.zeros(1, dtype=torch.int64)
    with pytest.raises(AssertionError, match="outside"):
        gather_patches(torch.zeros(SHAPE), torch.tensor([corner]), index, SIDE)
    with pytest.raises(AssertionError, match="outside"):
        scatter_patches(torch.zeros(1, SIDE, SIDE), torch.tensor([corner]), index, SHAPE)


@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a CUDA device")
@pytest.mark.parametrize("dtype", DTYPES)
def test_an_accelerator_gives_the_same(dtype: torch.dtype) -> None:
    corners, index = places(20, seed=5)
    canvases, patches = noise(*SHAPE, dtype=dtype), noise(20, SIDE, SIDE, dtype=dtype)
    on_device = (corners.cuda(), index.cuda())
    gathered = gather_patches(canvases.cuda(), *on_device, SIDE).cpu()
    scattered = scatter_patches(patches.cuda(), *on_device, SHAPE).cpu()
    assert torch.equal(gathered, gather_patches(canvases, corners, index, SIDE))
    expected = scatter_patches(patches, corners, index, SHAPE)
    assert torch.allclose(scattered, expected, atol=1e-5)
