"""Run files: flat YAML of knob names and values, read with the place of every value."""

from __future__ import annotations

import yaml

from ptycho_generated.faults import Fault
from ptycho_generated.knobs import SPELLINGS, Knob, knob_named
from ptycho_generated.merge import Said
from ptycho_generated.nearest import suggestion
from ptycho_generated.values import Unreadable, from_data, refused

TYPE_CHECKING = False
if TYPE_CHECKING:
    from os import PathLike
    from typing import Any

    File = str | PathLike[str]

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_construct = yaml.constructor.SafeConstructor()
_LARGEST_BYTES = 1 << 20
_DEEPEST = 20
_MOST_ALIASES = 100
_LONGEST_NUMBER = 100
_LONGEST_SHOWN = 200


def read_run_file(path: File, command: str) -> tuple[list[tuple[str, Said]], list[Fault]]:
    """What a run file says of the knobs of a command, with every fault in it.

    Each value's place is ``file:line:column``. Knobs of other commands are passed over, so that
    one file can serve several commands.
    """
    try:
        with open(path, "rb") as opened:  # noqa: PTH123 - pathlib costs more than this
            content = opened.read(_LARGEST_BYTES + 1)
        fault = _excess(path, content)
        if fault is not None:
            return [], [fault]
        node = yaml.compose(content.decode(), Loader=_Loader)
    except (OSError, ValueError) as error:
        if isinstance(error, UnicodeDecodeError):
            return [], [Fault(str(path), "is not UTF-8 text", "save it as UTF-8")]
        problem = f"cannot be read ({getattr(error, 'strerror', None) or error})"
        return [], [Fault(f"--config {path}", problem, "give a file that exists")]
    except yaml.YAMLError as error:
        return [], [_syntax_fault(path, error)]
    if node is None or (node.tag.endswith(":null") and not node.value):
        return [], []
    if not isinstance(node, yaml.MappingNode):
        return [], [Fault(str(path), "is not a mapping", "write lines of the form name: value")]
    said: list[tuple[str, Said]] = []
    faults: list[Fault] = []
    seen: set[str] = set()
    for key_node, value_node in node.value:
        place = _place(path, key_node)
        key = _shown(key_node)
        name = SPELLINGS.get(key)
        if name is None:
            cure = suggestion(key, SPELLINGS) or "see --print-config for the names"
            faults.append(Fault(place, f"there is no knob {key!r}", cure))
        elif name in seen:
            faults.append(Fault(place, f"{key!r} is said twice", "keep one of the lines"))
        elif command in (knob := knob_named(name)).commands:
            _read_value(knob, value_node, _place(path, value_node), said, faults)
        seen.add(name or key)
    return said, faults


def _excess(path: File, content: bytes) -> Fault | None:
    """What makes a file too large, too deep or too tangled to be a run file."""
    if len(content) > _LARGEST_BYTES:
        problem = f"is larger than {_LARGEST_BYTES} bytes"
        return Fault(str(path), problem, "give a run file: lines of the form name: value")
    depth = aliases = 0
    for event in yaml.parse(content.decode(), Loader=_Loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        aliases += isinstance(event, yaml.AliasEvent)
        if depth > _DEEPEST or aliases > _MOST_ALIASES:
            mark: Any = event.start_mark
            place = f"{path}:{mark.line + 1}:{mark.column + 1}"
            what = f"{_DEEPEST} levels" if depth > _DEEPEST else f"{_MOST_ALIASES} aliases"
            return Fault(place, f"holds more than {what}", "write lines of the form name: value")
    return None


def _read_value(
    knob: Knob, node: yaml.Node, place: str, said: list[tuple[str, Said]], faults: list[Fault]
) -> None:
    datum = _datum(knob, node)
    try:
        said.append((knob.name, Said(from_data(knob, datum), "run_file", place)))
    except Unreadable:
        faults.append(refused(knob.name, place, f"{knob.name}: {_shown(node)}"))


def _datum(knob: Knob, node: yaml.Node) -> object:
    """The value as data; what no knob can hold stays a node, which no knob accepts."""
    if isinstance(node, yaml.SequenceNode):
        return [_scalar(knob, child) for child in node.value]
    return _scalar(knob, node)


def _scalar(knob: Knob, node: yaml.Node) -> object:
    if not isinstance(node, yaml.ScalarNode):
        return node
    kind = node.tag.rsplit(":", 1)[-1]
    try:
        if kind in ("int", "float") and len(node.value) > _LONGEST_NUMBER:
            return node.value  # no knob is so large, and reading it could take for ever
        if kind in ("int", "float", "bool", "null"):
            return getattr(_construct, f"construct_yaml_{kind}")(node)
        if (
            knob.base == "float" and not node.style and len(node.value) <= _LONGEST_NUMBER
        ):  # no quotes
            return float(node.value)  # YAML 1.1 takes 1e-3 for text
    except (
        ArithmeticError,
        LookupError,
        ValueError,
    ):  # not a number, or a tag that does not fit, such as `!!int x`
        pass
    return node.value


def _shown(node: yaml.Node) -> str:
    text = _written(node)
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}..."


def _written(node: yaml.Node) -> str:
    if isinstance(node, yaml.ScalarNode):
        return str(node.value)
    if isinstance(node, yaml.MappingNode):
        return "a mapping"
    parts = [child.value if isinstance(child, yaml.ScalarNode) else "..." for child in node.value]
    return f"[{', '.join(parts)}]"


def _place(path: File, node: yaml.Node) -> str:
    return f"{path}:{node.start_mark.line + 1}:{node.start_mark.column + 1}"


def _syntax_fault(path: File, error: yaml.YAMLError) -> Fault:
    mark = getattr(error, "problem_mark", None)
    place = f"{path}:{mark.line + 1}:{mark.column + 1}" if mark else str(path)
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error)
    return Fault(place, f"cannot be read as YAML ({problem})", "correct the syntax")
