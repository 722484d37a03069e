"""The number format of the convolutions, where the choice is left to the machine."""

import logging

import torch

from ptycho_generated.faults import Fault, InputError

_log = logging.getLogger(__name__)


def chosen_precision(precision: str, accelerator: str) -> str:
    """``precision``, or for ``auto`` the faster one of those that are accurate enough.

    bfloat16 pays where matrix units multiply it: NVIDIA Ampere and later, processors with AMX.
    Elsewhere it is emulated and slower than single precision. Raises InputError for half precision
    on a processor, which cannot multiply it.
    """
    if precision == "16-mixed" and not _has_graphics_processor(accelerator):
        problem = "half precision needs a graphics processor, and there is none here"
        if accelerator == "cpu":
            problem = "half precision needs a graphics processor, and --accelerator is cpu"
        raise InputError([Fault(f"--precision {precision}", problem, "use bf16-mixed or 32-true")])
    if precision != "auto":
        return precision
    found = "bf16-mixed" if _multiplies_bfloat16(accelerator) else "32-true"
    _log.info("precision: %s", found)
    return found


def _has_graphics_processor(accelerator: str) -> bool:
    if accelerator != "auto":
        return accelerator != "cpu"
    return torch.cuda.is_available() or torch.backends.mps.is_available()


def _multiplies_bfloat16(accelerator: str) -> bool:
    if accelerator != "cpu" and torch.cuda.is_available():
        return torch.cuda.get_device_capability() >= (8, 0)
    if accelerator not in ("cpu", "auto"):
        return False
    has_amx = getattr(torch.cpu, "_is_amx_tile_supported", None)
    return has_amx is not None and bool(has_amx())
