"""A small U-Net for images of different sizes in one batch.

Dimensions: B images, C channels, H W image (pixels).
Images smaller than the batch's are zero outside their extent at every scale, just as if they had
been padded there by each convolution. The result inside does not depend on the other images.
"""

from itertools import pairwise

import torch
from torch import Tensor, nn
from torch.nn import functional

_STEM_STRIDE = 2
_SLOPE = 0.1


class ResidualBlock(nn.Module):
    """Two 3 x 3 convolutions added to their input."""

    def __init__(self, n_channels: int) -> None:
        """Build for ``n_channels``; starts close to the identity."""
        super().__init__()
        self.first = nn.Conv2d(n_channels, n_channels, 3, padding=1)
        self.second = nn.Conv2d(n_channels, n_channels, 3, padding=1)
        _start_small(self.second, std=1e-3)

    def forward(self, features: Tensor, extent: Tensor | None) -> Tensor:
        """Map ``features`` (B, C, H, W) to the same shape, zero outside ``extent``."""
        inner = self.first(functional.leaky_relu(features, _SLOPE))
        inner = _within(functional.leaky_relu_(inner, _SLOPE), extent)
        return features + _within(self.second(inner), extent)


class UNet(nn.Module):
    """Three scales of one residual block each; the output of a new network is zero.

    The image enters and leaves at half resolution by pixel (un)shuffling. No normalisation layers:
    absolute values carry meaning here.
    """

    def __init__(self, n_inputs: int, n_outputs: int, n_filters: int) -> None:
        """Build for channel counts in and out, with ``n_filters`` channels at the finest scale."""
        super().__init__()
        widths = (n_filters, 2 * n_filters, 2 * n_filters)
        self.multiple = _STEM_STRIDE * 2 ** (len(widths) - 1)
        """Sides of images and of their extents must be multiples of this."""
        strides = [_STEM_STRIDE * 2**scale for scale in range(len(widths))]
        blocks = 2 * sum(strides[:-1]) + strides[-1]
        reach = 2 * blocks + 2 * strides[0] + sum(strides[1:])
        self.reach = -(-reach // self.multiple) * self.multiple
        """Pixels beyond which nothing changes a pixel of the result, a multiple of the above: two
        of its scale for each block, one for stem and head, up to a pixel of each coarser scale."""
        cell = _STEM_STRIDE**2
        self.stem = nn.Conv2d(n_inputs * cell, widths[0], 3, padding=1)
        self.encoders = nn.ModuleList(ResidualBlock(width) for width in widths)
        self.downs = nn.ModuleList(nn.Conv2d(a, b, 2, stride=2) for a, b in pairwise(widths))
        self.ups = nn.ModuleList(nn.ConvTranspose2d(b, a, 2, stride=2) for a, b in pairwise(widths))
        self.merges = nn.ModuleList(nn.Conv2d(2 * width, width, 1) for width in widths[:-1])
        self.decoders = nn.ModuleList(ResidualBlock(width) for width in widths[:-1])
        self.head = nn.Conv2d(widths[0], n_outputs * cell, 3, padding=1)
        _start_small(self.head, std=0.0)
        self.to(memory_format=torch.channels_last)  # type: ignore[call-overload]

    def forward(self, image: Tensor, extent: Tensor | None) -> Tensor:
        """Map ``image`` (B, C, H, W) to (B, C', H, W).

        ``extent`` (B, 1, H, W) is 1 inside each image and 0 beyond it; None if all images fill
        the batch. The result has the dtype of the convolutions, which autocast may choose.
        """
        image = _within(image.to(self.stem.weight.dtype), extent)
        features = functional.pixel_unshuffle(image, _STEM_STRIDE)
        features = self.stem(features.contiguous(memory_format=torch.channels_last))
        extents = _extent_at_scales(extent, features.dtype, len(self.encoders))
        features = _within(features, extents[0])

        skips: list[Tensor] = []
        for scale, down in enumerate(self.downs):
            skips.append(self.encoders[scale](features, extents[scale]))
            features = _within(down(skips[-1]), extents[scale + 1])
        features = self.encoders[-1](features, extents[-1])

        for scale in reversed(range(len(skips))):
            joined = torch.cat([self.ups[scale](features), skips[scale]], dim=1)
            merged = _within(self.merges[scale](joined), extents[scale])
            features = self.decoders[scale](merged, extents[scale])
        return functional.pixel_shuffle(self.head(features), _STEM_STRIDE)


def _start_small(layer: nn.Conv2d, std: float) -> None:
    nn.init.normal_(layer.weight, std=std)
    assert layer.bias is not None
    nn.init.zeros_(layer.bias)


def _within(features: Tensor, extent: Tensor | None) -> Tensor:
    return features if extent is None else features * extent


def _extent_at_scales(
    extent: Tensor | None, dtype: torch.dtype, n_scales: int
) -> list[Tensor | None]:
    """Return the extent at each scale; it covers whole pixels of the coarsest one."""
    if extent is None:
        return [None] * n_scales
    strides = (_STEM_STRIDE * 2**scale for scale in range(n_scales))
    return [extent[..., ::stride, ::stride].to(dtype) for stride in strides]
