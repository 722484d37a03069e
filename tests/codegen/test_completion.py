"""Shell completion: each script is read by its shell and completes flags, words and files."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from codegen.completion import FlagView
from ptycho_generated.flags import FLAGS
from ptycho_generated.knobs import KNOBS

PROGRAMS = {"train": "ptycho_train", "infer": "ptycho_inference", "simulate": "ptycho_simulate"}
SHELLS = ("bash", "zsh", "fish")
COMPLETE = """
source "$1"; shift
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
"_$1"
printf '%s\\n' "${COMPREPLY[@]}"
"""


@pytest.fixture(scope="module")
def folder(repository: Path) -> Path:
    return repository / "generated" / "ptycho_generated" / "completion"


def complete(folder: Path, cwd: Path, *words: str) -> list[str]:
    """What bash offers for the last word of a command line."""
    script = folder / f"{words[0]}.bash"
    done = subprocess.run(
        ["bash", "-c", COMPLETE, "bash", str(script), *words],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""
    return [line for line in done.stdout.splitlines() if line]


def offered(command: str) -> dict[str, tuple[str, bool | None]]:
    """The flags of a command; deprecated ones work but are not offered."""
    return {flag: told for flag, told in FLAGS[command].items() if told[0] in KNOBS}


@pytest.mark.parametrize("program", PROGRAMS.values())
@pytest.mark.parametrize("shell", SHELLS)
def test_each_shell_reads_its_script(program: str, shell: str, folder: Path) -> None:
    if not shutil.which(shell):
        pytest.skip(f"{shell} is not installed")
    script = folder / f"{program}.{shell}"
    subprocess.run([shell, "-n", str(script)], check=True)


@pytest.mark.parametrize("command", PROGRAMS)
@pytest.mark.parametrize("shell", SHELLS)
def test_each_script_knows_every_flag(command: str, shell: str, folder: Path) -> None:
    text = (folder / f"{PROGRAMS[command]}.{shell}").read_text(encoding="utf-8")
    for flag in (*offered(command), "--config", "--why", "--help", "--print-config", "--version"):
        shown = f"-l {flag[2:]} " if shell == "fish" else flag
        assert shown in text, flag


@pytest.mark.parametrize("command", PROGRAMS)
def test_bash_completes_every_flag_and_every_choice(
    command: str, folder: Path, tmp_path: Path
) -> None:
    program = PROGRAMS[command]
    assert set(complete(folder, tmp_path, program, "--")) >= set(offered(command))
    for flag, (name, constant) in offered(command).items():
        if constant is None and KNOBS[name].choices:
            assert complete(folder, tmp_path, program, flag, "") == list(KNOBS[name].choices)
            break


def test_bash_completes_after_a_space_an_equals_sign_and_underscores(
    folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "a scan.npz").touch()
    train = "ptycho_train"
    wanted = ["poisson"]
    assert complete(folder, tmp_path, train, "--loss-function", "po") == wanted
    assert complete(folder, tmp_path, train, "--loss-function", "=", "po") == wanted
    assert len(complete(folder, tmp_path, train, "--loss-function", "=")) > 1
    assert complete(folder, tmp_path, train, "--loss_function", "po") == wanted
    assert complete(folder, tmp_path, train, "--train-data-file", "a") == ["a scan.npz"]
    assert complete(folder, tmp_path, train, "--config", "a") == ["a scan.npz"]
    assert complete(folder, tmp_path, train, "--max-epochs", "") == []
    assert "max_epochs" in complete(folder, tmp_path, train, "--why", "max")
    assert complete(folder, tmp_path, train, "--quiet", "--qui") == ["--quiet"]


def test_signs_with_a_meaning_to_the_shell_are_quoted() -> None:
    help_text = "It's [a] test: \\ of $HOME."
    flag = FlagView("--kind", "words", (("a", 'say "b": `c` $d'),), help_text)
    assert flag.zsh == (
        "'--kind=[It'\\''s \\[a\\] test\\: \\\\ of $HOME.]:kind:"
        '((a\\:"say \\"b\\"\\: \\`c\\` \\$d"))\''
    )
    assert flag.fish == (
        "-l kind -x -a 'a\tsay \"b\": `c` $d' -d 'It\\'s [a] test: \\\\ of $HOME.'"
    )
