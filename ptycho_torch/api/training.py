"""A training as ptychodus runs it: the same as that of the command, from objects."""

import logging
from pathlib import Path
from typing import Any

from ptycho import params
from ptycho.config.legacy import update_legacy_dict
from ptycho_torch.api.configs import ConfigManager
from ptycho_torch.api.data import PtychoDataLoader
from ptycho_torch.api.model import PtychoModel
from ptycho_torch.trainer.build import is_first_process
from ptycho_torch.trainer.fitting import Fitting
from ptycho_torch.workflows.components import (
    check_scans,
    describe,
    finish_training,
    prepare_training,
    start_folder,
    write_training_report,
)
from ptycho_torch.workflows.run_folder import start_log

_log = logging.getLogger(__name__)
_ORCHESTRATION = "lightning"


class Trainer:
    """Trains a model on the scans of a loader; ``_trainer`` is the Lightning Trainer in it."""

    def __init__(self, dataloader: PtychoDataLoader, fitting: Fitting) -> None:
        self._loader = dataloader
        self._fitting = fitting
        self._trainer: Any = fitting.trainer

    @classmethod
    def _from_lightning(
        cls,
        model: PtychoModel,
        dataloader: PtychoDataLoader,
        orchestration: str = _ORCHESTRATION,
        config_manager: ConfigManager | None = None,
    ) -> "Trainer":
        """A training that is ready to start; callbacks may be added to ``_trainer`` before.

        ``config_manager`` is that of ``dataloader``. Raises InputError for scans that are surely
        not as they should be, or settings that this machine cannot do.
        """
        assert orchestration == _ORCHESTRATION
        if config_manager is not None:
            config_manager.validate_arch_compatibility(model)
        settings = dataloader.settings
        update_legacy_dict(params.cfg, settings.training)
        check_scans(settings, dataloader.scans)
        model.model.take_settings(settings)
        return cls(dataloader, prepare_training(settings, dataloader.scans, model.model))

    def train(self, orchestration: str = _ORCHESTRATION, experiment_name: str = "") -> Path:
        """Train, and write a run folder as the command does; returns the folder.

        Losses and previews are written as it goes. ``experiment_name`` is a title for the log.
        """
        assert orchestration == _ORCHESTRATION
        settings, scans = self._loader.settings, self._loader.scans
        first = is_first_process()
        with start_log(quiet=True) as log:
            if experiment_name:
                _log.info("experiment: %s", experiment_name)
            describe(scans)
            if first:
                start_folder(settings, self._loader.resolved, log)
            self._fitting.fit()
            metrics = self._fitting.metrics()
            self._fitting.take_best_weights()
            metrics |= self._fitting.test()
            if first:
                results = finish_training(settings, scans, self._fitting, metrics)
                write_training_report(settings, self._loader.resolved, scans, results)
        return self._loader.output_dir
