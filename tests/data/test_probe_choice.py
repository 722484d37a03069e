"""A refined probe is believed only where it predicts patterns that were held back."""

from dataclasses import replace

import numpy as np
import torch

from ptycho.simulation import simulate_scans
from ptycho_torch.data.probe_choice import choose_probe
from ptycho_torch.data.scan_tensors import ScanTensors


def simulated(
    photons_per_pattern: float, n_positions: int = 100, *, side: int = 16, diameter: float = 8.0
) -> ScanTensors:
    """A scan with the probe that lit it."""
    scans = simulate_scans(
        ["scan"],
        object_kind="dead_leaves",
        object_seed=None,
        probe_kind="defocus",
        probe_diameter_px=diameter,
        patch_size=side,
        n_positions=n_positions,
        scan_pattern="raster",
        step_px=0.3 * diameter,
        position_jitter=0.3,
        photons_per_pattern=photons_per_pattern,
        noise=True,
        seed=1,
    )
    return ScanTensors.from_scan(scans["scan"])


def blurred(scan: ScanTensors) -> ScanTensors:
    """The scan with a probe that has lost its phase."""
    return scan.with_probe(scan.probe.abs().to(torch.complex64) * scan.probe_scale)


def likeness(one: torch.Tensor, other: torch.Tensor) -> float:
    overlap = (one.conj() * other).sum().abs()
    return float(overlap / (one.norm() * other.norm()))


def test_a_wrong_probe_is_replaced_by_one_nearer_the_truth() -> None:
    truth = simulated(1e6)
    wrong = blurred(truth)
    choice = choose_probe(wrong, iterations=60, chunk=32)
    assert choice is not None
    assert choice.refined
    assert choice.refined_error < choice.given_error
    assert likeness(choice.scan.probe, truth.probe) > likeness(wrong.probe, truth.probe)


def test_a_bell_in_place_of_a_defocused_probe_is_found_from_the_far_field() -> None:
    truth = simulated(1e6, side=48, diameter=27.0)
    axis = torch.arange(48) - 24
    radius2 = axis[:, None].square() + axis.square()
    light = truth.probe[0].abs().square()
    bell = torch.exp(-radius2 / (2.0 * (light * radius2).sum() / light.sum()))
    wrong = truth.with_probe(bell.to(torch.complex64)[None])
    choice = choose_probe(wrong, iterations=60, chunk=32)
    assert choice is not None
    assert choice.guessed
    assert choice.refined_error < 0.1 * choice.given_error
    assert likeness(choice.scan.probe, truth.probe) > 0.9 > likeness(wrong.probe, truth.probe)


def test_the_right_probe_of_a_faint_scan_is_kept() -> None:
    truth = simulated(200.0)
    choice = choose_probe(truth, iterations=60, chunk=32)
    assert choice is not None
    assert not choice.refined
    assert choice.scan is truth


def test_nothing_is_decided_without_iterations_or_patterns_to_hold_out() -> None:
    scan = simulated(1e4)
    assert choose_probe(scan, iterations=0, chunk=32) is None
    few = replace(
        scan,
        amplitudes=scan.amplitudes[:3],
        corners=scan.corners[:3],
        fractions=scan.fractions[:3],
        positions_yx_px=np.ascontiguousarray(scan.positions_yx_px[:3]),
    )
    assert choose_probe(few, iterations=10, chunk=32) is None


def test_the_scale_of_the_probe_changes_nothing() -> None:
    scan = blurred(simulated(1e6))
    # A power of two, which rounds nothing off: the descent amplifies the last digit.
    equal, louder = (scan.with_probe(f * (scan.probe * scan.probe_scale)) for f in (1.0, 64.0))
    one, other = (choose_probe(each, iterations=10, chunk=32) for each in (equal, louder))
    assert one is not None
    assert other is not None
    assert abs(one.refined_error - other.refined_error) < 1e-3 * one.refined_error
