"""Numbers that a look at a scan gives: widths, overlap, dead pixels, fits of turned scans.

Dimensions: M positions, K patterns of a sample, k pixels, n patch side, P incoherent probe modes.
Probes are in any unit, their light in its square.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import fft, ndimage

from ptycho.checks.look import Look
from ptycho.checks.trial import misfit
from ptycho.orientation import fit_probe
from ptycho.reading import Reading

Real = npt.NDArray[np.float64]
_AXES = (-2, -1)
_TRIAL_SIDE_PX = 64
_TRIAL_SHARE = 0.8  # of the counts that the detector area of a trial must hold
_FEW_PATTERNS = 20
_SHUFFLES = 2


def far_field(probe: npt.NDArray[np.complex64]) -> Real:
    """Intensity (n,n) of the probe's modes on the detector, zero frequency at the centre."""
    waves = fft.fft2(fft.ifftshift(probe, _AXES), norm="ortho")
    return np.asarray(
        fft.fftshift(np.square(np.abs(waves), dtype=np.float64).sum(axis=0)), np.float64
    )


def centroid(image: Real) -> Real:
    """Centre of mass (y, x) of an image (n,n) about the element n // 2, in pixels."""
    n = image.shape[-1]
    place = np.arange(n) - n // 2
    total = max(float(image.sum()), 1e-30)
    return np.array([(image.sum(axis=1) @ place) / total, (image.sum(axis=0) @ place) / total])


