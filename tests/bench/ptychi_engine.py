"""LSQML and rPIE of pty-chi on one scan, in an environment that has pty-chi.

    python tests/bench/ptychi_engine.py scan.npz result.npz --engine LSQML --epochs 100

Needs numpy, torch and ptychi alone, so it imports nothing of this project. The result holds the
object (H, W), the position of its element [0, 0] in the frame of the scan, and the seconds of the
iterations.
"""

from __future__ import annotations

import argparse
import sys
import time
import types
from pathlib import Path
from typing import Any

import numpy as np
import torch

_BATCH_SIZE = 64
_STEPS = {"LSQML": 1.0, "RPIE": 0.5}
_ALPHA = 0.1


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("scan", type=Path)
    parser.add_argument("result", type=Path)
    parser.add_argument("--engine", choices=_STEPS, default="LSQML")
    parser.add_argument("--epochs", type=int, default=100)
    parser.add_argument("--refine-probe", action="store_true")
    options = parser.parse_args()
    with np.load(options.scan) as scan:
        amplitudes, probe = scan["diff3d"], scan["probeGuess"]
        positions = np.stack([scan["ycoords"], scan["xcoords"]], axis=1)
    solve(amplitudes, probe, positions, options)


def solve(amplitudes: Any, probe: Any, positions: Any, options: argparse.Namespace) -> None:
    """Iterate from a flat object; ``amplitudes`` (M, N, N) are square roots of counts."""
    without_torchvision()
    from ptychi.api.task import PtychographyTask

    n = amplitudes.shape[-1]
    middle = (positions.max(0) + positions.min(0)) / 2
    extent = np.ptp(positions, axis=0)
    height, width = (2 * int(np.ceil((extent[axis] + n) / 2) + 10) for axis in (0, 1))
    modes = torch.as_tensor(probe.reshape(1, -1, n, n).astype(np.complex64))
    task = PtychographyTask(
        engine_options(options),
        diffraction_data=np.square(amplitudes, dtype=np.float32),
        object_data=torch.ones(1, height, width, dtype=torch.complex64),
        probe_data=modes,
        probe_position_x_px=positions[:, 1] - middle[1],
        probe_position_y_px=positions[:, 0] - middle[0],
    )
    start = time.perf_counter()
    task.run(options.epochs)
    seconds = time.perf_counter() - start
    object_ = np.asarray(task.get_data_to_cpu("object", as_numpy=True))[0]
    origin = middle - np.asarray(object_.shape) / 2
    np.savez(options.result, object=object_, origin_yx=origin, seconds=seconds)


def engine_options(options: argparse.Namespace) -> Any:
    import ptychi.api as api

    chosen = {"LSQML": api.LSQMLOptions, "RPIE": api.RPIEOptions}[options.engine]()
    chosen.object_options.optimizable = True
    chosen.object_options.pixel_size_m = 1e-8
    chosen.object_options.step_size = _STEPS[options.engine]
    chosen.probe_options.optimizable = options.refine_probe
    chosen.probe_options.step_size = _STEPS[options.engine]
    chosen.probe_position_options.optimizable = False
    if options.engine == "RPIE":
        chosen.object_options.alpha = chosen.probe_options.alpha = _ALPHA
    else:
        chosen.reconstructor_options.noise_model = api.NoiseModels.GAUSSIAN
    chosen.reconstructor_options.num_epochs = options.epochs
    chosen.reconstructor_options.batch_size = _BATCH_SIZE
    chosen.reconstructor_options.default_device = api.Devices.CPU
    return chosen


def without_torchvision() -> None:
    """Let pty-chi be imported beside a torch for which there is no torchvision.

    It takes one class from there, a blur that neither engine uses as it is set up here.
    """
    if "torchvision" in sys.modules:
        return

    class GaussianBlur(torch.nn.Module):
        def __init__(self, *_: Any, **__: Any) -> None:
            super().__init__()

        def forward(self, _: Any) -> Any:
            raise RuntimeError("this run was to do without torchvision")

    vision, transforms = (types.ModuleType(name) for name in ("torchvision", "transforms"))
    transforms.GaussianBlur = GaussianBlur  # type: ignore[attr-defined]
    vision.transforms = transforms  # type: ignore[attr-defined]
    sys.modules |= {"torchvision": vision, "torchvision.transforms": transforms}


if __name__ == "__main__":
    main()
