# Generated from spec/knobs.yaml by `make generate`; edit the registry or the template.
# digest: input 1329bab666cad0f2 form 9f9aeb3b42684696 text b55828812532ae7a

"""Values as text and as data: reading what a user wrote, and settling what a program passed."""

from __future__ import annotations

from .faults import InputError, KnobFault
from .knobs import KNOBS, Knob, knob_named

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

inf = float("inf")
_TRUE = ("true", "yes", "on", "1")
_FALSE = ("false", "no", "off", "0")
_NONE = ("none", "null")


class Unreadable(ValueError):
    """The text or datum is no value of the knob's type."""


def from_text(knob: Knob, text: str) -> Any:
    """Value that a word of the command line or an environment variable stands for.

    A path stays text; the dataclass that holds it makes it a ``Path``. Raises :class:`Unreadable`
    where the text is not of the knob's type; the range is checked by the dataclass that holds the
    value.
    """
    if knob.optional and text.lower() in _NONE:
        return None
    if text in knob.words:
        return text
    if knob.is_list:
        return tuple(
            _scalar_from_text(knob, part.strip()) for part in text.split(",") if part.strip()
        )
    return _scalar_from_text(knob, text)


def _scalar_from_text(knob: Knob, text: str) -> Any:
    if knob.base == "bool":
        if text.lower() in _TRUE:
            return True
        if text.lower() in _FALSE:
            return False
        raise Unreadable(text)
    if knob.base in ("int", "float"):
        try:
            whole = knob.base == "int" and not (knob.share and _has_point(text))
            number = int(text) if whole else float(text)
        except ValueError:
            raise Unreadable(text) from None
        if not -inf < number < inf:
            raise Unreadable(text)
        return number
    if not text:
        raise Unreadable(text)
    return text


def _has_point(text: str) -> bool:
    """Whether a number is written as a share, 1.0, and not as a count, 1."""
    return "." in text or "e" in text.lower()


def from_data(knob: Knob, datum: object) -> Any:
    """Value that a datum of a YAML or JSON file stands for; a path stays text.

    Raises :class:`Unreadable`.
    """
    if knob.optional and (datum is None or (isinstance(datum, str) and datum.lower() in _NONE)):
        return None
    if isinstance(datum, str) and datum in knob.words:
        return datum
    if knob.is_list:
        if not isinstance(datum, (list, tuple)):
            raise Unreadable(repr(datum))
        return tuple(_scalar_from_data(knob, each) for each in datum)
    return _scalar_from_data(knob, datum)


def _scalar_from_data(knob: Knob, datum: object) -> Any:
    if knob.base == "float" and type(datum) is int:
        return _float(datum)
    if knob.share and type(datum) is float:
        return datum
    if knob.base == "path" and (not datum or "\0" in str(datum)):
        raise Unreadable(repr(datum))
    kinds = {"bool": bool, "int": int, "float": float, "str": str, "enum": str, "path": str}
    if type(datum) is not kinds[knob.base]:
        raise Unreadable(repr(datum))
    return datum


def _float(number: int) -> float:
    """The float nearest to a whole number; infinity, which no knob takes, where it is too large."""
    try:
        return float(number)
    except OverflowError:
        return inf if number > 0 else -inf


def plain(value: Any) -> Any:
    """The value as the layers hold it: a path is text."""
    if type(value) is tuple:
        return tuple([plain(each) for each in value])
    return value.__fspath__() if hasattr(value, "__fspath__") else value


def to_data(value: object) -> Any:
    """The value as plain data for YAML or JSON."""
    value = plain(value)
    return list(value) if type(value) is tuple else value


def to_text(value: object) -> str:
    """The value as a word of the command line; :func:`from_text` reads it back."""
    if isinstance(value, tuple):
        return ",".join([to_text(each) for each in value])
    if value is None:
        return "none"
    return str(value).lower() if isinstance(value, bool) else str(value)


def to_yaml(value: object) -> str:
    """The value as it stands in a run file; :func:`from_data` takes what YAML makes of it."""
    if isinstance(value, tuple):
        return f"[{', '.join([to_yaml(each) for each in value])}]"
    if value is None or isinstance(value, bool):
        return "null" if value is None else str(value).lower()
    text = str(value)
    if isinstance(value, float) and "e" in text:  # YAML takes 1e-05 for text, and 1.0e-05 for 1e-05
        mantissa, _, exponent = text.partition("e")
        sign = "" if exponent[0] in "+-" else "+"
        return f"{mantissa}{'' if '.' in mantissa else '.0'}e{sign}{exponent}"
    if isinstance(value, (int, float)):
        return text
    word = text.replace("_", "").replace("-", "").replace(".", "").replace("/", "")
    plain_word = word.isascii() and word.isalnum() and text[0].isalpha() and text[-1] != "-"
    return text if plain_word and text.lower() not in _YAML_WORDS else _quoted(text)


