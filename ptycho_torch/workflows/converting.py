"""A scan written in the form in which it later opens at once, used where it lies.

Dimensions: M patterns, N patch side in the file, n patch side that is used.
"""

import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
from tqdm import tqdm

from ptycho.checks.look import Look
from ptycho.measurement import EvidenceCollector, decide_measurement
from ptycho.orientation import patch_size
from ptycho.pattern_stack import map_stack, stack_in_place
from ptycho.raw_data import Scan, load_scan, save_scan
from ptycho.reading import AS_THE_CONTRACT_SAYS, Reading, reading_of
from ptycho.scan_fields import FileFaults, Layout, find_layout
from ptycho.scan_source import ScanSource, open_source
from ptycho.storage import Progress, paged, unseen
from ptycho_generated.config import CheckConfig
from ptycho_generated.faults import Fault, InputError

_FLAG = "--convert-to"
_PATTERNS_AT_ONCE = 64


def check_target(scan_file: Path, target: Path, *, overwrite: bool) -> None:
    """Raise InputError where a converted scan cannot or must not be written to ``target``."""
    try:
        problem, cure = _problem_of(scan_file, target, overwrite)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        problem, cure = f"{target} cannot be written ({reason})", "choose another place"
    if problem:
        raise InputError([Fault(_FLAG, problem, cure)])


def _problem_of(scan_file: Path, target: Path, overwrite: bool) -> tuple[str, str]:
    """What speaks against a place, and the cure; empty where nothing does."""
    if target.suffix != ".npz":
        return f"{target} is not the name of an NPZ", f"call it {target.stem or 'scan'}.npz"
    folder = next(parent for parent in target.absolute().parents if parent.exists())
    if not folder.is_dir() or not os.access(folder, os.W_OK | os.X_OK):
        return f"{folder} is no folder to write to", "choose another place"
    if target.is_dir():
        return f"{target} is a folder", "name a file in it"
    if target.exists():
        if scan_file.exists() and target.samefile(scan_file):
            return f"{target} is the scan itself", "choose another name"
        if not overwrite:
            return f"{target} is there already", "choose another name or --overwrite"
    return "", ""


def convert(check: CheckConfig, look: Look) -> str:
    """Write the scan that ``look`` saw as an NPZ that needs no knob of reading; one line about it.

    What is large goes from file to file block by block. Nothing is written where the scan is in
    that form already. Raises InputError with every fault of its values, and where it cannot be
    written; OSError where the disk is full.
    """
    assert check.convert_to is not None, "asked by the caller"
    source, reading, start = open_source(check.scan_file), reading_of(check), time.monotonic()
    layout = _layout_in(source)
    read_plainly = look.measured_as == "amplitude" and reading == AS_THE_CONTRACT_SAYS
    if read_plainly and _is_as_used(source, layout, look):
        return f"not converted: {source.path} is in that form already"
    size = 4 * layout.n_patterns
    n_bytes = size * (2 * layout.patch_size**2 + patch_size(reading, layout.patch_size) ** 2)
    with _live_line(n_bytes, shown=not check.quiet) as progress:
        scan = load_scan(
            check.scan_file, measurement=check.measurement, reading=reading, progress=progress
        )
        said = _metadata(source, scan, reading)
        save_scan(check.convert_to, scan, metadata=said, progress=progress)
    written = check.convert_to.stat().st_size / 1e6
    line = f"converted: {check.convert_to}, {written:.3g} MB in {time.monotonic() - start:.1f} s"
    return f"{line}; {_how_it_opens(check.convert_to, look)}"


def _layout_in(source: ScanSource) -> Layout:
    layout = find_layout(source.headers, FileFaults(source.path, source.names))
    assert layout is not None, "it was looked at"
    return layout


def _is_as_used(source: ScanSource, layout: Layout, look: Look) -> bool:
    """Whether the patterns of an NPZ lie in it as they are used, bad pixels at 0."""
    mapped = stack_in_place(source, layout) if source.format == "NPZ" else None
    if mapped is None or look.mask.all():
        return mapped is not None
    stack, bad = paged(mapped), ~look.mask
    blocks = range(0, layout.n_patterns, _PATTERNS_AT_ONCE)
    return not any(stack[start : start + _PATTERNS_AT_ONCE, bad].any() for start in blocks)


def _metadata(source: ScanSource, scan: Scan, reading: Reading) -> dict[str, Any]:
    """What the file said about itself, and what was made of it."""
    header, said = source.headers.get("_metadata"), None
    if header is not None and header.shape == () and header.dtype.kind == "U":
        try:
            said = json.loads(str(source.read("_metadata")))
        except (ValueError, RecursionError):
            said = None  # no text of ours
    usual = asdict(AS_THE_CONTRACT_SAYS)
    turned = {name: value for name, value in asdict(reading).items() if value != usual[name]}
    made = {
        "file": source.path.name,
        "measured_as": scan.measured_as,
        "measured_because": scan.measured_because,
        "reading": turned,
    }
    return (said if isinstance(said, dict) else {}) | {"converted_from": made}


@contextmanager
def _live_line(n_bytes: int, *, shown: bool) -> Iterator[Progress]:
    """A bar on a terminal while the block runs; the progress of ``n_bytes`` moves it."""
    if not shown or not sys.stderr.isatty():
        yield unseen
        return
    layout = "{desc} {percentage:3.0f}% |{bar}| {elapsed}, {remaining} left"
    with tqdm(total=n_bytes, bar_format=layout, desc="converting", leave=True) as bar:

        def move(done: int) -> None:
            bar.update(min(done, n_bytes - bar.n))

        yield move
        move(n_bytes)  # a stack that lies as it is used is not read before it is checked


def _how_it_opens(path: Path, look: Look) -> str:
    """What a later reading of a converted scan will be like."""
    evidence = EvidenceCollector()
    evidence.add(look.amplitudes)
    power = float(np.square(np.abs(look.probe), dtype=np.float64).sum())
    measured_as, _ = decide_measurement("auto", evidence.evidence(power), str(path))
    source = open_source(path)
    in_place = map_stack(source, _layout_in(source)) is not None
    how = "it opens without copying" if in_place else "so small a scan is read at each start"
    needs = measured_as == "counts" and look.amplitudes.max() > 1  # 0 and 1 are their own squares
    return f"{how}; give --measurement amplitude with it" if needs else how
