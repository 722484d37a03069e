"""Which metrics there are, and which of them decides."""

import re

from ptycho_generated.faults import Fault, InputError
from ptycho_generated.settings import TrainSettings

_PLACEHOLDER = re.compile(r"\{([^{}:]*)(?::[^{}]*)?\}")


def logged_metrics(*, has_validation: bool) -> tuple[str, ...]:
    """Names of the metrics that a training logs once an epoch."""
    return ("train_loss", "lr", *(("val_loss",) if has_validation else ()))


def available_metric(wanted: str, *, has_validation: bool) -> str:
    """The metric that is monitored: the training loss in place of a validation loss that is not.

    Raises InputError, with the metrics there are, for any other name that is not logged.
    """
    names = logged_metrics(has_validation=has_validation)
    if wanted in names:
        return wanted
    if wanted == "val_loss":
        return "train_loss"
    problem = f"{wanted!r} is not logged"
    raise InputError([Fault("--checkpoint-monitor", problem, f"use one of {', '.join(names)}")])


def checkpoint_name(settings: TrainSettings, monitor: str, *, has_validation: bool) -> str:
    """Template of the name of a checkpoint, such as ``epoch-{epoch:03d}-val_loss-{val_loss:.5g}``.

    Raises InputError for a name that fills in what is not known, or that several would share.
    """
    wanted = settings.execution.checkpoint_filename
    if wanted is None:
        return f"epoch-{{epoch:03d}}-{monitor}-{{{monitor}:.5g}}"
    flag = f"--checkpoint-filename {wanted}"
    known = ("epoch", "step", *logged_metrics(has_validation=has_validation))
    used = _PLACEHOLDER.findall(wanted)
    odd = [name for name in used if name not in known]
    if odd or _PLACEHOLDER.sub("", wanted).strip("{}") != _PLACEHOLDER.sub("", wanted):
        problem = f"fills in {odd[0]!r}, which is not known" if odd else "has an odd brace"
        raise InputError([Fault(flag, problem, f"use {', '.join(known)} in braces")])
    try:
        wanted.format(**{name: 1 if name in ("epoch", "step") else 1.0 for name in known})
    except ValueError as error:
        raise InputError([Fault(flag, f"cannot be filled in ({error})", "{epoch:03d}")]) from None
    several = settings.execution.checkpoint_save_top_k not in (0, 1)
    if several and not {"epoch", "step"} & set(used):
        raise InputError([Fault(flag, "several checkpoints would share it", "add {epoch}")])
    return wanted
