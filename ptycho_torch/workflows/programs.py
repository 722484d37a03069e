"""Training and reconstruction for programs: the original's functions over what the commands do.

Dimensions: H W object canvas.
"""

import logging
import shutil
import tempfile
import warnings
from collections.abc import Mapping
from dataclasses import replace
from os import PathLike
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from ptycho import params
from ptycho.config.config import ModelConfig, PyTorchExecutionConfig, TrainingConfig
from ptycho.config.legacy import update_legacy_dict
from ptycho.loader import PtychoDataContainer
from ptycho.orientation import orient_positions
from ptycho.raw_data import RawData, Scan
from ptycho.reading import Reading
from ptycho_generated.faults import Fault, InputError
from ptycho_generated.knobs import KNOBS
from ptycho_generated.merge import FIELDS
from ptycho_torch.config_factory import TrainingScans, configure
from ptycho_torch.evaluation.plots import save_amplitude_png, save_phase_png
from ptycho_torch.trainer.bundle import load_bundle, save_bundle
from ptycho_torch.trainer.plain import plain_settings
from ptycho_torch.workflows.components import read_losses, train_on
from ptycho_torch.workflows.model import TrainedModel
from ptycho_torch.workflows.network import model_of
from ptycho_torch.workflows.run_folder import write_json

_log = logging.getLogger(__name__)
Image = npt.NDArray[np.float32]
MODEL_NAME = "diffraction_to_obj"
"""The one model of a bundle, as the original calls it."""
_CROP_PX = 20


def run_cdi_example_torch(
    train_data: Any,
    test_data: Any,
    config: TrainingConfig,
    flip_x: bool = False,
    flip_y: bool = False,
    transpose: bool = False,
    M: int = _CROP_PX,
    do_stitching: bool = False,
    execution_config: PyTorchExecutionConfig | None = None,
    overrides: Mapping[str, Any] | None = None,
) -> tuple[Image | None, Image | None, dict[str, Any]]:
    """Train on a scan; with ``do_stitching`` reconstruct the test scan, else the training scan.

    ``transpose`` exchanges the coordinates of the positions, ``flip_x`` and ``flip_y`` then reverse
    one of them. Returns amplitude and phase (H, W), None without ``do_stitching``, and the results
    of `train_cdi_model_torch`. The run folder is ``config.output_dir``; where that is the empty
    path, a temporary one which `ptycho.model_manager.save` moves. Raises InputError for what is
    wrong with scans or settings.
    """
    if M != _CROP_PX:
        message = "run_cdi_example: no effect here: M (patches are weighted by the probe)"
        warnings.warn(message, UserWarning, stacklevel=2)
    flips = {(0, 0): "none", (0, 1): "x", (1, 0): "y", (1, 1): "both"}
    reading = Reading(
        position_order="xy" if transpose else "yx",
        position_flip=flips[int(flip_y), int(flip_x)],  # type: ignore[arg-type]
    )
    train = _oriented(_ensure_container(train_data, "train_data"), reading)
    test = None
    if test_data is not None:
        test = _oriented(_ensure_container(test_data, "test_data"), reading)
    results = train_cdi_model_torch(train, test, config, execution_config, overrides)
    if not do_stitching:
        return None, None, results
    found = results["models"][MODEL_NAME].reconstruct(_scan_of(test or train))
    amplitude, phase = np.abs(found.object), np.angle(found.object)
    return amplitude.astype(np.float32), phase.astype(np.float32), results


