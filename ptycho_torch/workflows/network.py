"""The network that a bundle holds."""

from ptycho_generated.config import ModelConfig
from ptycho_generated.faults import Fault, InputError
from ptycho_torch.model.network import ReconstructionNetwork
from ptycho_torch.model.registry import build_network
from ptycho_torch.trainer.bundle import Bundle


def model_of(bundle: Bundle) -> ModelConfig:
    """Settings of the network that a bundle holds; InputError where this version knows no such."""
    try:
        return ModelConfig(**bundle.settings["training"]["model"])
    except (KeyError, TypeError, InputError) as error:
        raise _unknown(error) from None


def network_of(bundle: Bundle) -> ReconstructionNetwork:
    """Build the network of a bundle and give it its weights.

    Raises InputError where this version knows no such network, or the weights are not those of the
    architecture that the bundle names.
    """
    try:
        named = bundle.provenance["network"]
        network = build_network(**named)
    except (KeyError, TypeError, InputError) as error:
        raise _unknown(error) from None
    try:
        network.load_state_dict(bundle.weights)
    except RuntimeError as error:
        reason = str(error).splitlines()[-1].strip()
        problem = f"its weights are not those of the network {named['architecture']!r} it names"
        raise InputError([Fault("--model-path", f"{problem} ({reason})", "train again")]) from None
    return network


def _unknown(error: Exception) -> InputError:
    reason = " ".join(str(error).split())
    problem = f"holds a network that this version does not know ({reason})"
    return InputError([Fault("--model-path", problem, "use the version that trained it")])
