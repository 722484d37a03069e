"""Whole runs under the names that older programs call."""
