# Generated from spec/knobs.yaml by `make generate`; edit the registry or the template.
# digest: input 6543c858b85bc174 form 9f9aeb3b42684696 text c15e6692ef1f40d0

"""Laws of the surfaces: every spelling reaches its knob, and the legacy dictionary only what is
bridged to it."""

from argparse import ArgumentParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knob_strategies import A_FEW, RELATED, VALID
from ptycho.config.legacy import dataclass_to_legacy_dict, update_legacy_dict
from ptycho_generated import config as configs
from ptycho_generated.arguments import add_arguments
from ptycho_generated.flags import FLAGS
from ptycho_generated.knobs import KNOBS, SPELLINGS
from ptycho_generated.legacy_keys import LEGACY_KEYS
from ptycho_generated.merge import _STAND_INS, FIELDS
from ptycho_generated.values import plain, to_text
from ptycho_torch.cli.parse import scan_words

FLAG_CASES = [(command, flag) for command, flags in FLAGS.items() for flag in flags]


@pytest.mark.parametrize(("command", "flag"), FLAG_CASES)
@A_FEW
@given(data=st.data())
def test_a_flag_sets_its_knob_with_hyphens_and_underscores(
    command: str, flag: str, data: st.DataObject
) -> None:
    name, constant = FLAGS[command][flag]
    value = data.draw(VALID[name]) if constant is None else constant
    for spelling in (flag, "--" + flag[2:].replace("-", "_")):
        words = [spelling] if constant is not None else [f"{spelling}={to_text(value)}"]
        scanned = scan_words(command, words)
        assert not scanned.faults
        assert [(about, said.value) for about, said in scanned.said] == [(name, plain(value))]


@pytest.mark.parametrize("command", FLAGS)
@A_FEW
@given(data=st.data())
def test_the_command_line_reads_as_argparse_does(command: str, data: st.DataObject) -> None:
    flags = data.draw(st.lists(st.sampled_from(sorted(FLAGS[command])), max_size=6))
    words: list[str] = []
    for flag in flags:
        name, constant = FLAGS[command][flag]
        words += [flag] if constant is not None else [f"{flag}={to_text(data.draw(VALID[name]))}"]
    parser = ArgumentParser(allow_abbrev=False)
    add_arguments(parser, command)
    scanned = {name: said.value for name, said in scan_words(command, words).said}
    assert scanned == vars(parser.parse_args(words))


def test_every_name_flag_and_alias_is_a_spelling_of_its_knob() -> None:
    for name, knob in KNOBS.items():
        assert SPELLINGS[name] == name
        assert SPELLINGS[knob.flag[2:].replace("-", "_")] == name


@pytest.mark.parametrize("config", FIELDS)
def test_only_bridged_configs_reach_the_legacy_dictionary(config: str) -> None:
    required: dict[str, Any] = {
        name: _STAND_INS[name] for name in FIELDS[config] if name in _STAND_INS
    }
    built = getattr(configs, config)(**required)
    legacy: dict[str, Any] = {}
    if config not in LEGACY_KEYS:
        with pytest.raises(TypeError):
            update_legacy_dict(legacy, built)
        assert legacy == {}
        return
    update_legacy_dict(legacy, built)
    for name, key in LEGACY_KEYS[config].items():
        value = getattr(built, name)
        assert value is None or legacy[key] == dataclass_to_legacy_dict(built)[key]


@A_FEW
@given(data=st.data())
def test_the_execution_config_never_changes_the_legacy_dictionary(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(set(FIELDS["PyTorchExecutionConfig"]) - set(RELATED))))
    execution = configs.PyTorchExecutionConfig(**{name: data.draw(VALID[name])})
    legacy = {"N": 64}
    with pytest.raises(TypeError):
        update_legacy_dict(legacy, execution)
    assert legacy == {"N": 64}
