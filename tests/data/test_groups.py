"""Laws of groups: pure functions of (seed, epoch, index), complete, disjoint, batched unchanged."""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch.utils.data import DataLoader

from ptycho.grouping import nearest_groups
from ptycho_generated.faults import InputError
from ptycho_torch.data.groups import GroupBatch, GroupDataset, collate_groups
from ptycho_torch.data.scan_tensors import ScanTensors
from ptycho_torch.physics.measurement import Measurement


@pytest.fixture(scope="module")
def scan(make_scan) -> ScanTensors:
    return ScanTensors.from_scan(make_scan(30))


def dataset(scan: ScanTensors, **settings) -> GroupDataset:
    defaults = {
        "gridsize": 3,
        "n_groups": None,
        "input_fraction_min": 0.5,
        "input_fraction_max": 0.9,
        "seed": 0,
        "fixed": False,
    }
    return GroupDataset(scan, **(defaults | settings))


def same(one: GroupBatch, other: GroupBatch) -> bool:
    def equal(a: Measurement, b: Measurement) -> bool:
        return all(
            (x is None and y is None) or torch.equal(x, y) for x, y in zip(a, b, strict=True)
        )

    return (
        equal(one.inputs, other.inputs)
        and equal(one.held_out, other.held_out)
        and one.canvas_shapes == other.canvas_shapes
    )


def patterns(part: Measurement, scan: ScanTensors) -> list[int]:
    """Which patterns of the scan these are (all patterns of the scan differ)."""
    stack = scan.measurement().amplitudes
    return [int((stack == pattern).all(-1).all(-1).nonzero()) for pattern in part.amplitudes]


@given(index=st.integers(0, 3), epoch=st.integers(0, 50), seed=st.integers(0, 2**32))
def test_a_group_depends_on_seed_epoch_and_index_alone(scan, index, epoch, seed) -> None:
    first, second = dataset(scan, seed=seed), dataset(scan, seed=seed)
    first.set_epoch(epoch)
    second.set_epoch(epoch + 1)
    _ = second[3 - index]
    second.set_epoch(epoch)
    assert same(first[index], second[index])


def test_seeds_and_epochs_differ(scan) -> None:
    groups = dataset(scan, n_groups=1)
    first = groups[0]
    assert not same(first, dataset(scan, n_groups=1, seed=1)[0])
    groups.set_epoch(1)
    assert not same(first, groups[0])


def test_fixed_groups_stay(scan) -> None:
    groups = dataset(scan, fixed=True)
    before = groups[1]
    groups.set_epoch(5)
    assert same(before, groups[1])


@given(
    gridsize=st.integers(2, 6), low=st.floats(0.01, 1.0), more=st.floats(0, 1), i=st.integers(0, 9)
)
def test_inputs_and_held_out_patterns_divide_the_neighbourhood(scan, gridsize, low, more, i):
    high = low + more * (1.0 - low)
    groups = dataset(
        scan, gridsize=gridsize, n_groups=10, input_fraction_min=low, input_fraction_max=high
    )
    group = groups[i]
    inputs, held_out = patterns(group.inputs, scan), patterns(group.held_out, scan)
    size = min(gridsize**2, scan.n_patterns)
    assert len(set(inputs) | set(held_out)) == len(inputs) + len(held_out) == size
    assert inputs
    if low < 1.0:
        assert held_out
        assert int(low * size) <= len(inputs) <= max(high * size, 1)
    candidates = nearest_groups(scan.positions_yx_px, scan.positions_yx_px, size).tolist()
    assert any(set(members) == set(inputs) | set(held_out) for members in candidates)


def test_every_pattern_is_a_centre_once_per_pass_across_epochs(scan) -> None:
    groups = dataset(scan, gridsize=1, n_groups=12, input_fraction_min=1.0, input_fraction_max=1.0)
    centres = []
    for epoch in range(5):
        groups.set_epoch(epoch)
        centres += [patterns(groups[i].inputs, scan)[0] for i in range(len(groups))]
    assert sorted(centres) == sorted([*range(30), *range(30)])
    assert sorted(centres[:30]) == list(range(30))


def test_all_patterns_as_input_keep_the_order_of_the_neighbourhood(scan) -> None:
    groups = dataset(scan, input_fraction_min=1.0, input_fraction_max=1.0)
    group = groups[0]
    assert group.held_out.n_patterns == 0
    members = patterns(group.inputs, scan)
    expected = nearest_groups(scan.positions_yx_px, scan.positions_yx_px[members[:1]], 9)
    assert members == expected[0].tolist()


def test_a_group_lies_on_its_own_smallest_canvas(scan) -> None:
    for i in range(4):
        group = dataset(scan)[i]
        corners = torch.cat([group.inputs.corners, group.held_out.corners])
        assert corners.amin(0).tolist() == [0, 0]
        assert [tuple((corners.amax(0) + scan.patch_size).tolist())] == [*group.canvas_shapes]
        members = patterns(group.inputs, scan)
        offset = scan.corners[members] - group.inputs.corners
        assert bool((offset == offset[0]).all())


