"""A small registry in which every kind of key occurs, and a checkout to run the generator in."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from codegen.load import load
from codegen.nodes import RegistryError

SMALL = """\
version: 0.1.0
precedence: [default, checkpoint, run_file, environment, command_line, execution_config, override]
reserved: [pace]
configs:
  - {name: RunConfig, field: run, summary: What is run., legacy: bridged}
  - {name: HowConfig, field: how, summary: How it is run., legacy: never}
commands:
  - name: train
    program: prog_train
    module: prog.train
    summary: Train.
    configs: [RunConfig, HowConfig]
    example: prog_train --label a1
targets:
  - {name: Trainer, object: lib.Trainer, command: train}
groups:
  - name: main
    title: Main
    summary: All there is.
    knobs:
      - name: rate
        config: HowConfig
        type: float
        default: 0.5
        min: 0
        max: 1
        help: How fast it goes.
        commands: [train]
        target: Trainer.rate
        affects: numerics
        resume: free

      - name: kind
        config: HowConfig
        type: enum
        default: plain
        choices:
          - {value: plain, help: "nothing special"}
          - {value: fancy, help: "with trimmings"}
        help: What it looks like.
        commands: [train]
        consumer: prog.train.run
        affects: numerics
        resume: free

      - name: steps
        config: HowConfig
        type: int | None
        default: null
        min: 1
        sentinels:
          - {value: null, meaning: "all"}
        help: Steps to take.
        commands: [train]
        target: Trainer.steps
        affects: numerics
        resume: free
        requires:
          - when: {is_not: null}
            knob: loud
            needs: {is: true}
            message: steps are taken aloud

      - name: label
        config: RunConfig
        type: str
        pattern: '[a-z][0-9]'
        help: What it is called.
        examples: [a1]
        counterexamples: [A1]
        flag: --tag
        aliases: [sign]
        commands: [train]
        legacy: old_label
        surfaces:
          - {class: HowConfig}
        consumer: prog.train.run
        affects: io
        resume: warn

      - name: loud
        config: HowConfig
        type: bool
        default: true
        help: Make a noise.
        negate: --silent
        commands: [train]
        consumer: prog.train.run
        affects: logging
        resume: free
"""


@pytest.fixture
def small_registry() -> str:
    """The text of a registry without faults."""
    return SMALL


@pytest.fixture
def faults_in() -> Callable[[str], list[str]]:
    """The messages about a registry with faults, less the file name."""

    def faults(text: str) -> list[str]:
        with pytest.raises(RegistryError) as caught:
            load(text, "knobs.yaml")
        messages = str(caught.value).splitlines()
        assert all(message.startswith("knobs.yaml:") for message in messages)
        return [message.removeprefix("knobs.yaml:") for message in messages]

    return faults


@pytest.fixture
def faults_after(
    small_registry: str, faults_in: Callable[[str], list[str]]
) -> Callable[..., list[str]]:
    """The messages about the small registry after (old, new) replacements, less the file name."""

    def faults(*edits: tuple[str, str]) -> list[str]:
        text = small_registry
        for old, new in edits:
            assert text.count(old) == 1, f"{old!r} must occur once"
            text = text.replace(old, new)
        return faults_in(text)

    return faults


@pytest.fixture(scope="session")
def copy_parts(repository: Path) -> Callable[..., Path]:
    """Copy folders and files of the repository to an empty folder."""

    def copied(target: Path, *parts: str) -> Path:
        target.mkdir(parents=True, exist_ok=True)
        for part in parts:
            source = repository / part
            if source.is_dir():
                skip = shutil.ignore_patterns("__pycache__")
                shutil.copytree(source, target / part, ignore=skip)
            else:
                shutil.copy(source, target / part)
        return target

    return copied


@pytest.fixture
def checkout(tmp_path: Path, copy_parts: Callable[..., Path]) -> Path:
    """A fresh copy of what the generator reads and writes."""
    return copy_parts(
        tmp_path / "checkout", "spec", "codegen", "generated", "docs", "pyproject.toml"
    )


@pytest.fixture(scope="session")
def run_in() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run the interpreter in a folder, with the packages of that folder."""

    def run(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        path = os.pathsep.join([str(folder), str(folder / "generated")])
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=folder,
            env=os.environ | {"PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"} | environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=120,
        )

    return run
