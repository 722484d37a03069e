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

Edits = list[tuple[str, str]]
assert BOOKS

GONE = """\
      - name: speed
        config: HowConfig
        type: float
        help: How fast it goes.
        commands: [train]
        affects: numerics
        resume: free
        deprecated:
          reason: it was no speed
          to: rate
          convert: same
          warn_since: 0.1.0
          remove_in: 0.4.0

"""
LOUD = "      - name: loud\n"
WITH_GONE = (LOUD, GONE + LOUD)
NEW = """\
      - name: fresh
        config: HowConfig
        type: int
        default: 1
        help: A new one.
        commands: [train]
        consumer: prog.train.run
        affects: io
        resume: free

"""
KIND = '          - {value: fancy, help: "with trimmings"}\n'
RATE = "        target: Trainer.rate\n        affects: numerics\n        resume: free\n"
STEPS = "        target: Trainer.steps\n        affects: numerics\n        resume: free\n"
OTHER = "  - {name: OtherConfig, field: other, summary: Other., legacy: never}\n"
HOW = "  - {name: HowConfig, field: how, summary: How it is run., legacy: never}\n"


LIVING = GONE.partition("        deprecated:")[0].replace(
    "commands: [train]\n", "commands: [train]\n        consumer: prog.train.run\n"
)
TESTING = (
    "targets:\n",
    "  - {name: test, program: prog_test, module: prog.test, summary: Test., "
    "configs: [HowConfig], example: prog_test}\ntargets:\n",
)
NOISE = "help: Make a noise.\n        negate: --silent\n        commands: "
BOTH = (f"{NOISE}[train]", f"{NOISE}[train, test]")
TURNED = (f"{NOISE}[train]", f"{NOISE}[test, train]")
ALIAS = (
    "        help: How fast it goes.\n        commands: [train]\n",
    "        help: How fast it goes.\n        aliases: [rate]\n        commands: [train]\n",
)
ALL = '          - {value: null, meaning: "all"}\n'
MOST = '          - {value: most, meaning: "nearly all"}\n'


