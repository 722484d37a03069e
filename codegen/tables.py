"""Tables inside hand-written documents, between markers that name the table."""

from __future__ import annotations

import re
from pathlib import Path

from codegen.coverage import coverage_text, wanted
from codegen.nodes import Fault, RegistryError
from codegen.places import DOCUMENTS
from codegen.reader import nearest
from codegen.schema import Registry
from codegen.views import fields_of, view_of

_TABLES_OF = {
    DOCUMENTS[0]: ("fields.", "flags.", "legacy_keys"),
    DOCUMENTS[1]: ("flags.",),
}
"""Document -> the beginnings of the names of the tables that it must hold."""
_BEGIN = re.compile(r"<!-- table: ([\w.]+) -->\s*")
_END = re.compile(r"<!-- end of table -->\s*")


def fill_documents(root: Path, registry: Registry) -> dict[str, str]:
    """Path -> text of each document that exists, its tables made from the registry.

    Raises RegistryError for markers that name no table or do not pair up.
    """
    tables = all_tables(registry) | {"coverage": coverage_text(wanted(root, registry))}
    faults: list[Fault] = []
    filled = {}
    for path in DOCUMENTS:
        if (root / path).exists():
            text = (root / path).read_text(encoding="utf-8")
            filled[path] = _filled(path, text, tables, faults)
    if faults:
        raise RegistryError(faults)
    return filled


def absent_tables(root: Path, registry: Registry) -> list[str]:
    """One line for each document, or table of a document, that is not there."""
    found = []
    for path, beginnings in _TABLES_OF.items():
        if not (root / path).exists():
            found.append(f"{path}: missing; put it back, it holds tables of the registry")
            continue
        lines = (root / path).read_text(encoding="utf-8").splitlines()
        held = {match[1] for line in lines if (match := _BEGIN.fullmatch(line))}
        found += [
            f"{path}: the table {name} is not there; "
            f"write <!-- table: {name} --> and <!-- end of table -->, then run `make generate`"
            for name in table_names(registry)
            if name.startswith(beginnings) and name not in held
        ]
    return found


def _filled(path: str, text: str, tables: dict[str, str], faults: list[Fault]) -> str:
    lines: list[str] = []
    opened = 0  # line of the marker that waits for its end
    for number, line in enumerate(text.splitlines(keepends=True), 1):
        begin, end = _BEGIN.fullmatch(line), _END.fullmatch(line)
        if begin and not opened:
            opened = number
            if begin[1] not in tables:
                problem, cure = f"there is no table {begin[1]!r}", nearest(begin[1], tables)
                faults.append(Fault(path, number, "marker", problem, cure))
            lines += [line, tables.get(begin[1], "") + "\n"]
        elif begin or (end and not opened):
            problem, cure = "is not one of a pair", "begin and end each table"
            faults.append(Fault(path, number, "marker", problem, cure))
        elif end or not opened:
            opened = 0
            lines.append(line)
    if opened:
        problem, cure = "the table does not end", "write <!-- end of table --> below it"
        faults.append(Fault(path, opened, "marker", problem, cure))
    return "".join(lines)


def table_names(registry: Registry) -> list[str]:
    """Name of every table a document may hold."""
    fields = [f"fields.{config.name}" for config in registry.configs]
    return [*fields, *(f"flags.{command.name}" for command in registry.commands), "legacy_keys"]


def all_tables(registry: Registry) -> dict[str, str]:
    """Name -> Markdown of every table a document may hold."""
    tables = {f"fields.{c.name}": fields_table(registry, c.name) for c in registry.configs}
    tables |= {f"flags.{c.name}": flags_table(registry, c.name) for c in registry.commands}
    tables["legacy_keys"] = legacy_table(registry)
    return tables


def fields_table(registry: Registry, config: str) -> str:
    """The fields of a dataclass."""
    rows = ["| field | type | default | allowed | meaning | reaches |", "| --- " * 6 + "|"]
    for view in (view_of(registry, knob) for knob in fields_of(registry, config)):
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
    for view in (view_of(registry, k) for k in registry.knobs if command in k.commands):
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
