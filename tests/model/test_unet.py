"""Laws of the U-Net: zero at the start, and blind to what lies beyond an image's extent."""

import pytest
import torch

from ptycho_torch.model.unet import UNet


@pytest.fixture
def unet() -> UNet:
    torch.manual_seed(0)
    built = UNet(n_inputs=3, n_outputs=2, n_filters=8)
    for parameter in built.parameters():
        torch.nn.init.normal_(parameter, std=0.2)
    return built.double()


def test_a_new_network_changes_nothing() -> None:
    assert torch.equal(UNet(3, 2, 8)(torch.randn(2, 3, 16, 24), None), torch.zeros(2, 2, 16, 24))


def test_a_smaller_image_does_not_see_the_batch_that_it_is_padded_to(unet: UNet) -> None:
    small, large = (16, 24), (32, 40)
    image = torch.randn(2, 3, *large, dtype=torch.float64)
    extent = torch.ones(2, 1, *large, dtype=torch.float64)
    extent[0, :, small[0] :], extent[0, :, :, small[1] :] = 0.0, 0.0
    together = unet(image, extent)
    alone = unet(image[:1, :, : small[0], : small[1]], None)
    assert torch.allclose(together[:1, :, : small[0], : small[1]], alone)
    assert torch.allclose(together[1:], unet(image[1:], None))


def test_a_full_extent_is_no_extent(unet: UNet) -> None:
    image = torch.randn(1, 3, 16, 16, dtype=torch.float64)
    assert torch.equal(unet(image, torch.ones_like(image[:, :1])), unet(image, None))


def test_moving_the_image_by_the_coarsest_pixel_moves_the_result(unet: UNet) -> None:
    image = torch.zeros(1, 3, 192, 192, dtype=torch.float64)
    image[..., 88:96, 88:96] = torch.randn(1, 3, 8, 8, dtype=torch.float64)
    moved = unet(image.roll((unet.multiple, 0), (2, 3)), None)
    shifted_back = moved.roll((-unet.multiple, 0), (2, 3))
    middle = (..., slice(80, 112), slice(80, 112))
    assert torch.allclose(shifted_back[middle], unet(image, None)[middle])


def test_gradients_reach_every_parameter(unet: UNet) -> None:
    unet(torch.randn(1, 3, 16, 16, dtype=torch.float64), None).square().sum().backward()
    assert all(bool(parameter.grad.abs().sum() > 0) for parameter in unet.parameters())
