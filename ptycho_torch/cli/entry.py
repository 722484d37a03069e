"""The shortest way from a program to an answer: help needs nothing but its text."""

import sys


def command_main(command: str, work: str, first_flag: str = "") -> int:
    """Run a command on ``sys.argv``; ``work`` is ``module:function``, imported when needed.

    A first word that is no flag is taken as the value of ``first_flag``, where there is one.
    """
    words = sys.argv[1:]
    if first_flag and words and not words[0].startswith("-"):
        words = [first_flag, *words]
    for word in words:
        flag = word.partition("=")[0].replace("_", "-")
        if flag in ("--help", "-h", "--help-all", "--version"):
            from ptycho_torch.cli.answers import answer

            return answer(command, flag, words[words.index(word) :])
    from ptycho_torch.cli.shared import run_command

    return run_command(command, words, work)
