"""A copy of the checkout to edit, and what the checks say of it."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from codegen import drift, render
from codegen.differences import knob_diff, spellings_of
from codegen.finishing import digest, digests
from codegen.load import load
from codegen.nodes import RegistryError
from codegen.places import REGISTRY, ROOT
from codegen.schema import Registry
from codegen.tables import absent_tables, fill_documents

CODE = ("ptycho", "ptycho_torch")


@dataclass(frozen=True, slots=True)
class Edit:
    """One edit: what it does, and the words of which one must stand in what the check says."""

    what: str
    named: tuple[str, ...]
    check: Callable[[], list[str]]


class Checkout:
    """What is committed, read once, and a copy to edit."""

    def __init__(self, folder: Path, chance: random.Random) -> None:
        self.folder, self.chance = folder, chance
        self.text = (ROOT / REGISTRY).read_text(encoding="utf-8")
        self.registry = load(self.text, REGISTRY)
        self.words = spellings_of(self.registry)
        self.raw = render.raw_files(self.registry)
        self.committed = {path: (ROOT / path).read_text(encoding="utf-8") for path in self.raw}
        for path, text in self.committed.items():
            found = digests(text)
            assert found is not None
            assert found[0] == digest(self.raw[path]), f"{path} is stale: run `make generate` first"
        copy_of_root(folder, "generated", "spec", "docs", "codegen", "tests", *CODE)
        shutil.copy(ROOT / "pyproject.toml", folder)

    def stale(self, raw: dict[str, str]) -> list[str]:
        """What `check` says of the committed files when the generator gives other ones."""
        told = []
        for path in sorted(raw.keys() | self.raw.keys()):
            old, new = self.raw.get(path, ""), raw.get(path, "")
            if old != new:
                diff, knobs = knob_diff(path, old, new, self.words)
                told.append(str(drift.Drift(path, "stale", drift.CURE, diff, tuple(knobs))))
        return told

    def differing(self, registry: Registry | None = None) -> list[str]:
        """What `check` says of the copy."""
        try:
            documents = fill_documents(self.folder, registry or self.registry)
        except RegistryError as error:
            return str(error).splitlines()
        found = drift.compare(self.folder, self.committed | documents, self.registry)
        return [*map(str, found), *absent_tables(self.folder, self.registry)]

    def with_text(self, path: str, text: str | None, check: Callable[[], list[str]]) -> list[str]:
        """What a check says while a file of the copy holds other text, or is not there."""
        file = self.folder / path
        before = file.read_bytes() if file.exists() else None
        try:
            if text is None:
                file.unlink()
            else:
                file.write_text(text, encoding="utf-8")
            return check()
        finally:
            if before is None:
                file.unlink()
            else:
                file.write_bytes(before)

    def tested(self, path: str, text: str, *tests: str) -> list[str]:
        """The tests that fail where one file of the copy has another text."""
        with tempfile.TemporaryDirectory() as folder:
            tree = Path(folder)
            copy_of_root(tree, "generated", "spec", "tests", *CODE)  # the copy is being edited
            (tree / path).write_text(text, encoding="utf-8")
            options = ("-q", "-x", "-p", "no:cacheprovider", "--import-mode=importlib")
            pytest = ("-m", "pytest", "-c", os.devnull, "--rootdir", folder)
            done = run(tree, *pytest, *options, *tests)
        failed = [line for line in done.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
        return failed if done.returncode == 1 else []


def copy_of_root(folder: Path, *parts: str) -> None:
    """Folders of the checkout as they are committed, into another folder."""
    for part in parts:
        shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Python with these words in a copy, which it imports from."""
    paths = [str(folder), str(folder / "generated"), str(folder / "generated/tests")]
    env = os.environ | {"PYTHONPATH": os.pathsep.join(paths), "OMP_NUM_THREADS": "1"}
    return subprocess.run(
        [sys.executable, *words], cwd=folder, env=env, capture_output=True, text=True, check=False
    )
