"""The last touches to rendered text: formatter, header, and digests that tell edits apart."""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from subprocess import CalledProcessError, Popen
from typing import Self

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
_DIGEST = re.compile(r"digest: input ([0-9a-f]{16})(?: form [0-9a-f]{16})? text ([0-9a-f]{16})")
_IMPORTING = re.compile(r"^(?:import|from (?!__future__))", re.MULTILINE)
_FORMED_BY = ("line-length", "target-version", "src", "format")


def finish(
    python: dict[str, str], others: Callable[[], dict[str, str]], present: Path | None = None
) -> dict[str, str]:
    """Format Python, put the header on top and the digests below the first line.

    ``others`` gives the files of other languages; it is called while the formatter works. Below
    ``present`` lie files that an earlier run may have made: one whose digests say that it was
    formatted by this formatter from this text, and not edited since, is not formatted again.
    """
    form = _form()
    stamps = {path: f"input {digest(text)} form {form}" for path, text in python.items()}
    standing = _standing(present, stamps) if present is not None else {}
    headed = {path: _with_header(path, text) for path, text in python.items()}
    with _Formatter({path: text for path, text in headed.items() if path not in standing}) as work:
        raw = others()
        finished = {
            path: _stamped(path, _with_header(path, text), f"input {digest(text)}")
            for path, text in raw.items()
        }
        formatted = work.formatted()
    for path, text in formatted.items():
        standing[path] = _stamped(path, text, stamps[path])
    return {path: standing[path] for path in python} | finished


def _standing(root: Path, stamps: dict[str, str]) -> dict[str, str]:
    """The files that are what formatting would give once more."""
    found = {}
    for path, stamp in stamps.items():
        file = root / path
        if file.is_file():
            text = file.read_bytes().decode(errors="replace")
            head, _, rest = text.partition("\n")
            line, _, body = rest.partition("\n")
            if line == f"# digest: {stamp} text {digest(f'{head}{chr(10)}{body}')}":
                found[path] = text
    return found


def _stamped(path: str, text: str, stamp: str) -> str:
    opening, closing = _COMMENTS[Path(path).suffix]
    head, _, body = text.rstrip("\n").partition("\n")
    text_digest = digest(f"{head}\n{body}\n")
    return f"{head}\n{opening}digest: {stamp} text {text_digest}{closing}\n{body}\n"


def _form() -> str:
    """Digest of what decides the form of Python: version and settings of the formatter."""
    import tomllib

    with (_HERE.parent / "pyproject.toml").open("rb") as file:
        settings = tomllib.load(file)["tool"]["ruff"]
    said = [settings.get(key) for key in _FORMED_BY] + [settings.get("lint", {}).get("isort")]
    return digest(repr([formatter_version(), *said]))


def formatter_version() -> str:
    """Name and version of the installed formatter, from the name of its metadata folder."""
    import sysconfig

    site = Path(sysconfig.get_path("purelib"))
    return " ".join(sorted(path.name for path in site.glob("ruff-*.dist-info")))


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


class _Formatter:
    """Files on their way through ruff, which removes unused imports, sorts the rest, and formats.

    It works beside this process from the beginning of the context on.
    """

    def __init__(self, files: dict[str, str]) -> None:
        self._files = files
        self._folder = ""

    def __enter__(self) -> Self:
        if self._files:
            import tempfile  # not needed for looking at digests

            self._folder = tempfile.mkdtemp()
            for path, text in self._files.items():
                file = Path(self._folder, path)
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text, encoding="utf-8")
            importing = [path for path, text in self._files.items() if _IMPORTING.search(text)]
            self._imports = self._begun(importing, "check", "--fix-only", "--select", "F401,I")
        return self

    def __exit__(self, *_: object) -> None:
        if self._folder:
            import shutil

            self._imports.wait()
            shutil.rmtree(self._folder)

    def formatted(self) -> dict[str, str]:
        """The files as ruff gives them back. Raises CalledProcessError where it fails."""
        if not self._files:
            return {}
        _end(self._imports)
        _end(self._begun(self._files, "format"))
        folder = Path(self._folder)
        return {path: (folder / path).read_text(encoding="utf-8") for path in self._files}

    def _begun(self, paths: Iterable[str], *arguments: str) -> Popen[bytes]:
        settings = ["--config", str(_HERE.parent / "pyproject.toml")]
        command = [*_ruff(), *arguments, "--quiet", "--no-cache", *settings, "--", *paths]
        return Popen(command, cwd=self._folder)


def _end(process: Popen[bytes]) -> None:
    if process.wait():
        raise CalledProcessError(process.returncode, process.args)


def _ruff() -> list[str]:
    """How ruff is called: its program, for starting it through Python takes longer than it runs."""
    import sysconfig

    program = Path(sysconfig.get_path("scripts")) / f"ruff{sysconfig.get_config_var('EXE') or ''}"
    return [str(program)] if program.is_file() else [sys.executable, "-m", "ruff"]
