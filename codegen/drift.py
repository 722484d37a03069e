"""Generated files against what the registry gives: writing them, or saying what differs."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from codegen.differences import knob_diff, names_in, spellings_of
from codegen.finishing import digests
from codegen.schema import Registry

FOLDER = "generated"
_IGNORED = {"__pycache__", "README.md", "py.typed"}
CURE = "run `make generate`"


@dataclass(frozen=True, slots=True)
class Drift:
    """One file that is not what the registry gives."""

    path: str
    kind: str
    cure: str
    diff: str = ""
    knobs: tuple[str, ...] = ()

    def __str__(self) -> str:
        head = f"{self.path}: {self.kind}; {self.cure}"
        about = f"  about: {', '.join(self.knobs)}" if self.knobs else ""
        return "\n".join(filter(None, (head, about, self.diff)))


def compare(root: Path, rendered: dict[str, str], registry: Registry | None = None) -> list[Drift]:
    """Every difference between the files below ``root`` and the rendered ones.

    The knobs of the registry that a difference is about are told with it.
    """
    found = []
    names: dict[str, str] = {}
    for path, text in rendered.items():
        file = root / path
        if not file.exists():
            found.append(Drift(path, "missing", CURE))
            continue
        if file.read_bytes() != text.encode():
            names = names or _spellings(root, registry)
            found.append(_difference(path, _text(file), text, names))
        elif _is_script(text) and not os.access(file, os.X_OK):
            found.append(Drift(path, "cannot be executed", CURE))
    found += [
        Drift(path, "no template writes it", f"delete it or {CURE}")
        for path in orphans(root, rendered)
    ]
    return found


def _spellings(root: Path, registry: Registry | None) -> dict[str, str]:
    """Each word by which a knob is written; also of knobs that only the generated files know."""
    listed = root / FOLDER / "ptycho_generated" / "knobs.py"
    names = names_in(_text(listed)) if listed.exists() else {}
    return names | (spellings_of(registry) if registry is not None else {})


def _is_script(text: str) -> bool:
    """Whether a file is to be run as a program; the installers keep the permission it has."""
    return text.startswith("#!")


def _text(file: Path) -> str:
    return file.read_bytes().decode(errors="replace")


def _difference(path: str, current: str, text: str, names: Mapping[str, str]) -> Drift:
    diff, knobs = knob_diff(path, current, text, names)
    about = tuple(knobs)
    now, wanted = digests(current), digests(text)
    if wanted is None:
        return Drift(path, "a table in it is not as the registry gives it", CURE, diff, about)
    if now is None or now[1] != now[2]:
        cure = f"move the edit to spec/knobs.yaml or its template, then {CURE}"
        return Drift(path, "edited by hand", cure, diff, about)
    if now[0] == wanted[0]:
        cure = f"install the ruff that constraints.txt names, then {CURE}"
        return Drift(path, "formatted by another ruff", cure, diff, about)
    return Drift(path, "stale, the registry or a template changed", CURE, diff, about)


def orphans(root: Path, rendered: dict[str, str]) -> list[str]:
    """Files in the generated folder that nothing renders."""
    present = sorted(
        file.relative_to(root).as_posix() for file in (root / FOLDER).rglob("*") if file.is_file()
    )
    return [
        path for path in present if path not in rendered and _IGNORED.isdisjoint(path.split("/"))
    ]


def write(root: Path, rendered: dict[str, str]) -> list[str]:
    """Write files that changed and delete orphans; returns what was done, a line for each."""
    done = []
    for path, text in rendered.items():
        file = root / path
        if not file.exists() or file.read_bytes() != text.encode():
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode())
            done.append(f"wrote {path}")
        if _is_script(text) and not os.access(file, os.X_OK):
            file.chmod(0o755)
            done.append(f"made {path} executable")
    for path in orphans(root, rendered):
        (root / path).unlink()
        done.append(f"deleted {path}")
    return done
