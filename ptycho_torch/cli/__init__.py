"""The command line: reading it, explaining it, and running a command."""
