"""Arguments handed on to Lightning and torch arrive, or are refused before anything is trained."""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import Any

import pytest
from lightning.pytorch.strategies import DDPStrategy

from knob_strategies import RELATED
from ptycho_generated import kwargs
from ptycho_generated.config import PyTorchExecutionConfig, TrainingConfig
from ptycho_generated.faults import InputError
from ptycho_generated.knobs import KNOBS
from ptycho_generated.passed import PASS_THROUGHS, passed_on, scalar
from ptycho_generated.settings import TrainSettings
from ptycho_torch.cli.parse import scan_words
from ptycho_torch.trainer import construction
from ptycho_torch.trainer.passthrough import check_passed_on, parameters_of

# One rare parameter of each object, with a value that is not its default.
RARE = {
    "trainer_arg": ("reload_dataloaders_every_n_epochs=1", 1),
    "model_checkpoint_arg": ("verbose=true", True),
    "early_stopping_arg": ("log_rank_zero_only=true", True),
    "learning_rate_monitor_arg": ("log_momentum=true", True),
    "csv_logger_arg": ("prefix=run", "run"),
    "tensorboard_logger_arg": ("sub_dir=events", "events"),
    "mlflow_logger_arg": ("prefix=run", "run"),
    "ddp_arg": ("model_averaging_period=2", 2),
    "dataloader_arg": ("in_order=false", False),
    "adamw_arg": ("eps=1e-7", 1e-7),
    "adam_arg": ("amsgrad=true", True),
    "sgd_arg": ("nesterov=true", True),
    "ema_arg": ("use_buffers=false", False),
    "onecycle_arg": ("three_phase=true", True),
    "linear_arg": ("end_factor=0.5", 0.5),
    "plateau_arg": ("eps=1e-9", 1e-9),
}


def settings_with(**execution: Any) -> TrainSettings:
    training: Any = TrainingConfig
    related = {field: value for name in execution for field, value in RELATED.get(name, {}).items()}
    return TrainSettings(
        training=training(train_data_file="scan.npz", output_dir="run"),
        execution=PyTorchExecutionConfig(**(related | execution)),
    )


def refused(**execution: Any) -> list[str]:
    with pytest.raises(InputError) as caught:
        check_passed_on(settings_with(**execution))
    return [str(fault) for fault in caught.value.faults]


def test_each_pass_through_is_tried() -> None:
    assert RARE.keys() == PASS_THROUGHS.keys()


@pytest.mark.parametrize("knob", RARE)
def test_an_argument_that_the_object_takes_is_among_its_arguments(knob: str) -> None:
    word, value = RARE[knob]
    settings = settings_with(**{knob: (word,)})
    check_passed_on(settings)
    name = word.partition("=")[0]
    path = PASS_THROUGHS[knob].object
    (function,) = [
        each
        for each in vars(kwargs).values()
        if inspect.isfunction(each) and each.__doc__ == f"Arguments of `{path}`."
    ]
    arguments = function(settings)
    assert arguments[name] == value
    assert type(arguments[name]) is type(value)
    assert name not in function(settings_with())


@pytest.mark.parametrize("knob", PASS_THROUGHS)
def test_what_the_registry_says_of_an_object_is_true_of_the_installed_one(knob: str) -> None:
    passing = PASS_THROUGHS[knob]
    taken = parameters_of(passing).keys()
    assert passing.owned.keys() <= taken
    assert set(passing.built) <= taken
    assert passing.owned.keys().isdisjoint(passing.built)


def test_a_wrong_name_a_knobs_parameter_and_our_own_are_refused_all_at_once() -> None:
    assert refused(
        trainer_arg=("reload_dataloader_every_n_epochs=1", "max_epochs=3", "callbacks=none"),
        adamw_arg=("eps=small",),
    ) == [
        "--trainer-arg reload_dataloader_every_n_epochs=1: Trainer has no parameter "
        "'reload_dataloader_every_n_epochs'; did you mean reload_dataloaders_every_n_epochs?",
        "--trainer-arg max_epochs=3: max_epochs of Trainer is given by --max-epochs; "
        "use --max-epochs",
        "--trainer-arg callbacks=none: callbacks of Trainer is given by the program itself; "
        "leave it out",
        "--adamw-arg eps=small: 'small' is no value of eps of AdamW; "
        "give a value of the type float",
    ]


@pytest.mark.parametrize(
    ("knob", "word"),
    [
        ("trainer_arg", "enable_autolog_hparams=1"),
        ("trainer_arg", "reload_dataloaders_every_n_epochs=0.5"),
        ("model_checkpoint_arg", "save_on_train_epoch_end=yes"),
        ("tensorboard_logger_arg", "log_graph=2"),
        ("linear_arg", "end_factor=true"),
    ],
)
def test_a_value_of_another_type_is_refused(knob: str, word: str) -> None:
    (message,) = refused(**{knob: (word,)})
    assert message.startswith(f"{KNOBS[knob].flag} {word}: ")


