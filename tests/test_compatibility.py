"""The list of the original's names is true: each is there, with the parameters that it shows."""

from __future__ import annotations

import inspect
import re
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
ROW = re.compile(r"^\| `(?P<name>[\w.]+)(?:\((?P<parameters>[^)]*)\))?` \|", re.MULTILINE)
NAMES = [
    (row["name"], row["parameters"])
    for row in ROW.finditer((ROOT / "docs/compatibility.md").read_text(encoding="utf-8"))
]
# What programs are known to call; a line of the list that disappears is noticed.
CALLED = {
    "ptycho.config.config.update_legacy_dict",
    "ptycho.loader.load",
    "ptycho.model_manager.save",
    "ptycho.params.get",
    "ptycho.probe.set_probe_guess",
    "ptycho.raw_data.RawData.from_coords_without_pc",
    "ptycho.raw_data.RawData.from_file",
    "ptycho.raw_data.RawData.generate_grouped_data",
    "ptycho.tf_helper.reassemble_position",
    "ptycho.workflows.components.load_inference_bundle",
    "ptycho.workflows.components.run_cdi_example",
    "ptycho.workflows.components.save_outputs",
    "ptycho_torch.cli.shared.build_execution_config_from_args",
    "ptycho_torch.cli.shared.resolve_accelerator",
    "ptycho_torch.cli.shared.validate_paths",
    "ptycho_torch.config_factory.create_inference_payload",
    "ptycho_torch.config_factory.create_training_payload",
    "ptycho_torch.config_factory.infer_probe_size",
    "ptycho_torch.config_factory.populate_legacy_params",
    "ptycho_torch.model_manager.load_torch_bundle",
    "ptycho_torch.model_manager.save_torch_bundle",
    "ptycho_torch.workflows.components._train_with_lightning",
    "ptycho_torch.workflows.components.load_inference_bundle_torch",
    "ptycho_torch.workflows.components.run_cdi_example_torch",
    "ptycho_torch.workflows.components.train_cdi_model_torch",
}


def found(name: str) -> Any:
    """What a dotted name stands for; its longest importable part is a module."""
    parts = name.split(".")
    cut = len(parts) - (2 if parts[-2][0].isupper() else 1)
    there = import_module(".".join(parts[:cut]))
    for part in parts[cut:]:
        there = getattr(there, part)
    return there


def test_every_name_that_is_called_is_listed() -> None:
    assert CALLED <= {name for name, _ in NAMES}
    assert len(NAMES) == len(set(NAMES)) > len(CALLED)


@pytest.mark.parametrize(("name", "parameters"), NAMES)
def test_a_listed_name_is_there_with_its_parameters(name: str, parameters: str | None) -> None:
    there = found(name)
    assert inspect.isclass(there) or callable(there) == (parameters is not None)
    if parameters is not None:
        wanted = [word.strip() for word in parameters.split(",") if word.strip()]
        assert list(inspect.signature(there).parameters) == wanted


def test_another_name_of_the_workflow_room_is_no_name() -> None:
    with pytest.raises(AttributeError, match="no_such_thing"):
        found("ptycho_torch.workflows.components.no_such_thing")


# How programs call them: names, order and defaults.
SIGNATURES = {
    "ptycho.loader.load": "cb, probeGuess, which, create_split",
    "ptycho.probe.set_probe_guess": "X_train=None, probe_guess=None",
    "ptycho.workflows.components.run_cdi_example": (
        "train_data, test_data, config, flip_x=False, flip_y=False, transpose=False, M=20, "
        "do_stitching=False"
    ),
    "ptycho.workflows.components.save_outputs": "amplitude, phase, results, output_prefix",
    "ptycho_torch.cli.shared.build_execution_config_from_args": "args, mode='training'",
    "ptycho_torch.cli.shared.resolve_accelerator": "accelerator='auto', device=None",
    "ptycho_torch.cli.shared.validate_paths": "train_file, test_file, output_dir",
    "ptycho_torch.config_factory.create_inference_payload": (
        "model_path, test_data_file, output_dir, overrides=None, execution_config=None"
    ),
    "ptycho_torch.config_factory.create_training_payload": (
        "train_data_file, output_dir, overrides=None, execution_config=None, profile=None"
    ),
    "ptycho_torch.config_factory.infer_probe_size": "path",
    "ptycho_torch.config_factory.populate_legacy_params": "tf_config, force=False",
    "ptycho_torch.model_manager.load_torch_bundle": "base_path",
    "ptycho_torch.model_manager.save_torch_bundle": (
        "models_dict, base_path, config, intensity_scale=None"
    ),
    "ptycho_torch.workflows.components._train_with_lightning": (
        "train_container, test_container, config, execution_config=None, overrides=None"
    ),
    "ptycho_torch.workflows.components.load_inference_bundle_torch": (
        "bundle_dir, model_name='diffraction_to_obj', *, scale_contract_version=None, "
        "measurement_domain=None"
    ),
    "ptycho_torch.workflows.components.run_cdi_example_torch": (
        "train_data, test_data, config, flip_x=False, flip_y=False, transpose=False, M=20, "
        "do_stitching=False, execution_config=None, overrides=None"
    ),
    "ptycho_torch.workflows.components.train_cdi_model_torch": (
        "train_data, test_data, config, execution_config=None, overrides=None"
    ),
}


@pytest.mark.parametrize("name", SIGNATURES)
def test_it_is_called_as_the_original_is(name: str) -> None:
    signature = inspect.signature(found(name))
    bare = [each.replace(annotation=each.empty) for each in signature.parameters.values()]
    plain = signature.replace(parameters=bare, return_annotation=signature.empty)
    assert str(plain) == f"({SIGNATURES[name]})"
