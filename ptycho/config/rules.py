"""Relations between knobs that compare their values; simpler ones stand in the registry."""

from __future__ import annotations

from ptycho_generated.faults import InputError, KnobFault

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ptycho_generated.config import EvaluationConfig
    from ptycho_generated.settings import (
        CheckSettings,
        EvaluateSettings,
        InferSettings,
        TrainSettings,
    )


def check_relations(settings: Any) -> None:
    """Raise InputError with one fault for each relation that the settings break.

    Settings of any command, or a view with the same attributes.
    """
    faults: list[KnobFault] = []
    if hasattr(settings, "training"):
        faults += input_fractions(settings)
        faults += a_run_ends(settings)
        faults += epochs_in_order(settings)
        faults += a_planned_schedule_has_an_end(settings)
    if hasattr(settings, "inference") and _reconstructs(settings):
        faults += network_given(settings)
    if hasattr(settings, "check"):
        faults += something_to_overwrite(settings)
    if faults:
        raise InputError(faults)


def input_fractions(settings: TrainSettings) -> list[KnobFault]:
    """The smallest share of input patterns is not above the largest."""
    low, high = settings.training.input_fraction_min, settings.training.input_fraction_max
    if low <= high:
        return []
    problem = f"{low} is above --input-fraction-max {high}"
    return [KnobFault("input_fraction_min", "--input-fraction-min", problem, "lower it")]


def _reconstructs(settings: InferSettings | EvaluateSettings) -> bool:
    """Whether an object is made: always, but where two files are compared."""
    evaluation: EvaluationConfig | None = getattr(settings, "evaluation", None)
    return evaluation is None or evaluation.halves != "none"


def network_given(settings: InferSettings) -> list[KnobFault]:
    """A reconstruction by a network names one."""
    if settings.inference.engine != "network" or settings.inference.model_path is not None:
        return []
    cure = "give the run folder of a training, or --engine rpie or gradient, which need none"
    return [KnobFault("model_path", "--model-path", "is not given", cure)]


def a_run_ends(settings: TrainSettings) -> list[KnobFault]:
    """Epochs, steps or time are limited."""
    training, execution = settings.training, settings.execution
    if training.max_epochs != -1 or training.max_steps != -1 or execution.max_time is not None:
        return []
    problem = "a run without a limit on its epochs never ends"
    return [KnobFault("max_epochs", "--max-epochs -1", problem, "add --max-time or --max-steps")]


def epochs_in_order(settings: TrainSettings) -> list[KnobFault]:
    """No more epochs are demanded than are allowed."""
    least, most = settings.training.min_epochs, settings.training.max_epochs
    if least is None or most == -1 or least <= most:
        return []
    problem = f"{least} is above --max-epochs {most}"
    return [KnobFault("min_epochs", "--min-epochs", problem, "lower it")]


def a_planned_schedule_has_an_end(settings: TrainSettings) -> list[KnobFault]:
    """A learning rate that falls over all steps needs to know how many there are."""
    training, execution = settings.training, settings.execution
    planned = execution.scheduler == "OneCycle" or (
        execution.scheduler == "Cosine" and execution.cosine_t_max is None
    )
    if not planned or training.max_epochs != -1 or training.max_steps != -1:
        return []
    problem = f"{execution.scheduler} needs to know how many steps there are"
    cure = "give --max-epochs or --max-steps, or take WarmupCosine, which follows the time"
    return [KnobFault("scheduler", "--scheduler", problem, cure)]


def something_to_overwrite(settings: CheckSettings) -> list[KnobFault]:
    """A check replaces nothing but a converted scan."""
    if not settings.check.overwrite or settings.check.convert_to is not None:
        return []
    problem, cure = "there is nothing to replace without --convert-to", "add that, or leave it out"
    return [KnobFault("overwrite", "--overwrite", problem, cure)]
