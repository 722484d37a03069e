"""The choice between backends that older programs make; torch is the only one."""

from os import PathLike
from typing import Any

from ptycho.config.config import InferenceConfig, PyTorchExecutionConfig, TrainingConfig
from ptycho.workflows.components import Image
from ptycho_generated.faults import Fault, InputError

_NAMES = ("pytorch", "tensorflow")


def check_backend(name: str) -> None:
    """Raise InputError unless a backend is the one that is here."""
    if name == "pytorch":
        return
    problem = f"Invalid backend: {name!r}. Must be one of: {', '.join(map(repr, _NAMES))}"
    if name in _NAMES:
        problem = f"Backend {name!r} is not part of this software"
    raise InputError([Fault("backend", problem, "use 'pytorch'")])


def run_cdi_example_with_backend(
    train_data: Any,
    test_data: Any,
    config: TrainingConfig,
    flip_x: bool = False,
    flip_y: bool = False,
    transpose: bool = False,
    M: int = 20,
    do_stitching: bool = False,
    torch_execution_config: PyTorchExecutionConfig | None = None,
) -> tuple[Image | None, Image | None, dict[str, Any]]:
    """Train by the backend that ``config.backend`` names; see `run_cdi_example`.

    ``results["backend"]`` says which it was. Raises InputError for a backend that is not here.
    """
    from ptycho_torch.workflows.programs import run_cdi_example_torch

    check_backend(config.backend)
    amplitude, phase, results = run_cdi_example_torch(
        train_data,
        test_data,
        config,
        flip_x,
        flip_y,
        transpose,
        M,
        do_stitching,
        execution_config=torch_execution_config,
    )
    return amplitude, phase, results | {"backend": config.backend}


def load_inference_bundle_with_backend(
    bundle_dir: str | PathLike[str],
    config: InferenceConfig | TrainingConfig,
    model_name: str = "diffraction_to_obj",
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Models and legacy dictionary of a bundle, by the backend that ``config.backend`` names.

    Raises InputError for a backend that is not here, and where there is no such bundle or model.
    """
    from ptycho_torch.workflows.programs import load_inference_bundle_torch

    check_backend(config.backend)
    return load_inference_bundle_torch(bundle_dir, model_name)
