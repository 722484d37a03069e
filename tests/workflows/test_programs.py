"""Programs written for the original train, save, load and reconstruct by its own names."""

from __future__ import annotations

import json
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import ptycho.loader
import ptycho.model_manager
import ptycho.params
import ptycho.probe
import ptycho.tf_helper
from ptycho.config.config import (
    InferenceConfig,
    ModelConfig,
    PyTorchExecutionConfig,
    TrainingConfig,
    update_legacy_dict,
)
from ptycho.raw_data import RawData, load_scan
from ptycho.workflows.backend_selector import (
    load_inference_bundle_with_backend,
    run_cdi_example_with_backend,
)
from ptycho.workflows.components import load_inference_bundle, run_cdi_example, save_outputs
from ptycho_generated.faults import InputError
from ptycho_torch.data.scan_tensors import ScanTensors
from ptycho_torch.model_manager import load_torch_bundle, save_torch_bundle
from ptycho_torch.trainer.bundle import load_bundle
from ptycho_torch.workflows.components import (
    _train_with_lightning,
    load_inference_bundle_torch,
    run_cdi_example_torch,
)
from ptycho_torch.workflows.programs import MODEL_NAME, _said_by
from ptycho_torch.workflows.reconstruct import reconstruct

pytestmark = pytest.mark.usefixtures("no_pictures")
FEW = PyTorchExecutionConfig(
    accelerator="cpu", lr_warmup_steps=2, enable_progress_bar=False, quiet=True
)


@pytest.fixture(autouse=True)
def own_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A legacy dictionary and a folder for temporary files of each test's own."""
    monkeypatch.setattr(ptycho.params, "cfg", {})
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))


@pytest.fixture
def raw(data: Path) -> RawData:
    return RawData.from_file(data / "train.npz")


def _config(**knobs: Any) -> TrainingConfig:
    model = ModelConfig(
        gridsize=3, n_filters=2, n_unrolled=2, n_averaging_steps=1, n_hidden_channels=1
    )
    files = {"train_data_file": Path(), "output_dir": Path()}
    return TrainingConfig(**({"model": model, "nepochs": 1} | files | knobs))


