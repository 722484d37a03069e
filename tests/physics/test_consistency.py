"""The data-consistency direction is the gradient that it claims to be."""

import pytest
import torch

from ptycho_torch.physics.consistency import exit_wave_change, modulus_gradient
from ptycho_torch.physics.diffraction import diffract
from ptycho_torch.physics.patches import gather_patches

SHAPE, SIDE, N_PATTERNS = (2, 10, 9), 6, 5


def problem(n_modes: int, masked: bool) -> dict[str, torch.Tensor | None]:
    generator = torch.Generator().manual_seed(n_modes)

    def noise(*shape: int) -> torch.Tensor:
        return torch.randn(*shape, generator=generator, dtype=torch.complex128)

    side = (N_PATTERNS, SIDE, SIDE)
    return {
        "canvases": 1.0 + 0.3 * noise(*SHAPE),
        "amplitudes": noise(*side).abs(),
        "probes": noise(N_PATTERNS, n_modes, SIDE, SIDE),
        "corners": torch.tensor([[0, 0], [4, 3], [2, 1], [1, 2], [3, 3]]),
        "canvas_index": torch.tensor([0, 0, 1, 1, 0]),
        "mask": torch.rand(side, generator=generator) > 0.3 if masked else None,
    }


def error(canvases: torch.Tensor, given: dict[str, torch.Tensor | None]) -> torch.Tensor:
    """Sum of squared amplitude differences of the good pixels."""
    patches = gather_patches(canvases, given["corners"], given["canvas_index"], SIDE)
    modulus = (diffract(patches, given["probes"]) + 1e-8).sqrt()
    squares = (modulus - given["amplitudes"]).square()
    return squares.sum() if given["mask"] is None else squares[given["mask"]].sum()


CASES = pytest.mark.parametrize(
    ("n_modes", "masked"), [(1, False), (1, True), (3, False), (3, True)]
)


@CASES
def test_it_is_minus_half_the_gradient_of_the_error(n_modes: int, masked: bool) -> None:
    given = problem(n_modes, masked)
    canvases = given["canvases"].clone().requires_grad_()
    error(canvases, given).backward()
    direction = modulus_gradient(**given)
    assert torch.allclose(direction, -0.5 * canvases.grad, rtol=1e-7, atol=1e-9)


@CASES
def test_its_own_derivative_is_exact(n_modes: int, masked: bool) -> None:
    given = problem(n_modes, masked)
    canvases = given.pop("canvases").requires_grad_()
    assert torch.autograd.gradcheck(lambda c: modulus_gradient(c, **given), (canvases,))


def test_it_vanishes_where_the_data_are_met() -> None:
    given = problem(2, masked=False)
    patches = gather_patches(given["canvases"], given["corners"], given["canvas_index"], SIDE)
    given["amplitudes"] = (diffract(patches, given["probes"]) + 1e-8).sqrt()
    assert torch.allclose(modulus_gradient(**given), torch.zeros(SHAPE, dtype=torch.complex128))


def test_bad_pixels_have_no_say() -> None:
    given = problem(1, masked=True)
    before = modulus_gradient(**given)
    given["amplitudes"] = torch.where(given["mask"], given["amplitudes"], 1e6)
    assert torch.allclose(modulus_gradient(**given), before)


def test_a_common_factor_of_object_and_data_is_passed_on() -> None:
    given = problem(1, masked=False)
    before = modulus_gradient(**given)
    given["canvases"], given["amplitudes"] = 3.0 * given["canvases"], 3.0 * given["amplitudes"]
    assert torch.allclose(modulus_gradient(**given), 3.0 * before, rtol=1e-5)


def test_single_precision_is_close_to_double() -> None:
    given = problem(2, masked=True)
    reference = modulus_gradient(**given)
    for name in ("canvases", "amplitudes", "probes"):
        given[name] = given[name].to(torch.complex64 if given[name].is_complex() else torch.float32)
    single = modulus_gradient(**given)
    assert single.dtype == torch.complex64
    assert torch.allclose(single.to(torch.complex128), reference, rtol=1e-3, atol=1e-4)


@CASES
def test_the_exit_wave_change_is_the_error_and_moves_to_the_data(
    n_modes: int, masked: bool
) -> None:
    given = problem(n_modes, masked)
    patches = gather_patches(given["canvases"], given["corners"], given["canvas_index"], SIDE)
    waves = given["probes"] * patches.unsqueeze(1)
    change = exit_wave_change(waves, given["amplitudes"], given["mask"])
    expected = error(given["canvases"], given)
    torch.testing.assert_close(change.abs().square().sum(), expected, rtol=1e-5, atol=1e-8)
    again = exit_wave_change(waves + change, given["amplitudes"], given["mask"])
    assert again.abs().square().sum() < 1e-12 * expected
