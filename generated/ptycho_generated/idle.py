# Generated from spec/knobs.yaml by `make generate`; edit the registry or the template.
# digest: input 825ebf4877e50272 form 9f9aeb3b42684696 text c02c7cd20c72b6bf

"""Keywords of the original that are accepted and have no effect."""

import sys
import warnings
from dataclasses import FrozenInstanceError
from typing import Any, TypeVar

T = TypeVar("T")

IDLE: dict[str, dict[str, tuple[Any, str]]] = {
    "ModelConfig": {
        "N": (64, "the side of a pattern is read from the scan"),
        "amp_activation": ("silu", "the network has no amplitude decoder"),
        "object_big": (True, "the object is always reconstructed as a whole"),
        "probe_big": (True, "the probe always fills the pattern"),
        "probe_mask": (False, "the probe is used as it is"),
        "pad_object": (True, "the object is as large as the scan needs"),
        "probe_scale": (4.0, "the probe is scaled to the measured counts"),
        "gaussian_smoothing_sigma": (0.0, "the probe is used as it is"),
    },
    "TrainingConfig": {
        "realspace_mae_weight": (0.0, "the loss has no such term"),
        "nphotons": (1000000000.0, "the counts are read from the scan"),
        "neighbor_count": (
            4,
            "a group is always the gridsize x gridsize patterns that lie together",
        ),
        "positions_provided": (True, "a scan always has positions"),
        "probe_trainable": (False, "the probe is used as it is"),
        "intensity_scale_trainable": (True, "the scale is computed from the scan"),
        "backend": ("pytorch", "torch does all the work"),
    },
    "InferenceConfig": {
        "backend": ("pytorch", "torch does all the work"),
        "debug": (False, "the run log always holds everything"),
    },
    "torch.DataConfig": {
        "N": (64, "the side of a pattern is read from the scan"),
        "normalize": ("Batch", "patterns stay in counts"),
        "neighbor_function": ("Nearest", "a group is the patterns that lie together"),
        "scan_pattern": ("Isotropic", "any order of positions will do"),
        "probe_normalize": (True, "the probe is scaled to the measured counts"),
        "x_bounds": ((0.1, 0.9), "every position of the scan is used"),
        "y_bounds": ((0.1, 0.9), "every position of the scan is used"),
        "min_neighbor_distance": (0.0, "a group is the patterns that lie together"),
        "max_neighbor_distance": (3.0, "a group is the patterns that lie together"),
        "K_quadrant": (30, "a group is the patterns that lie together"),
        "n_subsample": (7, "n_groups says how many groups are drawn"),
        "probe_scale": (1.0, "the probe is scaled to the measured counts"),
        "K": (6, "a group is the patterns that lie together"),
        "probe_ramp_removal": (False, "the probe is used as it is"),
        "data_scaling": ("Parseval", "patterns stay in counts"),
        "phase_subtraction": (False, "the mean phase of a label never counts"),
    },
    "torch.ModelConfig": {
        "object_big": (True, "the object is always reconstructed as a whole"),
        "probe_big": (True, "the probe always fills the pattern"),
        "amp_activation": ("silu", "the network has no such part"),
        "cbam_encoder": (False, "the network has no such part"),
        "decoder_last_amp_channels": (1, "the network has no such part"),
        "use_shared_decoder": (False, "the network has no such part"),
        "intensity_scale_trainable": (False, "the scale is computed from the scan"),
        "intensity_scale": (10000.0, "the scale is computed from the scan"),
        "max_position_jitter": (10, "the canvas is as large as the positions need"),
        "num_datasets": (1, "the scale of each scan is computed from it"),
        "amp_loss": (None, "the loss has no such term"),
        "phase_loss": (None, "the loss has no such term"),
        "amp_loss_coeff": (1.0, "the loss has no such term"),
        "phase_loss_coeff": (1.0, "the loss has no such term"),
        "probe_mask": (False, "the probe is used as it is"),
        "eca_decoder": (False, "the network has no such part"),
        "batch_norm": (False, "the network has no such part"),
        "edge_pad": (10, "the canvas is as large as the positions need"),
        "decoder_last_c_outer_fraction": (0.125, "the network has no such part"),
        "cbam_bottleneck": (False, "the network has no such part"),
        "cbam_decoder": (False, "the network has no such part"),
        "spatial_decoder": (False, "the network has no such part"),
        "decoder_spatial_kernel": (7, "the network has no such part"),
        "eca_encoder": (False, "the network has no such part"),
        "offset": (6, "patches lie where the positions say"),
        "probe_reference_coeff": (0.0, "the loss has no such term"),
        "amplitude_variance_loss": (False, "the loss has no such term"),
        "amplitude_variance_coeff": (0.0, "the loss has no such term"),
    },
    "torch.TrainingConfig": {
        "epochs_fine_tune": (0, "training has one stage"),
        "fine_tune_gamma": (0.1, "training has one stage"),
        "framework": ("Lightning", "training is always run by Lightning"),
        "orchestrator": ("Lightning", "training is always run by Lightning"),
        "warmup_epochs": (0, "lr_warmup_steps counts steps"),
        "min_lr_ratio": (0.1, "WarmupCosine ends at zero"),
        "notes": ("", "it is a label"),
        "model_name": ("", "it is a label"),
        "enable_staged_finetuning": (False, "training has one stage"),
        "finetune_stage1_epochs": (0, "training has one stage"),
        "finetune_stage2_epochs": (0, "training has one stage"),
        "finetune_stage3_epochs": (0, "training has one stage"),
        "finetune_stage1_lr_decoder": (0.0001, "training has one stage"),
        "finetune_stage2_lr_encoder_top": (0.0001, "training has one stage"),
        "finetune_stage2_lr_decoder": (0.0001, "training has one stage"),
        "finetune_stage2_lr_phase_head": (0.0001, "training has one stage"),
        "finetune_stage3_lr_encoder_bottom": (0.0001, "training has one stage"),
        "finetune_stage3_lr_encoder_top": (0.0001, "training has one stage"),
        "finetune_stage3_lr_decoder": (0.0001, "training has one stage"),
        "finetune_stage3_lr_phase_head": (0.0001, "training has one stage"),
        "finetune_skip_stage3": (False, "training has one stage"),
        "finetune_early_stop_patience": (5, "training has one stage"),
        "finetune_val_split": (0.1, "training has one stage"),
    },
    "torch.InferenceConfig": {
        "middle_trim": (32, "patches are weighted by the probe"),
        "experiment_number": (0, "a scan is one experiment"),
        "patch_weighting": ("probe", "patches are weighted by the probe"),
        "pad_eval": (True, "the canvas is as large as the positions need"),
        "window": (20, "patches are weighted by the probe"),
    },
}
"""Class -> keyword -> its default, and why it has no effect."""


