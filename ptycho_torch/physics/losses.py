"""How far expected intensities are from measured patterns, and how far noise alone puts them.

Dimensions: B canvases, H W canvas (pixels), J patterns, N patch side (pixels).
Every function returns one value per pattern (J,), a mean over that pattern's good pixels, so that
patch sizes, masks and scans can be compared. ``mask`` (J, N, N) bool is True for good pixels. An
intensity is in expected counts, amplitudes are square roots of measured counts. Equations:
docs/physics.md#how-far-from-the-data.
"""

import math

import torch
from torch import Tensor

_DARK_COUNTS = 1e-3
"""Background added to expected counts: a count where none is expected stays a finite surprise."""

_WELL_LIT = 0.1
"""Share of the most light that a pixel must receive for its neighbours to be compared with it."""

_TABLE_COUNTS = (1e-6, 64.0)
"""Range of expected counts between the two asymptotic forms of the noise limits."""


def amplitude_error(intensity: Tensor, amplitudes: Tensor, mask: Tensor | None = None) -> Tensor:
    """Return the mean squared difference of amplitudes, in counts.

    ``intensity`` (J, N, N) are expected counts, ``amplitudes`` (J, N, N) the measured square roots.
    The square root makes Poisson noise nearly uniform: its variance tends to 1/4 for many counts
    (Anscombe, Biometrika 35, 246, 1948).
    """
    # The square root has no slope at zero; a floor keeps the gradient finite there.
    model = intensity.clamp_min(1e-30).sqrt()
    return _mean_over_good((model - amplitudes).square(), mask)


def amplitude_deviation(
    intensity: Tensor, amplitudes: Tensor, mask: Tensor | None = None
) -> Tensor:
    """Return the mean absolute difference of amplitudes, in square roots of counts.

    Arguments as for `amplitude_error`; single odd pixels weigh less here.
    """
    model = intensity.clamp_min(1e-30).sqrt()
    return _mean_over_good((model - amplitudes).abs(), mask)


def total_variation(canvases: Tensor, weight: Tensor) -> Tensor:
    """Return, per canvas (B,), the mean length of the object's gradient over its mean amplitude.

    ``canvases`` (B, H, W) complex. Only pairs of neighbours count that received at least a tenth
    of the most light, by ``weight`` (B, H, W) (Rudin, Osher and Fatemi, Physica D 60, 259, 1992).
    """
    lit = weight >= _WELL_LIT * weight.amax((-2, -1), keepdim=True)
    here = canvases[:, :-1, :-1]
    inside = (lit[:, :-1, :-1] & lit[:, 1:, :-1] & lit[:, :-1, 1:]).to(weight.dtype)
    down, right = canvases[:, 1:, :-1] - here, canvases[:, :-1, 1:] - here
    squares = sum(part.square() for step in (down, right) for part in (step.real, step.imag))
    size = (here.real.square() + here.imag.square()).clamp_min(1e-30).sqrt()
    # As for amplitudes: the square root has no slope at zero.
    lengths = torch.as_tensor(squares).clamp_min(1e-30).sqrt()
    tiny = torch.finfo(weight.dtype).tiny
    return (lengths * inside).sum((-2, -1)) / (size * inside).sum((-2, -1)).clamp_min(tiny)


def poisson_deviance(intensity: Tensor, amplitudes: Tensor, mask: Tensor | None = None) -> Tensor:
    """Return the mean Poisson deviance ``2 (m - k + k log(k / m))`` per pixel.

    ``m`` are the expected counts ``intensity`` (J, N, N), ``k`` the measured ones,
    ``amplitudes**2``. It is twice the negative log-likelihood ratio to a perfect fit: zero at
    best, about one per pixel for the true object at more than a few counts.
    """
    expected, counts = intensity + _DARK_COUNTS, amplitudes.square()
    surprise = torch.xlogy(counts, counts) - torch.xlogy(counts, expected)
    return _mean_over_good(2.0 * (expected - counts + surprise), mask)


def expected_amplitude_error(intensity: Tensor, mask: Tensor | None = None) -> Tensor:
    """Return the mean of `amplitude_error` over Poisson noise if ``intensity`` is the truth (J,).

    For m expected counts this is ``2 m - 2 sqrt(m) E[sqrt(k)]``: m for few counts, 1/4 for many.
    """
    grid, counts, weights = _poisson_table()
    table = 2.0 * grid - 2.0 * grid.sqrt() * (weights * counts.sqrt()).sum(1)
    many = intensity.clamp_min(1.0)
    bright = 0.25 + 7.0 / (64.0 * many) + 75.0 / (512.0 * many.square())
    return _mean_over_good(_look_up(intensity, table, dark=intensity, bright=bright), mask)


def expected_poisson_deviance(intensity: Tensor, mask: Tensor | None = None) -> Tensor:
    """Return the mean of `poisson_deviance` over Poisson noise if ``intensity`` is the truth (J,).

    For m expected counts this is ``2 (E[k log k] - m log m)``: zero for none, one for many.
    """
    grid, counts, weights = _poisson_table()
    table = 2.0 * ((weights * torch.xlogy(counts, counts)).sum(1) - torch.xlogy(grid, grid))
    dark = -2.0 * torch.xlogy(intensity, intensity)
    many = intensity.clamp_min(1.0)
    bright = 1.0 + 1.0 / (6.0 * many) + 1.0 / (6.0 * many.square())
    return _mean_over_good(_look_up(intensity, table, dark=dark, bright=bright), mask)


def _mean_over_good(values: Tensor, mask: Tensor | None) -> Tensor:
    if mask is None:
        return values.mean((-2, -1))
    good = mask.to(values.dtype)
    return (values * good).sum((-2, -1)) / good.sum((-2, -1)).clamp_min(1.0)


def _poisson_grid() -> Tensor:
    low, high = (math.log(edge) for edge in _TABLE_COUNTS)
    return torch.linspace(low, high, 1024, dtype=torch.float64)


def _poisson_table() -> tuple[Tensor, Tensor, Tensor]:
    """Return expected counts (G,), possible counts (K,) and their probabilities (G, K)."""
    grid = _poisson_grid()
    highest = _TABLE_COUNTS[1] + 12.0 * math.sqrt(_TABLE_COUNTS[1])
    counts = torch.arange(highest, dtype=torch.float64)
    log_weights = counts * grid[:, None] - grid.exp()[:, None] - torch.lgamma(counts + 1.0)
    return grid.exp(), counts, log_weights.exp()


def _look_up(intensity: Tensor, table: Tensor, *, dark: Tensor, bright: Tensor) -> Tensor:
    """Interpolate ``table`` in the logarithm of the expected counts, asymptotes outside it."""
    grid = _poisson_grid().to(intensity)
    table = table.to(intensity)
    low, high = _TABLE_COUNTS
    place = intensity.clamp(low, high).log()
    right = torch.searchsorted(grid, place).clamp(1, len(grid) - 1)
    share = (place - grid[right - 1]) / (grid[right] - grid[right - 1])
    inside = torch.lerp(table[right - 1], table[right], share)
    return torch.where(intensity < low, dark, torch.where(intensity > high, bright, inside))
