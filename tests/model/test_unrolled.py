"""Laws of the unrolled network: its symmetries, and the solver that it starts from."""

import numpy as np
import pytest
import torch

from ptycho_torch.model.objective import held_out_objective
from ptycho_torch.model.registry import build_network
from ptycho_torch.physics.subsets import scattered_subsets

SHAPE = (36, 41)


def run(network, measurement, shapes=(SHAPE,), **settings):
    with torch.no_grad():
        return network(measurement, list(shapes), **settings)


def relative_difference(one: torch.Tensor, other: torch.Tensor) -> float:
    return float(((one - other).abs().max() / other.abs().max()).detach())


def sweeps_and_descent(measurement, shape, *, n_sweeps, n_subsets, n_steps) -> np.ndarray:
    """The solver that a new network unrolls, in double precision and plain loops."""
    amplitudes, probe = measurement.amplitudes.numpy(), measurement.probes[0].numpy()
    side = amplitudes.shape[-1]
    k = np.fft.fftfreq(side)
    flat = np.sqrt((amplitudes**2).sum() / (len(amplitudes) * (np.abs(probe) ** 2).sum()))
    canvas, velocity = np.full(shape, flat, complex), np.zeros(shape, complex)
    lit = []
    for (y, x), (fy, fx) in zip(
        measurement.corners.tolist(), measurement.fractions.tolist(), strict=True
    ):
        ramp = np.exp(-2j * np.pi * (k[:, None] * fy + k[None, :] * fx))
        lit.append((np.s_[y : y + side, x : x + side], np.fft.ifft2(np.fft.fft2(probe) * ramp)))

    def light(members) -> np.ndarray:
        weight = np.zeros(shape)
        for window, shifted in (lit[j] for j in members):
            weight[window] += (np.abs(shifted) ** 2).sum(0)
        return weight

    def asked(members) -> np.ndarray:
        direction = np.zeros(shape, complex)
        for (window, shifted), measured in ((lit[j], amplitudes[j]) for j in members):
            far_fields = np.fft.fft2(shifted * canvas[window], norm="ortho")
            modulus = np.sqrt((np.abs(far_fields) ** 2).sum(0) + 1e-8 * flat**2)
            change = np.fft.ifft2(far_fields * (measured / modulus - 1), norm="ortho")
            direction[window] += (shifted.conj() * change).sum(0)
        return direction

    subsets = scattered_subsets(measurement, n_subsets).numpy()
    peak = (np.abs(probe) ** 2).sum(0).max()
    for _ in range(n_sweeps):
        before = canvas
        for members in (np.flatnonzero(subsets == s) for s in range(n_subsets)):
            canvas = canvas + asked(members) / (0.7 * light(members) + 0.3 * peak)
        velocity = canvas - before
    everyone = range(len(lit))
    weight = light(everyone)
    for _ in range(n_steps):
        velocity = asked(everyone) / (weight + 0.02 * weight.max()) + 0.5 * velocity
        canvas = canvas + velocity
    return canvas


@pytest.mark.parametrize("n_modes", [1, 2])
def test_a_new_network_sweeps_and_then_descends_with_momentum(
    make_measurement, n_modes: int
) -> None:
    measurement, _ = make_measurement(n_modes=n_modes, dtype=torch.float64)
    fresh = build_network(
        "unrolled",
        n_unrolled=2,
        n_subsets=4,
        n_averaging_steps=3,
        n_filters=4,
        n_hidden_channels=1,
    )
    expected = sweeps_and_descent(measurement, SHAPE, n_sweeps=2, n_subsets=4, n_steps=3)
    found = run(fresh.double().eval(), measurement)
    assert relative_difference(found.canvases[0], torch.from_numpy(expected)) < 1e-6


def test_weight_is_the_light_received(network, make_measurement) -> None:
    measurement, _ = make_measurement(n_modes=2)
    total = measurement.n_patterns * measurement.probes.abs().square().sum()
    weight = run(network, measurement).weight
    assert weight.shape == (1, *SHAPE)
    assert torch.allclose(weight.sum(), total, rtol=1e-4)


