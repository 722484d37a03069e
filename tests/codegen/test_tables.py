"""Tables inside hand-written documents: filled between markers, and nothing else is touched."""

from __future__ import annotations

from pathlib import Path

import pytest

from codegen import drift
from codegen.load import load
from codegen.nodes import RegistryError
from codegen.schema import Registry
from codegen.tables import DOCUMENTS, all_tables, fill_documents

END = "<!-- end of table -->"


@pytest.fixture
def registry(small_registry: str) -> Registry:
    return load(small_registry)


def document(root: Path, text: str) -> Path:
    path = root / DOCUMENTS[0]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_document_that_does_not_exist_is_not_made(tmp_path: Path, registry: Registry) -> None:
    assert fill_documents(tmp_path, registry) == {}


def test_every_table_goes_between_its_markers(tmp_path: Path, registry: Registry) -> None:
    tables = all_tables(registry)
    assert set(tables) == {"fields.RunConfig", "fields.HowConfig", "flags.train", "legacy_keys"}
    empty = "".join(f"# {name}\n<!-- table: {name} -->\n{END}\nafter\n" for name in tables)
    full = "".join(
        f"# {name}\n<!-- table: {name} -->\n{text}\n{END}\nafter\n" for name, text in tables.items()
    )
    path = document(tmp_path, empty)
    assert fill_documents(tmp_path, registry) == {DOCUMENTS[0]: full}
    path.write_text(full, encoding="utf-8")
    assert fill_documents(tmp_path, registry) == {DOCUMENTS[0]: full}


def test_a_table_holds_a_row_for_each_knob(registry: Registry) -> None:
    tables = all_tables(registry)
    rows = tables["fields.HowConfig"].splitlines()[2:]
    assert [row.split("`")[1] for row in rows] == ["rate", "kind", "steps", "label", "loud"]
    rows = tables["flags.train"].splitlines()[2:]
    assert [row.split("`")[1] for row in rows] == ["--rate", "--kind", "--steps", "--tag", "--loud"]
    assert tables["legacy_keys"].splitlines()[2:] == ["| `label` | `old_label` |"]
    for table in tables.values():
        columns = {row.replace("\\|", "").count("|") for row in table.splitlines()}
        assert len(columns) == 1


def test_a_table_that_is_out_of_date_is_no_edit_by_hand(tmp_path: Path, registry: Registry) -> None:
    document(tmp_path, f"<!-- table: legacy_keys -->\nold\n{END}\n")
    filled = fill_documents(tmp_path, registry)
    (difference,) = drift.compare(tmp_path, filled)
    assert str(difference).splitlines()[0] == (
        f"{DOCUMENTS[0]}: a table in it is not as the registry gives it; run `make generate`"
    )
    assert drift.write(tmp_path, filled) == [f"wrote {DOCUMENTS[0]}"]
    assert drift.compare(tmp_path, fill_documents(tmp_path, registry)) == []


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        (
            f"<!-- table: legacy_kees -->\n{END}\n",
            ["1: marker: there is no table 'legacy_kees'; did you mean legacy_keys?"],
        ),
        (
            "text\n<!-- table: legacy_keys -->\ntext\n",
            [f"2: marker: the table does not end; write {END} below it"],
        ),
        (f"{END}\n", ["1: marker: is not one of a pair; begin and end each table"]),
        (
            f"<!-- table: legacy_keys -->\n<!-- table: legacy_keys -->\n{END}\n{END}\n",
            [
                "2: marker: is not one of a pair; begin and end each table",
                "4: marker: is not one of a pair; begin and end each table",
            ],
        ),
    ],
)
def test_markers_that_do_not_fit_are_faults(
    text: str, messages: list[str], tmp_path: Path, registry: Registry
) -> None:
    document(tmp_path, text)
    with pytest.raises(RegistryError) as caught:
        fill_documents(tmp_path, registry)
    assert str(caught.value).splitlines() == [f"{DOCUMENTS[0]}:{each}" for each in messages]
