"""What an earlier run of the generator gave, so that the next one need not find it out again.

The folder ``.codegen_cache`` is not under version control; without it everything is only slower.
A result is kept under a digest of all that it was made from: registry, generator, documents that
hold tables, settings and version of the formatter.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from codegen.finishing import formatter_version

FOLDER = ".codegen_cache"


def input_digest(root: Path, inputs: Iterable[str]) -> str:
    """Digest of the generator, the formatter, and the files named; absent ones count as such."""
    total = hashlib.sha256(formatter_version().encode())
    own = sorted(
        path
        for path in (root / "codegen").rglob("*")
        if path.suffix in (".py", ".jinja", ".json") and path.is_file()
    )
    for path in [*own, root / "pyproject.toml", *(root / name for name in inputs)]:
        content = path.read_bytes() if path.is_file() else b""
        total.update(f"{path.relative_to(root).as_posix()} {len(content)}\n".encode())
        total.update(content)
    return total.hexdigest()


def remember(root: Path, key: str, rendered: dict[str, str], summary: str) -> None:
    """Keep the digests of a result, and only of this one; a folder that cannot be written is left.

    ``summary`` is the line that the run printed.
    """
    files = {path: hashlib.sha256(text.encode()).hexdigest() for path, text in rendered.items()}
    content = json.dumps({"key": key, "summary": summary, "files": files})
    try:
        folder = root / FOLDER
        folder.mkdir(exist_ok=True)
        partial = folder / "result.partial"
        partial.write_text(content, encoding="utf-8")
        partial.replace(folder / "result.json")
    except OSError:
        return


def recall(root: Path, key: str) -> tuple[dict[str, str], str] | None:
    """Digests of the files that were made from the same input, and the line printed then."""
    try:
        content = json.loads((root / FOLDER / "result.json").read_text(encoding="utf-8"))
        return (content["files"], content["summary"]) if content["key"] == key else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def unchanged(root: Path, files: dict[str, str]) -> bool:
    """Whether each file below ``root`` has its digest."""
    for path, expected in files.items():
        file = root / path
        if not file.is_file() or hashlib.sha256(file.read_bytes()).hexdigest() != expected:
            return False
    return True


def told_before(root: Path, inputs: Iterable[str]) -> str | None:
    """The line of an earlier run that found all files right; None where something changed."""
    from codegen.drift import orphans

    known = recall(root, input_digest(root, inputs))
    if known is None:
        return None
    files, summary = known
    return summary if unchanged(root, files) and not orphans(root, files) else None
