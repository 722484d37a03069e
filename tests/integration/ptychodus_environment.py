"""Make an environment with ptychodus and this package in it, and see them work together.

    python tests/integration/ptychodus_environment.py [FOLDER]

The environment is made in FOLDER (`.venv-ptychodus` by default) with the versions of
constraints.txt, and kept while those and pyproject.toml stay as they are. Needs the package index;
where that cannot be reached nothing is shown, a message says so, and the exit code is 0.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SESSIONS = [Path(__file__).with_name(name) for name in ("ptychodus_session.py", "tf_style.py")]
# What pip says of a machine without a network, and not of a package that is not there.
UNREACHABLE = (
    "name resolution",
    "Name or service not known",
    "Network is unreachable",
    "Connection refused",
    "ConnectTimeout",
    "NewConnectionError",
    "No route to host",
)


def python_of(folder: Path) -> Path:
    """The interpreter of an environment."""
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def without_checkout() -> dict[str, str]:
    """The process environment, less what would put this checkout or a knob in its place."""
    kept = {
        k: v for k, v in os.environ.items() if not k.startswith("PTYCHO_") and k != "PYTHONPATH"
    }
    return kept | {"QT_QPA_PLATFORM": "offscreen", "OMP_NUM_THREADS": "2"}


def is_reachable(python: Path) -> bool:
    """Whether the package index answers."""
    ask = [python, "-m", "pip", "index", "versions", "ptychodus", "--retries", "1"]
    done = subprocess.run(ask, capture_output=True, text=True, check=False)
    answer = done.stdout + done.stderr
    if done.returncode and any(sign in answer for sign in UNREACHABLE):
        return False
    if done.returncode:
        print(answer, file=sys.stderr)
    return True


def install(folder: Path) -> bool:
    """Make the environment, or bring this package in it up to date; False without an index."""
    python, stamp = python_of(folder), folder / "stamp"
    wanted = hashlib.sha256(
        b"".join((ROOT / name).read_bytes() for name in ("constraints.txt", "pyproject.toml"))
    ).hexdigest()
    known = stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted
    if not known:
        print(f"making {folder}", flush=True)
        venv.create(folder, with_pip=True, clear=True)
        if not is_reachable(python):
            return False
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    pip += ["--constraint", ROOT / "constraints.txt"]
    if not known:
        subprocess.run(
            [*pip, f"{ROOT}[ptychodus]", "hatchling"], check=True, env=without_checkout()
        )
    own = ["--no-deps", "--no-build-isolation", "--force-reinstall", ROOT]
    subprocess.run([*pip, *own], check=True, env=without_checkout())
    stamp.write_text(wanted, encoding="utf-8")
    return True


def main() -> int:
    """Exit code of the sessions; 0 where there is no package index."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / ".venv-ptychodus").absolute()
    if not install(folder):
        print("SKIPPED: the package index cannot be reached, so ptychodus cannot be installed")
        return 0
    codes = []
    for session in SESSIONS:
        with tempfile.TemporaryDirectory(prefix="ptychodus-") as place:
            environment = without_checkout() | {"HOME": place}
            done = subprocess.run(
                [python_of(folder), session], cwd=place, env=environment, check=False
            )
            codes.append(done.returncode)
    return max(map(abs, codes))


if __name__ == "__main__":
    sys.exit(main())
