# Generated from spec/knobs.yaml by `make generate`; edit the registry or the template.
# digest: input ed4affb0f99ee790 text 25b165e0b68c02a7

"""The knobs as arguments of an argparse parser, for programs that bring their own."""

from argparse import SUPPRESS, ArgumentParser, ArgumentTypeError
from collections.abc import Callable

from .flags import FLAGS
from .knobs import KNOBS, Knob
from .values import Unreadable, from_text


def add_arguments(parser: ArgumentParser, command: str) -> None:
    """Add every flag of a command. A flag that is not given leaves no attribute behind."""
    spellings: dict[tuple[str, bool | None], list[str]] = {}
    for flag, (name, constant) in FLAGS[command].items():
        words = spellings.setdefault((name, constant), [])
        words.extend(dict.fromkeys((flag, "--" + flag[2:].replace("-", "_"))))
    for (name, constant), flags in spellings.items():
        knob = KNOBS[name]
        text = knob.help.replace("%", "%%")
        if constant is None:
            parser.add_argument(*flags, dest=name, default=SUPPRESS, type=_reader(knob), help=text)
        else:
            parser.add_argument(
                *flags, dest=name, default=SUPPRESS, action="store_const", const=constant, help=text
            )


def _reader(knob: Knob) -> Callable[[str], object]:
    def read(text: str) -> object:
        try:
            return from_text(knob, text)
        except Unreadable:
            raise ArgumentTypeError(f"{text!r} is not allowed; give {knob.allowed}") from None

    return read
