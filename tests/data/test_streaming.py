"""A measurement read ahead by processes, or kept on disk, is the same measurement."""

import time
from pathlib import Path

import numpy as np
import pytest
import torch

from ptycho.storage import LARGEST_IN_MEMORY_BYTES, by_size, in_memory, let_go, on_disk, rows_of
from ptycho_torch.data.streaming import streamed
from ptycho_torch.model.registry import build_network
from ptycho_torch.physics.measurement import Measurement


@pytest.fixture
def measurement() -> Measurement:
    generator = torch.Generator().manual_seed(0)
    probe = torch.randn(1, 2, 16, 16, dtype=torch.complex64, generator=generator)
    return Measurement(
        amplitudes=torch.rand(11, 16, 16, generator=generator),
        corners=torch.randint(0, 20, (11, 2), generator=generator),
        fractions=torch.rand(11, 2, generator=generator),
        canvas_index=torch.zeros(11, dtype=torch.int64),
        probes=probe / probe.abs().max(),
        mask=torch.rand(1, 16, 16, generator=generator) > 0.1,
    )


@pytest.mark.parametrize("n_workers", [0, 2])
def test_pieces_are_those_of_the_measurement_pass_after_pass(
    n_workers: int, measurement: Measurement
) -> None:
    stream = streamed(measurement, n_workers=n_workers)
    order = torch.randperm(measurement.n_patterns, generator=torch.Generator().manual_seed(0))
    thirds, quarters = order.chunk(3), order.chunk(4)
    for parts in (thirds, thirds, quarters):
        for one, other in zip(stream.pieces(parts), measurement.pieces(parts), strict=True):
            for mine, theirs in zip(one, other, strict=True):
                torch.testing.assert_close(mine, theirs, rtol=0, atol=0)


def test_a_network_gives_the_same_object(measurement: Measurement) -> None:
    torch.manual_seed(0)
    network = build_network(
        "unrolled",
        n_unrolled=2,
        n_subsets=2,
        n_averaging_steps=1,
        n_filters=2,
        n_hidden_channels=1,
    ).eval()
    shapes = [(36, 36)]
    with torch.inference_mode():
        whole = network(measurement, shapes)
        pieces = network(streamed(measurement, n_workers=1), shapes, chunk=3)
    torch.testing.assert_close(pieces.canvases, whole.canvases, rtol=1e-4, atol=1e-5)


def test_a_large_stack_is_kept_on_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    stack = on_disk((3, 4, 5))
    stack[:] = np.arange(60).reshape(3, 4, 5)
    assert isinstance(stack, np.memmap)
    assert stack.sum() == 59 * 30
    assert not list(tmp_path.iterdir())  # it has no name, so nothing can be left behind
    assert not isinstance(in_memory((3, 4)), np.memmap)
    assert not isinstance(by_size((3, 4)), np.memmap)
    assert isinstance(by_size((LARGEST_IN_MEMORY_BYTES // 4 + 1,)), np.memmap)


@pytest.mark.skipif(not Path("/proc/self/smaps").exists(), reason="the system does not tell")
def test_a_stack_on_disk_does_not_stay_in_memory() -> None:
    stack = on_disk((1 << 12, 32, 32))
    stack[:] = 1.0
    deadline = time.monotonic() + 30
    while _resident_bytes(stack) > 0:
        assert time.monotonic() < deadline
        time.sleep(0.01)
    assert np.all(stack[::64] == 1.0)


@pytest.mark.skipif(not Path("/proc/self/smaps").exists(), reason="the system does not tell")
def test_pages_of_a_large_stack_are_let_go_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stack = np.memmap(tmp_path / "stack", np.float32, "w+", shape=(1 << 10, 32, 32))
    stack[:] = 1.0
    let_go(stack)
    assert _resident_bytes(stack) > 0  # small enough to stay
    monkeypatch.setattr("ptycho.storage.LARGEST_IN_MEMORY_BYTES", 1 << 20)
    let_go(stack)
    assert _resident_bytes(stack) == 0
    assert np.all(stack == 1.0)
    stack += np.arange(1 << 10, dtype=np.float32)[:, None, None]
    rows = np.arange(0, 1000, 7)
    assert np.array_equal(rows_of(stack, rows), stack[rows])


def _resident_bytes(stack: np.ndarray) -> int:
    """Memory of the process that the mapping of ``stack`` takes."""
    start = f"{stack.ctypes.data:x}-"
    lines = iter(Path("/proc/self/smaps").read_text("utf-8").splitlines())
    next(line for line in lines if line.startswith(start))
    found = next(line for line in lines if line.startswith("Rss:"))
    return 1024 * int(found.split()[1])
