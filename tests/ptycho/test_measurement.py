"""Counts or amplitude: decided rightly wherever the data can tell, with a warning where not."""

import logging

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptycho.measurement import Evidence, EvidenceCollector, decide_measurement

SHAPE = (6, 8, 8)


def collected(values: np.ndarray, probe_power: float) -> Evidence:
    collector = EvidenceCollector()
    for block in np.array_split(values.astype(np.float32), 3):
        collector.add(block)
    return collector.evidence(probe_power)


def intensities(photons: float, seed: int) -> np.ndarray:
    """Mean counts per pixel whose patterns hold ``photons`` on average."""
    rng = np.random.default_rng(seed)
    profile = rng.gamma(0.5, size=SHAPE)
    return profile * photons * SHAPE[0] / profile.sum()


PHOTONS = st.floats(1e2, 1e7)
GAUGE = st.floats(1e-8, 1e8)
SEEDS = st.integers(0, 1000)


@given(photons=PHOTONS, probe_power=GAUGE, seed=SEEDS)
def test_poisson_counts_are_counts_whatever_the_probes_gauge(
    photons: float, probe_power: float, seed: int
) -> None:
    counts = np.random.default_rng(seed).poisson(intensities(photons, seed))
    assert decide_measurement("auto", collected(counts, probe_power), "f")[0] == "counts"


@given(photons=PHOTONS, probe_power=GAUGE, seed=SEEDS)
def test_roots_of_counts_are_amplitude_whatever_the_probes_gauge(
    photons: float, probe_power: float, seed: int
) -> None:
    counts = np.random.default_rng(seed).poisson(intensities(photons, seed))
    evidence = collected(np.sqrt(counts), probe_power)
    if evidence.largest > 1:
        assert decide_measurement("auto", evidence, "f")[0] == "amplitude"


@given(transmission=st.floats(0.3, 1.0), photons=st.floats(1e4, 1e7), seed=SEEDS)
def test_parseval_tells_data_without_whole_numbers_in_the_photon_gauge(
    transmission: float, photons: float, seed: int
) -> None:
    values = intensities(photons, seed)
    probe_power = photons / transmission
    as_counts = decide_measurement("auto", collected(values, probe_power), "f")
    as_amplitude = decide_measurement("auto", collected(np.sqrt(values), probe_power), "f")
    assert as_counts[0] == "counts"
    assert as_amplitude[0] == "amplitude"
    assert "power of the probe says" in as_counts[1]


def test_without_any_sign_the_file_convention_is_taken_with_a_warning(
    caplog: pytest.LogCaptureFixture,
) -> None:
    evidence = collected(intensities(1e5, 0), probe_power=1.0)
    with caplog.at_level(logging.WARNING):
        measured_as, because = decide_measurement("auto", evidence, "scan.npz")
    assert measured_as == "amplitude"
    assert "convention" in because
    assert "scan.npz" in caplog.text
    assert "measurement" in caplog.text


@pytest.mark.parametrize("told", ["counts", "amplitude"])
def test_an_explicit_setting_wins_and_a_contradiction_is_logged(
    told: str, caplog: pytest.LogCaptureFixture
) -> None:
    counts = np.random.default_rng(0).poisson(intensities(1e5, 0))
    evidence = collected(counts, probe_power=1.4e5)
    with caplog.at_level(logging.WARNING):
        measured_as, because = decide_measurement(told, evidence, "scan.npz")  # type: ignore[arg-type]
    assert measured_as == told
    assert told in because
    assert bool(caplog.records) == (told == "amplitude")
