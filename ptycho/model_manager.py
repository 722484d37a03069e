"""What the last training wrote, kept where a program wants it."""

import shutil
from os import PathLike
from pathlib import Path

from ptycho import params
from ptycho_generated.faults import Fault, InputError

BUNDLE_NAME = "wts.h5.zip"


def save(out_prefix: str | PathLike[str]) -> None:
    """Put the run folder of the last `run_cdi_example` into the folder ``out_prefix``.

    The bundle in it is ``wts.h5.zip``. A run folder that nobody named is moved, one that has a name
    stays where it is. Raises InputError where nothing was trained.
    """
    source, target = Path(params.cfg.get("output_prefix", "")), Path(out_prefix)
    if not (source / BUNDLE_NAME).is_file():
        cure = "call run_cdi_example first"
        raise InputError([Fault(str(source), f"holds no {BUNDLE_NAME}", cure)])
    if source.resolve() == target.resolve():
        return
    target.mkdir(parents=True, exist_ok=True)
    for item in source.iterdir():  # one by one: the folder keeps its own permissions
        if item.is_dir():
            shutil.copytree(item, target / item.name, dirs_exist_ok=True)
        else:
            shutil.copy2(item, target / item.name)
    if params.cfg.pop("output_is_temporary", False):
        shutil.rmtree(source)
        params.cfg["output_prefix"] = str(target)
