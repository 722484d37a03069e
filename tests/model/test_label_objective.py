"""Laws of the supervised objective."""

import math

import pytest
import torch

from ptycho_torch.model.label_objective import label_objective
from ptycho_torch.model.network import Reconstruction
from ptycho_torch.physics.illumination import shift_probes
from ptycho_torch.physics.measurement import Measurement
from ptycho_torch.physics.patches import accumulate_patches
from ptycho_torch.physics.stitching import probe_weight


def reconstruction(measurement: Measurement, *canvases: torch.Tensor) -> Reconstruction:
    probes = shift_probes(measurement.probes, measurement.fractions, measurement.canvas_index)
    weight = torch.zeros_like(canvases[-1].real)
    accumulate_patches(weight, probe_weight(probes), measurement.corners, measurement.canvas_index)
    return Reconstruction(canvases[-1], weight, canvases if len(canvases) > 1 else ())


@pytest.mark.parametrize("n_modes", [1, 2])
@pytest.mark.parametrize("gauge", [1.0, 1e-3, 40.0j, -0.3 + 0.4j])
def test_the_object_itself_costs_nothing_in_any_gauge_of_the_label(
    make_measurement, n_modes, gauge
) -> None:
    # Only the photon noise of the counts, which set the scale, is left.
    measurement, truth = make_measurement(n_patterns=30, n_modes=n_modes, counts=1e6)
    found = reconstruction(measurement, truth)
    value = label_objective(found, truth * gauge, measurement, deep_weight=0.0).value
    assert float(value) < 1e-4


def test_the_distance_grows_with_what_is_wrong(make_measurement) -> None:
    measurement, truth = make_measurement(n_patterns=30)
    values = []
    for share in (0.0, 0.1, 0.5, 1.0):
        wrong = truth * (1 - share) + share * truth.abs().mean()
        found = reconstruction(measurement, wrong)
        values.append(float(label_objective(found, truth, measurement, deep_weight=0.0).value))
    assert values == sorted(values)
    assert values[-1] > 0.05


def test_the_scale_of_the_object_counts(make_measurement) -> None:
    measurement, truth = make_measurement(n_patterns=30, counts=1e6)
    found = reconstruction(measurement, 0.8 * truth)
    value = label_objective(found, truth, measurement, deep_weight=0.0).value
    assert float(value) == pytest.approx(0.2**2, rel=0.02)


def test_what_was_never_lit_does_not_count(make_measurement) -> None:
    measurement, truth = make_measurement(n_patterns=6)
    found = reconstruction(measurement, truth)
    dark = found.weight == 0
    assert dark.any()
    changed = torch.where(dark, torch.full_like(truth, 7.0), truth)
    one = label_objective(found, truth, measurement, deep_weight=0.0)
    other = label_objective(found, changed, measurement, deep_weight=0.0)
    assert torch.equal(one.value, other.value)


def test_descending_leads_to_the_label(make_measurement) -> None:
    measurement, truth = make_measurement(n_patterns=30)
    canvas = torch.full_like(truth, truth.abs().mean().item()).requires_grad_()
    steps = torch.optim.Adam([canvas], lr=0.05 * float(truth.abs().mean()))
    values = []
    for _ in range(60):
        steps.zero_grad()
        found = reconstruction(measurement, canvas)
        objective = label_objective(found, truth, measurement, deep_weight=0.0)
        objective.objective.backward()
        steps.step()
        values.append(float(objective.value))
    assert values[-1] < 0.05 * values[0]


def test_it_is_the_mean_of_logarithms_over_canvases_and_stages(make_measurement, join) -> None:
    cases = [make_measurement(seed=seed, counts=10.0 ** (3 + seed)) for seed in range(2)]
    parts = [reconstruction(m, 0.7 * truth, 1.1 * truth) for m, truth in cases]
    alone = [
        label_objective(part, truth, m, deep_weight=0.5)
        for part, (m, truth) in zip(parts, cases, strict=True)
    ]
    together = label_objective(
        Reconstruction(
            torch.cat([part.canvases for part in parts]),
            torch.cat([part.weight for part in parts]),
            tuple(map(torch.cat, zip(*(part.intermediate for part in parts), strict=True))),
        ),
        torch.cat([truth for _, truth in cases]),
        join([m for m, _ in cases]),
        deep_weight=0.5,
    )
    mean = sum(float(one.objective) for one in alone) / 2
    assert float(together.objective) == pytest.approx(mean, rel=1e-4)
    final = [
        label_objective(p, t, m, deep_weight=0.0) for p, (m, t) in zip(parts, cases, strict=True)
    ]
    assert float(final[0].objective) == pytest.approx(math.log(float(final[0].value)), rel=1e-5)
    assert float(alone[0].objective) != pytest.approx(float(final[0].objective), rel=1e-2)


def test_the_similarity_is_perfect_for_the_object_in_any_phase(make_measurement) -> None:
    measurement, truth = make_measurement(n_patterns=40, counts=1e6)
    found = reconstruction(measurement, truth * complex(math.cos(2.0), math.sin(2.0)))

    def term(found: Reconstruction) -> float:
        with_term, without = (
            label_objective(
                found, truth, measurement, deep_weight=0.0, realspace_weight=weight
            ).objective
            for weight in (3.0, 0.0)
        )
        return float(with_term - without)

    assert term(found) == pytest.approx(0.0, abs=1e-3)
    noise = torch.randn(truth.shape, generator=torch.Generator().manual_seed(0))
    worse = [truth * (1 + size * noise) for size in (0.05, 0.2)]
    terms = [term(reconstruction(measurement, canvas)) for canvas in worse]
    assert 0.01 < terms[0] < terms[1] < 12.0


def test_the_similarity_of_what_was_never_lit_does_not_count(make_measurement) -> None:
    measurement, truth = make_measurement(n_patterns=6)
    found = reconstruction(measurement, truth)
    changed = torch.where(found.weight == 0, torch.full_like(truth, 7.0), truth)
    one, other = (
        label_objective(found, label, measurement, deep_weight=0.0, realspace_weight=1.0).objective
        for label in (truth, changed)
    )
    assert torch.equal(one, other)


def test_a_canvas_smaller_than_the_window_has_no_similarity(make_measurement) -> None:
    measurement, truth = make_measurement((18, 17), n_patterns=4)
    small = reconstruction(measurement, truth)
    small = small._replace(canvases=truth[:, :10, :9], weight=small.weight[:, :10, :9])
    one, other = (
        label_objective(
            small, truth[:, :10, :9], measurement, deep_weight=0.0, realspace_weight=weight
        ).objective
        for weight in (0.0, 5.0)
    )
    assert torch.equal(one, other)
