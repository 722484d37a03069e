"""`ptycho_inference`: the reconstruction, its place, and what is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
import torch

from ptycho import params
from ptycho.raw_data import load_scan, save_scan
from ptycho_generated.faults import InputError
from ptycho_generated.merge import FIELDS
from ptycho_torch.trainer.bundle import Bundle, load_bundle, save_bundle
from ptycho_torch.workflows import network, reconstruction

Command = Callable[..., int]
Refused = Callable[..., list[str]]
Arrays = dict[str, npt.NDArray[Any]]


@pytest.fixture(scope="module")
def infer(run: Command, trained: Path, data: Path) -> Command:
    """Reconstruct the unseen scan with the trained network; more words may follow."""

    def run_inference(folder: Path, *words: object) -> int:
        given = ["--model-path", trained, "--test-data", data / "test.npz"]
        return run("infer", *given, "--output-dir", folder, "--accelerator", "cpu", *words)

    return run_inference


@pytest.fixture(scope="module")
def result(infer: Command, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of a finished reconstruction; not to be changed."""
    folder = tmp_path_factory.mktemp("results") / "result"
    assert infer(folder) == 0
    return folder


def arrays_of(folder: Path) -> Arrays:
    with np.load(folder / "reconstruction.npz", allow_pickle=False) as file:
        return dict(file)


# ------------------------------------------------------------------------------------- the result


def test_the_folder_holds_what_is_promised(
    result: Path, is_picture: Callable[[Path], bool]
) -> None:
    pictures = {"reconstructed_amplitude.png", "reconstructed_phase.png", "summary.png"}
    assert {path.name for path in result.iterdir()} == pictures | {
        "reconstruction.npz",
        "reconstructed_amplitude.tiff",
        "reconstructed_phase.tiff",
        "product.h5",
        "report.html",
        "metrics.json",
        "config.yaml",
        "provenance.json",
        "run.log",
    }
    assert all(is_picture(result / name) for name in pictures)


def test_arrays_are_as_promised(result: Path, trained: Path, data: Path) -> None:
    found, scan = arrays_of(result), load_scan(data / "test.npz")
    assert set(found) == {"object", "weight", "origin_yx", "probe", "config", "config_hash"}
    assert found["object"].dtype == np.complex64
    assert found["weight"].dtype == np.float32
    assert found["object"].ndim == 2
    assert found["object"].shape == found["weight"].shape
    assert found["origin_yx"].dtype == np.float64
    assert found["origin_yx"].shape == (2,)
    assert np.allclose(found["probe"], scan.probe, rtol=1e-5, atol=1e-6)
    bundle = load_bundle(trained)
    assert json.loads(str(found["config"])) == bundle.settings
    hashes = json.loads(str(found["config_hash"]))
    assert hashes["training"] == bundle.provenance["config_hash"]
    assert hashes["training"].keys() == {"full", "numerics"}
    told = json.loads((result / "metrics.json").read_text(encoding="utf-8"))["config_hash"]
    assert hashes["reconstruction"] == told["reconstruction"]["numerics"]
    checkpoint = torch.load(trained / "checkpoints" / "last.ckpt", weights_only=True)
    assert checkpoint["config_hash"] == hashes["training"]


def test_the_canvas_is_the_smallest_that_holds_every_patch(result: Path, data: Path) -> None:
    found, scan = arrays_of(result), load_scan(data / "test.npz")
    first = np.floor(scan.positions_yx_px.min(0)) - scan.patch_size / 2
    last = np.ceil(scan.positions_yx_px.max(0)) + scan.patch_size / 2
    assert (np.abs(found["origin_yx"] - first) <= 1).all()
    assert (np.abs(found["origin_yx"] + found["object"].shape - last) <= 1).all()


def test_the_weight_is_the_illumination_of_every_position(result: Path, data: Path) -> None:
    """Summed over the canvas it is the power of a probe of unit peak, once for each pattern."""
    found, scan = arrays_of(result), load_scan(data / "test.npz")
    intensity = (np.abs(scan.probe) ** 2).sum(0)
    expected = scan.n_patterns * intensity.sum() / intensity.max()
    assert found["weight"].sum() == pytest.approx(expected, rel=1e-3)
    assert (found["weight"] >= 0).all()


def test_the_object_is_where_the_truth_is(result: Path, data: Path) -> None:
    """Of all shifts by a few pixels, none fits better than none at all."""
    found, scan = arrays_of(result), load_scan(data / "test.npz")
    assert scan.truth is not None
    lit = found["weight"] > 0.3 * found["weight"].max()
    rows, columns = (np.nonzero(lit)[axis] for axis in (0, 1))
    row, column = (int(value) for value in np.rint(found["origin_yx"]))
    object_ = found["object"][rows, columns]

    def correlation(dy: int, dx: int) -> float:
        truth = scan.truth[rows + row + dy, columns + column + dx]  # type: ignore[index]
        image, reference = object_ - object_.mean(), truth - truth.mean()
        norms = np.linalg.norm(image) * np.linalg.norm(reference)
        return float(abs(np.vdot(image, reference)) / norms)

    shifts = [(dy, dx) for dy in range(-3, 4) for dx in range(-3, 4)]
    assert max(shifts, key=lambda shift: correlation(*shift)) == (0, 0)
    assert correlation(0, 0) > 0.8


