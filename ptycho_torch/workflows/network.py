"""The network that a bundle holds."""

from ptycho_generated.faults import Fault, InputError
from ptycho_torch.model.network import ReconstructionNetwork
from ptycho_torch.model.registry import build_network
from ptycho_torch.trainer.bundle import Bundle


def network_of(bundle: Bundle) -> ReconstructionNetwork:
    """Build the network of a bundle and give it its weights.

    Raises InputError where the weights are not those of the architecture that the bundle names.
    """
    network = build_network(**bundle.provenance["network"])
    try:
        network.load_state_dict(bundle.weights)
    except RuntimeError as error:
        name = bundle.provenance["network"]["architecture"]
        reason = str(error).splitlines()[-1].strip()
        problem = f"its weights are not those of the network {name!r} it names ({reason})"
        raise InputError([Fault("--model-path", problem, "train again")]) from None
    return network
