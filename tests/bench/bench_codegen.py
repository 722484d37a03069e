"""How long `generate` and `check` take for synthetic registries of 50 to 10,000 knobs.

    python tests/bench/bench_codegen.py [--repeats N] [--profile KNOBS]

Each registry holds knobs of every type in groups of 25, spread over dataclasses of 50. A run is
what `python -m codegen generate` and then `check` do, start-up included; the best of N runs counts,
since other work on the machine can only add to it. The processor time of the program and of the
formatter that it starts, user and system together, stands beside the time of the clock, which on a
busy machine is more. Byte code of modules and templates is kept from run to run, as Python keeps
it, but nothing of what an earlier run found.
"""

from __future__ import annotations

import argparse
import cProfile
import os
import pstats
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from rows import Row, record

ROOT = Path(__file__).resolve().parents[2]
SIZES = (50, 1_000, 10_000)
ALLOWED_S = {50: 0.5, 1_000: 0.8, 10_000: 5.0}
"""Seconds for generate and check; beyond the time of 50 knobs for the larger ones."""

HEAD = """\
version: 0.1.0
precedence: [default, checkpoint, run_file, environment, command_line, execution_config, override]
reserved: []
configs:
{configs}
commands:
  - name: train
    program: prog_train
    module: prog.train
    summary: Train.
    configs: [{names}]
    example: prog_train
targets:
{targets}
groups:
"""
KNOBS_PER_GROUP = 25
KNOBS_PER_CONFIG = 50
VALUES = (
    "type: int\n        default: 3\n        min: 0\n        max: 9",
    "type: float\n        default: 0.5\n        above: 0\n        below: 1",
    "type: bool\n        default: true",
    "type: int | None\n        default: null\n        min: 1\n        sentinels:\n"
    '          - {value: null, meaning: "no limit"}',
    "type: enum\n        default: plain\n        choices:\n"
    '          - {value: plain, help: "nothing special"}\n'
    '          - {value: fancy, help: "with trimmings"}',
)


def synthetic_registry(n_knobs: int) -> str:
    """Text of a registry of ``n_knobs`` knobs without faults."""
    n_configs = -(-n_knobs // KNOBS_PER_CONFIG)
    configs = "\n".join(
        f"  - {{name: Part{i}Config, field: part{i}, summary: Part {i}., legacy: never}}"
        for i in range(n_configs)
    )
    targets = "\n".join(
        f"  - {{name: Target{i}, object: lib.Target{i}, command: train}}" for i in range(n_configs)
    )
    names = ", ".join(f"Part{i}Config" for i in range(n_configs))
    parts = [HEAD.format(configs=configs, targets=targets, names=names)]
    for index in range(n_knobs):
        if index % KNOBS_PER_GROUP == 0:
            group = index // KNOBS_PER_GROUP
            parts.append(
                f"  - name: group{group}\n    title: Group {group}\n"
                f"    summary: Knobs of group {group}.\n    knobs:\n"
            )
        part = index // KNOBS_PER_CONFIG
        parts.append(
            f"      - name: knob_{index}\n        config: Part{part}Config\n"
            f"        {VALUES[index % len(VALUES)]}\n"
            f"        help: What knob number {index} is for, in a sentence of common length.\n"
            f"        commands: [train]\n        target: Target{part}.knob_{index}\n"
            "        affects: speed\n        resume: free\n\n"
        )
    return "".join(parts)


def prepare(folder: Path, n_knobs: int) -> None:
    """A checkout with the generator and a synthetic registry."""
    (folder / "spec").mkdir()
    (folder / "spec" / "knobs.yaml").write_text(synthetic_registry(n_knobs), encoding="utf-8")
    shutil.copytree(ROOT / "codegen", folder / "codegen")
    shutil.copy(ROOT / "pyproject.toml", folder)
    n_configs = -(-n_knobs // KNOBS_PER_CONFIG)
    fields = [f"fields.Part{i}Config" for i in range(n_configs)]
    write_document(
        folder / "spec" / "ptychodus_api_spec.md", [*fields, "flags.train", "legacy_keys"]
    )
    write_document(folder / "docs" / "workflows" / "pytorch.md", ["flags.train"])


def write_document(path: Path, tables: list[str]) -> None:
    """A document with room for tables."""
    path.parent.mkdir(parents=True, exist_ok=True)
    blocks = (f"<!-- table: {table} -->\n<!-- end of table -->\n" for table in tables)
    path.write_text("\n".join(blocks), encoding="utf-8")


def seconds(folder: Path, verb: str) -> tuple[float, float]:
    """Wall and processor time of a verb in a fresh interpreter; AssertionError where it fails."""
    environment = dict(os.environ)
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    start, before = time.perf_counter(), _computed()
    done = subprocess.run(
        [sys.executable, "-m", "codegen", verb],
        cwd=folder,
        env=environment | {"PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    elapsed, computed = time.perf_counter() - start, _computed() - before
    assert done.returncode == 0, done.stdout + done.stderr
    return elapsed, computed


def _computed() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def measure(n_knobs: int, repeats: int) -> tuple[tuple[float, float], tuple[float, float]]:
    """Best (wall, processor) times of `generate` into an empty folder and of `check` after it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prepare(folder, n_knobs)
        generate, check = [], []
        for _ in range(repeats):
            shutil.rmtree(folder / "generated", ignore_errors=True)
            generate.append(seconds(folder, "generate"))
            # What `generate` remembers is not there in a fresh checkout, and not timed here.
            (folder / ".codegen_cache" / "result.json").unlink()
            check.append(seconds(folder, "check"))
    return _least(generate), _least(check)


def _least(taken: list[tuple[float, float]]) -> tuple[float, float]:
    """The least wall time, and the least processor time, which another run may have taken."""
    return min(wall for wall, _ in taken), min(computed for _, computed in taken)


def profile(n_knobs: int) -> None:
    """Print where rendering a synthetic registry spends its time."""
    sys.path.insert(0, str(ROOT))
    from codegen.load import load
    from codegen.render import render

    text = synthetic_registry(n_knobs)
    with cProfile.Profile() as profiler:
        render(load(text))
    pstats.Stats(profiler).sort_stats("cumulative").print_stats(45)


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--profile", type=int, metavar="KNOBS")
    arguments = parser.parse_args()
    if arguments.profile:
        profile(arguments.profile)
        return 0
    print("                     wall s                   processor s")
    print("  knobs  generate  check    sum  beyond 50    sum  beyond 50  allowed s")
    least = (0.0, 0.0)
    for size in SIZES:
        generate, check = measure(size, arguments.repeats)
        wall, computed = generate[0] + check[0], generate[1] + check[1]
        if size == SIZES[0]:
            least = (wall, computed)
            beyond = [" " * 9] * 2
        else:
            beyond = [f"{wall - least[0]:9.2f}", f"{computed - least[1]:9.2f}"]
        record(Row("generate and check, knobs", size, wall, "s"))
        print(
            f"{size:7,d}  {generate[0]:8.2f}  {check[0]:5.2f}  {wall:5.2f}  {beyond[0]}"
            f"  {computed:5.2f}  {beyond[1]}  {ALLOWED_S[size]:9.1f}"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
