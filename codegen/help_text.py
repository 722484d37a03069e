"""The help text of a command, laid out once at generation time."""

from __future__ import annotations

from typing import Any

from codegen.schema import Registry
from codegen.views import KnobView, by_group
from codegen.wrapping import wrap

_WIDTH = 96
_INDENT = 30


def help_text(registry: Registry, settings: dict[str, Any]) -> str:
    """Usage, summary, the knobs group by group, and what else the program takes."""
    command = settings["command"]
    views: list[KnobView] = settings["knobs"]
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
    lines += ["", "Configuration"]
    for flag, text in COMMON:
        lines += _entry(flag, text)
    lines += ["", *wrap(_CLOSING, _WIDTH)]
    return "\n".join(lines)


COMMON = (
    ("--config FILE", "Run file (YAML, name: value); several may be given, a later one wins."),
    ("--print-config", "Print the resolved run file and stop."),
    ("--why KNOB", "Say where the value of a knob comes from and stop."),
    ("--version", "Print the version and stop."),
    ("--help", "Print this text and stop."),
)
_CLOSING = (
    "Flags take hyphens or underscores and are never abbreviated. A value comes from the command "
    "line, else from the environment (PTYCHO_ and the name in capitals), else from a run file, "
    "else it is the default shown in brackets."
)


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


def _entry(flag: str, text: str) -> list[str]:
    wrapped = wrap(text, _WIDTH - _INDENT)
    head = f"  {flag}"
    if len(head) <= _INDENT - 2:
        first = f"{head:<{_INDENT}}{wrapped[0]}"
        return [first, *(" " * _INDENT + line for line in wrapped[1:])]
    return [head, *(" " * _INDENT + line for line in wrapped)]
