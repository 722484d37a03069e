"""The layers of a configuration, read and put in order."""

from __future__ import annotations

from ptycho.config.rules import check_relations
from ptycho_generated.faults import Fault, InputError, KnobFault
from ptycho_generated.knobs import KNOBS, SPELLINGS, knob_named
from ptycho_generated.merge import (
    FIELDS,
    Resolved,
    Said,
    faults_of,
    missing,
    placed,
    resolve,
    view_of,
)
from ptycho_generated.values import Unreadable, from_data, from_text, plain, refused

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    Layer = tuple[list[tuple[str, Said]], list[Fault]]

_PREFIX = "PTYCHO_"


def environment_layer(command: str, environment: Mapping[str, str]) -> Layer:
    """What the variables ``PTYCHO_<KNOB>`` say; one that names no knob is a fault.

    Variables of other commands are passed over, so that one shell can serve several commands.
    """
    said: list[tuple[str, Said]] = []
    faults: list[Fault] = []
    for variable in sorted(environment):
        if not variable.startswith(_PREFIX):
            continue
        name = SPELLINGS.get(variable[len(_PREFIX) :].lower())
        if name is None:
            faults.append(Fault(variable, "names no knob", _nearest_variable(variable)))
        elif command in (knob := knob_named(name)).commands:
            text = environment[variable]
            try:
                said.append((name, Said(from_text(knob, text), "environment", variable)))
            except Unreadable:
                faults.append(refused(name, variable, repr(text)))
    return said, faults


def _nearest_variable(variable: str) -> str:
    from ptycho_generated.nearest import suggestion  # only needed where something is wrong

    cure = suggestion(variable[len(_PREFIX) :], [word.upper() for word in SPELLINGS], _PREFIX)
    return cure or "unset it"


def object_layer(command: str, config: Any) -> list[tuple[str, Said]]:
    """What an execution config says: every field that is not at its default."""
    owner = type(config).__name__
    said = []
    for name in FIELDS[owner]:
        value = plain(getattr(config, name))
        knob = KNOBS[name]
        if command in knob.commands and not (knob.has_default and value == knob.default):
            said.append((name, Said(value, "execution_config", f"{owner}.{name}")))
    return said


def override_layer(command: str, overrides: Mapping[str, Any]) -> Layer:
    """What explicit overrides, knob name -> value, say."""
    said: list[tuple[str, Said]] = []
    faults: list[Fault] = []
    for word, value in overrides.items():
        place = f"overrides[{word!r}]"
        name = SPELLINGS.get(word)
        if name is None or command not in knob_named(name).commands:
            from ptycho_generated.nearest import suggestion

            known = [each for each, knob in KNOBS.items() if command in knob.commands]
            cure = suggestion(word, known) or f"name a knob of the command {command}"
            faults.append(Fault(place, f"there is no knob {word!r} of this command", cure))
            continue
        try:
            said.append((name, Said(from_data(knob_named(name), plain(value)), "override", place)))
        except Unreadable:
            faults.append(refused(name, place, repr(value)))
    return said, faults


class Earlier:
    """The run that this one goes on from, or whose network it uses."""

    __slots__ = ("file", "is_resumed", "settings")

    def __init__(self, file: str, settings: Mapping[str, Any], *, is_resumed: bool) -> None:
        self.file = file
        """Checkpoint or bundle."""
        self.settings = settings
        """Its settings, nested."""
        self.is_resumed = is_resumed
        """Whether this run goes on with its training."""


def earlier_run(resolved: Resolved) -> Earlier | None:
    """The run behind ``--resume`` or ``--model-path``; InputError where it cannot be read."""
    name = {"train": "resume", "infer": "model_path"}.get(resolved.command, "")
    file = resolved.winner(name).value if name in resolved.said else None
    if name == "resume" and file == "auto":
        file = _newest_checkpoint(resolved)
    if file is None:
        return None
    from pathlib import Path

    from ptycho.config.earlier import bundle_settings, checkpoint_settings

    if name == "resume":
        return Earlier(file, checkpoint_settings(Path(file)), is_resumed=True)
    return Earlier(file, bundle_settings(Path(file)), is_resumed=False)


def _newest_checkpoint(resolved: Resolved) -> str | None:
    """The checkpoint that ``auto`` stands for, where there is one."""
    from pathlib import Path

    from ptycho.checkpoint_file import sound_checkpoint

    values = resolved.values
    folder = values.get("checkpoint_dir") or Path(values.get("output_dir") or "", "checkpoints")
    file, _ = sound_checkpoint(Path(folder))
    return None if file is None else str(file)


def resolve_layers(
    command: str, said: Iterable[tuple[str, Said]], faults: list[Fault]
) -> tuple[Resolved, Earlier | None]:
    """Put in order what the layers say, with that of an earlier run below them.

    What is wrong with the earlier run goes into ``faults``.
    """
    said = list(said)
    resolved = resolve(command, said)
    try:
        earlier = earlier_run(resolved)
    except InputError as error:
        faults += error.faults
        return resolved, None
    if earlier is not None:
        from ptycho.config.earlier import said_earlier

        below, wrong = said_earlier(command, earlier.settings, earlier.file)
        faults += wrong
        resolved = resolve(command, [*below, *said])
    return resolved, earlier


def problems(resolved: Resolved, earlier: Earlier | None) -> tuple[list[Fault], list[str]]:
    """Everything that is wrong with what was said, and what to warn of.

    Single values, relations, and how it differs from a run that is gone on with.
    """
    faults = faults_of(resolved)
    absent = missing(resolved)
    if all(fault in absent for fault in faults):  # relations of values that are all allowed
        try:
            check_relations(view_of(resolved))
        except InputError as error:
            faults += placed(error.faults, resolved)
    warnings: list[str] = []
    if earlier is not None and earlier.is_resumed:
        from ptycho.config.resume_guard import compare

        changed, warnings = compare(resolved, earlier.settings)
        faults += unmet(faults, changed)
    return faults, warnings


def unmet(faults: list[Fault], later: Iterable[Fault]) -> list[Fault]:
    """The later faults that are not about a knob whose fault is noted already."""
    noted = {fault.knob for fault in faults if isinstance(fault, KnobFault)}
    return [f for f in later if not (isinstance(f, KnobFault) and f.knob in noted)]
