"""The random number generators of a process, kept in checkpoints."""

import random
from typing import Any

import numpy as np
import torch
from lightning.pytorch import Callback, LightningModule, Trainer


class RandomState(Callback):
    """A run that goes on draws the random numbers that it would have drawn."""

    def __init__(self) -> None:
        self._loaded: dict[str, Any] | None = None

    def state_dict(self) -> dict[str, Any]:
        """State of the generators of Python, numpy and torch, as plain data and tensors."""
        version, numbers, gauss = random.getstate()
        legacy = np.random.get_state(legacy=False)  # noqa: NPY002 - the state is everyone's
        assert isinstance(legacy, dict)
        return {
            "python": [version, list(numbers), gauss],
            "numpy": legacy["state"]["key"].tolist(),
            "numpy_rest": [legacy["state"]["pos"], legacy["has_gauss"], legacy["gauss"]],
            "torch": torch.get_rng_state(),
            "cuda": torch.cuda.get_rng_state_all() if torch.cuda.is_available() else [],
        }

    def load_state_dict(self, state_dict: dict[str, Any]) -> None:
        """Remember the state until training starts."""
        self._loaded = state_dict

    def on_train_start(self, trainer: Trainer, pl_module: LightningModule) -> None:
        """Go on drawing where the checkpoint was written."""
        if self._loaded is None:
            return
        version, numbers, gauss = self._loaded["python"]
        random.setstate((version, tuple(numbers), gauss))
        key = np.array(self._loaded["numpy"], dtype=np.uint32)
        np.random.set_state(("MT19937", key, *self._loaded["numpy_rest"]))  # noqa: NPY002
        torch.set_rng_state(self._loaded["torch"].cpu())
        if len(self._loaded["cuda"]) == torch.cuda.device_count():
            torch.cuda.set_rng_state_all([state.cpu() for state in self._loaded["cuda"]])
        self._loaded = None
