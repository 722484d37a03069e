"""Which knobs a sweep tries, and the configuration of one of its trials."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Protocol

from ptycho_generated.faults import Fault, InputError
from ptycho_generated.knobs import KNOBS, SPELLINGS
from ptycho_generated.merge import Resolved, Said
from ptycho_generated.nearest import suggestion
from ptycho_generated.search_space import AXES, Axis
from ptycho_generated.settings import TrainSettings

OF_THE_SWEEP = ("sweep", "sweep_over", "sweep_storage", "overwrite")
"""Knobs that say nothing of one trial."""


class Trial(Protocol):
    """What suggests values, such as a trial of Optuna."""

    def suggest_float(
        self, name: str, low: float, high: float, *, step: float | None = None, log: bool = False
    ) -> float:
        """A number of a range."""

    def suggest_int(
        self, name: str, low: int, high: int, *, step: int = 1, log: bool = False
    ) -> int:
        """A whole number of a range."""

    def suggest_categorical(self, name: str, choices: Any) -> Any:
        """One of some values."""


def free_axes(settings: TrainSettings, resolved: Resolved) -> tuple[list[Axis], list[str]]:
    """The axes that a sweep moves along, and the knobs that it leaves as they were given.

    A knob is left alone where somebody gave it, or one that has a rule on it, a value. Raises
    InputError where ``--sweep-over`` names knobs that cannot be tried, or nothing is left to try.
    """
    asked = [SPELLINGS.get(word, word) for word in settings.execution.sweep_over]
    given = {name for name in resolved.said if resolved.winner(name).layer != "default"}
    kept = [
        axis.name
        for axis in AXES.values()
        if (axis.name in given or not given.isdisjoint(axis.fixed_by))
        and (not asked or axis.name in asked)
    ]
    if faults := [*_unknown(asked), *(_given(name, resolved) for name in kept if name in asked)]:
        raise InputError(faults)
    free = [axis for axis in AXES.values() if axis.name not in kept]
    free = [axis for axis in free if not asked or axis.name in asked]
    free = [axis for axis in free if _may_open(axis, free, resolved.values)]
    if not free:
        problem = "there is nothing to try: each knob that a sweep knows is given, or has no effect"
        raise InputError([Fault("--sweep", problem, "leave some out; see --help-all")])
    return free, kept


def _may_open(axis: Axis, free: Iterable[Axis], values: Mapping[str, Any]) -> bool:
    """Whether a knob has an effect in some trial, as things are or by another that is tried."""
    tried = {each.name for each in free}
    return axis.is_open(values) or any(other in tried for other, *_ in axis.only_if)


def _unknown(asked: Iterable[str]) -> Iterable[Fault]:
    for name in asked:
        if name not in AXES:
            cure = suggestion(name, AXES) or f"name some of {', '.join(AXES)}"
            yield Fault("--sweep-over", f"{name!r} is no knob with bounds for a sweep", cure)


def _given(name: str, resolved: Resolved) -> Fault:
    speaking = (name, *AXES[name].fixed_by)
    by = next(each for each in speaking if resolved.winner(each).layer != "default")
    place = resolved.winner(by).place
    return Fault(f"--sweep-over {name}", f"{by} is given ({place})", "leave out one of both")


def suggest(trial: Trial, axes: Iterable[Axis], values: Mapping[str, Any]) -> dict[str, Any]:
    """Values of a trial for the knobs that have an effect beside the others.

    ``values`` are those of all knobs without the sweep. A knob on which others depend has its axis
    before theirs.
    """
    found: dict[str, Any] = {}
    for axis in axes:
        if axis.is_open({**values, **found}):
            found[axis.name] = _value(trial, axis)
    return found


def _value(trial: Trial, axis: Axis) -> Any:
    name, low, high = axis.name, axis.low, axis.high
    if axis.choices:
        return trial.suggest_categorical(name, list(axis.choices))
    if axis.base == "int":
        return trial.suggest_int(name, int(low), int(high), step=int(axis.step or 1), log=axis.log)
    return trial.suggest_float(name, low, high, step=axis.step, log=axis.log)


def of_trial(resolved: Resolved, found: Mapping[str, Any], name: str, folder: Path) -> Resolved:
    """The configuration of one trial, in a run folder of its own; each value says where it is from.

    ``found`` are the values that were suggested, ``name`` is that of the trial.
    """
    said = dict(resolved.said)
    for each in OF_THE_SWEEP:
        said[each] = tuple(one for one in said[each] if one.layer == "default")
    for each, value in {**found, "output_dir": str(folder)}.items():
        said[each] = (*said.get(each, ()), Said(value, "override", f"sweep, {name}"))
    return Resolved(resolved.command, said)


def without_folder(resolved: Resolved) -> Resolved:
    """A configuration that may be used in any folder."""
    said = {name: each for name, each in resolved.said.items() if name != "output_dir"}
    return Resolved(resolved.command, said)


def given_values(resolved: Resolved) -> dict[str, Any]:
    """Knob -> value of what somebody gave, what says nothing of one training left out."""
    names = set(KNOBS) - {*OF_THE_SWEEP, "output_dir", "quiet"}
    return {
        name: resolved.winner(name).value
        for name in resolved.said
        if name in names and resolved.winner(name).layer != "default"
    }
