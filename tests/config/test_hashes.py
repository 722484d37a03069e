"""What two configurations have in common, in one word; and whether a run may go on with another."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import torch

from ptycho.config.earlier import checkpoint_settings, said_earlier
from ptycho.config.hashes import config_hashes
from ptycho.config.resume_guard import compare
from ptycho_generated.faults import InputError
from ptycho_generated.knobs import KNOBS
from ptycho_generated.merge import Said, resolve, train_settings
from ptycho_torch.cli.explain import explain
from ptycho_torch.cli.layers import read_layers
from ptycho_torch.cli.parse import scan_words
from ptycho_torch.trainer.plain import plain_settings

NEEDED = {"train_data_file": "a.npz", "output_dir": "run"}


def settings(**values: Any) -> Any:
    said = [(name, Said(value, "override", name)) for name, value in (NEEDED | values).items()]
    return train_settings(resolve("train", said))


def test_the_full_hash_tells_any_two_configurations_apart() -> None:
    seen = {config_hashes(each)["full"] for each in (settings(), settings(quiet=True))}
    assert len(seen) == 2
    assert config_hashes(settings()) == config_hashes(settings())


@pytest.mark.parametrize(
    ("change", "same"),
    [
        ({"quiet": True}, True),
        ({"output_dir": "elsewhere"}, True),
        ({"train_data_file": "/mnt/a.npz"}, True),
        ({"num_workers": 2}, True),
        ({"seed": 1}, False),
        ({"gridsize": 3}, False),
        ({"learning_rate": 0.5}, False),
        ({"seed": KNOBS["seed"].default}, True),
    ],
)
def test_the_numerics_hash_leaves_out_what_changes_no_number(
    change: dict[str, Any], same: bool
) -> None:
    one, other = config_hashes(settings()), config_hashes(settings(**change))
    assert (one["numerics"] == other["numerics"]) is same


def test_a_knob_at_its_default_changes_no_numerics_hash(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the knob were new: an earlier version, which did not know it, gave the same hash."""
    made = settings(gridsize=3)
    before = config_hashes(made)
    monkeypatch.delitem(KNOBS, "seed")
    after = config_hashes(made)
    assert after["numerics"] == before["numerics"]
    assert after["full"] != before["full"]


@pytest.fixture
def checkpoint(tmp_path: Path) -> Path:
    """A file as Lightning writes it, with objects that must not be brought to life."""
    path = tmp_path / "last.ckpt"
    content = {
        "state_dict": {"weight": torch.ones(3)},
        "optimizer_states": [{"state": {0: torch.zeros(2)}}],
        "loops": {"where": Path("x"), "set": {1, 2}},
        "hyper_parameters": plain_settings(settings(gridsize=3, max_epochs=7, quiet=True)),
    }
    torch.save(content, path)
    return path


def test_a_checkpoint_says_its_settings_without_torch(checkpoint: Path) -> None:
    told = checkpoint_settings(checkpoint)
    assert told["training"]["model"]["gridsize"] == 3
    assert told["execution"]["betas"] == list(KNOBS["betas"].default)  # type: ignore[call-overload]


def test_nothing_in_a_checkpoint_is_executed(tmp_path: Path) -> None:
    class Trap:
        def __reduce__(self) -> Any:
            return Path.touch, (tmp_path / "sprung",)

    torch.save({"hyper_parameters": {"execution": {"seed": 3}}, "trap": Trap()}, tmp_path / "c")
    assert checkpoint_settings(tmp_path / "c") == {"execution": {"seed": 3}}
    assert not (tmp_path / "sprung").exists()


@pytest.mark.parametrize("content", [b"", b"hello", b"PK\x03\x04rest"])
def test_what_is_no_checkpoint_is_refused(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "c").write_bytes(content)
    with pytest.raises(InputError) as caught:
        checkpoint_settings(tmp_path / "c")
    assert str(caught.value).startswith(
        f"--resume {tmp_path / 'c'}: cannot be read as a checkpoint"
    )


