"""Settings and the data they are for, brought together and held against each other."""

import logging
import os
import warnings
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from os import PathLike
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from ptycho import params
from ptycho.config.files import read_run_file
from ptycho.config.layers import (
    environment_layer,
    object_layer,
    override_layer,
    problems,
    resolve_layers,
    unmet,
)
from ptycho.config.legacy import update_legacy_dict
from ptycho.model_manager import BUNDLE_NAME
from ptycho.raw_data import Scan, load_scan, scan_keys
from ptycho.reading import reading_of
from ptycho_generated import merge
from ptycho_generated.config import (
    InferenceConfig,
    ModelConfig,
    PyTorchExecutionConfig,
    TrainingConfig,
)
from ptycho_generated.faults import Fault, InputError
from ptycho_generated.idle import IDLE
from ptycho_generated.merge import Resolved, Said
from ptycho_generated.settings import TrainSettings
from ptycho_generated.surfaces import DataConfig, to_surface
from ptycho_generated.surfaces import InferenceConfig as PtInferenceConfig
from ptycho_generated.surfaces import ModelConfig as PtModelConfig
from ptycho_generated.surfaces import TrainingConfig as PtTrainingConfig

_log = logging.getLogger(__name__)
_P = ParamSpec("_P")
_T = TypeVar("_T")


def configure(
    command: str,
    *,
    run_files: Iterable[str | PathLike[str]] = (),
    environment: Mapping[str, str] | None = None,
    execution_config: PyTorchExecutionConfig | None = None,
    said_besides: Iterable[tuple[str, Said]] = (),
    overrides: Mapping[str, Any] | None = None,
) -> tuple[Any, Resolved]:
    """Settings of a command from a program, by the layers that its command line has as well.

    Run files, ``PTYCHO_*`` variables (those of the process, unless others are given), fields of an
    execution config that are not at their default, what is said besides, and overrides, knob name
    -> value; each beats those before it. With ``resume`` the checkpoint stands below them all and
    is compared with them. Returns the settings and where each value comes from. Raises InputError
    with every fault.
    """
    said: list[tuple[str, Said]] = []
    faults: list[Fault] = []
    layers = [read_run_file(file, command) for file in run_files]
    layers.append(environment_layer(command, os.environ if environment is None else environment))
    if execution_config is not None:
        layers.append((object_layer(command, execution_config), []))
    layers.append((list(said_besides), []))
    layers.append(override_layer(command, overrides or {}))
    for more, wrong in layers:
        said += more
        faults += wrong
    resolved, earlier = resolve_layers(command, said, faults)
    found, warnings = problems(resolved, earlier)
    faults += unmet(faults, found)
    for line in warnings:
        _log.warning("%s", line)
    if faults:
        raise InputError(faults)
    return getattr(merge, f"{command}_settings")(resolved), resolved


@dataclass(frozen=True, slots=True)
class TrainingScans:
    """The scans to train on and, where there is one, the scan to validate on."""

    train: Scan
    validation: Scan | None
    extra: tuple[Scan, ...] = ()
    """Scans to train on besides."""


def load_training_scans(settings: TrainSettings) -> TrainingScans:
    """Read the scans that a training names and check that they go together.

    Raises InputError with the faults of all files at once.
    """
    training = settings.training
    faults: list[Fault] = []
    reading = reading_of(training)
    read = partial(load_scan, measurement=training.measurement, reading=reading)
    train = attempt(faults, read, training.train_data_file)
    validation = None
    if training.test_data_file is not None:
        validation = attempt(faults, read, training.test_data_file)
    extra = [attempt(faults, read, path) for path in training.extra_train_data_files]
    for other in (validation, *extra):
        if train is not None and other is not None and train.patch_size != other.patch_size:
            problem = (
                f"patterns of {other.patch_size} px, but {train.patch_size} px in {train.path}"
            )
            faults.append(Fault(str(other.path), problem, "use scans of one detector size"))
    if faults or train is None:
        raise InputError(faults)
    return TrainingScans(train, validation, tuple(scan for scan in extra if scan is not None))


def attempt(
    faults: list[Fault], call: Callable[_P, _T], /, *arguments: _P.args, **named: _P.kwargs
) -> _T | None:
    """Result of a call; where the user's input is wrong, None, and the faults in ``faults``."""
    try:
        return call(*arguments, **named)
    except InputError as error:
        faults.extend(error.faults)
        return None


@dataclass(frozen=True, slots=True)
class TrainingPayload:
    """Everything about a training, in our configs and in those of the original's torch side."""

    tf_training_config: TrainingConfig
    pt_data_config: DataConfig
    pt_model_config: PtModelConfig
    pt_training_config: PtTrainingConfig
    pt_inference_config: PtInferenceConfig
    execution_config: PyTorchExecutionConfig
    overrides_applied: dict[str, Any]
    """Knob -> value that counts, of every knob that somebody gave a value."""


@dataclass(frozen=True, slots=True)
class InferencePayload:
    """Everything about a reconstruction, likewise."""

    tf_inference_config: InferenceConfig
    pt_data_config: DataConfig
    pt_inference_config: PtInferenceConfig
    execution_config: PyTorchExecutionConfig
    overrides_applied: dict[str, Any]


