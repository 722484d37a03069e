"""Lines of a limited width."""

from __future__ import annotations


def wrap(text: str, width: int) -> list[str]:
    """The words of a text on as few lines as will do; a word that is too long stands alone."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        if not line:
            line = word
        elif len(line) + 1 + len(word) <= width:
            line += f" {word}"
        else:
            lines.append(line)
            line = word
    return [*lines, line] if line else lines
