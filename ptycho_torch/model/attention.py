"""Which channels and which places of a feature map matter.

Dimensions: B images, C channels, H W image (pixels).
Convolutional block attention (Woo, Park, Lee and Kweon, ECCV 2018).
"""

import torch
from torch import Tensor, nn

_REDUCTION = 16
"""Channels of the input per channel of the hidden layer that weighs them."""
_OPEN = 2.0
"""What a channel's weight starts from, twice, before the sigmoid: nearly one."""
_FIELD = 7
"""Side of the convolution that weighs places."""


class BlockAttention(nn.Module):
    """Weights channels by a perceptron of their mean and peak, then places by those of channels."""

    def __init__(self, n_channels: int) -> None:
        """Build for ``n_channels``."""
        super().__init__()
        hidden = max(n_channels // _REDUCTION, 1)
        last = nn.Linear(hidden, n_channels)
        nn.init.constant_(last.bias, _OPEN)
        self.channels = nn.Sequential(nn.Linear(n_channels, hidden), nn.ReLU(), last)
        self.places = nn.Conv2d(2, 1, _FIELD, padding=_FIELD // 2, bias=False)

    def forward(self, features: Tensor) -> Tensor:
        """Weigh ``features`` (B, C, H, W); the shape stays."""
        pooled = self.channels(features.mean((-2, -1))) + self.channels(features.amax((-2, -1)))
        features = features * pooled.sigmoid()[:, :, None, None]
        views = torch.cat([features.mean(1, keepdim=True), features.amax(1, keepdim=True)], dim=1)
        weighed: Tensor = features * self.places(views).sigmoid()
        return weighed
