"""The adapter to Lightning; no other room imports it."""
