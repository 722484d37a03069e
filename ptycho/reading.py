"""How the numbers in a scan file are to be taken: orientation, detector area, positions, probe."""

from dataclasses import dataclass
from typing import Literal, Protocol

PositionUnit = Literal["auto", "px", "m"]
PositionOrder = Literal["yx", "xy"]
PositionFlip = Literal["none", "y", "x", "both"]
PatternFlip = Literal["none", "rows", "columns", "both"]
ProbeSource = Literal["file", "mean_pattern"]


class _Said(Protocol):
    """The knobs of reading in any of the configuration classes."""

    @property
    def position_unit(self) -> PositionUnit: ...
    @property
    def position_order(self) -> PositionOrder: ...
    @property
    def position_flip(self) -> PositionFlip: ...
    @property
    def object_pixel_size_m(self) -> float | None: ...
    @property
    def wavelength_m(self) -> float | None: ...
    @property
    def detector_distance_m(self) -> float | None: ...
    @property
    def detector_pixel_size_m(self) -> float | None: ...
    @property
    def pattern_fftshift(self) -> bool: ...
    @property
    def pattern_transpose(self) -> bool: ...
    @property
    def pattern_flip(self) -> PatternFlip: ...
    @property
    def pattern_crop_px(self) -> int | None: ...
    @property
    def pattern_binning(self) -> int: ...
    @property
    def probe_source(self) -> ProbeSource: ...


@dataclass(frozen=True, slots=True)
class Reading:
    """Departures of a file from the contract, undone in the order in which they stand here.

    Patterns: the zero frequency is moved from the corner to the centre, rows and columns are
    exchanged, axes are reversed, a central square is cut out, and squares of pixels are summed.
    Positions: y and x are exchanged, axes are reversed, metres are divided by the pixel size.
    """

    pattern_fftshift: bool = False
    pattern_transpose: bool = False
    pattern_flip: PatternFlip = "none"
    pattern_crop_px: int | None = None
    pattern_binning: int = 1
    position_order: PositionOrder = "yx"
    position_flip: PositionFlip = "none"
    position_unit: PositionUnit = "auto"
    object_pixel_size_m: float | None = None
    wavelength_m: float | None = None
    detector_distance_m: float | None = None
    detector_pixel_size_m: float | None = None
    probe_source: ProbeSource = "file"


AS_THE_CONTRACT_SAYS = Reading()


def reading_of(config: _Said) -> Reading:
    """The reading that a configuration asks for."""
    return Reading(
        pattern_fftshift=config.pattern_fftshift,
        pattern_transpose=config.pattern_transpose,
        pattern_flip=config.pattern_flip,
        pattern_crop_px=config.pattern_crop_px,
        pattern_binning=config.pattern_binning,
        position_order=config.position_order,
        position_flip=config.position_flip,
        position_unit=config.position_unit,
        object_pixel_size_m=config.object_pixel_size_m,
        wavelength_m=config.wavelength_m,
        detector_distance_m=config.detector_distance_m,
        detector_pixel_size_m=config.detector_pixel_size_m,
        probe_source=config.probe_source,
    )
