"""Three calls for notebooks: what they return, and how it shows itself."""

from __future__ import annotations

import base64
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ptycho_generated.faults import InputError
from ptycho_torch import notebook

TINY = {
    "gridsize": 3,
    "n_filters": 2,
    "n_unrolled": 2,
    "n_hidden_channels": 1,
    "max_epochs": 1,
    "accelerator": "cpu",
    "quiet": True,
}


def _is_shown(thing: Any) -> str:
    """The HTML of a result, after a look at its picture."""
    text: str = thing._repr_html_()
    (data,) = re.findall(r'src="data:image/png;base64,([^"]+)"', text)
    assert base64.b64decode(data).startswith(b"\x89PNG")
    assert "<table>" in text
    assert "http" not in text, "nothing is fetched"
    return text


def test_a_scan_becomes_an_object_in_three_calls(data: Path, tmp_path: Path) -> None:
    scan = notebook.load_scan(data / "train.npz")
    network = notebook.train(scan, tmp_path / "run", **TINY)
    unseen = notebook.load_scan(data / "test.npz")
    result = notebook.reconstruct(network, unseen, tmp_path / "result", quiet=True)

    assert "overlap" in _is_shown(scan)
    _is_shown(network)
    assert "phase_ssim" in _is_shown(result)
    assert network.metrics["training_scan"]["file"] == str(data / "train.npz")
    with np.load(tmp_path / "result" / "reconstruction.npz") as written:
        np.testing.assert_array_equal(result.object, written["object"])
        np.testing.assert_array_equal(result.probe, written["probe"])
        np.testing.assert_array_equal(result.origin_yx, written["origin_yx"])
    assert result.weight.shape == result.object.shape
    assert (tmp_path / "run" / "wts.h5.zip").is_file()


def test_how_a_scan_is_read_goes_with_it(data: Path, tmp_path: Path) -> None:
    scan = notebook.load_scan(data / "train.npz", measurement="counts", pattern_binning=2)
    assert scan.scan.patch_size == 8
    found = notebook.reconstruct(
        tmp_path, scan, tmp_path / "result", engine="rpie", engine_iterations=1, quiet=True
    )
    assert found.probe.shape[-1] == 8
    assert "pattern_binning: 2" in (tmp_path / "result" / "config.yaml").read_text("utf-8")


def test_faults_name_the_keyword(data: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"load_scan\(max_epochs=...\)"):
        notebook.load_scan(data / "train.npz", max_epochs=2)
    scan = notebook.load_scan(data / "train.npz")
    with pytest.raises(InputError, match="max_epocs"):
        notebook.train(scan, tmp_path / "run", max_epocs=2)
    other = notebook.load_scan(data / "validation.npz", pattern_binning=2)
    with pytest.raises(InputError, match="same knobs"):
        notebook.train(scan, tmp_path / "run", validation=other)
    assert list(tmp_path.iterdir()) == []
