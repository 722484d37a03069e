"""Bundles: what goes in comes out, the same bytes each time, and nothing is executed."""

from __future__ import annotations

import io
import json
import pickle
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from ptycho_generated.faults import InputError
from ptycho_torch.model.registry import build_network
from ptycho_torch.trainer.bundle import BUNDLE_NAME, Bundle, load_bundle, save_bundle
from ptycho_torch.workflows.network import model_of, network_of

NETWORK = {
    "architecture": "unrolled",
    "n_unrolled": 2,
    "n_subsets": 2,
    "n_averaging_steps": 1,
    "n_filters": 2,
    "n_hidden_channels": 1,
}


@pytest.fixture
def bundle() -> Bundle:
    network = build_network(**NETWORK)
    return Bundle(
        settings={"training": {"model": NETWORK | {"gridsize": 3}}, "execution": {"seed": 0}},
        provenance={"network": NETWORK, "metrics": {"val_loss": 0.1 + 0.2, "train_loss": None}},
        weights=network.state_dict(),
    )


@pytest.fixture
def saved(bundle: Bundle, tmp_path: Path) -> Path:
    save_bundle(tmp_path / BUNDLE_NAME, bundle)
    return tmp_path / BUNDLE_NAME


def rewrite(path: Path, change: Callable[[dict[str, bytes]], None]) -> None:
    """Change the members of a zip archive."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    change(members)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)


def change_manifest(path: Path, change: Callable[[dict[str, Any]], None]) -> None:
    def edit(members: dict[str, bytes]) -> None:
        manifest = json.loads(members["manifest.json"])
        change(manifest)
        members["manifest.json"] = json.dumps(manifest).encode()

    rewrite(path, edit)


def the_fault(call: Callable[[], object]) -> str:
    """The one fault of a call, which must be one line."""
    with pytest.raises(InputError) as caught:
        call()
    assert len(caught.value.faults) == 1
    text = str(caught.value.faults[0])
    assert "\n" not in text
    return text


def test_round_trip(bundle: Bundle, saved: Path) -> None:
    found = load_bundle(saved)
    assert found.settings == bundle.settings
    assert found.provenance == bundle.provenance
    assert found.weights.keys() == bundle.weights.keys()
    for name, weight in bundle.weights.items():
        assert found.weights[name].dtype == weight.dtype
        assert torch.equal(found.weights[name], weight)


@pytest.mark.parametrize("dtype", [torch.float64, torch.complex64, torch.int64, torch.bool])
def test_round_trip_of_other_numbers(dtype: torch.dtype, tmp_path: Path) -> None:
    weights = {"matrix": torch.ones(2, 3).to(dtype), "scalar": torch.ones(()).to(dtype)}
    save_bundle(tmp_path / "b.zip", Bundle({}, {}, weights))
    found = load_bundle(tmp_path / "b.zip").weights
    assert all(torch.equal(found[name], weight) for name, weight in weights.items())
    assert all(found[name].dtype == dtype for name in weights)


def test_a_run_folder_stands_for_its_bundle(saved: Path) -> None:
    assert load_bundle(saved.parent).settings == load_bundle(saved).settings


def test_the_network_gets_its_weights_back(bundle: Bundle, saved: Path) -> None:
    state = network_of(load_bundle(saved)).state_dict()
    assert all(torch.equal(state[name], weight) for name, weight in bundle.weights.items())
    assert model_of(load_bundle(saved)).n_unrolled == NETWORK["n_unrolled"]


def test_equal_content_gives_equal_bytes(bundle: Bundle, saved: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.zip"
    save_bundle(again, load_bundle(saved))
    assert again.read_bytes() == saved.read_bytes()
    moved = {name: weight + 1 for name, weight in bundle.weights.items()}
    save_bundle(again, Bundle(bundle.settings, bundle.provenance, moved))
    assert again.read_bytes() != saved.read_bytes()


def test_a_bundle_replaces_an_older_one_whole(bundle: Bundle, saved: Path) -> None:
    save_bundle(saved, bundle)
    assert [path.name for path in saved.parent.iterdir()] == [BUNDLE_NAME]


@pytest.mark.parametrize("name", ["nowhere", "empty"])
def test_a_missing_bundle_is_named(name: str, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    fault = the_fault(lambda: load_bundle(tmp_path / name))
    assert str(tmp_path / name) in fault
    assert "does not exist" in fault
    assert "finished training" in fault


def test_every_cut_is_noticed(saved: Path, tmp_path: Path) -> None:
    whole = saved.read_bytes()
    cut = tmp_path / "cut.zip"
    for length in range(0, len(whole), 97):
        cut.write_bytes(whole[:length])
        assert str(cut) in the_fault(lambda: load_bundle(cut))


def test_no_changed_byte_makes_other_weights_or_another_error(
    bundle: Bundle, saved: Path, tmp_path: Path
) -> None:
    """A changed byte is refused, or lies where it means nothing."""
    whole = saved.read_bytes()
    damaged = tmp_path / "damaged.zip"
    refused = 0
    for place in range(0, len(whole), 41):
        content = bytearray(whole)
        content[place] ^= 0xFF
        damaged.write_bytes(content)
        try:
            found = load_bundle(damaged)
        except InputError:
            refused += 1
            continue
        assert found.settings == bundle.settings
        assert all(torch.equal(found.weights[n], w) for n, w in bundle.weights.items())
    assert refused


@pytest.mark.parametrize(
    "manifest", [b"[]", b"{}", b'"text"', b'{"format": "other"}', b"not json", b"\xff\xfe"]
)
def test_a_foreign_manifest_is_refused(manifest: bytes, saved: Path) -> None:
    rewrite(saved, lambda members: members.update({"manifest.json": manifest}))
    assert "bundle" in the_fault(lambda: load_bundle(saved))


@pytest.mark.parametrize("key", ["settings", "provenance", "tensors"])
@pytest.mark.parametrize("value", [None, 3, "text"])
def test_a_manifest_without_a_part_is_refused(key: str, value: object, saved: Path) -> None:
    change_manifest(saved, lambda manifest: manifest.update({key: value}))
    assert str(saved) in the_fault(lambda: load_bundle(saved))


def test_other_archives_are_refused(tmp_path: Path) -> None:
    np.savez(tmp_path / "scan.npz", diff3d=np.zeros((2, 4, 4)))
    fault = the_fault(lambda: load_bundle(tmp_path / "scan.npz"))
    assert "scan.npz" in fault
    assert "finished training" in fault


def test_a_tensor_of_another_shape_than_the_manifest_says_is_refused(saved: Path) -> None:
    def swap(members: dict[str, bytes]) -> None:
        content = io.BytesIO()
        np.save(content, np.zeros(3, np.float32))
        members["tensors/network.npy"] = content.getvalue()

    rewrite(saved, swap)
    change_manifest(saved, lambda manifest: manifest["tensors"].update(network=[2]))
    assert "has shape [3], not [2]" in the_fault(lambda: load_bundle(saved))


class Trap:
    """Unpickling it leaves a file behind."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[Any, tuple[Path]]:
        return Path.touch, (self.path,)


