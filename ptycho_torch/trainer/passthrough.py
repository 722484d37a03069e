"""Arguments that are handed on to Lightning and torch: does the object take them?"""

import importlib
import inspect
from collections.abc import Iterable
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

from ptycho_generated.faults import Fault, InputError, KnobFault
from ptycho_generated.knobs import KNOBS
from ptycho_generated.nearest import suggestion
from ptycho_generated.passed import PASS_THROUGHS, PassThrough, scalar
from ptycho_generated.settings import TrainSettings
from ptycho_torch.trainer.construction import refused_by


def check_passed_on(settings: TrainSettings) -> None:
    """Raise InputError with one fault for each argument that its object does not take.

    The installed object is asked: the name must be one of its parameters and none that a knob or
    the program gives, the value must be of the annotated type where that is a plain one, and its
    constructor must take it.
    """
    faults: list[Fault] = []
    for name, passing in PASS_THROUGHS.items():
        words: tuple[str, ...] = getattr(settings.execution, name)
        if words:
            faults += list(_misfits(name, passing, words)) or refused_by(name, settings)
    if faults:
        raise InputError(faults)


def _misfits(knob: str, passing: PassThrough, words: Iterable[str]) -> Iterable[Fault]:
    thing = passing.object.rpartition(".")[2]
    parameters = parameters_of(passing)
    free = [p for p in parameters if p not in passing.owned and p not in passing.built]
    for word in words:
        name, _, text = word.partition("=")
        place = f"{KNOBS[knob].flag} {word}"
        if name in passing.owned:
            owner = KNOBS[passing.owned[name]].flag
            yield KnobFault(knob, place, f"{name} of {thing} is given by {owner}", f"use {owner}")
        elif name in passing.built:
            problem = f"{name} of {thing} is given by the program itself"
            yield KnobFault(knob, place, problem, "leave it out")
        elif name not in parameters:
            cure = suggestion(name, free) or f"give one of {', '.join(free)}"
            yield KnobFault(knob, place, f"{thing} has no parameter {name!r}", cure)
        elif not _fits(scalar(text), parameters[name]):
            problem = f"{text!r} is no value of {name} of {thing}"
            yield KnobFault(knob, place, problem, f"give {_in_words(parameters[name])}")


def parameters_of(passing: PassThrough) -> dict[str, Any]:
    """Name -> annotation of what an object takes: its own parameters, and what it hands on."""
    named: dict[str, Any] = {}
    for path in (*passing.forwards, passing.object):
        named |= _parameters(path)
    return named


def _parameters(path: str) -> dict[str, Any]:
    """Name -> annotation of the parameters that the object at a dotted path names.

    One without an annotation whose default is a truth value takes truth values.
    """
    module, _, name = path.rpartition(".")
    found = getattr(importlib.import_module(module), name)
    try:
        signature = inspect.signature(found, eval_str=True)
    except NameError:  # an annotation that only a type checker can read
        signature = inspect.signature(found)
    named = (inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.KEYWORD_ONLY)
    return {
        each.name: bool if _is_mark(each) else each.annotation
        for each in signature.parameters.values()
        if each.kind in named
    }


def _is_mark(parameter: inspect.Parameter) -> bool:
    return parameter.annotation is inspect.Parameter.empty and type(parameter.default) is bool


def _fits(value: object, annotation: Any) -> bool:
    """Whether a scalar is of an annotated type; one that cannot be told takes everything."""
    origin = get_origin(annotation)
    if origin in (Union, UnionType):
        return any(_fits(value, each) for each in get_args(annotation))
    if origin is Literal:
        return value in get_args(annotation)
    if annotation is None:
        return value is None
    if annotation is float:
        return type(value) in (int, float)
    if annotation in (bool, int, str, NoneType):
        return type(value) is annotation
    return annotation is inspect.Parameter.empty or annotation is Any or isinstance(annotation, str)


def _in_words(annotation: Any) -> str:
    text = inspect.formatannotation(annotation)
    return f"a value of the type {text.replace('typing.', '').replace('NoneType', 'None')}"
