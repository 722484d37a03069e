"""ptychodus trains, saves, loads and reconstructs through the names of the original."""

from __future__ import annotations

import logging
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from ptycho.raw_data import Scan
from ptycho_generated.faults import InputError
from ptycho_torch import model as model_room
from ptycho_torch.api.base_api import ConfigManager, InferenceEngine, PtychoDataLoader, PtychoModel
from ptycho_torch.lightning_utils import find_best_checkpoint
from ptycho_torch.model import PtychoPINN_Lightning


def reload(checkpoint: Path) -> tuple[PtychoModel, ConfigManager]:
    """Load a checkpoint as ptychodus does it."""
    data, model, training, inference = PtychoModel._extract_configs_from_checkpoint(str(checkpoint))
    given = {
        "model_config": model,
        "data_config": data,
        "training_config": training,
        "inference_config": inference,
    }
    loaded = PtychoModel(**given)
    loaded.model = PtychoPINN_Lightning.load_from_checkpoint(checkpoint, **given)
    manager = ConfigManager.from_loaded_model(loaded)
    manager.validate_arch_compatibility(loaded)
    return loaded, manager


def reconstruct(checkpoint: Path, scan: Scan, counts: Any, positions: Any) -> Any:
    loaded, manager = reload(checkpoint)
    loader = PtychoDataLoader.from_np(
        diff_patterns=counts, probe=scan.probe, positions=positions, config_manager=manager
    )
    engine = InferenceEngine(config_manager=manager, ptycho_model=loaded)
    return np.asarray(engine.predict_and_stitch(loader))


def counts_of(scan: Scan) -> Any:
    return np.rint(scan.amplitudes.astype(np.float64) ** 2).astype(np.uint32)


def test_a_training_leaves_losses_previews_and_results(trained: Any) -> None:
    folder = trained.loader.output_dir
    assert folder.name.startswith("run_")
    assert len(trained.losses) == 2
    assert np.isfinite(trained.losses).all()
    for name in ("wts.h5.zip", "run.log", "config.yaml", "report.html", "summary.png"):
        assert (folder / name).is_file(), name
    assert (folder / "lightning_logs" / "version_0" / "metrics.csv").is_file()
    # Few epochs: a picture after each.
    assert (folder / "previews" / "epoch-0001-amplitude.png").is_file()
    assert (folder / "previews" / "epoch-0002-phase.png").is_file()


def test_the_scan_says_how_large_a_pattern_is(trained: Any) -> None:
    assert trained.configs.data_config.N == 16
    assert trained.model.model.data_config.N == 16


def test_a_checkpoint_is_plain_data_and_holds_the_configs(trained: Any) -> None:
    content = torch.load(trained.checkpoint, map_location="cpu", weights_only=True)
    inside = content["hyper_parameters"]
    for name in ("data_config", "model_config", "training_config", "inference_config"):
        assert inside[name] == asdict(getattr(trained.configs, name))


