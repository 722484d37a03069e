"""What an entry says of its values does not make sense: every fault, and nothing but the faults."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Faults = Callable[..., list[str]]
Edit = tuple[str, str]

# name: (what is replaced, by what, the messages without the name of the file)
BAD: dict[str, tuple[Edit, list[str]]] = {
    # -- keys that mean nothing for the type
    "bound of a text": (
        ("        pattern: '[a-z][0-9]'\n", "        min: 0\n        pattern: '[a-z][0-9]'\n"),
        ["67: label: min means nothing for str; remove it"],
    ),
    "pattern of a number": (
        ("        min: 1\n", "        min: 1\n        pattern: '[0-9]'\n"),
        ["51: steps: a pattern means nothing for int; remove it"],
    ),
    "length of what is no list": (
        ("        min: 1\n", "        min: 1\n        length: 2\n"),
        ["51: steps: a length means nothing without a list; remove it"],
    ),
    "length of nothing": (
        (
            "type: int | None\n        default: null\n        min: 1\n",
            "type: list[int] | None\n        default: null\n        min: 1\n        length: 0\n",
        ),
        ["51: steps: length 0 is no number of values; write 1 or more"],
    ),
    "choices of a number": (
        ("        sentinels:\n", "        choices: [{value: a, help: b}]\n        sentinels:\n"),
        ["51: steps: choices mean nothing for int; remove them or make the type enum"],
    ),
    "bounds open and closed": (
        ("        min: 0\n", "        min: 0\n        above: -1\n"),
        ["26: rate: above stands beside min; keep one"],
    ),
    # -- default, choices, range
    "default of the wrong type": (
        ("default: plain", "default: 3"),
        ["36: kind: default: 3 is not of type enum; correct the default or the range"],
    ),
    "default out of range": (
        ("default: 0.5", "default: 1.5"),
        ["24: rate: default: 1.5 is above 1; correct the default or the range"],
    ),
    "default not among the choices": (
        ("default: plain", "default: simple"),
        [
            "36: kind: default: 'simple' is not one of plain, fancy; "
            "correct the default or the range"
        ],
    ),
    "default in YAML's wrong notation": (
        ("default: 0.5", "default: 1e-3"),
        [
            "24: rate: default: '1e-3' is text to YAML (write 1.0e-3, not 1e-3 and not in quotes); "
            "correct the default or the range"
        ],
    ),
    "whole number for a float": (
        ("default: 0.5", "default: 1"),
        ["24: rate: default: 1 is a whole number (write 1.0); correct the default or the range"],
    ),
    "default that is not finite": (
        ("default: 0.5", "default: .nan"),
        ["24: rate: default: nan is not finite; correct the default or the range"],
    ),
    "null where it is no value": (
        ("default: plain", "default: null"),
        ["36: kind: default: null is not a value of this type; correct the default or the range"],
    ),
    "truth value for a word": (
        ("default: plain", "default: off"),
        [
            "36: kind: default: False is a truth value to YAML (on, off, yes and no need quotes); "
            "correct the default or the range"
        ],
    ),
    "choice that YAML reads as a truth value": (
        ("{value: fancy,", "{value: off,"),
        ["37: kind: choice False is not text to YAML; put it in quotes"],
    ),
    "choice twice": (
        ("{value: fancy,", "{value: plain,"),
        ["37: kind: choice 'plain' stands twice; keep one"],
    ),
    "choice with empty help": (
        ('help: "with trimmings"', 'help: ""'),
        ["37: kind: choice 'fancy' has no help; say what it means"],
    ),
    "choice that reads like null": (
        (
            "type: enum\n        default: plain\n        choices:\n"
            '          - {value: plain, help: "nothing special"}\n'
            '          - {value: fancy, help: "with trimmings"}\n',
            "type: enum | None\n        default: plain\n        choices:\n"
            '          - {value: plain, help: "nothing special"}\n'
            '          - {value: none, help: "with trimmings"}\n'
            '        sentinels: [{value: null, meaning: "no looks"}]\n',
        ),
        ["37: kind: choice 'none' reads like null; choose another word"],
    ),
    "enum without choices": (
        (
            '        choices:\n          - {value: plain, help: "nothing special"}\n'
            '          - {value: fancy, help: "with trimmings"}\n',
            "",
        ),
        ["35: kind: type enum without choices; add choices"],
    ),
    "empty range": (
        ("min: 0\n        max: 1", "min: 2\n        max: 1"),
        ["26: rate: no value is between min 2 and max 1; correct the range"],
    ),
    "open range that holds nothing": (
        ("min: 0\n        max: 1", "above: 0.5\n        below: 0.5"),
        ["26: rate: no value is between above 0.5 and below 0.5; correct the range"],
    ),
    "open bound of a whole number": (
        ("        min: 1\n", "        above: 0\n"),
        ["50: steps: above 0 is open, but int counts in steps; use min"],
    ),
    "broken bound of a whole number": (
        ("        min: 1\n", "        min: 0.5\n"),
        ["50: steps: min 0.5 is not a whole number; write a whole number"],
    ),
    "pattern that is none": (
        ("pattern: '[a-z][0-9]'", "pattern: '[a-z'"),
        [
            "67: label: '[a-z' is no regular expression "
            "(unterminated character set at position 0); correct it"
        ],
    ),
    "pattern without any value to go by": (
        ("        examples: [a1]\n", ""),
        ["67: label: a pattern without a default needs an example; add examples:"],
    ),
    "null whose meaning is not said": (
        ('        sentinels:\n          - {value: null, meaning: "all"}\n', ""),
        ["48: steps: what null means is not said; add it to sentinels"],
    ),
    "word whose meaning is not said": (
        ("type: int | None", 'type: int | "auto" | None'),
        ["48: steps: what 'auto' means is not said; add it to sentinels"],
    ),
    "meaning of a null that is no value": (
        ("type: int | None\n        default: null", "type: int\n        default: 3"),
        [
            "51: steps: null is not a value of this type; "
            "add `| None` to the type or remove the sentinel",
            "59: steps: relation to loud: null is not a value of this type; correct the condition",
        ],
    ),
    "sentinel of another type": (
        ('meaning: "all"}', 'meaning: "all"}\n          - {value: 0.5, meaning: "half"}'),
        ["51: steps: sentinel: 0.5 is not of type int; write a value of the type"],
    ),
    "sentinel that is a word of no type": (
        ('meaning: "all"}', 'meaning: "all"}\n          - {value: most, meaning: "nearly"}'),
        ["51: steps: sentinel 'most' is no word of the type; add `| \"most\"` to the type"],
    ),
    "sentinel that is not finite": (
        (
            "default: 0.5\n        min: 0\n        max: 1\n",
            "default: 0.5\n        min: 0\n        max: 1\n"
            '        sentinels: [{value: .inf, meaning: "no end"}]\n',
        ),
        ['27: rate: sentinel inf is not finite; use null or a word, such as `| "all"`'],
    ),
    "sentinel twice": (
        ('meaning: "all"}', 'meaning: "all"}\n          - {value: null, meaning: "each"}'),
        ["51: steps: sentinel None stands twice; keep one"],
    ),
    "sentinel of a truth value": (
        ("help: Make a noise.", 'sentinels: [{value: false, meaning: "hush"}]\n        help: A.'),
        ["85: loud: sentinel False means nothing for this type; say it in help or choices"],
    ),
    "example that is refused": (
        ("examples: [a1]\n        counter", "examples: [a12]\n        counter"),
        ["69: label: example: 'a12' does not match [a-z][0-9]; correct the example or the range"],
    ),
    "counterexample that is allowed": (
        ("counterexamples: [A1]", "counterexamples: [a1]"),
        ["70: label: counterexample 'a1' is allowed; remove it"],
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_a_fault_of_values_is_told_with_place_and_cure(case: str, faults_after: Faults) -> None:
    edit, expected = BAD[case]
    assert faults_after(edit) == expected
