"""`ptycho_inference` with classical engines: alone, after a network, beside it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from ptycho.raw_data import load_scan, save_scan
from ptycho_torch.config_factory import configure
from ptycho_torch.data.scan_tensors import ScanTensors
from ptycho_torch.model.registry import build_network
from ptycho_torch.physics.scaling import flat_object_amplitude
from ptycho_torch.workflows.reconstruction import reconstruct_as_asked
from ptycho_torch.workflows.solving import solved

Command = Callable[..., int]
Refused = Callable[..., list[str]]


pytestmark = pytest.mark.usefixtures("no_pictures")


@pytest.fixture(scope="module")
def infer(run: Command, data: Path) -> Command:
    """Reconstruct a scan into a folder; more words must say by what."""

    def run_inference(folder: Path, *words: object) -> int:
        given = ["--test-data", data / "test.npz", "--output-dir", folder, "--accelerator", "cpu"]
        return run("infer", *given, *words)

    return run_inference


def metrics_of(folder: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((folder / "metrics.json").read_text("utf-8"))
    return content


def quality(scores: dict[str, Any]) -> float:
    return float(scores["complex_correlation"]["value"])


@pytest.mark.parametrize("engine", ["rpie", "gradient"])
def test_an_engine_needs_no_model(infer: Command, engine: str, tmp_path: Path) -> None:
    assert infer(tmp_path, "--engine", engine) == 0
    metrics = metrics_of(tmp_path)
    assert metrics["trained_on"] is None
    assert metrics["method"] == f"30 x {engine}"
    assert quality(metrics["scores"]) > 0.995
    with np.load(tmp_path / "reconstruction.npz") as file:
        assert "inference" in json.loads(str(file["config"]))


def test_refinement_stands_beside_the_network_that_it_started_from(
    infer: Command, trained: Path, tmp_path: Path
) -> None:
    words = ["--model-path", trained, "--refine", 10, "--compare-engines"]
    assert infer(tmp_path, *words, "--engine-iterations", 10) == 0
    metrics = metrics_of(tmp_path)
    methods = metrics["methods"]
    names = ["network", "network + 10 x gradient", "10 x rpie", "10 x gradient"]
    assert list(methods) == names
    assert metrics["method"] == names[1]
    assert len(metrics["scores"]["frc50"].pop("curve")["correlation"]) > 5
    assert metrics["scores"] == methods[names[1]]["scores"]
    assert metrics["reconstruction_s"] == methods[names[1]]["seconds"]
    assert methods[names[1]]["seconds"] > methods["network"]["seconds"] > 0
    assert quality(methods[names[1]]["scores"]) > quality(methods["network"]["scores"])
    log = (tmp_path / "run.log").read_text("utf-8")
    assert all(f"{name} " in log for name in ("method", *names))


def test_the_start_matters(infer: Command, trained: Path, tmp_path: Path) -> None:
    """One careful sweep from the network's object is better than one from a flat object."""
    few = ["--refine", 1, "--refine-engine", "rpie", "--compare-engines", "--engine-iterations", 1]
    assert infer(tmp_path, "--model-path", trained, *few, "--rpie-alpha", 0.2) == 0
    methods = metrics_of(tmp_path)["methods"]
    warm, flat = methods["network + 1 x rpie"], methods["1 x rpie"]
    assert quality(warm["scores"]) > quality(flat["scores"])


def test_alpha_matters(infer: Command, tmp_path: Path) -> None:
    objects = []
    for alpha in (0.1, 1.0):
        folder = tmp_path / str(alpha)
        words = ["--engine", "rpie", "--engine-iterations", 2, "--rpie-alpha", alpha]
        assert infer(folder, *words) == 0
        with np.load(folder / "reconstruction.npz") as file:
            objects.append(file["object"])
    assert np.abs(objects[0] - objects[1]).max() > 1e-2 * np.abs(objects[0]).max()


def test_refined_probe_and_positions_are_written(
    infer: Command, data: Path, tmp_path: Path
) -> None:
    scan = load_scan(data / "test.npz")
    rng = np.random.default_rng(0)
    wrong = scan.positions_yx_px + rng.normal(0, 0.5, scan.positions_yx_px.shape)
    save_scan(tmp_path / "wrong.npz", replace(scan, positions_yx_px=wrong))
    words = ["--engine", "gradient", "--refine-probe", "--refine-positions"]
    given = [*words, "--test-data", tmp_path / "wrong.npz", "--engine-iterations", 60]
    assert infer(tmp_path / "out", *given) == 0
    with np.load(tmp_path / "out/reconstruction.npz") as file:
        found, probe = file["positions_yx_px"], file["probe"]
    assert probe.shape == scan.probe.shape
    assert probe.dtype == np.complex64
    assert not np.array_equal(probe, scan.probe)
    before = wrong - scan.positions_yx_px
    after = found - scan.positions_yx_px
    assert (after - after.mean(0)).std() < 0.7 * (before - before.mean(0)).std()


def test_a_network_that_is_not_named_is_asked_for(
    infer: Command, tmp_path: Path, refused: Refused
) -> None:
    (fault,) = refused(infer, tmp_path / "out")
    assert fault.startswith("--model-path: is not given")
    assert "--engine rpie" in fault
    assert not (tmp_path / "out").exists()


def test_only_a_network_is_refined(infer: Command, tmp_path: Path, refused: Refused) -> None:
    (fault,) = refused(infer, tmp_path / "out", "--engine", "rpie", "--refine", 3)
    assert "--engine-iterations" in fault


def test_what_a_network_does_last_comes_after_the_refinement(data: Path, tmp_path: Path) -> None:
    """A solver that went on with a denoised object would only bring the noise back."""
    given = {"test_data_file": data / "test.npz", "output_dir": tmp_path, "refine": 4}
    settings, _ = configure("infer", overrides=given | {"model_path": tmp_path})
    scan = ScanTensors.from_scan(load_scan(data / "test.npz"))
    torch.manual_seed(0)
    network = build_network("denoiser", n_unrolled=2, n_subsets=2, n_averaging_steps=2, n_filters=4)
    torch.nn.init.normal_(network.get_submodule("unet.head").weight, std=0.3)
    cpu = torch.device("cpu")

    asked = reconstruct_as_asked(settings, scan, network, cpu)
    first, refined = asked.methods["network"], asked.methods["network + 4 x gradient"]
    assert first.unfinished is not None
    plain = replace(first, object=first.unfinished, unfinished=None)
    went_on = solved(settings, scan, engine="gradient", iterations=4, start=plain, device=cpu)
    canvas = torch.from_numpy(went_on.object)[None] * scan.probe_scale
    unit = flat_object_amplitude(scan.measurement())
    with torch.inference_mode():
        finished = network.finish(canvas, torch.from_numpy(went_on.weight)[None], unit)
    np.testing.assert_allclose(
        refined.object, finished[0].numpy() / scan.probe_scale, rtol=1e-4, atol=1e-5
    )
    assert np.abs(refined.object - went_on.object).max() > 1e-3
