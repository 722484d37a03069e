"""The bundle wts.h5.zip: trained weights and their configuration; loading it executes nothing.

A zip archive of ``manifest.json`` and one NPY file per tensor.
"""

import io
import json
import zipfile
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
    """Read a bundle, or the one in a run folder. Raises InputError if it is none."""
    file = path / BUNDLE_NAME if path.is_dir() else path
    try:
        with zipfile.ZipFile(file) as archive:
            manifest = json.loads(archive.read(_MANIFEST))
            if manifest.get("format") != _FORMAT:
                raise InputError([Fault(str(file), "is no bundle of this software", _CURE)])
            weights = {name: _tensor(archive, name) for name in manifest["tensors"]}
            return Bundle(manifest["settings"], manifest["provenance"], weights)
    except FileNotFoundError:
        raise InputError([Fault(f"--model-path {path}", f"{file} does not exist", _CURE)]) from None
    except (OSError, zipfile.BadZipFile, KeyError, ValueError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError(
            [Fault(str(file), f"cannot be read as a bundle ({error})", _CURE)]
        ) from None


def _tensor(archive: zipfile.ZipFile, name: str) -> Tensor:
    content = io.BytesIO(archive.read(f"tensors/{name}.npy"))
    return torch.from_numpy(np.load(content, allow_pickle=False))
