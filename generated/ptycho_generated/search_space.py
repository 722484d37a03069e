# Generated from spec/knobs.yaml by `make generate`; edit the registry or the template.
# digest: input 9145f3b59123d9e5 form 9f9aeb3b42684696 text 4de10a014e7b9bbe

"""What a sweep tries: an axis for each knob with bounds, those on which others depend first."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    Condition = tuple[str, str, Any, bool]


class Axis:
    """The values of one knob that a sweep tries: a range, or ``choices``."""

    __slots__ = ("base", "choices", "fixed_by", "high", "log", "low", "name", "only_if", "step")

    def __init__(
        self,
        *,
        name: str,
        base: str,
        low: float = 0,
        high: float = 0,
        log: bool = False,
        step: float | None = None,
        choices: tuple[Any, ...] = (),
        only_if: tuple[Condition, ...] = (),
        fixed_by: tuple[str, ...] = (),
    ) -> None:
        self.name = name
        """Name of the knob."""
        self.base = base
        """int, float, or what the choices are."""
        self.low = low
        """Smallest value of a range."""
        self.high = high
        """Largest value of a range."""
        self.log = log
        """Whether the range is spread over orders of magnitude."""
        self.step = step
        """Distance of the values of a range; None where there is none between them."""
        self.choices = choices
        """Values, where they are no range."""
        self.only_if = only_if
        """(other knob, operator, value, whether it must not hold): what the knob depends on."""
        self.fixed_by = fixed_by
        """Knobs with rules on this one: while one of them is given, it stays as it is."""

    def is_open(self, values: Mapping[str, Any]) -> bool:
        """Whether the knob may have any value of the axis beside these values of the others."""
        return all(
            _holds(operator, wanted, values[other]) is not forbidden
            for other, operator, wanted, forbidden in self.only_if
        )


def _holds(operator: str, wanted: Any, value: Any) -> bool:
    if operator == "min":
        return type(value) in (int, float) and value >= wanted
    among = wanted if operator == "in" else (wanted,)
    found = any(type(value) is type(each) and value == each for each in among)
    return found is not (operator == "is_not")


AXES: dict[str, Axis] = {
    "n_unrolled": Axis(
        name="n_unrolled",
        base="int",
        low=2,
        high=8,
        only_if=(("architecture", "in", ("unrolled", "denoiser"), False),),
    ),
    "n_subsets": Axis(
        name="n_subsets",
        base="int",
        low=2,
        high=32,
        log=True,
        only_if=(("architecture", "in", ("unrolled", "denoiser"), False),),
    ),
    "n_averaging_steps": Axis(
        name="n_averaging_steps",
        base="int",
        high=12,
        only_if=(("architecture", "in", ("unrolled", "denoiser"), False),),
    ),
    "n_filters": Axis(
        name="n_filters",
        base="int",
        low=8,
        high=48,
        step=8,
        only_if=(("architecture", "in", ("unrolled", "denoiser"), False),),
    ),
    "n_filters_scale": Axis(
        name="n_filters_scale",
        base="float",
        choices=(1.0, 2.0, 4.0),
        only_if=(("architecture", "is", "cnn", False),),
    ),
    "n_hidden_channels": Axis(
        name="n_hidden_channels",
        base="int",
        high=8,
        only_if=(("architecture", "is", "unrolled", False),),
    ),
    "deep_supervision_weight": Axis(
        name="deep_supervision_weight",
        base="float",
        high=0.5,
        only_if=(("architecture", "is", "unrolled", False),),
    ),
    "nll_weight": Axis(
        name="nll_weight",
        base="float",
        high=1.0,
        only_if=(("model_type", "is", "pinn", False),),
    ),
    "mae_weight": Axis(
        name="mae_weight",
        base="float",
        high=1.0,
        only_if=(("model_type", "is", "pinn", False),),
    ),
    "tv_weight": Axis(
        name="tv_weight",
        base="float",
        high=0.1,
    ),
    "batch_size": Axis(
        name="batch_size",
        base="int",
        low=1,
        high=8,
        log=True,
    ),
    "optimizer": Axis(
        name="optimizer",
        base="enum",
        choices=("adamw", "adam"),
        fixed_by=("betas", "sgd_momentum", "adamw_arg", "adam_arg", "sgd_arg"),
    ),
    "learning_rate": Axis(
        name="learning_rate",
        base="float",
        low=0.0003,
        high=0.03,
        log=True,
    ),
    "weight_decay": Axis(
        name="weight_decay",
        base="float",
        low=1e-06,
        high=0.01,
        log=True,
    ),
    "scheduler": Axis(
        name="scheduler",
        base="enum",
        choices=(
            "Default",
            "Exponential",
            "MultiStage",
            "WarmupCosine",
            "OneCycle",
            "ReduceLROnPlateau",
        ),
        fixed_by=(
            "scheduler_gamma",
            "lr_warmup_steps",
            "cosine_t_max",
            "cosine_eta_min",
            "onecycle_max_lr",
            "onecycle_pct_start",
            "onecycle_div_factor",
            "onecycle_final_div_factor",
            "linear_start_factor",
            "linear_total_iters",
            "step_size",
            "plateau_factor",
            "plateau_patience",
            "plateau_threshold",
            "plateau_cooldown",
            "plateau_min_lr",
            "onecycle_arg",
            "linear_arg",
            "plateau_arg",
        ),
    ),
    "gradient_clip_val": Axis(
        name="gradient_clip_val",
        base="float",
        low=0.1,
        high=10.0,
        log=True,
        fixed_by=("gradient_clip_algorithm",),
    ),
    "ema_decay": Axis(
        name="ema_decay",
        base="float",
        low=0.8,
        high=0.99,
        fixed_by=("ema_every_n_steps", "ema_start_epoch", "ema_arg"),
    ),
    "scheduler_gamma": Axis(
        name="scheduler_gamma",
        base="float",
        low=0.8,
        high=0.99,
        only_if=(("scheduler", "in", ("Exponential", "MultiStage", "Step"), False),),
    ),
    "lr_warmup_steps": Axis(
        name="lr_warmup_steps",
        base="int",
        high=60,
        step=5,
        only_if=(("scheduler", "is", "WarmupCosine", False),),
    ),
    "onecycle_pct_start": Axis(
        name="onecycle_pct_start",
        base="float",
        low=0.1,
        high=0.5,
        only_if=(("scheduler", "is", "OneCycle", False),),
    ),
    "plateau_factor": Axis(
        name="plateau_factor",
        base="float",
        low=0.1,
        high=0.8,
        only_if=(("scheduler", "in", ("ReduceLROnPlateau", "Adaptive"), False),),
    ),
    "plateau_patience": Axis(
        name="plateau_patience",
        base="int",
        low=2,
        high=20,
        only_if=(("scheduler", "in", ("ReduceLROnPlateau", "Adaptive"), False),),
    ),
}
