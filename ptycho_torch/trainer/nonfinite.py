"""A loss that is not a number: which batch it was, and whether the training goes on without it."""

import logging
import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor

from ptycho.npz_file import write_npz
from ptycho_generated.faults import Fault, InputError
from ptycho_generated.settings import TrainSettings
from ptycho_torch.data.groups import GroupBatch

_log = logging.getLogger(__name__)
DUMP_NAME = "nonfinite_batch.npz"


@dataclass(frozen=True, slots=True)
class BatchPlace:
    """Where in a training a batch stands, counted from 0."""

    epoch: int
    batch: int
    batch_size: int
    n_groups: int

    def __str__(self) -> str:
        first = self.batch * self.batch_size
        groups = f"groups {first} to {first + self.n_groups - 1}"
        return f"epoch {self.epoch}, batch {self.batch} ({groups})"


def are_finite(tensors: Iterable[Tensor]) -> bool:
    """Whether no value is NaN or infinite in tensors of any shape."""
    return all(bool(each.isfinite().all()) for each in tensors)


def loss_of_nothing(parameters: Iterable[Tensor]) -> Tensor:
    """A loss, the scalar 0, with a gradient of 0 for each parameter, of any shape.

    Processes that train together wait for each other's gradients, also where a batch is skipped.
    """
    sums = [each.sum() for each in parameters if each.requires_grad]
    return 0.0 * torch.stack(sums).sum()


def skip_or_stop(
    settings: TrainSettings, place: BatchPlace, value: float, batch: GroupBatch, weights_good: bool
) -> None:
    """Say that a batch is left out, where that is wanted and helps.

    ``value`` is the loss of this process; where it is finite, it is another one's that is not.
    Raises InputError where the batch is not to be left out: it is then in the run folder, as
    ``nonfinite_batch.npz``.
    """
    ours = not math.isfinite(value)
    what = f"the loss is {value:g}" if ours else "the loss of another process is not finite"
    if settings.execution.nonfinite_loss == "skip" and weights_good:
        _log.warning("%s in %s: the batch is skipped", what, place)
        return
    flag = f"--learning-rate {settings.execution.learning_rate:g}"
    problem = f"the training diverged: {what} in {place}"
    if not weights_good:
        problem += ", and so are the weights"
    if ours:
        path = settings.training.output_dir / DUMP_NAME
        write_npz(path, _arrays(place, value, batch))
        problem += f"; the batch is in {path}"
    cure = "lower it, bound the gradient by --gradient-clip-val, or look at the batch"
    if weights_good:
        cure += " and leave it out by --nonfinite-loss skip"
    raise InputError([Fault(flag, problem, cure)])


def _arrays(place: BatchPlace, value: float, batch: GroupBatch) -> dict[str, Any]:
    arrays: dict[str, Any] = {
        "loss": np.float64(value),
        "epoch": np.int64(place.epoch),
        "batch": np.int64(place.batch),
    }
    for role, part in (("inputs", batch.inputs), ("held_out", batch.held_out)):
        for name, tensor in part._asdict().items():
            if tensor is not None:
                arrays[f"{role}.{name}"] = tensor.detach().cpu().numpy()
    return arrays
