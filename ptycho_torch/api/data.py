"""What is trained on and what is reconstructed: a folder that ptychodus wrote to, or arrays."""

import logging
import time
from enum import Enum
from os import PathLike
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from ptycho.raw_data import Scan
from ptycho_generated.faults import Fault, InputError
from ptycho_generated.merge import Resolved
from ptycho_generated.settings import TrainSettings
from ptycho_torch.api.arrays import contract_scan, scan_of_arrays
from ptycho_torch.api.configs import ConfigManager
from ptycho_torch.config_factory import TrainingScans, load_training_scans

_log = logging.getLogger(__name__)
_VALIDATION_STEM = "test_data"


class DataloaderFormats(Enum):
    """How the data get to the trainer; there is one way."""

    LIGHTNING = "lightning_only_module"


class PtychoDataLoader:
    """The scans of a training, or the scan of a reconstruction."""

    settings: TrainSettings
    """What to train by."""
    resolved: Resolved
    """Where each of the settings comes from."""
    scans: TrainingScans
    """The scans to train on."""
    output_dir: Path
    """The run folder."""
    scan: Scan
    """The scan to reconstruct."""

    def __init__(
        self,
        data_dir: str | PathLike[str],
        config_manager: ConfigManager,
        data_format: DataloaderFormats = DataloaderFormats.LIGHTNING,
        output_dir: str | PathLike[str] = ".",
    ) -> None:
        """Read the NPZ files of a folder; the run folder is a new one below ``output_dir``.

        ``test_data.npz`` is the validation scan where there is another file. The pattern side N of
        the configs becomes that of the scans. Raises InputError with the faults of folder, configs
        and files; nothing is written.
        """
        assert data_format is DataloaderFormats.LIGHTNING
        train, validation, extra = training_files(Path(data_dir))
        stamp = time.strftime("%Y%m%d_%H%M%S")
        self.output_dir = Path(output_dir) / f"run_{stamp}"
        self.settings, self.resolved = config_manager.settings(
            train_data_file=train,
            test_data_file=validation,
            extra_train_data_files=extra,
            output_dir=self.output_dir,
        )
        config_manager.warn_of_idle()
        found = load_training_scans(self.settings)
        self.scans = TrainingScans(
            contract_scan(found.train),
            None if found.validation is None else contract_scan(found.validation),
            tuple(map(contract_scan, found.extra)),
        )
        config_manager.take_patch_size(found.train.patch_size)

    @classmethod
    def from_np(
        cls,
        diff_patterns: NDArray[Any],
        probe: NDArray[Any],
        positions: NDArray[Any],
        config_manager: ConfigManager,
    ) -> "PtychoDataLoader":
        """A scan to reconstruct, see `scan_of_arrays`.

        Raises InputError for arrays that are no scan, or none that the network can take.
        """
        loader = cls.__new__(cls)
        loader.scan = scan_of_arrays(diff_patterns, probe, positions)
        wanted = config_manager.data_config.N
        if loader.scan.patch_size != wanted:
            _log.info("trained on patterns of %d px, given %d px", wanted, loader.scan.patch_size)
        return loader


def training_files(folder: Path) -> tuple[Path, Path | None, list[Path]]:
    """The file to train on, the one to validate on, and further ones to train on.

    Raises InputError where there is none.
    """
    found = sorted(folder.glob("*.npz"))
    validation = next((path for path in found if path.stem == _VALIDATION_STEM), None)
    if validation is not None and len(found) > 1:
        found.remove(validation)
    else:
        validation = None
    if not found:
        problem = "holds no NPZ file" if folder.is_dir() else "is no folder"
        raise InputError([Fault(str(folder), problem, "export training data into it")])
    return found[0], validation, found[1:]
