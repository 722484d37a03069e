"""The training step by automatic optimisation: gradients, rates, logs, and repeatability."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from lightning.pytorch import Callback, LightningModule, Trainer
from torch import Tensor

from ptycho_torch.data.groups import GroupBatch, collate_groups
from ptycho_torch.schedulers import learning_rate_factor
from ptycho_torch.trainer.fitting import Fitting
from ptycho_torch.trainer.module import ReconstructionModule

MakeFitting = Callable[..., Fitting]
Weights = dict[str, Tensor]
PLAIN: dict[str, Any] = {"ema_decay": None, "logger_backend": "none", "enable_checkpointing": False}


class Watcher(Callback):
    """Notes learning rate, gradients as they were applied, and weights at every step."""

    def __init__(self) -> None:
        self.gradients: list[Weights] = []
        self.rates: list[list[float]] = []
        self.weights: list[Weights] = []

    def on_before_optimizer_step(
        self, trainer: Trainer, pl_module: LightningModule, optimizer: torch.optim.Optimizer
    ) -> None:
        self.rates.append([group["lr"] for group in optimizer.param_groups])

    def on_train_batch_end(self, trainer: Trainer, pl_module: LightningModule, *_: Any) -> None:
        if trainer.global_step > len(self.weights):
            self.weights.append(snapshot(pl_module))
            grads = {name: weight.grad for name, weight in pl_module.named_parameters()}
            self.gradients.append({n: g.clone() for n, g in grads.items() if g is not None})


def snapshot(module: LightningModule) -> Weights:
    return {name: weight.detach().clone() for name, weight in module.named_parameters()}


def watch(fitting: Fitting) -> Watcher:
    watcher = Watcher()
    fitting.trainer.callbacks.insert(0, watcher)  # type: ignore[attr-defined]
    fitting.fit()
    return watcher


def equal(some: Weights, others: Weights) -> bool:
    return some.keys() == others.keys() and all(torch.equal(some[n], others[n]) for n in some)


def rows(folder: Path) -> list[dict[str, str]]:
    (file,) = (folder / "lightning_logs").glob("version_*/metrics.csv")
    with file.open(newline="", encoding="utf-8") as opened:
        return list(csv.DictReader(opened))


def column(folder: Path, name: str) -> list[float]:
    return [float(row[name]) for row in rows(folder) if row.get(name)]


# ---------------------------------------------------------------------------- steps and gradients


def gradients_of(module: ReconstructionModule, batch: GroupBatch) -> Weights:
    """Gradients of the objective of a batch, without Lightning."""
    module.zero_grad()
    module._objective(batch).objective.backward()
    return {n: w.grad.clone() for n, w in module.named_parameters() if w.grad is not None}


def test_optimisation_is_automatic(make_fitting: MakeFitting) -> None:
    assert make_fitting().module.automatic_optimization


def test_accumulated_gradients_are_the_mean_over_the_batches(make_fitting: MakeFitting) -> None:
    knobs = PLAIN | {"gradient_clip_val": None, "max_epochs": 1}
    fitting = make_fitting(accum_steps=2, **knobs)
    groups = [fitting.groups.train_groups[index] for index in (0, 1)]
    fitting.module.train()
    first, second = (gradients_of(fitting.module, group) for group in groups)
    joined = gradients_of(fitting.module, collate_groups(groups))
    fitting.module.zero_grad()
    watcher = watch(fitting)
    assert len(watcher.gradients) == len(fitting.groups.train_groups) // 2
    for name, seen in watcher.gradients[0].items():
        torch.testing.assert_close(seen, (first[name] + second[name]) / 2, rtol=1e-5, atol=1e-7)
        torch.testing.assert_close(seen, joined[name], rtol=1e-3, atol=1e-5)


@pytest.mark.parametrize("bound", [1e-3, 1e-2])
def test_clipping_bounds_the_norm(bound: float, make_fitting: MakeFitting) -> None:
    knobs = PLAIN | {"max_epochs": 1, "gradient_clip_val": bound}
    free = watch(make_fitting(**knobs | {"gradient_clip_val": None})).gradients[0]
    for gradients in watch(make_fitting(**knobs)).gradients:
        norm = torch.stack([g.norm() for g in gradients.values()]).norm()
        assert float(norm) <= bound * (1 + 1e-4)
    assert float(torch.stack([g.norm() for g in free.values()]).norm()) > bound


def test_clipping_bounds_each_component(make_fitting: MakeFitting) -> None:
    knobs = PLAIN | {"max_epochs": 1, "gradient_clip_val": 1e-3}
    watcher = watch(make_fitting(gradient_clip_algorithm="value", **knobs))
    largest = max(float(g.abs().max()) for g in watcher.gradients[0].values())
    assert largest == pytest.approx(1e-3)


def test_averaged_weights_are_the_running_mean(make_fitting: MakeFitting) -> None:
    knobs = PLAIN | {"ema_decay": 0.75, "max_epochs": 1}
    fitting = make_fitting(**knobs)
    steps = watch(fitting).weights
    mean = steps[0]
    for step in steps[1:]:
        mean = {name: 0.75 * mean[name] + 0.25 * step[name] for name in mean}
    for name, weight in snapshot(fitting.module).items():
        torch.testing.assert_close(weight, mean[name])
    assert not equal(mean, steps[-1])


def test_optimiser_knobs_arrive(make_fitting: MakeFitting) -> None:
    fitting = make_fitting(
        betas=(0.5, 0.75), weight_decay=0.125, learning_rate=0.0625, scheduler="Default", **PLAIN
    )
    fitting.fit()
    (optimizer,) = fitting.trainer.optimizers
    assert isinstance(optimizer, torch.optim.AdamW)
    assert all(tuple(group["betas"]) == (0.5, 0.75) for group in optimizer.param_groups)
    convolutions = optimizer.param_groups[-1]
    assert (convolutions["lr"], convolutions["weight_decay"]) == (0.0625, 0.125)


# ------------------------------------------------------------------------------- rates and logs


@pytest.mark.parametrize("scheduler", ["Default", "Exponential", "MultiStage", "WarmupCosine"])
@pytest.mark.parametrize("accum_steps", [1, 3])
def test_the_learning_rate_follows_the_scheduler(
    scheduler: str, accum_steps: int, make_fitting: MakeFitting, tmp_path: Path
) -> None:
    fitting = make_fitting(
        scheduler=scheduler,
        accum_steps=accum_steps,
        max_epochs=4,
        enable_checkpointing=False,
        **({"lr_warmup_steps": 2} if scheduler == "WarmupCosine" else {}),
        **({"scheduler_gamma": 0.5} if scheduler in ("Exponential", "MultiStage") else {}),
    )
    watcher = watch(fitting)
    n_batches = len(fitting.groups.train_groups)
    per_epoch = -(-n_batches // accum_steps)
    assert len(watcher.rates) == 4 * per_epoch
    expected = [
        3e-3
        * learning_rate_factor(
            scheduler,
            gamma=0.5,
            warmup_steps=2,
            step=step,
            epoch=step // per_epoch,
            progress=step / (4 * per_epoch),
        )
        for step in range(4 * per_epoch)
    ]
    assert [rates[-1] for rates in watcher.rates] == pytest.approx(expected)
    by_batch = [
        expected[e * per_epoch + b // accum_steps] for e in range(4) for b in range(n_batches)
    ]
    means = [sum(by_batch[e * n_batches : (e + 1) * n_batches]) / n_batches for e in range(4)]
    assert column(tmp_path / "run", "lr") == pytest.approx(means)


def test_losses_and_rate_are_recorded_once_an_epoch(
    make_fitting: MakeFitting, tmp_path: Path
) -> None:
    make_fitting(max_epochs=3).fit()
    for name in ("train_loss", "val_loss", "lr"):
        told = [int(row["epoch"]) for row in rows(tmp_path / "run") if row[name]]
        assert told == [0, 1, 2]


def test_steps_are_recorded_as_often_as_asked_for(
    make_fitting: MakeFitting, tmp_path: Path
) -> None:
    make_fitting(max_epochs=3, log_every_n_steps=3).fit()
    told = [int(row["step"]) for row in rows(tmp_path / "run") if row["train_objective"]]
    assert told == [2, 5, 8, 11]


@pytest.mark.parametrize("loss", ["amplitude", "poisson"])
def test_the_recorded_losses_are_means_over_the_held_out_patterns(
    loss: str, make_fitting: MakeFitting
) -> None:
    fitting = make_fitting(
        loss_function=loss, max_epochs=1, learning_rate=1e-30, weight_decay=0.0, **PLAIN
    )
    start = snapshot(fitting.module)
    fitting.fit()
    for name, weight in snapshot(fitting.module).items():  # so that losses can be computed now
        torch.testing.assert_close(weight, start[name], rtol=0, atol=1e-20)
    for name, groups in (
        ("train_loss", fitting.groups.train_groups),
        ("val_loss", fitting.groups.validation_groups),
    ):
        assert groups is not None
        with torch.no_grad():
            losses = [float(fitting.module._objective(groups[i]).value) for i in range(len(groups))]
        assert fitting.metrics()[name] == pytest.approx(sum(losses) / len(losses), rel=1e-4)


def test_a_loss_that_is_not_finite_is_told_as_none(make_fitting: MakeFitting) -> None:
    fitting = make_fitting(**PLAIN)
    fitting.trainer.callback_metrics.update(val_loss=torch.tensor(float("nan")))
    assert fitting.metrics() == {"val_loss": None}


# ---------------------------------------------------------------------------------- repeatability


def run(make_fitting: MakeFitting, folder: Path, **knobs: Any) -> tuple[bytes, Weights]:
    """The metrics file and the weights of a training."""
    fitting = make_fitting(output_dir=folder, log_every_n_steps=1, **knobs)
    fitting.fit()
    (metrics,) = (folder / "lightning_logs").glob("version_*/metrics.csv")
    return metrics.read_bytes(), snapshot(fitting.module)


def test_equal_seeds_give_equal_bits_whatever_the_workers(
    make_fitting: MakeFitting, tmp_path: Path
) -> None:
    metrics, weights = run(make_fitting, tmp_path / "first")
    for name, knobs in {
        "again": {},
        "worker": {"num_workers": 1},
        "lasting": {"num_workers": 2, "persistent_workers": True, "prefetch_factor": 4},
    }.items():
        more_metrics, more_weights = run(make_fitting, tmp_path / name, **knobs)
        assert more_metrics == metrics, name
        assert equal(more_weights, weights), name


def test_another_seed_gives_another_result(make_fitting: MakeFitting, tmp_path: Path) -> None:
    metrics, weights = run(make_fitting, tmp_path / "first")
    more_metrics, more_weights = run(make_fitting, tmp_path / "second", seed=1)
    assert more_metrics != metrics
    assert not equal(more_weights, weights)


# ----------------------------------------------------------------------------------------- resume


@pytest.mark.parametrize(
    "knobs",
    [
        {},
        {"validate": False},
        {"ema_decay": None, "scheduler": "Exponential"},
        {"num_workers": 1},
        {"accum_steps": 3},
        {"check_val_every_n_epoch": 2},
    ],
    ids=str,
)
def test_a_resumed_run_ends_like_one_that_never_stopped(
    knobs: dict[str, Any], make_fitting: MakeFitting, tmp_path: Path
) -> None:
    knobs = {"max_epochs": 3, "log_every_n_steps": 1} | knobs
    whole = make_fitting(output_dir=tmp_path / "whole", checkpoint_save_top_k=-1, **knobs)
    whole.fit()
    begun = sorted((tmp_path / "whole/checkpoints").glob("epoch-*"))[0]
    resumed = make_fitting(output_dir=tmp_path / "rest", resume=begun, **knobs)
    resumed.fit()
    assert equal(snapshot(resumed.module), snapshot(whole.module))
    newest = rows(tmp_path / "rest")
    first_step = min(int(row["step"]) for row in newest)
    kept = [name for name in newest[0] if any(row[name] for row in newest)]
    expected = [row for row in rows(tmp_path / "whole") if int(row["step"]) >= first_step]
    assert [[row[name] for name in kept] for row in newest] == [
        [row[name] for name in kept] for row in expected
    ]


def test_one_epoch_and_one_more_are_two(make_fitting: MakeFitting, tmp_path: Path) -> None:
    knobs: dict[str, Any] = {"scheduler": "Default"}
    whole = make_fitting(output_dir=tmp_path / "whole", **knobs)
    whole.fit()
    make_fitting(output_dir=tmp_path / "parts", max_epochs=1, **knobs).fit()
    last = tmp_path / "parts/checkpoints/last.ckpt"
    more = make_fitting(output_dir=tmp_path / "parts", resume=last, **knobs)
    more.fit()
    assert equal(snapshot(more.module), snapshot(whole.module))
    assert [path.name for path in sorted((tmp_path / "parts/checkpoints").glob("last*"))] == [
        "last.ckpt"
    ]


def test_an_interrupted_first_epoch_leaves_a_checkpoint_to_go_on_from(
    make_fitting: MakeFitting, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    real = ReconstructionModule.training_step

    def interrupted(self: ReconstructionModule, batch: GroupBatch, batch_idx: int) -> Tensor:
        if self.trainer.global_step == 2:
            raise KeyboardInterrupt
        return real(self, batch, batch_idx)

    with monkeypatch.context() as patch:
        patch.setattr(ReconstructionModule, "training_step", interrupted)
        fitting = make_fitting()
        with pytest.raises(KeyboardInterrupt):
            fitting.fit()
    last = tmp_path / "run/checkpoints/last.ckpt"
    assert torch.load(last, weights_only=True)["global_step"] == 2
    resumed = make_fitting(resume=last)
    resumed.fit()
    assert resumed.trainer.global_step == 2 * len(resumed.groups.train_groups)
