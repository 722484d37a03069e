"""The cure for a word that nobody knows."""

from collections.abc import Iterable


def nearest(word: str, known: Iterable[str], otherwise: str) -> str:
    """Ask for the known word that is nearest to ``word``; ``otherwise`` if none is near."""
    import difflib  # only needed where something is wrong

    near = difflib.get_close_matches(word, list(known), 1)
    return f"did you mean {near[0]}?" if near else otherwise
