"""Every command in README and docs is run as it is written, on scans that are small.

A block of commands is indented by four spaces, or fenced as `python`. A block that cannot run here
has a remark before it, `<!-- not run: why -->`; one that holds no commands, `<!-- no commands -->`.
Knobs that are not said come from the environment and keep everything short; the few sizes that
are said are cut down by `SHORTER`. What `make` does is run by .ci/run itself.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
REMARK = re.compile(r"<!-- (not run: (?P<why>\S.*\S)|no commands) -->")
SHORTER = {
    r"--max-epochs \d+": "--max-epochs 1",
    r"--engine-iterations \d+": "--engine-iterations 2",
    r"--n-positions \d+": "--n-positions 64",
    r"--step-px \d+": "--step-px 3",
    r"--sweep \d+": "--sweep 2",
}
SMALL = {
    "PATCH_SIZE": "16",
    "PROBE_DIAMETER_PX": "7",
    "STEP_PX": "3",
    "N_POSITIONS": "64",
    "GRIDSIZE": "3",
    "N_GROUPS": "4",
    "N_FILTERS": "2",
    "N_UNROLLED": "1",
    "N_SUBSETS": "2",
    "N_AVERAGING_STEPS": "1",
    "N_HIDDEN_CHANNELS": "1",
    "PROBE_REFINEMENT_ITERATIONS": "2",
    "MAX_EPOCHS": "1",
}
SCANS = ("scan.npz", "scan2.npz", "other_scan.npz", "siemens_star_516x64.npz")
Run = Callable[..., subprocess.CompletedProcess[str]]


class Block(NamedTuple):
    """Lines of a page that are set apart."""

    line: int
    remark: str
    language: str
    text: str


def blocks_of(page: Path) -> list[Block]:
    """Indented and fenced blocks of a page, with the remark before each."""
    lines = page.read_text(encoding="utf-8").splitlines()
    found, remark, number = list[Block](), "", 0
    while number < len(lines):
        line, start = lines[number], number
        number += 1
        if line.startswith("```"):
            while not lines[number].startswith("```"):
                number += 1
            text = "\n".join(lines[start + 1 : number])
            found.append(Block(start + 1, remark, line.strip("`") or "?", text))
            number += 1
        elif line.startswith("    ") and not lines[start - 1].strip():
            while number < len(lines) and (lines[number].startswith("    ") or not lines[number]):
                number += 1
            text = "\n".join(each[4:] for each in lines[start:number]).rstrip()
            found.append(Block(start + 1, remark, "shell", text))
        elif REMARK.fullmatch(line):
            remark = line
            continue
        if line.strip():
            remark = ""
    return found


def commands_of(text: str) -> list[str]:
    """One command for each, continued lines joined, remarks left out."""
    joined = text.replace("\\\n", " ")
    lines = (re.sub(r"(^|\s)#.*$", "", line).strip() for line in joined.splitlines())
    return [line for line in lines if line]


def runnable(page: Path) -> list[Block]:
    """Blocks without a remark that hold commands."""
    kinds = ("shell", "python")
    return [block for block in blocks_of(page) if not block.remark and block.language in kinds]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_block_is_of_a_known_kind(page: Path) -> None:
    for block in blocks_of(page):
        known = block.language in ("shell", "python", "text", "yaml")
        assert known or block.remark, f"{page}:{block.line}"


def test_what_make_is_told_to_do_is_done_by_the_check() -> None:
    check = (ROOT / ".ci/run").read_text("utf-8")
    verbs = re.findall(r"^for verb in (.*); do$", check, re.MULTILINE)[0].split()
    verbs += re.findall(r"make --no-print-directory ([a-z]+)", check)
    told = {
        command.split()[1]
        for page in PAGES
        for block in runnable(page)
        for command in commands_of(block.text)
        if command.startswith("make ")
    }
    assert told - {"help"} <= set(verbs)


WITH_COMMANDS = [
    page
    for page in PAGES
    if any(
        block.language == "python" or not command.startswith(("make ", ".ci/run"))
        for block in runnable(page)
        for command in commands_of(block.text)
    )
]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with `.venv`, small scans and an object of another program."""
    folder = tmp_path_factory.mktemp("commands")
    _install(folder / ".venv" / "bin")
    _call("ptycho_simulate --output-dir made --quiet", folder)
    for name in SCANS:
        (folder / name).write_bytes((folder / "made" / "train.npz").read_bytes())
    (folder / "docs").symlink_to(ROOT / "docs")
    rng = np.random.default_rng(0)
    other = 1 + 0.1 * rng.random((64, 64)) + 0.1j * rng.random((64, 64))
    np.savez(folder / "lsqml.npz", object=other.astype(np.complex64), origin_yx=np.zeros(2))
    return folder


def _install(folder: Path) -> None:
    """The commands as an installer writes them, for this interpreter."""
    folder.mkdir(parents=True)
    python = folder / "python"
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', "utf-8")
    python.chmod(0o755)
    for script in (ROOT / "generated" / "scripts").iterdir():
        text = script.read_text("utf-8").replace("#!python", f"#!{sys.executable}", 1)
        (folder / script.name).write_text(text, "utf-8")
        (folder / script.name).chmod(0o755)


def _call(command: str, folder: Path) -> None:
    for long, short in SHORTER.items():
        command = re.sub(long, short, command)
    search = [str(ROOT), str(ROOT / "generated"), os.environ.get("PYTHONPATH", "")]
    settings = {f"PTYCHO_{name}": value for name, value in SMALL.items()}
    environment = (
        os.environ
        | settings
        | {
            "PYTHONPATH": os.pathsep.join(filter(None, search)),
            "PATH": os.pathsep.join(
                [str(folder / ".venv/bin"), str(Path(sys.executable).parent), os.environ["PATH"]]
            ),
        }
    )
    done = subprocess.run(
        ["bash", "-euc", command],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"


@pytest.mark.parametrize("page", WITH_COMMANDS, ids=lambda page: str(page.relative_to(ROOT)))
def test_the_commands_of_a_page_run(page: Path, place: Path, tmp_path: Path) -> None:
    for path in place.iterdir():
        (tmp_path / path.name).symlink_to(path)
    if page.stem == "notebook":
        (tmp_path / "scans").symlink_to(place / "made")
    for block in runnable(page):
        if block.language == "python":
            (tmp_path / "block.py").write_text(block.text, "utf-8")
            _call("python block.py", tmp_path)
            continue
        for command in commands_of(block.text):
            if not command.startswith(("make ", ".ci/run")):
                _call(command, tmp_path)