def warn_of_idle(config: object) -> None:
    """Warn, once for the object, of each keyword without effect that is not at its default."""
    cls = type(config)
    told = [line for name in IDLE[_owner(cls)] for line in _told(config, name)]
    if told:
        _warn(f"{cls.__name__}: no effect here: {', '.join(told)}")


def _owner(cls: type) -> str:
    return cls.__name__ if cls.__module__.endswith(".config") else f"torch.{cls.__name__}"


def _told(config: object, name: str) -> list[str]:
    """What there is to say of a field: nothing where it is at its default."""
    default, why = IDLE[_owner(type(config))][name]
    value = getattr(config, name)
    same = tuple(value) == default if isinstance(value, list) else value == default
    return [] if same else [f"{name}={value!r} ({why})"]


def _warn(message: str) -> None:
    """Warn at the place outside this package that the call came from."""
    level, frame = 1, sys._getframe()
    while frame.f_back and frame.f_globals.get("__name__", "").startswith(f"{__package__}."):
        level, frame = level + 1, frame.f_back
    warnings.warn(message, UserWarning, stacklevel=level)


def idle_fields_can_be_set(cls: type[T]) -> type[T]:
    """Let programs set, after construction, the fields of a frozen class that have no effect."""
    setattr(cls, "__setattr__", _set_idle)  # noqa: B010
    return cls


def _set_idle(config: object, name: str, value: object) -> None:
    if name not in IDLE[_owner(type(config))]:
        raise FrozenInstanceError(f"cannot assign to field {name!r}")
    object.__setattr__(config, name, value)
    for line in _told(config, name):
        _warn(f"{type(config).__name__}: no effect here: {line}")
