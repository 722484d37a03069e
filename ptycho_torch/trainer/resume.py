"""Is a file a checkpoint from which this training can go on?"""

import pickle
from pathlib import Path
from typing import Any

import torch
from torch import Size, nn

from ptycho_generated.faults import Fault, InputError

_CURE = "give checkpoints/last.ckpt of a run folder"


def check_checkpoint(path: Path, module: nn.Module) -> None:
    """Raise InputError unless ``path`` is a checkpoint with weights of the shapes of ``module``."""
    found = _shapes(_read(path).get("state_dict"))
    if not found:
        raise _no_checkpoint(path, "is no checkpoint of a training")
    wanted = _shapes(module.state_dict())
    odd = [name for name in wanted | found if wanted.get(name) != found.get(name)]
    if odd:
        there, here = (_shown(shapes.get(odd[0])) for shapes in (found, wanted))
        problem = f"holds another network ({odd[0]} is {there} there and {here} here)"
        cure = "set the model as in config.yaml of that run"
        raise InputError([Fault(f"--resume {path}", problem, cure)])


def _read(path: Path) -> dict[str, Any]:
    """Content of a checkpoint; only tensors and plain data are unpickled."""
    try:
        content = torch.load(path, map_location="cpu", weights_only=True)
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
