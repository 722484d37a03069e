"""report.html tells a run to a person who was not there, in a browser without a network."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from matplotlib.image import imread

BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="module")
def page(trained: Path) -> str:
    return (trained / "report.html").read_text(encoding="utf-8")


def test_the_page_needs_no_other_file(page: str) -> None:
    sources = re.findall(r'(?:src|href)="([^"]{0,30})', page)
    assert sources
    assert all(source.startswith("data:image/png;base64,") for source in sources)
    assert not re.search(r"@import|url\(|<script|<link", page)


def test_the_page_says_what_was_run_on_what_and_how_well(page: str, trained: Path) -> None:
    for section in ("scores", "pictures", "loss", "results", "configuration", "environment", "log"):
        assert f'<section id="{section}">' in page
    for fact in ("training_scan.sha256", "versions.torch", "hardware.processor", "max_epochs"):
        assert fact in page
    assert "phase_ssim" in page
    assert re.search(
        r"<p>A network was trained on .*train.npz \(64 patterns of 16 px\): 2 epochs", page
    )
    assert re.search(r"<p>Pictures and scores are of .*validation.npz, not trained on.</p>", page)
    assert "<polyline" in page
    assert "train_loss" in page
    assert page.count("<img") >= 3


def test_text_of_a_user_is_not_taken_for_markup(page: str) -> None:
    assert "<b>" not in page
    assert "&gt;" in page or "&lt;" in page or "&quot;" in page


def browser() -> str:
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        pytest.skip("no browser here: apt-get install chromium")
    return found


def headless(*words: str) -> subprocess.CompletedProcess[str]:
    options = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage")
    offline = ("--host-resolver-rules=MAP * ~NOTFOUND", "--no-first-run")
    return subprocess.run(
        [browser(), *options, *offline, *words],
        capture_output=True, text=True, check=False, timeout=100,
    )  # fmt: skip


def test_a_real_browser_shows_figures_and_scores(trained: Path, tmp_path: Path) -> None:
    address = (trained / "report.html").resolve().as_uri()
    home = f"--user-data-dir={tmp_path / 'home'}"
    picture = tmp_path / "page.png"
    done = headless(home, f"--screenshot={picture}", "--window-size=1100,2400", address)
    assert picture.is_file(), done.stderr
    assert imread(picture)[..., :3].std() > 0.05  # a page of pictures, not an empty one
    dumped = headless(home, "--dump-dom", address).stdout
    assert dumped.count("<polyline") == 2  # the training and the validation loss
    assert len(re.findall(r'<img [^>]*src="data:image/png;base64,', dumped)) >= 3
    told = json.loads((trained / "metrics.json").read_text("utf-8"))
    for name, score in told["scores"].items():
        cells = [f">{text}<" for text in (name, f"{score['value']:.4g}", f"{score['flat']:.4g}")]
        assert all(cell in dumped for cell in cells), cells
    assert f">{told['training_scan']['sha256']}<" in dumped
    assert "diffraction" in dumped or "versions.torch" in dumped
