"""The two ways of copying windows agree, so an accelerator computes what a CPU does."""

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from ptycho_torch.physics.windows import add_by_index, add_by_slices, cut_by_index, cut_by_slices


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
