"""A measured scan as tensors, and groups of neighbouring patterns as batches."""
