"""The probe that a scan is used with, and what the log says of it."""

import logging

from ptycho_torch.data.probe_choice import choose_probe
from ptycho_torch.data.scan_tensors import ScanTensors

_log = logging.getLogger(__name__)
_CHUNK = 64


def with_best_probe(scan: ScanTensors, *, iterations: int) -> ScanTensors:
    """The scan with its probe refined by ``iterations`` steps, where that predicts it better."""
    choice = choose_probe(scan, iterations=iterations, chunk=_CHUNK)
    if choice is None:
        return scan
    whence = "refined from the scan" if choice.refined else "as in the file"
    if choice.guessed:
        whence = "guessed from the mean pattern, as the file's leads nowhere, and refined"
    _log.info(
        "probe: %s (error on patterns held back %.3g with the file's probe, %.3g refined)",
        whence,
        choice.given_error,
        choice.refined_error,
    )
    return choice.scan
