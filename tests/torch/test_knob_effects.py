"""What a user sees of knobs that Lightning and torch carry out: what they do, beyond arriving."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable, Iterator
from multiprocessing.context import ForkProcess, SpawnProcess
from pathlib import Path
from typing import Any

import pytest
import torch
from lightning.pytorch import Callback, LightningModule, Trainer
from torch.utils.data import DataLoader

from ptycho.raw_data import Scan
from ptycho_generated.faults import InputError
from ptycho_torch.config_factory import TrainingScans
from ptycho_torch.data.groups import GroupBatch, GroupDataset
from ptycho_torch.model.registry import build_network
from ptycho_torch.trainer.fitting import Fitting
from ptycho_torch.trainer.machine import torch_as_before
from ptycho_torch.trainer.module import ReconstructionModule
from ptycho_torch.workflows import components

MakeFitting = Callable[..., Fitting]
QUIET: dict[str, Any] = {"logger_backend": "none", "enable_checkpointing": False, "max_epochs": 1}


class At(Callback):
    """Call something at a step of a training."""

    def __init__(self, work: Callable[[LightningModule], None], step: int) -> None:
        self._work = work
        self._step = step

    def on_train_batch_start(self, trainer: Trainer, module: LightningModule, *_: Any) -> None:
        if trainer.global_step == self._step:
            self._work(module)


def within(fitting: Fitting, work: Callable[[LightningModule], None], step: int = 0) -> None:
    """Fit, with something done in a step."""
    fitting.trainer.callbacks.append(At(work, step))
    fitting.fit()


def loader_of(fitting: Fitting) -> DataLoader[GroupBatch]:
    fitting.groups.trainer = fitting.trainer
    return fitting.groups.train_dataloader()


# ------------------------------------------------------------------------------------- arithmetic


@pytest.mark.parametrize("value", [False, True])
def test_algorithms_are_tried_out_within_a_run_and_not_after_it(
    value: bool, make_fitting: MakeFitting
) -> None:
    seen = []
    before = torch.backends.cudnn.benchmark
    with torch_as_before():
        fitting = make_fitting(benchmark=value, deterministic=False, **QUIET)
        within(fitting, lambda _: seen.append(torch.backends.cudnn.benchmark))
    assert seen == [value]
    assert torch.backends.cudnn.benchmark == before


@pytest.mark.parametrize("value", [False, True, "warn"])
def test_an_algorithm_that_differs_from_run_to_run_is_refused(
    value: bool | str, make_fitting: MakeFitting
) -> None:
    def scatter(_: LightningModule) -> None:
        torch.zeros(3).put_(torch.tensor([1, 1]), torch.tensor([1.0, 2.0]))

    with torch_as_before():
        fitting = make_fitting(deterministic=value, **QUIET)
        if value is True:
            with pytest.raises(RuntimeError, match="does not have a deterministic implementation"):
                within(fitting, scatter)
        elif value == "warn":
            with pytest.warns(UserWarning, match="does not have a deterministic implementation"):
                within(fitting, scatter)
        else:
            within(fitting, scatter)
    assert not torch.are_deterministic_algorithms_enabled()


@pytest.mark.parametrize("value", [False, True])
def test_the_place_of_a_gradient_that_is_no_number_is_named(
    value: bool, make_fitting: MakeFitting
) -> None:
    def root_of_nothing(_: LightningModule) -> None:
        (torch.zeros(1, requires_grad=True) * 0.0).sqrt().sum().mul(0.0).backward()

    fitting = make_fitting(detect_anomaly=value, **QUIET)
    if not value:
        within(fitting, root_of_nothing)
        return
    with pytest.raises(RuntimeError, match="'SqrtBackward0' returned nan"):
        within(fitting, root_of_nothing)


def test_statistics_of_batches_are_shared_or_the_network_has_none(
    make_fitting: MakeFitting, scans: dict[str, Scan], make_settings: Callable[..., Any]
) -> None:
    with pytest.raises(InputError, match="--sync-batchnorm: the unrolled network has no batch"):
        make_fitting(sync_batchnorm=True)
    settings = make_settings(sync_batchnorm=True)
    network = build_network(
        **components.network_settings(settings, TrainingScans(scans["train"], None))
    )
    network.add_module("statistics", torch.nn.BatchNorm2d(3))
    module = ReconstructionModule(network, settings)
    fitting = components.prepare_training(settings, TrainingScans(scans["train"], None), module)
    synchronised = fitting.trainer._accelerator_connector._layer_sync
    assert synchronised is not None
    # What Lightning does with a strategy of several processes, before it spreads the network.
    spread = synchronised.apply(module)
    assert isinstance(spread.network.statistics, torch.nn.SyncBatchNorm)


# ------------------------------------------------------------------------------------- validation


@pytest.mark.parametrize(("steps", "tried"), [(0, 0), (1, 1), (-1, 4)])
def test_validation_is_tried_before_training(
    steps: int, tried: int, make_fitting: MakeFitting
) -> None:
    fitting = make_fitting(num_sanity_val_steps=steps, **QUIET)
    order: list[str] = []
    real = fitting.module.validation_step
    fitting.module.validation_step = lambda *given: (order.append("validation"), real(*given))[1]
    within(fitting, lambda _: order.append("training"))
    assert order.index("training") == tried


@pytest.mark.parametrize(("n_groups", "n_batches"), [(1, 1), (3, 3), (None, 4)])
def test_as_many_groups_are_validated_on_as_asked_for(
    n_groups: int | None, n_batches: int, make_fitting: MakeFitting
) -> None:
    fitting = make_fitting(n_validation_groups=n_groups, **QUIET)
    fitting.fit()
    assert fitting.trainer.num_val_batches == [n_batches]


def stopped_after(fitting: Fitting, losses: Callable[[int], float | None]) -> int:
    """Epochs that are trained where the validation losses are given; None is not recorded."""
    module = fitting.module

    def log_loss(*_: Any) -> None:
        loss = losses(fitting.trainer.current_epoch)
        if loss is not None:
            module.log("val_loss", loss, on_epoch=True, on_step=False, batch_size=1)

    module.validation_step = log_loss
    fitting.fit()
    return fitting.trainer.current_epoch


STOPPING: dict[str, Any] = {**QUIET, "max_epochs": 4, "early_stop_patience": 1}


def test_a_loss_that_falls_is_good_or_bad(make_fitting: MakeFitting) -> None:
    for mode, epochs in (("min", 4), ("max", 2)):
        fitting = make_fitting(early_stop_mode=mode, **STOPPING)
        assert stopped_after(fitting, lambda epoch: 5.0 - epoch) == epochs


def test_a_small_fall_is_none(make_fitting: MakeFitting) -> None:
    for least, epochs in ((0.0, 4), (2.0, 2)):
        fitting = make_fitting(early_stop_min_delta=least, **STOPPING)
        assert stopped_after(fitting, lambda epoch: 5.0 - epoch) == epochs


def test_one_of_two_losses_ends_the_run(make_fitting: MakeFitting) -> None:
    for monitor, epochs in (("val_loss", 2), ("train_loss", 4)):
        fitting = make_fitting(early_stop_monitor=monitor, **STOPPING)
        fitting.module.training_step = _falling(fitting)
        assert stopped_after(fitting, lambda epoch: 5.0 + epoch) == epochs


def _falling(fitting: Fitting) -> Callable[..., torch.Tensor]:
    """A training step whose loss falls from epoch to epoch."""

    def step(*_: Any) -> torch.Tensor:
        module = fitting.module
        module.log("train_loss", 5.0 - fitting.trainer.current_epoch, on_epoch=True, batch_size=1)
        return sum(weight.sum() for weight in module.parameters()) * 0.0

    return step


def test_a_loss_that_is_no_number_ends_the_run_or_not(make_fitting: MakeFitting) -> None:
    lasting = STOPPING | {"early_stop_patience": 9}
    for checks, epochs in ((True, 1), (False, 4)):
        fitting = make_fitting(early_stop_check_finite=checks, **lasting)
        assert stopped_after(fitting, lambda _: float("nan")) == epochs


def test_a_loss_that_is_missing_is_a_fault_or_not(make_fitting: MakeFitting) -> None:
    fitting = make_fitting(early_stop_strict=False, **STOPPING)
    assert stopped_after(fitting, lambda _: None) == 4
    with pytest.raises(RuntimeError, match="val_loss"):
        stopped_after(make_fitting(early_stop_strict=True, **STOPPING), lambda _: None)


# ------------------------------------------------------------------------------------- the loader


@pytest.mark.parametrize(("drops", "steps"), [(False, 2), (True, 1)])
def test_a_batch_that_is_not_full_is_left_out(
    drops: bool, steps: int, make_fitting: MakeFitting
) -> None:
    fitting = make_fitting(batch_size=3, drop_last=drops, **QUIET)  # of four groups
    fitting.fit()
    assert fitting.trainer.global_step == steps


def test_batches_lie_in_page_locked_memory(
    make_fitting: MakeFitting, caplog: pytest.LogCaptureFixture
) -> None:
    """Without a graphics processor there is no such memory, and that is said."""
    told = "--pin-memory: no effect without a graphics processor; leave it out"
    loader = loader_of(make_fitting(pin_memory=True, **QUIET))
    assert (told in caplog.messages) is not torch.cuda.is_available()
    assert ("--benchmark: no effect" in caplog.text) is False
    if not torch.cuda.is_available():
        with pytest.warns(UserWarning, match="pin_memory"):
            next(iter(loader))
        return
    assert next(iter(loader)).inputs.amplitudes.is_pinned()
    loader = loader_of(make_fitting(pin_memory=False, **QUIET))
    assert not next(iter(loader)).inputs.amplitudes.is_pinned()


def test_nothing_is_said_of_what_was_not_asked_for(
    make_fitting: MakeFitting, caplog: pytest.LogCaptureFixture
) -> None:
    make_fitting(benchmark=False, deterministic=False, **QUIET)
    assert "no effect" not in caplog.text


@pytest.mark.parametrize(("way", "kind"), [("fork", ForkProcess), ("spawn", SpawnProcess)])
def test_workers_are_started_in_the_way_asked_for(
    way: str, kind: type, make_fitting: MakeFitting
) -> None:
    loader = loader_of(make_fitting(num_workers=1, multiprocessing_context=way, **QUIET))
    batches: Any = iter(loader)
    assert [type(worker) for worker in batches._workers] == [kind]
    assert len(list(batches)) == 4


@pytest.mark.parametrize("lasting", [False, True])
def test_workers_last_from_epoch_to_epoch(lasting: bool, make_fitting: MakeFitting) -> None:
    loader = loader_of(make_fitting(num_workers=1, persistent_workers=lasting, **QUIET))
    found = []
    for _ in range(2):
        batches: Any = iter(loader)
        found.append([worker.pid for worker in batches._workers])
        assert len(list(batches)) == 4
    assert (found[0] == found[1]) is lasting


@pytest.mark.parametrize("ahead", [1, 3])
def test_workers_prepare_as_many_batches_ahead_as_asked_for(
    ahead: int, make_fitting: MakeFitting, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    real = GroupDataset.__getitem__

    def noting(self: GroupDataset, index: int) -> Any:
        (tmp_path / f"drawn-{index}").touch()
        return real(self, index)

    monkeypatch.setattr(GroupDataset, "__getitem__", noting)
    knobs = {"num_workers": 1, "prefetch_factor": ahead, "multiprocessing_context": "fork"}
    batches = iter(loader_of(make_fitting(**knobs, **QUIET)))
    wait_until(lambda: len(list(tmp_path.glob("drawn-*"))) == ahead)
    time.sleep(0.2)  # no further one comes
    assert len(list(tmp_path.glob("drawn-*"))) == ahead
    assert len(list(batches)) == 4


def wait_until(done: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not done():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_a_batch_is_waited_for_as_long_as_asked_for(
    make_fitting: MakeFitting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(GroupDataset, "__getitem__", lambda *_: time.sleep(1))
    knobs = {"num_workers": 1, "dataloader_timeout": 0.2, "multiprocessing_context": "fork"}
    loader = loader_of(make_fitting(**knobs, **QUIET))
    with pytest.raises(RuntimeError, match=r"DataLoader timed out after 0\.2 seconds"):
        next(iter(loader))


@pytest.fixture
def environment_as_before() -> Iterator[None]:
    seeded = os.environ.pop("PL_SEED_WORKERS", None)
    yield
    os.environ.pop("PL_SEED_WORKERS", None)
    if seeded is not None:
        os.environ["PL_SEED_WORKERS"] = seeded


@pytest.mark.usefixtures("environment_as_before")
def test_what_workers_draw_follows_the_seed(
    make_fitting: MakeFitting, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    real = GroupDataset.__getitem__

    def noting(self: GroupDataset, index: int) -> Any:
        with (tmp_path / "drawn").open("a") as opened:
            opened.write(f"{random.random()}\n")
        return real(self, index)

    def drawn(**knobs: Any) -> str:
        (tmp_path / "drawn").unlink(missing_ok=True)
        more = {"num_workers": 1, "multiprocessing_context": "fork", "limit_val_batches": 0}
        make_fitting(**knobs, **more, **QUIET).fit()
        return (tmp_path / "drawn").read_text()

    monkeypatch.setattr(GroupDataset, "__getitem__", noting)
    assert drawn(seed=1, seed_workers=True) == drawn(seed=1, seed_workers=True)
    assert drawn(seed=1, seed_workers=True) != drawn(seed=2, seed_workers=True)
    # Without it the workers of all processes draw the same.
    assert drawn(seed=1, seed_workers=True) != drawn(seed=1, seed_workers=False)


# ----------------------------------------------------------------------------------- the learning


@pytest.mark.parametrize(
    ("knob", "value", "company"),
    [
        ("deep_supervision_weight", 2.0, {}),
        ("realspace_weight", 2.0, {"model_type": "supervised", "measurement": "counts"}),
        ("learning_rate", 1e-4, {}),
        ("weight_decay", 0.5, {}),
        ("betas", (0.5, 0.6), {}),
        ("sgd_momentum", 0.1, {"optimizer": "sgd"}),
    ],
)
def test_another_value_gives_other_weights(
    knob: str, value: Any, company: dict[str, Any], make_fitting: MakeFitting
) -> None:
    found = []
    for knobs in ({}, {knob: value}):
        fitting = make_fitting(**knobs, **company, limit_train_batches=2, **QUIET)
        fitting.fit()
        found.append(torch.cat([each.flatten() for each in fitting.module.parameters()]))
    assert not torch.equal(*found)


# ----------------------------------------------------------------------------------- checkpoints


@pytest.mark.parametrize("keeps", [False, True])
def test_a_failure_leaves_a_state_or_not(
    keeps: bool, make_fitting: MakeFitting, tmp_path: Path
) -> None:
    def fail(_: LightningModule) -> None:
        raise OSError("the scan went away")

    fitting = make_fitting(max_epochs=1, logger_backend="none", checkpoint_save_on_exception=keeps)
    with pytest.raises(OSError, match="went away"):
        within(fitting, fail, step=2)
    assert any(tmp_path.rglob("*.ckpt")) is keeps
