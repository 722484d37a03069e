"""Relations between knobs that compare their values; simpler ones stand in the registry."""

from __future__ import annotations

from ptycho_generated.faults import InputError, KnobFault

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ptycho_generated.settings import InferSettings, TrainSettings


def check_relations(settings: Any) -> None:
    """Raise InputError with one fault for each relation that the settings break.

    Settings of any command, or a view with the same attributes.
    """
    faults: list[KnobFault] = []
    if hasattr(settings, "training"):
        faults += input_fractions(settings)
    if hasattr(settings, "inference") and _reconstructs(settings):
        faults += network_given(settings)
    if faults:
        raise InputError(faults)


def input_fractions(settings: TrainSettings) -> list[KnobFault]:
    """The smallest share of input patterns is not above the largest."""
    low, high = settings.training.input_fraction_min, settings.training.input_fraction_max
    if low <= high:
        return []
    problem = f"{low} is above --input-fraction-max {high}"
    return [KnobFault("input_fraction_min", "--input-fraction-min", problem, "lower it")]


def _reconstructs(settings: Any) -> bool:
    """Whether an object is made: always, but where two files are compared."""
    return not hasattr(settings, "evaluation") or settings.evaluation.halves != "none"


def network_given(settings: InferSettings) -> list[KnobFault]:
    """A reconstruction by a network names one."""
    if settings.inference.engine != "network" or settings.inference.model_path is not None:
        return []
    cure = "give the run folder of a training, or --engine rpie or gradient, which need none"
    return [KnobFault("model_path", "--model-path", "is not given", cure)]
