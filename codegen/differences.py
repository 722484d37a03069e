"""A unified diff in which each hunk says which knobs it is about."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping

from codegen.schema import Registry

# A knob stands in quotes, after a dot, as a flag, or at the beginning of a line; or it is a
# variable alone on a line, or one in an expression of the checks.
_WORD = re.compile(
    r"""(?:["'`.]|--(?:no-)?| -l |^\s*(?:- |# )?(?=[\w-]+:)|^ +(?=\w+,$)"""
    r"""|^ +(?:and |or )(?:not )?[(]*(?:type[(])?|^ +if [(]*(?:type[(])?)([A-Za-z][\w-]*)"""
)
_NAMED = re.compile(r'^    "(\w+)": Knob\(', re.MULTILINE)
_NEAR = 60  # lines above a change in which its knob is looked for


def names_in(text: str) -> dict[str, str]:
    """Names of the knobs that a generated `knobs.py` lists; a registry may know them no more."""
    return {name: name for name in _NAMED.findall(text)}


def spellings_of(registry: Registry) -> dict[str, str]:
    """Each word by which a knob is written, and the knob."""
    return {
        word.removeprefix("--").replace("-", "_"): knob.name
        for knob in registry.entries.values()
        for word in (knob.name, knob.flag, knob.negate, *knob.aliases)
    }


def knob_diff(
    path: str, current: str, text: str, names: Mapping[str, str]
) -> tuple[str, list[str]]:
    """The diff from the file to what the registry gives, and the knobs that it is about."""
    old, new = current.splitlines(), text.splitlines()
    lines = [f"--- {path} (now)", f"+++ {path} (registry)"]
    about: dict[str, None] = {}
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for group in matcher.get_grouped_opcodes(1):
        first, last = group[0], group[-1]
        changed = [
            line for tag, a, b, c, d in group if tag != "equal" for line in (*old[a:b], *new[c:d])
        ]
        start = next(c for tag, _, _, c, _ in group if tag != "equal")
        found = _knobs(changed, names) or _near(new, start, changed, names)
        about |= dict.fromkeys(found)
        head = f"@@ -{first[1] + 1},{last[2] - first[1]} +{first[3] + 1},{last[4] - first[3]} @@"
        lines.append(f"{head} {', '.join(found)}".rstrip())
        for tag, a, b, c, d in group:
            if tag == "equal":
                lines += [f" {line}" for line in old[a:b]]
            else:
                lines += [f"-{line}" for line in old[a:b]] + [f"+{line}" for line in new[c:d]]
    return "\n".join(lines), list(about)


def _knobs(lines: list[str], names: Mapping[str, str]) -> list[str]:
    words = (word.replace("-", "_") for line in lines for word in _WORD.findall(line))
    return list(dict.fromkeys(names[word] for word in words if word in names))


def _near(lines: list[str], start: int, changed: list[str], names: Mapping[str, str]) -> list[str]:
    """The knob whose text a change continues; none where prose or code of no knob changed.

    A comment stands above what it is about, anything else below its name.
    """
    above, below = lines[max(0, start - _NEAR) : start][::-1], lines[start : start + _NEAR]
    is_comment = changed[0].startswith("# ") and not changed[0].startswith("# digest:")
    for line in below if is_comment else above:
        if found := _knobs([line], names):
            return found
        if re.match(r"(def|class|[A-Z_]+\b.*=) ?", line):
            break
    return []
