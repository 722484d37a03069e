"""Many trainings in search of the best settings: ``ptycho_train --sweep``.

Each trial is a run of its own in a folder of its own; what is tried next depends on the losses of
those before. Any number of workers may take part: each is the same command once more.
"""

import logging
import os
import shlex
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import replace
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch

from ptycho.atomic import write_whole
from ptycho.config.layers import problems
from ptycho.config.run_text import run_file_text
from ptycho.folder_lock import check_not_in_use
from ptycho_generated.faults import Fault, InputError
from ptycho_generated.flags import PROGRAMS
from ptycho_generated.knobs import KNOBS
from ptycho_generated.merge import Resolved, train_settings
from ptycho_generated.search_space import AXES, Axis
from ptycho_generated.settings import TrainSettings
from ptycho_generated.values import to_text
from ptycho_torch.config_factory import TrainingScans, load_training_scans
from ptycho_torch.trainer.build import is_first_process
from ptycho_torch.workflows.components import RESULTS, check_scans, prepare_training, train_on
from ptycho_torch.workflows.run_folder import make_folder, start_log
from ptycho_torch.workflows.sweep_space import (
    free_axes,
    given_values,
    of_trial,
    suggest,
    without_folder,
)
from ptycho_torch.workflows.sweep_study import (
    STORE_NAME,
    alone,
    best_trial,
    check_packages,
    check_same_sweep,
    claim,
    complete,
    give_up,
    open_study,
)

if TYPE_CHECKING:
    from optuna import Study
    from optuna.trial import Trial

_log = logging.getLogger(__name__)
BEST_NAME = "best.yaml"


def run_sweep(settings: TrainSettings, resolved: Resolved) -> None:
    """Make trials until there are as many as ``--sweep`` says, or the others make the rest.

    ``best.yaml`` is the configuration of the best one. Raises InputError for what is wrong with
    settings, data, machine, folder or database; then nothing is written. KeyboardInterrupt ends the
    trial, and the same command goes on with the sweep.
    """
    check_packages()
    _check_alone()
    with start_log(quiet=settings.execution.quiet):
        axes, kept = free_axes(settings, resolved)
        scans = load_training_scans(settings)
        check_scans(settings, scans)
        metric = _rehearse(settings, scans)
        folder = settings.training.output_dir
        make_folder(folder)
        with alone(folder):
            study = _opened(settings, resolved)
        values = _values(resolved)
        _say_what_is_tried(settings, axes, kept, values, metric)
    base = {axis.name: values[axis.name] for axis in axes}
    while (trial := claim(study, settings, base)) is not None:
        found = suggest(trial, axes, values)
        told = of_trial(resolved, found, _name(trial.number), folder / _name(trial.number))
        outcome = _tried(study, trial, told, scans, metric)
        with start_log(quiet=settings.execution.quiet):
            _log.info("%s: %s (%s)", _name(trial.number), outcome, _shown(found))
        _keep_best(study, resolved, folder)
    with start_log(quiet=settings.execution.quiet):
        _conclude(study, resolved, folder, metric)


def _name(number: int) -> str:
    return f"trial_{number:04d}"


def _values(resolved: Resolved) -> dict[str, Any]:
    """The values of one training: those that count without the sweep."""
    return of_trial(resolved, {}, "", Path()).values


def _check_alone() -> None:
    """Raise InputError where a launcher has started several processes for one training."""
    if is_first_process() and os.environ.get("WORLD_SIZE", "1") == "1":
        return
    problem = "was started as several processes of one training"
    cure = "start each worker as a command of its own; they share the sweep in the output folder"
    raise InputError([Fault("--sweep", problem, cure)])


def _rehearse(settings: TrainSettings, scans: TrainingScans) -> str:
    """Make all that a training needs, so that what is wrong is told before anything is written.

    Returns the loss by which trials are judged.
    """
    training = replace(settings.training, probe_refinement_iterations=0)
    fitting = prepare_training(replace(settings, training=training), scans)
    return "val_loss" if fitting.groups.has_validation else "train_loss"


def _opened(settings: TrainSettings, resolved: Resolved) -> "Study":
    """The study, new or to go on with; a folder that holds something else is refused."""
    folder, overwrite = settings.training.output_dir, settings.execution.overwrite
    own = settings.execution.sweep_storage is None
    is_new = own and not (folder / STORE_NAME).exists()
    if overwrite:
        _clear(settings)
    elif others := [name for name in RESULTS if (folder / name).exists()]:
        raise _holds(folder, others)
    study = open_study(settings, anew=overwrite)
    trials = sorted(path.name for path in folder.glob("trial_*"))
    if trials and (is_new or not study.get_trials(deepcopy=False)):
        if is_new:
            (folder / STORE_NAME).unlink()
        raise _holds(folder, trials)
    check_same_sweep(study, given_values(resolved))
    return study


