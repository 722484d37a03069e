"""Scores of a reconstruction against a known object, each with what is needed to compare it.

A score without its region, data range and alignment says nothing, and one without the score of a
flat object says little: scores here carry all four.

Dimensions: M patterns, H W object canvas, h w scored region. Origins are in pixels.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import ndimage

from ptycho_generated.faults import Fault, InputError
from ptycho_torch.evaluation.alignment import (
    GLOBAL_FACTOR,
    PHASE_PLANE,
    Image,
    Point,
    Region,
    align,
    place,
)
from ptycho_torch.evaluation.frc import fourier_ring_correlation

Real = npt.NDArray[np.float64]
Score = dict[str, Any]

SMALLEST_REGION_PX = 16
_WINDOW_SIGMA_PX = 1.5
_WINDOW_RADIUS_PX = 5
_MARGIN_FRACTION = 0.125  # of the patch: the outermost positions see too few patterns
_TINY = 1e-30


def ssim(image: Real, reference: Real, data_range: float) -> float:
    """Mean structural similarity of images (h,w).

    The mean is over the pixels whose 11 x 11 Gaussian window is in the image.
    Wang et al., IEEE Trans. Image Process. 13, 600 (2004).
    """
    c1, c2 = (0.01 * data_range) ** 2, (0.03 * data_range) ** 2

    def local_mean(values: Real) -> Real:
        smooth = ndimage.gaussian_filter(values, _WINDOW_SIGMA_PX, radius=_WINDOW_RADIUS_PX)
        inner = slice(_WINDOW_RADIUS_PX, -_WINDOW_RADIUS_PX)
        return np.asarray(smooth[inner, inner], np.float64)

    mean_i, mean_r = local_mean(image), local_mean(reference)
    variance_i = local_mean(image * image) - mean_i**2
    variance_r = local_mean(reference * reference) - mean_r**2
    covariance = local_mean(image * reference) - mean_i * mean_r
    luminance = (2 * mean_i * mean_r + c1) / (mean_i**2 + mean_r**2 + c1)
    structure = (2 * covariance + c2) / (variance_i + variance_r + c2)
    return float((luminance * structure).mean())


def psnr_db(image: Real, reference: Real, peak: float) -> float:
    """Peak signal-to-noise ratio of images (h,w), 20 log10(peak / rms error), in dB."""
    mean_square = float(np.mean((image - reference) ** 2))
    return float(10 * np.log10(peak**2 / (mean_square + _TINY)))


def mean_absolute_error(image: Real, reference: Real) -> float:
    """Mean of the absolute differences of images (h,w), in their unit."""
    return float(np.mean(np.abs(image - reference)))


def complex_correlation(image: Image, reference: Image) -> float:
    """|<image, reference>| / (|image| |reference|), 0..1, blind to a global complex factor."""
    norms = float(np.linalg.norm(image) * np.linalg.norm(reference))
    return float(abs(np.vdot(image, reference)) / (norms + _TINY))


def complex_nrmse(image: Image, reference: Image) -> float:
    """|image - reference| / |reference|, 0 for a perfect image."""
    return float(np.linalg.norm(image - reference) / (np.linalg.norm(reference) + _TINY))


def phase_pair(image: Image, reference: Image) -> tuple[Real, Real]:
    """Phases (h,w) in rad of both, the image's unwrapped relative to the reference's."""
    phase = np.angle(reference)
    turned = np.angle(reference * np.exp(-1j * np.angle(reference.sum())))
    if np.ptp(turned) < np.ptp(phase) - 1e-3:  # the phase wraps: measure it about its mean
        phase = turned
    difference = np.angle(image * np.conj(reference))
    return np.asarray(phase + difference, np.float64), np.asarray(phase, np.float64)


def scored_region(
    positions_yx_px: npt.NDArray[np.float64],
    patch_size: int,
    bounds: Sequence[tuple[Point, tuple[int, ...]]],
) -> Region:
    """The box around the positions (M,2), shrunk by an eighth of a patch and cut to ``bounds``.

    ``bounds`` holds (origin_yx, shape) of every image that must cover the region. Raises InputError
    where less than 16 px remain in a direction.
    """
    margin = _MARGIN_FRACTION * patch_size
    low = np.ceil(positions_yx_px.min(axis=0) + margin)
    high = np.floor(positions_yx_px.max(axis=0) - margin)
    for origin_yx, shape in bounds:
        low = np.maximum(low, np.ceil(origin_yx))
        high = np.minimum(high, np.floor(np.asarray(origin_yx) + np.asarray(shape)))
    (top, left), (end_row, end_column) = low.astype(int), high.astype(int)
    if min(end_row - top, end_column - left) < SMALLEST_REGION_PX:
        problem = f"the region to score is {max(end_row - top, 0)} x {max(end_column - left, 0)} px"
        cure = f"scores need {SMALLEST_REGION_PX} px: use a scan of a larger area"
        raise InputError([Fault("scan positions", problem, cure)])
    return int(top), int(end_row), int(left), int(end_column)


def score_images(image: Image, reference: Image) -> dict[str, tuple[float, float | None]]:
    """Name -> (value, data range or None) of every score of two aligned images (h,w).

    Data ranges are those of the reference: the range of its amplitude or of its phase in rad.
    """
    amplitude, amplitude_ref = np.abs(image), np.abs(reference)
    phase, phase_ref = phase_pair(image, reference)
    # a constant reference has no range; a tiny one keeps the scores finite
    a_range = max(float(np.ptp(amplitude_ref)), 1e-9)
    p_range = max(float(np.ptp(phase_ref)), 1e-9)
    return {
        "amplitude_ssim": (ssim(amplitude, amplitude_ref, a_range), a_range),
        "phase_ssim": (ssim(phase, phase_ref, p_range), p_range),
        "amplitude_psnr_db": (psnr_db(amplitude, amplitude_ref, a_range), a_range),
        "phase_psnr_db": (psnr_db(phase, phase_ref, p_range), p_range),
        "amplitude_mae": (mean_absolute_error(amplitude, amplitude_ref), a_range),
        "phase_mae_rad": (mean_absolute_error(phase, phase_ref), p_range),
        "complex_correlation": (complex_correlation(image, reference), None),
        "complex_nrmse": (complex_nrmse(image, reference), None),
        "frc50": (fourier_ring_correlation(image, reference).frc50, None),
    }


def score_against_truth(
    object_: Image,
    weight: npt.NDArray[np.floating],
    origin_yx: Point,
    truth: Image,
    positions_yx_px: npt.NDArray[np.float64],
    *,
    patch_size: int,
    truth_origin_yx: Point = (0.0, 0.0),
    remove: Sequence[str] = (GLOBAL_FACTOR, PHASE_PLANE),
) -> dict[str, Score]:
    """Scores of ``object_`` (H,W) against ``truth``, each placed by the position of its [0, 0].

    ``weight`` (H,W) is the illumination received, ``positions_yx_px`` (M,2) the patch centres.
    Every score is a dict, ready for JSON: ``value``; ``flat``, the same score of a flat object
    (amplitude the mean of the truth, phase 0) measured in the same way; ``region`` [first row, end
    row, first column, end column] in the frame of the positions; ``lit_fraction`` of that region;
    ``peak``, the data range that SSIM and PSNR refer to, None where there is none; ``alignment``,
    what was taken out first; ``curve`` of frc50, the correlation of each ring. ``truth`` may be
    another reconstruction. Raises InputError if the scored region is too small.
    """
    bounds = [(origin_yx, object_.shape), (truth_origin_yx, truth.shape)]
    region = scored_region(positions_yx_px, patch_size, bounds)
    reference = place(truth, truth_origin_yx, region)
    aligned = align(object_, origin_yx, reference, region, remove=remove)
    mean_amplitude = complex(np.abs(reference).mean())
    flat_object = np.full(reference.shape, mean_amplitude, np.complex128)
    flat = align(flat_object, (region[0], region[2]), reference, region, remove=remove)
    lit = place((weight > 0).astype(np.complex128), np.rint(origin_yx), region).real
    common = {
        "region": list(region),
        "lit_fraction": float(lit.mean()),
        "alignment": [str(removal) for removal in aligned.removed],
    }
    flat_scores = score_images(flat.image, reference)
    scores: dict[str, Score] = {
        name: {"value": value, "flat": flat_scores[name][0], "peak": peak, **common}
        for name, (value, peak) in score_images(aligned.image, reference).items()
    }
    scores["frc50"]["curve"] = fourier_ring_correlation(aligned.image, reference).as_curve()
    return scores
