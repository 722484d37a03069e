"""What gets installed: the wheel, its commands, its dependencies, and the pinned versions."""

from __future__ import annotations

import importlib
import itertools
import os
import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from collections.abc import Callable, Iterable
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from ptycho_generated.flags import PROGRAMS

Run = Callable[..., subprocess.CompletedProcess[str]]

PIN = re.compile(r"[a-z0-9-]+==[0-9a-z.+]+")
PACKAGES = {
    "ptycho": "ptycho",
    "ptycho_torch": "ptycho_torch",
    "ptycho_generated": "generated/ptycho_generated",
}


@pytest.fixture(scope="module")
def project(repository: Path) -> dict[str, Any]:
    text = (repository / "pyproject.toml").read_text("utf-8")
    table: dict[str, Any] = tomllib.loads(text)["project"]
    return table


@pytest.fixture(scope="module")
def wanted(project: dict[str, Any]) -> list[str]:
    """What the project asks for, with every extra."""
    groups = [project["dependencies"], *project["optional-dependencies"].values()]
    return list(itertools.chain.from_iterable(groups))


@pytest.fixture(scope="module")
def pins(repository: Path) -> list[str]:
    lines = (repository / "constraints.txt").read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def _required(requirements: Iterable[str]) -> set[str]:
    """Names of the requirements, and of all that the installed ones of them require in turn.

    A package asks for some parts of itself by their exact version (PyTorch for those of CUDA);
    these need no pin of ours.
    """
    found: set[tuple[str, str]] = set()
    todo = [(requirement, "") for requirement in map(Requirement, requirements)]
    while todo:
        requirement, extra = todo.pop()
        exact = any(each.operator == "==" for each in requirement.specifier)
        if exact or (requirement.marker and not requirement.marker.evaluate({"extra": extra})):
            continue
        name = canonicalize_name(requirement.name)
        for key in [(name, each) for each in ("", *requirement.extras)]:
            if key not in found:
                found.add(key)
                todo += [(needed, key[1]) for needed in map(Requirement, _requires(name))]
    return {name for name, _ in found}


def _requires(name: str) -> list[str]:
    try:
        return metadata.requires(name) or []
    except metadata.PackageNotFoundError:  # an extra that this machine does without
        return []


def test_every_pin_is_exact_and_stands_once(pins: list[str]) -> None:
    assert [pin for pin in pins if not PIN.fullmatch(pin)] == []
    names = [pin.split("==")[0] for pin in pins]
    assert sorted(set(names)) == sorted(names)


def test_nothing_is_installed_without_a_pin(wanted: list[str], pins: list[str]) -> None:
    pinned = {pin.split("==")[0] for pin in pins}
    assert _required(wanted) - pinned - {"ptychopinn"} == set()


def test_each_pin_satisfies_what_the_project_asks_for(wanted: list[str], pins: list[str]) -> None:
    versions = dict(pin.split("==") for pin in pins)
    for requirement in map(Requirement, wanted):
        if requirement.name != "ptychopinn":
            version = versions[canonicalize_name(requirement.name)]
            assert requirement.specifier.contains(version), f"{requirement} but =={version}"


def test_the_bound_of_torch_is_the_version_that_is_tested(
    project: dict[str, Any], pins: list[str]
) -> None:
    """`make bounds` tries the bounds of the other packages, which are smaller."""
    (bound,) = (line for line in project["dependencies"] if line.startswith("torch>="))
    (pin,) = (line for line in pins if line.startswith("torch=="))
    assert pin.removeprefix("torch==") == bound.removeprefix("torch>=") + ".0"


def test_dependencies_are_the_packages_that_the_product_imports(
    project: dict[str, Any],
    repository: Path,
    imported_packages: Callable[[Path], set[str]],
) -> None:
    imported = {
        name
        for folder in PACKAGES.values()
        for path in (repository / folder).rglob("*.py")
        for name in imported_packages(path)
    } - PACKAGES.keys()
    distributions = metadata.packages_distributions()
    used = {canonicalize_name(distributions.get(name, [name])[0]) for name in imported}
    declared = {canonicalize_name(Requirement(text).name) for text in project["dependencies"]}
    extras = project["optional-dependencies"]
    optional = {
        canonicalize_name(Requirement(text).name)
        for extra in ("tensorboard", "mlflow", "sweep")
        for text in extras[extra]
    }
    assert used - optional == declared


