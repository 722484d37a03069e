"""A registry whose entries do not make sense together: every fault, and nothing but the faults."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from codegen.load import load

Faults = Callable[..., list[str]]
Edit = tuple[str, str]

RATE_TAIL = "        target: Trainer.rate\n        affects: numerics\n        resume: free\n"
RELATION = (
    "          - when: {is_not: null}\n"
    "            knob: loud\n"
    "            needs: {is: true}\n"
    "            message: steps are taken aloud\n"
)


def relation(when: str, knob: str, needs: str) -> Edit:
    """The relation of `steps` with other conditions; a condition that is empty is left out."""
    head = f"          - when: {when}\n            " if when else "          - "
    rest = f"            needs: {needs}\n            message: steps are taken aloud\n"
    return RELATION, f"{head}knob: {knob}\n{rest}"


def rate(tail: str) -> Edit:
    """The end of `rate` with more keys."""
    return RATE_TAIL, RATE_TAIL + tail


# name: (what is replaced, by what, the messages without the name of the file)
BAD: dict[str, tuple[Edit, list[str]]] = {
    # -- names
    "knob name twice": (
        ("      - name: kind\n", "      - name: rate\n"),
        ["33: rate: the knob name is taken (line 21); choose another knob name"],
    ),
    "reserved name": (
        ("name: rate\n", "name: pace\n"),
        ["21: pace: the name 'pace' is reserved: it was a knob once; choose another name"],
    ),
    "reserved alias": (
        ("aliases: [sign]", "aliases: [pace]"),
        ["64: label: the name 'pace' is reserved: it was a knob once; choose another name"],
    ),
    "name that is no identifier": (
        ("name: rate\n", "name: the rate\n"),
        ["21: the rate: the name 'the rate' is no identifier; write a snake_case word"],
    ),
    "name that Python keeps for itself": (
        ("name: rate\n", "name: lambda\n"),
        ["21: lambda: the name 'lambda' is no identifier; write a snake_case word"],
    ),
    "alias that is another's name": (
        ("aliases: [sign]", "aliases: [kind]"),
        ["64: label: the spelling 'kind' belongs to kind; choose another flag or alias"],
    ),
    "alias that differs in case only": (
        ("aliases: [sign]", "aliases: [KIND]"),
        ["64: label: the spelling 'KIND' belongs to kind; choose another flag or alias"],
    ),
    "alias that is no word": (
        ("aliases: [sign]", "aliases: [si-gn]"),
        ["72: si-gn: the alias 'si-gn' is no identifier; write a snake_case word"],
    ),
    "flag that is another's": (
        ("flag: --tag", "flag: --rate"),
        ["64: label: the spelling 'rate' belongs to rate; choose another flag or alias"],
    ),
    "off flag that is another's": (
        ("negate: --silent", "negate: --sign"),
        ["81: loud: the spelling 'sign' belongs to label; choose another flag or alias"],
    ),
    "flag that every command has": (
        ("flag: --tag", "flag: --config"),
        ["64: label: the spelling 'config' belongs to every command; choose another flag or alias"],
    ),
    "flag that is no flag": (
        ("flag: --tag", "flag: -t"),
        ["71: label: '-t' is no flag; write --words-with-hyphens"],
    ),
    "help that is no sentence": (
        ("help: Make a noise.", "help: Make a noise"),
        ["85: loud: help 'Make a noise' is not one sentence; end it with a full stop"],
    ),
    "version that is none": (
        rate("        since: 2026-11-23\n"),
        ["32: rate: '2026-11-23' is not a semantic version; write major.minor.patch"],
    ),
    # -- keys that do nothing
    "flag that is the flag anyway": (
        ("flag: --tag", "flag: --label"),
        ["71: label: flag is the flag without it as well; remove it"],
    ),
    "alias that is the name": (
        ("aliases: [sign]", "aliases: [label]"),
        ["72: label: aliases repeats the name or the flag; remove it"],
    ),
    "legacy key that is the key anyway": (
        ("legacy: old_label", "legacy: label"),
        ["74: label: legacy is the key without it as well; remove it"],
    ),
    "legacy key where nothing is bridged": (
        (
            "        commands: [train]\n" + RATE_TAIL,
            "        commands: [train]\n        legacy: old_rate\n" + RATE_TAIL,
        ),
        ["29: rate: HowConfig never reaches params.cfg; remove the legacy key"],
    ),
    "off flag of what is never on": (
        ("flag: --tag", "flag: --tag\n        negate: --untag"),
        ["72: label: negate means nothing for str; remove it"],
    ),
    "required although there is no default": (
        ("pattern: '[a-z][0-9]'", "required: [train]\n        pattern: '[a-z][0-9]'"),
        ["67: label: required means nothing without a default; remove it"],
    ),
    "version of the first registry": (
        rate("        since: 0.1.0\n"),
        ["32: rate: since is the version without it as well; remove it"],
    ),
    "stable like all others": (
        rate("        stability: stable\n"),
        ["32: rate: stability is the word without it as well; remove it"],
    ),
    # -- where it is, who reads it
    "unknown config": (
        ("        config: RunConfig\n", "        config: RunConfg\n"),
        ["65: label: config 'RunConfg' is unknown; did you mean RunConfig?"],
    ),
    "unknown surface": (
        ("{class: HowConfig}", "{class: Elsewhere}"),
        ["75: label: surface class 'Elsewhere' is unknown; use one of HowConfig, RunConfig"],
    ),
    "surface that is home already": (
        ("{class: HowConfig}", "{class: RunConfig}"),
        ["75: label: a class is named twice; name each once"],
    ),
    "unknown command": (
        (
            "help: Make a noise.\n        negate: --silent\n        commands: [train]",
            "help: Make a noise.\n        negate: --silent\n        commands: [tarin]",
        ),
        [
            "87: loud: command 'tarin' is unknown; did you mean train?",
        ],
    ),
    "no command": (
        ("commands: [train]\n        legacy", "commands: []\n        legacy"),
        ["73: label: no command takes it; name at least one command"],
    ),
    "required by another command": (
        ("        default: true\n", "        default: true\n        required: [infer]\n"),
        ["85: loud: required: command 'infer' is unknown; use one of train"],
    ),
    "command that has none of the configs": (
        ("    configs: [RunConfig, HowConfig]\n", "    configs: [RunConfig]\n"),
        [
            f"{line}: {name}: the command train has none of its configs (HowConfig); "
            "add a surface or drop the command"
            for line, name in ((28, "rate"), (41, "kind"), (54, "steps"), (87, "loud"))
        ],
    ),
    "unknown target": (
        ("target: Trainer.rate", "target: Trainr.rate"),
        ["29: rate: target 'Trainr' is unknown; did you mean Trainer?"],
    ),
    "target that no knob reaches": (
        (
            "targets:\n",
            "  - {name: infer, program: p, module: p.i, summary: I., configs: [], example: p}\n"
            "targets:\n  - {name: Reader, object: lib.Reader, command: infer}\n",
        ),
        ["16: Reader: no knob reaches the target; remove it"],
    ),
    "target that two knobs reach": (
        ("target: Trainer.steps", "target: Trainer.rate"),
        ["55: steps: Trainer.rate receives the value of rate already; choose another parameter"],
    ),
    "target whose parameter is no name": (
        ("target: Trainer.steps", "target: Trainer.max-steps"),
        ["55: max-steps: the parameter 'max-steps' is no identifier; write a snake_case word"],
    ),
    "nothing reads it": (
        ("        consumer: prog.train.run\n        affects: logging", "        affects: logging"),
        ["81: loud: nothing reads it; give it a target or a consumer"],
    ),
    "reader that is no path": (
        (
            "consumer: prog.train.run\n        affects: logging",
            "consumer: run\n        affects: logging",
        ),
        ["88: loud: 'run' is no dotted path; write package.module.name"],
    ),
    # -- relations
    "relation to an unknown knob": (
        relation("{is_not: null}", "lout", "{is: true}"),
        ["59: steps: related knob 'lout' is unknown; did you mean loud?"],
    ),
    "relation to itself": (
        relation("{is_not: null}", "steps", "{min: 2}"),
        ["59: steps: the relation is to the knob itself; use min, max, choices"],
    ),
    "condition that the other knob cannot meet": (
        relation("{is_not: null}", "loud", "{is: 1}"),
        ["59: steps: relation to loud: 1 is not of type bool; correct the condition"],
    ),
    "condition that this knob cannot meet": (
        relation("{is: 0}", "loud", "{is: true}"),
        ["59: steps: relation to loud: 0 is below 1; correct the condition"],
    ),
    "lower bound of what is no number": (
        relation("{is_not: null}", "loud", "{min: 1}"),
        ["59: steps: relation to loud: loud is not a number; correct the condition"],
    ),
    "lower bound that is no number": (
        relation("{min: few}", "loud", "{is: true}"),
        ["59: steps: relation to loud: 'few' is not a number; correct the condition"],
    ),
    "one value where several are meant": (
        relation("{is_not: null}", "kind", "{in: plain}"),
        ["59: steps: relation to kind: 'plain' is not a list; correct the condition"],
    ),
    "relation without `when` and without a default": (
        (
            "        consumer: prog.train.run\n        affects: io\n        resume: warn\n",
            "        consumer: prog.train.run\n        affects: io\n        resume: warn\n"
            "        requires: [{knob: loud, needs: {is: true}, message: say it}]\n",
        ),
        ["80: label: a relation without `when` needs a default; add when:"],
    ),
    "relation that the defaults break": (
        relation("{is: null}", "kind", "{is: fancy}"),
        [
            "59: steps: the defaults of it and kind break the relation; "
            "change a default or the condition"
        ],
    ),
    "relation that nothing satisfies": (
        relation("{is_not: null}", "rate", "{min: 2}"),
        [
            "59: steps: no value of rate is known to satisfy the relation; "
            "add one to the examples of rate"
        ],
    ),
    # -- the head
    "version of the registry": (
        ("version: 0.1.0", "version: v1"),
        ["1: version: 'v1' is not a semantic version; write major.minor.patch"],
    ),
    "layers in a wrong order": (
        ("[default, checkpoint,", "[checkpoint, default,"),
        [
            "2: precedence: the layers checkpoint, default, run_file, environment, command_line, "
            "execution_config, override are not the known ones; order default, checkpoint, "
            "run_file, environment, command_line, execution_config, override; default comes first"
        ],
    ),
    "layer that is unknown": (
        (", override]", ", override, oracle]"),
        [
            "2: precedence: the layers default, checkpoint, run_file, environment, command_line, "
            "execution_config, override, oracle are not the known ones; order default, "
            "checkpoint, run_file, environment, command_line, execution_config, override; "
            "default comes first"
        ],
    ),
    "config name twice": (
        ("commands:\n", "  - {name: RunConfig, field: a, summary: A., legacy: never}\ncommands:\n"),
        ["7: RunConfig: the config name is taken (line 5); choose another config name"],
    ),
    "config field twice": (
        ("field: how,", "field: run,"),
        ["6: run: the config field is taken (line 5); choose another config field"],
    ),
    "program twice": (
        (
            "targets:\n",
            "  - {name: b, program: prog_train, module: p.b, summary: B, configs: [], example: b}\n"
            "targets:\n",
        ),
        ["14: prog_train: the program is taken (line 8); choose another program"],
    ),
    "group name twice": (
        ("groups:\n", "groups:\n  - {name: main, title: More, summary: More., knobs: []}\n"),
        ["18: main: the group name is taken (line 17); choose another group name"],
    ),
    "unknown nested config": (
        ("summary: What is run., legacy: bridged", "summary: A., legacy: bridged, nests: [Inner]"),
        ["5: RunConfig: nested config 'Inner' is unknown; use one of HowConfig, RunConfig"],
    ),
    "config that nests itself": (
        ("legacy: never}", "legacy: never, nests: [HowConfig]}"),
        ["6: HowConfig: the nested config 'HowConfig' nests others itself; nest one level deep"],
    ),
    "nested config with a field that must be given": (
        ("legacy: never}", "legacy: never, nests: [RunConfig]}"),
        ["64: label: RunConfig is nested, and a field of it has no default; add default:"],
    ),
    "config of a command that is unknown": (
        ("configs: [RunConfig, HowConfig]", "configs: [RunConfig, HowConfig, Other]"),
        ["8: train: config 'Other' is unknown; use one of HowConfig, RunConfig"],
    ),
    "program that cannot be called": (
        ("program: prog_train", "program: prog train"),
        ["8: train: 'prog train' is no name of a program; write_it_like_this"],
    ),
    "module that is no path": (
        ("module: prog.train", "module: train"),
        ["8: train: 'train' is no dotted path; write package.module.name"],
    ),
    "command of a target that is unknown": (
        ("object: lib.Trainer, command: train", "object: lib.Trainer, command: trian"),
        ["15: Trainer: command 'trian' is unknown; did you mean train?"],
    ),
    "target that is no path": (
        ("object: lib.Trainer", "object: Trainer"),
        ["15: Trainer: 'Trainer' is no dotted path; write package.module.name"],
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_a_fault_of_meaning_is_told_with_place_and_cure(case: str, faults_after: Faults) -> None:
    edit, expected = BAD[case]
    assert faults_after(edit) == expected


def test_two_knobs_cannot_write_one_key_of_the_legacy_dictionary(faults_after: Faults) -> None:
    """One that is not bridged may: it never gets there."""
    assert faults_after(
        ("summary: How it is run., legacy: never}", "summary: How it is run., legacy: bridged}"),
        (
            "commands: [train]\n" + RATE_TAIL,
            "commands: [train]\n        legacy: old_label\n" + RATE_TAIL,
        ),
    ) == ["75: label: the key 'old_label' of params.cfg is rate's; choose another legacy key"]


def test_a_knob_that_is_not_bridged_takes_no_legacy_key(small_registry: str) -> None:
    assert load(small_registry.replace("legacy: old_label", "legacy: rate")).knobs


def test_a_surface_that_is_bridged_may_have_a_legacy_key(small_registry: str) -> None:
    moved = small_registry.replace("config: RunConfig\n", "config: HowConfig\n")
    text = moved.replace("{class: HowConfig}", "{class: RunConfig}")
    assert load(text).by_name["label"].legacy == "old_label"


def test_a_target_of_another_command_is_a_fault(faults_after: Faults) -> None:
    command = "  - {name: infer, program: p, module: p.i, summary: I., configs: [], example: p}\n"
    target = "  - {name: Reader, object: lib.Reader, command: infer}\n"
    assert faults_after(
        ("targets:\n", command + "targets:\n" + target), ("Trainer.steps", "Reader.steps")
    ) == ["57: steps: the target Reader belongs to the command infer; add infer to commands"]


def test_knobs_that_never_meet_cannot_be_related(faults_after: Faults) -> None:
    command = (
        "{name: infer, program: p, module: p.i, summary: I., configs: [HowConfig], example: p}"
    )
    loud = "negate: --silent\n        commands: [train]"
    assert faults_after(
        ("targets:\n", f"  - {command}\ntargets:\n"), (loud, loud.replace("train", "infer"))
    ) == ["60: steps: no command takes both it and loud; remove the relation"]


def test_a_knob_cannot_have_the_name_of_a_nested_config(faults_after: Faults) -> None:
    assert faults_after(
        ("legacy: never}", "legacy: never, nests: [RunConfig]}"),
        ("name: rate\n", "name: run\n"),
        ("        pattern: '[a-z][0-9]'\n", "        default: a1\n        pattern: '[a-z][0-9]'\n"),
    ) == [
        "21: run: the name is that of the nested config RunConfig in HowConfig; choose another name"
    ]


def test_faults_of_shape_and_meaning_are_told_together(faults_after: Faults) -> None:
    edits = [
        ("        max: 1\n", "        maxx: 1\n"),
        ("default: 0.5", "default: -0.5"),
        ("aliases: [sign]", "aliases: [kind]"),
        ("counterexamples: [A1]", "counterexamples: [a1]"),
    ]
    assert faults_after(*edits) == [
        "24: rate: default: -0.5 is below 0; correct the default or the range",
        "26: rate: unknown key 'maxx'; did you mean max?",
        "64: label: the spelling 'kind' belongs to kind; choose another flag or alias",
        "70: label: counterexample 'a1' is allowed; remove it",
    ]
