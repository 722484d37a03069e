"""Scans that come as arrays or files of ptychodus, and the array it wants back.

Dimensions: M patterns, N patch side (pixels), P incoherent probe modes, H W object array.
ptychodus counts pixels from the middle of an array, index ``(size - 1) / 2``, which lies between
two elements where the size is even. A patch of the data contract is centred on element ``N / 2``
of its window, half a pixel further for the even N that detectors have.
"""

import logging
import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ptycho.raw_data import Scan
from ptycho_generated.faults import Fault, InputError
from ptycho_torch.workflows.reconstruct import ReconstructedObject

_log = logging.getLogger(__name__)
_CENTRED_WITHIN_PX = 0.02


def centre_offset_px(patch_size: int) -> float:
    """What a position of ptychodus is short of one of the data contract, in pixels."""
    return patch_size // 2 - (patch_size - 1) / 2


def contract_scan(scan: Scan) -> Scan:
    """A scan of a file that ptychodus wrote, with positions as the data contract has them."""
    offset = centre_offset_px(scan.patch_size)
    return replace(scan, positions_yx_px=scan.positions_yx_px + offset)


def scan_of_arrays(
    diff_patterns: NDArray[Any], probe: NDArray[Any], positions: NDArray[Any]
) -> Scan:
    """A scan of arrays: patterns (M, N, N), probe ([P,] N, N) and positions (M, 2).

    Patterns are in counts of any real type, the probe is in any unit. Counts have the
    zero frequency at the centre; positions are [y, x] in object pixels as ptychodus has them.
    Raises InputError with every fault.
    """
    patterns, modes, centres = map(np.asarray, (diff_patterns, probe, positions))
    faults = [
        *_pattern_faults(patterns),
        *_array_faults("probe", modes, "uifc", (2, 3)),
        *_array_faults("positions", centres, "uif", (2,)),
    ]
    if not faults:
        n_patterns, size = patterns.shape[0], patterns.shape[-1]
        if centres.shape != (n_patterns, 2):
            problem = f"have shape {centres.shape} for {n_patterns} patterns"
            faults.append(Fault("positions", problem, "give one [y, x] for each pattern"))
        if modes.shape[-2:] != (size, size):
            problem = f"has shape {modes.shape} while the patterns are {size} px wide"
            faults.append(Fault("probe", problem, "crop or pad it to the size of the patterns"))
        elif not modes.any():
            faults.append(Fault("probe", "is zero everywhere", "give the probe or an estimate"))
    if faults:
        raise InputError(faults)
    amplitudes = np.sqrt(patterns, dtype=np.float32)
    return contract_scan(
        Scan(
            path=Path("arrays"),
            amplitudes=amplitudes,
            positions_yx_px=centres.astype(np.float64),
            probe=np.ascontiguousarray(modes.reshape(-1, size, size).astype(np.complex64)),
            mask=np.ones((size, size), np.bool_),
            truth=None,
            measured_as="counts",
            measured_because="arrays are counts",
        )
    )


def _pattern_faults(patterns: NDArray[Any]) -> list[Fault]:
    faults = _array_faults("diff_patterns", patterns, "uif", (3,))
    if not faults and patterns.shape[1] != patterns.shape[2]:
        problem = f"are not square (shape {patterns.shape})"
        faults.append(Fault("diff_patterns", problem, "crop every pattern to a square"))
    elif not faults and patterns.min() < 0:
        problem = f"hold negative counts (smallest {patterns.min():.4g})"
        faults.append(Fault("diff_patterns", problem, "subtract less background"))
    elif not faults and not patterns.any():
        faults.append(Fault("diff_patterns", "are zero everywhere", "give measured patterns"))
    return faults


def _array_faults(
    name: str, array: NDArray[Any], kinds: str, dimensions: tuple[int, ...]
) -> list[Fault]:
    if array.dtype.kind not in kinds:
        return [Fault(name, f"has dtype {array.dtype}", "give an array of numbers")]
    if array.ndim not in dimensions or array.size == 0:
        wanted = " or ".join(str(each) for each in dimensions)
        return [Fault(name, f"has shape {array.shape}", f"give {wanted} dimensions, none empty")]
    if not np.isfinite(array).all():
        return [Fault(name, "holds NaN or Inf", "remove them")]
    return []


def object_array(
    found: ReconstructedObject, positions_yx_px: NDArray[np.float64]
) -> NDArray[np.complex64]:
    """The object (H, W) on the array that ptychodus has it on.

    ptychodus says where positions are on its array, counted from element [0, 0], and not how large
    the array is. It makes arrays whose middle is that of the scan's bounding box; so the size is
    the whole number that puts the middles together, or within a quarter of a pixel. What was never
    lit has the mean value of what was. ``positions_yx_px`` (M, 2) are those of ptychodus.
    """
    middle = (positions_yx_px.min(0) + positions_yx_px.max(0)) / 2
    shape = tuple(max(1, math.floor(2 * m + 1.5)) for m in middle)
    if (odd := np.abs(2 * middle + 1 - shape).max()) > _CENTRED_WITHIN_PX:
        _log.warning(
            "the object of this product is not centred on the scan (%.2f px off at least): what is "
            "found may be shown that far from its place; rebuild the object, or centre it",
            odd / 2,
        )
    share = found.weight / found.weight.sum(dtype=np.float64)
    mean = (share * np.abs(found.object)).sum(dtype=np.float64)
    result = np.full(shape, mean, np.complex64)
    lit = np.where(found.weight > 0, found.object, np.complex64(mean))
    start = [round(origin) for origin in found.origin_yx]
    whole, part = [], []
    for first, length, size in zip(start, lit.shape, shape, strict=True):
        low, high = max(first, 0), max(min(first + length, size), first, 0)
        whole.append(slice(low, high))
        part.append(slice(low - first, high - first))
    result[tuple(whole)] = lit[tuple(part)]
    return result
