"""The command that scores: files against each other, the patterns, and halves of a scan."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from matplotlib.image import imread

from ptycho.raw_data import load_scan
from ptycho_torch.workflows.evaluating import halves

Command = Callable[..., int]


@pytest.fixture
def truth_as_result(data: Path, tmp_path: Path) -> Path:
    """A reconstruction that is the truth of the test scan, up to its scale and phase."""
    scan = load_scan(data / "test.npz")
    assert scan.truth is not None
    folder = tmp_path / "result"
    folder.mkdir()
    np.savez(
        folder / "reconstruction.npz",
        object=(2j * scan.truth).astype(np.complex64),
        weight=np.ones(scan.truth.shape, np.float32),
        origin_yx=np.zeros(2),
        probe=scan.probe,
    )
    return folder


def scored(folder: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((folder / "scores.json").read_text(encoding="utf-8"))
    return content


def test_the_truth_scores_full_marks_against_the_scan_it_is_from(
    run: Command, truth_as_result: Path, data: Path, tmp_path: Path
) -> None:
    words = ("--reconstruction", truth_as_result, "--test-data", data / "test.npz")
    assert run("evaluate", *words, "--output-dir", tmp_path / "scores") == 0
    scores = scored(tmp_path / "scores")["scores"]
    assert scores["phase_ssim"]["value"] > 0.99
    assert scores["complex_correlation"]["value"] > 0.9999
    residual = scores["diffraction_residual"]
    assert residual["value"] == pytest.approx(residual["noise"], rel=0.3)
    for name, score in scores.items():
        assert set(score) >= {"value", "flat", "region", "peak", "alignment"}, name
    assert imread(tmp_path / "scores" / "comparison.png").shape[0] > 500
    assert (tmp_path / "scores" / "report.html").is_file()


def test_a_result_against_itself_needs_no_scan(
    run: Command, truth_as_result: Path, tmp_path: Path
) -> None:
    words = ("--reconstruction", truth_as_result, "--against", truth_as_result)
    assert run("evaluate", *words, "--output-dir", tmp_path / "scores") == 0
    content = scored(tmp_path / "scores")
    assert content["scores"]["frc50"]["value"] == 1.0
    assert "diffraction_residual" not in content["scores"]
    assert len(content["frc"]["correlation"]) > 5


@pytest.mark.parametrize("how", ["odd_even", "random"])
def test_halves_are_reconstructed_and_scored(
    how: str, run: Command, data: Path, tmp_path: Path
) -> None:
    words = ("--engine", "gradient", "--engine-iterations", 5, "--accelerator", "cpu")
    scan = ("--halves", how, "--test-data", data / "test.npz")
    assert run("evaluate", *scan, *words, "--output-dir", tmp_path / "scores") == 0
    content = scored(tmp_path / "scores")
    assert content["halves"] == how
    assert 0 < content["scores"]["frc50"]["value"] <= 1


@pytest.mark.parametrize("how", ["odd_even", "random"])
def test_halves_share_no_pattern(how: str) -> None:
    one, other = halves(11, how)
    assert sorted([*one, *other]) == list(range(11))
    assert abs(len(one) - len(other)) <= 1


WRONG = {
    "nothing to score": ((), "--reconstruction: is not given"),
    "nothing to score against": (("--reconstruction", "RESULT"), "--against: there is nothing"),
    "no scan to halve": (("--halves", "random", "--engine", "rpie"), "name the scan to be halved"),
    "halves of no network": (("--halves", "random", "--test-data", "SCAN"), "--model-path"),
    "no object": (("--reconstruction", "SCAN2", "--against", "RESULT"), "holds no object"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_cannot_be_scored_is_named_and_nothing_is_written(
    case: str,
    run: Command,
    truth_as_result: Path,
    data: Path,
    tmp_path: Path,
    refused: Callable[..., list[str]],
) -> None:
    arrays = dict(np.load(data / "test.npz"))
    del arrays["objectGuess"]
    np.savez(tmp_path / "scan2.npz", **arrays)
    files = {"RESULT": truth_as_result, "SCAN": data / "test.npz", "SCAN2": tmp_path / "scan2.npz"}
    words, problem = WRONG[case]
    folder = tmp_path / "scores"
    given = [files.get(word, word) for word in words]
    lines = refused(run, "evaluate", *given, "--output-dir", folder)
    assert any(problem in line for line in lines)
    assert not folder.exists()
