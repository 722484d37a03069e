"""Laws of the learning rate."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptycho_generated.knobs import KNOBS
from ptycho_torch.schedulers import learning_rate_factor

GAMMAS = st.floats(0.01, 1.0)
STEPS = st.integers(0, 10_000)
EPOCHS = st.integers(0, 200)
SHARES = st.floats(0.0, 1.0)
WARMUPS = st.integers(0, 500)


def factor(scheduler: str, **where: float) -> float:
    """The factor somewhere in a training; what is not named does not matter to the scheduler."""
    full = {"gamma": 0.5, "warmup_steps": 10, "step": 0, "epoch": 0, "progress": 0.0} | where
    return learning_rate_factor(scheduler, **full)  # type: ignore[arg-type]


@given(gamma=GAMMAS, warmup_steps=WARMUPS, step=STEPS, epoch=EPOCHS, progress=SHARES)
def test_default_is_constant(**where: float) -> None:
    assert factor("Default", **where) == 1.0


@given(
    scheduler=st.sampled_from(KNOBS["scheduler"].choices),
    gamma=GAMMAS,
    warmup_steps=WARMUPS,
    step=STEPS,
    epoch=EPOCHS,
    progress=SHARES,
)
def test_no_factor_exceeds_the_peak_or_is_negative(scheduler: str, **where: float) -> None:
    assert 0.0 <= factor(scheduler, **where) <= 1.0


@given(gamma=GAMMAS, epoch=EPOCHS)
def test_exponential_multiplies_by_gamma_after_each_epoch(gamma: float, epoch: int) -> None:
    assert factor("Exponential", gamma=gamma, epoch=0) == 1.0
    now, then = (factor("Exponential", gamma=gamma, epoch=e) for e in (epoch, epoch + 1))
    assert then == pytest.approx(gamma * now, rel=1e-12)


@given(gamma=GAMMAS, progress=SHARES)
def test_multistage_steps_at_half_and_at_three_quarters(gamma: float, progress: float) -> None:
    expected = 1.0 if progress < 0.5 else gamma if progress < 0.75 else gamma**2
    assert factor("MultiStage", gamma=gamma, progress=progress) == pytest.approx(expected)


@given(warmup_steps=st.integers(1, 500), data=st.data())
def test_warm_up_rises_by_equal_steps_to_the_peak(warmup_steps: int, data: st.DataObject) -> None:
    step = data.draw(st.integers(0, warmup_steps - 1))
    here = factor("WarmupCosine", warmup_steps=warmup_steps, step=step)
    assert here == pytest.approx((step + 1) / warmup_steps)
    after = data.draw(st.integers(warmup_steps - 1, 2 * warmup_steps))
    assert factor("WarmupCosine", warmup_steps=warmup_steps, step=after) == 1.0


@given(warmup_steps=WARMUPS, early=SHARES, late=SHARES)
def test_after_the_warm_up_the_cosine_only_falls(
    warmup_steps: int, early: float, late: float
) -> None:
    early, late = sorted((early, late))
    first, second = (
        factor("WarmupCosine", warmup_steps=warmup_steps, step=warmup_steps, progress=progress)
        for progress in (early, late)
    )
    assert first >= second


@given(warmup_steps=WARMUPS, step=STEPS, beyond=st.floats(0.0, 1.0))
def test_the_cosine_ends_at_zero_and_stays_there(
    warmup_steps: int, step: int, beyond: float
) -> None:
    end = factor("WarmupCosine", warmup_steps=warmup_steps, step=step, progress=1.0 + beyond)
    assert end == pytest.approx(0.0, abs=1e-12)


def test_the_cosine_is_at_half_its_peak_half_way() -> None:
    half = factor("WarmupCosine", warmup_steps=0, progress=0.5)
    assert half == pytest.approx(0.5)
