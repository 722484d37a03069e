"""Scores and pictures of a reconstruction: alignment, metrics, ring correlation, plots."""
