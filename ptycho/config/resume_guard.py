"""May a run go on with another configuration than the one it began with?"""

from collections.abc import Mapping
from typing import Any

from ptycho.config.earlier import flat
from ptycho.config.hashes import same
from ptycho_generated.faults import Fault, KnobFault
from ptycho_generated.knobs import KNOBS
from ptycho_generated.merge import Resolved, placed
from ptycho_generated.values import Unreadable, from_data, to_text


def compare(resolved: Resolved, earlier: Mapping[str, Any]) -> tuple[list[Fault], list[str]]:
    """What forbids to go on from a run with the settings ``earlier``, and what to warn of.

    A knob with the policy ``must_match`` that changed is a fault, one with ``warn`` a line of
    text; one with ``free`` may change silently. A knob that the earlier run did not know had its
    default then.
    """
    faults: list[Fault] = []
    warnings: list[str] = []
    before = dict(flat(earlier))
    for name in resolved.said:
        knob = KNOBS[name]
        if knob.resume == "free" or not (name in before or knob.has_default):
            continue
        winner = resolved.winner(name)
        try:
            old = from_data(knob, before[name]) if name in before else knob.default
        except Unreadable:
            old = before[name]
        if same(winner.value, old):
            continue
        now, then = to_text(winner.value) or "empty", to_text(old) or "empty"
        if knob.resume == "warn":
            place = knob.flag if winner.layer == "default" else winner.place
            warnings.append(f"{place}: {name} is {now}, and was {then} when the run began")
        else:
            problem = f"{name} is {now}, but the checkpoint was trained with {then}"
            cure = f"leave it at {then}, or start a new run without --resume"
            faults.append(KnobFault(name, knob.flag, problem, cure))
    return placed(faults, resolved), warnings
