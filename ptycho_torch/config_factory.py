"""Settings and the data they are for, brought together and held against each other."""

from dataclasses import dataclass
from pathlib import Path

from ptycho.raw_data import Scan, load_scan
from ptycho.reading import reading_of
from ptycho_generated.config import TrainingConfig
from ptycho_generated.faults import Fault, InputError
from ptycho_generated.settings import TrainSettings


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
    train = _scan(training.train_data_file, training, faults)
    validation = None
    if training.test_data_file is not None:
        validation = _scan(training.test_data_file, training, faults)
    if train is not None and validation is not None and train.patch_size != validation.patch_size:
        problem = (
            f"patterns of {validation.patch_size} px, but {train.patch_size} px in {train.path}"
        )
        faults.append(Fault(str(validation.path), problem, "use scans of one detector size"))
    if faults or train is None:
        raise InputError(faults)
    return TrainingScans(train, validation)


def _scan(path: Path, training: TrainingConfig, faults: list[Fault]) -> Scan | None:
    try:
        return load_scan(path, measurement=training.measurement, reading=reading_of(training))
    except InputError as error:
        faults.extend(error.faults)
        return None
