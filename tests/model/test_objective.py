"""Laws of the training objective."""

import math

import pytest
import torch

from ptycho_torch.model.network import Reconstruction
from ptycho_torch.model.objective import LOSSES, held_out_objective
from ptycho_torch.physics.diffraction import diffract
from ptycho_torch.physics.illumination import shift_probes
from ptycho_torch.physics.losses import expected_amplitude_error, expected_poisson_deviance
from ptycho_torch.physics.patches import gather_patches


def reconstruction(*canvases: torch.Tensor) -> Reconstruction:
    return Reconstruction(canvases[-1], canvases[-1].real, canvases if len(canvases) > 1 else ())


@pytest.mark.parametrize(
    ("loss", "limit"),
    [("amplitude", expected_amplitude_error), ("poisson", expected_poisson_deviance)],
)
def test_the_truth_costs_what_noise_alone_costs(make_measurement, loss, limit) -> None:
    measurement, truth = make_measurement(n_patterns=30, n_modes=2)
    value = held_out_objective(reconstruction(truth), measurement, loss=loss, deep_weight=0.0).value
    patches = gather_patches(truth, measurement.corners, measurement.canvas_index, 16)
    probes = shift_probes(measurement.probes, measurement.fractions, measurement.canvas_index)
    assert float(value) == pytest.approx(float(limit(diffract(patches, probes)).mean()), rel=0.05)
    wrong = held_out_objective(
        reconstruction(truth.abs() + 0j), measurement, loss=loss, deep_weight=0.0
    )
    assert float(wrong.value) > 2 * float(value)


@pytest.mark.parametrize("loss", LOSSES)
def test_the_objective_is_the_mean_of_logarithms_over_canvases(
    make_measurement, join, loss
) -> None:
    cases = [make_measurement(seed=seed, counts=10.0 ** (2 + seed)) for seed in range(3)]
    canvases = torch.cat([truth * 1.3 for _, truth in cases])
    together = held_out_objective(
        reconstruction(canvases), join([m for m, _ in cases]), loss=loss, deep_weight=0.0
    )
    alone = [
        held_out_objective(reconstruction(canvases[b : b + 1]), m, loss=loss, deep_weight=0.0)
        for b, (m, _) in enumerate(cases)
    ]
    assert float(together.objective) == pytest.approx(
        sum(math.log(float(one.value)) for one in alone) / 3, rel=1e-4
    )
    assert float(together.value) == pytest.approx(
        sum(float(one.value) for one in alone) / 3, rel=1e-4
    )


def test_the_stage_halfway_counts_with_its_weight(make_measurement) -> None:
    measurement, truth = make_measurement()
    stages = reconstruction(0.1 * truth, 1.2 * truth, 1.1 * truth)

    def objective(result: Reconstruction, weight: float) -> float:
        found = held_out_objective(result, measurement, loss="amplitude", deep_weight=weight)
        return float(found.objective)

    final, halfway = objective(stages, 0.0), objective(reconstruction(1.2 * truth), 0.0)
    assert objective(stages, 0.2) == pytest.approx(final + 0.2 * halfway, rel=1e-4)


def test_the_scale_of_amplitudes_only_adds_a_constant(make_measurement) -> None:
    measurement, truth = make_measurement(dtype=torch.float64)
    gradients = []
    for factor in (1.0, 50.0):
        canvas = (1.2 * truth).requires_grad_()
        scaled = measurement._replace(amplitudes=factor * measurement.amplitudes)
        held_out_objective(
            reconstruction(factor * canvas), scaled, loss="amplitude", deep_weight=0.0
        ).objective.backward()
        gradients.append(canvas.grad)
    assert torch.allclose(*gradients)


@pytest.mark.parametrize("loss", LOSSES)
def test_bad_pixels_have_no_say(make_measurement, loss: str) -> None:
    measurement, truth = make_measurement(masked=True)
    spoilt = measurement._replace(
        amplitudes=torch.where(measurement.mask, measurement.amplitudes, 1e3)
    )
    values = [
        held_out_objective(reconstruction(truth), m, loss=loss, deep_weight=0.0).value
        for m in (measurement, spoilt)
    ]
    assert torch.equal(*values)


def test_the_value_carries_no_gradient(make_measurement) -> None:
    measurement, truth = make_measurement()
    found = held_out_objective(
        reconstruction(truth.requires_grad_()), measurement, loss="amplitude", deep_weight=0.0
    )
    assert found.objective.requires_grad
    assert not found.value.requires_grad


@pytest.mark.parametrize(("term", "loss"), [("nll_weight", "poisson"), ("mae_weight", "mae")])
def test_a_further_loss_counts_with_its_weight(make_measurement, term: str, loss: str) -> None:
    measurement, truth = make_measurement()

    def objective(name: str, **weights: float) -> float:
        canvas = reconstruction(1.1 * truth)
        found = held_out_objective(canvas, measurement, loss=name, deep_weight=0.0, **weights)
        return float(found.objective)

    both = objective("amplitude", **{term: 0.3})
    assert both == pytest.approx(objective("amplitude") + 0.3 * objective(loss), rel=1e-4)


def test_total_variation_makes_a_rough_object_costly(make_measurement) -> None:
    measurement, truth = make_measurement()
    generator = torch.Generator().manual_seed(0)
    rough = truth * (1.0 + 0.3 * torch.randn(truth.shape, generator=generator))

    def extra(canvas: torch.Tensor) -> float:
        result = Reconstruction(canvas, torch.ones(canvas.shape), ())
        plain, smooth = (
            held_out_objective(
                result, measurement, loss="amplitude", deep_weight=0.0, tv_weight=weight
            )
            for weight in (0.0, 2.0)
        )
        assert torch.equal(plain.value, smooth.value)
        return float(smooth.objective - plain.objective)

    assert extra(rough) > 2.0 * extra(truth) > 0.0
