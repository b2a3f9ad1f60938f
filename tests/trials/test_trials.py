"""The short form of every trial; `python -m tests.trials --long` is the long one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.trials import Trial, trials

PROJECT = Path(__file__).parents[2]


@pytest.mark.parametrize("trial", trials(), ids=lambda trial: trial.name)
def test_what_must_hold_holds(trial: Trial) -> None:
    """By the command, since some need a process of their own: they stop workers, and start a browser."""
    command = [sys.executable, "-m", "tests.trials", trial.name]
    said = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, timeout=1200, check=False)
    assert said.returncode == 0, said.stdout + said.stderr
    assert "| yes |" in said.stdout, "nothing was tried"