# rule: (edits of the old registry, edits of the new one that trip it, edits that do not)
CASES: dict[str, tuple[Edits, Edits, Edits]] = {
    "precedence-changed": (
        [],
        [("run_file, environment", "environment, run_file")],
        [("reserved: [pace]", "reserved: [pace, gait]")],
    ),
    "name-freed": ([], [("[pace]", "[]")], [("[pace]", "[gait, pace]")]),
    "name-reused": (
        [],
        [("[pace]", "[]"), ("name: loud\n", "name: pace\n"), ("knob: loud", "knob: pace")],
        [("name: loud\n", "name: noise\n"), ("knob: loud", "knob: noise")],
    ),
    "config-removed": ([(HOW, HOW + OTHER)], [], [(HOW, HOW + OTHER)]),
    "config-added": ([], [(HOW, HOW + OTHER)], [(LOUD, NEW + LOUD)]),
    "config-bridge-changed": (
        [],
        [("field: how", "field: way")],
        [("summary: How it is run.", "summary: In which way.")],
    ),
    "program-removed": (
        [],
        [("program: prog_train", "program: prog_learn")],
        [("summary: Train.", "summary: Learn.")],
    ),
    "program-added": (
        [],
        [
            (
                "targets:\n",
                "  - {name: test, program: prog_test, module: prog.test, summary: Test., "
                "configs: [HowConfig], example: prog_test}\ntargets:\n",
            )
        ],
        [("summary: Train.", "summary: Learn.")],
    ),
    "program-module-changed": (
        [],
        [("module: prog.train", "module: prog.learn")],
        [("example: prog_train --label a1", "example: prog_train --label a2")],
    ),
    "target-object-changed": (
        [],
        [("object: lib.Trainer", "object: lib.Coach")],
        [("target: Trainer.rate", "target: Trainer.speed")],
    ),
    "knob-removed": (
        [(LOUD, NEW + LOUD)],
        [("[pace]", "[pace, fresh]")],
        [(LOUD, NEW.replace("name: fresh", "name: new\n        aliases: [fresh]", 0) + LOUD)],
    ),
    "knob-expired": (
        [WITH_GONE],
        [("version: 0.1.0", "version: 0.4.0"), ("[pace]", "[pace, speed]")],
        [WITH_GONE, ("version: 0.1.0", "version: 0.3.0")],
    ),
    "knob-renamed": (
        [],
        [("name: rate\n", "name: pulse\n"), ALIAS],
        [("name: rate\n", "name: pulse\n")],
    ),
    "field-renamed": (
        [],
        [("name: rate\n", "name: pulse\n"), ALIAS],
        [("help: How fast it goes.", "help: How quick it is.")],
    ),
    "knob-added": (
        [],
        [(LOUD, NEW + LOUD)],
        [(LOUD, NEW.replace("        default: 1\n", "") + LOUD)],
    ),
    "required-knob-added": (
        [],
        [(LOUD, NEW.replace("        default: 1\n", "") + LOUD)],
        [(LOUD, NEW + LOUD)],
    ),
    "default-changed": (
        [],
        [("default: 0.5", "default: 0.6")],
        [("default: true", "default: false")],
    ),
    "default-of-no-result-changed": (
        [],
        [("default: true", "default: false")],
        [("default: 0.5", "default: 0.6")],
    ),
    "default-removed": ([], [("        default: 0.5\n", "")], [("default: 0.5", "default: 0.7")]),
    "default-added": (
        [("        default: 0.5\n", "")],
        [],
        [("        default: 0.5\n", ""), ("max: 1", "max: 2")],
    ),
    "range-narrowed": ([], [("max: 1\n", "max: 0.9\n")], [("max: 1\n", "max: 2\n")]),
    "range-widened": ([], [("        min: 0\n", "")], [("min: 0\n", "above: 0\n")]),
    "choice-removed": ([], [(KIND, "")], [(KIND, KIND.replace("fancy", "fancy", 1))]),
    "choice-added": (
        [],
        [(KIND, KIND + KIND.replace("fancy", "grand"))],
        [(KIND, KIND.replace("with trimmings", "with frills"))],
    ),
    "type-narrowed": (
        [],
        [
            ("type: int | None", "type: int"),
            (
                f"default: null\n        min: 1\n        sentinels:\n{ALL}",
                "default: 3\n        min: 1\n",
            ),
            ("when: {is_not: null}", "when: {is: 4}"),
        ],
        [("type: int | None", 'type: int | "most" | None'), (ALL, ALL + MOST)],
    ),
    "type-changed": (
        [],
        [
            (
                "type: float\n        default: 0.5\n        min: 0\n        max: 1\n",
                "type: str\n        default: fast\n",
            )
        ],
        [("type: float\n        default: 0.5\n", "type: float\n        default: 0.25\n")],
    ),
    "type-widened": (
        [],
        [("type: int | None", "type: float | None")],
        [("type: float\n        default: 0.5\n", "type: float\n        default: 0.25\n")],
    ),
    "pattern-changed": (
        [],
        [("pattern: '[a-z][0-9]'", "pattern: '[a-z][1-9]'")],
        [("examples: [a1]", "examples: [b1]")],
    ),
    "special-value-changed": (
        [],
        [('meaning: "all"', 'meaning: "none"')],
        [("help: Steps to take.", "help: Steps.")],
    ),
    "unit-changed": (
        [],
        [
            (
                "        help: How fast it goes.\n",
                "        unit: m\n        help: How fast it goes.\n",
            )
        ],
        [("help: How fast it goes.", "help: How fast it goes, in metres.")],
    ),
    "flag-removed": (
        [],
        [("flag: --tag", "flag: --badge")],
        [("flag: --tag\n        aliases: [sign]", "flag: --badge\n        aliases: [sign, tag]")],
    ),
    "variable-removed": (
        [],
        [("        aliases: [sign]\n", "")],
        [("aliases: [sign]", "aliases: [sign, mark]")],
    ),
    "spelling-added": (
        [],
        [("aliases: [sign]", "aliases: [sign, mark]")],
        [("        aliases: [sign]\n", "")],
    ),
    "command-dropped": (
        [TESTING, BOTH],
        [TESTING],
        [TESTING, TURNED],
    ),
    "command-gained": (
        [TESTING],
        [TESTING, BOTH],
        [TESTING],
    ),
    "required-now": (
        [],
        [("        default: 0.5\n", "        default: 0.5\n        required: [train]\n")],
        [("        default: 0.5\n", "        default: 0.6\n")],
    ),
    "config-moved": (
        [],
        [("name: loud\n        config: HowConfig", "name: loud\n        config: RunConfig")],
        [("summary: What is run.", "summary: What runs.")],
    ),
    "surface-added": (
        [("        surfaces:\n          - {class: HowConfig}\n", "")],
        [],
        [
            ("        surfaces:\n          - {class: HowConfig}\n", ""),
            ("examples: [a1]", "examples: [b1]"),
        ],
    ),
    "legacy-key-changed": (
        [],
        [("legacy: old_label", "legacy: older_label")],
        [("help: What it is called.", "help: Its name.")],
    ),
    "resume-tightened": (
        [],
        [(RATE, RATE.replace("free", "must_match"))],
        [
            (
                "        affects: io\n        resume: warn",
                "        affects: io\n        resume: free",
            )
        ],
    ),
    "resume-loosened": (
        [],
        [
            (
                "        affects: io\n        resume: warn",
                "        affects: io\n        resume: free",
            )
        ],
        [(RATE, RATE.replace("free", "must_match"))],
    ),
    "affects-changed": (
        [],
        [(RATE, RATE.replace("numerics", "speed"))],
        [("affects: logging", "affects: io")],
    ),
    "target-moved": (
        [],
        [("target: Trainer.rate", "target: Trainer.speed")],
        [("target: Trainer.rate", "target: [Trainer.rate, Trainer.speed]")],
    ),
    "target-added": (
        [],
        [("target: Trainer.rate", "target: [Trainer.rate, Trainer.speed]")],
        [("help: How fast it goes.", "help: How quick it is.")],
    ),
    "relation-added": (
        [],
        [("needs: {is: true}", "needs: {is_not: false}")],
        [("message: steps are taken aloud", "message: steps make a noise")],
    ),
    "relation-removed": (
        [],
        [
            (
                "        requires:\n          - when: {is_not: null}\n            knob: loud\n"
                "            needs: {is: true}\n            message: steps are taken aloud\n",
                "",
            )
        ],
        [("message: steps are taken aloud", "message: steps make a noise")],
    ),
    "stability-lowered": (
        [],
        [
            (
                "            message: steps are taken aloud\n",
                "            message: steps are taken aloud\n        stability: experimental\n",
            )
        ],
        [("help: Steps to take.", "help: Steps.")],
    ),
    "deprecated-now": (
        [(LOUD, LIVING + LOUD)],
        [WITH_GONE],
        [(LOUD, LIVING + LOUD)],
    ),
    "deprecation-shortened": (
        [WITH_GONE],
        [(LOUD, GONE.replace("0.4.0", "0.3.0") + LOUD)],
        [(LOUD, GONE.replace("0.4.0", "0.5.0") + LOUD)],
    ),
    "successor-changed": (
        [WITH_GONE],
        [(LOUD, GONE.replace("to: rate", "to: steps").replace("type: float", "type: int") + LOUD)],
        [(LOUD, GONE.replace("it was no speed", "another reason") + LOUD)],
    ),
    "text-changed": (
        [],
        [("help: How fast it goes.", "help: How quick it is.")],
        [("default: 0.5", "default: 0.6")],
    ),
}


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


