"""Run the commands with the oldest versions of the packages that pyproject.toml admits.

    python tests/integration/lower_bounds.py

Each lower bound is installed, without what it depends on, into a folder that comes before the
environment, and a scan is simulated, checked, trained on, reconstructed and scored there. torch is
that of the environment: its bound is the version that is tested every day. Exit code 0 if all
commands work, 75 where the packages cannot be had.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import tomllib
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OF_THE_ENVIRONMENT = ("torch",)
NOT_TRIED = 75
SMALL = ("--patch-size=16", "--probe-diameter-px=7", "--step-px=3", "--n-positions=64")
TINY = (
    *("--gridsize=3", "--n-filters=2", "--n-unrolled=2", "--n-hidden-channels=1"),
    *("--max-epochs=1", "--lr-warmup-steps=2", "--accelerator=cpu"),
)
COMMANDS: tuple[tuple[str, ...], ...] = (
    ("simulate", "--output-dir=data", *SMALL),
    ("check", "--scan-file=data/train.npz"),
    ("train", "--train-data-file=data/train.npz", "--output-dir=run", *TINY),
    ("inference", "--model-path=run", "--test-data-file=data/test.npz", "--output-dir=result"),
    ("evaluate", "--reconstruction=result", "--test-data-file=data/test.npz", "--output-dir=score"),
)


def lower_bounds() -> list[str]:
    """``name==version`` of each lower bound that is installed aside."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    found = []
    for line in project["dependencies"]:
        match = re.fullmatch(r"([\w-]+)>=([\w.]+)", line)
        assert match is not None, f"{line} is no plain lower bound"
        if match[1] not in OF_THE_ENVIRONMENT:
            # `>=2.6` admits 2.6.0 and its corrections: the first of them is the bound
            found.append(f"{match[1]}=={match[2]}" + ("" if match[2].count(".") > 1 else ".0"))
    return found


def main() -> int:
    """Install the bounds aside and run every command with them."""
    bounds = lower_bounds()
    with tempfile.TemporaryDirectory() as name:
        aside, work = Path(name) / "packages", Path(name) / "work"
        work.mkdir()
        install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps"]
        done = subprocess.run([*install, "--target", str(aside), *bounds], check=False)
        if done.returncode:
            sys.stdout.write(f"these cannot be had here: {' '.join(bounds)}\n")
            return NOT_TRIED
        path = os.pathsep.join(map(str, (aside, ROOT, ROOT / "generated")))
        environment = os.environ | {"PYTHONPATH": path}
        for command, *words in COMMANDS:
            run = [sys.executable, "-m", f"ptycho_torch.{command}", *words, "--quiet"]
            code = subprocess.run(run, cwd=work, env=environment, check=False).returncode
            sys.stdout.write(f"{command}: exit code {code}\n")
            if code:
                return 1
    bounds += [f"{name}=={version(name)}" for name in OF_THE_ENVIRONMENT]
    sys.stdout.write(f"every command works with {', '.join(bounds)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
