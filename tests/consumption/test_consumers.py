"""Every knob that our own code reads changes what that code does.

To add a knob with a `consumer`: write a function below that gives what can be seen of the effect
of a value, and enter it with two values between which a user would see a difference.
"""

from __future__ import annotations

import hashlib
import io
import logging
import re
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
import yaml
from lightning.pytorch.callbacks import EarlyStopping, ModelCheckpoint

from codegen.load import load_file
from ptycho.simulation import save_scans
from ptycho_generated.faults import InputError
from ptycho_generated.kwargs import network_kwargs
from ptycho_generated.merge import check_settings, infer_settings, simulate_settings, train_settings
from ptycho_torch.config_factory import TrainingScans, load_training_scans
from ptycho_torch.model.registry import build_network
from ptycho_torch.trainer import build, loggers, optimizers
from ptycho_torch.trainer.bundle import Bundle, save_bundle
from ptycho_torch.trainer.plain import plain_settings
from ptycho_torch.workflows import reconstruction
from ptycho_torch.workflows.checking import run_check
from ptycho_torch.workflows.components import prepare_training, start_folder
from ptycho_torch.workflows.run_folder import start_log
from ptycho_torch.workflows.simulation import run_simulation
from recording import as_before, resolved, scans

ROOT = Path(__file__).resolve().parents[2]
Observe = Callable[[Any, "Place"], Any]


class Place:
    """A folder with two scans and two bundles, and what a small run needs."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        save_scans(folder, scans(), metadata={})
        self.train, self.validation = folder / "train.npz", folder / "validation.npz"

    def told(self, command: str, **knobs: Any) -> Any:
        files: dict[str, Any] = {}
        if command == "train":
            files = {"train_data_file": self.train}
        elif command == "infer":
            files = {"test_data_file": self.train, "model_path": self.bundle(0)}
            files["engine"] = "network"
        return resolved(command, self.folder / "run", files | knobs)

    def bundle(self, seed: int) -> Path:
        path = self.folder / f"{seed}.h5.zip"
        if not path.exists():
            torch.manual_seed(seed)
            settings = train_settings(self.told("train"))
            network = build_network(**network_kwargs(settings))
            for weight in network.parameters():
                torch.nn.init.normal_(weight, std=0.1)
            provenance = {"network": network_kwargs(settings)}
            save_bundle(path, Bundle(plain_settings(settings), provenance, network.state_dict()))
        return path

    def reconstructed(self, **knobs: Any) -> dict[str, Any]:
        """What an inference finds, and how it went about it."""
        seen: dict[str, Any] = {}
        told = self.told("infer", overwrite=True, **knobs)
        real = reconstruction.reconstruct

        def reconstruct(network: Any, scan: Any, **how: Any) -> Any:
            seen["runs"] = seen.get("runs", 0) + 1
            seen["how"], seen["found"] = how, real(network, scan, **how)
            return seen["found"]

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(reconstruction, "reconstruct", reconstruct)
            patch.setattr(reconstruction, "write_reconstruction", lambda *_, **__: {})
            reconstruction.run_inference(infer_settings(told), told)
        return seen


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    return Place(tmp_path_factory.mktemp("consumption"))


@pytest.fixture(autouse=True)
def process_as_before() -> Iterator[None]:
    with as_before():
        yield


def error_of(work: Callable[[], Any]) -> str:
    """The message with which the user's input is refused; empty where it is not."""
    try:
        work()
    except InputError as error:
        return str(error)
    return ""


def files_of(place: Place, **knobs: Any) -> TrainingScans:
    return load_training_scans(train_settings(place.told("train", **knobs)))


def train_data_file(value: str, place: Place) -> Any:
    return files_of(place, train_data_file=place.folder / value).train.amplitudes.sum()


def validation_file(value: str | None, place: Place) -> Any:
    path = None if value is None else place.folder / value
    found = files_of(place, test_data_file=path).validation
    return None if found is None else found.n_patterns


def measurement(value: str, place: Place) -> Any:
    return float(files_of(place, measurement=value).train.amplitudes.mean())


def model_path(value: int, place: Place) -> Any:
    return np.abs(place.reconstructed(model_path=place.bundle(value))["found"].object).sum()


def inference_batch_size(value: int, place: Place) -> Any:
    return place.reconstructed(inference_batch_size=value)["how"]["chunk"]


def probe_refinement_iterations(value: int, place: Place) -> Any:
    with redirect_stderr(io.StringIO()) as console:
        place.reconstructed(probe_refinement_iterations=value)
    return "probe: " in console.getvalue()


def extra_test_data_files(value: tuple[str, ...], place: Place) -> Any:
    files = tuple(place.folder / name for name in value)
    return place.reconstructed(extra_test_data_files=files)["runs"]


def accelerator(value: str, place: Place) -> Any:
    return error_of(lambda: place.reconstructed(accelerator=value))


def output_dir(value: str, place: Place) -> Any:
    told = place.told("train", output_dir=place.folder / value)
    with start_log(quiet=True) as log:
        start_folder(train_settings(told), told, log)
    return sorted(path.name for path in place.folder.glob("chosen-*"))


