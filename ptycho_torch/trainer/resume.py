"""Is a file a checkpoint from which this training can go on?"""

import pickle
from pathlib import Path
from typing import Any

import torch
from torch import Size, Tensor, nn

from ptycho.archives import DAMAGE, reason_of
from ptycho.checkpoint_file import contents
from ptycho_generated.faults import Fault, InputError

_PARTS = {"loops": dict, "optimizer_states": list, "lr_schedulers": list, "callbacks": dict}
"""What Lightning goes on from, beside the weights."""
_CURE = "give checkpoints/last.ckpt of a run folder"


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
    step = content.get("global_step")
    if type(step) is not int or step < 0:
        raise _no_checkpoint(path, "does not say at which step it was written")
    odd = [name for name, kind in _PARTS.items() if not isinstance(content.get(name), kind)]
    if odd:
        raise _no_checkpoint(path, f"holds no {odd[0]} to go on from")
    return step


def _read(path: Path, *, weights_only: bool) -> dict[str, Any]:
    """Content of a checkpoint that is whole; its tensors are no larger than their bytes."""
    try:
        contents(path)
        content = torch.load(path, map_location="cpu", weights_only=weights_only)
        check_tensors(content)
    except FileNotFoundError:
        raise _no_checkpoint(path, "does not exist") from None
    except InputError:
        raise
    except (*DAMAGE, pickle.UnpicklingError) as error:
        raise _no_checkpoint(path, f"cannot be read as a checkpoint ({reason_of(error)})") from None
    return content if isinstance(content, dict) and "optimizer_states" in content else {}


def check_tensors(content: Any, depth: int = 20) -> None:
    """Raise ValueError for a tensor that repeats its bytes, which a copy would multiply."""
    if isinstance(content, Tensor):
        if content.numel() * content.element_size() > content.untyped_storage().nbytes():
            raise ValueError("a tensor is larger than its bytes")
    elif isinstance(content, (dict, list, tuple)):
        if depth == 0:
            raise ValueError("it nests too deep")
        for each in content.values() if isinstance(content, dict) else content:
            check_tensors(each, depth - 1)


def _no_checkpoint(path: Path, problem: str) -> InputError:
    return InputError([Fault(f"--resume {path}", problem, _CURE)])


def _shapes(weights: Any) -> dict[str, Size]:
    if not isinstance(weights, dict):
        return {}
    return {name: each.shape for name, each in weights.items() if isinstance(each, Tensor)}


def _shown(shape: Size | None) -> str:
    return "missing" if shape is None else f"of shape {tuple(shape)}"