@pytest.mark.parametrize("factor", [1e-4, 30.0, 1e6])
def test_the_object_scales_with_the_counts(network, make_measurement, factor: float) -> None:
    measurement, _ = make_measurement()
    scaled = measurement._replace(amplitudes=factor * measurement.amplitudes)
    expected = factor * run(network, measurement).canvases
    assert relative_difference(run(network, scaled).canvases, expected) < 1e-4


def test_the_phase_of_the_probe_does_not_matter(network, make_measurement) -> None:
    measurement, _ = make_measurement()
    turned = measurement._replace(
        probes=measurement.probes * torch.polar(torch.ones(1), torch.ones(1))
    )
    expected = run(network, measurement).canvases
    assert relative_difference(run(network, turned).canvases, expected) < 1e-4


@pytest.mark.parametrize("chunk", [1, 5, 13, 14, 100])
@pytest.mark.parametrize("masked", [False, True])
def test_the_chunk_size_does_not_matter(network, make_measurement, chunk, masked) -> None:
    measurement, _ = make_measurement(masked=masked, n_modes=2)
    whole, parts = run(network, measurement), run(network, measurement, chunk=chunk)
    assert relative_difference(parts.canvases, whole.canvases) < 1e-4
    assert relative_difference(parts.weight, whole.weight) < 1e-5


def test_the_chunk_size_does_not_matter_for_gradients(network, make_measurement) -> None:
    measurement, _ = make_measurement(dtype=torch.float64)
    network = network.double()
    gradients = []
    for chunk in (None, 4):
        network.zero_grad()
        network(measurement, [SHAPE], chunk=chunk).canvases.abs().square().sum().backward()
        gradients.append(network.momentum.grad.clone())
    assert torch.allclose(*gradients)


def test_the_order_of_patterns_does_not_matter(network, make_measurement) -> None:
    measurement, _ = make_measurement()
    order = torch.randperm(measurement.n_patterns, generator=torch.Generator().manual_seed(1))
    shuffled = measurement._replace(
        amplitudes=measurement.amplitudes[order],
        corners=measurement.corners[order],
        fractions=measurement.fractions[order],
    )
    expected = run(network, measurement).canvases
    assert relative_difference(run(network, shuffled).canvases, expected) < 1e-4


@pytest.mark.parametrize("masked", [False, True])
def test_a_batch_equals_separate_runs(network, make_measurement, join, masked: bool) -> None:
    """Values and gradients; canvases differ in size, dose and number of patterns."""
    shapes, numbers, counts = [(36, 41), (48, 30), (36, 41)], [14, 9, 20], [1e3, 1e5, 1e4]
    cases = [
        make_measurement(shapes[b], n_patterns=numbers[b], counts=counts[b], masked=masked, seed=b)
        for b in range(3)
    ]
    together = network.train()(join([measurement for measurement, _ in cases]), shapes)
    alone = [
        network(measurement, [shape]) for (measurement, _), shape in zip(cases, shapes, strict=True)
    ]
    assert together.canvases.shape == (3, 48, 41)
    for b, (height, width) in enumerate(shapes):
        stages = zip(together.intermediate, alone[b].intermediate, strict=True)
        for of_batch, of_one in stages:
            assert relative_difference(of_batch[b, :height, :width], of_one[0]) < 1e-4
        assert torch.equal(together.weight[b, :height, :width], alone[b].weight[0])

    def gradients(losses: list[torch.Tensor]) -> list[torch.Tensor]:
        parameters = list(network.parameters())
        return list(torch.autograd.grad(torch.stack(losses).sum(), parameters))

    of_batch = gradients(
        [c[:h, :w].abs().sum().log() for c, (h, w) in zip(together.canvases, shapes, strict=True)]
    )
    of_ones = gradients([one.canvases.abs().sum().log() for one in alone])
    for one, other in zip(of_batch, of_ones, strict=True):
        assert relative_difference(one, other) < 1e-3