def test_a_copied_checkpoint_gives_the_same_network_and_configs(
    trained: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = shutil.copyfile(trained.checkpoint, tmp_path / "model.ckpt")
    monkeypatch.setenv("PTYCHO_N_FILTERS", "3")  # no business of a network that is trained
    loaded, manager = reload(copy)
    assert manager.as_plain() == trained.configs.as_plain()
    weights = torch.load(copy, map_location="cpu", weights_only=True)["state_dict"]
    for name, weight in loaded.model.state_dict().items():
        assert torch.equal(weight, weights[name]), name


def test_what_is_reconstructed_is_the_object_where_it_is(trained: Any, scan: Scan) -> None:
    assert scan.truth is not None
    # Onto an array whose middle is that of the scan, as ptychodus lays it out.
    middle = (scan.positions_yx_px.min(0) + scan.positions_yx_px.max(0)) / 2 - 0.5
    start = np.rint(middle - 16).astype(int)
    frame = scan.positions_yx_px - 0.5 - middle + 16.0
    shift = middle - 16.0 - start  # what is left of a pixel
    assert np.abs(shift).max() <= 0.5
    found = reconstruct(trained.checkpoint, scan, counts_of(scan), frame)
    assert found.shape == (33, 33)
    assert np.iscomplexobj(found)
    inner = slice(9, 24)

    def alike(dy: int, dx: int) -> float:
        rows = slice(start[0] + 9 + dy, start[0] + 24 + dy)
        columns = slice(start[1] + 9 + dx, start[1] + 24 + dx)
        truth = scan.truth[rows, columns]  # type: ignore[index]
        one, other = found[inner, inner] - found[inner, inner].mean(), truth - truth.mean()
        return float(abs(np.vdot(one, other)) / np.linalg.norm(one) / np.linalg.norm(other))

    best = max(((dy, dx) for dy in (-1, 0, 1) for dx in (-1, 0, 1)), key=lambda at: alike(*at))
    assert best == (0, 0)
    assert alike(0, 0) > 0.6


def test_every_type_of_counts_gives_the_same_object(trained: Any, scan: Scan) -> None:
    counts = np.minimum(counts_of(scan), 255)
    positions = scan.positions_yx_px
    found = [
        reconstruct(trained.checkpoint, scan, counts.astype(kind), positions)
        for kind in ("u1", "i4", "u8", "f8")
    ]
    for other in found[1:]:
        np.testing.assert_allclose(other, found[0], rtol=1e-5, atol=1e-6)


def test_probe_modes_are_taken_and_count(trained: Any, scan: Scan) -> None:
    positions, counts = scan.positions_yx_px, counts_of(scan)
    one = reconstruct(trained.checkpoint, scan, counts, positions)
    flat = replace(scan, probe=scan.probe[0])
    assert np.array_equal(reconstruct(trained.checkpoint, flat, counts, positions), one)
    two = replace(scan, probe=np.concatenate([scan.probe, 0.5 * np.roll(scan.probe, 2, -1)]))
    assert not np.allclose(reconstruct(trained.checkpoint, two, counts, positions), one)


def test_an_object_that_is_not_centred_on_the_scan_is_told(
    trained: Any, scan: Scan, caplog: pytest.LogCaptureFixture
) -> None:
    middle = (scan.positions_yx_px.min(0) + scan.positions_yx_px.max(0)) / 2
    for off, is_told in ((0.0, False), (0.2, True)):
        caplog.clear()
        positions = scan.positions_yx_px - middle + 16.0 + off
        found = reconstruct(trained.checkpoint, scan, counts_of(scan), positions)
        assert found.shape == (33, 33)  # whose middle the object array has all the same
        assert ("not centred" in caplog.text) == is_told


def test_a_wrong_probe_is_made_better(
    trained: Any, scan: Scan, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = replace(scan, probe=np.fft.fft2(scan.probe).astype(np.complex64))
    given = (trained.checkpoint, wrong, counts_of(scan), scan.positions_yx_px)
    refined = reconstruct(*given)
    monkeypatch.setenv("PTYCHO_PROBE_REFINEMENT_ITERATIONS", "0")
    assert not np.allclose(reconstruct(*given), refined)


def test_the_faults_of_arrays_are_told_at_once(configs: Callable[..., ConfigManager]) -> None:
    with pytest.raises(InputError) as refused:
        PtychoDataLoader.from_np(
            diff_patterns=-np.ones((4, 8, 8)),
            probe=np.full((8, 8), np.nan + 0j),
            positions=np.array([["a", "b"]]),
            config_manager=configs(),
        )
    places = [fault.place for fault in refused.value.faults]
    assert places == ["diff_patterns", "probe", "positions"]


def test_a_keyword_of_another_network_is_passed_over_and_told(
    scan: Scan,
    configs: Callable[..., ConfigManager],
    export: Callable[..., None],
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = {
        "data": {"grid_size": (2, 2), "C": 9},
        "model": {"n_filters_scale": 4.0, "C_model": 4, "C_forward": None, "loss_function": "MAE"},
        "training": {"n_devices": 3, "nll": True},
    }
    export(tmp_path / "train_data.npz", scan)
    with caplog.at_level(logging.WARNING):
        loader = PtychoDataLoader(tmp_path, configs(**asked), output_dir=tmp_path)
    lines = [record.getMessage() for record in caplog.records]
    contradictory = ["DataConfig.C", "TrainingConfig.nll"]
    assert [line.split("=")[0] for line in lines] == [
        *contradictory,
        "DataConfig.grid_size",
        "ModelConfig.n_filters_scale",
        "TrainingConfig.n_devices",
    ]
    assert all("no effect here" in line for line in lines)
    assert loader.settings.training.model.gridsize > 3
    monkeypatch.setenv("PTYCHO_ARCHITECTURE", "cnn")
    caplog.clear()
    loader = PtychoDataLoader(tmp_path, configs(**asked), output_dir=tmp_path)
    assert loader.settings.training.model.gridsize == 2
    assert loader.settings.training.model.n_filters_scale == 4.0
    assert loader.settings.training.model.loss_function == "amplitude"
    told = [record.getMessage().split("=")[0] for record in caplog.records]
    assert told == [*contradictory, "TrainingConfig.n_devices"]


@pytest.mark.parametrize("mode", ["Unsupervised", "Supervised"])
def test_labels_are_learned_where_that_is_asked_for(
    mode: str,
    scan: Scan,
    train: Callable[..., Any],
    export: Callable[..., None],
    tmp_path: Path,
) -> None:
    weights = []
    for name, label in (("one", scan.truth), ("other", np.conj(scan.truth))):  # type: ignore[arg-type]
        (tmp_path / name).mkdir()
        export(tmp_path / name / "train_data.npz", scan, objectGuess=label)
        done = train(tmp_path / name, tmp_path / f"{name}-out", model={"mode": mode})
        weights.append(torch.load(done.checkpoint, weights_only=True)["state_dict"])
    assert np.isfinite(done.losses).all()
    same = all(torch.equal(weight, weights[1][name]) for name, weight in weights[0].items())
    assert same == (mode == "Unsupervised")


@pytest.mark.parametrize("label", [None, np.ones((60, 60), np.complex64)])
def test_a_supervised_training_needs_labels(
    label: Any,
    scan: Scan,
    train: Callable[..., Any],
    export: Callable[..., None],
    tmp_path: Path,
) -> None:
    export(tmp_path / "train_data.npz", scan, objectGuess=label)
    with pytest.raises(InputError, match="no objectGuess to learn from"):
        train(tmp_path, tmp_path / "out", model={"mode": "Supervised"})
    assert not (tmp_path / "out").exists()


def test_a_folder_without_training_data_is_named(
    configs: Callable[..., ConfigManager], tmp_path: Path
) -> None:
    (tmp_path / "product.h5").touch()
    with pytest.raises(InputError, match=str(tmp_path)):
        PtychoDataLoader(tmp_path, configs(), output_dir=tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("content", [None, b"", b"no checkpoint"])
def test_a_file_that_is_no_checkpoint_is_named(content: bytes | None, tmp_path: Path) -> None:
    path = tmp_path / "model.ckpt"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(InputError, match=r"model\.ckpt"):
        PtychoModel._extract_configs_from_checkpoint(str(path))


def test_a_flipped_byte_in_the_weights_is_noticed(trained: Any, tmp_path: Path) -> None:
    """Torch itself loads such a file without a word."""
    content = bytearray(trained.checkpoint.read_bytes())
    weights = torch.load(trained.checkpoint, weights_only=True)["state_dict"]
    weight = next(iter(weights.values())).numpy().tobytes()
    place = bytes(content).index(weight)
    content[place] ^= 0x10
    path = tmp_path / "model.ckpt"
    path.write_bytes(content)
    torch.load(path, weights_only=True)
    with pytest.raises(InputError, match="cannot be read as a checkpoint"):
        PtychoPINN_Lightning.load_from_checkpoint(path)


def test_another_pattern_size_is_another_network(
    trained: Any, configs: Callable[..., ConfigManager]
) -> None:
    with pytest.raises(InputError, match="was trained with N 16, not 128"):
        configs().validate_arch_compatibility(trained.model)


def test_the_best_checkpoint_is_found(tmp_path: Path) -> None:
    assert find_best_checkpoint(tmp_path) is None
    (tmp_path / "checkpoints").mkdir()
    assert find_best_checkpoint(tmp_path) is None
    last = tmp_path / "checkpoints" / "last.ckpt"
    last.touch()
    assert find_best_checkpoint(str(tmp_path)) == last
    best = tmp_path / "checkpoints" / "epoch-001-train_loss-1.ckpt"
    best.touch()
    assert find_best_checkpoint(tmp_path) == best


def test_the_networks_load_without_the_trainer(
    run_python: Callable[..., subprocess.CompletedProcess[str]],
) -> None:
    code = "import sys, ptycho_torch.model.registry; sys.exit('lightning' in sys.modules)"
    assert run_python("-c", code).returncode == 0
    code = "from ptycho_torch.model import PtychoPINN_Lightning as M; print(M.loss_name)"
    assert run_python("-c", code).stdout.strip() == "train_loss"
    with pytest.raises(AttributeError, match="no attribute 'PtychoPINN'"):
        _ = model_room.PtychoPINN  # type: ignore[attr-defined]
