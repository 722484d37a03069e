"""What every command does: read its words, answer questions, run its work, choose the exit code."""

import importlib
import os
import sys
from typing import Any

from ptycho.config.nearest import nearest
from ptycho.config.rules import check_relations
from ptycho_generated import merge
from ptycho_generated.faults import Fault, InputError
from ptycho_generated.knobs import KNOBS, SPELLINGS
from ptycho_generated.merge import Resolved
from ptycho_generated.values import to_text
from ptycho_torch.cli.layers import read_layers, unmet
from ptycho_torch.cli.parse import Words, scan_words

DONE, OUR_FAULT, WRONG_INPUT, INTERRUPTED = 0, 1, 2, 130


def run_command(command: str, words: list[str], work: str) -> int:
    """Run a command and return its exit code.

    ``work`` names a function as ``module:function``; it is imported when the configuration is
    known to be right and called with the settings and where they come from. 0: done. 2: the
    user's input is wrong, one line per fault on stderr. 130: interrupted. Anything else that goes
    wrong is ours: exit code 1, and the traceback in ``run.log`` where there is one.
    """
    scanned = scan_words(command, words)
    try:
        settings, resolved = _settings(command, scanned)
        if scanned.why:
            print("\n".join(explain(name, resolved) for name in _names(scanned.why)))
            return DONE
        if scanned.print_config:
            from ptycho.config.files import run_file_text

            print(run_file_text(resolved), end="")
            return DONE
        module, _, function = work.partition(":")
        getattr(importlib.import_module(module), function)(settings, resolved)
    except InputError as error:
        for fault in error.faults:
            print(fault, file=sys.stderr)
        return WRONG_INPUT
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001 - whatever is left is our fault, and ends here
        _report(error)
        return OUR_FAULT
    return DONE


def _settings(command: str, scanned: Words) -> tuple[Any, Resolved]:
    """Settings and where they come from. Raises InputError with every fault.

    A question about the configuration is answered before it is complete; the settings are then
    None.
    """
    resolved, faults = read_layers(command, scanned, os.environ)
    settings = None
    try:
        settings = getattr(merge, f"{command}_settings")(resolved)
        check_relations(settings)
    except InputError as error:
        later = merge.placed(error.faults, resolved)
        if scanned.why or scanned.print_config:
            absent = merge.missing(resolved)
            later = [fault for fault in later if fault not in absent]
        faults += unmet(faults, later)
    if faults:
        raise InputError(faults)
    return settings, resolved


def _names(asked: list[str]) -> list[str]:
    words = [word.lstrip("-").replace("-", "_") for word in asked]
    wrong = [word for word in words if word not in SPELLINGS]
    if wrong:
        cures = [nearest(word, SPELLINGS, "see --help for the flags") for word in wrong]
        raise InputError(
            Fault("--why", f"there is no knob {word!r}", cure)
            for word, cure in zip(wrong, cures, strict=True)
        )
    return [SPELLINGS[word] for word in words]


def explain(name: str, resolved: Resolved) -> str:
    """Value of a knob, the layer and place it comes from, and what it beat, strongest first."""
    commands = KNOBS[name].commands
    if resolved.command not in commands:
        return f"{name}: not a knob of this command ({', '.join(commands)})"
    if name not in resolved.said:
        return f"{name}: not given"
    winner = resolved.winner(name)
    lines = [f"{name}: {to_text(winner.value)}  (from {winner.layer}, {winner.place})"]
    lines += [
        f"  beats {to_text(said.value)}  (from {said.layer}, {said.place})"
        for said in resolved.losers(name)
    ]
    return "\n".join(lines)


def _report(error: Exception) -> None:
    notes = getattr(error, "__notes__", [])
    if not notes:  # there was no log to write to
        import traceback

        traceback.print_exception(error)
    print("; ".join([f"internal error: {type(error).__name__}: {error}", *notes]), file=sys.stderr)
