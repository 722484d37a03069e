"""Score a reconstruction: `ptycho_evaluate` or `python -m ptycho_torch.evaluate`."""

import sys

from ptycho_torch.cli.entry import command_main


def main() -> int:
    """Run the command on the words of the command line; returns the exit code."""
    work = "ptycho_torch.workflows.evaluating:run_evaluation"
    return command_main("evaluate", work, "--reconstruction")


if __name__ == "__main__":
    sys.exit(main())