def overwrite(value: bool, place: Place) -> Any:
    folder = place.folder / "used"
    (folder / "checkpoints").mkdir(parents=True, exist_ok=True)
    told = place.told("train", output_dir=folder, overwrite=value)
    with start_log(quiet=True) as log:
        return error_of(lambda: start_folder(train_settings(told), told, log))


def quiet(value: bool, place: Place) -> Any:
    told = place.told("simulate", output_dir=place.folder / f"quiet-{value}", quiet=value)
    with redirect_stderr(io.StringIO()) as console:
        run_simulation(simulate_settings(told), told)
    return console.getvalue() == ""


def resume(value: str | None, place: Place) -> Any:
    knobs = {} if value is None else {"resume": place.folder / value}
    settings = train_settings(place.told("train", **knobs))
    return error_of(lambda: prepare_training(settings, TrainingScans(scans()["train"], None)))


def model_type(value: str, place: Place) -> Any:
    settings = train_settings(place.told("train", model_type=value))
    groups = prepare_training(settings, TrainingScans(scans()["train"], None)).groups.train_groups
    return groups[0].labels is None, groups[0].held_out.n_patterns > 0


def monitored(kind: type[Any], knob: str) -> Observe:
    """The metric that a callback of the training monitors."""

    def observe(value: str, place: Place) -> Any:
        settings = train_settings(place.told("train", **{knob: value}))
        callbacks = build.build_callbacks(settings, place.folder, has_validation=True)
        return next(each.monitor for each in callbacks if isinstance(each, kind))

    return observe


def optimizer(value: str, place: Place) -> Any:
    settings = train_settings(place.told("train", optimizer=value))
    network = build_network(**network_kwargs(settings))
    return type(optimizers.build_optimizer(settings, network))


def scheduler(value: str, place: Place) -> Any:
    settings = train_settings(place.told("train", scheduler=value))
    network = build_network(**network_kwargs(settings))
    steps = optimizers.build_optimizer(settings, network)
    return type(optimizers.build_scheduler(settings, steps, 10.0, lambda _: 1.0)["scheduler"])


def logger_backend(value: str, place: Place) -> Any:
    settings = train_settings(place.told("train", logger_backend=value))
    found = loggers.build_loggers(settings, place.folder, resumed_step=None)
    return [type(each).__name__ for each in found]


METRES = {
    "position_unit": "m",
    "wavelength_m": 1e-10,
    "detector_distance_m": 1.0,
    "detector_pixel_size_m": 1e-4,
}


def as_read(knob: str, **others: Any) -> Observe:
    """What is read of the training scan, or why it cannot be read so."""

    def observe(value: Any, place: Place) -> Any:
        def read() -> None:
            scan = files_of(place, **(others | {knob: value})).train
            parts = (scan.amplitudes, scan.positions_yx_px, scan.probe)
            found.extend(hashlib.sha256(part.tobytes()).hexdigest() for part in parts)

        found: list[str] = []
        return error_of(read) or found

    return observe


def looked_at(knob: str) -> Observe:
    """What a check prints and draws."""

    def observe(value: Any, place: Place) -> Any:
        paths = {"scan_file": place.train, "picture": place.folder / "look.png"}
        shown = place.folder / value if knob in paths else value
        told = place.told("check", **(paths | {knob: shown}))
        with redirect_stdout(io.StringIO()) as console:
            error_of(lambda: run_check(check_settings(told), told))
        logging.getLogger("ptycho.measurement").setLevel(logging.NOTSET)  # a check quiets it
        drawn = sorted(path.name for path in place.folder.glob("*.png"))
        for path in place.folder.glob("*.png"):
            path.unlink()
        return console.getvalue(), drawn

    return observe


