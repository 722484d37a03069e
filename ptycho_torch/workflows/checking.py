"""The command `ptycho_check`, and the same look before a training."""

import json
import logging
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from ptycho.checks.look import Look, look_at_file, look_at_scan
from ptycho.raw_data import Scan
from ptycho.reading import reading_of
from ptycho_generated.faults import Fault, InputError
from ptycho_generated.merge import Resolved
from ptycho_generated.settings import CheckSettings

if TYPE_CHECKING:
    from ptycho.checks.items import Item

_log = logging.getLogger(__name__)


@contextmanager
def _silent(logger: str) -> Iterator[None]:
    """Keep a logger from saying anything but errors while the block runs."""
    level = logging.getLogger(logger).level
    logging.getLogger(logger).setLevel(logging.ERROR)
    try:
        yield
    finally:
        logging.getLogger(logger).setLevel(level)


def run_check(settings: CheckSettings, resolved: Resolved) -> None:
    """Print a verdict per item, write a picture of the scan, and convert it where that is wanted.

    Raises InputError with the items that are errors, after all have been printed; then nothing is
    converted.
    """
    del resolved  # what was looked at is told by the words of the user alone
    check = settings.check
    if check.convert_to is not None:
        from ptycho_torch.workflows.converting import check_target

        check_target(check.scan_file, check.convert_to, overwrite=check.overwrite)
    # The libraries that pictures and verdicts need are loaded while the file is read.
    threading.Thread(target=_load_libraries).start()
    with _silent("ptycho.measurement"):  # an item says it
        look, faults = look_at_file(check.scan_file, check.measurement, reading_of(check))
    from ptycho.checks.items import examine, fault_items

    items = fault_items(faults) + ([] if look is None else examine(look))
    picture = None if look is None else _write_picture(look, check.picture)
    if check.as_json:
        findings = [vars(item) for item in items]
        content = {
            "file": str(check.scan_file),
            "items": findings,
            "picture": None if picture is None else str(picture),
        }
        sys.stdout.write(json.dumps(content, indent=2) + "\n")
    else:
        shown = [item for item in items if item.verdict != "ok" or not check.quiet]
        lines = [str(item) for item in shown]
        if picture is not None and not check.quiet:
            lines.append(f"picture: {picture}")
        sys.stdout.write("".join(f"{line}\n" for line in lines))
    _raise_errors(check.scan_file, items)
    if check.convert_to is not None:
        from ptycho_torch.workflows.converting import convert

        assert look is not None, "what cannot be looked at is an error"
        with _silent("ptycho.measurement"):
            line = convert(check, look)
        if not check.quiet:
            print(line, file=sys.stderr if check.as_json else sys.stdout)


def _load_libraries() -> None:
    import ptycho_torch.evaluation.scan_sheet  # noqa: F401


def _write_picture(look: Look, wanted: Path | None) -> Path:
    from ptycho_torch.evaluation.scan_sheet import save_scan_sheet

    path = Path(f"{look.path.stem}_check.png") if wanted is None else wanted
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        save_scan_sheet(path, look)
    except OSError as error:
        problem = f"{path} cannot be written ({error.strerror})"
        raise InputError([Fault("--picture", problem, "choose another place")]) from None
    return path


def check_before_training(scan: Scan, *, probe_is_given: bool) -> None:
    """Look at a scan that was read: warnings go to the log.

    Raises InputError with the items that are errors.
    """
    from ptycho.checks.items import examine

    items = examine(look_at_scan(scan, probe_is_given=probe_is_given))
    for item in items:
        if item.verdict == "warning":
            cure = f"; {item.cure}" if item.cure else ""
            _log.warning("%s, %s: %s%s", scan.path, item.name, item.finding, cure)
    _raise_errors(scan.path, items)


def _raise_errors(path: Path, items: list["Item"]) -> None:
    errors = [item for item in items if item.verdict == "error"]
    if errors:
        raise InputError(Fault(f"{path}, {i.name}", i.finding, i.cure) for i in errors)
