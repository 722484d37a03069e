"""Generated files against the registry: every kind of difference is told apart and repaired."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]

FLAGS = "generated/ptycho_generated/flags.py"
TABLE = "generated/docs/knobs.md"
CURE = "run `make generate`"


@pytest.fixture
def generator(checkout: Path, run_in: Run) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run the generator of the copied checkout."""

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        return run_in(checkout, "-m", "codegen", *words)

    return run


def files(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its content."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".codegen_cache" not in path.parts and ".ruff_cache" not in path.parts
    }


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_fresh_copy_is_as_the_registry_gives_it(checkout: Path, generator: Run) -> None:
    before = files(checkout)
    checked = generator("check")
    assert checked.returncode == 0, checked.stderr
    assert checked.stdout.endswith("files: all as the registry gives them\n")
    generated = generator("generate")
    assert generated.returncode == 0
    assert generated.stdout == ""
    assert files(checkout) == before


def test_a_registry_that_changed_leaves_stale_files(checkout: Path, generator: Run) -> None:
    edit(checkout / "spec/knobs.yaml", "help: Peak learning rate.", "help: Highest step size.")
    checked = generator("check")
    assert checked.returncode == 1
    stale = f"stale, the registry or a template changed; {CURE}"
    assert f"{TABLE}: {stale}\n" in checked.stderr
    assert "-  learning_rate" not in checked.stderr
    assert "Highest step size." in checked.stderr
    assert "edited by hand" not in checked.stderr
    assert f"{FLAGS}: " not in checked.stderr


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(("--gridsize", "--grid"), id="a line"),
        pytest.param(("edit the registry", "edit this file"), id="the header"),
        pytest.param(("# digest: input", "# "), id="the digest"),
        pytest.param(("\n", "\r\n"), id="the end of a line"),
    ],
)
def test_an_edit_by_hand_is_told_from_a_stale_file(
    change: tuple[str, str], checkout: Path, generator: Run
) -> None:
    path = checkout / FLAGS
    path.write_bytes(path.read_bytes().replace(*(part.encode() for part in change)))
    checked = generator("check")
    assert checked.returncode == 1
    cure = f"move the edit to spec/knobs.yaml or its template, then {CURE}"
    assert checked.stderr.startswith(f"{FLAGS}: edited by hand; {cure}\n")
    assert sum(line.startswith("generated/") for line in checked.stderr.splitlines()) == 1


def test_every_kind_of_difference_is_told_and_repaired(checkout: Path, generator: Run) -> None:
    before = files(checkout)
    edit(checkout / FLAGS, "--gridsize", "--grid")
    (checkout / TABLE).unlink()
    (checkout / "generated/docs/left_over.md").write_text("old\n", encoding="utf-8")
    (checkout / "generated/ptycho_generated/old.py").write_text("x = 1\n", encoding="utf-8")
    help_text = checkout / "generated/ptycho_generated/help_train.py"
    help_text.write_bytes(b"\xff\xfe not text")

    checked = generator("check")
    assert checked.returncode == 1
    heads = [line for line in checked.stderr.splitlines() if line.startswith("generated/")]
    edited = f"edited by hand; move the edit to spec/knobs.yaml or its template, then {CURE}"
    orphan = f"no template writes it; delete it or {CURE}"
    assert sorted(heads) == [
        f"generated/docs/knobs.md: missing; {CURE}",
        f"generated/docs/left_over.md: {orphan}",
        f"generated/ptycho_generated/flags.py: {edited}",
        f"generated/ptycho_generated/help_train.py: {edited}",
        f"generated/ptycho_generated/old.py: {orphan}",
    ]

    repaired = generator("generate")
    assert repaired.returncode == 0
    assert sorted(repaired.stdout.splitlines()) == [
        "deleted generated/docs/left_over.md",
        "deleted generated/ptycho_generated/old.py",
        "wrote generated/docs/knobs.md",
        "wrote generated/ptycho_generated/flags.py",
        "wrote generated/ptycho_generated/help_train.py",
    ]
    assert files(checkout) == before
    assert generator("check").returncode == 0


def test_a_faulty_registry_is_refused_and_nothing_is_written(
    checkout: Path, generator: Run
) -> None:
    edit(checkout / "spec/knobs.yaml", "default: 3.0e-3", "default: 3e-3")
    edit(checkout / "spec/knobs.yaml", "target: Trainer.precision", "target: Trainr.precision")
    edit(checkout / FLAGS, "--gridsize", "--grid")
    before = files(checkout)
    for verb in ("check", "generate"):
        done = generator(verb)
        assert done.returncode == 2
        lines = done.stderr.splitlines()
        assert len(lines) == 2
        assert all(line.startswith("spec/knobs.yaml:") for line in lines)
        assert "learning_rate: default: '3e-3' is text to YAML" in lines[0]
        assert "precision: target 'Trainr' is unknown; did you mean Trainer?" in lines[1]
        assert not done.stdout
        assert files(checkout) == before


def test_a_missing_registry_and_a_wrong_call_are_the_users_fault(
    checkout: Path, generator: Run
) -> None:
    for words in ((), ("regenerate",), ("check", "twice")):
        done = generator(*words)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.startswith("usage: python -m codegen generate | check | ")
    (checkout / "spec/knobs.yaml").unlink()
    done = generator("check")
    assert done.returncode == 2
    assert done.stderr.startswith("spec/knobs.yaml:1: registry: cannot be read")
    assert "Traceback" not in done.stderr


def test_a_command_that_cannot_be_executed_is_told_and_made_so(
    checkout: Path, generator: Run
) -> None:
    script = checkout / "generated/scripts/ptycho_train"
    script.chmod(0o644)
    done = generator("check")
    assert done.returncode == 1
    assert "generated/scripts/ptycho_train: cannot be executed; run `make generate`" in done.stderr
    assert "made generated/scripts/ptycho_train executable" in generator("generate").stdout
    assert script.stat().st_mode & 0o111
    assert generator("check").returncode == 0
