"""Under any stack of layers: every value has its winner, its place and its losers, and `--why`
says so; what is printed gives the same configuration again."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knob_strategies import RELATED, VALID
from ptycho.config.files import read_run_file
from ptycho.config.hashes import config_hashes, values_of
from ptycho.config.run_text import run_file_text
from ptycho_generated import merge
from ptycho_generated.config import PyTorchExecutionConfig
from ptycho_generated.faults import InputError
from ptycho_generated.flags import FLAGS
from ptycho_generated.knobs import KNOBS
from ptycho_generated.merge import FIELDS, Resolved, Said, resolve
from ptycho_generated.values import plain, to_text, to_yaml
from ptycho_torch.cli.explain import explain
from ptycho_torch.cli.layers import read_layers
from ptycho_torch.cli.parse import scan_words
from ptycho_torch.config_factory import configure

Stack = list[tuple[str, str, Any]]
WRITTEN = ("first file", "second file", "environment", "command line")
STACKS = settings(max_examples=60, deadline=None)


@st.composite
def stacks(draw: st.DrawFn, layers: tuple[str, ...] = WRITTEN) -> tuple[str, Stack]:
    """A command, and (layer, knob, value) of what is said in each layer, a knob once in each."""
    command = draw(st.sampled_from(sorted(FLAGS)))
    # An earlier run is a layer of its own.
    earlier = ("resume", "model_path")
    names = [n for n, k in KNOBS.items() if command in k.commands and n not in earlier]
    return command, [
        (layer, name, draw(VALID[name]))
        for layer in layers
        for name in draw(st.lists(st.sampled_from(names), max_size=5, unique=True))
    ]


@contextmanager
def said_by_user(command: str, stack: Stack) -> Iterator[tuple[Resolved, dict[str, str]]]:
    """The stack written and read back; and the path of each file."""
    with tempfile.TemporaryDirectory() as folder:
        files = {layer: str(Path(folder) / f"{layer[:5]}.yaml") for layer in WRITTEN[:2]}
        for layer, path in files.items():
            lines = [f"{n}: {to_yaml(plain(value))}" for each, n, value in stack if each == layer]
            Path(path).write_text("# head\n" + "\n".join(lines), encoding="utf-8")
        words = [word for path in files.values() for word in ("--config", path)]
        variables = {"HOME": "/"}
        for layer, name, value in stack:
            if layer == "command line":
                words.append(f"{KNOBS[name].flag}={to_text(value)}")
            elif layer == "environment":
                variables[KNOBS[name].env] = to_text(value)
        resolved, faults, earlier = read_layers(command, scan_words(command, words), variables)
        assert earlier is None
        assert not faults, list(map(str, faults))
        yield resolved, files


def expected_place(stack: Stack, layer: str, name: str, files: dict[str, str]) -> str:
    """Where a user finds what the stack says of a knob in a layer."""
    if layer in files:
        line = 2 + [n for each, n, _ in stack if each == layer].index(name)
        return f"{files[layer]}:{line}:{len(name) + 3}"
    return KNOBS[name].env if layer == "environment" else KNOBS[name].flag


@STACKS
@given(stacks())
def test_every_value_knows_its_place_and_what_it_beat(case: tuple[str, Stack]) -> None:
    command, stack = case
    with said_by_user(command, stack) as (resolved, files):
        for name, knob in KNOBS.items():
            if command not in knob.commands:
                assert name not in resolved.said
                continue
            told = [(layer, value) for layer, about, value in stack if about == name]
            places = [expected_place(stack, layer, name, files) for layer, _ in told]
            origins = list(zip([plain(value) for _, value in told], places, strict=True))
            origins = ([(knob.default, "registry")] if knob.has_default else []) + origins
            found = [(said.value, said.place) for said in resolved.said.get(name, ())]
            assert found == origins


@STACKS
@given(stacks())
def test_why_tells_exactly_that(case: tuple[str, Stack]) -> None:
    command, stack = case
    with said_by_user(command, stack) as (resolved, _):
        for name, candidates in resolved.said.items():
            lines = explain(name, resolved).splitlines()
            assert lines[0] == f"{name} = {to_text(candidates[-1].value)}"
            named = [line for line in lines if line.startswith(("  from ", "  beats "))]
            assert len(named) == len(candidates)
            for line, said in zip(named, reversed(candidates), strict=True):
                assert line.endswith(
                    "the default" if said.place == "registry" else f"({said.place})"
                )
            for line, said in zip(named[1:], candidates[-2::-1], strict=True):
                assert line.startswith(f"  beats {to_text(said.value)} from ")


@pytest.mark.parametrize("command", FLAGS)
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_what_is_printed_gives_the_same_configuration_and_hashes(
    command: str, data: st.DataObject
) -> None:
    resolved = valid_configuration(command, data)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "run.yaml"
        path.write_text(run_file_text(resolved), encoding="utf-8")
        said, faults = read_run_file(path, command)
    assert not faults
    build = getattr(merge, f"{command}_settings")
    first, second = build(resolved), build(resolve(command, said))
    assert first == second
    assert config_hashes(first) == config_hashes(second)
    assert run_file_text(resolve(command, said)).count("\n") == run_file_text(resolved).count("\n")


def valid_configuration(command: str, data: st.DataObject) -> Resolved:
    """A configuration whose values are allowed and whose relations hold."""
    names = [name for name, knob in KNOBS.items() if command in knob.commands]
    free = [name for name in names if name not in RELATED]
    chosen = data.draw(st.lists(st.sampled_from(free), max_size=12, unique=True))
    needed = [name for name in names if command in KNOBS[name].required]
    said = [
        (name, Said(plain(value), "command_line", KNOBS[name].flag))
        for name in dict.fromkeys([*needed, *chosen])
        for value in [data.draw(VALID[name].filter(lambda each: each is not None))]
    ]
    while True:
        resolved = resolve(command, said)
        try:
            getattr(merge, f"{command}_settings")(resolved)
        except InputError as error:
            broken = {getattr(fault, "knob", "") for fault in error.faults}
            left = [pair for pair in said if pair[0] not in broken]
            # A relation may be broken by its other side: then the last word said gives way.
            last = [pair for pair in said if pair[0] not in needed][-1:]
            said = left if len(left) < len(said) else [p for p in said if p not in last]
            continue
        return resolved


@STACKS
@given(data=st.data())
def test_a_program_says_the_strongest_layers(data: st.DataObject) -> None:
    names = [n for n in FIELDS["PyTorchExecutionConfig"] if n not in RELATED and n != "resume"]
    names = [n for n in names if "train" in KNOBS[n].commands and KNOBS[n].has_default]
    name, other = data.draw(st.lists(st.sampled_from(names), min_size=2, max_size=2, unique=True))
    values = [data.draw(VALID[name]) for _ in range(3)]
    try:
        held = PyTorchExecutionConfig(**{name: values[1]})
        needed = {
            "train_data_file": "a.npz",
            "output_dir": Path("run"),
            other: KNOBS[other].default,
        }
        said, resolved = configure(
            "train",
            environment={KNOBS[name].env: to_text(values[0])},
            execution_config=held,
            overrides=needed,
        )
    except InputError:
        return  # a relation that the values break
    is_default = plain(values[1]) == KNOBS[name].default
    layer = "environment" if is_default else "execution_config"
    assert resolved.winner(name).layer == layer
    assert getattr(said.execution, name) == values[0 if is_default else 1]
    assert resolved.winner(other).place == f"overrides[{other!r}]"
    again, _ = configure("train", environment={}, overrides=needed | {name: values[2]})
    assert getattr(again.execution, name) == values[2]
    assert values_of(again)[name] == plain(values[2])
