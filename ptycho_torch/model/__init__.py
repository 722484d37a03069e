"""Networks that reconstruct the object from measured patterns; `registry` finds them by name."""
