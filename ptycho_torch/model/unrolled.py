"""Unrolled block-iterative reconstruction on the shared object canvas, with learned corrections.

Dimensions: B canvases, H W canvas (pixels), J patterns, K corrected sweeps, L averaging steps,
C image channels.
K sweeps over subsets of the patterns find the object; the movement of each is corrected by one
small U-Net that all sweeps share (learned proximal gradient: Adler and Oktem, IEEE Trans. Med.
Imaging 37, 1322, 2018). Sweeps leave noise, which L gradient steps with all patterns average out.
The U-Net sees the canvas, not single patterns, so overlap between patterns is used and the cost
of the network does not grow with it.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

import torch
from torch import Tensor, nn

from ptycho_torch.model.canvases import extent_mask, lit_pixels, round_up, views_of_light
from ptycho_torch.model.data_term import DataTerm
from ptycho_torch.model.network import Reconstruction, ReconstructionNetwork
from ptycho_torch.model.strips import looked_at
from ptycho_torch.model.team import ALONE, Team
from ptycho_torch.model.unet import UNet
from ptycho_torch.physics.measurement import Measurement

_SCALAR_SPEED = 2.0
"""Learning rate of the step sizes over that of the convolutions; faster ones cost amplitude."""
_CORRECTION_GAIN = 0.3
"""Share of the U-Net's output that is added. A gain that is learned falls towards zero while the
U-Net knows little, and then the U-Net learns little more."""
_MOMENTUM = 0.5
"""Momentum of an averaging step before training."""
_CANVAS_CHANNELS = 8
"""Complex object, movement and velocity, and two views of the illumination."""


class UnrolledNetwork(ReconstructionNetwork):
    """K sweeps, each corrected by a shared U-Net with a hidden state, and L gradient steps.

    Equivariant to the scale of the counts, unaffected by the scale of the probe and by the company
    of other canvases in the batch. Only the U-Net obeys autocast: transforms run in the precision
    of the data, single at least.
    """

    def __init__(
        self,
        *,
        n_unrolled: int,
        n_subsets: int,
        n_averaging_steps: int,
        n_filters: int,
        n_hidden_channels: int,
    ) -> None:
        """Build a network that starts as sweeps and gradient descent with momentum.

        ``n_unrolled`` corrected sweeps K over ``n_subsets`` subsets, then ``n_averaging_steps``
        steps L; ``n_filters`` channels of the U-Net at its finest scale, ``n_hidden_channels``
        that it carries from sweep to sweep.
        """
        super().__init__()
        self.n_subsets = n_subsets
        self.n_hidden_channels = n_hidden_channels
        self.unet = UNet(_CANVAS_CHANNELS + n_hidden_channels, 2 + n_hidden_channels, n_filters)
        self.step_size = nn.Parameter(torch.ones(n_unrolled + n_averaging_steps))
        momenta = [0.0] * n_unrolled + [_MOMENTUM] * n_averaging_steps
        self.momentum = nn.Parameter(torch.tensor(momenta))
        self.n_unrolled = n_unrolled

    def forward(
        self,
        measurement: Measurement,
        canvas_shapes: Sequence[tuple[int, int]],
        *,
        chunk: int | None = None,
        team: Team = ALONE,
    ) -> Reconstruction:
        """See `ReconstructionNetwork.forward`; starts from a flat object."""
        extents = [round_up(shape, self.unet.multiple) for shape in canvas_shapes]
        padded = max(e[0] for e in extents), max(e[1] for e in extents)
        data = DataTerm(
            measurement,
            padded,
            n_subsets=self.n_subsets,
            chunk=chunk,
            device=self.step_size.device,
            team=team,
        )
        steps = self._unroll(data, extent_mask(extents, padded, data.weight))
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
        scalars = [self.step_size, self.momentum]
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
        canvas = torch.complex(torch.ones_like(data.weight), torch.zeros_like(data.weight))
        state = _State(canvas, torch.zeros_like(canvas), self._no_memory(data.weight))
        views = views_of_light(data.weight)
        lit = lit_pixels(data.weight)
        sizes, momenta = (each.to(data.weight.dtype) for each in (self.step_size, self.momentum))
        steps: list[Tensor] = []
        for step in range(len(sizes)):
            if step < self.n_unrolled:
                change = data.sweep(state.canvas, sizes[step])
                output = self._look(state, change, views, extent)
                correction = torch.view_as_complex(output[..., :2].contiguous()) * lit
                change = change + _CORRECTION_GAIN * correction
                memory = state.memory + output[..., 2:]
                del output, correction  # as large as several canvases
            else:
                change, memory = sizes[step] * data.gradient(state.canvas), state.memory
            velocity = change + momenta[step] * state.velocity
            state = _State(state.canvas + velocity, velocity, memory)
            steps = [*steps, state.canvas] if self.training else [state.canvas]
        return steps

    def _look(
        self, state: "_State", change: Tensor, views: Tensor, extent: Tensor | None
    ) -> Tensor:
        """Return what the U-Net makes of the canvas and of what the data ask for (B, H, W, C)."""

        def image(rows: slice) -> Tensor:
            parts = [state.canvas[:, rows] - 1.0, change[:, rows], state.velocity[:, rows]]
            channels = [*map(torch.view_as_real, parts), views[:, rows], state.memory[:, rows]]
            return torch.cat(channels, dim=-1).permute(0, 3, 1, 2)

        n_canvases, height, width = views.shape[:3]
        output = looked_at(self.unet, image, extent, (height, width * n_canvases))
        return output.permute(0, 2, 3, 1).to(views.dtype)

    def _no_memory(self, weight: Tensor) -> Tensor:
        return weight.new_zeros((*weight.shape, self.n_hidden_channels))


class _State(NamedTuple):
    """Object (B, H, W), its last movement (B, H, W) and what the U-Net carries (B, H, W, C)."""

    canvas: Tensor
    velocity: Tensor
    memory: Tensor