@pytest.mark.parametrize("wrapped", [True, False], ids=["in an array", "bare"])
def test_a_pickle_inside_is_never_executed(wrapped: bool, saved: Path, tmp_path: Path) -> None:
    sprung = tmp_path / "sprung"
    content = io.BytesIO()
    if wrapped:
        np.save(content, np.array([Trap(sprung)], dtype=object), allow_pickle=True)
    else:
        content.write(pickle.dumps(Trap(sprung)))
    sprung.unlink(missing_ok=True)
    rewrite(saved, lambda members: members.update({"tensors/trap.npy": content.getvalue()}))
    change_manifest(saved, lambda manifest: manifest["tensors"].update(trap=[1]))
    assert str(saved) in the_fault(lambda: load_bundle(saved))
    assert not sprung.exists()


def test_the_trap_of_the_test_above_works(tmp_path: Path) -> None:
    pickle.loads(pickle.dumps(Trap(tmp_path / "sprung")))
    assert (tmp_path / "sprung").exists()


@pytest.mark.parametrize("other", [{"n_unrolled": 3}, {"n_filters": 3}, {"n_hidden_channels": 2}])
def test_weights_of_another_network_are_refused(bundle: Bundle, other: dict[str, int]) -> None:
    mixed = Bundle(bundle.settings, {"network": NETWORK | other}, bundle.weights)
    fault = the_fault(lambda: network_of(mixed))
    assert "--model-path" in fault
    assert "unrolled" in fault


@pytest.mark.parametrize(
    "network",
    [
        {},
        {"architecture": "unknown"},
        NETWORK | {"architecture": "unknown"},
        NETWORK | {"depth": 3},
        None,
    ],
)
def test_an_unknown_network_is_refused(bundle: Bundle, network: object) -> None:
    strange = Bundle({"training": {"model": network}}, {"network": network}, bundle.weights)
    assert "version" in the_fault(lambda: network_of(strange))


@pytest.mark.parametrize(
    "model", [None, {"depth": 3}, {"architecture": "unknown"}, {"n_filters": 0}]
)
def test_unknown_settings_of_a_network_are_refused(bundle: Bundle, model: object) -> None:
    strange = Bundle({"training": {"model": model}}, bundle.provenance, bundle.weights)
    assert "--model-path" in the_fault(lambda: model_of(strange))
