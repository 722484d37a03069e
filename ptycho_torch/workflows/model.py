"""A trained network as programs use it: from arrays to an object.

Dimensions: B groups, J patterns per group, P incoherent probe modes, N patch side, S object side.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from ptycho import params
from ptycho.raw_data import Scan
from ptycho_generated.faults import Fault, InputError
from ptycho_generated.settings import InferSettings
from ptycho_torch.config_factory import configure
from ptycho_torch.data.scan_tensors import ScanTensors
from ptycho_torch.model.network import ReconstructionNetwork
from ptycho_torch.trainer.bundle import Bundle
from ptycho_torch.workflows.network import network_of
from ptycho_torch.workflows.probe import with_best_probe
from ptycho_torch.workflows.reconstruct import ReconstructedObject
from ptycho_torch.workflows.reconstruction import inference_device, reconstruct_as_asked


@dataclass(frozen=True)
class TrainedModel:
    """A network with its weights, and how it is used."""

    bundle: Bundle
    network: ReconstructionNetwork
    settings: InferSettings

    @classmethod
    def of(cls, bundle: Bundle, path: Path) -> "TrainedModel":
        """The model in a bundle that was read from ``path``; used as by default."""
        # Only the way it is used is taken from these settings; nothing is written.
        files = {"model_path": path, "test_data_file": Path("arrays"), "output_dir": Path()}
        settings: InferSettings = configure("infer", overrides=files)[0]
        network = network_of(bundle).to(inference_device(settings.execution.accelerator))
        return cls(bundle, network, settings)

    def predict(self, inputs: Sequence[npt.ArrayLike]) -> npt.NDArray[np.complex64]:
        """Objects (B, S, S, 1) of the groups ``inputs = [X, offsets]``.

        ``X`` (B, N, N, J) holds amplitudes, zero frequency at the centre; ``offsets``
        (B, 1, 2, J) the middle of the group minus each position (x, y) in pixels. The middle of an
        object is that of its group; it is zero where no pattern reaches. The probe is the one in
        the legacy dictionary, see `ptycho.probe.set_probe_guess`; it is taken as it is, since an
        object goes with its probe and only the object is returned. Raises InputError without one.
        """
        patterns, offsets = (np.asarray(each) for each in inputs)
        scans = (_scan(each, where) for each, where in zip(patterns, offsets, strict=True))
        found = [self._reconstruct(ScanTensors.from_scan(scan)) for scan in scans]
        # A canvas begins at whole pixels, so that the middle is found without interpolation.
        half = max(_reach(each) for each in found)
        objects = np.zeros((len(found), 2 * half, 2 * half, 1), np.complex64)
        for target, each in zip(objects, found, strict=True):
            row, column = (round(origin) + half for origin in each.origin_yx)
            height, width = each.object.shape
            lit = np.where(each.weight > 0, each.object, 0)
            target[row : row + height, column : column + width, 0] = lit
        return objects

    def reconstruct(self, scan: Scan) -> ReconstructedObject:
        """Reconstruct a scan as `ptycho_inference` does it by default."""
        iterations = self.settings.inference.probe_refinement_iterations
        return self._reconstruct(
            with_best_probe(ScanTensors.from_scan(scan), iterations=iterations)
        )

    def _reconstruct(self, scan: ScanTensors) -> ReconstructedObject:
        device = next(self.network.parameters()).device
        return reconstruct_as_asked(self.settings, scan, self.network, device).wanted


def _scan(patterns: npt.NDArray[Any], offsets: npt.NDArray[Any]) -> Scan:
    """The scan of a group (N, N, J) whose positions are counted from its middle."""
    probe = params.cfg.get("probe")
    if probe is None:
        cure = "call ptycho.probe.set_probe_guess"
        raise InputError([Fault("params.cfg['probe']", "holds no probe", cure)])
    n = patterns.shape[0]
    return Scan(
        path=Path("arrays"),
        amplitudes=np.ascontiguousarray(np.moveaxis(patterns, -1, 0), np.float32),
        positions_yx_px=-np.ascontiguousarray(offsets[0, ::-1].T, np.float64),
        probe=np.asarray(probe, np.complex64).reshape(-1, n, n),
        mask=np.ones((n, n), np.bool_),
        truth=None,
        measured_as="amplitude",
        measured_because="they were given as amplitudes",
    )


def _reach(found: ReconstructedObject) -> int:
    """Pixels from the origin to the farthest edge of a canvas."""
    reach = 0
    for origin, side in zip(found.origin_yx, found.object.shape, strict=True):
        reach = max(reach, abs(round(origin)), abs(round(origin) + side))
    return reach
