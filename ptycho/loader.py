"""What a model of the original is given, in the arrays that older programs expect.

Dimensions: J patterns, P incoherent probe modes, N patch side. Axis 2 of offsets is (x, y).
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from ptycho import params
from ptycho.measurement import intensity_scale
from ptycho.raw_data import RawData
from ptycho_generated.faults import Fault, InputError


@dataclass(frozen=True, eq=False)
class PtychoDataContainer:
    """A scan as one group of J patterns: each of them constrains the object, so none is left out.

    The middle of the group is the whole pixel nearest to the middle of its positions.
    """

    raw_data: RawData
    probe: npt.NDArray[np.complex64]
    """(P, N, N)."""

    @cached_property
    def intensity_scale(self) -> float:
        """Amplitudes are ``X`` times this."""
        return intensity_scale(self.raw_data.scan.amplitudes)

    @cached_property
    def X(self) -> npt.NDArray[np.float32]:
        """(1, N, N, J): normalised amplitudes."""
        amplitudes = self.raw_data.scan.amplitudes
        return np.moveaxis(amplitudes, 0, -1)[None] / np.float32(self.intensity_scale)

    @cached_property
    def _middle_yx(self) -> npt.NDArray[np.float64]:
        positions = self.raw_data.scan.positions_yx_px
        middle: npt.NDArray[np.float64] = np.rint((positions.min(0) + positions.max(0)) / 2)
        return middle

    @property
    def local_offsets(self) -> npt.NDArray[np.float64]:
        """Offsets (1, 1, 2, J) in pixels: middle of the group minus each position."""
        relative = self._middle_yx - self.raw_data.scan.positions_yx_px
        return relative[:, ::-1].T[None, None]

    @property
    def global_offsets(self) -> npt.NDArray[np.float64]:
        """Offset (1, 1, 2, 1) in pixels: middle of the group minus middle of the object array."""
        return (self._middle_yx - self.raw_data.middle_yx_px)[None, None, ::-1, None]

    @property
    def coords_nominal(self) -> npt.NDArray[np.float64]:
        """Another name of `local_offsets`; see `local_offsets`."""
        return self.local_offsets


def load(
    cb: Callable[[], Any],
    probeGuess: npt.ArrayLike,
    which: Literal["train", "test"] | None,
    create_split: bool,
) -> PtychoDataContainer:
    """Container of the scan behind what ``cb`` returns, a result of ``generate_grouped_data``.

    ``probeGuess`` (N, N) or (P, N, N) is its probe, in any unit.
    With ``create_split`` ``cb`` returns beside it the share of the patterns that ``which`` "train"
    takes from the front; "test" takes the others. ``intensity_scale`` in the legacy dictionary
    becomes that of the container. Raises InputError where there is no scan.
    """
    found = cb()
    dataset, share = found if create_split else (found, 1.0)
    raw = dataset.get("raw_data") if isinstance(dataset, dict) else None
    if not isinstance(raw, RawData):
        cure = "let it return what RawData.generate_grouped_data returns"
        raise InputError([Fault("cb", "returns no groups of a scan", cure)])
    if create_split:
        n_train = round(share * raw.scan.n_patterns)
        part = slice(None, n_train) if which == "train" else slice(n_train, None)
        raw = replace(raw, scan=raw.scan.select(part), scan_index=raw.scan_index[part])
    modes = np.asarray(probeGuess, np.complex64)
    container = PtychoDataContainer(raw, modes.reshape(-1, *modes.shape[-2:]))
    params.cfg["intensity_scale"] = container.intensity_scale
    return container
