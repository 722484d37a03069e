"""Lines of a limited width."""

from __future__ import annotations


def wrap(text: str, width: int) -> list[str]:
    """The words of a text on as few lines as will do; a word that is too long stands alone."""
    rest = " ".join(text.split())
    lines: list[str] = []
    while len(rest) > width:
        end = rest.rfind(" ", 0, width + 1)
        if end < 0:
            end = rest.find(" ")
        if end < 0:
            break
        lines.append(rest[:end])
        rest = rest[end + 1 :]
    return [*lines, rest] if rest else lines
