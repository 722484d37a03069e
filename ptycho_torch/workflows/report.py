"""The page report.html: all of a run in one file that needs no network and no other file."""

import base64
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

from ptycho.atomic import write_whole
from ptycho_generated.merge import Resolved
from ptycho_generated.values import to_text

REPORT_NAME = "report.html"
_PICTURES = (
    "summary.png",
    "comparison.png",
    "reconstructed_amplitude.png",
    "reconstructed_phase.png",
)
_LOG_LINES = 200
_RESIDUAL = "diffraction_residual"
_STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem;
  color: #222; background: #fff }
h1 { font-size: 1.5rem } h2 { font-size: 1.15rem; margin-top: 2rem }
table { border-collapse: collapse } td, th { padding: .15rem .8rem .15rem 0; text-align: left;
  vertical-align: top; border-bottom: 1px solid #e4e4e4 }
td.number { text-align: right; font-variant-numeric: tabular-nums }
img, svg { max-width: 100%; height: auto } code, pre { font-size: .85rem; overflow-x: auto }
.said { font-weight: 600 } .quiet { color: #777 }
"""


def write_report(
    folder: Path,
    resolved: Resolved,
    *,
    title: str,
    results: Mapping[str, Any],
    environment: Mapping[str, Any],
    losses: Mapping[str, tuple[Sequence[float], Sequence[float]]] | None = None,
) -> None:
    """Write the report of a run into its folder, from its results and the pictures there.

    ``results`` is what ``metrics.json`` or ``scores.json`` holds; its ``scores`` become a table.
    """
    scores = dict(results.get("scores") or {})
    if _RESIDUAL in results:
        scores[_RESIDUAL] = results[_RESIDUAL]
    apart = ("scores", "frc", _RESIDUAL)
    others = {name: value for name, value in results.items() if name not in apart}
    parts = [
        f"<h1>{escape(title)}</h1>",
        "".join(f"<p>{escape(line)}</p>" for line in _in_words(results)),
        _section("Scores", _scores(scores) if scores else "<p>No truth to score against.</p>"),
        _section("Pictures", "".join(_pictures(folder))),
        _section("Loss", _loss_curves(losses)) if losses else "",
        _section("Results", _facts(others)),
        _section("Configuration", _configuration(resolved)),
        _section("Environment", _facts(environment)),
        _section("Log", _log(folder / "run.log")),
    ]
    page = (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head>\n"
        f"<body>{''.join(parts)}</body></html>\n"
    )
    write_whole(folder / REPORT_NAME, page)


def _in_words(results: Mapping[str, Any]) -> Iterable[str]:
    """What was done, on what, and what the scores are of."""
    trained = results.get("training_scan")
    if trained is not None:
        size = f"{trained['n_patterns']} patterns of {trained['patch_size']} px"
        further = len(results.get("extra_training_scans") or ())
        more = f" and {further} further scans" if further else ""
        length = f"{results['epochs']} epochs, {results['steps']} steps"
        yield f"A network was trained on {trained['file']} ({size}){more}: {length}."
        scored = results["scored_scan"]
        unseen = "which was trained on as well" if scored == trained["file"] else "not trained on"
        yield f"Pictures and scores are of {scored}, {unseen}."
    if "method" in results:
        scan, seconds = results["scan"], results["reconstruction_s"]
        size = f"{scan['n_patterns']} patterns of {scan['patch_size']} px"
        yield f"{scan['file']} ({size}) was reconstructed by {results['method']}: {seconds:.3g} s."
    if "reconstruction" in results:
        scan = f", patterns of {results['scan']}" if results.get("scan") else ""
        against = results.get("against") or "its patterns"
        yield f"{results['reconstruction']} was scored against {against}{scan}."


def _section(title: str, content: str) -> str:
    name = title.lower()
    return f'<section id="{name}"><h2>{title}</h2>{content}</section>\n'


def _table(rows: Iterable[Sequence[str]], head: Sequence[str] = ()) -> str:
    top = "".join(f"<th>{escape(cell)}</th>" for cell in head)
    body = "".join(f"<tr>{''.join(row)}</tr>" for row in rows)
    return f"<table>{f'<tr>{top}</tr>' if head else ''}{body}</table>"


def _cell(text: object, kind: str = "") -> str:
    return (
        f'<td class="{kind}">{escape(str(text))}</td>' if kind else f"<td>{escape(str(text))}</td>"
    )


def _number(value: Any) -> str:
    return "" if value is None else f"{value:.4g}"


def _extent(region: Any) -> str:
    """The region of a score, whose ends are not part of it."""
    if not isinstance(region, (list, tuple)):
        return str(region)
    top, end_row, left, end_column = region
    return f"{top}–{end_row - 1}, {left}–{end_column - 1}"


def _scores(scores: Mapping[str, Mapping[str, Any]]) -> str:
    rows = [
        (
            _cell(name),
            _cell(_number(score["value"]), "number said"),
            _cell(_number(score["flat"]), "number quiet"),
            _cell(_number(score.get("peak")), "number"),
            _cell(_extent(score["region"])),
            _cell(", ".join(map(str, score["alignment"]))),
        )
        for name, score in scores.items()
    ]
    return _table(rows, ("score", "this", "flat object", "peak", "rows, columns", "removed first"))


def _pictures(folder: Path) -> Iterable[str]:
    previews = sorted((folder / "previews").glob("*.png"))[-2:]
    for path in [folder / name for name in _PICTURES] + previews:
        if path.is_file():
            data = base64.b64encode(path.read_bytes()).decode()
            name = escape(path.name)
            yield (
                f'<figure><img alt="{name}" src="data:image/png;base64,{data}">'
                f"<figcaption>{name}</figcaption></figure>"
            )


def _facts(content: Mapping[str, Any]) -> str:
    """Nested data as rows of dotted names and values."""
    return _table((_cell(name), _cell(value)) for name, value in _flat("", content))


def _flat(prefix: str, content: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    for name, value in content.items():
        if isinstance(value, Mapping):
            yield from _flat(f"{prefix}{name}.", value)
        else:
            text = value if isinstance(value, str) else json.dumps(value)
            yield f"{prefix}{name}", text


def _configuration(resolved: Resolved) -> str:
    """Every knob with the layer and the place of its value; defaults are folded away."""
    said: list[tuple[str, ...]] = []
    defaults: list[tuple[str, ...]] = []
    for name in resolved.said:
        winner = resolved.winner(name)
        is_default = winner.layer == "default"
        row = (
            _cell(name, "" if is_default else "said"),
            _cell(to_text(winner.value)),
            _cell(winner.layer),
            _cell("" if is_default else winner.place),
        )
        (defaults if is_default else said).append(row)
    head = ("knob", "value", "from", "place")
    more = f"<details><summary>{len(defaults)} defaults</summary>{_table(defaults, head)}</details>"
    return _table(said, head) + more


def _log(path: Path) -> str:
    if not path.is_file():
        return "<p>No log.</p>"
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()[-_LOG_LINES:]
    text = escape("\n".join(lines))
    return f"<details><summary>last {len(lines)} lines</summary><pre>{text}</pre></details>"


_WIDTH, _HEIGHT, _LEFT, _BOTTOM = 720, 280, 70, 40
_COLOURS = ("#1f77b4", "#d62728", "#2ca02c", "#9467bd")


def _loss_curves(losses: Mapping[str, tuple[Sequence[float], Sequence[float]]]) -> str:
    """Losses over epochs as a drawing, logarithmic where all values are positive."""
    points = {
        name: [(x, y) for x, y in zip(*pair, strict=True) if math.isfinite(y)]
        for name, pair in losses.items()
    }
    values = [y for curve in points.values() for _, y in curve]
    if not values:
        return "<p>No finite loss.</p>"
    scale = math.log10 if min(values) > 0 else float
    low, high = scale(min(values)), scale(max(values))
    last = max(x for curve in points.values() for x, _ in curve)
    first = min(x for curve in points.values() for x, _ in curve)

    def place(x: float, y: float) -> str:
        across = _LEFT + (_WIDTH - _LEFT - 10) * (x - first) / max(last - first, 1e-9)
        down = (_HEIGHT - _BOTTOM) * (1 - (scale(y) - low) / max(high - low, 1e-9)) * 0.96 + 5
        return f"{across:.1f},{down:.1f}"

    drawn = []
    for (name, curve), colour in zip(points.items(), _COLOURS, strict=False):
        line = " ".join(place(x, y) for x, y in curve)
        drawn.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"/>')
        y = 20 + 18 * len(drawn)
        label = f"{escape(name)}, last {curve[-1][1]:.4g}" if curve else escape(name)
        drawn.append(f'<text x="{_WIDTH - 230}" y="{y}" fill="{colour}">{label}</text>')
    axis = (
        f'<text x="4" y="16">{max(values):.3g}</text>'
        f'<text x="4" y="{_HEIGHT - _BOTTOM}">{min(values):.3g}</text>'
        f'<text x="{_LEFT}" y="{_HEIGHT - 12}">epoch {first:g}</text>'
        f'<text x="{_WIDTH - 90}" y="{_HEIGHT - 12}">epoch {last:g}</text>'
        f'<path d="M{_LEFT} 5V{_HEIGHT - _BOTTOM + 5}H{_WIDTH - 10}" fill="none" stroke="#999"/>'
    )
    size = f'viewBox="0 0 {_WIDTH} {_HEIGHT}" width="{_WIDTH}" role="img" aria-label="loss curves"'
    return f'<svg {size} font-size="13">{axis}{"".join(drawn)}</svg>'
