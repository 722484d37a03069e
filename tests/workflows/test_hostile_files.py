"""Files made to harm: refused in one line, nothing executed, nothing written.

Each is of a kind that once came through, or one that must never do so.
"""

from __future__ import annotations

import io
import json
import pickle
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest
import torch

from ptycho.checkpoint_file import seal

Command = Callable[..., int]
Refused = Callable[..., list[str]]
Members = dict[str, bytes]


class Trap:
    """Unpickling it leaves a file behind."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[Any, tuple[Path]]:
        return Path.touch, (self.path,)


def changed(path: Path, new: Path, change: Callable[[Members], None]) -> Path:
    """A copy of a zip archive with other members."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    change(members)
    with zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return new


def trapped(marker: Path) -> bytes:
    content = io.BytesIO()
    np.save(content, np.array([Trap(marker)], dtype=object), allow_pickle=True)
    return content.getvalue()


@pytest.mark.parametrize("key", ["diff3d", "probeGuess", "objectGuess", "bad_pixels", "_metadata"])
@pytest.mark.parametrize("command", ["check", "train", "infer", "evaluate"])
def test_a_pickle_in_a_scan_is_never_executed(
    key: str, command: str, data: Path, trained: Path, run: Command, tmp_path: Path
) -> None:
    marker, out = tmp_path / "sprung", tmp_path / "out"
    trap = trapped(marker)
    path = changed(
        data / "train.npz", tmp_path / "a.npz", lambda members: members.update({f"{key}.npy": trap})
    )
    words = {
        "check": ["--scan-file", path, "--picture", tmp_path / "a.png"],
        "train": ["--train-data-file", path, "--output-dir", out, "--fast-dev-run", 1],
        "infer": ["--model-path", trained, "--test-data-file", path, "--output-dir", out],
        "evaluate": ["--reconstruction", path, "--against", path, "--output-dir", out],
    }[command]
    if key in ("bad_pixels", "_metadata", "objectGuess") or command == "evaluate":
        words = [str(word) for word in words if command == "check"]  # needed by none: may be taken
    if words:
        code = run(command, *words, "--quiet")
        assert code == 2 or key not in ("diff3d", "probeGuess")
    assert not marker.exists()


def test_the_trap_works(tmp_path: Path) -> None:
    np.load(io.BytesIO(trapped(tmp_path / "sprung")), allow_pickle=True)
    assert (tmp_path / "sprung").exists()


@pytest.mark.parametrize("sealed", [True, False])
def test_a_pickle_in_a_checkpoint_is_never_executed(
    sealed: bool, trained: Path, train: Command, refused: Refused, tmp_path: Path
) -> None:
    path, marker = tmp_path / "a.ckpt", tmp_path / "sprung"
    content = torch.load(trained / "checkpoints/last.ckpt", weights_only=True)
    torch.save(content | {"trap": Trap(marker)}, path)
    if sealed:
        seal(path)
    (fault,) = refused(train, tmp_path / "run", "--resume", path)
    assert f"--resume {path}: cannot be read as a checkpoint" in fault
    assert not marker.exists()
    path.write_bytes(pickle.dumps(Trap(marker)))
    refused(train, tmp_path / "run", "--resume", path)
    assert not marker.exists()
    assert not (tmp_path / "run").exists()


def _other_groups(content: dict[str, Any]) -> None:
    content["optimizer_states"][0]["param_groups"].clear()


def _no_loops(content: dict[str, Any]) -> None:
    content["loops"] = None


@pytest.mark.parametrize(
    ("change", "told"), [(_other_groups, "does not fit this run"), (_no_loops, "holds no loops")]
)
def test_a_checkpoint_of_another_structure_is_our_users_fault(
    change: Callable[[dict[str, Any]], None],
    told: str,
    trained: Path,
    train: Command,
    refused: Refused,
    tmp_path: Path,
) -> None:
    content = torch.load(trained / "checkpoints/last.ckpt", weights_only=True)
    change(content)
    torch.save(content, tmp_path / "a.ckpt")
    (fault,) = refused(train, tmp_path / "run", "--resume", tmp_path / "a.ckpt")
    assert told in fault
    assert not (tmp_path / "run").exists()


