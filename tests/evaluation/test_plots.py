"""Pictures: they show the array the right way up, hide unlit area, and need no display."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.figure import Figure
from matplotlib.image import imread

from ptycho.simulation.objects import make_object
from ptycho.simulation.probe import make_probe
from ptycho_torch.evaluation import panels
from ptycho_torch.evaluation.frc import fourier_ring_correlation
from ptycho_torch.evaluation.metrics import score_against_truth
from ptycho_torch.evaluation.plots import save_amplitude_png, save_phase_png, save_summary_png

TRUTH = make_object("siemens_star", 90, np.random.default_rng(0)).astype(np.complex64)
PROBE = make_probe("defocus", patch_size=32, diameter_px=14.0).astype(np.complex64)
WEIGHT = np.hanning(90)[:, None] * np.hanning(90)
POSITIONS = np.random.default_rng(0).uniform(20, 70, (40, 2))
LOSSES = {"train_loss": (range(5), [5, 2, 1, 0.5, 0.3]), "val_loss": ([1, 3], [3, np.nan])}


def drawn_axes(shape: tuple[int, int], lit: np.ndarray, frame: panels.Frame) -> Figure:
    figure = Figure()
    values = np.zeros(shape)
    cmap, _ = panels.phase_colours(np.linspace(-1, 1, 9))
    panels.draw_object(figure.add_subplot(), values, lit, frame, cmap, (0, 1), "value")
    return figure


def quadrants(path: Path) -> np.ndarray:
    """Mean grey (2,2) of the four quarters of the picture within its axes."""
    image = imread(path)[..., :3].mean(axis=-1)
    height, width = image.shape
    inner = image[height // 5 : -height // 5, width // 5 : -width // 3]
    h, w = inner.shape[0] // 2, inner.shape[1] // 2
    return np.array([[inner[:h, :w].mean(), inner[:h, w:].mean()],
                     [inner[h:, :w].mean(), inner[h:, w:].mean()]])  # fmt: skip


@pytest.mark.parametrize("bright", [(0, 0), (0, 1), (1, 0), (1, 1)])
def test_row_0_is_at_the_top_and_column_0_at_the_left(
    tmp_path: Path, bright: tuple[int, int]
) -> None:
    amplitude = np.full((80, 80), 0.2)
    rows, columns = (slice(40 * i, 40 * i + 40) for i in bright)
    amplitude[rows, columns] = 1.0
    path = tmp_path / "amplitude.png"
    save_amplitude_png(path, amplitude * np.exp(0.3j), np.ones((80, 80)), (0, 0))
    assert np.unravel_index(quadrants(path).argmax(), (2, 2)) == bright


def test_unlit_area_is_hatched_whatever_the_array_holds(tmp_path: Path) -> None:
    weight = np.ones((80, 80))
    weight[:, 40:] = 0
    pictures = []
    for rubbish in (0.0, 1e3):
        object_ = np.ones((80, 80), np.complex128)
        object_[::2] *= 0.5 * np.exp(0.4j)
        object_[:, 40:] = rubbish
        for save in (save_amplitude_png, save_phase_png):
            save(tmp_path / "p.png", object_, weight, (0, 0))
            pictures.append(imread(tmp_path / "p.png"))
    np.testing.assert_array_equal(pictures[0], pictures[2])
    np.testing.assert_array_equal(pictures[1], pictures[3])


def test_the_phase_is_drawn_about_its_mean(tmp_path: Path) -> None:
    pictures = []
    for turn in (0.0, 2.5):
        save_phase_png(tmp_path / "p.png", TRUTH * np.exp(1j * turn), WEIGHT, (3, 4))
        pictures.append(imread(tmp_path / "p.png"))
    assert np.abs(pictures[0] - pictures[1]).max() < 0.02


def test_axes_count_in_the_frame_of_the_positions() -> None:
    lit = np.ones((20, 30), np.bool_)
    figure = drawn_axes((20, 30), lit, panels.Frame((100.0, -7.0), None))
    axes = figure.axes[0]
    assert axes.get_xlim() == (-7.5, 22.5)
    assert axes.get_ylim() == (119.5, 99.5)


def test_a_phase_over_much_of_a_turn_gets_a_closed_colour_circle() -> None:
    wide, wide_limits = panels.phase_colours(np.linspace(-3, 3, 100))
    narrow, narrow_limits = panels.phase_colours(np.linspace(-0.4, 0.7, 100))
    assert wide_limits == (-np.pi, np.pi)
    np.testing.assert_allclose(wide(0.0), wide(1.0), atol=0.03)
    assert narrow_limits == pytest.approx((-0.4, 0.7), abs=0.02)
    lightness = np.array(narrow(np.linspace(0, 1, 64)))[:, :3] @ (0.3, 0.6, 0.1)
    assert (np.diff(lightness) < 0.005).all()
    assert np.ptp(lightness) > 0.5


@given(st.floats(1e-9, 1e-2))
def test_a_scale_bar_is_a_round_length_of_at_most_a_quarter(width_m: float) -> None:
    length, text = panels.scale_bar_length(width_m)
    assert width_m / 10.01 < length <= width_m / 3.99
    number, unit = text.split()
    assert float(number) * {"mm": 1e-3, "µm": 1e-6, "nm": 1e-9}[unit] == pytest.approx(length)
    assert f"{length:.0e}"[0] in "125"


@pytest.mark.parametrize("with_truth", [True, False])
@pytest.mark.parametrize("losses", [LOSSES, None])
@pytest.mark.parametrize("probe", [PROBE, np.stack([PROBE, 0.2 * PROBE])])
def test_a_summary_is_drawn_with_what_there_is(
    tmp_path: Path, with_truth: bool, losses: dict | None, probe: np.ndarray
) -> None:
    object_, weight, origin = TRUTH[5:, 3:-1] * 2j, WEIGHT[5:, 3:-1], (5.0, 3.0)
    scores, rings = None, None
    if with_truth:
        rings = fourier_ring_correlation(TRUTH, TRUTH)
        scores = score_against_truth(object_, weight, origin, TRUTH, POSITIONS, patch_size=32)
    save_summary_png(
        tmp_path / "summary.png",
        object_=object_,
        weight=weight,
        origin_yx=origin,
        probe=probe,
        title="A scan",
        truth=TRUTH if with_truth else None,
        losses=losses,
        scores=scores,
        rings=rings,
        pixel_size_m=2e-8,
    )
    picture = imread(tmp_path / "summary.png")
    assert picture.shape[1] > 2000
    assert picture[..., :3].std() > 0.1
    assert [path.name for path in tmp_path.iterdir()] == ["summary.png"]


def test_beside_the_truth_the_object_is_drawn_in_the_truths_gauge(tmp_path: Path) -> None:
    pictures = []
    for factor in (1.0, 3.0 * np.exp(1j)):
        save_summary_png(
            tmp_path / "summary.png",
            object_=TRUTH[4:] * factor,
            weight=WEIGHT[4:],
            origin_yx=(4, 0),
            probe=PROBE,
            title="A scan",
            truth=TRUTH,
        )
        pictures.append(imread(tmp_path / "summary.png"))
    assert np.abs(pictures[0] - pictures[1]).max() < 0.02


def test_drawing_needs_no_display_and_leaves_no_global_state(
    run_python: Callable[..., subprocess.CompletedProcess[str]],
) -> None:
    code = """
import sys, numpy as np, matplotlib
settings = lambda: {k: matplotlib.rcParams[k] for k in matplotlib.rcParams if k != "backend"}
before = settings()  # looking at the backend would choose one
from ptycho_torch.evaluation.plots import save_phase_png
save_phase_png("p.png", np.exp(1j * np.eye(30)), np.ones((30, 30)), (0, 0))
assert "matplotlib.pyplot" not in sys.modules and "torch" not in sys.modules
assert settings() == before
"""
    result = run_python("-c", code)
    assert result.returncode == 0, result.stderr
