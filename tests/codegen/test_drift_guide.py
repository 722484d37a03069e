"""The guide on drift names tests and verbs that exist."""

from __future__ import annotations

import re
from pathlib import Path


def test_every_test_that_the_guide_names_exists(repository: Path) -> None:
    text = (repository / "docs/drift.md").read_text(encoding="utf-8")
    folders = ("tests", "generated/tests")
    sources = [
        path.read_text(encoding="utf-8")
        for folder in folders
        for path in (repository / folder).rglob("test_*.py")
    ]
    for path in re.findall(r"`((?:tests|generated|codegen|spec)/[\w./]*)`", text):
        assert (repository / path).exists() or path == "spec/breaking_allow.yaml", path
    for name, case in re.findall(r"`(test_\w+)(?:\[([^\]]+)\])?`", text):
        assert any(f"def {name}(" in source for source in sources), name
        words = re.findall(r"\w+", case)
        assert all(any(f'"{word}"' in source for source in sources) for word in words), case


def test_every_rule_of_the_guide_is_used(repository: Path) -> None:
    text = (repository / "docs/drift.md").read_text(encoding="utf-8")
    known = re.findall(r"^\| (R\d+) ", text, re.MULTILINE)
    rows = re.findall(r"^\| [\d, ]+ \| .* \| (R[R\d, ]+) \| .* \|$", text, re.MULTILINE)
    assert len(rows) >= 50
    assert {rule for row in rows for rule in row.split(", ")} <= set(known)
