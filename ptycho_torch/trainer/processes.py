"""The processes that a launcher has started for one reconstruction: torchrun, or srun of SLURM."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import torch
import torch.distributed as dist
from lightning.fabric.plugins.environments.cluster_environment import ClusterEnvironment
from lightning.fabric.plugins.environments.slurm import SLURMEnvironment
from lightning.fabric.plugins.environments.torchelastic import TorchElasticEnvironment
from torch import Tensor

from ptycho_generated.faults import Fault, InputError
from ptycho_torch.model.team import ALONE, Team

_PATIENCE = timedelta(days=7)
"""The others wait while the first one refines, draws and writes."""


def launched() -> ClusterEnvironment | None:
    """Who started several processes for this program; None where it runs alone."""
    found: ClusterEnvironment | None = None
    if TorchElasticEnvironment.detect():
        found = TorchElasticEnvironment()
    elif int(os.environ.get("SLURM_STEP_NUM_TASKS", "1")) > 1:  # srun says it, sbatch does not
        found = SLURMEnvironment(auto_requeue=False)
    return found if found is not None and found.world_size() > 1 else None


@contextmanager
def team_on(device: torch.device) -> Iterator[Team]:
    """The processes that reconstruct together, while the block runs; this one alone elsewhere.

    Each uses a GPU of its own where ``device`` is one. Raises InputError where there are too few.
    """
    environment = launched()
    if environment is None:
        yield ALONE
        return
    rank, size = environment.global_rank(), environment.world_size()
    if device.type == "cuda":
        _take_gpu(environment.local_rank(), torch.cuda.device_count())
    address = "env://"
    if isinstance(environment, SLURMEnvironment):
        address = f"tcp://{environment.main_address}:{environment.main_port}"
    with joined(rank, size, address, device) as team:
        yield team


def _take_gpu(number: int, n_gpus: int) -> None:
    if number >= n_gpus:
        problem = f"{number + 1} processes are on a machine with {n_gpus} GPUs"
        cure = "start one for each GPU, or give --accelerator cpu"
        raise InputError([Fault("--accelerator", problem, cure)])
    torch.cuda.set_device(number)


@contextmanager
def joined(rank: int, size: int, address: str, device: torch.device) -> Iterator[Team]:
    """A team of ``size`` processes that meet at an address, while the block runs."""
    dist.init_process_group(
        "nccl" if device.type == "cuda" else "gloo",
        init_method=address,
        rank=rank,
        world_size=size,
        timeout=_PATIENCE,
    )
    try:
        yield Team(rank, size, _total)
    finally:
        dist.destroy_process_group()


def _total(tensor: Tensor) -> Tensor:
    total = tensor.contiguous()
    dist.all_reduce(torch.view_as_real(total) if total.is_complex() else total)
    return total


def first_begins(team: Team, device: torch.device, work: Callable[[], None]) -> None:
    """Let the first process do ``work``, which may raise InputError; the others wait for it.

    Then all raise InputError, those others without faults, for the first one tells them.
    """
    problem: InputError | None = None
    if team.rank == 0:
        try:
            work()
        except InputError as error:
            problem = error
    failed = team.total(torch.tensor([float(problem is not None)], device=device))
    if problem is not None:
        raise problem
    if float(failed) > 0:
        raise InputError([])


def of_the_first(team: Team, tensor: Tensor, device: torch.device) -> Tensor:
    """The tensor (any shape) that the first process has, on the device where this one's lies."""
    if team.size == 1:
        return tensor
    mine = tensor if team.rank == 0 else torch.zeros_like(tensor)
    return team.total(mine.to(device, copy=True)).to(tensor.device)
