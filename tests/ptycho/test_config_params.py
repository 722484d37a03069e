"""The classes of the original: every keyword is taken, and means the knob behind it."""

from __future__ import annotations

import dataclasses
import pickle
import subprocess
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from knob_strategies import A_FEW, VALID
from ptycho.config.config import InferenceConfig, ModelConfig, TrainingConfig, update_legacy_dict
from ptycho_generated import surfaces
from ptycho_generated.faults import InputError
from ptycho_generated.idle import IDLE
from ptycho_generated.knobs import KNOBS
from ptycho_generated.merge import resolve
from ptycho_torch import config_params
from ptycho_torch.config_params import said_by, to_surface

# What the newest ptychodus passes, class by class.
KEYWORDS = {
    "DataConfig": """N C normalize neighbor_function scan_pattern probe_normalize x_bounds y_bounds
        min_neighbor_distance max_neighbor_distance K_quadrant n_subsample probe_scale K grid_size
        probe_ramp_removal data_scaling phase_subtraction""",
    "ModelConfig": """mode object_big probe_big loss_function amp_activation cbam_encoder
        decoder_last_amp_channels use_shared_decoder intensity_scale_trainable intensity_scale
        max_position_jitter num_datasets C_model C_forward amp_loss phase_loss amp_loss_coeff
        phase_loss_coeff n_filters_scale probe_mask eca_decoder batch_norm edge_pad
        decoder_last_c_outer_fraction cbam_bottleneck cbam_decoder spatial_decoder
        decoder_spatial_kernel eca_encoder offset probe_reference_coeff amplitude_variance_loss
        amplitude_variance_coeff""",
    "TrainingConfig": """epochs batch_size learning_rate n_devices num_workers accum_steps
        epochs_fine_tune fine_tune_gamma gradient_clip_val nll device strategy framework
        orchestrator scheduler warmup_epochs min_lr_ratio notes model_name enable_staged_finetuning
        finetune_stage1_epochs finetune_stage2_epochs finetune_stage3_epochs
        finetune_stage1_lr_decoder finetune_stage2_lr_encoder_top finetune_stage2_lr_decoder
        finetune_stage2_lr_phase_head finetune_stage3_lr_encoder_bottom
        finetune_stage3_lr_encoder_top finetune_stage3_lr_decoder finetune_stage3_lr_phase_head
        finetune_skip_stage3 finetune_early_stop_patience finetune_val_split""",
    "InferenceConfig": "batch_size middle_trim experiment_number patch_weighting pad_eval window",
    "DatagenConfig": "",
}
LINKED = [(owner, field) for owner, links in surfaces.LINKS.items() for field in links]
PASSIVE = [
    (owner.removeprefix("torch."), field)
    for owner, fields in IDLE.items()
    if owner.startswith("torch.")
    for field in fields
]


def cls_of(owner: str) -> Any:
    return getattr(config_params, owner)


@pytest.mark.parametrize("owner", KEYWORDS)
def test_the_keywords_are_those_of_the_original(owner: str) -> None:
    fields = {field.name for field in dataclasses.fields(cls_of(owner))}
    assert fields == set(KEYWORDS[owner].split())


def test_each_keyword_is_said_once() -> None:
    assert sum(len(keywords.split()) for keywords in KEYWORDS.values()) == 91
    assert len(LINKED) + len(PASSIVE) == len(set(LINKED) | set(PASSIVE)) == 91


@pytest.mark.parametrize("owner", KEYWORDS)
def test_all_keywords_at_once_construct_and_survive_pickling(owner: str) -> None:
    built = cls_of(owner)(**dataclasses.asdict(cls_of(owner)()))
    assert built == cls_of(owner)()
    assert pickle.loads(pickle.dumps(built)) == built


@pytest.mark.parametrize("owner", KEYWORDS)
def test_an_unknown_keyword_is_refused(owner: str) -> None:
    with pytest.raises(TypeError, match="no_such_keyword"):
        cls_of(owner)(no_such_keyword=1)


def sayable(owner: str, name: str, value: object) -> bool:
    """Whether a class has a word for a value of a knob."""
    try:
        to_surface(cls_of(owner), {name: value})
    except InputError as error:
        return not str(error).startswith(f"{owner}.")
    return True


