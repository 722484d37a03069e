# Generated from spec/knobs.yaml by `make generate`; edit the registry or the template.
# digest: input d8b7cb85643e019f form 9f9aeb3b42684696 text c28a1d3f047093c8

"""What makes a class of :mod:`.config` a dataclass that checks its values quickly.

The ``__init__`` that dataclasses write for a frozen class sets field by field, and binding more
than a hundred keyword parameters takes longer than all checks. This one takes what is given as it
comes and fills the instance in one step. Where every field is given, one expression says whether
all is well; else, only values that differ from the default are looked at, one by one.
"""

from collections.abc import Callable
from dataclasses import MISSING, dataclass, fields
from inspect import Parameter, Signature
from operator import itemgetter
from typing import Any, TypeVar

from .at_once import AT_ONCE
from .checks import ALLOWED, RELATIONS
from .idle import IDLE, idle_fields_can_be_set, warn_of_idle
from .values import broken, coerced, one_of_both, refusal

C = TypeVar("C")
_set = object.__setattr__
_PLAIN = (bool, int, float, str)
"""Types of which a value that equals the default is as good as the default."""

EARLIER: dict[str, dict[str, str]] = {
    "TrainingConfig": {
        "nepochs": "max_epochs",
    },
}
"""Dataclass -> the earlier name of a field, which programs may still give -> the field."""


def checked(**options: bool) -> Callable[[type[C]], type[C]]:
    """A dataclass whose constructor raises InputError with one fault for each wrong value."""

    def decorate(cls: type[C]) -> type[C]:
        made: Any = dataclass(init=False, **options)(cls)
        fill = made._fill = _filler(made)

        def __init__(self: Any, /, **given: Any) -> None:
            fill(self, given)

        made.__init__ = __init__
        made.__signature__ = _signature(made)
        return idle_fields_can_be_set(cls) if cls.__name__ in IDLE else cls

    return decorate


def from_values(cls: type[C], values: dict[str, Any]) -> C:
    """What the constructor makes of the values, without passing a hundred keywords one by one."""
    made: Any = cls.__new__(cls)
    made._fill(values.copy())
    return made  # type: ignore[no-any-return]


def _filler(cls: Any) -> Callable[[Any, dict[str, Any]], None]:
    """What fills an instance with a dictionary of its own: field -> value."""
    known = {field.name: field.default for field in fields(cls)}
    values_of, hold, count = itemgetter(*known), AT_ONCE[cls.__name__], len(known)
    has_idle = cls.__name__ in IDLE
    earlier = EARLIER.get(cls.__name__)
    one_by_one = _one_by_one(cls, known)

    def fill(self: Any, given: dict[str, Any]) -> None:
        if earlier and not earlier.keys().isdisjoint(given.keys()):
            given = _by_name(given, earlier)
        try:
            well = len(given) == count and hold(values_of(given))
        except KeyError:  # there is one that the class does not have
            well = False
        if not well:
            one_by_one(self, given)
            return
        _set(self, "__dict__", given)
        if has_idle:
            warn_of_idle(self)

    return fill


def _one_by_one(cls: Any, known: dict[str, Any]) -> Callable[[Any, dict[str, Any]], None]:
    """The same, looking at each value that is not the default; ``known`` is field -> default."""
    required = {name for name, default in known.items() if default is MISSING}
    kinds = {name: type(each) if type(each) in _PLAIN else None for name, each in known.items()}
    allowed = {name: ALLOWED.get(name, _anything) for name in known}
    relations = RELATIONS.get(cls.__name__, _none_broken)
    has_idle = cls.__name__ in IDLE

    def fill(self: Any, given: dict[str, Any]) -> None:
        try:
            changed = [
                name
                for name, value in given.items()
                if value is not known[name]
                and (type(value) is not kinds[name] or value != known[name])
            ]
        except KeyError as error:
            raise TypeError(f"{cls.__name__} has no field {error}") from None
        if required and not given.keys() >= required:
            absent = ", ".join(name for name in known if name in required - given.keys())
            raise TypeError(f"{cls.__name__} needs {absent}")
        if changed and (bad := [name for name in changed if not allowed[name](given[name])]):
            given |= {name: coerced(name, given[name]) for name in bad}
            if bad := [name for name in bad if not allowed[name](given[name])]:
                raise refusal(cls.__name__, given, bad)
        _set(self, "__dict__", given if len(given) == len(known) else known | given)
        if changed:  # the defaults go together
            if has_idle:
                warn_of_idle(self)
            if rules := relations(self):
                raise broken(cls.__name__, rules)

    return fill


def _by_name(given: dict[str, Any], earlier: dict[str, str]) -> dict[str, Any]:
    """What is given, each field by its name; None under an earlier name says nothing."""
    named = {name: value for name, value in given.items() if name not in earlier}
    for old, name in earlier.items():
        if given.get(old) is not None:
            named[name] = one_of_both(name, named.get(name, given[old]), old, given[old])
    return named


def _anything(_: object) -> bool:
    """Dataclasses inside others check themselves, and fields without effect are not read."""
    return True


def _none_broken(_: object) -> list[tuple[str, str]]:
    return []


def _signature(cls: Any) -> Signature:
    parameters = [
        Parameter(
            field.name,
            Parameter.KEYWORD_ONLY,
            default=Parameter.empty if field.default is MISSING else field.default,
            annotation=field.type,
        )
        for field in fields(cls)
    ]
    return Signature(parameters, return_annotation=None)
