"""Patterns per second, as ratios in one run: networks, sizes, precision, adapter, reconstruction.

    python tests/bench/bench_speed.py [--threads 2] [--quick] [--device cuda]

The yardstick is the original's network (`cnn`, 2.34 million parameters) in single precision, in the
channels-first layout, step by step without any framework. Seconds are those of the processor,
whatever else the machine does; where there is a CUDA device, wall time on it. What is compared is
run in turns.
"""

from __future__ import annotations

import argparse
import dataclasses
import io
import logging
import tempfile
from contextlib import redirect_stderr
from pathlib import Path
from typing import Any

import torch
from rows import Row, record, table
from torch.utils.data import DataLoader
from workload import (
    LOSS,
    TILE,
    baseline,
    clock,
    cost,
    interleaved,
    raster,
    settings,
    shipped,
    training_of,
    use,
)

from ptycho_generated.kwargs import group_dataset_kwargs
from ptycho_torch.data.groups import GroupDataset, collate_groups
from ptycho_torch.data.scan_tensors import ScanTensors
from ptycho_torch.model.objective import held_out_objective
from ptycho_torch.trainer.build import build_trainer
from ptycho_torch.trainer.datamodule import GroupDataModule
from ptycho_torch.trainer.fitting import Fitting
from ptycho_torch.trainer.module import ReconstructionModule
from ptycho_torch.trainer.optimizers import build_optimizer

DEVICE = torch.device("cuda" if torch.cuda.is_available() else "cpu")
BATCHES = (1, 2, 4, 8, 16)
SIDES = (32, 64, 128)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--quick", action="store_true", help="leave the large ones out")
    parser.add_argument("--device", choices=("cpu", "cuda"), default=DEVICE.type)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    globals()["DEVICE"] = torch.device(options.device)
    use(DEVICE)
    timed = "wall time on the GPU" if DEVICE.type == "cuda" else "time of the processor"
    print(f"{DEVICE}, {options.threads} threads, {timed}\n")
    against_the_baseline(rounds=2 if options.quick else 5)
    over_sizes(quick=options.quick)
    against_a_bare_loop(batch_size=16, rounds=3 if options.quick else 6)
    reconstruction(1024 if options.quick else 10_000)


def against_the_baseline(*, rounds: int) -> None:
    works = {
        "cnn, float32, channels first": training_of(baseline().to(DEVICE), 16),
        "unrolled, as shipped": training_of(shipped().to(DEVICE), 1),
        "unrolled, bfloat16": training_of(shipped().to(DEVICE), 1, autocast=torch.bfloat16),
    }
    seconds = interleaved(works, rounds=rounds)
    speeds = {name: works[name].n_patterns / one for name, one in seconds.items()}
    first = next(iter(speeds.values()))
    rows = [[name, speed, speed / first] for name, speed in speeds.items()]
    table(["training at 64 px", "patterns/s", "ratio"], rows)


def over_sizes(*, quick: bool) -> None:
    """How the speed depends on batch, group and pattern."""
    rows: list[list[object]] = []
    for n_groups in BATCHES[:3] if quick else BATCHES:
        step = training_of(shipped().to(DEVICE), n_groups)
        speed = step.n_patterns / cost(step, rounds=3)
        rows.append([f"groups of {TILE} in a batch", n_groups, speed])
    for gridsize in (2, 4, 14):
        step = training_of(shipped().to(DEVICE), 4, per_group=gridsize**2)
        rows.append(["gridsize, 4 groups", gridsize, step.n_patterns / cost(step, rounds=3)])
    for side in SIDES[:2] if quick else SIDES:
        step = training_of(shipped(side).to(DEVICE), 1, side=side)
        speed = step.n_patterns / cost(step, rounds=3)
        rows.append(["pattern side (px)", side, speed])
    table(["training of the shipped network", "", "patterns/s"], rows)


def scan_tensors(n_patterns: int) -> ScanTensors:
    scan, shape = raster(n_patterns)
    positions = (scan.corners + 32 + scan.fractions).double().numpy()
    return ScanTensors(
        amplitudes=scan.amplitudes,
        corners=scan.corners,
        fractions=scan.fractions,
        probe=scan.probes[0],
        mask=None,
        probe_scale=1.0,
        positions_yx_px=positions,
        canvas_shape=shape,
        origin_yx=positions[0] * 0,
    )


