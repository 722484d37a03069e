# Generated from spec/knobs.yaml by `make generate`; edit the registry or the template.
# digest: input 7a6be0b9b050fae8 form 9f9aeb3b42684696 text ebb92c3f73fae0dd

"""A tiny run of each command in which what an object is given is written down.

The objects are real and are built by the code that users run; only their constructors are wrapped.
"""

import functools
import importlib
import inspect
import os
import signal
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import torch

from ptycho.raw_data import Scan
from ptycho.simulation import save_scans, simulate_scans
from ptycho_generated import kwargs as generated
from ptycho_generated import merge
from ptycho_generated.faults import InputError
from ptycho_generated.knobs import KNOBS
from ptycho_generated.merge import Said, resolve
from ptycho_torch.config_factory import TrainingScans
from ptycho_torch.workflows.components import prepare_training
from ptycho_torch.workflows.reconstruction import run_inference
from ptycho_torch.workflows.simulation import run_simulation


class Calls(list[dict[str, Any]]):
    """Arguments of each call; with ``stop``, the first call ends the run."""

    stop = False


OBJECTS: dict[str, str] = {
    "Trainer": "lightning.pytorch.Trainer",
    "Fit": "lightning.pytorch.Trainer.fit",
    "ModelCheckpoint": "lightning.pytorch.callbacks.ModelCheckpoint",
    "EarlyStopping": "lightning.pytorch.callbacks.EarlyStopping",
    "LearningRateMonitor": "lightning.pytorch.callbacks.LearningRateMonitor",
    "PreviewWriter": "ptycho_torch.trainer.callbacks.PreviewWriter",
    "PreviewPictures": "ptycho_torch.workflows.previews.PreviewPictures",
    "CSVLogger": "lightning.pytorch.loggers.CSVLogger",
    "TensorBoardLogger": "lightning.pytorch.loggers.TensorBoardLogger",
    "MLFlowLogger": "lightning.pytorch.loggers.MLFlowLogger",
    "DDPStrategy": "lightning.pytorch.strategies.DDPStrategy",
    "DataLoader": "torch.utils.data.DataLoader",
    "ParameterGroups": "ptycho_torch.model.network.ReconstructionNetwork.parameter_groups",
    "Seed": "lightning.seed_everything",
    "MatmulPrecision": "torch.set_float32_matmul_precision",
    "AdamW": "torch.optim.AdamW",
    "Adam": "torch.optim.Adam",
    "SGD": "torch.optim.SGD",
    "EMAWeightAveraging": "lightning.pytorch.callbacks.EMAWeightAveraging",
    "Schedule": "ptycho_torch.schedulers.learning_rate_factor",
    "CosineAnnealingLR": "torch.optim.lr_scheduler.CosineAnnealingLR",
    "OneCycleLR": "torch.optim.lr_scheduler.OneCycleLR",
    "LinearLR": "torch.optim.lr_scheduler.LinearLR",
    "StepLR": "torch.optim.lr_scheduler.StepLR",
    "ReduceLROnPlateau": "torch.optim.lr_scheduler.ReduceLROnPlateau",
    "Network": "ptycho_torch.model.registry.build_network",
    "Objective": "ptycho_torch.model.objective.held_out_objective",
    "LabelObjective": "ptycho_torch.model.label_objective.label_objective",
    "GroupDataset": "ptycho_torch.data.groups.GroupDataset",
    "ValidationGroupDataset": "ptycho_torch.data.groups.GroupDataset",
    "Solver": "ptycho_torch.solver.engines.solve",
    "Simulation": "ptycho.simulation.simulate_scans",
}
"""Target -> import path of its object."""

