"""Relations between knobs that are checked in hand-written code."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ptycho.config.rules import check_relations
from ptycho_generated.config import PyTorchExecutionConfig, TrainingConfig
from ptycho_generated.faults import InputError
from ptycho_generated.merge import Said, check_settings, resolve, simulate_settings
from ptycho_generated.settings import TrainSettings


def settings(**training: Any) -> TrainSettings:
    return TrainSettings(
        training=TrainingConfig(train_data_file=Path("a"), output_dir=Path("b"), **training),
        execution=PyTorchExecutionConfig(),
    )


@pytest.mark.parametrize(("low", "high"), [(0.5, 0.9), (0.5, 0.5), (0.1, 0.11)])
def test_fractions_in_order_are_fine(low: float, high: float) -> None:
    check_relations(settings(input_fraction_min=low, input_fraction_max=high))


def test_fractions_out_of_order_are_a_fault() -> None:
    with pytest.raises(InputError) as caught:
        check_relations(settings(input_fraction_min=0.9, input_fraction_max=0.5))
    assert str(caught.value) == (
        "--input-fraction-min: 0.9 is above --input-fraction-max 0.5; lower it"
    )


def test_a_command_without_relations_has_none() -> None:
    said = [("output_dir", Said(Path("data"), "override", "here"))]
    check_relations(simulate_settings(resolve("simulate", said)))


@pytest.mark.parametrize("more", [{}, {"overwrite": True}, {"convert_to": Path("b.npz")}])
def test_a_check_overwrites_a_converted_scan_only(more: dict[str, Any]) -> None:
    given: dict[str, Any] = {"scan_file": Path("a.npz"), "overwrite": "convert_to" in more} | more
    said = [(name, Said(value, "override", "here")) for name, value in given.items()]
    settings = check_settings(resolve("check", said))
    if "convert_to" in more or not given["overwrite"]:
        check_relations(settings)
        return
    with pytest.raises(InputError) as caught:
        check_relations(settings)
    assert str(caught.value) == (
        "--overwrite: there is nothing to replace without --convert-to; add that, or leave it out"
    )
