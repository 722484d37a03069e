"""Networks are found by name."""

import pytest

from ptycho_generated.faults import InputError
from ptycho_torch.model.network import ReconstructionNetwork
from ptycho_torch.model.registry import ARCHITECTURES, build_network

SETTINGS = {"unrolled": {"n_unrolled": 2, "n_filters": 4, "n_hidden_channels": 1}}


@pytest.mark.parametrize("architecture", ARCHITECTURES)
def test_every_network_can_be_built_by_name(architecture: str) -> None:
    network = build_network(architecture, **SETTINGS[architecture])
    assert isinstance(network, ReconstructionNetwork)
    assert network.parameter_groups(1e-3, 0.0)


def test_an_unknown_name_is_the_users_mistake() -> None:
    with pytest.raises(InputError, match="no network is called 'unroled'; use unrolled"):
        build_network("unroled")


def test_an_unknown_setting_is_a_programmers_mistake() -> None:
    with pytest.raises(TypeError):
        build_network("unrolled", n_layers=3)
