"""The shortest way from a program to an answer: help needs nothing but its text."""

import sys


def command_main(command: str, work: str) -> int:
    """Run a command on ``sys.argv``; ``work`` is ``module:function``, imported when needed."""
    words = sys.argv[1:]
    for word in words:
        flag = word.partition("=")[0].replace("_", "-")
        if flag in ("--help", "-h", "--help-all", "--version"):
            from ptycho_torch.cli.answers import answer

            return answer(command, flag, words[words.index(word) :])
    from ptycho_torch.cli.shared import run_command

    return run_command(command, words, work)
