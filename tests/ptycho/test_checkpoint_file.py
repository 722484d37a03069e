"""Checkpoints as files: what was sealed is what is read, and nothing in them is executed."""

from __future__ import annotations

import pickle
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch

from ptycho.checkpoint_file import (
    LAST,
    PREVIOUS,
    Damaged,
    checked_settings,
    contents,
    seal,
    settings_in,
    sound_checkpoint,
)

SETTINGS = {"training": {"batch_size": 4, "files": ["a", "b"]}, "execution": {"seed": None}}


def save(path: Path, **more: Any) -> Path:
    content = {"hyper_parameters": SETTINGS, "state_dict": {"w": torch.arange(500.0)}, **more}
    torch.save(content, path)
    seal(path)
    return path


def rewrite(path: Path, change: Callable[[dict[str, bytes]], None], *, sealed: bool) -> None:
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    change(members)
    if sealed:
        members = {n: c for n, c in members.items() if not n.endswith("manifest.json")}
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    if sealed:
        seal(path)


def test_a_sealed_checkpoint_is_read_by_torch_and_here(tmp_path: Path) -> None:
    path = save(tmp_path / LAST)
    assert torch.equal(torch.load(path, weights_only=True)["state_dict"]["w"], torch.arange(500.0))
    assert settings_in(contents(path)) == SETTINGS


def test_every_changed_byte_of_the_tensors_is_noticed(tmp_path: Path) -> None:
    path = save(tmp_path / LAST)
    whole = path.read_bytes()
    start = whole.index(torch.arange(500.0).numpy().tobytes())
    for place in range(start, start + 2000, 97):
        content = bytearray(whole)
        content[place] ^= 0x10
        path.write_bytes(content)
        with pytest.raises(Damaged):
            contents(path)


def test_every_cut_is_noticed(tmp_path: Path) -> None:
    path = save(tmp_path / LAST)
    whole = path.read_bytes()
    for length in range(0, len(whole), 197):
        path.write_bytes(whole[:length])
        with pytest.raises(Damaged):
            contents(path)


def test_tensors_of_other_sizes_than_their_bytes_are_refused(tmp_path: Path) -> None:
    path = save(tmp_path / LAST)

    def cut(members: dict[str, bytes]) -> None:
        name = next(name for name in members if name.endswith("/data/0"))
        members[name] = members[name][:-4]

    rewrite(path, cut, sealed=True)
    with pytest.raises(Damaged, match="another size"):
        contents(path)


class Trap:
    """Unpickling it leaves a file behind."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[Any, tuple[Path]]:
        return Path.touch, (self.path,)


HOSTILE = {
    "a memo of 16 GB": b"\x80\x02}r\xff\xff\xff\x7f.",
    "an array of 1 TB": b"\x80\x05\x96" + struct.pack("<Q", 1 << 40) + b".",
    "text of 1 TB": b"\x80\x04\x8d" + struct.pack("<Q", 1 << 40) + b".",
    "tuples without end": b"\x80\x02}N" + b"\x85" * 100_000 + b"Ns.",
    "nothing": b"",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_pickle_is_refused(name: str, tmp_path: Path) -> None:
    path = save(tmp_path / LAST)
    top = next(iter(zipfile.ZipFile(path).namelist())).partition("/")[0]
    rewrite(path, lambda members: members.update({f"{top}/data.pkl": HOSTILE[name]}), sealed=True)
    with pytest.raises(Damaged):
        contents(path)


def test_a_pickle_inside_is_never_executed(tmp_path: Path) -> None:
    sprung = tmp_path / "sprung"
    path = save(tmp_path / LAST, trap=Trap(sprung))
    assert not sprung.exists()
    assert settings_in(contents(path)) == SETTINGS
    assert not sprung.exists()
    pickle.loads(pickle.dumps(Trap(sprung)))
    assert sprung.exists()


@pytest.mark.parametrize(
    "settings", [None, [], {"a": {1: 2}}, {"a": 10**400}, {"a": "\0"}, {"a": "\ud800"}, {"a": {1}}]
)
def test_settings_that_are_none_are_refused(settings: Any) -> None:
    with pytest.raises(Damaged):
        checked_settings(settings)


def test_settings_without_end_are_refused() -> None:
    deep: dict[str, Any] = {}
    for _ in range(100):
        deep = {"a": deep}
    with pytest.raises(Damaged):
        checked_settings(deep)


def test_the_state_before_a_damaged_one_is_found(tmp_path: Path) -> None:
    assert sound_checkpoint(tmp_path) == (None, [])
    save(tmp_path / PREVIOUS)
    assert sound_checkpoint(tmp_path) == (tmp_path / PREVIOUS, [])
    save(tmp_path / LAST)
    assert sound_checkpoint(tmp_path) == (tmp_path / LAST, [])
    content = (tmp_path / LAST).read_bytes()
    (tmp_path / LAST).write_bytes(content[:-100])
    found, notes = sound_checkpoint(tmp_path)
    assert found == tmp_path / PREVIOUS
    assert len(notes) == 1
    assert f"{tmp_path / LAST} is damaged" in notes[0]
    (tmp_path / PREVIOUS).write_bytes(b"")
    assert sound_checkpoint(tmp_path)[0] == tmp_path / LAST