def against_a_bare_loop(*, batch_size: int, rounds: int) -> None:
    """One epoch by the Trainer and by a loop of torch alone: same groups, same batches."""
    logging.disable(logging.WARNING)
    scan = scan_tensors(225)
    n_batches = 8
    with tempfile.TemporaryDirectory() as folder:
        asked = settings(
            output_dir=Path(folder) / "run",
            batch_size=batch_size,
            gridsize=3,
            n_groups=batch_size * n_batches,
            max_epochs=1,
            enable_checkpointing=False,
            enable_progress_bar=False,
            preview_every_n_epochs=9,
            accelerator="gpu" if DEVICE.type == "cuda" else "cpu",
            devices=1,
        )
        bare, adapter = [], []
        for _ in range(rounds):
            bare.append(bare_epoch(asked, scan, batch_size))
            adapter.append(trainer_epoch(asked, scan))
    logging.disable(logging.NOTSET)
    pairs = sorted(one / other for one, other in zip(adapter[1:], bare[1:], strict=True))
    rows = [
        ["bare loop of torch", min(bare) / n_batches * 1e3, 1.0],
        ["Trainer", min(adapter) / n_batches * 1e3, min(adapter) / min(bare)],
        ["median of the ratios, round by round", "", pairs[len(pairs) // 2]],
    ]
    table([f"a step at batch {batch_size} (groups of 9)", "ms", "ratio"], rows)


def bare_epoch(asked: Any, scan: ScanTensors, batch_size: int) -> float:
    network = shipped().to(DEVICE)
    groups = GroupDataset(scan, **group_dataset_kwargs(asked), fixed=False)
    optimizer = build_optimizer(asked, network)
    start = clock()
    for batch in DataLoader(groups, batch_size=batch_size, collate_fn=collate_groups):
        found = network(batch.inputs.to(DEVICE), batch.canvas_shapes)
        objective = held_out_objective(found, batch.held_out.to(DEVICE), **LOSS).objective
        optimizer.zero_grad()
        objective.backward()
        optimizer.step()
    return clock() - start


def trainer_epoch(asked: Any, scan: ScanTensors) -> float:
    module = ReconstructionModule(shipped(), asked)
    groups = GroupDataModule(asked, scan, None)
    asked.training.output_dir.mkdir(exist_ok=True)
    with redirect_stderr(io.StringIO()):
        trainer = build_trainer(asked, asked.training.output_dir, groups, lambda *_: None)
        times = {}
        module.on_train_epoch_start = lambda: times.update(start=clock())  # type: ignore[method-assign]
        module.on_train_end = lambda: times.update(end=clock())  # type: ignore[method-assign]
        Fitting(asked, module, groups, trainer).fit()
    return times["end"] - times["start"]


def reconstruction(n_patterns: int) -> None:
    """A scan from its file to its object; of the baseline a tenth, which scales."""
    from ptycho.npz_file import write_npz
    from ptycho.raw_data import load_scan
    from ptycho_torch.workflows.reconstruct import reconstruct

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "scan.npz"
        tensors = scan_tensors(n_patterns)
        centred = torch.fft.fftshift(tensors.amplitudes, dim=(-2, -1)).square().numpy()
        y, x = tensors.positions_yx_px.T.copy()
        write_npz(
            path,
            {"diff3d": centred, "ycoords": y, "xcoords": x, "probeGuess": tensors.probe[0].numpy()},
        )
        start = clock()
        scan = ScanTensors.from_scan(load_scan(path))
        load = clock() - start
    network = shipped().to(DEVICE)
    reconstruct(network, part(scan, 256), chunk=64)
    start = clock()
    reconstruct(network, scan, chunk=64)
    whole = clock() - start
    some = part(scan, n_patterns // 10)
    other = baseline().to(DEVICE)
    reconstruct(other, part(scan, 256), chunk=64)
    start = clock()
    reconstruct(other, some, chunk=64)
    yardstick = 10 * (clock() - start) + load
    rows = [
        ["cnn, float32, channels first, load included", n_patterns / yardstick, 1.0],
        ["unrolled, load included", n_patterns / (load + whole), yardstick / (load + whole)],
        ["unrolled, without loading", n_patterns / whole, ""],
        ["loading", n_patterns / load, ""],
    ]
    table([f"reconstruction of {n_patterns} patterns, stitched", "patterns/s", "ratio"], rows)
    stitching(scan, load + whole)


def stitching(scan: ScanTensors, whole: float) -> None:
    """Share of merging patches once; the unrolled network has no such step of its own."""
    from ptycho_torch.physics.illumination import shift_probes
    from ptycho_torch.physics.stitching import stitch_patches

    rows = scan.measurement().rows(0, 1024)
    probes = shift_probes(rows.probes, rows.fractions, rows.canvas_index)
    patches = torch.ones(rows.n_patterns, 64, 64, dtype=torch.complex64)
    shape = (1, *scan.canvas_shape)
    seconds = cost(lambda: stitch_patches(patches, probes, rows.corners, rows.canvas_index, shape))
    share = seconds * scan.n_patterns / rows.n_patterns / whole
    print(f"merging every patch once into the object: {share:.1%} of the reconstruction\n")
    record(Row("reconstruction: share of stitching", None, 100 * share, "%", share))


def part(scan: ScanTensors, n_patterns: int) -> ScanTensors:
    rows = slice(0, n_patterns)
    corners = scan.corners[rows]
    return dataclasses.replace(
        scan,
        amplitudes=scan.amplitudes[rows],
        corners=corners,
        fractions=scan.fractions[rows],
        positions_yx_px=scan.positions_yx_px[rows],
        canvas_shape=tuple((corners.amax(0) + scan.patch_size).tolist()),
    )


if __name__ == "__main__":
    main()
