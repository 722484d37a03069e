"""Training and reconstruction under the names that older programs call.

torch does the work; it is loaded when one of these functions is called. Dimensions: H W object.
"""

from os import PathLike
from typing import Any

import numpy as np
import numpy.typing as npt

from ptycho_generated.config import TrainingConfig

Image = npt.NDArray[np.float32]


def run_cdi_example(
    train_data: Any,
    test_data: Any,
    config: TrainingConfig,
    flip_x: bool = False,
    flip_y: bool = False,
    transpose: bool = False,
    M: int = 20,
    do_stitching: bool = False,
) -> tuple[Image | None, Image | None, dict[str, Any]]:
    """Train on a `RawData`; see `ptycho_torch.workflows.programs.run_cdi_example_torch`."""
    from ptycho_torch.workflows.programs import run_cdi_example_torch

    return run_cdi_example_torch(
        train_data, test_data, config, flip_x, flip_y, transpose, M, do_stitching
    )


def load_inference_bundle(model_dir: str | PathLike[str]) -> tuple[Any, dict[str, Any]]:
    """Model in a bundle, with ``predict``, and the legacy dictionary that belongs to it.

    ``model_dir`` is a folder that holds ``wts.h5.zip`` or what was packed in it. Raises InputError
    where there is none.
    """
    from ptycho_torch.workflows.programs import MODEL_NAME, load_inference_bundle_torch

    models, legacy = load_inference_bundle_torch(model_dir)
    return models[MODEL_NAME], legacy


def save_outputs(
    amplitude: npt.ArrayLike | None,
    phase: npt.ArrayLike | None,
    results: dict[str, Any],
    output_prefix: str | PathLike[str],
) -> None:
    """Write pictures of an object where there is one, and ``metrics.json``.

    ``amplitude`` (H, W) is in any unit, ``phase`` (H, W) in rad.
    """
    from ptycho_torch.workflows.programs import save_outputs as save

    save(amplitude, phase, results, output_prefix)
