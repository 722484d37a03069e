"""Everything the registry knows of one knob, and where it appears."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from codegen.coverage import wanted
from codegen.literals import yaml_text
from codegen.reader import nearest
from codegen.schema import Condition, Knob, Registry, Relation
from codegen.views import KnobView

_WIDTH = 14
_SKIPPED = {".git", ".venv", "__pycache__", "demo", "build", "dist", "node_modules"}
_SUFFIXES = {".py", ".md", ".yaml", ".json", ".toml", ".jinja", ".bash", ".zsh", ".fish"}


class UnknownKnob(ValueError):
    """No knob answers to a word; the message names the nearest."""


def explain(root: Path, registry: Registry, word: str) -> str:
    """What is known of the knob that a name, flag, alias, variable or legacy key belongs to.

    Raises UnknownKnob.
    """
    knob = _find(registry, word)
    rows = [*_value(knob), *_words(knob), *_wiring(registry, knob), *_life(knob)]
    rows += [
        (f"need ({each.need})", f"{each.target}.{each.parameter}")
        for each in wanted(root, registry)
        if each.knob == knob.name
    ]
    lines = [f"{knob.name}: {knob.help}", *([knob.details.strip()] if knob.details else []), ""]
    lines += [f"{head:<{_WIDTH}}{text}" for head, text in rows if text]
    lines += ["", "appears in", *(f"  {line}" for line in _appearances(root, knob))]
    return "\n".join(lines)


def _find(registry: Registry, word: str) -> Knob:
    spoken = word.lstrip("-").replace("-", "_")
    spoken = spoken.removeprefix("PTYCHO_").lower() if word.startswith("PTYCHO_") else spoken
    answers: dict[str, Knob] = {}
    for knob in registry.knobs:
        for known in (
            *KnobView(knob).words,
            knob.legacy,
            knob.negate.lstrip("-").replace("-", "_"),
        ):
            answers.setdefault(known, knob)
    answers.pop("", None)
    if spoken not in answers:
        raise UnknownKnob(f"there is no knob {word!r}; {nearest(spoken, answers)}")
    return answers[spoken]


def _value(knob: Knob) -> Iterator[tuple[str, str]]:
    view = KnobView(knob)
    yield "type", view.type_text
    yield "default", yaml_text(knob.default) if knob.has_default else "none: it must be given"
    yield "allowed", view.allowed
    for choice in knob.choices:
        yield "", f"  {choice.value}: {choice.help}"
    for sentinel in knob.sentinels:
        yield "", f"  {yaml_text(sentinel.value)}: {sentinel.meaning}"
    yield "examples", ", ".join(map(yaml_text, knob.examples))
    yield "refused", ", ".join(map(yaml_text, knob.counterexamples))


def _words(knob: Knob) -> Iterator[tuple[str, str]]:
    view = KnobView(knob)
    yield "flag", " ".join(flag for flag, _ in view.flags)
    yield "run file", " ".join(view.words)
    yield "environment", f"PTYCHO_{knob.name.upper()}"
    yield "commands", ", ".join(knob.commands)
    yield "required by", ", ".join(view.required)


def _wiring(registry: Registry, knob: Knob) -> Iterator[tuple[str, str]]:
    yield "group", knob.group
    yield "fields", ", ".join(f"{home}.{knob.name}" for home in knob.homes)
    for link in knob.links:
        yield "same as", f"{link.surface}.{link.field}"
    bridged = [home for home in knob.homes if registry.config(home).legacy == "bridged"]
    yield "params.cfg", (knob.legacy or knob.name) if bridged else "never reaches it"
    objects = {target.name: target.object for target in registry.targets}
    for owner, parameter in knob.targets:
        yield "lands in", f"{parameter} of {objects[owner]}"
    for target in registry.targets:
        if target.passthrough and knob.name == f"{target.passthrough}_arg":
            yield "lands in", f"further parameters of {target.object}"
    yield "read by", knob.consumer
    for relation in knob.relations:
        yield "relation", _relation(relation)
    for other in registry.knobs:
        for relation in other.relations:
            if relation.other == knob.name:
                yield "relation of", f"{other.name}: {_relation(relation)}"


def _relation(relation: Relation) -> str:
    when = "not at its default" if relation.when is None else _condition(relation.when)
    verb = "forbids" if relation.forbids else "requires"
    return f"when {when}, {verb} {relation.other} {_condition(relation.test)}: {relation.message}"


def _condition(condition: Condition) -> str:
    words = {"is": "is", "is_not": "is not", "in": "is one of", "min": "is at least"}
    return f"{words[condition.op]} {yaml_text(condition.value)}"


def _life(knob: Knob) -> Iterator[tuple[str, str]]:
    yield "affects", knob.affects
    yield "on resume", knob.resume
    yield "since", knob.since
    yield "stability", knob.stability
    yield "rare", "yes: shown by --help-all only" if knob.rare else ""
    yield "once", "yes: a run that goes on does not take it over" if knob.once else ""
    yield "machine", "yes: the default beats the checkpoint" if knob.machine else ""
    yield "entry", f"spec/knobs.yaml:{knob.line}"


def _appearances(root: Path, knob: Knob) -> Iterator[str]:
    """``file:line, line, ...`` of each file that names the knob, its flag or its variable."""
    flag = re.escape(knob.flag[2:]).replace("\\-", "[-_]")
    pattern = re.compile(
        rf"(?<![\w-])(?:{re.escape(knob.name)}|--{flag}|PTYCHO_{knob.name.upper()})(?![\w-])"
    )
    for path in sorted(root.rglob("*")):
        inside = path.relative_to(root)
        hidden = any(part.startswith(".") and part != ".ci" for part in inside.parts)
        if hidden or _SKIPPED & set(inside.parts) or path.suffix not in _SUFFIXES:
            continue
        lines = [
            str(number)
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
            if pattern.search(line)
        ]
        if lines:
            shown = ", ".join(lines[:8]) + (", ..." if len(lines) > 8 else "")
            yield f"{inside.as_posix()}:{shown}"
