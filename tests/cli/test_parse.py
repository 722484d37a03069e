"""The words of a command line: flags in full, in every spelling, and all faults at once."""

from __future__ import annotations

from typing import Any

import pytest

from ptycho_generated.flags import FLAGS
from ptycho_generated.knobs import knob_named
from ptycho_torch.cli.parse import scan_words

CASES = [(command, flag) for command, flags in FLAGS.items() for flag in flags]
VALUED = [(c, flag) for c, flag in CASES if FLAGS[c][flag][1] is None]
SWITCHES = [(c, flag) for c, flag in CASES if FLAGS[c][flag][1] is not None]


def values(words: list[str], command: str = "train") -> list[tuple[str, Any]]:
    """(knob, value) of everything that the words say, which must be without fault."""
    scanned = scan_words(command, words)
    assert not scanned.faults, list(map(str, scanned.faults))
    return [(name, said.value) for name, said in scanned.said]


def faults(words: list[str], command: str = "train") -> list[str]:
    return list(map(str, scan_words(command, words).faults))


@pytest.mark.parametrize(
    "words",
    [
        ["--batch-size", "4"],
        ["--batch_size", "4"],
        ["--batch-size=4"],
        ["--batch_size=4"],
    ],
)
def test_a_flag_has_many_spellings_and_one_meaning(words: list[str]) -> None:
    assert values(words) == [("batch_size", 4)]
    ((_, said),) = scan_words("train", words).said
    assert said.layer == "command_line"
    assert said.place == words[0].split("=")[0]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["--max-epochs", "-1"], ("max_epochs", -1)),
        (["--epochs", "3"], ("max_epochs", 3)),
        (["--nepochs", "3"], ("max_epochs", 3)),
        (["--learning-rate", "1e-3"], ("learning_rate", 1e-3)),
        (["--gradient-clip-val", "none"], ("gradient_clip_val", None)),
        (["--betas", "0.5, 0.75"], ("betas", (0.5, 0.75))),
        (["--devices", "auto"], ("devices", "auto")),
        (["--output-dir", "a b"], ("output_dir", "a b")),
        (["--output-dir=--run"], ("output_dir", "--run")),
        (["--output-dir=a=b"], ("output_dir", "a=b")),
        (["--quiet"], ("quiet", True)),
        (["--no-quiet"], ("quiet", False)),
        (["--quiet=false"], ("quiet", False)),
        (["--deterministic=warn"], ("deterministic", "warn")),
        (["--disable-checkpointing"], ("enable_checkpointing", False)),
        (["--disable_checkpointing"], ("enable_checkpointing", False)),
    ],
)
def test_a_value_is_read_as_its_type(words: list[str], expected: tuple[str, Any]) -> None:
    ((name, value),) = values(words)
    assert (name, value) == expected
    assert type(value) is type(expected[1])


def test_words_are_kept_in_their_order() -> None:
    words = ["--quiet", "--gridsize=3", "--no-quiet", "--gridsize", "5"]
    assert values(words) == [("quiet", True), ("gridsize", 3), ("quiet", False), ("gridsize", 5)]


def test_requests_are_no_values() -> None:
    words = ["--config", "a.yaml", "--why", "seed", "--print-config", "--config=b.yaml"]
    scanned = scan_words("train", words)
    assert not scanned.said
    assert not scanned.faults
    assert scanned.run_files == ["a.yaml", "b.yaml"]
    assert scanned.why == ["seed"]
    assert scanned.print_config


@pytest.mark.parametrize(("command", "flag"), CASES)
def test_no_prefix_is_taken_for_a_flag(command: str, flag: str) -> None:
    for length in range(3, len(flag)):
        prefix = flag[:length]
        if prefix not in FLAGS[command]:
            (fault,) = faults([prefix], command)
            assert fault.startswith(f"{prefix}: is not a flag of this command; ")


def test_a_slip_of_the_pen_is_understood() -> None:
    """A letter too few, too many, or two exchanged; what is meant can be another flag at times."""
    meant = []
    for command, flag in CASES:
        middle = len(flag) // 2
        for slip in (
            flag[:middle] + flag[middle + 1 :],
            flag[:middle] + "x" + flag[middle:],
            flag[: middle - 1] + flag[middle] + flag[middle - 1] + flag[middle + 1 :],
        ):
            if slip not in FLAGS[command]:
                (fault,) = faults([slip, "1"], command)
                head = f"{slip}: is not a flag of this command; did you mean --"
                assert fault.startswith(head)
                meant.append(fault == f"{head.removesuffix('--')}{flag}?")
    assert sum(meant) >= 0.95 * len(meant)


@pytest.mark.parametrize(("command", "flag"), VALUED)
def test_a_flag_without_its_value_is_a_fault(command: str, flag: str) -> None:
    expected = f"{flag}: has no value; give {knob_named(FLAGS[command][flag][0]).allowed}"
    assert faults([flag], command) == [expected]
    assert faults([flag, "--quiet"], command) == [expected]


@pytest.mark.parametrize(("command", "flag"), SWITCHES)
def test_a_switch_takes_a_value_by_an_equals_sign_only(command: str, flag: str) -> None:
    name, constant = FLAGS[command][flag]
    cure = "put a flag before it"
    if constant:
        cure = f"write {flag}=false"
        assert values([f"{flag}=false"], command) == [(name, False)]
    else:
        assert faults([f"{flag}=false"], command) == [
            f"{flag}: takes no value, but 'false' is given; "
            f"write {knob_named(name).flag}=false or {flag} alone"
        ]
    assert faults([flag, "false"], command) == [f"'false': belongs to no flag; {cure}"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["scan.npz"], "'scan.npz': belongs to no flag; put a flag before it"),
        (["--"], "'--': belongs to no flag; put a flag before it"),
        (["-5"], "'-5': belongs to no flag; put a flag before it"),
        (["-gridsize", "3"], "-gridsize: is not a flag of this command; did you mean --gridsize?"),
        (["--zzz"], "--zzz: is not a flag of this command; see --help for the flags"),
        (["--zzz=3"], "--zzz: is not a flag of this command; see --help for the flags"),
        (["--print-config=1"], "--print-config: takes no value, but '1' is given; write it alone"),
        (["--config"], "--config: has no value; give a run file"),
        (["--why="], "--why: has no value; give the name of a knob"),
        (
            ["--gridsize", "ten"],
            "--gridsize: 'ten' is not allowed; give a whole number at least 1 and at most 64",
        ),
        (["--quiet=perhaps"], "--quiet: 'perhaps' is not allowed; give true or false"),
        (["--output-dir="], "--output-dir: '' is not allowed; give a path"),
    ],
)  # fmt: skip
def test_a_wrong_word_is_told_with_its_cure(words: list[str], expected: str) -> None:
    assert faults(words) == [expected]


def test_a_flag_of_another_command_is_unknown() -> None:
    assert faults(["--photons-per-pattern", "3"], "train")[0].startswith(
        "--photons-per-pattern: is not a flag of this command; "
    )


def test_all_faults_are_told_in_the_order_of_the_words() -> None:
    words = ["x", "--gridsiz", "3", "--gridsize", "ten", "--seed", "--quiet", "yes", "--n-groups=2"]
    scanned = scan_words("train", words)
    assert [fault.place for fault in scanned.faults] == [
        "'x'",
        "--gridsiz",
        "--gridsize",
        "--seed",
        "'yes'",
    ]
    assert [name for name, _ in scanned.said] == ["quiet", "n_groups"]
