"""Is a file a checkpoint from which this training can go on?"""

import pickle
from pathlib import Path
from typing import Any

import torch
from torch import Size, nn

from ptycho_generated.faults import Fault, InputError

_CURE = "give checkpoints/last.ckpt of a run folder"


def newest_checkpoint(folder: Path) -> Path | None:
    """``last.ckpt`` of a folder of checkpoints; None where there is none.

    What a run that was killed had begun to write is removed.
    """
    for partial in folder.glob(".*.part.ckpt"):
        partial.unlink()
    last = folder / "last.ckpt"
    return last if last.is_file() else None


def check_checkpoint(path: Path, module: nn.Module, *, weights_only: bool = True) -> int:
    """Optimiser step at which a checkpoint was written.

    Raises InputError unless ``path`` is a checkpoint with weights of the shapes of ``module``.
    Unless ``weights_only``, reading it may execute what is in it.
    """
    content = _read(path, weights_only=weights_only)
    found = _shapes(content.get("state_dict"))
    if not found:
        raise _no_checkpoint(path, "is no checkpoint of a training")
    wanted = _shapes(module.state_dict())
    odd = [name for name in wanted | found if wanted.get(name) != found.get(name)]
    if odd:
        there, here = (_shown(shapes.get(odd[0])) for shapes in (found, wanted))
        problem = f"holds another network ({odd[0]} is {there} there and {here} here)"
        cure = "set the model as in config.yaml of that run"
        raise InputError([Fault(f"--resume {path}", problem, cure)])
    return int(content["global_step"])


def _read(path: Path, *, weights_only: bool) -> dict[str, Any]:
    """Content of a checkpoint."""
    try:
        content = torch.load(path, map_location="cpu", weights_only=weights_only)
    except FileNotFoundError:
        raise _no_checkpoint(path, "does not exist") from None
    except (OSError, EOFError, LookupError, RuntimeError, ValueError, pickle.UnpicklingError):
        raise _no_checkpoint(path, "cannot be read as a checkpoint") from None
    return content if isinstance(content, dict) and "optimizer_states" in content else {}


def _no_checkpoint(path: Path, problem: str) -> InputError:
    return InputError([Fault(f"--resume {path}", problem, _CURE)])


def _shapes(weights: Any) -> dict[str, Size]:
    return {name: tensor.shape for name, tensor in dict(weights or {}).items()}


def _shown(shape: Size | None) -> str:
    return "missing" if shape is None else f"of shape {tuple(shape)}"
