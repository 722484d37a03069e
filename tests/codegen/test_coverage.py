"""Every parameter that users need has a knob, and the documents say which."""

from __future__ import annotations

import importlib
import inspect
from collections import Counter
from pathlib import Path

import pytest

from codegen.coverage import Wanted, coverage_text, wanted
from codegen.load import load_file
from codegen.nodes import RegistryError
from codegen.schema import Registry


@pytest.fixture(scope="module")
def registry(repository: Path) -> Registry:
    return load_file(repository / "spec" / "knobs.yaml", "spec/knobs.yaml")


@pytest.fixture(scope="module")
def entries(repository: Path, registry: Registry) -> list[Wanted]:
    return wanted(repository, registry)


def test_no_parameter_that_users_need_is_missing(entries: list[Wanted]) -> None:
    assert Counter(each.need for each in entries) == {"must": 40, "should": 59}
    assert [f"{each.target}.{each.parameter}" for each in entries if not each.knob] == []


def test_the_list_names_what_is_installed(entries: list[Wanted], registry: Registry) -> None:
    for target in registry.targets:
        names = [each.parameter for each in entries if each.target == target.name]
        if names:
            module, _, name = target.object.rpartition(".")
            try:
                found = getattr(importlib.import_module(module), name)
            except ModuleNotFoundError:  # a method
                outer, _, owner = module.rpartition(".")
                found = getattr(getattr(importlib.import_module(outer), owner), name)
            assert set(names) <= inspect.signature(found).parameters.keys()


def test_what_is_missing_is_shown_and_counted() -> None:
    text = coverage_text(
        [Wanted("Trainer", "a", "must", "alpha"), Wanted("Trainer", "b", "must", "")]
    )
    assert text.startswith("Reached: 1 of 2 marked must and 0 of 0 marked should.\n")
    assert "| Trainer | `a` | must | `alpha` |" in text
    assert "| Trainer | `b` | must | **missing** |" in text


def test_a_list_of_another_form_is_refused(tmp_path: Path, registry: Registry) -> None:
    (tmp_path / "spec").mkdir()
    (tmp_path / "spec" / "coverage.yaml").write_text("- {target: Trainer, must: []}\n")
    with pytest.raises(RegistryError, match="entry 1: is not of its form"):
        wanted(tmp_path, registry)
