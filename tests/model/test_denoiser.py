"""Laws of the network that takes noise out of a reconstruction."""

import pytest
import torch

from ptycho_torch.model.data_term import DataTerm
from ptycho_torch.model.denoiser import DenoisingNetwork, noise_level
from ptycho_torch.model.label_objective import label_objective
from ptycho_torch.model.objective import Objective
from ptycho_torch.model.registry import build_network
from ptycho_torch.model.strips import strips

SMALL = {"n_unrolled": 2, "n_subsets": 3, "n_averaging_steps": 2, "n_filters": 8}
SHAPE = (36, 41)


@pytest.fixture
def denoiser() -> DenoisingNetwork:
    """A small network whose U-Net does something."""
    torch.manual_seed(0)
    built = build_network("denoiser", **SMALL)
    assert isinstance(built, DenoisingNetwork)
    torch.nn.init.normal_(built.unet.head.weight, std=0.2)
    return built.eval()


def difference(found: torch.Tensor, expected: torch.Tensor) -> float:
    return float(((found - expected).abs().max() / expected.abs().max()).detach())


def test_a_new_network_changes_nothing(make_measurement) -> None:
    measurement, _ = make_measurement()
    found = build_network("denoiser", **SMALL).eval()(measurement, [SHAPE])
    assert torch.equal(found.canvases, found.unfinished)


def test_what_comes_first_is_sweeps_and_then_descent_with_momentum(
    denoiser, make_measurement
) -> None:
    measurement, _ = make_measurement(dtype=torch.float64)
    cpu = torch.device("cpu")
    data = DataTerm(measurement, SHAPE, n_subsets=3, chunk=None, device=cpu)
    canvas = torch.ones(1, *SHAPE, dtype=torch.complex128)
    for _ in range(2):
        canvas = canvas + data.sweep(canvas, torch.tensor(1.0, dtype=torch.float64))
    first = data.gradient(canvas)
    canvas = canvas + first
    canvas = canvas + data.gradient(canvas) + 0.5 * first
    found = denoiser.double()(measurement, [SHAPE]).unfinished
    assert difference(found, canvas * data.flat_amplitude) < 1e-10


def test_finishing_what_is_unfinished_gives_the_result(denoiser, make_measurement) -> None:
    measurement, _ = make_measurement()
    found = denoiser(measurement, [SHAPE])
    cpu = torch.device("cpu")
    data = DataTerm(measurement, SHAPE, n_subsets=3, chunk=None, device=cpu)
    finished = denoiser.finish(found.unfinished, found.weight, data.flat_amplitude)
    assert difference(finished, found.canvases) < 1e-6
    assert difference(found.unfinished, found.canvases) > 1e-3


@pytest.mark.parametrize("masked", [False, True])
def test_a_batch_equals_separate_runs(denoiser, make_measurement, join, masked) -> None:
    shapes = [(36, 41), (48, 30)]
    cases = [
        make_measurement(shape, counts=10.0 ** (3 + b), masked=masked, seed=b)[0]
        for b, shape in enumerate(shapes)
    ]
    together = denoiser(join(cases), shapes).canvases
    for b, (case, (height, width)) in enumerate(zip(cases, shapes, strict=True)):
        alone = denoiser(case, [shapes[b]]).canvases[0]
        assert difference(together[b, :height, :width], alone) < 1e-4


def test_a_large_canvas_is_taken_strip_by_strip_with_the_same_result(
    denoiser, make_measurement
) -> None:
    measurement, _ = make_measurement((700, 230), n_patterns=40)
    whole = denoiser(measurement, [(700, 230)]).canvases.detach()
    with torch.no_grad():
        parts = denoiser(measurement, [(700, 230)]).canvases
    assert len(strips(704, 232, denoiser.unet)) > 1
    assert difference(parts, whole) < 1e-4


