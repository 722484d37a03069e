"""The shortest way from a console script to an answer: help needs nothing but its text."""

import sys


def command_main(command: str, work: str, first_flag: str = "") -> int:
    """Run a command on ``sys.argv``; ``work`` is ``module:function``, imported when needed.

    A first word that is no flag is taken as the value of ``first_flag``, where there is one.
    """
    words = sys.argv[1:]
    if first_flag and words and not words[0].startswith("-"):
        words = [first_flag, *words]
    if "--help" in words or "-h" in words:
        module = __import__(f"ptycho_generated.help_{command}", fromlist=["TEXT"])
        sys.stdout.write(module.TEXT)
        return 0
    if "--version" in words:
        from importlib.metadata import PackageNotFoundError, version

        try:
            text = version("ptychopinn")
        except PackageNotFoundError:
            text = "not installed"
        sys.stdout.write(f"{text}\n")
        return 0
    from ptycho_torch.cli.shared import run_command

    return run_command(command, words, work)
