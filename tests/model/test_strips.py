"""A U-Net taken strip by strip gives what it gives for the whole image."""

import pytest
import torch
from torch import Tensor

from ptycho_torch.model.strips import by_strips, strips
from ptycho_torch.model.unet import UNet


def lively(n_filters: int = 4) -> UNet:
    """A U-Net whose every layer matters."""
    generator = torch.Generator().manual_seed(0)
    unet = UNet(3, 2, n_filters).double()
    with torch.no_grad():
        for parameter in unet.parameters():
            parameter.copy_(torch.randn(parameter.shape, generator=generator).double() / 4)
    return unet


def image(height: int, width: int, n_images: int = 1) -> Tensor:
    generator = torch.Generator().manual_seed(1)
    return torch.randn(n_images, 3, height, width, generator=generator).double()


def test_strips_cover_every_row_once_and_begin_at_a_multiple() -> None:
    unet = lively()
    for height, width in ((8, 8), (400, 40), (1016, 1016), (504, 100_000)):
        parts = strips(height, width, unet, strip_px=160_000)
        rows = [row for part in parts for row in range(part.start, part.stop)]
        assert rows == list(range(height))
        assert all(part.start % 8 == 0 and part.stop % 8 == 0 for part in parts)
        most = max(160_000 // width, 2 * unet.reach)
        assert all(part.stop - part.start <= most + 8 for part in parts)


@pytest.mark.parametrize("with_extent", [False, True])
def test_strips_change_nothing(*, with_extent: bool) -> None:
    unet, whole = lively(), image(304, 24, 2)
    extent = torch.ones(2, 1, 304, 24).double()
    extent[1, :, 200:] = 0
    given = extent if with_extent else None
    parts = strips(304, 24, unet, strip_px=1000)
    assert len(parts) > 2
    with torch.inference_mode():
        expected = unet(whole, given)
        found = by_strips(unet, lambda rows: whole[:, :, rows], given, parts)
    torch.testing.assert_close(found, expected, rtol=1e-10, atol=1e-10)


def test_nothing_beyond_the_reach_changes_a_row_and_something_near_it_does() -> None:
    unet, whole = lively(), image(304, 16)
    whole.requires_grad_()
    unet(whole, None)[:, :, 152].abs().sum().backward()
    assert whole.grad is not None
    rows = whole.grad.abs().amax((0, 1, 3)).nonzero().flatten()
    distance = int((rows - 152).abs().max())
    assert unet.reach - 2 * unet.multiple < distance <= unet.reach


def test_a_part_needs_only_rows_around_it() -> None:
    unet, whole = lively(), image(600, 16)
    asked: list[int] = []

    def some(rows: slice) -> Tensor:
        asked.append(rows.stop - rows.start)
        return whole[:, :, rows]

    with torch.inference_mode():
        by_strips(unet, some, None, strips(600, 16, unet, strip_px=640))
    assert max(asked) <= 8 + 4 * unet.reach < 600
