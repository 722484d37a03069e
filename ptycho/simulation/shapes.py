"""Pictures (S,S) with values in 0..1, drawn with soft edges one pixel wide.

Dimensions: S ``side`` of a picture in pixels.
"""

import numpy as np
import numpy.typing as npt
from scipy import ndimage
from scipy.spatial import cKDTree

Picture = npt.NDArray[np.float64]


def stretched(picture: Picture) -> Picture:
    """``picture`` (S,S) scaled linearly to fill 0..1."""
    low, high = float(picture.min()), float(picture.max())
    return (picture - low) / (high - low)


def _grid(side: int) -> tuple[Picture, Picture]:
    """Row and column of every pixel, broadcastable."""
    index = np.arange(side, dtype=np.float64)
    return index[:, None], index[None, :]


def _inside(distance_px: Picture) -> Picture:
    """1 inside (distance below zero), 0 outside, a ramp of one pixel between."""
    return np.clip(0.5 - distance_px, 0.0, 1.0)


def lines(side: int, rng: np.random.Generator) -> Picture:
    """Picture (S,S) of straight lines of random place, direction, width (1-6 px) and strength."""
    y, x = _grid(side)
    total = np.zeros((side, side))
    for _ in range(int(0.44 * side)):
        angle = rng.uniform(0, np.pi)
        y0, x0 = rng.uniform(0, side, 2)
        distance = np.abs((x - x0) * np.sin(angle) - (y - y0) * np.cos(angle))
        total += rng.uniform(0.3, 1.0) * _inside(distance - rng.uniform(0.6, 3.0))
    return stretched(np.minimum(total, np.percentile(total, 99.5)))


def texture(side: int, rng: np.random.Generator) -> Picture:
    """Gaussian random field (S,S) with structure at 1.5, 4 and 12 px."""
    total = np.zeros((side, side))
    for scale_px, weight in ((1.5, 0.35), (4.0, 0.7), (12.0, 1.0)):
        field = ndimage.gaussian_filter(rng.standard_normal((side, side)), scale_px, mode="wrap")
        total += weight * field / field.std()
    low, high = np.percentile(total, (0.5, 99.5))
    return stretched(np.clip(total, low, high))


def leaves(side: int, rng: np.random.Generator, *, layers: float) -> Picture:
    """Picture (S,S) of opaque discs of random grey on one another, ``layers`` deep on average.

    The radii follow a 1/r^3 law, which makes the picture scale invariant (Lee, Mumford and Huang,
    IJCV 41, 35, 2001).
    """
    picture = np.zeros((side, side))
    mean_area_px = 235.0
    for _ in range(int(layers * side * side / mean_area_px) + 4):
        radius = min(4.0 / np.sqrt(rng.uniform(0.01, 1.0)), side / 6)
        y0, x0 = rng.uniform(0, side, 2)
        here = _window(side, y0 - radius, x0 - radius, y0 + radius, x0 + radius)
        y, x = np.ogrid[here]
        cover = _inside(np.hypot(y - y0, x - x0) - radius)
        picture[here] += cover * (rng.uniform(0, 1) - picture[here])
    return stretched(picture)


def star(side: int, rng: np.random.Generator) -> Picture:
    """Siemens star (S,S): 18 spokes crossed by two rings, in an outer ring, on a clear field."""
    y, x = _grid(side)
    centre = side / 2 + rng.uniform(-0.02, 0.02, 2) * side
    radius, angle = np.hypot(y - centre[0], x - centre[1]), np.arctan2(y - centre[0], x - centre[1])
    outer = 0.30 * side
    half_period = np.pi / 18
    # distance to the nearest edge of a spoke, along the circle, in px
    phase = np.mod(angle + rng.uniform(0, 2 * half_period), 2 * half_period) / half_period
    to_edge = (np.abs(phase - 1.0) - 0.5) * half_period * radius
    spokes = _inside(to_edge) * _inside(radius - outer)
    width = 0.012 * side
    rings = np.zeros((side, side))
    for ring_radius in (0.35 * outer, 0.68 * outer):
        rings = np.maximum(rings, _inside(np.abs(radius - ring_radius) - width))
    hub = _inside(radius - 0.06 * outer)
    rim = _inside(np.abs(radius - 1.12 * outer) - 1.5 * width)
    return np.maximum(np.maximum(spokes * (1 - rings), hub), rim)


