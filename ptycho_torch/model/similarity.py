"""Structural similarity of images, differentiable.

Dimensions: B images, H W image (pixels), h w window centres (pixels).
"""

import torch
from torch import Tensor
from torch.nn import functional

WINDOW_RADIUS_PX = 5
"""Pixels at each edge of an image that are no centre of a window."""
_WINDOW_SIGMA_PX = 1.5


def structural_similarity(image: Tensor, reference: Tensor, data_range: Tensor) -> Tensor:
    """Similarity (B, h, w) of the surroundings of each pixel, at most 1, where the window fits.

    ``image`` and ``reference`` (B, H, W) real, ``data_range`` (B,) in their unit; the window is a
    Gaussian of 11 x 11 pixels (Wang, Bovik, Sheikh and Simoncelli, IEEE Trans. Image Process. 13,
    600, 2004).
    """
    c1, c2 = ((share * data_range[:, None, None]).square() for share in (0.01, 0.03))
    products = [image, reference, image * image, reference * reference, image * reference]
    mean_i, mean_r, square_i, square_r, product = _local_means(torch.stack(products, dim=1))
    variance_i, variance_r = square_i - mean_i.square(), square_r - mean_r.square()
    covariance = product - mean_i * mean_r
    luminance = (2 * mean_i * mean_r + c1) / (mean_i.square() + mean_r.square() + c1)
    return luminance * (2 * covariance + c2) / (variance_i + variance_r + c2)


def _local_means(images: Tensor) -> tuple[Tensor, ...]:
    """Means in the window (B, h, w) of each of C images (B, C, H, W)."""
    axis = torch.arange(-WINDOW_RADIUS_PX, WINDOW_RADIUS_PX + 1, device=images.device)
    bell = torch.exp(-(axis.to(images.dtype) ** 2) / (2 * _WINDOW_SIGMA_PX**2))
    bell = bell / bell.sum()
    n_images = images.shape[1]
    down = bell[None, None, :, None].expand(n_images, 1, -1, 1)
    across = bell[None, None, None, :].expand(n_images, 1, 1, -1)
    smooth = functional.conv2d(images, down, groups=n_images)
    return functional.conv2d(smooth, across, groups=n_images).unbind(dim=1)
