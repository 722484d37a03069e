"""The names of the original's programming interface."""

from ptycho_torch.api.configs import ConfigManager
from ptycho_torch.api.data import DataloaderFormats, PtychoDataLoader
from ptycho_torch.api.inference import InferenceEngine
from ptycho_torch.api.model import PtychoModel
from ptycho_torch.api.training import Trainer

__all__ = [
    "ConfigManager",
    "DataloaderFormats",
    "InferenceEngine",
    "PtychoDataLoader",
    "PtychoModel",
    "Trainer",
]
