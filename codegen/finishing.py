"""The last touches to rendered text: formatter, header, and digests that tell edits apart."""

from __future__ import annotations

import hashlib
import re
import sys
from pathlib import Path

_HERE = Path(__file__).parent
_HEADER = "Generated from spec/knobs.yaml by `make generate`; edit the registry or the template."
_COMMENTS = {
    "": ("# ", ""),
    ".py": ("# ", ""),
    ".yaml": ("# ", ""),
    ".md": ("<!-- ", " -->"),
    ".json": (f'  "$comment": "{_HEADER} ', '",'),
    ".bash": ("# ", ""),
    ".zsh": ("# ", ""),
    ".fish": ("# ", ""),
}
_DIGEST = re.compile(r"digest: input ([0-9a-f]{16}) text ([0-9a-f]{16})")


def finish(raw: dict[str, str]) -> dict[str, str]:
    """Format Python, put the header on top and the digests below the first line."""
    headed = {path: _with_header(path, text) for path, text in raw.items()}
    formatted = _formatted({path: text for path, text in headed.items() if path.endswith(".py")})
    finished = {}
    for path, text in (headed | formatted).items():
        opening, closing = _COMMENTS[Path(path).suffix]
        head, _, body = text.rstrip("\n").partition("\n")
        body = f"{body}\n"
        text_digest = digest(f"{head}\n{body}")
        line = f"{opening}digest: input {digest(raw[path])} text {text_digest}{closing}"
        finished[path] = f"{head}\n{line}\n{body}"
    return finished


def digest(text: str) -> str:
    """The first 16 digits of the SHA-256 of a text."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def digests(text: str) -> tuple[str, str, str] | None:
    """(input digest, text digest it carries, digest of its text); None where it carries none."""
    head, _, rest = text.partition("\n")
    line, _, body = rest.partition("\n")
    match = _DIGEST.search(line)
    return (match[1], match[2], digest(f"{head}\n{body}")) if match else None


def _with_header(path: str, text: str) -> str:
    if path.endswith(".json"):  # it has no comments; the header stands beside the digests
        return text
    opening, closing = _COMMENTS[Path(path).suffix]
    header = f"{opening}{_HEADER}{closing}\n\n"
    first, end, rest = text.partition("\n")
    if first.startswith(("#compdef", "#!")):  # zsh and installers look at the first line
        return f"{first}{end}{header}{rest.lstrip()}"
    return header + text


def _formatted(files: dict[str, str]) -> dict[str, str]:
    """The files as ruff formats them, with unused imports removed and imports sorted."""
    import subprocess  # not needed for looking at digests
    import tempfile

    config = str(_HERE.parent / "pyproject.toml")
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for path, text in files.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text, encoding="utf-8")
        fix = ["check", "--fix-only", "--select", "F401,I"]
        for arguments in (fix, ["format"]):
            command = [*_ruff(), *arguments, "--quiet", "--no-cache"]
            subprocess.run([*command, "--config", config, folder], check=True)
        return {path: (root / path).read_text(encoding="utf-8") for path in files}


def _ruff() -> list[str]:
    """How ruff is called: its program, for starting it through Python takes longer than it runs."""
    import sysconfig

    program = Path(sysconfig.get_path("scripts")) / f"ruff{sysconfig.get_config_var('EXE') or ''}"
    return [str(program)] if program.is_file() else [sys.executable, "-m", "ruff"]
