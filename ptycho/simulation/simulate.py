"""Synthetic scans with known truth: several of one object with one probe, noise and places new.

Dimensions: N patch side, P incoherent probe modes. A given probe may be in any unit.
"""

import zlib
from collections.abc import Mapping, Sequence
from os import PathLike
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ptycho.raw_data import Scan, save_scan
from ptycho.simulation.forward import measure, photon_gain
from ptycho.simulation.objects import OBJECT_KINDS, make_object
from ptycho.simulation.probe import PROBE_KINDS, make_probe
from ptycho.simulation.scan import SCAN_PATTERNS, jittered, nominal_positions
from ptycho_generated.faults import Fault, InputError

_MARGIN_PX = 2  # object beyond the outermost patch, on each side


def simulate_scans(
    names: Sequence[str],
    *,
    object_kind: str,
    object_seed: int | None,
    probe_kind: str,
    probe_diameter_px: float,
    patch_size: int,
    n_positions: int,
    scan_pattern: str,
    step_px: float,
    position_jitter: float,
    photons_per_pattern: float,
    noise: bool,
    seed: int,
    probe: npt.NDArray[np.complex64] | None = None,
) -> dict[str, Scan]:
    """One scan per name, all of the same object with the same probe.

    A given ``probe`` (P,N,N) takes the place of ``probe_kind`` and ``probe_diameter_px``; then
    ``patch_size`` must be its N.

    Positions and noise of a scan depend on ``seed`` and its name alone, the object on
    ``object_seed`` (``seed`` where that is None): equal arguments give equal bytes, and one more
    name changes nothing in the others. ``position_jitter`` is a fraction of the step. The probe is
    in the photon gauge: the mean of sum |P O|^2 over the nominal positions is
    ``photons_per_pattern``.

    Raises InputError with every argument that cannot be used.
    """
    assert probe is None or probe.shape[-1] == patch_size
    _check(
        choices={
            "object_kind": (object_kind, OBJECT_KINDS),
            "probe_kind": (probe_kind, PROBE_KINDS),
            "scan_pattern": (scan_pattern, SCAN_PATTERNS),
        },
        lowest={
            "patch_size": (patch_size, 8),
            "n_positions": (n_positions, 1),
            "position_jitter": (position_jitter, 0),
            "seed": (seed, 0),
            "object_seed": (0 if object_seed is None else object_seed, 0),
        },
        positive={
            "probe_diameter_px": probe_diameter_px if probe is None else 1.0,
            "step_px": step_px,
            "photons_per_pattern": photons_per_pattern,
        },
        patch_size=patch_size,
        probe_diameter_px=probe_diameter_px if probe is None else 1.0,
    )
    nominal = nominal_positions(scan_pattern, n_positions=n_positions, step_px=step_px)
    half_extent_px = float(np.abs(nominal).max()) + position_jitter * step_px
    side_px = 2 * int(np.ceil(half_extent_px + patch_size / 2 + _MARGIN_PX))
    object_rng = _stream(seed if object_seed is None else object_seed, "object")
    object_ = make_object(object_kind, side_px, object_rng)
    nominal = nominal + side_px / 2
    if probe is None:
        modes = make_probe(probe_kind, patch_size=patch_size, diameter_px=probe_diameter_px)[None]
    else:
        modes = probe.astype(np.complex128)
    modes = modes * photon_gain(object_, modes, nominal, photons_per_pattern)
    scans: dict[str, Scan] = {}
    for name in names:
        rng = _stream(seed, name)
        positions = jittered(nominal, step_px=step_px, position_jitter=position_jitter, rng=rng)
        scans[name] = Scan(
            path=Path(name),
            amplitudes=measure(object_, modes, positions, rng if noise else None),
            positions_yx_px=positions,
            probe=modes.astype(np.complex64),
            mask=np.ones((patch_size, patch_size), np.bool_),
            truth=object_.astype(np.complex64),
            measured_as="amplitude",
            measured_because="the simulator wrote square roots of counts",
        )
    return scans


def save_scans(
    folder: str | PathLike[str],
    scans: Mapping[str, Scan],
    *,
    metadata: Mapping[str, object] | None = None,
) -> dict[str, Path]:
    """Write each scan to ``folder/<name>.npz``; name -> path. Raises InputError like save_scan."""
    paths = {name: Path(folder) / f"{name}.npz" for name in scans}
    for name, path in paths.items():
        save_scan(path, scans[name], metadata=metadata)
    return paths


def _stream(seed: int, purpose: str) -> np.random.Generator:
    """Random numbers that depend on the seed and on what they are for, and on nothing else."""
    return np.random.default_rng([seed, zlib.crc32(purpose.encode())])


def _check(
    *,
    choices: Mapping[str, tuple[str, tuple[str, ...]]],
    lowest: Mapping[str, tuple[float, float]],
    positive: Mapping[str, float],
    patch_size: int,
    probe_diameter_px: float,
) -> None:
    faults = []

    def add(name: str, value: object, problem: str, cure: str) -> None:
        faults.append(Fault("--" + name.replace("_", "-"), f"{value!r} {problem}", cure))

    for name, (choice, known) in choices.items():
        if choice not in known:
            add(name, choice, "is unknown", "choose one of " + ", ".join(known))
    for name, (value, bound) in lowest.items():
        if not value >= bound:
            add(name, value, "is too small", f"give at least {bound}")
    for name, value in positive.items():
        if not (value > 0 and np.isfinite(value)):
            add(name, value, "is not a positive number", "give a number above 0")
    if patch_size % 2:
        add("patch_size", patch_size, "is odd", "give an even number of pixels")
    if probe_diameter_px > 0.75 * patch_size:
        largest = f"give at most {0.75 * patch_size:g} or enlarge --patch-size"
        add("probe_diameter_px", probe_diameter_px, "does not fit the patch", largest)
    if faults:
        raise InputError(faults)
