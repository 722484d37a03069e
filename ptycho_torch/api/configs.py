"""The five configs of the original, kept together, and the settings that they stand for."""

import logging
import warnings
from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any, TypeVar

from ptycho_generated.config import ModelConfig as OurModelConfig
from ptycho_generated.faults import Fault, InputError
from ptycho_generated.knobs import KNOBS
from ptycho_generated.merge import Resolved, Said
from ptycho_generated.settings import TrainSettings
from ptycho_torch.config_factory import configure
from ptycho_torch.config_params import (
    DataConfig,
    DatagenConfig,
    InferenceConfig,
    ModelConfig,
    TrainingConfig,
    said_by,
)
from ptycho_torch.model.registry import foreign_settings

_log = logging.getLogger(__name__)
_T = TypeVar("_T")
_SOME_FILES = {"train_data_file": "data", "output_dir": "run"}
_N_PREVIEWS = 10
"""Pictures of a training, which shows its user nothing else while it runs."""
_LARGEST_CNN_GROUP = 3
"""Patterns along one side of the largest group that the original has."""


def config_from(cls: type[_T], config: _T | Mapping[str, Any]) -> _T:
    """A config object; one that is a plain dict, as a checkpoint holds it, is made one.

    Raises InputError for keywords that the class does not have.
    """
    if not isinstance(config, Mapping):
        return config
    known = {field.name for field in fields(cls)}  # type: ignore[arg-type]
    if odd := sorted(set(config) - known):
        problem = f"has no keyword {', '.join(odd)}"
        raise InputError([Fault(cls.__name__, problem, "use a checkpoint of this version")])
    with warnings.catch_warnings():  # what has no effect was said when the config was first made
        warnings.simplefilter("ignore", UserWarning)
        return cls(**config)


class ConfigManager:
    """The configs of one training or inference; each may be given as a plain dict."""

    def __init__(
        self,
        data_config: DataConfig | Mapping[str, Any],
        model_config: ModelConfig | Mapping[str, Any],
        training_config: TrainingConfig | Mapping[str, Any],
        inference_config: InferenceConfig | Mapping[str, Any],
        datagen_config: DatagenConfig | None = None,
    ) -> None:
        self.data_config = config_from(DataConfig, data_config)
        self.model_config = config_from(ModelConfig, model_config)
        self.training_config = config_from(TrainingConfig, training_config)
        self.inference_config = config_from(InferenceConfig, inference_config)
        self.datagen_config = DatagenConfig() if datagen_config is None else datagen_config

    @classmethod
    def from_loaded_model(cls, ptycho_model: Any) -> "ConfigManager":
        """The configs that a loaded `PtychoModel` was trained with."""
        network = ptycho_model.model
        return cls(
            network.data_config,
            network.model_config,
            network.training_config,
            network.inference_config,
        )

    def validate_arch_compatibility(self, ptycho_model: Any) -> None:
        """Raise InputError unless the network of a `PtychoModel` is the one of these configs."""
        theirs = ConfigManager.from_loaded_model(ptycho_model)
        differing = [
            f"{name} {there!r}, not {here!r}"
            for name, there, here in (
                ("N", theirs.data_config.N, self.data_config.N),
                ("mode", theirs.model_config.mode, self.model_config.mode),
                ("C_model", theirs.model_config.C_model, self.model_config.C_model),
            )
            if there != here
        ]
        if differing:
            problem = f"was trained with {'; '.join(differing)}"
            raise InputError([Fault("the checkpoint", problem, "use the configs inside it")])

    def as_plain(self) -> dict[str, dict[str, Any]]:
        """The four configs that a checkpoint holds, as plain dicts."""
        return {
            "data_config": asdict(self.data_config),
            "model_config": asdict(self.model_config),
            "training_config": asdict(self.training_config),
            "inference_config": asdict(self.inference_config),
        }

    def take_patch_size(self, patch_size: int) -> None:
        """Let the data say the side N of a pattern."""
        plain = self.as_plain()["data_config"] | {"N": patch_size}
        self.data_config = config_from(DataConfig, plain)

    def settings(self, **files: Any) -> tuple[TrainSettings, Resolved]:
        """Settings of a training, and where each value comes from.

        Knobs that no keyword stands for are taken from ``PTYCHO_*`` variables, or are at their
        default. Raises InputError with every fault.
        """
        said, _ = self._said()
        every = max(1, self.training_config.epochs // _N_PREVIEWS)
        previews = ("preview_every_n_epochs", Said(every, "run_file", "ptychodus"))
        return configure("train", said_besides=[previews, *said], overrides=files)

    def warn_of_idle(self) -> None:
        """Warn of each keyword that says something which the network in use cannot do."""
        for line in self._said()[1]:
            _log.warning("%s", line)

    def chunk(self) -> int:
        """Patterns that an inference transforms at once."""
        return int(dict(said_by(self.inference_config))["inference_batch_size"].value)

    def _said(self) -> tuple[list[tuple[str, Said]], list[str]]:
        """What the keywords say of the knobs of a training, and what is passed over and why."""
        deciding, idle = self._deciding()
        told = said_by(*deciding)
        settings, _ = configure("train", said_besides=told, overrides=_SOME_FILES)
        kept = []
        for name, said in told:
            why = _idle_here(name, said.value, settings.training.model)
            if why is None:
                kept.append((name, said))
            else:
                idle.append(f"{said.place}={said.value}: no effect here: {why}")
        return kept, idle

    def _deciding(self) -> tuple[list[Any], list[str]]:
        """The configs without the keywords that say the same again, and those that contradict."""
        data, model, training = self.data_config, self.model_config, self.training_config
        n_patterns = data.grid_size[0] * data.grid_size[1]
        idle = [
            f"{place}={value}: no effect here: {why}"
            for place, value, same, why in (
                ("DataConfig.C", data.C, n_patterns, "grid_size says it"),
                ("ModelConfig.C_model", model.C_model, n_patterns, "grid_size says it"),
                ("ModelConfig.C_forward", model.C_forward, n_patterns, "grid_size says it"),
                (
                    "TrainingConfig.nll",
                    training.nll,
                    model.loss_function == "Poisson",
                    "loss_function says it",
                ),
            )
            if value is not None and value != same
        ]
        without = [
            config_from(type(config), asdict(config) | dict.fromkeys(names))
            for config, names in (
                (data, ["C"]),
                (model, ["C_model", "C_forward"]),
                (training, ["nll"]),
            )
        ]
        return without, idle


def _idle_here(knob: str, value: Any, model: OurModelConfig) -> str | None:
    """Why a keyword has no effect on a training in ptychodus; None where it has one."""
    architecture = model.architecture
    if knob == "loss_function" and model.model_type == "supervised":
        return "a supervised training compares objects, not patterns"
    if knob == "devices" and value != 1:
        return "a training in ptychodus runs on one device"
    if knob not in foreign_settings(architecture) or value == KNOBS[knob].default:
        return None
    if knob == "gridsize":
        few = value <= _LARGEST_CNN_GROUP
        return f"it is the group of the cnn, the {architecture} network sees more" if few else None
    return f"the {architecture} network has no such part"
