"""The two ways of copying windows agree, so an accelerator computes what a CPU does."""

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from ptycho_torch.physics.windows import (
    add_by_index,
    add_by_slices,
    collect_by_index,
    collect_by_slices,
    cut_by_index,
    cut_by_slices,
    light_by_index,
    light_by_slices,
)


@given(
    n_patches=st.integers(0, 10),
    size=st.integers(1, 7),
    complex_valued=st.booleans(),
    conjugate=st.booleans(),
    seed=st.integers(0, 999),
)
def test_slices_and_indices_agree(
    n_patches: int, size: int, complex_valued: bool, conjugate: bool, seed: int
) -> None:
    rng, shape = np.random.default_rng(seed), (3, 7, 9)
    generator = torch.Generator().manual_seed(seed)
    dtype = torch.complex128 if complex_valued else torch.float64
    corners = torch.from_numpy(
        rng.integers(0, [shape[1] - size + 1, shape[2] - size + 1], size=(n_patches, 2))
    )
    index = torch.from_numpy(rng.integers(0, shape[0], n_patches))
    canvases = torch.randn(shape, generator=generator, dtype=dtype)
    patches = torch.randn(n_patches, size, size, generator=generator, dtype=dtype)
    if conjugate:
        patches = patches.conj()

    cut = cut_by_slices(canvases, corners, index, size)
    assert torch.equal(cut, cut_by_index(canvases, corners, index, size))
    sliced, indexed = canvases.clone(), canvases.clone()
    add_by_slices(sliced, patches, corners, index)
    add_by_index(indexed, patches, corners, index)
    assert torch.allclose(sliced, indexed)


@pytest.mark.parametrize("corner", [(-1, 0), (0, -1), (5, 0), (0, 7)])
def test_slices_do_not_leave_the_canvas(corner: tuple[int, int]) -> None:
    corners, index = torch.tensor([corner]), torch.zeros(1, dtype=torch.int64)
    with pytest.raises(AssertionError, match="outside"):
        cut_by_slices(torch.zeros(1, 8, 10), corners, index, 4)


@given(
    n_patches=st.integers(0, 6),
    n_modes=st.integers(1, 3),
    size=st.integers(1, 7),
    seed=st.integers(0, 999),
)
def test_light_and_its_adjoint_agree(n_patches: int, n_modes: int, size: int, seed: int) -> None:
    rng, shape = np.random.default_rng(seed), (3, 7, 9)
    generator = torch.Generator().manual_seed(seed)
    room = [shape[1] - size + 1, shape[2] - size + 1]
    corners = torch.from_numpy(rng.integers(0, room, size=(n_patches, 2)))
    index = torch.from_numpy(rng.integers(0, shape[0], n_patches))

    def noise(*sides: int) -> torch.Tensor:
        return torch.randn(sides, generator=generator, dtype=torch.complex128)

    canvases, probes = noise(*shape), noise(n_patches, n_modes, size, size)
    waves = noise(n_patches, n_modes, size, size)
    lit = light_by_slices(canvases, probes, corners, index)
    assert torch.allclose(lit, light_by_index(canvases, probes, corners, index))
    sliced, indexed = torch.zeros_like(canvases), torch.zeros_like(canvases)
    collect_by_slices(sliced, waves, probes, corners, index)
    collect_by_index(indexed, waves, probes, corners, index)
    assert torch.allclose(sliced, indexed)
    # <waves, A canvases> = <A* waves, canvases>
    there = torch.vdot(waves.flatten(), lit.flatten())
    back = torch.vdot(sliced.flatten(), canvases.flatten())
    assert torch.allclose(there, back)
