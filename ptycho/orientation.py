"""A stack of patterns, its mask, positions and probe, brought to the contract's form.

Dimensions: M patterns, N patch side in the file, n patch side wanted, P incoherent probe modes.
A probe keeps the unit of the file, any unit; amplitudes are square roots of counts.
"""

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from numpy import fft

from ptycho.reading import Reading
from ptycho.scan_source import Geometry
from ptycho.storage import Allocate
from ptycho_generated.faults import Fault, InputError

Real = npt.NDArray[np.float32]
Positions = npt.NDArray[np.float64]
_PATTERNS_PER_BLOCK = 64


def check_area(reading: Reading, file_size: int, path: Path) -> None:
    """The wanted part of a detector of ``file_size`` pixels must be there, and divide by bins.

    Raises InputError where it is not so.
    """
    faults = []
    crop = reading.pattern_crop_px or file_size
    if crop > file_size:
        problem = f"{crop} px are more than the {file_size} px of the patterns in {path}"
        faults.append(Fault("--pattern-crop-px", problem, f"give at most {file_size}"))
    elif crop % reading.pattern_binning or crop // reading.pattern_binning < 8:
        problem = f"{reading.pattern_binning} does not fit patterns of {crop} px"
        cure = "choose a divisor that leaves 8 px, or set --pattern-crop-px"
        faults.append(Fault("--pattern-binning", problem, cure))
    if faults:
        raise InputError(faults)


def patch_size(reading: Reading, file_size: int) -> int:
    """Side n of the patterns after cropping and binning."""
    return (reading.pattern_crop_px or file_size) // reading.pattern_binning


def oriented(block: npt.NDArray[Any], reading: Reading) -> npt.NDArray[Any]:
    """Patterns or a mask (..., N, N), turned and cut out as ``reading`` says, not yet binned."""
    if reading.pattern_fftshift:
        block = np.fft.fftshift(block, axes=(-2, -1))
    if reading.pattern_transpose:
        block = np.swapaxes(block, -2, -1)
    if reading.pattern_flip in ("rows", "both"):
        block = block[..., ::-1, :]
    if reading.pattern_flip in ("columns", "both"):
        block = block[..., ::-1]
    if reading.pattern_crop_px is not None:
        block = _centre(block, reading.pattern_crop_px)
    return block


def _centre(block: npt.NDArray[Any], size: int) -> npt.NDArray[Any]:
    """The central ``size`` x ``size``; element N // 2 becomes element size // 2."""
    first = block.shape[-1] // 2 - size // 2
    return block[..., first : first + size, first : first + size]


def _bins(block: npt.NDArray[Any], binning: int) -> npt.NDArray[Any]:
    """(..., n, n, b, b) view of (..., nb, nb)."""
    *head, size, _ = block.shape
    n = size // binning
    return np.swapaxes(block.reshape(*head, n, binning, n, binning), -3, -2)


def orient_stack(stack: Real, reading: Reading, allocate: Allocate) -> Real:
    """Amplitudes (M,N,N) as ``reading`` says (M,n,n); the stack itself where nothing is asked."""
    if not _turns(reading):
        return stack
    n = patch_size(reading, stack.shape[-1])
    result = allocate((len(stack), n, n))
    for start in range(0, len(stack), _PATTERNS_PER_BLOCK):
        block = oriented(stack[start : start + _PATTERNS_PER_BLOCK], reading)
        if reading.pattern_binning > 1:  # counts add up, amplitudes do not
            counts = np.square(block, dtype=np.float32)
            block = np.sqrt(_bins(counts, reading.pattern_binning).sum(axis=(-2, -1)))
        result[start : start + len(block)] = block
    return result


def _turns(reading: Reading) -> bool:
    return (
        reading.pattern_fftshift
        or reading.pattern_transpose
        or reading.pattern_flip != "none"
        or reading.pattern_crop_px is not None
        or reading.pattern_binning > 1
    )


