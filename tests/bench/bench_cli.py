"""What the configuration costs: each way of asking against `python -c pass`, interleaved.

    python tests/bench/bench_cli.py [--rounds N] [--no-lightning]

Every round starts each process once, so that a busy machine is busy for all of them; medians are
compared. A LightningCLI around a module that does nothing is the yardstick.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import timeit
from pathlib import Path

from rows import Row, record

ROOT = Path(__file__).resolve().parent.parent.parent
OVERRIDES = """
--train-data-file a.npz --output-dir run --max-epochs 3 --batch-size 2 --learning-rate 1e-3
--seed 4 --scheduler Default --gridsize 4 --devices 1 --quiet
""".split()  # noqa: SIM905 - as one types it
RUN_FILE = """\
train_data_file: a.npz
output_dir: run
max_epochs: 3
batch_size: 2
learning_rate: 1.0e-3
seed: 4
scheduler: Default
gridsize: 4
devices: 1
quiet: true
"""
LIGHTNING = """\
from lightning.pytorch import LightningModule
from lightning.pytorch.cli import LightningCLI
LightningCLI(LightningModule, run=False)
"""
# What must not be exceeded, in times `python -c pass`.
LIMITS = {
    "help": 1.5,
    "completion": 1.5,
    "ten overrides": 4.0,
    "run file": 5.0,
    "a typo": 5.0,
    "ten wrong values": 5.0,
}

CONSTRUCTION_US = 10.0
"""Microseconds that an execution config should take."""


def environment() -> dict[str, str]:
    """The user's environment, byte code kept, and this checkout in front."""
    left_out = ("PYTHONDONTWRITEBYTECODE", "PYTHONPATH")
    kept = {name: value for name, value in os.environ.items() if name not in left_out}
    return kept | {"PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "generated")])}


def cases(folder: Path, *, lightning: bool) -> dict[str, list[str]]:
    """Name -> command line of everything that is timed."""
    file, script, other = folder / "run.yaml", folder / "ptycho_train", folder / "lightning_cli.py"
    file.write_text(RUN_FILE, encoding="utf-8")
    other.write_text(LIGHTNING, encoding="utf-8")
    text = (ROOT / "generated" / "scripts" / "ptycho_train").read_text(encoding="utf-8")
    script.write_text(text, encoding="utf-8")
    wrapper = folder / "wrapper"  # what pip writes for an entry point
    wrapper.write_text(
        "import re\nimport sys\nfrom ptycho_torch.train import main\n"
        "sys.argv[0] = re.sub(r'(-script\\.pyw|\\.exe)?$', '', sys.argv[0])\nsys.exit(main())\n",
        encoding="utf-8",
    )
    ours = [sys.executable, str(script)]
    wrong = ["--config", str(file), "--gridsize", "0", "--max-epohs", "3", "--seed", "x"]
    found = {
        "bare": [sys.executable, "-c", "pass"],
        "help": [*ours, "--help"],
        "help of a knob": [*ours, "--help", "seed"],
        "help, python -m": [sys.executable, "-m", "ptycho_torch.train", "--help"],
        "help, pip's wrapper": [sys.executable, str(wrapper), "--help"],
        "ten overrides": [*ours, *OVERRIDES, "--print-config"],
        "ten overrides, python -m": [
            *(sys.executable, "-m", "ptycho_torch.train"),
            *OVERRIDES,
            "--print-config",
        ],
        "why": [*ours, *OVERRIDES, "--why", "seed"],
        "run file": [*ours, "--config", str(file), "--print-config"],
        "a typo": [*ours, *OVERRIDES, "--max-epohs", "3"],
        "wrong run file and words": [*ours, *wrong],
    }
    if lightning:
        found["LightningCLI help"] = [sys.executable, str(other), "--help"]
        found["LightningCLI print"] = [
            *(sys.executable, str(other), "--trainer.max_epochs=3", "--print_config")
        ]
    return found


def measure(commands: dict[str, list[str]], rounds: int) -> dict[str, float]:
    """Name -> median wall time in seconds, after one round that does not count."""
    taken: dict[str, list[float]] = {name: [] for name in commands}
    with tempfile.TemporaryDirectory() as empty:
        for number in range(rounds + 1):
            for name, command in commands.items():
                start = time.perf_counter()
                subprocess.run(
                    command, env=environment(), cwd=empty, capture_output=True, check=False
                )
                if number:
                    taken[name].append(time.perf_counter() - start)
    return {name: statistics.median(times) for name, times in taken.items()}


def construction_us() -> dict[str, float]:
    """Microseconds to construct and check an execution config, best of many.

    Where all fields are given, the values were read from text, so that few of them are the objects
    that the defaults are.
    """
    sys.path[:0] = [str(ROOT), str(ROOT / "generated")]
    from ptycho_generated.building import from_values
    from ptycho_generated.config import PyTorchExecutionConfig
    from ptycho_generated.knobs import KNOBS
    from ptycho_generated.merge import FIELDS
    from ptycho_generated.values import from_data, to_data

    names = FIELDS["PyTorchExecutionConfig"]
    made = PyTorchExecutionConfig()
    data = json.loads(json.dumps([to_data(getattr(made, name)) for name in names]))
    read = {name: from_data(KNOBS[name], datum) for name, datum in zip(names, data, strict=True)}
    calls = {
        "execution config, defaults": PyTorchExecutionConfig,
        f"{len(read)} fields, as merged": lambda: from_values(PyTorchExecutionConfig, read),
        f"{len(read)} keywords": lambda: PyTorchExecutionConfig(**read),
    }
    return {
        name: min(timeit.repeat(call, number=200, repeat=300)) / 200 * 1e6
        for name, call in calls.items()
    }


def main() -> int:
    """Print the table; 1 where a limit is exceeded."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=11)
    parser.add_argument("--no-lightning", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        commands = cases(Path(folder), lightning=not arguments.no_lightning)
        medians = measure(commands, arguments.rounds)
    bare, slow = medians["bare"], []
    print(f"{'start to end':<28}{'ms':>10}{'x bare':>10}{'limit':>8}")
    for name, seconds in medians.items():
        limit = LIMITS.get(name)
        shown = "" if limit is None else f"{limit:g}"
        print(f"{name:<28}{seconds * 1e3:>10.1f}{seconds / bare:>10.2f}{shown:>8}")
        missed = limit is not None and seconds > limit * bare
        said = f"start to end: {name}" + (f", limit {limit:g} missed" if missed else "")
        record(Row(said, None, seconds * 1e3, "ms", seconds / bare))
        slow += [name] if missed else []
    print(f"\n{'in a process':<28}{'us':>10}")
    for name, microseconds in construction_us().items():
        print(f"{name:<28}{microseconds:>10.1f}{'':>10}{CONSTRUCTION_US:>8g}")
        missed = microseconds > CONSTRUCTION_US
        said = name + (f", limit {CONSTRUCTION_US:g} us missed" if missed else "")
        record(Row(said, None, microseconds, "us"))
        slow += [name] if missed else []
    if slow:
        print("\nslower than their limit:", ", ".join(slow))
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