ARGUMENTS: dict[str, Callable[[Any], dict[str, Any]]] = {
    "Trainer": generated.trainer_kwargs,
    "Fit": generated.fit_kwargs,
    "ModelCheckpoint": generated.model_checkpoint_kwargs,
    "EarlyStopping": generated.early_stopping_kwargs,
    "LearningRateMonitor": generated.learning_rate_monitor_kwargs,
    "PreviewWriter": generated.preview_writer_kwargs,
    "PreviewPictures": generated.preview_pictures_kwargs,
    "CSVLogger": generated.csv_logger_kwargs,
    "TensorBoardLogger": generated.tensorboard_logger_kwargs,
    "MLFlowLogger": generated.mlflow_logger_kwargs,
    "DDPStrategy": generated.ddp_kwargs,
    "DataLoader": generated.dataloader_kwargs,
    "ParameterGroups": generated.parameter_groups_kwargs,
    "Seed": generated.seed_kwargs,
    "MatmulPrecision": generated.matmul_precision_kwargs,
    "AdamW": generated.adamw_kwargs,
    "Adam": generated.adam_kwargs,
    "SGD": generated.sgd_kwargs,
    "EMAWeightAveraging": generated.ema_kwargs,
    "Schedule": generated.schedule_kwargs,
    "CosineAnnealingLR": generated.cosine_annealing_lr_kwargs,
    "OneCycleLR": generated.onecycle_kwargs,
    "LinearLR": generated.linear_kwargs,
    "StepLR": generated.step_lr_kwargs,
    "ReduceLROnPlateau": generated.plateau_kwargs,
    "Network": generated.network_kwargs,
    "Objective": generated.objective_kwargs,
    "LabelObjective": generated.label_objective_kwargs,
    "GroupDataset": generated.group_dataset_kwargs,
    "ValidationGroupDataset": generated.validation_group_dataset_kwargs,
    "Solver": generated.solver_kwargs,
    "Simulation": generated.simulation_kwargs,
}
"""Target -> the generated function that gives its arguments."""

SMALL: dict[str, dict[str, Any]] = {
    "train": {
        "train_data_file": "train.npz",
        "accelerator": "cpu",
        "gridsize": 3,
        "n_filters": 2,
        "n_unrolled": 2,
        "n_averaging_steps": 1,
        "n_hidden_channels": 1,
        "max_epochs": 1,
        "n_groups": 2,
        "enable_progress_bar": False,
        "preview_every_n_epochs": None,
        "probe_refinement_iterations": 0,
    },
    "infer": {"engine": "rpie", "engine_iterations": 1, "accelerator": "cpu"},
    "simulate": {
        "probe_diameter_px": 7.0,
        "patch_size": 16,
        "n_positions": 36,
        "step_px": 3.0,
    },
}
"""Command -> values that make a run small."""


@functools.cache
def scans() -> dict[str, Scan]:
    """A training and a validation scan of 36 patterns of 16 x 16 pixels."""
    return simulate_scans(
        ("train", "validation"),
        object_kind="siemens_star",
        object_seed=None,
        probe_kind="defocus",
        probe_diameter_px=7.0,
        patch_size=16,
        n_positions=36,
        scan_pattern="raster",
        step_px=3.0,
        position_jitter=0.3,
        photons_per_pattern=1e5,
        noise=True,
        seed=0,
    )


def resolved(command: str, folder: Path, knobs: dict[str, Any]) -> Any:
    """The small run with some knobs set."""
    values = {"output_dir": folder, **SMALL.get(command, {}), **knobs}
    if command == "infer" and "test_data_file" not in knobs:
        values["test_data_file"] = folder.parent / "train.npz"
        save_scans(folder.parent, scans(), metadata={})
    values = {name: value for name, value in values.items() if command in KNOBS[name].commands}
    return resolve(command, [(name, Said(value, "override", "")) for name, value in values.items()])


@functools.cache
def empty_store() -> bytes:
    """The database of an MLflow that knows no run yet, which takes MLflow seconds to set up."""
    from mlflow import MlflowClient

    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "mlflow.db"
        MlflowClient(f"sqlite:///{database}")
        return database.read_bytes()


