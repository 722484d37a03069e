"""Checkpoints as files: sealed when written, and looked through before torch reads them.

A checkpoint is what ``torch.save`` writes, a zip of one pickle and the bytes of the tensors, with
one member more: a manifest of checksums. Here nothing of it is executed.
"""

import hashlib
import json
import pickle
import pickletools
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

from ptycho.archives import DAMAGE, check_archive, check_regular, read_member, reason_of

LAST, PREVIOUS = "last.ckpt", "previous.ckpt"
"""The newest state of a run and the one before it."""
_MANIFEST = "manifest.json"
_FORMAT = "ptychopinn-checkpoint"
_LARGEST_PICKLE_BYTES = 1 << 26
_LARGEST_MANIFEST_BYTES = 1 << 24
_MOST_TUPLES = 20_000  # nested in each other, more of them would exhaust the stack
_DEEPEST_SETTINGS = 6
_LONGEST_WORD = 10_000
_BLOCK = 1 << 20
_ITEM_BYTES = {
    "UntypedStorage": 1,
    "BoolStorage": 1,
    "ByteStorage": 1,
    "CharStorage": 1,
    "ShortStorage": 2,
    "HalfStorage": 2,
    "BFloat16Storage": 2,
    "IntStorage": 4,
    "FloatStorage": 4,
    "LongStorage": 8,
    "DoubleStorage": 8,
    "ComplexFloatStorage": 8,
    "ComplexDoubleStorage": 16,
}


class Damaged(ValueError):
    """A file that is no checkpoint, or not all of one."""


def seal(path: Path) -> None:
    """Add the manifest, a checksum of each member of the file; Damaged if it is no archive."""
    with zipfile.ZipFile(path, "a") as archive:
        sums = {info.filename: _sha256(archive, info) for info in archive.infolist()}
        top = _top(archive)
        content = json.dumps({"format": _FORMAT, "sha256": sums}, indent=1)
        archive.writestr(zipfile.ZipInfo(f"{top}/{_MANIFEST}", (1980, 1, 1, 0, 0, 0)), content)


def contents(path: Path) -> dict[str, Any]:
    """Top level of a checkpoint, every object but dicts, lists, text and numbers left empty.

    Raises FileNotFoundError, and Damaged where the file is damaged, is no checkpoint, or promises
    tensors of other sizes than it holds.
    """
    check_regular(path, f"--resume {path}")
    try:
        with zipfile.ZipFile(path) as archive:
            check_archive(archive, path.stat().st_size)
            top = _top(archive)
            _check_sums(archive, f"{top}/{_MANIFEST}")
            data = read_member(archive, f"{top}/data.pkl", _LARGEST_PICKLE_BYTES)
            _check_pickle(data)
            sizes = {info.filename: info.file_size for info in archive.infolist()}
            found = _Inert(data, f"{top}/data/", sizes).load()
    except FileNotFoundError:
        raise
    except (*DAMAGE, pickle.UnpicklingError) as error:
        raise Damaged(reason_of(error)) from None
    if not isinstance(found, dict):
        raise Damaged("holds no dict")
    return found


def settings_in(found: dict[str, Any]) -> dict[str, Any]:
    """The settings, nested as in a run, among the contents of a checkpoint; Damaged if odd."""
    return checked_settings(found.get("hyper_parameters"))


def checked_settings(settings: Any) -> dict[str, Any]:
    """Nested settings from a file: names to lists, text, numbers, truth and None; else Damaged."""
    if not isinstance(settings, dict) or not _is_plain(settings, _DEEPEST_SETTINGS):
        raise Damaged("its settings are no settings of a training")
    return settings


def _is_plain(value: Any, depth: int) -> bool:
    if isinstance(value, dict):
        names = all(type(name) is str and len(name) <= _LONGEST_WORD for name in value)
        return depth > 0 and names and all(_is_plain(each, depth - 1) for each in value.values())
    if isinstance(value, (list, tuple)):
        return depth > 0 and all(_is_plain(each, depth - 1) for each in value)
    if type(value) is str:
        return len(value) <= _LONGEST_WORD and "\0" not in value and _is_unicode(value)
    if type(value) is int:
        return value.bit_length() <= 1024
    return value is None or type(value) in (bool, float)


