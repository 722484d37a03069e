"""The configuration classes of the original's PyTorch side, under their public path."""

from ptycho_generated.surfaces import (
    DataConfig,
    DatagenConfig,
    InferenceConfig,
    ModelConfig,
    TrainingConfig,
    said_by,
    to_surface,
)

__all__ = [
    "DataConfig",
    "DatagenConfig",
    "InferenceConfig",
    "ModelConfig",
    "TrainingConfig",
    "said_by",
    "to_surface",
]
