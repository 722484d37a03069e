"""Scores: known values, laws of invariance, and everything that must stand beside a number."""

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ptycho.simulation.objects import make_object
from ptycho_generated.faults import InputError
from ptycho_torch.evaluation.alignment import SHIFT
from ptycho_torch.evaluation.metrics import (
    complex_correlation,
    complex_nrmse,
    mean_absolute_error,
    phase_pair,
    psnr_db,
    score_against_truth,
    scored_region,
    ssim,
)

RNG = np.random.default_rng(0)
TRUTH = make_object("mixed", 120, RNG)
NOISE = RNG.normal(size=TRUTH.shape) + 1j * RNG.normal(size=TRUTH.shape)
POSITIONS = RNG.uniform(20, 100, (60, 2))
LIT = np.ones(TRUTH.shape)


def scores(object_: np.ndarray, **changes: object) -> dict[str, dict]:
    arguments: dict = {"weight": LIT, "origin_yx": (0, 0), "truth": TRUTH} | changes
    return score_against_truth(object_, positions_yx_px=POSITIONS, patch_size=32, **arguments)


def values(object_: np.ndarray, **changes: object) -> dict[str, float]:
    return {name: score["value"] for name, score in scores(object_, **changes).items()}


# ------------------------------------------------------------------ single measures


def test_ssim_is_the_windowed_formula_written_out() -> None:
    rng = np.random.default_rng(1)
    a = rng.uniform(size=(14, 16))
    b = 0.6 * a + 0.3 * rng.uniform(size=a.shape)
    offset = np.arange(-5, 6)
    window = np.exp(-(offset[:, None] ** 2 + offset**2) / (2 * 1.5**2))
    window /= window.sum()
    c1, c2 = 0.01**2, 0.03**2
    expected = []
    for i in range(5, 9):
        for j in range(5, 11):
            u, v = a[i - 5 : i + 6, j - 5 : j + 6], b[i - 5 : i + 6, j - 5 : j + 6]
            mu, mv = (window * u).sum(), (window * v).sum()
            vu, vv = (window * (u - mu) ** 2).sum(), (window * (v - mv) ** 2).sum()
            cov = (window * (u - mu) * (v - mv)).sum()
            structure = (2 * cov + c2) / (vu + vv + c2)
            expected.append((2 * mu * mv + c1) / (mu**2 + mv**2 + c1) * structure)
    assert ssim(a, b, 1.0) == pytest.approx(np.mean(expected), rel=1e-9)


def test_ssim_is_one_for_equal_images_symmetric_and_less_otherwise() -> None:
    a, b = np.abs(TRUTH), np.abs(TRUTH + 0.1 * NOISE)
    assert ssim(a, a, 0.5) == pytest.approx(1.0)
    assert ssim(a, b, 0.5) == pytest.approx(ssim(b, a, 0.5))
    assert -1 <= ssim(a, b, 0.5) < 1


@given(rms=st.floats(1e-3, 10), peak=st.floats(0.1, 10))
def test_psnr_of_a_known_error(rms: float, peak: float) -> None:
    reference = np.zeros((20, 20))
    image = np.where(np.indices((20, 20)).sum(0) % 2, rms, -rms)
    assert psnr_db(image, reference, peak) == pytest.approx(20 * np.log10(peak / rms), abs=1e-6)
    assert mean_absolute_error(image, reference) == pytest.approx(rms)


@given(st.complex_numbers(min_magnitude=1e-3, max_magnitude=1e3))
def test_the_correlation_is_blind_to_a_factor_and_the_nrmse_is_not(factor: complex) -> None:
    noisy = TRUTH + 0.3 * NOISE
    correlation = complex_correlation(noisy, TRUTH)
    assert correlation < 1
    assert complex_correlation(factor * noisy, TRUTH) == pytest.approx(correlation)
    assert complex_nrmse(factor * TRUTH, TRUTH) == pytest.approx(abs(factor - 1), abs=1e-6)


def test_the_phase_is_compared_without_wraps() -> None:
    ramp = np.exp(1j * np.linspace(np.pi - 1, np.pi + 1, 50))[None].repeat(4, 0)
    phase, reference = phase_pair(ramp * np.exp(0.1j), ramp)
    assert np.ptp(reference) == pytest.approx(2.0)
    np.testing.assert_allclose(phase - reference, 0.1, atol=1e-9)


# ------------------------------------------------------------------ all scores together


def test_the_truth_itself_is_perfect() -> None:
    perfect = values(TRUTH)
    for name in ("amplitude_ssim", "phase_ssim", "complex_correlation", "frc50"):
        assert perfect[name] == pytest.approx(1.0)
    for name in ("amplitude_mae", "phase_mae_rad", "complex_nrmse"):
        assert perfect[name] == pytest.approx(0.0, abs=1e-9)
    assert min(perfect["amplitude_psnr_db"], perfect["phase_psnr_db"]) > 100