# ten pairs: (edits of the old one, edits of the new one, the level that a person gave)
PAIRS: dict[str, tuple[Edits, Edits, str | None]] = {
    "only comments": ([], [("precedence:", "# how layers win\nprecedence:")], None),
    "a clearer help": ([], [("help: Steps to take.", "help: Number of steps.")], PATCH),
    "a knob more": ([], [(LOUD, NEW + LOUD)], MINOR),
    "a wider range": ([], [("max: 1\n", "max: 10\n")], MINOR),
    "a name more": ([], [("aliases: [sign]", "aliases: [sign, mark]")], MINOR),
    "another learning rate": ([], [("default: 0.5", "default: 0.1")], MAJOR),
    "a choice less": ([], [(KIND, "")], MAJOR),
    "a deprecation that ends early": (
        [WITH_GONE],
        [(LOUD, GONE.replace("0.4.0", "0.2.0") + LOUD)],
        MAJOR,
    ),
    "a deprecation that ends in time": (
        [WITH_GONE],
        [("version: 0.1.0", "version: 0.4.0"), ("[pace]", "[pace, speed]")],
        MINOR,
    ),
    "a looser resume and a stricter range": (
        [],
        [
            (
                "        affects: io\n        resume: warn",
                "        affects: io\n        resume: free",
            ),
            ("max: 1\n", "max: 0.5\n"),
        ],
        MAJOR,
    ),
}


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
