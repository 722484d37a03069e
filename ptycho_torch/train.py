"""Train a network on a scan: `ptycho_train` or `python -m ptycho_torch.train`."""

import sys

from ptycho_torch.cli.entry import command_main


def main() -> int:
    """Run the command on the words of the command line; returns the exit code."""
    return command_main("train", "ptycho_torch.workflows.components:run_training")


if __name__ == "__main__":
    sys.exit(main())
