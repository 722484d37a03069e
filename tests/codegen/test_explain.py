"""`explain` tells everything that the registry holds of a knob, and finds where it appears."""

from __future__ import annotations

from pathlib import Path

import pytest

from codegen.explain import UnknownKnob, explain
from codegen.load import load_file
from codegen.schema import Registry
from codegen.views import KnobView


@pytest.fixture(scope="module")
def registry(repository: Path) -> Registry:
    return load_file(repository / "spec" / "knobs.yaml", "spec/knobs.yaml")


@pytest.fixture(scope="module")
def nowhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("nowhere")


def test_every_fact_of_every_knob_is_told(registry: Registry, nowhere: Path) -> None:
    objects = {target.name: target.object for target in registry.targets}
    for knob in registry.knobs:
        view, text = KnobView(knob), explain(nowhere, registry, knob.name)
        facts = [knob.help, view.type_text, view.allowed, knob.flag, *view.words, knob.consumer]
        facts += [*knob.commands, *knob.homes, knob.affects, knob.resume, knob.since]
        facts += [f"PTYCHO_{knob.name.upper()}", f"spec/knobs.yaml:{knob.line}", knob.legacy]
        facts += [f"{c.value}: {c.help}" for c in knob.choices]
        facts += [s.meaning for s in knob.sentinels]
        facts += [f"{parameter} of {objects[owner]}" for owner, parameter in knob.targets]
        facts += [f"{link.surface}.{link.field}" for link in knob.links]
        facts += [relation.message for relation in knob.relations]
        assert [fact for fact in facts if fact not in text] == [], knob.name


def test_a_knob_answers_to_all_its_names(registry: Registry, nowhere: Path) -> None:
    wanted = explain(nowhere, registry, "max_epochs")
    for word in ("--max-epochs", "nepochs", "--epochs", "PTYCHO_MAX_EPOCHS", "max-epochs"):
        assert explain(nowhere, registry, word) == wanted


def test_a_relation_is_told_on_both_sides(registry: Registry, nowhere: Path) -> None:
    both = [
        (knob, relation.other, relation.message)
        for knob in registry.knobs
        for relation in knob.relations
    ]
    assert both
    for knob, other, message in both:
        assert message in explain(nowhere, registry, knob.name)
        assert message in explain(nowhere, registry, other)


def test_a_wrong_name_names_the_nearest(registry: Registry, nowhere: Path) -> None:
    with pytest.raises(UnknownKnob, match="there is no knob 'max_epoch'; did you mean max_epochs"):
        explain(nowhere, registry, "max_epoch")


def test_appearances_name_file_and_line(registry: Registry, tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("x = 1\nprint(settings.training.max_epochs)\n", "utf-8")
    (tmp_path / "b.md").write_text("Give `--max-epochs 3`.\nOr PTYCHO_MAX_EPOCHS.\n", "utf-8")
    (tmp_path / "c.md").write_text("no_max_epochs max_epochs_too\n", "utf-8")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "d.md").write_text("max_epochs\n", "utf-8")
    text = explain(tmp_path, registry, "max_epochs")
    assert text.partition("appears in\n")[2].splitlines() == ["  a.py:2", "  b.md:1, 2"]
