"""What a user is told, word for word: typical mistakes, and each message says what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from ptycho_torch.cli.shared import WRONG_INPUT, run_command

NEEDED = "--train-data-file a.npz --output-dir run"
EPOCHS = "give a whole number at least 1, or -1 (no limit)"
SEED = "give a whole number at least 0 and at most 4294967295"
FILES = {
    "typo.yaml": "max_epohs: 3\nbatch_size: 2.5\n",
    "twice.yaml": "seed: 1\nseed: 2\n",
    "line.yaml": "seed 1\n",
    "list.yaml": "- seed\n",
    "syntax.yaml": "seed: 1: 2\n",
    "text.yaml": "max_epochs: many\n",
    "good.yaml": "gridsize: 3\n",
}
# (words after the required ones, what is said)
MISTAKES: list[tuple[str, list[str]]] = [
    ("--max-epohs 3", ["--max-epohs: is not a flag of this command; did you mean --max-epochs?"]),
    ("--max-epoch 3", ["--max-epoch: is not a flag of this command; did you mean --max-epochs?"]),
    ("-batch-size 4", ["-batch-size: is not a flag of this command; did you mean --batch-size?"]),
    ("--Batch-Size 4", ["--Batch-Size: is not a flag of this command; did you mean --batch-size?"]),
    ("--no-such 1", ["--no-such: is not a flag of this command; see --help for the flags"]),
    (
        "--probe-diameter-px 7",
        [
            "--probe-diameter-px: is not a flag of this command; "
            "it belongs to ptycho_simulate; see --help"
        ],
    ),
    ("--max-epochs three", [f"--max-epochs: 'three' is not allowed; {EPOCHS}"]),
    ("--max-epochs 1.5", [f"--max-epochs: '1.5' is not allowed; {EPOCHS}"]),
    ("--max-epochs -5", [f"--max-epochs: -5 is not allowed; {EPOCHS}"]),
    ("--max-epochs", [f"--max-epochs: has no value; {EPOCHS}"]),
    ("--learning-rate 0", ["--learning-rate: 0.0 is not allowed; give a number above 0"]),
    ("--learning-rate nan", ["--learning-rate: 'nan' is not allowed; give a number above 0"]),
    (
        "--betas 0.9",
        [
            "--betas: 0.9 is not allowed; "
            "give a list of 2 values, each a number at least 0 and below 1"
        ],
    ),
    (
        "--loss-function posson",
        [
            "--loss-function: 'posson' is not allowed; "
            "give one of amplitude, poisson, mae (did you mean poisson?)"
        ],
    ),
    (
        "--accelerator pu",
        [
            "--accelerator: 'pu' is not allowed; "
            "give one of auto, cpu, gpu, cuda, mps (did you mean cpu or gpu?)"
        ],
    ),
    (
        "--max-time 5m",
        ["--max-time: '5m' is not allowed; give text of the form DD:HH:MM:SS, or none (no limit)"],
    ),
    ("--quiet yes", ["'yes': belongs to no flag; write --quiet=yes"]),
    ("scan.npz", ["'scan.npz': belongs to no flag; put a flag before it"]),
    ("--no-quiet=3", ["--no-quiet: '3' is not allowed; give true or false"]),
    (
        "--persistent-workers",
        [
            "--persistent-workers: does not go with the other values; "
            "persistent workers need --num-workers 1 or more"
        ],
    ),
    (
        "--input-fraction-min 0.95",
        ["--input-fraction-min: 0.95 is above --input-fraction-max 0.9; lower it"],
    ),
    (
        "--config none.yaml",
        ["--config none.yaml: cannot be read (No such file or directory); give a file that exists"],
    ),
    ("--config", ["--config: has no value; give a run file"]),
    (
        "--config typo.yaml",
        [
            "typo.yaml:1:1: there is no knob 'max_epohs'; did you mean max_epochs?",
            "typo.yaml:2:13: batch_size: 2.5 is not allowed; give a whole number at least 1",
        ],
    ),
    ("--config twice.yaml", ["twice.yaml:2:1: 'seed' is said twice; keep one of the lines"]),
    (
        "--config line.yaml",
        ["line.yaml: is not a mapping; write lines of the form name: value"],
    ),
    (
        "--config syntax.yaml",
        [
            "syntax.yaml:1:8: cannot be read as YAML "
            "(mapping values are not allowed in this context); correct the syntax"
        ],
    ),
    ("--config text.yaml", [f"text.yaml:1:13: max_epochs: many is not allowed; {EPOCHS}"]),
    ("--why sead", ["--why: there is no knob 'sead'; did you mean seed?"]),
    (
        "--resume nowhere.ckpt",
        ["--resume nowhere.ckpt: does not exist; give checkpoints/last.ckpt of a run folder"],
    ),
    (
        "--seed x --config good.yaml --sed 3 --config text.yaml --gridsize 0",
        [
            f"--seed: 'x' is not allowed; {SEED}",
            "--sed: is not a flag of this command; did you mean --seed?",
            f"text.yaml:1:13: max_epochs: many is not allowed; {EPOCHS}",
            "--gridsize: 0 is not allowed; give a whole number at least 1 and at most 64",
        ],
    ),
]
VARIABLES = [
    ("PTYCHO_MAXEPOCHS", "3", "names no knob; did you mean PTYCHO_MAX_EPOCHS?"),
    ("PTYCHO_GRIDSIZ", "3", "names no knob; did you mean PTYCHO_GRIDSIZE?"),
    ("PTYCHO_XYZZY", "3", "names no knob; unset it"),
    ("PTYCHO_SEED", "x", f"'x' is not allowed; {SEED}"),
]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with run files of the kind that people write."""
    monkeypatch.chdir(tmp_path)
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def told(words: str, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """Lines on stderr of a command that must refuse; nothing else may be printed."""
    assert run_command("train", words.split(), "no_such_module:work") == WRONG_INPUT
    captured = capsys.readouterr()
    assert captured.out == ""
    return captured.err.splitlines()


@pytest.mark.parametrize(("words", "expected"), MISTAKES, ids=[words for words, _ in MISTAKES])
def test_a_typical_mistake_is_told_with_its_cure(
    words: str, expected: list[str], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert told(f"{NEEDED} {words}", capsys) == expected
    assert {path.name for path in folder.iterdir()} == FILES.keys()


@pytest.mark.parametrize(("variable", "text", "expected"), VARIABLES)
def test_a_wrong_variable_is_told_with_its_cure(
    variable: str,
    text: str,
    expected: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv(variable, text)
    assert told(NEEDED, capsys) == [f"{variable}: {expected}"]


def test_what_is_missing_comes_last(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PTYCHO_GRIDSIZ", "3")
    assert told("--seed x", capsys) == [
        f"--seed: 'x' is not allowed; {SEED}",
        "PTYCHO_GRIDSIZ: names no knob; did you mean PTYCHO_GRIDSIZE?",
        "--train-data-file: is not given; give a path (Scan to train on (NPZ, HDF5 or CXI).)",
        "--output-dir: is not given; give a path (Folder to write to; made if it does not exist.)",
    ]


def test_colour_is_for_terminals_only(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from ptycho_torch.cli.colour import RED, painted

    class Terminal:
        def isatty(self) -> bool:
            return True

    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert painted("--seed", RED, Terminal()) == "\x1b[1;31m--seed\x1b[0m"  # type: ignore[arg-type]
    monkeypatch.setenv("NO_COLOR", "1")
    assert painted("--seed", RED, Terminal()) == "--seed"  # type: ignore[arg-type]
    monkeypatch.delenv("NO_COLOR")
    assert "\x1b" not in "".join(told(f"{NEEDED} --seed x", capsys))
