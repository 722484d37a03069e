"""Where the value of a knob comes from."""

from __future__ import annotations

from ptycho_generated.faults import Fault, InputError
from ptycho_generated.flags import PROGRAMS
from ptycho_generated.knobs import KNOBS, SPELLINGS
from ptycho_generated.values import to_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ptycho_generated.merge import Resolved, Said

_LAYERS = {
    "default": "the default",
    "checkpoint": "the checkpoint",
    "run_file": "the run file",
    "environment": "the environment",
    "command_line": "the command line",
    "execution_config": "the execution config",
    "override": "an override",
}


def knob_names(flag: str, asked: list[str]) -> list[str]:
    """The knobs that the user asks about by name, flag or alias; InputError for other words.

    For a deprecated one it is the knob that takes its value.
    """
    words = [word.lstrip("-").replace("-", "_").lower() for word in asked]
    faults = []
    for word in words:
        if word not in SPELLINGS:
            from ptycho_generated.nearest import suggestion

            cure = suggestion(word, SPELLINGS) or "see --help-all for the names"
            faults.append(Fault(flag, f"there is no knob {word!r}", cure))
    if faults:
        raise InputError(faults)
    names = [SPELLINGS[word] for word in words]
    if all(name in KNOBS for name in names):
        return names
    from ptycho_generated.deprecated import DEPRECATED

    return [DEPRECATED[name].to if name in DEPRECATED else name for name in names]


def explain(name: str, resolved: Resolved) -> str:
    """Value of a knob, where it comes from, what it beat and why, and what it would mean to change.

    The values that were beaten follow strongest first.
    """
    knob = KNOBS[name]
    if name not in resolved.said:
        if resolved.command in knob.commands:
            return f"{name} is not given\n  it must be: {knob.flag}, {knob.env} or a run file"
        programs = " and ".join(PROGRAMS[command] for command in knob.commands)
        return f"{name} is no knob of this command\n  it belongs to {programs}"
    winner, losers = resolved.winner(name), resolved.losers(name)
    lines = [f"{name} = {to_text(winner.value)}", f"  from {_source(winner)}"]
    lines += [f"  beats {to_text(said.value)} from {_source(said)}" for said in losers]
    if losers:
        lines.append(f"  because {_because(name, winner, losers[0])}")
    policy = {
        "must_match": "must stay as it is",
        "warn": "may change, with a warning",
        "free": "may change",
    }[knob.resume]
    lines.append(f"  affects {knob.affects}; in a run that goes on it {policy}")
    return "\n".join(lines)


def _source(said: Said) -> str:
    layer = _LAYERS[said.layer]
    return layer if said.layer == "default" else f"{layer} ({said.place})"


def _because(name: str, winner: Said, beaten: Said) -> str:
    if KNOBS[name].machine and beaten.layer == "checkpoint":
        return "it is about the machine, and not about the run"
    if winner.layer == beaten.layer:
        return "of two in one layer the later counts"
    return f"{_LAYERS[winner.layer]} stands above {_LAYERS[beaten.layer]}"
