"""Who may import whom: the contracts of pyproject.toml, and what they cannot express."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]

PRODUCT = {"codegen", "ptycho", "ptycho_generated", "ptycho_torch"}
# Outside packages that a room may use; the longest matching path counts.
OUTSIDE_PACKAGES: dict[str, set[str]] = {
    "codegen": {"jinja2", "yaml"},
    "codegen/targets.py": {"jinja2", "lightning", "torch", "yaml"},
    "generated/ptycho_generated": set(),
    "ptycho": {"h5py", "numpy", "scipy", "yaml"},
    "ptycho_torch": set(),  # entry points, cli and config_factory
    "ptycho_torch/api": {"numpy", "torch"},
    "ptycho_torch/data": {"numpy", "torch"},
    "ptycho_torch/evaluation": {"matplotlib", "numpy", "scipy", "tifffile"},
    "ptycho_torch/model": {"torch"},
    "ptycho_torch/notebook.py": {"numpy"},
    "ptycho_torch/physics": {"torch"},
    "ptycho_torch/solver": {"torch"},
    "ptycho_torch/trainer": {"lightning", "matplotlib", "mlflow", "numpy", "torch", "tqdm"},
    "ptycho_torch/workflows": {"numpy", "torch"},
    "ptycho_torch/workflows/converting.py": {"numpy", "tqdm"},
    "ptycho_torch/workflows/sweep_study.py": {"optuna", "sqlalchemy"},
    "ptycho_torch/workflows/sweep.py": {"optuna", "torch"},
}
ROOTS = ("codegen", "generated/ptycho_generated", "ptycho", "ptycho_torch")
COMMANDS = ("train", "inference", "check", "evaluate", "simulate")
ENTRY_POINTS = tuple(f"ptycho_torch.{name}" for name in COMMANDS)

# `None` makes every import of that package fail, as if it were not installed.
BLOCK = "import sys; sys.modules.update(dict.fromkeys({names!r}))\n"
TORCH = ("torch", "lightning", "pytorch_lightning", "torchmetrics")
DEPENDENCIES = (*TORCH, "h5py", "matplotlib", "numpy", "scipy", "yaml")

IMPORT_ALL = """
import importlib, pkgutil
for package in {packages!r}:
    found = importlib.import_module(package)
    for module in pkgutil.walk_packages(getattr(found, "__path__", []), package + "."):
        if not module.name.endswith(".__main__"):
            importlib.import_module(module.name)
"""


def test_the_contracts_are_kept(run_python: Run, repository: Path) -> None:
    lint = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    done = run_python("-c", lint, "--no-logo", "--no-cache", cwd=repository)
    assert done.returncode == 0, done.stdout + done.stderr
    assert " 0 broken" in done.stdout


@pytest.mark.parametrize("root", ROOTS)
def test_a_room_uses_only_its_outside_packages(
    root: str, repository: Path, imported_packages: Callable[[Path], set[str]]
) -> None:
    faults = []
    for path in sorted((repository / root).rglob("*.py")):
        name = path.relative_to(repository).as_posix()
        room = max(
            (room for room in OUTSIDE_PACKAGES if f"{name}/".startswith(f"{room}/")), key=len
        )
        if extra := imported_packages(path) - PRODUCT - OUTSIDE_PACKAGES[room]:
            faults.append(f"{name} imports {sorted(extra)}")
    assert not faults


def test_importing_the_packages_needs_no_outside_package(run_python: Run) -> None:
    code = BLOCK.format(names=DEPENDENCIES) + "import ptycho, ptycho_generated, ptycho_torch"
    done = run_python("-c", code)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("package", ["ptycho", "ptycho_torch.cli", "ptycho_torch.config_factory"])
def test_a_torch_free_room_loads_without_torch(run_python: Run, package: str) -> None:
    done = run_python("-c", BLOCK.format(names=TORCH) + IMPORT_ALL.format(packages=(package,)))
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("module", ENTRY_POINTS)
def test_help_needs_no_outside_package(run_python: Run, module: str) -> None:
    code = (
        "import runpy, sys; sys.argv = ['command', '--help']\n"
        f"runpy.run_module({module!r}, run_name='__main__', alter_sys=True)"
    )
    done = run_python("-c", BLOCK.format(names=DEPENDENCIES) + code)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("usage: ")
    assert not done.stderr


def test_only_entry_points_of_the_original_reach_up_and_only_when_called(repository: Path) -> None:
    """The contracts let these imports of torch's side through; they stand inside functions."""
    upward = []
    for path in sorted((repository / "ptycho").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        inside = {
            node
            for function in ast.walk(tree)
            if isinstance(function, ast.FunctionDef)
            for node in ast.walk(function)
        }
        for node in ast.walk(tree):
            names = [each.name for each in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            if any(name.split(".")[0] == "ptycho_torch" for name in names):
                assert node in inside, path
                upward += [(path.relative_to(repository).as_posix(), name) for name in names]
    places = ("ptycho/workflows/backend_selector.py", "ptycho/workflows/components.py")
    assert set(upward) == {(place, "ptycho_torch.workflows.programs") for place in places}


def test_a_blocked_package_cannot_be_imported(run_python: Run) -> None:
    """The tests above mean something: the block itself works."""
    done = run_python("-c", BLOCK.format(names=TORCH) + "import torch")
    assert done.returncode == 1
    assert "ModuleNotFoundError" in done.stderr
