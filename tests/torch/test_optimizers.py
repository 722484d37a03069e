"""Optimisers, learning rates, clipping and accumulation, seen in what they do to a training."""

from __future__ import annotations

import csv
import logging
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from lightning.pytorch import Callback, LightningModule, Trainer
from torch import Tensor, nn

from ptycho_generated.knobs import KNOBS
from ptycho_torch.data.groups import GroupBatch
from ptycho_torch.physics.measurement import Measurement
from ptycho_torch.trainer.clipping import clip_adaptively
from ptycho_torch.trainer.fitting import Fitting

MakeFitting = Callable[..., Fitting]
PLAIN: dict[str, Any] = {"ema_decay": None, "logger_backend": "none", "enable_checkpointing": False}
PEAK = 3e-3


class Watch(Callback):
    """Notes rates and gradients as they are applied."""

    def __init__(self) -> None:
        self.rates: list[float] = []
        self.gradients: list[dict[str, Tensor]] = []

    def on_before_optimizer_step(
        self, trainer: Trainer, pl_module: LightningModule, *_: Any
    ) -> None:
        self.rates.append(trainer.optimizers[0].param_groups[-1]["lr"])
        grads = {name: weight.grad for name, weight in pl_module.named_parameters()}
        self.gradients.append({name: g.clone() for name, g in grads.items() if g is not None})


class Applied(Watch):
    """Notes them after clipping, just before the weights move."""

    on_before_optimizer_step = Callback.on_before_optimizer_step

    def on_train_batch_end(self, trainer: Trainer, pl_module: LightningModule, *_: Any) -> None:
        Watch.on_before_optimizer_step(self, trainer, pl_module)


def watch(fitting: Fitting, kind: type[Watch] = Watch) -> Watch:
    watcher = kind()
    fitting.trainer.callbacks.insert(0, watcher)  # type: ignore[attr-defined]
    fitting.fit()
    return watcher


def rates(make_fitting: MakeFitting, scheduler: str, epochs: int = 4, **knobs: Any) -> list[float]:
    fitting = make_fitting(scheduler=scheduler, max_epochs=epochs, **knobs, **PLAIN)
    return watch(fitting).rates


# --------------------------------------------------------------------------------------- schedules


def test_cosine_falls_by_half_a_cosine(make_fitting: MakeFitting) -> None:
    found = rates(make_fitting, "Cosine", cosine_eta_min=1e-4)
    n_steps = len(found)
    assert found == pytest.approx(
        [1e-4 + (PEAK - 1e-4) * (1 + math.cos(math.pi * i / n_steps)) / 2 for i in range(n_steps)]
    )
    short = rates(make_fitting, "Cosine", cosine_t_max=4)
    assert short[4] == pytest.approx(0.0, abs=1e-9)


def test_one_cycle_rises_and_falls(make_fitting: MakeFitting) -> None:
    found = rates(
        make_fitting,
        "OneCycle",
        onecycle_max_lr=1e-2,
        onecycle_pct_start=0.5,
        onecycle_div_factor=10.0,
        onecycle_final_div_factor=100.0,
    )
    top = found.index(max(found))
    assert found[0] == pytest.approx(1e-3)
    assert max(found) == pytest.approx(1e-2, rel=0.02)
    assert top == len(found) // 2 - 1
    assert found == [*sorted(found[: top + 1]), *sorted(found[top + 1 :], reverse=True)]
    assert found[-1] < 2e-3


def test_linear_rises_and_stays(make_fitting: MakeFitting) -> None:
    found = rates(make_fitting, "Linear", linear_start_factor=0.5, linear_total_iters=4)
    assert found[:5] == pytest.approx([PEAK * (0.5 + 0.125 * i) for i in range(5)])
    assert set(map(float, found[4:])) == {found[4]}


def test_step_falls_every_few_epochs(make_fitting: MakeFitting) -> None:
    found = rates(make_fitting, "Step", step_size=2, scheduler_gamma=0.5)
    per_epoch = len(found) // 4
    assert found == pytest.approx([PEAK] * 2 * per_epoch + [PEAK / 2] * 2 * per_epoch)


