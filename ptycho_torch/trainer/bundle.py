"""The bundle wts.h5.zip: trained weights and their configuration; loading it executes nothing.

A zip archive of ``manifest.json`` and one NPY file per tensor.
"""

import io
import json
import zipfile
import zlib
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from ptycho.atomic import write_whole
from ptycho_generated.faults import Fault, InputError

BUNDLE_NAME = "wts.h5.zip"
_FORMAT = "ptychopinn-bundle"
_MANIFEST = "manifest.json"
_EPOCH_OF_ZIP = (1980, 1, 1, 0, 0, 0)
_CURE = "give the run folder of a finished training"
# What zipfile, zlib, json and numpy raise on a file that is damaged or something else.
_DAMAGE = (
    OSError,
    EOFError,
    LookupError,
    TypeError,
    ValueError,
    AttributeError,
    RuntimeError,
    MemoryError,
    zipfile.BadZipFile,
    zlib.error,
)


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
        manifest = {
            "format": _FORMAT,
            "settings": bundle.settings,
            "provenance": bundle.provenance,
            "tensors": {name: list(tensor.shape) for name, tensor in bundle.weights.items()},
        }
        _add(archive, _MANIFEST, json.dumps(manifest, indent=2).encode())
        for name, tensor in bundle.weights.items():
            array = io.BytesIO()
            np.save(array, tensor.detach().cpu().numpy(), allow_pickle=False)
            _add(archive, f"tensors/{name}.npy", array.getvalue())
    write_whole(path, buffer.getvalue())


def _add(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    info = zipfile.ZipInfo(name, _EPOCH_OF_ZIP)
    info.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(info, content)


def load_bundle(path: Path) -> Bundle:
    """Read a bundle, the one in a run folder, or a folder that one was unpacked to.

    Raises InputError if it is none.
    """
    file = path / BUNDLE_NAME if path.is_dir() else path
    is_unpacked = path.is_dir() and not file.exists() and (path / _MANIFEST).is_file()
    try:
        with nullcontext(path) if is_unpacked else zipfile.ZipFile(file) as place:
            archive = place if isinstance(place, Path) else zipfile.Path(place)
            manifest = json.loads((archive / _MANIFEST).read_bytes())
            if not isinstance(manifest, dict) or manifest.get("format") != _FORMAT:
                raise InputError([Fault(str(file), "is no bundle of this software", _CURE)])
            weights = {
                name: _tensor(archive, name, shape) for name, shape in manifest["tensors"].items()
            }
            return Bundle(dict(manifest["settings"]), dict(manifest["provenance"]), weights)
    except FileNotFoundError:
        raise InputError([Fault(f"--model-path {path}", f"{file} does not exist", _CURE)]) from None
    except InputError:
        raise
    except _DAMAGE as error:
        problem = f"cannot be read as a bundle ({' '.join(str(error).split())})"
        raise InputError([Fault(str(file), problem, _CURE)]) from None


def _tensor(archive: Path | zipfile.Path, name: str, shape: list[int]) -> Tensor:
    content = io.BytesIO((archive / "tensors" / f"{name}.npy").read_bytes())
    array = np.lib.format.read_array(content, allow_pickle=False)
    if list(array.shape) != shape:
        raise ValueError(f"{name} has shape {list(array.shape)}, not {shape} as its manifest says")
    return torch.from_numpy(array)
