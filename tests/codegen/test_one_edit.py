"""One knob, one edit: an entry in the registry is all that a pass-through knob needs."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from codegen.tables import DOCUMENTS

Run = Callable[..., subprocess.CompletedProcess[str]]

PARTS = ("spec", "codegen", "generated", "docs", "ptycho", "ptycho_torch", "pyproject.toml")
ENTRY = """\
      - name: limit_val_batches
        config: PyTorchExecutionConfig
        type: int | None
        default: null
        min: 1
        sentinels:
          - {value: null, meaning: "all"}
        help: Batches of each validation that are used.
        commands: [train]
        target: Trainer.limit_val_batches
        affects: numerics
        resume: warn

"""
BEFORE = "      - name: check_val_every_n_epoch\n"
USE = """
import json, pathlib, sys
import ptycho_generated, ptycho_torch
from lightning.pytorch import Trainer
from ptycho_generated.kwargs import trainer_kwargs
from ptycho_generated.merge import resolve, train_settings
from ptycho_torch.cli.parse import scan_words
words = ["--train-data-file", "a.npz", "--output-dir", "run", "--accelerator", "cpu"]
said = scan_words("train", [*words, "--limit_val_batches", "7"]).said
settings = train_settings(resolve("train", said))
trainer = Trainer(**trainer_kwargs(settings), logger=False)
print(json.dumps({
    "folders": [str(pathlib.Path(m.__file__).parent) for m in (ptycho_generated, ptycho_torch)],
    "field": settings.execution.limit_val_batches,
    "trainer": trainer.limit_val_batches,
}))
"""


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory, copy_parts: Callable[..., Path]) -> Path:
    """A copy of the project whose registry does not know the knob."""
    folder = copy_parts(tmp_path_factory.mktemp("one_edit") / "project", *PARTS)
    path = folder / "spec" / "knobs.yaml"
    text = path.read_text(encoding="utf-8")
    known = re.compile(r"      - name: limit_val_batches\n(.+\n)*\n?")
    path.write_text(known.sub("", text), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def changed(before: Path, run_in: Run) -> set[str]:
    """The files that the generator writes once the entry stands in the registry."""
    assert run_in(before, "-m", "codegen", "generate").returncode == 0
    old = _files(before)
    path = before / "spec" / "knobs.yaml"
    text = path.read_text(encoding="utf-8")
    assert text.count(BEFORE) == 1
    path.write_text(text.replace(BEFORE, ENTRY + BEFORE), encoding="utf-8")
    done = run_in(before, "-m", "codegen", "generate")
    assert done.returncode == 0, done.stderr
    assert run_in(before, "-m", "codegen", "check").returncode == 0
    new = _files(before)
    written = {line.removeprefix("wrote ") for line in done.stdout.splitlines()}
    changed = {path for path in old.keys() | new.keys() if old.get(path) != new.get(path)}
    assert changed == written | {"spec/knobs.yaml"}, "only what the generator wrote may differ"
    return written


def _files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not {"__pycache__", ".ruff_cache", ".codegen_cache"} & set(path.parts)
    }


def test_the_generator_writes_its_own_files_and_tables_only(changed: set[str]) -> None:
    assert {path for path in changed if not path.startswith("generated/")} <= set(DOCUMENTS)


def test_the_knob_is_in_code_help_tables_example_and_tests(before: Path, changed: set[str]) -> None:
    package = "generated/ptycho_generated"
    told = {
        f"{package}/flags.py": '"--limit-val-batches": ("limit_val_batches", None)',
        f"{package}/config.py": "limit_val_batches: int | None = None",
        f"{package}/knobs.py": '"limit_val_batches": Knob(',
        f"{package}/kwargs.py": ('"limit_val_batches": settings.execution.limit_val_batches'),
        f"{package}/help_train.py": "--limit-val-batches N",
        "generated/docs/knobs.md": "`limit_val_batches` | `--limit-val-batches` |",
        "generated/docs/train.yaml": "limit_val_batches: null",
        "generated/tests/knob_strategies.py": '"limit_val_batches": st.one_of(st.integers(1, ',
    }
    assert told.keys() <= changed
    for path, text in told.items():
        assert text in (before / path).read_text(encoding="utf-8"), path


@pytest.mark.usefixtures("changed")
def test_the_value_arrives_in_the_trainer(before: Path, run_in: Run) -> None:
    done = run_in(before, "-c", USE)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    assert found["folders"] == [
        str(before / "generated" / "ptycho_generated"),
        str(before / "ptycho_torch"),
    ]
    assert found["field"] == 7
    assert found["trainer"] == 7


@pytest.mark.usefixtures("changed")
def test_a_wrong_value_is_refused_with_flag_value_and_cure(before: Path, run_in: Run) -> None:
    words = ["--train-data-file", "a.npz", "--output-dir", "run", "--limit-val-batches", "0"]
    done = run_in(before, "-m", "ptycho_torch.train", *words)
    assert done.returncode == 2
    assert done.stderr == (
        "--limit-val-batches: 0 is not allowed; give a whole number at least 1, or none (all)\n"
    )
    assert not (before / "run").exists()


@pytest.mark.usefixtures("changed")
def test_the_tests_that_were_generated_for_it_pass(before: Path, run_in: Run) -> None:
    done = run_in(
        before, "-m", "pytest", "-q", "-p", "no:cacheprovider", "generated/tests/test_values.py",
        "-k", "limit_val_batches",
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
    assert re.search(r"\b6 passed", done.stdout), done.stdout
