"""A registry whose entries have the wrong shape: every fault, and nothing but the faults."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from codegen.load import KNOB_KEYS, load, load_file
from codegen.nodes import RegistryError

Faults = Callable[..., list[str]]

KEYS = "version, precedence, reserved, configs, commands, targets, groups, surfaces"

# name: (what is replaced, by what, the messages without the name of the file)
BAD: dict[str, tuple[str, str, list[str]]] = {
    # -- keys
    "unknown key of a knob": (
        "        min: 0\n",
        "        minimum: 0\n",
        ["25: rate: unknown key 'minimum'; did you mean min?"],
    ),
    "unknown key that is like no other": (
        "        min: 0\n",
        "        zzz: 0\n",
        [f"25: rate: unknown key 'zzz'; use one of {', '.join(KNOB_KEYS)}"],
    ),
    "unknown key with its value on the next lines": (
        "        examples: [a1]\n",
        "        exmples:\n          - a1\n        examples: [a1]\n",
        ["69: label: unknown key 'exmples'; did you mean examples?"],
    ),
    "unknown key of the registry": (
        "reserved: [pace]\n",
        "reserved: [pace]\ntarget: []\n",
        ["4: registry: unknown key 'target'; did you mean targets?"],
    ),
    "unknown key of a config": (
        "legacy: never}",
        "legacy: never, nest: [RunConfig]}",
        ["6: config: unknown key 'nest'; did you mean nests?"],
    ),
    "unknown key of a command": (
        "    program: prog_train\n",
        "    program: prog_train\n    sumary: Train.\n",
        ["10: command: unknown key 'sumary'; did you mean summary?"],
    ),
    "unknown key of a target": (
        "command: train}\n",
        "command: train, objects: x}\n",
        ["15: target: unknown key 'objects'; did you mean object?"],
    ),
    "unknown key of a group": (
        "    title: Main\n",
        "    title: Main\n    tittle: Main\n",
        ["19: group: unknown key 'tittle'; did you mean title?"],
    ),
    "unknown key of a choice": (
        '{value: plain, help: "nothing special"}',
        '{value: plain, help: "nothing special", halp: x}',
        ["38: kind: unknown key 'halp'; did you mean help?"],
    ),
    "unknown key of a surface": (
        "{class: HowConfig}",
        "{class: HowConfig, fields: x}",
        ["76: label: unknown key 'fields'; did you mean field?"],
    ),
    "unknown key of a relation": (
        "            knob: loud\n",
        "            knob: loud\n            with: {is: true}\n",
        ["61: steps: unknown key 'with'; use one of when, knob, needs, message"],
    ),
    "unknown test of a condition": (
        "needs: {is: true}",
        "needs: {iss: true}",
        ["61: steps: unknown key 'iss'; did you mean is?"],
    ),
    "unknown test of `when`": (
        "when: {is_not: null}",
        "when: {isnot: null}",
        ["59: steps: unknown key 'isnot'; did you mean is_not?"],
    ),
    "key twice in a knob": (
        "        min: 0\n",
        "        min: 0\n        min: 0.1\n",
        ["26: min: the key stands twice (first on line 25); keep one"],
    ),
    "key twice in the registry": (
        "targets:\n",
        "version: 0.2.0\ntargets:\n",
        ["14: version: the key stands twice (first on line 1); keep one"],
    ),
    "key that is no word": (
        "reserved: [pace]\n",
        "reserved: [pace]\n? [a, b]\n: c\n",
        ["4: YAML: a key is no word; write key: value"],
    ),
    "keys out of order": (
        "        min: 0\n        max: 1\n",
        "        max: 1\n        min: 0\n",
        [
            "25: rate: the key 'max' stands where 'min' belongs; write them as name, config, type, "
            "default, min, max, help, commands, target, affects, resume"
        ],
    ),
    "missing key of a knob": (
        "        help: How fast it goes.\n",
        "",
        ["21: rate: the key 'help' is missing; add help:"],
    ),
    "knob without a name": (
        "      - name: rate\n        config",
        "      - config",
        ["21: knob: the key 'name' is missing; add name:"],
    ),
    "missing key of a group": (
        "    title: Main\n",
        "",
        ["17: group: the key 'title' is missing; add title:"],
    ),
    "missing key of a command": (
        "    module: prog.train\n",
        "",
        ["8: command: the key 'module' is missing; add module:"],
    ),
    "missing key of the registry": (
        "reserved: [pace]\n",
        "",
        ["1: registry: the key 'reserved' is missing; add reserved:"],
    ),
    "choice without help": (
        '{value: plain, help: "nothing special"}',
        "{value: plain}",
        ["38: kind: the key 'help' is missing; add help:"],
    ),
    "choice without value": (
        '{value: plain, help: "nothing special"}',
        '{help: "nothing special"}',
        ["38: kind: the key 'value' is missing; add value:"],
    ),
    "sentinel without meaning": (
        '{value: null, meaning: "all"}',
        "{value: null}",
        ["52: steps: the key 'meaning' is missing; add meaning:"],
    ),
    "empty key": (
        "        aliases: [sign]\n",
        "        aliases: []\n",
        ["72: label: aliases is empty; remove it"],
    ),
    # -- kinds of values
    "entry that is not a mapping": (
        "      - name: loud\n",
        "      - noise\n\n      - name: loud\n",
        ["81: knob: 'noise' is not a mapping; write key: value"],
    ),
    "one word for a list": (
        "        counterexamples: [A1]\n",
        "        counterexamples: A1\n",
        ["70: label: 'A1' is not a list; write [a, b]"],
    ),
    "one word for the list of commands": (
        "        help: How fast it goes.\n        commands: [train]\n",
        "        help: How fast it goes.\n        commands: train\n",
        ["28: rate: 'train' is not a list; write [a, b]"],
    ),
    "number for a text": (
        "        help: Make a noise.\n",
        "        help: 5\n",
        ["85: loud: 5 is not text; put it in quotes"],
    ),
    "mapping for a text": (
        "        help: Make a noise.\n",
        "        help: {en: Make a noise.}\n",
        ["85: loud: {'en': 'Make a noise.'} is not text; put it in quotes"],
    ),
    "truth value for a name": (
        "      - name: label\n",
        "      - name: on\n",
        ["64: knob: True is not text; put it in quotes"],
    ),
    "version that YAML reads as a number": (
        "version: 0.1.0",
        "version: 0.1",
        ["1: version: 0.1 is not text; put it in quotes"],
    ),
    "bound in YAML's wrong notation": (
        "        min: 0\n",
        "        min: 1e-3\n",
        ["25: rate: min '1e-3' is not a number; write a number (1.0e-3, not 1e-3)"],
    ),
    "truth value for a bound": (
        "        max: 1\n",
        "        max: true\n",
        ["26: rate: max True is not a number; write a number (1.0e-3, not 1e-3)"],
    ),
    "infinite bound": (
        "        max: 1\n",
        "        max: .inf\n",
        ["26: rate: max inf is not finite; leave it out where there is no bound"],
    ),
    "unknown type": (
        "type: int | None",
        "type: integer | None",
        [
            "48: steps: 'integer | None' is no type; "
            'write a type such as int, float | None, list[int], int | "auto"'
        ],
    ),
    "two types at once": (
        "type: int | None",
        "type: int | float",
        [
            "48: steps: 'int | float' is no type; "
            'write a type such as int, float | None, list[int], int | "auto"'
        ],
    ),
    "word outside a closed vocabulary": (
        "        affects: io\n",
        "        affects: in\n",
        ["78: label: affects 'in' is unknown; use one of numerics, speed, io, logging"],
    ),
    "word near one of a closed vocabulary": (
        "        resume: warn\n",
        "        resume: must-match\n",
        ["79: label: resume 'must-match' is unknown; did you mean must_match?"],
    ),
    "legacy that is neither": (
        "legacy: bridged",
        "legacy: maybe",
        ["5: RunConfig: legacy 'maybe' is unknown; use one of bridged, never"],
    ),
    "stability that is unknown": (
        "        affects: io\n        resume: warn\n",
        "        affects: io\n        resume: warn\n        stability: wobbly\n",
        ["80: label: stability 'wobbly' is unknown; use one of stable, experimental, internal"],
    ),
    "target without a parameter": (
        "target: Trainer.rate",
        "target: Trainer",
        ["29: rate: target 'Trainer' names no parameter; write Object.parameter"],
    ),
    "condition with two tests": (
        "needs: {is: true}",
        "needs: {is: true, is_not: null}",
        [
            "61: steps: a condition has one test; "
            "write one of {is: V}, {is_not: V}, {in: [V, W]}, {min: V}"
        ],
    ),
    "groups that are no list": (
        "groups:\n",
        "groups: none\nmore:\n",
        [
            "16: groups: 'none' is not a list; write [a, b]",
            f"17: registry: unknown key 'more'; use one of {KEYS}",
        ],
    ),
    # -- YAML itself
    "alias of a value": (
        "        default: 0.5\n        min: 0\n",
        "        default: &half 0.5\n        min: *half\n",
        ["24: YAML: an alias repeats this value; write the value out"],
    ),
    "value that holds itself": (
        "reserved: [pace]",
        "reserved: &all [pace, *all]",
        ["3: YAML: an alias repeats this value; write the value out"],
    ),
    "tag that does not fit": (
        "        min: 0\n",
        "        min: !!int few\n",
        ["25: rate: min 'few' is not a number; write a number (1.0e-3, not 1e-3)"],
    ),
}

UNREADABLE = {
    "an open quote": (
        "version: 'x",
        1,
        "YAML: cannot be read (found unexpected end of stream); correct the syntax",
    ),
    "a bracket too few": (
        "version: 0.1.0\nreserved: [a\nconfigs: []\n",
        3,
        "YAML: cannot be read (did not find expected ',' or ']'); correct the syntax",
    ),
    "a second document": (
        "version: 0.1.0\n---\nversion: 0.1.0\n",
        2,
        "YAML: cannot be read (but found another document); correct the syntax",
    ),
    "a control character": (
        "version: 0.1.0\nreserved: [\x07]\n",
        2,
        "YAML: cannot be read (control characters are not allowed); correct the syntax",
    ),
    "an alias of nothing": (
        "version: *other\n",
        1,
        "YAML: cannot be read (found undefined alias); correct the syntax",
    ),
    "nothing": ("", 1, "registry: the file is empty; write the registry's keys"),
    "only a comment": ("# knobs\n", 1, "registry: the file is empty; write the registry's keys"),
    "a list": ("- a\n", 1, "registry: ['a'] is not a mapping; write key: value"),
    "a word": ("knobs\n", 1, "registry: 'knobs' is not a mapping; write key: value"),
}


def test_the_small_registry_has_no_faults(small_registry: str) -> None:
    registry = load(small_registry)
    assert [knob.name for knob in registry.knobs] == ["rate", "kind", "steps", "label", "loud"]


@pytest.mark.parametrize("case", BAD)
def test_a_fault_of_shape_is_told_with_place_and_cure(case: str, faults_after: Faults) -> None:
    old, new, expected = BAD[case]
    assert faults_after((old, new)) == expected


@pytest.mark.parametrize("case", UNREADABLE)
def test_text_that_holds_no_registry_is_refused(case: str) -> None:
    text, line, expected = UNREADABLE[case]
    with pytest.raises(RegistryError) as caught:
        load(text, "knobs.yaml")
    assert str(caught.value) == f"knobs.yaml:{line}: {expected}"


def test_all_faults_are_told_at_once_in_the_order_of_their_lines(faults_after: Faults) -> None:
    cases = (
        "unknown key of a config",
        "unknown key of a group",
        "bound in YAML's wrong notation",
        "number for a text",
        "one word for a list",
    )
    edits = [BAD[case][:2] for case in cases]
    lines = [message for case in cases for message in BAD[case][2]]
    numbered = [(int(number), rest) for number, _, rest in (line.partition(":") for line in lines)]
    # The line that the group gains moves what is below it.
    moved = [f"{number + (number > 19)}:{rest}" for number, rest in numbered]
    assert faults_after(*edits) == sorted(moved, key=lambda line: int(line.split(":")[0]))


def test_an_entry_that_cannot_be_read_is_no_dangling_name(faults_after: Faults) -> None:
    """What refers to it is in order; only the entry itself is at fault."""
    assert faults_after(
        ("      - name: loud\n        config: HowConfig\n", "      - name: loud\n")
    ) == ["81: loud: the key 'config' is missing; add config:"]
    assert faults_after(("{name: Trainer, object: lib.Trainer, ", "{name: Trainer, ")) == [
        "15: target: the key 'object' is missing; add object:"
    ]
    assert faults_after((", summary: How it is run.", "")) == [
        "6: config: the key 'summary' is missing; add summary:"
    ]


def test_a_file_that_cannot_be_read_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(RegistryError) as caught:
        load_file(tmp_path / "absent.yaml", "absent.yaml")
    assert str(caught.value) == (
        "absent.yaml:1: registry: cannot be read (No such file or directory); "
        "put the registry there"
    )
    latin = tmp_path / "latin.yaml"
    latin.write_bytes("version: é".encode("latin-1"))
    with pytest.raises(RegistryError) as caught:
        load_file(latin, "latin.yaml")
    assert str(caught.value) == "latin.yaml:1: registry: is not UTF-8 text; save it as UTF-8"
