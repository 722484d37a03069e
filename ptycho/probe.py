"""The probe in the legacy dictionary.

Dimensions: B groups, C patterns per group, P incoherent probe modes, N patch side.
"""

import numpy as np
import numpy.typing as npt

from ptycho import params
from ptycho.orientation import probe_of_mean_pattern


def set_probe_guess(
    X_train: npt.ArrayLike | None = None,
    probe_guess: npt.ArrayLike | None = None,
) -> npt.NDArray[np.complex64]:
    """Put a probe (N, N) or (P, N, N) into the legacy dictionary, and return its modes.

    Without one it is taken from the mean of the amplitudes ``X_train`` (B, N, N, C).
    """
    if probe_guess is None:
        assert X_train is not None, "a probe, or patterns to take one from"
        amplitudes = np.moveaxis(np.asarray(X_train, np.float32), -1, 1)
        stack = amplitudes.reshape(-1, *amplitudes.shape[-2:])
        modes = probe_of_mean_pattern(stack, np.ones(stack.shape[-2:], np.bool_))
    else:
        given = np.asarray(probe_guess, np.complex64)
        modes = given.reshape(-1, *given.shape[-2:])
    params.cfg["probe"] = modes
    return modes
