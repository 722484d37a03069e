"""The command that looks at a scan: verdicts, picture, exit code; the same before a training."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from matplotlib.image import imread

Command = Callable[..., int]


@pytest.fixture
def wrong(data: Path, tmp_path: Path) -> Path:
    """A scan whose zero frequency is at the corner."""
    arrays = dict(np.load(data / "train.npz"))
    arrays["diff3d"] = np.fft.ifftshift(arrays["diff3d"], axes=(1, 2))
    np.savez(tmp_path / "wrong.npz", **arrays)
    return tmp_path / "wrong.npz"


def test_a_good_scan_gets_a_picture_and_a_verdict_per_item(
    run: Command, data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    picture = tmp_path / "new" / "look.png"
    assert run("check", "--scan-file", data / "train.npz", "--picture", picture) == 0
    *items, last = capsys.readouterr().out.splitlines()
    assert last == f"picture: {picture}"
    assert {line.split()[0] for line in items} <= {"ok", "warning"}
    assert len(items) >= 12
    assert imread(picture).std() > 0.01


def test_an_error_is_exit_code_two_and_its_cure_works(
    run: Command, wrong: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["--scan-file", wrong, "--picture", tmp_path / "look.png"]
    assert run("check", *words) == 2
    captured = capsys.readouterr()
    assert "centre" in captured.err
    assert "--pattern-fftshift" in captured.err
    assert run("check", *words, "--pattern-fftshift") == 0


def test_json_holds_every_item(
    run: Command, wrong: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("check", "--scan-file", wrong, "--picture", tmp_path / "look.png", "--json")
    found = json.loads(capsys.readouterr().out)
    assert found["file"] == str(wrong)
    verdicts = {item["name"]: item["verdict"] for item in found["items"]}
    assert verdicts["centre"] == "error"
    assert verdicts["sizes"] == "ok"


def test_quiet_shows_only_what_is_not_well(
    run: Command, data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("--scan-file", data / "train.npz", "--picture", tmp_path / "look.png", "--quiet")
    assert run("check", *words) == 0
    assert "ok " not in capsys.readouterr().out


def test_a_training_does_not_start_on_a_scan_with_an_error(
    run: Command, wrong: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "run"
    assert run("train", "--train-data-file", wrong, "--output-dir", folder) == 2
    assert "--pattern-fftshift" in capsys.readouterr().err
    assert not folder.exists()


def test_the_command_takes_the_file_as_its_first_word_and_needs_no_torch(
    run_python: Callable[..., subprocess.CompletedProcess[str]], data: Path, tmp_path: Path
) -> None:
    code = (
        f"import sys; sys.argv = ['ptycho_check', {str(data / 'train.npz')!r}]\n"
        "from ptycho_torch.check import main; code = main()\n"
        "sys.exit(code or 3 * ('torch' in sys.modules or 'lightning' in sys.modules))"
    )
    done = run_python("-c", code)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "train_check.png").is_file()
