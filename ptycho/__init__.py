"""Ptychography without torch: configuration, data contract, simulation."""