@pytest.mark.parametrize(("owner", "field"), LINKED)
@A_FEW
@given(data=st.data())
def test_to_the_class_and_back_is_the_identity(owner: str, field: str, data: st.DataObject) -> None:
    name = surfaces.LINKS[owner][field].knob
    value = data.draw(VALID[name])
    assume(sayable(owner, name, value))
    built = to_surface(cls_of(owner), {name: value})
    said = dict(said_by(built))
    if value is None and not KNOBS[name].optional:
        assert name not in said
        return
    assert said[name].value == value
    assert type(said[name].value) is type(value)
    again = to_surface(cls_of(owner), {name: said[name].value})
    assert again == built


@pytest.mark.parametrize(("owner", "field"), PASSIVE)
def test_a_keyword_without_effect_warns_once_and_says_nothing(owner: str, field: str) -> None:
    with pytest.warns(UserWarning, match=f"{owner}: no effect here: {field}=") as caught:
        built = cls_of(owner)(**{field: "something else"})
    assert len(caught) == 1
    assert caught[0].filename == __file__
    assert said_by(built) == said_by(cls_of(owner)())


def test_defaults_say_the_defaults_of_the_registry() -> None:
    said = said_by(*(cls_of(owner)() for owner in KEYWORDS))
    assert said
    for name, each in said:
        assert each.value == KNOBS[name].default
        assert each.layer == "execution_config"


def test_what_a_class_says_beats_the_command_line_and_names_its_place() -> None:
    resolved = resolve("train", said_by(config_params.TrainingConfig(epochs=7)))
    winner = resolved.winner("max_epochs")
    assert (winner.value, winner.place) == (7, "TrainingConfig.epochs")


def test_values_that_mean_nothing_and_disagreements_are_all_reported() -> None:
    data = config_params.DataConfig(grid_size=(2, 3), C=9)
    model = config_params.ModelConfig(C_model=4, loss_function="Gauss")
    with pytest.raises(InputError) as caught:
        said_by(data, model, config_params.TrainingConfig(epochs="many"))
    assert [str(fault).split(";")[0] for fault in caught.value.faults] == [
        "DataConfig.grid_size: (2, 3) is not allowed",
        "ModelConfig.C_model: says gridsize 2, but DataConfig.C says 3",
        "ModelConfig.loss_function: 'Gauss' is not allowed",
        "TrainingConfig.epochs: 'many' is not allowed",
    ]


def test_the_classes_load_without_torch_and_lightning(
    run_python: Callable[..., subprocess.CompletedProcess[str]],
) -> None:
    code = "import sys, ptycho_torch.config_params; print(*sys.modules)"
    loaded = set(run_python("-c", code).stdout.split())
    assert "ptycho_generated.surfaces" in loaded
    assert loaded.isdisjoint({"torch", "lightning", "numpy", "yaml"})


MAPPED = {
    "object_big": "object.big",
    "probe_big": "probe.big",
    "probe_mask": "probe.mask",
    "probe_trainable": "probe.trainable",
    "intensity_scale_trainable": "intensity_scale.trainable",
    "positions_provided": "positions.provided",
    "output_dir": "output_prefix",
    "train_data_file": "train_data_file_path",
    "test_data_file": "test_data_file_path",
}


def test_the_legacy_dictionary_gets_all_nine_renamed_keys() -> None:
    model = ModelConfig()
    files = {name: f"{name}.npz" for name in ("train_data_file", "test_data_file", "output_dir")}
    training: Any = TrainingConfig
    legacy: dict[str, Any] = {}
    update_legacy_dict(legacy, training(model=model, **files))
    assert legacy.keys() >= set(MAPPED.values())
    assert legacy.keys().isdisjoint(MAPPED)
    assert legacy["object.big"] is True
    assert legacy["test_data_file_path"] == "test_data_file.npz"


def test_keywords_without_effect_of_our_own_configs_reach_the_legacy_dictionary() -> None:
    with pytest.warns(
        UserWarning, match=r"ModelConfig: no effect here: N=128 \(the side"
    ) as caught:
        model = ModelConfig(N=128)
    assert len(caught) == 1
    legacy: dict[str, Any] = {}
    update_legacy_dict(legacy, model)
    assert legacy["N"] == 128
    inference: Any = InferenceConfig
    with pytest.warns(UserWarning, match="debug=True"):
        inference(model_path="m", output_dir="o", debug=True)
