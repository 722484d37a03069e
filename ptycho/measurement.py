"""Do the numbers of a pattern file stand for photon counts, or for their square roots?

Files of both kinds carry the same key. Three facts can tell them apart:

* whole numbers: counts are whole numbers, while the square root of 2 or 3 is not;
* whole squares: square roots of counts have whole-number squares, other floats have not;
* Parseval: where the probe is stored in the photon gauge, its power times the mean transmission of
  the object is the mean number of counts per pattern, so that exactly one of the two readings
  gives a transmission that an object can have.

Dimensions: M patterns, n of one block, N patch side.
"""

import logging
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from ptycho.storage import let_go

MeasuredAs = Literal["counts", "amplitude"]
Measurement = Literal["auto", "counts", "amplitude"]

_TRANSMISSION_RANGE = (0.1, 1.3)  # of the mean object intensity; above 1 for imperfect probes
_PATTERNS_AT_ONCE = 256
_LARGEST_SQUARE_TESTED = 1e5  # float32 keeps the square of a root to 0.04 up to here

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Evidence:
    """What the values of a stack say; sums are means over patterns of sums over pixels."""

    integer_values: bool
    integer_squares: bool
    largest: float
    sum_per_pattern: float
    sum_of_squares_per_pattern: float
    probe_power: float | None


class EvidenceCollector:
    """Collects evidence from consecutive blocks of a stack (any shape, real, not negative)."""

    def __init__(self) -> None:
        self._integer_values = True
        self._integer_squares = True
        self._has_squares = False
        self._largest = 0.0
        self._sum = 0.0
        self._sum_of_squares = 0.0
        self._n_patterns = 0

    def add(self, block: npt.NDArray[np.float32]) -> None:
        """Take in one block of patterns (n, N, N)."""
        with np.errstate(over="ignore"):  # Inf is too much light for any probe
            squares = np.square(block)
        self._n_patterns += len(block)
        self._sum += float(block.sum(axis=(1, 2)).sum(dtype=np.float64))
        self._sum_of_squares += float(squares.sum(axis=(1, 2)).sum(dtype=np.float64))
        self._largest = max(self._largest, float(block.max(initial=0.0)))
        if self._integer_values:
            self._integer_values = bool((block == np.rint(block)).all())
        if self._integer_squares:
            if float(squares.max(initial=0.0)) > _LARGEST_SQUARE_TESTED:
                squares[squares > _LARGEST_SQUARE_TESTED] = 0
            self._has_squares = self._has_squares or bool(squares.any())
            error = np.rint(squares)
            error -= squares
            np.abs(error, out=error)
            squares *= 4e-7
            squares += 1e-3
            self._integer_squares = bool((error <= squares).all())

    def evidence(self, probe_power: float | None) -> Evidence:
        """The collected facts; ``probe_power``: sum of |P|^2 over pixels and modes, if known."""
        n = max(1, self._n_patterns)
        return Evidence(
            integer_values=self._integer_values,
            integer_squares=self._integer_squares and self._has_squares,
            largest=self._largest,
            sum_per_pattern=self._sum / n,
            sum_of_squares_per_pattern=self._sum_of_squares / n,
            probe_power=probe_power,
        )


def decide_measurement(
    measurement: Measurement, evidence: Evidence, source: str
) -> tuple[MeasuredAs, str]:
    """Counts or amplitude, and one sentence that says why.

    An explicit ``measurement`` wins; then whole values, whole squares, Parseval against the probe,
    in this order. Where nothing tells, amplitude is taken (the file convention) with a warning that
    names ``source``.
    """
    by_parseval, parseval = _parseval(evidence)
    if measurement != "auto":
        if by_parseval not in (None, measurement):
            logger.warning("%s: taken as %s as told, but %s", source, measurement, parseval)
        return measurement, f"the measurement setting says {measurement}"
    if evidence.integer_values:
        if by_parseval == "amplitude":
            logger.warning("%s: whole numbers are taken as counts, but %s", source, parseval)
        if evidence.largest <= 1:
            return "counts", "all values are 0 or 1, which are their own square roots"
        return "counts", f"all values are whole numbers (largest {evidence.largest:g}); {parseval}"
    if evidence.integer_squares:
        return "amplitude", f"the squares of the values are whole numbers; {parseval}"
    if by_parseval is not None:
        return by_parseval, parseval
    reason = f"nothing in the file tells counts from amplitude ({parseval}), so the file convention"
    logger.warning(
        "%s: %s (amplitude) is taken; set measurement to counts if that is wrong", source, reason
    )
    return "amplitude", f"{reason} is taken"


def _parseval(evidence: Evidence) -> tuple[MeasuredAs | None, str]:
    """The reading that the power of the probe allows, if it allows exactly one."""
    if evidence.probe_power is None:
        return None, "there is no probe to hold it against"
    as_counts = evidence.sum_per_pattern / evidence.probe_power
    as_amplitude = evidence.sum_of_squares_per_pattern / evidence.probe_power
    low, high = _TRANSMISSION_RANGE
    fits_counts, fits_amplitude = low <= as_counts <= high, low <= as_amplitude <= high
    found = f"mean object intensity {as_counts:.3g} as counts, {as_amplitude:.3g} as amplitude"
    if fits_counts == fits_amplitude:
        return None, f"the power of the probe does not tell ({found})"
    verdict: MeasuredAs = "counts" if fits_counts else "amplitude"
    return verdict, f"the power of the probe says {verdict} ({found})"


def intensity_scale(amplitudes: npt.NDArray[np.float32]) -> float:
    """Factor by which amplitudes exceed those of the original's normalised patterns.

    ``amplitudes`` (M, N, N) are square roots of counts. Normalised, a pattern has
    on average the power ``(N/2)**2``.
    """
    n = amplitudes.shape[-1]
    power = 0.0
    # Block by block: one pass over all would hold a stack that lies on disk in memory.
    for start in range(0, len(amplitudes), _PATTERNS_AT_ONCE):
        some = amplitudes[start : start + _PATTERNS_AT_ONCE]
        power += float(np.einsum("mij,mij->m", some, some).sum(dtype=np.float64))
        let_go(amplitudes)
    return float(np.sqrt(power / len(amplitudes)) / (n / 2))
