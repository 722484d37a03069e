"""What a sweep may try: bounds of the registry, less what is given and what rules forbid."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from ptycho.config.layers import problems
from ptycho_generated.merge import Resolved, Said, resolve, train_settings
from ptycho_generated.search_space import AXES
from ptycho_torch.workflows.sweep_space import free_axes, of_trial, suggest
from ptycho_torch.workflows.sweep_study import claim, open_study


def told(folder: Path, **knobs: Any) -> Resolved:
    knobs = {"train_data_file": "a.npz", "output_dir": str(folder), "sweep": 3} | knobs
    return resolve("train", [(k, Said(v, "command_line", f"--{k}")) for k, v in knobs.items()])


class Drawing:
    """A trial whose values are drawn by hypothesis."""

    def __init__(self, data: st.DataObject) -> None:
        self._data = data

    def suggest_float(
        self, name: str, low: float, high: float, *, step: float | None = None, log: bool = False
    ) -> float:
        assert step is None
        assert low > 0 or not log
        return self._data.draw(st.floats(low, high), label=name)

    def suggest_int(
        self, name: str, low: int, high: int, *, step: int = 1, log: bool = False
    ) -> int:
        assert step == 1 or not log
        return self._data.draw(st.sampled_from(range(low, high + 1, step)), label=name)

    def suggest_categorical(self, name: str, choices: Any) -> Any:
        return self._data.draw(st.sampled_from(choices), label=name)


GIVEN: list[dict[str, Any]] = [
    {},
    {"architecture": "cnn", "gridsize": 2},
    {"scheduler": "Cosine", "cosine_t_max": 5},
    {"optimizer": "sgd", "sgd_momentum": 0.5},
    {"betas": (0.8, 0.9)},
    {"gradient_clip_val": None, "ema_decay": None},
    {"scheduler": "Step", "step_size": 3},
    {"gradient_clip_algorithm": "agc", "onecycle_pct_start": 0.2, "scheduler": "OneCycle"},
]


@settings(max_examples=150)
@given(data=st.data(), given_=st.sampled_from(GIVEN))
def test_every_trial_that_can_be_suggested_is_valid(
    data: st.DataObject, given_: dict[str, Any]
) -> None:
    resolved = told(Path("run"), **given_)
    axes, kept = free_axes(train_settings(resolved), resolved)
    base = of_trial(resolved, {}, "", Path("run"))
    found = suggest(Drawing(data), axes, base.values)
    assert found.keys() <= AXES.keys() - set(kept)
    assert given_.keys().isdisjoint(found)
    trial = of_trial(resolved, found, "trial_0000", Path("run/trial_0000"))
    assert problems(trial, None) == ([], [])
    assert train_settings(trial).training.output_dir == Path("run/trial_0000")


def test_a_seed_and_the_trials_before_decide_what_is_tried(tmp_path: Path) -> None:
    def suggested(name: str, seed: int) -> list[dict[str, Any]]:
        folder = tmp_path / name
        folder.mkdir()
        resolved = told(folder, seed=seed, sweep=4)
        chosen = train_settings(resolved)
        study = open_study(chosen)
        axes, _ = free_axes(chosen, resolved)
        found = []
        while (trial := claim(study, chosen, {})) is not None:
            found.append(suggest(trial, axes, resolved.values))
            study.tell(trial, float(trial.number))
        return found

    one = suggested("one", 7)
    assert suggested("two", 7) == one
    assert suggested("other", 8)[1:] != one[1:]
    assert len({str(each) for each in one}) == 4
