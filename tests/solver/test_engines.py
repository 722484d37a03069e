"""Solvers by name: they find the object, keep the truth, and know no scale of their own."""

from collections.abc import Callable
from typing import Any

import pytest
import torch
from torch import Tensor

from ptycho_torch.physics.illumination import shift_probes
from ptycho_torch.physics.measurement import Measurement
from ptycho_torch.solver.engines import ENGINES, Solution, solve
from ptycho_torch.solver.problem import Problem
from ptycho_torch.solver.rpie import sweep
from ptycho_torch.solver.updates import Freedom

MakeCase = Callable[..., tuple[Measurement, Tensor]]
engines = pytest.mark.parametrize("engine", ENGINES)


def solved(measurement: Measurement, truth: Tensor, engine: str, **changes: Any) -> Solution:
    arguments: dict[str, Any] = {
        "iterations": 20,
        "rpie_alpha": 0.5,
        "refine_probe": False,
        "refine_positions": False,
    }
    shape = (truth.shape[1], truth.shape[2])
    return solve(measurement, shape, engine=engine, **(arguments | changes))


def likeness(found: Solution, truth: Tensor) -> float:
    """Complex correlation where there was light, 1 for equality up to one factor."""
    lit = found.weight > 0.1 * found.weight.max()
    a, b = found.canvases[lit], truth[lit]
    return float(torch.vdot(a, b).abs() / (a.norm() * b.norm()))


@engines
def test_the_object_is_found(make_case: MakeCase, engine: str) -> None:
    measurement, truth = make_case(noise=True)
    found = solved(measurement, truth, engine, iterations=40)
    flat = solved(measurement, truth, engine, iterations=0)
    assert likeness(flat, truth) < 0.95
    assert likeness(found, truth) > 0.995
    assert found.errors[-1] < 0.25  # what Poisson noise leaves to the truth itself


@engines
def test_the_truth_stays_where_it_is(make_case: MakeCase, engine: str) -> None:
    measurement, truth = make_case()
    found = solved(measurement, truth, engine, start=truth)
    torch.testing.assert_close(found.canvases, truth, rtol=1e-3, atol=1e-2)
    assert max(found.errors) < 1e-6


@engines
def test_a_start_near_the_truth_saves_iterations(make_case: MakeCase, engine: str) -> None:
    measurement, truth = make_case()
    near = solved(measurement, truth, engine, iterations=2, start=truth + 0.5)
    far = solved(measurement, truth, engine, iterations=2)
    assert near.errors[-1] < 0.1 * far.errors[-1]


@engines
def test_twice_the_amplitude_is_twice_the_object(make_case: MakeCase, engine: str) -> None:
    measurement, truth = make_case(noise=True)
    twice = measurement._replace(amplitudes=2.0 * measurement.amplitudes)
    one, two = (solved(m, truth, engine, iterations=5) for m in (measurement, twice))
    torch.testing.assert_close(two.canvases, 2.0 * one.canvases, rtol=1e-3, atol=1e-2)
    assert two.errors[-1] == pytest.approx(4.0 * one.errors[-1], rel=1e-2)


@engines
def test_bad_pixels_do_not_matter(make_case: MakeCase, engine: str) -> None:
    measurement, truth = make_case(noise=True)
    good = torch.ones(1, *measurement.amplitudes.shape[1:], dtype=torch.bool)
    good[0, 3:5, 2:9] = False
    clean = measurement._replace(mask=good)
    wild = clean._replace(amplitudes=torch.where(good, measurement.amplitudes, 1e3))
    results = [solved(m, truth, engine, iterations=5).canvases for m in (clean, wild)]
    torch.testing.assert_close(*results)


@engines
def test_two_equal_modes_are_one_mode(make_case: MakeCase, engine: str) -> None:
    measurement, truth = make_case(noise=True)
    halves = measurement.probes.expand(-1, 2, -1, -1) * 0.5**0.5
    one = solved(measurement, truth, engine, iterations=5)
    two = solved(measurement._replace(probes=halves), truth, engine, iterations=5)
    torch.testing.assert_close(two.canvases, one.canvases, rtol=1e-3, atol=1e-2)
    torch.testing.assert_close(two.weight, one.weight)


@engines
def test_a_wrong_probe_is_repaired(make_case: MakeCase, engine: str) -> None:
    measurement, truth = make_case()
    axis = torch.arange(measurement.patch_size) - measurement.patch_size // 2
    bend = torch.polar(torch.ones(()), 0.04 * (axis[:, None] ** 2 + axis**2).float())
    wrong = measurement._replace(probes=measurement.probes * bend)
    kept = solved(wrong, truth, engine, iterations=40)
    freed = solved(wrong, truth, engine, iterations=40, refine_probe=True)
    assert freed.errors[-1] < 0.1 * kept.errors[-1]
    assert likeness(freed, truth) > likeness(kept, truth)
    torch.testing.assert_close(freed.probes.norm(), wrong.probes.norm())


@engines
def test_wrong_positions_are_repaired(make_case: MakeCase, engine: str) -> None:
    measurement, truth = make_case()
    generator = torch.Generator().manual_seed(1)
    error = 0.4 * torch.randn(measurement.n_patterns, 2, generator=generator)
    wrong = measurement._replace(fractions=measurement.fractions + error)
    found = solved(wrong, truth, engine, iterations=60, refine_positions=True)
    left = found.shifts_px + error - error.mean(0)
    assert found.shifts_px.mean(0).abs().max() < 1e-5
    assert left.std() < 0.4 * error.std()


def test_a_batch_that_does_not_overlap_is_one_pattern_after_the_other(make_case: MakeCase) -> None:
    measurement, _ = make_case(step=16, lines=3)
    measurement = measurement._replace(fractions=torch.zeros_like(measurement.fractions))
    shape = (16 * 3 + 1, 16 * 3 + 1)
    results = []
    for batch_size in (1, 9):
        problem = Problem(measurement, shape, batch_size=batch_size, device=torch.device("cpu"))
        start = problem.flat_guess()
        guess, _ = sweep(problem, start, iterations=1, alpha=0.2, freedom=Freedom())
        results.append(guess.canvas)
    torch.testing.assert_close(*results)


def test_the_weight_is_the_light_received(make_case: MakeCase) -> None:
    measurement, truth = make_case()
    found = solved(measurement, truth, "gradient", iterations=0)
    lit = shift_probes(measurement.probes, measurement.fractions, measurement.canvas_index)
    assert float(found.weight.sum()) == pytest.approx(float(lit.abs().square().sum()), rel=1e-4)
