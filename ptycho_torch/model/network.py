"""What every reconstruction network takes and gives.

Dimensions: B canvases, H W canvas (pixels), J patterns, P incoherent probe modes, N patch side.
"""

from abc import abstractmethod
from collections.abc import Sequence
from typing import Any, ClassVar, NamedTuple

from torch import Tensor, nn

from ptycho_torch.model.team import ALONE, Team
from ptycho_torch.physics.measurement import Measurement


class Reconstruction(NamedTuple):
    """Object canvases in the units of the amplitudes, for a probe of unit scale."""

    canvases: Tensor
    """(B, H, W) complex."""
    weight: Tensor
    """(B, H, W) real: illumination received, ``sum_j sum_p |P_jp|**2``; zero where never lit."""
    intermediate: tuple[Tensor, ...]
    """Canvases (B, H, W) after each stage, the last included; empty unless training."""
    unfinished: Tensor | None = None
    """(B, H, W) complex: what a solver may go on with before `finish`; None means ``canvases``."""


class ReconstructionNetwork(nn.Module):
    """Maps measured patterns to the object that they came from."""

    learns_from_inputs: ClassVar[bool] = False
    """Whether every pattern of a group is shown, so that the loss can only be taken on those."""

    @abstractmethod
    def forward(
        self,
        measurement: Measurement,
        canvas_shapes: Sequence[tuple[int, int]],
        *,
        chunk: int | None = None,
        team: Team = ALONE,
    ) -> Reconstruction:
        """Reconstruct B canvases from J patterns.

        ``canvas_shapes`` holds height and width of each canvas. All canvases of the result have
        the size of the largest; the result does not depend on which canvases share a batch.
        ``chunk`` bounds how many patterns are held in the far field at once (None: all); it bounds
        memory and does not change the result. The measurement may stay on another device than the
        network, chunks are then moved one by one. The processes of a ``team``, which all call
        this with the same measurement and outside of training, share the patterns; each gets the
        whole result.
        """

    def finish(self, canvases: Tensor, weight: Tensor, flat_amplitude: Tensor) -> Tensor:
        """Return what the last stage makes of canvases (B, H, W) that a solver went on with.

        Canvases are in square roots of counts, for a probe of unit scale; ``weight`` (B, H, W) is
        the illumination and ``flat_amplitude`` (B,), in square roots of counts, the amplitude of
        the flat object. Most networks have no such stage.
        """
        del weight, flat_amplitude
        return canvases

    @abstractmethod
    def parameter_groups(self, learning_rate: float, weight_decay: float) -> list[dict[str, Any]]:
        """Return optimizer parameter groups, each with its own ``lr`` and ``weight_decay``."""