def test_an_epoch_is_about_one_pass(scan) -> None:
    assert len(dataset(scan)) == 4
    assert len(dataset(scan, n_groups=7)) == 7
    assert len(dataset(scan, gridsize=100)) == 1
    with pytest.raises(IndexError):
        dataset(scan)[4]


@pytest.mark.parametrize("n_patterns", [2, 3])
def test_tiny_scans_have_both_sides(make_scan, n_patterns: int) -> None:
    tiny = ScanTensors.from_scan(make_scan(n_patterns))
    for fraction in (0.01, 0.5, 0.99):
        group = dataset(tiny, input_fraction_min=fraction, input_fraction_max=fraction)[0]
        assert group.inputs.n_patterns >= 1
        assert group.held_out.n_patterns >= 1
        assert group.inputs.n_patterns + group.held_out.n_patterns == n_patterns


def test_groups_of_one_pattern_cannot_hold_any_out(make_scan, scan) -> None:
    with pytest.raises(InputError, match="--gridsize: 1 makes groups of a single pattern"):
        dataset(scan, gridsize=1)
    with pytest.raises(InputError, match="diff3d: holds a single pattern"):
        dataset(ScanTensors.from_scan(make_scan(1)))


def test_a_batch_holds_its_groups_unchanged(scan) -> None:
    groups = dataset(scan)
    singles = [groups[i] for i in range(3)]
    batch = collate_groups(singles)
    assert batch.n_groups == 3
    assert batch.canvas_shapes == tuple(single.canvas_shapes[0] for single in singles)
    for together, name in ((batch.inputs, "inputs"), (batch.held_out, "held_out")):
        for b, single in enumerate(singles):
            part = getattr(single, name)
            chosen = together.canvas_index == b
            assert torch.equal(together.amplitudes[chosen], part.amplitudes)
            assert torch.equal(together.corners[chosen], part.corners)
            assert torch.equal(together.fractions[chosen], part.fractions)
            assert torch.equal(together.probes[b], part.probes[0])
    assert same(collate_groups(singles[:1]), singles[0])


def test_masks_are_joined_and_filled(make_scan) -> None:
    masked = dataset(ScanTensors.from_scan(make_scan(10, bad_pixels=4)))[0]
    clean = dataset(ScanTensors.from_scan(make_scan(10)))[0]
    assert collate_groups([clean, clean]).inputs.mask is None
    mask = collate_groups([masked, clean]).inputs.mask
    assert mask is not None
    assert (~mask).sum((-2, -1)).tolist() == [4, 0]


@pytest.mark.parametrize("n_workers", [1, 2])
def test_loader_workers_change_nothing_and_follow_the_epoch(scan, n_workers: int) -> None:
    groups = dataset(scan)

    def loader(workers: int) -> DataLoader[GroupBatch]:
        return DataLoader(
            groups,
            batch_size=2,
            collate_fn=collate_groups,
            num_workers=workers,
            persistent_workers=workers > 0,
        )

    alone, helped = loader(0), loader(n_workers)
    for epoch in (3, 4):
        groups.set_epoch(epoch)
        pairs = list(zip(alone, helped, strict=True))
        assert len(pairs) == 2
        assert all(same(one, other) for one, other in pairs)


@given(indices=st.lists(st.integers(0, 3), min_size=1, max_size=4))
def test_labels_are_the_object_under_each_group(make_scan, indices) -> None:
    source = make_scan(30)
    labelled = ScanTensors.from_scan(source).with_labels(source.truth)
    groups = dataset(labelled, input_fraction_min=1.0, input_fraction_max=1.0)
    batch = collate_groups([groups[index] for index in indices])
    assert batch.labels is not None
    # Noise-free patterns are the far fields of the label's own windows.
    inputs, side = batch.inputs, labelled.patch_size
    for amplitude, (y, x), canvas in zip(
        inputs.amplitudes, inputs.corners.tolist(), inputs.canvas_index, strict=True
    ):
        window = batch.labels[canvas, y : y + side, x : x + side]
        probe = labelled.probe * labelled.probe_scale
        far_field = torch.fft.fft2(torch.fft.ifftshift(probe * window, (-2, -1)), norm="ortho")
        torch.testing.assert_close(far_field.abs().square().sum(0).sqrt(), amplitude)


def test_an_object_that_ends_before_the_scan_is_refused(make_scan) -> None:
    source = make_scan(30)
    scan = ScanTensors.from_scan(source)
    with pytest.raises(InputError, match="objectGuess: ends"):
        scan.with_labels(source.truth[:20])
    last = int(scan.origin_yx[0]) + scan.canvas_shape[0]
    cut = scan.with_labels(source.truth[: last - 1]).labels
    assert cut is not None
    assert torch.equal(cut[-1], cut[-2])
