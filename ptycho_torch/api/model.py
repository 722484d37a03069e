"""A network with the configs that it goes with."""

from collections.abc import Mapping
from os import PathLike
from pathlib import Path
from typing import Any

from ptycho_torch.api.configs import ConfigManager, config_from
from ptycho_torch.api.lightning_model import CONFIGS, PtychoPINN_Lightning, read_checkpoint
from ptycho_torch.config_params import DataConfig, InferenceConfig, ModelConfig, TrainingConfig
from ptycho_torch.trainer.build import seed_run

_CLASSES = (DataConfig, ModelConfig, TrainingConfig, InferenceConfig)


class PtychoModel:
    """Holds a module, ``model``; it is there once it was made new or loaded."""

    model: PtychoPINN_Lightning

    def __init__(
        self,
        model_config: ModelConfig | Mapping[str, Any],
        data_config: DataConfig | Mapping[str, Any],
        training_config: TrainingConfig | Mapping[str, Any],
        inference_config: InferenceConfig | Mapping[str, Any],
    ) -> None:
        self.config_manager = ConfigManager(
            data_config, model_config, training_config, inference_config
        )

    @classmethod
    def _new_model(
        cls, model: type[PtychoPINN_Lightning], config_manager: ConfigManager
    ) -> "PtychoModel":
        """A module with new weights, the same ones for the same seed."""
        configs = (
            config_manager.model_config,
            config_manager.data_config,
            config_manager.training_config,
            config_manager.inference_config,
        )
        made = cls(*configs)
        settings, _ = config_manager.settings(train_data_file="data", output_dir="run")
        seed_run(settings)
        made.model = model(*configs)
        return made

    @staticmethod
    def _extract_configs_from_checkpoint(
        path: str | PathLike[str],
    ) -> tuple[DataConfig, ModelConfig, TrainingConfig, InferenceConfig]:
        """The configs that a checkpoint holds; InputError for a file that holds none."""
        inside = read_checkpoint(Path(path))["hyper_parameters"]
        data, model, training, inference = (
            config_from(cls, inside[name]) for cls, name in zip(_CLASSES, CONFIGS, strict=True)
        )
        return data, model, training, inference
