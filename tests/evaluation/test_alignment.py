"""Alignment: what was put on an image is found, named and taken off again."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ptycho.simulation.objects import make_object
from ptycho_torch.evaluation.alignment import (
    GLOBAL_FACTOR,
    PHASE_PLANE,
    REMOVABLE,
    SHIFT,
    align,
    moved,
    place,
    remove_phase_plane,
)

OBJECT = make_object("mixed", 110, np.random.default_rng(0))
REGION = (20, 84, 24, 90)
REFERENCE = OBJECT[20:84, 24:90]


def tilted(image: np.ndarray, y_rad_per_px: float, x_rad_per_px: float) -> np.ndarray:
    y, x = np.mgrid[: image.shape[0], : image.shape[1]]
    return image * np.exp(1j * (y_rad_per_px * y + x_rad_per_px * x))


def distance(a: np.ndarray, b: np.ndarray) -> float:
    return float(np.linalg.norm(a - b) / np.linalg.norm(b))


@given(
    scale=st.floats(0.01, 100),
    turn=st.floats(-np.pi, np.pi),
    slope=st.tuples(st.floats(-0.9, 0.9), st.floats(-0.9, 0.9)),
)
@settings(max_examples=40)
def test_factor_and_plane_of_any_steepness_are_found(
    scale: float, turn: float, slope: tuple[float, float]
) -> None:
    spoiled = tilted(OBJECT, *slope) * scale * np.exp(1j * turn)
    aligned = align(spoiled, (0, 0), REFERENCE, REGION)
    assert distance(aligned.image, REFERENCE) < 1e-6
    plane, factor = aligned.removed
    assert (plane.name, factor.name) == (PHASE_PLANE, GLOBAL_FACTOR)
    assert plane.size["y_rad_per_px"] == pytest.approx(-slope[0], abs=1e-6)
    assert plane.size["x_rad_per_px"] == pytest.approx(-slope[1], abs=1e-6)
    assert factor.size["scale"] == pytest.approx(1 / scale)
    assert "rad_per_px" in str(plane)


@given(shift=st.tuples(st.floats(-3, 3), st.floats(-3, 3)))
@settings(max_examples=15)
def test_a_wrong_origin_is_found_to_a_hundredth_of_a_pixel(shift: tuple[float, float]) -> None:
    smooth = moved(OBJECT, (0.5, 0.5))  # the same picture, sampled elsewhere
    reference = place(smooth, (0, 0), REGION)
    spoiled = tilted(smooth, 0.05, -0.11) * 2.5j
    aligned = align(spoiled, shift, reference, REGION, remove=REMOVABLE)
    found = aligned.removed[0]
    assert found.name == SHIFT
    assert found.size["y_px"] == pytest.approx(-shift[0], abs=0.01)
    assert found.size["x_px"] == pytest.approx(-shift[1], abs=0.01)
    assert distance(aligned.image, reference) < 0.02


def test_only_what_is_named_is_removed() -> None:
    spoiled = tilted(OBJECT, 0.02, 0.01) * 3
    as_it_is = align(spoiled, (0, 0), REFERENCE, REGION, remove=())
    np.testing.assert_array_equal(as_it_is.image, spoiled[20:84, 24:90])
    assert as_it_is.removed == ()
    scaled = align(spoiled, (0, 0), REFERENCE, REGION, remove=(GLOBAL_FACTOR,))
    assert [removal.name for removal in scaled.removed] == [GLOBAL_FACTOR]
    assert distance(scaled.image, REFERENCE) > 0.3


def test_the_factor_is_that_of_least_squares() -> None:
    rng = np.random.default_rng(1)
    noisy = OBJECT + 0.2 * rng.normal(size=OBJECT.shape)
    best = align(noisy, (0, 0), REFERENCE, REGION, remove=(GLOBAL_FACTOR,)).image
    for change in (1.01, 0.99, np.exp(0.01j), np.exp(-0.01j)):
        assert distance(best * change, REFERENCE) > distance(best, REFERENCE)


def test_aligning_twice_changes_nothing() -> None:
    rng = np.random.default_rng(2)
    noisy = tilted(OBJECT + 0.3 * rng.normal(size=OBJECT.shape), 0.3, -0.2)
    once = align(noisy, (0, 0), REFERENCE, REGION).image
    again = align(once, (REGION[0], REGION[2]), REFERENCE, REGION).image
    np.testing.assert_allclose(again, once, atol=1e-6)


def test_the_plane_keeps_the_mean_phase_of_a_flat_image() -> None:
    flat = np.full((31, 40), 2.0 - 1.0j)
    flattened, slope = remove_phase_plane(flat, np.ones_like(flat))
    np.testing.assert_allclose(flattened, flat, atol=1e-12)
    np.testing.assert_allclose(slope, 0, atol=1e-12)


def test_placing_follows_the_origin() -> None:
    whole = place(OBJECT, (0, 0), REGION)
    np.testing.assert_array_equal(whole, REFERENCE)
    cropped = OBJECT[11:95, 17:100]
    np.testing.assert_array_equal(place(cropped, (11, 17), REGION), REFERENCE)
    # two half pixels make a whole one, up to what fading the margin costs
    half = moved(OBJECT, (0.5, 0.5))
    assert distance(place(half, (-0.5, -0.5), REGION), REFERENCE) < 0.02


def test_images_that_have_nothing_in_common_are_not_shifted() -> None:
    rng = np.random.default_rng(3)
    for _ in range(5):
        noise = 1 + 0.5 * (rng.normal(size=OBJECT.shape) + 1j * rng.normal(size=OBJECT.shape))
        aligned = align(noise, (0, 0), REFERENCE, REGION, remove=REMOVABLE).image
        as_it_is = align(noise, (0, 0), REFERENCE, REGION).image
        assert distance(aligned, REFERENCE) <= distance(as_it_is, REFERENCE) + 1e-3
