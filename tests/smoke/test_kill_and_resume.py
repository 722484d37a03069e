"""What `make smoke` does a hundred times, twice."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path


def test_a_killed_training_ends_with_the_same_bits(
    run_python: Callable[..., subprocess.CompletedProcess[str]],
) -> None:
    script = Path(__file__).with_name("kill_and_resume.py")
    done = run_python(str(script), "--kills", "2", "--epochs", "3")
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("killed after") == 2
    assert done.stdout.endswith("0 with another end\n")
