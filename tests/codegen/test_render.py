"""Rendering is pure: the same text wherever, whenever, and in whatever order sets come out."""

from __future__ import annotations

import ast
import hashlib
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from codegen.drift import write
from codegen.finishing import digests
from codegen.load import load, load_file
from codegen.render import render

Run = Callable[..., subprocess.CompletedProcess[str]]

PRINT_DIGESTS = """
import hashlib, json, pathlib, sys
root = pathlib.Path(sys.argv[1])
sys.path.insert(0, str(root))
from codegen.load import load_file
from codegen.render import render
files = render(load_file(root / "spec/knobs.yaml", "spec/knobs.yaml"))
print(json.dumps({path: hashlib.sha256(text.encode()).hexdigest() for path, text in files.items()}))
"""
NARROW = {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "utf-8"}
SURROUNDINGS = {
    "ASCII": NARROW | {"LC_ALL": "C", "PYTHONHASHSEED": "1", "TZ": "UTC"},
    "Turkish": NARROW | {"LC_ALL": "tr_TR.ISO-8859-9", "PYTHONHASHSEED": "2", "TZ": "Asia/Tokyo"},
}
AWKWARD = 'Say "a\\b" | 100 % of \'{{ it }}\' in µm; """ends""" {# so #}.'


@pytest.fixture(scope="module")
def rendered(repository: Path) -> dict[str, str]:
    return render(load_file(repository / "spec" / "knobs.yaml", "spec/knobs.yaml"))


@pytest.mark.parametrize("surrounding", SURROUNDINGS)
def test_the_bytes_are_the_same_in_other_surroundings(
    surrounding: str,
    rendered: dict[str, str],
    repository: Path,
    tmp_path: Path,
    run_in: Run,
) -> None:
    here = {path: hashlib.sha256(text.encode()).hexdigest() for path, text in rendered.items()}
    done = run_in(tmp_path, "-c", PRINT_DIGESTS, str(repository), **SURROUNDINGS[surrounding])
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == here
    assert list(json.loads(done.stdout)) == list(here)
    assert not list(tmp_path.iterdir())


def test_python_files_pass_the_projects_lint_and_format(
    rendered: dict[str, str], tmp_path: Path, repository: Path
) -> None:
    write(tmp_path, rendered)
    (tmp_path / "pyproject.toml").write_bytes((repository / "pyproject.toml").read_bytes())
    for verb in (["check"], ["format", "--check"]):
        done = subprocess.run(
            [sys.executable, "-m", "ruff", *verb, "--no-cache", "generated"],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr


def test_every_file_says_that_it_is_generated_and_carries_its_digests(
    rendered: dict[str, str],
) -> None:
    for path, text in rendered.items():
        first = text.splitlines()[:3]  # JSON and zsh want something else on the first line
        assert any("Generated from spec/knobs.yaml by `make generate`" in line for line in first)
        found = digests(text)
        assert found is not None, path
        assert found[1] == found[2], path


def test_a_digest_tells_a_change_of_any_line(rendered: dict[str, str]) -> None:
    text = rendered["generated/ptycho_generated/flags.py"]
    lines = text.splitlines(keepends=True)
    (place,) = [index for index, line in enumerate(lines) if "digest: input" in line]
    for index in range(len(lines)):
        found = digests("".join(lines[:index] + lines[index + 1 :]))
        if index == place:
            assert found is None
        elif index > place:
            assert found is not None
            assert found[1] != found[2]
    reworded = digests(text.replace("edit the registry", "edit this file", 1))
    assert reworded is not None
    assert reworded[1] != reworded[2]


def test_no_file_tells_when_or_where_it_was_made(
    rendered: dict[str, str], repository: Path
) -> None:
    for path, text in rendered.items():
        assert str(repository) not in text, path
        assert str(Path.home()) + "/" not in text, path


def test_text_of_the_registry_arrives_unchanged(small_registry: str) -> None:
    """Quotes, backslashes, signs of Markdown, YAML and Jinja mean nothing on the way."""
    quoted = json.dumps(AWKWARD, ensure_ascii=False)
    text = small_registry
    for old in ("How fast it goes.", "How it is run.", "Train."):
        text = text.replace(f": {old}", f": {quoted}", 1)
    text = text.replace('"nothing special"', quoted).replace("steps are taken aloud", quoted)
    files = render(load(text))
    assert AWKWARD in _strings(files["generated/ptycho_generated/knobs.py"])
    strings = _strings(files["generated/ptycho_generated/config.py"])
    assert AWKWARD in strings  # the docstring of the field `rate`, and a message
    assert any(each.startswith(f"{AWKWARD}\n") for each in strings)  # that of the class
    (help_text,) = (
        each
        for each in _strings(files["generated/ptycho_generated/help_train.py"])
        if each.startswith("usage: ")
    )
    assert AWKWARD in help_text.splitlines()
    assert AWKWARD in " ".join(help_text.split()).replace(" .", ".")
    assert AWKWARD.replace("|", "\\|") in files["generated/docs/knobs.md"]


def _strings(source: str) -> list[str]:
    """Every text in Python source."""
    nodes = ast.walk(ast.parse(source))
    return [n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str)]


def test_one_knob_more_is_a_small_difference(repository: Path, rendered: dict[str, str]) -> None:
    """Declared order, never the order of a set: what was there before stays where it was."""
    path = repository / "spec" / "knobs.yaml"
    text = path.read_text(encoding="utf-8")
    entry = text[text.index("      - name: n_filters\n") : text.index("      - name: n_hidden_ch")]
    twin = entry.replace("n_filters", "n_twins")
    changed = render(load(text.replace(entry, entry + twin)))
    assert changed.keys() == rendered.keys()
    for name, after in changed.items():
        lines = after.splitlines()
        before = rendered[name].splitlines()
        kept = [line for line in lines if "twins" not in line]
        lost = [line for line in before if line not in kept]
        # The digest, and a count in the prose, may differ; nothing else goes.
        assert len(lost) <= 2, (name, lost)
