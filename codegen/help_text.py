"""The help text of a command, laid out once at generation time."""

from __future__ import annotations

from typing import Any

from codegen.literals import plain_text
from codegen.schema import STABILITY, Registry
from codegen.views import KnobView, by_group
from codegen.wrapping import wrap

_WIDTH = 96
_INDENT = 30


def help_text(registry: Registry, settings: dict[str, Any], *, rare: bool = False) -> str:
    """Usage, summary, the knobs group by group, and what else the program takes.

    Rare knobs are left out but for ``rare``; their number is said then.
    """
    command = settings["command"]
    views: list[KnobView] = [
        view
        for view in settings["knobs"]
        if rare or not view.knob.rare or command.name in view.required
    ]
    left_out = len(settings["knobs"]) - len(views)
    required = [view for view in views if command.name in view.required]
    usage = " ".join(f"{view.knob.flag} {view.metavar}" for view in required)
    lines = [f"usage: {command.program} {usage} [options]", "", command.summary, ""]
    lines += [f"  {command.example}"]
    inside = by_group(views)
    for group in registry.groups:
        if group.name in inside:
            lines += ["", f"{group.title}"]
            for view in inside[group.name]:
                lines += _entry(_flag(view), _text(view, command.name))
    if settings["deprecated"]:
        lines += ["", "Deprecated"]
        for view in settings["deprecated"]:
            lines += _entry(_flag(view), _ending(registry, view, command.name))
    lines += ["", "Configuration"]
    for flag, text in COMMON:
        lines += _entry(flag, text)
    more = f"{left_out} rare knobs are shown by --help-all only. " if left_out else ""
    lines += ["", *wrap(more + _CLOSING, _WIDTH)]
    return "\n".join(lines)


def knob_text(registry: Registry, view: KnobView) -> str:
    """Everything about one knob, as ``--help KNOB`` prints it."""
    knob = view.knob
    lines = [_flag(view), *_wrapped(knob.help)]
    lines += [
        line for choice in knob.choices for line in _wrapped(f"{choice.value}: {choice.help}.")
    ]
    lines += _wrapped(knob.details) if knob.details else []
    programs = [each.program for each in registry.commands if each.name in knob.commands]
    must = [each.program for each in registry.commands if each.name in view.required]
    aliases = [word for word in view.words if word != knob.name]
    group = next(each.title for each in registry.groups if each.name == knob.group)
    facts = {
        "allowed": view.allowed,
        "default": view.default_text if knob.has_default else "none; it must be given",
        "required by": ", ".join(must) if knob.has_default else "",
        "examples": "; ".join(map(plain_text, knob.examples)),
        "group": group,
        "run file": f"{knob.name}:",
        "environment": f"PTYCHO_{knob.name.upper()}",
        "other names": ", ".join(aliases),
        "commands": ", ".join(programs),
        "affects": knob.affects,
        "on resume": _POLICIES[knob.resume],
        "stability": "" if knob.stability == STABILITY[0] else knob.stability,
    }
    for fact, text in facts.items():
        if text:
            lines += _entry(fact, text, 16)
    return "\n".join(lines)


_POLICIES = {
    "must_match": "it must be what it was",
    "warn": "it may change, with a warning",
    "free": "it may change",
}


def _wrapped(text: str) -> list[str]:
    return [f"  {line}" for line in wrap(text, _WIDTH - 2)]


COMMON = (
    ("--config FILE", "Run file (YAML, name: value); several may be given, a later one wins."),
    ("--print-config", "Print the resolved run file and stop."),
    ("--why KNOB", "Say where the value of a knob comes from and stop."),
    ("--version", "Print the version and stop."),
    ("--help", "Print this text and stop."),
    ("--help KNOB", "Print all that there is to know of a knob and stop."),
    ("--help-all", "Print this text with the rare knobs and stop."),
)
_CLOSING = (
    "Flags take hyphens or underscores and are never abbreviated. A value comes from the command "
    "line, else from the environment (PTYCHO_ and the name in capitals), else from a run file, "
    "else it is the default shown in brackets."
)


def _ending(registry: Registry, view: KnobView, command: str) -> str:
    """What takes the place of a deprecated knob."""
    end = view.knob.deprecated
    assert end is not None
    heir = registry.by_name[end.to]
    instead = f"Use {heir.flag} instead" if command in heir.commands else "Leave it out"
    return f"{instead}: {end.reason}. Gone in {end.remove_in}."


def _flag(view: KnobView) -> str:
    knob = view.knob
    if knob.type.base == "bool":
        return f"{knob.flag} | {knob.negate}"
    return f"{knob.flag} {view.metavar}"


def _text(view: KnobView, command: str) -> str:
    knob = view.knob
    parts = [knob.help]
    parts += [f"{choice.value}: {choice.help}." for choice in knob.choices]
    for sentinel in knob.sentinels:
        if sentinel.value is not None or command not in view.required:
            word = "none" if sentinel.value is None else sentinel.value
            parts.append(f"{word}: {sentinel.meaning}.")
    if command in view.required:
        parts.append("[required]")
    elif knob.has_default:
        parts.append(f"[{view.default_text}]")
    return " ".join(parts)


def _entry(flag: str, text: str, indent: int = _INDENT) -> list[str]:
    wrapped = wrap(text, _WIDTH - indent)
    head = f"  {flag}"
    if len(head) <= indent - 2:
        first = f"{head:<{indent}}{wrapped[0]}"
        return [first, *(" " * indent + line for line in wrapped[1:])]
    return [head, *(" " * indent + line for line in wrapped)]
