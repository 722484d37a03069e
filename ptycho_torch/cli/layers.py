"""The layers a user writes: command line, environment, run files; read together."""

from __future__ import annotations

from ptycho.config.layers import Earlier, environment_layer, resolve_layers

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ptycho_generated.faults import Fault
    from ptycho_generated.merge import Resolved
    from ptycho_torch.cli.parse import Words


def read_layers(
    command: str, words: Words, environment: Mapping[str, str]
) -> tuple[Resolved, list[Fault], Earlier | None]:
    """Resolve everything that was said for a command, and what was wrong with saying it.

    The third is the run to go on from or to use, where there is one.
    """
    said = list(words.said)
    faults = list(words.faults)
    more, wrong = environment_layer(command, environment)
    said += more
    faults += wrong
    for file in words.run_files:
        from ptycho.config.files import read_run_file  # YAML costs time, and not every call has one

        more, wrong = read_run_file(file, command)
        said += more
        faults += wrong
    resolved, earlier = resolve_layers(command, said, faults)
    return resolved, faults, earlier


def as_written(faults: Iterable[Fault], words: Words) -> list[Fault]:
    """The faults in the order in which the user wrote what is wrong.

    That is along the command line, with what stands in a run file where the file is named; then
    the environment, then what is missing.
    """
    return sorted(faults, key=lambda fault: _written(fault.place, words))


def _written(place: str, words: Words) -> tuple[int, int, int, int]:
    file, line, column = place, "0", "0"
    if place not in words.index and place.count(":") >= 2:  # file:line:column
        file, line, column = place.rsplit(":", 2)
    if file in words.index and line.isdigit() and column.isdigit():
        return 0, words.index[file], int(line), int(column)
    return (1 if place.startswith("PTYCHO_") else 2), 0, 0, 0
