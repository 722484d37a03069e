"""Everything that is written about one reconstruction.

Dimensions: M positions, P incoherent probe modes, N patch side, H W object canvas.
"""

import json
import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from ptycho.atomic import whole_file
from ptycho.config.hashes import config_hashes
from ptycho.raw_data import Scan
from ptycho.reconstruction_file import RECONSTRUCTION_NAME, save_product
from ptycho_generated.settings import InferSettings
from ptycho_torch.evaluation.frc import from_curve
from ptycho_torch.evaluation.plots import save_amplitude_png, save_phase_png, save_summary_png
from ptycho_torch.evaluation.tiff import save_tiff
from ptycho_torch.trainer.bundle import Bundle
from ptycho_torch.trainer.plain import plain_settings
from ptycho_torch.workflows.reconstruct import (
    ReconstructedObject,
    fingerprint,
    method_lines,
    score_lines,
    scores,
)
from ptycho_torch.workflows.run_folder import write_json

_log = logging.getLogger(__name__)
RESULTS = (
    RECONSTRUCTION_NAME,
    "reconstructed_amplitude.tiff",
    "reconstructed_phase.tiff",
    "product.h5",
    "metrics.json",
    "summary.png",
    "report.html",
)


@dataclass(frozen=True, slots=True)
class Asked:
    """The objects that the settings ask for, by method, and the method that is the result."""

    methods: dict[str, ReconstructedObject]
    name: str

    @property
    def wanted(self) -> ReconstructedObject:
        """The result."""
        return self.methods[self.name]


def write_reconstruction(
    folder: Path,
    asked: Asked,
    scan: Scan,
    settings: InferSettings,
    bundle: Bundle | None,
    residual: dict[str, Any],
    start_up_s: float | None,
) -> dict[str, Any]:
    """Write arrays, pictures and scores, and return what ``metrics.json`` holds.

    The result is the network's, refined where that is asked; the scores of all methods stand side
    by side.
    """
    found = asked.wanted
    trained = None if bundle is None else bundle.provenance.get("config_hash")
    hashes: dict[str, Any] = {"training": trained, "reconstruction": config_hashes(settings)}
    # The same result is the same file wherever it lies: the hash of its folder stays outside.
    inside = {"training": trained, "reconstruction": hashes["reconstruction"]["numerics"]}
    _write_arrays(folder, found, scan, config_of(settings, bundle), inside)
    scored = {name: scores(one, scan) for name, one in asked.methods.items()}
    metrics: dict[str, Any] = {
        "method": asked.name,
        "scores": scored[asked.name],
        "diffraction_residual": residual,
        "n_patterns": scan.n_patterns,
        "reconstruction_s": found.seconds,
        "patterns_per_s": scan.n_patterns / found.seconds,
        "start_up_s": start_up_s,
        "methods": {
            name: {"seconds": one.seconds, "scores": _without_curves(scored[name])}
            for name, one in asked.methods.items()
        },
        "config_hash": hashes,
        "scan": fingerprint(scan),
        "trained_on": None if bundle is None else bundle.provenance,
    }
    write_json(folder / "metrics.json", metrics)
    title = f"Reconstruction of {scan.path.name}: {asked.name}"
    write_pictures(folder, found, scan, scored[asked.name], losses=None, title=title)
    lines = score_lines((scored[asked.name] or {}) | {"diffraction_residual": residual})
    if len(asked.methods) > 1:
        lines += method_lines(asked.methods, list(scored.values()))
    for line in lines:
        _log.info("%s", line)
    return metrics


def _without_curves(scored: dict[str, Any] | None) -> dict[str, Any] | None:
    if scored is None:
        return None
    return {name: {k: v for k, v in one.items() if k != "curve"} for name, one in scored.items()}


def _write_arrays(
    folder: Path,
    found: ReconstructedObject,
    scan: Scan,
    config: dict[str, Any],
    hashes: dict[str, Any],
) -> None:
    """Write the reconstruction as NPZ, as TIFF images and as a ptychodus product."""
    origin = np.array(found.origin_yx, np.float64)
    arrays: dict[str, Any] = {
        "object": found.object,
        "weight": found.weight,
        "origin_yx": origin,
        "probe": found.probe,
        "config": np.array(json.dumps(config)),
        "config_hash": np.array(json.dumps(hashes)),
    }
    if scan.pixel_size_m is not None:
        arrays["pixel_size_m"] = np.float64(scan.pixel_size_m)
    if found.positions_yx_px is not None:
        arrays["positions_yx_px"] = found.positions_yx_px
    with whole_file(folder / RECONSTRUCTION_NAME) as path:
        np.savez_compressed(path, **arrays)
    for name, image in (("amplitude", np.abs), ("phase", np.angle)):
        with whole_file(folder / f"reconstructed_{name}.tiff") as path:
            save_tiff(path, image(found.object), scan.pixel_size_m)
    positions = scan.positions_yx_px if found.positions_yx_px is None else found.positions_yx_px
    with whole_file(folder / "product.h5") as path:
        save_product(
            path,
            found.object,
            origin,
            found.probe,
            positions,
            pixel_size_m=scan.pixel_size_m,
            name=scan.path.stem,
        )


def config_of(settings: InferSettings, bundle: Bundle | None) -> dict[str, Any]:
    """Settings of the training that the bundle comes from; those of this run without a bundle."""
    return plain_settings(settings) if bundle is None else bundle.settings


def write_pictures(
    folder: Path,
    found: ReconstructedObject,
    scan: Scan,
    scored: dict[str, Any] | None,
    *,
    losses: Any,
    title: str,
) -> None:
    """Write amplitude, phase and the summary sheet."""
    place = (found.object, found.weight, found.origin_yx)
    size = scan.pixel_size_m
    save_amplitude_png(folder / "reconstructed_amplitude.png", *place, pixel_size_m=size)
    save_phase_png(folder / "reconstructed_phase.png", *place, pixel_size_m=size)
    save_summary_png(
        folder / "summary.png",
        object_=found.object,
        weight=found.weight,
        origin_yx=found.origin_yx,
        probe=found.probe,
        truth=scan.truth,
        losses=losses,
        scores=scored,
        rings=None if scored is None else from_curve(scored["frc50"]["curve"]),
        title=title,
        pixel_size_m=size,
    )
