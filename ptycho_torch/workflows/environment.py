"""What a run was carried out with: versions, hardware, state of the source code."""

import importlib.metadata
import os
import platform
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import torch

_PACKAGES = ("ptychopinn", "torch", "lightning", "numpy", "scipy", "h5py", "matplotlib")
_CPU_INFO = Path("/proc/cpuinfo")


def environment() -> dict[str, Any]:
    """Versions, hardware and state of the source code, ready for JSON."""
    return {
        "versions": {"python": platform.python_version()} | _versions(),
        "hardware": {
            "system": f"{platform.system()} {platform.machine()}",
            "processor": _processor(),
            "cores": os.cpu_count(),
            "memory_gib": _memory_gib(),
            "threads": torch.get_num_threads(),
            "gpus": [
                torch.cuda.get_device_name(index) for index in range(torch.cuda.device_count())
            ],
        },
        "source": _source_state(Path(__file__).resolve().parents[2]),
        "command": [Path(sys.argv[0]).name, *sys.argv[1:]],
    }


def process_age_s() -> float | None:
    """Seconds since the program was started, imports included; None where the system hides it."""
    try:
        after_name = Path("/proc/self/stat").read_text(encoding="utf-8").rpartition(")")[2]
        started_s = int(after_name.split()[19]) / os.sysconf("SC_CLK_TCK")
        return time.clock_gettime(time.CLOCK_BOOTTIME) - started_s
    except (OSError, ValueError, IndexError, AttributeError):
        return None


def _versions() -> dict[str, str]:
    found = {}
    for name in _PACKAGES:
        try:
            found[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            found[name] = "not installed as a package"
    return found


def _processor() -> str:
    if _CPU_INFO.is_file():
        for line in _CPU_INFO.read_text(encoding="utf-8", errors="replace").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or "unknown"


def _memory_gib() -> float | None:
    try:
        return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, 1)
    except (ValueError, OSError, AttributeError):
        return None


def _source_state(root: Path) -> dict[str, Any] | None:
    """Commit and whether files differ from it; None where the code is no git checkout."""
    git = shutil.which("git")
    if git is None or not (root / ".git").exists():
        return None

    def ask(*words: str) -> str:
        done = subprocess.run(
            [git, "-C", str(root), *words], capture_output=True, text=True, check=False, timeout=10
        )
        return done.stdout.strip()

    changed = ask("status", "--porcelain", "--untracked-files=no").splitlines()
    return {"commit": ask("rev-parse", "HEAD"), "changed_files": len(changed)}