@pytest.mark.parametrize("scheduler", ["ReduceLROnPlateau", "Adaptive"])
@pytest.mark.parametrize("validate", [True, False])
def test_a_loss_that_does_not_fall_lowers_the_rate(
    scheduler: str, validate: bool, make_fitting: MakeFitting, caplog: pytest.LogCaptureFixture
) -> None:
    knobs = {"plateau_factor": 0.5, "plateau_patience": 0, "plateau_threshold": 0.999}
    with caplog.at_level(logging.WARNING, "ptycho_torch"):
        found = rates(make_fitting, scheduler, 5, validate=validate, plateau_cooldown=1, **knobs)
    assert ("Adaptive is deprecated" in caplog.text) == (scheduler == "Adaptive")
    per_epoch = len(found) // 5
    # The first epoch sets the mark; after each fall one epoch is waited.
    by_epoch = found[::per_epoch]
    assert by_epoch == pytest.approx([PEAK, PEAK, PEAK / 2, PEAK / 2, PEAK / 4])
    floor = rates(make_fitting, scheduler, 4, plateau_min_lr=1.5e-3, **knobs)
    assert min(floor) == pytest.approx(1.5e-3)


def test_every_schedule_trains(make_fitting: MakeFitting) -> None:
    """Each choice of the registry is one that can be had."""
    for name in KNOBS["scheduler"].choices:
        found = rates(make_fitting, name, epochs=1)
        assert all(0.0 <= rate <= PEAK for rate in found)


# -------------------------------------------------------------------------------------- optimisers


@pytest.mark.parametrize(
    ("name", "kind", "knobs"),
    [
        ("adamw", torch.optim.AdamW, {"betas": (0.5, 0.75)}),
        ("adam", torch.optim.Adam, {"betas": (0.5, 0.75)}),
        ("sgd", torch.optim.SGD, {"sgd_momentum": 0.25}),
    ],
)
def test_the_optimiser_is_the_one_that_was_chosen(
    name: str, kind: type, knobs: dict[str, Any], make_fitting: MakeFitting
) -> None:
    fitting = make_fitting(
        optimizer=name, weight_decay=0.125, scheduler="Default", max_epochs=1, **knobs, **PLAIN
    )
    fitting.fit()
    (optimizer,) = fitting.trainer.optimizers
    assert type(optimizer) is kind
    convolutions = optimizer.param_groups[-1]
    assert convolutions["weight_decay"] == 0.125
    assert convolutions["lr"] == PEAK
    (value,) = knobs.values()
    assert convolutions["momentum" if name == "sgd" else "betas"] == value


# ---------------------------------------------------------------------------------------- clipping


def test_adaptive_clipping_bounds_each_unit_by_its_weights() -> None:
    generator = torch.Generator().manual_seed(0)
    layer = nn.Conv2d(3, 4, 3)
    scalar = nn.Parameter(torch.zeros(()))
    for weight in (*layer.parameters(), scalar):
        weight.grad = torch.randn(weight.shape, generator=generator)
    assert layer.weight.grad is not None
    layer.weight.grad[0] *= 1e-6
    before = layer.weight.grad.clone()
    clip_adaptively([*layer.parameters(), scalar, nn.Parameter(torch.ones(2))], 0.01)
    norms = layer.weight.detach().flatten(1).norm(dim=1)
    found = layer.weight.grad.flatten(1).norm(dim=1)
    torch.testing.assert_close(found[1:], 0.01 * norms[1:])
    assert torch.equal(layer.weight.grad[0], before[0])  # small enough already
    assert scalar.grad is not None
    assert abs(float(scalar.grad)) == pytest.approx(0.01 * 1e-3)


