"""What the documents say of the code is so: links, names, tests, pictures and versions."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from ptycho_generated.knobs import KNOBS

ROOT = Path(__file__).resolve().parent.parent
PAGES = [
    *sorted(ROOT.glob("*.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
    *sorted((ROOT / "spec").glob("*.md")),
    *sorted((ROOT / "generated").rglob("*.md")),
]
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
# Pages that the site makes when it is built; docs/hooks.py.
MADE_FOR_THE_SITE = re.compile(r"reference/\w+\.md")


def _text(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def _anchors(path: Path) -> set[str]:
    """Headings as anchors, and anchors that are written out."""
    text = path.read_text(encoding="utf-8")
    headings = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    slugs = {re.sub(r"[^\w\- ]", "", each).strip().lower().replace(" ", "-") for each in headings}
    return slugs | set(re.findall(r'<a id="([^"]+)">', text))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    for link in LINK.findall(page.read_text(encoding="utf-8")):
        if link.startswith(("https://", "mailto:")):
            continue
        target, _, anchor = link.partition("#")
        path = (page.parent / target).resolve() if target else page
        if MADE_FOR_THE_SITE.fullmatch(target):
            continue
        assert path.exists(), link
        assert not anchor or anchor in _anchors(path), link


def test_every_knob_has_an_anchor() -> None:
    anchors = re.findall(r'<a id="([^"]+)">', _text("generated/docs/knobs.md"))
    assert anchors == list(dict.fromkeys(anchors))
    assert set(anchors) == set(KNOBS)


def _functions(folder: str) -> set[str]:
    """Public functions and classes of a package, each as module.name."""
    return {
        f"{path.stem}.{node.name}"
        for path in (ROOT / folder).glob("*.py")
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
    }


def test_every_function_of_the_physics_stands_beside_its_equation() -> None:
    defined = {n for n in _functions("ptycho_torch/physics") if not n.startswith("windows.")}
    modules = {name.partition(".")[0] for name in defined}
    named = set(re.findall(r"`(\w+\.\w+)`", _text("docs/physics.md")))
    assert {name for name in named if name.partition(".")[0] in modules} == defined


def test_the_picture_of_the_architecture_is_the_import_contract() -> None:
    contracts = tomllib.loads(_text("pyproject.toml"))["tool"]["importlinter"]["contracts"]
    rooms = next(each for each in contracts if each["id"] == "rooms")
    wanted = [frozenset(re.findall(r"\w+", layer)) for layer in rooms["layers"]]
    picture = _text("docs/architecture.md").partition("```text")[2].partition("```")[0]
    inside = re.findall(r"^ +(?:ptycho_torch +)?\|(.*)\|$", picture, re.MULTILINE)
    drawn = [frozenset(re.findall(r"\w+", line)) for line in inside]
    assert [names for names in drawn if names] == wanted[::-1]
    packages = next(each for each in contracts if each["id"] == "packages")["layers"]
    places = [re.search(rf"\b{name}\b", picture) for name in packages[::-1]]
    assert [place.start() for place in places if place] == sorted(p.start() for p in places if p)
    assert None not in places


def _cases() -> dict[str, set[str]]:
    """File of tests -> names of its classes and functions."""
    return {
        path.relative_to(ROOT).as_posix(): {
            node.name
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.FunctionDef | ast.ClassDef)
        }
        for folder in ("tests", "generated/tests")
        for path in (ROOT / folder).rglob("*.py")
    }


def test_the_ledger_names_what_exists() -> None:
    text = _text("docs/fix_plan.md")
    items = re.findall(r"^\| (EB\d\.\w) \| .* \| (\w+) \| (.*) \|$", text, re.MULTILINE)
    assert [item for item, _, _ in items] == [
        *(f"EB1.{letter}" for letter in "ABCDEF"),
        *(f"EB2.{letter}" for letter in "ABC"),
        *(f"EB3.{letter}" for letter in "ABC"),
        *(f"EB4.{letter}" for letter in "AB"),
    ]
    cases = _cases()
    verbs = set(re.findall(r"^([a-z]+):", _text("Makefile"), re.MULTILINE))
    for item, state, shown in items:
        assert state == "done", item
        for name in re.findall(r"`([^`]+)`", shown):
            if name.startswith("make "):
                assert name.removeprefix("make ") in verbs, name
                continue
            path, _, case = name.partition("::")
            assert (ROOT / path).is_file(), name
            assert not case or case in cases[path], name


def test_the_specification_has_every_checkpoint_knob() -> None:
    text = _text("spec/ptychodus_api_spec.md")
    parts = dict(re.findall(r"^##+ ([\d.]+) ([^\n]*)$", text, re.MULTILINE))
    assert {"4.9", "5.", "6.", "7.1", "7.2"} <= parts.keys()
    sections = dict(re.findall(r"^##+ ([\d.]+) [^\n]*\n(.*?)(?=^##|\Z)", text, re.M | re.S))
    about = [knob for knob in KNOBS.values() if knob.name.startswith(("checkpoint_", "early_stop"))]
    assert len(about) >= 15
    for knob in about:
        assert f"| `{knob.name}` |" in sections["4.9"], knob.name
        assert f"`{knob.flag}`" in sections["7.1"], knob.flag


def test_one_version_is_told_everywhere() -> None:
    version = tomllib.loads(_text("pyproject.toml"))["project"]["version"]
    citation: dict[str, Any] = yaml.safe_load(_text("CITATION.cff"))
    assert citation["version"] == version
    assert re.findall(r"^## (\S+)$", _text("CHANGELOG.md"), re.MULTILINE)[0] == version
    assert yaml.safe_load(_text("spec/knobs.yaml").partition("\ngroups:")[0])["version"] == version


def test_the_steps_elsewhere_are_those_of_the_check_here() -> None:
    verbs = re.search(r"^for verb in (.*); do$", _text(".ci/run"), re.MULTILINE)
    assert verbs
    workflow = yaml.safe_load(_text(".github/workflows/ci.yml"))
    steps = [step.get("run", "") for job in workflow["jobs"].values() for step in job["steps"]]
    assert ".ci/run" in steps
    hooks = yaml.safe_load(_text(".pre-commit-config.yaml"))["repos"][0]["hooks"]
    called = {hook["entry"].removeprefix("make ") for hook in hooks}
    assert called <= set(verbs[1].split())
    assert {"check", "lint"} <= called
