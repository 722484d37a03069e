"""Groups of a training and a validation scan as Lightning reads them."""

from collections.abc import Iterator, Sequence, Sized
from itertools import islice
from typing import Any

import torch
from lightning.pytorch import LightningDataModule, Trainer
from torch.utils.data import DataLoader, DistributedSampler, Sampler, SequentialSampler

from ptycho_generated.faults import Fault, InputError
from ptycho_generated.kwargs import (
    dataloader_kwargs,
    group_dataset_kwargs,
    validation_group_dataset_kwargs,
)
from ptycho_generated.settings import TrainSettings
from ptycho_torch.data.groups import GroupBatch, GroupDataset, collate_groups
from ptycho_torch.data.mixed_groups import MixedGroups
from ptycho_torch.data.scan_tensors import ScanTensors
from ptycho_torch.model.registry import learns_from_inputs


class _Share(DistributedSampler[int]):
    """Every n-th index in order for one of n processes, the first time from ``start`` on."""

    def __init__(self, source: Sized, trainer: Trainer, start: int) -> None:
        n, rank = trainer.world_size, trainer.global_rank
        super().__init__(source, num_replicas=n, rank=rank, shuffle=False)  # type: ignore[arg-type]
        self._start = start

    def __iter__(self) -> Iterator[int]:
        start, self._start = self._start, 0
        return islice(super().__iter__(), start, None)


class _Remaining(SequentialSampler):
    """All indices in order, the first time from ``start`` on."""

    def __init__(self, source: Sized, start: int) -> None:
        super().__init__(source)
        self._n_items = len(source)
        self._start = start

    def __iter__(self) -> Iterator[int]:
        start, self._start = self._start, 0
        return iter(range(start, self._n_items))


def batches_within(n_batches: int, limit: int | float | None) -> int:
    """Batches that a limit leaves: at most so many if it is an int, that share if it is a float."""
    if limit is None:
        return n_batches
    return int(n_batches * limit) if isinstance(limit, float) else min(n_batches, limit)


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
        faults = list(self._too_small_shares(n_batches))
        limit = execution.overfit_batches or execution.limit_train_batches
        n_batches = batches_within(n_batches, limit)
        if type(every) is int and every > n_batches and self.has_validation and not faults:
            problem = f"{every} is more than the {n_batches} batches of an epoch"
            faults.append(Fault("--val-check-interval", problem, "lower it or leave it out"))
        if faults:
            raise InputError(faults)

    def _too_small_shares(self, n_train: int) -> Iterator[Fault]:
        """Limits that are shares of so few batches that none is left."""
        execution, size = self._settings.execution, self._settings.training.batch_size
        of_validation = -(-len(self.validation_groups or ()) // size)
        of_test = -(-len(self._test_groups or ()) // size)
        by_heart = execution.overfit_batches  # in place of both limits
        stages = [("--limit-test-batches", execution.limit_test_batches, of_test, "the final test")]
        for name, limit, n_batches, stage in (
            ("train", execution.limit_train_batches, n_train, "an epoch"),
            ("val", execution.limit_val_batches, of_validation, "a validation"),
        ):
            flag = "--overfit-batches" if by_heart else f"--limit-{name}-batches"
            stages.append((flag, by_heart or limit, n_batches, stage))
        for flag, limit, n_batches, stage in stages:
            if type(limit) is float and n_batches and batches_within(n_batches, limit) == 0:
                problem = f"{limit} of the {n_batches} batches of {stage} is less than one"
                yield Fault(flag, problem, f"give 1/{n_batches} or more, or a whole number")

    def train_dataloader(self) -> DataLoader[GroupBatch]:
        """Loader of the training groups; the dataset itself draws them at random."""
        assert self.trainer is not None
        # Lightning takes the iterator of the first epoch before any hook runs, and before it knows
        # at which epoch a resumed run goes on.
        self.train_groups.set_epoch(max(self.trainer.current_epoch, self._first_epoch))
        start = self._batches_done * self._settings.training.batch_size
        drop_last = self._settings.execution.drop_last
        sampler: Sampler[int] = _Remaining(self.train_groups, start)
        if self.trainer.world_size > 1 and self._settings.execution.use_distributed_sampler:
            sampler = _Share(self.train_groups, self.trainer, start)
        return self._loader(self.train_groups, sampler, drop_last=drop_last)

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
        self,
        groups: GroupDataset | MixedGroups,
        sampler: Sampler[int] | None = None,
        *,
        drop_last: bool = False,
    ) -> DataLoader[GroupBatch]:
        arguments = dataloader_kwargs(self._settings) | {"drop_last": drop_last}
        # A generator of its own: what the loader draws must not depend on where a run goes on.
        return DataLoader(
            groups,
            sampler=sampler,
            collate_fn=collate_groups,
            generator=torch.Generator().manual_seed(self._settings.execution.seed),
            **arguments,
        )
