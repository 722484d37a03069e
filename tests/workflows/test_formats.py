"""What one inference writes beside the arrays, and several scans in one call."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import tifffile

from ptycho.reconstruction_file import load_object

Command = Callable[..., int]
SHORT = ("--engine", "gradient", "--engine-iterations", 3, "--accelerator", "cpu")


@pytest.fixture(scope="module")
def result(run: Command, data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two scans reconstructed in one call; the second has a pixel of known size."""
    folder = tmp_path_factory.mktemp("formats")
    shutil.copy(data / "validation.npz", folder / "second.npz")
    words = ("--test-data", data / "test.npz", "--extra-test-data-files", folder / "second.npz")
    out = ("--output-dir", folder / "out", "--object-pixel-size-m", 2e-8)
    assert run("infer", *words, *out, *SHORT) == 0
    return folder / "out"


def test_every_scan_has_its_results(result: Path) -> None:
    names = {"reconstruction.npz", "metrics.json", "summary.png", "report.html", "product.h5"}
    for folder in (result, result / "second"):
        assert names <= {path.name for path in folder.iterdir()}
        metrics = json.loads((folder / "metrics.json").read_text(encoding="utf-8"))
        assert metrics["patterns_per_s"] > 0
        assert metrics["diffraction_residual"]["value"] < metrics["diffraction_residual"]["flat"]
    first = json.loads((result / "metrics.json").read_text(encoding="utf-8"))
    second = json.loads((result / "second" / "metrics.json").read_text(encoding="utf-8"))
    assert first["start_up_s"] > 0
    assert first["scan"]["sha256"] != second["scan"]["sha256"]


def test_images_and_product_hold_the_object(result: Path) -> None:
    found = load_object(result)
    amplitude = tifffile.imread(result / "reconstructed_amplitude.tiff")
    phase = tifffile.imread(result / "reconstructed_phase.tiff")
    np.testing.assert_allclose(amplitude, np.abs(found.object), rtol=1e-6)
    np.testing.assert_allclose(phase, np.angle(found.object), rtol=1e-6)
    product = load_object(result / "product.h5")
    start = np.rint(found.origin_yx - product.origin_yx).astype(int)
    np.testing.assert_allclose(product.origin_yx + start, found.origin_yx, atol=1e-6)
    (height, width), (y, x) = found.object.shape, start
    np.testing.assert_array_equal(product.object[y : y + height, x : x + width], found.object)
    np.testing.assert_array_equal(product.probe, found.probe)


def test_two_scans_of_one_name_are_refused(
    run: Command, data: Path, tmp_path: Path, refused: Callable[..., list[str]]
) -> None:
    (tmp_path / "other").mkdir()
    other = shutil.copy(data / "train.npz", tmp_path / "other" / "train.npz")
    more = ("--extra-test-data-files", f"{data / 'train.npz'},{other}")
    words = ("--test-data", data / "test.npz", "--output-dir", tmp_path / "out")
    (line,) = refused(run, "infer", *words, *more, *SHORT)
    assert "two scans are named train" in line
    assert not (tmp_path / "out").exists()
