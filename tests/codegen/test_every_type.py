"""One knob of every type, with every key: what is generated for it keeps its own laws."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from codegen.drift import write
from codegen.load import load_file
from codegen.render import render

Run = Callable[..., subprocess.CompletedProcess[str]]

REGISTRY = Path(__file__).with_name("every_type.yaml")


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with everything that is generated from the registry."""
    folder = tmp_path_factory.mktemp("every_type")
    write(folder, render(load_file(REGISTRY, REGISTRY.name)))
    return folder / "generated"


@pytest.fixture(scope="module")
def run_there(generated: Path, repository: Path) -> Run:
    """Run the interpreter with these generated packages in place of the project's own."""
    path = os.pathsep.join([str(generated), str(generated / "tests"), str(repository)])

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=generated,
            env=os.environ | {"PYTHONPATH": path},
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    return run


def test_the_generated_property_tests_pass(generated: Path, run_there: Run) -> None:
    plain = ["-p", "no:cacheprovider", "-c", os.devnull, "--rootdir", str(generated)]
    plain += ["--ignore", "tests/test_consumption.py"]  # it runs the product, which has other knobs
    done = run_there("-m", "pytest", "-q", *plain, "--import-mode=importlib", "tests")
    assert done.returncode == 0, done.stdout[-5000:]
    assert " passed" in done.stdout


def test_the_generated_code_keeps_its_types(generated: Path, run_there: Run) -> None:
    code = (
        "import dataclasses, json, pathlib\n"
        "from ptycho_generated.merge import Said, resolve, train_settings\n"
        "from ptycho_generated.knobs import KNOBS\n"
        "from ptycho_generated.values import from_text\n"
        "from ptycho_generated.kwargs import trainer_kwargs\n"
        "said = {'must': 'a', 'must_float': '5e-4', 'must_list': '2,3,4', 'must_code': 'abc',\n"
        "        'must_choose': 'is not', 'asked': '3'}\n"
        "words = [(k, Said(from_text(KNOBS[k], v), 'override', k)) for k, v in said.items()]\n"
        "arguments = trainer_kwargs(train_settings(resolve('train', words)))\n"
        "print(json.dumps({k: repr(v) for k, v in arguments.items()}))\n"
    )
    done = run_there("-c", code)
    assert done.returncode == 0, done.stderr
    arguments = json.loads(done.stdout)
    assert list(arguments) == [knob.name for knob in load_file(REGISTRY, REGISTRY.name).knobs]
    assert arguments["must_list"] == "(2, 3, 4)"
    assert arguments["asked"] == "3"
    assert arguments["folder"].endswith("Path('out/here')")
    assert arguments["folder_or_word"] == "'temporary'"
    assert arguments["folders"].count("Path(") == 2
    assert arguments["text"] == "'off'"
    assert arguments["real_special"] == "-1.0"


def test_relations_are_checked_with_null_words_and_paths(run_there: Run) -> None:
    code = (
        "from ptycho_generated.merge import Said, resolve, train_settings\n"
        "from ptycho_generated.faults import InputError\n"
        "from pathlib import Path\n"
        "must = {'must': Path('a'), 'must_float': 5e-4, 'must_list': (2, 3, 4),\n"
        "        'must_code': 'abc', 'must_choose': 'is not', 'asked': 3}\n"
        "def faults(**said):\n"
        "    pairs = [(k, Said(v, 'override', k)) for k, v in (must | said).items()]\n"
        "    try:\n"
        "        train_settings(resolve('train', pairs))\n"
        "    except InputError as error:\n"
        "        return [f'{f.place}: {f.cure}' for f in error.faults]\n"
        "    return []\n"
        "for count in (None, 'auto', -1, 1):\n"
        "    assert faults(with_count=True, counted=count) == ['with_count: two at least']\n"
        "assert faults(with_count=True, counted=2) == []\n"
        "assert faults(with_folder=2) == []\n"
        "assert faults(with_folder=3) == ['with_folder: into a/b']\n"
        "assert faults(with_folder=3, folder=Path('a/b')) == []\n"
        "assert faults(without_real='b') == ['without_real: not off']\n"
        "assert faults(without_real='b', real_special=None) == []\n"
        "assert faults(without_free=True) == ['without_free: free must be 7']\n"
        "assert faults(without_free=True, free=7) == []\n"
        "assert faults(asked=None) == ['asked: give a whole number (It is there.)']\n"
    )
    done = run_there("-c", code)
    assert done.returncode == 0, done.stderr
