"""A few of the smoke runs that docs/smoke keeps, again."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

Run = Callable[..., subprocess.CompletedProcess[str]]
SCRIPT = Path(__file__).with_name("knob_combinations.py")


def test_the_logs_are_those_that_are_kept(run_python: Run) -> None:
    done = run_python(str(SCRIPT), "--compare", "0", "2", "12")
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout == "3 trainings, 0 failed, 0 with another log\n"


def test_a_log_that_differs_is_told(run_python: Run, repository: Path, tmp_path: Path) -> None:
    sample = (repository / "docs/smoke/00.log").read_text("utf-8")
    losses = re.findall(r"^  0 +3 +([\d.]+)", sample, re.MULTILINE)
    check = f"""
import sys
sys.path.insert(0, {str(SCRIPT.parent)!r})
from knob_combinations import _alike
text = {sample!r}
assert _alike(text, text.replace({losses[0]!r}, {losses[0] + "1"!r}))
assert not _alike(text, text.replace({losses[0]!r}, "1.5"))
assert not _alike(text, text.replace("exit code 0", "exit code 1"))
"""
    done = run_python("-c", check)
    assert done.returncode == 0, done.stderr


def test_the_logs_are_of_the_combinations_that_the_registry_gives(
    run_python: Run, repository: Path
) -> None:
    check = f"""
import sys
sys.path.insert(0, {str(SCRIPT.parent)!r})
from covering import covering_array, knob_values
from knob_combinations import FIRST, words_of
print(*FIRST)
for row in covering_array(knob_values()).rows:
    print(*words_of(row))
"""
    done = run_python("-c", check)
    assert done.returncode == 0, done.stderr
    logs = sorted((repository / "docs/smoke").glob("*.log"))
    for words, log in zip(done.stdout.splitlines(), logs, strict=True):
        command = log.read_text("utf-8").partition("\n")[0]
        assert command.endswith(f" {words}".rstrip()), f"{log.name}: run {SCRIPT.name} (make smoke)"


def test_every_combination_has_its_log(repository: Path) -> None:
    logs = {path.stem for path in (repository / "docs/smoke").glob("*.log")}
    text = (repository / "docs/smoke/summary.md").read_text("utf-8")
    rows = re.findall(r"^\| (\d\d) \| (\d+) \|", text, re.MULTILINE)
    assert {number for number, _ in rows} == logs
    assert len(rows) > 12
    assert {code for _, code in rows} == {"0"}
