"""A loss that is taken on groups drawn anew, smoothed so that no lucky draw decides."""

import math
from typing import Any

import torch
from lightning.pytorch.callbacks import EarlyStopping
from torch import Tensor

_DECAY = 0.97  # per value


class RunningMean:
    """Mean over some thirty values, the newest counting most."""

    def __init__(self) -> None:
        self._sum, self._weight = 0.0, 0.0

    def add(self, value: float) -> None:
        """Take in the next value."""
        self._sum += (1 - _DECAY) * (value - self._sum)
        self._weight += (1 - _DECAY) * (1 - self._weight)

    @property
    def value(self) -> float | None:
        """The mean; None before the first value."""
        return self._sum / self._weight if self._weight > 0 else None

    def state_dict(self) -> dict[str, float]:
        """What the mean goes on from."""
        return {"sum": self._sum, "weight": self._weight}

    def load_state_dict(self, state: dict[str, float]) -> None:
        """Go on from a state."""
        self._sum, self._weight = state["sum"], state["weight"]


class EarlyStoppingByMean(EarlyStopping):
    """Early stopping by the running mean of the metric.

    The lowest value of a metric that scatters comes early, and nothing would be better for long.
    """

    def __init__(self, **arguments: Any) -> None:
        """Take what EarlyStopping takes."""
        super().__init__(**arguments)
        self._mean = RunningMean()

    def state_dict(self) -> dict[str, Any]:
        """How long nothing was better, and the mean."""
        return super().state_dict() | {"mean": self._mean.state_dict()}

    def load_state_dict(self, state_dict: dict[str, Any]) -> None:
        """Go on from a state."""
        super().load_state_dict(state_dict)
        self._mean.load_state_dict(state_dict["mean"])

    def _evaluate_stopping_criteria(self, current: Tensor) -> tuple[bool, str | None]:
        if math.isfinite(current):
            self._mean.add(float(current))
            current = torch.tensor(self._mean.value)
        return super()._evaluate_stopping_criteria(current)
