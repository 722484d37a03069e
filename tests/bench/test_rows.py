"""The figures of a printed table reach the one table, each with its size, unit and ratio."""

import json
from pathlib import Path

import pytest

from tests.bench.rows import Row, figures, table


def test_a_row_gives_a_figure_per_unit_at_its_size() -> None:
    found = figures(["memory", "", "MB", "s"], ["patterns", 1000, 661, 2.5])
    assert found == [
        Row("memory: patterns", 1000, 661.0, "MB"),
        Row("memory: patterns", 1000, 2.5, "s"),
    ]


def test_a_ratio_belongs_to_the_figure_before_it() -> None:
    heads = ["a step", "ms", "ratio"]
    assert figures(heads, ["Trainer", 12.0, 1.03]) == [
        Row("a step: Trainer", None, 12.0, "ms", 1.03)
    ]
    assert figures(heads, ["median", "", 1.01]) == [
        Row("a step: median", None, 1.01, "ratio", 1.01)
    ]


def test_figures_are_kept_where_somebody_asks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("BENCH_ROWS", raising=False)
    table(["speed", "patterns/s"], [["cnn", 12.5]])
    monkeypatch.setenv("BENCH_ROWS", str(tmp_path / "rows.jsonl"))
    table(["speed", "patterns/s"], [["unrolled", 300.0], ["unknown", ""]])
    (line,) = (tmp_path / "rows.jsonl").read_text("utf-8").splitlines()
    assert Row(**json.loads(line)) == Row("speed: unrolled", None, 300.0, "patterns/s")
    assert "| cnn | 12.5 |" in capsys.readouterr().out
