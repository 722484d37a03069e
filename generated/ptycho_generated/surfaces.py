# Generated from spec/knobs.yaml by `make generate`; edit the registry or the template.
# digest: input e72a937cdd9279df form 9f9aeb3b42684696 text dadbdc83fe1398f3

"""The configuration classes of the original's PyTorch side, and the way from them to the knobs.

Every keyword of the original is taken. Where a knob stands behind it, :func:`said_by` hands its
value on; where there is none, giving it another value than its default is answered by a warning.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple, TypeVar

from .converters import CONVERTERS, Converter, NotSayable, renamed
from .faults import Fault, InputError, KnobFault
from .idle import warn_of_idle
from .knobs import KNOBS
from .merge import Said
from .values import Unreadable, from_data, refused

T = TypeVar("T")


@dataclass(slots=True, kw_only=True)
class DataConfig:
    """What the patterns are, and how they are grouped."""

    grid_size: tuple[int, int] = (14, 14)
    """The knob `gridsize`."""
    C: int | None = None
    """The knob `gridsize`. None by default: grid_size says it."""
    N: int = 64
    """No effect: the side of a pattern is read from the scan."""
    normalize: str = "Batch"
    """No effect: patterns stay in counts."""
    neighbor_function: str = "Nearest"
    """No effect: a group is the patterns that lie together."""
    scan_pattern: str = "Isotropic"
    """No effect: any order of positions will do."""
    probe_normalize: bool = True
    """No effect: the probe is scaled to the measured counts."""
    x_bounds: tuple[float, ...] = (0.1, 0.9)
    """No effect: every position of the scan is used."""
    y_bounds: tuple[float, ...] = (0.1, 0.9)
    """No effect: every position of the scan is used."""
    min_neighbor_distance: float = 0.0
    """No effect: a group is the patterns that lie together."""
    max_neighbor_distance: float = 3.0
    """No effect: a group is the patterns that lie together."""
    K_quadrant: int = 30
    """No effect: a group is the patterns that lie together."""
    n_subsample: int = 7
    """No effect: n_groups says how many groups are drawn."""
    probe_scale: float = 1.0
    """No effect: the probe is scaled to the measured counts."""
    K: int = 6
    """No effect: a group is the patterns that lie together."""
    probe_ramp_removal: bool = False
    """No effect: the probe is used as it is."""
    data_scaling: str = "Parseval"
    """No effect: patterns stay in counts."""
    phase_subtraction: bool = False
    """No effect: the mean phase of a label never counts."""

    def __post_init__(self) -> None:
        warn_of_idle(self)


@dataclass(slots=True, kw_only=True)
class ModelConfig:
    """The network and its loss."""

    C_model: int | None = None
    """The knob `gridsize`. None by default: grid_size says it."""
    C_forward: int | None = None
    """The knob `gridsize`. None by default: grid_size says it."""
    n_filters_scale: float = 2.0
    """The knob `n_filters_scale`."""
    mode: str = "Unsupervised"
    """The knob `model_type`. 'Unsupervised' means 'pinn', 'Supervised' means 'supervised'."""
    loss_function: str = "MAE"
    """The knob `loss_function`. 'MAE' means 'amplitude', 'Poisson' means 'poisson'."""
    object_big: bool = True
    """No effect: the object is always reconstructed as a whole."""
    probe_big: bool = True
    """No effect: the probe always fills the pattern."""
    amp_activation: str = "silu"
    """No effect: the network has no such part."""
    cbam_encoder: bool = False
    """No effect: the network has no such part."""
    decoder_last_amp_channels: int = 1
    """No effect: the network has no such part."""
    use_shared_decoder: bool = False
    """No effect: the network has no such part."""
    intensity_scale_trainable: bool = False
    """No effect: the scale is computed from the scan."""
    intensity_scale: float = 10000.0
    """No effect: the scale is computed from the scan."""
    max_position_jitter: int = 10
    """No effect: the canvas is as large as the positions need."""
    num_datasets: int = 1
    """No effect: the scale of each scan is computed from it."""
    amp_loss: str | None = None
    """No effect: the loss has no such term."""
    phase_loss: str | None = None
    """No effect: the loss has no such term."""
    amp_loss_coeff: float = 1.0
    """No effect: the loss has no such term."""
    phase_loss_coeff: float = 1.0
    """No effect: the loss has no such term."""
    probe_mask: bool = False
    """No effect: the probe is used as it is."""
    eca_decoder: bool = False
    """No effect: the network has no such part."""
    batch_norm: bool = False
    """No effect: the network has no such part."""
    edge_pad: int = 10
    """No effect: the canvas is as large as the positions need."""
    decoder_last_c_outer_fraction: float = 0.125
    """No effect: the network has no such part."""
    cbam_bottleneck: bool = False
    """No effect: the network has no such part."""
    cbam_decoder: bool = False
    """No effect: the network has no such part."""
    spatial_decoder: bool = False
    """No effect: the network has no such part."""
    decoder_spatial_kernel: int = 7
    """No effect: the network has no such part."""
    eca_encoder: bool = False
    """No effect: the network has no such part."""
    offset: int = 6
    """No effect: patches lie where the positions say."""
    probe_reference_coeff: float = 0.0
    """No effect: the loss has no such term."""
    amplitude_variance_loss: bool = False
    """No effect: the loss has no such term."""
    amplitude_variance_coeff: float = 0.0
    """No effect: the loss has no such term."""

    def __post_init__(self) -> None:
        warn_of_idle(self)


@dataclass(slots=True, kw_only=True)
class TrainingConfig:
    """How long, how fast and where the weights move."""

    nll: bool | None = None
    """The knob `loss_function`. False means 'amplitude', True means 'poisson'. None by default: loss_function of ModelConfig says it."""
    epochs: int = 100
    """The knob `max_epochs`."""
    batch_size: int = 1
    """The knob `batch_size`."""
    learning_rate: float = 0.003
    """The knob `learning_rate`."""
    scheduler: Literal[
        "Default",
        "Exponential",
        "MultiStage",
        "WarmupCosine",
        "Cosine",
        "OneCycle",
        "Linear",
        "Step",
        "ReduceLROnPlateau",
        "Adaptive",
    ] = "WarmupCosine"
    """The knob `scheduler`."""
    accum_steps: int = 1
    """The knob `accum_steps`."""
    gradient_clip_val: float | None = 1.0
    """The knob `gradient_clip_val`."""
    device: str = "cuda"
    """The knob `accelerator`. 'cuda' means 'auto', 'cpu' means 'cpu', 'gpu' means 'gpu', 'mps' means 'mps'."""
    n_devices: int | Literal["auto"] = 1
    """The knob `devices`."""
    strategy: str = "auto"
    """The knob `strategy`. 'auto' means 'auto', 'ddp' means 'ddp', 'ddp_spawn' means 'auto'."""
    num_workers: int = 0
    """The knob `num_workers`."""
    epochs_fine_tune: int = 0
    """No effect: training has one stage."""
    fine_tune_gamma: float = 0.1
    """No effect: training has one stage."""
    framework: str = "Lightning"
    """No effect: training is always run by Lightning."""
    orchestrator: str = "Lightning"
    """No effect: training is always run by Lightning."""
    warmup_epochs: int = 0
    """No effect: lr_warmup_steps counts steps."""
    min_lr_ratio: float = 0.1
    """No effect: WarmupCosine ends at zero."""
    notes: str = ""
    """No effect: it is a label."""
    model_name: str = ""
    """No effect: it is a label."""
    enable_staged_finetuning: bool = False
    """No effect: training has one stage."""
    finetune_stage1_epochs: int = 0
    """No effect: training has one stage."""
    finetune_stage2_epochs: int = 0
    """No effect: training has one stage."""
    finetune_stage3_epochs: int = 0
    """No effect: training has one stage."""
    finetune_stage1_lr_decoder: float = 0.0001
    """No effect: training has one stage."""
    finetune_stage2_lr_encoder_top: float = 0.0001
    """No effect: training has one stage."""
    finetune_stage2_lr_decoder: float = 0.0001
    """No effect: training has one stage."""
    finetune_stage2_lr_phase_head: float = 0.0001
    """No effect: training has one stage."""
    finetune_stage3_lr_encoder_bottom: float = 0.0001
    """No effect: training has one stage."""
    finetune_stage3_lr_encoder_top: float = 0.0001
    """No effect: training has one stage."""
    finetune_stage3_lr_decoder: float = 0.0001
    """No effect: training has one stage."""
    finetune_stage3_lr_phase_head: float = 0.0001
    """No effect: training has one stage."""
    finetune_skip_stage3: bool = False
    """No effect: training has one stage."""
    finetune_early_stop_patience: int = 5
    """No effect: training has one stage."""
    finetune_val_split: float = 0.1
    """No effect: training has one stage."""

    def __post_init__(self) -> None:
        warn_of_idle(self)


@dataclass(slots=True, kw_only=True)
class InferenceConfig:
    """How an object is put together."""

    batch_size: int = 64
    """The knob `inference_batch_size`."""
    middle_trim: int = 32
    """No effect: patches are weighted by the probe."""
    experiment_number: int = 0
    """No effect: a scan is one experiment."""
    patch_weighting: str = "probe"
    """No effect: patches are weighted by the probe."""
    pad_eval: bool = True
    """No effect: the canvas is as large as the positions need."""
    window: int = 20
    """No effect: patches are weighted by the probe."""

    def __post_init__(self) -> None:
        warn_of_idle(self)


@dataclass(slots=True, kw_only=True)
class DatagenConfig:
    """Simulated data; it has no keywords."""


class Link(NamedTuple):
    """The knob behind a field, and the way between their values."""

    knob: str
    converter: Converter


LINKS: dict[str, dict[str, Link]] = {
    "DataConfig": {
        "grid_size": Link("gridsize", CONVERTERS["square"]),
        "C": Link("gridsize", CONVERTERS["square_count"]),
    },
    "ModelConfig": {
        "C_model": Link("gridsize", CONVERTERS["square_count"]),
        "C_forward": Link("gridsize", CONVERTERS["square_count"]),
        "n_filters_scale": Link("n_filters_scale", CONVERTERS["same"]),
        "mode": Link(
            "model_type", renamed((("Unsupervised", "pinn"), ("Supervised", "supervised")))
        ),
        "loss_function": Link(
            "loss_function", renamed((("MAE", "amplitude"), ("Poisson", "poisson")))
        ),
    },
    "TrainingConfig": {
        "nll": Link("loss_function", renamed(((False, "amplitude"), (True, "poisson")))),
        "epochs": Link("max_epochs", CONVERTERS["same"]),
        "batch_size": Link("batch_size", CONVERTERS["same"]),
        "learning_rate": Link("learning_rate", CONVERTERS["same"]),
        "scheduler": Link("scheduler", CONVERTERS["same"]),
        "accum_steps": Link("accum_steps", CONVERTERS["same"]),
        "gradient_clip_val": Link("gradient_clip_val", CONVERTERS["same"]),
        "device": Link(
            "accelerator",
            renamed((("cuda", "auto"), ("cpu", "cpu"), ("gpu", "gpu"), ("mps", "mps"))),
        ),
        "n_devices": Link("devices", CONVERTERS["same"]),
        "strategy": Link(
            "strategy", renamed((("auto", "auto"), ("ddp", "ddp"), ("ddp_spawn", "auto")))
        ),
        "num_workers": Link("num_workers", CONVERTERS["same"]),
    },
    "InferenceConfig": {
        "batch_size": Link("inference_batch_size", CONVERTERS["same"]),
    },
    "DatagenConfig": {},
}
"""Class -> field -> the knob behind it."""


def said_by(*configs: object, layer: str = "execution_config") -> list[tuple[str, Said]]:
    """What objects of these classes say of the knobs, for :func:`merge.resolve`.

    A field that is None says nothing, unless None is a value of its knob. Raises InputError for
    values that the knob cannot have, and where two fields disagree about one knob.
    """
    found: dict[str, Said] = {}
    faults: list[Fault] = []
    for config in configs:
        owner = type(config).__name__
        for field, link in LINKS[owner].items():
            value, knob, place = getattr(config, field), KNOBS[link.knob], f"{owner}.{field}"
            if value is None and not knob.optional:
                continue
            try:
                said = Said(from_data(knob, link.converter.to_knob(value)), layer, place)
            except (NotSayable, Unreadable):
                faults.append(refused(knob.name, place, repr(value)))
                continue
            first = found.setdefault(knob.name, said)
            if first.value != said.value:
                problem = f"says {knob.name} {said.value}, but {first.place} says {first.value}"
                faults.append(KnobFault(knob.name, place, problem, "let them agree"))
    if faults:
        raise InputError(faults)
    return list(found.items())


def to_surface(cls: type[T], values: Mapping[str, Any]) -> T:
    """An object of one of these classes that says the values of the knobs that it has fields for.

    Raises InputError for values that the class has no word for.
    """
    given: dict[str, Any] = {}
    faults: list[Fault] = []
    for field, link in LINKS[cls.__name__].items():
        if link.knob in values:
            value, place = values[link.knob], f"{cls.__name__}.{field}"
            try:
                given[field] = link.converter.to_field(value)
            except NotSayable:
                problem = f"has no word for {link.knob} {value}"
                faults.append(KnobFault(link.knob, place, problem, "choose another value"))
    if faults:
        raise InputError(faults)
    return cls(**given)