def cells(side: int, rng: np.random.Generator) -> Picture:
    """Tissue (S,S): rounded cells with membrane, cytoplasm, nucleus and granules."""
    y, x = _grid(side)
    pitch = 26.0
    centres = _scattered(side, pitch, rng)
    warp = [6.0 * (texture(side, rng) - 0.5), 6.0 * (texture(side, rng) - 0.5)]
    pixels = np.stack(np.broadcast_arrays(y + warp[0], x + warp[1]), axis=-1)
    distance, index = cKDTree(centres).query(pixels, k=2)
    to_border = distance[..., 1] - distance[..., 0]  # zero half way between two cells
    bulge = np.clip(to_border / pitch, 0, 1) ** 0.5
    shade = rng.uniform(0.15, 0.4, len(centres))[index[..., 0]]
    picture = shade * (0.4 + 0.6 * bulge) + 0.4 * _inside(to_border - 2.5)
    nucleus_radius = rng.uniform(3.5, 6.0, len(centres))[index[..., 0]]
    nucleus = _inside(distance[..., 0] - nucleus_radius)
    picture += nucleus * (0.75 - picture)
    granules = _scattered(side, 11.0, rng)
    distance, index = cKDTree(granules).query(np.stack(np.broadcast_arrays(y, x), axis=-1))
    granule = _inside(distance - rng.uniform(0.7, 1.8, len(granules))[index])
    picture += 0.35 * granule * (1 - nucleus)
    return stretched(np.clip(picture, 0, 1))


def fibres(side: int, rng: np.random.Generator) -> Picture:
    """Curved filaments 1-3 px wide, a picture (S,S)."""
    picture = np.zeros((side, side))
    for _ in range(int(0.16 * side)):
        along = np.linspace(-0.2, 1.2, 3 * side)
        start, stop = rng.uniform(-0.2, 1.2, (2, 2)) * side
        across = np.array([start[1] - stop[1], stop[0] - start[0]])
        bend = rng.uniform(-0.25, 0.25) * np.sin(np.pi * along + rng.uniform(0, np.pi))
        path = start + np.outer(along, stop - start) + np.outer(bend, across)
        drawn = np.ones((side, side), np.bool_)
        inside = np.all((path >= 0) & (path < side - 0.5), axis=1)
        rows, columns = np.rint(path[inside]).astype(int).T
        drawn[rows, columns] = False
        if not drawn.all():
            distance = ndimage.distance_transform_edt(drawn)
            strand = _inside(distance - rng.uniform(0.4, 1.6))
            picture = np.maximum(picture, rng.uniform(0.5, 1.0) * strand)
    return stretched(picture)


def wires(side: int, rng: np.random.Generator) -> Picture:
    """Conductors (S,S) along the rows, of several widths, broken and joined like a chip's."""
    picture = np.zeros((side, side))
    top = float(rng.uniform(2, 8))
    while top < side:
        width = float(rng.choice([2.0, 3.0, 3.0, 5.0, 8.0]))
        left = -float(rng.uniform(0, 20))
        while left < side:
            length = float(rng.uniform(20, 110))
            grey = float(rng.choice([0.65, 0.85, 1.0]))
            _draw_box(picture, grey, top, left, top + width, left + length)
            if rng.uniform() < 0.35:  # a joint to the next conductor
                at = left + float(rng.uniform(0.1, 0.9)) * length
                _draw_box(picture, 0.85, top, at, top + width + 10, at + 3.0)
            left += length + float(rng.uniform(4, 18))
        top += width + float(rng.choice([3.0, 4.0, 6.0]))
    return stretched(picture)


def pads(side: int, rng: np.random.Generator) -> Picture:
    """Round contacts 3-8 px wide on a square raster with gaps, a picture (S,S)."""
    y, x = _grid(side)
    pitch = 16.0
    n = int(np.ceil(side / pitch))
    radius = np.where(rng.uniform(size=(n, n)) < 0.6, rng.uniform(1.5, 4.0, (n, n)), -1.0)
    row, column = (y // pitch).astype(int), (x // pitch).astype(int)
    distance = np.hypot(y - (row + 0.5) * pitch, x - (column + 0.5) * pitch)
    return _inside(distance - radius[row, column])


def _window(side: int, top: float, left: float, bottom: float, right: float) -> tuple[slice, slice]:
    """The pixels that a shape within these edges can touch."""
    rows = slice(max(int(top) - 1, 0), min(max(int(bottom) + 2, 0), side))
    return rows, slice(max(int(left) - 1, 0), min(max(int(right) + 2, 0), side))


def _draw_box(
    picture: Picture, grey: float, top: float, left: float, bottom: float, right: float
) -> None:
    """An upright rectangle with soft edges, drawn where it is lighter than ``picture``."""
    here = _window(len(picture), top, left, bottom, right)
    y, x = np.ogrid[here]
    box = _inside(np.maximum(top - y, y - bottom)) * _inside(np.maximum(left - x, x - right))
    picture[here] = np.maximum(picture[here], grey * box)


def _scattered(side: int, pitch: float, rng: np.random.Generator) -> npt.NDArray[np.float64]:
    """Points (n,2) about ``pitch`` apart, without order: a hexagonal raster, shaken."""
    rows = np.arange(-pitch, side + 2 * pitch, pitch * np.sqrt(0.75))
    columns = np.arange(-pitch, side + 2 * pitch, pitch)
    points = np.stack(np.meshgrid(rows, columns, indexing="ij"), axis=-1)
    points[1::2, :, 1] += pitch / 2
    points += rng.uniform(-0.3, 0.3, points.shape) * pitch
    return points.reshape(-1, 2)
