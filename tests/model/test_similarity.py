"""The differentiable structural similarity is the one that reconstructions are scored with."""

import numpy as np
import pytest
import torch

from ptycho_torch.evaluation.metrics import ssim
from ptycho_torch.model.similarity import WINDOW_RADIUS_PX, structural_similarity


def pictures(n: int, seed: int = 0) -> tuple[torch.Tensor, torch.Tensor]:
    generator = torch.Generator().manual_seed(seed)
    smooth = torch.rand(n, 1, 6, 7, generator=generator, dtype=torch.float64)
    reference = torch.nn.functional.interpolate(smooth, size=(30, 37), mode="bicubic")[:, 0]
    noise = torch.randn(reference.shape, generator=generator, dtype=torch.float64)
    return reference + 0.1 * noise, reference


def test_it_agrees_with_the_score() -> None:
    image, reference = pictures(3)
    ranges = torch.tensor([0.5, 1.0, 3.0], dtype=torch.float64)
    found = structural_similarity(image, reference, ranges)
    expected = [
        ssim(a.numpy(), b.numpy(), float(data_range))
        for a, b, data_range in zip(image, reference, ranges, strict=True)
    ]
    np.testing.assert_allclose(found.mean((1, 2)), expected, rtol=1e-9)


def test_an_image_is_like_itself_and_the_less_so_the_more_noise_there_is() -> None:
    image, reference = pictures(2)
    ranges = torch.ones(2, dtype=torch.float64)
    noise = image - reference
    found = [
        float(structural_similarity(reference + much * noise, reference, ranges).mean())
        for much in (0.0, 0.3, 1.0, 3.0)
    ]
    assert found[0] == pytest.approx(1.0)
    assert found == sorted(found, reverse=True)


def test_it_is_symmetric_and_leaves_out_the_edge() -> None:
    image, reference = pictures(1)
    ranges = torch.ones(1, dtype=torch.float64)
    one = structural_similarity(image, reference, ranges)
    assert torch.allclose(one, structural_similarity(reference, image, ranges))
    assert one.shape == (1, 30 - 2 * WINDOW_RADIUS_PX, 37 - 2 * WINDOW_RADIUS_PX)


def test_its_gradient_is_right() -> None:
    image, reference = pictures(1)
    image, reference = image[:, :13, :12].requires_grad_(), reference[:, :13, :12]
    ranges = torch.ones(1, dtype=torch.float64)
    assert torch.autograd.gradcheck(
        lambda given: structural_similarity(given, reference, ranges), image
    )


@pytest.mark.parametrize("range_", [0.3, 5.0])
def test_scaling_images_and_range_alike_changes_nothing(range_: float) -> None:
    image, reference = pictures(1)
    ranges = torch.tensor([range_], dtype=torch.float64)
    one = structural_similarity(image, reference, ranges)
    assert torch.allclose(one, structural_similarity(9 * image, 9 * reference, 9 * ranges))
