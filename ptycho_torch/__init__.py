"""Reconstruction by networks; importing the package loads neither torch nor lightning."""