def test_every_command_has_a_script_that_runs_its_module(repository: Path) -> None:
    for program in PROGRAMS.values():
        text = (repository / "generated" / "scripts" / program).read_text("utf-8")
        assert text.startswith("#!python\n"), "an installer puts its interpreter there"
        (module,) = re.findall(r"^from ([\w.]+) import main$", text, re.MULTILINE)
        assert callable(importlib.import_module(module).main)
        compile(text, program, "exec")


def _built(kind: str, run_python: Run, repository: Path, folder: Path) -> Path:
    """What is built for an index, the only file of the folder."""
    built = run_python("-m", "hatchling", "build", "-t", kind, "-d", str(folder), cwd=repository)
    assert built.returncode == 0, built.stderr
    (file,) = folder.iterdir()
    return file


def test_the_wheel_holds_the_three_packages_and_nothing_else(
    run_python: Run, repository: Path, tmp_path: Path
) -> None:
    wheel = _built("wheel", run_python, repository, tmp_path)
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        executable = {each.filename: each.external_attr >> 16 & 0o111 for each in archive.filelist}
    held = {name for name in names if not re.search(r"\.(dist-info|data)/", name)}
    scripts = [name.split("/")[-1] for name in names if ".data/scripts/" in name]
    assert sorted(scripts) == sorted(PROGRAMS.values())
    assert all(may_run for name, may_run in executable.items() if ".data/scripts/" in name)
    shared = {name.partition(".data/data/share/")[2] for name in names if ".data/data/" in name}
    assert shared == {
        place.format(program)
        for program in PROGRAMS.values()
        for place in (
            "bash-completion/completions/{}",
            "zsh/site-functions/_{}",
            "fish/vendor_completions.d/{}.fish",
        )
    }
    expected = {
        f"{package}/{path.relative_to(repository / folder).as_posix()}"
        for package, folder in PACKAGES.items()
        for path in (repository / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert held == expected
    assert {f"{package}/__init__.py" for package in PACKAGES} <= held


def test_the_sdist_builds_a_wheel_that_trains(
    run_python: Run, repository: Path, tmp_path: Path
) -> None:
    archive = _built("sdist", run_python, repository, tmp_path)
    with tarfile.open(archive) as opened:
        opened.extractall(tmp_path, filter="data")
    source = tmp_path / archive.name.removesuffix(".tar.gz")
    assert all((source / name).exists() for name in ("tests", "spec", "codegen", "Makefile"))
    outside = os.environ | {"PYTHONPATH": "", "OMP_NUM_THREADS": "1"}

    def run(*words: str | Path, environment: dict[str, str] = outside, cwd: Path = tmp_path) -> str:
        done = subprocess.run(
            words, cwd=cwd, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path, cwd=source)
    (wheel,) = tmp_path.glob("*.whl")
    pip = (sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index")
    site = tmp_path / "site"
    run(*pip, "--target", site, wheel)
    installed = outside | {"PYTHONPATH": str(site)}
    where = run(
        sys.executable, "-c", "import ptycho; print(ptycho.__file__)", environment=installed
    )
    assert Path(where.strip()).is_relative_to(site)
    small = ("--patch-size=16", "--probe-diameter-px=7", "--step-px=3", "--n-positions=36")
    run(site / "bin/ptycho_simulate", "--output-dir=scans", *small, environment=installed)
    tiny = ("--gridsize=3", "--n-filters=2", "--n-unrolled=1", "--max-epochs=1", "--quiet")
    files = ("--train-data-file=scans/train.npz", "--output-dir=run")
    run(site / "bin/ptycho_train", *files, *tiny, environment=installed)
    assert (tmp_path / "run" / "wts.h5.zip").is_file()
