"""A measured scan as tensors on one object canvas.

Dimensions: M patterns, J of them, P incoherent probe modes, N patch side (pixels), H W canvas
(pixels). Corners are in pixels.
"""

from dataclasses import dataclass, replace
from typing import Any, Protocol

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from ptycho.storage import StillFile, by_size
from ptycho_generated.faults import Fault, InputError
from ptycho_torch.physics.illumination import split_positions
from ptycho_torch.physics.measurement import Measurement
from ptycho_torch.physics.scaling import unit_probe

_PATTERNS_AT_ONCE = 256
_LARGEST_CANVAS_PX = 2**29
"""Elements of the largest canvas: beyond it, positions are surely not in object pixels."""
_LARGEST_LABEL_EDGE_PX = 2
"""Pixels that a label may be continued by its outermost value."""


class MeasuredScan(Protocol):
    """What a scan must offer; arrays in reciprocal space hold zero frequency at the centre."""

    @property
    def amplitudes(self) -> NDArray[np.float32]:
        """Amplitudes (M, N, N): square roots of counts."""

    @property
    def positions_yx_px(self) -> NDArray[np.float64]:
        """Window centres (M, 2), rows and columns in object pixels."""

    @property
    def probe(self) -> NDArray[np.complex64]:
        """Incoherent modes (P, N, N) of the probe, in any unit."""

    @property
    def mask(self) -> NDArray[np.bool_]:
        """Good detector pixels (N, N)."""


class CentredPatterns:
    """Patterns (M, N, N) of a scan, the zero frequency moved to [0, 0] as they are asked for.

    Those of a group are moved alone; whoever asks for all has the whole stack moved, once.
    """

    def __init__(self, centred: NDArray[np.float32]) -> None:
        """``centred`` (M, N, N) holds the zero frequency at the centre; it is not changed."""
        self._file = StillFile(centred)
        self._centred = np.asarray(centred)
        self._whole: Tensor | None = None

    @property
    def shape(self) -> tuple[int, ...]:
        """Number of patterns and their sides."""
        return self._centred.shape

    def __getitem__(self, patterns: Any) -> Tensor:
        """Return the chosen patterns (J, N, N). Raises OSError where their file was changed."""
        self._file.check()
        if self._whole is None and isinstance(patterns, slice) and patterns == slice(None):
            self._whole = torch.from_numpy(_corner_first(self._centred))
        if self._whole is not None:
            return self._whole[patterns]
        return torch.from_numpy(np.fft.ifftshift(self._centred[patterns], axes=(-2, -1)))


