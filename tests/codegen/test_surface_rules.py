"""Classes of the original in a registry: every fault of them, and nothing but the faults."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from codegen.load import load

Faults = Callable[..., list[str]]

TAIL = "        affects: logging\n        resume: free\n"
SURFACES = """\
surfaces:
  - name: RunConfig
    summary: Further fields.
    fields:
      - {name: big, type: bool, default: true, legacy: is.big, no_effect: it is always big}
  - name: torch.Net
    summary: A network.
    fields:
      - {name: depth, type: "list[int]", default: [1, 2], no_effect: there is no depth}
"""
LINKS = """\
        surfaces:
          - {class: torch.Net, field: noisy}
          - {class: torch.Net, values: [[1, true], [0, false]], default: null, why: noisy says it}
"""
AT = "        negate: --silent\n        commands: [train]\n"


@pytest.fixture
def linked(small_registry: str) -> str:
    """The small registry with a linked and a passive field."""
    text = small_registry.replace(AT, AT + LINKS) + SURFACES
    load(text)
    return text


# name: (what is replaced, by what, the messages without the name of the file)
BAD: dict[str, tuple[str, str, list[str]]] = {
    "class that is none": (
        "- name: torch.Net\n",
        "- name: Nett\n",
        [
            "89: loud: the class 'torch.Net' is unknown; use one of Nett, RunConfig",
            "90: loud: the class 'torch.Net' is unknown; use one of Nett, RunConfig",
            "99: Nett: is no config and no class torch.Name; use one of HowConfig, RunConfig",
        ],
    ),
    "class named twice": (
        "- name: torch.Net\n",
        "- {name: torch.Net, summary: Twice., fields: []}\n  - name: torch.Net\n",
        ["100: torch.Net: torch.Net is named already (line 99); say it once"],
    ),
    "unknown class of a link": (
        "{class: torch.Net, field: noisy}",
        "{class: torch.Nett, field: noisy}",
        ["89: loud: the class 'torch.Nett' is unknown; did you mean torch.Net?"],
    ),
    "field said twice": (
        "field: noisy}",
        "field: loud}",
        ["90: loud: torch.Net has the field already (line 89); say it once"],
    ),
    "field that a knob has": (
        "{name: big,",
        "{name: label,",
        ["98: label: RunConfig has the field already (line 64); say it once"],
    ),
    "field that is no identifier": (
        "{name: big,",
        "{name: so big,",
        ["98: so big: 'so big' is no identifier; write a word"],
    ),
    "no reason": (
        "no_effect: it is always big}",
        'no_effect: ""}',
        ["98: big: why it has no effect is not said; say it in no_effect"],
    ),
    "default of another type": (
        "type: bool, default: true",
        "type: bool, default: 1",
        ["98: big: default: 1 is not of type bool; correct the default or the type"],
    ),
    "type of its own": (
        "type: bool, default: true",
        "type: enum, default: true",
        [
            "98: big: 'enum' is no type of a field without effect; "
            "write a type such as int, float | None, list[int]"
        ],
    ),
    "legacy key that is the name": (
        "legacy: is.big",
        "legacy: big",
        ["98: big: legacy is the key without it as well; remove it"],
    ),
    "legacy key of a class that is not ours": (
        "default: [1, 2],",
        "default: [1, 2], legacy: x,",
        ["102: depth: legacy means nothing here; remove it"],
    ),
    "legacy key of a knob": (
        "legacy: is.big",
        "legacy: old_label",
        ["98: big: the key 'old_label' of params.cfg is label's; choose another legacy key"],
    ),
    "unknown converter": (
        "field: noisy}",
        "field: noisy, converter: squared}",
        ["89: loud: the converter 'squared' is unknown; did you mean square?"],
    ),
    "converter that does not fit": (
        "field: noisy}",
        "field: noisy, converter: square}",
        [
            "89: loud: torch.Net.noisy cannot say the default True; "
            "give the field a default, and say why"
        ],
    ),
    "values and a converter": (
        "values: [[1, true]",
        "converter: square, values: [[1, true]",
        ["90: loud: values stand beside a converter; keep one"],
    ),
    "values that are no pairs": (
        "[[1, true], [0, false]]",
        "[[1, true], 0]",
        ["90: loud: 0 is no pair; write [word of the field, our value]"],
    ),
    "value that the knob does not have": (
        "[0, false]]",
        "[0, maybe]]",
        ["90: loud: values: 'maybe' is not of type bool; correct the value"],
    ),
    "word that stands twice": (
        "[0, false]]",
        "[1, false]]",
        ["90: loud: values: a word stands twice; keep one"],
    ),
    "default that differs without a reason": (
        "field: noisy}",
        "field: noisy, default: false}",
        ["89: loud: the default False differs from that of the knob; say why"],
    ),
    "default that does not differ": (
        "field: noisy}",
        "field: noisy, default: true, why: so}",
        ["89: loud: default is that of the knob as well; remove it"],
    ),
    "default that is no value": (
        "field: noisy}",
        "field: noisy, default: 3, why: so}",
        ["89: loud: default: 3 is not of type bool; correct the default"],
    ),
    "default that is no word": (
        "default: null, why: noisy says it",
        "default: 3, why: so",
        ["90: loud: default: 3 means nothing to the converter; correct the default"],
    ),
    "reason without a difference": (
        "field: noisy}",
        "field: noisy, why: so}",
        ["89: loud: why is said, but the default does not differ; remove it"],
    ),
    "keys of another class's field for our own": (
        "{class: torch.Net, field: noisy}",
        "{class: RunConfig, field: noisy}",
        ["89: loud: field means nothing for our own class RunConfig; remove it"],
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_surface_gives_exactly_its_messages(
    name: str, linked: str, faults_in: Callable[[str], list[str]]
) -> None:
    old, new, messages = BAD[name]
    assert linked.count(old) == 1, old
    assert faults_in(linked.replace(old, new)) == messages


def test_a_knob_without_a_default_needs_one_for_the_field(
    linked: str, faults_in: Callable[[str], list[str]]
) -> None:
    old = "          - {class: HowConfig}\n"
    text = linked.replace(old, old + "          - {class: torch.Net}\n")
    assert faults_in(text) == ["77: label: the field has no default; add default: and why:"]
