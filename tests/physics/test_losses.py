"""Laws of the losses, and their noise limits against simulated Poisson noise."""

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from ptycho_torch.physics.losses import (
    amplitude_deviation,
    amplitude_error,
    expected_amplitude_error,
    expected_poisson_deviance,
    poisson_deviance,
    total_variation,
)

LOSSES = pytest.mark.parametrize("loss", [amplitude_deviation, amplitude_error, poisson_deviance])
COUNTS = st.floats(1e-8, 1e6)


def noise(*shape: int, seed: int = 0) -> torch.Tensor:
    return torch.rand(*shape, generator=torch.Generator().manual_seed(seed), dtype=torch.float64)


@LOSSES
def test_a_perfect_fit_costs_nothing_and_any_other_something(loss) -> None:  # type: ignore[no-untyped-def]
    amplitudes = 30.0 * noise(3, 5, 5)
    assert torch.allclose(
        loss(amplitudes.square(), amplitudes), torch.zeros(3, dtype=torch.float64), atol=1e-5
    )
    assert bool((loss(1.2 * amplitudes.square(), amplitudes) > 1e-3).all())
    assert bool((loss(0.8 * amplitudes.square(), amplitudes) > 1e-3).all())


@LOSSES
def test_bad_pixels_do_not_count(loss) -> None:  # type: ignore[no-untyped-def]
    intensity, amplitudes, mask = 9.0 * noise(4, 6, 6), 3.0 * noise(4, 6, 6, seed=1), noise(4, 6, 6)
    good = mask > 0.5
    spoilt = torch.where(good, amplitudes, 1e3)
    expected = [
        loss(intensity[j][good[j]][None, None], amplitudes[j][good[j]][None, None])[0]
        for j in range(4)
    ]
    assert torch.allclose(loss(intensity, spoilt, good), torch.stack(expected))


@LOSSES
def test_no_good_pixel_at_all_costs_nothing(loss) -> None:  # type: ignore[no-untyped-def]
    assert loss(noise(1, 3, 3), noise(1, 3, 3), torch.zeros(1, 3, 3, dtype=torch.bool)) == 0.0


@LOSSES
def test_gradients_are_exact_and_finite_in_the_dark(loss) -> None:  # type: ignore[no-untyped-def]
    amplitudes = 2.0 * noise(1, 4, 4)
    intensity = (noise(1, 4, 4, seed=2) + 0.1).requires_grad_()
    assert torch.autograd.gradcheck(lambda i: loss(i, amplitudes), (intensity,))
    for measured in (torch.zeros(1, 2, 2), torch.ones(1, 2, 2)):
        dark = torch.zeros(1, 2, 2, requires_grad=True)
        loss(dark, measured).sum().backward()
        assert dark.grad is not None
        assert bool(dark.grad.isfinite().all())


def test_amplitude_error_agrees_with_numpy() -> None:
    intensity, amplitudes = 50.0 * noise(2, 4, 4), 7.0 * noise(2, 4, 4, seed=1)
    expected = np.mean((np.sqrt(intensity.numpy()) - amplitudes.numpy()) ** 2, axis=(1, 2))
    np.testing.assert_allclose(amplitude_error(intensity, amplitudes).numpy(), expected)


def test_deviance_is_twice_the_log_likelihood_ratio_of_scipy() -> None:
    counts = np.random.default_rng(0).poisson(5.0, (2, 6, 6))
    expected_counts = 1.0 + 8.0 * noise(2, 6, 6).numpy()
    best = stats.poisson.logpmf(counts, np.maximum(counts, 1e-300))
    ratio = 2.0 * (best - stats.poisson.logpmf(counts, expected_counts))
    deviance = poisson_deviance(
        torch.from_numpy(expected_counts), torch.from_numpy(counts.astype(float)).sqrt()
    )
    np.testing.assert_allclose(deviance.numpy(), ratio.mean((1, 2)), rtol=2e-3)


@pytest.mark.parametrize("mean_counts", [1e-3, 0.05, 0.7, 3.0, 20.0, 63.0, 65.0, 4e3])
@pytest.mark.parametrize(
    ("loss", "limit"),
    [
        (amplitude_error, expected_amplitude_error),
        (poisson_deviance, expected_poisson_deviance),
    ],
)
def test_noise_limits_are_the_mean_loss_of_poisson_counts(loss, limit, mean_counts) -> None:  # type: ignore[no-untyped-def]
    highest = int(mean_counts + 12 * np.sqrt(mean_counts) + 12)
    counts = np.arange(highest)
    weights = torch.from_numpy(stats.poisson.pmf(counts, mean_counts))
    expected = torch.full((highest, 1, 1), mean_counts, dtype=torch.float64)
    measured = torch.from_numpy(np.sqrt(counts))[:, None, None]
    exact = float((weights * loss(expected, measured)).sum())
    dark_background = 2.5e-3 if loss is poisson_deviance else 1e-9
    assert float(limit(expected[:1])) == pytest.approx(exact, rel=1e-3, abs=dark_background)


@given(mean_counts=COUNTS)
def test_noise_limits_have_no_jumps(mean_counts: float) -> None:
    near = torch.tensor([mean_counts, mean_counts * (1 + 1e-9)], dtype=torch.float64)
    for limit in (expected_amplitude_error, expected_poisson_deviance):
        here, there = limit(near[:, None, None]).tolist()
        assert here == pytest.approx(there, rel=1e-3)


def test_noise_limits_honour_the_mask_and_precision() -> None:
    intensity = torch.tensor([[[4.0, 1e5]]])
    mask = torch.tensor([[[True, False]]])
    for limit in (expected_amplitude_error, expected_poisson_deviance):
        assert torch.allclose(limit(intensity, mask), limit(intensity[..., :1]))
        assert limit(intensity).dtype == torch.float32


def test_total_variation_of_a_ramp_is_its_slope() -> None:
    rows, columns = torch.meshgrid(torch.arange(8.0), torch.arange(9.0), indexing="ij")
    phases = 1e-3 * (3.0 * rows + 4.0 * columns)
    canvas = torch.polar(torch.full_like(phases, 7.0), phases)[None]
    weight = torch.ones(1, 8, 9)
    # Absolute values: neither amplitude nor a constant phase changes it.
    assert float(total_variation(canvas, weight)) == pytest.approx(5e-3, rel=1e-3)
    assert float(total_variation(3j * canvas, weight)) == pytest.approx(5e-3, rel=1e-3)


def test_total_variation_looks_only_where_light_fell() -> None:
    canvas = torch.ones(2, 6, 6, dtype=torch.complex64)
    canvas[:, 4:] = 50.0 * noise(2, 2, 6)
    weight = torch.ones(2, 6, 6)
    weight[0, 3:] = 0.01
    found = total_variation(canvas, weight)
    assert float(found[0]) < 1e-6 < 0.1 < float(found[1])


def test_total_variation_has_a_finite_gradient_at_a_flat_object() -> None:
    canvas = torch.ones(1, 5, 5, dtype=torch.complex64, requires_grad=True)
    total_variation(canvas, torch.ones(1, 5, 5)).sum().backward()
    assert canvas.grad is not None
    assert torch.isfinite(torch.view_as_real(canvas.grad)).all()
