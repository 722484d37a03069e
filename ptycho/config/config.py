"""The configuration dataclasses and the bridge to params.cfg, under their public path."""

from ptycho.config.legacy import dataclass_to_legacy_dict, update_legacy_dict
from ptycho_generated.config import (
    InferenceConfig,
    ModelConfig,
    PyTorchExecutionConfig,
    SimulationConfig,
    TrainingConfig,
)

__all__ = [
    "InferenceConfig",
    "ModelConfig",
    "PyTorchExecutionConfig",
    "SimulationConfig",
    "TrainingConfig",
    "dataclass_to_legacy_dict",
    "update_legacy_dict",
]
