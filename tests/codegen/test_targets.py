"""Every knob has its parameter or its reader; whatever is wrong with that is named."""

from __future__ import annotations

import importlib.metadata
import re
from pathlib import Path

import pytest

from codegen.load import load, load_file
from codegen.schema import Registry
from codegen.signatures import installed
from codegen.snapshots import lowest_supported, read_snapshots, snapshot_text
from codegen.targets import check_targets, matrix

VERSIONS = ["2.0.9", "2.2.5", "2.4.0", "2.5.5", "2.6.6"]


@pytest.fixture(scope="module")
def text(repository: Path) -> str:
    return (repository / "spec/knobs.yaml").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def registry(repository: Path) -> Registry:
    return load_file(repository / "spec/knobs.yaml", "spec/knobs.yaml")


def test_nothing_is_wrong_with_ours(repository: Path, registry: Registry) -> None:
    assert check_targets(repository, registry) == []


# name: (what is replaced, by what, the knob or target, part of the message)
WRONG = {
    "parameter that is not there": (
        "target: Trainer.max_epochs",
        "target: Trainer.max_epoch",
        "max_epochs: lightning.pytorch.Trainer has no parameter 'max_epoch'",
    ),
    "object that is not there": (
        "object: lightning.pytorch.Trainer,",
        "object: lightning.pytorch.Trainers,",
        "Trainer: there is no lightning.pytorch.Trainers in what is installed",
    ),
    "function of ours that is not there": (
        "object: ptycho_torch.schedulers.learning_rate_factor,",
        "object: ptycho_torch.schedulers.factor,",
        "Schedule: there is no ptycho_torch.schedulers.factor in what is installed",
    ),
    "reader that is not there": (
        "consumer: ptycho_torch.trainer.loggers.build_loggers\n",
        "consumer: ptycho_torch.trainer.loggers.build_loggers_\n",
        "logger_backend: there is no ptycho_torch.trainer.loggers.build_loggers_",
    ),
    "function that does not read it": (
        "consumer: ptycho_torch.trainer.loggers.build_loggers\n",
        "consumer: ptycho_torch.trainer.build.is_first_process\n",
        "logger_backend: ptycho_torch.trainer.build.is_first_process does not read it",
    ),
    "target that no code fills": (
        "{name: Schedule,",
        "{name: Scheduling,",
        "Scheduling: no hand-written code uses scheduling_kwargs()",
    ),
    "value that the parameter does not take": (
        '          - {value: step, help: "with every',
        '          - {value: stepp, help: "with every',
        "lr_logging_interval: LearningRateMonitor.logging_interval does not take 'stepp'",
    ),
    "null that the parameter does not take": (
        "    present_if: ema_decay\n",
        "",
        "ema_decay: EMAWeightAveraging.decay does not take null",
    ),
    "parameter handed on by nobody": (
        "target: Network.n_unrolled",
        "target: Network.n_unroled",
        "n_unrolled: ptycho_torch.model.registry.build_network has no parameter 'n_unroled'",
    ),
    "default that differs without a reason": (
        "        why_default: A run of a few hundred steps needs a shorter memory of the squared "
        "gradient.\n",
        "",
        "betas: the default is (0.9, 0.98), that of AdamW.betas is (0.9, 0.999)",
    ),
    "reason for a difference that is not there": (
        "        target: Trainer.num_nodes\n        affects: numerics\n        resume: warn\n"
        "        machine: true\n",
        "        target: Trainer.num_nodes\n        affects: numerics\n        resume: warn\n"
        "        machine: true\n        why_default: One is enough.\n",
        "num_nodes: why_default explains a difference that is not there",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_named(name: str, text: str, repository: Path) -> None:
    old, new, message = WRONG[name]
    assert old in text
    changed = text.replace(old, new, 1)
    if old.startswith("{name: Schedule"):
        changed = re.sub(r"\bSchedule\.(?=\w)", "Scheduling.", changed)
    found = [str(each) for each in check_targets(repository, load(changed))]
    assert [each for each in found if message in each], found
    assert all(each.startswith("spec/knobs.yaml:") for each in found)


@pytest.mark.parametrize(
    ("kind", "default", "refusal"),
    [
        ("float", "1.5", "max_epochs: Trainer.max_epochs does not take float"),
        ("str", "many", "max_epochs: Trainer.max_epochs does not take str"),
        ("list[int]", "[3]", "max_epochs: Trainer.max_epochs does not take list"),
    ],
)
def test_a_type_that_does_not_fit_is_named(
    kind: str, default: str, refusal: str, text: str, repository: Path
) -> None:
    start = text.index("      - name: max_epochs\n")
    entry = text[start : text.index("      - name: max_time\n")]
    changed = f"""\
      - name: max_epochs
        config: TrainingConfig
        type: {kind}
        default: {default}
        help: Epochs to train for.
        commands: [train]
        target: Trainer.max_epochs
        affects: numerics
        resume: free
        why_default: Why not.

"""
    found = check_targets(repository, load(text.replace(entry, changed)))
    assert [each for each in map(str, found) if refusal in each]


# -------------------------------------------------------------------------- versions of Lightning


def test_there_is_a_snapshot_of_each_version(repository: Path) -> None:
    assert list(read_snapshots(repository)) == VERSIONS


def test_the_snapshot_of_the_installed_version_is_what_its_source_says(repository: Path) -> None:
    version = importlib.metadata.version("lightning")
    path = repository / f"spec/signatures/lightning-{version}.json"
    if not path.exists():
        pytest.skip(f"no snapshot of lightning {version}")
    assert snapshot_text(installed("lightning")) == path.read_text(encoding="utf-8")


def test_a_parameter_that_a_version_lacks_is_told_with_the_version(
    repository: Path, registry: Registry
) -> None:
    """The averaging of weights came with 2.6, which is why pyproject.toml asks for that."""
    lines = dict(zip(VERSIONS, matrix(repository, registry), strict=True))
    assert lines["2.5.5"].startswith("lightning 2.5.5: not supported; lacks ")
    assert "EMAWeightAveraging" in lines["2.5.5"]
    assert lines["2.6.6"] == "lightning 2.6.6: supported"
    assert lowest_supported(repository) == "2.6.0"


def test_a_supported_version_that_lacks_something_is_a_fault(
    repository: Path, registry: Registry, tmp_path: Path
) -> None:
    for folder in ("spec", "ptycho", "ptycho_torch", "generated"):
        (tmp_path / folder).symlink_to(repository / folder)
    project = (repository / "pyproject.toml").read_text(encoding="utf-8")
    assert "lightning>=2.6" in project
    older = project.replace("lightning>=2.6", "lightning>=2.5")
    (tmp_path / "pyproject.toml").write_text(older, encoding="utf-8")
    assert [
        each
        for each in map(str, check_targets(tmp_path, registry))
        if "lightning 2.5.5 has no lightning.pytorch.callbacks.EMAWeightAveraging" in each
    ]
