"""Reconstruct a scan: `ptycho_inference` or `python -m ptycho_torch.inference`."""

import sys

from ptycho_torch.cli.entry import command_main


def main() -> int:
    """Run the command on the words of the command line; returns the exit code."""
    return command_main("infer", "ptycho_torch.workflows.reconstruction:run_inference")


if __name__ == "__main__":
    sys.exit(main())
