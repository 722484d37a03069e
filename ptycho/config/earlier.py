"""What an earlier run was told: the settings inside a checkpoint or a bundle, read without torch.

Nothing of what the files hold is executed.
"""

import json
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ptycho.archives import DAMAGE, read_inside, read_member, reason_of
from ptycho.checkpoint_file import Damaged, checked_settings, contents, settings_in
from ptycho_generated.faults import Fault, InputError
from ptycho_generated.knobs import KNOBS
from ptycho_generated.merge import Said
from ptycho_generated.values import Unreadable, from_data, refused

_BUNDLE = "wts.h5.zip"
_MANIFEST = "manifest.json"
LARGEST_MANIFEST_BYTES = 1 << 24


def checkpoint_settings(path: Path) -> dict[str, Any]:
    """The settings, nested as in a run, that a checkpoint was written with.

    Raises InputError where the file is no checkpoint of a training.
    """
    cure = "give checkpoints/last.ckpt of a run folder"
    try:
        return settings_in(contents(path))
    except FileNotFoundError:
        raise InputError([Fault(f"--resume {path}", "does not exist", cure)]) from None
    except (Damaged, OSError) as error:
        problem = f"cannot be read as a checkpoint of a training ({reason_of(error)})"
        raise InputError([Fault(f"--resume {path}", problem, cure)]) from None


def bundle_settings(path: Path) -> dict[str, Any]:
    """The settings in a bundle, packed or not, or in a run folder's; none if unreadable.

    Whoever needs the bundle itself reports what is wrong with it.
    """
    try:
        file = path / _BUNDLE if path.is_dir() else path
        if path.is_dir() and not file.exists():
            content = read_inside(path, _MANIFEST, LARGEST_MANIFEST_BYTES)
        else:
            with zipfile.ZipFile(file) as archive:
                content = read_member(archive, _MANIFEST, LARGEST_MANIFEST_BYTES)
        return checked_settings(json.loads(content)["settings"])
    except DAMAGE:
        return {}


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