def layers(*words: str) -> tuple[Any, list[str], list[str]]:
    resolved, faults, earlier = read_layers("train", scan_words("train", list(words)), {})
    assert earlier is not None
    changed, warnings = compare(resolved, earlier.settings)
    return resolved, [str(fault) for fault in [*faults, *changed]], warnings


def test_a_run_that_goes_on_takes_its_settings_from_the_checkpoint(checkpoint: Path) -> None:
    resolved, faults, warnings = layers("--resume", str(checkpoint))
    assert (faults, warnings) == ([], [])
    winner = resolved.winner("gridsize")
    assert (winner.value, winner.layer, winner.place) == (3, "checkpoint", str(checkpoint))
    assert resolved.winner("train_data_file").value == "a.npz"
    assert resolved.winner("resume").value == str(checkpoint)
    assert resolved.winner("overwrite").layer == "default", "it was about that run alone"


def test_the_command_line_beats_the_checkpoint_where_the_policy_allows(checkpoint: Path) -> None:
    words = ["--resume", str(checkpoint), "--max-epochs=9", "--weight-decay=0.5"]
    resolved, faults, warnings = layers(*words)
    assert resolved.winner("max_epochs").value == 9
    assert resolved.losers("max_epochs")[0].layer == "checkpoint"
    assert faults == []
    told = {name for name in ("max_epochs", "weight_decay") if KNOBS[name].resume == "warn"}
    assert {line.split(": ")[1].split()[0] for line in warnings} == told


MACHINE = {
    "devices": 2,
    "strategy": "ddp",
    "ddp_timeout": "00:00:05:00",
    "num_workers": 2,
    "prefetch_factor": 3,
    "ddp_arg": ("bucket_cap_mb=5",),
}


def test_another_machine_is_taken_as_it_is(tmp_path: Path) -> None:
    """What was said of the machine is told, and counts no more; the numbers may change by it."""
    path = tmp_path / "last.ckpt"
    torch.save({"hyper_parameters": plain_settings(settings(**MACHINE))}, path)
    resolved, faults, warnings = layers("--resume", str(path))
    assert faults == []
    for name, value in MACHINE.items():
        assert KNOBS[name].machine
        assert resolved.winner(name) == Said(KNOBS[name].default, "default", "registry")
        assert resolved.losers(name) == (Said(value, "checkpoint", str(path)),)
    train_settings(resolved)  # nothing that came along needs what stayed behind
    assert warnings == [
        "--devices: devices is 1, and was 2 when the run began",
        "--ddp-arg: ddp_arg is empty, and was bucket_cap_mb=5 when the run began",
    ]
    assert explain("devices", resolved).splitlines()[:4] == [
        "devices = 1",
        "  from the default",
        f"  beats 2 from the checkpoint ({path})",
        "  because it is about the machine, and not about the run",
    ]
    resolved, faults, warnings = layers("--resume", str(path), "--devices=2", "--strategy=ddp")
    assert (faults, warnings[:-1]) == ([], [])
    assert resolved.winner("devices").place == "--devices"


@pytest.mark.parametrize("name", [n for n, k in KNOBS.items() if "train" in k.commands])
def test_every_policy_is_kept(name: str, checkpoint: Path) -> None:
    """A value that differs from the checkpoint's is refused, warned of, or let pass."""
    knob = KNOBS[name]
    if not (knob.has_default or name in NEEDED):
        return
    other = "other" if knob.base in ("path", "str") else 17
    said = [("resume", Said(str(checkpoint), "command_line", "--resume"))]
    below, _ = said_earlier("train", checkpoint_settings(checkpoint), str(checkpoint))
    said += [*below, (name, Said(other, "command_line", knob.flag))]
    faults, warnings = compare(resolve("train", said), checkpoint_settings(checkpoint))
    assert len(faults) == (knob.resume == "must_match")
    assert len(warnings) == (knob.resume == "warn")
    for line in [*map(str, faults), *warnings]:
        assert line.startswith(f"{knob.flag}: {name} is ")
