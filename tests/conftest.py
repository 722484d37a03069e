"""What every test shares: few threads, the same examples each time, no settings of the user."""

from __future__ import annotations

import ast
import os
import signal
import subprocess
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from ptycho.raw_data import Scan

ROOT = Path(__file__).resolve().parent.parent
# Where measured scans may lie; they are no part of the repository.
DATA_FOLDER = Path(os.environ.get("PTYCHOPINN_TEST_DATA", ROOT.parent / "shared" / "data"))

# Before anything imports torch, and for every process that a test starts.
os.environ.setdefault("OMP_NUM_THREADS", "2")
# A knob set in the user's shell must not change a test.
for _name in [name for name in os.environ if name.startswith("PTYCHO_")]:
    del os.environ[_name]

settings.register_profile("repeatable", derandomize=True, deadline=None, database=None)
settings.load_profile("repeatable")


@pytest.fixture(scope="session")
def repository() -> Path:
    """The folder that holds pyproject.toml."""
    return ROOT


@pytest.fixture(scope="session")
def measured_scan() -> Path:
    """A measured Siemens star (516 patterns of 64 x 64 pixels, counts)."""
    path = DATA_FOLDER / "siemens_star_516x64.npz"
    if not path.is_file():
        pytest.skip(f"no {path.name} in the folder that PTYCHOPINN_TEST_DATA names")
    return path


@pytest.fixture
def run_python(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run the interpreter with arguments in an empty folder, with the packages importable."""
    path = [str(ROOT), str(ROOT / "generated"), os.environ.get("PYTHONPATH", "")]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, path))}

    def run(*arguments: str, cwd: Path = tmp_path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=cwd,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    return run


@contextmanager
def _on_one_thread() -> Iterator[None]:
    import torch

    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@contextmanager
def _as_before() -> Iterator[None]:
    import torch

    warnings.filterwarnings("ignore", module=r"lightning\.")
    deterministic = torch.are_deterministic_algorithms_enabled()
    at_interrupt = signal.getsignal(signal.SIGINT)
    with patch.dict(os.environ):
        yield
    signal.signal(signal.SIGINT, at_interrupt)
    torch.use_deterministic_algorithms(deterministic)


@pytest.fixture(scope="session")
def on_one_thread() -> Callable[[], AbstractContextManager[None]]:
    """Let torch use one thread for a while; folders say for how long."""
    return _on_one_thread


@pytest.fixture(scope="session")
def as_before() -> Callable[[], AbstractContextManager[None]]:
    """Undo what Lightning does to the whole process, and pass over its advice."""
    return _as_before


@pytest.fixture(scope="session")
def small_scans() -> Callable[..., dict[str, Scan]]:
    """Scans of one object by their names: 36 patterns of 16 x 16 pixels each."""
    from ptycho.simulation import simulate_scans

    small: dict[str, Any] = {
        "object_kind": "siemens_star",
        "object_seed": None,
        "probe_kind": "defocus",
        "probe_diameter_px": 7.0,
        "patch_size": 16,
        "n_positions": 36,
        "scan_pattern": "raster",
        "step_px": 3.0,
        "position_jitter": 0.3,
        "photons_per_pattern": 1e5,
        "noise": True,
        "seed": 0,
    }
    return lambda *names: simulate_scans(names, **small)


@pytest.fixture(scope="session")
def imported_packages() -> Callable[[Path], set[str]]:
    """Top-level packages that a source file imports, those of the standard library left out."""

    def imported(path: Path) -> set[str]:
        names: set[str] = set()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names.add(node.module.split(".")[0])
        return names - sys.stdlib_module_names

    return imported
