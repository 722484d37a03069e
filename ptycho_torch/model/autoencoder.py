"""Amplitude and phase of object patches from their diffraction patterns, by convolutions alone.

Dimensions: G groups, C patterns per group, N patch side (pixels).
The network of PtychoPINN (Hoidn, Mishra and Mehta, Sci. Rep. 13, 22789, 2023): one encoder, two
decoders. The central half of a patch, where the probe is bright, is decoded at full resolution;
its border, seen by the tails of the probe only, at half resolution.
"""

import math
from itertools import pairwise

import torch
from torch import Tensor, nn
from torch.nn import functional

from ptycho_torch.model.attention import BlockAttention

_BOTTLENECK_PX = 8
"""Side of the smallest feature maps."""
_HEAD_STD = 1e-3
"""Spread of the weights of the last layers before training."""
_WIDEST, _NARROWEST = 128, 32
"""Channels at the bottleneck and of the last decoder stage, per unit of ``n_filters_scale``."""


class PatchAutoencoder(nn.Module):
    """Maps C patterns of a group to C complex patches of order one."""

    def __init__(self, *, n_patterns: int, patch_size: int, n_filters_scale: float) -> None:
        """Build for groups of ``n_patterns`` C of ``patch_size`` N, a power of two from 32 on."""
        super().__init__()
        n_levels = int(math.log2(patch_size // _BOTTLENECK_PX))
        assert _BOTTLENECK_PX * 2**n_levels == patch_size and n_levels >= 2
        last = round(_NARROWEST * n_filters_scale)
        widest = last * _WIDEST // _NARROWEST
        down = [n_patterns, *(widest >> (n_levels - 1 - level) for level in range(n_levels))]
        up = ([widest] * n_levels + [2 * last, last])[-(n_levels - 1) :]
        stages: list[nn.Module] = []
        for narrow, wide in pairwise(down):
            stages += [_two_convolutions(narrow, wide), BlockAttention(wide), nn.MaxPool2d(2)]
        self.encoder = nn.Sequential(*stages)
        self.amplitude = _Decoder([widest, *up], n_patterns, patch_size)
        self.phase = _Decoder([widest, *up], n_patterns, patch_size)
        self._start()
        self.to(memory_format=torch.channels_last)  # type: ignore[call-overload]

    def _start(self) -> None:
        """Start as a flat object, with features that still tell patterns apart in the last layer.

        By torch's own start they lose a factor of more than two in each of twelve layers, and
        nothing is learned. This one keeps their variance (He, Zhang, Ren and Sun, ICCV 2015).
        """
        for layer in self.modules():
            if isinstance(layer, nn.Conv2d) and layer.bias is not None:
                nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")
                nn.init.zeros_(layer.bias)
        for head in self.heads():
            nn.init.normal_(head.weight, std=_HEAD_STD)

    def heads(self) -> list[nn.Conv2d]:
        """The layers that answer: centre and border of amplitude and of phase."""
        decoders = (self.amplitude, self.phase)
        return [head for decoder in decoders for head in (decoder.centre, decoder.border)]

    def forward(self, patterns: Tensor) -> Tensor:
        """Map ``patterns`` (G, C, N, N) to patches (G, C, N, N).

        Patterns are amplitudes with a mean power of ``(N / 2)**2`` in any unit; zero frequency is
        at the centre.
        Amplitudes are ``silu(1.28 + x)``, one for no features at all; phases ``pi tanh(x)``.
        """
        patterns = patterns.to(memory_format=torch.channels_last)
        features = self.encoder(patterns)
        modulus = functional.silu(self.amplitude(features).to(patterns.dtype) + _SILU_IS_ONE)
        phase = math.pi * self.phase(features).to(patterns.dtype).tanh()
        return torch.complex(modulus * phase.cos(), modulus * phase.sin())


_SILU_IS_ONE = 1.2784645
"""Where silu has the value one."""


class _Decoder(nn.Module):
    """Feature maps to one real picture per pattern: fine in its centre, coarse on its border."""

    def __init__(self, widths: list[int], n_patterns: int, patch_size: int) -> None:
        super().__init__()
        self.stages = nn.Sequential(
            *(
                nn.Sequential(_two_convolutions(wide, narrow), nn.Upsample(scale_factor=2))
                for wide, narrow in pairwise(widths)
            )
        )
        width = widths[-1]
        self.n_patterns, self.margin = n_patterns, patch_size // 4
        self.centre = nn.Conv2d(width - n_patterns, n_patterns, 3, padding=1)
        self.widen = nn.Sequential(
            nn.Upsample(scale_factor=2), _two_convolutions(n_patterns, width)
        )
        self.border = nn.Conv2d(width, n_patterns, 3, padding=1)
        inner = slice(self.margin, patch_size - self.margin)
        outside = torch.ones(patch_size, patch_size)
        outside[inner, inner] = 0.0
        self.register_buffer("outside", outside, persistent=False)
        self.outside: Tensor

    def forward(self, features: Tensor) -> Tensor:
        """Map the bottleneck to (G, C, N, N)."""
        maps = self.stages(features)
        own = maps.shape[1] - self.n_patterns
        centre = functional.pad(self.centre(maps[:, :own]), 4 * [self.margin])
        border: Tensor = self.border(self.widen(maps[:, own:])) * self.outside
        return centre + border


def _two_convolutions(n_inputs: int, n_outputs: int) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(n_inputs, n_outputs, 3, padding=1),
        nn.ReLU(),
        nn.Conv2d(n_outputs, n_outputs, 3, padding=1),
        nn.ReLU(),
    )
