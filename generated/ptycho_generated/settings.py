# Generated from spec/knobs.yaml by `make generate`; edit the registry or the template.
# digest: input 79979e78598b8277 form 9f9aeb3b42684696 text 71a81234d434c48a

"""What each command is given: its configs as one object."""

from dataclasses import dataclass

from . import checks
from .config import (
    CheckConfig,
    EvaluationConfig,
    InferenceConfig,
    PyTorchExecutionConfig,
    SimulationConfig,
    TrainingConfig,
)
from .values import broken


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainSettings:
    """Everything that `ptycho_train` is told."""

    training: TrainingConfig
    """What is trained on what, and how the weights move."""
    execution: PyTorchExecutionConfig
    """How a run is carried out; it never reaches params.cfg."""

    def __post_init__(self) -> None:
        if rules := checks.train_settings_relations(self):
            raise broken("TrainSettings", rules)


@dataclass(frozen=True, slots=True, kw_only=True)
class InferSettings:
    """Everything that `ptycho_inference` is told."""

    inference: InferenceConfig
    """What is reconstructed with which trained model."""
    execution: PyTorchExecutionConfig
    """How a run is carried out; it never reaches params.cfg."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckSettings:
    """Everything that `ptycho_check` is told."""

    check: CheckConfig
    """What is looked at before any long work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluateSettings:
    """Everything that `ptycho_evaluate` is told."""

    evaluation: EvaluationConfig
    """What is scored against what."""
    inference: InferenceConfig
    """What is reconstructed with which trained model."""
    execution: PyTorchExecutionConfig
    """How a run is carried out; it never reaches params.cfg."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SimulateSettings:
    """Everything that `ptycho_simulate` is told."""

    simulation: SimulationConfig
    """The synthetic object, probe and scans."""
