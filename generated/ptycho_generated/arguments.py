# Generated from spec/knobs.yaml by `make generate`; edit the registry or the template.
# digest: input f73856ee85397f4e form 9f9aeb3b42684696 text 14f00ab5fd665763

"""The knobs as arguments of an argparse parser, for programs that bring their own."""

from argparse import SUPPRESS, Action, ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable
from typing import Any

from .flags import ADDING, FLAGS
from .knobs import Knob, knob_named
from .values import Unreadable, from_text


def add_arguments(parser: ArgumentParser, command: str) -> None:
    """Add every flag of a command. A flag that is not given leaves no attribute behind."""
    spellings: dict[tuple[str, bool | None], list[str]] = {}
    for flag, (name, constant) in FLAGS[command].items():
        words = spellings.setdefault((name, constant), [])
        words.extend(dict.fromkeys((flag, "--" + flag[2:].replace("-", "_"))))
    for (name, constant), flags in spellings.items():
        knob = knob_named(name)
        text = knob.help.replace("%", "%%")
        if name in ADDING:
            parser.add_argument(
                *flags, dest=name, default=SUPPRESS, action=_Add, type=_reader(knob), help=text
            )
        elif constant is None:
            parser.add_argument(*flags, dest=name, default=SUPPRESS, type=_reader(knob), help=text)
        else:
            parser.add_argument(
                *flags, dest=name, default=SUPPRESS, action="store_const", const=constant, help=text
            )


class _Add(Action):
    """Adds the values to those that were given before."""

    def __call__(
        self,
        parser: ArgumentParser,  # noqa: ARG002 - the signature is argparse's
        namespace: Namespace,
        values: Any,
        option_string: str | None = None,  # noqa: ARG002
    ) -> None:
        setattr(namespace, self.dest, (*getattr(namespace, self.dest, ()), *values))


def _reader(knob: Knob) -> Callable[[str], object]:
    def read(text: str) -> object:
        try:
            return from_text(knob, text)
        except Unreadable:
            raise ArgumentTypeError(f"{text!r} is not allowed; give {knob.allowed}") from None

    return read
