"""What an earlier run was told: the settings inside a checkpoint or a bundle, read without torch.

Nothing of what the files hold is executed.
"""

import json
import pickle
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ptycho_generated.faults import Fault, InputError
from ptycho_generated.knobs import KNOBS
from ptycho_generated.merge import Said
from ptycho_generated.values import Unreadable, from_data, refused

_DAMAGE = (
    OSError,
    EOFError,
    LookupError,
    TypeError,
    ValueError,
    AttributeError,
    RuntimeError,
    MemoryError,
    pickle.UnpicklingError,
    zipfile.BadZipFile,
    zlib.error,
)
_BUNDLE = "wts.h5.zip"
_MANIFEST = "manifest.json"


def checkpoint_settings(path: Path) -> dict[str, Any]:
    """The settings, nested as in a run, that a checkpoint was written with.

    Raises InputError where the file is no checkpoint of a training.
    """
    cure = "give checkpoints/last.ckpt of a run folder"
    try:
        with zipfile.ZipFile(path) as archive:
            (name,) = [each for each in archive.namelist() if each.endswith("/data.pkl")]
            with archive.open(name) as stream:
                content = _Inert(stream).load()
        settings = content["hyper_parameters"]
    except FileNotFoundError:
        raise InputError([Fault(f"--resume {path}", "does not exist", cure)]) from None
    except _DAMAGE:
        problem = "cannot be read as a checkpoint of a training"
        raise InputError([Fault(f"--resume {path}", problem, cure)]) from None
    return dict(settings) if isinstance(settings, dict) else {}


def bundle_settings(path: Path) -> dict[str, Any]:
    """The settings in a bundle, packed or not, or in a run folder's; none if unreadable.

    Whoever needs the bundle itself reports what is wrong with it.
    """
    file = path / _BUNDLE if path.is_dir() else path
    try:
        if path.is_dir() and not file.exists():
            content = (path / _MANIFEST).read_bytes()
        else:
            with zipfile.ZipFile(file) as archive:
                content = archive.read(_MANIFEST)
        settings = json.loads(content)["settings"]
    except _DAMAGE:
        return {}
    return dict(settings) if isinstance(settings, dict) else {}


class _Anything(dict[Any, Any]):
    """Stands for whatever object a pickle holds; takes anything and does nothing."""

    def __init__(self, *_: Any, **__: Any) -> None:
        super().__init__()

    def __call__(self, *_: Any, **__: Any) -> "_Anything":
        return _Anything()

    def __setstate__(self, _: Any) -> None:
        return

    __hash__ = object.__hash__  # type: ignore[assignment]


class _Inert(pickle.Unpickler):
    """Reads dicts, lists, text and numbers; every other object becomes an empty one."""

    def find_class(self, *_: str) -> Any:
        return _Anything

    def persistent_load(self, _: Any) -> None:
        return None


def said_earlier(
    command: str, settings: Mapping[str, Any], place: str
) -> tuple[list[tuple[str, Said]], list[Fault]]:
    """What an earlier run says of the knobs of a command, as the layer ``checkpoint``.

    A training that goes on takes over every knob that is not about one run alone. Another command
    takes over what affects the numerics and is no file.
    """
    said: list[tuple[str, Said]] = []
    faults: list[Fault] = []
    for name, datum in flat(settings):
        knob = KNOBS.get(name)
        if knob is None or command not in knob.commands or not knob.carried:
            continue
        if command != "train" and (knob.affects != "numerics" or knob.base == "path"):
            continue
        try:
            said.append((name, Said(from_data(knob, datum), "checkpoint", place)))
        except Unreadable:
            faults.append(refused(name, f"{place}: {name}", repr(datum)))
    return said, faults


def flat(settings: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """(name, value) of everything in nested settings."""
    for name, value in settings.items():
        if isinstance(value, dict):
            yield from flat(value)
        else:
            yield name, value
