# Generated from spec/knobs.yaml by `make generate`; edit the registry or the template.
# digest: input eb35c54d321b9955 form 9f9aeb3b42684696 text 1d2bd950295e157e

"""What makes a class of :mod:`.config` a dataclass that checks its values quickly.

The ``__init__`` that dataclasses write for a frozen class sets field by field, and binding more
than a hundred keyword parameters takes longer than all checks. This one takes what is given as it
comes, checks only values that differ from the default, and fills the instance in one step.
"""

from collections.abc import Callable
from dataclasses import MISSING, dataclass, fields
from inspect import Parameter, Signature
from typing import Any, TypeVar

from .checks import ALLOWED, RELATIONS
from .idle import IDLE, idle_fields_can_be_set, warn_of_idle
from .values import broken, coerced, one_of_both, refusal

C = TypeVar("C")
_fill = object.__setattr__
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
        made.__init__ = _constructor(made)
        made.__signature__ = _signature(made)
        return idle_fields_can_be_set(cls) if cls.__name__ in IDLE else cls

    return decorate


def _constructor(cls: Any) -> Callable[..., None]:
    known = {field.name: field.default for field in fields(cls)}
    required = {name for name, default in known.items() if default is MISSING}
    kinds = {name: type(each) if type(each) in _PLAIN else None for name, each in known.items()}
    allowed = {name: ALLOWED.get(name, _anything) for name in known}
    relations = RELATIONS.get(cls.__name__, _none_broken)
    has_idle = cls.__name__ in IDLE
    earlier = EARLIER.get(cls.__name__)

    def __init__(self: Any, /, **given: Any) -> None:
        if earlier and not earlier.keys().isdisjoint(given):
            given = _by_name(given, earlier)
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
        _fill(self, "__dict__", given if len(given) == len(known) else known | given)
        if changed:  # the defaults go together
            if has_idle:
                warn_of_idle(self)
            if rules := relations(self):
                raise broken(cls.__name__, rules)

    return __init__


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
