"""Signatures of the versions of Lightning, kept as data so that no version needs installing.

`python -m codegen snapshot VERSION...` downloads each wheel and writes
``spec/signatures/lightning-VERSION.json``. Wheels are read as text; nothing in them is run.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Any

from codegen.life_rules import release
from codegen.signatures import Parameter, Signature, Sources, from_wheel

FOLDER = Path("spec/signatures")
_ROOTS = (
    "lightning",
    "lightning.pytorch",
    "lightning.pytorch.callbacks",
    "lightning.pytorch.loggers",
    "lightning.pytorch.profilers",
    "lightning.pytorch.strategies",
)
_FUNCTIONS = ("seed_everything",)
_METHODS = ("lightning.pytorch.Trainer.fit",)


def write_snapshot(root: Path, version: str) -> Path:
    """Download a wheel of Lightning and write what its constructors take."""
    with tempfile.TemporaryDirectory() as folder:
        pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
        subprocess.run([*pip, f"lightning=={version}", "-d", folder], check=True)
        (wheel,) = Path(folder).glob("*.whl")
        text = snapshot_text(from_wheel(wheel))
    path = root / FOLDER / f"lightning-{version}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def snapshot_text(sources: Sources) -> str:
    """One line of JSON for each object, in the order of their names."""
    objects: dict[str, Signature] = {}
    for name in _ROOTS:
        module = sources.module(name)
        names = module.exported if module is not None else ()
        wanted = [each for each in names if each[:1].isupper() or each in _FUNCTIONS]
        objects |= _signatures(sources, [f"{name}.{each}" for each in wanted])
    objects |= _signatures(sources, list(_METHODS))
    lines = [f"  {json.dumps(path)}: {_line(objects[path])}" for path in sorted(objects)]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _signatures(sources: Sources, paths: list[str]) -> dict[str, Signature]:
    found = {path: sources.signature(path) for path in paths}
    return {path: signature for path, signature in found.items() if signature is not None}


def _line(signature: Signature) -> str:
    record: dict[str, Any] = {
        name: [" | ".join(parameter.accepts), parameter.default]
        for name, parameter in signature.parameters.items()
    }
    return json.dumps(record | ({"**": []} if signature.open else {}))


def read_snapshots(root: Path) -> dict[str, dict[str, Signature]]:
    """Version -> object -> signature, the oldest version first."""
    files = sorted(
        (root / FOLDER).glob("lightning-*.json"), key=lambda file: release(_version(file))
    )
    return {_version(file): _objects(json.loads(file.read_text("utf-8"))) for file in files}


def _version(file: Path) -> str:
    return file.stem.removeprefix("lightning-")


def _objects(content: dict[str, dict[str, Any]]) -> dict[str, Signature]:
    return {
        path: Signature(
            {
                name: Parameter(tuple(pair[0].split(" | ")), pair[1])
                for name, pair in parameters.items()
                if name != "**"
            },
            "**" in parameters,
        )
        for path, parameters in content.items()
    }


def lowest_supported(root: Path) -> str:
    """The oldest Lightning that pyproject.toml allows, as three numbers."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    (wanted,) = [each for each in project["dependencies"] if each.startswith("lightning>")]
    match = re.fullmatch(r"lightning>=(\d+(?:\.\d+)*)", wanted)
    assert match is not None, wanted
    return ".".join([*match[1].split("."), "0", "0"][:3])
