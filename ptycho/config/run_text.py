"""A resolved configuration as the text of a run file."""

from __future__ import annotations

from ptycho_generated.knobs import GROUPS, KNOBS
from ptycho_generated.values import to_yaml

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ptycho_generated.knobs import Knob
    from ptycho_generated.merge import Resolved

_WIDTH = 96


def run_file_text(resolved: Resolved) -> str:
    """The resolved configuration as a run file that gives the same configuration again.

    Each value stands under its description; a value that is not the default says where it is from,
    and one that must still be given stands as a comment.
    """
    lines = [f"# Configuration of the command {resolved.command!r}."]
    named = [name for name, knob in KNOBS.items() if resolved.command in knob.commands]
    for group, title in GROUPS.items():
        inside = [name for name in named if KNOBS[name].group == group]
        if inside:
            lines += ["", f"# -- {title} " + "-" * (_WIDTH - 6 - len(title))]
        for name in inside:
            lines += ["", *_comment(KNOBS[name]), _entry(name, resolved)]
    return "\n".join(lines) + "\n"


def _comment(knob: Knob) -> list[str]:
    """What the knob does and what is allowed, as comments of at most _WIDTH + 2 columns."""
    rest = f"{knob.help} {knob.allowed[:1].upper()}{knob.allowed[1:]}."
    lines = []
    while len(rest) > _WIDTH and (end := rest.rfind(" ", 0, _WIDTH + 1)) > 0:
        lines.append(f"# {rest[:end]}")
        rest = rest[end + 1 :]
    return [*lines, f"# {rest}"]


def _entry(name: str, resolved: Resolved) -> str:
    if resolved.command in KNOBS[name].required and not resolved.given(name):
        return f"# {name}:"
    winner = resolved.winner(name)
    source = "" if winner.layer == "default" else f"  # {_one_line(winner.place)}"
    return f"{name}: {to_yaml(winner.value)}{source}"


def _one_line(place: str) -> str:
    """A place as it can stand in a comment: a file may have any name."""
    return place if place.isprintable() else ascii(place)