def recorded(command: str, target: str, folder: Path, knobs: dict[str, Any]) -> Calls:
    """What the target's object was given, call by call, in a small run of a command."""
    calls = Calls()
    with as_before(), watched(OBJECTS[target], calls):
        settings = getattr(merge, f"{command}_settings")(resolved(command, folder, knobs))
        if knobs.get("logger_backend") == "mlflow":
            folder.mkdir()
            (folder / "mlflow.db").write_bytes(empty_store())
        try:
            RUNS[command](settings, resolved(command, folder, knobs), calls)
        except (InputError, ValueError, RuntimeError):  # enough was seen, or this machine cannot
            if not calls:
                raise
    return calls


def _train(settings: Any, _: Any, calls: Calls) -> None:
    fitting = prepare_training(settings, TrainingScans(scans()["train"], scans()["validation"]))
    if not calls:  # what is only built when training begins
        calls.stop = True
        fitting.fit()


def _simulate(settings: Any, told: Any, _: Calls) -> None:
    run_simulation(settings, told)


def _infer(settings: Any, told: Any, calls: Calls) -> None:
    calls.stop = True
    run_inference(settings, told)


RUNS: dict[str, Callable[[Any, Any, Calls], None]] = {
    "train": _train,
    "infer": _infer,
    "simulate": _simulate,
}


@contextmanager
def as_before() -> Iterator[None]:
    """Undo what Lightning does to the whole process, and pass over its advice."""
    deterministic = torch.are_deterministic_algorithms_enabled()
    warn_only = torch.is_deterministic_algorithms_warn_only_enabled()
    matmul = torch.get_float32_matmul_precision()
    at_interrupt = signal.getsignal(signal.SIGINT)
    with patch.dict(os.environ), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, at_interrupt)
            torch.use_deterministic_algorithms(deterministic, warn_only=warn_only)
            torch.set_float32_matmul_precision(matmul)


@contextmanager
def watched(path: str, calls: Calls) -> Iterator[None]:
    """Write down the arguments, by name, of every call of a function, method or constructor."""
    owner, name = _owner(path)
    found = getattr(owner, name)
    with ExitStack() as undo:
        if inspect.isclass(found):
            ours = [cls for cls in _subclasses(found) if cls.__module__.startswith("ptycho")]
            for cls in (found, *(cls for cls in ours if "__init__" in vars(cls))):
                undo.enter_context(patch.object(cls, "__init__", _noting(cls.__init__, calls)))
        elif inspect.isclass(owner):
            for cls in (owner, *_subclasses(owner)):
                if name in vars(cls):
                    noting = _noting(vars(cls)[name], calls)
                    undo.enter_context(patch.object(cls, name, noting))
        else:
            noting = _noting(found, calls)
            for module in list(sys.modules.values()):
                if vars(module).get(name) is found:
                    undo.enter_context(patch.object(module, name, noting))
        yield


def _noting(function: Any, calls: Calls) -> Any:
    signature = inspect.signature(function)
    rest = [p.name for p in signature.parameters.values() if p.kind is p.VAR_KEYWORD]

    @functools.wraps(function)
    def noting(*places: Any, **names: Any) -> Any:
        given = dict(signature.bind(*places, **names).arguments)
        for name in rest:
            given |= given.pop(name, {})
        calls.append(given)
        result = function(*places, **names)
        if calls.stop:
            raise RuntimeError("enough was seen")
        return result

    return noting


def _owner(path: str) -> tuple[Any, str]:
    """The module or class in which a path ends, and the last name."""
    parts = path.split(".")
    for split in range(len(parts) - 1, 0, -1):
        try:
            owner = importlib.import_module(".".join(parts[:split]))
        except ModuleNotFoundError:
            continue
        for name in parts[split:-1]:
            owner = getattr(owner, name)
        return owner, parts[-1]
    raise AssertionError(path)


def _subclasses(cls: type) -> list[type]:
    direct = cls.__subclasses__()
    return [*direct, *(deeper for each in direct for deeper in _subclasses(each))]