def train_cdi_model_torch(
    train_data: Any,
    test_data: Any,
    config: TrainingConfig,
    execution_config: PyTorchExecutionConfig | None = None,
    overrides: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Train on a `RawData` or container, and validate on another where there is one.

    Returns ``history`` (``train_loss`` and ``val_loss`` by epoch, None without validation),
    ``models``, both containers, ``intensity_scale`` and ``run_folder``. Raises InputError for what
    is wrong with scans or settings.
    """
    train = _ensure_container(train_data, "train_data")
    test = None if test_data is None else _ensure_container(test_data, "test_data")
    results = _train_with_lightning(train, test, config, execution_config, overrides)
    return results | {"intensity_scale": train.intensity_scale}


def _train_with_lightning(
    train_container: PtychoDataContainer,
    test_container: PtychoDataContainer | None,
    config: TrainingConfig,
    execution_config: PyTorchExecutionConfig | None = None,
    overrides: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Train as `ptycho_train` does, with the settings of a config; see `train_cdi_model_torch`."""
    train = _scan_of(train_container)
    test = None if test_container is None else _scan_of(test_container)
    files = {
        "train_data_file": train.path,
        "test_data_file": None if test is None else test.path,
        "output_dir": config.output_dir,
    }
    said = _said_by(config) | files | dict(overrides or {})
    is_temporary = Path(said["output_dir"]) == Path()
    if is_temporary:
        said["output_dir"] = tempfile.mkdtemp(prefix="ptychopinn-")
    try:
        settings, resolved = configure("train", execution_config=execution_config, overrides=said)
        train_on(settings, resolved, lambda _: TrainingScans(train, test))
    except InputError:
        if is_temporary:  # nothing is written where the input is wrong
            shutil.rmtree(said["output_dir"])
        raise
    folder = settings.training.output_dir
    params.cfg["output_is_temporary"] = is_temporary
    models, _ = load_inference_bundle_torch(folder)
    losses = read_losses(folder / settings.execution.log_name)
    return {
        "history": {
            name: losses[name][1] if name in losses else None for name in ("train_loss", "val_loss")
        },
        "models": models,
        "train_container": train_container,
        "test_container": test_container,
        "run_folder": folder,
    }


def _said_by(config: TrainingConfig) -> dict[str, Any]:
    """What a config says of the knobs: every field that is not at its default.

    A group of one pattern leaves none to judge a network by that never sees overlap; the default
    takes its place, and as many groups fewer make a batch.
    """
    said = {
        name: getattr(part, name)
        for part in (config, config.model)
        for name in FIELDS[type(part).__name__]
        if not (KNOBS[name].has_default and getattr(part, name) == KNOBS[name].default)
    }
    gridsize = ModelConfig().gridsize
    if config.model.gridsize == 1 and config.model.architecture == "unrolled":
        del said["gridsize"]
        said["batch_size"] = max(1, round(config.batch_size / gridsize**2))
        _log.warning(
            "gridsize 1 leaves no pattern of a group to judge the network by: gridsize %d and "
            "batch_size %d are taken instead",
            gridsize,
            said["batch_size"],
        )
    return said


def _ensure_container(data: Any, name: str) -> PtychoDataContainer:
    """A container of what a program has: one already, or a `RawData`."""
    if isinstance(data, PtychoDataContainer):
        return data
    if isinstance(data, RawData):
        return PtychoDataContainer(data, data.scan.probe)
    cure = "give a RawData or what ptycho.loader.load returns"
    raise InputError([Fault(name, f"is {type(data).__name__}", cure)])


def _scan_of(container: PtychoDataContainer) -> Scan:
    return replace(container.raw_data.scan, probe=container.probe)


def _oriented(container: PtychoDataContainer, reading: Reading) -> PtychoDataContainer:
    """The container with its positions read in another way."""
    raw = container.raw_data
    positions = orient_positions(raw.scan.positions_yx_px, reading, None, 1.0)
    scan = replace(raw.scan, positions_yx_px=positions)
    return PtychoDataContainer(replace(raw, scan=scan), container.probe)


def save_torch_bundle(
    models_dict: Mapping[str, TrainedModel],
    base_path: str | PathLike[str],
    config: TrainingConfig,
    intensity_scale: float | None = None,
) -> None:
    """Write the model of ``models_dict`` to ``base_path`` with ``.zip`` after it."""
    bundle = models_dict[MODEL_NAME].bundle
    provenance = dict(bundle.provenance)
    if intensity_scale is not None:
        provenance["intensity_scale"] = intensity_scale
    settings = bundle.settings | {"training": plain_settings(config)}
    save_bundle(Path(f"{base_path}.zip"), replace(bundle, settings=settings, provenance=provenance))


def load_torch_bundle(
    base_path: str | PathLike[str],
) -> tuple[dict[str, TrainedModel], dict[str, Any]]:
    """Models and legacy dictionary of the bundle at ``base_path`` with ``.zip`` after it.

    The legacy dictionary of this process is brought up to date. Raises FileNotFoundError where
    there is no such file, InputError where it is no bundle.
    """
    if not Path(f"{base_path}.zip").is_file():
        raise FileNotFoundError(f"Model archive not found: {base_path}.zip")
    return load_inference_bundle_torch(f"{base_path}.zip")


def load_inference_bundle_torch(
    bundle_dir: str | PathLike[str],
    model_name: str = MODEL_NAME,
    *,
    scale_contract_version: str | None = None,
    measurement_domain: str | None = None,
) -> tuple[dict[str, TrainedModel], dict[str, Any]]:
    """Models by name, and the legacy dictionary, brought up to date, that belongs to them.

    ``bundle_dir`` is a bundle, a folder that holds one, or one that it was unpacked to. The last
    two keywords have no effect, which is warned of. Raises InputError where there is no bundle, or
    where ``model_name`` is not in it.
    """
    for name, value in (
        ("scale_contract_version", scale_contract_version),
        ("measurement_domain", measurement_domain),
    ):
        if value is not None:
            message = f"{name}={value!r} has no effect here: patterns stay in counts"
            warnings.warn(message, UserWarning, stacklevel=2)
    path = Path(bundle_dir)
    bundle = load_bundle(path)
    if model_name != MODEL_NAME:
        problem = f"{path} holds no such model"
        raise InputError([Fault(f"model_name {model_name}", problem, f"give {MODEL_NAME}")])
    model = TrainedModel.of(bundle, path)
    update_legacy_dict(params.cfg, model_of(bundle))
    if "intensity_scale" in bundle.provenance:
        params.cfg["intensity_scale"] = bundle.provenance["intensity_scale"]
    return {MODEL_NAME: model}, params.params()


def save_outputs(
    amplitude: npt.ArrayLike | None,
    phase: npt.ArrayLike | None,
    results: Mapping[str, Any],
    output_prefix: str | PathLike[str],
) -> None:
    """Write pictures of an object where there is one, and the loss history.

    ``amplitude`` (H, W) is in any unit, ``phase`` (H, W) in rad.
    """
    folder = Path(output_prefix)
    folder.mkdir(parents=True, exist_ok=True)
    if amplitude is not None and phase is not None:
        found = np.asarray(amplitude) * np.exp(1j * np.asarray(phase))
        place = (found.astype(np.complex64), np.ones(found.shape, np.float32), (0.0, 0.0))
        save_amplitude_png(folder / "reconstructed_amplitude.png", *place)
        save_phase_png(folder / "reconstructed_phase.png", *place)
    write_json(folder / "history.json", results.get("history", {}))