def test_adaptive_clipping_is_done_in_training(make_fitting: MakeFitting) -> None:
    knobs = {"gradient_clip_algorithm": "agc", "gradient_clip_val": 1e-3}
    seen = watch(make_fitting(max_epochs=1, **knobs, **PLAIN), Applied)
    # Weights have moved since, by no more than the rate allows: hence the slack.
    for gradients in seen.gradients:
        for name, gradient in gradients.items():
            assert float(gradient.norm()) < 0.1, name
    free = watch(make_fitting(max_epochs=1, gradient_clip_val=None, **PLAIN), Applied)
    assert max(float(g.norm()) for g in free.gradients[0].values()) > 0.1


# ------------------------------------------------------------------------------------ accumulation


def in_double(fitting: Fitting) -> list[dict[str, Tensor]]:
    """Gradients of each step of a training in double precision."""
    fitting.module.double()

    def doubled(batch: GroupBatch, *_: Any) -> GroupBatch:
        def twice(value: Any) -> Any:
            if not isinstance(value, Tensor):
                return value
            kinds = {torch.float32: torch.float64, torch.complex64: torch.complex128}
            return value.to(kinds.get(value.dtype, value.dtype))

        def of(measurement: Measurement) -> Measurement:
            return Measurement(*map(twice, measurement))

        return batch._replace(inputs=of(batch.inputs), held_out=of(batch.held_out))

    fitting.module.on_after_batch_transfer = doubled  # type: ignore[method-assign]
    return watch(fitting).gradients


@pytest.mark.parametrize(("accumulated", "steps"), [(2, 2), (3, 2)])
def test_accumulated_batches_are_one_batch_as_large(
    accumulated: int, steps: int, make_fitting: MakeFitting
) -> None:
    """To double precision, also for the last step, which may accumulate fewer batches."""
    knobs: dict[str, Any] = {"max_epochs": 1, "gradient_clip_val": None, "learning_rate": 1e-30}
    knobs |= {"weight_decay": 0.0, "scheduler": "Default"} | PLAIN
    several = in_double(make_fitting(accum_steps=accumulated, **knobs))
    at_once = in_double(make_fitting(batch_size=accumulated, **knobs))
    assert len(several) == len(at_once) == steps
    for some, others in zip(several, at_once, strict=True):
        assert next(iter(some.values())).dtype == torch.float64
        for name, gradient in some.items():
            torch.testing.assert_close(gradient, others[name], rtol=1e-9, atol=1e-12)


def test_accumulation_halves_the_steps_of_an_epoch(make_fitting: MakeFitting) -> None:
    steps = []
    for accumulated in (1, 2):
        fitting = make_fitting(accum_steps=accumulated, max_epochs=1, **PLAIN)
        fitting.fit()
        steps.append(fitting.trainer.global_step)
    assert steps[0] == 2 * steps[1]


# --------------------------------------------------------------------------------- averaged weights


def test_averaged_weights_move_as_often_as_asked_for(
    make_fitting: MakeFitting, tmp_path: Path
) -> None:
    def ended(**knobs: Any) -> Tensor:
        fitting = make_fitting(max_epochs=2, logger_backend="none", **knobs)
        fitting.fit()
        return fitting.module.network.step_size.detach().clone()  # type: ignore[attr-defined]

    each, rarely = ended(ema_decay=0.5), ended(ema_decay=0.5, ema_every_n_steps=4)
    at_ends = ended(ema_decay=0.5, ema_every_n_steps=4, ema_start_epoch=0)
    assert not torch.equal(each, rarely)
    assert not torch.equal(rarely, at_ends)


# ---------------------------------------------------------------------------------------- recording


def test_the_column_of_the_rate_is_its_mean_in_an_epoch(
    make_fitting: MakeFitting, tmp_path: Path
) -> None:
    fitting = make_fitting(scheduler="Cosine", max_epochs=3, enable_checkpointing=False)
    found = watch(fitting).rates
    file = tmp_path / "run/lightning_logs/version_0/metrics.csv"
    with file.open(newline="", encoding="utf-8") as opened:
        column = [float(row["lr"]) for row in csv.DictReader(opened) if row["lr"]]
    n = len(found) // 3
    assert column == pytest.approx([sum(found[i * n : (i + 1) * n]) / n for i in range(3)])
