"""Write synthetic scans: `ptycho_simulate` or `python -m ptycho_torch.simulate`."""

import sys

from ptycho_torch.cli.entry import command_main


def main() -> int:
    """Run the command on the words of the command line; returns the exit code."""
    return command_main("simulate", "ptycho_torch.workflows.simulation:run_simulation")


if __name__ == "__main__":
    sys.exit(main())