def test_bad_pixels_have_no_say(network, make_measurement) -> None:
    measurement, _ = make_measurement(masked=True)
    spoilt = measurement._replace(
        amplitudes=torch.where(measurement.mask, measurement.amplitudes, 1e5)
    )
    expected = run(network, measurement).canvases
    assert relative_difference(run(network, spoilt).canvases, expected) < 1e-5


def test_only_the_unet_obeys_autocast(small_unrolled, network, make_measurement) -> None:
    measurement, _ = make_measurement()
    reference = run(network, measurement)
    with torch.autocast("cpu", torch.bfloat16):
        mixed = network(measurement, [SHAPE])
        mixed.canvases.abs().sum().backward()
    assert mixed.canvases.dtype == torch.complex64
    assert torch.equal(mixed.weight, reference.weight)
    assert relative_difference(mixed.canvases, reference.canvases) < 2e-2
    assert all(bool(p.grad.isfinite().all()) for p in network.parameters())
    fresh = build_network("unrolled", **small_unrolled)
    plain = run(fresh, measurement).canvases
    with torch.autocast("cpu", torch.bfloat16):
        assert torch.equal(run(fresh, measurement).canvases, plain)


def test_intermediate_canvases_are_kept_for_training_only(network, make_measurement) -> None:
    measurement, _ = make_measurement()
    evaluated = run(network, measurement)
    trained = run(network.train(), measurement)
    assert evaluated.intermediate == ()
    assert len(trained.intermediate) == 3
    assert torch.equal(trained.intermediate[-1], trained.canvases)
    assert torch.equal(trained.canvases, evaluated.canvases)


def test_parameter_groups_hold_every_parameter_once(network) -> None:
    groups = network.parameter_groups(1e-3, 1e-2)
    found = [parameter for group in groups for parameter in group["params"]]
    assert len(found) == len({id(p) for p in found}) == len(list(network.parameters()))
    scalars = next(g for g in groups if any(p is network.step_size for p in g["params"]))
    assert scalars["lr"] == pytest.approx(2e-3)
    assert scalars["weight_decay"] == 0.0
    torch.optim.AdamW(groups)


def test_a_state_dict_carries_the_network_over(small_unrolled, network, make_measurement) -> None:
    measurement, _ = make_measurement()
    copy = build_network("unrolled", **small_unrolled).eval()
    copy.load_state_dict(network.state_dict())
    assert torch.equal(run(copy, measurement).canvases, run(network, measurement).canvases)


def test_training_on_held_out_patterns_brings_the_object_nearer_the_truth(
    small_unrolled, make_measurement
) -> None:
    torch.manual_seed(0)
    student = build_network("unrolled", **small_unrolled)
    optimizer = torch.optim.AdamW(student.parameter_groups(3e-3, 1e-4))
    for step in range(40):
        measurement, _ = make_measurement(seed=100 + step % 8, n_patterns=24)
        reconstruction = student(measurement.rows(0, 18), [SHAPE])
        result = held_out_objective(
            reconstruction, measurement.rows(18, 24), loss="amplitude", deep_weight=0.2
        )
        optimizer.zero_grad()
        result.objective.backward()
        optimizer.step()

    measurement, truth = make_measurement(seed=7, n_patterns=24)
    untrained = build_network("unrolled", **small_unrolled).eval()

    def misfit(network) -> float:
        """Distance from the truth where there is light, up to a global phase."""
        found = run(network, measurement)
        weight = found.weight * (found.weight > 0.1 * found.weight.max())
        a, b = found.canvases * weight.sqrt(), truth * weight.sqrt()
        overlap = torch.vdot(a.flatten(), b.flatten()).abs()
        return float(1 - overlap**2 / (a.abs().square().sum() * b.abs().square().sum()))

    assert misfit(student.eval()) < 0.7 * misfit(untrained)
