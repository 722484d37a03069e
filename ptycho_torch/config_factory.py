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
    """The scan to train on and, where there is one, the scan to validate on."""

    train: Scan
    validation: Scan | None


def load_training_scans(settings: TrainSettings) -> TrainingScans:
    """Read the scans that a training names and check that they go together.

    Raises InputError with the faults of both files at once.
    """
    training = settings.training
    faults: list[Fault] = []
    reading = reading_of(training)
    read = partial(load_scan, measurement=training.measurement, reading=reading)
    train = attempt(faults, read, training.train_data_file)
    validation = None
    if training.test_data_file is not None:
        validation = attempt(faults, read, training.test_data_file)
    if train is not None and validation is not None and train.patch_size != validation.patch_size:
        problem = (
            f"patterns of {validation.patch_size} px, but {train.patch_size} px in {train.path}"
        )
        faults.append(Fault(str(validation.path), problem, "use scans of one detector size"))
    if faults or train is None:
        raise InputError(faults)
    return TrainingScans(train, validation)


def attempt(
    faults: list[Fault], call: Callable[_P, _T], /, *arguments: _P.args, **named: _P.kwargs
) -> _T | None:
    """Result of a call; where the user's input is wrong, None, and the faults in ``faults``."""
    try:
        return call(*arguments, **named)
    except InputError as error:
        faults.extend(error.faults)
        return None
