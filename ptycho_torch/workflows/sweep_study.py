"""The record of a sweep, in a database that its workers share: who did what, what came of it.

Optuna is imported when a sweep begins, for nothing else needs it.
"""

import os
import platform
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ptycho.folder_lock import lock_folder
from ptycho_generated.faults import Fault, InputError
from ptycho_generated.knobs import KNOBS
from ptycho_generated.settings import TrainSettings
from ptycho_generated.values import to_data, to_text

if TYPE_CHECKING:
    from optuna import Study
    from optuna.trial import FrozenTrial, Trial

STORE_NAME = "sweep.db"
_PACKAGES = ("optuna", "sqlalchemy", "alembic")
_OWN_STUDY = "sweep"
_GIVEN, _WORKER, _PROBLEM = "given", "worker", "problem"
_SEEDS = 2**32
_SEED_STEP = 7919
_PATIENCE_S = 60.0
_FIRST_FULL_TRIALS = 5
_UNJUDGED_SHARE = 10


def check_packages() -> None:
    """Raise InputError if a package that a sweep needs is not installed."""
    missing = [name for name in _PACKAGES if find_spec(name) is None]
    if missing:
        problem = f"{', '.join(missing)} is not installed"
        raise InputError([Fault("--sweep", problem, "pip install 'ptychopinn[sweep]'")])


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Keep the other workers in this folder waiting while the block runs.

    Raises InputError where one of them does not let go of it.
    """
    end = time.monotonic() + _PATIENCE_S
    while True:
        try:
            lock = lock_folder(folder)
            break
        except InputError:
            if time.monotonic() > end:
                raise
            time.sleep(0.05)
    try:
        yield
    finally:
        if lock is not None:
            lock.release()


def open_study(settings: TrainSettings, *, anew: bool = False) -> "Study":
    """The study of a sweep, made where there is none, or ``anew``; its folder must exist.

    Raises InputError where the database cannot be used.
    """
    import optuna
    from sqlalchemy import URL
    from sqlalchemy.exc import SQLAlchemyError

    optuna.logging.set_verbosity(optuna.logging.ERROR)
    folder, url = settings.training.output_dir.resolve(), settings.execution.sweep_storage
    name, place = folder.name, "--sweep-storage"
    if url is None:
        path = folder / STORE_NAME
        name, place = _OWN_STUDY, str(path)
        url = str(URL.create("sqlite", database=str(path)))
        url = url.replace("{", "{{").replace("}", "}}")  # Optuna fills in what is in braces
    wait = {"connect_args": {"timeout": _PATIENCE_S}} if url.startswith("sqlite") else {}
    unjudged = max(settings.training.max_epochs // _UNJUDGED_SHARE, 0)
    try:
        storage = optuna.storages.RDBStorage(url, engine_kwargs=wait)
        if anew and name in optuna.get_all_study_names(storage):
            optuna.delete_study(study_name=name, storage=storage)
        return optuna.create_study(
            storage=storage,
            study_name=name,
            load_if_exists=True,
            pruner=optuna.pruners.MedianPruner(_FIRST_FULL_TRIALS, unjudged),
        )
    except (SQLAlchemyError, optuna.exceptions.OptunaError) as error:
        reason = str(error)
    except (ImportError, LookupError, RuntimeError, ValueError) as error:
        reason = str(error) or type(error).__name__
    problem = f"cannot be used as the database of a sweep ({reason.splitlines()[0].rstrip('.')})"
    raise InputError([Fault(place, problem, "give one that can, such as sqlite:///sweeps.db")])


def check_same_sweep(study: "Study", given: Mapping[str, Any]) -> None:
    """Raise InputError where a study was begun with other values of knobs that decide the numbers.

    A new study notes them.
    """
    wanted = {
        name: to_data(value) for name, value in given.items() if KNOBS[name].affects == "numerics"
    }
    begun = study.user_attrs.get(_GIVEN)
    if begun is None:
        study.set_user_attr(_GIVEN, wanted)
        return
    faults = []
    for name in [name for name in KNOBS if begun.get(name, study) != wanted.get(name, study)]:
        here = to_text(wanted[name]) if name in wanted else "not given"
        there = to_text(begun[name]) if name in begun else "not given"
        problem = f"is {here}, but was {there} when the sweep began"
        faults.append(Fault(KNOBS[name].flag, problem, "say the same, or take another folder"))
    if faults:
        raise InputError(faults)


def claim(study: "Study", settings: TrainSettings, base: Mapping[str, Any]) -> "Trial | None":
    """The next trial; None where all are done or under way.

    The first one is given the values ``base``, which count without a sweep. What is suggested
    depends on the seed, the number of the trial and the trials before it.
    """
    import optuna

    wanted, folder = settings.execution.sweep, settings.training.output_dir
    assert wanted is not None
    with alone(folder):
        trials = study.get_trials(deepcopy=False)
        _give_up_lost(study, trials)
        if sum(map(_counts, study.get_trials(deepcopy=False))) >= wanted:
            return None
        if not trials:
            study.enqueue_trial(dict(base))
        seed = (settings.execution.seed + _SEED_STEP * len(trials)) % _SEEDS
        study.sampler = optuna.samplers.TPESampler(seed=seed)
        trial = study.ask()
        trial.set_user_attr(_WORKER, f"{platform.node()}:{os.getpid()}")
    return trial


def _counts(trial: "FrozenTrial") -> bool:
    """Whether a trial is one of those wanted: it has ended by itself, or is under way."""
    state = trial.state.name
    return state in ("COMPLETE", "PRUNED", "RUNNING") or _PROBLEM in trial.user_attrs


def _give_up_lost(study: "Study", trials: "list[FrozenTrial]") -> None:
    """Give up trials whose worker, on this machine, has ended without a word."""
    for trial in trials:
        node, _, process = trial.user_attrs.get(_WORKER, "").rpartition(":")
        if trial.state.name == "RUNNING" and node == platform.node() and _has_ended(int(process)):
            study.tell(trial.number, state=type(trial.state).FAIL, skip_if_finished=True)


def _has_ended(process: int) -> bool:
    if os.name != "posix":  # signal 0 is no question there
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False


def complete(study: "Study", trial: "Trial", loss: float) -> None:
    """Note the loss of a trial."""
    study.tell(trial, loss)


def give_up(study: "Study", trial: "Trial", *, pruned: bool = False, problem: str = "") -> None:
    """Note that a trial has no loss: others were better, there was a problem, or it was cut short.

    One that was cut short does not count, so that another is made in its place.
    """
    from optuna.trial import TrialState

    if problem:
        trial.set_user_attr(_PROBLEM, problem)
    study.tell(trial, state=TrialState.PRUNED if pruned else TrialState.FAIL)


def best_trial(study: "Study") -> "FrozenTrial | None":
    """The completed trial with the smallest loss; None where none is completed."""
    done = [each for each in study.get_trials(deepcopy=False) if each.state.name == "COMPLETE"]
    return min(done, key=lambda each: each.value or 0.0, default=None)
