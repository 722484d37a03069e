"""The convolutional baseline: its size, its groups, and that it has no scale of its own."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest
import torch
from torch import Tensor

from ptycho_generated.faults import InputError
from ptycho_torch.model.autoencoder import PatchAutoencoder
from ptycho_torch.model.cnn import GroupNetwork
from ptycho_torch.model.network import Reconstruction
from ptycho_torch.model.objective import held_out_objective
from ptycho_torch.physics.diffraction import diffract
from ptycho_torch.physics.illumination import shift_probes
from ptycho_torch.physics.measurement import Measurement
from ptycho_torch.physics.patches import gather_patches
from ptycho_torch.physics.scaling import flat_object_amplitude

SIDE, SHAPE = 32, (50, 47)
Join = Callable[[list[Measurement]], Measurement]


def scan(n_patterns: int, *, seed: int = 0) -> tuple[Measurement, Tensor]:
    """A measurement on one canvas of SHAPE, and its object."""
    generator = torch.Generator().manual_seed(seed)
    rough = torch.rand(1, 2, 5, 5, generator=generator)
    smooth = torch.nn.functional.interpolate(rough, size=SHAPE, mode="bicubic")
    truth = torch.polar(0.7 + 0.3 * smooth[:, 0], smooth[:, 1]) * 30.0
    axis = torch.arange(SIDE) - SIDE // 2
    probe = torch.exp(-(axis[:, None] ** 2 + axis**2) / 30.0).to(torch.complex64)[None, None]
    room = torch.tensor(SHAPE) - SIDE
    corners = (torch.rand(n_patterns, 2, generator=generator) * (room + 1)).to(torch.int64)
    fractions = torch.rand(n_patterns, 2, generator=generator)
    index = torch.zeros(n_patterns, dtype=torch.int64)
    lit = shift_probes(probe, fractions, index)
    counts = diffract(gather_patches(truth, corners, index, SIDE), lit)
    return Measurement(counts.sqrt(), corners, fractions, index, probe, None), truth


@pytest.fixture(autouse=True)
def one_thread(on_one_thread: Callable[[], AbstractContextManager[None]]) -> Iterator[None]:
    """Tensors this small wait longer for a second thread than it saves on a busy machine."""
    with on_one_thread():
        yield


def build(gridsize: int) -> GroupNetwork:
    """A network whose answers depend on the patterns by much, as after training."""
    torch.manual_seed(0)
    network = GroupNetwork(gridsize=gridsize, patch_size=SIDE, n_filters_scale=1).eval()
    for head in network.patches.heads():
        torch.nn.init.normal_(head.weight, std=0.3)
    return network


def run(
    network: GroupNetwork, measurement: Measurement, *, chunk: int | None = None
) -> Reconstruction:
    with torch.no_grad():
        return network(measurement, [SHAPE] * measurement.n_canvases, chunk=chunk)


def test_it_has_the_size_of_the_original() -> None:
    network = PatchAutoencoder(n_patterns=1, patch_size=64, n_filters_scale=2)
    weights = sum(parameter.numel() for parameter in network.parameters())
    assert weights == pytest.approx(2.34e6, rel=0.005)


@pytest.mark.parametrize("patch_size", [32, 64, 128])
def test_features_tell_patterns_apart_before_training(patch_size: int) -> None:
    torch.manual_seed(0)
    network = PatchAutoencoder(n_patterns=1, patch_size=patch_size, n_filters_scale=2)
    answers: list[torch.Tensor] = []
    for head in network.heads()[::2]:
        head.register_forward_pre_hook(lambda _, given: answers.append(given[0]))
    patches = network(torch.rand(6, 1, patch_size, patch_size) * torch.rand(6, 1, 1, 1))
    for features in answers:
        assert features.std(0).mean() > 0.05 * features.abs().mean()
    assert torch.allclose(patches, torch.ones_like(patches), atol=0.05)


@pytest.mark.parametrize("patch_size", [32, 64, 128])
def test_patches_have_the_size_of_patterns(patch_size: int) -> None:
    network = PatchAutoencoder(n_patterns=4, patch_size=patch_size, n_filters_scale=1)
    patches = network(torch.rand(1, 4, patch_size, patch_size))
    assert patches.shape == (1, 4, patch_size, patch_size)
    assert patches.is_complex()
    assert (patches.angle().abs() <= torch.pi).all()


@pytest.mark.parametrize("gridsize", [1, 2, 3])
def test_a_canvas_of_one_group_is_that_group(gridsize: int) -> None:
    network = build(gridsize)
    measurement, _ = scan(gridsize**2)
    flat = flat_object_amplitude(measurement)
    gain = SIDE / 2 / measurement.amplitudes.square().sum((1, 2)).mean().sqrt()
    with torch.no_grad():
        pictures = torch.fft.fftshift(measurement.amplitudes * gain, dim=(-2, -1))
        patches = network.patches(pictures[None])[0] * flat
    lit = shift_probes(measurement.probes, measurement.fractions, measurement.canvas_index)
    summed, light = torch.zeros(SHAPE, dtype=torch.complex64), torch.zeros(SHAPE)
    for (y, x), patch, probe in zip(measurement.corners.tolist(), patches, lit[:, 0], strict=True):
        window = (slice(y, y + SIDE), slice(x, x + SIDE))
        summed[window] += patch * probe.abs().square()
        light[window] += probe.abs().square()
    found = run(network, measurement)
    torch.testing.assert_close(found.weight[0], light)
    seen = light > 1e-6
    expected = (summed / light)[seen]
    torch.testing.assert_close(found.canvases[0][seen], expected, rtol=1e-3, atol=1e-3)


@pytest.mark.parametrize(("gridsize", "n_patterns"), [(1, 7), (2, 7), (3, 12), (3, 5)])
def test_chunks_and_company_change_nothing(gridsize: int, n_patterns: int, join: Join) -> None:
    network = build(gridsize)
    measurement, _ = scan(n_patterns)
    other, _ = scan(9, seed=1)
    whole = run(network, measurement)
    parts = run(network, measurement, chunk=3)
    both = run(network, join([other, measurement]))
    torch.testing.assert_close(parts, whole, rtol=1e-3, atol=1e-2)
    torch.testing.assert_close(both.canvases[1], whole.canvases[0], rtol=1e-3, atol=1e-2)
    torch.testing.assert_close(both.weight[1], whole.weight[0])


def test_twice_the_amplitude_is_twice_the_object() -> None:
    network = build(2)
    measurement, _ = scan(6)
    twice = measurement._replace(amplitudes=2 * measurement.amplitudes)
    one, two = run(network, measurement), run(network, twice)
    torch.testing.assert_close(two.canvases, 2 * one.canvases, rtol=1e-3, atol=1e-2)


def test_it_moves_with_the_scan() -> None:
    network = build(2)
    measurement, _ = scan(6)
    moved = measurement._replace(corners=measurement.corners + torch.tensor([3, 2]))
    with torch.no_grad():
        shape = (SHAPE[0] + 3, SHAPE[1] + 2)
        after = network(moved, [shape]).canvases[:, 3:, 2:]
    torch.testing.assert_close(after, run(network, measurement).canvases, rtol=1e-3, atol=1e-2)


def test_bad_pixels_do_not_matter() -> None:
    network = build(1)
    measurement, _ = scan(4)
    good = torch.ones(1, SIDE, SIDE, dtype=torch.bool)
    good[0, :2, 1:3] = False
    wild = measurement._replace(
        mask=good, amplitudes=torch.where(good, measurement.amplitudes, 1e4)
    )
    torch.testing.assert_close(run(network, wild), run(network, measurement._replace(mask=good)))


def test_it_learns_from_its_own_input() -> None:
    network = build(1).train()
    measurement, _ = scan(4)
    optimizer = torch.optim.Adam(network.parameter_groups(1e-3, 0.0))
    values = []
    for _ in range(8):
        found = network(measurement, [SHAPE])
        objective = held_out_objective(found, measurement, loss="amplitude", deep_weight=0.2)
        optimizer.zero_grad()
        objective.objective.backward()
        optimizer.step()
        values.append(float(objective.value))
    assert values[-1] < 0.9 * values[0]


def test_a_size_without_halves_is_refused() -> None:
    with pytest.raises(InputError, match="48 px do not fit"):
        GroupNetwork(gridsize=1, patch_size=48, n_filters_scale=1)
