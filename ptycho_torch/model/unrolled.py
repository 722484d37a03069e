"""Unrolled proximal gradient on the shared object canvas.

Dimensions: B canvases, H W canvas (pixels), J patterns, K unrolled steps, C image channels.
A fixed number of gradient steps with momentum is unrolled; each step's direction is corrected by
one small U-Net that all steps share (learned proximal gradient: Adler and Oktem, IEEE Trans. Med.
Imaging 37, 1322, 2018). The U-Net sees the canvas, not single patterns, so overlap between
patterns is used and the cost of the network does not grow with it.
"""

from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor, nn

from ptycho_torch.model.data_term import DataTerm
from ptycho_torch.model.network import Reconstruction, ReconstructionNetwork
from ptycho_torch.model.unet import UNet
from ptycho_torch.physics.measurement import Measurement

_SCALAR_SPEED = 5.0
"""Learning rate of the step sizes over that of the convolutions."""
_DAMPING = 0.02
"""Share of the brightest illumination added to every pixel's before dividing by it."""
_DARK_SHARE = 1e-3
"""Share of the brightest illumination below which a pixel counts as dark."""
_CANVAS_CHANNELS = 8
"""Complex object, gradient and velocity, and two views of the illumination."""


class UnrolledNetwork(ReconstructionNetwork):
    """K gradient steps with momentum, each corrected by a shared U-Net with a hidden state.

    Equivariant to the scale of the counts, unaffected by the scale of the probe and by the company
    of other canvases in the batch. Only the U-Net obeys autocast: transforms run in the precision
    of the data, single at least.
    """

    def __init__(self, *, n_unrolled: int, n_filters: int, n_hidden_channels: int) -> None:
        """Build a network that starts as plain gradient descent with momentum.

        ``n_unrolled`` steps K, ``n_filters`` channels of the U-Net at its finest scale,
        ``n_hidden_channels`` that the U-Net carries from step to step.
        """
        super().__init__()
        self.n_hidden_channels = n_hidden_channels
        self.unet = UNet(_CANVAS_CHANNELS + n_hidden_channels, 2 + n_hidden_channels, n_filters)
        self.step_size = nn.Parameter(torch.ones(n_unrolled))
        self.momentum = nn.Parameter(torch.linspace(0.0, 0.6, n_unrolled))
        self.correction_gain = nn.Parameter(torch.full((n_unrolled,), 0.3))

    def forward(
        self,
        measurement: Measurement,
        canvas_shapes: Sequence[tuple[int, int]],
        *,
        chunk: int | None = None,
    ) -> Reconstruction:
        """See `ReconstructionNetwork.forward`; starts from a flat object."""
        extents = [_round_up(shape, self.unet.multiple) for shape in canvas_shapes]
        padded = max(e[0] for e in extents), max(e[1] for e in extents)
        data = DataTerm(measurement, padded, chunk=chunk, device=self.step_size.device)
        steps = self._unroll(data, _extent_mask(extents, padded, data.weight))
        unit = data.flat_amplitude[:, None, None]
        height = max(shape[0] for shape in canvas_shapes)
        width = max(shape[1] for shape in canvas_shapes)
        canvases = [canvas[:, :height, :width] * unit for canvas in steps]
        return Reconstruction(
            canvases=canvases[-1],
            weight=data.weight[:, :height, :width],
            intermediate=tuple(canvases) if self.training else (),
        )

    def parameter_groups(self, learning_rate: float, weight_decay: float) -> list[dict[str, Any]]:
        """See `ReconstructionNetwork.parameter_groups`; step sizes learn faster, undecayed."""
        scalars = [self.step_size, self.momentum, self.correction_gain]
        return [
            {"params": scalars, "lr": _SCALAR_SPEED * learning_rate, "weight_decay": 0.0},
            {
                "params": list(self.unet.parameters()),
                "lr": learning_rate,
                "weight_decay": weight_decay,
            },
        ]

    def _unroll(self, data: DataTerm, extent: Tensor | None) -> list[Tensor]:
        """Return the canvases (B, H, W) after each step; only the last unless training."""
        weight = data.weight
        brightest = weight.amax((-2, -1), keepdim=True)
        preconditioner = 1.0 / (weight + _DAMPING * brightest)
        lit = weight > _DARK_SHARE * brightest
        views = torch.stack([weight / brightest, torch.log1p(weight) / 5.0], dim=-1)

        one = torch.ones_like(weight)
        canvas = torch.complex(one, torch.zeros_like(one))
        velocity = torch.zeros_like(canvas)
        hidden = weight.new_zeros((*weight.shape, self.n_hidden_channels))
        steps: list[Tensor] = []
        scalars = (self.step_size, self.momentum, self.correction_gain)
        for step_size, momentum, gain in zip(*(s.to(weight.dtype) for s in scalars), strict=True):
            gradient = data.gradient(canvas) * preconditioner
            state = [canvas - 1.0, gradient, velocity]
            image = torch.cat([*map(torch.view_as_real, state), views, hidden], dim=-1)
            output = self.unet(image.permute(0, 3, 1, 2), extent)
            output = output.permute(0, 2, 3, 1).to(image.dtype)
            correction = torch.view_as_complex(output[..., :2].contiguous()) * lit
            hidden = hidden + output[..., 2:]
            velocity = step_size * gradient + momentum * velocity + gain * correction
            canvas = canvas + velocity
            steps = [*steps, canvas] if self.training else [canvas]
        return steps


def _round_up(canvas_shape: tuple[int, int], multiple: int) -> tuple[int, int]:
    height, width = canvas_shape
    return -(-height // multiple) * multiple, -(-width // multiple) * multiple


def _extent_mask(
    extents: Sequence[tuple[int, int]], padded: tuple[int, int], like: Tensor
) -> Tensor | None:
    """Return 1 inside each canvas (B, 1, H, W), None if all canvases are of ``padded`` size."""
    if all(extent == padded for extent in extents):
        return None
    mask = like.new_zeros((len(extents), 1, *padded))
    for canvas, (height, width) in zip(mask, extents, strict=True):
        canvas[:, :height, :width] = 1.0
    return mask
