"""Words of the command line to what was said of each knob."""

from __future__ import annotations

from ptycho_generated.faults import Fault, KnobFault
from ptycho_generated.flags import ADDING, FLAGS, PROGRAMS
from ptycho_generated.knobs import knob_named
from ptycho_generated.merge import Said
from ptycho_generated.values import Unreadable, from_text, refused

COMMON_FLAGS = ("--config", "--print-config", "--why", "--help", "--help-all", "--version")


class Words:
    """A command line, read: knobs, requests of the user, and faults."""

    __slots__ = ("faults", "index", "print_config", "run_files", "said", "why")

    def __init__(self) -> None:
        self.said: list[tuple[str, Said]] = []
        self.run_files: list[str] = []
        self.why: list[str] = []
        self.print_config = False
        self.faults: list[Fault] = []
        self.index: dict[str, int] = {}
        """Place of a value or a fault -> position on the command line."""


def scan_words(command: str, words: list[str]) -> Words:
    """Read the words after the program's name.

    Flags are taken with hyphens or underscores and in full, ``--flag value`` or ``--flag=value``.
    All faults are noted; none stops the reading.
    """
    found = Words()
    switch = ""  # the flag before, where it takes a value by `=` only
    rest = list(reversed(words))
    while rest:
        word, before, switch = rest.pop(), switch, ""
        position = -len(rest)
        found.index.setdefault(word.partition("=")[0] if _is_flag(word) else repr(word), position)
        if not _is_flag(word):
            cure = f"write {before}={word}" if before else "put a flag before it"
            found.faults.append(Fault(repr(word), "belongs to no flag", cure))
            continue
        head, equals, tail = word.partition("=")
        flag = head.replace("_", "-")
        text = tail if equals else None
        if flag == "--print-config":
            found.print_config = True
            if text is not None:
                problem = f"takes no value, but {text!r} is given"
                found.faults.append(Fault(head, problem, "write it alone"))
        elif flag in ("--config", "--why"):
            text = _value(rest) if text is None else text
            _take_request(found, flag, text, position)
        elif flag in FLAGS[command]:
            name, constant = FLAGS[command][flag]
            if constant is None and text is None:
                text = _value(rest)
            switch = head if text is None and constant is True else ""
            _take_value(found, head, name, constant, text)
            if found.said and found.said[-1][1].place == head:  # the last of two counts
                found.index[head] = position
        else:
            found.faults.append(_unknown(command, head))
            if not equals:
                _value(rest)
    return found


def _is_flag(word: str) -> bool:
    """Whether a word is meant as a flag; a negative number is not."""
    return (word.startswith("--") and word != "--") or (word[:1] == "-" and word[1:2].isalpha())


def _value(rest: list[str]) -> str | None:
    """The next word, unless it is a flag."""
    return rest.pop() if rest and not rest[-1].startswith("--") else None


def _take_request(found: Words, flag: str, text: str | None, position: int) -> None:
    if not text:
        what = "a run file" if flag == "--config" else "the name of a knob"
        found.faults.append(Fault(flag, "has no value", f"give {what}"))
    elif flag == "--config":
        found.run_files.append(text)
        found.index[f"{flag} {text}"] = found.index[text] = position
    else:
        found.why.append(text)


def _take_value(
    found: Words, flag: str, name: str, constant: bool | None, text: str | None
) -> None:
    knob = knob_named(name)
    if constant is not None and text is None:
        found.said.append((name, Said(constant, "command_line", flag)))
        return
    if text is None:
        found.faults.append(KnobFault(name, flag, "has no value", f"give {knob.allowed}"))
        return
    try:
        value = from_text(knob, text)
    except Unreadable:
        found.faults.append(refused(name, flag, repr(text)))
        return
    if constant is False:
        cure = f"write {knob.flag}={text} or {flag} alone"
        problem = f"takes no value, but {text!r} is given"
        found.faults.append(KnobFault(name, flag, problem, cure))
        return
    if name in ADDING:
        before = [pair for pair in found.said if pair[0] == name]
        value = (*(each for _, said in before for each in said.value), *value)
        found.said = [pair for pair in found.said if pair[0] != name]
    found.said.append((name, Said(value, "command_line", flag)))


def _unknown(command: str, flag: str) -> Fault:
    from ptycho_generated.nearest import suggestion  # only needed where something is wrong

    word = flag.replace("_", "-")
    others = [PROGRAMS[other] for other in FLAGS if word in FLAGS[other]]
    cure = f"it belongs to {' and '.join(others)}; see --help" if others else ""
    cure = cure or suggestion(word, [*FLAGS[command], *COMMON_FLAGS])
    return Fault(flag, "is not a flag of this command", cure or "see --help for the flags")