def create_training_payload(
    train_data_file: str | PathLike[str],
    output_dir: str | PathLike[str],
    overrides: Mapping[str, Any] | None = None,
    execution_config: PyTorchExecutionConfig | None = None,
    profile: str | None = None,
) -> TrainingPayload:
    """Configs of a training on a scan, the side of its patterns included; fills params.cfg.

    ``overrides`` are knobs, or keywords of the original that have no effect, which is warned of;
    they beat ``execution_config``. A ``profile`` has no effect either. Raises FileNotFoundError
    without a scan and InputError with every fault.
    """
    if not Path(train_data_file).is_file():
        raise FileNotFoundError(f"Training data file not found: {train_data_file}")
    if profile is not None:
        message = f"profile={profile!r} has no effect here: patterns stay in counts"
        warnings.warn(message, UserWarning, stacklevel=2)
    idle = ("TrainingConfig", "ModelConfig")
    knobs, besides = _apart(overrides or {}, idle)
    files = {"train_data_file": train_data_file, "output_dir": output_dir}
    settings, resolved = configure(
        "train", execution_config=execution_config, overrides=files | knobs
    )
    model = replace(settings.training.model, **besides["ModelConfig"])
    training = replace(settings.training, model=model, **besides["TrainingConfig"])
    size = infer_probe_size(train_data_file)
    training = replace(training, model=_of_size(model, size))
    populate_legacy_params(training)
    values = resolved.values
    return TrainingPayload(
        tf_training_config=training,
        pt_data_config=_of_size(to_surface(DataConfig, values), size),
        pt_model_config=to_surface(PtModelConfig, values),
        pt_training_config=to_surface(PtTrainingConfig, values),
        pt_inference_config=to_surface(PtInferenceConfig, values),
        execution_config=settings.execution,
        overrides_applied=_given(resolved),
    )


def create_inference_payload(
    model_path: str | PathLike[str],
    test_data_file: str | PathLike[str],
    output_dir: str | PathLike[str],
    overrides: Mapping[str, Any] | None = None,
    execution_config: PyTorchExecutionConfig | None = None,
) -> InferencePayload:
    """Configs of a reconstruction; fills params.cfg. See `create_training_payload`.

    Raises FileNotFoundError without a scan, and InputError where ``model_path`` holds no bundle.
    """
    if not Path(test_data_file).is_file():
        raise FileNotFoundError(f"Test data file not found: {test_data_file}")
    if Path(model_path).is_dir() and not (Path(model_path) / BUNDLE_NAME).is_file():
        cure = "give the run folder of a finished training"
        raise InputError([Fault(str(model_path), f"holds no {BUNDLE_NAME}", cure)])
    knobs, besides = _apart(overrides or {}, ("InferenceConfig", "ModelConfig"))
    files = {"model_path": model_path, "test_data_file": test_data_file, "output_dir": output_dir}
    settings, resolved = configure(
        "infer", execution_config=execution_config, overrides=files | knobs
    )
    size = infer_probe_size(test_data_file)
    model = _of_size(replace(settings.inference.model, **besides["ModelConfig"]), size)
    inference = replace(settings.inference, model=model, **besides["InferenceConfig"])
    populate_legacy_params(inference)
    values = resolved.values
    return InferencePayload(
        tf_inference_config=inference,
        pt_data_config=_of_size(to_surface(DataConfig, values), size),
        pt_inference_config=to_surface(PtInferenceConfig, values),
        execution_config=settings.execution,
        overrides_applied=_given(resolved),
    )


def infer_probe_size(path: str | PathLike[str]) -> int:
    """Side in pixels of the probe in a scan file, which is that of its patterns.

    Raises InputError where the file cannot be read or holds no such probe.
    """
    header = scan_keys(path).get("probeGuess")
    if header is None or len(header.shape) not in (2, 3) or header.shape[-1] != header.shape[-2]:
        found = "missing" if header is None else f"of shape {header.shape}"
        cure = "save it as (N, N) or (modes, N, N)"
        raise InputError([Fault(f"{path}, key probeGuess", f"is {found}", cure)])
    return int(header.shape[-1])


def populate_legacy_params(
    tf_config: TrainingConfig | InferenceConfig, force: bool = False
) -> None:
    """Write a config into params.cfg; with ``force`` nothing that stood there stays.

    Raises TypeError for a config that must never reach it.
    """
    values = dict[str, Any]()
    update_legacy_dict(values, tf_config)  # raises before anything is changed
    if force:
        params.cfg.clear()
    params.cfg.update(values)


def _apart(
    overrides: Mapping[str, Any], owners: Iterable[str]
) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    """Overrides of knobs, and keywords without effect by the config that has them."""
    besides = {
        owner: {name: value for name, value in overrides.items() if name in IDLE.get(owner, {})}
        for owner in owners
    }
    taken = {name for names in besides.values() for name in names}
    return {name: value for name, value in overrides.items() if name not in taken}, besides


_Sized = TypeVar("_Sized", ModelConfig, DataConfig)


def _of_size(config: _Sized, patch_size: int) -> _Sized:
    """The config with the side N that the data have; no reason to warn of a wrong one."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        return replace(config, N=patch_size)


def _given(resolved: Resolved) -> dict[str, Any]:
    return {name: resolved.winner(name).value for name in resolved.said if resolved.given(name)}
