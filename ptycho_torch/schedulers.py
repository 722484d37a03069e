"""How the learning rate changes during training, as a factor on its peak value."""

from math import cos, pi

OF_TORCH = ("Cosine", "OneCycle", "Linear", "Step", "ReduceLROnPlateau", "Adaptive")
"""Schedules that are torch's own; their factor is 1 here."""


def learning_rate_factor(
    scheduler: str, *, gamma: float, warmup_steps: int, step: int, epoch: int, progress: float
) -> float:
    """Factor on the peak learning rate for an optimiser step.

    ``step`` and ``epoch`` count from 0; ``progress`` is the share of the training that is done,
    0 to 1. ``Default`` is constant; ``Exponential`` is ``gamma**epoch``; ``MultiStage`` is
    multiplied by ``gamma`` at half and at three quarters; ``WarmupCosine`` rises linearly over
    ``warmup_steps`` and follows half a cosine to zero (Loshchilov and Hutter, ICLR 2017).
    """
    if scheduler == "Exponential":
        return gamma**epoch
    if scheduler == "MultiStage":
        return gamma ** ((progress >= 0.5) + (progress >= 0.75))
    if scheduler == "WarmupCosine":
        rise = min(1.0, (step + 1) / warmup_steps) if warmup_steps else 1.0
        return rise * 0.5 * (1.0 + cos(pi * min(progress, 1.0)))
    assert scheduler == "Default" or scheduler in OF_TORCH, scheduler
    return 1.0
