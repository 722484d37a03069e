"""Several scans in one epoch: every group once, evenly spread."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
import torch

from ptycho_torch.data.groups import GroupDataset
from ptycho_torch.data.mixed_groups import MixedGroups
from ptycho_torch.data.scan_tensors import ScanTensors

MakeScan = Callable[..., SimpleNamespace]


def groups(make_scan: MakeScan, n_groups: int, seed: int) -> GroupDataset:
    scan = ScanTensors.from_scan(make_scan(12, seed=seed))
    return GroupDataset(
        scan,
        gridsize=2,
        n_groups=n_groups,
        input_fraction_min=0.5,
        input_fraction_max=0.5,
        seed=0,
        fixed=False,
    )


def test_an_epoch_holds_every_group_of_every_scan_once(make_scan: MakeScan) -> None:
    parts = [groups(make_scan, count, seed) for seed, count in enumerate((6, 2))]
    mixed = MixedGroups(parts)
    wanted = sorted(
        float(g.inputs.amplitudes.sum()) for p in parts for g in (p[i] for i in range(len(p)))
    )
    assert len(mixed) == 8
    assert sorted(float(mixed[i].inputs.amplitudes.sum()) for i in range(8)) == wanted


def test_scans_are_spread_evenly(make_scan: MakeScan) -> None:
    parts = [groups(make_scan, count, seed) for seed, count in enumerate((6, 2))]
    mixed = MixedGroups(parts)
    small = {float(parts[1][i].inputs.amplitudes.sum()) for i in range(2)}
    places = [i for i in range(8) if float(mixed[i].inputs.amplitudes.sum()) in small]
    assert places[0] < 4 <= places[1]


def test_one_scan_alone_keeps_its_order_and_its_epochs(make_scan: MakeScan) -> None:
    alone, mixed = groups(make_scan, 5, 0), MixedGroups([groups(make_scan, 5, 0)])
    for epoch in (0, 3):
        alone.set_epoch(epoch)
        mixed.set_epoch(epoch)
        for index in range(5):
            torch.testing.assert_close(mixed[index], alone[index])


def test_there_is_an_end(make_scan: MakeScan) -> None:
    with pytest.raises(IndexError):
        MixedGroups([groups(make_scan, 5, 0)])[5]
