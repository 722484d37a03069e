"""Which checkpoint of a run is the one to use."""

from os import PathLike
from pathlib import Path


def find_best_checkpoint(run_dir: str | PathLike[str]) -> Path | None:
    """The best state of a run, from ``checkpoints`` below its folder; None where there is none.

    Where several are kept, the newest of them is the best; ``last.ckpt`` serves where it is alone.
    """
    folder = Path(run_dir) / "checkpoints"
    found = [path for path in folder.glob("*.ckpt") if not path.name.startswith(".")]
    best = [path for path in found if path.name != "last.ckpt"]
    return max(best or found, key=lambda path: path.stat().st_mtime_ns, default=None)