@pytest.mark.parametrize("chunk", [1, 5, 14])
def test_the_chunk_size_does_not_matter(denoiser, make_measurement, chunk) -> None:
    measurement, _ = make_measurement(n_modes=2)
    whole = denoiser(measurement, [SHAPE]).canvases
    assert difference(denoiser(measurement, [SHAPE], chunk=chunk).canvases, whole) < 1e-4


def test_more_light_lets_it_change_less(denoiser, make_measurement) -> None:
    changes = []
    for counts in (1e3, 1e5, 1e7):
        found = denoiser(make_measurement(counts=counts)[0], [SHAPE])
        unit = found.unfinished.abs().mean()
        changes.append(float(((found.canvases - found.unfinished).abs().mean() / unit).detach()))
    assert changes[0] > 3 * changes[1] > 9 * changes[2]


def test_nothing_changes_by_more_than_a_few_noise_levels(denoiser, make_measurement) -> None:
    torch.nn.init.normal_(denoiser.unet.head.weight, std=100.0)
    measurement, _ = make_measurement()
    found = denoiser(measurement, [SHAPE])
    data = DataTerm(measurement, SHAPE, n_subsets=3, chunk=None, device=torch.device("cpu"))
    level = noise_level(data.weight, data.flat_amplitude) * data.flat_amplitude
    change = torch.view_as_real(found.canvases - found.unfinished) / level.unsqueeze(-1)
    assert 2.9 < float(change.abs().max().detach()) < 3.01


@pytest.mark.parametrize("counts", [1e4, 1e6])
def test_the_noise_level_is_that_of_a_reconstruction(make_measurement, counts) -> None:
    """Within a factor over a hundredfold of light; detector pixels without counts have no noise."""
    measurement, truth = make_measurement(counts=counts, n_patterns=80)
    found = []
    for seed in range(8):
        generator = torch.Generator().manual_seed(seed)
        noisy = torch.poisson(measurement.amplitudes.square(), generator=generator).sqrt()
        again = measurement._replace(amplitudes=noisy)
        data = DataTerm(again, SHAPE, n_subsets=1, chunk=None, device=torch.device("cpu"))
        canvas = truth / data.flat_amplitude
        for _ in range(40):
            canvas = canvas + data.gradient(canvas)
        found.append(canvas)
    bright = data.weight > 0.5 * data.weight.max()
    level = noise_level(data.weight, data.flat_amplitude)[bright]
    scatter = torch.stack(found).std(0)[bright]
    assert 0.25 < float(scatter.square().mean().sqrt() / level.square().mean().sqrt()) < 1.0


def test_it_learns_to_take_noise_out(make_measurement) -> None:
    torch.manual_seed(0)
    student = build_network("denoiser", **(SMALL | {"n_averaging_steps": 6}))
    optimizer = torch.optim.AdamW(student.parameter_groups(3e-3, 1e-4))

    def judged(seed: int, weight: float = 0.0) -> Objective:
        measurement, truth = make_measurement(seed=seed, n_patterns=60, counts=100.0)
        found = student(measurement, [SHAPE])
        options = {"deep_weight": 0.0, "realspace_weight": weight}
        return label_objective(found, truth, measurement, **options)

    with torch.no_grad():
        before = [float(judged(seed).value) for seed in range(4)]
    for step in range(60):
        optimizer.zero_grad()
        judged(100 + step % 40, weight=1.0).objective.backward()
        optimizer.step()
    with torch.no_grad():
        after = [float(judged(seed).value) for seed in range(4)]
    assert all(late < 0.9 * early for early, late in zip(before, after, strict=True))


def test_parameter_groups_hold_every_parameter(denoiser) -> None:
    (group,) = denoiser.parameter_groups(1e-3, 1e-2)
    assert {id(p) for p in group["params"]} == {id(p) for p in denoiser.parameters()}
    assert (group["lr"], group["weight_decay"]) == (1e-3, 1e-2)