@dataclass(frozen=True, eq=False)
class ScanTensors:
    """A scan laid out on the smallest canvas that holds all its windows.

    Amplitudes keep their units; the probe has unit scale. An object that fits is therefore in
    square-root-count units, and ``object / probe_scale`` fits the probe as it was given.
    """

    amplitudes: Tensor | CentredPatterns
    """(M, N, N) float32: square roots of counts, zero frequency at [0, 0]."""
    corners: Tensor
    """(M, 2) int64: canvas row and column of each window's first element."""
    fractions: Tensor
    """(M, 2) float32: sub-pixel part of each position, in [0, 1]."""
    probe: Tensor
    """(P, N, N) complex64: modes; the brightest pixel has unit intensity."""
    mask: Tensor | None
    """(N, N) bool: good detector pixels, zero frequency at [0, 0]; None if all are good."""
    probe_scale: float
    """The given probe is ``probe * probe_scale``."""
    positions_yx_px: NDArray[np.float64]
    """(M, 2): window centres in the frame of the data file."""
    canvas_shape: tuple[int, int]
    """Height and width of the canvas."""
    origin_yx: NDArray[np.float64]
    """(2,): canvas element [i, j] sits at ``origin_yx + (i, j)`` in the frame of the data file."""
    labels: Tensor | None = None
    """(H, W) complex64: the object to be learned, in units of its own; None where there is none."""

    @classmethod
    def from_scan(cls, scan: MeasuredScan) -> "ScanTensors":
        """Lay ``scan`` out on a canvas; its patterns stay where they are until they are used.

        Raises InputError if the positions span a canvas that no machine could hold.
        """
        patch_size = scan.amplitudes.shape[-1]
        frame_corners, fractions = split_positions(
            torch.from_numpy(np.ascontiguousarray(scan.positions_yx_px)), patch_size
        )
        origin = frame_corners.amin(0)
        corners = frame_corners - origin
        height, width = (corners.amax(0) + patch_size).tolist()
        if height * width > _LARGEST_CANVAS_PX:
            raise InputError([_span_fault(scan.positions_yx_px, height, width)])
        probe, probe_scale = unit_probe(torch.from_numpy(np.ascontiguousarray(scan.probe)))
        good = torch.from_numpy(np.fft.ifftshift(scan.mask))
        return cls(
            amplitudes=CentredPatterns(scan.amplitudes),
            corners=corners,
            fractions=fractions.to(torch.float32),
            probe=probe,
            mask=None if bool(good.all()) else good,
            probe_scale=probe_scale,
            positions_yx_px=scan.positions_yx_px,
            canvas_shape=(height, width),
            origin_yx=origin.numpy().astype(np.float64),
        )

    def with_probe(self, probe: Tensor) -> "ScanTensors":
        """Return the same scan lit by modes ``probe`` (P, N, N) in any unit, the file's for one."""
        unit, scale = unit_probe(probe)
        return replace(self, probe=unit, probe_scale=scale)

    def with_labels(self, truth: NDArray[np.complex64]) -> "ScanTensors":
        """Return the same scan with an object to be learned, element [i, j] at position (i, j).

        Raises InputError where the scan reaches beyond it by more than an edge of a few pixels.
        """
        first = self.origin_yx.astype(np.int64)
        rows, columns = (
            start + np.arange(n) for start, n in zip(first, self.canvas_shape, strict=True)
        )
        inner = [
            np.clip(index, 0, size - 1)
            for index, size in zip((rows, columns), truth.shape, strict=True)
        ]
        beyond = max(int(np.abs(inner[0] - rows).max()), int(np.abs(inner[1] - columns).max()))
        if beyond > _LARGEST_LABEL_EDGE_PX:
            problem = f"ends {beyond} px short of the area that was scanned"
            raise InputError([Fault("objectGuess", problem, "give the object of the whole scan")])
        return replace(self, labels=torch.from_numpy(truth[np.ix_(*inner)]))

    @property
    def n_patterns(self) -> int:
        """Number of patterns M."""
        return self.amplitudes.shape[0]

    @property
    def patch_size(self) -> int:
        """Patch side N in pixels."""
        return self.amplitudes.shape[-1]

    def measurement(self) -> Measurement:
        """Return the whole scan on its one canvas."""
        return self.select(slice(None), self.corners)

    def select(self, patterns: Any, corners: Tensor) -> Measurement:
        """Return the chosen ``patterns`` on one canvas, with windows at ``corners`` (J, 2)."""
        return Measurement(
            amplitudes=self.amplitudes[patterns],
            corners=corners,
            fractions=self.fractions[patterns],
            canvas_index=torch.zeros(len(corners), dtype=torch.int64),
            probes=self.probe.unsqueeze(0),
            mask=None if self.mask is None else self.mask.unsqueeze(0),
        )


def _corner_first(stack: NDArray[np.float32]) -> NDArray[np.float32]:
    """Patterns (M, N, N) with the zero frequency moved from the centre to [0, 0]."""
    result = by_size(stack.shape)
    for start in range(0, len(stack), _PATTERNS_AT_ONCE):
        rows = slice(start, start + _PATTERNS_AT_ONCE)
        result[rows] = np.fft.ifftshift(stack[rows], axes=(-2, -1))
    return result


def _span_fault(positions_yx_px: NDArray[np.float64], height: int, width: int) -> Fault:
    (y_low, x_low), (y_high, x_high) = positions_yx_px.min(0), positions_yx_px.max(0)
    return Fault(
        "ycoords, xcoords",
        f"rows {y_low:g} to {y_high:g} and columns {x_low:g} to {x_high:g} span an object of "
        f"{height} x {width} pixels",
        "give positions in object pixels, and remove outliers",
    )
