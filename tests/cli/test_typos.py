"""Slips of the pen in flags, keys, variables and choices: never accepted, always understood."""

from __future__ import annotations

import random
import string
from collections.abc import Callable
from pathlib import Path

import pytest

from ptycho.config.files import read_run_file
from ptycho.config.layers import environment_layer
from ptycho_generated.flags import FLAGS
from ptycho_generated.knobs import KNOBS, SPELLINGS
from ptycho_generated.nearest import nearest
from ptycho_torch.cli.parse import COMMON_FLAGS, scan_words

TRIES = 200
LETTERS = string.ascii_lowercase
KINDS = ("flag", "key", "variable", "choice")


def slip(word: str, rng: random.Random) -> str:
    """The word with one letter left out, doubled, wrong, or exchanged with the next."""
    at = rng.randrange(len(word))
    way = rng.randrange(4)
    if way == 0:
        return word[:at] + word[at + 1 :]
    if way == 1:
        return word[:at] + rng.choice(LETTERS) + word[at:]
    if way == 2:
        return word[:at] + rng.choice(LETTERS) + word[at + 1 :]
    at = min(at, len(word) - 2)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def distance(one: str, other: str) -> int:
    """Damerau-Levenshtein distance of adjacent swaps, from its definition."""
    rows = {(-1, j): j + 1 for j in range(-1, len(other))}
    rows |= {(i, -1): i + 1 for i in range(-1, len(one))}
    for i, a in enumerate(one):
        for j, b in enumerate(other):
            ways = [rows[i - 1, j] + 1, rows[i, j - 1] + 1, rows[i - 1, j - 1] + (a != b)]
            if i and j and a == other[j - 1] and one[i - 1] == b:
                ways.append(rows[i - 2, j - 2] + 1)
            rows[i, j] = min(ways)
    return rows[len(one) - 1, len(other) - 1]


CHOICES = {name: knob.choices for name, knob in KNOBS.items() if len(knob.choices) > 1}


def words_of(kind: str) -> list[tuple[str, str]]:
    """(what it is about, right word) of everything of a kind that can be mistyped."""
    return {
        "flag": [(command, flag) for command, flags in FLAGS.items() for flag in flags],
        "key": [("", word) for word in SPELLINGS],
        "variable": [("", word.upper()) for word in SPELLINGS],
        "choice": [(name, word) for name, words in CHOICES.items() for word in words],
    }[kind]


def rivals(kind: str, about: str) -> set[str]:
    """Everything that is right in that place."""
    if kind == "flag":
        return {*FLAGS[about], *COMMON_FLAGS}
    if kind == "choice":
        knob = KNOBS[about]
        return {*knob.choices, *knob.words, *(("none", "null") if knob.optional else ())}
    return {word for _, word in words_of(kind)}


def mistyped(kind: str, edits: int, rng: random.Random) -> tuple[str, str, str]:
    """(what it is about, right word, wrong word) with that many slips, none undoing another."""
    words = [pair for pair in words_of(kind) if len(pair[1].lstrip("-")) > edits + 1]
    while True:
        about, right = rng.choice(words)
        stem = right.lstrip("-").lower()
        wrong = stem
        for _ in range(edits):
            wrong = slip(wrong, rng)
        as_good = {word.lower().replace("_", "-") for word in rivals(kind, about)}
        dashes = "--" if kind == "flag" else ""
        if distance(stem, wrong) == edits and (dashes + wrong).replace("_", "-") not in as_good:
            return about, right, dashes + (wrong.upper() if kind == "variable" else wrong)


@pytest.fixture
def told(tmp_path: Path) -> Callable[[str, str, str], str]:
    """What a user is told of a mistyped word; the word must not be taken for another."""
    path = tmp_path / "run.yaml"

    def telling(kind: str, about: str, wrong: str) -> str:
        if kind == "flag":
            scanned = scan_words(about, [f"{wrong}=1"])
            said, faults = scanned.said, scanned.faults
        elif kind == "key":
            path.write_text(f"{wrong!r}: 1\n", encoding="utf-8")
            said, faults = read_run_file(path, "train")
        elif kind == "variable":
            said, faults = environment_layer("train", {f"PTYCHO_{wrong}": "1"})
        else:
            return _choice_told(about, wrong)
        assert not said
        (fault,) = faults
        return str(fault)

    return telling


def _choice_told(name: str, wrong: str) -> str:
    from ptycho_generated.merge import Said, faults_of, resolve

    command = KNOBS[name].commands[0]
    faults = faults_of(resolve(command, [(name, Said(wrong, "command_line", KNOBS[name].flag))]))
    (fault,) = [each for each in faults if getattr(each, "knob", "") == name]
    return str(fault)


def names_right(text: str, right: str, kind: str) -> bool:
    """Whether the question at the end of a message has the right word among its answers."""
    if "did you mean " not in text:
        return False
    answers = text.rpartition("did you mean ")[2].rstrip(")").rstrip("?").split(" or ")
    return (f"PTYCHO_{right}" if kind == "variable" else right) in answers


@pytest.mark.parametrize("kind", KINDS)
def test_one_slip_is_always_understood(kind: str, told: Callable[[str, str, str], str]) -> None:
    rng = random.Random(f"one {kind}")
    for _ in range(TRIES):
        about, right, wrong = mistyped(kind, 1, rng)
        text = told(kind, about, wrong)
        assert names_right(text, right, kind), f"{right} as {wrong}: {text}"


@pytest.mark.parametrize("kind", KINDS)
def test_two_slips_are_nearly_always_understood(
    kind: str, told: Callable[[str, str, str], str]
) -> None:
    rng = random.Random(f"two {kind}")
    missed = []
    for _ in range(TRIES):
        about, right, wrong = mistyped(kind, 2, rng)
        text = told(kind, about, wrong)
        missed += [] if names_right(text, right, kind) else [f"{right} as {wrong}: {text}"]
    assert len(missed) <= 0.05 * TRIES, missed


@pytest.mark.parametrize("kind", KINDS)
def test_the_nearest_words_are_those_of_the_smallest_distance(kind: str) -> None:
    rng = random.Random(kind)
    for _ in range(12):
        about, _, wrong = mistyped(kind, 1, rng)
        known = sorted(rivals(kind, about))
        plain = [word.lower().replace("_", "-") for word in known]
        distances = [distance(wrong.lower().replace("_", "-"), word) for word in plain]
        closest = [word for word, far in zip(known, distances, strict=True) if far == 1]
        assert nearest(wrong, known) == closest[:3]