def test_what_an_object_hands_on_is_taken_as_its_own() -> None:
    words = ("find_unused_parameters=true", "bucket_cap_mb=50", "model_averaging_period=2")
    settings = settings_with(ddp_arg=words)
    check_passed_on(settings)
    strategy = DDPStrategy(**passed_on(settings.execution.ddp_arg))
    assert strategy._ddp_kwargs == {"find_unused_parameters": True, "bucket_cap_mb": 50}


def test_what_an_object_does_not_hand_on_is_refused_with_the_nearest_name() -> None:
    assert refused(
        ddp_arg=("find_unused_parameter=true", "device_ids=0", "static_graph=maybe")
    ) == [
        "--ddp-arg find_unused_parameter=true: DDPStrategy has no parameter "
        "'find_unused_parameter'; did you mean find_unused_parameters?",
        "--ddp-arg device_ids=0: device_ids of DDPStrategy is given by the program itself; "
        "leave it out",
        "--ddp-arg static_graph=maybe: 'maybe' is no value of static_graph of DDPStrategy; "
        "give a value of the type bool",
    ]


def test_a_word_without_a_name_is_refused_as_any_value_is() -> None:
    with pytest.raises(InputError, match="NAME=VALUE"):
        settings_with(trainer_arg=("barebones",))


def test_repeated_flags_add_up() -> None:
    words = [
        "--trainer-arg",
        "a=1",
        "--sgd-arg=x=2",
        "--trainer_arg=b=2,c=d=e",
        "--trainer-arg=a=3",
    ]
    scanned = scan_words("train", words)
    assert not scanned.faults
    said = {name: each.value for name, each in scanned.said}
    assert said == {"trainer_arg": ("a=1", "b=2", "c=d=e", "a=3"), "sgd_arg": ("x=2",)}
    assert passed_on(said["trainer_arg"]) == {"a": 3, "b": 2, "c": "d=e"}


@pytest.mark.parametrize(
    ("text", "value"),
    [("none", None), ("True", True), ("3", 3), ("-1e-3", -1e-3), ("a/b", "a/b"), ("1.0", 1.0)],
)
def test_a_word_stands_for_the_value_it_looks_like(text: str, value: object) -> None:
    assert scalar(text) == value
    assert type(scalar(text)) is type(value)


def test_an_argument_of_an_object_that_is_not_built_is_refused() -> None:
    with pytest.raises(InputError, match="it belongs to --optimizer sgd"):
        settings_with(sgd_arg=("nesterov=true",), optimizer="adamw")


@pytest.mark.parametrize(
    ("knob", "word", "related"),
    [
        ("trainer_arg", "limit_predict_batches=-5", {}),
        ("trainer_arg", "reload_dataloaders_every_n_epochs=-1", {}),
        ("adamw_arg", "eps=-1", {}),
        ("adam_arg", "eps=-1", {}),
        ("sgd_arg", "nesterov=true", {"optimizer": "sgd", "sgd_momentum": 0.0}),
        ("ema_arg", "device=nowhere", {}),
        ("linear_arg", "end_factor=-1", {}),
    ],
)
def test_what_the_constructor_refuses_is_told_with_its_reason(
    knob: str, word: str, related: dict[str, Any]
) -> None:
    (message,) = refused(**related, **{knob: (word,)})
    assert message.startswith(f"{KNOBS[knob].flag} {word}: is refused (")
    assert message.endswith("); correct it, or leave it out")


def test_words_that_are_refused_together_are_told_together() -> None:
    (message,) = refused(adamw_arg=("foreach=true", "fused=true"))
    assert message.startswith("--adamw-arg foreach=true,fused=true: is refused (")


def test_one_bad_word_among_good_ones_is_told_alone() -> None:
    (message,) = refused(adamw_arg=("amsgrad=true", "eps=-1"))
    assert message.startswith("--adamw-arg eps=-1: ")


def test_every_object_but_that_of_mlflow_is_tried(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.chdir(tmp_path)
    assert construction._MAKERS.keys() == PASS_THROUGHS.keys() - {"mlflow_logger_arg"}
    for knob, make in construction._MAKERS.items():
        made = make(settings_with(**{knob: (RARE[knob][0],)}))
        kind = PASS_THROUGHS[knob].object.rpartition(".")[2]
        assert kind in {each.__name__ for each in type(made).__mro__}
    assert list(tmp_path.iterdir()) == []
