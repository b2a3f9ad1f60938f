"""Runs a target for a while, and says what came of it."""

from __future__ import annotations

import os
import platform
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from tests.fuzzing.smallest import smallest
from tests.fuzzing.targets import Target, target_of

HAS_ONE = sys.platform == "linux" and platform.machine() == "x86_64" and sys.version_info < (3, 14)
LACKING = "needs atheris, which there is for Linux on x86-64 and Python below 3.14"
# How long one text may take before the run is ended, in seconds by the clock.
PATIENCE = 60


def can_run() -> bool:
    return HAS_ONE and find_spec("atheris") is not None


@dataclass(frozen=True)
class Run:
    """What came of a run: how many texts were tried, how many places of the code they reached, and what is wrong."""

    target: Target
    tried: int
    reached: int
    fault: Path | None
    why: str


def run(name: str, out: Path, *, seconds: int = 0, runs: int = -1, seed: int = 0) -> Run:
    """Tries texts until a time or a number is over, or one of them is a fault, which is written to `out`."""
    target = target_of(name)
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        seeds, new, faults = (folder / one for one in ("seeds", "new", "faults"))
        for one in (seeds, new, faults):
            one.mkdir()
        for number, path in enumerate((*target.seeds, *target.found)):
            (seeds / f"{number}-{path.name}").write_bytes(path.read_bytes())
        done = subprocess.run(
            [
                *(sys.executable, "-m", "tests.fuzzing.process", name, str(new), str(seeds)),
                *(f"-artifact_prefix={faults}/", f"-max_len={target.largest}", "-len_control=0"),
                *(
                    f"-max_total_time={seconds}",
                    f"-runs={runs}",
                    f"-seed={seed}",
                    f"-timeout={PATIENCE}",
                    f"-report_slow_units={PATIENCE}",
                ),
                *("-rss_limit_mb=2048", "-print_final_stats=1", "-use_value_profile=0"),
            ],
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
            cwd=Path(__file__).parents[2],
            # The hash seed decides in which order code runs, and so which texts come next.
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONHASHSEED": "0"},
        )
        said = done.stdout + done.stderr
        counts = [int(found) for found in re.findall(r"number_of_executed_units: (\d+)", said)]
        reached = [int(found) for found in re.findall(r"\bcov: (\d+)", said)]
        left = sorted(faults.iterdir())
        if done.returncode == 0 and not left:
            return Run(target, counts[-1] if counts else 0, reached[-1] if reached else 0, None, "")
        data = left[0].read_bytes() if left else b""
    text, why = smallest(target, data.decode("utf-8", "replace"))
    folder = out / name
    folder.mkdir(parents=True, exist_ok=True)
    # Named for what the file says, so that the same fault is one file.
    fault = folder / f"{re.sub(r'[^a-z]+', '-', why.lower()).strip('-')[:60] or 'fault'}.txt"
    fault.write_text(text, encoding="utf-8", newline="")
    return Run(target, counts[-1] if counts else 0, reached[-1] if reached else 0, fault, why or said[-2000:])
