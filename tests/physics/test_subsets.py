"""Laws of dealing patterns out: fair, independent of storage order and of other canvases."""

import torch
from hypothesis import given
from hypothesis import strategies as st

from ptycho_torch.physics.measurement import Measurement
from ptycho_torch.physics.subsets import scattered_subsets


def measured_at(positions: torch.Tensor, canvas_index: torch.Tensor | None = None) -> Measurement:
    n_patterns = len(positions)
    if canvas_index is None:
        canvas_index = torch.zeros(n_patterns, dtype=torch.int64)
    n_canvases = int(canvas_index.max()) + 1
    corners = positions.floor()
    return Measurement(
        amplitudes=torch.ones(n_patterns, 2, 2),
        corners=corners.to(torch.int64),
        fractions=positions - corners,
        canvas_index=canvas_index,
        probes=torch.ones(n_canvases, 1, 2, 2, dtype=torch.complex64),
        mask=None,
    )


def raster(side: int, step_px: float) -> torch.Tensor:
    axis = torch.arange(side) * step_px
    return torch.cartesian_prod(axis, axis)


@given(n_patterns=st.integers(1, 60), n_subsets=st.integers(1, 20), seed=st.integers(0, 99))
def test_subsets_are_equally_large_to_one_pattern(
    n_patterns: int, n_subsets: int, seed: int
) -> None:
    positions = 50 * torch.rand(n_patterns, 2, generator=torch.Generator().manual_seed(seed))
    sizes = torch.bincount(scattered_subsets(measured_at(positions), n_subsets))
    assert len(sizes) == min(n_subsets, n_patterns)
    assert int(sizes.max() - sizes.min()) <= 1


@given(n_subsets=st.integers(1, 9), seed=st.integers(0, 99))
def test_the_order_in_which_patterns_are_stored_does_not_matter(n_subsets: int, seed: int) -> None:
    generator = torch.Generator().manual_seed(seed)
    positions = raster(6, 3.25)
    order = torch.randperm(len(positions), generator=generator)
    expected = scattered_subsets(measured_at(positions), n_subsets)[order]
    assert torch.equal(scattered_subsets(measured_at(positions[order]), n_subsets), expected)


@given(n_subsets=st.integers(1, 9), seed=st.integers(0, 99))
def test_a_canvas_is_dealt_out_by_itself(n_subsets: int, seed: int) -> None:
    generator = torch.Generator().manual_seed(seed)
    parts = [40 * torch.rand(number, 2, generator=generator) for number in (7, 12)]
    canvas_index = torch.tensor([0] * 7 + [1] * 12)
    shuffled = torch.randperm(19, generator=generator)
    both = measured_at(torch.cat(parts)[shuffled], canvas_index[shuffled])
    found = scattered_subsets(both, n_subsets)
    alone = torch.cat([scattered_subsets(measured_at(part), n_subsets) for part in parts])
    assert torch.equal(found, alone[shuffled])


def test_patterns_of_a_subset_lie_apart() -> None:
    """On a square raster, four subsets are four coarser rasters of twice the step."""
    positions = raster(16, 4.0)
    subsets = scattered_subsets(measured_at(positions), 4)
    for subset in range(4):
        members = positions[subsets == subset]
        distances = torch.cdist(members, members) + 1e6 * torch.eye(len(members))
        assert float(distances.min()) == 8.0
