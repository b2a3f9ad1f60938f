"""The short form of every trial; `python -m tests.trials --long` is the long one."""

from __future__ import annotations

import pytest

from tests.trials import Trial, trials


@pytest.mark.parametrize("trial", trials(), ids=lambda trial: trial.name)
def test_what_must_hold_holds(trial: Trial) -> None:
    figures = list(trial.figures(False))
    assert figures, "nothing was tried"
    assert not [str(figure) for figure in figures if not figure.met]
