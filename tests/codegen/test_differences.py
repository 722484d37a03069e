"""A difference says which knob it is about."""

from __future__ import annotations

from pathlib import Path

import pytest

from codegen.differences import knob_diff, names_in
from codegen.drift import compare, write
from codegen.load import load, load_file
from codegen.render import render
from codegen.tables import absent_tables, all_tables


def test_each_hunk_names_its_knob() -> None:
    old = ['    "rate": Knob(', "        default=0.5,", "    ),", "x = 1", "y = 2", "a.kind", "z"]
    new = ['    "rate": Knob(', "        default=0.7,", "    ),", "x = 1", "y = 2", "a.sort", "z"]
    text, about = knob_diff(
        "f.py", "\n".join(old), "\n".join(new), {"rate": "rate", "kind": "kind"}
    )
    assert about == ["rate", "kind"]
    heads = [line for line in text.splitlines() if line.startswith("@@")]
    assert heads == ["@@ -1,3 +1,3 @@ rate", "@@ -5,3 +5,3 @@ kind"]
    assert "-        default=0.5," in text
    assert "+        default=0.7," in text


def test_a_knob_that_the_registry_has_lost_is_still_named(
    tmp_path: Path, small_registry: str
) -> None:
    write(tmp_path, render(load(small_registry)))
    renamed = load(
        small_registry.replace("name: loud", "name: noisy").replace("knob: loud", "knob: noisy")
    )
    found = compare(tmp_path, render(renamed), renamed)
    about = {each.path: each.knobs for each in found}
    assert {"loud", "noisy"} <= set(about["generated/ptycho_generated/config.py"])
    assert all("loud" in knobs for knobs in about.values())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("help: Peak learning rate.", "help: Highest learning rate."),
        ("default: 3.0e-3", "default: 4.0e-3"),
        ("flag: --accumulate-grad-batches", "flag: --accumulate-batches"),
        ("target: Trainer.precision", "target: Trainer.other"),
    ],
)
def test_a_changed_entry_is_named_in_every_file_it_reaches(
    old: str, new: str, repository: Path
) -> None:
    text = (repository / "spec/knobs.yaml").read_text(encoding="utf-8")
    start = text.index(old)
    name = text[: text.index(old)].rpartition("- name: ")[2].partition("\n")[0]
    changed = load(text[:start] + new + text[start + len(old) :])
    found = compare(repository, render(changed), changed)
    assert found
    for each in found:
        assert name in each.knobs, str(each)
        assert str(each).splitlines()[0].startswith(f"{each.path}: stale")


def test_names_come_from_the_generated_list(repository: Path) -> None:
    text = (repository / "generated/ptycho_generated/knobs.py").read_text(encoding="utf-8")
    registry = load_file(repository / "spec/knobs.yaml", "spec/knobs.yaml")
    assert set(names_in(text)) == set(registry.by_name)


def test_a_table_that_lost_its_markers_is_missed(repository: Path, tmp_path: Path) -> None:
    registry = load_file(repository / "spec/knobs.yaml", "spec/knobs.yaml")
    assert absent_tables(repository, registry) == []
    (tmp_path / "spec").mkdir()
    spec = (repository / "spec/ptychodus_api_spec.md").read_text(encoding="utf-8")
    for name in all_tables(registry):
        marker = f"<!-- table: {name} -->"
        if marker in spec:
            (tmp_path / "spec/ptychodus_api_spec.md").write_text(spec.replace(marker, ""), "utf-8")
            missed = absent_tables(tmp_path, registry)
            assert f"spec/ptychodus_api_spec.md: the table {name} is not there" in missed[0]
    assert missed[-1].startswith("docs/workflows/pytorch.md: missing")
