"""No command reaches for a network: all of them work where every socket is forbidden."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

OFFLINE = """
import sys

def forbid(event, arguments):
    if event.startswith(("urllib.", "http.", "ftplib.", "smtplib.")) or event in {
        "socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg",
        "socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr",
    }:
        # Between processes of one machine, a socket is a file.
        if not (event.count("socket.") and getattr(arguments[0], "family", None) == 1):
            raise SystemExit(f"the network was asked for: {event} {arguments}")

sys.addaudithook(forbid)
if sys.argv[1:] == ["probe"]:
    import socket
    socket.getaddrinfo("localhost", 80)
if sys.argv[1:] == ["probe worker"]:
    import os, socket
    from ptycho_torch.data.groups import GroupDataset
    real, ours = GroupDataset.__getitem__, os.getpid()
    def asks(self, index):
        if os.getpid() != ours:
            socket.socket().connect(("127.0.0.1", 9))
        return real(self, index)
    GroupDataset.__getitem__ = asks
from ptycho_torch.cli.shared import run_command
small = ["--patch-size=16", "--probe-diameter-px=7", "--step-px=3", "--n-positions=64"]
tiny = ["--gridsize=3", "--n-filters=2", "--n-unrolled=2", "--n-hidden-channels=1",
        "--max-epochs=1", "--lr-warmup-steps=2", "--accelerator=cpu"]
work = "ptycho_torch.workflows."
for command, words, function in (
    ("simulate", ["--output-dir=data", *small], "simulation:run_simulation"),
    ("check", ["--scan-file=data/train.npz"], "checking:run_check"),
    ("train", ["--train-data-file=data/train.npz", "--output-dir=run", "--num-workers=1", *tiny],
     "components:run_training"),
    ("infer", ["--model-path=run", "--test-data-file=data/test.npz", "--output-dir=result"],
     "reconstruction:run_inference"),
    ("evaluate", ["--reconstruction=result", "--test-data-file=data/test.npz",
                  "--output-dir=scores"], "evaluating:run_evaluation"),
):
    assert run_command(command, [*words, "--quiet"], work + function) == 0, command
"""


def test_every_command_works_without_a_network(
    run_python: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    done = run_python("-c", OFFLINE)
    assert done.returncode == 0, done.stdout + done.stderr
    assert (tmp_path / "scores/report.html").is_file()


def test_the_ban_of_the_test_above_works(
    run_python: Callable[..., subprocess.CompletedProcess[str]],
) -> None:
    done = run_python("-c", OFFLINE, "probe")
    assert done.returncode != 0
    assert "the network was asked for: socket.getaddrinfo" in done.stderr


def test_the_ban_reaches_processes_that_load_data(
    run_python: Callable[..., subprocess.CompletedProcess[str]],
) -> None:
    done = run_python("-c", OFFLINE, "probe worker")
    assert done.returncode != 0
    assert "the network was asked for: socket.connect" in done.stderr
