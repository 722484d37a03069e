"""Settings and the data they are for, brought together and held against each other."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import ParamSpec, TypeVar

from ptycho.raw_data import Scan, load_scan
from ptycho.reading import reading_of
from ptycho_generated.faults import Fault, InputError
from ptycho_generated.settings import TrainSettings

_P = ParamSpec("_P")
_T = TypeVar("_T")


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
