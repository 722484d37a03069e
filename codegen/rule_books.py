"""Every module with rules on changes; to import this one is to fill the list of rules."""

from codegen import breaking_heads, breaking_knobs, breaking_meaning, breaking_values

BOOKS = (breaking_heads, breaking_knobs, breaking_values, breaking_meaning)
