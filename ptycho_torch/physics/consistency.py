"""One gradient step towards the data, on the canvas.

Dimensions: B canvases, H W canvas (pixels), J patterns, P incoherent probe modes, N patch side.
Amplitudes, probes and waves are in square roots of counts or in any unit that they share; corners
are in pixels. Equations: docs/physics.md#how-far-from-the-data.
"""

from typing import Any

import torch
from torch import Tensor

from ptycho_torch.physics.diffraction import (
    backpropagate,
    propagate,
    sum_modes,
)
from ptycho_torch.physics.patches import collect_waves, exit_waves

_DARK_INTENSITY = 1e-8
"""Added under the square root so that a dark pixel has a defined phase."""


def modulus_gradient(
    canvases: Tensor,
    amplitudes: Tensor,
    probes: Tensor,
    corners: Tensor,
    canvas_index: Tensor,
    mask: Tensor | None,
) -> Tensor:
    """Return the descent direction of the amplitude error (B, H, W): minus half its gradient.

    With ``F_jp = FFT(P_jp O_j)`` and ``I_j = sum_p |F_jp|**2`` this is
    ``sum_j sum_p conj(P_jp) IFFT[F_jp (d_j / sqrt(I_j) - 1)]``, the exit-wave correction that
    replaces moduli by measured ones (Thibault and Guizar-Sicairos, New J. Phys. 14, 063004, 2012).
    Bad pixels keep the model's own modulus.

    ``canvases`` (B, H, W) complex of order one, ``amplitudes`` (J, N, N) in the same units,
    ``probes`` (J, P, N, N) shifted, ``corners`` (J, 2), ``canvas_index`` (J,), ``mask`` (J, N, N)
    bool or None. Differentiable once, with respect to ``canvases`` only.
    """
    gradient: Tensor = _ModulusGradient.apply(  # type: ignore[no-untyped-call]
        canvases, amplitudes, probes, corners, canvas_index, mask
    )
    return gradient


def exit_wave_change(waves: Tensor, amplitudes: Tensor, mask: Tensor | None) -> Tensor:
    """Return what replacing moduli by measured ones adds to exit waves (J, P, N, N); no gradient.

    ``amplitudes`` (J, N, N) in the units of ``waves``. Pixels that ``mask`` (J, N, N) calls bad
    keep the model's own modulus. The squared norm of the result is the squared amplitude error.
    """
    far_fields = propagate(waves)
    inverse_modulus = _real_product(far_fields, far_fields).add_(_DARK_INTENSITY).rsqrt_()
    factor = _correction(amplitudes, inverse_modulus, mask)
    return backpropagate(far_fields.mul_(factor.unsqueeze(1)))


class _ModulusGradient(torch.autograd.Function):
    """Fused forward and backward: both cost one pair of transforms and keep one wave stack.

    The map is minus half the gradient of a real function, so its Jacobian is symmetric and the
    backward pass applies the same Jacobian to the incoming gradient.
    """

    @staticmethod
    def forward(
        ctx: Any,
        canvases: Tensor,
        amplitudes: Tensor,
        probes: Tensor,
        corners: Tensor,
        canvas_index: Tensor,
        mask: Tensor | None,
    ) -> Tensor:
        lit = (probes, corners, canvas_index)
        waves = propagate(exit_waves(canvases, *lit))
        inverse_modulus = _real_product(waves, waves).add_(_DARK_INTENSITY).rsqrt_()
        factor = _correction(amplitudes, inverse_modulus, mask)
        is_kept = any(ctx.needs_input_grad)
        if is_kept:
            ctx.save_for_backward(waves, inverse_modulus, factor, *lit, mask)
            ctx.canvas_shape = canvases.shape
        corrected = _times(waves.clone() if is_kept else waves, factor)
        return collect_waves(backpropagate(corrected), *lit, _shape(canvases.shape))

    @staticmethod
    @torch.autograd.function.once_differentiable
    def backward(ctx: Any, *gradients: Tensor) -> tuple[Tensor | None, ...]:
        waves, inverse_modulus, factor, probes, corners, canvas_index, mask = ctx.saved_tensors
        lit = (probes, corners, canvas_index)
        incoming = propagate(exit_waves(gradients[0], *lit))
        # The modulus that the data ask for over that of the model; 0 where a pixel is bad.
        ratio = factor + 1.0 if mask is None else (factor + 1.0).mul_(mask)
        pull = ratio.mul_(inverse_modulus).mul_(inverse_modulus)
        pull.mul_(_real_product(waves, incoming))
        turned = _times(incoming, factor).sub_(_times(waves.clone(), pull))
        result = collect_waves(backpropagate(turned), *lit, _shape(ctx.canvas_shape))
        return result, None, None, None, None, None


def _shape(canvas_shape: torch.Size) -> tuple[int, int, int]:
    n_canvases, height, width = canvas_shape
    return n_canvases, height, width


def _times(waves: Tensor, factor: Tensor) -> Tensor:
    """``waves`` (J, P, N, N) times the real ``factor`` (J, N, N), in place."""
    return waves.mul_(factor.unsqueeze(1))


def _real_product(first: Tensor, second: Tensor) -> Tensor:
    """Real part of ``conj(first) second`` (J, P, N, N), summed over modes (J, N, N).

    One pass over adjacent pairs is faster than four over every other number.
    """
    pairs = torch.view_as_real(first) * torch.view_as_real(second)
    return sum_modes(pairs[..., 0] + pairs[..., 1])


def _correction(amplitudes: Tensor, inverse_modulus: Tensor, mask: Tensor | None) -> Tensor:
    """Relative change of the modulus that the data ask for (J, N, N)."""
    factor = (amplitudes * inverse_modulus).sub_(1.0)
    return factor if mask is None else factor.mul_(mask)
