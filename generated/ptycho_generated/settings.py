# Generated from spec/knobs.yaml by `make generate`; edit the registry or the template.
# digest: input 0d93b612f82a1243 text 22b0e19092205d7a

"""What each command is given: its configs as one object."""

from dataclasses import dataclass

from .config import (
    CheckConfig,
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
        rules = []
        if self.training.max_epochs == -1 and self.execution.max_time is None:
            rules.append(
                ("max_epochs", "a run without a limit on its epochs needs --max-time to end")
            )
        if rules:
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
class SimulateSettings:
    """Everything that `ptycho_simulate` is told."""

    simulation: SimulationConfig
    """The synthetic object, probe and scans."""
