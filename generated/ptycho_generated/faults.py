# Generated from spec/knobs.yaml by `make generate`; edit the registry or the template.
# digest: input 8ccd1a5fa968a09a form 9f9aeb3b42684696 text d23abfbf66a60ece

"""What is wrong with the user's input: one fault per line, each with place, problem and cure."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable


class Fault:
    """One mistake in the user's input.

    ``place`` is where the user can change it (a flag, ``file:line:column``, an environment
    variable, a data file), ``problem`` says what is wrong with which value, ``cure`` what to do.
    """

    __slots__ = ("cure", "place", "problem")

    def __init__(self, place: str, problem: str, cure: str) -> None:
        self.place = place
        self.problem = problem
        self.cure = cure

    def __str__(self) -> str:
        return f"{self.place}: {self.problem}; {self.cure}"

    def __repr__(self) -> str:
        return f"Fault({self.place!r}, {self.problem!r}, {self.cure!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Fault) and str(self) == str(other)

    def __hash__(self) -> int:
        return hash(str(self))


class InputError(ValueError):
    """The user's input is wrong; ``faults`` holds every mistake found, in the order met."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


class KnobFault(Fault):
    """A value that a knob cannot have; ``knob`` says which."""

    __slots__ = ("knob",)

    def __init__(self, knob: str, place: str, problem: str, cure: str) -> None:
        super().__init__(place, problem, cure)
        self.knob = knob