@pytest.mark.usefixtures("no_pictures")
def test_the_origin_moves_with_the_positions_and_nothing_else(
    infer: Command, result: Path, data: Path, tmp_path: Path
) -> None:
    scan = load_scan(data / "test.npz")
    shift = np.array([100.0, -20.0])
    moved = replace(scan, positions_yx_px=scan.positions_yx_px + shift, truth=None)
    save_scan(tmp_path / "moved.npz", moved)
    assert infer(tmp_path / "moved", "--test-data", tmp_path / "moved.npz") == 0
    before, after = arrays_of(result), arrays_of(tmp_path / "moved")
    assert np.array_equal(after["origin_yx"], before["origin_yx"] + shift)
    np.testing.assert_allclose(after["object"], before["object"], rtol=1e-4, atol=1e-6)
    np.testing.assert_allclose(after["weight"], before["weight"], rtol=1e-4, atol=1e-6)
    metrics = json.loads((tmp_path / "moved/metrics.json").read_text("utf-8"))
    assert metrics["scores"] is None


@pytest.mark.usefixtures("no_pictures")
def test_the_object_is_in_the_gauge_of_the_given_probe(
    infer: Command, result: Path, data: Path, tmp_path: Path
) -> None:
    """A probe twice as strong makes the object half as strong."""
    scan = load_scan(data / "test.npz")
    save_scan(tmp_path / "scan.npz", replace(scan, probe=2 * scan.probe))
    assert infer(tmp_path / "out", "--test-data", tmp_path / "scan.npz") == 0
    before, after = arrays_of(result), arrays_of(tmp_path / "out")
    np.testing.assert_allclose(2 * after["object"], before["object"], rtol=1e-4, atol=1e-6)


def test_metrics_hold_scores_and_speed(result: Path, trained: Path) -> None:
    metrics = json.loads((result / "metrics.json").read_text("utf-8"))
    for score in metrics["scores"].values():
        assert {"value", "flat", "region", "peak", "alignment"} <= set(score)
    better = metrics["scores"]["complex_correlation"]
    assert better["value"] > better["flat"]
    assert metrics["n_patterns"] == 64
    assert metrics["patterns_per_s"] == pytest.approx(64 / metrics["reconstruction_s"])
    assert metrics["trained_on"] == load_bundle(trained).provenance


def test_the_log_says_counts_or_amplitude_and_why(result: Path) -> None:
    log = (result / "run.log").read_text("utf-8")
    assert "64 patterns; the squares of the values are whole numbers" in log


@pytest.mark.usefixtures("no_pictures")
@pytest.mark.parametrize("words", [["--inference-batch-size", 1], ["--inference-batch-size", 1000]])
def test_the_batch_size_changes_nothing(
    words: list[object], infer: Command, result: Path, tmp_path: Path
) -> None:
    assert infer(tmp_path / "out", *words) == 0
    np.testing.assert_allclose(
        arrays_of(tmp_path / "out")["object"], arrays_of(result)["object"], rtol=1e-3, atol=1e-5
    )


@pytest.mark.usefixtures("no_pictures")
def test_the_bundle_alone_is_enough_and_repeats_the_result(
    infer: Command, result: Path, trained: Path, tmp_path: Path
) -> None:
    (tmp_path / "moved.zip").write_bytes((trained / "wts.h5.zip").read_bytes())
    assert infer(tmp_path / "out", "--model-path", tmp_path / "moved.zip") == 0
    again = (tmp_path / "out/reconstruction.npz").read_bytes()
    assert again == (result / "reconstruction.npz").read_bytes()


@pytest.mark.usefixtures("no_pictures")
def test_the_configuration_fed_back_repeats_the_result(
    run: Command, result: Path, tmp_path: Path
) -> None:
    words = ["--config", result / "config.yaml", "--output-dir", tmp_path / "out"]
    assert run("infer", *words) == 0
    again = (tmp_path / "out/reconstruction.npz").read_bytes()
    assert again == (result / "reconstruction.npz").read_bytes()


# ------------------------------------------------------------------------------- what is refused


@pytest.mark.usefixtures("no_pictures")
def test_earlier_results_are_kept_unless_asked(
    infer: Command, result: Path, trained: Path, tmp_path: Path, refused: Refused
) -> None:
    for folder in (result, trained):  # a run folder holds pictures and metrics too
        before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
        (fault,) = refused(infer, folder)
        assert "--overwrite" in fault
        assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before
    (tmp_path / "out").mkdir()
    (tmp_path / "out/reconstruction.npz").touch()
    assert infer(tmp_path / "out", "--overwrite") == 0
    assert arrays_of(tmp_path / "out")["object"].any()


