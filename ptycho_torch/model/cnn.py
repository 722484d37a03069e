"""The convolutional baseline: groups of neighbouring patterns, one at a time, then stitched.

Dimensions: B canvases, H W canvas (pixels), J patterns, P incoherent probe modes, G groups,
C patterns per group, N patch side (pixels).
"""

import math
from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor

from ptycho_generated.faults import Fault, InputError
from ptycho_torch.model.autoencoder import PatchAutoencoder
from ptycho_torch.model.network import Reconstruction, ReconstructionNetwork
from ptycho_torch.model.team import ALONE, Team
from ptycho_torch.physics.illumination import shift_probes
from ptycho_torch.physics.measurement import Measurement
from ptycho_torch.physics.patches import accumulate_patches, scatter_patches
from ptycho_torch.physics.scaling import flat_object_amplitude
from ptycho_torch.physics.stitching import probe_weight


class GroupNetwork(ReconstructionNetwork):
    """PtychoPINN's network on ``gridsize**2`` nearest neighbours; each pattern heads one group.

    Patches of all groups are merged by the light that they received, at their measured positions.
    The network itself is told neither probe nor positions. It learns from the patterns that it
    sees, as no pattern is left over in its groups.
    """

    learns_from_inputs = True

    def __init__(self, *, gridsize: int, patch_size: int, n_filters_scale: float) -> None:
        """Build for groups of ``gridsize**2`` patterns of ``patch_size`` N.

        Raises InputError if N is not a power of two from 32 on.
        """
        super().__init__()
        if patch_size < 32 or patch_size & (patch_size - 1):
            problem = f"patterns of {patch_size} px do not fit the cnn"
            cure = "crop them to 32, 64, 128 or 256 px, or use --architecture unrolled"
            raise InputError([Fault("diff3d", problem, cure)])
        self.group_size = gridsize**2
        self.patches = PatchAutoencoder(
            n_patterns=self.group_size, patch_size=patch_size, n_filters_scale=n_filters_scale
        )

    def forward(
        self,
        measurement: Measurement,
        canvas_shapes: Sequence[tuple[int, int]],
        *,
        chunk: int | None = None,
        team: Team = ALONE,
    ) -> Reconstruction:
        """See `ReconstructionNetwork.forward`; canvases of one group each are taken as they are."""
        height = max(shape[0] for shape in canvas_shapes)
        width = max(shape[1] for shape in canvas_shapes)
        shape = (measurement.n_canvases, height, width)
        device = self.patches.phase.outside.device
        members = team.share(self._groups(measurement))
        rows_at_once = len(members) if chunk is None else max(1, chunk // self.group_size)
        with torch.autocast(device.type, enabled=False):
            flat = flat_object_amplitude(measurement).to(device)
            gain = _input_gain(measurement).to(device)
        summed = torch.zeros(shape, dtype=measurement.probes.dtype, device=device)
        counted = torch.zeros(shape, dtype=flat.dtype, device=device)
        for start in range(0, len(members), rows_at_once):
            chosen = members[start : start + rows_at_once].reshape(-1)
            rows = _take(measurement, chosen).to(device)
            patches = self._patches(rows, gain) * flat[rows.canvas_index, None, None]
            light = _light(rows)
            place = (rows.corners, rows.canvas_index)
            summed = summed + scatter_patches(light * patches, *place, shape)
            accumulate_patches(counted, light, *place)
        summed, counted = team.total(summed), team.total(counted)
        lit = counted > 0
        canvases = summed * lit / torch.where(lit, counted, 1.0)
        weight = torch.zeros_like(counted)
        at_once = chunk or measurement.n_patterns
        for start in range(at_once * team.rank, measurement.n_patterns, at_once * team.size):
            rows = measurement.rows(start, start + at_once).to(device)
            accumulate_patches(weight, _light(rows), rows.corners, rows.canvas_index)
        return Reconstruction(canvases=canvases, weight=team.total(weight), intermediate=())

    def parameter_groups(self, learning_rate: float, weight_decay: float) -> list[dict[str, Any]]:
        """See `ReconstructionNetwork.parameter_groups`; all weights alike."""
        parameters = list(self.parameters())
        return [{"params": parameters, "lr": learning_rate, "weight_decay": weight_decay}]

    def _patches(self, rows: Measurement, gain: Tensor) -> Tensor:
        """Return object patches (J, N, N) of order one of J = G C patterns, group after group."""
        scaled = rows.amplitudes * gain[rows.canvas_index, None, None]
        mask = rows.pattern_mask()
        scaled = torch.fft.fftshift(scaled if mask is None else scaled * mask, dim=(-2, -1))
        groups: Tensor = self.patches(scaled.unflatten(0, (-1, self.group_size)))
        return groups.flatten(0, 1)

    def _groups(self, measurement: Measurement) -> Tensor:
        """Return members (G, C) of groups, on the device of the measurement.

        A canvas of C patterns is one group in the given order; on a larger one each pattern heads
        the group of its nearest neighbours; on a smaller one patterns serve more than once.
        """
        found: list[Tensor] = []
        counts = torch.bincount(measurement.canvas_index, minlength=measurement.n_canvases)
        for canvas, count in enumerate(counts.tolist()):
            own = (measurement.canvas_index == canvas).nonzero().squeeze(1)
            if count == 0:
                continue
            if count <= self.group_size:
                places = torch.arange(self.group_size, device=own.device) % count
                found.append(own[places].unsqueeze(0))
            else:
                positions = (measurement.corners + measurement.fractions)[own]
                found.append(own[_nearest(positions, self.group_size)])
        return torch.cat(found)


def _nearest(positions_yx_px: Tensor, size: int) -> Tensor:
    """Return the ``size`` nearest of J positions to each (J, C), itself first (Chebyshev)."""
    count = len(positions_yx_px)
    chunk = max(1, 2**24 // count)
    parts = []
    for start in range(0, count, chunk):
        some = positions_yx_px[start : start + chunk]
        distances = torch.cdist(some, positions_yx_px, p=math.inf)
        parts.append(distances.topk(size, largest=False).indices)
    return torch.cat(parts)


def _light(rows: Measurement) -> Tensor:
    """Return the illumination of each window (J, N, N)."""
    return probe_weight(shift_probes(rows.probes, rows.fractions, rows.canvas_index))


def _take(measurement: Measurement, chosen: Tensor) -> Measurement:
    return measurement._replace(
        amplitudes=measurement.amplitudes[chosen],
        corners=measurement.corners[chosen],
        fractions=measurement.fractions[chosen],
        canvas_index=measurement.canvas_index[chosen],
    )


def _input_gain(measurement: Measurement) -> Tensor:
    """Return, per canvas (B,), what brings the mean square sum of a pattern to ``(N / 2)**2``."""
    mask = measurement.pattern_mask()
    amplitudes = measurement.amplitudes if mask is None else measurement.amplitudes * mask
    zeros = amplitudes.new_zeros(measurement.n_canvases)
    squares = zeros.index_add(0, measurement.canvas_index, amplitudes.square().sum((-2, -1)))
    count = zeros.index_add(0, measurement.canvas_index, amplitudes.new_ones(len(amplitudes)))
    mean = squares / count.clamp_min(1.0)
    return 0.5 * measurement.patch_size / mean.clamp_min(torch.finfo(mean.dtype).tiny).sqrt()