def _holds(folder: Path, names: list[str]) -> InputError:
    problem = f"{folder} holds results already ({', '.join(names)})"
    return InputError([Fault("--output-dir", problem, "choose another folder or --overwrite")])


def _clear(settings: TrainSettings) -> None:
    """Remove an earlier sweep. Raises InputError where a worker is still in it."""
    folder = settings.training.output_dir
    trials = [path for path in folder.glob("trial_*") if path.is_dir()]
    for path in trials:
        check_not_in_use(path)
    for path in trials:
        shutil.rmtree(path)
    for name in (STORE_NAME, BEST_NAME):
        (folder / name).unlink(missing_ok=True)


def _say_what_is_tried(
    settings: TrainSettings,
    axes: Iterable[Axis],
    kept: list[str],
    values: Mapping[str, Any],
    metric: str,
) -> None:
    _log.info("sweep: %s trials, judged by %s", settings.execution.sweep, metric)
    if metric != "val_loss":
        _log.info("no validation: train_loss is compared in place of val_loss")
    _log.info("tried: %s", ", ".join(axis.name for axis in axes))
    if kept:
        fixed = ", ".join(f"{name} = {to_text(values[name])}" for name in kept)
        _log.info("given, and so not tried: %s", fixed)


class _Judge:
    """Tells a trial its losses, and asks whether it may go on."""

    def __init__(self, trial: "Trial") -> None:
        self._trial = trial
        self.losses: list[float] = []
        self.gave_up = False

    def __call__(self, epoch: int, loss: float) -> bool:
        if isfinite(loss):
            self.losses.append(loss)
        self._trial.report(loss, epoch)
        self.gave_up = self._trial.should_prune()
        return self.gave_up


def _tried(
    study: "Study", trial: "Trial", told: Resolved, scans: TrainingScans, metric: str
) -> str:
    """Train once and note what came of it; returns that in words."""
    judge = _Judge(trial)
    try:
        faults, _ = problems(told, None)
        if faults:
            raise InputError(faults)
        train_on(train_settings(told), told, lambda _: scans, judge)
    except (InputError, MemoryError, torch.OutOfMemoryError) as error:
        problem = "; ".join(str(error).splitlines()) or "the memory does not suffice"
        give_up(study, trial, problem=problem)
        return f"failed: {problem}"
    except BaseException:
        give_up(study, trial)
        raise
    if judge.gave_up:
        give_up(study, trial, pruned=True)
        return f"ended after {len(judge.losses)} epochs, for others were better by then"
    if not judge.losses:
        give_up(study, trial, problem=f"no finite {metric}")
        return f"failed: no finite {metric}"
    complete(study, trial, min(judge.losses))
    return f"{metric} {min(judge.losses):.5g}"


def _shown(found: Mapping[str, Any]) -> str:
    return ", ".join(f"{name} = {to_text(value)}" for name, value in found.items())


def _best(study: "Study", resolved: Resolved, folder: Path) -> tuple[str, Resolved, float] | None:
    """Name, configuration and loss of the best trial; None where none is done."""
    best = best_trial(study)
    if best is None or best.value is None:
        return None
    name = _name(best.number)
    found = {knob: value for knob, value in best.params.items() if knob in AXES}
    return name, of_trial(resolved, found, name, folder / name), best.value


def _keep_best(study: "Study", resolved: Resolved, folder: Path) -> None:
    if found := _best(study, resolved, folder):
        write_whole(folder / BEST_NAME, run_file_text(without_folder(found[1])))


def _conclude(study: "Study", resolved: Resolved, folder: Path, metric: str) -> None:
    """Say which trial is the best, and the command that repeats it."""
    found = _best(study, resolved, folder)
    if found is None:
        cure = "see run.log in the folders of the trials"
        raise InputError([Fault("--sweep", "no trial has come to its end", cure)])
    _keep_best(study, resolved, folder)
    name, told, loss = found
    states = [trial.state.name.lower() for trial in study.get_trials(deepcopy=False)]
    counts = (f"{states.count(state)} {state}" for state in dict.fromkeys(states))
    _log.info("trials: %s", ", ".join(counts))
    _log.info("best: %s with %s %.5g", name, metric, loss)
    _log.info("to train so again: %s", _command(told))
    _log.info("the same as a run file: --config %s", folder / BEST_NAME)


def _command(told: Resolved) -> str:
    words = [f"{KNOBS[name].flag}={to_text(value)}" for name, value in given_values(told).items()]
    return shlex.join([PROGRAMS[told.command], *words, "--output-dir=best"])
