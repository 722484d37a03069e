# Generated from spec/knobs.yaml by `make generate`; edit the registry or the template.
# digest: input e42929f24db427a1 form 9f9aeb3b42684696 text 5a03ba312b3ec556

"""The right name for a mistyped one."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

_FAR = 99


def suggestion(word: str, known: Iterable[str], prefix: str = "") -> str:
    """A question with the nearest of the known names, or with all that are equally near.

    Each is shown behind the prefix. Empty where none is near enough to be meant.
    """
    near = [prefix + name for name in nearest(word, known)]
    return f"did you mean {' or '.join(near)}?" if near else ""


def nearest(word: str, known: Iterable[str]) -> list[str]:
    """The known names that the fewest slips of the pen turn into the word, three at most.

    A slip is a letter too many, too few, wrong, or two that changed places; case, hyphen and
    underscore count for nothing. More slips than a third of the word (two at least) are no slips:
    then names that share most of their parts with the word are given instead.
    """
    mine = _plain(word)
    limit = max(2, len(mine) // 3)
    best: list[str] = []
    for name in dict.fromkeys(known):
        distance = _slips(mine, _plain(name), limit)
        if distance > limit or distance >= max(len(mine), len(name.lstrip("-"))):
            continue
        if distance < limit:
            limit, best = distance, []
        best.append(name)
    return best[:3] if best else _same_parts(mine, known)


def _plain(word: str) -> str:
    return word.lower().replace("_", "-")


def _slips(mine: str, theirs: str, limit: int) -> int:
    """Damerau-Levenshtein distance of adjacent swaps; beyond the limit some larger number."""
    if abs(len(mine) - len(theirs)) > limit:
        return _FAR
    before: list[int] = []
    row = [column if column <= limit else _FAR for column in range(len(theirs) + 1)]
    for i, a in enumerate(mine, 1):
        older, before, row = before, row, [_FAR] * (len(theirs) + 1)
        if i <= limit:
            row[0] = i
        for j in range(max(1, i - limit), min(len(theirs), i + limit) + 1):
            b = theirs[j - 1]
            cost = before[j - 1] + (a != b)
            if before[j] < cost:
                cost = before[j] + 1
            if row[j - 1] < cost:
                cost = row[j - 1] + 1
            if i > 1 and j > 1 and a == theirs[j - 2] and b == mine[i - 2] and older[j - 2] < cost:
                cost = older[j - 2] + 1
            row[j] = cost
        if min(row) > limit and min(before) >= limit:  # a swap looks two rows back
            return _FAR
    return row[-1]


def _same_parts(mine: str, known: Iterable[str]) -> list[str]:
    """Names of which at least half of the parts are parts of the word, or begin like one."""
    parts = [part for part in mine.split("-") if len(part) > 2]
    most = 1
    best: list[str] = []
    for name in dict.fromkeys(known):
        theirs = [part for part in _plain(name).split("-") if part]
        shared = sum(any(part.startswith(each) for part in theirs) for each in parts)
        if shared < most or 2 * shared < max(len(parts), len(theirs)):
            continue
        if shared > most:
            most, best = shared, []
        best.append(name)
    return best[:3]
