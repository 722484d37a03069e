"""Networks that reconstruct the object from measured patterns; `registry` finds them by name."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ptycho_torch.api.lightning_model import PtychoPINN_Lightning

__all__ = ["PtychoPINN_Lightning"]


def __getattr__(name: str) -> object:
    """The original's name for a network with its training, which is made in a higher room."""
    if name != "PtychoPINN_Lightning":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from ptycho_torch.api.lightning_model import PtychoPINN_Lightning

    return PtychoPINN_Lightning
