"""A file appears whole or not at all."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from ptycho.atomic import remove_partial, whole_file, write_whole


@pytest.mark.parametrize("content", ["", "é\nline\n", b"\x00\xff", b""])
def test_the_content_is_written_as_it_is(content: str | bytes, tmp_path: Path) -> None:
    path = tmp_path / "file.txt"
    for _ in range(2):
        write_whole(path, content)
        assert path.read_bytes() == (content.encode() if isinstance(content, str) else content)
    assert list(tmp_path.iterdir()) == [path]


def test_the_name_is_not_there_before_the_content_is(tmp_path: Path) -> None:
    path = tmp_path / "picture.png"
    path.write_bytes(b"old")
    with whole_file(path) as partial:
        assert partial.parent == tmp_path
        assert partial.suffix == ".png"
        assert partial != path
        partial.write_bytes(b"new")
        assert path.read_bytes() == b"old"
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("error", [RuntimeError("x"), KeyboardInterrupt()])
def test_a_fault_leaves_the_old_file_and_nothing_else(error: BaseException, tmp_path: Path) -> None:
    path = tmp_path / "file.txt"
    path.write_bytes(b"old")
    with pytest.raises(type(error)), whole_file(path) as partial:  # noqa: PT012 - on its way
        partial.write_bytes(b"half")
        raise error
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_block_that_writes_nothing_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "file.txt"
    path.write_bytes(b"old")
    with pytest.raises(FileNotFoundError), whole_file(path):
        pass
    assert path.read_bytes() == b"old"


def test_the_content_is_on_the_disk_before_the_name_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "file.txt"
    flushed: list[tuple[bool, bool]] = []

    def fsync(descriptor: int) -> None:
        state = os.fstat(descriptor)
        flushed.append((stat.S_ISDIR(state.st_mode), path.exists()))
        assert stat.S_ISDIR(state.st_mode) or state.st_size == 3

    monkeypatch.setattr(os, "fsync", fsync)
    write_whole(path, "abc")
    assert flushed == [(False, False), (True, True)]
    assert path.read_bytes() == b"abc"


def test_a_folder_that_does_not_exist_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_whole(tmp_path / "none" / "file.txt", "abc")
    assert not list(tmp_path.iterdir())


def test_what_a_killed_process_had_begun_is_removed(tmp_path: Path) -> None:
    (tmp_path / ".last.123.part.ckpt").write_bytes(b"half")
    (tmp_path / "last.ckpt").write_bytes(b"whole")
    remove_partial(tmp_path)
    remove_partial(tmp_path / "none")
    assert [path.name for path in tmp_path.iterdir()] == ["last.ckpt"]