def test_faults_of_bundle_scan_and_machine_are_told_at_once(
    infer: Command, tmp_path: Path, refused: Refused
) -> None:
    absent = "mps" if torch.cuda.is_available() else "cuda"
    words = ["--model-path", tmp_path / "model", "--test-data", tmp_path / "scan.npz"]
    model, scan, machine = refused(infer, tmp_path / "out", *words, "--accelerator", absent)
    assert str(tmp_path / "model") in model
    assert str(tmp_path / "scan.npz") in scan
    assert f"--accelerator {absent}" in machine
    assert not (tmp_path / "out").exists()


def test_a_scan_with_faults_is_refused(
    infer: Command, data: Path, tmp_path: Path, refused: Refused
) -> None:
    arrays = dict(np.load(data / "test.npz"))
    np.savez(tmp_path / "bad.npz", diff3d=arrays["diff3d"], xcoords=arrays["xcoords"][:3])
    faults = refused(infer, tmp_path / "out", "--test-data", tmp_path / "bad.npz")
    assert len(faults) == 3
    for key in ("xcoords", "ycoords", "probeGuess"):
        assert any(key in fault for fault in faults)
    assert not (tmp_path / "out").exists()


def test_no_scan_at_all_is_refused(
    run: Command, trained: Path, tmp_path: Path, refused: Refused
) -> None:
    (fault,) = refused(run, "infer", "--model-path", trained, "--output-dir", tmp_path / "out")
    assert fault.startswith("--test-data-file: is not given")


def test_a_damaged_bundle_and_one_of_another_network_are_refused(
    infer: Command, trained: Path, tmp_path: Path, refused: Refused
) -> None:
    path = tmp_path / "wts.h5.zip"
    path.write_bytes((trained / "wts.h5.zip").read_bytes()[:2000])
    (fault,) = refused(infer, tmp_path / "out", "--model-path", path)
    assert str(path) in fault
    bundle = load_bundle(trained)
    other = bundle.provenance | {"network": bundle.provenance["network"] | {"n_filters": 3}}
    save_bundle(path, Bundle(bundle.settings, other, bundle.weights))
    (fault,) = refused(infer, tmp_path / "out", "--model-path", path)
    assert "not those of the network 'unrolled'" in fault
    assert not (tmp_path / "out").exists()


def test_a_fault_of_ours_is_kept_in_the_log(
    infer: Command,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    broken: Callable[..., None],
) -> None:
    monkeypatch.setattr(reconstruction, "reconstruct", broken)
    assert infer(tmp_path / "out") == 1
    error = capsys.readouterr().err
    assert "Traceback" not in error
    assert "a wheel came off" in error
    assert "Traceback" in (tmp_path / "out/run.log").read_text("utf-8")
    assert not (tmp_path / "out/reconstruction.npz").exists()


@pytest.mark.parametrize(
    ("accelerator", "present", "device"),
    [("auto", True, "cuda"), ("auto", False, "cpu"), ("gpu", True, "cuda"), ("cpu", True, "cpu")],
)
def test_the_device_of_an_accelerator(
    accelerator: str, present: bool, device: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: present)
    assert reconstruction.inference_device(accelerator).type == device


@pytest.mark.parametrize(
    ("accelerator", "present"), [("gpu", False), ("cuda", False), ("mps", True)]
)
def test_a_device_that_is_not_there_is_refused(
    accelerator: str, present: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: present)
    with pytest.raises(InputError, match=f"--accelerator {accelerator}"):
        reconstruction.inference_device(accelerator)


# ------------------------------------------------------------- CONFIG-001 and CONFIG-002, see spec


@pytest.mark.usefixtures("no_pictures")
def test_the_legacy_dictionary_is_filled_before_data_and_network(
    infer: Command, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """CONFIG-001: the scan and the network find the model of the bundle there; CONFIG-002."""
    monkeypatch.setattr(params, "cfg", {"n_filters": 99, "test_data_file_path": "old.npz"})
    seen: dict[str, dict[str, Any]] = {}

    def watch(module: Any, name: str) -> None:
        real = getattr(module, name)

        def watched(*arguments: Any, **named: Any) -> Any:
            seen.setdefault(name, dict(params.cfg))
            return real(*arguments, **named)

        monkeypatch.setattr(module, name, watched)

    watch(reconstruction, "load_scan")
    watch(network, "build_network")
    assert infer(tmp_path / "out") == 0
    assert set(seen) == {"load_scan", "build_network"}
    for cfg in (*seen.values(), params.cfg):
        assert cfg["n_filters"] == 2  # as trained; the default is another
        assert cfg["gridsize"] == 3
        assert cfg["test_data_file_path"] == str(data / "test.npz")
        assert not set(cfg) & set(FIELDS["PyTorchExecutionConfig"])
