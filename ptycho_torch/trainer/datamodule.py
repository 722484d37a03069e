"""Groups of a training and a validation scan as Lightning reads them."""

from typing import Any

from lightning.pytorch import LightningDataModule
from torch.utils.data import DataLoader

from ptycho_generated.kwargs import (
    data_loader_kwargs,
    group_dataset_kwargs,
    validation_group_dataset_kwargs,
)
from ptycho_generated.settings import TrainSettings
from ptycho_torch.data.groups import GroupBatch, GroupDataset, collate_groups
from ptycho_torch.data.scan_tensors import ScanTensors
from ptycho_torch.model.registry import learns_from_inputs


class GroupDataModule(LightningDataModule):
    """Training groups are drawn anew in each epoch; validation groups stay the same.

    ``shown`` is the scan that previews and scores are made of: the validation scan if there is one.
    """

    def __init__(
        self, settings: TrainSettings, train: ScanTensors, validation: ScanTensors | None
    ) -> None:
        super().__init__()
        self._settings = settings
        self._first_epoch = 0
        self.shown = train if validation is None else validation
        groups = group_dataset_kwargs(settings)
        if learns_from_inputs(settings.training.model.architecture):
            groups |= {"input_fraction_min": 1.0, "input_fraction_max": 1.0}
        self.train_groups = GroupDataset(train, **groups, fixed=False)
        self.validation_groups = None
        if validation is not None:
            same = groups | validation_group_dataset_kwargs(settings)
            self.validation_groups = GroupDataset(validation, **same, fixed=True)

    def train_dataloader(self) -> DataLoader[GroupBatch]:
        """Loader of the training groups; the dataset itself draws them at random."""
        assert self.trainer is not None
        # Lightning takes the iterator of the first epoch before any hook runs, and before it knows
        # at which epoch a resumed run goes on.
        self.train_groups.set_epoch(max(self.trainer.current_epoch, self._first_epoch))
        return self._loader(self.train_groups)

    def val_dataloader(self) -> list[DataLoader[GroupBatch]]:
        """Loader of the validation groups; empty where there is no validation scan."""
        groups = self.validation_groups
        return [] if groups is None else [self._loader(groups)]

    def state_dict(self) -> dict[str, Any]:
        """Epoch at which a run goes on from a checkpoint that is written now."""
        assert self.trainer is not None
        progress = self.trainer.fit_loop.epoch_progress.state_dict()
        return {"epoch": progress["current"]["processed"]}

    def load_state_dict(self, state_dict: dict[str, Any]) -> None:
        """Go on at the epoch of a checkpoint."""
        self._first_epoch = state_dict["epoch"]

    def _loader(self, groups: GroupDataset) -> DataLoader[GroupBatch]:
        arguments = data_loader_kwargs(self._settings)
        return DataLoader(groups, collate_fn=collate_groups, **arguments)
