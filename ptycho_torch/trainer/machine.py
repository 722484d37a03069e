"""What a training is told of the machine, held against what there is."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import torch
from torch.nn import Module
from torch.nn.modules.batchnorm import _BatchNorm

from ptycho_generated.faults import Fault, InputError
from ptycho_generated.settings import TrainSettings

_log = logging.getLogger(__name__)


def check_processes(settings: TrainSettings) -> None:
    """Raise InputError where the processes of ddp cannot talk to each other as asked for."""
    execution = settings.execution
    if execution.ddp_process_group_backend != "nccl":
        return
    if execution.accelerator == "cpu" or not _has_nccl():
        problem = "connects NVIDIA graphics processors, and this training uses none"
        cure = "use gloo, or leave it out"
        raise InputError([Fault("--ddp-process-group-backend nccl", problem, cure)])


def check_synchronised(settings: TrainSettings, network: Module) -> None:
    """Raise InputError where statistics are to be shared that the network does not take."""
    has_statistics = any(isinstance(part, _BatchNorm) for part in network.modules())
    if settings.execution.sync_batchnorm and not has_statistics:
        architecture = settings.training.model.architecture
        problem = f"the {architecture} network has no batch normalisation"
        raise InputError([Fault("--sync-batchnorm", problem, "leave it out")])


def warn_of_no_effect(settings: TrainSettings) -> None:
    """Say which settings are about a graphics processor where there is none."""
    if torch.cuda.is_available() or torch.backends.mps.is_available():
        return
    execution = settings.execution
    for flag, is_set in (
        ("--pin-memory", execution.pin_memory),
        ("--benchmark", execution.benchmark),
    ):
        if is_set:
            _log.warning("%s: no effect without a graphics processor; leave it out", flag)


@contextmanager
def torch_as_before() -> Iterator[None]:
    """Undo, at the end, what a training sets for the whole process."""
    cudnn = torch.backends.cudnn
    benchmark, deterministic = cudnn.benchmark, torch.are_deterministic_algorithms_enabled()
    warn_only = torch.is_deterministic_algorithms_warn_only_enabled()
    matmul = torch.get_float32_matmul_precision()
    try:
        yield
    finally:
        cudnn.benchmark = benchmark
        torch.use_deterministic_algorithms(deterministic, warn_only=warn_only)
        torch.set_float32_matmul_precision(matmul)


def _has_nccl() -> bool:
    return torch.cuda.is_available() and torch.distributed.is_nccl_available()
