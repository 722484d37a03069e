"""The original's Lightning module: a network that is made from the four configs."""

import pickle
from collections.abc import Mapping
from os import PathLike
from pathlib import Path
from typing import Any

import torch

from ptycho.archives import DAMAGE, reason_of
from ptycho.checkpoint_file import contents
from ptycho_generated.faults import Fault, InputError
from ptycho_generated.kwargs import network_kwargs
from ptycho_generated.settings import TrainSettings
from ptycho_torch.api.configs import ConfigManager
from ptycho_torch.config_params import DataConfig, InferenceConfig, ModelConfig, TrainingConfig
from ptycho_torch.model.registry import build_network
from ptycho_torch.trainer.module import ReconstructionModule
from ptycho_torch.trainer.resume import check_tensors

CONFIGS = ("data_config", "model_config", "training_config", "inference_config")
"""Names of the configs in a checkpoint, in the order in which the original returns them."""


class PtychoPINN_Lightning(ReconstructionModule):
    """A network and the configs that it was made from; checkpoints hold these as plain dicts.

    Knobs that no keyword stands for are taken from ``PTYCHO_*`` variables, or are at their default.
    """

    loss_name = "train_loss"
    val_loss_name = "val_loss"

    def __init__(
        self,
        model_config: ModelConfig | Mapping[str, Any],
        data_config: DataConfig | Mapping[str, Any],
        training_config: TrainingConfig | Mapping[str, Any],
        inference_config: InferenceConfig | Mapping[str, Any],
    ) -> None:
        """Build the network for patterns of ``data_config.N``; configs may be plain dicts.

        Raises InputError for values that no network has.
        """
        configs = ConfigManager(data_config, model_config, training_config, inference_config)
        settings, _ = configs.settings(train_data_file="data", output_dir="run")
        network = {**network_kwargs(settings), "patch_size": configs.data_config.N}
        self._start(network, settings, configs)

    def _start(
        self, network: Mapping[str, Any], settings: TrainSettings, configs: ConfigManager
    ) -> None:
        super().__init__(build_network(**network), settings)
        self.data_config = configs.data_config
        self.model_config = configs.model_config
        self.training_config = configs.training_config
        self.inference_config = configs.inference_config
        self.save_hyperparameters(configs.as_plain() | {"network": dict(network)})

    def take_settings(self, settings: TrainSettings) -> None:
        """Train by these settings, which differ from the module's own in their files alone."""
        self._settings = settings

    @classmethod
    def load_from_checkpoint(  # type: ignore[override]
        cls,
        checkpoint_path: str | PathLike[str],
        map_location: Any = None,
        *,
        model_config: ModelConfig | Mapping[str, Any] | None = None,
        data_config: DataConfig | Mapping[str, Any] | None = None,
        training_config: TrainingConfig | Mapping[str, Any] | None = None,
        inference_config: InferenceConfig | Mapping[str, Any] | None = None,
    ) -> "PtychoPINN_Lightning":
        """The module of a checkpoint; a config that is given takes the place of the one inside.

        Nothing but tensors and plain data is unpickled. The network is the one of the checkpoint
        whatever the environment says. Raises InputError for a file that is none.
        """
        path = Path(checkpoint_path)
        content = read_checkpoint(path, map_location)
        inside = content["hyper_parameters"]
        configs = ConfigManager(
            data_config or inside["data_config"],
            model_config or inside["model_config"],
            training_config or inside["training_config"],
            inference_config or inside["inference_config"],
        )
        settings, _ = configs.settings(train_data_file="data", output_dir="run")
        module = cls.__new__(cls)
        module._start(inside["network"], settings, configs)
        try:
            module.load_state_dict(content["state_dict"])
        except RuntimeError as error:
            reason = str(error).splitlines()[-1].strip()
            problem = f"its weights are not those of the network it names ({reason})"
            raise InputError([Fault(str(path), problem, "train again")]) from None
        return module


def read_checkpoint(path: Path, map_location: Any = None) -> dict[str, Any]:
    """Content of a checkpoint that a `PtychoPINN_Lightning` left; InputError for any other file."""
    cure = "give a checkpoint that this version trained through ptychodus"
    try:
        contents(path)  # sizes and checksums, before torch takes memory
        content = torch.load(path, map_location=map_location or "cpu", weights_only=True)
        check_tensors(content)
    except FileNotFoundError:
        raise InputError([Fault(str(path), "does not exist", cure)]) from None
    except (*DAMAGE, pickle.UnpicklingError) as error:
        problem = f"cannot be read as a checkpoint ({reason_of(error)})"
        raise InputError([Fault(str(path), problem, cure)]) from None
    inside = content.get("hyper_parameters", {}) if isinstance(content, dict) else {}
    if missing := [name for name in (*CONFIGS, "network") if name not in inside]:
        problem = f"holds no {', '.join(missing)}"
        raise InputError([Fault(str(path), problem, cure)])
    return dict(content)
