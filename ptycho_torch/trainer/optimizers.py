"""Optimisers and learning rates as the knobs say."""

import logging
from collections.abc import Callable
from math import inf
from typing import Any, TypeAlias

from torch.optim import SGD, Adam, AdamW, Optimizer
from torch.optim.lr_scheduler import (
    CosineAnnealingLR,
    LambdaLR,
    LinearLR,
    LRScheduler,
    OneCycleLR,
    ReduceLROnPlateau,
    StepLR,
)

from ptycho_generated.kwargs import (
    adam_kwargs,
    adamw_kwargs,
    cosine_annealing_lr_kwargs,
    linear_kwargs,
    onecycle_kwargs,
    parameter_groups_kwargs,
    plateau_kwargs,
    sgd_kwargs,
    step_lr_kwargs,
)
from ptycho_generated.settings import TrainSettings
from ptycho_torch.model.network import ReconstructionNetwork

_log = logging.getLogger(__name__)
Factor: TypeAlias = Callable[[int], float]
PLANNED = ("total_steps", "_schedule_phases", "T_max")
"""What a schedule derives from the planned length of a run; a run that goes on may be longer."""
_PLATEAU = ("ReduceLROnPlateau", "Adaptive")


def build_optimizer(settings: TrainSettings, network: ReconstructionNetwork) -> Optimizer:
    """Optimiser on the parameter groups of a network, each with its own rate and decay."""
    groups = network.parameter_groups(**parameter_groups_kwargs(settings))
    kind = settings.execution.optimizer
    if kind == "adamw":
        return AdamW(groups, **adamw_kwargs(settings))
    if kind == "adam":
        return Adam(groups, **adam_kwargs(settings))
    assert kind == "sgd", kind
    return SGD(groups, **sgd_kwargs(settings))


def build_scheduler(
    settings: TrainSettings, optimizer: Optimizer, total_steps: float, factor: Factor
) -> dict[str, Any]:
    """Schedule of the learning rate as Lightning takes it.

    ``factor`` gives the factor on the peak rate at a step for the schedules of
    `ptycho_torch.schedulers`; ``total_steps`` is the planned length of the run. A schedule that
    waits for a loss is not among them, see `build_plateau`.
    """
    kind = settings.execution.scheduler
    schedule: LRScheduler
    if kind == "Step":
        return {"scheduler": StepLR(optimizer, **step_lr_kwargs(settings)), "interval": "epoch"}
    if kind == "Cosine":
        arguments = cosine_annealing_lr_kwargs(settings)
        arguments["T_max"] = arguments["T_max"] or total_steps
        assert arguments["T_max"] < inf
        schedule = CosineAnnealingLR(optimizer, **arguments)
    elif kind == "OneCycle":
        schedule = _one_cycle(settings, optimizer, total_steps)
    elif kind == "Linear":
        schedule = LinearLR(optimizer, **linear_kwargs(settings))
    else:
        schedule = LambdaLR(optimizer, factor)
    return {"scheduler": schedule, "interval": "step"}


def _one_cycle(settings: TrainSettings, optimizer: Optimizer, total_steps: float) -> OneCycleLR:
    assert total_steps < inf
    arguments = onecycle_kwargs(settings)
    peak, rate = arguments.pop("max_lr"), settings.execution.learning_rate
    higher = 1.0 if peak is None else peak / rate
    peaks = [group["lr"] * higher for group in optimizer.param_groups]
    return OneCycleLR(
        optimizer, max_lr=peaks, total_steps=int(total_steps), cycle_momentum=False, **arguments
    )


def build_plateau(settings: TrainSettings, optimizer: Optimizer) -> ReduceLROnPlateau | None:
    """Schedule that waits for a loss to stop falling; None where another one is wanted."""
    kind = settings.execution.scheduler
    if kind not in _PLATEAU:
        return None
    if kind != _PLATEAU[0]:
        _log.warning("--scheduler %s is deprecated: use --scheduler %s", kind, _PLATEAU[0])
    return ReduceLROnPlateau(optimizer, **plateau_kwargs(settings))
