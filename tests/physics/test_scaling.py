"""Laws of the absolute scales of probe and object."""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from ptycho_torch.physics.diffraction import diffract
from ptycho_torch.physics.illumination import shift_probes
from ptycho_torch.physics.measurement import Measurement
from ptycho_torch.physics.scaling import flat_object_amplitude, unit_probe


def flat_measurement(flats: list[float], *, n_modes: int = 2, masked: bool = False) -> Measurement:
    """Noise-free patterns of flat objects, three per canvas."""
    generator = torch.Generator().manual_seed(0)
    probes = torch.randn(len(flats), n_modes, 8, 8, generator=generator, dtype=torch.complex128)
    index = torch.arange(len(flats)).repeat(3)
    fractions = torch.rand(len(index), 2, generator=generator, dtype=torch.float64)
    patches = torch.tensor(flats, dtype=torch.float64)[index, None, None].expand(-1, 8, 8)
    mask = torch.rand(len(flats), 8, 8, generator=generator) > 0.4 if masked else None
    amplitudes = diffract(patches, shift_probes(probes, fractions, index)).sqrt()
    if mask is not None:
        amplitudes = torch.where(mask[index], amplitudes, 99.0)
    return Measurement(amplitudes, torch.zeros(len(index), 2), fractions, index, probes, mask)


@given(modulus=st.floats(1e-6, 1e6), phase=st.floats(-3.1, 3.1), n_modes=st.integers(1, 3))
def test_the_unit_probe_does_not_depend_on_the_scale_given(
    modulus: float, phase: float, n_modes: int
) -> None:
    probe = torch.randn(n_modes, 6, 6, generator=torch.Generator().manual_seed(n_modes)).to(
        torch.complex128
    )
    factor = torch.polar(torch.tensor(modulus), torch.tensor(phase)).to(torch.complex128)
    unit, scale = unit_probe(probe)
    scaled_unit, scaled_scale = unit_probe(factor * probe)
    assert torch.allclose(unit * scale, probe)
    assert torch.allclose(scaled_unit.abs(), unit.abs())
    assert scaled_scale == pytest.approx(abs(complex(factor)) * scale)
    assert float(unit.abs().square().sum(0).max()) == pytest.approx(1.0)


@pytest.mark.parametrize("masked", [False, True])
def test_the_flat_amplitude_of_flat_objects_is_theirs(masked: bool) -> None:
    flats = [0.5, 3.0, 700.0]
    found = flat_object_amplitude(flat_measurement(flats, masked=masked))
    assert torch.allclose(found, torch.tensor(flats, dtype=torch.float64))


def test_the_flat_amplitude_explains_the_total_counts() -> None:
    measurement = flat_measurement([1.0])
    noise = torch.rand(measurement.amplitudes.shape, dtype=torch.float64)
    measurement = measurement._replace(amplitudes=noise)
    amplitude = flat_object_amplitude(measurement)
    expected = 3 * amplitude.square() * measurement.probes.abs().square().sum()
    assert torch.allclose(expected, noise.square().sum())


def test_a_beam_stop_does_not_blow_up_the_flat_amplitude() -> None:
    measurement = flat_measurement([1.0], n_modes=1)
    delta = torch.ones(1, 1, 8, 8, dtype=torch.complex128)
    mask = torch.ones(1, 8, 8, dtype=torch.bool)
    mask[0, 0, 0] = False
    hidden = measurement._replace(probes=delta, mask=mask)
    amplitude = flat_object_amplitude(hidden)
    assert bool(amplitude.isfinite().all())


def test_a_dark_measurement_has_a_finite_flat_amplitude() -> None:
    measurement = flat_measurement([1.0, 2.0])
    dark = measurement._replace(amplitudes=torch.zeros_like(measurement.amplitudes))
    assert torch.equal(flat_object_amplitude(dark), torch.zeros(2, dtype=torch.float64))
