"""Training on several scans, and on simulated objects under the probe of a scan."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from ptycho.raw_data import load_scan
from ptycho_torch.trainer.bundle import load_bundle

Command = Callable[..., int]
Refused = Callable[..., list[str]]
pytestmark = pytest.mark.usefixtures("no_pictures")

POSITIONS = ["--step-px", 3, "--n-positions", 64]


def test_the_probe_of_a_scan_lights_the_simulated_object(
    run: Command, data: Path, tmp_path: Path
) -> None:
    given = load_scan(data / "train.npz")
    words = ["--probe-from", data / "train.npz", "--patch-size", 32, "--object-kind", "cells"]
    assert run("simulate", "--output-dir", tmp_path / "new", *words, *POSITIONS) == 0
    made = load_scan(tmp_path / "new/train.npz")
    assert made.patch_size == given.patch_size
    assert made.truth is not None
    assert given.truth is not None
    assert not np.allclose(made.truth[:40, :40], given.truth[:40, :40])
    scale = np.vdot(given.probe, made.probe) / np.vdot(given.probe, given.probe)
    assert abs(scale.imag) < 1e-4 * abs(scale)
    np.testing.assert_allclose(made.probe, scale * given.probe, rtol=1e-3, atol=1e-3)
    assert (made.amplitudes**2).sum((1, 2)).mean() == pytest.approx(1e6, rel=0.05)


def test_the_probe_of_a_reconstruction_does_as_well(
    run: Command, data: Path, tmp_path: Path
) -> None:
    found = tmp_path / "found"
    words = ["--test-data", data / "test.npz", "--engine", "rpie", "--engine-iterations", 2]
    assert run("infer", "--output-dir", found, *words) == 0
    with np.load(found / "reconstruction.npz") as file:
        probe = file["probe"]
    for place in (found, found / "reconstruction.npz"):
        target = tmp_path / f"under_{place.name}"
        given = ["--probe-from", place, "--object-kind", "cells"]
        assert run("simulate", "--output-dir", target, *given, *POSITIONS) == 0
        made = load_scan(target / "train.npz").probe
        overlap = abs(np.vdot(made, probe)) ** 2
        assert overlap == pytest.approx(
            np.vdot(made, made).real * np.vdot(probe, probe).real, rel=1e-4
        )


def test_further_scans_are_trained_on_and_named_in_the_bundle(
    train: Command, data: Path, tmp_path: Path
) -> None:
    more = f"{data / 'validation.npz'},{data / 'test.npz'}"
    assert train(tmp_path / "one") == 0
    assert train(tmp_path / "three", "--extra-train-data-files", more) == 0
    one, three = (load_bundle(tmp_path / name) for name in ("one", "three"))
    assert one.provenance["extra_training_scans"] == []
    names = [Path(scan["file"]).name for scan in three.provenance["extra_training_scans"]]
    assert names == ["validation.npz", "test.npz"]
    assert three.provenance["steps"] == 3 * one.provenance["steps"]
    assert any((three.weights[name] != weight).any() for name, weight in one.weights.items())


def test_a_further_scan_of_another_size_is_refused(
    run: Command, train: Command, tmp_path: Path, refused: Refused
) -> None:
    words = ["--patch-size", 18, "--probe-diameter-px", 7, *POSITIONS]
    assert run("simulate", "--output-dir", tmp_path / "other", *words) == 0
    further = [tmp_path / "other/train.npz", tmp_path / "no.npz"]
    text = ",".join(map(str, further))
    faults = refused(train, tmp_path / "run", "--extra-train-data-files", text)
    assert len(faults) == 2
    assert any("18 px, but 16 px" in fault for fault in faults)
    assert any("no.npz" in fault for fault in faults)
