"""Simulated scans: objects, probes, scan patterns and the far-field measurement."""

from ptycho.simulation.objects import OBJECT_KINDS
from ptycho.simulation.probe import PROBE_KINDS
from ptycho.simulation.scan import SCAN_PATTERNS
from ptycho.simulation.simulate import save_scans, simulate_scans

__all__ = ["OBJECT_KINDS", "PROBE_KINDS", "SCAN_PATTERNS", "save_scans", "simulate_scans"]
