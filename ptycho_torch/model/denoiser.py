"""A reconstruction without learning, then a U-Net that takes its noise out.

Dimensions: B canvases, H W canvas (pixels), J patterns, C image channels.
A network after a direct inversion (Jin, McCann, Froustey and Unser, IEEE Trans. Image Process. 26,
4509, 2017). It sees how bright each pixel was and answers in units of the noise that this light
leaves, so one set of weights serves all doses. Its answer is bounded: what the data say clearly
it cannot change, whatever it was trained on.
"""

from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor

from ptycho_torch.model.canvases import extent_mask, lit_pixels, round_up, views_of_light
from ptycho_torch.model.data_term import DataTerm
from ptycho_torch.model.network import Reconstruction, ReconstructionNetwork
from ptycho_torch.model.strips import looked_at
from ptycho_torch.model.team import ALONE, Team
from ptycho_torch.model.unet import UNet
from ptycho_torch.physics.measurement import Measurement

_MOMENTUM = 0.5
"""Momentum of an averaging step."""
_DAMPING = 0.02
"""Share of the brightest illumination added to every pixel's before dividing by it."""
_MOST_NOISES = 3.0
"""Noise levels by which real and imaginary part of a pixel change at most."""
_CANVAS_CHANNELS = 6
"""Complex object, its modulus, the noise, and two views of the illumination."""


class DenoisingNetwork(ReconstructionNetwork):
    """K sweeps and L averaging steps without parameters, then one U-Net.

    Unaffected by the scale of the probe and by the company of other canvases in the batch. The
    squares of the amplitudes must be counts, since the noise is taken from them.
    """

    def __init__(
        self, *, n_unrolled: int, n_subsets: int, n_averaging_steps: int, n_filters: int
    ) -> None:
        """Build a network that at first changes nothing.

        ``n_unrolled`` sweeps over ``n_subsets`` subsets, then ``n_averaging_steps`` steps with all
        patterns; ``n_filters`` channels of the U-Net at its finest scale.
        """
        super().__init__()
        self.n_sweeps = n_unrolled
        self.n_subsets = n_subsets
        self.n_averaging_steps = n_averaging_steps
        self.unet = UNet(_CANVAS_CHANNELS, 2, n_filters)

    def forward(
        self,
        measurement: Measurement,
        canvas_shapes: Sequence[tuple[int, int]],
        *,
        chunk: int | None = None,
        team: Team = ALONE,
    ) -> Reconstruction:
        """See `ReconstructionNetwork.forward`; starts from a flat object."""
        height = max(shape[0] for shape in canvas_shapes)
        width = max(shape[1] for shape in canvas_shapes)
        with torch.no_grad():
            data = DataTerm(
                measurement,
                (height, width),
                n_subsets=self.n_subsets,
                chunk=chunk,
                device=self.unet.stem.weight.device,
                team=team,
            )
            solved = self._solve(data)
        denoised = self._denoise(solved, data.weight, data.flat_amplitude, canvas_shapes)
        unit = data.flat_amplitude[:, None, None]
        return Reconstruction(
            canvases=denoised * unit,
            weight=data.weight,
            intermediate=(denoised * unit,) if self.training else (),
            unfinished=solved * unit,
        )

    def finish(self, canvases: Tensor, weight: Tensor, flat_amplitude: Tensor) -> Tensor:
        """See `ReconstructionNetwork.finish`: takes the noise out."""
        unit = flat_amplitude[:, None, None]
        shapes = [(canvases.shape[1], canvases.shape[2])] * len(canvases)
        return self._denoise(canvases / unit, weight, flat_amplitude, shapes) * unit

    def parameter_groups(self, learning_rate: float, weight_decay: float) -> list[dict[str, Any]]:
        """See `ReconstructionNetwork.parameter_groups`: one group."""
        parameters = list(self.parameters())
        return [{"params": parameters, "lr": learning_rate, "weight_decay": weight_decay}]

    def _solve(self, data: DataTerm) -> Tensor:
        """Canvases (B, H, W) in units of the flat object."""
        canvas = torch.complex(torch.ones_like(data.weight), torch.zeros_like(data.weight))
        step_size = torch.ones_like(data.flat_amplitude[0])
        for _ in range(self.n_sweeps):
            canvas = canvas + data.sweep(canvas, step_size)
        velocity = torch.zeros_like(canvas)
        for _ in range(self.n_averaging_steps):
            velocity = data.gradient(canvas) + _MOMENTUM * velocity
            canvas = canvas + velocity
        return canvas

    def _denoise(
        self,
        canvases: Tensor,
        weight: Tensor,
        flat_amplitude: Tensor,
        shapes: Sequence[tuple[int, int]],
    ) -> Tensor:
        """Canvases (B, H, W) in units of the flat object, with less noise."""
        height, width = weight.shape[-2:]
        extents = [round_up(shape, self.unet.multiple) for shape in shapes]
        padded = max(e[0] for e in extents), max(e[1] for e in extents)
        noise = noise_level(weight, flat_amplitude)
        parts = [
            torch.view_as_real(canvases - 1.0),
            torch.stack([canvases.abs() - 1.0, noise.log10() / 1.5 + 1.0], dim=-1),
            views_of_light(weight),
        ]
        lit = lit_pixels(weight)
        image = torch.cat(parts, dim=-1) * lit.unsqueeze(-1)
        image = torch.nn.functional.pad(
            image.permute(0, 3, 1, 2), (0, padded[1] - width, 0, padded[0] - height)
        )
        output = looked_at(
            self.unet,
            lambda rows: image[:, :, rows],
            extent_mask(extents, padded, weight),
            (padded[0], padded[1] * len(image)),
        )
        answer = output[:, :, :height, :width].permute(0, 2, 3, 1).to(weight.dtype)
        change = _MOST_NOISES * torch.tanh(answer / _MOST_NOISES).contiguous()
        return canvases + (noise * lit) * torch.view_as_complex(change)


def noise_level(weight: Tensor, flat_amplitude: Tensor) -> Tensor:
    """Noise (B, H, W) to expect in an object of amplitude one: what Poisson noise leaves, or less.

    Square roots of counts scatter by one half whatever the count (Anscombe, Biometrika 35, 246,
    1948), and by less where there are hardly any; least squares divide that by the root of the
    illumination ``weight`` (B, H, W) that a pixel received. ``flat_amplitude`` (B,), in square
    roots of counts, is the unit of the object. The half is left to the weights of the network.
    """
    damped = weight + _DAMPING * weight.amax((-2, -1), keepdim=True)
    return 1.0 / (flat_amplitude[:, None, None] * damped.sqrt())
