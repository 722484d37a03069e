"""Signatures from source text agree with those that Python itself sees."""

from __future__ import annotations

import ast
import inspect
from pathlib import Path
from typing import Any

import lightning
import lightning.pytorch as pl
import pytest
import torch
from lightning.pytorch import callbacks, loggers
from torch.utils.data import DataLoader

from codegen.signatures import Parameter, Sources, from_folders, installed

OBJECTS: dict[str, Any] = {
    "lightning.pytorch.Trainer": pl.Trainer,
    "lightning.pytorch.Trainer.fit": pl.Trainer.fit,
    "lightning.seed_everything": lightning.seed_everything,
    "lightning.pytorch.callbacks.ModelCheckpoint": callbacks.ModelCheckpoint,
    "lightning.pytorch.callbacks.EarlyStopping": callbacks.EarlyStopping,
    "lightning.pytorch.callbacks.EMAWeightAveraging": callbacks.EMAWeightAveraging,
    "lightning.pytorch.loggers.CSVLogger": loggers.CSVLogger,
    "lightning.pytorch.loggers.MLFlowLogger": loggers.MLFlowLogger,
    "torch.utils.data.DataLoader": DataLoader,
    "torch.optim.AdamW": torch.optim.AdamW,
    "torch.optim.lr_scheduler.OneCycleLR": torch.optim.lr_scheduler.OneCycleLR,
}


@pytest.fixture(scope="module")
def outside() -> Sources:
    return installed("lightning", "torch")


@pytest.mark.parametrize("path", OBJECTS)
def test_names_and_defaults_are_those_of_the_running_object(path: str, outside: Sources) -> None:
    read = outside.signature(path)
    assert read is not None
    seen = inspect.signature(OBJECTS[path]).parameters.values()
    kinds = inspect.Parameter
    named = [p for p in seen if p.kind not in (kinds.VAR_KEYWORD, kinds.VAR_POSITIONAL)]
    assert list(read.parameters) == [p.name for p in named if p.name != "self"]
    assert read.open is any(p.kind is kinds.VAR_KEYWORD for p in seen)
    for parameter in named:
        text = read.parameters[parameter.name].default if parameter.name != "self" else None
        assert (text is None) == (parameter.default is kinds.empty)
        if text is not None and "(" not in text and parameter.default is not kinds.empty:
            assert ast.literal_eval(text) == parameter.default


SOURCE = {
    "lib/__init__.py": "from .parts import Widget as Gadget\n",
    "lib/parts.py": """
from pathlib import Path
from typing import Any, Literal, Optional, Union
from .words import Size
try:
    from nowhere import Base
except ImportError:
    class Base:
        def __init__(self, inherited: int = 3) -> None: ...
class Widget(Base):
    def resize(self, to: Size, *, path: Union[str, Path, None] = None, **more: Any) -> None: ...
    def paint(self, colour: Literal["red", "blue"], bright=True, layers: "list[int]" = ()): ...
    def lift(self, weight: float | None, how: Optional[dict[str, int]] = None, who: Any = 1): ...
""",
    "lib/words.py": "from typing import Union\nSize = Union[int, 'Named']\nNamed = str\n",
}
EXPECTED = {
    "lib.Gadget": {"inherited": Parameter(("int",), "3")},
    "lib.Gadget.resize": {
        "to": Parameter(("int", "str"), None),
        "path": Parameter(("None", "Path", "str"), "None"),
    },
    "lib.parts.Widget.paint": {
        "colour": Parameter(("'blue'", "'red'"), None),
        "bright": Parameter(("bool",), "True"),
        "layers": Parameter(("list",), "()"),
    },
    "lib.parts.Widget.lift": {
        "weight": Parameter(("None", "float"), None),
        "how": Parameter(("None", "dict"), "None"),
        "who": Parameter(("any",), "1"),
    },
}


@pytest.mark.parametrize("path", EXPECTED)
def test_aliases_bases_and_re_exports_are_followed(path: str) -> None:
    signature = Sources(SOURCE.get).signature(path)
    assert signature is not None
    assert signature.parameters == EXPECTED[path]
    assert signature.open is path.endswith("resize")


@pytest.mark.parametrize("path", ["lib.Nothing", "lib.parts.Widget.nothing", "nowhere.at.all"])
def test_what_is_not_there_is_not_found(path: str) -> None:
    assert Sources(SOURCE.get).signature(path) is None


def test_names_that_go_in_circles_end() -> None:
    circle = {"a.py": "from b import it\n", "b.py": "from a import it\n"}
    assert Sources(circle.get).signature("a.it") is None
    assert Sources({"c.py": "it = it\n"}.get).signature("c.it") is None


def test_the_first_folder_wins(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "m.py").write_text(f"def f({name}): ...\n", encoding="utf-8")
    found = from_folders(tmp_path / "two", tmp_path / "one").signature("m.f")
    assert found is not None
    assert list(found.parameters) == ["two"]
