"""NPZ files: round trips in any order and size, and every way in which a file can be unreadable."""

import io
import zipfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from ptycho import npz_file
from ptycho.npz_file import read_array, read_blocks, read_headers, write_npz
from ptycho_generated.faults import InputError

ARRAYS = hnp.arrays(
    dtype=st.sampled_from([np.float32, np.uint16, np.complex64, np.bool_]),
    shape=hnp.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=5),
)


@given(array=ARRAYS, fortran=st.booleans())
def test_reading_gives_back_what_was_written(
    tmp_path_factory: pytest.TempPathFactory, array: np.ndarray, fortran: bool
) -> None:
    path = tmp_path_factory.mktemp("npz") / "a.npz"
    written = np.asfortranarray(array) if fortran and array.ndim else array
    write_npz(path, {"a": written})
    header = read_headers(path)["a"]
    assert (header.shape, header.dtype) == (array.shape, array.dtype)
    np.testing.assert_array_equal(read_array(path, "a", header), array)


@pytest.mark.parametrize("save", [np.savez, np.savez_compressed])
def test_blocks_join_to_the_array_that_numpy_wrote(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, save: object
) -> None:
    array = np.arange(7 * 3 * 4, dtype=np.float32).reshape(7, 3, 4)
    save(tmp_path / "a.npz", a=array, f=np.asfortranarray(array))  # type: ignore[operator]
    monkeypatch.setattr(npz_file, "_BYTES_PER_BLOCK", 100)
    blocks = list(read_blocks(tmp_path / "a.npz", "a"))
    assert len(blocks) > 1
    assert [start for start, _ in blocks] == [0, 2, 4, 6]
    np.testing.assert_array_equal(np.concatenate([block for _, block in blocks]), array)
    header = read_headers(tmp_path / "a.npz")["f"]
    np.testing.assert_array_equal(read_array(tmp_path / "a.npz", "f", header), array)


def test_equal_arrays_give_equal_bytes_that_numpy_reads(tmp_path: Path) -> None:
    array = np.arange(6.0).reshape(2, 3)
    for name in ("one.npz", "two.npz"):
        write_npz(tmp_path / name, {"a": array})
    assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "two.npz").read_bytes()
    np.testing.assert_array_equal(np.load(tmp_path / "one.npz")["a"], array)


def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "a.npz"
    write_npz(path, {"a": np.ones(3)})
    before = path.read_bytes()
    with pytest.raises(ValueError, match="Object arrays"):
        write_npz(path, {"a": np.zeros(3), "b": np.array([{}], dtype=object)})
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_an_unwritable_place_is_the_users_fault(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError, match="cannot be written"):
        write_npz(tmp_path / "file" / "a.npz", {"a": np.ones(3)})


def _npy(array: np.ndarray) -> bytes:
    buffer = io.BytesIO()
    np.save(buffer, array)
    return buffer.getvalue()


def _zip(members: dict[str, bytes], compression: int = zipfile.ZIP_STORED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def _lying_header(shape: tuple[int, ...], compression: int = zipfile.ZIP_STORED) -> bytes:
    buffer = io.BytesIO()
    header = {"descr": "<f4", "fortran_order": False, "shape": shape}
    np.lib.format.write_array_header_1_0(buffer, header)
    return _zip({"a.npy": buffer.getvalue() + b"\0" * 4096}, compression)


GOOD = _zip({"a.npy": _npy(np.ones(500))})


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "the file is empty"),
        (b"plain text", "not an NPZ"),
        (_npy(np.ones(3)), "a single NPY array"),
        (b"\x89HDF\r\n\x1a\n" + bytes(100), "an HDF5 file"),
        (GOOD[: len(GOOD) // 2], "not an NPZ"),
        (_zip({"a.npy": b"no header"}), "damaged"),
        (_zip({"a.npy": _npy(np.ones(3))[:-30]}), "damaged"),
        (_lying_header((10**6, 10**3, 10**3)), "shorter than its header says"),
        (_lying_header((10**6, 10**3), zipfile.ZIP_DEFLATED), "shorter than its header says"),
        (_lying_header((-1, 4)), "negative length"),
        (_lying_header((True, 4)), "no whole number"),
        (_lying_header((2**70, 0)), "beyond what any memory holds"),
    ],
)
def test_a_file_that_is_no_npz_is_named_for_what_it_is(
    tmp_path: Path, content: bytes, message: str
) -> None:
    path = tmp_path / "scan.npz"
    path.write_bytes(content)
    with pytest.raises(InputError, match=message) as caught:
        read_headers(path)
    assert len(caught.value.faults) == 1
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "name", ["C:/x.npy", "c:\\x.npy", "/x.npy", "../x.npy", "a/../../x.npy", "\\\\host\\x.npy"]
)
def test_a_member_that_leads_out_of_the_archive_is_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / "scan.npz"
    path.write_bytes(_zip({"a.npy": _npy(np.ones(3)), name: _npy(np.ones(3))}))
    with pytest.raises(InputError, match="leads out of the archive"):
        read_headers(path)


def test_damaged_data_behind_a_good_header_is_found_when_read(tmp_path: Path) -> None:
    path = tmp_path / "scan.npz"
    content = bytearray(GOOD)
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(content)
    header = read_headers(path)["a"]
    with pytest.raises(InputError, match="damaged"):
        read_array(path, "a", header)


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        read_headers(tmp_path / "missing.npz")
    with pytest.raises(InputError, match="this is a folder"):
        read_headers(tmp_path)
