"""One gradient step towards the data, on the canvas.

Dimensions: B canvases, H W canvas (pixels), J patterns, P incoherent probe modes, N patch side.
"""

from typing import Any

import torch
from torch import Tensor

from ptycho_torch.physics.diffraction import (
    backpropagate,
    incoherent_intensity,
    propagate,
    sum_modes,
)
from ptycho_torch.physics.patches import gather_patches, scatter_patches

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
    inverse_modulus = incoherent_intensity(far_fields).add_(_DARK_INTENSITY).rsqrt_()
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
        waves = _far_fields(canvases, probes, corners, canvas_index)
        inverse_modulus = incoherent_intensity(waves).add_(_DARK_INTENSITY).rsqrt_()
        factor = _correction(amplitudes, inverse_modulus, mask)
        if any(ctx.needs_input_grad):
            ctx.save_for_backward(
                waves, inverse_modulus, amplitudes, probes, corners, canvas_index, mask
            )
            ctx.canvas_shape = canvases.shape
        corrected = waves * factor.unsqueeze(1)
        return _to_canvas(corrected, probes, corners, canvas_index, canvases.shape)

    @staticmethod
    @torch.autograd.function.once_differentiable
    def backward(ctx: Any, *gradients: Tensor) -> tuple[Tensor | None, ...]:
        waves, inverse_modulus, amplitudes, probes, corners, canvas_index, mask = ctx.saved_tensors
        incoming = _far_fields(gradients[0], probes, corners, canvas_index)
        aligned = sum_modes(waves.real * incoming.real).add_(sum_modes(waves.imag * incoming.imag))
        pull = aligned.mul_(amplitudes).mul_(inverse_modulus * inverse_modulus.square())
        if mask is not None:
            pull = pull * mask
        factor = _correction(amplitudes, inverse_modulus, mask)
        turned = incoming.mul_(factor.unsqueeze(1)).sub_(waves * pull.unsqueeze(1))
        result = _to_canvas(turned, probes, corners, canvas_index, ctx.canvas_shape)
        return result, None, None, None, None, None


def _far_fields(canvases: Tensor, probes: Tensor, corners: Tensor, canvas_index: Tensor) -> Tensor:
    patches = gather_patches(canvases, corners, canvas_index, probes.shape[-1])
    return propagate(probes * patches.unsqueeze(1))


def _to_canvas(
    waves: Tensor,
    probes: Tensor,
    corners: Tensor,
    canvas_index: Tensor,
    canvas_shape: torch.Size,
) -> Tensor:
    patches = sum_modes(backpropagate(waves).mul_(probes.conj()))
    n_canvases, height, width = canvas_shape
    return scatter_patches(patches, corners, canvas_index, (n_canvases, height, width))


def _correction(amplitudes: Tensor, inverse_modulus: Tensor, mask: Tensor | None) -> Tensor:
    """Relative change of the modulus that the data ask for (J, N, N)."""
    factor = (amplitudes * inverse_modulus).sub_(1.0)
    return factor if mask is None else factor.mul_(mask)