@given(
    scale=st.floats(0.1, 10),
    turn=st.floats(-3, 3),
    slope=st.tuples(st.floats(-0.2, 0.2), st.floats(-0.2, 0.2)),
)
@settings(max_examples=10)
def test_no_score_sees_what_ptychography_cannot_determine(
    scale: float, turn: float, slope: tuple[float, float]
) -> None:
    y, x = np.indices(TRUTH.shape)
    noisy = TRUTH + 0.1 * NOISE
    spoiled = noisy * scale * np.exp(1j * (turn + slope[0] * y + slope[1] * x))
    expected = values(noisy)
    for name, value in values(spoiled).items():
        assert value == pytest.approx(expected[name], rel=1e-4, abs=1e-6), name


def test_more_noise_is_never_a_better_score() -> None:
    series = [values(TRUTH + level * NOISE) for level in (0.02, 0.1, 0.5)]
    for name in series[0]:
        column = [entry[name] for entry in series]
        falling = name.endswith(("ssim", "psnr_db", "correlation", "frc50"))
        assert column == sorted(column, reverse=falling), name


def test_a_flat_object_scores_what_stands_beside_every_score() -> None:
    flat = np.full(TRUTH.shape, 0.77 + 0j)
    for name, score in scores(flat).items():
        assert score["value"] == pytest.approx(score["flat"], abs=1e-9), name
    good = scores(TRUTH + 0.02 * NOISE)
    assert good["phase_ssim"]["value"] > good["phase_ssim"]["flat"] + 0.5
    assert good["complex_nrmse"]["value"] < 0.2 * good["complex_nrmse"]["flat"]


def test_a_score_carries_region_range_and_alignment_as_json() -> None:
    result = scores(TRUTH + 0.1 * NOISE)
    assert json.loads(json.dumps(result)) == result
    top, end_row, left, end_column = result["phase_ssim"]["region"]
    region = np.s_[top:end_row, left:end_column]
    assert top >= POSITIONS[:, 0].min() + 4
    assert end_column <= POSITIONS[:, 1].max() - 4
    for name, range_of in (("amplitude", np.abs), ("phase", np.angle)):
        peak = result[f"{name}_ssim"]["peak"]
        assert peak == pytest.approx(np.ptp(range_of(TRUTH[region])))
    assert result["complex_nrmse"]["peak"] is None
    assert [text.split(" (")[0] for text in result["frc50"]["alignment"]] == [
        "phase plane",
        "global complex factor",
    ]


def test_the_scores_do_not_depend_on_the_canvas() -> None:
    noisy = TRUTH + 0.1 * NOISE
    expected = values(noisy)
    assert values(noisy[7:111, 9:], weight=LIT[7:111, 9:], origin_yx=(7, 9)) == pytest.approx(
        expected
    )
    away = np.array([1000.0, -50.0])
    moved = score_against_truth(
        noisy, LIT, away, TRUTH, POSITIONS + away, patch_size=32, truth_origin_yx=away
    )
    assert {name: score["value"] for name, score in moved.items()} == pytest.approx(expected)


def test_a_wrong_origin_costs_and_removing_the_shift_heals() -> None:
    right = values(TRUTH)["phase_ssim"]
    wrong = values(TRUTH, origin_yx=(1, 0))["phase_ssim"]
    healed = values(TRUTH, origin_yx=(1, 0), remove=(SHIFT, "phase plane", "global complex factor"))
    assert wrong < right - 0.1
    assert healed["phase_ssim"] == pytest.approx(right, abs=1e-3)


def test_the_dark_part_of_the_region_is_reported() -> None:
    weight = LIT.copy()
    weight[:60] = 0
    top, end_row, _, _ = scores(TRUTH)["frc50"]["region"]
    dark = scores(TRUTH, weight=weight)["frc50"]["lit_fraction"]
    assert dark == pytest.approx((end_row - 60) / (end_row - top))


def test_a_constant_reference_gives_finite_scores() -> None:
    result = values(TRUTH, truth=np.ones_like(TRUTH))
    assert np.isfinite(list(result.values())).all()


def test_the_region_ends_where_an_image_ends() -> None:
    positions = np.array([[10.0, 20.0], [90.0, 80.0]])
    assert scored_region(positions, 32, []) == (14, 86, 24, 76)
    assert scored_region(positions, 32, [((0, 0), (200, 70))]) == (14, 86, 24, 70)
    assert scored_region(positions, 32, [((30.5, -9), (40, 90))]) == (31, 70, 24, 76)


def test_a_scan_too_small_to_score_is_told() -> None:
    with pytest.raises(InputError, match=r"0 x 0 px; scores need 16 px"):
        scored_region(np.array([[50.0, 50.0]]), 32, [((0, 0), (100, 100))])
