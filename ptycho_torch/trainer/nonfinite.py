"""A loss that is not a number: which batch it was, and whether the training goes on without it."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
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


def skip_or_stop(
    settings: TrainSettings, place: BatchPlace, value: float, batch: GroupBatch, weights_good: bool
) -> None:
    """Say that a batch is left out, where that is wanted and helps.

    Raises InputError otherwise: the batch is then in the run folder, as ``nonfinite_batch.npz``.
    """
    if settings.execution.nonfinite_loss == "skip" and weights_good:
        _log.warning("the loss is %g in %s: the batch is skipped", value, place)
        return
    path = settings.training.output_dir / DUMP_NAME
    write_npz(path, _arrays(place, value, batch))
    flag = f"--learning-rate {settings.execution.learning_rate:g}"
    state = "" if weights_good else ", and so are the weights"
    problem = (
        f"the training diverged: the loss is {value:g} in {place}{state}; the batch is in {path}"
    )
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