def half_power_radius(image: Real) -> float:
    """Radius in pixels within which half of the total of an image (n,n) lies, about its middle."""
    n = image.shape[-1]
    y, x = (np.arange(n) - n // 2 - c for c in centroid(image))
    radius = np.hypot(y[:, None], x[None, :]).ravel()
    order = np.argsort(radius)
    shares = np.cumsum(image.ravel()[order])
    inside = int(np.searchsorted(shares, 0.5 * shares[-1]))
    return float(radius[order[min(inside, len(order) - 1)]])


def central_share(image: Real) -> float:
    """Share of the total of an image (n,n) in the central half-width square."""
    n = image.shape[-1]
    quarter = n // 4
    inner = image[quarter : n - quarter, quarter : n - quarter]
    return float(inner.sum() / max(float(image.sum()), 1e-30))


def probe_light(probe: npt.NDArray[np.complex64]) -> Real:
    """Intensity (n,n) of all modes."""
    return np.asarray(np.square(np.abs(probe), dtype=np.float64).sum(axis=0))


def probe_diameter_px(probe: npt.NDArray[np.complex64]) -> float:
    """Diameter of the even disk that is as concentrated as the probe (P,n,n).

    Its area is (sum I)^2 / sum I^2.
    """
    light = probe_light(probe)
    area = light.sum() ** 2 / max(float(np.square(light).sum()), 1e-30)
    return float(2 * np.sqrt(area / np.pi))


def rim_share(probe: npt.NDArray[np.complex64]) -> float:
    """Share of the power of a probe (P,n,n) in the outer sixteenth on each side of the patch."""
    light = probe_light(probe)
    rim = max(1, light.shape[-1] // 16)
    inner = light[rim:-rim, rim:-rim].sum()
    return float(1 - inner / max(float(light.sum()), 1e-30))


def odd_pixels(look: Look) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Pixels (k,2) that stayed dark, and pixels that shine, against the pixels around them.

    A dark one has no count where its neighbours have 20 in all sampled patterns together; a
    shining one has 30 times what its neighbours have.
    """
    total = look.mean_counts * len(look.amplitudes)
    ring = np.zeros((5, 5))
    ring[::4, ::4] = 1  # corners only: a dead row or column of three must not hide itself
    ring[1::2, 1::2] = 1
    share = ndimage.correlate(look.mask.astype(np.float64), ring, mode="constant")
    expected = ndimage.correlate(total, ring, mode="constant") / np.maximum(share, 1)
    usable = look.mask & (share >= 4)
    dark = np.argwhere(usable & (total == 0) & (expected > 20))
    shining = np.argwhere(usable & (total > 30 * expected + 100 * len(look.amplitudes) ** 0.5))
    return dark, shining


@dataclass(frozen=True)
class Fits:
    """Relative errors of a small reconstruction with the scan as it is and changed."""

    as_it_is: float
    shuffled: float
    turned: dict[str, float]
    """By the knob that would turn the positions."""
    resized: dict[float, float]
    """By the factor on the size of the probe."""


TURNED_POSITIONS = {
    "--position-flip x": (False, (1, -1)),
    "--position-flip y": (False, (-1, 1)),
    "--position-flip both": (False, (-1, -1)),
    "--position-order xy": (True, (1, 1)),
    "--position-order xy --position-flip x": (True, (1, -1)),
    "--position-order xy --position-flip y": (True, (-1, 1)),
    "--position-order xy --position-flip both": (True, (-1, -1)),
}
TURNED_PATTERNS = {
    "--position-flip x": "--pattern-flip columns",
    "--position-flip y": "--pattern-flip rows",
    "--position-flip both": "--pattern-flip both",
    "--position-order xy": "--pattern-transpose",
    "--position-order xy --position-flip x": "--pattern-transpose --pattern-flip columns",
    "--position-order xy --position-flip y": "--pattern-transpose --pattern-flip rows",
    "--position-order xy --position-flip both": "--pattern-transpose --pattern-flip both",
}
PROBE_FACTORS = (0.5, 2.0)


def fits(look: Look) -> Fits:
    """Errors of small reconstructions of the patterns around the middle of the scan."""
    amplitudes, mask, probe, positions = _trial_arrays(look)
    rng = np.random.default_rng(0)
    shuffled = [
        misfit(amplitudes, mask, rng.permutation(positions), probe) for _ in range(_SHUFFLES)
    ]
    turned = {}
    for knob, (exchange, signs) in TURNED_POSITIONS.items():
        where = (positions[:, ::-1] if exchange else positions) * np.array(signs)
        turned[knob] = misfit(amplitudes, mask, where, probe)
    return Fits(
        as_it_is=misfit(amplitudes, mask, positions, probe),
        shuffled=float(np.mean(shuffled)),
        turned=turned,
        resized={
            factor: misfit(amplitudes, mask, positions, resized(probe, factor))
            for factor in PROBE_FACTORS
        },
    )


def _trial_arrays(
    look: Look,
) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.bool_], npt.NDArray[np.complex64], Real]:
    """Amplitudes, mask, probe and positions of the local patterns on a small detector area."""
    amplitudes, mask, probe = look.local, look.mask, look.probe
    positions = look.positions_yx_px[look.local_indices]
    n = look.patch_size
    side = next(
        (
            s
            for s in (_TRIAL_SIDE_PX, 2 * _TRIAL_SIDE_PX)
            if s < n and _share(look, s) > _TRIAL_SHARE
        ),
        n,
    )
    if side < n:
        first = n // 2 - side // 2
        part = slice(first, first + side)
        amplitudes, mask = amplitudes[:, part, part], mask[part, part]
        probe = fit_probe(probe, Reading(pattern_crop_px=side), n)
        positions = positions * (side / n)
    if side > _TRIAL_SIDE_PX:
        middle = np.square(positions - np.median(positions, axis=0)).sum(axis=1)
        few = np.argsort(middle, kind="stable")[:_FEW_PATTERNS]
        amplitudes, positions = amplitudes[few], positions[few]
    return amplitudes, mask, probe, positions


def _share(look: Look, side: int) -> float:
    n = look.patch_size
    first = n // 2 - side // 2
    counts = look.mean_counts
    inner = counts[first : first + side, first : first + side]
    return float(inner.sum() / max(float(counts.sum()), 1e-30))


def resized(probe: npt.NDArray[np.complex64], factor: float) -> npt.NDArray[np.complex64]:
    """The probe (P,n,n) ``factor`` times as large, about its middle."""
    n = probe.shape[-1]
    place = (np.arange(n) - n // 2) / factor + n // 2
    grid = np.meshgrid(place, place, indexing="ij")
    return np.stack(
        [
            ndimage.map_coordinates(mode.real, grid, order=1)
            + 1j * ndimage.map_coordinates(mode.imag, grid, order=1)
            for mode in probe
        ]
    ).astype(np.complex64)
