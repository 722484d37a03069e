"""A reconstruction as ptychodus asks for it: arrays in, one array out.

Dimensions: H W object array.
"""

import logging

import numpy as np
from numpy.typing import NDArray

from ptycho_torch.api.arrays import centre_offset_px, object_array
from ptycho_torch.api.configs import ConfigManager
from ptycho_torch.api.data import PtychoDataLoader
from ptycho_torch.api.model import PtychoModel
from ptycho_torch.data.scan_tensors import ScanTensors
from ptycho_torch.workflows.probe import with_best_probe
from ptycho_torch.workflows.reconstruct import reconstruct
from ptycho_torch.workflows.reconstruction import inference_device

_log = logging.getLogger(__name__)


class InferenceEngine:
    """Reconstructs scans with a trained model."""

    def __init__(self, config_manager: ConfigManager, ptycho_model: PtychoModel) -> None:
        self._configs = config_manager
        self._model = ptycho_model.model

    def predict_and_stitch(self, loader: PtychoDataLoader) -> NDArray[np.complex64]:
        """The object (H, W) of a scan of `PtychoDataLoader.from_np`.

        The probe is refined, as by the command, where another predicts the patterns better.
        Its middle is the middle of the array that ptychodus has the object on. Raises InputError
        where the machine has no such device as was trained on.
        """
        settings, _ = self._configs.settings(train_data_file="data", output_dir="run")
        network = self._model.network.to(inference_device(settings.execution.accelerator))
        scan = loader.scan
        iterations = settings.training.probe_refinement_iterations
        tensors = with_best_probe(ScanTensors.from_scan(scan), iterations=iterations)
        found = reconstruct(network, tensors, chunk=self._configs.chunk())
        _log.info("%d patterns in %.1f s", scan.n_patterns, found.seconds)
        return object_array(found, scan.positions_yx_px - centre_offset_px(scan.patch_size))
