"""Networks are found by name."""

import pytest
import torch

from ptycho_generated.faults import InputError
from ptycho_torch.model.network import ReconstructionNetwork
from ptycho_torch.model.registry import ARCHITECTURES, build_network

SETTINGS = {
    "cnn": {"gridsize": 2, "patch_size": 32, "n_filters_scale": 1},
    "denoiser": {"n_unrolled": 2, "n_subsets": 2, "n_averaging_steps": 1, "n_filters": 4},
    "unrolled": {
        "n_unrolled": 2,
        "n_subsets": 2,
        "n_averaging_steps": 1,
        "n_filters": 4,
        "n_hidden_channels": 1,
    },
}


@pytest.mark.parametrize("architecture", ARCHITECTURES)
def test_every_network_can_be_built_by_name(architecture: str) -> None:
    network = build_network(architecture, **SETTINGS[architecture])
    assert isinstance(network, ReconstructionNetwork)
    assert network.parameter_groups(1e-3, 0.0)


@pytest.mark.parametrize("architecture", ARCHITECTURES)
def test_settings_of_other_networks_are_passed_over(architecture: str) -> None:
    everything = {name: value for own in SETTINGS.values() for name, value in own.items()}
    torch.manual_seed(0)
    alone = build_network(architecture, **SETTINGS[architecture]).state_dict()
    torch.manual_seed(0)
    torch.testing.assert_close(build_network(architecture, **everything).state_dict(), alone)


def test_an_unknown_name_is_the_users_mistake() -> None:
    with pytest.raises(InputError, match="no network is called 'unroled'; use unrolled"):
        build_network("unroled")


def test_an_unknown_setting_is_a_programmers_mistake() -> None:
    with pytest.raises(TypeError):
        build_network("unrolled", n_layers=3)