_YAML_WORDS = ("true", "false", "yes", "no", "on", "off", "y", "n", "null")


def _quoted(text: str) -> str:
    """Text between double quotes, with everything escaped that is not plain ASCII."""
    parts = []
    for sign in text:
        code = ord(sign)
        if sign in '"\\':
            parts.append(f"\\{sign}")
        elif 32 <= code < 127:
            parts.append(sign)
        else:
            parts.append(f"\\u{code:04x}" if code < 65536 else f"\\U{code:08x}")
    return f'"{"".join(parts)}"'


def refused(name: str, place: str, shown: str) -> KnobFault:
    """The fault of a value that is not allowed; ``shown`` is the value as the user wrote it."""
    knob = knob_named(name)
    cure = f"give {knob.allowed}"
    words = (*knob.choices, *knob.words)
    if words:
        from .nearest import suggestion  # only needed where something is wrong

        meant = suggestion(shown.removeprefix(f"{name}: ").strip("'\""), words)
        cure += f" ({meant})" if meant else ""
    return KnobFault(name, place, f"{shown} is not allowed", cure)


def as_paths(knob: Knob, value: Any) -> Any:
    """The value of a path knob as its dataclass holds it."""
    if type(value) is tuple:
        return tuple([as_paths(knob, each) for each in value])
    if value is None or value in knob.words:
        return value
    from pathlib import Path

    return Path(value)


def coerced(name: str, value: object) -> Any:
    """The value as one of the knob's type, where a program passes something like it.

    That is an int for a float, a str for a path, or a list for a tuple; else the value as it is.
    """
    return _coerced(KNOBS[name], value)


def refusal(owner: str, values: Mapping[str, object], names: Iterable[str]) -> InputError:
    """The error of fields whose values are not allowed."""
    return InputError(_refused_field(owner, name, values[name]) for name in names)


def _refused_field(owner: str, name: str, value: object) -> KnobFault:
    """The fault of a field, in the words that programs know from the original where it had some."""
    fault, knob = refused(name, f"{owner}.{name}", repr(value)), KNOBS[name]
    others = "".join(f" or {word!r}" for word in knob.words)
    if knob.choices and not knob.is_list:
        problem = f"Invalid {name}: {value!r}. Expected one of {sorted(knob.choices)}"
    elif knob.allowed.startswith("a whole number at least 1") and others:
        problem = f"{name} must be a positive integer{others}, got {value!r}"
    elif knob.allowed.startswith(("a whole number at least 1", "a number above 0")):
        problem = f"{name} must be positive, got {value!r}"
    elif knob.allowed.startswith("a whole number at least 0"):
        problem = f"{name} must be non-negative, got {value!r}"
    else:
        return fault
    return KnobFault(name, fault.place, problem, fault.cure)


def _coerced(knob: Knob, value: object) -> object:
    if knob.is_list and isinstance(value, list):
        return tuple(_coerced_scalar(knob, each) for each in value)
    if knob.is_list and isinstance(value, tuple):
        better = tuple(_coerced_scalar(knob, each) for each in value)
        same = all(new is old for new, old in zip(better, value, strict=True))
        return value if same else better
    return _coerced_scalar(knob, value)


def _coerced_scalar(knob: Knob, value: object) -> object:
    if knob.base == "float" and type(value) is int:
        return _float(value)
    if knob.base == "path" and isinstance(value, str) and value:
        return as_paths(knob, value)
    return value


def one_of_both(name: str, value: Any, earlier: str, given: Any) -> Any:
    """The value given under the earlier name of a knob; ``value`` was given under its name.

    Raises :class:`InputError` where both are given and differ.
    """
    if value in (given, KNOBS[name].default):
        return given
    problem = f"{given!r} is given beside {name}={value!r}"
    raise InputError([KnobFault(name, earlier, problem, f"give {name} alone")])


def broken(owner: str, rules: list[tuple[str, str]]) -> InputError:
    """The error of relations that do not hold, each a knob and what the relation says."""
    return InputError(
        KnobFault(name, f"{owner}.{name}", "does not go with the other values", message)
        for name, message in rules
    )
