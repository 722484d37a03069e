"""A run that was asked to end."""

from __future__ import annotations


class Terminated(KeyboardInterrupt):
    """The system asked this process to end (SIGTERM), as a batch system does when time is up."""
