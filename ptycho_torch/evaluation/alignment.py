"""What ptychography cannot determine, removed before two complex images are compared.

A diffraction experiment leaves open the global phase of the object, its scale where the flux is
unknown, a phase plane where the detector's centre is unknown, and a common shift where the probe is
unknown. Each removal is named in the result, with its size.

Dimensions: H W object canvas, h w compared region. Origins are in pixels.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import fft

Image = npt.NDArray[np.complexfloating]
ComplexImage = npt.NDArray[np.complex128]
Point = Sequence[float] | npt.NDArray[np.float64]
Region = tuple[int, int, int, int]  # first row, end row, first column, end column

GLOBAL_FACTOR = "global complex factor"
PHASE_PLANE = "phase plane"
SHIFT = "sub-pixel shift"
REMOVABLE = (GLOBAL_FACTOR, PHASE_PLANE, SHIFT)

LARGEST_SHIFT_PX = 8
_MARGIN_PX = 16  # kept around a region while it is resampled, then cut off
_MAX_ROUNDS = 10
_TINY = 1e-30


@dataclass(frozen=True)
class Removal:
    """One degree of freedom taken out: its name, and its size as numbers with units."""

    name: str
    size: dict[str, float]

    def __str__(self) -> str:
        return f"{self.name} (" + ", ".join(f"{k} {v:.4g}" for k, v in self.size.items()) + ")"


@dataclass(frozen=True)
class Aligned:
    """``image`` complex (h,w) is the region of the object after all ``removed``."""

    image: ComplexImage
    removed: tuple[Removal, ...]


def place(object_: Image, origin_yx: Point, region: Region) -> ComplexImage:
    """The part of ``object_`` (H,W) in ``region``, its element [0, 0] being at ``origin_yx``.

    A fractional origin is resampled by a Fourier ramp over the region and a margin around it. The
    region must lie within the object (to the pixel that a fraction rounds to).
    """
    whole = np.rint(np.asarray(origin_yx, np.float64))
    fraction = np.asarray(origin_yx, np.float64) - whole
    top, end_row, left, end_column = (
        int(edge - whole[axis]) for edge, axis in zip(region, (0, 0, 1, 1), strict=True)
    )
    height, width = object_.shape
    assert top >= 0 and left >= 0 and end_row <= height and end_column <= width
    if not fraction.any():
        return np.array(object_[top:end_row, left:end_column], np.complex128)
    rows = np.clip(np.arange(top - _MARGIN_PX, end_row + _MARGIN_PX), 0, height - 1)
    columns = np.clip(np.arange(left - _MARGIN_PX, end_column + _MARGIN_PX), 0, width - 1)
    wide = object_[np.ix_(rows, columns)].astype(np.complex128)
    inner = slice(_MARGIN_PX, -_MARGIN_PX)
    return moved(wide, fraction)[inner, inner]


def moved(image: Image, shift_yx_px: Point) -> ComplexImage:
    """``image`` (h,w) with its content moved down and right by ``shift_yx_px``.

    The edges are faded to the mean first, so that they do not ring into the picture: the outermost
    16 px are not to be used.
    """
    mean = image.mean()
    faded = (image - mean) * _fade(image.shape[0])[:, None] * _fade(image.shape[1])
    ramp_y = np.exp(-2j * np.pi * fft.fftfreq(image.shape[0]) * shift_yx_px[0])
    ramp_x = np.exp(-2j * np.pi * fft.fftfreq(image.shape[1]) * shift_yx_px[1])
    return np.asarray(fft.ifft2(fft.fft2(faded) * ramp_y[:, None] * ramp_x) + mean)


def _fade(length: int) -> npt.NDArray[np.float64]:
    """1 inside, falling to 0 over the outer half of the margin."""
    from_edge = np.minimum(np.arange(length), np.arange(length)[::-1]) + 0.5
    rise = np.clip(from_edge / (_MARGIN_PX / 2), 0.0, 1.0)
    return np.asarray(0.5 - 0.5 * np.cos(np.pi * rise))


def align(
    object_: Image,
    origin_yx: Point,
    reference: Image,
    region: Region,
    *,
    remove: Sequence[str] = (GLOBAL_FACTOR, PHASE_PLANE),
) -> Aligned:
    """``object_`` in ``region``, made to agree with ``reference`` (h,w), the image of that region.

    ``remove`` names what may be taken out, from ``REMOVABLE``. The complex factor is that of least
    squares; the plane is a weighted least-squares fit to the phase difference, repeated; the shift
    within 8 px along each axis maximises the cross-correlation.
    """
    assert set(remove) <= set(REMOVABLE)
    shift = np.zeros(2)
    if SHIFT in remove:
        shift = _total_shift(object_, origin_yx, reference, region, PHASE_PLANE in remove)
    image = place(object_, np.asarray(origin_yx) + shift, region)
    removed: list[Removal] = []
    if SHIFT in remove:
        removed.append(Removal(SHIFT, {"y_px": float(shift[0]), "x_px": float(shift[1])}))
    if PHASE_PLANE in remove:
        image, slope = remove_phase_plane(image, reference)
        size = {"y_rad_per_px": float(slope[0]), "x_rad_per_px": float(slope[1])}
        removed.append(Removal(PHASE_PLANE, size))
    if GLOBAL_FACTOR in remove:
        factor = complex(np.vdot(image, reference) / (np.vdot(image, image).real + _TINY))
        image = image * factor
        size = {"scale": abs(factor), "phase_rad": float(np.angle(factor))}
        removed.append(Removal(GLOBAL_FACTOR, size))
    return Aligned(image, tuple(removed))


def remove_phase_plane(
    image: Image, reference: Image
) -> tuple[ComplexImage, npt.NDArray[np.float64]]:
    """``image`` (h,w) without its phase plane against ``reference``, and the slope of that.

    The slope (2,) is that of the phase along y and x in rad per pixel.

    Steep planes are found to the nearest whole fringe as the peak of the spectrum of the product,
    the rest by fits to the phase difference. The mean phase is left as it was.
    """
    height, width = image.shape
    y = (np.arange(height) - (height - 1) / 2)[:, None]
    x = (np.arange(width) - (width - 1) / 2)[None, :]
    spectrum = np.abs(fft.fft2(reference * np.conj(image)))
    peak = np.unravel_index(int(spectrum.argmax()), spectrum.shape)
    slope = 2 * np.pi * np.array([fft.fftfreq(height)[peak[0]], fft.fftfreq(width)[peak[1]]])
    flattened = image * np.exp(1j * (slope[0] * y + slope[1] * x))
    for _ in range(_MAX_ROUNDS):
        product = reference * np.conj(flattened)
        total = product.sum()
        error = np.angle(product * np.conj(total))
        weight = np.abs(product)
        step = _plane_slope(error, weight, y, x)
        slope = slope + step
        flattened = flattened * np.exp(1j * (step[0] * y + step[1] * x))
        if np.abs(step).max() < 1e-7:
            break
    return flattened, slope


def _plane_slope(
    error: npt.NDArray[np.float64],
    weight: npt.NDArray[np.float64],
    y: npt.NDArray[np.float64],
    x: npt.NDArray[np.float64],
) -> npt.NDArray[np.float64]:
    """Slope (y, x) of the weighted least-squares plane through ``error``."""
    basis = [np.ones_like(error), np.broadcast_to(y, error.shape), np.broadcast_to(x, error.shape)]
    normal = np.array([[float((weight * a * b).sum()) for b in basis] for a in basis])
    right = np.array([float((weight * a * error).sum()) for a in basis])
    return np.asarray(np.linalg.lstsq(normal, right, rcond=None)[0][1:])


def _total_shift(
    object_: Image,
    origin_yx: Point,
    reference: Image,
    region: Region,
    flatten: bool,
) -> npt.NDArray[np.float64]:
    """Correction to ``origin_yx`` that brings the object onto the reference, within 8 px.

    Zero where no shift makes the images agree better than they do.
    """
    origin = np.asarray(origin_yx, np.float64)
    shift = np.zeros(2)
    agreement_unshifted = agreement = 0.0
    for rounds in range(_MAX_ROUNDS):
        image = place(object_, origin + shift, region)
        if flatten:
            image, _ = remove_phase_plane(image, reference)
        agreement = float(abs(np.vdot(image, reference)) / (np.linalg.norm(image) + _TINY))
        if rounds == 0:
            agreement_unshifted = agreement
        step = _shift_between(image, reference)
        if np.abs(step).max() < 1e-3:
            break
        shift = np.clip(shift + step, -LARGEST_SHIFT_PX, LARGEST_SHIFT_PX)
        shift = _kept_inside(shift, origin, object_.shape, region)
    return shift if agreement > agreement_unshifted else np.zeros(2)


def _kept_inside(
    shift: npt.NDArray[np.float64],
    origin: npt.NDArray[np.float64],
    shape: tuple[int, ...],
    region: Region,
) -> npt.NDArray[np.float64]:
    """``shift`` limited so that the region still lies within the object."""
    first = np.array([region[0], region[2]]) - origin
    end = np.array([region[1], region[3]]) - origin
    lowest, highest = end - np.array(shape), first
    return np.asarray(np.clip(shift, np.minimum(lowest, 0), np.maximum(highest, 0)))


def _shift_between(image: Image, reference: Image) -> npt.NDArray[np.float64]:
    """Shift (y, x) in px of the content of ``image`` that best matches ``reference``, within 8 px.

    The peak of the cross-correlation is found on the pixel grid, then refined by evaluating the
    transform at ever finer spacing around it (Guizar-Sicairos et al., Opt. Lett. 33, 156, 2008).
    """
    height, width = image.shape
    window = np.hanning(height + 2)[1:-1, None] * np.hanning(width + 2)[None, 1:-1]
    a = fft.fft2((image - image.mean()) * window)
    b = fft.fft2((reference - reference.mean()) * window)
    cross = b * np.conj(a)
    correlation = np.abs(fft.fftshift(fft.ifft2(cross)))
    top, left = height // 2 - LARGEST_SHIFT_PX, width // 2 - LARGEST_SHIFT_PX
    size = 2 * LARGEST_SHIFT_PX + 1
    near = correlation[max(top, 0) : top + size, max(left, 0) : left + size]
    row, column = np.unravel_index(int(near.argmax()), near.shape)
    best = np.array([row + max(top, 0) - height // 2, column + max(left, 0) - width // 2], float)
    fy, fx = fft.fftfreq(height), fft.fftfreq(width)
    for spacing in (0.25, 0.05, 0.01, 0.002):
        offsets = spacing * np.arange(-6, 7)
        rows = np.exp(2j * np.pi * np.outer(best[0] + offsets, fy))
        columns = np.exp(2j * np.pi * np.outer(fx, best[1] + offsets))
        fine = np.abs(rows @ cross @ columns)
        i, j = np.unravel_index(int(fine.argmax()), fine.shape)
        best = best + np.array([offsets[i], offsets[j]])
    return best
