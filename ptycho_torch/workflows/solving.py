"""Classical solvers on a scan: alone from a flat object, or from what a network found."""

import time

import numpy as np
import torch

from ptycho_generated.kwargs import solver_kwargs
from ptycho_generated.settings import InferSettings
from ptycho_torch.data.scan_tensors import ScanTensors
from ptycho_torch.model.network import ReconstructionNetwork
from ptycho_torch.physics.scaling import flat_object_amplitude
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
    network: ReconstructionNetwork | None = None,
) -> ReconstructedObject:
    """Reconstruct a scan by ``engine``, beginning with ``start`` where there is one.

    The ``network`` that the start came from ends the reconstruction as well, if it has a last
    stage. The seconds of the start count too.
    """
    began = time.perf_counter()
    options = solver_kwargs(settings)
    with torch.inference_mode():
        first = None
        if start is not None:
            given = start.object if start.unfinished is None else start.unfinished
            first = torch.from_numpy(given)[None] * scan.probe_scale
        found = solve(
            scan.measurement(),
            scan.canvas_shape,
            engine=engine,
            iterations=iterations,
            start=first,
            device=device,
            **options,
        )
        canvases = found.canvases
        if network is not None:
            unit = flat_object_amplitude(scan.measurement()).to(canvases)
            canvases = network.finish(canvases, found.weight, unit.real)
        canvas = (canvases[0] / scan.probe_scale).cpu().numpy()
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
