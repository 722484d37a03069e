"""`ptycho_simulate`: scans of one object, the same again, and nothing where something is wrong."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from ptycho.raw_data import load_scan

Command = Callable[..., int]
Refused = Callable[..., list[str]]
SCANS = ("train", "validation", "test")
TINY = ("--patch-size=16", "--probe-diameter-px=7", "--step-px=3", "--n-positions=9")


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("*.npz")}


def test_the_scans_share_object_and_probe_and_nothing_else(data: Path) -> None:
    train, validation, test = (load_scan(data / f"{name}.npz") for name in SCANS)
    assert train.truth is not None
    for other in (validation, test):
        assert other.truth is not None
        assert np.array_equal(other.truth, train.truth)
        assert np.array_equal(other.probe, train.probe)
        assert not np.array_equal(other.positions_yx_px, train.positions_yx_px)
        assert not np.array_equal(other.amplitudes, train.amplitudes)
        assert other.measured_as == "amplitude"


def test_the_folder_says_how_it_was_made(data: Path) -> None:
    assert {path.name for path in data.iterdir()} == {
        *(f"{name}.npz" for name in SCANS),
        "config.yaml",
        "provenance.json",
        "run.log",
    }
    provenance = json.loads((data / "provenance.json").read_text("utf-8"))
    assert provenance["n_positions"]["value"] == 64
    assert provenance["n_positions"]["layer"] == "command_line"
    assert provenance["n_positions"]["place"] == "--n-positions"
    assert provenance["n_positions"]["losers"][0]["layer"] == "default"
    assert provenance["seed"]["layer"] == "default"
    assert "64 patterns of 16 px" in (data / "run.log").read_text("utf-8")


def test_the_configuration_fed_back_gives_the_same_bytes(
    run: Command, data: Path, tmp_path: Path
) -> None:
    words = ["--config", data / "config.yaml", "--output-dir", tmp_path / "again"]
    assert run("simulate", *words) == 0
    assert contents(tmp_path / "again") == contents(data)


def test_scans_are_replaced_only_when_asked(run: Command, tmp_path: Path, refused: Refused) -> None:
    words = ["--output-dir", tmp_path / "scans", *TINY]
    assert run("simulate", *words) == 0
    first = contents(tmp_path / "scans")
    (fault,) = refused(run, "simulate", *words, "--seed", 1)
    assert str(tmp_path / "scans") in fault
    assert "--overwrite" in fault
    assert contents(tmp_path / "scans") == first
    assert run("simulate", *words, "--seed", 1, "--overwrite") == 0
    assert contents(tmp_path / "scans") != first


@pytest.mark.parametrize(
    ("words", "flags"),
    [
        (["--patch-size", 8], ["--patch-size"]),
        (["--patch-size", 17], ["--patch-size"]),
        (["--probe-diameter-px", 15], ["--probe-diameter-px"]),
        (["--step-px", -1, "--seed", "x"], ["--step-px", "--seed"]),
        (["--n-positons", 9], ["--n-positons"]),
    ],
)
def test_what_does_not_go_together_is_refused(
    words: list[object],
    flags: list[str],
    run: Command,
    tmp_path: Path,
    refused: Refused,
) -> None:
    faults = refused(run, "simulate", "--output-dir", tmp_path / "scans", *TINY, *words)
    assert len(faults) == len(flags)
    assert all(any(fault.startswith(flag) for fault in faults) for flag in flags)
    assert not (tmp_path / "scans").exists()


def test_a_folder_that_cannot_be_made_is_named(
    run: Command, tmp_path: Path, refused: Refused
) -> None:
    (tmp_path / "file").write_text("in the way")
    for folder in (tmp_path / "file", tmp_path / "file" / "below"):
        (fault,) = refused(run, "simulate", "--output-dir", folder, *TINY)
        assert str(folder) in fault


def test_quiet_says_nothing(
    run: Command, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run("simulate", "--output-dir", tmp_path / "scans", *TINY, "--quiet") == 0
    assert capfd.readouterr() == ("", "")
    assert "9 patterns" in (tmp_path / "scans/run.log").read_text("utf-8")
