"""Colour for people at a terminal, and for nobody else."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TextIO

BOLD, RED, YELLOW = "1", "1;31", "1;33"


def painted(text: str, colour: str, stream: TextIO) -> str:
    """The text in a colour where the stream shows colours to somebody who wants them.

    ``NO_COLOR`` with any value but the empty one says that nobody does.
    """
    wanted = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return f"\x1b[{colour}m{text}\x1b[0m" if wanted and stream.isatty() else text
