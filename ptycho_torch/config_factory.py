"""Settings and the data they are for, brought together and held against each other."""

import logging
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from os import PathLike
from typing import Any, ParamSpec, TypeVar

from ptycho.config.files import read_run_file
from ptycho.config.layers import (
    environment_layer,
    object_layer,
    override_layer,
    problems,
    resolve_layers,
    unmet,
)
from ptycho.raw_data import Scan, load_scan
from ptycho.reading import reading_of
from ptycho_generated import merge
from ptycho_generated.config import PyTorchExecutionConfig
from ptycho_generated.faults import Fault, InputError
from ptycho_generated.merge import Resolved, Said
from ptycho_generated.settings import TrainSettings

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
