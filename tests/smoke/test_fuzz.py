"""What `make smoke` does thousands of times, a few dozen times."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path


def test_hostile_files_are_refused_in_one_line_each(
    run_python: Callable[..., subprocess.CompletedProcess[str]],
) -> None:
    script = Path(__file__).with_name("fuzz.py")
    done = run_python(str(script), "--inputs", "80", "--subprocesses", "0", "--jobs", "1")
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.endswith("findings: 0\n")
