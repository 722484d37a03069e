"""The command `ptycho_simulate`: synthetic scans of one object, with the truth in each file."""

import logging
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ptycho.raw_data import load_scan, scan_keys
from ptycho.reconstruction_file import load_object
from ptycho.simulation import save_scans, simulate_scans
from ptycho_generated.faults import Fault, InputError
from ptycho_generated.kwargs import simulation_kwargs
from ptycho_generated.merge import Resolved
from ptycho_generated.settings import SimulateSettings
from ptycho_generated.values import to_data
from ptycho_torch.workflows.run_folder import open_run_folder, start_log, write_configuration

_log = logging.getLogger(__name__)
SCANS = ("train", "validation", "test")


def _probe_of(path: Path) -> NDArray[np.complex64]:
    """Probe modes (P, N, N) of a scan, or those that a reconstruction was made with.

    Raises InputError where there is none.
    """
    if path.is_file() and "object" not in scan_keys(path):
        return load_scan(path).probe
    probe = load_object(path).probe
    if probe is None:
        cure = "give a scan, or a result folder of ptycho_inference"
        raise InputError([Fault("--probe-from", f"{path} holds no probe", cure)])
    return probe


def run_simulation(settings: SimulateSettings, resolved: Resolved) -> None:
    """Write scans to train on, to validate on and to test on.

    They share object and probe; each has positions and noise of its own. Raises InputError for
    parameters that do not go together; then nothing is written.
    """
    simulation = settings.simulation
    with start_log(quiet=simulation.quiet) as log:
        arguments, probe = simulation_kwargs(settings), None
        if simulation.probe_from is not None:
            probe = _probe_of(simulation.probe_from)
            arguments["patch_size"] = probe.shape[-1]
        scans = simulate_scans(SCANS, **arguments, probe=probe)
        files = tuple(f"{name}.npz" for name in SCANS)
        folder = simulation.output_dir
        open_run_folder(folder, files, log, overwrite=simulation.overwrite)
        log.write_to(folder)
        write_configuration(folder, resolved)
        metadata = {name: to_data(value) for name, value in arguments.items()}
        metadata["probe_from"] = to_data(simulation.probe_from)
        for name, path in save_scans(folder, scans, metadata=metadata).items():
            scan = scans[name]
            _log.info("%s: %d patterns of %d px", path, scan.n_patterns, scan.patch_size)
