"""Two processes that share the patterns find what one finds, each of them all of it."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
import torch
import torch.distributed as dist
from torch import Tensor, multiprocessing

from ptycho_torch.model.network import ReconstructionNetwork
from ptycho_torch.model.registry import build_network
from ptycho_torch.model.team import ALONE, Team
from ptycho_torch.physics.measurement import Measurement
from ptycho_torch.trainer.processes import joined

SHAPES = [(60, 52), (44, 56)]
N_PATTERNS = 23
COMMON = {"n_filters": 4, "n_hidden_channels": 2, "n_unrolled": 2, "n_averaging_steps": 2}
NETWORKS: dict[str, dict[str, object]] = {
    "unrolled": {"architecture": "unrolled", "n_subsets": 4},
    "unrolled, more subsets than one process has patterns of": {
        "architecture": "unrolled",
        "n_subsets": 9,
    },
    "denoiser": {"architecture": "denoiser", "n_subsets": 4},
    "cnn": {"architecture": "cnn", "n_subsets": 4},
}


def network_of(name: str) -> ReconstructionNetwork:
    torch.manual_seed(0)
    more = {"gridsize": 2, "n_filters_scale": 0.25, "patch_size": 32}
    network = build_network(**COMMON, **more, **NETWORKS[name])  # type: ignore[arg-type]
    for weight in network.parameters():
        torch.nn.init.normal_(weight, std=0.05)
    return network.double().eval()


def patterns() -> Measurement:
    random = torch.Generator().manual_seed(1)

    def normal(*shape: int) -> Tensor:
        return torch.randn(*shape, generator=random, dtype=torch.float64)

    index = torch.arange(N_PATTERNS) % 2
    room = torch.tensor(SHAPES)[index] - 32
    corners = (torch.rand(N_PATTERNS, 2, generator=random) * room).long()
    envelope = torch.exp(-0.02 * (torch.arange(32.0, dtype=torch.float64) - 16) ** 2)
    probes = torch.complex(normal(2, 2, 32, 32), normal(2, 2, 32, 32))
    return Measurement(
        amplitudes=normal(N_PATTERNS, 32, 32).abs() * 20,
        corners=corners,
        fractions=torch.rand(N_PATTERNS, 2, generator=random, dtype=torch.float64),
        canvas_index=index,
        probes=probes * envelope[:, None] * envelope,
        mask=None,
    )


def found(name: str, team: Team, chunk: int | None) -> tuple[Tensor, Tensor]:
    with torch.inference_mode():
        result = network_of(name)(patterns(), SHAPES, chunk=chunk, team=team)
    return result.canvases.clone(), result.weight.clone()


def _work(rank: int, port: int, folder: str) -> None:
    torch.set_num_threads(1)
    address = f"tcp://127.0.0.1:{port}"
    with joined(rank, 2, address, torch.device("cpu")) as team:
        torch.save({name: found(name, team, 5) for name in NETWORKS}, f"{folder}/{rank}.pt")


@pytest.fixture(scope="module")
def by_two(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, tuple[Tensor, Tensor]]]:
    folder: Path = tmp_path_factory.mktemp("team")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    multiprocessing.spawn(_work, args=(port, str(folder)), nprocs=2)
    assert not dist.is_initialized()
    return [torch.load(folder / f"{rank}.pt") for rank in range(2)]


@pytest.mark.parametrize("name", NETWORKS)
def test_two_processes_find_what_one_finds(
    name: str, by_two: list[dict[str, tuple[Tensor, Tensor]]]
) -> None:
    canvases, weight = found(name, ALONE, None)
    assert float(canvases.abs().std()) > 0
    for results in by_two:
        for one, wanted in zip(results[name], (canvases, weight), strict=True):
            torch.testing.assert_close(
                one, wanted, rtol=1e-12, atol=1e-12 * float(wanted.abs().max())
            )
    for first, second in zip(by_two[0][name], by_two[1][name], strict=True):
        assert torch.equal(first, second)


def test_shares_are_everything_once() -> None:
    which = torch.arange(7)
    shares = [Team(rank, 3, lambda each: each).share(which) for rank in range(3)]
    assert sorted(torch.cat(shares).tolist()) == which.tolist()
    assert torch.equal(ALONE.share(which), which)
