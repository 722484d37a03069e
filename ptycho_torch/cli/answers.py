"""Help and version: texts that were laid out when the code was generated."""

from __future__ import annotations

import sys

from ptycho_torch.cli.colour import BOLD, painted


def answer(command: str, flag: str, words: list[str]) -> int:
    """Answer ``--help``, ``--help KNOB``, ``--help-all`` or ``--version``; the exit code.

    ``words`` are those from the flag on. A word after ``--help`` that is no flag asks about a knob.
    """
    if flag == "--version":
        from importlib.metadata import PackageNotFoundError, version

        try:
            text = version("ptychopinn")
        except PackageNotFoundError:
            text = "not installed"
        sys.stdout.write(f"{text}\n")
        return 0
    asked = words[0].partition("=")[2] or (words[1] if len(words) > 1 else "")
    if asked and not asked.startswith("-") and flag != "--help-all":
        return _about(asked)
    parts = __import__(f"ptycho_generated.help_{command}", fromlist=["PARTS"]).PARTS
    left_out = "everyday" if flag == "--help-all" else "rare"
    text = "".join(part for kind, part in parts if kind != left_out)
    sys.stdout.write(text if not sys.stdout.isatty() else _with_titles(text))
    return 0


def _with_titles(text: str) -> str:
    lines = text.splitlines()
    for number, line in enumerate(lines[:-1]):
        if line[:1].isupper() and lines[number + 1].startswith("  -"):
            lines[number] = painted(line, BOLD, sys.stdout)
    return "\n".join(lines) + "\n"


def _about(word: str) -> int:
    from ptycho_generated.faults import InputError
    from ptycho_generated.help_knobs import TEXTS
    from ptycho_torch.cli.explain import knob_names

    try:
        (name,) = knob_names("--help", [word])
    except InputError as error:
        from ptycho_torch.cli.shared import WRONG_INPUT, print_faults

        print_faults(error.faults)
        return WRONG_INPUT
    sys.stdout.write(TEXTS[name])
    return 0
