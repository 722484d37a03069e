"""Pictures of what a network makes of a scan while it is trained."""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ptycho_generated.faults import Fault, InputError
from ptycho_torch.data.scan_tensors import ScanTensors
from ptycho_torch.evaluation.plots import save_amplitude_png, save_phase_png
from ptycho_torch.model.network import ReconstructionNetwork
from ptycho_torch.workflows.reconstruct import reconstruct

_GAP_PX = 2
_SAVERS = {"amplitude": save_amplitude_png, "phase": save_phase_png}


class PreviewPictures:
    """Amplitude and phase of the whole object and of the same few patches, each time."""

    def __init__(
        self,
        network: ReconstructionNetwork,
        scan: ScanTensors,
        folder: Path,
        *,
        n_patches: int,
        patch_indices: tuple[int, ...] | None,
        stitched: bool,
        chunk: int,
    ) -> None:
        """Show ``patch_indices``, or ``n_patches`` evenly spread over the scan.

        Raises InputError for a pattern that the scan does not have.
        """
        self._network = network
        self._scan = scan
        self._folder = folder
        self._stitched = stitched
        self._chunk = chunk
        if patch_indices is None:
            spread = np.linspace(0, scan.n_patterns - 1, min(n_patches, scan.n_patterns))
            patch_indices = tuple(int(index) for index in np.rint(spread))
        odd = [index for index in patch_indices if index >= scan.n_patterns]
        if odd:
            problem = f"there is no pattern {odd[0]}: the scan has {scan.n_patterns}"
            raise InputError([Fault("--preview-patch-indices", problem, "lower it")])
        self._patches = patch_indices

    def __call__(self, epoch: int) -> dict[str, Path]:
        """Write the pictures of an epoch; returns name -> file."""
        found = reconstruct(self._network, self._scan, chunk=self._chunk)
        whole = (found.object, found.weight, found.origin_yx)
        shown = {"object": whole} if self._stitched else {}
        if self._patches:
            shown["patches"] = (self._row(found.object), self._row(found.weight), (0.0, 0.0))
        self._folder.mkdir(exist_ok=True)
        written = {}
        for what, place in shown.items():
            for part, save in _SAVERS.items():
                name = part if what == "object" else f"{what}-{part}"
                file = self._folder / f"epoch-{epoch:04d}-{name}.png"
                save(file, *place)
                written[f"{what}_{part}"] = file
        return written

    def _row(self, canvas: NDArray[Any]) -> NDArray[Any]:
        """Patches of a canvas (H, W) side by side; the gaps between them are zero."""
        side = self._scan.patch_size
        row = np.zeros((side, len(self._patches) * (side + _GAP_PX) - _GAP_PX), canvas.dtype)
        for place, index in enumerate(self._patches):
            y, x = (int(corner) for corner in self._scan.corners[index])
            start = place * (side + _GAP_PX)
            row[:, start : start + side] = canvas[y : y + side, x : x + side]
        return row