def test_the_plugin_of_ptychodus_finds_everything_it_calls(
    data: Path, raw: RawData, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The calls of its TensorFlow-style plugin, in its order; the object lies where it was."""
    for knob in ("ACCELERATOR=cpu", "ENABLE_PROGRESS_BAR=false", "QUIET=true"):
        monkeypatch.setenv(*f"PTYCHO_{knob}".split("="))
    config = _config()
    update_legacy_dict(ptycho.params.cfg, config)
    amplitude, phase, results = run_cdi_example(raw, raw, config)
    assert (amplitude, phase) == (None, None)
    out = tmp_path / "out"
    out.mkdir(mode=0o750)
    ptycho.model_manager.save(out)
    assert out.stat().st_mode & 0o777 == 0o750  # not those of a temporary folder
    assert (out / "lightning_logs/version_0/metrics.csv").is_file()
    assert not list(tmp_path.glob("ptychopinn-*"))  # the temporary folder was moved
    save_outputs(amplitude, phase, results, str(out))
    history = json.loads((out / "history.json").read_text(encoding="utf-8"))
    assert [len(history[name]) for name in ("train_loss", "val_loss")] == [1, 1]

    model = ModelConfig(N=raw.diff3d.shape[-1] + 48, gridsize=1)
    update_legacy_dict(ptycho.params.cfg, InferenceConfig(model=model, output_dir=Path()))
    test = load_scan(data / "test.npz")
    y, x = (test.positions_yx_px - 0.5).T
    assert test.truth is not None
    blank = np.ones(test.truth.shape, np.complex64)
    index = np.zeros(len(y), int)
    given = RawData.from_coords_without_pc(x, y, test.amplitudes, test.probe, index, blank)
    with zipfile.ZipFile(out / "wts.h5.zip") as archive:
        archive.extractall(tmp_path / "unpacked")
    for folder in (out, tmp_path / "unpacked"):
        network, legacy = load_inference_bundle(folder)
        assert legacy["gridsize"] == 3
        ptycho.probe.set_probe_guess(None, given.probeGuess)
        groups = given.generate_grouped_data(16, K=7, nsamples=1, gridsize=1)
        container = ptycho.loader.load(
            lambda: groups,  # noqa: B023
            given.probeGuess,
            which=None,
            create_split=False,
        )
        scaled = container.X * ptycho.params.get("intensity_scale")
        whole = network.predict([scaled, container.local_offsets])
        found = ptycho.tf_helper.reassemble_position(whole, container.global_offsets, M=20)
        wanted = reconstruct(network.network, ScanTensors.from_scan(test), chunk=64)
        array = np.squeeze(found)
        assert all((a - b) % 2 == 0 for a, b in zip(array.shape, blank.shape, strict=True))
        # Where the middle of the array is put on the middle of the object, each pixel fits.
        first = [(b - a) // 2 for a, b in zip(array.shape, blank.shape, strict=True)]
        row, column = (round(o) - f for o, f in zip(wanted.origin_yx, first, strict=True))
        height, width = wanted.object.shape
        there = np.where(wanted.weight > 0, wanted.object, 0)
        here = array[row : row + height, column : column + width]
        np.testing.assert_allclose(here, there, atol=2e-3 * np.abs(there).max())


def test_a_named_run_folder_stays_and_is_copied(raw: RawData, tmp_path: Path) -> None:
    run = tmp_path / "run"
    amplitude, phase, results = run_cdi_example_torch(
        raw, None, _config(output_dir=run), do_stitching=True, execution_config=FEW
    )
    assert amplitude is not None
    assert phase is not None
    assert amplitude.dtype == phase.dtype == np.float32
    assert amplitude.shape == phase.shape
    assert results["history"]["val_loss"] is None
    assert results["run_folder"] == run
    power = np.square(raw.diff3d, dtype=np.float64).sum((1, 2)).mean()
    np.testing.assert_allclose(results["intensity_scale"], np.sqrt(power) / 8)
    ptycho.model_manager.save(tmp_path / "copy")
    assert (run / "wts.h5.zip").read_bytes() == (tmp_path / "copy/wts.h5.zip").read_bytes()
    save_outputs(amplitude, phase, results, tmp_path / "copy")
    assert (tmp_path / "copy/reconstructed_phase.png").stat().st_size > 1000

    saved = tmp_path / "other.h5"
    save_torch_bundle(results["models"], saved, _config(output_dir=run), intensity_scale=2.5)
    models, legacy = load_torch_bundle(saved)
    assert legacy["intensity_scale"] == ptycho.params.get("intensity_scale") == 2.5
    one, other = (load_bundle(each).weights for each in (run, Path(f"{saved}.zip")))
    assert all(bool((one[name] == other[name]).all()) for name in one)
    again = models[MODEL_NAME].reconstruct(raw.scan)
    np.testing.assert_array_equal(np.abs(again.object).astype(np.float32), amplitude)

    with pytest.raises(FileNotFoundError, match="Model archive not found"):
        load_torch_bundle(tmp_path / "none.h5")
    with pytest.warns(UserWarning, match="scale_contract_version='legacy_v1' has no effect"):
        load_inference_bundle_torch(run, scale_contract_version="legacy_v1")
    with pytest.raises(InputError, match="holds no such model"):
        load_inference_bundle_with_backend(run, _config(), "autoencoder")
    assert load_inference_bundle_with_backend(run, _config())[0].keys() == {MODEL_NAME}


def test_flips_read_the_positions_in_another_way(
    raw: RawData, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Any] = []
    monkeypatch.setattr(
        "ptycho_torch.workflows.programs.train_on", lambda *given: seen.append(given[2](None))
    )
    monkeypatch.setattr(
        "ptycho_torch.workflows.programs.load_inference_bundle_torch", lambda _: ({}, {})
    )
    y, x = raw.scan.positions_yx_px.T
    for flips, wanted in (
        ((False, False, False), (y, x)),
        ((True, False, False), (y, -x)),
        ((False, True, False), (-y, x)),
        ((True, True, True), (-x, -y)),
    ):
        run_cdi_example_torch(raw, raw, _config(), *flips)
        scans = seen.pop()
        for scan in (scans.train, scans.validation):
            np.testing.assert_array_equal(scan.positions_yx_px, np.stack(wanted, -1))
    with pytest.warns(UserWarning, match="no effect here: M"):
        run_cdi_example_torch(raw, raw, _config(), M=10)


def test_what_a_config_says_counts_and_overrides_beat_it(
    raw: RawData, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Any] = []
    monkeypatch.setattr(
        "ptycho_torch.workflows.programs.train_on", lambda *given: seen.append(given[0])
    )
    monkeypatch.setattr(
        "ptycho_torch.workflows.programs.load_inference_bundle_torch", lambda _: ({}, {})
    )
    container = ptycho.loader.PtychoDataContainer(raw, raw.scan.probe)
    config = _config(batch_size=3, nll_weight=0.5)
    overrides = {"batch_size": 5, "learning_rate": 0.25}
    _train_with_lightning(container, None, config, FEW, overrides)
    (settings,) = seen
    training, execution = settings.training, settings.execution
    assert (training.model.n_filters, training.nll_weight, training.max_epochs) == (2, 0.5, 1)
    assert (training.batch_size, execution.learning_rate) == (5, 0.25)
    assert (execution.accelerator, execution.quiet) == ("cpu", True)


def test_groups_of_one_pattern_become_those_that_can_be_trained_on() -> None:
    defaults = ModelConfig()
    said = _said_by(_config(model=ModelConfig(gridsize=1), batch_size=16))
    assert said.get("gridsize", defaults.gridsize) == defaults.gridsize
    assert said["batch_size"] == 1
    said = _said_by(_config(model=ModelConfig(gridsize=1), batch_size=5 * defaults.gridsize**2))
    assert said["batch_size"] == 5  # as many patterns in a step as were asked for
    assert _said_by(_config(model=ModelConfig(gridsize=2), batch_size=4))["gridsize"] == 2
    cnn = ModelConfig(gridsize=1, architecture="cnn")
    assert _said_by(_config(model=cnn, batch_size=4))["batch_size"] == 4


def test_wrong_input_is_named_and_nothing_is_written(raw: RawData, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="train_data: is NoneType"):
        run_cdi_example(None, None, _config())
    with pytest.raises(InputError, match="learning_ratee"):
        run_cdi_example_torch(raw, None, _config(), overrides={"learning_ratee": 1})
    with pytest.raises(InputError, match=r"holds no wts\.h5\.zip"):
        ptycho.model_manager.save(tmp_path / "out")
    with pytest.raises(InputError, match="does not exist"):
        load_inference_bundle(tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_model_without_a_probe_says_how_to_give_one(
    trained: Path, raw: RawData, monkeypatch: pytest.MonkeyPatch
) -> None:
    model, legacy = load_inference_bundle(trained)
    assert legacy["intensity_scale"] == ptycho.loader.intensity_scale(raw.diff3d)
    container = ptycho.loader.PtychoDataContainer(raw, raw.scan.probe)
    with pytest.raises(InputError, match="set_probe_guess"):
        model.predict([container.X, container.local_offsets])


@pytest.mark.filterwarnings("ignore:TrainingConfig")
@pytest.mark.parametrize(
    ("backend", "message"),
    [
        ("tensorflow", "'tensorflow' is not part of this software"),
        ("jax", r"Invalid backend: 'jax'. Must be one of: 'pytorch', 'tensorflow'"),
    ],
)
def test_torch_is_the_only_backend(raw: RawData, backend: str, message: str) -> None:
    config = _config(backend=backend)
    with pytest.raises(InputError, match=message):
        run_cdi_example_with_backend(raw, None, config)
    with pytest.raises(InputError, match=message):
        load_inference_bundle_with_backend("run", config)


def test_the_selector_trains_by_torch(raw: RawData, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Any] = []

    def train(*given: Any, **named: Any) -> tuple[None, None, dict[str, Any]]:
        seen.append((given, named))
        return None, None, {"history": {}}

    monkeypatch.setattr("ptycho_torch.workflows.programs.run_cdi_example_torch", train)
    config = _config()
    *_, results = run_cdi_example_with_backend(
        raw, None, config, True, False, True, 7, True, torch_execution_config=FEW
    )
    assert results["backend"] == "pytorch"
    (((*_, third, x, y, swap, crop, stitch), named),) = seen
    assert (third, x, y, swap, crop, stitch) == (config, True, False, True, 7, True)
    assert named == {"execution_config": FEW}
