"""The generator: one YAML registry in, the configuration layer out."""
