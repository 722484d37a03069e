"""Every rule on changes of the registry is tripped by one change and left alone by another."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from codegen.breaking import (
    MAJOR,
    MINOR,
    PATCH,
    RULES,
    changelog,
    compare,
    gravest,
    needed_version,
)
from codegen.history import allowed, compare_with, judge, read_allowed
from codegen.load import load, read_as_is
from codegen.nodes import RegistryError
from codegen.rule_books import BOOKS
from codegen.schema import Registry
from tests.codegen.breaking_cases import CASES, LOUD, NEW, PAIRS, Edits


def edited(text: str, edits: Edits) -> Registry:
    for old, new in edits:
        assert text.count(old) >= 1, old
        text = text.replace(old, new, 1)
    registry = read_as_is(text, "knobs.yaml")
    assert registry is not None
    return registry


def tripped(old: Registry, new: Registry) -> set[str]:
    return {change.rule for change in compare(old, new)}


def test_there_is_a_case_for_every_rule() -> None:
    assert BOOKS  # they fill the list of rules
    assert set(CASES) == set(RULES)
    assert len(RULES) >= 25


@pytest.mark.parametrize("rule", CASES)
def test_a_rule_is_tripped_by_one_change_and_not_by_another(rule: str, small_registry: str) -> None:
    before, bad, good = CASES[rule]
    old = edited(small_registry, before)
    assert rule in tripped(old, edited(small_registry, bad))
    assert rule not in tripped(old, edited(small_registry, good))


def test_nothing_changes_between_equal_registries(small_registry: str) -> None:
    assert compare(load(small_registry), load(small_registry)) == []


@pytest.mark.parametrize("name", PAIRS)
def test_verdicts_agree_with_those_of_a_person(name: str, small_registry: str) -> None:
    before, after, level = PAIRS[name]
    changes = compare(edited(small_registry, before), edited(small_registry, after))
    assert gravest(changes) == level


@pytest.mark.parametrize(
    ("old", "level", "needed"),
    [
        ("0.1.0", MAJOR, "0.2.0"),
        ("0.1.0", MINOR, "0.1.1"),
        ("0.1.3", PATCH, "0.1.4"),
        ("1.2.3", MAJOR, "2.0.0"),
        ("1.2.3", MINOR, "1.3.0"),
        ("1.2.3", PATCH, "1.2.4"),
        ("1.2.3", None, "1.2.3"),
    ],
)
def test_the_version_that_is_needed(old: str, level: str | None, needed: str) -> None:
    assert needed_version(old, level) == needed


def test_the_version_must_say_what_changed(small_registry: str) -> None:
    old = load(small_registry)
    new = edited(small_registry, [("default: 0.5", "default: 0.6")])
    verdict = judge(old, new, [], revision="v0.1.0")
    assert verdict.code == 1
    assert "breaking [default-changed] rate: the default was 0.5 and is 0.6" in verdict.faults
    assert "raise it to 0.2.0" in verdict.faults[-1]
    raised = edited(
        small_registry, [("default: 0.5", "default: 0.6"), ("version: 0.1.0", "version: 0.2.0")]
    )
    assert judge(old, raised, [], revision="v0.1.0").code == 0


def test_what_a_user_does_is_in_the_changelog(small_registry: str) -> None:
    new = edited(
        small_registry, [("default: 0.5", "default: 0.6"), ("flag: --tag", "flag: --badge")]
    )
    text = changelog("0.2.0", compare(load(small_registry), new))
    assert text.startswith("## 0.2.0\n\n### Breaking\n")
    assert "- write `rate: 0.5` to keep what was" in text
    assert "- write --badge in place of --tag" in text


def test_experimental_knobs_may_change(small_registry: str) -> None:
    loose = ("            message: steps are taken aloud\n",) * 1
    edit = (loose[0], loose[0] + "        stability: experimental\n")
    old = edited(small_registry, [edit])
    new = edited(small_registry, [edit, ("        min: 1\n", "        min: 2\n")])
    assert gravest(compare(old, new)) == MINOR


# ---------------------------------------------------------------------------------- allow list


def entry(**keys: str) -> dict[str, str]:
    return {"rule": "default-changed", "subject": "rate", "since": "0.1.0", "line": "1"} | keys


def test_a_change_with_a_reason_is_allowed(small_registry: str) -> None:
    new = edited(small_registry, [("default: 0.5", "default: 0.6")])
    changes = compare(load(small_registry), new)
    assert allowed(changes, "0.1.0", [entry()]) == ([], [])
    assert allowed(changes, "0.2.0", [entry()]) == (changes, [])
    left, unused = allowed(changes, "0.1.0", [entry(subject="kind")])
    assert left == changes
    assert "kind: default-changed is allowed and did not happen; remove the entry" in unused[0]


def test_a_wrong_allow_list_is_refused(tmp_path: Path) -> None:
    (tmp_path / "spec").mkdir()
    path = tmp_path / "spec/breaking_allow.yaml"
    path.write_text(
        "- {rule: default-changd, subject: rate, since: 0.1.0, reason: x}\n- {rule: unit-changed}\n"
    )
    with pytest.raises(RegistryError) as caught:
        read_allowed(tmp_path)
    text = str(caught.value)
    assert "there is no rule 'default-changd'; did you mean default-changed?" in text
    assert "the key 'reason' is missing" in text
    path.unlink()
    assert read_allowed(tmp_path) == []


# ----------------------------------------------------------------------------------------- git


@pytest.fixture
def history(tmp_path: Path, small_registry: str) -> Path:
    """A repository with one commit that holds the small registry."""
    (tmp_path / "spec").mkdir()
    (tmp_path / "spec/knobs.yaml").write_text(small_registry, encoding="utf-8")
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "First")
    return tmp_path


def git(folder: Path, *words: str) -> str:
    name = ("-c", "user.name=A", "-c", "user.email=a@b.c", "-c", "commit.gpgsign=false")
    done = subprocess.run(
        ["git", *name, *words], cwd=folder, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_last_tag_is_the_base(history: Path, small_registry: str) -> None:
    git(history, "tag", "v0.1.0")
    more = edited(small_registry, [(LOUD, NEW + LOUD)])
    verdict = compare_with(history, "spec/knobs.yaml", more, None)
    assert verdict.code == 1
    assert "raise it to 0.1.1" in verdict.faults[-1]


def test_before_the_first_tag_only_what_breaks_counts(history: Path, small_registry: str) -> None:
    more = edited(small_registry, [(LOUD, NEW + LOUD)])
    assert compare_with(history, "spec/knobs.yaml", more, None).code == 0
    other = edited(small_registry, [("default: 0.5", "default: 0.6")])
    assert compare_with(history, "spec/knobs.yaml", other, None).code == 1
    assert compare_with(history, "spec/knobs.yaml", load(small_registry), None).code == 0


def test_without_a_base_it_is_the_first_version(tmp_path: Path, small_registry: str) -> None:
    verdict = compare_with(tmp_path, "spec/knobs.yaml", load(small_registry), None)
    assert (verdict.code, verdict.faults) == (0, [])
    assert "first version" in verdict.told[0]
    assert compare_with(tmp_path, "spec/knobs.yaml", load(small_registry), "v9").code == 2
