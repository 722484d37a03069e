"""The legacy dictionary, under the path where older programs look for that of a loaded model."""

from ptycho.params import params

__all__ = ["params"]
