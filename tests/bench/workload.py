"""What the measuring scripts share: a simulated scan, networks, and interleaved timing."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
from torch import nn

from ptycho_torch.config_factory import configure
from ptycho_torch.model.network import ReconstructionNetwork
from ptycho_torch.model.objective import held_out_objective
from ptycho_torch.model.registry import build_network
from ptycho_torch.physics.diffraction import diffract
from ptycho_torch.physics.illumination import shift_probes
from ptycho_torch.physics.measurement import Measurement
from ptycho_torch.physics.patches import gather_patches

PHOTONS = 1e6
CNN = {"gridsize": 1, "n_filters_scale": 2.0}
"""The size of the original's network at 64 px: 2.34 million parameters."""
_LEAST_S = 0.05
"""What is quicker is done so often that it takes this long."""
_on_gpu = False


def use(device: torch.device) -> None:
    """From now on ``device`` is waited for when time is taken."""
    global _on_gpu  # noqa: PLW0603 - a script measures on one device
    _on_gpu = device.type == "cuda"


def clock() -> float:
    """Seconds of the processor; of the wall where a GPU does the work."""
    if _on_gpu:
        torch.cuda.synchronize()
        return time.perf_counter()
    return time.process_time()


TILE = 14**2
"""Patterns of a group at the defaults."""
LOSS = {"loss": "amplitude", "deep_weight": 0.3}


def settings(**overrides: Any) -> Any:
    """Settings of a training, at the defaults but for ``overrides``."""
    given = {"train_data_file": Path("unused"), "output_dir": Path("unused")} | overrides
    return configure("train", overrides=given)[0]


def raster(
    n_patterns: int, *, side: int = 64, step_px: int = 6
) -> tuple[Measurement, tuple[int, int]]:
    """Patterns of a random object on a square raster, and the shape of its canvas."""
    generator = torch.Generator().manual_seed(0)
    per_row = -(-int(n_patterns**0.5 * 1000) // 1000)
    places = torch.arange(n_patterns)
    corners = torch.stack([places // per_row, places % per_row], dim=1) * step_px
    height, width = (corners.amax(0) + side).tolist()
    axis = torch.arange(side) - side // 2
    bell = torch.exp(-(axis**2) / (2 * (side / 7) ** 2))
    probe = torch.outer(bell, bell).to(torch.complex64)[None, None]
    coarse = torch.rand(1, 2, height // 4, width // 4, generator=generator)
    fine = nn.functional.interpolate(coarse, size=(height, width), mode="bilinear")
    object_ = torch.polar(0.5 + 0.5 * fine[:, 0], fine[:, 1]) * (PHOTONS**0.5 / float(bell.sum()))
    fractions = torch.rand(n_patterns, 2, generator=generator)
    index = torch.zeros(n_patterns, dtype=torch.int64)
    amplitudes = torch.empty(n_patterns, side, side)
    for start in range(0, n_patterns, 256):
        rows = slice(start, start + 256)
        lit = shift_probes(probe, fractions[rows], index[rows])
        expected = diffract(gather_patches(object_, corners[rows], index[rows], side), lit)
        amplitudes[rows] = torch.poisson(expected, generator=generator).sqrt()
    return Measurement(amplitudes, corners, fractions, index, probe, None), (height, width)


def side_by_side(parts: list[Measurement]) -> Measurement:
    """A batch of measurements of one canvas each."""
    counts = [part.n_patterns for part in parts]
    return Measurement(
        torch.cat([part.amplitudes for part in parts]),
        torch.cat([part.corners - part.corners.amin(0) for part in parts]),
        torch.cat([part.fractions for part in parts]),
        torch.repeat_interleave(torch.tensor(counts)),
        torch.cat([part.probes for part in parts]),
        None,
    )


def shipped(side: int = 64) -> ReconstructionNetwork:
    """The network that is trained where nothing is asked for."""
    from ptycho_generated.kwargs import network_kwargs

    torch.manual_seed(0)
    return build_network(**network_kwargs(settings()) | {"patch_size": side})


def baseline(side: int = 64) -> ReconstructionNetwork:
    """The original's network in single precision and the channels-first layout."""
    torch.manual_seed(0)
    network = build_network("cnn", patch_size=side, **CNN)
    network.to(memory_format=torch.contiguous_format)
    # Undoes the layout of the input, which convolutions would pass on.
    network.patches.encoder.register_forward_pre_hook(lambda _, given: (given[0].contiguous(),))
    return network


class Training:
    """Training steps of a network on one batch, without any framework."""

    def __init__(
        self,
        network: ReconstructionNetwork,
        inputs: Measurement,
        judges: Measurement,
        shapes: list[tuple[int, int]],
        *,
        autocast: torch.dtype | None = None,
    ) -> None:
        device = next(network.parameters()).device
        self.network, self.shapes, self.autocast = network.train(), shapes, autocast
        self.inputs, self.judges = inputs.to(device), judges.to(device)
        self.optimizer = torch.optim.AdamW(network.parameters(), 1e-4)

    @property
    def n_patterns(self) -> int:
        """Patterns that a step uses, shown or held out."""
        own = self.inputs is self.judges or self.network.learns_from_inputs
        return self.inputs.n_patterns + (0 if own else self.judges.n_patterns)

    def __call__(self) -> None:
        device = next(self.network.parameters()).device.type
        with torch.autocast(device, self.autocast, enabled=self.autocast is not None):
            found = self.network(self.inputs, self.shapes)
            objective = held_out_objective(found, self.judges, **LOSS).objective
        self.optimizer.zero_grad(set_to_none=True)
        objective.backward()
        self.optimizer.step()


def training_of(
    network: ReconstructionNetwork,
    n_groups: int,
    *,
    per_group: int = TILE,
    side: int = 64,
    **more: Any,
) -> Training:
    """Steps on ``n_groups`` tiles of ``per_group`` patterns; a quarter is held out."""
    tile, shape = raster(per_group, side=side)
    if network.learns_from_inputs:
        parts = [tile.rows(i % per_group, i % per_group + 1) for i in range(n_groups)]
        batch = side_by_side(parts)
        return Training(network, batch, batch, [(side, side)] * n_groups, **more)
    order = torch.randperm(per_group, generator=torch.Generator().manual_seed(0))
    shown, held_out = order[: per_group * 3 // 4], order[per_group * 3 // 4 :]
    place = tile.corners.amin(0)
    assert not place.any()
    batches = []
    for part in (shown, held_out):
        batch = side_by_side([tile] * n_groups)
        chosen = torch.cat([part + group * per_group for group in range(n_groups)])
        batches.append(batch.take(chosen))
    return Training(network, *batches, [shape] * n_groups, **more)


def cost(work: Callable[[], object], *, rounds: int = 5) -> float:
    """Median seconds of processor time of ``work``, or of wall time where a GPU does it."""
    return interleaved({"": work}, rounds=rounds)[""]


def interleaved(works: dict[str, Callable[[], object]], *, rounds: int = 5) -> dict[str, float]:
    """Median seconds of each of ``works``, taken in turns so that a busy machine is so for all."""

    def seconds_of(work: Callable[[], object], times: int) -> float:
        start = clock()
        for _ in range(times):
            work()
        return (clock() - start) / times

    warm = {name: min(seconds_of(work, 1) for _ in range(2)) for name, work in works.items()}
    times = {name: max(1, int(_LEAST_S / one)) for name, one in warm.items()}
    seconds: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(rounds):
        gc.collect()
        for name, work in works.items():
            seconds[name].append(seconds_of(work, times[name]))
    return {name: statistics.median(some) for name, some in seconds.items()}
