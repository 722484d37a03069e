"""Canonical configuration: dataclasses, legacy bridge, run files."""
