# Generated from spec/knobs.yaml by `make generate`; edit the registry or the template.
# digest: input 10004f818e5cbf98 text 592930d53a50c113

"""Keys of the legacy dictionary params.cfg, for the configs that are bridged to it."""

LEGACY_KEYS: dict[str, dict[str, str]] = {
    "ModelConfig": {
        "gridsize": "gridsize",
        "architecture": "architecture",
        "n_unrolled": "n_unrolled",
        "n_filters": "n_filters",
        "n_filters_scale": "n_filters_scale",
        "n_hidden_channels": "n_hidden_channels",
        "loss_function": "loss_function",
        "deep_supervision_weight": "deep_supervision_weight",
        "nll_weight": "nll_weight",
        "mae_weight": "mae_weight",
        "tv_weight": "tv_weight",
    },
    "TrainingConfig": {
        "train_data_file": "train_data_file_path",
        "extra_train_data_files": "extra_train_data_files",
        "test_data_file": "test_data_file_path",
        "output_dir": "output_prefix",
        "measurement": "measurement",
        "n_groups": "n_groups",
        "n_validation_groups": "n_validation_groups",
        "input_fraction_min": "input_fraction_min",
        "input_fraction_max": "input_fraction_max",
        "max_epochs": "nepochs",
        "batch_size": "batch_size",
    },
    "InferenceConfig": {
        "test_data_file": "test_data_file_path",
        "model_path": "model_path",
        "output_dir": "output_prefix",
        "measurement": "measurement",
        "engine": "engine",
        "engine_iterations": "engine_iterations",
        "refine": "refine",
        "refine_engine": "refine_engine",
        "compare_engines": "compare_engines",
        "refine_probe": "refine_probe",
        "refine_positions": "refine_positions",
        "rpie_alpha": "rpie_alpha",
    },
}
"""Dataclass -> field -> key; dataclasses that are not named here never reach params.cfg."""
