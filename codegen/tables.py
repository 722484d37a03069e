"""Tables inside hand-written documents, between markers that name the table."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path

from codegen.schema import Registry
from codegen.views import KnobView, fields_of

DOCUMENTS = ("spec/ptychodus_api_spec.md", "docs/workflows/pytorch.md")
_BLOCK = re.compile(r"(<!-- table: ([\w.]+) -->\n).*?(<!-- end of table -->)", re.DOTALL)


def fill_documents(root: Path, registry: Registry) -> dict[str, str]:
    """Path -> text of each document that exists, its tables made from the registry."""
    tables = all_tables(registry)
    filled = {}
    for path in DOCUMENTS:
        file = root / path
        if file.exists():
            block = partial(_block, tables=tables, path=path)
            filled[path] = _BLOCK.sub(block, file.read_text("utf-8"))
    return filled


def _block(match: re.Match[str], tables: dict[str, str], path: str) -> str:
    name = match[2]
    if name not in tables:
        known = ", ".join(tables)
        raise KeyError(f"{path}: there is no table {name!r}; use one of {known}")
    return f"{match[1]}{tables[name]}\n{match[3]}"


def all_tables(registry: Registry) -> dict[str, str]:
    """Name -> Markdown of every table a document may hold."""
    tables = {f"fields.{c.name}": fields_table(registry, c.name) for c in registry.configs}
    tables |= {f"flags.{c.name}": flags_table(registry, c.name) for c in registry.commands}
    tables["legacy_keys"] = legacy_table(registry)
    return tables


def fields_table(registry: Registry, config: str) -> str:
    """The fields of a dataclass."""
    rows = ["| field | type | default | allowed | meaning | reaches |", "| --- " * 6 + "|"]
    for view in map(KnobView, fields_of(registry, config)):
        cells = (
            f"`{view.knob.name}`",
            view.type_text,
            view.default_text,
            view.allowed,
            view.knob.help,
        )
        rows.append(f"| {' | '.join(map(_cell, cells))} | `{view.target_text}` |")
    return "\n".join(rows)


def flags_table(registry: Registry, command: str) -> str:
    """The flags of a command."""
    rows = ["| flag | value | default | meaning |", "| --- " * 4 + "|"]
    for view in (KnobView(knob) for knob in registry.knobs if command in knob.commands):
        flag = f"`{view.knob.flag}`"
        if view.knob.type.base == "bool":
            flag += f", `{view.knob.negate}`"
        default = "required" if command in view.required else view.default_text
        rows.append(
            f"| {flag} | {' | '.join(map(_cell, (view.metavar, default, view.knob.help)))} |"
        )
    return "\n".join(rows)


def legacy_table(registry: Registry) -> str:
    """Fields whose key in params.cfg is not their name."""
    rows = ["| field | key in params.cfg |", "| --- | --- |"]
    rows += [
        f"| `{k.name}` | `{k.legacy}` |" for k in registry.knobs if k.legacy and k.legacy != k.name
    ]
    return "\n".join(rows)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
