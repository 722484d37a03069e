"""What every command does: read its words, answer questions, run its work, choose the exit code."""

from __future__ import annotations

import os
import sys

from ptycho.config.layers import problems, unmet
from ptycho_generated import merge
from ptycho_generated.faults import InputError
from ptycho_torch.cli.colour import RED, YELLOW, painted
from ptycho_torch.cli.layers import as_written, read_layers
from ptycho_torch.cli.parse import Words, scan_words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from os import PathLike
    from typing import Any

    from ptycho_generated.config import PyTorchExecutionConfig
    from ptycho_generated.faults import Fault
    from ptycho_generated.merge import Resolved

_LONGEST_LINE = 2000
DONE, OUR_FAULT, WRONG_INPUT, INTERRUPTED, TERMINATED = 0, 1, 2, 130, 143


def run_command(command: str, words: list[str], work: str) -> int:
    """Run a command and return its exit code.

    ``work`` names a function as ``module:function``; it is imported when the configuration is
    known to be right and called with the settings and where they come from. 0: done. 2: the
    user's input is wrong, one line per fault on stderr. 130: interrupted, 143: terminated. 1: the
    machine gave way, which one line tells, or anything else went wrong, which is our fault; the
    traceback is in ``run.log`` where there is one.
    """
    values: Mapping[str, Any] = {}
    try:
        scanned = scan_words(command, words)
        resolved = checked(command, scanned)
        values = resolved.values
        if scanned.why:
            from ptycho_torch.cli.explain import explain, knob_names

            print("\n".join(explain(name, resolved) for name in knob_names("--why", scanned.why)))
            return DONE
        if scanned.print_config:
            from ptycho.config.run_text import run_file_text

            print(run_file_text(resolved), end="")
            return DONE
        settings = getattr(merge, f"{command}_settings")(resolved)
        module, _, function = work.partition(":")
        getattr(__import__(module, fromlist=[function]), function)(settings, resolved)
    except InputError as error:
        print_faults(error.faults)
        return WRONG_INPUT
    except KeyboardInterrupt as error:
        terminated = type(error).__name__ == "Terminated"
        print("terminated" if terminated else "interrupted", file=sys.stderr)
        return TERMINATED if terminated else INTERRUPTED
    except Exception as error:  # noqa: BLE001 - whatever is left is our fault, and ends here
        _report(command, error, values)
        return OUR_FAULT
    return DONE


def checked(command: str, scanned: Words) -> Resolved:
    """Everything that was said for a command, once nothing is wrong with it.

    Raises InputError with every fault. A question about the configuration is answered before it
    is complete.
    """
    resolved, faults, earlier = read_layers(command, scanned, os.environ)
    for line in resolved.warnings:
        print(f"{painted('warning', YELLOW, sys.stderr)}: {line}", file=sys.stderr)
    found, warnings = problems(resolved, earlier)
    if scanned.why or scanned.print_config:
        found = [fault for fault in found if fault.problem != "is not given"]
    faults += unmet(faults, found)
    for line in warnings:
        print(f"{painted('warning', YELLOW, sys.stderr)}: {line}", file=sys.stderr)
    if faults:
        raise InputError(as_written(faults, scanned))
    return resolved


def print_faults(faults: Iterable[Fault]) -> None:
    """One line per fault on stderr."""
    for fault in faults:
        place = painted(_legible(fault.place), RED, sys.stderr)
        print(f"{place}: {_legible(fault.problem)}; {_legible(fault.cure)}", file=sys.stderr)


def _legible(text: str) -> str:
    """One line without control characters, which a hostile file could send to the terminal."""
    if not text.isprintable():
        text = "".join(each if each.isprintable() else ascii(each)[1:-1] for each in text)
    return text if len(text) <= _LONGEST_LINE else f"{text[:_LONGEST_LINE]}..."


def _report(command: str, error: Exception, values: Mapping[str, Any]) -> None:
    from ptycho_torch.cli.failures import failure  # only needed where something is wrong

    found = failure(command, error, values)
    if found is not None:
        print_faults([found])
        return
    notes = getattr(error, "__notes__", [])
    if not notes:  # there was no log to write to
        import traceback

        traceback.print_exception(error)
    print("; ".join([f"internal error: {type(error).__name__}: {error}", *notes]), file=sys.stderr)


_COMMANDS = {"training": "train", "inference": "infer"}


def build_execution_config_from_args(args: Any, mode: str = "training") -> PyTorchExecutionConfig:
    """The execution config that the attributes of a parser's result say, for a program.

    An attribute is a knob by any of its names; None says nothing, and what is no knob is warned of.
    ``mode`` is "training" or "inference". Raises ValueError for another mode, and InputError with
    every fault of the values.
    """
    import warnings

    from ptycho.config.layers import override_layer
    from ptycho_generated.building import from_values
    from ptycho_generated.config import PyTorchExecutionConfig
    from ptycho_generated.deprecated import DEPRECATED
    from ptycho_generated.knobs import SPELLINGS, knob_named

    if mode not in _COMMANDS:
        raise ValueError(f"Invalid mode: {mode!r}. Expected one of {sorted(_COMMANDS)}")
    command = _COMMANDS[mode]
    given = {word: value for word, value in vars(args).items() if value is not None}
    if odd := sorted(word for word in given if word not in SPELLINGS):
        message = f"build_execution_config_from_args: no effect here: {', '.join(odd)}"
        warnings.warn(message, UserWarning, stacklevel=2)
    known = {
        word: value
        for word, value in given.items()
        if word in SPELLINGS and command in knob_named(SPELLINGS[word]).commands
    }
    # What is said under a deprecated name gives way to what is said under the new one.
    order = sorted(known, key=lambda word: SPELLINGS[word] not in DEPRECATED)
    said, faults = override_layer(command, {word: known[word] for word in order})
    if faults:
        raise InputError(faults)
    resolved = merge.resolve(command, said)
    for line in resolved.warnings:
        warnings.warn(line, DeprecationWarning, stacklevel=2)
    fields = merge.FIELDS["PyTorchExecutionConfig"]
    values = {name: value for name, value in resolved.values.items() if name in fields}
    return from_values(PyTorchExecutionConfig, values)


def resolve_accelerator(accelerator: str = "auto", device: str | None = None) -> str:
    """The accelerator that counts: the one given under that name, whatever ``device`` says.

    Raises InputError for one that there is none of.
    """
    from ptycho_generated.config import PyTorchExecutionConfig

    if device is not None:
        import warnings

        message = f"device={device!r} is deprecated and has no effect beside accelerator"
        warnings.warn(f"{message}: give accelerator={device!r}", DeprecationWarning, stacklevel=2)
    return PyTorchExecutionConfig(accelerator=accelerator).accelerator  # type: ignore[arg-type]


def validate_paths(
    train_file: str | PathLike[str] | None,
    test_file: str | PathLike[str] | None,
    output_dir: str | PathLike[str],
) -> None:
    """See that the files exist, where they are given, and make the folder.

    Raises FileNotFoundError; the folder is then not made.
    """
    from pathlib import Path

    for role, file in (("Training", train_file), ("Test", test_file)):
        if file is not None and not Path(file).is_file():
            raise FileNotFoundError(f"{role} data file not found: {file}")
    Path(output_dir).mkdir(parents=True, exist_ok=True)
