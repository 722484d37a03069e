# Generated from spec/knobs.yaml by `make generate`; edit the registry or the template.
# digest: input 17430757fa55512b form 9f9aeb3b42684696 text 6dd0602c4afa69b7

"""Knobs on their way out: still understood, and turned into the knobs that took over."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .knobs import KNOBS, Knob
from .values import to_text

_UNSAID = object()


def _same(value: Any) -> Any:
    return value


def _none_if_true(value: Any) -> Any:
    return "none" if value else _UNSAID


@dataclass(frozen=True, slots=True, kw_only=True)
class Deprecated:
    """A knob that goes, and what becomes of its value."""

    knob: Knob
    """How it is written; the command line, run files and environment still read it."""
    reason: str
    """Why it goes."""
    to: str
    """The knob that takes its value."""
    convert: Callable[[Any], Any]
    """From its value to one of that knob."""
    remove_in: str
    """Version in which it is gone."""
    warns: bool
    """Whether its use is remarked upon."""

    def successor(self, command: str, value: Any) -> tuple[str, Any] | None:
        """(knob, value) that a value stands for; None where it asks for nothing."""
        converted = self.convert(value)
        if converted is _UNSAID or command not in KNOBS[self.to].commands:
            return None
        return self.to, converted

    def warning(self, command: str, value: Any, layer: str, place: str) -> str:
        """One line that names the place, the reason and what to write instead."""
        successor = self.successor(command, value)
        cure = "leave it out, it changes nothing here"
        if successor is not None:
            heir, text = KNOBS[successor[0]], to_text(successor[1])
            ways = {"command_line": f"{heir.flag} {text}", "environment": f"{heir.env}={text}"}
            cure = f"write {ways.get(layer, f'{heir.name}: {text}')}"
        return f"{place}: deprecated, gone in {self.remove_in} ({self.reason}); {cure}"


DEPRECATED: dict[str, Deprecated] = {
    "n_images": Deprecated(
        knob=Knob(
            name="n_images",
            flag="--n-images",
            base="int",
            allowed="a whole number at least 1",
            help="Groups of neighbouring patterns drawn from the scan in each epoch.",
            group="data",
            commands=("train", "infer"),
            required=(),
            affects="numerics",
            resume="free",
        ),
        reason="it never counted images; a reconstruction takes the whole scan",
        to="n_groups",
        convert=_same,
        remove_in="1.0.0",
        warns=True,
    ),
    "disable_mlflow": Deprecated(
        knob=Knob(
            name="disable_mlflow",
            flag="--disable-mlflow",
            base="bool",
            allowed="true or false",
            help="Record no metrics.",
            group="logging",
            commands=("train",),
            required=(),
            affects="logging",
            resume="free",
        ),
        reason="one flag chooses among all loggers",
        to="logger_backend",
        convert=_none_if_true,
        remove_in="1.0.0",
        warns=True,
    ),
    "device": Deprecated(
        knob=Knob(
            name="device",
            flag="--device",
            base="enum",
            allowed="one of cpu, cuda",
            help="Kind of processor to compute on.",
            group="hardware",
            commands=("train", "infer"),
            required=(),
            affects="speed",
            resume="free",
            choices=("cpu", "cuda"),
        ),
        reason="it knows two kinds of processor only",
        to="accelerator",
        convert=_same,
        remove_in="1.0.0",
        warns=True,
    ),
}
