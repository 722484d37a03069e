"""A U-Net on a large image, strip by strip, so that its features need little memory.

Dimensions: B images, C channels, H W image (pixels).
"""

from collections.abc import Callable

import torch
from torch import Tensor

from ptycho_torch.model.canvases import round_up
from ptycho_torch.model.unet import UNet

STRIP_PX = 2**17
"""Pixels of a strip, where it is not as wide as to be mostly seen for the sake of others."""


def strips(height: int, width: int, unet: UNet, strip_px: int = STRIP_PX) -> list[slice]:
    """Rows of an image in parts of about ``strip_px`` pixels; all begin where ``unet`` allows it.

    A part has at least as many rows as are seen beside it: the work at most doubles.
    """
    wanted = max(strip_px // width, 2 * unet.reach)
    count = -(-height // wanted)
    rows, _ = round_up((-(-height // count), width), unet.multiple)
    return [slice(start, min(start + rows, height)) for start in range(0, height, rows)]


def looked_at(
    unet: UNet, image_of: Callable[[slice], Tensor], extent: Tensor | None, shape: tuple[int, int]
) -> Tensor:
    """What ``unet`` makes of an image (B, C, H, W), of which ``image_of`` gives some rows.

    ``shape`` holds H and the pixels of a row, those of all B images. Where nothing of the result
    will be differentiated, a large image is taken strip by strip.
    """
    height, width = shape
    parts = [slice(0, height)]
    if not torch.is_grad_enabled():
        parts = strips(height, width, unet)
    if len(parts) > 1:
        return by_strips(unet, image_of, extent, parts)
    whole: Tensor = unet(image_of(parts[0]), extent)
    return whole


def by_strips(
    unet: UNet, image_of: Callable[[slice], Tensor], extent: Tensor | None, parts: list[slice]
) -> Tensor:
    """What ``unet`` makes of an image (B, C, H, W), of which ``image_of`` gives some rows.

    The ``parts`` cover the rows. Each is seen with as many rows on either side as reach into it, so
    that the result is that of the whole image. Nothing of it can be differentiated.
    """
    height = parts[-1].stop
    whole: Tensor | None = None
    for part in parts:
        seen = slice(max(0, part.start - unet.reach), min(height, part.stop + unet.reach))
        found = unet(image_of(seen), None if extent is None else extent[:, :, seen])
        if whole is None:
            whole = torch.empty(
                (found.shape[0], height, found.shape[3], found.shape[1]),
                dtype=found.dtype,
                device=found.device,
            ).permute(0, 3, 1, 2)
        whole[:, :, part] = found[:, :, part.start - seen.start : part.stop - seen.start]
    assert whole is not None
    return whole
