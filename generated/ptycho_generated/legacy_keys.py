# Generated from spec/knobs.yaml by `make generate`; edit the registry or the template.
# digest: input 562cac3bda66ef3d text 4e9d5e8517ce03b5

"""Keys of the legacy dictionary params.cfg, for the configs that are bridged to it."""

LEGACY_KEYS: dict[str, dict[str, str]] = {
    "ModelConfig": {
        "gridsize": "gridsize",
        "architecture": "architecture",
        "n_unrolled": "n_unrolled",
        "n_filters": "n_filters",
        "n_hidden_channels": "n_hidden_channels",
        "loss_function": "loss_function",
        "deep_supervision_weight": "deep_supervision_weight",
        "N": "N",
        "n_filters_scale": "n_filters_scale",
        "model_type": "model_type",
        "amp_activation": "amp_activation",
        "object_big": "object.big",
        "probe_big": "probe.big",
        "probe_mask": "probe.mask",
        "pad_object": "pad_object",
        "probe_scale": "probe_scale",
        "gaussian_smoothing_sigma": "gaussian_smoothing_sigma",
    },
    "TrainingConfig": {
        "train_data_file": "train_data_file_path",
        "test_data_file": "test_data_file_path",
        "output_dir": "output_prefix",
        "measurement": "measurement",
        "n_groups": "n_groups",
        "n_validation_groups": "n_validation_groups",
        "input_fraction_min": "input_fraction_min",
        "input_fraction_max": "input_fraction_max",
        "max_epochs": "nepochs",
        "batch_size": "batch_size",
        "mae_weight": "mae_weight",
        "nll_weight": "nll_weight",
        "realspace_mae_weight": "realspace_mae_weight",
        "realspace_weight": "realspace_weight",
        "nphotons": "nphotons",
        "neighbor_count": "neighbor_count",
        "positions_provided": "positions.provided",
        "probe_trainable": "probe.trainable",
        "intensity_scale_trainable": "intensity_scale.trainable",
    },
    "InferenceConfig": {
        "test_data_file": "test_data_file_path",
        "model_path": "model_path",
        "output_dir": "output_prefix",
        "measurement": "measurement",
        "debug": "debug",
    },
}
"""Dataclass -> field -> key; dataclasses that are not named here never reach params.cfg."""
