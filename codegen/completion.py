"""Completion of a command line in bash, zsh and fish, as static text."""

from __future__ import annotations

from dataclasses import dataclass

from codegen.help_text import COMMON
from codegen.views import KnobView


@dataclass(frozen=True, slots=True)
class FlagView:
    """One flag: what follows it (``nothing``, ``file``, ``words`` or ``text``), and its help."""

    flag: str
    follows: str
    words: tuple[tuple[str, str], ...]
    help: str

    @property
    def values(self) -> str:
        """The words that may follow: on one line, or one on each where they are the knobs."""
        return (" " if self.has_meanings else "\n").join(word for word, _ in self.words)

    @property
    def has_meanings(self) -> bool:
        """Whether it is said what the words mean."""
        return any(meaning for _, meaning in self.words)

    @property
    def zsh(self) -> str:
        """The argument of zsh's ``_arguments``."""
        text = f"[{_in_brackets(self.help)}]"
        if self.follows == "nothing":
            return _single_quoted(f"{self.flag}{text}")
        action = {"file": "_files", "text": "", "words": f"({self.values})"}[self.follows]
        if self.has_meanings:
            pairs = " ".join(f'{word}\\:"{_in_action(meaning)}"' for word, meaning in self.words)
            action = f"(({pairs}))"
        repeated = "*" if self.flag in ("--config", "--why") else ""
        return _single_quoted(f"{repeated}{self.flag}={text}:{self.flag[2:]}:{action}")

    @property
    def fish(self) -> str:
        """The options of fish's ``complete``."""
        options = [f"-l {self.flag[2:]}"]
        if self.follows == "file":
            options.append("-r -F")
        elif self.follows != "nothing":
            options.append("-x")
        if self.follows == "words":
            lines = "\n".join(
                f"{word}\t{meaning}" if meaning else word for word, meaning in self.words
            )
            options.append(f"-a {_fish_quoted(lines)}")
        return " ".join([*options, f"-d {_fish_quoted(self.help)}"])


def flag_views(views: list[KnobView]) -> list[FlagView]:
    """The flags of a command, those that every command has last."""
    found = []
    for view in views:
        for flag, constant in view.flags:
            if constant == "None":
                found.append(FlagView(flag, *_follows(view), view.knob.help))
            else:
                text = (
                    view.knob.help if constant == "True" else f"The opposite of {view.flags[0][0]}."
                )
                found.append(FlagView(flag, "nothing", (), text))
    names = tuple((view.knob.name, "") for view in views)
    for head, text in COMMON:
        flag, _, value = head.partition(" ")
        if any(flag == each.flag for each in found):  # what may follow `--help` need not
            continue
        follows = {"FILE": "file", "KNOB": "words"}.get(value, "nothing")
        found.append(FlagView(flag, follows, names if follows == "words" else (), text))
    return found


def _follows(view: KnobView) -> tuple[str, tuple[tuple[str, str], ...]]:
    knob = view.knob
    words = [(choice.value, choice.help) for choice in knob.choices]
    words += [
        ("none" if s.value is None else str(s.value), s.meaning)
        for s in knob.sentinels
        if s.value is None or s.value in knob.type.words
    ]
    if knob.type.base == "path":
        return "file", ()
    return ("words", tuple(words)) if words else ("text", ())


def _single_quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"


def _fish_quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def _in_brackets(text: str) -> str:
    return text.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]").replace(":", "\\:")


def _in_action(text: str) -> str:
    """A meaning between double quotes, which zsh reads as it reads a command."""
    for sign in ("\\", '"', "$", "`"):
        text = text.replace(sign, f"\\{sign}")
    return text.replace(":", "\\:")
