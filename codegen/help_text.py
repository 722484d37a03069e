"""The help text of a command, laid out once at generation time."""

from __future__ import annotations

from typing import Any

from codegen.literals import plain_text
from codegen.schema import STABILITY, Registry
from codegen.views import KnobView, by_group
from codegen.wrapping import wrap

_WIDTH = 79
_INDENT = 30


def help_parts(registry: Registry, settings: dict[str, Any]) -> list[tuple[str, str]]:
    """Usage, summary, the knobs group by group, and what else the program takes, in parts.

    The first of a pair says which help it belongs to: ALWAYS to both, RARE to ``--help-all``,
    EVERYDAY to ``--help``, which leaves rare knobs out and says how many they are.
    """
    command = settings["command"]
    views: list[KnobView] = settings["knobs"]
    required = [view for view in views if command.name in view.required]
    usage = " ".join(f"{view.knob.flag} {view.metavar}" for view in required)
    lines = [(ALWAYS, f"usage: {command.program} {usage} [options]")]
    lines += _all(["", *wrap(command.summary, _WIDTH), "", f"  {command.example}"])
    inside = by_group(views)
    left_out = 0
    for group in registry.groups:
        entries = [(_kind(view, command.name), view) for view in inside.get(group.name, ())]
        if entries:
            is_rare = all(kind == RARE for kind, _ in entries)
            lines += [(RARE if is_rare else ALWAYS, line) for line in ("", group.title)]
        for kind, view in entries:
            left_out += kind == RARE
            lines += _option(view, command.name, kind)
    if settings["deprecated"]:
        lines += [(RARE, ""), (RARE, "Deprecated")]
        for view in settings["deprecated"]:
            ending = _ending(registry, view, command.name)
            lines += [(RARE, line) for line in _entry(_flag(view), ending)]
    lines += _all(["", "Configuration"])
    for flag, text in COMMON:
        lines += _all(_entry(flag, text))
    lines += _all(["", *wrap(_CLOSING, _WIDTH)])
    if left_out:
        more = f"Type --help-all for {left_out} more options, --help KNOB for all about one."
        lines += [(EVERYDAY, ""), (EVERYDAY, more)]
    return _joined(lines)


def _option(view: KnobView, command: str, kind: str) -> list[tuple[str, str]]:
    """The lines of a knob; what each of many choices means is left to the other help."""
    whole = [(kind, line) for line in _entry(_flag(view), _text(view, command))]
    if kind == RARE or len(view.choices) <= _MANY_CHOICES:
        return whole
    names = "" if "|" in view.metavar else f" One of {', '.join(view.choices)}."
    short = _entry(_flag(view), f"{view.knob.help}{names} [{view.default_text}]")
    return [(EVERYDAY, line) for line in short] + [(RARE, line) for _, line in whole]


_MANY_CHOICES = 2
ALWAYS, RARE, EVERYDAY = "always", "rare", "everyday"


def _all(lines: list[str]) -> list[tuple[str, str]]:
    return [(ALWAYS, line) for line in lines]


def _kind(view: KnobView, command: str) -> str:
    return RARE if view.knob.rare and command not in view.required else ALWAYS


def _joined(lines: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Lines that follow each other and belong to the same help as one text."""
    parts: list[tuple[str, list[str]]] = []
    for kind, line in lines:
        if not parts or parts[-1][0] != kind:
            parts.append((kind, []))
        parts[-1][1].append(line)
    return [(kind, "\n".join(part)) for kind, part in parts]


def knob_text(registry: Registry, view: KnobView) -> str:
    """Everything about one knob, as ``--help KNOB`` prints it."""
    knob = view.knob
    lines = [_flag(view), *_wrapped(knob.help)]
    lines += [
        line for choice in knob.choices for line in _wrapped(f"{choice.value}: {choice.help}.")
    ]
    lines += _wrapped(knob.details) if knob.details else []
    programs = {each.name: each.program for each in registry.commands}
    facts = {
        "allowed": view.allowed,
        "default": _default(view),
        "required by": _told(view.required, programs) if knob.has_default else "",
        "examples": "; ".join(map(plain_text, knob.examples)),
        "group": registry.titles[knob.group],
        "run file": f"{knob.name}:",
        "environment": f"PTYCHO_{knob.name.upper()}",
        "other names": ", ".join(word for word in view.words if word != knob.name),
        "commands": _told(knob.commands, programs),
        "affects": knob.affects,
        "on resume": _POLICIES[knob.resume],
        "stability": "" if knob.stability == STABILITY[0] else knob.stability,
    }
    lines += [line for fact, text in facts.items() if text for line in _entry(fact, text, 16)]
    return "\n".join(lines)


def _default(view: KnobView) -> str:
    if not view.knob.has_default:
        return "none; it must be given"
    return view.default_text or "an empty list"


def _told(commands: tuple[str, ...], programs: dict[str, str]) -> str:
    """The programs of some commands, in the order of the registry."""
    return ", ".join(program for name, program in programs.items() if name in commands)


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
    head, width = f"  {flag}", _WIDTH - indent
    if len(head) > indent - 2:
        return [head, *(" " * indent + line for line in wrap(text, width))]
    if len(text) <= width:
        return [f"{head:<{indent}}{text}"]
    first, *rest = wrap(text, width)
    return [f"{head:<{indent}}{first}", *(" " * indent + line for line in rest)]
