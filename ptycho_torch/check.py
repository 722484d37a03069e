"""Say what is wrong with a scan: `ptycho_check` or `python -m ptycho_torch.check`."""

import sys

from ptycho_torch.cli.entry import command_main


def main() -> int:
    """Run the command on the words of the command line; returns the exit code."""
    return command_main("check", "ptycho_torch.workflows.checking:run_check", "--scan-file")


if __name__ == "__main__":
    sys.exit(main())