# knob: (two values, what is seen of one)
EFFECTS: dict[str, tuple[Any, Any, Observe]] = {
    "train_data_file": ("train.npz", "validation.npz", train_data_file),
    "test_data_file": (None, "validation.npz", validation_file),
    "model_path": (0, 1, model_path),
    "output_dir": ("chosen-1", "chosen-2", output_dir),
    "overwrite": (False, True, overwrite),
    "measurement": ("counts", "amplitude", measurement),
    "model_type": ("pinn", "supervised", model_type),
    "resume": (None, "nowhere.ckpt", resume),
    "checkpoint_monitor_metric": (
        "val_loss",
        "train_loss",
        monitored(ModelCheckpoint, "checkpoint_monitor_metric"),
    ),
    "early_stop_monitor": (
        "val_loss",
        "train_loss",
        monitored(EarlyStopping, "early_stop_monitor"),
    ),
    "optimizer": ("adamw", "sgd", optimizer),
    "scheduler": ("WarmupCosine", "Step", scheduler),
    "logger_backend": ("csv", "none", logger_backend),
    "quiet": (False, True, quiet),
    "accelerator": ("cpu", "mps", accelerator),
    "inference_batch_size": (5, 7, inference_batch_size),
    "probe_refinement_iterations": (0, 2, probe_refinement_iterations),
    "extra_test_data_files": ((), ("validation.npz",), extra_test_data_files),
    "pattern_fftshift": (False, True, as_read("pattern_fftshift")),
    "pattern_transpose": (False, True, as_read("pattern_transpose")),
    "pattern_flip": ("none", "rows", as_read("pattern_flip")),
    "pattern_crop_px": (None, 8, as_read("pattern_crop_px")),
    "pattern_binning": (1, 2, as_read("pattern_binning")),
    "position_order": ("yx", "xy", as_read("position_order")),
    "position_flip": ("none", "y", as_read("position_flip")),
    "position_unit": ("px", "m", as_read("position_unit", object_pixel_size_m=0.5)),
    "object_pixel_size_m": (0.5, 0.25, as_read("object_pixel_size_m", position_unit="m")),
    "wavelength_m": (1e-10, 2e-10, as_read("wavelength_m", **METRES)),
    "detector_distance_m": (1.0, 2.0, as_read("detector_distance_m", **METRES)),
    "detector_pixel_size_m": (1e-4, 2e-4, as_read("detector_pixel_size_m", **METRES)),
    "probe_source": ("file", "mean_pattern", as_read("probe_source")),
    "scan_file": ("train.npz", "nowhere.npz", looked_at("scan_file")),
    "picture": ("one.png", "other.png", looked_at("picture")),
    "as_json": (False, True, looked_at("as_json")),
}


# knob: the tests that show its effect on a whole run
SHOWN_BY: dict[str, str] = {
    "extra_train_data_files": "tests/workflows/test_many_scans.py",
    "engine": "tests/workflows/test_solving.py",
    "engine_iterations": "tests/workflows/test_solving.py",
    "refine": "tests/workflows/test_solving.py",
    "refine_engine": "tests/workflows/test_solving.py",
    "compare_engines": "tests/workflows/test_solving.py",
    "probe_from": "tests/workflows/test_many_scans.py",
    "reconstruction": "tests/workflows/test_evaluating.py",
    "against": "tests/workflows/test_evaluating.py",
    "halves": "tests/workflows/test_evaluating.py",
    "num_workers": "tests/data/test_groups.py",
    "nonfinite_loss": "tests/torch/test_nonfinite.py",
    "convert_to": "tests/workflows/test_converting.py",
    "sweep": "tests/workflows/test_sweep.py",
    "sweep_over": "tests/workflows/test_sweep.py",
    "sweep_storage": "tests/workflows/test_sweep.py",
}
EFFECTS_SEEN = "tests/consumption/effects_seen.yaml"
PASSED_ON = "tests/torch/test_passthrough.py"
"""What is handed on unread, by knobs named ..._arg."""


def test_every_knob_that_our_code_reads_is_in_a_table() -> None:
    registry = load_file(ROOT / "spec/knobs.yaml", "spec/knobs.yaml")
    handed_on = {f"{target.passthrough}_arg" for target in registry.targets}
    read = {knob.name for knob in registry.knobs if knob.consumer} - handed_on
    told = set(EFFECTS) | set(SHOWN_BY)
    assert read - told == set(), "say in EFFECTS what can be seen of these knobs"
    assert told - read == set(), "these are no knobs with a consumer any more"
    assert "_arg" in (ROOT / PASSED_ON).read_text(encoding="utf-8")


@pytest.mark.parametrize("knob", SHOWN_BY)
def test_the_tests_named_are_about_the_knob(knob: str) -> None:
    text = (ROOT / SHOWN_BY[knob]).read_text(encoding="utf-8")
    assert re.search(rf"\b{knob.replace('_', '[-_]')}\b", text)
    assert "def test_" in text


def test_the_effect_of_every_knob_with_a_target_is_seen_somewhere() -> None:
    """That it arrives is shown for each by the generated tests."""
    seen = yaml.safe_load((ROOT / EFFECTS_SEEN).read_text(encoding="utf-8"))
    registry = load_file(ROOT / "spec/knobs.yaml", "spec/knobs.yaml")
    knobs = {knob.name: knob for knob in registry.knobs if "train" in knob.commands}
    handed = {name for name, knob in knobs.items() if knob.targets}
    assert handed == set(seen), f"name the test of its effect in {EFFECTS_SEEN}"
    for name, place in seen.items():
        file, _, test = place.partition("::")
        text = (ROOT / "tests" / file).read_text(encoding="utf-8")
        assert f"def {test}(" in text, f"{name}: there is no {place}"
        words = [name, knobs[name].flag[2:], knobs[name].negate[2:], *knobs[name].aliases]
        pattern = rf"(?<!\w)({'|'.join(filter(None, words))})(?![\w-])"
        assert re.search(pattern, text), f"{name}: {file} does not name it"


@pytest.mark.parametrize("knob", EFFECTS)
def test_two_values_are_told_apart(knob: str, place: Place) -> None:
    one, other, observe = EFFECTS[knob]
    assert observe(one, place) != observe(other, place)
