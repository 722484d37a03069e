"""Classical solvers on a scan: alone from a flat object, or from what a network found."""

import time

import numpy as np
import torch

from ptycho_generated.kwargs import solver_kwargs
from ptycho_generated.settings import InferSettings
from ptycho_torch.data.scan_tensors import ScanTensors
from ptycho_torch.solver.engines import solve
from ptycho_torch.workflows.reconstruct import ReconstructedObject


def solved(
    settings: InferSettings,
    scan: ScanTensors,
    *,
    engine: str,
    iterations: int,
    start: ReconstructedObject | None,
    device: torch.device,
) -> ReconstructedObject:
    """Reconstruct a scan by ``engine``, beginning with ``start`` where there is one.

    The seconds of the start count as well.
    """
    began = time.perf_counter()
    options = solver_kwargs(settings)
    with torch.inference_mode():
        first = None
        if start is not None:
            first = torch.from_numpy(start.object)[None] * scan.probe_scale
        found = solve(
            scan.measurement(),
            scan.canvas_shape,
            engine=engine,
            iterations=iterations,
            start=first,
            device=device,
            **options,
        )
        canvas = (found.canvases[0] / scan.probe_scale).cpu().numpy()
        weight = found.weight[0].cpu().numpy()
        probe = (found.probes[0] * scan.probe_scale).cpu().numpy()
        positions = scan.positions_yx_px + found.shifts_px.cpu().numpy().astype(np.float64)
    seconds = time.perf_counter() - began
    return ReconstructedObject(
        object=canvas.astype(np.complex64),
        weight=weight.astype(np.float32),
        origin_yx=(float(scan.origin_yx[0]), float(scan.origin_yx[1])),
        seconds=seconds + (0.0 if start is None else start.seconds),
        probe=probe.astype(np.complex64),
        positions_yx_px=positions if options["refine_positions"] else None,
    )
