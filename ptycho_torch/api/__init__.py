"""The original's programming interface, as ptychodus calls it."""
