"""Laws of nearest-neighbour groups, against brute force."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptycho.grouping import NeighbourIndex, nearest_groups


def scatter(n_positions: int, seed: int) -> np.ndarray:
    return np.random.default_rng(seed).uniform(-50, 200, size=(n_positions, 2))


@given(n_positions=st.integers(1, 30), size=st.integers(1, 40), seed=st.integers(0, 999))
def test_groups_are_the_nearest_by_brute_force(n_positions: int, size: int, seed: int) -> None:
    positions, centres = scatter(n_positions, seed), scatter(4, seed + 1)
    groups = nearest_groups(positions, centres, size)
    distances = np.abs(centres[:, None] - positions[None]).max(-1)
    assert groups.dtype == np.int64
    assert groups.shape == (4, min(size, n_positions))
    expected = np.sort(distances, axis=1)[:, : min(size, n_positions)]
    np.testing.assert_array_equal(np.take_along_axis(distances, groups, axis=1), expected)
    assert all(len(set(group)) == len(group) for group in groups.tolist())


def test_a_position_opens_its_own_group() -> None:
    positions = scatter(25, seed=0)
    np.testing.assert_array_equal(nearest_groups(positions, positions, 4)[:, 0], np.arange(25))


def test_repeated_positions_are_all_found() -> None:
    positions = np.array([[1.0, 1.0], [9.0, 9.0], [1.0, 1.0]])
    group = nearest_groups(positions, positions[:1], 2)[0]
    assert set(group.tolist()) == {0, 2}


def test_groups_of_a_square_raster_are_square_tiles() -> None:
    rows, columns = np.mgrid[0:9, 0:9]
    positions = np.stack([rows.ravel(), columns.ravel()], axis=1).astype(float)
    group = positions[nearest_groups(positions, np.array([[4.0, 4.0]]), 25)[0]]
    np.testing.assert_array_equal(np.ptp(group, axis=0), [4, 4])


def test_an_index_answers_like_the_function() -> None:
    positions, centres = scatter(30, seed=3), scatter(5, seed=4)
    index = NeighbourIndex(positions)
    np.testing.assert_array_equal(index.groups(centres, 9), nearest_groups(positions, centres, 9))


@pytest.mark.parametrize("shape", [(5,), (5, 3)])
def test_positions_are_rows_and_columns(shape: tuple[int, ...]) -> None:
    with pytest.raises(AssertionError):
        NeighbourIndex(np.zeros(shape))
