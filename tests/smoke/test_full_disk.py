"""What `make smoke` does at every step that writes, at a few of them."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.mark.slow
@pytest.mark.parametrize("how", [[], ["--forbid"]])
def test_a_full_disk_loses_nothing(
    how: list[str], run_python: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    done = run_python(str(Path(__file__).with_name("full_disk.py")), "--at-most", "2", *how)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "skipped" in done.stdout or done.stdout.endswith("0 steps with another end\n")