def test_a_tensor_of_a_terabyte_is_refused(
    trained: Path, train: Command, refused: Refused, tmp_path: Path
) -> None:
    content = torch.load(trained / "checkpoints/last.ckpt", weights_only=True)
    content["more"] = torch.zeros(1).expand(1 << 40)
    torch.save(content, tmp_path / "a.ckpt")
    (fault,) = refused(train, tmp_path / "run", "--resume", tmp_path / "a.ckpt")
    assert "larger than its bytes" in fault


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("n_filters: 0x" + "f" * 6000, "..."),
        ("learning_rate: 1" + ":59" * 3000, "..."),
        ("n_filters: " + "9" * 6000, "..."),
        ("n_filters: " + "[" * 50 + "]" * 50, "20 levels"),
        ("a0: &a [x]\nb0: [" + "*a, " * 200 + "]", "100 aliases"),
        ("n_filters: !!python/object/apply:os.system ['true']", "n_filters"),
        ('output_dir: "a\\0b"', "output_dir"),
        ("'\\e[31mred': 1", "there is no knob"),
        ('"\\e[31mred": 1', "\\x1b[31mred"),
        ("#" * (1 << 20) + "#", "larger than"),
        ("? {a: b}\n: 1", "there is no knob"),
    ],
)
def test_a_hostile_run_file_is_refused(
    line: str, told: str, run: Command, refused: Refused, tmp_path: Path
) -> None:
    path = tmp_path / "run.yaml"
    path.write_text(line, "utf-8")
    words = ["--train-data-file", "none.npz", "--output-dir", tmp_path / "run", "--config", path]
    (fault,) = refused(lambda *more: run("train", *words, *more))
    assert told in fault
    assert fault.isprintable()
    assert len(fault) < 2500


@pytest.mark.parametrize("how", ["external link", "virtual", "external storage", "unwritten"])
def test_hdf5_that_leads_elsewhere_or_nowhere_is_refused(
    how: str, data: Path, run: Command, refused: Refused, tmp_path: Path
) -> None:
    arrays = dict(np.load(data / "train.npz"))
    shape, other, path = arrays["diff3d"].shape, tmp_path / "other.h5", tmp_path / "scan.h5"
    with h5py.File(other, "w") as file:
        file["patterns"] = arrays["diff3d"]
    with h5py.File(path, "w") as file:
        file["probe_position_y_px"] = arrays["ycoords"]
        file["probe_position_x_px"] = arrays["xcoords"]
        file["probe"] = arrays["probeGuess"]
        if how == "external link":
            file["patterns"] = h5py.ExternalLink(str(other), "/patterns")
        elif how == "virtual":
            layout = h5py.VirtualLayout(shape, "f4")
            layout[:] = h5py.VirtualSource(str(other), "patterns", shape)
            file.create_virtual_dataset("patterns", layout)
        elif how == "external storage":
            file.create_dataset("patterns", shape, "f4", external=[(str(other), 0, 1 << 20)])
        else:
            file.create_dataset("patterns", (10**9, 64, 64), "f4", chunks=(1, 64, 64))
    words = ["--train-data-file", path, "--output-dir", tmp_path / "run"]
    (fault,) = refused(lambda *more: run("train", *words, *more))
    assert f"{path}, key patterns: " in fault
    assert ("declares" if how == "unwritten" else "other") in fault
    assert not (tmp_path / "run").exists()


def test_an_unpacked_bundle_is_read_from_its_folder_only(
    trained: Path, data: Path, run: Command, refused: Refused, tmp_path: Path
) -> None:
    folder = tmp_path / "bundle"
    with zipfile.ZipFile(trained / "wts.h5.zip") as archive:
        archive.extractall(folder)
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    name = next(iter(manifest["tensors"]))
    (folder / f"tensors/{name}.npy").rename(tmp_path / "outside.npy")
    words = ["--model-path", folder, "--test-data-file", data / "test.npz", "--output-dir", "out"]
    for link in (True, False):
        if link:
            (folder / f"tensors/{name}.npy").symlink_to(tmp_path / "outside.npy")
        else:
            manifest["tensors"] = {"../../outside": manifest["tensors"][name]}
            (folder / "manifest.json").write_text(json.dumps(manifest), "utf-8")
        (fault,) = refused(lambda *more: run("infer", *words, *more))
        assert "cannot be read as a bundle" in fault


def test_a_bundle_with_other_weights_than_were_written_is_refused(
    trained: Path, data: Path, run: Command, refused: Refused, tmp_path: Path
) -> None:
    def swap(members: Members) -> None:
        first, second = [name for name in members if name.endswith("step_size.npy")] * 2
        array = np.load(io.BytesIO(members[first]))
        content = io.BytesIO()
        np.save(content, array + 1)
        members[second] = content.getvalue()

    path = changed(trained / "wts.h5.zip", tmp_path / "wts.h5.zip", swap)
    words = ["--model-path", path, "--test-data-file", data / "test.npz", "--output-dir", "out"]
    (fault,) = refused(lambda *more: run("infer", *words, *more))
    assert "is not what was written" in fault


def test_a_damaged_newest_checkpoint_is_replaced_by_the_one_before(
    train: Command, tmp_path: Path
) -> None:
    folder = tmp_path / "run"
    assert train(folder, "--checkpoint-every-n-train-steps", 1, "--quiet") == 0
    last = folder / "checkpoints/last.ckpt"
    content = bytearray(last.read_bytes())
    content[len(content) // 2] ^= 0xFF
    last.write_bytes(content)
    assert train(folder, "--resume", "auto", "--quiet", "--max-epochs", 3) == 0
    log = (folder / "run.log").read_text("utf-8")
    assert f"{last} is damaged" in log
    assert "going on from the state before it" in log
    assert f"resume: {folder / 'checkpoints/previous.ckpt'}" in log