def _is_unicode(text: str) -> bool:
    try:
        text.encode(errors="surrogateescape")
    except UnicodeEncodeError:
        return False
    return True


def sound_checkpoint(folder: Path) -> tuple[Path | None, list[str]]:
    """The newest state in a folder that can be read, and what is wrong with newer ones.

    None where there is no state; where there are some and none can be read, the newest, so that
    whoever reads it says so.
    """
    found = [folder / name for name in (LAST, PREVIOUS) if (folder / name).is_file()]
    notes = []
    for path in found:
        try:
            contents(path)
        except (Damaged, OSError) as error:
            notes.append(f"{path} is damaged ({error})")
        else:
            return path, notes
    return (found[0] if found else None), notes


def _top(archive: zipfile.ZipFile) -> str:
    """Name of the one folder in which everything lies."""
    tops = {name.partition("/")[0] for name in archive.namelist()}
    if len(tops) != 1:
        raise Damaged("is no archive of torch")
    return tops.pop()


def _check_sums(archive: zipfile.ZipFile, name: str) -> None:
    """Every member is as it was written. A checkpoint without a manifest is checked by its CRCs."""
    if name not in archive.namelist():
        odd = archive.testzip()
        if odd is not None:
            raise Damaged(f"member {odd!a} is damaged")
        return
    manifest = json.loads(read_member(archive, name, _LARGEST_MANIFEST_BYTES))
    if not isinstance(manifest, dict) or manifest.get("format") != _FORMAT:
        raise Damaged("has a manifest of another kind")
    sums = manifest["sha256"]
    members = {info.filename: info for info in archive.infolist() if info.filename != name}
    if not isinstance(sums, dict) or sums.keys() != members.keys():
        raise Damaged("holds other members than its manifest names")
    for member, info in members.items():
        if _sha256(archive, info) != sums[member]:
            raise Damaged(f"member {member!a} is not what was written")


def _sha256(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> str:
    digest = hashlib.sha256()
    with archive.open(info) as member:
        while block := member.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def _check_pickle(data: bytes) -> None:
    """Refuse what would make a reader reserve memory or nest calls far beyond the file's size."""
    tuples = 0
    for opcode, argument, _ in pickletools.genops(data):
        if opcode.name in ("BYTEARRAY8", "NEXT_BUFFER", "READONLY_BUFFER"):
            raise Damaged(f"its pickle holds {opcode.name}")
        if "PUT" in opcode.name and int(argument or 0) > len(data):
            raise Damaged("its pickle counts further than it is long")
        tuples += opcode.name.startswith("TUPLE")
    if tuples > _MOST_TUPLES:
        raise Damaged("its pickle nests too deep")


class _Anything(dict[Any, Any]):
    """Stands for whatever object a pickle holds; takes anything and does nothing."""

    def __init__(self, *_: Any, **__: Any) -> None:
        super().__init__()

    def __call__(self, *_: Any, **__: Any) -> "_Anything":
        return _Anything()

    def __setstate__(self, _: Any) -> None:
        return

    __hash__ = object.__hash__  # type: ignore[assignment]


_STORAGES = {name: type(name, (_Anything,), {"item_bytes": n}) for name, n in _ITEM_BYTES.items()}


class _Inert(pickle.Unpickler):
    """Reads dicts, lists, text and numbers; every other object becomes an empty one."""

    def __init__(self, data: bytes, folder: str, sizes: dict[str, int]) -> None:
        super().__init__(BytesIO(data))
        self._folder, self._sizes = folder, sizes

    def find_class(self, module: str, name: str) -> Any:
        return _STORAGES.get(name, _Anything) if module.startswith("torch") else _Anything

    def persistent_load(self, pid: Any) -> None:
        """Torch's name for the bytes of a tensor; they must be as many as it says."""
        _, storage, key, _, n_items = pid
        size = self._sizes[f"{self._folder}{key}"]
        if type(n_items) is not int or n_items * storage.item_bytes != size:
            raise Damaged(f"storage {key!a} has another size than its tensors need")
