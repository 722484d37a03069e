# Generated from spec/knobs.yaml by `make generate`; edit the registry or the template.
# digest: input b46ea6d468908900 form 9f9aeb3b42684696 text 8e6ec3d2235193e9

"""What makes a class of :mod:`.config` a dataclass that checks its values quickly.

The ``__init__`` that dataclasses write for a frozen class sets field by field, and binding more than
a hundred keyword parameters takes longer than all checks. This one takes what is given as it comes,
looks only at values that are not the default, and fills the instance in one step.
"""

from collections.abc import Callable
from dataclasses import MISSING, dataclass, fields
from inspect import Parameter, Signature
from typing import Any, TypeVar

from .checks import ALLOWED, RELATIONS
from .idle import IDLE, warn_of_idle
from .values import broken, coerced, refusal

C = TypeVar("C")
_fill = object.__setattr__


def checked(**options: bool) -> Callable[[type[C]], type[C]]:
    """A dataclass whose constructor raises InputError with one fault for each wrong value."""

    def decorate(cls: type[C]) -> type[C]:
        made: Any = dataclass(init=False, **options)(cls)
        made.__init__ = _constructor(made)
        made.__signature__ = _signature(made)
        return cls

    return decorate


def _constructor(cls: Any) -> Callable[..., None]:
    known = {field.name: field.default for field in fields(cls)}
    required = {name for name, default in known.items() if default is MISSING}
    allowed = {name: ALLOWED.get(name, _anything) for name in known}
    relations = RELATIONS.get(cls.__name__, _none_broken)
    has_idle = cls.__name__ in IDLE

    def __init__(self: Any, /, **given: Any) -> None:
        try:
            bad = [
                name
                for name, value in given.items()
                if value is not known[name] and not allowed[name](value)
            ]
        except KeyError as error:
            raise TypeError(f"{cls.__name__} has no field {error}") from None
        if required and not given.keys() >= required:
            absent = ", ".join(name for name in known if name in required - given.keys())
            raise TypeError(f"{cls.__name__} needs {absent}")
        if bad:
            given |= {name: coerced(name, given[name]) for name in bad}
            if bad := [name for name in bad if not allowed[name](given[name])]:
                raise refusal(cls.__name__, given, bad)
        _fill(self, "__dict__", given if len(given) == len(known) else known | given)
        if given:  # the defaults go together
            if has_idle:
                warn_of_idle(self, stacklevel=3)
            if rules := relations(self):
                raise broken(cls.__name__, rules)

    return __init__


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
