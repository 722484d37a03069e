"""Groups of a training and a validation scan as Lightning reads them."""

from collections.abc import Iterator, Sequence, Sized
from typing import Any

import torch
from lightning.pytorch import LightningDataModule
from torch.utils.data import DataLoader, SequentialSampler

from ptycho_generated.faults import Fault, InputError
from ptycho_generated.kwargs import (
    data_loader_kwargs,
    group_dataset_kwargs,
    validation_group_dataset_kwargs,
)
from ptycho_generated.settings import TrainSettings
from ptycho_torch.data.groups import GroupBatch, GroupDataset, collate_groups
from ptycho_torch.data.mixed_groups import MixedGroups
from ptycho_torch.data.scan_tensors import ScanTensors
from ptycho_torch.model.registry import learns_from_inputs


class _Remaining(SequentialSampler):
    """All indices in order, the first time from ``start`` on."""

    def __init__(self, source: Sized, start: int) -> None:
        super().__init__(source)
        self._n_items = len(source)
        self._start = start

    def __iter__(self) -> Iterator[int]:
        start, self._start = self._start, 0
        return iter(range(start, self._n_items))


class GroupDataModule(LightningDataModule):
    """Training groups are drawn anew in each epoch; validation groups stay the same.

    Where batches are to be learned by heart, the training groups stay the same as well. ``shown``
    is the scan that previews and scores are made of: the validation scan if there is one.
    """

    def __init__(
        self,
        settings: TrainSettings,
        train: ScanTensors,
        validation: ScanTensors | None,
        extra: Sequence[ScanTensors] = (),
    ) -> None:
        """Draw training groups from ``train`` and the ``extra`` scans."""
        super().__init__()
        self._settings = settings
        self._first_epoch = 0
        self._batches_done = 0
        self.shown = train if validation is None else validation
        groups = group_dataset_kwargs(settings)
        model = settings.training.model
        if learns_from_inputs(model.architecture) or model.model_type == "supervised":
            groups |= {"input_fraction_min": 1.0, "input_fraction_max": 1.0}
        by_heart = settings.execution.overfit_batches > 0
        self.train_groups = MixedGroups(
            [GroupDataset(scan, **groups, fixed=by_heart) for scan in (train, *extra)]
        )
        self.validation_groups = None
        self._test_groups = None
        if validation is not None:
            same = groups | validation_group_dataset_kwargs(settings)
            self.validation_groups = GroupDataset(validation, **same, fixed=True)
            self._test_groups = GroupDataset(validation, **groups | {"n_groups": None}, fixed=True)

    @property
    def has_validation(self) -> bool:
        """Whether a validation loss is taken."""
        limit = self._settings.execution.limit_val_batches
        return self.validation_groups is not None and limit != 0

    @property
    def has_test(self) -> bool:
        """Whether the best weights are tested on all of the validation scan."""
        return self._test_groups is not None and self._settings.execution.limit_test_batches != 0

    def check_batches(self) -> None:
        """Raise InputError where an epoch has no batch, or none before a validation is due."""
        execution, n_groups = self._settings.execution, len(self.train_groups)
        size, every = self._settings.training.batch_size, execution.val_check_interval
        n_batches = n_groups // size if execution.drop_last else -(-n_groups // size)
        if n_batches == 0:
            problem = f"leaves no batch: an epoch has {n_groups} groups, a batch {size}"
            raise InputError([Fault("--drop-last", problem, "lower --batch-size")])
        n_batches = min(n_batches, execution.limit_train_batches or n_batches)
        if every is not None and every > n_batches and self.has_validation:
            problem = f"{every} is more than the {n_batches} batches of an epoch"
            raise InputError([Fault("--val-check-interval", problem, "lower it or leave it out")])

    def train_dataloader(self) -> DataLoader[GroupBatch]:
        """Loader of the training groups; the dataset itself draws them at random."""
        assert self.trainer is not None
        # Lightning takes the iterator of the first epoch before any hook runs, and before it knows
        # at which epoch a resumed run goes on.
        self.train_groups.set_epoch(max(self.trainer.current_epoch, self._first_epoch))
        start = self._batches_done * self._settings.training.batch_size
        drop_last = self._settings.execution.drop_last
        return self._loader(self.train_groups, start, drop_last=drop_last)

    def val_dataloader(self) -> list[DataLoader[GroupBatch]]:
        """Loader of the validation groups; empty where there is no validation scan."""
        groups = self.validation_groups
        return [] if groups is None else [self._loader(groups)]

    def test_dataloader(self) -> list[DataLoader[GroupBatch]]:
        """Loader of groups that cover the validation scan once; empty where there is none."""
        groups = self._test_groups
        return [] if groups is None else [self._loader(groups)]

    def state_dict(self) -> dict[str, Any]:
        """Epoch and batch at which a run goes on from a checkpoint that is written now."""
        assert self.trainer is not None
        loop = self.trainer.fit_loop
        epoch = loop.epoch_progress.state_dict()["current"]
        batch = loop.epoch_loop.batch_progress.state_dict()["current"]
        within = epoch["started"] > epoch["processed"]
        return {"epoch": epoch["processed"], "batch": batch["processed"] if within else 0}

    def load_state_dict(self, state_dict: dict[str, Any]) -> None:
        """Go on at the epoch and batch of a checkpoint."""
        self._first_epoch, self._batches_done = state_dict["epoch"], state_dict["batch"]

    def _loader(
        self, groups: GroupDataset | MixedGroups, start: int = 0, *, drop_last: bool = False
    ) -> DataLoader[GroupBatch]:
        arguments = data_loader_kwargs(self._settings) | {"drop_last": drop_last}
        # A generator of its own: what the loader draws must not depend on where a run goes on.
        return DataLoader(
            groups,
            sampler=_Remaining(groups, start),
            collate_fn=collate_groups,
            generator=torch.Generator(),
            **arguments,
        )
