"""The bundle wts.h5.zip: trained weights and their configuration; loading it executes nothing.

A zip archive of ``manifest.json`` and one NPY file per tensor.
"""

import io
import json
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from math import prod
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from ptycho.archives import (
    DAMAGE,
    check_archive,
    check_regular,
    read_inside,
    read_member,
    reason_of,
)
from ptycho.atomic import write_whole
from ptycho.checkpoint_file import checked_settings
from ptycho_generated.faults import Fault, InputError

BUNDLE_NAME = "wts.h5.zip"
_FORMAT = "ptychopinn-bundle"
_MANIFEST = "manifest.json"
_EPOCH_OF_ZIP = (1980, 1, 1, 0, 0, 0)
_CURE = "give the run folder of a finished training"
_LARGEST_MANIFEST_BYTES = 1 << 24


@dataclass(frozen=True, slots=True)
class Bundle:
    """Weights and what is needed to use them."""

    settings: dict[str, Any]
    """Settings of the training as plain data."""
    provenance: dict[str, Any]
    """What was trained on what, and with which result."""
    weights: dict[str, Tensor]
    """State of the network."""


def save_bundle(path: Path, bundle: Bundle) -> None:
    """Write a bundle; the file appears whole or not at all."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        arrays = {name: _npy(tensor) for name, tensor in bundle.weights.items()}
        manifest = {
            "format": _FORMAT,
            "settings": bundle.settings,
            "provenance": bundle.provenance,
            "tensors": {name: list(tensor.shape) for name, tensor in bundle.weights.items()},
            "sha256": {name: sha256(content).hexdigest() for name, content in arrays.items()},
        }
        _add(archive, _MANIFEST, json.dumps(manifest, indent=2).encode())
        for name, content in arrays.items():
            _add(archive, f"tensors/{name}.npy", content)
    write_whole(path, buffer.getvalue())


def _npy(tensor: Tensor) -> bytes:
    array = io.BytesIO()
    np.save(array, tensor.detach().cpu().numpy(), allow_pickle=False)
    return array.getvalue()


def _add(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    info = zipfile.ZipInfo(name, _EPOCH_OF_ZIP)
    info.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(info, content)


def load_bundle(path: Path) -> Bundle:
    """Read a bundle, the one in a run folder, or a folder that one was unpacked to.

    Raises InputError if it is none.
    """
    file = path
    try:
        file = path / BUNDLE_NAME if path.is_dir() else path
        with _opened(path, file) as read:
            manifest = json.loads(read(_MANIFEST, _LARGEST_MANIFEST_BYTES))
            if not isinstance(manifest, dict) or manifest.get("format") != _FORMAT:
                raise InputError([Fault(str(file), "is no bundle of this software", _CURE)])
            settings, shapes = checked_settings(manifest["settings"]), dict(manifest["tensors"])
            sums = manifest.get("sha256", {})
            weights = {name: _tensor(read, name, shapes[name], sums) for name in shapes}
            return Bundle(settings, dict(manifest["provenance"]), weights)
    except FileNotFoundError:
        raise InputError([Fault(f"--model-path {path}", f"{file} does not exist", _CURE)]) from None
    except InputError:
        raise
    except DAMAGE as error:
        problem = f"cannot be read as a bundle ({reason_of(error)})"
        raise InputError([Fault(str(path), problem, _CURE)]) from None


@contextmanager
def _opened(path: Path, file: Path) -> Iterator[Callable[[str, int | None], bytes]]:
    """What reads a member by name, from a zip or from the folder that one was unpacked to."""
    if path.is_dir() and not file.exists() and (path / _MANIFEST).is_file():
        yield lambda name, largest: read_inside(path, name, largest)
        return
    check_regular(file)
    with zipfile.ZipFile(file) as archive:
        check_archive(archive, file.stat().st_size)
        yield lambda name, largest: read_member(archive, name, largest)


def _tensor(
    read: Callable[[str, int | None], bytes], name: str, shape: list[int], sums: dict[str, str]
) -> Tensor:
    packed = read(f"tensors/{name}.npy", None)
    if name in sums and sha256(packed).hexdigest() != sums[name]:
        raise ValueError(f"{name!a} is not what was written")
    content = io.BytesIO(packed)
    np.lib.format.read_magic(content)
    header = np.lib.format.read_array_header_1_0(content)
    if prod(header[0]) * header[2].itemsize > len(packed):
        raise ValueError(f"{name!a} is shorter than its header says")
    content.seek(0)
    array = np.lib.format.read_array(content, allow_pickle=False)
    if list(array.shape) != shape:
        raise ValueError(
            f"{name!a} has shape {list(array.shape)}, not {shape} as its manifest says"
        )
    return torch.from_numpy(array)
