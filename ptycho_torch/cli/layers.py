"""The layers a user writes: environment, run files, command line; read together."""

from collections.abc import Iterable, Mapping

from ptycho.config.nearest import nearest
from ptycho_generated.faults import Fault, KnobFault
from ptycho_generated.knobs import KNOBS, SPELLINGS
from ptycho_generated.merge import Resolved, Said, resolve
from ptycho_generated.values import Unreadable, from_text, refused
from ptycho_torch.cli.parse import Words

_PREFIX = "PTYCHO_"
_VARIABLES = {f"{_PREFIX}{word.upper()}": name for word, name in SPELLINGS.items()}


def read_layers(
    command: str, words: Words, environment: Mapping[str, str]
) -> tuple[Resolved, list[Fault]]:
    """Resolve everything that was said for a command.

    Faults come in the order command line, environment, run files.
    """
    said = list(words.said)
    faults = list(words.faults)
    _environment(command, environment, said, faults)
    for path in words.run_files:
        from ptycho.config.files import read_run_file  # YAML costs time, and not every call has one

        more, wrong = read_run_file(path, command)
        said += more
        faults += wrong
    return resolve(command, said), faults


def _environment(
    command: str,
    environment: Mapping[str, str],
    said: list[tuple[str, Said]],
    faults: list[Fault],
) -> None:
    for variable, text in sorted(environment.items()):
        if not variable.startswith(_PREFIX):
            continue
        name = _VARIABLES.get(variable.upper())
        if name is None:
            cure = nearest(variable.upper(), _VARIABLES, "unset it")
            faults.append(Fault(variable, "names no knob", cure))
        elif command in KNOBS[name].commands:
            try:
                said.append((name, Said(from_text(KNOBS[name], text), "environment", variable)))
            except Unreadable:
                faults.append(refused(name, variable, repr(text)))


def unmet(faults: list[Fault], later: Iterable[Fault]) -> list[Fault]:
    """Faults of the settings that are not a consequence of an unreadable value noted before."""
    unreadable = {fault.knob for fault in faults if isinstance(fault, KnobFault)}
    return [f for f in later if not (isinstance(f, KnobFault) and f.knob in unreadable)]
