"""Number formats: convolutions may be in half precision, transforms and loss never are."""

from __future__ import annotations

import csv
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import nn
from torch.utils._python_dispatch import TorchDispatchMode

from ptycho_torch.trainer import precision
from ptycho_torch.trainer.fitting import Fitting

MakeFitting = Callable[..., Fitting]


class Formats(TorchDispatchMode):
    """Notes the formats that go into convolutions, and those that come out of transforms."""

    def __init__(self) -> None:
        super().__init__()
        self.convolutions: set[torch.dtype] = set()
        self.transforms: set[torch.dtype] = set()

    def __torch_dispatch__(
        self, func: Any, types: Any, args: tuple[Any, ...] = (), kwargs: Any = None
    ) -> Any:
        result = func(*args, **(kwargs or {}))
        name = str(func)
        if name.startswith(("aten.convolution.", "aten.mkldnn_convolution")):
            self.convolutions.add(args[0].dtype)
        if name.startswith("aten._fft_"):
            self.transforms.add(result.dtype)
        return result


@pytest.mark.parametrize(
    ("name", "dtype"), [("32-true", torch.float32), ("bf16-mixed", torch.bfloat16)]
)
def test_the_precision_is_that_of_the_convolutions_alone(
    name: str, dtype: torch.dtype, make_fitting: MakeFitting
) -> None:
    fitting = make_fitting(precision=name, max_epochs=1, logger_backend="none")
    seen: list[torch.dtype] = []
    for layer in fitting.module.modules():
        if isinstance(layer, nn.Conv2d):
            layer.register_forward_hook(lambda _, __, result: seen.append(result.dtype))
    with Formats() as formats:
        fitting.fit()
    assert set(seen) == {dtype}
    assert formats.convolutions == {dtype}
    assert formats.transforms == {torch.complex64, torch.float32} & formats.transforms
    assert torch.complex64 in formats.transforms
    assert all(weight.dtype == torch.float32 for weight in fitting.module.parameters())
    assert fitting.trainer.callback_metrics["train_loss"].dtype == torch.float32


def test_two_hundred_steps_in_bfloat16_stay_finite(
    make_fitting: MakeFitting, tmp_path: Path
) -> None:
    fitting = make_fitting(
        precision="bf16-mixed",
        max_epochs=-1,
        max_steps=200,
        scheduler="Default",
        log_every_n_steps=1,
        enable_checkpointing=False,
        check_val_every_n_epoch=25,
    )
    fitting.fit()
    assert fitting.trainer.global_step == 200
    file = tmp_path / "run/lightning_logs/version_0/metrics.csv"
    with file.open(newline="", encoding="utf-8") as opened:
        rows = list(csv.DictReader(opened))
    steps = [float(row["train_objective"]) for row in rows if row["train_objective"]]
    assert len(steps) == 200
    assert all(map(math.isfinite, steps))
    assert sum(steps[-20:]) < sum(steps[:20])
    assert all(bool(weight.isfinite().all()) for weight in fitting.module.parameters())


@pytest.mark.parametrize(("has_units", "found"), [(True, "bf16-mixed"), (False, "32-true")])
def test_auto_takes_bfloat16_where_there_are_units_for_it(
    has_units: bool, found: str, make_fitting: MakeFitting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(torch.cpu, "_is_amx_tile_supported", lambda: has_units, raising=False)
    assert make_fitting(precision="auto").trainer.precision == found
    assert precision.chosen_precision("16-mixed", "cuda") == "16-mixed"
    assert precision.chosen_precision("auto", "mps") == "32-true"


@pytest.mark.parametrize(
    ("capability", "found"), [((8, 0), "bf16-mixed"), ((7, 5), "32-true"), ((9, 0), "bf16-mixed")]
)
def test_auto_asks_the_graphics_processor_where_it_computes(
    capability: tuple[int, int], found: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch.cuda, "get_device_capability", lambda: capability)
    monkeypatch.setattr(torch.cpu, "_is_amx_tile_supported", lambda: False, raising=False)
    assert precision.chosen_precision("auto", "auto") == found
    assert precision.chosen_precision("auto", "cpu") == "32-true"


def test_the_precision_of_products_is_set(make_fitting: MakeFitting) -> None:
    before = torch.get_float32_matmul_precision()
    try:
        make_fitting(float32_matmul_precision="medium")
        assert torch.get_float32_matmul_precision() == "medium"
    finally:
        torch.set_float32_matmul_precision(before)