def orient_mask(mask: npt.NDArray[np.bool_], reading: Reading) -> npt.NDArray[np.bool_]:
    """Good pixels (N,N) as ``reading`` says (n,n); a bin is good if all its pixels are."""
    mask = oriented(mask, reading)
    if reading.pattern_binning > 1:
        mask = np.asarray(_bins(mask, reading.pattern_binning).all(axis=(-2, -1)), np.bool_)
    return np.ascontiguousarray(mask)


def fit_probe(
    probe: npt.NDArray[np.complex64], reading: Reading, file_size: int
) -> npt.NDArray[np.complex64]:
    """Modes (P,N,N) of the whole detector as those of the part that is used, (P,n,n).

    A smaller detector area makes object pixels larger: the probe is cut in its far field, which
    keeps the power that reaches the area. Binning makes the patch smaller: the probe is cut in the
    plane of the object. Modes that have the wanted size already are left alone.
    """
    n = patch_size(reading, file_size)
    if probe.shape[-1] == n or probe.shape[-1] != file_size:
        return probe
    axes = (-2, -1)
    if reading.pattern_crop_px not in (None, file_size):
        assert reading.pattern_crop_px is not None
        far = fft.fftshift(fft.fft2(fft.ifftshift(probe, axes), norm="ortho"), axes)
        far = fft.ifftshift(_centre(far, reading.pattern_crop_px), axes)
        probe = fft.fftshift(fft.ifft2(far, norm="ortho"), axes)
    return np.ascontiguousarray(_centre(probe, n), np.complex64)


def probe_of_mean_pattern(
    amplitudes: Real, mask: npt.NDArray[np.bool_]
) -> npt.NDArray[np.complex64]:
    """A first estimate of the probe (1,n,n): the focus whose far field is the mean pattern.

    The far field has the root of the mean counts and no phase, so the power of the probe is that of
    a pattern, in counts.
    """
    total = np.zeros(amplitudes.shape[-2:], np.float64)
    for start in range(0, len(amplitudes), _PATTERNS_PER_BLOCK):
        block = amplitudes[start : start + _PATTERNS_PER_BLOCK]
        total += np.square(block, dtype=np.float64).sum(axis=0)
    far = np.sqrt(total / len(amplitudes)) * mask
    near = fft.fftshift(fft.ifft2(fft.ifftshift(far), norm="ortho"))
    return np.asarray(near[None], np.complex64)


def orient_positions(
    positions_yx: Positions, reading: Reading, pixel_size_m: float | None, ratio: float
) -> Positions:
    """Positions (M,2) of the file in object pixels of the patterns that are used.

    ``pixel_size_m`` is given where they are metres, of the object pixel at the file's detector
    size; ``ratio`` is the used detector width over the file's.
    """
    if reading.position_order == "xy":
        positions_yx = positions_yx[:, ::-1]
    flips = {"none": (1, 1), "y": (-1, 1), "x": (1, -1), "both": (-1, -1)}
    positions_yx = positions_yx * np.array(flips[reading.position_flip], np.float64)
    if pixel_size_m is not None:
        positions_yx = positions_yx / pixel_size_m
    return np.ascontiguousarray(positions_yx * ratio)


def positions_in_m(reading: Reading, geometry: Geometry) -> bool:
    """Whether positions are metres: what the knob says, else what the file says."""
    if reading.position_unit == "auto":
        return geometry.positions_in_m
    return reading.position_unit == "m"


def object_pixel_size_m(reading: Reading, geometry: Geometry, file_size: int) -> float | None:
    """Object pixel of patterns with ``file_size`` pixels: as told, else lambda z / (N p)."""
    if reading.object_pixel_size_m is not None:
        return reading.object_pixel_size_m
    parts = (
        reading.wavelength_m or geometry.wavelength_m,
        reading.detector_distance_m or geometry.detector_distance_m,
        reading.detector_pixel_size_m or geometry.detector_pixel_size_m,
    )
    told = (reading.wavelength_m, reading.detector_distance_m, reading.detector_pixel_size_m)
    if geometry.object_pixel_size_m is not None and not any(told):
        return geometry.object_pixel_size_m
    if parts[0] and parts[1] and parts[2]:
        return parts[0] * parts[1] / (file_size * parts[2])
    return geometry.object_pixel_size_m
