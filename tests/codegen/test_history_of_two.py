"""Two branches that each add a knob: no conflict by hand, stale after the merge, one cure."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]

ENTRY = """\
      - name: {name}
        config: PyTorchExecutionConfig
        type: int
        default: 1
        help: Something new.
        commands: [train]
        consumer: ptycho_torch.trainer.build.build_callbacks
        affects: logging
        resume: free

"""
PLACES = {"one": "      - name: log_every_n_steps\n", "two": "      - name: pin_memory\n"}


def git(folder: Path, *words: str, code: int = 0) -> str:
    name = ("-c", "user.name=A", "-c", "user.email=a@b.c", "-c", "commit.gpgsign=false")
    environment = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    done = subprocess.run(
        ["git", *name, *words],
        cwd=folder,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode in (0, code), done.stderr
    return done.stdout


@pytest.mark.parametrize("order", [("one", "two"), ("two", "one")])
def test_two_branches_merge(
    order: tuple[str, str], checkout: Path, run_in: Run, repository: Path
) -> None:
    (checkout / ".gitattributes").write_bytes((repository / ".gitattributes").read_bytes())
    (checkout / ".gitignore").write_bytes((repository / ".gitignore").read_bytes())
    registry = checkout / "spec/knobs.yaml"
    git(checkout, "init", "-q", "-b", "main")
    git(checkout, "add", ".")
    git(checkout, "commit", "-qm", "Before")
    for branch in order:
        git(checkout, "checkout", "-q", "-b", branch, "main")
        text, place = registry.read_text(encoding="utf-8"), PLACES[branch]
        assert text.count(place) == 1
        entry = ENTRY.format(name=f"knob_{branch}")
        registry.write_text(text.replace(place, entry + place), encoding="utf-8")
        assert run_in(checkout, "-m", "codegen", "generate").returncode == 0
        git(checkout, "add", ".")
        git(checkout, "commit", "-qm", branch)
    git(checkout, "merge", "--no-edit", order[0], code=1)
    torn = git(checkout, "diff", "--name-only", "--diff-filter=U").split()
    assert [path for path in torn if not path.startswith("generated/")] == []
    for path in torn:
        git(checkout, "checkout", "--ours", "--", path)
    checked = run_in(checkout, "-m", "codegen", "check")
    assert checked.returncode == 1
    assert f"knob_{order[0]}" in checked.stderr
    assert run_in(checkout, "-m", "codegen", "generate").returncode == 0
    assert run_in(checkout, "-m", "codegen", "check").returncode == 0
    marked = git(checkout, "check-attr", "linguist-generated", "generated/docs/knobs.md")
    assert marked.strip().endswith("true")
