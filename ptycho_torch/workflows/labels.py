"""The object that a supervised training learns from."""

from ptycho.raw_data import Scan
from ptycho_generated.faults import Fault, InputError
from ptycho_generated.settings import TrainSettings
from ptycho_torch.data.scan_tensors import ScanTensors


def with_labels(tensors: ScanTensors, scan: Scan, settings: TrainSettings) -> ScanTensors:
    """A scan with the object of its file as label, where the training is supervised.

    Raises InputError where the file holds no object, or one that is too small or the same all over.
    """
    if settings.training.model.model_type != "supervised":
        return tensors
    if scan.truth is None:
        problem = "holds no objectGuess to learn from, or a constant one"
        cure = "reconstruct the scan first, or train without labels (--model-type pinn)"
        raise InputError([Fault(str(scan.path), problem, cure)])
    return tensors.with_labels(scan.truth)
