"""Where the time of a training step and of a reconstruction goes, beside what the machine can do.

    python tests/bench/bench_roofline.py [--threads 1] [--device cuda]

Ceilings are measured: matrix products, copies, Fourier transforms. Operations of convolutions are
counted by torch; a transform of N x N counts as ``5 N**2 log2(N**2)``, a pass over a stack of
waves as one read and one write of 8 bytes per pixel. Seconds are those of the processor.
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Callable

import torch
from rows import table
from torch.utils.flop_counter import FlopCounterMode
from workload import TILE, cost, raster, shipped, training_of, use

from ptycho_torch.physics.consistency import modulus_gradient
from ptycho_torch.physics.illumination import shift_probes

SIDE = 64
DEVICE = torch.device("cpu")
Rows = Callable[[dict[str, float]], list[list[object]]]
WAVE_PASSES = {"forward": 10, "backward": 13}
"""Passes of `modulus_gradient` over a wave stack: multiplications, transforms, sums, copies."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--device", choices=("cpu", "cuda"), default="cpu")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    globals()["DEVICE"] = torch.device(options.device)
    use(DEVICE)
    ceilings = measured_ceilings()
    rates = [[name, r, ""] if "product" in name else [name, "", r] for name, r in ceilings.items()]
    table(["ceiling of this machine", "Gop/s", "GB/s"], rates)
    print(
        f"parts of a training step on one tile of {TILE} patterns of 64 px, "
        "and of a reconstruction\n"
    )
    table(
        ["part", "ms", "Gop", "Gop/s", "of the ceiling", "GB", "GB/s", "of the ceiling"],
        [row for part in (network_rows(), data_rows(), transform_rows()) for row in part(ceilings)],
    )
    step = training_of(shipped().to(DEVICE), 1)
    seconds = cost(step)
    scan, shape = raster(1024)
    scan, network = scan.to(DEVICE), shipped().to(DEVICE).eval()
    with torch.inference_mode():
        whole = cost(lambda: network(scan, [shape], chunk=64), rounds=3)
    rows = [
        ["training step", 1e3 * seconds, step.n_patterns / seconds],
        ["reconstruction of 1024 patterns", 1e3 * whole, 1024 / whole],
    ]
    table(["whole", "ms", "patterns/s"], rows)


def measured_ceilings() -> dict[str, float]:
    square = torch.randn(1024, 1024, device=DEVICE)
    half = square.to(torch.bfloat16)
    small, large = (torch.randn(count, device=DEVICE) for count in (1 << 16, 1 << 26))
    others = torch.empty_like(small), torch.empty_like(large)

    def copies() -> None:
        for _ in range(100):
            others[0].copy_(small)

    return {
        "matrix product, float32": 2 * 1.024**3 / cost(lambda: square @ square),
        "matrix product, bfloat16": 2 * 1.024**3 / cost(lambda: half @ half),
        "copy within the cache": 100 * 8e-9 * small.numel() / cost(copies),
        "copy through memory": 8e-9 * large.numel() / cost(lambda: others[1].copy_(large)),
    }


def network_rows() -> Rows:
    def rows(ceilings: dict[str, float]) -> list[list[object]]:
        network = shipped().to(DEVICE)
        unet = network.unet
        side = -(-(SIDE + 9 * 6) // unet.multiple) * unet.multiple
        image = torch.randn(1, unet.stem.in_channels // 4, side, side, device=DEVICE)

        def forward() -> torch.Tensor:
            return unet(image, None)

        def both() -> None:
            forward().sum().backward()

        found = []
        for name, work in (("U-Net, forward", forward), ("U-Net, forward and backward", both)):
            with FlopCounterMode(display=False) as counter:
                work()
            seconds, operations = cost(work), counter.get_total_flops() / 1e9
            found.append([*rate(name, seconds, operations, None, ceilings)])
        return found

    return rows


def data_rows() -> Rows:
    def rows(ceilings: dict[str, float]) -> list[list[object]]:
        found = []
        for count in (18, 32):
            tile, shape = raster(TILE)
            tile = tile.rows(0, count).to(DEVICE)
            probes = shift_probes(tile.probes, tile.fractions, tile.canvas_index)
            canvas = torch.ones(1, *shape, dtype=torch.complex64, device=DEVICE)
            rest = (tile.amplitudes, probes, tile.corners, tile.canvas_index, None)

            def forward(canvas=canvas, rest=rest) -> torch.Tensor:
                return modulus_gradient(canvas, *rest)

            def both(canvas=canvas, rest=rest) -> None:
                own = canvas.requires_grad_()
                modulus_gradient(own, *rest).abs().sum().backward()

            passes = WAVE_PASSES["forward"]
            for name, work in (("forward", forward), ("forward and backward", both)):
                operations = transforms(count) * (2 if work is forward else 4)
                moved = 16e-9 * count * SIDE**2 * passes
                label = f"data term of {count} patterns, {name}"
                found.append(rate(label, cost(work), operations, moved, ceilings))
                passes += WAVE_PASSES["backward"]
        return found

    return rows


def transform_rows() -> Rows:
    def rows(ceilings: dict[str, float]) -> list[list[object]]:
        found = []
        for count in (18, 147):
            waves = torch.randn(count, SIDE, SIDE, dtype=torch.complex64, device=DEVICE)
            seconds = cost(lambda waves=waves: torch.fft.fft2(waves))
            moved = 16e-9 * waves.numel()
            found.append(rate(f"{count} transforms", seconds, transforms(count), moved, ceilings))
        return found

    return rows


def transforms(count: int) -> float:
    """Operations (10**9) of ``count`` transforms."""
    return 5e-9 * count * SIDE**2 * math.log2(SIDE**2)


def rate(
    name: str, seconds: float, operations: float, moved: float | None, ceilings: dict[str, float]
) -> list[object]:
    product, _, cached, _ = ceilings.values()
    shown = [name, 1e3 * seconds, operations, operations / seconds]
    shown.append(f"{operations / seconds / product:.0%}")
    if moved is None:
        return [*shown, "-", "-", "-"]
    return [*shown, moved, moved / seconds, f"{moved / seconds / cached:.0%}"]


if __name__ == "__main__":
    main()
